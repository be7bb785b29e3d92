//! What values are drawn by: exp and the quantile of the normal distribution, many at a time, by the vectors at hand.
//!
//! Chance moves what any number of trials comes to by far more than the last bits of a value do. So these are rougher than
//! the functions of one value, and take half as many steps: the quantile is right to 3 · 10⁻¹⁰ of the share below it, e^x to
//! 2 · 10⁻¹² of itself. The coefficients come from the same kind of fit.
//!
//! Some vectors go through each step side by side: one alone would wait for the result of a step before the next can
//! begin. A value has the same bits whatever the vectors, and wherever it stands: products and sums are fused, which rounds
//! alike on every machine, and takes a library where the machine cannot.
#![allow(clippy::indexing_slicing, reason = "vectors of a group, and places of a block set aside from it")]

use pulp::{Simd, bytemuck};

use super::bits::{BITS, bits, which};
use super::{EXP_RANGE, ROUNDER, tail_quantile};

/// Vectors that go side by side: their sums and arguments fill the registers of AVX2.
const BESIDE: usize = 4;
/// Values taken at a time, so that what lies between steps stays in the cache.
const BLOCK: usize = 128;
/// Values that fill whole vectors of any width.
const WHOLE: usize = 8;
/// Of what is set aside: a block of tails at the most is left when the next comes. Whole vectors.
const SPACE: usize = 2 * BLOCK;

/// Beyond this distance from the middle the quantile is one of the tails.
const CENTRE: f64 = 0.495;
/// The quantile of p over p − ½, as a rational function of p · (1 − p).
const CENTRE_NUMERATOR: [f64; 8] = [
    7.204_434_410_074_236,
    8_674.382_902_052_896,
    1_742_589.176_622_410_3,
    90_817_601.025_563_43,
    1_357_056_165.893_279,
    5_270_719_068.658_473,
    3_139_386_771.740_484_7,
    -375_021_169.886_114_54,
];
const CENTRE_DENOMINATOR: [f64; 7] = [
    1.0,
    1_485.093_037_468_973,
    356_923.914_427_744_3,
    22_610_610.634_623_043,
    430_970_574.540_846_9,
    2_377_712_206.817_766,
    2_842_028_362.586_146_4,
];
/// (e^x − 1 − x) ÷ x², to 1.2 · 10⁻¹² of e^x.
const EXP: [f64; 7] = [
    0.500_000_000_042_261_9,
    0.166_666_667_845_001_3,
    0.041_666_664_430_364_306,
    0.008_333_281_796_458_53,
    0.001_388_919_321_208_251_8,
    0.000_199_089_447_170_561_27,
    2.471_004_144_308_126_5e-5,
];

/// A function of numbers, each of its own. A type and not a closure, as only then it is compiled for the vectors of `S`.
trait Function {
    fn of<S: Simd, const N: usize>(&self, simd: S, group: [S::f64s; N]) -> [S::f64s; N];
}

/// Each value to e^value. Below −708 and above 709 it stays as it is there.
#[inline(always)]
pub(crate) fn exp_with<S: Simd>(simd: S, values: &mut [f64]) {
    each(simd, values, &Exp);
}

/// Each probability to the quantile of the standard normal distribution.
#[inline(always)]
pub(crate) fn normal_quantile_with<S: Simd>(simd: S, values: &mut [f64]) {
    by_quantile(simd, values, &Same);
}

/// Each probability to the quantile of a lognormal distribution: e^(μ + σ z).
#[inline(always)]
pub(crate) fn lognormal_quantile_with<S: Simd>(simd: S, values: &mut [f64], mu: f64, sigma: f64) {
    by_quantile(simd, values, &ExpOfLine { mu, sigma });
}

/// Each probability to what a function makes of its normal quantile.
///
/// The tails, one value in a hundred, are set aside until there are many, so that the rest goes without a logarithm. The
/// function has a loop of its own: while one vector waits for its division, others are taken up that need not.
#[inline(always)]
fn by_quantile<F: Function, S: Simd>(simd: S, values: &mut [f64], function: &F) {
    let mut tails = Tails { count: 0, places: [0; SPACE], numbers: [0.5; SPACE] };
    for first in (0..values.len()).step_by(BLOCK) {
        if tails.count > BLOCK {
            tails.put_back(simd, values, function);
        }
        let end = values.len().min(first + BLOCK);
        let block = &mut values[first..end];
        tails.set_aside(block, first);
        each(simd, block, &CentralQuantile);
        each(simd, block, function);
    }
    tails.put_back(simd, values, function);
}

/// Probabilities in the tails, and where they stand.
struct Tails {
    count: usize,
    places: [usize; SPACE],
    numbers: [f64; SPACE],
}

