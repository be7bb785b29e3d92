//! Pictures of losses: exceedance curves against the appetite, what makes them up, and how the mean settles.

use maud::{Markup, PreEscaped, html};

use super::picture::at;
use super::round;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 320.0;
/// Room for the numbers at the left and below.
const LEFT: f64 = 64.0;
const BELOW: f64 = 40.0;
const ABOVE: f64 = 10.0;
const RIGHT: f64 = 28.0;

const EXCEEDANCE: &str = "The probability that a year costs more than an amount";

/// An exceedance curve.
pub(in crate::report) struct Curve<'a> {
    /// What it is of.
    pub(in crate::report) name: &'a str,
    /// Loss, probability of losing more, and the ends of its interval; by loss.
    pub(in crate::report) points: Vec<[f64; 4]>,
}

/// A place on an axis of powers of ten.
struct Logarithmic {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Logarithmic {
    /// Around numbers above 0, to whole powers of ten.
    fn around(numbers: impl Iterator<Item = f64>, from: f64, to: f64) -> Option<Self> {
        let logarithms = numbers.filter(|number| *number > 0.0).map(f64::log10);
        let (low, high) = logarithms
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), of| (low.min(of), high.max(of)));
        let (low, high) = (low.floor(), high.ceil());
        low.is_finite().then_some(Self { low, high: if high > low { high } else { low + 1.0 }, from, to })
    }
    fn at(&self, number: f64) -> f64 {
        let share = (number.max(f64::MIN_POSITIVE).log10() - self.low) / (self.high - self.low);
        self.from + (self.to - self.from) * share.clamp(0.0, 1.0)
    }
    fn powers(&self) -> impl Iterator<Item = f64> + use<> {
        (self.low as i32..=self.high as i32).map(|power| 10_f64.powi(power))
    }
}

/// Exceedance curves that can be looked at from side to side, see [`exceedance_picture`].
pub(in crate::report) fn exceedance(
    curves: &[Curve<'_>],
    tolerance: &[(f64, f64)],
    currency: &str,
) -> Markup {
    match exceedance_picture(curves, tolerance, currency, None) {
        Some(picture) => html! { div.scroll tabindex="0" role="group" aria-label=(EXCEEDANCE) { (picture) } },
        None => super::empty("No year loses anything."),
    }
}

/// Exceedance curves, the last one with its interval as a band, and the points of the tolerance as steps: both axes
/// logarithmic, as losses and probabilities range over powers of ten. Nothing where no year loses anything.
///
/// `style` goes into the picture, for one that stands alone.
pub(in crate::report) fn exceedance_picture(
    curves: &[Curve<'_>],
    tolerance: &[(f64, f64)],
    currency: &str,
    style: Option<PreEscaped<&str>>,
) -> Option<Markup> {
    let losses = curves.iter().flat_map(|curve| curve.points.iter().map(|point| point[0]));
    let losses = losses.chain(tolerance.iter().map(|point| point.0));
    let shares = curves.iter().flat_map(|curve| curve.points.iter().map(|point| point[1]));
    let shares = shares.chain(tolerance.iter().map(|point| point.1)).chain([1.0]);
    let x = Logarithmic::around(losses, LEFT, WIDTH - RIGHT)?;
    let y = Logarithmic::around(shares.filter(|share| *share >= 1e-4), HEIGHT - BELOW, ABOVE)?;
    let place = |loss: f64, share: f64| format!("{},{}", at(x.at(loss)), at(y.at(share)));
    let line = |points: &[[f64; 4]]| {
        let above = points.iter().filter(|point| point[1] > 0.0);
        above.map(|point| place(point[0], point[1])).collect::<Vec<_>>().join(" ")
    };
    let band = curves.last().map(|curve| {
        let upper = curve.points.iter().map(|point| place(point[0], point[3]));
        let lower = curve.points.iter().rev().map(|point| place(point[0], point[2]));
        upper.chain(lower).collect::<Vec<_>>().join(" ")
    });
    Some(html! {
            svg.wide xmlns=[style.map(|_| "http://www.w3.org/2000/svg")] viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" {
                @if let Some(style) = style { style { (style) } }
                title { (EXCEEDANCE) }
                desc { "Loss a year in " (currency) " to the right, probability upwards, both by powers of ten; the band is the 95 % interval of " (curves.last().map_or("", |curve| curve.name)) ", the marks are what is tolerated." }
                @for power in x.powers() {
                    line.line x1=(at(x.at(power))) x2=(at(x.at(power))) y1=(at(ABOVE)) y2=(at(HEIGHT - BELOW)) {}
                    text.soft.middle x=(at(x.at(power))) y=(at(HEIGHT - BELOW + 16.0)) { (amount(power)) }
                }
                @for power in y.powers() {
                    line.line x1=(at(LEFT)) x2=(at(WIDTH - RIGHT)) y1=(at(y.at(power))) y2=(at(y.at(power))) {}
                    text.soft.end x=(at(LEFT - 8.0)) y=(at(y.at(power) + 4.0)) { (percentage(power)) }
                }
                @if let Some(band) = band { polygon.band points=(band) {} }
                @for (i, curve) in curves.iter().enumerate() {
                    polyline.curve.faint[i + 1 < curves.len()] points=(line(&curve.points)) { title { (curve.name) } }
                    // Each name lower than the one before, as curves may lie close together.
                    @let share = 10_f64.powf(-0.4 - 0.7 * i as f64);
                    @if let Some(named) = curve.points.iter().find(|point| point[1] <= share) {
                        text.soft x=(at(x.at(named[0]) + 8.0)) y=(at(y.at(named[1]))) { (curve.name) }
                    }
                }
                @for (loss, share) in tolerance {
                    circle.owed cx=(at(x.at(*loss))) cy=(at(y.at(*share))) r="4.5" {
                        title { "Tolerated: more than " (amount(*loss)) " in " (percentage(*share)) " of years" }
                    }
                }
                text.soft.middle x=(at((LEFT + WIDTH) / 2.0)) y=(at(HEIGHT - 6.0)) { "Loss in a year, " (currency) }
            }
    })
}

/// Parts of a whole as bars, the largest first: the mean filled, the tail as an outline behind it.
pub(in crate::report) fn tornado(parts: &[(&str, f64, f64)], title: &str) -> Markup {
    const ROW: f64 = 22.0;
    const NAMES: f64 = 150.0;
    const NUMBERS: f64 = 150.0;
    let most = parts.iter().map(|(_, mean, tail)| mean.max(*tail)).fold(f64::MIN_POSITIVE, f64::max);
    let wide = |value: f64| at((WIDTH - NAMES - NUMBERS) * (value / most).clamp(0.0, 1.0));
    let height = ROW * parts.len() as f64 + 4.0;
    html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            svg.wide viewBox=(format!("0 0 {WIDTH} {height}")) role="img" {
                title { (title) }
                desc { "Filled: the mean year. Behind it: the worst years." }
                @for (i, (name, mean, tail)) in parts.iter().enumerate() {
                    @let top = ROW * i as f64 + 4.0;
                    text.end x=(at(NAMES - 8.0)) y=(at(top + 12.0)) { (name) }
                    rect.ground x=(at(NAMES)) y=(at(top)) width=(wide(*tail)) height="14" rx="3" {}
                    rect.bar x=(at(NAMES)) y=(at(top + 3.0)) width=(wide(*mean)) height="8" rx="2" {}
                    text.soft.end x=(at(WIDTH - 4.0)) y=(at(top + 12.0)) { (round(Some(*mean))) " / " (round(Some(*tail))) }
                }
            }
        }
    }
}

