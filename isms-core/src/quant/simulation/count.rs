//! How many events happen: Poisson counts by inversion of a uniform number.
#![allow(clippy::indexing_slicing, reason = "the mode lies between the first and the last count")]

use crate::quant::elementary::normal_quantile;
use crate::random::unit;

/// The largest mean of a count that is drawn.
pub(super) const MOST: f64 = 1e9;

/// The distribution of a count of fixed mean: what a uniform word must reach for each count.
#[derive(Debug)]
pub(super) struct CountTable {
    mean: f64,
    first: u32,
    /// Of the counts from `first` on, the probability of no more, × 2⁶⁴.
    reach: Vec<u64>,
}

impl CountTable {
    /// For a mean from 0 to [`MOST`].
    pub(super) fn new(mean: f64) -> Self {
        let (first, probabilities) = probabilities(mean);
        let mut sum = 0.0;
        let reach = probabilities.into_iter().map(|probability| {
            sum += probability;
            reached(sum)
        });
        Self { mean, first, reach: reach.collect() }
    }

    /// The count that belongs to a uniform word: it is looked for from where the normal distribution has it, corrected for
    /// the skewness (E. A. Cornish and R. A. Fisher, *Moments and cumulants in the specification of distributions*, 1938),
    /// as tables of many risks do not fit into the cache.
    pub(super) fn count(&self, word: u64) -> u32 {
        let z = normal_quantile(unit(word));
        let near = self.mean + z * self.mean.sqrt() + (z * z - 1.0) / 6.0 - f64::from(self.first);
        let last = self.reach.len() - 1;
        let mut past = (near.max(0.0) as usize).min(last);
        while past > 0 && self.reach[past - 1] > word {
            past -= 1;
        }
        while past < last && self.reach[past] <= word {
            past += 1;
        }
        self.first + past as u32
    }
}

/// The count of a mean from 0 to [`MOST`] that belongs to a uniform word, as a [`CountTable`] would give it.
pub(super) fn count(mean: f64, word: u64) -> u32 {
    let (first, probabilities) = probabilities(mean);
    let mut sum = 0.0;
    let is_past = |probability: &f64| {
        sum += probability;
        reached(sum) > word
    };
    first + probabilities.iter().position(is_past).unwrap_or(probabilities.len() - 1) as u32
}

/// A probability × 2⁶⁴. Of what is too close to 1 to be told from it, all is reached.
fn reached(probability: f64) -> u64 {
    (probability * 2_f64.powi(64)) as u64
}

/// The counts that are likelier than 10⁻¹⁷ or so, and how likely each is: the first, and one after another.
fn probabilities(mean: f64) -> (u32, Vec<f64>) {
    if mean <= 0.0 {
        return (0, vec![1.0]);
    }
    // Bounds of Chernoff: beyond nine deviations and forty events on either side less than 10⁻¹⁷ is left.
    let reach = 9.0 * mean.sqrt();
    let first = (mean - reach - 40.0).max(0.0) as u32;
    let last = (mean + reach + 40.0) as u32;
    // Each over the one nearer to the likeliest: quotients first, which do not wait for each other, and then products.
    let middle = (mean as u32 - first) as usize;
    let mut all: Vec<f64> = (first..=last).map(f64::from).collect();
    let (below, above) = all.split_at_mut(middle);
    for (place, ratio) in (first + 1..).zip(below.iter_mut()) {
        *ratio = f64::from(place) / mean;
    }
    above.iter_mut().for_each(|count| *count = mean / *count);
    above[0] = 1.0;
    let mut product = 1.0;
    for ratio in below.iter_mut().rev() {
        product *= *ratio;
        *ratio = product;
    }
    product = 1.0;
    for ratio in above {
        product *= *ratio;
        *ratio = product;
    }
    let sum: f64 = all.iter().sum();
    all.iter_mut().for_each(|probability| *probability /= sum);
    (first, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_are_those_of_the_formula() {
        for mean in [1e-9, 0.008, 1.0, 7.5, 250.0, 1049.6] {
            let (first, probabilities) = probabilities(mean);
            let mut ln_factorial: f64 = (1..=first).map(|n| f64::from(n).ln()).sum();
            for (count, probability) in (first..).zip(&probabilities) {
                if count > first {
                    ln_factorial += f64::from(count).ln();
                }
                let formula = (f64::from(count) * mean.ln() - mean - ln_factorial).exp();
                assert!(
                    (probability - formula).abs() <= 1e-9 * formula + 1e-300,
                    "{mean} {count}: {probability}"
                );
            }
            let least = probabilities[0].min(probabilities[probabilities.len() - 1]);
            assert!(first == 0 || least < 1e-16, "{mean}: what is left out counts for {least}");
        }
    }

    #[test]
    fn counts_have_the_mean_and_the_variance_of_their_law() {
        for mean in [0.0, 0.3, 20.0, 1000.0] {
            let table = CountTable::new(mean);
            // One word from the middle of each of as many equal parts.
            let size = 32_768.0;
            let drawn: Vec<f64> =
                (0..32_768_u64).map(|n| f64::from(table.count((2 * n + 1) << 48)) - mean).collect();
            let off = drawn.iter().sum::<f64>() / size;
            let variance = drawn.iter().map(|count| count * count).sum::<f64>() / size;
            assert!(off.abs() <= 0.02 * mean.sqrt(), "{mean}: {off}");
            assert!((variance - mean).abs() <= 0.05 * mean, "{mean}: {variance}");
        }
    }

    #[test]
    fn a_count_is_that_of_a_table() {
        for mean in [0.0, 0.3, 20.0, 1000.0, 3584.6] {
            let table = CountTable::new(mean);
            for n in 0..500_u64 {
                let word = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
                assert_eq!(count(mean, word), table.count(word), "{mean} {word}");
            }
            assert_eq!(count(mean, u64::MAX), table.count(u64::MAX), "{mean}");
        }
    }

    #[test]
    fn the_ends_are_counts_too() {
        let table = CountTable::new(3.0);
        assert_eq!(table.count(0), 0);
        assert!(table.count(u64::MAX) < 100);
    }
}
