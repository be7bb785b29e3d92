//! How losses of years are distributed, in little memory: counts by size, which merge exactly.
//!
//! A loss counts in the bucket of its exponent and its first ten binary digits. A bucket is at most 2⁻¹⁰ wide, relative
//! to the loss, so that its middle is off by less than 0.05 %. What each loss exceeds the lower end of its bucket by is
//! summed up as well, as a whole number of 2⁻³² of the width: means of whole buckets are exact to a relative 2⁻⁴².
#![allow(clippy::indexing_slicing, reason = "a place within an octave has ten bits")]

use serde::{Deserialize, Serialize};

/// Digits after the first that tell buckets of an octave apart.
const DIGITS: u32 = 10;
const BUCKETS: usize = 1 << DIGITS;
/// Bits of a number that its bucket does not tell.
const REST: u32 = 52 - DIGITS;
/// The most losses a sketch can hold: sums of as many rests of 32 bits stay below 2⁶⁴.
pub(super) const MOST: u64 = 1 << 32;

/// Losses of at least 0, counted by size.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sketch {
    zeros: u64,
    /// Ascending by exponent.
    octaves: Vec<Octave>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Octave {
    exponent: u16,
    /// Of each bucket the count and the sum of the rests.
    buckets: Vec<(u64, u64)>,
}

/// Losses that a sketch does not tell apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    /// The least loss that belongs here.
    pub(super) low: f64,
    /// The least loss that is too large to.
    pub(super) high: f64,
    /// How many there are.
    pub(super) count: u64,
    /// Their mean.
    pub(super) mean: f64,
}

impl Sketch {
    /// Counts a finite loss of at least 0.
    #[inline]
    pub(super) fn add(&mut self, loss: f64) {
        if loss <= 0.0 {
            self.zeros += 1;
            return;
        }
        let bits = loss.to_bits();
        let exponent = (bits >> 52) as u16;
        let at = match self.octaves.binary_search_by_key(&exponent, |octave| octave.exponent) {
            Ok(at) => at,
            Err(at) => {
                self.octaves.insert(at, Octave { exponent, buckets: vec![(0, 0); BUCKETS] });
                at
            }
        };
        let (count, rests) = &mut self.octaves[at].buckets[(bits >> REST) as usize % BUCKETS];
        *count += 1;
        *rests += (bits >> (REST - 32)) & 0xFFFF_FFFF;
    }

    /// Counts what another counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.zeros += other.zeros;
        for theirs in other.octaves {
            match self.octaves.binary_search_by_key(&theirs.exponent, |octave| octave.exponent) {
                Err(at) => self.octaves.insert(at, theirs),
                Ok(at) => {
                    for (ours, theirs) in self.octaves[at].buckets.iter_mut().zip(theirs.buckets) {
                        ours.0 += theirs.0;
                        ours.1 += theirs.1;
                    }
                }
            }
        }
    }

    /// Those that hold a loss, from the largest on.
    pub(super) fn descending(&self) -> impl Iterator<Item = Bucket> {
        let zeros = Bucket { low: 0.0, high: f64::from_bits(1), count: self.zeros, mean: 0.0 };
        let octaves = self.octaves.iter().rev().flat_map(|octave| {
            octave.buckets.iter().enumerate().rev().map(move |(place, (count, rests))| {
                let bits = u64::from(octave.exponent) << 52 | (place as u64) << REST;
                let (low, high) = (f64::from_bits(bits), f64::from_bits(bits + (1 << REST)));
                let mean = low + (high - low) * (*rests as f64 / *count as f64 / 2_f64.powi(32));
                Bucket { low, high, count: *count, mean }
            })
        });
        octaves.chain([zeros]).filter(|bucket| bucket.count > 0)
    }

    /// Whether it is one that could have counted so many losses.
    pub(super) fn holds(&self, losses: u64) -> bool {
        let mut all = Some(self.zeros);
        for octave in &self.octaves {
            if octave.buckets.len() != BUCKETS || octave.exponent >= 0x7FF {
                return false;
            }
            for (count, rests) in &octave.buckets {
                all = all.and_then(|all| all.checked_add(*count));
                if *count > MOST || *rests > *count * 0xFFFF_FFFF {
                    return false;
                }
            }
        }
        all == Some(losses) && self.octaves.is_sorted_by(|one, other| one.exponent < other.exponent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_loss_is_in_its_bucket(losses in prop::collection::vec(prop_oneof![Just(0.0), 1e-3..1e12_f64], 1..200), at in 0_usize..200) {
            let (left, right) = losses.split_at(at.min(losses.len()));
            let mut sketch = Sketch::default();
            right.iter().for_each(|loss| sketch.add(*loss));
            let mut other = Sketch::default();
            left.iter().for_each(|loss| other.add(*loss));
            sketch.merge(other);
            prop_assert!(sketch.holds(losses.len() as u64));

            let mut descending = losses.clone();
            descending.sort_by(|one, other| other.total_cmp(one));
            let mut sorted = descending.into_iter();
            for bucket in sketch.descending() {
                let here: Vec<f64> = sorted.by_ref().take(bucket.count as usize).collect();
                prop_assert!(here.iter().all(|loss| (bucket.low..bucket.high).contains(loss)));
                prop_assert!(bucket.low == 0.0 || bucket.high / bucket.low - 1.0 <= 2_f64.powi(-10));
                let mean = here.iter().sum::<f64>() / here.len() as f64;
                prop_assert!((bucket.mean - mean).abs() <= 1e-12 * mean);
            }
            prop_assert_eq!(sorted.next(), None);
        }
    }
}
