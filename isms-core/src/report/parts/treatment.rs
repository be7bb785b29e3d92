//! Pictures of treatment options: how little loss each budget can buy, and what is done when.

use maud::{Markup, html};

use super::picture::at;
use super::round;

const WIDTH: f64 = 860.0;
/// Room for the numbers or names at the left, and at the right.
const LEFT: f64 = 84.0;
const RIGHT: f64 = 28.0;

/// A portfolio of the frontier.
pub(in crate::report) struct FrontierMark {
    /// What it costs.
    pub(in crate::report) cost: f64,
    /// What it leaves.
    pub(in crate::report) loss: f64,
    /// What it holds.
    pub(in crate::report) title: String,
    /// Whether it is the one that is looked at.
    pub(in crate::report) chosen: bool,
    /// Of each point of the tolerance, whether it is kept.
    pub(in crate::report) kept: Vec<bool>,
}

/// The loss that each budget leaves, with a mark for each portfolio; below it, from which budget on each point of the
/// tolerance is kept.
pub(in crate::report) fn frontier(marks: &[FrontierMark], tolerance: &[String], currency: &str) -> Markup {
    const FLOOR: f64 = 250.0;
    const ROW: f64 = 30.0;
    let title = "The loss that each budget leaves";
    let dearest = marks.iter().map(|mark| mark.cost).fold(f64::MIN_POSITIVE, f64::max);
    let most = marks.iter().map(|mark| mark.loss).fold(f64::MIN_POSITIVE, f64::max);
    let x = |cost: f64| LEFT + (WIDTH - LEFT - RIGHT) * cost / dearest;
    let y = |loss: f64| FLOOR - (FLOOR - 14.0) * loss / most;
    let line: Vec<String> =
        marks.iter().map(|mark| format!("{},{}", at(x(mark.cost)), at(y(mark.loss)))).collect();
    let height = FLOOR + 44.0 + ROW * tolerance.len() as f64;
    // Each portfolio stands up to the cost of the next.
    let ends = marks.iter().skip(1).map(|next| next.cost).chain([dearest]);
    let stretches: Vec<(f64, f64, &FrontierMark)> =
        marks.iter().zip(ends).map(|(mark, end)| (x(mark.cost), x(end), mark)).collect();
    html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            svg.wide viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
                title { (title) }
                desc { "Cost in " (currency) " to the right, loss upwards, both over the horizon; a mark is a portfolio that no cheaper one is as good as." }
                @for loss in ticks(most) {
                    line.line x1=(at(LEFT)) x2=(at(WIDTH - RIGHT)) y1=(at(y(loss))) y2=(at(y(loss))) {}
                    text.soft.end x=(at(LEFT - 8.0)) y=(at(y(loss) + 4.0)) { (round(Some(loss))) }
                }
                @for cost in ticks(dearest) {
                    text.soft.middle x=(at(x(cost))) y=(at(FLOOR + 18.0)) { (round(Some(cost))) }
                }
                polyline.curve points=(line.join(" ")) {}
                @for mark in marks {
                    circle.owed[mark.chosen].dot[!mark.chosen] cx=(at(x(mark.cost))) cy=(at(y(mark.loss))) r=(if mark.chosen { "6" } else { "3.5" }) {
                        title { (round(Some(mark.cost.round()))) " leaves " (round(Some(mark.loss.round()))) ": " (mark.title) }
                    }
                }
                text.soft.middle x=(at((LEFT + WIDTH) / 2.0)) y=(at(FLOOR + 34.0)) { "Cost over the horizon, " (currency) }
                @for (point, name) in tolerance.iter().enumerate() {
                    @let top = FLOOR + 44.0 + ROW * point as f64;
                    @for (from, to, mark) in &stretches {
                        @let kept = mark.kept.get(point).copied().unwrap_or_default();
                        rect.in-time[kept].owed[!kept] x=(at(*from)) y=(at(top + 16.0)) width=(at((to - from).max(1.0))) height="6" { title { (name) } }
                    }
                    text.soft x=(at(LEFT)) y=(at(top + 12.0)) { (name) }
                }
            }
        }
    }
}

