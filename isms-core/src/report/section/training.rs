//! Who must take which course, and who has.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, ids, named, percent, person, shown, state, text, word,
};
use crate::view::{Training, TrainingItem, TrainingState, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Training>()?;
    let open: Vec<&TrainingItem> =
        found.items.iter().filter(|item| item.state != TrainingState::Current).collect();
    let late = found
        .items
        .iter()
        .filter(|item| matches!(item.state, TrainingState::Overdue | TrainingState::Lapsed))
        .count();
    Ok(html! {
        (cards([
            card(Tone::Plain, percent(found.share), "of those who must have taken their course"),
            card(Tone::Plain, found.required, "pairs of a person and a course"),
            card(Tone::bad_if_any(late), late, "overdue or lapsed"),
        ]))
        (Table {
            caption: "Courses not taken, lapsed, or lapsing soon",
            view: "training",
            if_empty: "Everybody who must has taken their course.",
            columns: [text("Person"), text("Course"), text("State"), text("Due"), text("Taken"), text("Because of")],
        }.of(&open, |item| [
            html! { b { (person(view, &item.person)) } },
            named(&item.course, &item.title),
            state(tone(item.state), word(&item.state)),
            days_late(item.due, item.days_overdue),
            day(item.completed_on),
            if item.roles.is_empty() { shown("assignment") } else { ids(&item.roles) },
        ]))
    })
}

fn tone(state: TrainingState) -> Tone {
    match state {
        TrainingState::Overdue | TrainingState::Lapsed => Tone::Bad,
        TrainingState::Lapsing => Tone::Late,
        TrainingState::Due => Tone::Plain,
        TrainingState::Current => Tone::Good,
    }
}
