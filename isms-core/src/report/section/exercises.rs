//! Exercises: when the next is due, how they go, and whether that rises or falls.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Interval, Table, Tone, day, days_late, interval, line, list, number, or_dash, percent, shown, state,
    text, word,
};
use crate::view::{ExerciseKindItem, ExerciseState, Exercises, TrendDirection, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Exercises>()?;
    let never: Vec<String> = found.never_held.iter().map(word).collect();
    Ok(html! {
        (Table {
            caption: "Each kind of exercise; the rate is of what went well, with its 95 % interval",
            view: "exercises",
            if_empty: "No exercise has been held.",
            columns: [text("Kind"), number("Held"), text("Last"), text("Next due"), text("State"), text("Planned"), number("Rate"), text("Interval"), text("One by one"), text("Trend")],
        }.of(&found.items, |item| [
            html! { b { (word(&item.kind)) } },
            shown(item.held),
            day(Some(item.last_held_on)),
            days_late(item.due, item.days_overdue),
            state(if item.state == ExerciseState::Overdue { Tone::Bad } else { Tone::Good }, word(&item.state)),
            or_dash(item.planned_on),
            shown(percent(item.rate.as_ref().map(|rate| rate.share))),
            match &item.rate {
                Some(rate) => interval(&Interval { low: rate.low, middle: rate.share, high: rate.high, claimed: None }),
                None => shown("–"),
            },
            held(item),
            trend(item),
        ]))
        @if !never.is_empty() { p.late { "Never held: " (never.join(", ")) } }
        @let late: Vec<_> = found.items.iter().flat_map(|item| &item.overdue_actions).collect();
        @if !late.is_empty() {
            h4 { "Actions late" }
            (list(&late, "exercises", |action| html! { span.late { (action.exercise) ": " (action.title) ", due " (action.due) } }))
        }
    })
}

fn held(item: &ExerciseKindItem) -> Markup {
    let rates: Vec<Option<f64>> = item.results.iter().map(|result| Some(result.rate.share)).collect();
    if rates.len() < 2 { shown("–") } else { line(&rates, None, "Rate of each exercise") }
}

fn trend(item: &ExerciseKindItem) -> Markup {
    match &item.trend {
        None => shown("–"),
        Some(trend) => {
            let tone = match trend.direction {
                TrendDirection::Rising => Tone::Good,
                TrendDirection::Falling => Tone::Bad,
                TrendDirection::Unclear => Tone::Plain,
            };
            html! { (state(tone, word(&trend.direction))) " " span.soft.id { "p = " (format!("{:.2}", trend.p_value)) } }
        }
    }
}
