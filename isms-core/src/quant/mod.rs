//! What a year may cost: distributions of rates and losses, and the loss model of an organisation, simulated and answered
//! for.
//!
//! A [`LossModel`] is plain data. [`simulate`] runs it for as many years as asked, and [`Losses`] answers: mean,
//! quantiles, tails, exceedance, contributions. [`partial`] does a range of blocks, on this machine or on another, and
//! partial results merge to the same bits. [`compare`] runs two models in the same years and tells of the difference.

pub mod analytic;
pub mod distribution;
pub mod elementary;
pub mod fit;
mod model;
mod simulation;
mod taxonomy;

pub use distribution::Sampler;
pub use model::{
    CommonCause, ControlUse, Dependency, ExposedAsset, LossForm, LossModel, Magnitude, Policy,
    QuantifiedRisk, RandomPlaces, SecondaryLoss, SharedControl, Stage,
};
pub use simulation::*;
pub use taxonomy::{Factors, FrequencyFactor, probability_above, product};
