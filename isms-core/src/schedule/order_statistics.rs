//! How sure a median is, whatever the distribution.

use super::median;

/// The probability with which an interval of a median is to cover it.
const WANTED: f64 = 0.95;

/// A median with an interval between two of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianInterval {
    /// The middle of the values.
    pub median: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Probability with which the interval covers the median of what the values are drawn from: 95 % or a little more.
    pub confidence: f64,
}

/// The shortest symmetric interval between order statistics that covers the median with 95 % or more.
///
/// The k-th lowest and the k-th highest of `n` independent values miss the median with probability 2 · P(B < k), where B
/// is binomial of `n` and 1/2: no distribution need be assumed (David and Nagaraja, *Order Statistics*, 3rd edition
/// 2003, section 7.1). None for fewer than six values, of which even the lowest and the highest are not sure enough.
///
/// ```
/// use isms_core::schedule::median_interval;
/// let found = median_interval(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).unwrap();
/// assert_eq!((found.median, found.low, found.high, found.confidence), (3.5, 1.0, 6.0, 0.96875));
/// assert_eq!(median_interval(&[1.0, 2.0, 3.0, 4.0, 5.0]), None);
/// ```
pub fn median_interval(sorted: &[f64]) -> Option<MedianInterval> {
    let n = sorted.len();
    // P(B = 0), and so on by the ratio of neighbours; of many values the first are too small to matter.
    let mut log_term = -(n as f64);
    let (mut below, mut k, mut missed) = (0.0, 0, 0.0);
    loop {
        below += log_term.exp2();
        if 2.0 * below > 1.0 - WANTED {
            break;
        }
        log_term += ((n - k) as f64 / (k + 1) as f64).log2();
        (k, missed) = (k + 1, 2.0 * below);
    }
    let (low, high) = (*sorted.get(k.checked_sub(1)?)?, *sorted.get(n.checked_sub(k)?)?);
    Some(MedianInterval { median: median(sorted)?, low, high, confidence: 1.0 - missed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_the_one_of_the_sign_test() {
        // scipy 1.17.1: the largest k with 2 * stats.binom.cdf(k - 1, n, 0.5) <= 0.05, and 1 less that probability.
        for (n, low, high, confidence) in [
            (6, 1, 6, 0.96875),
            (8, 1, 8, 0.9921875),
            (9, 2, 8, 0.9609375),
            (17, 5, 13, 0.950958251953125),
            (20, 6, 15, 0.9586105346679688),
            (50, 18, 33, 0.9671608624357315),
            (100, 40, 61, 0.9647997997822951),
            (1000, 469, 532, 0.9537088026395019),
            (5000, 2431, 2570, 0.9506841418958285),
        ] {
            let values: Vec<f64> = (1..=n).map(f64::from).collect();
            let found = median_interval(&values).unwrap();
            assert_eq!((found.low, found.high), (f64::from(low), f64::from(high)), "{n}");
            assert!((found.confidence - confidence).abs() < 1e-10, "{n}: {}", found.confidence);
            assert_eq!(found.median, f64::from(n + 1) / 2.0);
        }
        assert_eq!(median_interval(&[]), None);
    }
}
