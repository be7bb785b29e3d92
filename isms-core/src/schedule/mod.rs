//! When activities fall due, which evidence answers for which due date, and how evenly it came.

mod calendar;
mod completion;
pub(crate) mod continuity;
pub(crate) mod incomplete;
mod kuiper;
mod levelling;
mod matching;
mod order_statistics;
mod posterior;
mod proportion;
mod regression;
mod statistics;
mod templates;

pub(crate) use calendar::Matching;
pub use calendar::{Calendar, Occurrence, OccurrenceState, UnmatchedEvidence};
pub use continuity::{Cramming, LateRecording, Silence};
pub use kuiper::{Kuiper, KuiperMethod, kuiper};
pub use levelling::{Recurring, Spread, level};
pub use order_statistics::{MedianInterval, median_interval};
pub use posterior::{Beta, Gamma};
pub(crate) use proportion::wilson_interval_of;
pub use proportion::{ScoredCount, Trend, cochran_armitage, wilson_interval};
pub use regression::{Line, least_squares_line};
pub use statistics::{binomial_upper_tail, median, quantile};
pub use templates::{CLAUSES, Size, TEMPLATES, TaskGroup, Template, Window, serves};
