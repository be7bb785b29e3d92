//! Quantiles of gamma and beta distributions by interpolation: Hermite's polynomials of the fifth degree, as of Hörmann
//! and Leydold, *Continuous random variate generation by fast numerical inversion* (2003), on cells that shrink with the
//! share beyond them, so that both tails keep their digits.

use super::hermite::hermite;
use crate::schedule::incomplete::{ln_beta, ln_gamma, lower_beta, lower_gamma, upper_gamma};
use crate::schedule::{Beta, Gamma};

/// The lowest share of a table is 2^−17; beyond, one value in 65,536, quantiles are solved for.
const OCTAVES: i32 = 17;
const LOWEST: f64 = f64::from_bits(lowest_bits());
/// Cells of a halving of the share: 2⁴, and more for shapes whose quantile bends more.
const LEAST_CELL_BITS: u32 = 4;
/// Steps after which a boundary is taken as it stands; from the one before two or three do.
const MOST_STEPS: u32 = 60;

/// A distribution whose quantiles are interpolated.
#[derive(Debug, Clone)]
pub(super) struct InverseTable {
    law: Tabled,
    cell_bits: u32,
    /// Coefficients of each cell in the distance of the share beyond from its start: those of the lower half, by the share
    /// below, and as many of the upper one, by the share above.
    cells: Vec<[f64; 6]>,
}

/// What is tabled: a gamma distribution of rate 1, or a beta distribution.
#[derive(Debug, Clone, Copy)]
enum Tabled {
    Gamma(Gamma),
    Beta(Beta),
}

/// The share beyond a point, its slope there, and the slope of the logarithm of the density.
struct Local {
    share: f64,
    slope: f64,
    bend: f64,
}

impl InverseTable {
    /// Of a gamma distribution with rate 1.
    pub(super) fn gamma(shape: f64) -> Self {
        let law = Gamma { shape, rate: 1.0 };
        let scale = ln_gamma(shape);
        let at = |x: f64, share: f64, sign: f64| {
            let density = ((shape - 1.0) * x.ln() - x - scale).exp();
            Local { share, slope: sign * density, bend: (shape - 1.0) / x - 1.0 }
        };
        let middle = law.quantile(0.5);
        let bits = cell_bits(shape);
        let mut cells = half(bits, (middle, f64::INFINITY), |x| at(x, lower_gamma(shape, x, scale), 1.0));
        cells.extend(half(bits, (middle, f64::INFINITY), |x| at(x, upper_gamma(shape, x, scale), -1.0)));
        Self { law: Tabled::Gamma(law), cell_bits: bits, cells }
    }

    /// Of a beta distribution between 0 and 1.
    pub(super) fn beta(alpha: f64, beta: f64) -> Self {
        let (law, mirror) = (Beta { alpha, beta }, Beta { alpha: beta, beta: alpha });
        let bits = cell_bits(alpha.min(beta));
        let scale = ln_beta(alpha, beta);
        // Of a distribution and the side of it that is tabled.
        let at = |law: Beta, x: f64, sign: f64| {
            let (a, b, y) = (law.alpha, law.beta, 1.0 - x);
            let density = ((a - 1.0) * x.ln() + (b - 1.0) * y.ln() - scale).exp();
            let share = if sign > 0.0 {
                lower_beta((a, b), (x, y), scale)
            } else {
                lower_beta((b, a), (y, x), scale)
            };
            Local { share, slope: sign * density, bend: (a - 1.0) / x - (b - 1.0) / y }
        };
        let middle = law.quantile(0.5);
        let mut cells = half(bits, (middle, 1.0), |x| at(law, x, 1.0));
        // Digits are kept where values are small: from 1 down where most of them lie near 1.
        if middle > 0.5 {
            let from_one = half(bits, (mirror.quantile(0.5), 1.0), |x| at(mirror, x, 1.0));
            cells.extend(from_one.into_iter().map(|[a, rest @ ..]| {
                let [b, c, d, e, f] = rest.map(|coefficient| -coefficient);
                [1.0 - a, b, c, d, e, f]
            }));
        } else {
            cells.extend(half(bits, (middle, 1.0), |x| at(law, x, -1.0)));
        }
        Self { law: Tabled::Beta(law), cell_bits: bits, cells }
    }

    /// The quantile at a share of `p`, above 0 and below 1.
    #[inline]
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let above = 1.0 - p;
        let beyond = if p < above { p } else { above };
        let offset = beyond.to_bits().wrapping_sub(lowest_bits());
        let shift = 52 - self.cell_bits;
        let half = self.cells.len() / 2;
        // One half itself is the end of the last cell.
        let place = ((offset >> shift) as usize).min(half - 1);
        let start = f64::from_bits(lowest_bits() + ((place as u64) << shift));
        let upper = if p < above { 0 } else { half };
        match self.cells.get(place + upper) {
            Some([a, b, c, d, e, f]) if beyond >= LOWEST => {
                let t = beyond - start;
                a + t * (b + t * (c + t * (d + t * (e + t * f))))
            }
            _ => self.law.quantile(p),
        }
    }
}

impl Tabled {
    #[cold]
    #[inline(never)]
    fn quantile(self, p: f64) -> f64 {
        match self {
            Self::Gamma(law) => law.quantile(p),
            Self::Beta(law) => law.quantile(p),
        }
    }
}

