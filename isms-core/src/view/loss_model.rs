//! The record as a loss model: what is on record of risks, controls, assets and insurance on a date, ready to simulate.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::error::Result;
use crate::model::{
    Asset, CommonCause, Control, ControlFunction, Date, Distribution, Id, InsurancePolicy, LossMagnitudes,
    Money, Quantification, Risk, Stage, Threat,
};
use crate::quant::{
    self, ControlUse, Dependency, ExposedAsset, LossModel, Magnitude, Policy, QuantifiedRisk, SharedControl,
};
use crate::risk::{Exposed, assessment_on};

/// A record on a date as a loss model, and where its figures are from.
///
/// A risk that names several threats or assets is one entry of the model for each pair of them, `R-001 T1486 SRV-1`: its
/// events are shared evenly among the pairs, as the computed residual risk is their mean.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedLossModel {
    /// The date looked at.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The model.
    pub model: LossModel,
    /// The risks in it, by id.
    pub quantified: Vec<QuantifiedFrom>,
    /// The risks on record that are not in it, by id, and why.
    pub left_out: Vec<LeftOut>,
}

/// Where the figures of a risk are from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuantifiedFrom {
    /// The risk.
    pub risk: Id<Risk>,
    /// When its figures were estimated.
    pub quantified_on: Date,
    /// Where the frequency of its events is from.
    pub frequency: FrequencySource,
    /// Pairs of a threat and an asset that share its events.
    pub pairs: usize,
}

/// Where the frequency of the events of a risk is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrequencySource {
    /// It is stated with the figures of the risk.
    Stated,
    /// The rates of its threats as learned from the incidents counted, see the view `event_rates`. Several risks without
    /// a frequency of their own share the rate of a threat evenly: each incident was one of theirs.
    EventRates,
    /// The anchor of its inherent likelihood.
    InherentLikelihood,
}

/// A risk that is not in the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeftOut {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// Why.
    pub reason: LeftOutReason,
}

/// Why a risk is not in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// What an event costs is not stated: it has no quantification by the date.
    NotQuantified,
    /// How often events come about is not stated and follows from nothing: no incident was counted of its threats, none
    /// of which has a prior, and its inherent likelihood has no anchor.
    NoFrequency,
}

/// How often a year the threat of a pair acts, and the probability that it comes through where no control counts.
struct Frequencies {
    source: FrequencySource,
    rate: Distribution,
    susceptibility: Distribution,
}

impl View<'_> {
    /// The record as a loss model for all stages: inherent without controls and insurance, residual with the controls as
    /// counted on the date, target with those that are planned as they declare, and with what treatment options take off
    /// that are decided on. An option counts for the risks whose figures were estimated before it is in effect; what it saves
    /// of an event is saved of its primary loss.
    ///
    /// Of each risk the last quantification by the date counts. How often its events come about is what that states; else
    /// what is learned from incidents, if one was counted of its threats or one of them has a prior; else the anchor of
    /// its inherent likelihood. What the controls between a threat and an asset stop is as in the computed residual risk,
    /// control by control; up or down they are by the reliability of their revision in force. Risks that cannot be in the
    /// model are named in `left_out`.
    ///
    /// Errors: a record without a risk that can be in the model, or beyond what can be simulated.
    ///
    /// ```
    /// use isms_core::graph::Watch;
    /// use isms_core::prelude::*;
    /// use isms_core::quant::{Simulation, simulate};
    ///
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All", "currency": "EUR"},
    ///   "roles": [{"id": "COO", "name": "Operations"}],
    ///   "risks": [{"id": "R-1", "title": "Ransomware", "owner": "COO", "identified_on": "2026-01-01",
    ///     "quantifications": [{"quantified_on": "2026-01-01",
    ///       "frequency": {"loss_event_frequency": {"distribution": "fixed", "value": 0.5}},
    ///       "primary": {"response": {"distribution": "uniform", "low": 1000, "high": 3000}}}]}]}"#)?;
    /// let recorded = isms.as_of("2026-06-30".parse()?).loss_model()?;
    /// let losses = simulate(&recorded.model, &Simulation::new(10_000, 7), &Watch::none())?;
    /// let mean = losses.stage(Stage::Residual)?.mean();
    /// assert!((mean.value - 1000.0).abs() < 4.0 * mean.standard_error);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn loss_model(&self) -> Result<RecordedLossModel> {
        let recorded = self.recorded_loss_model()?;
        recorded.model.check()?;
        Ok(recorded)
    }

    /// The same, unchecked: it may be a model without risks.
    pub(super) fn recorded_loss_model(&self) -> Result<RecordedLossModel> {
        let mut compiler = Compiler::new(self)?;
        for risk in self.live_risks() {
            compiler.add(risk);
        }
        let mut recorded = RecordedLossModel {
            as_of: self.date(),
            currency: self.isms().organisation().currency.clone(),
            model: LossModel::default(),
            quantified: std::mem::take(&mut compiler.quantified),
            left_out: std::mem::take(&mut compiler.left_out),
        };
        recorded.model = compiler.finish();
        self.count_decided(&recorded.quantified, &mut recorded.model);
        Ok(recorded)
    }
}

