//! Running blocks: on all threads, some of them, or a range on another machine.

use std::ops::Range;

use rayon::prelude::*;

use super::compile::{Engine, Variant};
use super::losses::Losses;
use super::partial::{Partial, StageResult};
use super::scratch::Scratch;
use super::sums::Sums;
use super::{Simulation, TRIALS_PER_BLOCK};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::model::LossModel;

const TRIALS: usize = TRIALS_PER_BLOCK as usize;
/// The most that a year may cost: its square is still a number.
const MOST_LOSS: f64 = 1e150;

/// Simulates a model and answers for it. `watch` is told how many trials are done, and may stop the work.
///
/// ```
/// use isms_core::graph::Watch;
/// use isms_core::model::Distribution;
/// use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, Simulation, Stage, simulate};
///
/// let risk = QuantifiedRisk {
///     primary: vec![Magnitude::new(LossForm::Response, Distribution::uniform(50.0, 150.0))],
///     ..QuantifiedRisk::new("R-001", Distribution::fixed(2.0))
/// };
/// let model = LossModel { risks: vec![risk], ..LossModel::default() };
/// let losses = simulate(&model, &Simulation::new(20_000, 1), &Watch::none())?;
/// let mean = losses.stage(Stage::Residual)?.mean();
/// assert!((mean.value - 200.0).abs() < 4.0 * mean.standard_error);
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn simulate(model: &LossModel, simulation: &Simulation, watch: &Watch<'_>) -> Result<Losses> {
    simulation.check()?;
    let all = partial(model, simulation, 0..simulation.blocks(), watch)?;
    Ok(Losses::new(model.clone(), all)?.on_threads(simulation.threads))
}

/// Simulates the blocks of a range: a pure function of model, simulation and range, to be merged with others'.
///
/// Errors: a model or simulation that does not check, a range without blocks or beyond them, the work stopped.
pub fn partial(
    model: &LossModel,
    simulation: &Simulation,
    blocks: Range<u64>,
    watch: &Watch<'_>,
) -> Result<Partial> {
    simulation.check()?;
    if blocks.start >= blocks.end || blocks.end > simulation.blocks() {
        let problem = format!("{} to {} is no range of blocks", blocks.start, blocks.end);
        let remedy = format!("give one within 0 to {}", simulation.blocks());
        return Err(Error::new(ErrorCode::Value, "blocks", problem, remedy));
    }
    let variants = simulation.stages.iter().map(|stage| Variant { stage: *stage, without: None }).collect();
    let engine = Engine::new(model, simulation.seed, variants)?;
    partial_of(&engine, simulation, blocks, watch)
}

pub(super) fn partial_of(
    engine: &Engine<'_>,
    simulation: &Simulation,
    blocks: Range<u64>,
    watch: &Watch<'_>,
) -> Result<Partial> {
    watch.begin((simulation.first_trial(blocks.end) - simulation.first_trial(blocks.start)) as usize)?;
    let digest = engine.model.digest();
    let part = |blocks: Range<u64>| -> Result<Partial> {
        let mut results = vec![StageResult::new(engine.model); simulation.stages.len()];
        let mut by = vec![Sums::new(engine.model); simulation.stages.len()];
        let mut scratch = Scratch::new(engine);
        for block in blocks.clone() {
            let trials = (simulation.first_trial(block + 1) - simulation.first_trial(block)) as usize;
            let weights = (trials < TRIALS).then(|| vec![counting(trials); simulation.stages.len()]);
            engine.block(block as u32, weights.as_deref(), &mut scratch, &mut by, watch)?;
            for (result, years) in results.iter_mut().zip(&scratch.years) {
                take_years(result, years.get(..trials).unwrap_or(years), simulation.keep_samples)?;
            }
            watch.parts_done(trials)?;
        }
        results.iter_mut().zip(by).for_each(|(result, by)| result.by = by);
        Ok(Partial {
            model: digest,
            trials: simulation.trials,
            seed: simulation.seed,
            stages: simulation.stages.clone(),
            keep_samples: simulation.keep_samples,
            blocks,
            results,
        })
    };
    in_parts(blocks, simulation.threads, part, |mut all, next| {
        all.append(next)?;
        Ok(all)
    })
}

/// Does a range in adjacent parts, on some threads, and merges what they come to in their order.
pub(super) fn in_parts<T: Send>(
    blocks: Range<u64>,
    threads: Option<usize>,
    part: impl Fn(Range<u64>) -> Result<T> + Sync,
    merge: impl Fn(T, T) -> Result<T> + Sync,
) -> Result<T> {
    let all = || {
        // Some parts for each thread even out their work; each needs memory of its own for its sums.
        let count = (blocks.end - blocks.start).min(8 * rayon::current_num_threads() as u64);
        let cut = |n: u64| blocks.start + (blocks.end - blocks.start) * n / count;
        let parts = (0..count).into_par_iter().map(|n| part(cut(n)..cut(n + 1)));
        let nothing = || Err(Error::new(ErrorCode::Value, "blocks", "are none", "give a range of blocks"));
        parts.reduce_with(|one, other| merge(one?, other?)).unwrap_or_else(nothing)
    };
    let Some(threads) = threads else { return all() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        let problem = format!("{threads} threads cannot be started: {error}");
        Error::new(ErrorCode::Limit, "threads", problem, "give fewer")
    })?;
    pool.install(all)
}

/// Weights by which the first trials count and no others.
pub(super) fn counting(trials: usize) -> Vec<f64> {
    (0..TRIALS).map(|trial| f64::from(u8::from(trial < trials))).collect()
}

fn take_years(result: &mut StageResult, years: &[f64], keep: bool) -> Result<()> {
    let (mut sum, mut squares) = (0.0, 0.0);
    for year in years {
        if *year > MOST_LOSS {
            let problem =
                format!("{year:e} was drawn for the loss of a year, more than can be reckoned with");
            let remedy = "cut off the distributions of the magnitudes";
            return Err(Error::new(ErrorCode::Limit, "risks", problem, remedy));
        }
        sum += year;
        squares += year * year;
    }
    result.sums.push(sum);
    result.squares.push(squares);
    if keep {
        result.samples.extend_from_slice(years);
    } else {
        years.iter().for_each(|year| result.sketch.add(*year));
    }
    Ok(())
}
