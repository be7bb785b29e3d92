//! Events over the trials of a block, where each trial has a rate of its own.
#![allow(clippy::indexing_slicing, reason = "trials of a block, and a guide of as many places")]

use super::TRIALS_PER_BLOCK;
const TRIALS: usize = TRIALS_PER_BLOCK as usize;

/// The rates of the trials of a block, made to be drawn from.
#[derive(Debug)]
pub(super) struct TrialRates {
    /// Of each trial the sum of the rates before it, and of all at the end.
    sums: Vec<f64>,
    /// For each of as many equal parts of the sum the first trial that reaches into it.
    guide: Vec<u16>,
    /// The last trial that has a rate at all.
    last: usize,
}

impl TrialRates {
    pub(super) fn new() -> Self {
        Self { sums: vec![0.0; TRIALS + 1], guide: vec![0; TRIALS], last: 0 }
    }

    /// Takes the rates of a block and returns their sum.
    pub(super) fn set(&mut self, rates: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (trial, rate) in rates.iter().enumerate() {
            self.sums[trial] = sum;
            sum += rate;
            if *rate > 0.0 {
                self.last = trial;
            }
        }
        self.sums[TRIALS] = sum;
        let mut trial = 0;
        for (part, first) in self.guide.iter_mut().enumerate() {
            let reached = part as f64 / TRIALS as f64 * sum;
            while trial < self.last && self.sums[trial + 1] <= reached {
                trial += 1;
            }
            *first = trial as u16;
        }
        sum
    }

    /// The trial that an event belongs to: as probable as its rate.
    #[inline]
    pub(super) fn trial(&self, unit: f64) -> u32 {
        let at = unit * self.sums[TRIALS];
        let mut trial = usize::from(self.guide[(unit * TRIALS as f64) as usize]);
        while trial < self.last && self.sums[trial + 1] <= at {
            trial += 1;
        }
        trial as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_go_to_trials_by_their_rates() {
        let rates: Vec<f64> =
            (0..TRIALS).map(|trial| if trial % 3 == 0 { 0.0 } else { trial as f64 }).collect();
        let mut trials = TrialRates::new();
        let sum = trials.set(&rates);
        let (mut counts, draws) = (vec![0.0; TRIALS], 1 << 22);
        for n in 0..draws {
            counts[trials.trial((f64::from(n) + 0.5) / f64::from(draws)) as usize] += 1.0;
        }
        for (trial, rate) in rates.iter().enumerate() {
            let expected = rate / sum * f64::from(draws);
            assert!((counts[trial] - expected).abs() <= 1.0, "{trial}: {} {expected}", counts[trial]);
        }
        assert_eq!(trials.trial(1.0 - f64::EPSILON / 2.0), 1022);
    }
}
