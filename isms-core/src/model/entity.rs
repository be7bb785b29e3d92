//! What every noun of the record has in common.

use std::fmt::Display;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Action, Date, Id, Link, Money};
use crate::error::{Error, ErrorCode, Result};

/// A noun of the record: it has an id, invariants of its own, and references to others.
pub trait Entity: Clone + PartialEq + Serialize + DeserializeOwned + JsonSchema + Send + Sync {
    /// Which collection it lives in.
    const KIND: Kind;
    /// The user's identifier.
    fn id(&self) -> &Id<Self>;
    /// The day from which it no longer counts.
    fn retired_on(&self) -> Option<Date>;
    /// Where that day is kept.
    fn retired_on_mut(&mut self) -> &mut Option<Date>;
    /// Checks what can be said of the entity alone. Paths are relative to the entity.
    fn check(&self) -> Result<()>;
    /// Reports each reference to another entity.
    fn references(&self, found: &mut References<'_>);
    /// Reports each amount of money.
    fn amounts(&self, _: &mut Amounts<'_>) {}
    /// Its list of actions and where that stands, if it has one.
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        None
    }
    /// Itself, if it is evidence.
    fn as_evidence(&self) -> Option<&super::Evidence> {
        None
    }
}

/// What [`Entity`] asks of a struct with the fields `id` and `retired_on`.
macro_rules! entity {
    ($Type:ident) => {
        const KIND: crate::model::Kind = crate::model::Kind::$Type;
        fn id(&self) -> &Id<Self> {
            &self.id
        }
        fn retired_on(&self) -> Option<Date> {
            self.retired_on
        }
        fn retired_on_mut(&mut self) -> &mut Option<Date> {
            &mut self.retired_on
        }
    };
}
pub(super) use entity;

/// A reference from one entity to another, as a visitor sees it. The path costs nothing until it is shown.
#[derive(Clone, Copy)]
pub struct Reference<'a> {
    /// Where in the referring entity, e.g. `treatment.actions[2].owner`.
    pub path: &'a dyn Display,
    /// Kind of the entity named.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// The last day on which the one leans on the other; open if absent. What is named only to say what once happened
    /// leans on nothing.
    pub until: Option<Date>,
}

impl Reference<'_> {
    /// Whether the one still leans on the other on `date`.
    pub fn leans_on(&self, date: Date) -> bool {
        self.until.is_none_or(|until| date <= until)
    }
}

/// Passes the references of an entity to a visitor.
pub struct References<'v> {
    visit: &'v mut dyn FnMut(&Reference<'_>),
    until: Option<Date>,
}

impl<'v> References<'v> {
    /// Passes each reference to `visit`.
    pub fn new(visit: &'v mut dyn FnMut(&Reference<'_>)) -> Self {
        Self { visit, until: None }
    }
    /// The same visitor, for references that lean on what they name up to a day.
    pub fn until(&mut self, until: Option<Date>) -> References<'_> {
        References { visit: &mut *self.visit, until }
    }
    /// The same visitor, for references that only say what once happened.
    pub fn past(&mut self) -> References<'_> {
        self.until(Some(Date::MIN))
    }
    /// Notes one reference.
    pub fn one<T: Entity>(&mut self, path: impl Display, id: &Id<T>) {
        (self.visit)(&Reference { path: &path, kind: T::KIND, id: id.as_str(), until: self.until });
    }
    /// Notes a reference if there is one.
    pub fn maybe<T: Entity>(&mut self, path: impl Display, id: Option<&Id<T>>) {
        if let Some(id) = id {
            self.one(path, id);
        }
    }
    /// Notes each id of a list.
    pub fn each<T: Entity>(&mut self, path: impl Display, ids: &[Id<T>]) {
        for (index, id) in ids.iter().enumerate() {
            self.one(format_args!("{path}[{index}]"), id);
        }
    }
    /// Notes a reference to an entity of any kind.
    pub fn link(&mut self, path: impl Display, link: &Link) {
        (self.visit)(&Reference { path: &path, kind: link.kind, id: &link.id, until: self.until });
    }
    /// Notes each of a list.
    pub fn links(&mut self, path: impl Display, links: &[Link]) {
        for (index, link) in links.iter().enumerate() {
            self.link(format_args!("{path}[{index}]"), link);
        }
    }
}

