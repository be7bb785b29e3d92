//! Technologies that lose their support.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, card, cards, day, ids, number, or_dash, state, text, who, word};
use crate::view::{TechnologyState, TechnologyWatch, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<TechnologyWatch>()?;
    let unsupported = found.items.iter().filter(|item| item.state == TechnologyState::Unsupported).count();
    Ok(html! {
        (cards([
            card(Tone::Plain, found.technologies, "technologies in use"),
            card(Tone::bad_if_any(unsupported), unsupported, "without support"),
        ]))
        (Table {
            caption: "Without support, about to lose it, or advised against",
            view: "technology_watch",
            if_empty: "Every technology is supported.",
            columns: [text("Technology"), text("State"), text("Support ends"), number("Days left"), text("Owner"), text("Assets"), text("Replaced by"), text("Change")],
        }.of(&found.items, |item| [
            html! { b.id { (item.technology) } " " (item.name) " " span.soft { (item.version) } },
            state(if item.state == TechnologyState::Unsupported { Tone::Bad } else { Tone::Late }, word(&item.state)),
            day(item.support_ends_on),
            or_dash(item.days_left),
            match &item.owner { Some(owner) => who(view, owner), None => html! { span.late { "nobody" } } },
            ids(&item.assets),
            or_dash(item.replaced_by.as_ref()),
            html! {
                @if !item.changes.is_empty() { (ids(&item.changes)) }
                @if let Some(raised) = &item.raises { span.late { "to be raised: " (raised.title) } }
            },
        ]))
    })
}
