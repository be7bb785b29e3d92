//! The loops that most time goes into, each run with the widest vectors there are.
//!
//! A kernel is a type and not a closure, as only then all of it is compiled for those vectors.
use pulp::{Arch, Simd, WithSimd};

use super::TRIALS_PER_BLOCK;
use super::scratch::LANES;
use crate::quant::distribution::{Fill, Sampler};
use crate::random::{unit, words};

/// The part of an event's word that names its trial; the upper 52 bits are the uniform number of its first magnitude.
pub(super) const TRIAL: u64 = TRIALS_PER_BLOCK - 1;
/// Words that are drawn at a time where they are not kept.
const GROUP: usize = 32;

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
    /// Of the throws; a multiple of 32 is the first.
    pub(super) stream: Stream,
    pub(super) throws: &'a mut [u32],
}

/// Turns words into values of a distribution.
pub(super) struct Values<'a> {
    pub(super) words: &'a [u64],
    pub(super) sampler: &'a Sampler,
    pub(super) values: &'a mut [f64],
}

/// Draws events and what each costs, and sums that up.
pub(super) struct DrawAmounts<'a> {
    pub(super) stream: Stream,
    pub(super) words: &'a mut [u64],
    pub(super) sampler: &'a Sampler,
    pub(super) amounts: &'a mut [f64],
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
        let mut stream = Stream { first: self.stream.first / 2, ..self.stream };
        let mut drawn = [0; GROUP];
        for throws in self.throws.chunks_mut(2 * GROUP) {
            stream.draw(&mut drawn);
            stream.first = stream.first.wrapping_add(GROUP as u32);
            let halves = drawn.map(|word| [word as u32, (word >> 32) as u32]);
            throws.iter_mut().zip(halves.as_flattened()).for_each(|(throw, half)| *throw = *half);
        }
    }
}

impl WithSimd for Values<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { words, sampler, values } = self;
        for (value, word) in values.iter_mut().zip(words) {
            *value = unit(*word);
        }
        simd.vectorize(Fill { sampler, values });
    }
}

impl WithSimd for DrawAmounts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { stream, words, sampler, amounts, sums } = self;
        stream.draw(words);
        Values { words, sampler, values: amounts }.with_simd(simd);
        add_by_lane(amounts, sums);
    }
}

/// Adds each amount to the lane of its place.
#[inline(always)]
fn add_by_lane(amounts: &[f64], sums: &mut [f64; LANES]) {
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
