//! The events of a risk in a block, up to so many at a time: drawn, let through or not, and what they cost.
#![allow(
    clippy::indexing_slicing,
    reason = "events of a chunk, trials of a block, places of the checked model"
)]

use pulp::{Simd, WithSimd};

use super::TRIALS_PER_BLOCK;
use super::cascade::{Event, Failing};
use super::compile::{Engine, Rate, ReadyMagnitude, ReadyRisk, ReadyUse};
use super::kernel::{Draw, DrawAmounts, DrawThrows, Stream, TRIAL, Values, run};
use super::scratch::{LANES, Scratch};
use super::states::States;
use super::stream;
use crate::quant::distribution::{Fill, Sampler};
use crate::quant::elementary::{BITS, bits, which};
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
        let Scratch { words, part, .. } = scratch;
        let (words, amounts) = (&mut words[..place.count], &mut part[..place.count]);
        let stream = place.stream(stream::EVENT, self.seed);
        run(self.arch, DrawAmounts { stream, words, sampler, amounts, sums });
        self.move_events(place, risk, scratch);
        let Scratch { words, part, years, .. } = scratch;
        for years in years {
            add_by_trial(&part[..place.count], &words[..], years);
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
        let stream = place.stream(stream::EVENT, self.seed);
        run(self.arch, Draw { stream, words: &mut scratch.words[..place.count] });
        self.move_events(place, risk, scratch);
        if !risk.preventive.is_empty() {
            self.draw_throws(place, stream::ACCEPTANCE, scratch);
        }
        run(self.arch, Accept { count: place.count, risk, states, weights, scratch });
        let count = scratch.kept.len();
        if count == 0 {
            return place.count;
        }
        if risk.primary.is_empty() {
            scratch.primary[..count].fill(0.0);
        }
        run(self.arch, Leave { risk, states, scratch });
        for (nth, magnitude) in risk.primary.iter().enumerate() {
            let ReadyMagnitude { stream, form, sampler } = magnitude;
            if *stream == 0 {
                let Scratch { words, part, .. } = &mut *scratch;
                run(self.arch, Values { words: &words[..count], sampler, values: &mut part[..count] });
            } else {
                self.units_of_kept(place, stream::PRIMARY | stream, scratch);
                run(self.arch, Fill { sampler, values: &mut scratch.part[..count] });
            }
            sum_primary(*form, scratch);
            let Scratch { part, primary, .. } = &mut *scratch;
            if nth == 0 {
                std::mem::swap(part, primary);
            } else {
                primary.iter_mut().zip(&part[..count]).for_each(|(primary, part)| *primary += part);
            }
        }
        if let Some((probability, magnitudes)) = &risk.secondary {
            self.secondary(place, *probability, magnitudes, scratch);
        }
        let looked_at = risk.hit.map_or(0, |hit| self.cascade(place, hit, scratch));
        run(self.arch, Settle { engine: self, risk, scratch });
        if risk.secondary.is_some() || risk.hit.is_some() {
            scratch.extra[..count].fill(0.0);
        }
        place.count + looked_at
    }

    /// To other trials those events of a risk whose trials have rates of their own that theirs are not meant for.
    fn move_events(&self, place: Place, risk: &ReadyRisk, scratch: &mut Scratch) {
        if let Rate::Drawn { .. } = risk.rate {
            self.draw_throws(place, stream::TRIAL, scratch);
            let Scratch { throws, words, rates, .. } = scratch;
            for (word, throw) in words.iter_mut().zip(throws.iter()).take(place.count) {
                *word = *word & !TRIAL | u64::from(rates.trial(trial(*word), *throw));
            }
        }
    }

    /// A uniform number of 32 bits for each event.
    fn draw_throws(&self, place: Place, purpose: u32, scratch: &mut Scratch) {
        let throws = &mut scratch.throws[..place.count];
        run(self.arch, DrawThrows { stream: place.stream(purpose, self.seed), throws });
    }

    /// Into `part` a uniform number of each event that was kept.
    fn units_of_kept(&self, place: Place, purpose: u32, scratch: &mut Scratch) {
        let Scratch { drawn, part, kept, .. } = scratch;
        let stream = place.stream(purpose, self.seed);
        if kept.len() * 8 < place.count {
            for (part, event) in part.iter_mut().zip(kept) {
                *part = unit(word(place.first + *event, stream.name, self.seed));
            }
            return;
        }
        run(self.arch, Draw { stream, words: &mut drawn[..place.count] });
        for (part, event) in part.iter_mut().zip(kept) {
            *part = unit(drawn[*event as usize]);
        }
    }

    /// Those of the events kept that others react to, and what that costs.
    fn secondary(
        &self,
        place: Place,
        probability: f64,
        magnitudes: &[ReadyMagnitude],
        scratch: &mut Scratch,
    ) {
        self.units_of_kept(place, stream::SECONDARY_HAPPENS, scratch);
        let happens = |at: &usize| scratch.part[*at] < probability;
        let struck: Vec<usize> = (0..scratch.kept.len()).filter(happens).collect();
        for ReadyMagnitude { stream, form, sampler } in magnitudes {
            let stream = place.stream(stream::SECONDARY | stream, self.seed).name;
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
}

/// Keeps the events that count in some variant, and by variant how much each counts.
struct Accept<'a> {
    count: usize,
    risk: &'a ReadyRisk,
    states: &'a States,
    weights: Option<&'a [Vec<f64>]>,
    scratch: &'a mut Scratch,
}

