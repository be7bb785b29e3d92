//! Metrics as series over time: those of the record and those computed from it (clause 9.1).

mod builtin;
mod steps;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::period::Period;
use super::{Rule, View};
use crate::error::Result;
use crate::model::{BuiltinMetric, Comparison, Date, Id, Link, Metric, Operand, Person, Role, Target};

use builtin::Series;
pub use steps::MetricStep;
use steps::{Steps, steps};

/// Which time, and in which steps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricParameters {
    /// The first day; a year before the last if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; the date of the view if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// What one value is of; a month if absent.
    #[serde(default)]
    pub step: MetricStep,
}

/// The metrics of a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Metrics {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What one value is of.
    pub step: MetricStep,
    /// Each metric: those whose last value misses the target first, then those computed from the record in their order,
    /// then those of the record by id.
    pub items: Vec<MetricSeries>,
}

/// A metric over a period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MetricSeries {
    /// Its id in the record, or its name if it is computed from the record itself.
    pub metric: String,
    /// Where its values come from.
    pub source: MetricSource,
    /// What it is called.
    pub name: String,
    /// The unit of its values.
    pub unit: String,
    /// How it is computed: its expression, or the formula in words.
    pub formula: String,
    /// Who answers for it.
    pub owner: Option<Id<Role>>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How its value should compare with the target.
    pub comparison: Option<Comparison>,
    /// The target.
    pub target: Option<f64>,
    /// Its values, the first step first; steps that lie ahead are left out.
    pub points: Vec<MetricPoint>,
    /// The last value there is.
    pub value: Option<f64>,
    /// Whether that meets the target.
    pub met: Option<bool>,
    /// The last value less the first one there is.
    pub change: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The last day of the step of the last value; of the period if there is none.
    pub effective_on: Date,
    /// The metric, and what was counted or measured.
    pub entities: Vec<Link>,
}

/// Where the values of a metric come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricSource {
    /// From the record itself.
    Builtin,
    /// From measurements: the last one of each step.
    Measured,
    /// From an expression over other metrics.
    Computed,
}

/// A value of a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct MetricPoint {
    /// First day of the step.
    pub from: Date,
    /// Last day, no later than the end of the period or the date looked at.
    pub to: Date,
    /// The value; none where there is nothing to compute it from.
    pub value: Option<f64>,
    /// Whether it meets the target; none without one.
    pub met: Option<bool>,
}

