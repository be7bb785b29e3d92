//! An input as figures and entries.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{INPUTS, PackInput, Span, Spans};
use crate::model::{BuiltinMetric, Date, Entity, Id, Link, ReviewInputKind};
use crate::view::Rule;

/// A figure of a period beside that of the period before.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PackFigure {
    /// Its name, which is stable.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its value; none where there is nothing to compute it from.
    pub value: Option<f64>,
    /// That of the period before.
    pub before: Option<f64>,
    /// Where it goes; none without both.
    pub trend: Option<PackTrend>,
}

/// Where a figure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PackTrend {
    /// To the better.
    Better,
    /// To the worse.
    Worse,
    /// Up, which is neither good nor bad by itself.
    Up,
    /// Down, which is neither.
    Down,
    /// Nowhere.
    Unchanged,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct PackEntry {
    /// Since when, or when it happened.
    pub on: Date,
    /// What it is about.
    pub entity: Link,
    /// Its title.
    pub title: String,
    /// What is to be seen.
    pub what: String,
}

/// Metrics computed from the record: of the period, and of the one before.
pub(super) type RecordFigures = BTreeMap<BuiltinMetric, (Option<f64>, Option<f64>)>;

/// Which way a figure should go.
#[derive(Clone, Copy)]
pub(super) enum Good {
    More,
    Less,
    Neither,
}

/// An input in the making.
pub(super) struct Input {
    kind: ReviewInputKind,
    spans: Spans,
    figures: Vec<PackFigure>,
    entries: Vec<PackEntry>,
}

impl Input {
    pub(super) fn new(kind: ReviewInputKind, spans: Spans) -> Self {
        Self { kind, spans, figures: Vec::new(), entries: Vec::new() }
    }

    /// A figure of both periods, given how it is counted in one.
    pub(super) fn count(&mut self, name: &str, unit: &str, good: Good, of: impl Fn(Span) -> usize) {
        let value = |span| Some(of(span) as f64);
        self.figure(name, unit, good, value(self.spans.now), value(self.spans.before));
    }

    pub(super) fn figure(
        &mut self,
        name: &str,
        unit: &str,
        good: Good,
        value: Option<f64>,
        before: Option<f64>,
    ) {
        let trend = value.zip(before).map(|(value, before)| match (value.total_cmp(&before), good) {
            (Ordering::Equal, _) => PackTrend::Unchanged,
            (Ordering::Greater, Good::More) | (Ordering::Less, Good::Less) => PackTrend::Better,
            (Ordering::Greater, Good::Less) | (Ordering::Less, Good::More) => PackTrend::Worse,
            (Ordering::Greater, Good::Neither) => PackTrend::Up,
            (Ordering::Less, Good::Neither) => PackTrend::Down,
        });
        self.figures.push(PackFigure { name: name.to_owned(), unit: unit.to_owned(), value, before, trend });
    }

    /// Figures that are metrics computed from the record.
    pub(super) fn record_figures(&mut self, record: &RecordFigures, wanted: &[(BuiltinMetric, Good)]) {
        for (metric, good) in wanted {
            let (value, before) = record.get(metric).copied().unwrap_or_default();
            self.figure(metric.name(), metric.unit(), *good, value, before);
        }
    }

    pub(super) fn entry<T: Entity>(&mut self, on: Date, id: &Id<T>, title: &str, what: impl Into<String>) {
        self.entries.push(PackEntry { on, entity: Link::to(id), title: title.to_owned(), what: what.into() });
    }

    pub(super) fn finish(mut self, effective_on: Date) -> PackInput {
        self.entries.sort();
        let mut entities: Vec<Link> = self.entries.iter().map(|entry| entry.entity.clone()).collect();
        entities.sort();
        entities.dedup();
        let letters = INPUTS.iter().zip('a'..);
        PackInput {
            input: self.kind,
            letter: letters.filter(|(kind, _)| **kind == self.kind).map(|(_, letter)| letter).collect(),
            figures: self.figures,
            entries: self.entries,
            rule: rule(self.kind),
            effective_on,
            entities,
        }
    }
}

fn rule(kind: ReviewInputKind) -> Rule {
    match kind {
        ReviewInputKind::EarlierActions => Rule::ReviewEarlierActions,
        ReviewInputKind::Context => Rule::ReviewContext,
        ReviewInputKind::InterestedParties => Rule::ReviewInterestedParties,
        ReviewInputKind::Performance => Rule::ReviewPerformance,
        ReviewInputKind::Feedback => Rule::ReviewFeedback,
        ReviewInputKind::Risks => Rule::ReviewRisks,
        ReviewInputKind::Improvement => Rule::ReviewImprovement,
    }
}
