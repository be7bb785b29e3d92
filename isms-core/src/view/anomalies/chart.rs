//! The measurements of one metric put to a chart.

use std::collections::HashSet;

use super::{Anomaly, MetricChart, RunPoint, day, guarded, seen};
use super::{Chart, ChartSettings, Sides};
use crate::model::{AnomalyResponse, Date, Link, Measurement, Metric};
use crate::monitoring::{
    Baseline, ChartRule, CusumPoint, EwmaPoint, Excursion, NELSON, Side, WESTERN_ELECTRIC, cusum,
    cusum_excursions, ewma, ewma_excursions, run_excursions,
};
use crate::view::{Rule, View};

/// Measurements without which there is no baseline.
pub(super) const FEWEST: usize = 8;

/// What a chart draws beside the values.
enum Drawn {
    Values,
    Averages(Vec<EwmaPoint>),
    Sums(Vec<CusumPoint>),
}

/// A metric, its measurements of a period, and what a chart says of them.
pub(in crate::view) struct Watched<'a> {
    /// The metric.
    pub metric: &'a Metric,
    /// Its measurements of the period, oldest first.
    pub points: &'a [Measurement],
    /// Where rules speak, for the sides that are watched.
    pub excursions: Vec<Excursion>,
    baseline: Option<Baseline>,
    baseline_days: Vec<Date>,
    drawn: Drawn,
    h: f64,
}

impl<'a> Watched<'a> {
    /// Charts a metric over a period.
    pub(super) fn new(
        metric: &'a Metric,
        answers: &[&AnomalyResponse],
        on: Date,
        (from, to): (Date, Date),
        settings: &ChartSettings,
    ) -> Self {
        let seen = seen(metric, on);
        let before = |limit: Date| seen.partition_point(|m| day(m) < limit);
        let points = seen.get(before(from)..before(to.plus_days(1))).unwrap_or_default();
        let answered: HashSet<_> = answers.iter().map(|answer| answer.at).collect();
        let usual = |measurement: &&Measurement| !answered.contains(&measurement.at);
        let mut rests_on: Vec<&Measurement> = match settings.baseline_days() {
            Some((first, last)) => {
                let stated = seen.get(before(first)..before(last.plus_days(1))).unwrap_or_default();
                stated.iter().filter(usual).collect()
            }
            None => {
                let earlier = seen.get(..before(from)).unwrap_or_default();
                earlier.iter().rev().filter(usual).take(settings.baseline()).collect()
            }
        };
        rests_on.sort_by_key(|measurement| measurement.at);
        let values: Vec<f64> = rests_on.iter().map(|measurement| measurement.value).collect();
        let baseline =
            Some(&values).filter(|values| values.len() >= FEWEST).and_then(|values| Baseline::of(values));
        let baseline_days = rests_on.into_iter().map(day).collect();
        let (drawn, mut excursions) =
            baseline.map_or((Drawn::Values, Vec::new()), |b| draw(points, &b, settings));
        if settings.sides == Sides::Guarded {
            let side = guarded(metric);
            excursions.retain(|e| side == Side::Both || e.side == Side::Both || e.side == side);
        }
        Self { metric, points, excursions, baseline, baseline_days, drawn, h: settings.h() }
    }

    /// Where the chart lies.
    pub(super) fn summary(&self) -> MetricChart {
        let at = |sigmas: f64| self.baseline.map(|baseline| baseline.at(sigmas));
        MetricChart {
            metric: self.metric.id.clone(),
            measurements: self.points.len(),
            baseline: self.baseline_days.len(),
            baseline_from: self.baseline_days.first().copied(),
            baseline_to: self.baseline_days.last().copied(),
            centre: at(0.0),
            sigma: self.baseline.map(|baseline| baseline.sigma),
            lower_limit: at(-3.0),
            upper_limit: at(3.0),
        }
    }

    /// An excursion as an item.
    pub(super) fn anomaly(&self, view: &View<'_>, excursion: &Excursion) -> Option<Anomaly> {
        let (metric, baseline) = (self.metric, self.baseline?);
        let told = self.points.get(excursion.told)?;
        let (statistic, lower_limit, upper_limit) = match &self.drawn {
            Drawn::Values => (told.value, baseline.at(-3.0), baseline.at(3.0)),
            Drawn::Averages(points) => points.get(excursion.told).map(|p| (p.average, p.lower, p.upper))?,
            Drawn::Sums(points) => {
                let point = points.get(excursion.told)?;
                let interval = self.h * baseline.sigma;
                let sum = if excursion.side == Side::Below { -point.low } else { point.high };
                (sum, -interval, interval)
            }
        };
        let run = self.points.get(excursion.first..=excursion.told)?;
        Some(Anomaly {
            metric: metric.id.clone(),
            name: metric.name.clone(),
            owner: metric.owner.clone(),
            holders: view.holders(&metric.owner),
            at: told.at,
            value: told.value,
            unit: metric.unit.clone(),
            side: excursion.side,
            centre: baseline.centre,
            sigma: baseline.sigma,
            statistic,
            lower_limit,
            upper_limit,
            run: run.iter().map(|m| RunPoint { at: m.at, value: m.value }).collect(),
            last_at: self.points.get(excursion.last)?.at,
            rule: rule(excursion.rule),
            effective_on: day(told),
            entities: entities(metric),
        })
    }
}

fn draw(points: &[Measurement], baseline: &Baseline, settings: &ChartSettings) -> (Drawn, Vec<Excursion>) {
    let values: Vec<f64> = points.iter().map(|measurement| measurement.value).collect();
    match settings.kind {
        Chart::WesternElectric => (Drawn::Values, run_excursions(&values, baseline, &WESTERN_ELECTRIC)),
        Chart::Nelson => (Drawn::Values, run_excursions(&values, baseline, &NELSON)),
        Chart::Ewma => {
            let averages = ewma(&values, baseline, settings.lambda(), settings.limit());
            let found = ewma_excursions(&averages, baseline);
            (Drawn::Averages(averages), found)
        }
        Chart::Cusum => {
            let sums = cusum(&values, baseline, settings.k());
            let found = cusum_excursions(&sums, baseline, settings.h());
            (Drawn::Sums(sums), found)
        }
    }
}

/// The metric, the risks it indicates, and what it measures.
pub(in crate::view) fn entities(metric: &Metric) -> Vec<Link> {
    let about = metric.indicates.iter().map(Link::to).chain(metric.measures.iter().cloned());
    std::iter::once(Link::to(&metric.id)).chain(about).collect()
}

/// The rule of a chart in the vocabulary of the answers.
pub(in crate::view) fn rule(rule: ChartRule) -> Rule {
    match rule {
        ChartRule::WesternElectric(1) => Rule::WesternElectric1,
        ChartRule::WesternElectric(2) => Rule::WesternElectric2,
        ChartRule::WesternElectric(3) => Rule::WesternElectric3,
        ChartRule::WesternElectric(_) => Rule::WesternElectric4,
        ChartRule::Nelson(1) => Rule::Nelson1,
        ChartRule::Nelson(2) => Rule::Nelson2,
        ChartRule::Nelson(3) => Rule::Nelson3,
        ChartRule::Nelson(4) => Rule::Nelson4,
        ChartRule::Nelson(5) => Rule::Nelson5,
        ChartRule::Nelson(6) => Rule::Nelson6,
        ChartRule::Nelson(7) => Rule::Nelson7,
        ChartRule::Nelson(_) => Rule::Nelson8,
        ChartRule::Ewma => Rule::EwmaWithinLimits,
        ChartRule::Cusum => Rule::CusumWithinInterval,
    }
}
