//! What an auditor would raise, today and on the day of the audit (activities row 38).

mod checks;
mod collect;
mod controls;
mod grades;
mod incidents;
mod people;
mod programme;
mod projection;
mod risks;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::collect::{Key, Raised, requirement};
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Audit, AuditKind, Date, FindingGrade, Id, Kind, Link};

/// Minor nonconformities of one rule above which they are a major one, if nothing else is asked for.
const SYSTEMIC_ABOVE: u16 = 5;

/// Which audit lies ahead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadinessParameters {
    /// The audit to be ready for; the next that the certification body holds if absent, else the next internal one.
    #[serde(default)]
    pub audit: Option<Id<Audit>>,
    /// Minor nonconformities of the same rule above which each is a major one; 5 if absent.
    #[serde(default)]
    pub systemic_above: Option<u16>,
}

/// What an auditor would raise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Readiness {
    /// The date looked at.
    pub as_of: Date,
    /// The audit to be ready for; none if none lies ahead.
    pub audit: Option<Id<Audit>>,
    /// Its first day.
    pub audit_on: Option<Date>,
    /// Minor nonconformities of the same rule above which each is a major one.
    pub systemic_above: u16,
    /// How many stand today.
    pub today: ReadinessCounts,
    /// How many stand on the first day of the audit if nothing more is done.
    pub if_nothing_is_done: Option<ReadinessCounts>,
    /// How many stand on that day if all that is planned by then is done.
    pub if_planned_is_done: Option<ReadinessCounts>,
    /// What would be raised: majors first, and of these what stands longest.
    pub items: Vec<ReadinessItem>,
}

/// How many of each grade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadinessCounts {
    /// Major nonconformities.
    pub major: usize,
    /// Minor nonconformities.
    pub minor: usize,
    /// Opportunities for improvement.
    pub opportunity: usize,
}

/// Something that an auditor would raise.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReadinessItem {
    /// Its grade: today, or else on the first day of the audit.
    pub grade: FindingGrade,
    /// The rule that is not kept.
    pub rule: Rule,
    /// The clause or control that the rule is of.
    pub requirement: String,
    /// What it is about; none where something is not there at all.
    pub about: Option<Link>,
    /// What is wrong, in words.
    pub message: String,
    /// What to do and to record.
    pub remedy: String,
    /// The first day on which it is so.
    pub effective_on: Date,
    /// Whether it is a major nonconformity only because there are so many of its rule.
    pub systemic: bool,
    /// Its grade today; none if it does not stand yet.
    pub today: Option<FindingGrade>,
    /// Its grade on the first day of the audit if nothing more is done; none if it does not stand then.
    pub if_nothing_is_done: Option<FindingGrade>,
    /// Its grade on that day if all that is planned by then is done; none if it does not stand then.
    pub if_planned_is_done: Option<FindingGrade>,
    /// What is behind it.
    pub entities: Vec<Link>,
}

/// What stands in one of the three columns.
struct Column {
    raised: BTreeMap<Key, Raised>,
    /// Rules of which there are so many minors that they are majors.
    systemic: BTreeSet<Rule>,
}

impl Column {
    fn new(raised: BTreeMap<Key, Raised>, systemic_above: u16) -> Self {
        let mut minors: BTreeMap<Rule, usize> = BTreeMap::new();
        for raised in raised.values().filter(|raised| raised.grade == FindingGrade::Minor) {
            *minors.entry(raised.rule).or_default() += 1;
        }
        let many = minors.into_iter().filter(|(_, count)| *count > usize::from(systemic_above));
        Self { systemic: many.map(|(rule, _)| rule).collect(), raised }
    }

    fn grade(&self, key: &Key) -> Option<FindingGrade> {
        let raised = self.raised.get(key)?;
        Some(if self.is_systemic(raised) { FindingGrade::Major } else { raised.grade })
    }

    fn is_systemic(&self, raised: &Raised) -> bool {
        raised.grade == FindingGrade::Minor && self.systemic.contains(&raised.rule)
    }

    fn counts(&self) -> ReadinessCounts {
        let mut counts = ReadinessCounts::default();
        for key in self.raised.keys() {
            match self.grade(key) {
                Some(FindingGrade::Major) => counts.major += 1,
                Some(FindingGrade::Minor) => counts.minor += 1,
                Some(FindingGrade::Opportunity) => counts.opportunity += 1,
                None => {}
            }
        }
        counts
    }
}

