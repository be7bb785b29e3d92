//! Kuiper's two-sample test, exact for small samples.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// How far two samples lie apart, and how likely that is by chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Kuiper {
    /// Kuiper's V: the largest excess of either distribution function over the other, added; 0 to 2.
    pub statistic: f64,
    /// Probability of a V at least as large if both samples came from one distribution.
    pub p_value: f64,
    /// How the probability was found.
    pub method: KuiperMethod,
}

/// How a p-value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KuiperMethod {
    /// By counting every order in which the two samples can mix, ties kept.
    Exact,
    /// By the limit distribution with Stephens' correction (1970).
    Asymptotic,
}

/// Above this product of sample sizes, 20 against 20, the limit distribution is used: close by then, and quicker than
/// counting for each of thousands of activities.
const EXACT_UP_TO: usize = 400;

/// Compares two samples of days by Kuiper's test (1960); nothing if either is empty.
///
/// Unlike Kolmogorov and Smirnov's, the statistic weighs all parts of the period alike, which is what evenness
/// over a year asks for. Several events on one day are ties: the exact probability is taken over the mixtures
/// that have the same ties.
///
/// ```
/// use isms_core::schedule::kuiper;
/// let found = kuiper(&[1, 2, 3], &[10, 20, 30]).ok_or("empty")?;
/// assert_eq!(found.statistic, 1.0);
/// # Ok::<(), &str>(())
/// ```
pub fn kuiper(a: &[i64], b: &[i64]) -> Option<Kuiper> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let (n, m) = (a.len() as i64, b.len() as i64);
    let is_exact = a.len().saturating_mul(b.len()) <= EXACT_UP_TO;
    let mut sizes = Vec::new();
    // Heights of the walk, times n·m so that they stay whole: +m for each of `a`, -n for each of `b`.
    let (mut height, mut low, mut high) = (0, 0, 0);
    for_each_day(&sorted(a), &sorted(b), |in_a, in_b| {
        height += m * in_a as i64 - n * in_b as i64;
        low = low.min(height);
        high = high.max(height);
        if is_exact {
            sizes.push(in_a + in_b);
        }
    });
    let spread = high - low;
    let statistic = spread as f64 / (n * m) as f64;
    if !is_exact {
        return Some(Kuiper { statistic, p_value: limit(statistic, n, m), method: KuiperMethod::Asymptotic });
    }
    let p_value = Mixtures::new(&sizes, a.len(), b.len()).share_with_spread_of(spread);
    Some(Kuiper { statistic, p_value, method: KuiperMethod::Exact })
}

/// The days in order, which they mostly come in.
fn sorted(days: &[i64]) -> Cow<'_, [i64]> {
    if days.is_sorted() {
        return Cow::Borrowed(days);
    }
    let mut days = days.to_vec();
    days.sort_unstable();
    Cow::Owned(days)
}

/// Tells of each distinct day how many of either sample, in order, fall on it.
fn for_each_day(mut a: &[i64], mut b: &[i64], mut tell: impl FnMut(usize, usize)) {
    let take = |days: &mut &[i64], day: i64| {
        let on = days.iter().take_while(|next| **next == day).count();
        *days = days.get(on..).unwrap_or_default();
        on
    };
    loop {
        let day = match (a.first(), b.first()) {
            (Some(a), Some(b)) => *a.min(b),
            (Some(day), None) | (None, Some(day)) => *day,
            (None, None) => return,
        };
        tell(take(&mut a, day), take(&mut b, day));
    }
}

/// The ways in which two samples of `n` and `m` can mix, given how many of both fall on each day.
struct Mixtures {
    n: usize,
    m: usize,
    /// Of each day, in how many ways 0, 1, … of what falls on it are of the first sample: a row of Pascal's triangle.
    days: Vec<Vec<f64>>,
}

impl Mixtures {
    fn new(sizes: &[usize], n: usize, m: usize) -> Self {
        let ways = |&size: &usize| (0..=size).map(|k| choose(size, k)).collect();
        Self { n, m, days: sizes.iter().map(ways).collect() }
    }

    /// The share of mixtures whose walk spans `spread` or more.
    ///
    /// A walk of span below `spread` that starts at 0 lies in some band `[low, low + spread - 1]` around 0. Counting the
    /// walks in every band counts one of span s `spread - s` times; taking off those in the bands one shorter leaves
    /// each once.
    fn share_with_spread_of(&self, spread: i64) -> f64 {
        // Heights are multiples of the common divisor, so bands need moving by that step only.
        let steps = spread / gcd(self.n as i64, self.m as i64);
        let bands = |width: i64| if width < 0 { 0.0 } else { self.in_bands(width) };
        let less = bands(steps - 1) - bands(steps - 2);
        // Whole numbers, taken off before they are divided: a small share keeps its digits.
        let all = choose(self.n + self.m, self.n);
        ((all - less) / all).clamp(0.0, 1.0)
    }

