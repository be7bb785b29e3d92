//! What follows from a distribution of the record: moments, shares and quantiles, and values from uniform numbers.
//!
//! Distributions are taken to have passed [`check`](crate::model::Distribution::check). Formulas are those of Johnson, Kotz
//! and Balakrishnan, *Continuous Univariate Distributions* (2nd edition 1994 and 1995); the expected excess over a point
//! is that of Klugman, Panjer and Willmot, *Loss Models* (4th edition 2012), appendix A.

mod averages;
mod conditional;
mod density;
mod empirical;
mod excess;
mod hermite;
mod inverse_table;
mod law;
mod moments;
mod normal;
mod quantile;
mod sampler;
mod scaled;
mod shares;

pub use sampler::Sampler;

pub(crate) use averages::integral_over_shares;
pub(crate) use conditional::conditional_means;
pub(crate) use hermite::hermite;
pub(crate) use law::Law;
pub(in crate::quant) use sampler::Fill;
