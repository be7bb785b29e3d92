//! Events over the trials of a block, where each trial has a rate of its own: by two trials to choose from in each of as
//! many equal parts (A. J. Walker, *An efficient method for generating discrete random variables with general
//! distributions*, 1977; made ready as by M. D. Vose, *A linear algorithm for generating random numbers with a given
//! distribution*, 1991).
#![allow(clippy::indexing_slicing, reason = "trials of a block")]

use super::TRIALS_PER_BLOCK;
const TRIALS: usize = TRIALS_PER_BLOCK as usize;
/// A part as a whole.
const WHOLE: f64 = (1_u64 << 32) as f64;

/// The rates of the trials of a block, made to be drawn from.
#[derive(Debug)]
pub(super) struct TrialRates {
    parts: Vec<TrialPart>,
    /// By trial the rate over the mean rate, less what it gave to others; and which are below 1 and which are not.
    scaled: [f64; TRIALS],
    below: [u16; TRIALS],
    above: [u16; TRIALS],
}

/// One of as many equal parts as there are trials: up to a share it is the trial's of its own place, beyond another's.
#[derive(Debug, Clone, Copy)]
struct TrialPart {
    /// × 2³².
    share: u32,
    other: u32,
}

impl TrialRates {
    pub(super) fn new() -> Self {
        Self {
            parts: vec![TrialPart { share: 0, other: 0 }; TRIALS],
            scaled: [0.0; TRIALS],
            below: [0; TRIALS],
            above: [0; TRIALS],
        }
    }

    /// Takes the rates of a block and returns their sum.
    pub(super) fn set(&mut self, rates: &[f64; TRIALS]) -> f64 {
        let sum: f64 = rates.iter().sum();
        if sum <= 0.0 || !sum.is_finite() {
            return sum;
        }
        let Self { parts, scaled, below, above } = self;
        let scale = TRIALS as f64 / sum;
        let (mut lower, mut higher) = (0, 0);
        for ((trial, rate), scaled) in (0..).zip(rates).zip(scaled.iter_mut()) {
            *scaled = rate * scale;
            // Both are written, and one is kept: which it is nobody can foretell, the processor neither.
            let is_below = *scaled < 1.0;
            (below[lower % TRIALS], above[higher % TRIALS]) = (trial, trial);
            lower += usize::from(is_below);
            higher += usize::from(!is_below);
        }
        // A trial below the mean fills its part with one above it, which thereby comes to have less to give.
        while lower > 0 && higher > 0 {
            lower -= 1;
            let (trial, other) = (below[lower], above[higher - 1]);
            let own = scaled[usize::from(trial)];
            // To the nearest, as numbers of at least 0 are cut off.
            let share = (own * WHOLE + 0.5) as u32;
            parts[usize::from(trial)] = TrialPart { share, other: u32::from(other) };
            let left = &mut scaled[usize::from(other)];
            *left = (*left + own) - 1.0;
            if *left < 1.0 {
                higher -= 1;
                below[lower] = other;
                lower += 1;
            }
        }
        // What is left has its own part but for a rounding.
        let whole = |trial: u32| TrialPart { share: 0, other: trial };
        for trial in below[..lower].iter().chain(&above[..higher]) {
            parts[usize::from(*trial)] = whole(u32::from(*trial));
        }
        sum
    }

    /// The trial that an event belongs to, by a part and a uniform number of 32 bits: as probable as its rate, to 2⁻³² of
    /// the mean rate.
    #[inline]
    pub(super) fn trial(&self, part: usize, throw: u32) -> u32 {
        let TrialPart { share, other } = self.parts[part % TRIALS];
        if throw < share { part as u32 } else { other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How probable each trial is.
    fn shares(trials: &TrialRates) -> Vec<f64> {
        let mut shares = vec![0.0; TRIALS];
        for (trial, part) in trials.parts.iter().enumerate() {
            let own = f64::from(part.share) / WHOLE;
            shares[trial] += own / TRIALS as f64;
            shares[part.other as usize] += (1.0 - own) / TRIALS as f64;
        }
        shares
    }

    #[test]
    fn events_go_to_trials_by_their_rates() {
        let mut trials = TrialRates::new();
        let of = |rate: &dyn Fn(usize) -> f64| -> [f64; TRIALS] { std::array::from_fn(rate) };
        for rates in [
            of(&|trial| if trial % 3 == 0 { 0.0 } else { trial as f64 }),
            of(&|_| 0.3),
            of(&|trial| if trial == 7 { 1e-3 } else { 0.0 }),
            of(&|trial| (trial as f64 / 30.0).exp()),
            of(&|trial| if trial < 512 { 1e300 } else { 1e-300 }),
        ] {
            let sum = trials.set(&rates);
            assert_eq!(sum, rates.iter().sum::<f64>());
            for (trial, (found, rate)) in shares(&trials).iter().zip(rates).enumerate() {
                assert!((found - rate / sum).abs() < 1e-8 / TRIALS as f64, "{trial}: {found} {}", rate / sum);
                assert!(rate > 0.0 || *found == 0.0, "{trial} has no rate");
            }
        }
    }

    #[test]
    fn a_part_is_shared_by_its_throws() {
        let mut trials = TrialRates::new();
        // Half of the trials have three times the rate of the others, and so take half of their parts.
        let rates: [f64; TRIALS] = std::array::from_fn(|trial| if trial % 2 == 0 { 0.5 } else { 1.5 });
        trials.set(&rates);
        assert_eq!(trials.trial(4, (1 << 31) - 1), 4);
        assert_eq!(trials.trial(4, 1 << 31) % 2, 1);
        assert_eq!((trials.trial(5, 0), trials.trial(5, u32::MAX) % 2), (5, 1));
    }

    #[test]
    fn years_without_rates_have_no_events() {
        assert_eq!(TrialRates::new().set(&[0.0; TRIALS]), 0.0);
    }
}
