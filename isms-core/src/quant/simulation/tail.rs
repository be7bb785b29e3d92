//! The worst years: which they are, how bad they are, and what makes them so.

use super::TRIALS_PER_BLOCK;
use super::compile::{Engine, Variant};
use super::losses::{Contributions, Estimate, Losses, StageLosses};
use super::run::{counting, in_parts};
use super::scratch::Scratch;
use super::sums::Sums;
use super::years::Years;
use crate::error::Result;
use crate::graph::Watch;
use crate::quant::model::Stage;

const TRIALS: usize = TRIALS_PER_BLOCK as usize;

/// A share of the years, the worst: all from `high` on, and of those from `low` on as large a share as is wanting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tail {
    pub(super) low: f64,
    high: f64,
    share: f64,
    /// How many years that makes; part of one counts as that part.
    pub(super) years: f64,
}

impl Tail {
    /// The worst 1 − `level` of so many years.
    pub(super) fn new(years: &Years, count: u64, level: f64) -> Self {
        let size = count as f64 - rank(count, level);
        // All years are the tail of level 0; of level 1 the worst is as near as they come.
        let size = size.clamp(f64::MIN_POSITIVE, count as f64);
        let boundary = years.at((size.ceil() as u64).clamp(1, count) - 1);
        let (above, _) = years.above(boundary.high.next_down());
        let share = (size - above as f64) / boundary.count as f64;
        Self { low: boundary.low, high: boundary.high, share: share.clamp(0.0, 1.0), years: size }
    }

    /// How much a year counts.
    pub(super) fn weight(&self, loss: f64) -> f64 {
        if loss >= self.high {
            1.0
        } else if loss >= self.low {
            self.share
        } else {
            0.0
        }
    }
}

/// How many of so many years a level is, where a hair's breadth from a whole number is that number.
pub(super) fn rank(count: u64, level: f64) -> f64 {
    let rank = count as f64 * level;
    if (rank - rank.round()).abs() < 1e-6 { rank.round() } else { rank }
}

impl StageLosses<'_> {
    /// The mean of exactly the worst 1 − `level` of years (expected shortfall, conditional value at risk), where a year
    /// that lies on the border counts in part (Acerbi and Tasche, *On the coherence of expected shortfall*, 2002). So it
    /// is right too where most years have no loss.
    ///
    /// Its standard error is that of the mean excess over the value at risk.
    pub fn expected_shortfall(&self, level: f64) -> Result<Estimate> {
        super::losses::check_level(level)?;
        let tail = Tail::new(self.years(), self.trials(), level);
        let n = self.trials() as f64;
        let (sum, squares) = self.years().excess(tail.low);
        let variance = (squares / n - (sum / n) * (sum / n)).max(0.0);
        Ok(Estimate {
            value: self.years().sum_above(&tail) / tail.years,
            standard_error: (variance / n).sqrt() * n / tail.years,
        })
    }
}

impl Losses {
    /// What each part adds to the mean of the worst 1 − `level` of years of a stage: they sum to the expected shortfall
    /// (Euler allocation: D. Tasche, *Capital allocation to business units and sub-portfolios: the Euler principle*, 2008).
    ///
    /// The years are simulated once more, and of those that belong to the tail what brought them about is added up.
    pub fn tail_contributions(&self, stage: Stage, level: f64, watch: &Watch<'_>) -> Result<Contributions> {
        let found = self.tail_contributions_of(&[stage], level, watch)?.pop();
        Ok(found.unwrap_or_else(|| Contributions::new(self.model(), &Sums::new(self.model()), 1.0)))
    }

    /// The same of several stages, in their order: the years are simulated once more for all of them.
    pub fn tail_contributions_of(
        &self,
        stages: &[Stage],
        level: f64,
        watch: &Watch<'_>,
    ) -> Result<Vec<Contributions>> {
        super::losses::check_level(level)?;
        let losses = stages.iter().map(|stage| self.stage(*stage)).collect::<Result<Vec<_>>>()?;
        let tail = |losses: &StageLosses<'_>| Tail::new(losses.years(), losses.trials(), level);
        let tails: Vec<Tail> = losses.iter().map(tail).collect();
        let simulation = self.simulation();
        let variants = stages.iter().map(|stage| Variant { stage: *stage, without: None }).collect();
        let engine = Engine::new(self.model(), simulation.seed, variants)?;
        watch.begin(simulation.trials as usize)?;
        let sums = in_parts(
            0..simulation.blocks(),
            self.threads(),
            |blocks| {
                let mut scratch = Scratch::new(&engine);
                let mut sums = vec![Sums::new(engine.model); stages.len()];
                for block in blocks {
                    let first = (block * TRIALS_PER_BLOCK) as usize;
                    let trials = TRIALS.min(simulation.trials as usize - first);
                    let kept = losses.iter().map(|losses| losses.samples()?.get(first..first + trials));
                    let weights: Vec<Vec<f64>> = match kept.collect::<Option<Vec<_>>>() {
                        Some(years) => weights(years.into_iter().zip(&tails)),
                        None => {
                            simulate_anew(&engine, block as u32, trials, &mut scratch, watch)?;
                            let years =
                                scratch.years.iter().map(|years| years.get(..trials).unwrap_or(years));
                            weights(years.zip(&tails))
                        }
                    };
                    if weights.iter().flatten().any(|weight| *weight > 0.0) {
                        engine.block(block as u32, Some(&weights), &mut scratch, &mut sums, watch)?;
                    }
                    watch.parts_done(trials)?;
                }
                Ok(sums)
            },
            |mut all, next| {
                all.iter_mut().zip(&next).for_each(|(all, next)| all.merge(next));
                Ok(all)
            },
        )?;
        let contributions = sums.iter().zip(&tails);
        Ok(contributions.map(|(sums, tail)| Contributions::new(self.model(), sums, tail.years)).collect())
    }
}

/// How much each trial of a block counts, by stage: those beyond the last year do not.
fn weights<'y>(years: impl Iterator<Item = (&'y [f64], &'y Tail)>) -> Vec<Vec<f64>> {
    let of_stage = |(years, tail): (&[f64], &Tail)| {
        let weights = years.iter().map(|loss| tail.weight(*loss));
        weights.chain(std::iter::repeat(0.0)).take(TRIALS).collect()
    };
    years.map(of_stage).collect()
}

/// The years of a block once more, where their losses were not kept.
fn simulate_anew(
    engine: &Engine<'_>,
    block: u32,
    trials: usize,
    scratch: &mut Scratch,
    watch: &Watch<'_>,
) -> Result<()> {
    let stages = engine.variants.len();
    let counting = (trials < TRIALS).then(|| vec![counting(trials); stages]);
    engine.block(block, counting.as_deref(), scratch, &mut vec![Sums::new(engine.model); stages], watch)
}
