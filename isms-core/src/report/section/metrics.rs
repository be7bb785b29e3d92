//! Metrics over the last year, a value a month.

use maud::{Markup, html};

use super::objectives::sign;
use crate::error::Result;
use crate::report::parts::{Table, Tone, few, line, number, or_dash, round, shown, state, text, who};
use crate::view::{MetricSeries, Metrics, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Metrics>()?;
    let known = |item: &&MetricSeries| item.points.iter().any(|point| point.value.is_some());
    let (shown_here, without): (Vec<&MetricSeries>, Vec<&MetricSeries>) = found.items.iter().partition(known);
    let names: Vec<&str> = without.iter().map(|item| item.name.as_str()).collect();
    Ok(html! {
        (Table {
            caption: "Each metric from month to month; the dashed line is the target",
            view: "metrics",
            if_empty: "Nothing was measured in the last year.",
            columns: [text("Metric"), text("Owner"), text("The year"), number("Last"), number("Change"), number("Target"), text("State")],
        }.of(&shown_here, |item| [
            html! { b { (item.name) } br; span.soft { (item.metric) } },
            match &item.owner { Some(owner) => who(view, owner), None => html! { span.soft { "from the record" } } },
            line(&item.points.iter().map(|point| point.value).collect::<Vec<_>>(), item.target, &item.name),
            html! { (round(item.value)) " " span.soft { (item.unit) } },
            shown(item.change.map_or_else(|| "–".to_owned(), |change| format!("{}{}", if change > 0.0 { "+" } else { "" }, round(Some(change))))),
            html! { @if let (Some(target), Some(comparison)) = (item.target, item.comparison) { (sign(comparison)) " " (round(Some(target))) } @else { (or_dash(None::<&str>)) } },
            match item.met { Some(true) => state(Tone::Good, "met"), Some(false) => state(Tone::Late, "not met"), None => shown("") },
        ]))
        @if !names.is_empty() { p.soft { "Without a value in the period: " (few(&names, 16)) } }
    })
}
