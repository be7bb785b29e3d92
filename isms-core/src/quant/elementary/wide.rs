//! exp and the quantile of the normal distribution, many at a time, by the vectors at hand.
//!
//! Some vectors go through each step side by side: one alone would wait for the result of a step before the next can
//! begin. The steps are those of the functions of one value, and so are the bits.
#![allow(clippy::indexing_slicing, reason = "vectors of a group, and places of a block set aside from it")]

use pulp::{Arch, Simd, WithSimd, bytemuck};

use super::{
    CENTRE, CENTRE_DENOMINATOR, CENTRE_NUMERATOR, EXP, EXP_RANGE, LN_2_HIGH, LN_2_LOW, ROUNDER, tail_quantile,
};

/// Vectors that go side by side: their sums and arguments fill the registers of AVX2.
const BESIDE: usize = 4;
/// Values taken at a time, so that what lies between steps stays in the cache.
const BLOCK: usize = 512;

/// Some vectors.
type Group<S> = [<S as Simd>::f64s; BESIDE];

/// A function of numbers, each of its own. A type and not a closure, as only then it is compiled for the vectors of `S`.
trait Function {
    fn of<S: Simd>(simd: S, group: Group<S>) -> Group<S>;
}

/// Each value to e^value, with the same bits as [`super::exp`].
#[inline(always)]
pub(crate) fn exp_with<S: Simd>(simd: S, values: &mut [f64]) {
    each::<Exp, S>(simd, values);
}

/// Each probability to the quantile of the standard normal distribution, with the same bits as
/// [`super::normal_quantile`].
///
/// The tails, one value in 25, are set aside, so that the rest goes without a logarithm.
#[inline(always)]
pub(crate) fn normal_quantile_with<S: Simd>(simd: S, values: &mut [f64]) {
    // One place more than there are values: it is written before it is known whether it counts.
    let (mut places, mut beyond) = ([0_u16; BLOCK + 1], [0.0; BLOCK + 1]);
    for block in values.chunks_mut(BLOCK) {
        let tails = set_aside(simd, block, &mut places, &mut beyond);
        let (places, beyond) = (&places[..tails], &mut beyond[..tails]);
        each::<CentralQuantile, S>(simd, block);
        for value in beyond.iter_mut() {
            *value = tail_quantile(*value);
        }
        for (far, place) in beyond.iter().zip(places) {
            let value = &mut block[usize::from(*place) % BLOCK];
            *value = if *value < 0.0 { -far } else { *far };
        }
    }
}

/// How many probabilities of a block lie in the tails, where they are, and how much is beyond each.
#[inline(always)]
fn set_aside<S: Simd>(
    simd: S,
    block: &[f64],
    places: &mut [u16; BLOCK + 1],
    beyond: &mut [f64; BLOCK + 1],
) -> usize {
    let mut tails = 0;
    let mut set_aside_of = |first: usize, lanes: &[f64]| {
        for (place, p) in (first..).zip(lanes) {
            (places[tails], beyond[tails]) = (place as u16, if *p < 0.5 { *p } else { 1.0 - p });
            tails += usize::from((p - 0.5).abs() > CENTRE);
        }
    };
    let (vectors, rest) = S::as_simd_f64s(block);
    for (vector, lanes) in vectors.iter().enumerate() {
        let distance = simd.abs_f64s(simd.sub_f64s(*lanes, simd.splat_f64s(0.5)));
        let is_far = simd.greater_than_f64s(distance, simd.splat_f64s(CENTRE));
        if simd.first_true_m64s(is_far) < S::F64_LANES {
            let first = vector * S::F64_LANES;
            set_aside_of(first, &block[first..first + S::F64_LANES]);
        }
    }
    set_aside_of(block.len() - rest.len(), rest);
    tails
}

#[inline(always)]
fn each<F: Function, S: Simd>(simd: S, values: &mut [f64]) {
    let (vectors, rest) = S::as_mut_simd_f64s(values);
    let (groups, left) = vectors.as_chunks_mut::<BESIDE>();
    for group in groups {
        *group = F::of(simd, *group);
    }
    if !left.is_empty() || !rest.is_empty() {
        let mut group = [simd.splat_f64s(0.5); BESIDE];
        group[..left.len()].copy_from_slice(left);
        // There are fewer whole vectors left than make a group.
        group[left.len()] = simd.partial_load_f64s(rest);
        group = F::of(simd, group);
        left.copy_from_slice(&group[..left.len()]);
        simd.partial_store_f64s(rest, group[left.len()]);
    }
}

struct Exp;

