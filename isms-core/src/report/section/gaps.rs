//! How each framework on record is met, and what to do first.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Framework, Id};
use crate::report::parts::{
    Table, Tone, card, cards, empty, ids, named, number, round, shown, state, text, word,
};
use crate::view::{GapParameters, RequirementState, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let frameworks: Vec<&Id<Framework>> = view.isms().frameworks().keys().collect();
    if frameworks.is_empty() {
        return Ok(empty("The record holds no framework to compare with."));
    }
    let parts = frameworks.iter().map(|id| framework(view, id)).collect::<Result<Vec<_>>>()?;
    Ok(html! { @for part in &parts { (part) } })
}

fn framework(view: &View<'_>, id: &Id<Framework>) -> Result<Markup> {
    let found = view.gaps(&GapParameters { framework: id.clone(), effort_hours: None })?;
    let counts = &found.counts;
    Ok(html! {
        h4 { (found.title) " " (found.version) }
        (cards([
            card(Tone::Plain, counts.requirements, "requirements"),
            card(Tone::Plain, counts.met, "met"),
            card(Tone::late_if_any(counts.partly_met), counts.partly_met, "met in part"),
            card(Tone::bad_if_any(counts.not_met), counts.not_met, "not met"),
            card(Tone::late_if_any(counts.not_assessed), counts.not_assessed, "not assessed"),
            card(Tone::late_if_any(counts.without_evidence), counts.without_evidence, "met without evidence in force"),
        ]))
        (Table {
            caption: "What to do first, by the risk that an hour removes",
            view: "gaps",
            if_empty: "Nothing is left to do.",
            columns: [text("Requirement"), text("State"), text("Step"), text("Controls"), text("Risks"), number("Hours"), number("Removed an hour")],
        }.of(&found.recommendations, |item| [
            named(&item.requirement, &item.title),
            state(if item.state == RequirementState::NotMet { Tone::Bad } else { Tone::Late }, word(&item.state)),
            shown(word(&item.step)),
            ids(&item.controls),
            ids(&item.risks),
            html! { (round(Some(item.effort_hours))) @if item.effort_assumed { span.soft { " assumed" } } },
            shown(round(item.removed_per_hour)),
        ]))
    })
}
