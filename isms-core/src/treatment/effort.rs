//! How hard to look.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};

/// How hard to look. The answer is the same for the same effort, whatever the machine and its threads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Effort {
    /// Most nodes of the search tree; 50,000 unless stated.
    pub nodes: u64,
    /// Stops once what may still be gained is at most this share of the value; 0 unless stated.
    pub gap: f64,
    /// How often the local search is begun again from another portfolio; 10 unless stated.
    pub restarts: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { nodes: 50_000, gap: 0.0, restarts: 10 }
    }
}

impl Effort {
    pub(super) fn check(&self) -> Result<()> {
        if (0.0..1.0).contains(&self.gap) {
            return Ok(());
        }
        let problem = format!("{} is out of range", self.gap);
        Err(Error::new(
            ErrorCode::Value,
            "effort.gap",
            problem,
            "write a share from 0 to below 1, such as 0.02",
        ))
    }
}
