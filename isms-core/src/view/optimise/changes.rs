//! A choice as changes to the record: what is planned, aimed at and decided.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::View;
use super::super::treatment_problem::{Choice, Offered};
use super::judge::Judged;
use crate::model::{
    Action, Assessment, ControlStatus, Date, Extensions, Kind, Money, Risk, Scale, Stage, TreatmentOption,
    TreatmentStrategy,
};
use crate::record::Change;
use crate::risk::assessment_on;
use crate::treatment::Portfolio;

/// An option takes part in the plan of a risk if it takes off more than this share of its loss.
const COUNTS: f64 = 0.001;

/// An option that is chosen, with its days.
struct Chosen<'c> {
    offered: &'c Offered<'c>,
    starts_on: Date,
    in_effect_on: Date,
}

impl View<'_> {
    /// The changes that a choice comes to, in an order in which they apply.
    ///
    /// Each risk that a chosen option acts on gets an action of it, due when it is in effect; what it costs once stands with
    /// the risk that it spares most, so that plans add up. The target of a risk is its residual rating moved by how much
    /// fewer its events and how much smaller their losses are, through the anchors of the scales; a risk without such a
    /// rating, or whose method of scoring rates by factors, gets none.
    pub(super) fn changes(&self, choice: &Choice<'_>, portfolio: &Portfolio, judged: &Judged) -> Vec<Change> {
        let chosen: Vec<Chosen<'_>> = portfolio
            .actions
            .iter()
            .filter_map(|action| {
                let (_, offered) = choice.offered(&action.candidate)?;
                let starts_on = self.starts_on(offered.option, action.start);
                Some(Chosen { offered, starts_on, in_effect_on: offered.option.in_effect_on(starts_on) })
            })
            .collect();
        let mut changes = Vec::new();
        for ((number, risk), factors) in choice.problem.risks.iter().enumerate().zip(&judged.factors) {
            let Some(risk) = self.isms().risks().get(risk.id.as_str()) else { continue };
            let acting: Vec<&Chosen<'_>> =
                chosen.iter().filter(|chosen| acts(chosen.offered, number)).collect();
            if acting.is_empty() {
                continue;
            }
            let actions =
                acting.iter().map(|chosen| planned(chosen, is_most_spared(choice, chosen.offered, number)));
            changes.push(plan(risk, actions.collect(), &acting));
            changes.extend(self.target(risk, *factors, &acting));
        }
        changes.extend(chosen.iter().flat_map(|chosen| self.controls_planned(chosen)));
        changes.extend(chosen.iter().flat_map(|chosen| self.policies_taken_out(chosen)));
        changes.extend(chosen.iter().map(|chosen| {
            let decided = json!({"decided_on": self.date(), "starts_on": chosen.starts_on});
            amend(Kind::TreatmentOption, chosen.offered.option.id.to_string(), decided)
        }));
        changes
    }

    /// The target that a risk comes to.
    fn target(&self, risk: &Risk, (events, amount): (f64, f64), acting: &[&Chosen<'_>]) -> Option<Change> {
        let on = self.date();
        let criteria = self.isms().risk_criteria()?;
        let residual = assessment_on(risk, Stage::Residual, on)?;
        if risk.assessments.last().is_some_and(|last| last.assessed_on > on) {
            return None; // they run forward
        }
        let moved = |scale: &Scale, level: &str, factor: f64| {
            let lower = scale.nearest(scale.anchor(level)? * factor)?;
            let level = if scale.rank(&lower.id) < scale.rank(level) { &lower.id } else { level };
            Some(level.into())
        };
        let target = Assessment {
            stage: Stage::Target,
            assessed_on: on,
            likelihood: moved(&criteria.likelihood, &residual.likelihood, events)?,
            consequence: moved(&criteria.consequence, &residual.consequence, amount)?,
            impacts: BTreeMap::new(),
            factors: BTreeMap::new(),
            rationale: format!(
                "With {} in effect: {:.0} % of the loss events, each of {:.0} % of the loss, as simulated",
                ids(acting).join(", "),
                events * 100.0,
                amount * 100.0
            ),
            extensions: Extensions::default(),
        };
        criteria.score(&target).ok()?;
        Some(Change::AssessRisk { risk: risk.id.to_string(), assessment: written(&target) })
    }

    /// The planned controls that an option puts in force, with the day of it.
    fn controls_planned(&self, chosen: &Chosen<'_>) -> Vec<Change> {
        let on = self.date();
        let option = chosen.offered.option;
        let planned = option.effects.controls.iter().filter_map(|id| {
            let control = self.isms().controls().get(id)?;
            let revision = control.revision_on(on).filter(|r| r.status == ControlStatus::Planned)?;
            if control.revisions.last().is_none_or(|last| last.on >= on) {
                return None; // a day has one revision
            }
            let mut revision = revision.clone();
            revision.on = on;
            revision.note = format!("To be in force by {}: {}", chosen.in_effect_on, option.id);
            Some(Change::ReviseControl { control: id.to_string(), revision: written(&revision) })
        });
        planned.collect()
    }

    /// The policies that an option takes out: their cover begins when it is in effect, and lasts as long as offered.
    fn policies_taken_out(&self, chosen: &Chosen<'_>) -> Vec<Change> {
        let policies = chosen.offered.option.effects.insurance_policies.iter();
        let taken_out = policies.filter_map(|id| {
            let policy = self.isms().insurance_policies().get(id)?;
            if policy.is_in_force_on(self.date()) {
                return None;
            }
            let later = chosen.in_effect_on.days_since(policy.from);
            let mut patch = json!({"from": chosen.in_effect_on});
            if let (Some(until), Value::Object(fields)) = (policy.until, &mut patch) {
                fields.insert("until".to_owned(), json!(until.plus_days(later)));
            }
            Some(amend(Kind::InsurancePolicy, id.to_string(), patch))
        });
        taken_out.collect()
    }
}