/// Round numbers from 0 up to the most, some few of them.
fn ticks(most: f64) -> Vec<f64> {
    let power = 10_f64.powf((most / 5.0).log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|step| most / step <= 6.0);
    let step = step.unwrap_or(most);
    (0..=6).map(|tick| f64::from(tick) * step).take_while(|tick| *tick <= most).collect()
}

/// Something that is done over some quarters.
pub(in crate::report) struct RoadmapRow {
    /// What.
    pub(in crate::report) name: String,
    /// More of it.
    pub(in crate::report) title: String,
    /// Quarters after the first in which it starts and is in effect; a part of one is a share.
    pub(in crate::report) start: f64,
    /// From when it is in effect.
    pub(in crate::report) in_effect: f64,
}

/// Hours of somebody in each quarter: what there is, where that is stated, and what is asked.
pub(in crate::report) struct HoursRow {
    /// Whose.
    pub(in crate::report) name: String,
    /// Hours that there are, and hours asked.
    pub(in crate::report) quarters: Vec<(Option<f64>, f64)>,
}

/// What is done in which quarter, and below it the hours that it takes against those that there are.
pub(in crate::report) fn roadmap(quarters: &[String], rows: &[RoadmapRow], hours: &[HoursRow]) -> Markup {
    const ROW: f64 = 24.0;
    const NAMES: f64 = 236.0;
    const HEAD: f64 = 24.0;
    let title = "What is done in which quarter, and the hours it takes";
    let step = (WIDTH - NAMES - 8.0) / quarters.len().max(1) as f64;
    let x = |quarter: f64| NAMES + step * quarter.min(quarters.len() as f64);
    let top_of_hours = HEAD + ROW * rows.len() as f64 + 26.0;
    let height = top_of_hours + ROW * hours.len() as f64 + 4.0;
    let share = |(there, asked): &(Option<f64>, f64)| {
        let there = there.unwrap_or(*asked);
        if there > 0.0 { (asked / there).min(1.0) } else { f64::from(u8::from(*asked > 0.0)) }
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            svg.wide viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
                title { (title) }
                desc { "A full bar is the work until it is in effect, a faint one the time in effect." }
                @for (i, quarter) in quarters.iter().enumerate() {
                    line.line x1=(at(x(i as f64))) x2=(at(x(i as f64))) y1="4" y2=(at(height - 4.0)) {}
                    text.soft x=(at(x(i as f64) + 4.0)) y="15" { (quarter) }
                }
                @for (i, row) in rows.iter().enumerate() {
                    @let top = HEAD + ROW * i as f64;
                    text.end x=(at(NAMES - 8.0)) y=(at(top + 14.0)) { (row.name) title { (row.title) } }
                    rect.band x=(at(x(row.start))) y=(at(top + 3.0)) width=(at(x(f64::INFINITY) - x(row.start))) height="14" rx="3" { title { (row.title) } }
                    rect.bar x=(at(x(row.start))) y=(at(top + 3.0)) width=(at((x(row.in_effect) - x(row.start)).max(3.0))) height="14" rx="3" { title { (row.title) } }
                }
                text.soft x="0" y=(at(top_of_hours - 8.0)) { "Hours asked of those there are" }
                @for (i, row) in hours.iter().enumerate() {
                    @let top = top_of_hours + ROW * i as f64;
                    text.end x=(at(NAMES - 8.0)) y=(at(top + 14.0)) { (row.name) }
                    @for (quarter, hours) in row.quarters.iter().enumerate() {
                        @let over = hours.0.is_some_and(|there| hours.1 > there + 1e-6);
                        @let wide = step - 8.0;
                        rect.ground x=(at(x(quarter as f64) + 3.0)) y=(at(top + 15.0)) width=(at(wide)) height="4" rx="2" {}
                        rect.over[over].bar[!over] x=(at(x(quarter as f64) + 3.0)) y=(at(top + 15.0)) width=(at(wide * share(hours))) height="4" rx="2" {}
                        text.soft x=(at(x(quarter as f64) + 4.0)) y=(at(top + 11.0)) {
                            (format!("{:.0}", hours.1)) @if let Some(there) = hours.0 { "/" (format!("{there:.0}")) }
                        }
                    }
                }
            }
        }
    }
}