/// Near its end a quantile goes with the power 1 ÷ shape of the share. The sixth derivative, which is the error of the
/// fifth degree, grows with no more than the sixth power of that, relative to the quantile.
fn cell_bits(shape: f64) -> u32 {
    let finer = (0.5 / shape).log2().max(0.0);
    LEAST_CELL_BITS + finer.ceil() as u32
}

/// The cells of a half: the point at each share from ½ down, from the one before, between 0 and a bound; `local` tells of
/// the share beyond a point.
fn half(cell_bits: u32, (middle, bound): (f64, f64), local: impl Fn(f64) -> Local) -> Vec<[f64; 6]> {
    let count = (OCTAVES as usize - 1) << cell_bits;
    let boundary = |i: usize| f64::from_bits(lowest_bits() + ((i as u64) << (52 - cell_bits)));
    let mut cells = vec![[0.0; 6]; count];
    let mut x = middle;
    let mut end = derivatives(x, &local);
    for (i, cell) in cells.iter_mut().enumerate().rev() {
        let (from, to) = (boundary(i), boundary(i + 1));
        let width = to - from;
        let [_, slope, bend] = end;
        let expected = x - width * slope + width * width * bend / 2.0;
        let near = within(expected, x, bound);
        x = solve(from, near, bound, &local);
        let start = derivatives(x, &local);
        *cell = hermite(width, start, end);
        end = start;
    }
    cells
}

/// The bits of the lowest share of a table.
const fn lowest_bits() -> u64 {
    (1023 - OCTAVES as u64) << 52
}

/// The point, and its first two derivatives with respect to the share beyond it.
fn derivatives(x: f64, local: impl Fn(f64) -> Local) -> [f64; 3] {
    let Local { slope, bend, .. } = local(x);
    [x, 1.0 / slope, -bend / (slope * slope)]
}

/// What was expected, or where that is not between 0 and a bound, half the way there.
fn within(expected: f64, from: f64, bound: f64) -> f64 {
    if expected <= 0.0 {
        from / 2.0
    } else if expected >= bound {
        (from + bound) / 2.0
    } else {
        expected
    }
}

/// The point with `share` beyond it, by steps of third order (Halley's) from a point near it.
fn solve(share: f64, near: f64, bound: f64, local: impl Fn(f64) -> Local) -> f64 {
    let mut x = near;
    for _ in 0..MOST_STEPS {
        let at = local(x);
        let newton = (share - at.share) / at.slope;
        let step = newton - newton * newton * at.bend / 2.0;
        let careful = if step.abs() < x / 2.0 { x + step } else { x + (x / 2.0).copysign(newton) };
        let next = within(careful, x, bound);
        let moved = (next - x).abs();
        x = next;
        if moved <= 1e-5 * x.abs() {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Distribution;

    /// The largest error of the share, and the largest relative to the share beyond.
    fn worst(table: &InverseTable, of: &Distribution) -> (f64, f64) {
        let mut worst = (0.0_f64, 0.0_f64);
        for i in 0..2_000 {
            // Half of the points spread over the tails.
            let part = (f64::from(i) + 0.5) / 2_000.0;
            let beyond = if i % 2 == 0 { part / 2.0 } else { 0.5 * (-14.0 * part).exp() };
            for p in [beyond, 1.0 - beyond] {
                let x = table.quantile(p);
                let found = if p < 0.5 { of.cdf(x) } else { of.survival(x) };
                let error = (found - beyond).abs();
                worst = (worst.0.max(error), worst.1.max(error / beyond));
            }
        }
        worst
    }

    #[test]
    fn the_share_of_an_interpolated_quantile_errs_by_less_than_a_billionth() {
        for shape in [0.05, 0.1, 0.3, 0.5, 0.7, 1.0, 2.5, 7.0, 60.0, 1e4] {
            let found = worst(&InverseTable::gamma(shape), &Distribution::gamma(shape, 1.0));
            assert!(found.0 < 1e-9 && found.1 < 1e-7, "gamma {shape}: {found:?}");
        }
        for alpha in [0.05, 0.5, 1.0, 1.7, 3.0, 5.0, 80.0, 5e3] {
            for beta in [0.5, 1.0, 1.7, 3.0, 5.0, 80.0, 5e3] {
                let found = worst(&InverseTable::beta(alpha, beta), &Distribution::beta(alpha, beta));
                // Where the density has a pole at 1, the numbers nearest to 1 have a part of the tail each.
                let most = if beta < 1.0 { 1e-6 } else { 1e-9 };
                assert!(found.0 < most, "beta {alpha} {beta}: {found:?}");
            }
        }
    }

    #[test]
    fn interpolated_quantiles_rise() {
        for table in [InverseTable::gamma(0.3), InverseTable::beta(1.0, 4.0), InverseTable::beta(30.0, 0.4)] {
            let mut before = -1.0;
            for i in 1..100_000 {
                let x = table.quantile(f64::from(i) / 100_000.0);
                assert!(x >= before, "{i}: {x} {before}");
                before = x;
            }
        }
    }

    #[test]
    fn beyond_the_table_quantiles_are_exact() {
        let table = InverseTable::gamma(2.0);
        for p in [1e-12, 1.0 - 1e-12] {
            assert_eq!(table.quantile(p), Gamma { shape: 2.0, rate: 1.0 }.quantile(p));
        }
    }
}
