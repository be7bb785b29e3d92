//! The events of a risk in a block, up to so many at a time: drawn, let through or not, and what they cost.
#![allow(
    clippy::indexing_slicing,
    reason = "events of a chunk, trials of a block, places of the checked model"
)]

use super::TRIALS_PER_BLOCK;
use super::cascade::{Event, Failing};
use super::compile::{Engine, Rate, ReadyRisk, ReadyUse};
use super::kernel::{Draw, DrawAmounts, DrawEvents, DrawThrows, Stream, run};
use super::scratch::{LANES, Scratch};
use super::states::States;
use super::stream;
use crate::quant::distribution::{Fill, Sampler};
use crate::quant::model::{LossForm, Stage};
use crate::random::{unit, word};

/// How many uniform numbers of 32 bits there are: what controls let through is right to one in as many.
const THROWS: f64 = (1_u64 << 32) as f64;
/// Events that are done at a time; as many as a block has trials, so that lists by either have one length.
pub(super) const CHUNK: usize = TRIALS;
const TRIALS: usize = TRIALS_PER_BLOCK as usize;

/// Where the events are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// What names the random numbers of the risk.
    pub(super) risk: u32,
    pub(super) block: u32,
    /// The first event of the chunk.
    pub(super) first: u32,
    /// How many it has.
    pub(super) count: usize,
}

impl Place {
    fn stream(self, purpose: u32, seed: u64) -> Stream {
        Stream { first: self.first, name: [self.risk, self.block, purpose], seed }
    }
}