impl WithSimd for Accept<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { count, risk, states, weights, scratch } = self;
        let is_thrown = !risk.preventive.is_empty();
        let Scratch { kept, words, throws, counts, by_event, .. } = scratch;
        for (variant, counts) in counts.iter_mut().enumerate() {
            let (words, counts) = (&words[..count], &mut counts[..count]);
            leave(&risk.preventive, variant, states, words, counts);
            if is_thrown {
                for (counts, throw) in counts.iter_mut().zip(throws.iter()) {
                    *counts = if f64::from(*throw) < *counts * THROWS { 1.0 } else { 0.0 };
                }
            }
            if let Some(weights) = weights {
                for (counts, word) in counts.iter_mut().zip(words) {
                    *counts *= weights[variant][trial(*word)];
                }
            }
        }
        kept.clear();
        kept.extend(0..count as u32);
        if !is_thrown && weights.is_none() {
            return;
        }
        let most = match counts.as_slice() {
            [only] => only,
            all => {
                most_of(all, by_event, count);
                by_event
            }
        };
        let next = keep(&most[..count], kept, &mut words[..]);
        kept.truncate(next);
        for counts in counts {
            for (at, event) in kept.iter().enumerate() {
                counts[at % CHUNK] = counts[*event as usize % CHUNK];
            }
        }
    }
}

/// By variant, what controls leave of the losses of the events kept.
struct Leave<'a> {
    risk: &'a ReadyRisk,
    states: &'a States,
    scratch: &'a mut Scratch,
}

impl WithSimd for Leave<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Scratch { kept, words, left, .. } = self.scratch;
        for (variant, left) in left.iter_mut().enumerate() {
            let count = kept.len();
            leave(&self.risk.mitigating, variant, self.states, &words[..count], &mut left[..count]);
        }
    }
}

/// Adds what events cost to their years, and what policies pay of them by their deductibles and limits.
struct Settle<'a> {
    engine: &'a Engine<'a>,
    risk: &'a ReadyRisk,
    scratch: &'a mut Scratch,
}

impl WithSimd for Settle<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { engine, risk, scratch } = self;
        let Scratch { kept, words, part, primary, extra, left, counts, years, paid, by_event, .. } = scratch;
        let count = kept.len();
        let (words, losses) = (&words[..count], &mut part[..count]);
        for (variant, years) in years.iter_mut().enumerate() {
            let costs = primary.iter().zip(&left[variant]).zip(extra.iter());
            for ((loss, counts), ((primary, left), extra)) in
                losses.iter_mut().zip(&counts[variant]).zip(costs)
            {
                let cost = primary * left + extra;
                // What does not count here was kept for another variant.
                *loss = if *counts > 0.0 { cost } else { 0.0 };
            }
            add_by_trial(losses, words, years);
            let is_insured = engine.variants[variant].stage != Stage::Inherent;
            for policy in risk.policies.iter().filter(|_| is_insured) {
                let (terms, paid) = (&engine.model.policies[*policy], &mut paid[variant][*policy]);
                let (deductible, limit) = (terms.deductible, terms.limit.unwrap_or(f64::INFINITY));
                let pays = &mut by_event[..count];
                for (loss, pays) in losses.iter_mut().zip(&mut *pays) {
                    let above = if *loss > deductible { *loss - deductible } else { 0.0 };
                    *pays = if above < limit { above } else { limit };
                    *loss -= *pays;
                }
                // Most events stay below the deductible.
                for (pays, words) in pays.chunks(BITS).zip(words.chunks(BITS)) {
                    for place in bits(which(pays, |pays| pays > 0.0)) {
                        paid[trial(words[place])] += pays[place];
                    }
                }
            }
        }
    }
}

