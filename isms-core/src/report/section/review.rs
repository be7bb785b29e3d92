//! The inputs of a management review, and the reviews held.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, ids, list, named, number, plural, round, shown, state, text,
    word,
};
use crate::view::{
    ManagementReviewPack, PackEntry, PackFigure, PackInput, PackTrend, ReviewIntervalState, View,
};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<ManagementReviewPack>()?;
    Ok(html! {
        (interval(&found))
        (Table {
            caption: "Reviews held",
            view: "management_review_pack",
            if_empty: "No review was held in the period.",
            columns: [text("Review"), text("Held"), number("Attendees"), text("Minutes"), text("Decisions"), text("Inputs")],
        }.of(&found.reviews, |review| [
            named(&review.review, &review.title),
            day(Some(review.held_on)),
            shown(review.attendees.len()),
            if review.minutes { shown("yes") } else { state(Tone::Late, "none") },
            ids(&review.decisions),
            if review.missing.is_empty() { state(Tone::Good, "complete") } else {
                html! { span.late { "missing: " (review.missing.iter().map(word).collect::<Vec<_>>().join(", ")) } }
            },
        ]))
        p.soft { "The inputs for the next review, of " (found.from) " to " (found.to) " beside " (found.before_from) " to " (found.before_to) ":" }
        @for input in &found.inputs { (told(input)) }
    })
}

fn interval(found: &ManagementReviewPack) -> Markup {
    let interval = &found.interval;
    let tone = if interval.state == ReviewIntervalState::InTime { Tone::Good } else { Tone::Bad };
    html! {
        (cards([
            card(tone, word(&interval.state), format!("a review at least every {}", plural(interval.months.into(), "month"))),
            card(Tone::Plain, interval.last_held_on.map_or_else(|| "never".to_owned(), |day| day.to_string()), "held last"),
            card(Tone::Plain, interval.planned_on.map_or_else(|| "not planned".to_owned(), |day| day.to_string()), "planned next"),
        ]))
        @if interval.due.is_some() { p { "Due: " (days_late(interval.due, interval.days_overdue)) } }
    }
}

fn told(input: &PackInput) -> Markup {
    html! {
        h4 { (input.letter) ") " (word(&input.input)) }
        (Table {
            caption: "Figures beside those of the period before",
            view: "management_review_pack",
            if_empty: "No figures.",
            columns: [text("Figure"), number("Now"), number("Before"), text("Goes")],
        }.of(&input.figures, row))
        (list(&input.entries, "management_review_pack", line))
    }
}

fn row(figure: &PackFigure) -> [Markup; 4] {
    let number =
        |value: Option<f64>| html! { (round(value)) @if value.is_some() { " " span.soft { (figure.unit) } } };
    let tone = match figure.trend {
        Some(PackTrend::Better) => Tone::Good,
        Some(PackTrend::Worse) => Tone::Bad,
        _ => Tone::Plain,
    };
    [
        html! { (figure.name.replace('_', " ")) },
        number(figure.value),
        number(figure.before),
        figure.trend.as_ref().map_or_else(|| shown("–"), |trend| state(tone, word(trend))),
    ]
}

fn line(entry: &PackEntry) -> Markup {
    html! { span.id { (entry.on) } " " b { (entry.entity.id) } " " (entry.title) ": " (entry.what) }
}