/// How a mean settles: trials, mean and standard error; the band is its 95 % interval.
pub(in crate::report) fn convergence(points: &[(u64, f64, f64)]) -> Markup {
    const LOW: f64 = 140.0;
    /// Standard errors to either side that hold 95 % of a normal distribution.
    const SPREAD: f64 = 1.96;
    let Some((trials, mean, _)) = points.last().copied() else {
        return super::empty("Nothing was simulated.");
    };
    let ends = || points.iter().flat_map(|(_, mean, error)| [mean - SPREAD * error, mean + SPREAD * error]);
    let (low, high) = (ends().fold(mean, f64::min), ends().fold(mean, f64::max));
    let span = if high > low { high - low } else { 1.0 };
    let x = |done: u64| LEFT + (WIDTH - LEFT - RIGHT) * done as f64 / trials as f64;
    let y = |value: f64| 8.0 + (LOW - BELOW) * (high - value) / span;
    let place = |(done, value): (u64, f64)| format!("{},{}", at(x(done)), at(y(value)));
    let upper = points.iter().map(|(done, mean, error)| place((*done, mean + SPREAD * error)));
    let lower = points.iter().rev().map(|(done, mean, error)| place((*done, mean - SPREAD * error)));
    let line: Vec<String> = points.iter().map(|(done, mean, _)| place((*done, *mean))).collect();
    let title = "The mean loss of a year as more years are simulated";
    html! {
        div.scroll tabindex="0" role="group" aria-label=(title) {
            svg.wide viewBox=(format!("0 0 {WIDTH} {LOW}")) role="img" {
                title { (title) }
                desc { "It ends at " (round(Some(mean))) " after " (trials) " years; the band is the 95 % interval." }
                polygon.band points=(upper.chain(lower).collect::<Vec<_>>().join(" ")) {}
                polyline.curve points=(line.join(" ")) {}
                @for value in [low, mean, high] {
                    text.soft.end x=(at(LEFT - 8.0)) y=(at(y(value) + 4.0)) { (round(Some(value))) }
                }
                text.soft.end x=(at(WIDTH - RIGHT)) y=(at(LOW - 8.0)) { (trials) " years" }
            }
        }
    }
}

/// A power of ten of money, in few characters.
fn amount(value: f64) -> String {
    match value {
        value if value >= 1e9 => format!("{} bn", value / 1e9),
        value if value >= 1e6 => format!("{} m", value / 1e6),
        value if value >= 1e3 => format!("{} k", value / 1e3),
        value => format!("{value}"),
    }
}

fn percentage(share: f64) -> String {
    // To the hundredth, or what is left of it after the point.
    let hundredths = (share * 1e4).round() / 100.0;
    format!("{hundredths} %")
}
