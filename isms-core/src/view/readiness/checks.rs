//! What is measured, audited and decided: metrics, anomalies, audits, findings, certificates, management, improvement.

use super::super::{
    AnomalyParameters, AnswerState, AuditCoverageParameters, AuditCoverageState, Certification, CycleState,
    DecisionState, Decisions, Findings, ManagementReviewPack, ObjectiveState, Objectives, Pdca,
    ReviewIntervalState, Rule, UnansweredParameters, View,
};
use super::collect::{Collected, Raised, instant, listed, spelled};
use crate::error::Result;
use crate::model::{Audit, AuditKind, AuditProgramme, Date, Link, Metric};

/// Months within which an internal audit is held again.
const AUDIT_MONTHS: u16 = 12;

impl<'a> View<'a> {
    pub(super) fn raise_measurements(&self, found: &mut Collected<'a>) -> Result<()> {
        for gap in self.anomalies(&AnomalyParameters::default())?.gaps {
            // Only measurements that have stopped: one left out and taken up again is over.
            let metric = self.isms().metrics().get(&gap.metric);
            let taken_up =
                metric.and_then(|m| m.measurement_on(self.date())).is_some_and(|last| gap.last < day(last));
            if taken_up {
                continue;
            }
            let message = format!("was not measured since {}: {} times", gap.first, gap.missing);
            found.raise(Raised::new(gap.rule, &gap.metric, gap.effective_on, message));
        }
        for item in self.unanswered(&UnansweredParameters::default())?.items {
            if item.state == AnswerState::Overdue {
                let message = format!(
                    "the anomaly of {} ({}) was to be answered by {}",
                    instant(item.at),
                    item.value,
                    item.due
                );
                let raised = Raised::new(item.rule, &item.metric, item.effective_on, message);
                found.raise(raised.detail(item.at).with(item.entities));
            }
        }
        for response in self.isms().anomaly_responses().values() {
            if !self.date().is_within(Some(response.answered_on), response.retired_on) {
                continue;
            }
            let late = response.actions.iter().filter(|a| a.due < self.date() && a.is_open_on(self.date()));
            found.raise_all(late.map(|action| {
                let message = format!("was to be done by {}: {}", action.due, action.title);
                let rule = Rule::AnomalyActionInTime;
                let raised = Raised::new(rule, &response.id, action.due.plus_days(1), message);
                raised.detail(&action.title).with([Link::to(&action.owner), Link::to(&response.metric)])
            }));
        }
        let there = |metric: &&Metric| self.date().is_within(None, metric.retired_on);
        for metric in self.isms().metrics().values().filter(there) {
            let beyond = metric.threshold.as_ref().zip(metric.measurement_on(self.date()));
            if let Some((threshold, last)) = beyond.filter(|(limit, last)| !limit.is_met_by(last.value)) {
                let message =
                    format!("is {} {}, across its threshold of {}", last.value, metric.unit, threshold.value);
                found.raise(Raised::new(Rule::MetricWithinThreshold, &metric.id, day(last), message));
            }
        }
        Ok(())
    }

    pub(super) fn raise_audits(&self, found: &mut Collected<'a>) -> Result<()> {
        let on = self.date();
        let internal = |audit: &&Audit| audit.kind == AuditKind::Internal && audit.is_held_on(on);
        let last = self.isms().audits().values().filter(internal).max_by_key(|audit| (audit.end, &audit.id));
        match last {
            None => {
                let message = "no internal audit was ever held";
                found.raise(Raised::about(Rule::InternalAuditHeld, None, on, message));
            }
            Some(last) if last.end.plus_months(AUDIT_MONTHS) < on => {
                let due = last.end.plus_months(AUDIT_MONTHS);
                let message = format!("the last internal audit ended on {}, more than a year ago", last.end);
                found.raise(Raised::new(Rule::InternalAuditHeld, &last.id, due.plus_days(1), message));
            }
            Some(_) => {}
        }
        self.raise_coverage(last.is_some(), found)?;
        let management = self.management(None)?;
        for audit in self.isms().audits().values().filter(|audit| audit.is_held_on(on)) {
            let delivery = self.report_delivery(audit, &management);
            let Some(days) = delivery.days_late.filter(|days| *days > 0) else { continue };
            let message = match delivery.reached_on {
                Some(day) => format!("its report reached management on {day}, {days} days late"),
                None => format!("its report was to reach management by {}", delivery.due),
            };
            let since = delivery.due.plus_days(1);
            let raised = Raised::new(Rule::ReportReachesManagement, &audit.id, since, message);
            found.raise(if delivery.reached_on.is_some() { raised.over_and_done() } else { raised });
        }
        for item in &self.answer::<Findings>()?.items {
            if item.next_step.is_none() {
                continue;
            }
            for concern in &item.concerns {
                let raised =
                    Raised::new(concern.rule, &item.finding, concern.effective_on, concern.message.as_str());
                let behind = concern.entities.iter().chain(&item.entities).cloned();
                found.raise(raised.with(behind));
            }
        }
        for item in &self.answer::<Certification>()?.items {
            // A finding past its day was raised as such.
            for concern in item.concerns.iter().filter(|c| c.rule != Rule::FindingAnsweredInTime) {
                let raised = Raised::new(
                    concern.rule,
                    &item.certificate,
                    concern.effective_on,
                    concern.message.as_str(),
                )
                .detail(&concern.message)
                .with(concern.entities.iter().chain(&item.entities).cloned());
                // To be planned still, not missed.
                let ahead = matches!(concern.rule, Rule::FirstSurveillance | Rule::SurveillanceEachYear)
                    && item.calendar.iter().any(|event| event.rule == concern.rule && on <= event.due);
                found.raise(if ahead { raised.advice() } else { raised });
            }
        }
        Ok(())
    }