/// Passes the amounts of an entity to a visitor, each with its place.
pub struct Amounts<'v>(pub &'v mut dyn FnMut(&dyn Display, &Money));

impl Amounts<'_> {
    /// Notes an amount if there is one.
    pub fn maybe(&mut self, path: impl Display, money: Option<&Money>) {
        if let Some(money) = money {
            (self.0)(&path, money);
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $singular:literal $plural:literal),* $(,)?) => {
        /// The kinds of entity, one collection each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $(#[doc = concat!("Kept in `", $plural, "`.")] $variant),* }

        impl Kind {
            /// Every kind, in the order of the record file.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The name of one, e.g. `risk`.
            pub fn singular(self) -> &'static str { match self { $(Self::$variant => $singular),* } }
            /// The name of the collection, e.g. `risks`.
            pub fn plural(self) -> &'static str { match self { $(Self::$variant => $plural),* } }
            /// The kind kept in a collection, e.g. in `risks`.
            pub fn of_collection(name: &str) -> Result<Self> {
                Self::ALL.iter().copied().find(|kind| kind.plural() == name).ok_or_else(|| {
                    let names = [$($plural),*].join(", ");
                    let problem = format!("there is no collection {name:?}");
                    Error::new(ErrorCode::Value, "", problem, format!("use one of {names}"))
                })
            }
        }
    };
}
kinds! {
    Person "person" "people",
    Role "role" "roles",
    Issue "issue" "issues",
    InterestedParty "interested_party" "interested_parties",
    Obligation "obligation" "obligations",
    Asset "asset" "assets",
    Supplier "supplier" "suppliers",
    Technology "technology" "technologies",
    Threat "threat" "threats",
    Vulnerability "vulnerability" "vulnerabilities",
    CommonCause "common_cause" "common_causes",
    Control "control" "controls",
    Risk "risk" "risks",
    InsurancePolicy "insurance_policy" "insurance_policies",
    TreatmentOption "treatment_option" "treatment_options",
    TreatmentGroup "treatment_group" "treatment_groups",
    ApplicabilityEntry "applicability_entry" "statement_of_applicability",
    BusinessGoal "business_goal" "business_goals",
    Objective "objective" "objectives",
    Metric "metric" "metrics",
    AnomalyResponse "anomaly_response" "anomaly_responses",
    Activity "activity" "activities",
    Evidence "evidence" "evidence",
    Document "document" "documents",
    Course "course" "courses",
    Assignment "assignment" "assignments",
    Completion "completion" "completions",
    Campaign "campaign" "campaigns",
    Exercise "exercise" "exercises",
    Incident "incident" "incidents",
    RootCauseAnalysis "root_cause_analysis" "root_cause_analyses",
    Lesson "lesson" "lessons",
    SignificantChange "significant_change" "significant_changes",
    AuditProgramme "audit_programme" "audit_programmes",
    Audit "audit" "audits",
    Finding "finding" "findings",
    ManagementReview "management_review" "management_reviews",
    Decision "decision" "decisions",
    Certificate "certificate" "certificates",
    ImprovementCycle "improvement_cycle" "improvement_cycles",
    Framework "framework" "frameworks",
    RequirementAssessment "requirement_assessment" "requirement_assessments",
}

/// The text must say something.
pub(crate) fn not_blank(path: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::new(ErrorCode::Value, path, "is empty", "give it a text"));
    }
    Ok(())
}