impl Function for Exp {
    #[inline(always)]
    fn of<S: Simd>(simd: S, mut group: Group<S>) -> Group<S> {
        let all = |value: f64| simd.splat_f64s(value);
        let (lowest, highest) = EXP_RANGE;
        let mut powers = group;
        for (x, power) in group.iter_mut().zip(&mut powers) {
            let kept = simd.min_f64s(simd.max_f64s(*x, all(lowest)), all(highest));
            let shifted = simd.add_f64s(simd.mul_f64s(kept, all(std::f64::consts::LOG2_E)), all(ROUNDER));
            let whole = simd.sub_f64s(shifted, all(ROUNDER));
            *x = simd.sub_f64s(kept, simd.mul_f64s(whole, all(LN_2_HIGH)));
            *x = simd.sub_f64s(*x, simd.mul_f64s(whole, all(LN_2_LOW)));
            *power = power_of_two(simd, shifted);
        }
        let sums = polynomials(simd, &EXP, &group);
        for ((x, sum), power) in group.iter_mut().zip(sums).zip(powers) {
            let beyond_one = simd.add_f64s(*x, simd.mul_f64s(simd.mul_f64s(*x, *x), sum));
            *x = simd.mul_f64s(simd.add_f64s(all(1.0), beyond_one), power);
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
    fn of<S: Simd>(simd: S, mut group: Group<S>) -> Group<S> {
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

/// c₀ + c₁ x + c₂ x² + … of each number.
#[inline(always)]
fn polynomials<S: Simd>(simd: S, coefficients: &[f64], group: &Group<S>) -> Group<S> {
    let [lower @ .., highest] = coefficients else { return [simd.splat_f64s(0.0); BESIDE] };
    let mut sums = [simd.splat_f64s(*highest); BESIDE];
    // The compiler is not to know how many there are: it would take the loop apart, and then do one vector to its end
    // before the next.
    for coefficient in std::hint::black_box(lower).iter().rev() {
        let coefficient = simd.splat_f64s(*coefficient);
        for (sum, x) in sums.iter_mut().zip(group) {
            *sum = simd.add_f64s(simd.mul_f64s(*sum, *x), coefficient);
        }
    }
    sums
}

/// Each value to e^value, by the widest vectors there are.
pub fn exp_in_place(values: &mut [f64]) {
    struct All<'a>(&'a mut [f64]);
    impl WithSimd for All<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            exp_with(simd, self.0);
        }
    }
    Arch::new().dispatch(All(values));
}

/// Each probability to the quantile of the standard normal distribution, by the widest vectors there are.
pub fn normal_quantile_in_place(values: &mut [f64]) {
    struct All<'a>(&'a mut [f64]);
    impl WithSimd for All<'_> {
        type Output = ();
        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            normal_quantile_with(simd, self.0);
        }
    }
    Arch::new().dispatch(All(values));
}

#[cfg(test)]
mod tests {
    use pulp::Scalar;

    use super::super::{exp, normal_quantile};
    use super::*;

    #[test]
    fn many_values_give_the_bits_of_single_ones_whatever_the_vectors() {
        let uniforms: Vec<f64> = (0..5_000).map(|i| (f64::from(i) + 0.5) / 5_000.0).collect();
        let far = [1e-300, 1e-20, 1.0 - f64::EPSILON / 2.0, 0.02, 0.98, 0.5];
        let tails = [0.001; 700];
        for length in (0..40).chain([511, 512, 513, 700, 5_000]) {
            for wanted in [uniforms.as_slice(), &far, &tails] {
                let wanted = &wanted[..length.min(wanted.len())];
                let fill = |fill: &dyn Fn(&mut [f64])| {
                    let mut filled = wanted.to_vec();
                    fill(&mut filled);
                    filled
                };
                let same = |found: Vec<f64>, of: &dyn Fn(f64) -> f64| {
                    assert!(
                        found.iter().zip(wanted).all(|(x, p)| x.to_bits() == of(*p).to_bits()),
                        "{length}"
                    );
                };
                same(fill(&normal_quantile_in_place), &normal_quantile);
                same(fill(&|values| normal_quantile_with(Scalar::new(), values)), &normal_quantile);
                let spread = |p: f64| exp(3_000.0 * (p - 0.5));
                let scale = |values: &mut [f64]| values.iter_mut().for_each(|p| *p = 3_000.0 * (*p - 0.5));
                same(fill(&|values| (scale(values), exp_in_place(values)).1), &spread);
                same(fill(&|values| (scale(values), exp_with(Scalar::new(), values)).1), &spread);
            }
        }
    }
}