impl Tails {
    /// Sets aside those of a block that begins at `first`.
    #[inline(always)]
    fn set_aside(&mut self, block: &[f64], first: usize) {
        for (start, numbers) in (0..).step_by(BITS).zip(block.chunks(BITS)) {
            for place in bits(which(numbers, |p| (p - 0.5).abs() > CENTRE)) {
                (self.places[self.count], self.numbers[self.count]) = (first + start + place, numbers[place]);
                self.count += 1;
            }
        }
    }

    /// Puts what a function makes of their quantiles where they stood.
    #[inline(always)]
    fn put_back<F: Function, S: Simd>(&mut self, simd: S, values: &mut [f64], function: &F) {
        // Up to where whole vectors end: what is left of one would be done value by value.
        let numbers = &mut self.numbers[..self.count.next_multiple_of(WHOLE)];
        for p in &mut *numbers {
            let far = tail_quantile(if *p < 0.5 { *p } else { 1.0 - *p });
            *p = if *p < 0.5 { -far } else { far };
        }
        each(simd, numbers, function);
        for (value, place) in numbers.iter().zip(&self.places[..self.count]) {
            values[*place] = *value;
        }
        // What lies behind the numbers to come is a probability again.
        numbers.fill(0.5);
        self.count = 0;
    }
}

#[inline(always)]
fn each<F: Function, S: Simd>(simd: S, values: &mut [f64], function: &F) {
    let (vectors, rest) = S::as_mut_simd_f64s(values);
    let (groups, left) = vectors.as_chunks_mut::<BESIDE>();
    for group in groups {
        *group = function.of(simd, *group);
    }
    for vector in left {
        [*vector] = function.of(simd, [*vector]);
    }
    if !rest.is_empty() {
        let [last] = function.of(simd, [simd.partial_load_f64s(rest)]);
        simd.partial_store_f64s(rest, last);
    }
}

struct Exp;

impl Function for Exp {
    #[inline(always)]
    fn of<S: Simd, const N: usize>(&self, simd: S, mut group: [S::f64s; N]) -> [S::f64s; N] {
        let all = |value: f64| simd.splat_f64s(value);
        let (lowest, highest) = EXP_RANGE;
        let mut powers = group;
        for (x, power) in group.iter_mut().zip(&mut powers) {
            let kept = simd.min_f64s(simd.max_f64s(*x, all(lowest)), all(highest));
            let shifted = simd.mul_add_f64s(kept, all(std::f64::consts::LOG2_E), all(ROUNDER));
            let whole = simd.sub_f64s(shifted, all(ROUNDER));
            *x = simd.mul_add_f64s(whole, all(-std::f64::consts::LN_2), kept);
            *power = power_of_two(simd, shifted);
        }
        let sums = polynomials(simd, &EXP, &group);
        for ((x, sum), power) in group.iter_mut().zip(sums).zip(powers) {
            let slope = simd.mul_add_f64s(*x, sum, all(1.0));
            *x = simd.mul_f64s(simd.mul_add_f64s(*x, slope, all(1.0)), power);
        }
        group
    }
}

/// 2 to the whole number in the low bits.
#[inline(always)]
fn power_of_two<S: Simd>(simd: S, shifted: S::f64s) -> S::f64s {
    let mut bits = simd.transmute_u64s_f64s(shifted);
    for lane in bytemuck::cast_slice_mut::<S::u64s, u64>(std::slice::from_mut(&mut bits)) {
        *lane <<= 52;
    }
    simd.transmute_f64s_u64s(simd.add_u64s(bits, simd.splat_u64s(1.0_f64.to_bits())))
}

struct CentralQuantile;

impl Function for CentralQuantile {
    #[inline(always)]
    fn of<S: Simd, const N: usize>(&self, simd: S, mut group: [S::f64s; N]) -> [S::f64s; N] {
        let all = |value: f64| simd.splat_f64s(value);
        let mut products = group;
        for product in &mut products {
            *product = simd.mul_f64s(*product, simd.sub_f64s(all(1.0), *product));
        }
        let numerators = polynomials(simd, &CENTRE_NUMERATOR, &products);
        let denominators = polynomials(simd, &CENTRE_DENOMINATOR, &products);
        for ((p, numerator), denominator) in group.iter_mut().zip(numerators).zip(denominators) {
            let from_middle = simd.sub_f64s(*p, all(0.5));
            *p = simd.div_f64s(simd.mul_f64s(from_middle, numerator), denominator);
        }
        group
    }
}

struct Same;

impl Function for Same {
    #[inline(always)]
    fn of<S: Simd, const N: usize>(&self, _: S, group: [S::f64s; N]) -> [S::f64s; N] {
        group
    }
}

/// e^(μ + σ z).
struct ExpOfLine {
    mu: f64,
    sigma: f64,
}