fn acts(offered: &Offered<'_>, risk: usize) -> bool {
    offered.left.get(risk).is_some_and(|left| *left < 1.0 - COUNTS)
}

/// Whether a risk is the one that an option takes most money off.
fn is_most_spared(choice: &Choice<'_>, offered: &Offered<'_>, risk: usize) -> bool {
    let spared = choice.problem.risks.iter().zip(&offered.left).map(|(risk, left)| risk.loss * (1.0 - left));
    let most = spared.enumerate().reduce(|most, next| if next.1 > most.1 { next } else { most });
    most.is_some_and(|(most, _)| most == risk)
}

fn planned(chosen: &Chosen<'_>, with_cost: bool) -> Action {
    let TreatmentOption { title, owner, one_off, .. } = chosen.offered.option;
    let cost: Option<&Money> = one_off.as_ref().filter(|_| with_cost);
    Action {
        title: title.clone(),
        owner: owner.clone(),
        due: chosen.in_effect_on,
        done_on: None,
        cost: cost.cloned(),
        extensions: Extensions::default(),
    }
}

/// The treatment plan of a risk with more actions. A risk that was to be retained is modified now, or shared.
fn plan(risk: &Risk, more: Vec<Action>, acting: &[&Chosen<'_>]) -> Change {
    let insured = |chosen: &&Chosen<'_>| !chosen.offered.option.effects.insurance_policies.is_empty();
    let strategy = match &risk.treatment {
        Some(treatment) if treatment.option != TreatmentStrategy::Retain => treatment.option,
        _ if acting.iter().all(insured) => TreatmentStrategy::Share,
        _ => TreatmentStrategy::Modify,
    };
    let actions: Vec<Action> = risk.actions().iter().cloned().chain(more).collect();
    let patch = json!({"treatment": {"option": strategy, "actions": actions}});
    amend(Kind::Risk, risk.id.to_string(), patch)
}

fn amend(kind: Kind, id: String, patch: Value) -> Change {
    Change::Amend { kind, id, patch }
}

fn ids<'c>(acting: &[&'c Chosen<'c>]) -> Vec<&'c str> {
    acting.iter().map(|chosen| chosen.offered.option.id.as_str()).collect()
}

/// Plain data with text keys is always JSON.
fn written(entity: &impl serde::Serialize) -> Value {
    serde_json::to_value(entity).unwrap_or_default()
}
