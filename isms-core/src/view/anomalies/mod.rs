//! Measurements that do not behave as those before them (clause 9.1, control A.8.16).

mod chart;
mod settings;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::period::Period;
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{AnomalyResponse, Comparison, Date, Id, Kind, Link, Measurement, Metric, Person, Role};
use crate::monitoring::{Side, missing};

pub(super) use chart::{Watched, entities, rule};
pub use settings::{Chart, ChartSettings, Sides};

/// Which measurements to look at, and by which chart.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnomalyParameters {
    /// The first day; a year before the last if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; the date of the view if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// One metric; all if absent.
    #[serde(default)]
    pub metric: Option<Id<Metric>>,
    /// The chart; the rules of Western Electric if absent.
    #[serde(default)]
    pub chart: ChartSettings,
}

/// What stands out in the measurements of a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Anomalies {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The chart.
    pub chart: Chart,
    /// Each stretch of measurements that breaks a rule, the latest first.
    pub items: Vec<Anomaly>,
    /// Days of the period on which a metric should have been measured and was not, the latest first.
    pub gaps: Vec<MeasurementGap>,
    /// The chart of each metric measured in the period.
    pub charts: Vec<MetricChart>,
}

/// A stretch of measurements that breaks a rule of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Anomaly {
    /// The metric.
    pub metric: Id<Metric>,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The instant of the measurement on which the rule spoke first.
    pub at: DateTime<Utc>,
    /// Its value, in the unit of the metric.
    pub value: f64,
    /// That unit.
    pub unit: String,
    /// To which side the measurements stray.
    pub side: Side,
    /// The centre of the chart.
    pub centre: f64,
    /// Its sigma.
    pub sigma: f64,
    /// What the chart draws there: the value, the weighted average, or the cumulative sum, negative if it is the lower one.
    pub statistic: f64,
    /// The lower limit there: of values three sigmas from the centre, of a sum the decision interval below nothing.
    pub lower_limit: f64,
    /// The upper limit.
    pub upper_limit: f64,
    /// The measurements that made the rule speak, the one of the item last.
    pub run: Vec<RunPoint>,
    /// The last measurement on which it spoke without a break.
    pub last_at: DateTime<Utc>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day of the measurement on which it spoke first.
    pub effective_on: Date,
    /// The metric, the risks it indicates, and what it measures.
    pub entities: Vec<Link>,
}

/// A measurement of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct RunPoint {
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// Its value.
    pub value: f64,
}

/// Days in a row on which a metric should have been measured and was not.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MeasurementGap {
    /// The metric.
    pub metric: Id<Metric>,
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The first day.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// How many.
    pub missing: usize,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which it was too late for the first of them.
    pub effective_on: Date,
    /// The metric.
    pub entities: Vec<Link>,
}

/// The chart of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MetricChart {
    /// The metric.
    pub metric: Id<Metric>,
    /// Measurements in the period.
    pub measurements: usize,
    /// Measurements of the baseline.
    pub baseline: usize,
    /// The day of the first of them.
    pub baseline_from: Option<Date>,
    /// The day of the last.
    pub baseline_to: Option<Date>,
    /// Their mean; none where they are fewer than eight, and there is no chart.
    pub centre: Option<f64>,
    /// Their mean moving range divided by 1.128.
    pub sigma: Option<f64>,
    /// Three sigmas below the centre.
    pub lower_limit: Option<f64>,
    /// Three sigmas above it.
    pub upper_limit: Option<f64>,
}

