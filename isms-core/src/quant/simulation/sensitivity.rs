//! How much the loss of a year depends on what was not known of it.
#![allow(clippy::indexing_slicing, reason = "places below the number of years")]

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::TRIALS_PER_BLOCK;
use super::compile::{Engine, Rate, Variant};
use super::kernel::{Draw, Stream, run};
use super::losses::Losses;
use super::stream;
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::distribution::{Fill, Sampler};
use crate::quant::model::Stage;
use crate::random::unit;

const TRIALS: usize = TRIALS_PER_BLOCK as usize;
/// Classes of equal size that the years are split into by an input.
const CLASSES: usize = 32;

/// What is drawn for each year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The rate of a risk's threat events.
    Rate,
    /// The susceptibility of a risk.
    Susceptibility,
    /// Whether a control is up.
    ControlState,
}

/// How much the loss of a year depends on an input.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sensitivity {
    /// Identifier of the risk or the control.
    pub id: String,
    /// What is drawn.
    pub input: Input,
    /// The rank correlation of input and loss (C. Spearman, 1904), −1 to 1; 0 where all years are alike.
    pub rank_correlation: f64,
    /// The share of the variance that would be gone if the input were known (Sobol's first-order index), estimated from
    /// the years as they are by classes of the input (Plischke, Borgonovo, Smith, *Global sensitivity measures from given
    /// data*, 2013), less what classes explain by chance; about 0 for an input without effect, and a little below for some.
    pub first_order: f64,
}

/// An input, and where its values come from.
enum Source<'a> {
    Drawn(&'a Sampler, u32, u32),
    Up(usize),
}

impl Losses {
    /// How much the loss of a year of a stage depends on each input that differs from year to year: risks in the order of
    /// the model, then controls. Samples must have been kept.
    pub fn sensitivities(&self, stage: Stage, watch: &Watch<'_>) -> Result<Vec<Sensitivity>> {
        let Some(samples) = self.stage(stage)?.samples() else {
            let remedy = "simulate with keep_samples";
            return Err(Error::new(ErrorCode::Value, "keep_samples", "samples were not kept", remedy));
        };
        let simulation = self.simulation();
        let engine = Engine::new(self.model(), simulation.seed, vec![Variant { stage, without: None }])?;
        let mut sources = Vec::new();
        for (risk, ready) in self.model().risks.iter().zip(&engine.risks) {
            let Rate::Drawn { rate, susceptibility, .. } = &ready.rate else { continue };
            for (of, sampler, input, purpose) in [
                (&risk.rate, rate, Input::Rate, stream::RATE),
                (&risk.susceptibility, susceptibility, Input::Susceptibility, stream::SUSCEPTIBILITY),
            ] {
                let (low, high) = of.bounds();
                if low < high {
                    sources.push((&risk.id, input, Source::Drawn(sampler, ready.stream, purpose)));
                }
            }
        }
        for (place, control) in self.model().controls.iter().enumerate() {
            if control.reliability > 0.0 && control.reliability < 1.0 {
                sources.push((&control.id, Input::ControlState, Source::Up(place)));
            }
        }
        let losses = ranks(samples);
        watch.begin(sources.len())?;
        let sensitivity = |(id, input, source): &(&String, Input, Source<'_>)| {
            watch.go_on()?;
            let values = source.values(&engine, samples.len());
            let by_rank = ranks(&values);
            let first_order = first_order(&by_rank, samples);
            let rank_correlation = correlation(&by_rank, &losses);
            watch.part_done()?;
            Ok(Sensitivity { id: (*id).clone(), input: *input, rank_correlation, first_order })
        };
        sources.par_iter().map(sensitivity).collect()
    }
}

impl Source<'_> {
    /// The input in each year, drawn once more.
    fn values(&self, engine: &Engine<'_>, years: usize) -> Vec<f64> {
        let mut all = Vec::with_capacity(years.next_multiple_of(TRIALS));
        for block in 0..years.div_ceil(TRIALS) as u32 {
            match self {
                Self::Drawn(sampler, of, purpose) => {
                    let stream = Stream { first: 0, name: [*of, block, *purpose], seed: engine.seed };
                    let mut words = [0; TRIALS];
                    run(engine.arch, Draw { stream, words: &mut words });
                    let mut values = words.map(unit);
                    run(engine.arch, Fill { sampler, values: &mut values });
                    all.extend(values);
                }
                Self::Up(control) => {
                    let up = engine.failures.states(block, engine.seed, engine.arch)[*control];
                    all.extend(up.map(f64::from));
                }
            }
        }
        all.truncate(years);
        all
    }
}

/// Of each value its rank from 0, where equal ones share the middle of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_by(|one, other| values[*one as usize].total_cmp(&values[*other as usize]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for equal in order.chunk_by(|one, other| values[*one as usize] == values[*other as usize]) {
        let rank = from as f64 + (equal.len() as f64 - 1.0) / 2.0;
        equal.iter().for_each(|place| ranks[*place as usize] = rank);
        from += equal.len();
    }
    ranks
}

/// The correlation of two lists of ranks.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let middle = (one.len() as f64 - 1.0) / 2.0;
    let (mut both, mut of_one, mut of_other) = (0.0, 0.0, 0.0);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one - middle, other - middle);
        both += one * other;
        of_one += one * one;
        of_other += other * other;
    }
    if of_one > 0.0 && of_other > 0.0 { both / (of_one * of_other).sqrt() } else { 0.0 }
}

/// The share of the variance of the losses between classes of an input, corrected for what chance explains: as the
/// adjusted coefficient of determination is.
fn first_order(ranks: &[f64], losses: &[f64]) -> f64 {
    let n = losses.len() as f64;
    let mean = losses.iter().sum::<f64>() / n;
    let mut classes = [(0.0, 0.0); CLASSES];
    let mut all = 0.0;
    for (rank, loss) in ranks.iter().zip(losses) {
        let (count, sum) = &mut classes[((rank / n * CLASSES as f64) as usize).min(CLASSES - 1)];
        *count += 1.0;
        *sum += loss - mean;
        all += (loss - mean) * (loss - mean);
    }
    let used: Vec<(f64, f64)> = classes.into_iter().filter(|(count, _)| *count > 0.0).collect();
    let between: f64 = used.iter().map(|(count, sum)| sum * sum / count).sum();
    let free = n - used.len() as f64;
    if all > 0.0 && free > 0.0 { 1.0 - (all - between) / all * (n - 1.0) / free } else { 0.0 }
}
