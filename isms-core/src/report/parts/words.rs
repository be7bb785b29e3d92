//! Words, numbers and states, as people read them.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use serde::Serialize;

use crate::model::{Date, Id, Link, Person, Role};
use crate::view::View;

/// What is not known or not there.
const NONE: &str = "–";

/// Whether something is as it should be. It colours what words say already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Tone {
    /// As it should be.
    Good,
    /// To be looked at.
    Late,
    /// Not as it should be.
    Bad,
    /// Neither.
    Plain,
}

impl Tone {
    /// The class of the style sheet.
    pub(in crate::report) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Late => "late",
            Self::Bad => "bad",
            Self::Plain => "plain",
        }
    }

    /// Bad where there are any, else good.
    pub(in crate::report) fn bad_if_any(count: usize) -> Self {
        if count > 0 { Self::Bad } else { Self::Good }
    }

    /// To be looked at where there are any, else good.
    pub(in crate::report) fn late_if_any(count: usize) -> Self {
        if count > 0 { Self::Late } else { Self::Good }
    }
}

/// A word of the record's vocabulary as people write it: `not_begun` is "not begun".
pub(in crate::report) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => NONE.to_owned(),
    }
}

/// How something stands: in words, and coloured.
pub(in crate::report) fn state(tone: Tone, words: impl Display) -> Markup {
    html! { span class={ "state " (tone.class()) } { (maud::display(words)) } }
}

/// Anything that can be shown.
pub(in crate::report) fn shown(value: impl Display) -> Markup {
    html! { (maud::display(value)) }
}

/// What is there, or a dash.
pub(in crate::report) fn or_dash(value: Option<impl Display>) -> Markup {
    value.map_or_else(|| shown(NONE), shown)
}

/// A day, or a dash.
pub(in crate::report) fn day(day: Option<Date>) -> Markup {
    html! { span.id { (or_dash(day)) } }
}

/// An instant to the minute, in UTC.
pub(in crate::report) fn instant(at: Option<DateTime<Utc>>) -> Markup {
    html! { span.id { (or_dash(at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()))) } }
}

/// A day, and how many days it is past.
pub(in crate::report) fn days_late(due: impl Into<Option<Date>>, days: i64) -> Markup {
    html! { (day(due.into())) @if days > 0 { " " span.bad.id { (plural(days.unsigned_abs(), "day")) " late" } } }
}

/// A share. A small one has a place more, so that it does not look like none.
pub(in crate::report) fn percent(share: Option<f64>) -> String {
    match share {
        None => NONE.to_owned(),
        Some(share) if 0.0 < share && share < 0.01 => format!("{:.1} %", 100.0 * share),
        Some(share) => format!("{:.0} %", 100.0 * share),
    }
}

/// A number with no more places than it needs: none from a hundred on, one from one on, else two.
pub(in crate::report) fn round(value: Option<f64>) -> String {
    let Some(value) = value else { return NONE.to_owned() };
    let size = value.abs();
    let digits = if size.fract() == 0.0 || size >= 100.0 {
        grouped(size)
    } else {
        format!("{size:.*}", if size >= 1.0 { 1 } else { 2 })
    };
    let negative = value < 0.0 && digits.contains(|digit: char| ('1'..='9').contains(&digit));
    if negative { format!("−{digits}") } else { digits }
}

/// A whole number with its thousands set apart.
fn grouped(size: f64) -> String {
    let digits = format!("{size:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun.
pub(in crate::report) fn plural(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if count == 1 => format!("1 {noun}"),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        _ => format!("{count} {noun}s"),
    }
}

/// An id and what it names.
pub(in crate::report) fn named(id: impl Display, title: impl Display) -> Markup {
    html! { b.id { (maud::display(id)) } " " (maud::display(title)) }
}

/// A person by name.
pub(in crate::report) fn person<'a>(view: &'a View<'_>, id: &'a Id<Person>) -> &'a str {
    view.isms().people().get(id).map_or(id.as_str(), |person| person.name.as_str())
}

/// A role by its name, and who holds it on the date.
pub(in crate::report) fn who(view: &View<'_>, id: &Id<Role>) -> Markup {
    let Some(role) = view.isms().roles().get(id) else { return shown(id) };
    let holders: Vec<&str> = role.holders_on(view.date()).map(|holder| person(view, holder)).collect();
    html! {
        (role.name) " "
        @if holders.is_empty() { span.late { "(nobody)" } } @else { span.soft { "(" (holders.join(", ")) ")" } }
    }
}

/// Names that a cell shows before it only counts.
const FEW: usize = 4;

/// Ids, a few of them.
pub(in crate::report) fn ids<T>(ids: &[Id<T>]) -> Markup {
    few(ids, FEW)
}

/// What links name, a few of them.
pub(in crate::report) fn links(links: &[Link]) -> Markup {
    few(&links.iter().map(|link| &link.id).collect::<Vec<_>>(), FEW)
}

/// Names one after the other; beyond the most that are wanted they are counted.
pub(in crate::report) fn few(names: &[impl Display], most: usize) -> Markup {
    html! {
        @if names.is_empty() { (NONE) }
        @for (i, name) in names.iter().take(most).enumerate() { @if i > 0 { ", " } span.id { (maud::display(name)) } }
        @if names.len() > most { span.soft { " and " (names.len() - most) " more" } }
    }
}

/// Words where there is nothing to show.
pub(in crate::report) fn empty(words: &str) -> Markup {
    html! { p.empty { (words) } }
}

/// A figure and what it counts.
pub(in crate::report) fn card(tone: Tone, figure: impl Display, words: impl Display) -> Markup {
    html! { li class=(tone.class()) { b { (maud::display(figure)) } span { (maud::display(words)) } } }
}

/// Figures side by side.
pub(in crate::report) fn cards<const N: usize>(figures: [Markup; N]) -> Markup {
    html! { ul.cards { @for figure in figures { (figure) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_places_they_need() {
        for (value, text) in [
            (0.256, "0.26"),
            (12.34, "12.3"),
            (1_234_567.8, "1\u{202f}234\u{202f}568"),
            (-1200.0, "−1\u{202f}200"),
            (-3.9, "−3.9"),
            (-0.001, "0.00"),
            (3.0, "3"),
        ] {
            assert_eq!(round(Some(value)), text);
        }
        assert_eq!(round(None), "–");
    }

    #[test]
    fn words_are_those_of_the_record() {
        assert_eq!(word(&crate::view::ImplementationStatus::NotBegun), "not begun");
        assert_eq!(
            [plural(1, "day"), plural(2, "day"), plural(0, "activity")],
            ["1 day", "2 days", "0 activities"]
        );
    }
}
