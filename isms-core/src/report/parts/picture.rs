//! Small pictures that stand in a cell or a line.

use maud::{Markup, html};

/// A coordinate: a tenth of a pixel is enough, and keeps the file small.
pub(super) fn at(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}

/// A share of a whole as a bar; what is beyond the whole stands out.
pub(in crate::report) fn bar(part: f64, whole: f64, title: &str) -> Markup {
    const WIDTH: f64 = 120.0;
    let scale = part.max(whole).max(f64::MIN_POSITIVE);
    let (inside, end) = (WIDTH * part.min(whole).max(0.0) / scale, WIDTH * whole.max(0.0) / scale);
    html! {
        svg width="120" height="10" viewBox="0 0 120 10" role="img" {
            title { (title) }
            rect.ground width=(at(end)) height="10" rx="3" {}
            rect.bar width=(at(inside)) height="10" rx="3" {}
            @if part > whole { rect.over x=(at(end)) width=(at(WIDTH - end)) height="10" rx="3" {} }
        }
    }
}

/// An estimate of a share with its interval.
pub(in crate::report) struct Interval {
    /// The lower end.
    pub(in crate::report) low: f64,
    /// The estimate.
    pub(in crate::report) middle: f64,
    /// The upper end.
    pub(in crate::report) high: f64,
    /// What is claimed, to compare.
    pub(in crate::report) claimed: Option<f64>,
}

/// An estimate between 0 and 1: a band for the interval, a dot for the estimate, a tick for what is claimed.
pub(in crate::report) fn interval(found: &Interval) -> Markup {
    const WIDTH: f64 = 160.0;
    let x = |share: f64| at(6.0 + (WIDTH - 12.0) * share.clamp(0.0, 1.0));
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    html! {
        svg width="160" height="16" viewBox="0 0 160 16" role="img" {
            title { (percent(found.middle)) ", between " (percent(found.low)) " and " (percent(found.high)) }
            @if let Some(claimed) = found.claimed { desc { "The tick is what is claimed: " (percent(claimed)) } }
            line.line x1=(x(0.0)) x2=(x(1.0)) y1="8" y2="8" {}
            line.spread x1=(x(found.low)) x2=(x(found.high)) y1="8" y2="8" {}
            @if let Some(claimed) = found.claimed { line.tick x1=(x(claimed)) x2=(x(claimed)) y1="2" y2="14" {} }
            circle.dot cx=(x(found.middle)) cy="8" r="4" {}
        }
    }
}

/// Values one after the other as a line, a dot for the last, with the target to compare.
pub(in crate::report) fn line(values: &[Option<f64>], target: Option<f64>, title: &str) -> Markup {
    const WIDTH: f64 = 160.0;
    const HEIGHT: f64 = 34.0;
    let known: Vec<(usize, f64)> =
        values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value))).collect();
    let Some((last_at, last)) = known.last().copied() else { return html! { span.soft { "not known" } } };
    let all = || known.iter().map(|(_, value)| *value).chain(target);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    let x = |i: usize| 4.0 + (WIDTH - 8.0) * i as f64 / values.len().saturating_sub(1).max(1) as f64;
    let y = |value: f64| HEIGHT - 4.0 - (HEIGHT - 8.0) * (value - low) / span;
    let points: Vec<String> =
        known.iter().map(|(i, value)| format!("{},{}", at(x(*i)), at(y(*value)))).collect();
    html! {
        svg width="160" height="34" viewBox="0 0 160 34" role="img" {
            title { (title) }
            desc { (known.len()) " values from " (super::round(known.first().map(|first| first.1))) " to " (super::round(Some(last))) }
            @if let Some(target) = target { line.limit x1="0" x2="160" y1=(at(y(target))) y2=(at(y(target))) {} }
            polyline.curve points=(points.join(" ")) {}
            circle.dot cx=(at(x(last_at))) cy=(at(y(last))) r="3" {}
        }
    }
}
