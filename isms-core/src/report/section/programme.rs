//! The programme as a calendar: a ring where something was due, a dot where it was done. Cramming shows as a column.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Date;
use crate::report::parts::empty;
use crate::schedule::OccurrenceState;
use crate::view::{Period, View};

const LEFT: f64 = 190.0;
const WIDTH: f64 = 1040.0;
const ROW: f64 = 22.0;
const TOP: f64 = 26.0;
/// Days back and ahead.
const BACK: i64 = 400;
const AHEAD: i64 = 60;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let (from, to) = (view.date().plus_days(-BACK), view.date().plus_days(AHEAD));
    let items = view.programme(Period::between(from, to))?.items;
    let activities: Vec<_> = view.isms().activities().values().collect();
    let x =
        |day: Date| LEFT + (WIDTH - LEFT - 10.0) * day.days_since(from) as f64 / to.days_since(from) as f64;
    let height = TOP + ROW * activities.len() as f64 + 8.0;
    let inside = |day: Date| from <= day && day <= to;
    let months: Vec<Date> = (0..=BACK + AHEAD)
        .map(|i| from.plus_days(i))
        .filter(|day| day.format("%d").to_string() == "01")
        .collect();
    let audits: Vec<_> = view.isms().audits().values().filter(|audit| inside(audit.start)).collect();
    Ok(html! {
            @if activities.is_empty() { (empty("The record has no activities.")) } @else {
                p.soft { "A ring is a due date; a dot is evidence on the day it was done, " span.good { "in time" } " or "
                    span.late { "late" } "; a " span.bad { "filled ring" } " is still owed or was missed. Bands lead up to audits." }
                div.scroll tabindex="0" role="group" aria-label="Calendar of the programme" { svg.wide viewBox=(format!("0 0 {WIDTH} {height:.0}")) role="img" aria-labelledby="calendar-picture" {
                    title #calendar-picture { "Due dates and evidence by activity and month" }
                    desc { (items.len()) " due dates of " (activities.len()) " activities" }
                    @for audit in &audits {
                        @let (start, end) = (x(audit.start.plus_days(-30).max(from)), x(audit.start));
                        rect.run-up x=(p(start)) y=(TOP) width=(p(end - start)) height=(height - TOP) {}
                        line.audit x1=(p(end)) x2=(p(end)) y1=(TOP) y2=(height) { title { (audit.title) } }
                        text x=(p(end)) y="24" text-anchor="end" class="soft" { (audit.id) }
                    }
                    @for month in &months {
                        line.line x1=(p(x(*month))) x2=(p(x(*month))) y1=(TOP) y2=(height) {}
                        text x=(p(x(*month) + 2.0)) y="11" class="soft" { (month.format("%b %y").to_string()) }
                    }
                    @for (row, activity) in activities.iter().enumerate() {
                        @let y = TOP + ROW * (row as f64 + 0.6);
                        text x="0" y=(p(y + 4.0)) { (activity.id) title { (activity.title) } }
                        @for item in items.iter().filter(|item| item.activity == activity.id) {
                            @let owed = matches!(item.state, OccurrenceState::Overdue | OccurrenceState::Missed);
                            circle.due.owed[owed] cx=(p(x(item.due))) cy=(p(y)) r="4.5" { title { "due " (item.due) } }
                            @if let Some(done) = item.done_on.filter(|day| inside(*day)) {
                                @let late = item.state == OccurrenceState::DoneLate;
                                circle.in-time[!late].after-grace[late] cx=(p(x(done))) cy=(p(y)) r="3" { title { "done " (done) } }
                            }
                        }
                    }
                    line.edge x1=(p(x(view.date()))) x2=(p(x(view.date()))) y1=(TOP) y2=(height) { title { "this date" } }
                } }
            }
    })
}

/// A coordinate: a tenth of a pixel is enough, and keeps the file small.
fn p(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}
