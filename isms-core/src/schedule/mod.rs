//! When activities fall due, which evidence answers for which due date, and how evenly it came.

mod kuiper;
mod matching;
mod statistics;

pub use kuiper::{Kuiper, KuiperMethod, kuiper};
pub use matching::{Calendar, Occurrence, OccurrenceState, UnmatchedEvidence};
pub use statistics::{binomial_upper_tail, median, quantile};
