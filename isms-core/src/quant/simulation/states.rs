//! Which controls are up in which years.
#![allow(clippy::indexing_slicing, reason = "controls and causes are those of the checked model")]

use pulp::Arch;

use super::compile::stream_of;
use super::kernel::{DrawThrows, Stream, run};
use super::stream;
use crate::quant::model::LossModel;

const TRIALS: usize = super::TRIALS_PER_BLOCK as usize;

/// How probably each control is down, and due to what.
#[derive(Debug)]
pub(super) struct Failures {
    controls: Vec<Failure>,
    /// Of each common cause what names its random numbers.
    causes: Vec<u32>,
}

/// How probably a control is down.
#[derive(Debug)]
struct Failure {
    /// What names its random numbers.
    stream: u32,
    /// By itself.
    own: f64,
    /// With others: the cause, and how probably.
    shared: Option<(usize, f64)>,
}

/// Of each control whether it is up in each trial of a block: 1 or 0.
pub(super) type States = Vec<[u8; TRIALS]>;

impl Failures {
    pub(super) fn of(model: &LossModel) -> Self {
        let control = |(place, control): (u32, &crate::quant::SharedControl)| {
            let stream = stream_of(model, place, |numbers| &numbers.controls);
            let down = 1.0 - control.reliability;
            let Some(cause) = control.common_cause else {
                return Failure { stream, own: down, shared: None };
            };
            let shared = model.common_causes[cause as usize].beta * down;
            // Down by either, independently, comes to the probability of being down.
            let own = if shared < 1.0 { (down - shared) / (1.0 - shared) } else { 0.0 };
            Failure { stream, own, shared: Some((cause as usize, shared)) }
        };
        let causes = (0..model.common_causes.len() as u32)
            .map(|place| stream_of(model, place, |numbers| &numbers.common_causes));
        Self { controls: (0..).zip(&model.controls).map(control).collect(), causes: causes.collect() }
    }

    /// The states in a block. Controls that share a cause are down together: those less probably so only where the
    /// others are too.
    pub(super) fn states(&self, block: u32, seed: u64, arch: Arch) -> States {
        let throws = |name| {
            let mut throws = [0; TRIALS];
            let stream = Stream { first: 0, name, seed };
            run(arch, DrawThrows { stream, throws: &mut throws });
            throws
        };
        let thrown: Vec<[u32; TRIALS]> =
            self.causes.iter().map(|cause| throws([*cause, block, stream::CAUSE])).collect();
        let state = |Failure { stream, own, shared }: &Failure| {
            let own_throws = throws([*stream, block, stream::CONTROL]);
            let own = (own * 2_f64.powi(32)).round() as u64;
            let mut up = own_throws.map(|thrown| u8::from(u64::from(thrown) >= own));
            if let Some((cause, shared)) = shared {
                let shared = (shared * 2_f64.powi(32)).round() as u64;
                for (up, thrown) in up.iter_mut().zip(&thrown[*cause]) {
                    *up &= u8::from(u64::from(*thrown) >= shared);
                }
            }
            up
        };
        self.controls.iter().map(state).collect()
    }
}
