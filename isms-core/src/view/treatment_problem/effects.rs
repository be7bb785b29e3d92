//! What an option does to the losses: the loss model with it in effect, and what it leaves of each risk.

use std::collections::HashMap;

use super::super::loss_model::{risk_of, terms};
use super::super::{QuantifiedFrom, View};
use crate::error::Result;
use crate::graph::Watch;
use crate::model::{Date, Link, RiskReduction, TreatmentEffects, TreatmentOption};
use crate::quant::{ControlUse, LossModel, QuantifiedRisk, SharedControl, Simulation, yearly_losses};

/// The losses before any option, and how they were simulated.
pub(super) struct Baseline<'a> {
    pub(super) model: &'a LossModel,
    pub(super) simulation: &'a Simulation,
    /// For each entry of the model, the number of its risk.
    pub(super) risks: &'a [usize],
    /// For each entry of the model, its mean loss of a year.
    pub(super) means: &'a [f64],
}

impl View<'_> {
    /// Puts an option in effect in a model of the record on the date.
    pub(in crate::view) fn put_in_effect(&self, option: &TreatmentOption, model: &mut LossModel) {
        let effects = &option.effects;
        for reduction in &effects.reductions {
            for place in affected(reduction, model) {
                let Some(entry) = model.risks.get_mut(place) else { continue };
                reduce(reduction, entry);
            }
        }
        for control in &effects.controls {
            let place = model.controls.iter().position(|shared| shared.id == control.as_str());
            let uses = model
                .risks
                .iter_mut()
                .flat_map(|entry| entry.preventive.iter_mut().chain(&mut entry.mitigating));
            for used in uses.filter(|used| Some(used.control as usize) == place && used.residual.is_none()) {
                used.residual = used.target;
            }
        }
        for reduction in &effects.dependencies {
            let needed = model.assets.iter().position(|asset| asset.id == reduction.needs.as_str());
            let asset = model.assets.iter_mut().find(|asset| asset.id == reduction.asset.as_str());
            let dependencies = asset.into_iter().flat_map(|asset| &mut asset.depends_on);
            for dependency in dependencies.filter(|dependency| Some(dependency.asset as usize) == needed) {
                dependency.probability *= 1.0 - reduction.share;
            }
        }
        for policy in
            effects.insurance_policies.iter().filter_map(|id| self.isms().insurance_policies().get(id))
        {
            // In the order of their ids, as those in force: each is asked for what the ones before it leave.
            if let Err(place) =
                model.policies.binary_search_by(|there| there.id.as_str().cmp(policy.id.as_str()))
            {
                let terms = terms(model, policy);
                model.policies.insert(place, terms);
            }
        }
    }

    /// Counts at the target stage of a model what the options do that are decided on: what they take off the risks whose
    /// figures were estimated before they are in effect, as a control would that is planned.
    ///
    /// Of other effects planned controls count already, and neither dependencies nor policies differ between the residual
    /// and the target stage.
    pub(in crate::view) fn count_decided(&self, quantified: &[QuantifiedFrom], model: &mut LossModel) {
        let since: HashMap<&str, Date> =
            quantified.iter().map(|from| (from.risk.as_str(), from.quantified_on)).collect();
        let options = self.isms().treatment_options().values();
        for option in options.filter(|option| self.date().is_within(None, option.retired_on)) {
            let Some(in_effect_on) = self.decided(&option.id).and_then(TreatmentOption::decided_in_effect_on)
            else {
                continue;
            };
            let measure = model.controls.len() as u32;
            let mut counts = false;
            for reduction in &option.effects.reductions {
                for place in affected(reduction, model) {
                    let Some(entry) = model.risks.get_mut(place) else { continue };
                    if since.get(risk_of(&entry.id)).is_some_and(|since| *since < in_effect_on) {
                        counts |= plan(reduction, measure, entry);
                    }
                }
            }
            if counts {
                let id = Link::to(&option.id).to_string();
                model.controls.push(SharedControl { id, reliability: 1.0, common_cause: None });
            }
        }
    }

    /// The share of each risk's loss that an option leaves if it is the only one.
    ///
    /// Shares of rate and susceptibility are taken as they are, entry by entry of the model: exact, but for what policies pay
    /// by the year. What else it does is measured in the same simulated years with and without it, so that cascades,
    /// secondary losses and what policies pay are counted.
    pub(super) fn left_by(
        &self,
        option: &TreatmentOption,
        before: &Baseline<'_>,
        watch: &Watch<'_>,
    ) -> Result<Vec<f64>> {
        let after = if thins_only(&option.effects) {
            let mut left = vec![1.0; before.means.len()];
            for reduction in &option.effects.reductions {
                for place in affected(reduction, before.model) {
                    let through = kept(reduction.rate) * kept(reduction.susceptibility);
                    left.iter_mut().skip(place).take(1).for_each(|left| *left *= through);
                }
            }
            before.means.iter().zip(left).map(|(mean, left)| mean * left).collect()
        } else {
            let mut model = before.model.clone();
            self.put_in_effect(option, &mut model);
            // The means are asked for only: all entries are one group.
            yearly_losses(&model, before.simulation, &vec![0; before.risks.len()], watch)?.means
        };
        let (with, without) = (by_risk(before.risks, &after), by_risk(before.risks, before.means));
        let share =
            |(with, without): (&f64, &f64)| if *without > 0.0 { (with / without).min(1.0) } else { 1.0 };
        Ok(with.iter().zip(&without).map(share).collect())
    }
}

