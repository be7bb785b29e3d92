//! The Statement of Applicability on a date (clause 6.1.3 d).

use std::collections::{BTreeSet, HashMap, HashSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{
    ApplicabilityDecision, ApplicabilityEntry, Control, ControlStatus, ControlTest, ControlTestResult, Date,
    Id, Kind, Link, Obligation, Person, Risk, Role,
};

/// The Statement of Applicability on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StatementOfApplicability {
    /// The date looked at.
    pub as_of: Date,
    /// Controls that apply.
    pub applicable: usize,
    /// Of those, how many are implemented.
    pub implemented: usize,
    /// Controls that do not apply.
    pub excluded: usize,
    /// What was decided on each control by the date, in the order of their identifiers, numbers by size.
    pub items: Vec<ApplicabilityItem>,
    /// Controls that treat a risk and on which nothing was decided.
    pub undecided: Vec<UndecidedControl>,
}

/// What was decided on a control.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ApplicabilityItem {
    /// The entry of the statement.
    pub entry: Id<ApplicabilityEntry>,
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// Whether it applies.
    pub applicable: bool,
    /// Why it is included or left out.
    pub justification: String,
    /// When that was decided.
    pub decided_on: Date,
    /// Who decided.
    pub decided_by: Option<Id<Role>>,
    /// Whether it is implemented.
    pub status: ImplementationStatus,
    /// Since when; none where nothing has begun.
    pub status_since: Option<Date>,
    /// Who answers for the control.
    pub owner: Option<Id<Role>>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Controls behind it: those that enhance it, and those that meet the requirement of its name in a framework.
    pub behind: Vec<Id<Control>>,
    /// Risks of the date that it treats: those that call for it and those that name it.
    pub risks: Vec<Id<Risk>>,
    /// Obligations that call for it.
    pub obligations: Vec<Id<Obligation>>,
    /// The day of its last test.
    pub tested_on: Option<Date>,
    /// How that went.
    pub test_result: Option<ControlTestResult>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of what the rule says: of the decision, or of the status if that is later.
    pub effective_on: Date,
    /// The entry, the control, those behind it, the risks and the obligations.
    pub entities: Vec<Link>,
}

/// Whether a control is implemented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImplementationStatus {
    /// Nothing has begun.
    NotBegun,
    /// It is decided and not there yet.
    Planned,
    /// It is there and does not work as designed.
    Degraded,
    /// It works as designed.
    Implemented,
}

/// A control that treats a risk and on which nothing was decided.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UndecidedControl {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// The risks of the date that name it.
    pub risks: Vec<Id<Risk>>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which one of these risks was on the register.
    pub effective_on: Date,
    /// The control and the risks.
    pub entities: Vec<Link>,
}

/// What the view looks up.
struct Behind<'a> {
    enhancing: HashMap<&'a str, Vec<&'a Control>>,
    meeting: HashMap<&'a str, Vec<&'a str>>,
    risks: HashMap<&'a str, Vec<&'a Risk>>,
}

