//! Controls: their applicability, tests and state; what documents say and promise; how frameworks are met.

use super::super::{
    ControlEffectiveness, EvidenceFlag, GapParameters, ImplementationStatus, PolicyReviewState,
    PolicyReviews, PromiseState, RequirementState, Rule, StaleDocuments, StatementOfApplicability, View,
};
use super::collect::{Collected, Raised};
use crate::error::Result;
use crate::model::{ControlStatus, ControlTestResult, Link};

impl<'a> View<'a> {
    pub(super) fn raise_controls(&self, found: &mut Collected<'a>) -> Result<()> {
        let on = self.date();
        let statement = self.answer::<StatementOfApplicability>()?;
        if statement.items.is_empty() {
            let message = "nothing is decided on the applicability of controls";
            found.raise(Raised::about(Rule::ApplicabilityDecided, None, on, message));
        } else {
            // Without a statement each control would be said to be missing in it.
            for item in &statement.undecided {
                let message = format!("{} treats a risk and does not stand in the statement", item.name);
                let raised = Raised::new(item.rule, &item.control, item.effective_on, message);
                found.raise(raised.with(item.entities.iter().cloned()));
            }
        }
        let owed = |status| matches!(status, ImplementationStatus::NotBegun | ImplementationStatus::Planned);
        for item in statement.items.iter().filter(|item| item.applicable && owed(item.status)) {
            let message = format!("{} applies and is not in force yet", item.name);
            let raised = Raised::new(item.rule, &item.control, item.effective_on, message)
                .with(item.entities.iter().cloned());
            // What is planned is on its way: the standard asks to say whether a control is implemented.
            let planned = item.status == ImplementationStatus::Planned;
            found.raise(if planned { raised.advice() } else { raised });
        }
        for item in &self.answer::<ControlEffectiveness>()?.items {
            let in_force = item.status.is_some_and(|status| status != ControlStatus::Planned);
            if !in_force {
                continue;
            }
            let message = match (item.flag, item.test_due) {
                (Some(EvidenceFlag::NeverTested), _) => Some(format!("{} was never tested", item.name)),
                (Some(EvidenceFlag::Stale), Some(due)) => {
                    Some(format!("{} was to be tested again by {due}", item.name))
                }
                _ => None,
            };
            if let Some(message) = message {
                let raised = Raised::new(Rule::ControlTested, &item.control, item.effective_on, message);
                found.raise(raised.with(item.entities.clone()));
            }
            if let (Some(ControlTestResult::Failed), Some(day)) = (item.last_result, item.last_tested_on) {
                let message = format!("{} failed its last test", item.name);
                found.raise(Raised::new(Rule::LastTestPassed, &item.control, day, message));
            }
        }
        for control in self.isms().controls().values().filter(|c| on.is_within(None, c.retired_on)) {
            let revision = control.revision_on(on).filter(|r| r.status == ControlStatus::Degraded);
            if let Some(revision) = revision {
                let message = format!("{} does not work as designed since {}", control.name, revision.on);
                found.raise(Raised::new(Rule::ControlAsDesigned, &control.id, revision.on, message));
            }
        }
        Ok(())
    }

    pub(super) fn raise_documents(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in &self.answer::<StaleDocuments>()?.items {
            let mut raise = |rule, since, message: String| {
                let raised = Raised::new(rule, &item.document, since, message);
                found.raise(raised.with(item.entities.iter().cloned()));
            };
            if let Some(first) = item.changes.first() {
                let message = format!(
                    "{} changed on {} ({}), after version {}",
                    first.entity, first.on, first.what, item.version
                );
                raise(Rule::DocumentFollowsWhatItDescribes, first.on, message);
            }
            if let Some(asked) = item.revision_asked_on {
                let message = format!("the review of {asked} asked for a version that has not come");
                raise(Rule::RevisionAskedFor, asked, message);
            }
        }
        for item in &self.answer::<PolicyReviews>()?.items {
            if item.state == PolicyReviewState::Overdue {
                let message = format!("was to be reviewed by {}", item.due);
                let raised = Raised::new(item.rule, &item.document, item.effective_on, message);
                found.raise(raised.with(item.entities.iter().cloned()));
            }
        }
        for promise in self.promises() {
            let said = match promise.state {
                PromiseState::NotPlanned | PromiseState::PlannedLess => {
                    "and the programme does not hold it as often"
                }
                PromiseState::NotKept => "and it was not done each time",
                PromiseState::NotDueYet | PromiseState::Kept => continue,
            };
            let message = format!("promises “{}”, {said}", promise.text);
            let raised = Raised::new(promise.rule, &promise.document, promise.effective_on, message)
                .detail(format_args!("{} {}", promise.activity, promise.text))
                .with(promise.entities);
            // What was left undone in the year stays so, whatever is done now.
            found.raise(if promise.state == PromiseState::NotKept { raised.over_and_done() } else { raised });
        }
        let there = |retired_on| self.date().is_within(None, retired_on);
        for framework in self.isms().frameworks().values().filter(|f| there(f.retired_on)) {
            let asked = GapParameters { framework: framework.id.clone(), effort_hours: None };
            for gap in self.gaps(&asked)?.items {
                let said = match gap.state {
                    RequirementState::NotMet => "is not met",
                    RequirementState::PartlyMet => "is met in part",
                    RequirementState::NotAssessed => "was never assessed",
                    RequirementState::Met if gap.without_evidence => {
                        "is said to be met, and no evidence in force shows it"
                    }
                    RequirementState::Met | RequirementState::NotApplicable => continue,
                };
                let message = format!("{} {} {said}", gap.requirement, gap.title);
                let since = gap.effective_on.unwrap_or(self.date());
                let raised = Raised::about(gap.rule, Some(Link::to(&framework.id)), since, message);
                found.raise(raised.detail(&gap.requirement).with(gap.entities));
            }
        }
        Ok(())
    }
}
