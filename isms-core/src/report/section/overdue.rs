//! Every duty past its day.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, day, named, number, shown, text, who, word};
use crate::view::{Overdue, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    Ok(Table {
        caption: "Every duty past its day, longest first",
        view: "overdue",
        if_empty: "Nothing is overdue.",
        columns: [
            text("What"),
            text("Kind"),
            text("Owner"),
            text("Due"),
            number("Days late"),
            number("Times missed"),
        ],
    }
    .of(&view.answer::<Overdue>()?.items, |item| {
        [
            named(&item.id, &item.title),
            shown(word(&item.duty)),
            who(view, &item.owner),
            day(Some(item.due)),
            html! { span.bad { (item.days_overdue) } },
            shown(item.times),
        ]
    }))
}