/// `later` may not lie before `earlier`.
pub(crate) fn in_order<D: PartialOrd + Display>(
    path: &str,
    later: Option<D>,
    earlier_name: &str,
    earlier: Option<D>,
) -> Result<()> {
    match (later, earlier) {
        (Some(later), Some(earlier)) if later < earlier => Err(Error::new(
            ErrorCode::DateOrder,
            path,
            format!("{later} lies before {earlier_name} {earlier}"),
            format!("it may not be earlier than {}", earlier_name.trim_end_matches(',')),
        )),
        _ => Ok(()),
    }
}

/// The dates in the field `field` of a list run forward; several may be the same.
pub(super) fn in_sequence<D: PartialOrd + Display + Copy>(
    list: &str,
    field: &str,
    dates: impl Iterator<Item = D>,
) -> Result<()> {
    sequence(list, field, dates, |before, after| before <= after, "list them oldest first")
}

/// The dates in the field `field` of a list run forward, no two the same.
pub(super) fn ascending<D: PartialOrd + Display + Copy>(
    list: &str,
    field: &str,
    dates: impl Iterator<Item = D>,
) -> Result<()> {
    sequence(list, field, dates, |before, after| before < after, "list them oldest first, each date once")
}

fn sequence<D: PartialOrd + Display + Copy>(
    list: &str,
    field: &str,
    dates: impl Iterator<Item = D>,
    ordered: fn(&D, &D) -> bool,
    remedy: &str,
) -> Result<()> {
    let mut before: Option<D> = None;
    for (i, date) in dates.enumerate() {
        if let Some(before) = before.filter(|before| !ordered(before, &date)) {
            let dot = if field.is_empty() { "" } else { "." };
            return Err(Error::new(
                ErrorCode::DateOrder,
                format!("{list}[{i}]{dot}{field}"),
                format!("{date} does not follow {before}"),
                remedy,
            ));
        }
        before = Some(date);
    }
    Ok(())
}

/// An amount of money may not be negative.
pub(super) fn money_not_negative(path: &str, money: Option<&Money>) -> Result<()> {
    if money.is_none_or(|money| money.amount >= Decimal::ZERO) {
        return Ok(());
    }
    let path = format!("{path}.amount");
    Err(Error::new(ErrorCode::Value, path, "is below 0", "use an amount from 0 up"))
}

/// No id stands in a list twice.
pub(super) fn each_once<T>(path: &str, ids: &[Id<T>]) -> Result<()> {
    let twice = ids.iter().enumerate().find(|(i, id)| ids.iter().take(*i).any(|earlier| earlier == *id));
    let Some((i, id)) = twice else { return Ok(()) };
    let problem = format!("{id} is there twice");
    Err(Error::new(ErrorCode::Rule, format!("{path}[{i}]"), problem, "name each once"))
}

/// `share` must lie in 0 to 1.
pub(crate) fn probability(path: &str, share: f64) -> Result<()> {
    within(path, share, (0.0..=1.0).contains(&share), "a probability", "use a number from 0 to 1")
}

/// `value` may not be negative.
pub(super) fn not_negative(path: &str, value: f64) -> Result<()> {
    within(path, value, value.is_finite() && value >= 0.0, "an amount", "use a number from 0 up")
}

/// `value` must lie above 0. What counts as much as a million trials or years is a mistake, and too much to reckon with.
pub(crate) fn positive(path: &str, value: f64) -> Result<()> {
    let inside = value > 0.0 && value <= 1e6;
    within(
        path,
        value,
        inside,
        "a number above 0 and up to a million",
        "use a number above 0, a million at most",
    )
}

fn within(path: &str, value: f64, inside: bool, what: &str, remedy: &str) -> Result<()> {
    if inside {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Value, path, format!("{value} is not {what}"), remedy))
}

/// The text must be a SHA-256 digest.
pub(super) fn digest(path: &str, text: Option<&str>) -> Result<()> {
    match text {
        Some(digest) if digest.len() != 64 || !digest.bytes().all(|b| b.is_ascii_hexdigit()) => {
            Err(Error::new(
                ErrorCode::Value,
                path,
                format!("{digest} is not a SHA-256 digest"),
                "write 64 hexadecimal digits",
            ))
        }
        _ => Ok(()),
    }
}