impl View<'_> {
    /// Every metric over a period, a value a month, quarter or year: those computed from the record itself (see
    /// [`BuiltinMetric`] for their formulas), the last measurement of each step of those that are measured, and the
    /// expressions over both.
    ///
    /// What is counted on a day is counted on the last of the step. Work of the programme counts by its due date, as it
    /// is known on the date looked at. An expression takes the values of its own step.
    ///
    /// Errors: a period that ends before it begins.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"},
    ///   "roles": [{"id": "CISO", "name": "Security officer"}],
    ///   "metrics": [{"id": "PER-DAY", "name": "Incidents a day", "purpose": "How often?", "unit": "a day",
    ///     "owner": "CISO", "expression": "incidents / 30"}],
    ///   "incidents": [{"id": "INC-1", "title": "Lost key", "owner": "CISO",
    ///     "timeline": [{"stage": "detected", "at": "2026-04-03T09:00:00Z"}]}]}"#;
    /// let parameters = serde_json::json!({"from": "2026-04-01", "to": "2026-04-30"});
    /// let answer = Isms::from_json(text)?.as_of("2026-05-01".parse()?).ask("metrics", &parameters)?;
    /// let last = answer["items"].as_array().unwrap().last().unwrap();
    /// assert_eq!((&last["metric"], &last["value"]), (&"PER-DAY".into(), &(1.0 / 30.0).into()));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn metrics(&self, parameters: &MetricParameters) -> Result<Metrics> {
        let on = self.date();
        let (from, to) = (parameters.from, parameters.to);
        let (from, to, _) = Period { from, to, audit: None }.resolve(self, on)?;
        let steps = steps(from, to.min(on), parameters.step);
        let builtin = self.builtin_series(&steps);
        let mut items: Vec<_> =
            builtin.iter().map(|(metric, series)| of_record(*metric, series, &steps, to)).collect();
        items.extend(self.own_series(&builtin, &steps, to)?);
        // A stable sort: within each of the two groups the order stays.
        items.sort_by_key(|item| item.met != Some(false));
        Ok(Metrics { as_of: on, from, to, step: parameters.step, items })
    }

    /// The metrics of the record, by id.
    fn own_series(
        &self,
        builtin: &[(BuiltinMetric, Series)],
        steps: &Steps,
        end: Date,
    ) -> Result<Vec<MetricSeries>> {
        let metrics = self.isms().metrics();
        let from_record: HashMap<BuiltinMetric, &Series> =
            builtin.iter().map(|(m, series)| (*m, series)).collect();
        let mut values: HashMap<&str, Vec<Option<f64>>> = HashMap::new();
        for metric in self.isms().metrics_in_order(metrics.values())? {
            let of_step = |i: usize| match &metric.expression {
                None => self.measured(metric, steps, i),
                Some(expression) => expression.evaluate(|operand| match operand {
                    Operand::Builtin(name) => *from_record.get(name)?.values.get(i)?,
                    Operand::Metric(id) => *values.get(id.as_str())?.get(i)?,
                }),
            };
            let series = (0..steps.len()).map(of_step).collect();
            values.insert(metric.id.as_str(), series);
        }
        let live = metrics.values().filter(|metric| self.date().is_within(None, metric.retired_on));
        let series = |metric: &Metric| {
            let values = values.remove(metric.id.as_str()).unwrap_or_default();
            self.own(metric, &values, steps, end)
        };
        Ok(live.map(series).collect())
    }

    /// The last measurement of a step.
    fn measured(&self, metric: &Metric, steps: &Steps, i: usize) -> Option<f64> {
        let (from, to) = steps.get(i).copied()?;
        let last = metric.measurement_on(to)?;
        (from <= Date::from(last.at.date_naive())).then_some(last.value)
    }

    fn own(&self, metric: &Metric, values: &[Option<f64>], steps: &Steps, end: Date) -> MetricSeries {
        let computed = metric.expression.as_ref();
        let from = computed.into_iter().flat_map(|expression| expression.metrics()).map(Link::to);
        let mut entities: Vec<Link> = std::iter::once(Link::to(&metric.id)).chain(from).collect();
        entities.extend(metric.measures.iter().cloned());
        let figures = Figures::new(values, steps, metric.target.as_ref(), end);
        MetricSeries {
            metric: metric.id.as_str().to_owned(),
            source: if computed.is_some() { MetricSource::Computed } else { MetricSource::Measured },
            name: metric.name.clone(),
            unit: metric.unit.clone(),
            formula: computed.map_or_else(|| metric.formula.clone(), ToString::to_string),
            owner: Some(metric.owner.clone()),
            holders: self.holders(&metric.owner),
            comparison: metric.target.as_ref().map(|target| target.comparison),
            target: metric.target.as_ref().map(|target| target.value),
            points: figures.points,
            value: figures.value,
            met: figures.met,
            change: figures.change,
            rule: Rule::PerformanceMeasured,
            effective_on: figures.last,
            entities,
        }
    }
}

fn of_record(metric: BuiltinMetric, series: &Series, steps: &Steps, end: Date) -> MetricSeries {
    let figures = Figures::new(&series.values, steps, None, end);
    MetricSeries {
        metric: metric.name().to_owned(),
        source: MetricSource::Builtin,
        name: metric.title().to_owned(),
        unit: metric.unit().to_owned(),
        formula: metric.formula().to_owned(),
        owner: None,
        holders: Vec::new(),
        comparison: None,
        target: None,
        points: figures.points,
        value: figures.value,
        met: figures.met,
        change: figures.change,
        rule: Rule::PerformanceMeasured,
        effective_on: figures.last,
        entities: series.entities.clone(),
    }
}

/// The values of a series against its target.
struct Figures {
    points: Vec<MetricPoint>,
    value: Option<f64>,
    met: Option<bool>,
    change: Option<f64>,
    last: Date,
}

impl Figures {
    fn new(values: &[Option<f64>], steps: &Steps, target: Option<&Target>, end: Date) -> Self {
        let met = |value: Option<f64>| value.zip(target).map(|(value, target)| target.is_met_by(value));
        let point = |((from, to), value): (&(Date, Date), &Option<f64>)| MetricPoint {
            from: *from,
            to: *to,
            value: *value,
            met: met(*value),
        };
        let points: Vec<_> = steps.iter().zip(values).map(point).collect();
        let there = || points.iter().filter_map(|point| Some((point.to, point.value?)));
        let (first, last) = (there().next(), there().next_back());
        Self {
            value: last.map(|(_, value)| value),
            met: met(last.map(|(_, value)| value)),
            change: last.zip(first).map(|((_, last), (_, first))| last - first),
            last: last.map_or(end, |(day, _)| day),
            points,
        }
    }
}