/// What is gathered of the record while its risks are gone through.
struct Compiler<'v, 'a> {
    view: &'a View<'v>,
    /// By threat what is learned of its rate, and how many risks draw on it.
    rates: HashMap<&'v Id<Threat>, (Distribution, usize)>,
    model: LossModel,
    threats: BTreeMap<&'v Id<Threat>, u32>,
    assets: BTreeMap<&'v Id<Asset>, u32>,
    controls: BTreeMap<&'v Id<Control>, u32>,
    causes: BTreeMap<&'v Id<CommonCause>, u32>,
    quantified: Vec<QuantifiedFrom>,
    left_out: Vec<LeftOut>,
}

impl<'v, 'a> Compiler<'v, 'a> {
    fn new(view: &'a View<'v>) -> Result<Self> {
        let mut compiler = Self {
            view,
            rates: HashMap::new(),
            model: LossModel::default(),
            threats: BTreeMap::new(),
            assets: BTreeMap::new(),
            controls: BTreeMap::new(),
            causes: BTreeMap::new(),
            quantified: Vec::new(),
            left_out: Vec::new(),
        };
        compiler.learn_rates()?;
        compiler.gather_assets();
        Ok(compiler)
    }

    /// The rates of the threats of which something is known, each shared by the risks that draw on it.
    fn learn_rates(&mut self) -> Result<()> {
        let isms = self.view.isms();
        for learned in self.view.event_rates(Default::default())?.items {
            let known = learned.events > 0 || learned.prior_source.is_some();
            if let Some((threat, _)) = isms.threats().get_key_value(&learned.threat)
                && known
                && learned.rate > 0.0
            {
                self.rates.insert(threat, (Distribution::gamma(learned.shape, learned.rate), 0));
            }
        }
        for risk in self.view.live_risks() {
            let figures = risk.quantification_on(self.view.date());
            if figures.is_some_and(|figures| figures.frequency.is_none()) {
                for threat in &risk.threats {
                    if let Some((_, risks)) = self.rates.get_mut(threat) {
                        *risks += 1;
                    }
                }
            }
        }
        Ok(())
    }

    /// The assets there are on the date, and what they need of one another.
    fn gather_assets(&mut self) {
        let (isms, date) = (self.view.isms(), self.view.date());
        let there: Vec<&'v Asset> =
            isms.assets().values().filter(|asset| date.is_within(None, asset.retired_on)).collect();
        self.assets = (0..).zip(&there).map(|(place, asset)| (&asset.id, place)).collect();
        for asset in there {
            let needed = asset.depends_on.iter().filter_map(|dependency| {
                let place = *self.assets.get(&dependency.asset)?;
                Some(Dependency { asset: place, probability: dependency.probability.unwrap_or(1.0) })
            });
            self.model.assets.push(ExposedAsset {
                id: asset.id.to_string(),
                depends_on: needed.collect(),
                outage_loss: asset.outage_loss.clone(),
            });
        }
    }