impl<'a> View<'a> {
    /// What stands out in the measurements of a period, by a control chart of each metric, and where measurements are
    /// missing.
    ///
    /// The baseline of a chart, from which centre and sigma come, is the last measurements before the period, or those
    /// of days that are stated. What was answered as an anomaly has a cause of its own and is left out of it. A metric
    /// with fewer than eight of them has no chart. Measurements on which a rule speaks without a break are one item.
    ///
    /// A metric with a target or a threshold is watched on the side that these guard, unless both are asked for; one
    /// with neither is watched on both.
    ///
    /// Errors: a metric that is not on record, a period or a baseline that ends before it begins, a setting outside its
    /// range.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::AnomalyParameters;
    /// let calm: Vec<String> = (1..=9)
    ///     .map(|day| format!(r#"{{"at": "2026-01-0{day}T08:00:00Z", "value": {}}}"#, 30 + day % 2))
    ///     .collect();
    /// let text = format!(r#"{{"format": "isms/1", "organisation": {{"name": "X", "scope": "all", "currency": "EUR"}},
    ///   "roles": [{{"id": "IT", "name": "IT"}}],
    ///   "metrics": [{{"id": "SESSIONS", "name": "Sessions", "purpose": "Who comes in?", "unit": "a day", "owner": "IT",
    ///     "measurements": [{}, {{"at": "2026-02-01T08:00:00Z", "value": 131}}]}}]}}"#, calm.join(","));
    /// let parameters = AnomalyParameters { from: Some("2026-02-01".parse()?), ..Default::default() };
    /// let found = Isms::from_json(&text)?.as_of("2026-02-01".parse()?).anomalies(&parameters)?;
    /// assert_eq!((found.items[0].value, found.items[0].rule.id()), (131.0, "9.1/western-electric-1"));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn anomalies(&self, parameters: &AnomalyParameters) -> Result<Anomalies> {
        let on = self.date();
        let (from, to, settings) = (parameters.from, parameters.to, &parameters.chart);
        let (from, to, _) = Period { from, to, audit: None }.resolve(self, on)?;
        let mut answer = Anomalies {
            as_of: on,
            from,
            to,
            chart: settings.kind,
            items: Vec::new(),
            gaps: Vec::new(),
            charts: Vec::new(),
        };
        for watched in self.watched(parameters.metric.as_ref(), (from, to), settings)? {
            let metric = watched.metric;
            answer.gaps.extend(self.measurement_gaps(metric, from, to));
            if watched.points.is_empty() {
                continue;
            }
            answer.charts.push(watched.summary());
            let found = watched.excursions.iter().filter_map(|excursion| watched.anomaly(self, excursion));
            answer.items.extend(found);
        }
        answer.items.sort_by(|a, b| {
            b.at.cmp(&a.at).then_with(|| (&a.metric, a.rule, a.side).cmp(&(&b.metric, b.rule, b.side)))
        });
        answer.gaps.sort_by(|a, b| b.first.cmp(&a.first).then_with(|| a.metric.cmp(&b.metric)));
        Ok(answer)
    }

    /// The metrics of the date with their charts over a period.
    pub(super) fn watched(
        &self,
        metric: Option<&Id<Metric>>,
        period: (Date, Date),
        settings: &ChartSettings,
    ) -> Result<Vec<Watched<'a>>> {
        settings.check().map_err(|error| error.within("chart"))?;
        let isms = self.isms();
        if let Some(unknown) = metric.filter(|id| !isms.metrics().contains_key(*id)) {
            let problem = format!("there is no metric {unknown}");
            let remedy = format!("name one of {}", isms.ids(Kind::Metric).join(", "));
            return Err(Error::new(ErrorCode::UnknownReference, "metric", problem, remedy));
        }
        let answers = self.anomaly_responses();
        let asked =
            |m: &&Metric| metric.is_none_or(|id| *id == m.id) && self.date().is_within(None, m.retired_on);
        let chart = |metric: &'a Metric| {
            let answers = answers.get(metric.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            Watched::new(metric, answers, self.date(), period, settings)
        };
        Ok(isms.metrics().values().filter(asked).map(chart).collect())
    }

    /// The answers given by the date, by metric.
    pub(super) fn anomaly_responses(&self) -> HashMap<&'a str, Vec<&'a AnomalyResponse>> {
        let on = self.date();
        let mut answers: HashMap<_, Vec<_>> = HashMap::new();
        let given = |a: &&AnomalyResponse| on.is_within(Some(a.answered_on), a.retired_on);
        for answer in self.isms().anomaly_responses().values().filter(given) {
            answers.entry(answer.metric.as_str()).or_default().push(answer);
        }
        answers
    }

    fn measurement_gaps(&self, metric: &Metric, from: Date, to: Date) -> Vec<MeasurementGap> {
        let Some(cadence) = &metric.cadence else { return Vec::new() };
        let measured: Vec<Date> = seen(metric, self.date()).iter().map(day).collect();
        let gap = |gap: crate::monitoring::Missing| MeasurementGap {
            metric: metric.id.clone(),
            name: metric.name.clone(),
            owner: metric.owner.clone(),
            holders: self.holders(&metric.owner),
            first: gap.first,
            last: gap.last,
            missing: gap.days,
            rule: Rule::MeasuredAsPlanned,
            effective_on: gap.known_on,
            entities: vec![Link::to(&metric.id)],
        };
        let of_period = |gap: &crate::monitoring::Missing| gap.first <= to && from <= gap.last;
        missing(cadence, &measured, self.date()).into_iter().filter(of_period).map(gap).collect()
    }
}

/// The day of a measurement.
fn day(measurement: &Measurement) -> Date {
    measurement.at.date_naive().into()
}

/// The measurements taken by a date.
fn seen(metric: &Metric, on: Date) -> &[Measurement] {
    let count = metric.measurements.partition_point(|m| day(m) <= on);
    metric.measurements.get(..count).unwrap_or_default()
}

/// The side on which a value is not as it should be; both where nothing or everything is said.
fn guarded(metric: &Metric) -> Side {
    let said = metric.target.iter().chain(&metric.threshold).map(|target| match target.comparison {
        Comparison::AtLeast => Side::Below,
        Comparison::AtMost => Side::Above,
    });
    said.reduce(|a, b| if a == b { a } else { Side::Both }).unwrap_or(Side::Both)
}
