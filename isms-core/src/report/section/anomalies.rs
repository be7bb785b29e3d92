//! Measurements that do not behave as those before: control charts, and the answers that were given.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Date, Metric};
use crate::report::parts::{
    ControlChart, Table, Tone, card, cards, control_chart, days_late, instant, list, named, number, person,
    rest, round, shown, state, text, who, word,
};
use crate::view::{Anomalies, Anomaly, AnswerState, MetricChart, Unanswered, View};

/// Charts that are drawn, of the metrics with the latest anomalies.
const CHARTS: usize = 6;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Anomalies>()?;
    let answers = view.answer::<Unanswered>()?;
    let broken = |chart: &&MetricChart| found.items.iter().any(|item| item.metric == chart.metric);
    let charts: Vec<&MetricChart> = found.charts.iter().filter(broken).collect();
    Ok(html! {
        p.soft { (found.from) " to " (found.to) ", rules of " (word(&found.chart)) }
        (cards([
            card(Tone::Plain, found.charts.len(), "metrics measured"),
            card(Tone::late_if_any(found.items.len()), found.items.len(), "stretches that break a rule"),
            card(Tone::bad_if_any(answers.unanswered), answers.unanswered, "anomalies without an answer"),
            card(Tone::late_if_any(found.gaps.len()), found.gaps.len(), "stretches without the measurements planned"),
        ]))
        @for chart in charts.iter().take(CHARTS) { (drawn(view, &found, chart)) }
        (rest(charts.len(), CHARTS, "anomalies"))
        h4 { "Answers" }
        (answered(view, &answers))
        @if !found.gaps.is_empty() {
            h4 { "Missing measurements" }
            (list(&found.gaps, "anomalies", |gap| html! {
                (gap.name) ": " (gap.missing) " missing, " (gap.first) @if gap.last != gap.first { " to " (gap.last) }
            }))
        }
    })
}

/// The measurements of the period, with the limits of the metric's baseline.
fn drawn(view: &View<'_>, found: &Anomalies, chart: &MetricChart) -> Markup {
    let Some(metric) = view.isms().metrics().get(&chart.metric) else { return html! {} };
    let broken: Vec<&Anomaly> = found.items.iter().filter(|item| item.metric == chart.metric).collect();
    let limits = match (chart.centre, chart.lower_limit, chart.upper_limit) {
        (Some(centre), Some(lower), Some(upper)) => Some([centre, lower, upper]),
        _ => None,
    };
    html! {
        h4 { (metric.name) " " span.soft { (metric.unit) } }
        (control_chart(&ControlChart { title: &metric.name, points: points(metric, found.from, found.to, &broken), limits }))
        (list(&broken, "anomalies", |item| html! {
            (instant(Some(item.at))) ": " b { (round(Some(item.value))) } " strays " (word(&item.side)) ". " span.soft { (item.rule.text()) }
        }))
    }
}

fn points(metric: &Metric, from: Date, to: Date, broken: &[&Anomaly]) -> Vec<(String, f64, bool)> {
    let mut measured: Vec<_> =
        metric.measurements.iter().filter(|m| (from..=to).contains(&Date::from(m.at.date_naive()))).collect();
    measured.sort_by_key(|m| m.at);
    let breaks = |at| broken.iter().any(|item| item.run.iter().any(|point| point.at == at));
    measured.iter().map(|m| (m.at.format("%Y-%m-%d").to_string(), m.value, breaks(m.at))).collect()
}

fn answered(view: &View<'_>, found: &Unanswered) -> Markup {
    Table {
        caption: "Each anomaly and what was answered",
        view: "unanswered",
        if_empty: "There was nothing to answer.",
        columns: [
            text("Metric"),
            text("When"),
            number("Value"),
            text("Owner"),
            text("State"),
            text("Due"),
            text("Answer"),
        ],
    }
    .of(&found.items, |item| {
        [
            named(&item.metric, &item.name),
            instant(Some(item.at)),
            shown(round(Some(item.value))),
            who(view, &item.owner),
            state(
                match item.state {
                    AnswerState::Overdue => Tone::Bad,
                    AnswerState::Open | AnswerState::AnsweredLate => Tone::Late,
                    AnswerState::Answered => Tone::Good,
                },
                word(&item.state),
            ),
            days_late(item.due, item.days_overdue),
            html! {
                @if let Some(by) = &item.by { (person(view, by)) ": " }
                @if let Some(finding) = &item.finding { "finding " (finding) ". " }
                @if item.actions > 0 { (item.actions) " actions, " (item.open_actions) " open. " }
                @if let Some(reason) = &item.dismissed_because { (reason) }
            },
        ]
    })
}
