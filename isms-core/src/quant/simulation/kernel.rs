//! The loops that most time goes into, each run with the widest vectors there are.
//!
//! A kernel is a type and not a closure, as only then all of it is compiled for those vectors.
#![allow(clippy::indexing_slicing, reason = "there is room for half as many words as throws")]

use pulp::{Arch, Simd, WithSimd};

use super::TRIALS_PER_BLOCK;
use super::scratch::LANES;
use crate::quant::distribution::Sampler;
use crate::random::{unit, words};

/// The part of an event's word that names its trial where all trials are alike.
const TRIAL: u64 = TRIALS_PER_BLOCK - 1;

/// The words of a stream, and where they begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stream {
    pub(super) first: u32,
    /// Risk (or control, or cause), block, purpose.
    pub(super) name: [u32; 3],
    pub(super) seed: u64,
}

/// Draws words.
pub(super) struct Draw<'a> {
    pub(super) stream: Stream,
    pub(super) words: &'a mut [u64],
}

/// Draws uniform numbers of 32 bits, two of each word of a stream.
pub(super) struct DrawThrows<'a> {
    /// Of the throws; an even number is the first.
    pub(super) stream: Stream,
    /// Room for half as many words.
    pub(super) words: &'a mut [u64],
    pub(super) throws: &'a mut [u32],
}

/// Draws events that all trials are as likely to have: of each its trial and a uniform number.
pub(super) struct DrawEvents<'a> {
    pub(super) stream: Stream,
    pub(super) words: &'a mut [u64],
    pub(super) trials: &'a mut [u32],
    pub(super) units: &'a mut [f64],
}

/// Draws such events and what each costs, and sums that up.
pub(super) struct DrawAmounts<'a> {
    pub(super) events: DrawEvents<'a>,
    pub(super) sampler: &'a Sampler,
    pub(super) sums: &'a mut [f64; LANES],
}

/// Runs a kernel.
pub(super) fn run(arch: Arch, kernel: impl WithSimd<Output = ()>) {
    arch.dispatch(kernel);
}

impl Stream {
    /// Draws words one after another.
    #[inline(always)]
    fn draw(self, drawn: &mut [u64]) {
        words(drawn, self.first, self.name, self.seed);
    }
}

impl WithSimd for Draw<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.stream.draw(self.words);
    }
}

impl WithSimd for DrawThrows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let words = &mut self.words[..self.throws.len().div_ceil(2)];
        Stream { first: self.stream.first / 2, ..self.stream }.draw(words);
        for (throws, word) in self.throws.chunks_mut(2).zip(words) {
            for (throw, half) in throws.iter_mut().zip([*word as u32, (*word >> 32) as u32]) {
                *throw = half;
            }
        }
    }
}

impl WithSimd for DrawEvents<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        self.stream.draw(self.words);
        for ((unit_, trial), word) in self.units.iter_mut().zip(self.trials).zip(self.words) {
            *unit_ = unit(*word);
            *trial = (*word & TRIAL) as u32;
        }
    }
}

impl WithSimd for DrawAmounts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let DrawEvents { stream, words, trials, units } = self.events;
        DrawEvents { stream, words, trials, units: &mut *units }.with_simd(simd);
        self.sampler.fill_with(simd, units);
        add_by_lane(units, self.sums);
    }
}

/// Adds each amount to the lane of its place.
#[inline(always)]
pub(super) fn add_by_lane(amounts: &[f64], sums: &mut [f64; LANES]) {
    let mut lanes = *sums;
    let (groups, rest) = amounts.as_chunks::<LANES>();
    for amounts in groups {
        for (sum, amount) in lanes.iter_mut().zip(amounts) {
            *sum += amount;
        }
    }
    for (sum, amount) in lanes.iter_mut().zip(rest) {
        *sum += amount;
    }
    *sums = lanes;
}
