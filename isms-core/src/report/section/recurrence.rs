//! Causes that led to another incident once one before was closed.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, ids, number, plural, shown, state, text, word};
use crate::view::{Recurrence, RecurrenceState, RecurrenceStep, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Recurrence>()?;
    Ok(html! {
        p.soft { (plural(found.analysed as u64, "incident")) " analysed." }
        (Table {
            caption: "Each cause that came again, with its trail",
            view: "recurrence",
            if_empty: "No cause has come again.",
            columns: [text("Cause"), text("State"), number("Times again"), text("Trail")],
        }.of(&found.items, |item| [
            html! { b { (item.cause) } },
            state(if item.state == RecurrenceState::Elsewhere { Tone::Late } else { Tone::Bad }, word(&item.state)),
            shown(item.times_again),
            html! { @for step in &item.trail { (trail(step)) } },
        ]))
    })
}

fn trail(step: &RecurrenceStep) -> Markup {
    html! { div {
        span.id { (step.detected_on) } " " b { (step.incident) } " " (step.title) " " span.soft { "on " (ids(&step.assets)) ", against " (ids(&step.controls)) }
        @if let Some(days) = step.days_after_close { " " span.late { (plural(days.unsigned_abs(), "day")) " after the one before was closed" } }
    } }
}
