//! The losses of all years in their order: exactly where samples are kept, by buckets of a sketch where not.
#![allow(clippy::indexing_slicing, reason = "ranks below the number of years")]

use super::sketch::{Bucket, Sketch};

/// Losses of years by size.
#[derive(Debug)]
pub(super) enum Years {
    /// Each of them, ascending.
    Kept(Vec<f64>),
    /// Told apart to a relative 2⁻¹⁰.
    Counted(Vec<Bucket>),
}

impl Years {
    pub(super) fn new(samples: &[f64], sketch: &Sketch) -> Self {
        if samples.is_empty() {
            return Self::Counted(sketch.descending().collect());
        }
        let mut sorted = samples.to_vec();
        rayon::slice::ParallelSliceMut::par_sort_unstable_by(sorted.as_mut_slice(), f64::total_cmp);
        Self::Kept(sorted)
    }

    /// What the year of a rank cannot be told from; rank 0 is that of the largest loss.
    pub(super) fn at(&self, rank: u64) -> Bucket {
        match self {
            Self::Kept(sorted) => {
                let loss = sorted[sorted.len() - 1 - (rank as usize).min(sorted.len() - 1)];
                let below = sorted.partition_point(|other| *other < loss);
                let to = sorted.partition_point(|other| *other <= loss);
                Bucket { low: loss, high: loss.next_up(), count: (to - below) as u64, mean: loss }
            }
            Self::Counted(buckets) => {
                let mut before = 0;
                let reaches = |bucket: &&Bucket| {
                    before += bucket.count;
                    before > rank
                };
                let none = Bucket { low: 0.0, high: 0.0, count: 0, mean: 0.0 };
                buckets.iter().find(reaches).or(buckets.last()).copied().unwrap_or(none)
            }
        }
    }

    /// How many years are above an amount for sure, and how many at most.
    pub(super) fn above(&self, amount: f64) -> (u64, u64) {
        match self {
            Self::Kept(sorted) => {
                let above = (sorted.len() - sorted.partition_point(|loss| *loss <= amount)) as u64;
                (above, above)
            }
            Self::Counted(buckets) => {
                let sum = |counts: &dyn Fn(&Bucket) -> bool| {
                    buckets.iter().filter(|bucket| counts(bucket)).map(|bucket| bucket.count).sum()
                };
                // Years without loss are alike, so that of none of them more is to be asked.
                let least = sum(&|bucket| bucket.low > amount);
                (least, sum(&|bucket| bucket.low > amount || (bucket.low > 0.0 && bucket.high > amount)))
            }
        }
    }

    /// Sum and sum of squares of what the losses exceed `amount` by.
    pub(super) fn excess(&self, amount: f64) -> (f64, f64) {
        let add = |(sum, squares): (f64, f64), loss: f64, count: f64| {
            let excess = (loss - amount).max(0.0);
            (sum + count * excess, squares + count * excess * excess)
        };
        match self {
            Self::Kept(sorted) => {
                let above = sorted.iter().rev().take_while(|loss| **loss > amount);
                above.fold((0.0, 0.0), |sums, loss| add(sums, *loss, 1.0))
            }
            Self::Counted(buckets) => {
                let above = buckets.iter().take_while(|bucket| bucket.high > amount);
                above.fold((0.0, 0.0), |sums, bucket| add(sums, bucket.mean, bucket.count as f64))
            }
        }
    }

    /// The sum of the losses above `rank`, the largest first.
    pub(super) fn sum_above(&self, tail: &super::tail::Tail) -> f64 {
        match self {
            Self::Kept(sorted) => sorted
                .iter()
                .rev()
                .take_while(|loss| **loss >= tail.low)
                .fold(0.0, |sum, loss| sum + tail.weight(*loss) * loss),
            Self::Counted(buckets) => buckets
                .iter()
                .take_while(|bucket| bucket.low >= tail.low)
                .fold(0.0, |sum, bucket| sum + tail.weight(bucket.low) * bucket.mean * bucket.count as f64),
        }
    }
}