/// Adds what events cost to their trials.
#[inline(always)]
fn add_by_trial(amounts: &[f64], words: &[u64], trials: &mut [f64; TRIALS]) {
    for (amount, word) in amounts.iter().zip(words) {
        trials[trial(*word)] += amount;
    }
}

/// Puts the events that count, and their words, in front. Returns how many there are.
#[inline(always)]
fn keep(most: &[f64], kept: &mut [u32], words: &mut [u64]) -> usize {
    let mut next = 0;
    for (first, most) in (0..).step_by(BITS).zip(most.chunks(BITS)) {
        for place in bits(which(most, |most| most > 0.0)) {
            let event = first + place;
            (kept[next], words[next]) = (event as u32, words[event]);
            next += 1;
        }
    }
    next
}

/// By event the most that it counts in any variant.
#[inline(always)]
fn most_of(counts: &[[f64; CHUNK]], by_event: &mut [f64; CHUNK], count: usize) {
    by_event[..count].fill(0.0);
    for counts in counts {
        for (most, counts) in by_event[..count].iter_mut().zip(counts) {
            *most = if *counts > *most { *counts } else { *most };
        }
    }
}

/// The trial of an event.
#[inline(always)]
fn trial(word: u64) -> usize {
    (word & TRIAL) as usize
}

/// Sums up what controls leave of the amounts in `part`. Each event adds to the lane of its place in the chunk, so that no
/// sum depends on what was kept for other variants.
fn sum_primary(form: usize, scratch: &mut Scratch) {
    let Scratch { kept, part, left, counts, sums, .. } = scratch;
    for ((sums, left), counts) in sums.iter_mut().zip(left).zip(counts) {
        add_by_event(kept, part, left, counts, &mut sums[form]);
    }
}

/// Apart, as the compiler then knows that none of the lists lies in another.
#[inline(never)]
fn add_by_event(kept: &[u32], part: &[f64], left: &[f64], counts: &[f64], sums: &mut [f64; LANES]) {
    let amounts = part.iter().zip(left).zip(counts);
    for (event, ((part, left), counts)) in kept.iter().zip(amounts) {
        sums[*event as usize % LANES] += *counts * (*part * *left);
    }
}

/// What controls leave, one after another, where they are up.
#[inline(always)]
fn leave(uses: &[ReadyUse], variant: usize, states: &States, words: &[u64], left: &mut [f64]) {
    let mut acting = uses
        .iter()
        .filter(|used| used.leaves[variant] != 1.0)
        .map(|used| (&states[used.control], used.leaves[variant]));
    match acting.next() {
        None => left.fill(1.0),
        Some((up, leaves)) => {
            for (left, word) in left.iter_mut().zip(words) {
                *left = where_up(up[trial(*word)], leaves);
            }
        }
    }
    for (up, leaves) in acting {
        for (left, word) in left.iter_mut().zip(words) {
            *left *= where_up(up[trial(*word)], leaves);
        }
    }
}

/// What a control leaves where it is up, which 1 stands for; all where 0 says that it is down.
#[inline(always)]
fn where_up(up: u8, leaves: f64) -> f64 {
    const ALL: u64 = 1.0_f64.to_bits();
    // By bits: a choice of two numbers would be looked up in memory.
    let mask = 0_u64.wrapping_sub(u64::from(up));
    f64::from_bits(ALL ^ mask & (ALL ^ leaves.to_bits()))
}

/// The form of what an asset costs that fails with another.
pub(super) const OUTAGE_FORM: usize = LossForm::Productivity as usize;