    fn add(&mut self, risk: &'v Risk) {
        let leave_out = |reason| LeftOut { risk: risk.id.clone(), title: risk.title.clone(), reason };
        let Some(figures) = risk.quantification_on(self.view.date()) else {
            self.left_out.push(leave_out(LeftOutReason::NotQuantified));
            return;
        };
        let pairs = self.view.in_force().exposed(risk);
        let count = pairs.len();
        let mut source = None;
        let mut entries = Vec::with_capacity(count);
        for pair in pairs {
            // A threat of which nothing is known adds nothing to what is known of the others.
            let Some(mut frequencies) = self.frequencies(risk, figures, pair.threat, count) else { continue };
            frequencies.rate = frequencies.rate.scaled(pair.factor);
            source = Some(frequencies.source);
            entries.push(self.entry(risk, figures, pair, frequencies, count));
        }
        let Some(frequency) = source else {
            self.left_out.push(leave_out(LeftOutReason::NoFrequency));
            return;
        };
        self.quantified.push(QuantifiedFrom {
            risk: risk.id.clone(),
            quantified_on: figures.quantified_on,
            frequency,
            pairs: entries.len(),
        });
        self.model.risks.extend(entries);
    }

    /// The frequencies of one of the pairs of a risk.
    fn frequencies(
        &self,
        risk: &Risk,
        figures: &Quantification,
        threat: Option<&Id<Threat>>,
        pairs: usize,
    ) -> Option<Frequencies> {
        let share = 1.0 / pairs as f64;
        if let Some(stated) = &figures.frequency {
            // The record's check lets none pass that states too little.
            let factors = stated.factors().ok()?;
            return Some(Frequencies {
                source: FrequencySource::Stated,
                rate: factors.rate.scaled(share),
                susceptibility: factors.susceptibility,
            });
        }
        let certain = |source, rate| Frequencies { source, rate, susceptibility: Distribution::fixed(1.0) };
        if risk.threats.iter().any(|threat| self.rates.contains_key(threat)) {
            let (rate, risks) = self.rates.get(threat?)?;
            let of_threat = risk.threats.len() as f64 * share / (*risks).max(1) as f64;
            return Some(certain(FrequencySource::EventRates, rate.scaled(of_threat)));
        }
        let inherent = assessment_on(risk, Stage::Inherent, self.view.date())?;
        let anchor = self.view.isms().risk_criteria()?.likelihood.anchor(&inherent.likelihood)?;
        Some(certain(FrequencySource::InherentLikelihood, Distribution::fixed(anchor * share)))
    }

    fn entry(
        &mut self,
        risk: &Risk,
        figures: &Quantification,
        pair: Exposed<'v, 'v>,
        frequencies: Frequencies,
        pairs: usize,
    ) -> QuantifiedRisk {
        let names = [Some(risk.id.as_str()), pair.threat.map(Id::as_str), pair.asset.map(Id::as_str)];
        let named = if pairs == 1 { 1 } else { names.len() };
        let id = names.into_iter().take(named).flatten().collect::<Vec<_>>().join(" ");
        let (mut preventive, mut mitigating) = (Vec::new(), Vec::new());
        for layer in &pair.controls {
            let used = ControlUse {
                control: self.control(layer.control),
                residual: layer.residual,
                target: Some(layer.target),
            };
            match layer.control.function {
                None | Some(ControlFunction::Preventive) => preventive.push(used),
                Some(ControlFunction::Detective | ControlFunction::Corrective) => mitigating.push(used),
            }
        }
        QuantifiedRisk {
            threat: pair.threat.map(|threat| self.threat(threat)),
            asset: pair.asset.and_then(|asset| self.assets.get(asset).copied()),
            dispersion: figures.dispersion.unwrap_or(0.0),
            susceptibility: frequencies.susceptibility,
            preventive,
            mitigating,
            primary: figures.primary.as_ref().map(magnitudes).unwrap_or_default(),
            secondary: figures.secondary.as_ref().map(|secondary| quant::SecondaryLoss {
                probability: secondary.probability,
                magnitudes: magnitudes(&secondary.magnitudes),
            }),
            ..QuantifiedRisk::new(id, frequencies.rate)
        }
    }