impl Function for ExpOfLine {
    #[inline(always)]
    fn of<S: Simd, const N: usize>(&self, simd: S, mut group: [S::f64s; N]) -> [S::f64s; N] {
        let (mu, sigma) = (simd.splat_f64s(self.mu), simd.splat_f64s(self.sigma));
        for z in &mut group {
            *z = simd.mul_add_f64s(sigma, *z, mu);
        }
        Exp.of(simd, group)
    }
}

/// c₀ + c₁ x + c₂ x² + … of each number.
#[inline(always)]
fn polynomials<S: Simd, const N: usize>(simd: S, coefficients: &[f64], group: &[S::f64s; N]) -> [S::f64s; N] {
    let [lower @ .., highest] = coefficients else { return [simd.splat_f64s(0.0); N] };
    let mut sums = [simd.splat_f64s(*highest); N];
    for coefficient in lower.iter().rev() {
        let coefficient = simd.splat_f64s(*coefficient);
        // By place: an iterator over both may be called and not inlined, and the sums would go through memory.
        for at in 0..N {
            sums[at] = simd.mul_add_f64s(sums[at], group[at], coefficient);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use pulp::{Arch, Scalar, WithSimd};

    use super::super::{exp, normal_density, normal_quantile};
    use super::*;

    /// What is done to probabilities.
    #[derive(Debug, Clone, Copy)]
    enum Which {
        /// e^(3000 (p − ½)).
        Exp,
        Normal,
        Lognormal,
    }

    struct Fill<'a>(Which, &'a mut [f64]);

    impl WithSimd for Fill<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            let Self(which, values) = self;
            match which {
                Which::Exp => {
                    values.iter_mut().for_each(|p| *p = 3_000.0 * (*p - 0.5));
                    exp_with(simd, values);
                }
                Which::Normal => normal_quantile_with(simd, values),
                Which::Lognormal => lognormal_quantile_with(simd, values, 9.0, 1.5),
            }
        }
    }

    fn filled(which: Which, shares: &[f64]) -> Vec<f64> {
        let mut values = shares.to_vec();
        Arch::new().dispatch(Fill(which, &mut values));
        values
    }

    /// Spread evenly, and into both ends.
    fn shares() -> Vec<f64> {
        let even = (0..5_000).map(|i| (f64::from(i) + 0.5) / 5_000.0);
        let seams = (0..200).map(|i| 0.5 - CENTRE + (f64::from(i) - 100.0) * 1e-7);
        // More tails one after another than are set aside at once.
        let tails = (0..3 * SPACE as u32).map(|i| (f64::from(i) + 0.5) * 1e-6);
        let ends = [1e-300, 1e-20, 1.0 - f64::EPSILON / 2.0, 0.02, 0.98, 0.5];
        even.chain(seams).chain(tails).chain(ends).collect()
    }

    #[test]
    fn a_value_is_the_same_whatever_the_vectors_and_wherever_it_stands() {
        let shares = shares();
        for which in [Which::Exp, Which::Normal, Which::Lognormal] {
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            let alone: Vec<f64> = shares.iter().flat_map(|p| filled(which, &[*p])).collect();
            for length in (0..40).chain([511, 512, 513, 700, shares.len()]) {
                let of = &shares[shares.len() - length..];
                let wanted = bits(&alone[shares.len() - length..]);
                assert_eq!(bits(&filled(which, of)), wanted, "{which:?} {length}");
                let mut narrow = of.to_vec();
                Fill(which, &mut narrow).with_simd(Scalar::new());
                assert_eq!(bits(&narrow), wanted, "{which:?} {length}");
            }
        }
    }

    #[test]
    fn a_quantile_is_right_to_less_than_a_billionth_of_the_share() {
        let shares = shares();
        for (p, z) in shares.iter().zip(filled(Which::Normal, &shares)) {
            let wanted = normal_quantile(*p);
            let off = (z - wanted).abs() * normal_density(wanted);
            assert!(off <= 3e-10 && off <= 5e-8 * p.min(1.0 - p), "{p}: {z}, not {wanted}");
        }
        for (p, x) in shares.iter().zip(filled(Which::Lognormal, &shares)) {
            let wanted = exp(9.0 + 1.5 * normal_quantile(*p));
            assert!((x / wanted - 1.0).abs() <= 1e-7, "{p}: {x}, not {wanted}");
        }
    }

    #[test]
    fn an_exponential_is_right_to_a_trillionth_or_two() {
        let shares = shares();
        for (p, x) in shares.iter().zip(filled(Which::Exp, &shares)) {
            let wanted = exp(3_000.0 * (p - 0.5));
            assert!((x / wanted - 1.0).abs() <= 2e-12, "{p}: {x}, not {wanted}");
        }
    }
}
