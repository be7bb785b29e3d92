//! What risks may cost: distributions of rates and losses, and what they add up to.

pub mod distribution;
pub mod elementary;

pub use distribution::Sampler;