impl<'a> View<'a> {
    /// What an auditor would raise on the date: everything that the other views find wrong, each statement once, with a
    /// grade, the rule, what is behind it and a remedy; and how it will stand on the first day of the audit ahead.
    ///
    /// **Grades** follow from the rule, as ISO/IEC 17021-1, 3.12 and 3.13, tell them apart. Major: what the standard asks
    /// for is absent or has broken down (no internal audit or management review in twelve months, no Statement of
    /// Applicability, policy, criteria, risks or objectives, a clause that no activity serves, a finding past its day, the
    /// certificate in danger). Minor: a single lapse. Opportunity: nothing is broken, but something lies ahead or could be
    /// better. More than `systemic_above` minor nonconformities of one rule are a major one (the note to 3.12): each of
    /// them is shown as such.
    ///
    /// **A lapse that is over** and cannot be undone (a notice sent too late, evidence crammed into a month, a report that
    /// came late) is raised for three years, a certification cycle, or until a finding about it is closed: one raised
    /// since, whose requirement is that of the rule and whose `found_by` names what the lapse is about.
    ///
    /// **If nothing more is done** is the same record asked on the first day of the audit: what it holds with a date, such
    /// as a planned audit or exercise, counts as held on it. **If all that is planned is done** asks a copy in which every
    /// open action is done by its day, or the day after the date if that has passed, every due date of the programme is
    /// answered on its day, findings walk on once their actions are done, courses assigned are taken, and planned audits
    /// and reviews are reported and complete. What nobody has planned stays; measurements ahead are taken to come, and
    /// what they will say is not guessed.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::ReadinessParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "audits": [{"id": "S-1", "title": "Surveillance", "kind": "surveillance", "start": "2026-06-08", "end": "2026-06-09"}]}"#)?;
    /// let answer = isms.as_of("2026-03-01".parse()?).readiness(&ReadinessParameters::default())?;
    /// assert_eq!(answer.audit_on, Some("2026-06-08".parse()?));
    /// let review = answer.items.iter().find(|item| item.rule.id() == "9.3/interval").unwrap();
    /// assert_eq!(review.remedy, "hold a management review and record it");
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: an audit that is not on record or has begun before the date.
    pub fn readiness(&self, parameters: &ReadinessParameters) -> Result<Readiness> {
        let systemic_above = parameters.systemic_above.unwrap_or(SYSTEMIC_ABOVE);
        let audit = self.audit_ahead(parameters.audit.as_ref())?;
        let today = Column::new(self.raised()?, systemic_above);
        let (mut nothing, mut planned) = (None, None);
        if let Some(audit) = audit {
            let then = self.isms().as_of(audit.start).raised()?;
            nothing = Some(Column::new(then, systemic_above));
            let supposed = self.with_plans_done(audit.start);
            let mut then = supposed.as_of(audit.start).raised()?;
            then.retain(|_, raised| {
                raised.rule != Rule::MeasuredAsPlanned || raised.effective_on <= self.date()
            });
            planned = Some(Column::new(then, systemic_above));
        }
        let mut items = items(&today, nothing.as_ref(), planned.as_ref());
        items.sort_by(|a, b| {
            (a.grade, a.effective_on, a.rule, &a.about, &a.message).cmp(&(
                b.grade,
                b.effective_on,
                b.rule,
                &b.about,
                &b.message,
            ))
        });
        Ok(Readiness {
            as_of: self.date(),
            audit: audit.map(|audit| audit.id.clone()),
            audit_on: audit.map(|audit| audit.start),
            systemic_above,
            today: today.counts(),
            if_nothing_is_done: nothing.as_ref().map(Column::counts),
            if_planned_is_done: planned.as_ref().map(Column::counts),
            items,
        })
    }

    /// The audit asked for, or the next one: by the certification body, else by the organisation.
    fn audit_ahead(&self, asked: Option<&Id<Audit>>) -> Result<Option<&'a Audit>> {
        let (on, audits) = (self.date(), self.isms().audits());
        let ahead = |audit: &&Audit| on <= audit.start && on.is_within(None, audit.retired_on);
        let Some(id) = asked else {
            let by_the_body = |audit: &&Audit| audit.kind.is_by_certification_body();
            let internal = |audit: &&Audit| audit.kind == AuditKind::Internal;
            let first = |audit: &&Audit| (audit.start, audit.id.clone());
            let next = audits.values().filter(ahead).filter(by_the_body).min_by_key(first);
            return Ok(next.or_else(|| audits.values().filter(ahead).filter(internal).min_by_key(first)));
        };
        let Some(audit) = audits.get(id) else {
            let remedy = format!("name one of {}", self.isms().ids(Kind::Audit).join(", "));
            return Err(Error::new(
                ErrorCode::UnknownReference,
                "audit",
                format!("there is no audit {id}"),
                remedy,
            ));
        };
        if !ahead(&audit) {
            let problem = format!("{id} does not lie ahead of {on}: it begins on {}", audit.start);
            let remedy = "name an audit that lies ahead, or look from a day before it";
            return Err(Error::new(ErrorCode::DateOrder, "audit", problem, remedy));
        }
        Ok(Some(audit))
    }
}

/// One item a statement, whichever of the columns it stands in.
fn items(today: &Column, nothing: Option<&Column>, planned: Option<&Column>) -> Vec<ReadinessItem> {
    let columns = || [Some(today), nothing, planned].into_iter().flatten();
    let keys: BTreeSet<&Key> = columns().flat_map(|column| column.raised.keys()).collect();
    let item = |key: &Key| {
        let (column, raised) = columns().find_map(|column| Some((column, column.raised.get(key)?)))?;
        Some(ReadinessItem {
            grade: column.grade(key)?,
            rule: raised.rule,
            requirement: requirement(raised.rule).to_owned(),
            about: raised.about.clone(),
            message: raised.message.clone(),
            remedy: grades::of(raised.rule).1.to_owned(),
            effective_on: raised.effective_on,
            systemic: column.is_systemic(raised),
            today: today.grade(key),
            if_nothing_is_done: nothing.and_then(|column| column.grade(key)),
            if_planned_is_done: planned.and_then(|column| column.grade(key)),
            entities: raised.entities.clone(),
        })
    };
    keys.into_iter().filter_map(item).collect()
}
