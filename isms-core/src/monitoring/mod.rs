//! Control charts: whether a stream of measurements still behaves as it did (clause 9.1).
//!
//! Pure functions of numbers; the views put metrics and dates to them. Points are counted from 0 in the values given.

mod baseline;
mod cusum;
mod ewma;
mod excursion;
mod expected;
mod run_rules;

pub use baseline::Baseline;
pub use cusum::{CusumPoint, cusum, cusum_excursions};
pub use ewma::{EwmaPoint, ewma, ewma_excursions};
pub use excursion::{ChartRule, Excursion, Side};
pub use expected::{Missing, missing};
pub use run_rules::{NELSON, Pattern, WESTERN_ELECTRIC, run_excursions};