    /// How many mixtures have a walk that, looked at after each day, stays in a band of `width` steps around 0, summed
    /// over all such bands: `[-i, width - i]` for i from 0 to `width`.
    ///
    /// With k of the first sample and `used` of both gone, the walk is at the height (n + m)·k − n·`used`, whichever way
    /// it came: so all bands that hold this height lie side by side, and are counted at once.
    fn in_bands(&self, width: i64) -> f64 {
        let (n, m) = (self.n as i64, self.m as i64);
        let step = gcd(n, m);
        let bands = width as usize + 1;
        // A row for each k, a column for each band: the mixtures of the days so far.
        let mut counts = vec![0.0; (self.n + 1) * bands];
        counts.iter_mut().take(bands).for_each(|count| *count = 1.0);
        let mut used = 0;
        for ways in &self.days {
            used += ways.len() as i64 - 1;
            // From the last row to the first: each adds what those before it were.
            for k in (0..=self.n).rev() {
                let (before, from_here) = counts.split_at_mut(k * bands);
                let row = from_here.split_at_mut(bands).0;
                let height = ((n + m) * k as i64 - n * used) / step;
                let (first, end) = ((-height).clamp(0, width + 1), (width - height.max(0) + 1).max(0));
                let reached = used - m <= k as i64 && k as i64 <= used && first < end;
                let inside = if reached { first as usize..end as usize } else { 0..0 };
                row.iter_mut().take(inside.start).for_each(|count| *count = 0.0);
                row.iter_mut().skip(inside.end).for_each(|count| *count = 0.0);
                let Some(row) = row.get_mut(inside.clone()) else { continue };
                for (ways, before) in ways.iter().skip(1).zip(before.rchunks_exact(bands)) {
                    let before = before.get(inside.clone()).unwrap_or_default();
                    row.iter_mut().zip(before).for_each(|(count, before)| *count += ways * before);
                }
            }
        }
        counts.iter().skip(self.n * bands).sum()
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The number of ways to choose `k` of `n`.
fn choose(n: usize, k: usize) -> f64 {
    (0..k.min(n - k)).fold(1.0, |ways, j| ways * (n - j) as f64 / (j + 1) as f64)
}

/// The limit distribution with Stephens' correction for sample size.
fn limit(statistic: f64, n: i64, m: i64) -> f64 {
    let size = ((n as f64 * m as f64) / (n + m) as f64).sqrt();
    beyond((size + 0.155 + 0.24 / size) * statistic)
}

/// Kuiper's limit distribution beyond `x`.
fn beyond(x: f64) -> f64 {
    if x < 0.4 {
        return 1.0; // the series converges slowly there, to 1 within 1e-12
    }
    let mut sum = 0.0;
    for j in 1..=100 {
        let square = (f64::from(j) * x).powi(2);
        let with = sum + 2.0 * (4.0 * square - 1.0) * (-2.0 * square).exp();
        // From the second on each is less than the one before: after one that adds nothing none does.
        if j > 1 && with == sum {
            break;
        }
        sum = with;
    }
    sum.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every mixture of the pooled values, tried one by one.
    fn by_enumeration(a: &[i64], b: &[i64]) -> f64 {
        let pooled: Vec<i64> = a.iter().chain(b).copied().collect();
        let observed = kuiper(a, b).unwrap().statistic;
        let (mut extreme, mut all) = (0u32, 0u32);
        for mask in 0u32..1 << pooled.len() {
            if mask.count_ones() as usize != a.len() {
                continue;
            }
            let side = |wanted: bool| -> Vec<i64> {
                (0..pooled.len()).filter(|i| (mask >> i & 1 == 1) == wanted).map(|i| pooled[i]).collect()
            };
            all += 1;
            extreme += u32::from(kuiper(&side(true), &side(false)).unwrap().statistic >= observed - 1e-12);
        }
        f64::from(extreme) / f64::from(all)
    }

    #[test]
    fn exact_probability_is_the_share_of_mixtures() {
        let cases: [(&[i64], &[i64]); 7] = [
            (&[1, 2, 3], &[10, 20, 30]),
            (&[1, 5, 9, 12], &[2, 6, 8]),
            (&[7, 7, 7, 8], &[1, 3, 5, 7, 9]),
            (&[4], &[4]),
            (&[1, 1, 2, 2], &[1, 2]),
            (&[50, 51, 52, 53, 54], &[10, 20, 30, 40, 50, 60]),
            (&[3, 3, 3, 4, 9, 9, 12], &[1, 3, 4, 4, 9, 20, 21]),
        ];
        for (a, b) in cases {
            let found = kuiper(a, b).unwrap();
            let wanted = by_enumeration(a, b);
            assert_eq!(found.method, KuiperMethod::Exact);
            assert!((found.p_value - wanted).abs() < 1e-9, "{a:?} {b:?}: {} {wanted}", found.p_value);
        }
    }

    #[test]
    fn limit_distribution_has_its_tabled_points() {
        // Upper 5 % and 1 % points of Kuiper's limit distribution: 1.747 and 2.001 (Stephens 1970, table 1).
        let q = |x: f64| {
            (1..50)
                .map(|j| f64::from(j) * x)
                .map(|y| 2.0 * (4.0 * y * y - 1.0) * (-2.0 * y * y).exp())
                .sum::<f64>()
        };
        assert!((q(1.747) - 0.05).abs() < 5e-4);
        assert!((q(2.001) - 0.01).abs() < 2e-4);
        // At a half the first term of the series is nothing.
        for x in [0.45, 0.5, 0.55, 1.0, 1.747, 2.001, 4.0] {
            assert!((beyond(x) - q(x)).abs() <= 1e-15, "{x}: {} {}", beyond(x), q(x));
        }
        let n = 1_000_000;
        let v = 1.747 / (f64::from(n) / 2.0).sqrt();
        assert!((limit(v, n.into(), n.into()) - 0.05).abs() < 1e-3);
    }
}