    fn threat(&mut self, threat: &'v Id<Threat>) -> u32 {
        let threats = &mut self.model.threats;
        *self.threats.entry(threat).or_insert_with(|| place_of(threats, threat.to_string()))
    }

    fn control(&mut self, control: &'v Control) -> u32 {
        if let Some(place) = self.controls.get(&control.id) {
            return *place;
        }
        let reliability = control.revision_on(self.view.date()).and_then(|revision| revision.reliability);
        let common_cause = control.common_cause.as_ref().and_then(|cause| self.common_cause(cause));
        let shared = SharedControl {
            id: control.id.to_string(),
            reliability: reliability.unwrap_or(1.0),
            common_cause,
        };
        let place = place_of(&mut self.model.controls, shared);
        self.controls.insert(&control.id, place);
        place
    }

    /// The place of a common cause; none if it no longer counts.
    fn common_cause(&mut self, cause: &'v Id<CommonCause>) -> Option<u32> {
        let recorded = self.view.isms().common_causes().get(cause)?;
        if !self.view.date().is_within(None, recorded.retired_on) {
            return None;
        }
        let causes = &mut self.model.common_causes;
        let new = || quant::CommonCause { id: cause.to_string(), beta: recorded.beta };
        Some(*self.causes.entry(cause).or_insert_with(|| place_of(causes, new())))
    }

    /// The model, with the policies in force.
    fn finish(mut self) -> LossModel {
        let date = self.view.date();
        let in_force = self.view.isms().insurance_policies().values().filter(|p| p.is_in_force_on(date));
        let policies = in_force.map(|policy| terms(&self.model, policy)).collect();
        self.model.policies = policies;
        self.model
    }
}

/// The risk on record that an entry of the model belongs to: an entry goes by the id of its risk, then a space and the
/// pair.
pub(super) fn risk_of(entry: &str) -> &str {
    entry.split(' ').next().unwrap_or(entry)
}

/// What a policy pays in a model.
pub(super) fn terms(model: &LossModel, policy: &InsurancePolicy) -> Policy {
    let covers = |entry: &QuantifiedRisk| policy.risks.iter().any(|risk| risk.as_str() == risk_of(&entry.id));
    let covered = || (0..).zip(&model.risks).filter(|(_, entry)| covers(entry)).map(|(place, _)| place);
    Policy {
        id: policy.id.to_string(),
        risks: (!policy.risks.is_empty()).then(|| covered().collect()),
        deductible: amount(policy.deductible.as_ref()).unwrap_or(0.0),
        limit: amount(policy.limit.as_ref()),
        aggregate_deductible: amount(policy.aggregate_deductible.as_ref()).unwrap_or(0.0),
        aggregate_limit: amount(policy.aggregate_limit.as_ref()),
    }
}

/// Appends to a list; the place of what was appended.
fn place_of<T>(list: &mut Vec<T>, item: T) -> u32 {
    list.push(item);
    list.len() as u32 - 1
}

fn magnitudes(stated: &LossMagnitudes) -> Vec<Magnitude> {
    stated.iter().map(|(form, amount)| Magnitude::new(form, amount.clone())).collect()
}

pub(super) fn amount(money: Option<&Money>) -> Option<f64> {
    money.and_then(|money| money.amount.to_f64())
}
