//! Improvements on their way round plan, do, check and act.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, days_late, named, number, or_dash, state, text, who, word};
use crate::view::{CycleState, Pdca, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    Ok(Table {
        caption: "Each improvement with its phase, and what must hold before it is left",
        view: "pdca",
        if_empty: "The record has no improvement cycles on this date.",
        columns: [
            text("Improvement"),
            text("Owner"),
            text("Phase"),
            text("State"),
            number("Days in it"),
            text("Due"),
            text("Holds"),
            text("Must still hold"),
        ],
    }
    .of(&view.answer::<Pdca>()?.items, |item| {
        [
            html! { (named(&item.cycle, &item.title)) div.soft { (item.aim) } },
            who(view, &item.owner),
            or_dash(item.phase.as_ref().map(word)),
            state(
                match item.state {
                    CycleState::Stuck => Tone::Bad,
                    CycleState::Ready | CycleState::Running => Tone::Plain,
                    CycleState::Completed => Tone::Good,
                },
                word(&item.state),
            ),
            or_dash(item.days_in_phase),
            days_late(item.due, item.days_overdue),
            html! { @for criterion in &item.met { div.good { (criterion) } } },
            html! { @for criterion in &item.missing { div.late { (criterion) } } },
        ]
    }))
}