impl Engine<'_> {
    /// A chunk of a risk that is plain: what it costs is added to the years of every variant.
    pub(super) fn plain_chunk(
        &self,
        place: Place,
        risk: &ReadyRisk,
        sampler: &Sampler,
        scratch: &mut Scratch,
        sums: &mut [f64; LANES],
    ) {
        let Scratch { words, trials, part, .. } = scratch;
        let (words, trials) = (&mut words[..place.count], &mut trials[..place.count]);
        let stream = place.stream(stream::EVENT, self.seed);
        let events = DrawEvents { stream, words, trials, units: &mut part[..place.count] };
        run(self.arch, DrawAmounts { events, sampler, sums });
        self.move_events(place, risk, scratch);
        let Scratch { trials, part, years, .. } = scratch;
        for years in years {
            for (trial, amount) in trials.iter().zip(part.iter()).take(place.count) {
                years[*trial as usize % TRIALS] += amount;
            }
        }
    }

    /// A chunk of any other risk. `weights` says by variant how much each trial counts; all alike where it is absent.
    /// Returns how much work it was, in about as many events.
    pub(super) fn chunk(
        &self,
        place: Place,
        risk: &ReadyRisk,
        states: &States,
        weights: Option<&[Vec<f64>]>,
        scratch: &mut Scratch,
    ) -> usize {
        self.draw_events(place, risk, scratch);
        self.accept(place, risk, states, weights, scratch);
        let count = scratch.kept.len();
        if count == 0 {
            return place.count;
        }
        for (variant, left) in scratch.left.iter_mut().enumerate() {
            left[..count].fill(1.0);
            for used in &risk.mitigating {
                apply(used, variant, states, &scratch.trials[..count], left);
            }
        }
        scratch.primary[..count].fill(0.0);
        scratch.extra[..count].fill(0.0);
        for (which, (form, sampler)) in (0..).zip(&risk.primary) {
            if which == 0 {
                scratch.part[..count].copy_from_slice(&scratch.units[..count]);
            } else {
                self.units_of_kept(place, stream::PRIMARY | which, scratch);
            }
            run(self.arch, Fill { sampler, values: &mut scratch.part[..count] });
            add_primary(*form, scratch);
        }
        if let Some((probability, magnitudes)) = &risk.secondary {
            self.secondary(place, *probability, magnitudes, scratch);
        }
        let looked_at = risk.hit.map_or(0, |hit| self.cascade(place, hit, scratch));
        self.settle(risk, scratch);
        place.count + looked_at
    }

    /// The trial of each event, and the uniform number of its first magnitude.
    fn draw_events(&self, place: Place, risk: &ReadyRisk, scratch: &mut Scratch) {
        let Scratch { words, units, trials, .. } = scratch;
        let stream = place.stream(stream::EVENT, self.seed);
        run(self.arch, DrawEvents { stream, words: &mut words[..place.count], trials, units });
        self.move_events(place, risk, scratch);
    }

    /// To other trials those events of a risk whose trials have rates of their own that theirs are not meant for.
    fn move_events(&self, place: Place, risk: &ReadyRisk, scratch: &mut Scratch) {
        if let Rate::Drawn { .. } = risk.rate {
            self.draw_throws(place, stream::TRIAL, scratch);
            let Scratch { throws, trials, rates, .. } = scratch;
            for (trial, throw) in trials.iter_mut().zip(throws.iter()).take(place.count) {
                *trial = rates.trial(*trial, *throw);
            }
        }
    }

    /// A uniform number of 32 bits for each event.
    fn draw_throws(&self, place: Place, purpose: u32, scratch: &mut Scratch) {
        let Scratch { words, throws, .. } = scratch;
        let stream = place.stream(purpose, self.seed);
        run(self.arch, DrawThrows { stream, words, throws: &mut throws[..place.count] });
    }

    /// Keeps the events that count in some variant, and by variant how much each counts.
    fn accept(
        &self,
        place: Place,
        risk: &ReadyRisk,
        states: &States,
        weights: Option<&[Vec<f64>]>,
        scratch: &mut Scratch,
    ) {
        let count = place.count;
        scratch.kept.clear();
        scratch.kept.extend(0..count as u32);
        scratch.counts.iter_mut().for_each(|counts| counts[..count].fill(1.0));
        if risk.preventive.is_empty() && weights.is_none() {
            return;
        }
        if !risk.preventive.is_empty() {
            self.draw_throws(place, stream::ACCEPTANCE, scratch);
        }
        for (variant, counts) in scratch.counts.iter_mut().enumerate() {
            let (trials, counts) = (&scratch.trials[..count], &mut counts[..count]);
            if !risk.preventive.is_empty() {
                for used in &risk.preventive {
                    apply(used, variant, states, trials, counts);
                }
                for (counts, throw) in counts.iter_mut().zip(&scratch.throws) {
                    *counts = f64::from(u8::from(f64::from(*throw) < *counts * THROWS));
                }
            }
            if let Some(weights) = weights {
                for (counts, trial) in counts.iter_mut().zip(trials) {
                    *counts *= weights[variant][*trial as usize % TRIALS];
                }
            }
        }
        // Each is written before it is known whether it stays.
        let Scratch { kept, trials, units, counts, .. } = scratch;
        let mut next = 0;
        for event in 0..count {
            (trials[next], units[next], kept[next]) = (trials[event], units[event], event as u32);
            let mut most = 0.0_f64;
            for counts in counts.iter_mut() {
                counts[next] = counts[event];
                most = most.max(counts[event]);
            }
            next += usize::from(most > 0.0);
        }
        kept.truncate(next);
    }

    /// Into `part` a uniform number of each event that was kept.
    fn units_of_kept(&self, place: Place, purpose: u32, scratch: &mut Scratch) {
        let Scratch { words, part, kept, .. } = scratch;
        let stream = place.stream(purpose, self.seed);
        if kept.len() * 8 < place.count {
            for (part, event) in part.iter_mut().zip(kept) {
                *part = unit(word(place.first + *event, stream.name, self.seed));
            }
            return;
        }
        run(self.arch, Draw { stream, words: &mut words[..place.count] });
        for (part, event) in part.iter_mut().zip(kept) {
            *part = unit(words[*event as usize]);
        }
    }

    /// Those of the events kept that others react to, and what that costs.
    fn secondary(
        &self,
        place: Place,
        probability: f64,
        magnitudes: &[(usize, Sampler)],
        scratch: &mut Scratch,
    ) {
        self.units_of_kept(place, stream::SECONDARY_HAPPENS, scratch);
        let happens = |at: &usize| scratch.part[*at] < probability;
        let struck: Vec<usize> = (0..scratch.kept.len()).filter(happens).collect();
        for (which, (form, sampler)) in (0..).zip(magnitudes) {
            let stream = place.stream(stream::SECONDARY | which, self.seed).name;
            for (part, at) in scratch.part.iter_mut().zip(&struck) {
                *part = unit(word(place.first + scratch.kept[*at], stream, self.seed));
            }
            run(self.arch, Fill { sampler, values: &mut scratch.part[..struck.len()] });
            for (amount, at) in scratch.part.iter().zip(&struck) {
                scratch.extra[*at] += amount;
                for (sums, counts) in scratch.sums.iter_mut().zip(&scratch.counts) {
                    sums[*form][scratch.kept[*at] as usize % LANES] += counts[*at] * amount;
                }
            }
        }
    }

    /// What fails with the asset that each event kept hits. Returns how many dependencies were looked at.
    fn cascade(&self, place: Place, hit: u32, scratch: &mut Scratch) -> usize {
        let Scratch { kept, failing, extra, counts, outages, outages_of_risk, .. } = scratch;
        let mut looked_at = 0;
        for (at, event) in kept.iter().enumerate() {
            let event =
                Event { place: place.first + *event, risk: place.risk, block: place.block, seed: self.seed };
            let failing: &mut Failing = failing;
            looked_at += self.dependents.fail(hit, event, failing, |asset, amount| {
                extra[at] += amount;
                for (variant, counts) in counts.iter().enumerate() {
                    outages[variant][asset as usize] += counts[at] * amount;
                    outages_of_risk[variant] += counts[at] * amount;
                }
            });
        }
        looked_at
    }

    /// Adds what events cost to their years, and what policies pay of them by their deductibles and limits.
    fn settle(&self, risk: &ReadyRisk, scratch: &mut Scratch) {
        let Scratch { kept, trials, part, primary, extra, left, counts, years, paid, .. } = scratch;
        let trials = &trials[..kept.len()];
        for variant in 0..years.len() {
            let (counts, left, years) = (&counts[variant], &left[variant], &mut years[variant]);
            for (at, trial) in trials.iter().enumerate() {
                // What does not count here was kept for another variant.
                part[at] = if counts[at] > 0.0 { primary[at] * left[at] + extra[at] } else { 0.0 };
                years[*trial as usize % TRIALS] += part[at];
            }
            let is_insured = self.variants[variant].stage != Stage::Inherent;
            for policy in risk.policies.iter().filter(|_| is_insured) {
                let (terms, paid) = (&self.model.policies[*policy], &mut paid[variant][*policy]);
                let (deductible, limit) = (terms.deductible, terms.limit.unwrap_or(f64::INFINITY));
                for (loss, trial) in part.iter_mut().zip(trials) {
                    let pays = (*loss - deductible).max(0.0).min(limit);
                    paid[*trial as usize % TRIALS] += pays;
                    *loss -= pays;
                }
            }
        }
    }
}

