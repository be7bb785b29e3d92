//! What the programme leaves out: tasks, clauses, controls, holders and hours.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, day, links, shown, state, text, word};
use crate::view::{ProgrammeGaps, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<ProgrammeGaps>()?;
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for item in &found.items {
        *kinds.entry(word(&item.gap)).or_default() += 1;
    }
    Ok(html! {
        @if !kinds.is_empty() {
            p { @for (kind, count) in &kinds { (state(Tone::Late, format!("{count} × {kind}"))) " " } }
        }
        (Table {
            caption: "What is not planned, or cannot be kept as planned",
            view: "programme_gaps",
            if_empty: "The programme covers everything it should.",
            columns: [text("About"), text("Kind"), text("What is missing"), text("Since"), text("Names")],
        }.of(&found.items, |item| [
            html! { b { (item.subject.replace('_', " ")) } },
            shown(word(&item.gap)),
            shown(&item.message),
            day(Some(item.effective_on)),
            links(&item.entities),
        ]))
    })
}
