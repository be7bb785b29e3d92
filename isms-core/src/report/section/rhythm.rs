//! Whether the system is run all year or crammed before the audit, in one look: what was due and done by month.

use chrono::{Datelike, Months};
use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Audit, Date};
use crate::report::parts::{Tone, percent, plural, state};
use crate::view::{Measure, Period, View};

/// Months that are shown, that of the date the last.
const MONTHS: u32 = 13;
/// Crammed activities that are named.
const NAMED: usize = 3;
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 230.0;
/// Room for the names of the months.
const BELOW: f64 = 34.0;

/// A month of the programme.
struct Month {
    first: Date,
    due: usize,
    done: usize,
}

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let months = months(view)?;
    let found = view.continuity(Period::from(view.date()))?;
    let crammed: Vec<_> = found
        .activities
        .iter()
        .filter(|activity| activity.figures.flags.iter().any(|flag| flag.measure == Measure::Cramming))
        .filter_map(|activity| activity.figures.cramming.as_ref().map(|figure| (activity, figure)))
        .collect();
    let inside =
        |audit: &&Audit| months.first().is_some_and(|m| m.first <= audit.start) && audit.start <= view.date();
    let audits: Vec<&Audit> = view.isms().audits().values().filter(inside).collect();
    let tone = Tone::bad_if_any(crammed.len());
    let verdict = match crammed.len() {
        0 => "nothing crammed".to_owned(),
        count => format!("{count} crammed before the audit"),
    };
    Ok(html! {
        p.headline {
            b { (percent(found.whole.coverage)) }
            span { "of " (plural(found.whole.due as u64, "due date")) " of the year were answered, "
                (percent(found.whole.punctuality)) " of them in time" }
        }
        p { (state(tone, verdict)) }
        ul.lines { @for (activity, found) in crammed.iter().take(NAMED) { li {
            span { b { (activity.activity) } " " (activity.title) }
            span.n { (found.in_run_up) " of " (found.in_period) }
        } } }
        (picture(&months, &audits))
        p.more { "A frame is what fell due in a month, a bar what was done in it; lines are audits." }
        p { a href="#continuity" { "Each activity" } }
    })
}

fn months(view: &View<'_>) -> Result<Vec<Month>> {
    let this = view.date().plus_days(-i64::from(view.date().day0()));
    let firsts: Vec<Date> = (0..MONTHS)
        .rev()
        .filter_map(|back| this.checked_sub_months(Months::new(back)))
        .map(Date::from)
        .collect();
    let from = firsts.first().copied().unwrap_or(this);
    let items = view.programme(Period::between(from, view.date()))?.items;
    let same = |a: Date, b: Date| a.format("%Y-%m").to_string() == b.format("%Y-%m").to_string();
    Ok(firsts
        .into_iter()
        .map(|first| Month {
            first,
            due: items.iter().filter(|item| same(item.due, first)).count(),
            done: items.iter().filter(|item| item.done_on.is_some_and(|done| same(done, first))).count(),
        })
        .collect())
}

fn picture(months: &[Month], audits: &[&Audit]) -> Markup {
    let most = months.iter().map(|month| month.due.max(month.done)).max().unwrap_or_default().max(1) as f64;
    let step = WIDTH / months.len().max(1) as f64;
    let tall = |count: usize| (HEIGHT - BELOW - 16.0) * count as f64 / most;
    let floor = HEIGHT - BELOW;
    let one = |x: f64| format!("{x:.1}");
    let position = |day: Date| {
        let at = months.iter().rposition(|month| month.first <= day).unwrap_or_default() as f64;
        step * (at + f64::from(day.day0()) / 31.0)
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label="Due dates and evidence by month" {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" {
                title { "Due dates and evidence by month" }
                desc { @for month in months { (month.first.format("%b %Y").to_string()) ": " (month.due) " due, " (month.done) " done. " } }
                @for (i, month) in months.iter().enumerate() {
                    @let x = step * i as f64;
                    rect.bar x=(one(x + 6.0)) width=(one(step - 12.0)) y=(one(floor - tall(month.done))) height=(one(tall(month.done))) rx="2" {}
                    rect.due x=(one(x + 3.0)) width=(one(step - 6.0)) y=(one(floor - tall(month.due))) height=(one(tall(month.due))) rx="3" {}
                    text.soft.middle x=(one(x + step / 2.0)) y=(one(floor + 14.0)) { (month.first.format("%b").to_string()) }
                    @if i == 0 || month.first.format("%m").to_string() == "01" {
                        text.soft.middle x=(one(x + step / 2.0)) y=(one(floor + 28.0)) { (month.first.format("%Y").to_string()) }
                    }
                }
                line.line x1="0" x2=(WIDTH) y1=(one(floor)) y2=(one(floor)) {}
                @for audit in audits {
                    line.audit x1=(one(position(audit.start))) x2=(one(position(audit.start))) y1="0" y2=(one(floor)) { title { (audit.id) " " (audit.title) } }
                }
            }
        }
    }
}
