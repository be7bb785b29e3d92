//! What stands against the system on a date, from the answers of the other views.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use foldhash::{HashMap, HashMapExt, HashSet};

use super::super::{Rule, View};
use super::grades;
use crate::error::Result;
use crate::model::{Date, Entity, Finding, FindingGrade, FindingStep, Id, Link};

/// Days for which a lapse that is over is looked back on: a certification cycle of three years.
const DAYS_BACK: i64 = 1096;

/// Names that a message lists.
const NAMED: usize = 12;

/// What tells one statement from another: rule, entity, and what else there is to it.
pub(super) type Key = (Rule, Option<Link>, String);

/// A rule that is not kept.
#[derive(Debug, Clone)]
pub(super) struct Raised {
    pub(super) rule: Rule,
    pub(super) about: Option<Link>,
    detail: String,
    pub(super) message: String,
    pub(super) effective_on: Date,
    pub(super) entities: Vec<Link>,
    pub(super) grade: FindingGrade,
    /// Of what is over and cannot be undone, only learned from: since when a finding may have answered it.
    over_since: Option<Date>,
}

impl Raised {
    /// Of a rule, about an entity, since a day; graded as the rule.
    pub(super) fn new<T: Entity>(rule: Rule, about: &Id<T>, since: Date, message: impl Into<String>) -> Self {
        Self::about(rule, Some(Link::to(about)), since, message)
    }

    /// As [`new`](Self::new), about an entity of any kind, or about none.
    pub(super) fn about(rule: Rule, about: Option<Link>, since: Date, message: impl Into<String>) -> Self {
        Self {
            rule,
            entities: about.iter().cloned().collect(),
            about,
            detail: String::new(),
            message: message.into(),
            effective_on: since,
            grade: grades::of(rule).0,
            over_since: None,
        }
    }

    /// What is behind it, each once.
    pub(super) fn with(mut self, entities: impl IntoIterator<Item = Link>) -> Self {
        let mut seen: HashSet<Link> = self.entities.iter().cloned().collect();
        self.entities.extend(entities.into_iter().filter(|link| seen.insert(link.clone())));
        self
    }

    /// What tells it from others of the same rule about the same entity.
    pub(super) fn detail(mut self, detail: impl ToString) -> Self {
        self.detail = detail.to_string();
        self
    }

    /// What lies ahead, or could be better: an opportunity, whatever its rule.
    pub(super) fn advice(mut self) -> Self {
        self.grade = FindingGrade::Opportunity;
        self
    }

    /// A lapse that is over: it stands until a finding about it is closed, and for a certification cycle at most.
    pub(super) fn over_and_done(self) -> Self {
        let since = self.effective_on;
        self.over_and_done_since(since)
    }

    /// As [`over_and_done`](Self::over_and_done), where it began before the day from which it can be told.
    pub(super) fn over_and_done_since(mut self, began: Date) -> Self {
        self.over_since = Some(began);
        self
    }

    pub(super) fn key(&self) -> Key {
        (self.rule, self.about.clone(), self.detail.clone())
    }
}

/// What was raised, each statement once: the first to make it is kept.
pub(super) struct Collected<'a> {
    on: Date,
    raised: BTreeMap<Key, Raised>,
    /// Closed findings by what they were found by.
    closed: HashMap<&'a Link, Vec<&'a Finding>>,
}

impl<'a> Collected<'a> {
    fn new(view: &View<'a>) -> Self {
        let on = view.date();
        let mut closed: HashMap<_, Vec<_>> = HashMap::new();
        let answered = |finding: &&Finding| {
            on.is_within(Some(finding.raised_on), finding.retired_on)
                && finding.step_on(on) == Some(FindingStep::Closed)
        };
        for finding in view.isms().findings().values().filter(answered) {
            finding.found_by.iter().for_each(|link| closed.entry(link).or_default().push(finding));
        }
        Self { on, raised: BTreeMap::new(), closed }
    }

    pub(super) fn raise(&mut self, raised: Raised) {
        let forgotten = |began| began < self.on.plus_days(-DAYS_BACK) || self.is_answered(&raised, began);
        if !raised.over_since.is_some_and(forgotten) {
            self.raised.entry(raised.key()).or_insert(raised);
        }
    }

    pub(super) fn raise_all(&mut self, raised: impl IntoIterator<Item = Raised>) {
        raised.into_iter().for_each(|raised| self.raise(raised));
    }

    /// Whether a closed finding of the rule's requirement, raised since it began, names what the lapse is about.
    fn is_answered(&self, raised: &Raised, began: Date) -> bool {
        let about = raised.about.as_ref().and_then(|about| self.closed.get(about));
        about.into_iter().flatten().any(|finding| {
            began <= finding.raised_on && finding.requirement.as_deref() == Some(requirement(raised.rule))
        })
    }
}

/// The clause or control of a rule: what its id bears before the name.
pub(super) fn requirement(rule: Rule) -> &'static str {
    rule.id().split('/').next().unwrap_or_default()
}

impl<'a> View<'a> {
    /// Everything that an auditor would raise on the date.
    pub(super) fn raised(&self) -> Result<BTreeMap<Key, Raised>> {
        let mut found = Collected::new(self);
        self.raise_foundations(&mut found);
        self.raise_risks(&mut found)?;
        self.raise_controls(&mut found)?;
        self.raise_programme(&mut found)?;
        self.raise_people(&mut found)?;
        self.raise_suppliers(&mut found)?;
        self.raise_incidents(&mut found)?;
        self.raise_documents(&mut found)?;
        self.raise_measurements(&mut found)?;
        self.raise_audits(&mut found)?;
        self.raise_management(&mut found)?;
        Ok(found.raised)
    }
}

/// Names in a row, the first of them if they are many: all of them are among the entities.
pub(super) fn listed(names: &[&str]) -> String {
    match names.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}

/// What a plain variant is called in JSON.
pub(super) fn spelled(value: impl serde::Serialize) -> String {
    // A plain variant is always written as a string.
    serde_json::to_value(value).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
}

/// An instant as the record writes it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
