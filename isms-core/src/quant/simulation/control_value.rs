//! What each control is worth: the loss without it less the loss with it, in the same years.

use serde::Serialize;

use super::compile::{Engine, Variant};
use super::exact::ExactSum;
use super::losses::{Estimate, Losses};
use super::run::{counting, in_parts};
use super::scratch::Scratch;
use super::sums::Sums;
use super::{Simulation, TRIALS_PER_BLOCK};
use crate::error::Result;
use crate::graph::Watch;
use crate::quant::model::{LossModel, Stage};

const TRIALS: usize = TRIALS_PER_BLOCK as usize;
/// Controls that are left out side by side: each takes memory and time of its own.
const BESIDE: usize = 7;

/// What a control takes from the mean loss of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlValue {
    /// Identifier of the control.
    pub id: String,
    /// The mean loss without it less that with it, all else as it is. The standard error is that of the difference year
    /// by year, which is far smaller than that of two runs on random numbers of their own.
    pub value: Estimate,
}

impl Losses {
    /// What each control is worth that acts at a stage, in the order of the model. Controls that do each other's work are
    /// worth little each, and more together.
    ///
    /// `watch` is told how many trials are done of those for a few controls at a time.
    pub fn control_values(&self, stage: Stage, watch: &Watch<'_>) -> Result<Vec<ControlValue>> {
        let simulation = Simulation { threads: self.threads(), ..self.simulation() };
        let acting: Vec<u32> = (0..self.model().controls.len() as u32)
            .filter(|control| acts(self.model(), *control, stage))
            .collect();
        let mut values = Vec::new();
        for some in acting.chunks(BESIDE) {
            let sums = differences(self.model(), &simulation, stage, some, watch)?;
            let n = simulation.trials as f64;
            for (control, [sum, squares]) in some.iter().zip(&sums) {
                let mean = sum.value() / n;
                let variance = (squares.value() / n - mean * mean).max(0.0);
                let id = self.model().controls.get(*control as usize).map(|control| control.id.clone());
                let value = Estimate { value: mean, standard_error: (variance / n).sqrt() };
                values.push(ControlValue { id: id.unwrap_or_default(), value });
            }
        }
        Ok(values)
    }
}

fn acts(model: &LossModel, control: u32, stage: Stage) -> bool {
    let uses = model.risks.iter().flat_map(|risk| risk.preventive.iter().chain(&risk.mitigating));
    uses.filter(|used| used.control == control).any(|used| used.effectiveness(stage) > 0.0)
}

/// Of each control the sum and the sum of squares of what a year costs more without it.
fn differences(
    model: &LossModel,
    simulation: &Simulation,
    stage: Stage,
    controls: &[u32],
    watch: &Watch<'_>,
) -> Result<Vec<[ExactSum; 2]>> {
    let without = controls.iter().map(|control| Variant { stage, without: Some(*control) });
    let variants = [Variant { stage, without: None }].into_iter().chain(without).collect();
    let mut engine = Engine::new(model, simulation.seed, variants)?;
    if model.policies.is_empty() {
        // What no control here acts on costs the same with all of them and without.
        let used = |control: usize| controls.contains(&(control as u32));
        for risk in &mut engine.risks {
            risk.counts = risk.preventive.iter().chain(&risk.mitigating).any(|use_of| used(use_of.control));
        }
    }
    watch.begin(simulation.trials as usize)?;
    let part = |blocks: std::ops::Range<u64>| {
        let mut scratch = Scratch::new(&engine);
        let mut unused = vec![Sums::new(model); engine.variants.len()];
        let mut sums = vec![<[ExactSum; 2]>::default(); controls.len()];
        for block in blocks {
            let trials = (simulation.first_trial(block + 1) - simulation.first_trial(block)) as usize;
            let weights = (trials < TRIALS).then(|| vec![counting(trials); engine.variants.len()]);
            engine.block(block as u32, weights.as_deref(), &mut scratch, &mut unused, watch)?;
            let Some((with, without)) = scratch.years.split_first() else { continue };
            for ([sum, squares], without) in sums.iter_mut().zip(without) {
                // Never below 0 but for a rounding of what policies pay.
                let more =
                    without.iter().zip(with).take(trials).map(|(without, with)| (without - with).max(0.0));
                let (all, of_squares) =
                    more.fold((0.0, 0.0), |(sum, squares), more| (sum + more, squares + more * more));
                sum.add(all);
                squares.add(of_squares);
            }
            watch.parts_done(trials)?;
        }
        Ok(sums)
    };
    in_parts(0..simulation.blocks(), simulation.threads, part, |mut all, next| {
        for (all, next) in all.iter_mut().flatten().zip(next.iter().flatten()) {
            all.merge(next);
        }
        Ok(all)
    })
}
