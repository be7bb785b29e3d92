//! Small exact statistics.

/// Probability of `k` or more successes in `n` trials of probability `p`: the exact binomial upper tail.
///
/// Terms are taken over the largest one and each from its neighbour, so that large `n` neither overflows nor loses the small
/// tail, up to where they no longer add anything.
///
/// ```
/// use isms_core::schedule::binomial_upper_tail;
/// assert_eq!(binomial_upper_tail(2, 3, 0.5), 0.5);
/// assert_eq!(binomial_upper_tail(0, 3, 0.1), 1.0);
/// ```
pub fn binomial_upper_tail(k: usize, n: usize, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return if k <= n { 1.0 } else { 0.0 };
    }
    if k > n || p <= 0.0 {
        return 0.0;
    }
    let odds = p / (1.0 - p);
    // The likeliest number, and the terms on either side of it up and down from there.
    let middle = (((n + 1) as f64 * p) as usize).min(n);
    let (mut below, mut above) = (Sum::default(), Sum::default());
    let mut add = |i: usize, term: f64| {
        let side = if i < k { &mut below } else { &mut above };
        side.add(term);
        term <= NEGLIGIBLE * side.total()
    };
    let mut term = 1.0;
    for i in middle..=n {
        // On the way up to k the terms count for the other side.
        if add(i, term) && i >= k {
            break;
        }
        term *= (n - i) as f64 / (i + 1) as f64 * odds;
    }
    term = 1.0;
    for i in (0..middle).rev() {
        term *= (i + 1) as f64 / ((n - i) as f64 * odds);
        if add(i, term) {
            break;
        }
    }
    // The shares add up to one; dividing takes what they are over out.
    above.total() / (below.total() + above.total())
}

/// What is so small a part of a sum is not looked for beyond.
const NEGLIGIBLE: f64 = 1e-20;

/// Neumaier's compensated summation.
#[derive(Default)]
struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    fn add(&mut self, x: f64) {
        let sum = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - sum) + x } else { (x - sum) + self.sum };
        self.sum = sum;
    }
    fn total(&self) -> f64 {
        self.sum + self.lost
    }
}

/// The quantile `q` of sorted values by linear interpolation (Hyndman and Fan 1996, type 7).
///
/// ```
/// use isms_core::schedule::quantile;
/// assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), Some(2.5));
/// assert_eq!(quantile(&[], 0.5), None);
/// ```
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = q.clamp(0.0, 1.0) * last as f64;
    let below = position.floor();
    let low = *sorted.get(below as usize)?;
    let high = *sorted.get(position.ceil() as usize)?;
    Some(low + (high - low) * (position - below))
}

/// The middle of sorted values.
pub fn median(sorted: &[f64]) -> Option<f64> {
    quantile(sorted, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tail of the binomial with exact integer coefficients, for small n.
    fn by_definition(k: usize, n: usize, p: f64) -> f64 {
        let choose = |n: usize, i: usize| (0..i).fold(1.0, |c, j| c * (n - j) as f64 / (j + 1) as f64);
        (k..=n).map(|i| choose(n, i) * p.powi(i as i32) * (1.0 - p).powi((n - i) as i32)).sum()
    }

    #[test]
    fn binomial_tail_agrees_with_its_definition() {
        for n in 1..25 {
            for k in 0..=n + 1 {
                for p in [0.0, 0.01, 1.0 / 12.0, 0.5, 0.9, 1.0] {
                    let (found, wanted) = (binomial_upper_tail(k, n, p), by_definition(k, n, p));
                    assert!((found - wanted).abs() < 1e-12, "{k} of {n} at {p}: {found} {wanted}");
                }
            }
        }
    }

    #[test]
    fn binomial_tail_keeps_small_values() {
        // 10 of 10 at 1/12 is 12^-10.
        let tail = binomial_upper_tail(10, 10, 1.0 / 12.0);
        assert!((tail / 12f64.powi(-10) - 1.0).abs() < 1e-9);
        assert!(binomial_upper_tail(600, 1000, 0.5) > 0.0);
        // mpmath 1.3: the sum of its terms in forty digits.
        for (k, n, p, wanted) in [
            (17_000, 200_000, 0.082_191_780_821_917_8, 2.730_462_176_808_917e-6),
            (16_000, 200_000, 0.082_191_780_821_917_8, 0.999_832_343_772_964_8),
            (700, 1_000, 0.5, 8.832_839_003_975_069e-38),
            (3, 50, 1e-9, 1.959_999_930_910_001_6e-23),
            (49, 50, 0.999, 0.998_813_517_496_182_1),
        ] {
            let found = binomial_upper_tail(k, n, p);
            assert!((found / wanted - 1.0).abs() < 1e-11, "{k} of {n} at {p}: {found} {wanted}");
        }
    }

    #[test]
    fn quantile_agrees_with_a_published_example() {
        // R: quantile(c(3, 5, 7, 8, 9, 11, 13, 15), 0.95) = 14.3
        let found = quantile(&[3.0, 5.0, 7.0, 8.0, 9.0, 11.0, 13.0, 15.0], 0.95).unwrap();
        assert!((found - 14.3).abs() < 1e-12);
    }
}
