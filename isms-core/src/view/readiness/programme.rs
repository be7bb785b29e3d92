//! The programme: what is late, what was not lived all year, what nothing covers, and who has to do it.

use std::collections::HashMap;

use super::super::{ContinuityParameters, Duty, GapKind, Measure, Rule, View, WorkloadParameters};
use super::collect::{Collected, Raised, link};
use crate::error::Result;
use crate::model::{Date, Evidence, Kind, Link, Role};

/// Days back on which a role without a holder is still told.
const DAYS_BACK: i64 = 365;

impl<'a> View<'a> {
    pub(super) fn raise_programme(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in self.overdue().items.into_iter().filter(|item| item.duty == Duty::Activity) {
            let message = match item.times {
                1 => format!("was due on {}", item.due),
                times => format!("was due on {}, and was not done {times} times", item.due),
            };
            let about = Some(link(item.kind, &item.id));
            let raised = Raised::about(Rule::ProgrammeDone, about, item.due.plus_days(1), message);
            found.raise(raised.with([Link::to(&item.owner)]));
        }
        for activity in self.continuity(ContinuityParameters::default())?.activities {
            for flag in activity.figures.flags {
                // Evidence that lapsed is raised by itself.
                if flag.measure == Measure::Validity {
                    continue;
                }
                // What happened in the year cannot be undone, only learned from.
                let raised = Raised::new(flag.rule, &activity.activity, flag.effective_on, flag.message)
                    .with(flag.evidence.iter().map(Link::to));
                found.raise(raised.as_over());
            }
        }
        self.raise_lapsed_evidence(found);
        for gap in self.programme_gaps().items {
            // What an auditor asks for; days off and hours not stated are for who plans.
            if matches!(gap.gap, GapKind::Blackout | GapKind::Capacity) {
                continue;
            }
            let about =
                gap.entities.first().filter(|_| matches!(gap.gap, GapKind::Control | GapKind::Holder));
            let raised = Raised::about(gap.rule, about.cloned(), gap.effective_on, gap.message);
            found.raise(raised.detail(gap.subject).with(gap.entities));
        }
        for outlook in self.workload(WorkloadParameters::default())?.roles {
            if let Some(month) = outlook.cannot_catch_up_from {
                let message =
                    format!("carries work over from {month} on and cannot catch up in the year ahead");
                let since = outlook.effective_on.min(self.date());
                found.raise(Raised::new(outlook.rule, &outlook.role, since, message).with(outlook.entities));
            }
        }
        self.raise_roles_without_holder(found);
        Ok(())
    }

    /// Evidence that is valid no more, where nothing later shows the same.
    fn raise_lapsed_evidence(&self, found: &mut Collected<'a>) {
        let on = self.date();
        let shown = |evidence: &'a Evidence| {
            let activity = evidence.activity.as_ref().map(Link::to);
            activity.into_iter().chain(evidence.shows.iter().cloned())
        };
        let mut latest: HashMap<Link, Date> = HashMap::new();
        let valid = |evidence: &&Evidence| evidence.valid_until.is_none_or(|last| on <= last);
        let lapsing: Vec<&Evidence> =
            self.isms().evidence().values().filter(|e| e.is_seen_on(on) && !valid(e)).collect();
        if lapsing.is_empty() {
            return;
        }
        for evidence in self.isms().evidence().values().filter(|e| e.is_seen_on(on) && valid(e)) {
            for link in shown(evidence) {
                let day = latest.entry(link).or_insert(evidence.performed_on);
                *day = evidence.performed_on.max(*day);
            }
        }
        for evidence in lapsing {
            let Some(last) = evidence.valid_until else { continue };
            let bare: Vec<Link> = shown(evidence)
                .filter(|link| latest.get(link).is_none_or(|day| *day < evidence.performed_on))
                .collect();
            if bare.is_empty() {
                continue;
            }
            let message = format!("was valid until {last}, and nothing later shows the same");
            found
                .raise(Raised::new(Rule::EvidenceValid, &evidence.id, last.plus_days(1), message).with(bare));
        }
    }

    /// Stretches of the last year in which nobody held a role that has a holder again.
    fn raise_roles_without_holder(&self, found: &mut Collected<'a>) {
        let on = self.date();
        let back = on.plus_days(-DAYS_BACK);
        let there = |role: &&Role| on.is_within(None, role.retired_on);
        for role in self.isms().roles().values().filter(there) {
            let mut tenures: Vec<_> = role.holders.iter().filter(|tenure| tenure.from <= on).collect();
            tenures.sort_by_key(|tenure| tenure.from);
            let mut held_until: Option<Date> = None;
            for tenure in tenures {
                let gap = held_until.filter(|last| last.plus_days(1) < tenure.from && back <= tenure.from);
                if let Some(last) = gap {
                    let until = tenure.from.plus_days(-1);
                    let message = format!("nobody held {} from {} to {until}", role.name, last.plus_days(1));
                    let raised = Raised::new(Rule::OwnerHeldThroughout, &role.id, last.plus_days(1), message);
                    found.raise(
                        raised.detail(last).with([link(Kind::Person, tenure.person.as_str())]).as_over(),
                    );
                }
                held_until = held_until.max(Some(tenure.until.unwrap_or(Date::MAX)));
            }
        }
    }
}
