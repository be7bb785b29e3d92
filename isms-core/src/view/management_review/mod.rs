//! What a management review needs to look at, made from the record, and the reviews held (clause 9.3).

mod context;
mod held;
mod pack;
mod performance;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::period::Period;
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Link, ReviewInputKind};

pub use held::{HeldReview, ReviewInterval, ReviewIntervalState};
pub use pack::{PackEntry, PackFigure, PackTrend};

/// Months from one review to the next, if nothing else is asked for.
const MONTHS: u16 = 12;

/// Which period the review looks back on, and how often reviews are held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManagementReviewParameters {
    /// The first day; a year before the last if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; the date of the view if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// The most months from one review to the next, from 1 on; 12 if absent.
    #[serde(default)]
    pub interval_months: Option<u16>,
}

/// The inputs of a management review, and the reviews held.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ManagementReviewPack {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// First day of the period before, which is as long.
    pub before_from: Date,
    /// Its last day.
    pub before_to: Date,
    /// The inputs, a to g.
    pub inputs: Vec<PackInput>,
    /// The reviews held in the period, the latest first, with the inputs that each lacks.
    pub reviews: Vec<HeldReview>,
    /// When the next review is due.
    pub interval: ReviewInterval,
}

/// An input of clause 9.3.2.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PackInput {
    /// Which.
    pub input: ReviewInputKind,
    /// Its letter in the clause.
    pub letter: String,
    /// Its figures, those of the period before, and where they go.
    pub figures: Vec<PackFigure>,
    /// What to look at one by one, the oldest first.
    pub entries: Vec<PackEntry>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day that the figures are of: the last of the period, no later than the date looked at.
    pub effective_on: Date,
    /// What is to be looked at.
    pub entities: Vec<Link>,
}

/// A stretch of days.
#[derive(Clone, Copy)]
struct Span {
    from: Date,
    to: Date,
}

impl Span {
    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The period and the one before it.
#[derive(Clone, Copy)]
struct Spans {
    before: Span,
    now: Span,
}

impl View<'_> {
    /// Every input of clause 9.3.2, a to g, made from the record: figures of a period beside those of the period of the same
    /// length before it, and what to look at one by one; the reviews held with the inputs that they lack; and when the
    /// next is due.
    ///
    /// Figures of a state are of the last day of their period, no later than the date looked at. A review is due so many
    /// months after the last one was held, and that day is still in time.
    ///
    /// Errors: a period that ends before it begins, an interval of no months.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"},
    ///   "roles": [{"id": "CEO", "name": "Managing director"}],
    ///   "management_reviews": [{"id": "MR-1", "title": "Review", "held_on": "2026-04-22", "chair": "CEO",
    ///     "inputs": [{"input": "risks", "summary": "None above the appetite"}]}]}"#;
    /// let pack = Isms::from_json(text)?.as_of("2026-09-01".parse()?).management_review_pack(&Default::default())?;
    /// assert_eq!((pack.inputs.len(), pack.reviews[0].missing.len()), (7, 6));
    /// assert_eq!(pack.interval.due, Some("2027-04-22".parse()?));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn management_review_pack(
        &self,
        parameters: &ManagementReviewParameters,
    ) -> Result<ManagementReviewPack> {
        let on = self.date();
        let (from, to) = (parameters.from, parameters.to);
        let (from, to, _) = Period { from, to, audit: None }.resolve(self, on)?;
        let months = parameters.interval_months.unwrap_or(MONTHS);
        if months == 0 {
            let remedy = "give one month or more";
            return Err(Error::new(
                ErrorCode::Value,
                "interval_months",
                "no months lie between reviews",
                remedy,
            ));
        }
        let before_to = from.plus_days(-1);
        let before = Span { from: before_to.plus_days(-to.days_since(from)), to: before_to.min(on) };
        let spans = Spans { before, now: Span { from, to: to.min(on) } };
        let steps = vec![(spans.before.from, spans.before.to), (spans.now.from, spans.now.to)];
        let series = self.builtin_series(&steps).into_iter();
        let record = series.map(|(metric, series)| (metric, (series.value(1), series.value(0)))).collect();
        let inputs = [
            self.earlier_actions(spans),
            self.changed_context(spans),
            self.changed_needs(spans),
            self.performance(spans, &record),
            self.feedback(spans),
            self.risk_results(spans, &record),
            self.improvement(spans),
        ];
        Ok(ManagementReviewPack {
            as_of: on,
            from,
            to,
            before_from: before.from,
            before_to,
            inputs: inputs.into_iter().map(|input| input.finish(spans.now.to)).collect(),
            reviews: self.held_reviews(spans.now),
            interval: self.review_interval(months),
        })
    }
}

/// The inputs, a to g.
pub(super) const INPUTS: [ReviewInputKind; 7] = [
    ReviewInputKind::EarlierActions,
    ReviewInputKind::Context,
    ReviewInputKind::InterestedParties,
    ReviewInputKind::Performance,
    ReviewInputKind::Feedback,
    ReviewInputKind::Risks,
    ReviewInputKind::Improvement,
];