/// Adds the amounts in `part` to what the events cost at once.
fn add_primary(form: usize, scratch: &mut Scratch) {
    let Scratch { kept, part, primary, left, counts, sums, .. } = scratch;
    for (primary, part) in primary.iter_mut().zip(part.iter()).take(kept.len()) {
        *primary += part;
    }
    for ((sums, left), counts) in sums.iter_mut().zip(left).zip(counts) {
        let sums = &mut sums[form];
        for (((event, part), left), counts) in
            kept.iter().zip(part.iter()).zip(left.iter()).zip(counts.iter())
        {
            sums[*event as usize % LANES] += *counts * (*part * *left);
        }
    }
}

/// Multiplies by what a control leaves, where it is up.
fn apply(used: &ReadyUse, variant: usize, states: &States, trials: &[u32], left: &mut [f64]) {
    let leaves = [1.0, used.leaves[variant]];
    if leaves[1] == 1.0 {
        return;
    }
    let up = &states[used.control];
    for (left, trial) in left.iter_mut().zip(trials) {
        let bit = up[(*trial / 64) as usize % up.len()] >> (trial % 64) & 1;
        *left *= leaves[bit as usize & 1];
    }
}

/// The form of what an asset costs that fails with another.
pub(super) const OUTAGE_FORM: usize = LossForm::Productivity as usize;
