//! What an auditor would raise, today and on the day of the audit.

use maud::{Markup, html};

use super::findings::grade;
use crate::error::Result;
use crate::model::FindingGrade;
use crate::report::parts::{Table, Tone, card, cards, day, links, number, or_dash, shown, state, text, word};
use crate::view::{Readiness, ReadinessCounts, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Readiness>()?;
    let columns = [
        ("today", Some(found.today)),
        ("at the audit, if nothing more is done", found.if_nothing_is_done),
        ("at the audit, if all that is planned is done", found.if_planned_is_done),
    ];
    let columns: Vec<_> = columns.into_iter().filter_map(|(when, counts)| Some((when, counts?))).collect();
    Ok(html! {
        (now(found.today))
        @if let Some((audit, day)) = found.audit.as_ref().zip(found.audit_on) { p.soft { "Looking ahead to " (audit) " on " (day) "." } }
        (Table {
            caption: "How many would be raised, by grade",
            view: "readiness",
            if_empty: "Nothing would be raised.",
            columns: [text("When"), number("Major"), number("Minor"), number("Opportunity")],
        }.of(&columns, |(when, counts)| [
            html! { (when) }, shown(counts.major), shown(counts.minor), shown(counts.opportunity),
        ]))
        h4 { "One by one" }
        (Table {
            caption: "What would be raised, with its remedy",
            view: "readiness",
            if_empty: "Nothing would be raised.",
            columns: [text("Requirement"), text("Grade"), text("About"), text("What is wrong"), text("Remedy"), text("Since"), text("If planned is done")],
        }.of(&found.items, |item| [
            html! { b { (item.requirement) } },
            state(grade(item.grade), word(&item.grade)),
            links(item.about.as_slice()),
            html! { (item.message) },
            html! { (item.remedy) },
            day(Some(item.effective_on)),
            or_dash(item.if_planned_is_done.as_ref().map(word)),
        ]))
    })
}

/// Majors and minors of today, in one look.
pub(in crate::report) fn outlook(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Readiness>()?;
    let majors = found.items.iter().filter(|item| item.today == Some(FindingGrade::Major));
    let first: Vec<_> = majors.take(3).collect();
    Ok(html! {
        (now(found.today))
        ul.lines { @for item in first {
            li { span { b { (links(item.about.as_slice())) } " " (item.message) } span.n { (item.requirement) } }
        } }
        p { a href="#readiness" { "Everything that would be raised, and what to do" } }
    })
}

fn now(counts: ReadinessCounts) -> Markup {
    cards([
        card(Tone::bad_if_any(counts.major), counts.major, "major"),
        card(Tone::late_if_any(counts.minor), counts.minor, "minor"),
        card(Tone::Plain, counts.opportunity, "to improve"),
    ])
}
