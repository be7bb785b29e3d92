//! When an activity was performed, as evidence shows.

use super::{Date, Evidence, Id};

/// One performance of an activity: what its evidence says of days.
///
/// Due dates are matched to days alone, many times over, and the evidence of one activity lies far apart in a large
/// record. Here it is side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performance {
    /// The evidence that shows it.
    pub evidence: Id<Evidence>,
    /// When it was done.
    pub performed_on: Date,
    /// When that was put on record.
    pub recorded_on: Date,
    /// The due date it answers, where stated.
    pub occurrence: Option<Date>,
    /// Last day the evidence may be relied on.
    pub valid_until: Option<Date>,
    /// First and last day of the period it covers.
    pub covers: Option<(Date, Date)>,
    /// The day from which the evidence no longer counts.
    pub retired_on: Option<Date>,
}

impl Performance {
    /// What a piece of evidence shows.
    pub fn shown_by(evidence: &Evidence) -> Self {
        Self {
            evidence: evidence.id.clone(),
            performed_on: evidence.performed_on,
            recorded_on: evidence.recorded_on(),
            occurrence: evidence.occurrence,
            valid_until: evidence.valid_until,
            covers: evidence.covers_from.zip(evidence.covers_until),
            retired_on: evidence.retired_on,
        }
    }

    /// As [`Evidence::is_seen_on`].
    pub fn is_seen_on(&self, date: Date) -> bool {
        date.is_within(Some(self.recorded_on), self.retired_on)
    }

    /// As [`Evidence::may_answer`].
    pub fn may_answer(&self, due: Date) -> bool {
        self.valid_until.is_none_or(|last| due <= last)
    }

    /// Days from doing to recording.
    pub fn delay(&self) -> i64 {
        self.recorded_on.days_since(self.performed_on)
    }
}