impl View<'_> {
    /// The Statement of Applicability: what was decided on each control by the date and why, whether it is implemented,
    /// what stands behind it, and what it treats; and the controls that treat a risk without a decision.
    ///
    /// The status is that of the control's own revision. A control without revisions, such as one of a catalogue that
    /// others put into practice, is as far as the one behind it that has come least far.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::ImplementationStatus;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "controls": [{"id": "A.8.13", "name": "Backup", "revisions": [{"on": "2026-03-01", "status": "implemented"}]}],
    ///   "statement_of_applicability": [{"id": "SOA-1", "control": "A.8.13", "decisions": [
    ///     {"decided_on": "2026-01-10", "applicable": true, "justification": "Data would be lost"}]}]}"#)?;
    /// let status = |day: &str| day.parse().map(|day| isms.as_of(day).statement_of_applicability().items[0].status);
    /// assert_eq!(status("2026-02-28")?, ImplementationStatus::NotBegun);
    /// assert_eq!(status("2026-03-01")?, ImplementationStatus::Implemented);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn statement_of_applicability(&self) -> StatementOfApplicability {
        let (isms, on) = (self.isms(), self.date());
        let behind = self.behind();
        let mut decided = HashSet::new();
        let mut items: Vec<ApplicabilityItem> = isms
            .statement_of_applicability()
            .values()
            .filter(|entry| on.is_within(None, entry.retired_on))
            .filter_map(|entry| {
                let decision = entry.decision_on(on)?;
                let control = isms.controls().get(&entry.control)?;
                decided.insert(control.id.as_str());
                Some(self.applicability_item(entry, decision, control, &behind))
            })
            .collect();
        items.sort_by_cached_key(|item| (numbered(item.control.as_str()), item.entry.clone()));
        let mut undecided: Vec<_> = behind
            .risks
            .iter()
            .filter(|(control, _)| !decided.contains(**control))
            .filter_map(|(control, risks)| self.undecided(control, risks))
            .collect();
        undecided.sort_by_cached_key(|item| numbered(item.control.as_str()));
        let applicable = || items.iter().filter(|item| item.applicable);
        StatementOfApplicability {
            as_of: on,
            applicable: applicable().count(),
            implemented: applicable().filter(|i| i.status == ImplementationStatus::Implemented).count(),
            excluded: items.iter().filter(|item| !item.applicable).count(),
            items,
            undecided,
        }
    }

    fn behind(&self) -> Behind<'_> {
        let (isms, on) = (self.isms(), self.date());
        let (mut enhancing, mut meeting, mut risks) = (HashMap::new(), HashMap::new(), HashMap::new());
        for control in isms.controls().values().filter(|control| on.is_within(None, control.retired_on)) {
            if let Some(enhanced) = &control.enhances {
                enhancing.entry(enhanced.as_str()).or_insert_with(Vec::new).push(control);
            }
        }
        for framework in isms.frameworks().values().filter(|f| on.is_within(None, f.retired_on)) {
            for requirement in &framework.requirements {
                let controls = requirement.met_by.iter().filter(|link| link.kind == Kind::Control);
                let met_by = meeting.entry(requirement.id.as_str()).or_insert_with(Vec::new);
                met_by.extend(controls.map(|link| link.id.as_str()));
            }
        }
        for risk in self.live_risks() {
            let named = risk.controls.iter().map(Id::as_str).collect::<BTreeSet<_>>();
            named.into_iter().for_each(|control| risks.entry(control).or_insert_with(Vec::new).push(risk));
        }
        Behind { enhancing, meeting, risks }
    }

    fn applicability_item(
        &self,
        entry: &ApplicabilityEntry,
        decision: &ApplicabilityDecision,
        control: &Control,
        behind: &Behind<'_>,
    ) -> ApplicabilityItem {
        let (isms, on) = (self.isms(), self.date());
        let id = control.id.as_str();
        let enhancing = behind.enhancing.get(id).into_iter().flatten().map(|control| control.id.as_str());
        let meeting = behind.meeting.get(id).into_iter().flatten().copied();
        let others: BTreeSet<&str> = enhancing.chain(meeting).filter(|other| *other != id).collect();
        let others: Vec<&Control> = others
            .into_iter()
            .filter_map(|id| isms.controls().get(id))
            .filter(|control| on.is_within(None, control.retired_on))
            .collect();
        let (status, status_since) = implementation(control, on)
            .or_else(|| {
                // The one that has come least far, and of several the last to do so.
                let each = others.iter().map(|c| implementation(c, on).unwrap_or(NOTHING));
                each.min_by_key(|(status, since)| (*status, std::cmp::Reverse(*since)))
            })
            .unwrap_or(NOTHING);
        let named = behind.risks.get(id).into_iter().flatten().map(|risk| &risk.id);
        let there = |risk: &&Risk| on.is_within(Some(risk.identified_on), risk.retired_on);
        let calling =
            decision.risks.iter().filter_map(|id| isms.risks().get(id)).filter(there).map(|r| &r.id);
        let risks: BTreeSet<&Id<Risk>> = named.chain(calling).collect();
        let risks: Vec<Id<Risk>> = risks.into_iter().cloned().collect();
        let test: Option<&ControlTest> = control.tests.iter().rev().find(|test| test.on <= on);
        let owed = decision.applicable && status != ImplementationStatus::Implemented;
        let mut behind: Vec<Id<Control>> = others.iter().map(|control| control.id.clone()).collect();
        behind.sort_by_cached_key(|id| numbered(id.as_str()));
        let obligations: Vec<Id<Obligation>> =
            decision.obligations.iter().filter(|id| self.still_counts(&Link::to(*id))).cloned().collect();
        let mut entities = vec![Link::to(&entry.id), Link::to(&control.id)];
        entities.extend(behind.iter().map(Link::to));
        entities.extend(risks.iter().map(Link::to));
        entities.extend(obligations.iter().map(Link::to));
        ApplicabilityItem {
            entry: entry.id.clone(),
            control: control.id.clone(),
            name: control.name.clone(),
            applicable: decision.applicable,
            justification: decision.justification.clone(),
            decided_on: decision.decided_on,
            decided_by: decision.decided_by.clone(),
            status,
            status_since,
            owner: control.owner.clone(),
            holders: control.owner.as_ref().map(|owner| self.holders(owner)).unwrap_or_default(),
            behind,
            risks,
            obligations,
            tested_on: test.map(|test| test.on),
            test_result: test.map(|test| test.result),
            rule: if owed { Rule::ApplicableIsImplemented } else { Rule::ApplicabilityDecided },
            effective_on: status_since
                .filter(|_| owed)
                .map_or(decision.decided_on, |day| day.max(decision.decided_on)),
            entities,
        }
    }

    fn undecided(&self, control: &str, risks: &[&Risk]) -> Option<UndecidedControl> {
        let control = self.isms().controls().get(control)?;
        let mut entities = vec![Link::to(&control.id)];
        entities.extend(risks.iter().map(|risk| Link::to(&risk.id)));
        Some(UndecidedControl {
            control: control.id.clone(),
            name: control.name.clone(),
            risks: risks.iter().map(|risk| risk.id.clone()).collect(),
            rule: Rule::NecessaryIsDecided,
            effective_on: risks.iter().map(|risk| risk.identified_on).min()?,
            entities,
        })
    }
}

