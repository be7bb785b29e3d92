//! What the whole system lacks in each phase, counted from the answers of other views.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::super::{
    Appetite, AppetiteState, AuditCoverageParameters, AuditCoverageState, DecisionState, Decisions, Duty,
    Findings, ImpactState, ObjectiveItem, ObjectiveState, Objectives, Obligations, Overdue, ProgrammeGaps,
    ReevaluationState, Reevaluations, RiskWatch, Rule, StaleDocuments, Training, TrainingState, View,
};
use super::{CycleItem, CycleState};
use crate::error::Result;
use crate::model::{Date, Link, Phase};

/// A rule that the system does not keep, counted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PhaseLack {
    /// The phase in which it should be made good.
    pub phase: Phase,
    /// The view that says so, and more of each.
    pub view: String,
    /// The rule that speaks.
    pub rule: Rule,
    /// How often.
    pub count: usize,
    /// The first day on which it spoke.
    pub effective_on: Date,
    /// What it is about, each once.
    pub entities: Vec<Link>,
}

/// Counts what is lacking by phase, view and rule.
#[derive(Default)]
struct Lacks(BTreeMap<(Phase, &'static str, Rule), Counted>);

/// How often a rule is not kept, since when, and what that is about.
struct Counted {
    count: usize,
    since: Date,
    entities: BTreeSet<Link>,
}

impl Lacks {
    fn note(&mut self, (phase, view): (Phase, &'static str), rule: Rule, since: Date, about: Option<Link>) {
        let none = Counted { count: 0, since, entities: BTreeSet::new() };
        let counted = self.0.entry((phase, view, rule)).or_insert(none);
        counted.count += 1;
        counted.since = counted.since.min(since);
        counted.entities.extend(about);
    }
}

impl View<'_> {
    pub(super) fn phase_lacks(&self, cycles: &[CycleItem]) -> Result<Vec<PhaseLack>> {
        let mut lacks = Lacks::default();
        let objectives = &self.answer::<Objectives>()?.items;
        self.lacking_in_plan(objectives, &mut lacks)?;
        self.lacking_in_do(&mut lacks)?;
        self.lacking_in_check(objectives, &mut lacks)?;
        self.lacking_in_act(&mut lacks)?;
        for cycle in cycles.iter().filter(|cycle| cycle.state == CycleState::Stuck) {
            let phase = cycle.phase.unwrap_or(Phase::Act);
            lacks.note((phase, "pdca"), cycle.rule, cycle.effective_on, Some(Link::to(&cycle.cycle)));
        }
        let told = lacks.0.into_iter().map(|((phase, view, rule), counted)| PhaseLack {
            phase,
            view: view.to_owned(),
            rule,
            count: counted.count,
            effective_on: counted.since,
            entities: counted.entities.into_iter().collect(),
        });
        Ok(told.collect())
    }

    /// Clauses 4 to 7: programme, risks without a decision, objectives, obligations, competence, documents.
    fn lacking_in_plan(&self, objectives: &[ObjectiveItem], lacks: &mut Lacks) -> Result<()> {
        for gap in &self.answer::<ProgrammeGaps>()?.items {
            lacks.note(
                (Phase::Plan, "programme_gaps"),
                gap.rule,
                gap.effective_on,
                gap.entities.first().cloned(),
            );
        }
        if self.isms().risk_criteria().is_some() {
            let appetite = self.answer::<Appetite>()?;
            let undecided = [AppetiteState::Above, AppetiteState::NotAssessed];
            for item in appetite.items.iter().filter(|item| undecided.contains(&item.state)) {
                lacks.note(
                    (Phase::Plan, "appetite"),
                    item.rule,
                    item.effective_on,
                    Some(Link::to(&item.risk)),
                );
            }
        }
        for item in objectives {
            for concern in &item.concerns {
                let about = Some(Link::to(&item.objective));
                lacks.note((Phase::Plan, "objectives"), concern.rule, concern.effective_on, about);
            }
        }
        for item in
            self.answer::<Obligations>()?.items.iter().filter(|item| item.state == ImpactState::Missing)
        {
            let about = Some(Link::to(&item.obligation));
            lacks.note((Phase::Plan, "obligations"), item.rule, item.effective_on, about);
        }
        for item in &self.answer::<Training>()?.items {
            if matches!(item.state, TrainingState::Overdue | TrainingState::Lapsed) {
                let about = Some(Link::to(&item.person));
                lacks.note((Phase::Plan, "training"), item.rule, item.effective_on, about);
            }
        }
        for item in &self.answer::<StaleDocuments>()?.items {
            let about = Some(Link::to(&item.document));
            lacks.note((Phase::Plan, "stale_documents"), item.rule, item.effective_on, about);
        }
        Ok(())
    }

    /// Clause 8: the programme, treatment, risk assessment; and what was to follow from lessons, exercises and anomalies.
    fn lacking_in_do(&self, lacks: &mut Lacks) -> Result<()> {
        for item in &self.answer::<Overdue>()?.items {
            let phase = match item.duty {
                Duty::Activity | Duty::TreatmentAction | Duty::RiskReview => Phase::Do,
                Duty::LessonAction | Duty::ExerciseAction | Duty::AnomalyAction => Phase::Act,
                Duty::Finding | Duty::DecisionAction => continue, // of views of their own
            };
            let about = Link::new(item.kind, &item.id);
            lacks.note((phase, "overdue"), item.rule, item.effective_on, Some(about));
        }
        let watched = self.answer::<RiskWatch>()?;
        for item in watched.items.iter().filter(|item| item.rule == Rule::NewlyExposed) {
            let about = Some(Link::to(&item.risk));
            lacks.note((Phase::Do, "risk_watch"), item.rule, item.effective_on, about);
        }
        let overdue = ReevaluationState::Overdue;
        let owed = self.answer::<Reevaluations>()?;
        for item in owed.items.iter().filter(|item| item.state == overdue) {
            let about = Some(Link::to(&item.risk));
            lacks.note((Phase::Do, "reevaluations"), item.rule, item.due.plus_days(1), about);
        }
        Ok(())
    }

    /// Clause 9: audits and their reports, objectives as measured.
    fn lacking_in_check(&self, objectives: &[ObjectiveItem], lacks: &mut Lacks) -> Result<()> {
        let on = self.date();
        let coverage =
            self.audit_coverage(&AuditCoverageParameters { sample: Some(0), ..Default::default() })?;
        for item in coverage.items.iter().filter(|item| item.state == AuditCoverageState::Missed) {
            let about = item.control.as_ref().map(Link::to);
            lacks.note((Phase::Check, "audit_coverage"), item.rule, item.effective_on, about);
        }
        for conflict in coverage.conflicts.iter().filter(|conflict| conflict.effective_on <= on) {
            let about = Some(Link::to(&conflict.audit));
            lacks.note((Phase::Check, "audit_coverage"), conflict.rule, conflict.effective_on, about);
        }
        let management = self.management(None)?;
        for audit in self.isms().audits().values().filter(|audit| audit.is_held_on(on)) {
            let delivery = self.report_delivery(audit, &management);
            if delivery.reached_on.is_none() && delivery.days_late.is_some_and(|days| days > 0) {
                let (rule, since) = (Rule::ReportReachesManagement, delivery.due.plus_days(1));
                lacks.note((Phase::Check, "audit_report"), rule, since, Some(Link::to(&audit.id)));
            }
        }
        use ObjectiveState::{AtRisk, Missed, NotEvaluated};
        for item in objectives {
            if matches!(item.state, Missed | NotEvaluated | AtRisk) {
                let about = Some(Link::to(&item.objective));
                lacks.note((Phase::Check, "objectives"), item.rule, item.effective_on, about);
            }
        }
        Ok(())
    }

    /// Clause 10 and what management decided: findings, decisions.
    fn lacking_in_act(&self, lacks: &mut Lacks) -> Result<()> {
        for item in &self.answer::<Findings>()?.items {
            for concern in item.concerns.iter().filter(|_| item.next_step.is_some()) {
                let about = Some(Link::to(&item.finding));
                lacks.note((Phase::Act, "findings"), concern.rule, concern.effective_on, about);
            }
        }
        for item in &self.answer::<Decisions>()?.items {
            if item.state == DecisionState::Overdue {
                let about = Some(Link::to(&item.decision));
                lacks.note((Phase::Act, "decisions"), item.rule, item.effective_on, about);
            }
        }
        Ok(())
    }
}
