//! People and suppliers: training, awareness, exercises; agreements, assessments, audits; what law and contract ask.

use super::super::{
    AgreementFinding, Awareness, AwarenessState, ExerciseState, Exercises, ImpactState, ObligationPhase,
    Obligations, Rule, SupplierAgreements, SupplierAssessmentState, SupplierAuditState, SupplierAudits,
    ThirdPartyRisk, TierGapKind, Training, TrainingState, View,
};
use super::collect::{Collected, Raised};
use crate::error::Result;
use crate::model::Link;

impl<'a> View<'a> {
    pub(super) fn raise_people(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in &self.answer::<Training>()?.items {
            let message = match (item.state, item.due) {
                (TrainingState::Overdue, Some(due)) => format!("was to take {} by {due}", item.title),
                (TrainingState::Lapsed, Some(last)) => {
                    format!("took {}, which held until {last}", item.title)
                }
                _ => continue,
            };
            let raised = Raised::new(item.rule, &item.person, item.effective_on, message);
            found.raise(raised.detail(&item.course).with(item.entities.iter().cloned()));
        }
        let awareness = self.answer::<Awareness>()?;
        for item in awareness.items.iter().filter(|i| i.state == AwarenessState::ToBeRefreshed) {
            let changed = item.changes.first().map(|change| change.entity.to_string()).unwrap_or_default();
            let message = format!("still runs, and {changed} has changed since it began");
            let raised = Raised::new(item.rule, &item.campaign, item.effective_on, message);
            found.raise(raised.with(item.entities.iter().cloned()));
        }
        for item in &self.answer::<Exercises>()?.items {
            if item.state == ExerciseState::Overdue {
                let message = format!("was the last of its kind, and the next was due by {}", item.due);
                found.raise(Raised::new(item.rule, &item.last, item.effective_on, message));
            }
            for action in &item.overdue_actions {
                let message = format!("was to be done by {}: {}", action.due, action.title);
                let since = action.due.plus_days(1);
                let raised = Raised::new(Rule::ExerciseActionInTime, &action.exercise, since, message);
                found.raise(raised.detail(&action.title).with([Link::to(&action.owner)]));
            }
        }
        Ok(())
    }

    pub(super) fn raise_suppliers(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in &self.answer::<ThirdPartyRisk>()?.suppliers {
            let message = match (item.state, item.due) {
                (SupplierAssessmentState::NeverAssessed, _) => Some("was never assessed".to_owned()),
                (SupplierAssessmentState::Overdue, due) => Some(format!("was to be assessed again by {due}")),
                (SupplierAssessmentState::Assessed, _) => None,
            };
            if let Some(message) = message {
                let raised = Raised::new(item.rule, &item.supplier, item.effective_on, message);
                found.raise(raised.with(item.access.iter().map(Link::to)));
            }
            if let (Some(gap), Some(derived)) = (&item.gap, &item.derived)
                && gap.kind == TierGapKind::Understated
            {
                let message =
                    format!("is of tier {} as stated, and of tier {} by its access", item.tier, derived.tier);
                let raised = Raised::new(gap.rule, &item.supplier, gap.effective_on, message);
                found.raise(raised.with(item.entities.iter().cloned()));
            }
        }
        for item in &self.answer::<SupplierAgreements>()?.items {
            let named = item.agreement.clone().unwrap_or_default();
            let message = match item.finding {
                AgreementFinding::NoAgreement => "nothing was ever agreed with it".to_owned(),
                AgreementFinding::Expired => format!("{named} ran out on {}", item.due),
                AgreementFinding::ReviewOverdue => format!("{named} was to be reviewed by {}", item.due),
                AgreementFinding::ClausesMissing => {
                    format!("no agreement in force holds: {}", item.missing_clauses.join(", "))
                }
                AgreementFinding::ExpiresSoon => format!("{named} ends on {}", item.due),
            };
            found.raise(Raised::new(item.rule, &item.supplier, item.effective_on, message).detail(named));
        }
        let audits = self.answer::<SupplierAudits>()?;
        for item in audits.items.iter().filter(|item| item.state == SupplierAuditState::Overdue) {
            let message = format!("was to be audited, or attested, by {}", item.due);
            let raised = Raised::new(item.rule, &item.supplier, item.effective_on, message);
            found.raise(raised.with(item.entities.iter().cloned()));
        }
        for item in &audits.attestations {
            let tense = if item.lapsed { "was" } else { "is" };
            let message =
                format!("its attestation of {} {tense} valid until {}", item.standard, item.valid_until);
            let raised = Raised::new(item.rule, &item.supplier, item.effective_on, message);
            found.raise(raised.detail(&item.standard));
        }
        self.raise_obligations(found)
    }

    fn raise_obligations(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in &self.answer::<Obligations>()?.items {
            let said = match item.state {
                ImpactState::Missing => "and what it means was not assessed",
                ImpactState::Open => "and what it means is not assessed yet",
                ImpactState::Late => "and what it means was assessed only then",
                ImpactState::Done => continue,
            };
            // The first version came with the obligation itself; one that is gone binds nobody.
            let obligation = self.isms().obligations().get(&item.obligation);
            let first = obligation.and_then(|o| o.versions.first()).is_some_and(|v| v.number == item.version);
            if item.phase == ObligationPhase::Superseded || (first && item.state == ImpactState::Late) {
                continue;
            }
            let message = format!("version {} takes effect on {}, {said}", item.version, item.binds_from);
            let raised = Raised::new(item.rule, &item.obligation, item.effective_on, message)
                .detail(&item.version)
                .with(item.entities.iter().cloned());
            found.raise(match item.state {
                ImpactState::Open => raised.advice(),
                ImpactState::Late => raised.over_and_done(),
                ImpactState::Missing | ImpactState::Done => raised,
            });
        }
        Ok(())
    }
}
