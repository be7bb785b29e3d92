//! What risks may cost: distributions of rates and losses, and what they add up to.

pub mod analytic;
pub mod distribution;
pub mod elementary;
pub mod fit;
pub mod taxonomy;

pub use distribution::Sampler;
