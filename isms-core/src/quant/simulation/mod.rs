//! Simulating years: block by block, each a pure function of the model, the seed and its number.

use serde::{Deserialize, Serialize};

use super::model::Stage;

/// Trials of a block, the unit of determinism: a block gives the same bits wherever it is done.
pub const TRIALS_PER_BLOCK: u64 = 1024;

/// What to simulate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Simulation {
    /// Years to simulate, from 1.
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
