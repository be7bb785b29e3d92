//! The model made ready: samplers instead of distributions, and for each risk what it needs.
#![allow(clippy::indexing_slicing, reason = "places are those of the checked model")]

use pulp::Arch;

use super::cascade::Dependents;
use super::count::CountTable;
use super::states::Failures;
use crate::error::Result;
use crate::model::Distribution;
use crate::quant::distribution::Sampler;
use crate::quant::model::{ControlUse, LossModel, Magnitude, QuantifiedRisk, RandomPlaces, Stage};

const TRIALS: f64 = super::TRIALS_PER_BLOCK as f64;

/// Which controls count: those of a stage, or all of them but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Variant {
    pub(super) stage: Stage,
    pub(super) without: Option<u32>,
}

/// A model ready to be simulated.
#[derive(Debug)]
pub(super) struct Engine<'m> {
    pub(super) model: &'m LossModel,
    pub(super) seed: u64,
    pub(super) variants: Vec<Variant>,
    pub(super) risks: Vec<ReadyRisk>,
    pub(super) failures: Failures,
    pub(super) dependents: Dependents,
    /// The widest vectors of this processor. Which they are changes no bit.
    pub(super) arch: Arch,
}

/// A risk ready to be simulated.
#[derive(Debug)]
pub(super) struct ReadyRisk {
    /// Whether it is simulated.
    pub(super) counts: bool,
    /// What names its random numbers.
    pub(super) stream: u32,
    pub(super) rate: Rate,
    pub(super) preventive: Vec<ReadyUse>,
    pub(super) mitigating: Vec<ReadyUse>,
    pub(super) primary: Vec<ReadyMagnitude>,
    /// Its probability, and what it costs.
    pub(super) secondary: Option<(f64, Vec<ReadyMagnitude>)>,
    /// The asset that is hit, if what fails with it costs something.
    pub(super) hit: Option<u32>,
    /// The policies that cover it.
    pub(super) policies: Vec<usize>,
}

/// What an event costs in a form.
#[derive(Debug)]
pub(super) struct ReadyMagnitude {
    /// What names its random numbers; 0 of primary ones for those that come with the event.
    pub(super) stream: u32,
    pub(super) form: usize,
    pub(super) sampler: Sampler,
}

/// How many threat events a year has before controls.
#[derive(Debug)]
pub(super) enum Rate {
    /// The same in each; the count of a block is looked up.
    Fixed(CountTable),
    /// Drawn anew each year, as a product.
    Drawn {
        rate: Sampler,
        susceptibility: Sampler,
        /// Of mean 1; makes a Poisson count a negative binomial one.
        mixing: Option<Sampler>,
    },
}

/// What a control leaves of events, or of their losses, where it is up.
#[derive(Debug)]
pub(super) struct ReadyUse {
    pub(super) control: usize,
    /// By variant.
    pub(super) leaves: Vec<f64>,
}

impl<'m> Engine<'m> {
    /// Checks the model and makes it ready.
    pub(super) fn new(model: &'m LossModel, seed: u64, variants: Vec<Variant>) -> Result<Self> {
        model.check()?;
        let dependents = Dependents::of(model);
        let entries = (0..).zip(model.risks.iter().zip(policies_by_risk(model)));
        let risks = entries.map(|(place, (risk, policies))| {
            let streams = model.numbers.as_ref().map(|numbers| &numbers.magnitudes[place as usize]);
            let hit = risk.asset.filter(|asset| dependents.costly(*asset));
            ReadyRisk {
                counts: true,
                stream: stream_of(model, place, |numbers| &numbers.risks),
                rate: Rate::of(risk),
                preventive: uses(&risk.preventive, &variants),
                mitigating: uses(&risk.mitigating, &variants),
                primary: magnitudes(&risk.primary, streams.map(|[primary, _]| primary)),
                secondary: risk.secondary.as_ref().filter(|secondary| secondary.probability > 0.0).map(
                    |secondary| {
                        let streams = streams.map(|[_, secondary]| secondary);
                        (secondary.probability, magnitudes(&secondary.magnitudes, streams))
                    },
                ),
                hit,
                policies,
            }
        });
        let risks = risks.collect();
        Ok(Self {
            model,
            seed,
            variants,
            risks,
            failures: Failures::of(model),
            dependents,
            arch: Arch::new(),
        })
    }
}

impl ReadyRisk {
    /// What an event costs at once, where that comes with the event and nothing else counts.
    pub(super) fn plain(&self) -> Option<&ReadyMagnitude> {
        let [magnitude] = self.primary.as_slice() else { return None };
        let is_plain = self.preventive.is_empty()
            && self.mitigating.is_empty()
            && self.secondary.is_none()
            && self.hit.is_none()
            && self.policies.is_empty()
            && magnitude.stream == 0;
        is_plain.then_some(magnitude)
    }
}

impl Rate {
    fn of(risk: &QuantifiedRisk) -> Self {
        let fixed = |distribution: &Distribution| match distribution {
            Distribution::Fixed { value, .. } => Some(*value),
            _ => None,
        };
        if let (Some(rate), Some(susceptibility)) = (fixed(&risk.rate), fixed(&risk.susceptibility)) {
            let mean = rate * susceptibility * TRIALS;
            if risk.dispersion == 0.0 && mean <= super::count::MOST {
                return Self::Fixed(CountTable::new(mean));
            }
        }
        let shape = 1.0 / risk.dispersion;
        Self::Drawn {
            rate: Sampler::compile(&risk.rate),
            susceptibility: Sampler::compile(&risk.susceptibility),
            mixing: (risk.dispersion > 0.0).then(|| Sampler::compile(&Distribution::gamma(shape, shape))),
        }
    }
}

/// What names the random numbers of the entry at a place of a list.
pub(super) fn stream_of(model: &LossModel, place: u32, list: fn(&RandomPlaces) -> &Vec<u32>) -> u32 {
    model.numbers.as_ref().map_or(place, |numbers| list(numbers)[place as usize])
}

/// The policies that cover each risk, in their order.
fn policies_by_risk(model: &LossModel) -> Vec<Vec<usize>> {
    let mut policies = vec![Vec::new(); model.risks.len()];
    for (place, policy) in model.policies.iter().enumerate() {
        match &policy.risks {
            None => policies.iter_mut().for_each(|policies| policies.push(place)),
            Some(risks) => {
                let mut risks = risks.clone();
                risks.sort_unstable();
                risks.dedup();
                risks.iter().for_each(|risk| policies[*risk as usize].push(place));
            }
        }
    }
    policies
}

/// The uses that count in some variant.
fn uses(uses: &[ControlUse], variants: &[Variant]) -> Vec<ReadyUse> {
    let leaves = |used: &ControlUse, variant: &Variant| match variant.without {
        Some(control) if control == used.control => 1.0,
        _ => 1.0 - used.effectiveness(variant.stage),
    };
    let ready = uses.iter().map(|used| ReadyUse {
        control: used.control as usize,
        leaves: variants.iter().map(|variant| leaves(used, variant)).collect(),
    });
    ready.filter(|used| used.leaves.iter().any(|leaves| *leaves != 1.0)).collect()
}

fn magnitudes(magnitudes: &[Magnitude], streams: Option<&Vec<u32>>) -> Vec<ReadyMagnitude> {
    let ready = |(place, magnitude): (usize, &Magnitude)| ReadyMagnitude {
        stream: streams.map_or(place as u32, |streams| streams[place]),
        form: magnitude.form as usize,
        sampler: Sampler::compile(&magnitude.amount),
    };
    magnitudes.iter().enumerate().map(ready).collect()
}
