//! Control charts.

use maud::{Markup, html};

use super::picture::at;
use super::round;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 150.0;
/// Room for the numbers at the left, and for the days below.
const LEFT: f64 = 56.0;
const BELOW: f64 = 22.0;

/// Measurements with the limits within which they should stay.
pub(in crate::report) struct ControlChart<'a> {
    /// What was measured, with its unit.
    pub(in crate::report) title: &'a str,
    /// Day, value, and whether a rule speaks there; in order of time.
    pub(in crate::report) points: Vec<(String, f64, bool)>,
    /// The centre and the limits, where there is a baseline.
    pub(in crate::report) limits: Option<[f64; 3]>,
}

/// A control chart: the measurements as a line, centre and limits across, and what breaks a rule as a filled mark.
pub(in crate::report) fn control_chart(chart: &ControlChart<'_>) -> Markup {
    let limits: &[f64] = chart.limits.as_ref().map_or(&[], |limits| limits);
    let all = || chart.points.iter().map(|point| point.1).chain(limits.iter().copied());
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    let last = chart.points.len().saturating_sub(1).max(1) as f64;
    let x = |i: usize| LEFT + (WIDTH - LEFT - 8.0) * i as f64 / last;
    let y = |value: f64| 8.0 + (HEIGHT - BELOW - 16.0) * (high - value) / span;
    let line: Vec<String> = chart
        .points
        .iter()
        .enumerate()
        .map(|(i, point)| format!("{},{}", at(x(i)), at(y(point.1))))
        .collect();
    let marked = chart.points.iter().filter(|point| point.2).count();
    html! {
        div.scroll tabindex="0" role="group" aria-label=(chart.title) {
            svg.wide viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" {
                title { (chart.title) }
                desc { (chart.points.len()) " measurements, of which " (marked) " break a rule" }
                @for (i, limit) in limits.iter().enumerate() {
                    line class=(if i == 0 { "edge" } else { "limit" }) x1=(at(LEFT)) x2=(at(WIDTH - 8.0)) y1=(at(y(*limit))) y2=(at(y(*limit))) {}
                    text.soft.end x=(at(LEFT - 8.0)) y=(at(y(*limit) + 4.0)) { (round(Some(*limit))) }
                }
                polyline.curve points=(line.join(" ")) {}
                @for (i, (day, value, breaks)) in chart.points.iter().enumerate().filter(|(_, point)| point.2 || chart.points.len() <= 60) {
                    circle.owed[*breaks].dot[!*breaks] cx=(at(x(i))) cy=(at(y(*value))) r=(if *breaks { "4.5" } else { "2" }) {
                        title { (day) ": " (round(Some(*value))) }
                    }
                }
                @if let Some((first, ..)) = chart.points.first() { text.soft x=(at(LEFT)) y=(at(HEIGHT - 4.0)) { (first) } }
                @if let Some((last, ..)) = chart.points.last() { text.soft.end x=(at(WIDTH - 8.0)) y=(at(HEIGHT - 4.0)) { (last) } }
            }
        }
    }
}
