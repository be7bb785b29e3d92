//! Incidents, their times, whom to tell, and the analyses of the severe ones.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{IncidentSeverity, IncidentStage};
use crate::report::parts::{
    Table, Tone, card, cards, day, days_late, instant, named, number, percent, round, shown, state, text,
    who, word,
};
use crate::view::{
    IncidentItem, IncidentReviewState, IncidentReviews, Incidents, NotificationItem, NotificationState,
    NotificationsDue, View,
};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Incidents>()?;
    Ok(html! {
        (cards([
            card(Tone::Plain, found.items.len(), "incidents on record"),
            card(Tone::late_if_any(found.open), found.open, "open"),
            card(Tone::bad_if_any(found.overdue), found.overdue, "past the time set for a stage"),
        ]))
        (times(&found))
        h4 { "One by one" }
        (Table {
            caption: "Each incident; what is open comes first",
            view: "incidents",
            if_empty: "The record has no incidents on this date.",
            columns: [text("Incident"), text("Severity"), text("Owner"), text("Stage"), text("Detected"), number("Contained in h"), number("Recovered in h"), number("Days open")],
        }.of(&found.items, |item| row(view, item)))
        h4 { "Whom to tell" }
        (told(view)?)
        h4 { "Root causes" }
        (analysed(view)?)
    })
}

fn times(found: &Incidents) -> Markup {
    Table {
        caption: "Hours from one stage to another: the median of those that reached it, with its interval",
        view: "incidents",
        if_empty: "There are no times yet.",
        columns: [
            text("Time to"),
            number("Incidents"),
            number("Median"),
            number("From"),
            number("To"),
            number("Confidence"),
            number("Waiting"),
        ],
    }
    .of(&found.times, |time| {
        [
            html! { b { (word(&time.part)) } },
            shown(time.incidents),
            shown(round(time.median_hours)),
            shown(round(time.low_hours)),
            shown(round(time.high_hours)),
            shown(percent(time.confidence)),
            shown(time.waiting),
        ]
    })
}

fn row(view: &View<'_>, item: &IncidentItem) -> [Markup; 8] {
    let severe = item.severity >= Some(IncidentSeverity::High);
    [
        named(&item.incident, &item.title),
        item.severity.as_ref().map_or_else(
            || shown("–"),
            |severity| state(if severe { Tone::Bad } else { Tone::Plain }, word(severity)),
        ),
        who(view, &item.owner),
        state(
            if item.overdue {
                Tone::Bad
            } else if item.stage == IncidentStage::Closed {
                Tone::Good
            } else {
                Tone::Late
            },
            word(&item.stage),
        ),
        instant(Some(item.detected_at)),
        shown(round(item.hours_to_contain)),
        shown(round(item.hours_to_recover)),
        shown(item.days_open.map_or_else(String::new, |days| days.to_string())),
    ]
}

fn told(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<NotificationsDue>()?;
    let open = |item: &&NotificationItem| {
        !matches!(item.state, NotificationState::Sent | NotificationState::NotStarted)
    };
    let open: Vec<&NotificationItem> = found.items.iter().filter(open).collect();
    Ok(Table {
        caption: "Notices missed, due or late, the strictest of an incident first",
        view: "notifications_due",
        if_empty: "Everybody was told in time.",
        columns: [
            text("Incident"),
            text("Whom"),
            text("Notice"),
            text("By obligation"),
            text("Deadline (UTC)"),
            text("Sent (UTC)"),
            text("State"),
        ],
    }
    .of(&open, |item| {
        [
            html! { b.id { (item.incident) } },
            shown(&item.recipient),
            shown(&item.stage),
            html! { (item.obligation) " " span.soft { (item.source) } },
            instant(item.deadline),
            instant(item.sent_at),
            state(
                match item.state {
                    NotificationState::Missed => Tone::Bad,
                    NotificationState::Due | NotificationState::Late => Tone::Late,
                    _ => Tone::Plain,
                },
                word(&item.state),
            ),
        ]
    }))
}

fn analysed(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<IncidentReviews>()?;
    Ok(Table {
        caption: "Severe incidents, and whether their root cause was found in time",
        view: "incident_reviews",
        if_empty: "No severe incident calls for an analysis.",
        columns: [
            text("Incident"),
            text("Severity"),
            text("Recovered"),
            text("Due"),
            text("State"),
            text("Causes"),
        ],
    }
    .of(&found.items, |item| {
        [
            named(&item.incident, &item.title),
            item.severity.as_ref().map_or_else(|| shown("–"), |severity| shown(word(severity))),
            day(item.recovered_on),
            days_late(item.due, item.days_overdue),
            state(
                match item.state {
                    IncidentReviewState::Overdue => Tone::Bad,
                    IncidentReviewState::Due => Tone::Plain,
                    IncidentReviewState::DoneLate => Tone::Late,
                    IncidentReviewState::Done => Tone::Good,
                },
                word(&item.state),
            ),
            shown(item.causes.join("; ")),
        ]
    }))
}
