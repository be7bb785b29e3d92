//! When activities fall due, which evidence answers for which due date, and how evenly it came.

pub(crate) mod continuity;
mod kuiper;
mod matching;
mod proportion;
mod statistics;

pub use continuity::{Cramming, LateRecording, Silence};
pub use kuiper::{Kuiper, KuiperMethod, kuiper};
pub use matching::{Calendar, Occurrence, OccurrenceState, UnmatchedEvidence};
pub use proportion::{ScoredCount, Trend, cochran_armitage, wilson_interval};
pub use statistics::{binomial_upper_tail, median, quantile};
