//! Findings by step and age.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::FindingGrade;
use crate::report::parts::{
    Table, Tone, card, cards, days_late, named, number, or_dash, shown, state, text, who, word,
};
use crate::view::{FindingItem, Findings, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Findings>()?;
    let stuck = found.items.iter().filter(|item| item.stuck).count();
    Ok(html! {
        (cards([
            card(Tone::late_if_any(found.open), found.open, "open"),
            card(Tone::bad_if_any(found.overdue), found.overdue, "overdue"),
            card(Tone::bad_if_any(stuck), stuck, "stuck in a step"),
        ]))
        (Table {
            caption: "Open findings by grade and days since they were raised",
            view: "findings",
            if_empty: "There are no grades.",
            columns: [text("Grade"), number("Open"), number("Up to 30"), number("31 to 90"), number("91 to 180"), number("Over 180")],
        }.of(&found.ages, |age| [
            html! { b { (word(&age.grade)) } },
            shown(age.open), shown(age.up_to_30), shown(age.from_31_to_90), shown(age.from_91_to_180),
            html! { span.bad[age.over_180 > 0] { (age.over_180) } },
        ]))
        h4 { "One by one" }
        (Table {
            caption: "Each finding with its step and the next one",
            view: "findings",
            if_empty: "No finding has been raised.",
            columns: [text("Finding"), text("Grade"), text("Owner"), text("Step"), text("Next"), text("Due"), number("Age in days"), text("Remarks")],
        }.of(&found.items, |item| [
            named(&item.finding, &item.title),
            state(grade(item.grade), word(&item.grade)),
            who(view, &item.owner),
            or_dash(item.step.as_ref().map(word)),
            or_dash(item.next_step.as_ref().map(word)),
            days_late(item.due, item.days_overdue),
            shown(item.age_days),
            remarks(item),
        ]))
    })
}

fn remarks(item: &FindingItem) -> Markup {
    html! {
        @if item.stuck { div.late { "in this step for " (item.days_in_step.unwrap_or_default()) " days" } }
        @if item.reopened > 0 { div.late { "reopened " (item.reopened) " ×" } }
        @for concern in &item.concerns { div.late { (concern.message) } }
    }
}

/// What a grade means.
pub(super) fn grade(grade: FindingGrade) -> Tone {
    match grade {
        FindingGrade::Major => Tone::Bad,
        FindingGrade::Minor => Tone::Late,
        FindingGrade::Opportunity => Tone::Plain,
    }
}
