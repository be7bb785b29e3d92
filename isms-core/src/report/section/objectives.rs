//! Objectives: met, at risk or missed, and whether what led to them has changed.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Comparison;
use crate::report::parts::{Table, Tone, day, ids, named, number, round, shown, state, text, who, word};
use crate::view::{ObjectiveItem, ObjectiveState, Objectives, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Objectives>()?;
    Ok(Table {
        caption: "Each objective with its target and what was measured last",
        view: "objectives",
        if_empty: "The record has no objectives on this date.",
        columns: [
            text("Objective"),
            text("Owner"),
            text("State"),
            number("Target"),
            number("Measured"),
            text("On"),
            text("Due"),
            text("Serves"),
            text("Remarks"),
        ],
    }
    .of(&found.items, |item| {
        [
            named(&item.objective, &item.title),
            who(view, &item.owner),
            state(tone(item.state), word(&item.state)),
            html! { (sign(item.comparison)) " " (round(Some(item.target))) " " (item.unit) },
            shown(round(item.value)),
            day(item.measured_on),
            day(Some(item.due)),
            ids(&item.serves),
            remarks(item),
        ]
    }))
}

fn remarks(item: &ObjectiveItem) -> Markup {
    html! {
        @for concern in &item.concerns { div.late { (concern.message) } }
        @for cause in &item.changed_causes { div.soft { (cause.on) " " (cause.entity.id) ": " (cause.what) } }
    }
}

/// A comparison as a sign.
pub(super) fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "≥",
        Comparison::AtMost => "≤",
    }
}

fn tone(state: ObjectiveState) -> Tone {
    match state {
        ObjectiveState::Missed => Tone::Bad,
        ObjectiveState::NotEvaluated
        | ObjectiveState::AtRisk
        | ObjectiveState::NotMeasured
        | ObjectiveState::MetLate => Tone::Late,
        ObjectiveState::OnTrack | ObjectiveState::Met => Tone::Good,
    }
}