const NOTHING: (ImplementationStatus, Option<Date>) = (ImplementationStatus::NotBegun, None);

/// The state of a control by its own revision, and the first day of it; none without one.
fn implementation(control: &Control, on: Date) -> Option<(ImplementationStatus, Option<Date>)> {
    let status = control.revision_on(on).filter(|_| on.is_within(None, control.retired_on))?.status;
    let made = control.revisions.iter().rev().skip_while(|revision| on < revision.on);
    let since = made.take_while(|revision| revision.status == status).last().map(|revision| revision.on);
    let status = match status {
        ControlStatus::Planned => ImplementationStatus::Planned,
        ControlStatus::Degraded => ImplementationStatus::Degraded,
        ControlStatus::Implemented => ImplementationStatus::Implemented,
    };
    Some((status, since))
}

/// An identifier in parts, so that `A.5.2` stands before `A.5.10`.
fn numbered(id: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut rest = id;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        // A number too long for one stands last among numbers, as text.
        parts.push(match part.parse() {
            Ok(number) if digits => (number, String::new()),
            _ => (u64::MAX, part.to_owned()),
        });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn numbers_in_identifiers_go_by_size() {
        let mut ids = ["A.5.10", "A.5.2", "AC-2(12)", "AC-2", "AC-2(3)", "A.5", "99999999999999999999", "7"];
        ids.sort_by_key(|id| numbered(id));
        assert_eq!(
            ids,
            ["7", "99999999999999999999", "A.5", "A.5.2", "A.5.10", "AC-2", "AC-2(3)", "AC-2(12)"]
        );
    }
}
