//! What was learned, and what is left to do of it.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, links, list, named, state, text, who, word,
};
use crate::view::{LessonState, Lessons, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Lessons>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, found.closed_incidents, "incidents closed"),
            card(Tone::bad_if_any(found.unlearned.len()), found.unlearned.len(), "closed without a lesson or a reason"),
        ]))
        (list(&found.unlearned, "lessons", |item| html! {
            span.late { (named(&item.incident, &item.title)) ", closed " (item.closed_on) }
        }))
        (Table {
            caption: "Each lesson and what it improves",
            view: "lessons",
            if_empty: "The record has no lessons on this date.",
            columns: [text("Lesson"), text("Learned"), text("From"), text("Improves"), text("State"), text("Left to do")],
        }.of(&found.items, |item| [
            named(&item.lesson, &item.title),
            day(Some(item.learned_on)),
            links(&item.from),
            links(&item.improves),
            state(match item.state {
                LessonState::Overdue => Tone::Bad,
                LessonState::Open => Tone::Plain,
                LessonState::Settled => Tone::Good,
            }, word(&item.state)),
            html! { @for action in &item.open_actions { div { (action.title) " – " (days_late(action.due, action.days_overdue)) " " (who(view, &action.owner)) } } },
        ]))
    })
}
