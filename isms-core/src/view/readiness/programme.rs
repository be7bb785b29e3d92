//! The programme: what is late, what was not lived all year, what nothing covers, and who has to do it.

use std::collections::HashMap;

use super::super::{
    Continuity, DueDate, Duty, GapKind, Measure, Overdue, ProgrammeGaps, Rule, View, Workload,
};
use super::collect::{Collected, Raised};
use crate::error::Result;
use crate::model::{Date, Evidence, Kind, Link, Role};

/// Days back on which a role without a holder is still told.
const DAYS_BACK: i64 = 365;

impl<'a> View<'a> {
    pub(super) fn raise_programme(&self, found: &mut Collected<'a>) -> Result<()> {
        let overdue = self.answer::<Overdue>()?;
        for item in overdue.items.iter().filter(|item| item.duty == Duty::Activity) {
            let message = match item.times {
                1 => format!("was due on {}", item.due),
                times => format!("was due on {}, and was not done {times} times", item.due),
            };
            let about = Some(Link::new(item.kind, &item.id));
            let raised = Raised::about(item.rule, about, item.effective_on, message);
            found.raise(raised.with([Link::to(&item.owner)]));
        }
        self.raise_continuity(found)?;
        self.raise_lapsed_evidence(found);
        for gap in &self.answer::<ProgrammeGaps>()?.items {
            // What an auditor asks for; days off and hours not stated are for who plans.
            if matches!(gap.gap, GapKind::Blackout | GapKind::Capacity) {
                continue;
            }
            let about =
                gap.entities.first().filter(|_| matches!(gap.gap, GapKind::Control | GapKind::Holder));
            let raised = Raised::about(gap.rule, about.cloned(), gap.effective_on, gap.message.as_str());
            found.raise(raised.detail(&gap.subject).with(gap.entities.iter().cloned()));
        }
        for outlook in &self.answer::<Workload>()?.roles {
            if let Some(month) = outlook.cannot_catch_up_from {
                let message =
                    format!("carries work over from {month} on and cannot catch up in the year ahead");
                let since = outlook.effective_on.min(self.date());
                found.raise(
                    Raised::new(outlook.rule, &outlook.role, since, message)
                        .with(outlook.entities.iter().cloned()),
                );
            }
        }
        self.raise_roles_without_holder(found);
        Ok(())
    }

    /// Days after its due date for which an activity is still in time.
    fn grace_of(&self, activity: &str) -> i64 {
        self.isms().activities().get(activity).map_or(0, |activity| activity.grace_days.into())
    }

    /// How the programme was lived over the year: what happened cannot be undone, only learned from.
    fn raise_continuity(&self, found: &mut Collected<'a>) -> Result<()> {
        let continuity = self.answer::<Continuity>()?;
        let run_up = continuity.run_up.as_ref();
        for activity in &continuity.activities {
            let (due, grace) = (activity.figures.due, self.grace_of(activity.activity.as_str()));
            // Evidence that lapsed is raised by itself.
            for flag in activity.figures.flags.iter().filter(|flag| flag.measure != Measure::Validity) {
                let mut message = flag.message.clone();
                if flag.measure == Measure::Coverage {
                    // A due date within its grace is not missed yet.
                    let over = |day: &&DueDate| day.due.plus_days(grace) < self.date();
                    let missed = flag.due.iter().filter(over).count();
                    if 1.0 - missed as f64 / due as f64 >= flag.limit {
                        continue;
                    }
                    message = format!("{missed} of {due} due dates were left undone");
                }
                // Figures are told anew with each fact that they count; what they tell of began before.
                let began = match flag.measure {
                    Measure::Cramming => run_up.map(|run_up| run_up.from),
                    Measure::Evenness | Measure::LateRecording => Some(continuity.from),
                    _ => flag.due.iter().map(|due| due.due).min(),
                };
                let crammed = run_up.filter(|_| flag.measure == Measure::Cramming);
                let raised = Raised::new(flag.rule, &activity.activity, flag.effective_on, message)
                    .with(crammed.map(|run_up| Link::to(&run_up.audit)))
                    .with(flag.evidence.iter().map(Link::to));
                found.raise(
                    raised.over_and_done_since(began.unwrap_or(flag.effective_on).min(flag.effective_on)),
                );
            }
        }
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
            self.isms().evidence_telling_more().filter(|e| e.is_seen_on(on) && !valid(e)).collect();
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
                        raised
                            .detail(last)
                            .with([Link::new(Kind::Person, tenure.person.as_str())])
                            .over_and_done(),
                    );
                }
                held_until = held_until.max(Some(tenure.until.unwrap_or(Date::MAX)));
            }
        }
    }
}
