//! What is not known for sure: a distribution, as a record states it.

mod check;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Extensions;

/// The distribution of an uncertain quantity: a loss in the currency of the record, a rate a year, or a probability.
///
/// ```
/// use isms_core::model::Distribution;
/// let loss: Distribution =
///     serde_json::from_str(r#"{"distribution": "pert", "low": 10, "mode": 20, "high": 60}"#).unwrap();
/// assert_eq!(loss, Distribution::pert(10.0, 20.0, 60.0));
/// assert_eq!(loss.bounds(), (10.0, 60.0));
///
/// let error = Distribution::uniform(3.0, 2.0).check().unwrap_err();
/// assert_eq!(error.to_string(), "high: 2 is not above low, which is 3; use a higher number");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "distribution", rename_all = "snake_case")]
pub enum Distribution {
    /// One value, known for sure.
    Fixed {
        /// The value.
        value: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// Anything between two bounds alike.
    Uniform {
        /// The lowest value.
        low: f64,
        /// The highest value.
        high: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A density that rises in a line to the mode and falls in a line from it.
    Triangular {
        /// The lowest value.
        low: f64,
        /// The likeliest value.
        mode: f64,
        /// The highest value.
        high: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A beta distribution between two bounds with a given mode (Malcolm, Roseboom, Clark and Fazar 1959); with a shape
    /// other than 4 the modified one (Vose, *Risk Analysis*, 3rd edition 2008).
    Pert {
        /// The lowest value.
        low: f64,
        /// The likeliest value.
        mode: f64,
        /// The highest value.
        high: f64,
        /// How much the mode weighs against the bounds, above 0: the mean is (low + shape · mode + high) / (shape + 2).
        #[serde(default = "classical_pert", skip_serializing_if = "is_classical_pert")]
        shape: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A normal distribution, cut off at bounds where they are given. Mean and standard deviation are those before the
    /// cut.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        standard_deviation: f64,
        /// Nothing lies below.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        /// Nothing lies above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A quantity whose natural logarithm is normally distributed.
    Lognormal {
        /// Mean of the logarithm: the median is e^mu.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// The lognormal distribution that an expert's interval fixes: as much lies below `low` as above `high`.
    LognormalInterval {
        /// Lower end of the interval.
        low: f64,
        /// Upper end of the interval.
        high: f64,
        /// The share that lies in the interval.
        #[serde(default = "usual_confidence", skip_serializing_if = "is_usual_confidence")]
        confidence: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A gamma distribution: the mean is shape ÷ rate.
    Gamma {
        /// Shape.
        shape: f64,
        /// Rate, one over the scale.
        rate: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A beta distribution, between 0 and 1 unless other bounds are given.
    Beta {
        /// Weight of the upper end.
        alpha: f64,
        /// Weight of the lower end.
        beta: f64,
        /// The lowest value.
        #[serde(default, skip_serializing_if = "is_zero")]
        low: f64,
        /// The highest value.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        high: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A Weibull distribution: beyond x lies exp(−(x ÷ scale)^shape).
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale.
        scale: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A Pareto distribution (of the first kind): beyond x lies (scale ÷ x)^shape.
    Pareto {
        /// Shape, above 1.
        shape: f64,
        /// Scale, which is also the lowest value.
        scale: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// A body whose part above a threshold gives way to a generalised Pareto distribution of the excess, as much as the
    /// body has there (Pickands 1975).
    Tail {
        /// What holds up to the threshold.
        body: Box<Distribution>,
        /// Where the tail begins.
        threshold: f64,
        /// Shape ξ of the excess, below 1: above 0 its tail is that of a Pareto distribution, at 0 exponential, below 0
        /// it ends.
        shape: f64,
        /// Scale of the excess.
        scale: f64,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// Values that were seen, and nothing else.
    Empirical {
        /// The values.
        values: Vec<f64>,
        /// How much each counts; all alike if empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        weights: Vec<f64>,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
    /// One of several distributions by chance, e.g. the pooled judgement of several experts (the linear pool of Stone
    /// 1961).
    Mixture {
        /// The distributions with their weights.
        parts: Vec<MixturePart>,
        /// The user's own `x-…` fields.
        #[serde(flatten)]
        extensions: Extensions,
    },
}

/// A distribution of a mixture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MixturePart {
    /// How much it counts against the others; above 0. Weights need not add up to 1.
    pub weight: f64,
    /// The distribution.
    pub distribution: Distribution,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Constructors `$name(fields…)` of the variants without `x-…` fields.
macro_rules! constructors {
    ($($(#[$doc:meta])* $name:ident => $variant:ident { $($field:ident: $type:ty),* $(; $($rest:tt)*)? })*) => {
        $($(#[$doc])*
        pub fn $name($($field: $type),*) -> Self {
            Self::$variant { $($field,)* $($($rest)*,)? extensions: Extensions::default() }
        })*
    };
}

impl Distribution {
    constructors! {
        /// One value, known for sure.
        fixed => Fixed { value: f64 }
        /// Anything between two bounds alike.
        uniform => Uniform { low: f64, high: f64 }
        /// A triangle.
        triangular => Triangular { low: f64, mode: f64, high: f64 }
        /// The classical PERT distribution.
        pert => Pert { low: f64, mode: f64, high: f64; shape: classical_pert() }
        /// A normal distribution without bounds.
        normal => Normal { mean: f64, standard_deviation: f64; low: None, high: None }
        /// A normal distribution cut off at both ends.
        truncated_normal => Normal { mean: f64, standard_deviation: f64, low: Option<f64>, high: Option<f64> }
        /// A lognormal distribution by mean and standard deviation of the logarithm.
        lognormal => Lognormal { mu: f64, sigma: f64 }
        /// A lognormal distribution by its 90 % interval.
        lognormal_interval => LognormalInterval { low: f64, high: f64; confidence: usual_confidence() }
        /// A gamma distribution.
        gamma => Gamma { shape: f64, rate: f64 }
        /// A beta distribution between 0 and 1.
        beta => Beta { alpha: f64, beta: f64; low: 0.0, high: 1.0 }
        /// A Weibull distribution.
        weibull => Weibull { shape: f64, scale: f64 }
        /// A Pareto distribution.
        pareto => Pareto { shape: f64, scale: f64 }
        /// A body with a generalised Pareto tail above a threshold.
        tail => Tail { body: Box<Distribution>, threshold: f64, shape: f64, scale: f64 }
        /// Values that were seen, all counting alike.
        empirical => Empirical { values: Vec<f64>; weights: Vec::new() }
    }

    /// A mixture by weight.
    pub fn mixture(parts: impl IntoIterator<Item = (f64, Distribution)>) -> Self {
        let part =
            |(weight, distribution)| MixturePart { weight, distribution, extensions: Extensions::default() };
        Self::Mixture { parts: parts.into_iter().map(part).collect(), extensions: Extensions::default() }
    }

    /// The lowest and the highest value there can be; infinite where it has no end.
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Fixed { value, .. } => (*value, *value),
            Self::Uniform { low, high, .. }
            | Self::Triangular { low, high, .. }
            | Self::Pert { low, high, .. }
            | Self::Beta { low, high, .. } => (*low, *high),
            Self::Normal { low, high, .. } => {
                (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY))
            }
            Self::Lognormal { .. }
            | Self::LognormalInterval { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. } => (0.0, f64::INFINITY),
            Self::Pareto { scale, .. } => (*scale, f64::INFINITY),
            Self::Tail { body, threshold, shape, scale, .. } => {
                (body.bounds().0, if *shape < 0.0 { threshold - scale / shape } else { f64::INFINITY })
            }
            Self::Empirical { values, .. } => span(values.iter().map(|value| (*value, *value))),
            Self::Mixture { parts, .. } => span(parts.iter().map(|part| part.distribution.bounds())),
        }
    }
}

/// From the lowest to the highest of all.
fn span(of: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    of.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (l, h)| (low.min(l), high.max(h)))
}

fn classical_pert() -> f64 {
    4.0
}
fn is_classical_pert(shape: &f64) -> bool {
    *shape == classical_pert()
}
fn usual_confidence() -> f64 {
    0.9
}
fn is_usual_confidence(confidence: &f64) -> bool {
    *confidence == usual_confidence()
}
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}
fn one() -> f64 {
    1.0
}
fn is_one(value: &f64) -> bool {
    *value == 1.0
}
