//! Campaigns: whom they reached, and whether they are still about how things are.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, bar, card, cards, day, few, named, percent, person, state, text, who, word,
};
use crate::view::{Awareness, AwarenessState, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Awareness>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, percent(found.share), "of the people were reached in the last year"),
            card(Tone::Plain, found.people, "people"),
        ]))
        (Table {
            caption: "Each campaign",
            view: "awareness",
            if_empty: "The record has no campaigns on this date.",
            columns: [text("Campaign"), text("Owner"), text("From"), text("State"), text("Reached"), text("Not reached"), text("Changed since")],
        }.of(&found.items, |item| [
            named(&item.campaign, &item.title),
            who(view, &item.owner),
            day(Some(item.from)),
            state(if item.state == AwarenessState::ToBeRefreshed { Tone::Late } else { Tone::Plain }, word(&item.state)),
            html! { (bar(item.reached as f64, item.audience as f64, "reached")) span.soft { (item.reached) " of " (item.audience) } },
            few(&item.not_reached.iter().map(|id| person(view, id)).collect::<Vec<_>>(), 6),
            html! { @for change in &item.changes { div { (change.on) " " (change.entity.id) ": " (change.what) } } },
        ]))
    })
}
