//! What an optimisation answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Actions to take, each with its start.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Portfolio {
    /// In the order of the candidates.
    pub actions: Vec<Action>,
    /// What they cost together over the horizon, discounted.
    pub cost: f64,
}

impl Portfolio {
    /// Whether a candidate is among the actions.
    pub fn has(&self, candidate: &str) -> bool {
        self.actions.iter().any(|action| action.candidate == candidate)
    }
}

/// An action of a portfolio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// The candidate.
    pub candidate: String,
    /// Quarter in which it starts.
    pub start: u32,
    /// First quarter in which it is in effect.
    pub effective: u32,
    /// What it costs over the horizon, discounted.
    pub cost: f64,
}

/// The best portfolio found, and how near that is to the best there can be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The portfolio.
    pub portfolio: Portfolio,
    /// What the goal makes small: the loss, or the cost of keeping the appetite.
    pub value: f64,
    /// The same if nothing is done; 0 where the goal is the least cost.
    pub untreated: f64,
    /// No portfolio has a lower value than this.
    pub bound: f64,
    /// How much lower the value might still be, as a share of it: 0 if the portfolio is proven to be the best.
    pub gap: f64,
    /// Nodes that were looked at.
    pub nodes: u64,
    /// Whether the search ended because that was enough for who listens.
    pub stopped: bool,
}