    /// What was not audited in the cycle, once for all of it, and auditors who own what they audit.
    fn raise_coverage(&self, audited: bool, found: &mut Collected<'a>) -> Result<()> {
        let on = self.date();
        let asked = AuditCoverageParameters { sample: Some(0), ..Default::default() };
        let coverage = self.audit_coverage(&asked)?;
        let there = |p: &&AuditProgramme| on.is_within(Some(p.from), p.retired_on) && on <= p.until;
        let programme = self.isms().audit_programmes().values().find(there);
        let about = programme.map(|p| Link::to(&p.id)).or(coverage.certificate.as_ref().map(Link::to));
        // Where none was ever held, that has been said.
        for state in [AuditCoverageState::Missed, AuditCoverageState::Open].into_iter().filter(|_| audited) {
            let of_state: Vec<_> = coverage.items.iter().filter(|item| item.state == state).collect();
            let Some(since) = of_state.iter().map(|item| item.effective_on).min() else { continue };
            let named: Vec<_> = of_state.iter().map(|item| item.requirement.as_str()).collect();
            let (said, detail) = match state {
                AuditCoverageState::Missed => ("was not audited in the cycle", "missed"),
                _ => ("is not audited in the cycle yet, and no audit of it is planned", "open"),
            };
            let message = format!("{said}: {}", listed(&named));
            let raised = Raised::about(Rule::AuditedOnceACycle, about.clone(), since, message)
                .detail(detail)
                .with(of_state.iter().filter_map(|item| item.control.as_ref()).map(Link::to));
            found.raise(if state == AuditCoverageState::Open { raised.advice() } else { raised });
        }
        for conflict in coverage.conflicts {
            let message = format!(
                "{} audits {} and owns it as {}",
                conflict.auditor, conflict.requirement, conflict.role
            );
            let raised = Raised::new(conflict.rule, &conflict.audit, conflict.effective_on, message)
                .detail(format_args!("{} {}", conflict.auditor, conflict.owned))
                .with(conflict.entities);
            // Of an audit that is still to be held, another auditor can be named.
            found.raise(if on < conflict.effective_on { raised.advice() } else { raised.over_and_done() });
        }
        Ok(())
    }

    pub(super) fn raise_management(&self, found: &mut Collected<'a>) -> Result<()> {
        let pack = self.answer::<ManagementReviewPack>()?;
        let interval = &pack.interval;
        let message = match (interval.state, interval.due) {
            (ReviewIntervalState::NeverHeld, _) => Some("no management review was ever held".to_owned()),
            (ReviewIntervalState::Overdue, Some(due)) => {
                Some(format!("the next management review was due by {due}"))
            }
            _ => None,
        };
        if let Some(message) = message {
            let last = interval.last.as_ref().map(Link::to);
            found.raise(Raised::about(interval.rule, last, interval.effective_on, message));
        }
        // A later review may look at what an earlier one left out.
        if let Some(last) = pack.reviews.first().filter(|review| !review.complete) {
            let missing: Vec<_> = last.missing.iter().map(spelled).collect();
            let message = format!("did not look at: {}", missing.join(", "));
            found.raise(Raised::new(last.rule, &last.review, last.effective_on, message));
        }
        let decisions = self.answer::<Decisions>()?;
        for item in decisions.items.iter().filter(|item| item.state == DecisionState::Overdue) {
            let late = item.actions.iter().filter(|a| a.done_on.is_none() && a.days_late > 0);
            found.raise_all(late.map(|action| {
                let message = format!("was to be done by {}: {}", action.due, action.title);
                let raised = Raised::new(item.rule, &item.decision, action.due.plus_days(1), message);
                raised.detail(&action.title).with([Link::to(&action.owner)])
            }));
        }
        for item in &self.answer::<Objectives>()?.items {
            let said = match item.state {
                ObjectiveState::Missed => Some(format!("was to be reached by {}, and was not", item.due)),
                ObjectiveState::NotEvaluated => {
                    Some(format!("was due on {}, and nothing measured says whether it is reached", item.due))
                }
                ObjectiveState::AtRisk => Some(format!("will not be reached by {} as things go", item.due)),
                _ => None,
            };
            if let Some(message) = said {
                let raised = Raised::new(item.rule, &item.objective, item.effective_on, message);
                let raised = raised.with(item.metric.iter().map(Link::to));
                found.raise(if item.state == ObjectiveState::AtRisk { raised.advice() } else { raised });
            }
            for concern in &item.concerns {
                let message = concern.message.as_str();
                let raised = Raised::new(concern.rule, &item.objective, concern.effective_on, message);
                found.raise(raised.with(concern.entities.iter().cloned()));
            }
        }
        for item in self.answer::<Pdca>()?.items.iter().filter(|item| item.state == CycleState::Stuck) {
            let missing = item.missing.join("; ");
            let message = match item.due {
                Some(due) => format!("its phase was to be left by {due}; missing: {missing}"),
                None => format!("its phase should have been left; missing: {missing}"),
            };
            let raised = Raised::new(item.rule, &item.cycle, item.effective_on, message);
            found.raise(raised.with(item.entities.iter().cloned()));
        }
        Ok(())
    }
}

fn day(measurement: &crate::model::Measurement) -> Date {
    measurement.at.date_naive().into()
}
