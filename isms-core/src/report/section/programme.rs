//! The programme as a calendar: a ring where something was due, a dot where it was done. Cramming shows as a column.

use chrono::Datelike;
use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Activity, Audit, Date};
use crate::report::parts::{Table, day, empty, named, rest, text, who};
use crate::schedule::OccurrenceState;
use crate::view::{Period, ProgrammeItem, View};

const LEFT: f64 = 190.0;
const WIDTH: f64 = 1040.0;
const ROW: f64 = 22.0;
const TOP: f64 = 26.0;
/// Days back and ahead.
const BACK: i64 = 400;
const AHEAD: i64 = 60;
/// Days ahead that count as soon.
pub(super) const SOON: i64 = 30;

/// Activities that are drawn.
const ROWS: usize = 60;

/// The days of the picture.
struct Span {
    from: Date,
    to: Date,
}

impl Span {
    fn x(&self, day: Date) -> f64 {
        LEFT + (WIDTH - LEFT - 10.0) * day.days_since(self.from) as f64 / self.to.days_since(self.from) as f64
    }
    fn holds(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
    fn months(&self) -> impl Iterator<Item = Date> {
        let days = self.to.days_since(self.from);
        (0..=days).map(|i| self.from.plus_days(i)).filter(|day| day.day() == 1)
    }
}

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let span = Span { from: view.date().plus_days(-BACK), to: view.date().plus_days(AHEAD) };
    let items = view.programme(Period::between(span.from, span.to))?.items;
    let activities: Vec<&Activity> = view.isms().activities().values().collect();
    if activities.is_empty() {
        return Ok(empty("The record has no activities."));
    }
    let height = TOP + ROW * activities.len().min(ROWS) as f64 + 8.0;
    let audits = view.isms().audits().values().filter(|audit| span.holds(audit.start));
    let today = p(span.x(view.date()));
    Ok(html! {
        p.soft {
            "A ring is a due date; a dot is evidence on the day it was done, " span.good { "in time" } " or "
            span.late { "late" } "; a " span.bad { "filled ring" } " is still owed or was missed. Bands lead up to audits."
        }
        div.scroll tabindex="0" role="group" aria-label="Calendar of the programme" {
            svg.wide viewBox=(format!("0 0 {WIDTH} {height:.0}")) role="img" {
                title { "Due dates and evidence by activity and month" }
                desc { (items.len()) " due dates of " (activities.len()) " activities" }
                @for audit in audits { (run_up(&span, audit, height)) }
                @for month in span.months() {
                    line.line x1=(p(span.x(month))) x2=(p(span.x(month))) y1=(TOP) y2=(height) {}
                    text.soft x=(p(span.x(month) + 2.0)) y="11" { (month.format("%b %y").to_string()) }
                }
                @for (i, activity) in activities.iter().take(ROWS).enumerate() {
                    (row(&span, activity, &items, TOP + ROW * (i as f64 + 0.6)))
                }
                line.edge x1=(today) x2=(today) y1=(TOP) y2=(height) { title { "this date" } }
            }
        }
        (rest(activities.len(), ROWS, "programme"))
        (soon(view)?)
    })
}

/// What falls due in the next days and is not done, the first first.
pub(super) fn due_soon(view: &View<'_>) -> Result<Vec<ProgrammeItem>> {
    let mut items = view.programme(Period::between(view.date(), view.date().plus_days(SOON)))?.items;
    items.retain(|item| !matches!(item.state, OccurrenceState::Done | OccurrenceState::DoneLate));
    items.sort_by(|a, b| (a.due, &a.activity).cmp(&(b.due, &b.activity)));
    Ok(items)
}

fn soon(view: &View<'_>) -> Result<Markup> {
    Ok(html! {
        h4 { "Due in the next " (SOON) " days" }
        (Table {
            caption: "What falls due and is not done yet",
            view: "programme",
            if_empty: "Nothing falls due.",
            columns: [text("Activity"), text("Due"), text("Grace until"), text("Owner")],
        }.of(&due_soon(view)?, |item| [
            named(&item.activity, &item.title),
            day(Some(item.due)),
            day(Some(item.grace_until)),
            who(view, &item.owner),
        ]))
    })
}

fn run_up(span: &Span, audit: &Audit, height: f64) -> Markup {
    let (start, end) = (span.x(audit.start.plus_days(-30).max(span.from)), span.x(audit.start));
    html! {
        rect.run-up x=(p(start)) y=(TOP) width=(p(end - start)) height=(height - TOP) {}
        line.audit x1=(p(end)) x2=(p(end)) y1=(TOP) y2=(height) { title { (audit.title) } }
        text.soft.end x=(p(end)) y="24" { (audit.id) }
    }
}

fn row(span: &Span, activity: &Activity, items: &[ProgrammeItem], y: f64) -> Markup {
    html! {
        text x="0" y=(p(y + 4.0)) { (activity.id) title { (activity.title) } }
        @for item in items.iter().filter(|item| item.activity == activity.id) {
            @let owed = matches!(item.state, OccurrenceState::Overdue | OccurrenceState::Missed);
            circle.due.owed[owed] cx=(p(span.x(item.due))) cy=(p(y)) r="4.5" { title { "due " (item.due) } }
            @if let Some(done) = item.done_on.filter(|day| span.holds(*day)) {
                @let late = item.state == OccurrenceState::DoneLate;
                circle.in-time[!late].after-grace[late] cx=(p(span.x(done))) cy=(p(y)) r="3" { title { "done " (done) } }
            }
        }
    }
}

/// A coordinate: a tenth of a pixel is enough, and keeps the file small.
fn p(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}
