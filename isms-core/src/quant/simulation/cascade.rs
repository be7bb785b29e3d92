//! What fails with an asset that is hit: an independent cascade along the dependencies (Kempe, Kleinberg, Tardos,
//! *Maximizing the spread of influence through a social network*, 2003).
#![allow(clippy::indexing_slicing, reason = "assets are those of the checked model, rows those made from it")]

use super::compile::stream_of;
use super::stream;
use crate::quant::distribution::Sampler;
use crate::quant::model::{ExposedAsset, LossModel};
use crate::random::{philox, unit, word};

/// For each asset those that depend on it, in rows, and what each costs when it fails.
#[derive(Debug)]
pub(super) struct Dependents {
    starts: Vec<u32>,
    rows: Vec<Dependent>,
    losses: Vec<Option<Outage>>,
    /// Whether anything that costs something may fail with an asset.
    costly: Vec<bool>,
}

#[derive(Debug, Clone, Copy)]
struct Dependent {
    asset: u32,
    /// What names its random numbers: they come in fours.
    stream: u32,
    /// Probability × 2³².
    share: u64,
}

/// What an asset costs when it fails.
#[derive(Debug)]
struct Outage {
    stream: u32,
    loss: Sampler,
}

/// What a cascade is done with; kept, so that nothing is allocated for an event.
#[derive(Debug)]
pub(super) struct Failing {
    /// The event in which each asset failed last.
    marks: Vec<u32>,
    event: u32,
    /// Those that failed, the asset that was hit first.
    failed: Vec<u32>,
}

/// Where the random numbers of an event come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) place: u32,
    pub(super) risk: u32,
    pub(super) block: u32,
    pub(super) seed: u64,
}

impl Dependents {
    pub(super) fn of(model: &LossModel) -> Self {
        let (starts, places) = model.dependents();
        let mut rows = vec![Dependent { asset: 0, stream: 0, share: 0 }; places.len()];
        let all = (0..).zip(&model.assets).flat_map(|(asset, exposed)| {
            exposed.depends_on.iter().map(move |dependency| (asset, dependency.probability))
        });
        for (nth, ((asset, probability), place)) in all.zip(places).enumerate() {
            let share = (probability * 2_f64.powi(32)).round() as u64;
            let stream = model.numbers.as_ref().map_or(place, |numbers| numbers.dependencies[nth]);
            rows[place as usize] = Dependent { asset, stream, share };
        }
        let outage = |(place, asset): (u32, &ExposedAsset)| {
            let stream = stream_of(model, place, |numbers| &numbers.assets);
            Some(Outage { stream, loss: Sampler::compile(asset.outage_loss.as_ref()?) })
        };
        let losses: Vec<_> = (0..).zip(&model.assets).map(outage).collect();
        let costly = costly(model, &losses);
        Self { starts, rows, losses, costly }
    }

    /// Whether a hit on an asset may cost more than the asset.
    pub(super) fn costly(&self, asset: u32) -> bool {
        self.costly[asset as usize]
    }

    /// Tells `loss` of each asset that fails with `hit` and costs something what it costs; returns how many dependencies
    /// were looked at.
    pub(super) fn fail(
        &self,
        hit: u32,
        event: Event,
        failing: &mut Failing,
        mut loss: impl FnMut(u32, f64),
    ) -> usize {
        failing.begin(hit);
        let key = [event.seed as u32, (event.seed >> 32) as u32];
        let (mut next, mut looked_at) = (0, 0);
        while let Some(asset) = failing.failed.get(next).copied() {
            next += 1;
            let (start, end) = (self.starts[asset as usize], self.starts[asset as usize + 1]);
            looked_at += (end - start) as usize;
            let mut drawn = (u32::MAX, [0; 4]);
            for place in start..end {
                let Dependent { asset, stream, share } = self.rows[place as usize];
                if failing.has(asset) {
                    continue;
                }
                // A certain edge needs no throw, nor does one that never passes.
                if share < (1 << 32) {
                    if stream / 4 != drawn.0 {
                        let purpose = stream::DEPENDENCY | (stream / 4);
                        drawn = (stream / 4, philox([event.place, event.risk, event.block, purpose], key));
                    }
                    if u64::from(drawn.1[stream as usize % 4]) >= share {
                        continue;
                    }
                }
                failing.add(asset);
            }
        }
        for asset in &failing.failed[1..] {
            if let Some(Outage { stream, loss: sampler }) = &self.losses[*asset as usize] {
                let purpose = [event.risk, event.block, stream::OUTAGE | *stream];
                loss(*asset, sampler.value(unit(word(event.place, purpose, event.seed))));
            }
        }
        looked_at
    }
}

/// From every asset that costs something back along what it needs.
fn costly(model: &LossModel, losses: &[Option<Outage>]) -> Vec<bool> {
    let mut costly = vec![false; losses.len()];
    let mut open: Vec<usize> = (0..losses.len()).filter(|asset| losses[*asset].is_some()).collect();
    let mut seen = vec![false; losses.len()];
    open.iter().for_each(|asset| seen[*asset] = true);
    while let Some(asset) = open.pop() {
        for dependency in &model.assets[asset].depends_on {
            let needed = dependency.asset as usize;
            costly[needed] = true;
            if !seen[needed] {
                seen[needed] = true;
                open.push(needed);
            }
        }
    }
    costly
}

impl Failing {
    pub(super) fn new(assets: usize) -> Self {
        Self { marks: vec![0; assets], event: 0, failed: Vec::new() }
    }

    fn begin(&mut self, hit: u32) {
        self.event = self.event.wrapping_add(1);
        if self.event == 0 {
            self.marks.fill(0);
            self.event = 1;
        }
        self.failed.clear();
        self.add(hit);
    }

    fn has(&self, asset: u32) -> bool {
        self.marks[asset as usize] == self.event
    }

    fn add(&mut self, asset: u32) {
        self.marks[asset as usize] = self.event;
        self.failed.push(asset);
    }
}