/// Figures of the entries of a model summed up by risk; `risks` says for each entry the number of its risk.
pub(in crate::view) fn by_risk(risks: &[usize], of_entries: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; risks.iter().max().map_or(0, |last| last + 1)];
    for (risk, of_entry) in risks.iter().zip(of_entries) {
        sums.iter_mut().skip(*risk).take(1).for_each(|sum| *sum += of_entry);
    }
    sums
}

/// Whether all that effects do is to let fewer events come about or through.
fn thins_only(effects: &TreatmentEffects) -> bool {
    effects.controls.is_empty()
        && effects.dependencies.is_empty()
        && effects.insurance_policies.is_empty()
        && effects.reductions.iter().all(|reduction| reduction.magnitude.is_none())
}

/// The places of the entries that a reduction acts on.
fn affected(reduction: &RiskReduction, model: &LossModel) -> Vec<usize> {
    let is = |place: Option<u32>, ids: &dyn Fn(usize) -> Option<String>, wanted: Option<&str>| match wanted {
        None => true,
        Some(wanted) => place.and_then(|place| ids(place as usize)).is_some_and(|id| id == wanted),
    };
    let threat = |place: usize| model.threats.get(place).cloned();
    let asset = |place: usize| model.assets.get(place).map(|asset| asset.id.clone());
    let acts = |entry: &QuantifiedRisk| {
        let risk = risk_of(&entry.id);
        (reduction.risks.is_empty() || reduction.risks.iter().any(|id| id.as_str() == risk))
            && is(entry.threat, &threat, reduction.threat.as_ref().map(|id| id.as_str()))
            && is(entry.asset, &asset, reduction.asset.as_ref().map(|id| id.as_str()))
    };
    (0..).zip(&model.risks).filter(|(_, entry)| acts(entry)).map(|(place, _)| place).collect()
}

fn reduce(reduction: &RiskReduction, entry: &mut QuantifiedRisk) {
    entry.rate = entry.rate.scaled(kept(reduction.rate));
    entry.susceptibility = entry.susceptibility.scaled(kept(reduction.susceptibility));
    let secondary = entry.secondary.iter_mut().flat_map(|secondary| &mut secondary.magnitudes);
    for magnitude in entry.primary.iter_mut().chain(secondary) {
        magnitude.amount = magnitude.amount.scaled(kept(reduction.magnitude));
    }
}

/// As [`reduce`] does, but at the target stage only, by something that works like a control. Whether it takes anything off.
fn plan(reduction: &RiskReduction, measure: u32, entry: &mut QuantifiedRisk) -> bool {
    let events = 1.0 - kept(reduction.rate) * kept(reduction.susceptibility);
    let amount = 1.0 - kept(reduction.magnitude);
    for (uses, share) in [(&mut entry.preventive, events), (&mut entry.mitigating, amount)] {
        if share > 0.0 {
            uses.push(ControlUse { control: measure, residual: None, target: Some(share) });
        }
    }
    events > 0.0 || amount > 0.0
}

/// What a share taken off leaves.
fn kept(share: Option<f64>) -> f64 {
    1.0 - share.unwrap_or(0.0)
}
