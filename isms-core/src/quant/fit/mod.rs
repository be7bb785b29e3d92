//! Distributions from data, and from what experts think.

mod data;
mod goodness;
mod quantiles;
mod tail;

pub use data::{Fitted, Ranking, fit, rank};
pub use goodness::{KolmogorovSmirnov, anderson_darling, kolmogorov_smirnov};
pub use quantiles::{QuantileFit, fit_quantiles};
pub use tail::fit_tail;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;

/// Families of distributions that are fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Normal.
    Normal,
    /// Lognormal.
    Lognormal,
    /// Gamma.
    Gamma,
    /// Weibull.
    Weibull,
    /// Pareto, from the least value on.
    Pareto,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 5] = [Self::Normal, Self::Lognormal, Self::Gamma, Self::Weibull, Self::Pareto];

    /// Whether its values are above 0.
    pub fn is_positive(self) -> bool {
        self != Self::Normal
    }
}

/// The judgement of several experts, each with a weight: the linear pool (Stone 1961), in which every expert keeps the
/// whole of what they hold possible.
///
/// ```
/// use isms_core::model::Distribution;
/// use isms_core::quant::fit::linear_pool;
/// let experts = [(2.0, Distribution::pert(1.0, 2.0, 6.0)), (1.0, Distribution::pert(4.0, 5.0, 9.0))];
/// let pooled = linear_pool(experts).unwrap();
/// assert!((pooled.mean() - (2.0 * 2.5 + 5.5) / 3.0).abs() < 1e-12);
/// ```
pub fn linear_pool(experts: impl IntoIterator<Item = (f64, Distribution)>) -> Result<Distribution> {
    let pooled = Distribution::mixture(experts);
    pooled.check()?;
    Ok(pooled)
}

/// Numbers that something can be fitted to: several, not all alike, and above 0 where they must be.
fn check_values(path: &str, values: &[f64], positive: bool) -> Result<()> {
    let wrong = |path: String, problem: String, remedy: &str| {
        Err(Error::new(ErrorCode::Value, path, problem, remedy))
    };
    for (i, value) in values.iter().enumerate() {
        if value.abs() > 1e100 || value.is_nan() {
            return wrong(format!("{path}[{i}]"), format!("{value} is not a number"), "leave it out");
        }
        if positive && *value < 1e-100 {
            let remedy = "leave it out, or fit a normal distribution";
            return wrong(format!("{path}[{i}]"), format!("{value} is not above 0"), remedy);
        }
    }
    let first = values.first();
    if values.iter().all(|value| Some(value) == first) {
        let problem = "has no two different values".to_owned();
        return wrong(path.to_owned(), problem, "give more, or state a fixed value");
    }
    Ok(())
}

/// Where a falling function meets 0, between two numbers above 0, by halving their ratio.
fn falling_root(low: f64, high: f64, function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (low.ln(), high.ln());
    for _ in 0..80 {
        let middle = (low + high) / 2.0;
        if function(middle.exp()) > 0.0 { low = middle } else { high = middle }
    }
    ((low + high) / 2.0).exp()
}
