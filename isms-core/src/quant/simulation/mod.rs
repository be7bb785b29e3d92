//! Simulating years: block by block, each a pure function of the model, the seed and its number.
//!
//! The events of a risk in a block are drawn together: their number is Poisson with the sum of the rates of the block's
//! trials for its mean, and each belongs to a trial as probably as that one's rate. That is the same as counts drawn for
//! each trial (J. F. C. Kingman, *Poisson Processes*, 1993, on marked processes), and gives long vectors of events. Rates
//! are those without controls; one uniform number of an event says at which stages controls stop it, so that stages
//! differ by what the controls do and by nothing else.

mod ask;
mod block;
mod by_risk;
mod cascade;
mod chunk;
mod compare;
mod compile;
mod control_value;
mod count;
mod exact;
mod kernel;
mod losses;
mod partial;
mod rounds;
mod run;
mod scratch;
mod sensitivity;
mod sketch;
mod states;
mod stream;
mod sums;
mod tables;
mod tail;
#[cfg(test)]
mod tests;
mod trial_rates;
mod years;

use serde::{Deserialize, Serialize};

pub(crate) use ask::DEFAULT_LEVELS;
pub use ask::LossQuestion;
pub use by_risk::{YearlyLosses, yearly_losses};
pub use compare::{Comparison, Difference, StageComparison, compare};
pub use control_value::ControlValue;
pub use losses::{
    Breach, Contribution, Contributions, Convergence, Estimate, Exceedance, Interval, Losses, StageLosses,
};
pub use partial::Partial;
pub use rounds::{Rounds, Until, simulate_until};
pub use run::{partial, simulate};
pub use sensitivity::{Input, Sensitivity};
pub use tables::{AppetiteBreach, BreachState, ConvergencePoint, CurvePoint, LossAtLevel};

use super::model::Stage;
use crate::error::{Error, ErrorCode, Result};

/// Trials of a block, the unit of determinism: a block gives the same bits wherever it is done.
pub const TRIALS_PER_BLOCK: u64 = 1024;

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Simulation {
    /// Years to simulate, from 1 to 2³².
    pub trials: u64,
    /// Equal seeds give equal answers, on any number of threads and machines.
    pub seed: u64,
    /// Stages to answer for, all on the same random numbers.
    pub stages: Vec<Stage>,
    /// Whether to keep the loss of every year (8 bytes a trial and stage), for exact quantiles and as samples.
    pub keep_samples: bool,
    /// Threads to use; those of the pool it is called in if absent. The answer does not depend on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threads: Option<usize>,
}

impl Simulation {
    /// The residual stage, samples kept, on all threads.
    pub fn new(trials: u64, seed: u64) -> Self {
        Self { trials, seed, stages: vec![Stage::Residual], keep_samples: true, threads: None }
    }

    /// How many blocks it has; the last may be cut short.
    pub fn blocks(&self) -> u64 {
        self.trials.div_ceil(TRIALS_PER_BLOCK)
    }

    /// Whether it can be done.
    pub fn check(&self) -> Result<()> {
        let refuse = |path: &str, problem: String, remedy: String| {
            Err(Error::new(ErrorCode::Value, path, problem, remedy))
        };
        if self.trials == 0 || self.trials > sketch::MOST {
            let remedy = format!("give a number from 1 to {}", sketch::MOST);
            return refuse("trials", format!("{} cannot be simulated", self.trials), remedy);
        }
        let mut stages = self.stages.clone();
        stages.sort_unstable();
        stages.dedup();
        if stages.is_empty() || stages.len() < self.stages.len() {
            let remedy = "give each of inherent, residual, target at most once, and one at least";
            return refuse("stages", "there is none, or one is there twice".to_owned(), remedy.to_owned());
        }
        if self.threads == Some(0) {
            return refuse("threads", "0 threads do nothing".to_owned(), "give a number from 1".to_owned());
        }
        Ok(())
    }

    /// The first trial of a block, or the end.
    fn first_trial(&self, block: u64) -> u64 {
        (block * TRIALS_PER_BLOCK).min(self.trials)
    }
}
