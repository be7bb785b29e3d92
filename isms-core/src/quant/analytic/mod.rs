//! What independent risks add up to, on a grid of losses and without drawing a number.
//!
//! Each risk has a number of events a year and a loss an event. Losses are put on the grid so that their mean stays
//! ([`discretise`](Severity::discretise)); the year's loss of one risk then follows by Panjer's recursion ([`panjer`]),
//! that of many by Fourier transforms ([`aggregate`]). Klugman, Panjer and Willmot, *Loss Models* (4th edition 2012),
//! chapter 9.

mod aggregate;
mod answer;
mod count;
mod discretise;
mod panjer;
mod span;
#[cfg(test)]
mod tests;

pub use aggregate::{Grid, aggregate};
pub use answer::{AggregateLoss, GridError};
pub use count::Count;
pub use discretise::Severity;
pub use panjer::panjer;

use crate::error::Result;
use crate::model::Distribution;

/// Events of one kind in a year, and the loss of each, all independent.
#[derive(Debug, Clone, PartialEq)]
pub struct CompoundLoss {
    /// How many events there are in a year.
    pub count: Count,
    /// What an event costs.
    pub severity: Distribution,
}

impl CompoundLoss {
    /// Mean and variance of the year's loss; the variance is infinite where that of an event is.
    pub fn moments(&self) -> (f64, f64) {
        let ((events, spread), (mean, variance)) = (self.count.moments(), self.severity.moments());
        (events * mean, events * variance + spread * mean * mean)
    }

    fn check(&self) -> Result<()> {
        self.count.check().map_err(|error| error.within("count"))?;
        self.severity.check_not_negative("a loss").map_err(|error| error.within("severity"))
    }
}
