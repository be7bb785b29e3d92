//! Which controls are up in which years.
#![allow(clippy::indexing_slicing, reason = "controls and causes are those of the checked model")]

use super::stream;
use crate::quant::model::LossModel;
use crate::random::words;

const TRIALS: usize = super::TRIALS_PER_BLOCK as usize;

/// How probably each control is down, and due to what.
#[derive(Debug)]
pub(super) struct Failures {
    controls: Vec<Failure>,
    causes: usize,
}

#[derive(Debug)]
struct Failure {
    /// The probability of failing by itself.
    own: f64,
    /// The cause it shares with others, where there is one, and the probability of failing by that.
    shared: Option<(usize, f64)>,
}

/// Of each control a bit for each trial of a block, set where it is up.
pub(super) type States = Vec<[u64; TRIALS / 64]>;

impl Failures {
    pub(super) fn of(model: &LossModel) -> Self {
        let control = |control: &crate::quant::SharedControl| {
            let down = 1.0 - control.reliability;
            let Some(cause) = control.common_cause else { return Failure { own: down, shared: None } };
            let shared = model.common_causes[cause as usize].beta * down;
            // Down by either, independently, comes to the probability of being down.
            let own = if shared < 1.0 { (down - shared) / (1.0 - shared) } else { 0.0 };
            Failure { own, shared: Some((cause as usize, shared)) }
        };
        Self { controls: model.controls.iter().map(control).collect(), causes: model.common_causes.len() }
    }

    /// The states in a block. Controls that share a cause are down together: those less probably so only where the
    /// others are too.
    pub(super) fn states(&self, block: u32, seed: u64) -> States {
        let thrown: Vec<[u32; TRIALS]> =
            (0..self.causes).map(|cause| throws([cause as u32, block, stream::CAUSE], seed)).collect();
        let state = |(place, Failure { own, shared }): (u32, &Failure)| {
            let mut up = [0; TRIALS / 64];
            let own_throws = throws([place, block, stream::CONTROL], seed);
            let own = (own * 2_f64.powi(32)).round() as u64;
            for (trial, thrown) in own_throws.iter().enumerate() {
                up[trial / 64] |= u64::from(u64::from(*thrown) >= own) << (trial % 64);
            }
            if let Some((cause, shared)) = shared {
                let shared = (shared * 2_f64.powi(32)).round() as u64;
                for (trial, thrown) in thrown[*cause].iter().enumerate() {
                    up[trial / 64] &= !(u64::from(u64::from(*thrown) < shared) << (trial % 64));
                }
            }
            up
        };
        (0..).zip(&self.controls).map(state).collect()
    }
}

/// A uniform number of 32 bits for each trial.
fn throws(stream: [u32; 3], seed: u64) -> [u32; TRIALS] {
    let mut drawn = [0; TRIALS];
    words(&mut drawn, 0, stream, seed);
    drawn.map(|word| (word >> 32) as u32)
}
