//! Whether each activity was lived all year or crammed.

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{Table, Tone, card, cards, named, number, percent, shown, state, text};
use crate::view::{ActivityContinuity, Measure, Period, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.continuity(Period::from(view.date()))?;
    // What crosses a limit comes first.
    let mut activities: Vec<&ActivityContinuity> = found.activities.iter().collect();
    activities.sort_by_key(|activity| std::cmp::Reverse(activity.figures.flags.len()));
    let flagged = activities.iter().filter(|activity| !activity.figures.flags.is_empty()).count();
    Ok(html! {
        p.soft {
            (found.from) " to " (found.to)
            @if let Some(run_up) = &found.run_up { "; the run-up to " (run_up.audit) " is " (run_up.from) " to " (run_up.to) }
        }
        (cards([
            card(Tone::Plain, percent(found.whole.coverage), "of the due dates have evidence"),
            card(Tone::Plain, percent(found.whole.punctuality), "of that in time"),
            card(Tone::late_if_any(flagged), flagged, "activities cross a limit"),
            card(Tone::late_if_any(found.unmatched.len()), found.unmatched.len(), "pieces of evidence answer no due date"),
        ]))
        (Table {
            caption: "Each activity; those that cross a limit first",
            view: "continuity",
            if_empty: "The record has no activities in this period.",
            columns: [text("Activity"), number("Coverage"), number("In time"), number("Longest silence"), number("In run-up"), text("Flags")],
        }.of(&activities, |activity| {
            let figures = &activity.figures;
            [
                named(&activity.activity, &activity.title),
                shown(percent(figures.coverage)),
                shown(percent(figures.punctuality)),
                html! { @if let Some(silence) = &figures.longest_silence { (silence.days) " d (" (format!("{:.1}", silence.ratio)) "×)" } },
                html! { @if let Some(c) = &figures.cramming { (c.in_run_up) " of " (c.in_period) } },
                flags(activity),
            ]
        }))
    })
}

fn flags(activity: &ActivityContinuity) -> Markup {
    html! {
        @if activity.figures.flags.is_empty() { (state(Tone::Good, "none")) }
        @for flag in &activity.figures.flags {
            @let bad = flag.measure == Measure::Cramming;
            div.bad[bad].late[!bad] { (flag.message) }
        }
    }
}
