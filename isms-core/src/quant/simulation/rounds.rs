//! Simulating in rounds until a figure is known well enough: here, or wherever blocks are done.

use std::ops::Range;

use super::Simulation;
use super::losses::Losses;
use super::partial::Partial;
use super::run::partial;
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::model::LossModel;

/// Blocks of the first round.
const FIRST_ROUND: u64 = 8;

/// When enough trials are made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Until {
    /// The standard error that is small enough, as a share of the figure; above 0.
    pub relative_error: f64,
    /// The figure: the expected shortfall at a level, or the mean where it is absent.
    pub level: Option<f64>,
}

/// Simulates until a figure is known well enough at every stage, or `simulation.trials` are made; how many were is told by
/// the answer, which is the same as that of [`simulate`](super::simulate) with as many.
///
/// Each round doubles the trials; `watch` is told of those of the round.
pub fn simulate_until(
    model: &LossModel,
    simulation: &Simulation,
    until: Until,
    watch: &Watch<'_>,
) -> Result<Losses> {
    let mut rounds = Rounds::new(model.clone(), simulation.clone(), Some(until))?;
    loop {
        let round = partial(model, simulation, rounds.blocks(), watch)?;
        if let Some(losses) = rounds.add(round)? {
            return Ok(losses);
        }
    }
}

/// A simulation in rounds, whose blocks may be done on other machines: it says which are next, takes what they came to,
/// and ends when that is enough. [`simulate_until`] does the same here.
///
/// ```
/// use isms_core::graph::Watch;
/// use isms_core::model::Distribution;
/// use isms_core::quant::*;
///
/// let risk = QuantifiedRisk {
///     primary: vec![Magnitude::new(LossForm::Response, Distribution::uniform(50.0, 150.0))],
///     ..QuantifiedRisk::new("R-001", Distribution::fixed(2.0))
/// };
/// let model = LossModel { risks: vec![risk], ..LossModel::default() };
/// let most = Simulation::new(1_000_000, 1);
/// let until = Until { relative_error: 0.01, level: None };
/// let mut rounds = Rounds::new(model.clone(), most.clone(), Some(until))?;
/// let losses = loop {
///     let blocks = rounds.blocks(); // to be split among workers, and merged
///     if let Some(losses) = rounds.add(partial(&model, &most, blocks, &Watch::none())?)? {
///         break losses;
///     }
/// };
/// assert_eq!(losses.simulation().trials, 8_192); // of 1,000,000: as many as one round makes are enough
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug)]
pub struct Rounds {
    model: LossModel,
    simulation: Simulation,
    until: Option<Until>,
    next: Range<u64>,
    done: Option<Losses>,
}

impl Rounds {
    /// Until a figure is known well enough, or all of it in one round.
    ///
    /// Errors: a simulation that does not check, an error that cannot be reached.
    pub fn new(model: LossModel, simulation: Simulation, until: Option<Until>) -> Result<Self> {
        simulation.check()?;
        if let Some(Until { relative_error, .. }) = until
            && (relative_error.is_nan() || relative_error <= 0.0)
        {
            let problem = format!("{relative_error} is no error to reach");
            let remedy = "give a number above 0, e.g. 0.01";
            return Err(Error::new(ErrorCode::Value, "relative_error", problem, remedy));
        }
        let first = until.map_or(simulation.blocks(), |_| FIRST_ROUND.min(simulation.blocks()));
        Ok(Self { model, simulation, until, next: 0..first, done: None })
    }

    /// The blocks to do next.
    pub fn blocks(&self) -> Range<u64> {
        self.next.clone()
    }

    /// Takes what these blocks came to. Returns the losses once they are enough; there is nothing more to do then.
    ///
    /// Errors, after which it is as before: a result of other blocks, or of another model or simulation.
    pub fn add(&mut self, round: Partial) -> Result<Option<Losses>> {
        let refuse = |problem: String, remedy: &str| Err(Error::new(ErrorCode::Value, "", problem, remedy));
        if round.blocks() != self.next {
            let problem = format!("the result is not of the blocks {} to {}", self.next.start, self.next.end);
            return refuse(problem, "simulate those, and merge what they come to");
        }
        if round.simulation() != (Simulation { threads: None, ..self.simulation.clone() }) {
            let problem = "the result is of a different simulation".to_owned();
            return refuse(problem, "give the trials, seed, stages and keeping of samples of the run");
        }
        round.check_model(&self.model)?;
        let mut all = match self.done.take() {
            None => round,
            Some(losses) => {
                let mut all = losses.into_partial();
                all.trials = self.simulation.trials;
                all.append(round)?;
                all
            }
        };
        // A block that is not cut short is the same whatever follows.
        all.trials = self.simulation.first_trial(self.next.end);
        let losses = Losses::new(self.model.clone(), all)?.on_threads(self.simulation.threads);
        let last = self.next.end;
        if last == self.simulation.blocks()
            || self.until.map_or(Ok(true), |until| is_enough(&losses, until))?
        {
            self.next = last..last;
            return Ok(Some(losses));
        }
        self.next = last..(2 * last).min(self.simulation.blocks());
        self.done = Some(losses);
        Ok(None)
    }
}

fn is_enough(losses: &Losses, until: Until) -> Result<bool> {
    for stage in losses.simulation().stages {
        let stage = losses.stage(stage)?;
        let figure = match until.level {
            Some(level) => stage.expected_shortfall(level)?,
            None => stage.mean(),
        };
        // Nothing is known of a loss that was not seen yet.
        if figure.value <= 0.0 || figure.standard_error > until.relative_error * figure.value {
            return Ok(false);
        }
    }
    Ok(true)
}
