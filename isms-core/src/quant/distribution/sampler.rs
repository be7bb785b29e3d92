//! Values of a distribution from uniform numbers, by the thousand.

use pulp::{Arch, Simd, WithSimd};

use super::empirical::cumulated;
use super::inverse_table::InverseTable;
use super::law::{Law, shares};
use super::normal::CutNormal;
use crate::model::Distribution;
use crate::quant::elementary::{
    exp, exp_with, exponential_quantile, ln, lognormal_quantile_with, normal_quantile_with,
};

/// Values taken at a time where parts are filled apart.
const BLOCK: usize = 256;
/// Below this shape of a tail its power is taken by its first terms, which then have more digits.
const SMALL_SHAPE: f64 = 1e-5;

/// A distribution made ready: each uniform number becomes one value, always the same.
///
/// Values come by inversion and rise with the uniform number, except those of a mixture: its number picks the part and
/// then the value in it. They are right to within 10⁻⁹ of the share below the value. A value depends on nothing but its
/// own number: not on the length of the slice, nor on the width of the machine's vectors.
///
/// ```
/// use isms_core::model::Distribution;
/// use isms_core::quant::Sampler;
/// let mut values = [0.05, 0.5, 0.95];
/// Sampler::compile(&Distribution::lognormal_interval(100.0, 1_000.0)).fill(&mut values);
/// assert_eq!(values.map(f64::round), [100.0, 316.0, 1_000.0]);
/// ```
#[derive(Debug, Clone)]
pub struct Sampler(Compiled);

/// Turns uniform numbers into values of a distribution, in place.
pub(in crate::quant) struct Fill<'a> {
    pub(in crate::quant) sampler: &'a Sampler,
    pub(in crate::quant) values: &'a mut [f64],
}

#[derive(Debug, Clone)]
enum Compiled {
    Fixed(f64),
    Uniform { low: f64, width: f64 },
    Triangular { low: f64, high: f64, rise: f64, rise_square: f64, fall_square: f64 },
    Tabled { low: f64, width: f64, table: Box<InverseTable> },
    Normal(CutNormal),
    Lognormal { mu: f64, sigma: f64 },
    Weibull { inverse_shape: f64, scale: f64 },
    Pareto { inverse_shape: f64, scale: f64 },
    Tail { body: Box<Sampler>, body_share: f64, beyond: f64, threshold: f64, shape: f64, scale: f64 },
    Empirical(Box<Steps>),
    Mixture(Vec<Part>),
}

/// Values in rising order and where to look for a share.
#[derive(Debug, Clone)]
struct Steps {
    /// Each value with the share at or below it.
    values: Vec<(f64, f64)>,
    /// For each equal part of the shares, the first value that reaches it (Chen and Asau 1974).
    guide: Vec<u32>,
}

/// A part of a mixture: uniform numbers up to `until` are its own.
#[derive(Debug, Clone)]
struct Part {
    from: f64,
    until: f64,
    sampler: Sampler,
}

impl Sampler {
    /// Makes a distribution ready that passes its check.
    pub fn compile(distribution: &Distribution) -> Self {
        Self(match distribution.into() {
            Law::Fixed(value) => Compiled::Fixed(value),
            Law::Uniform { low, high } => Compiled::Uniform { low, width: high - low },
            Law::Triangular { low, mode, high } => Compiled::Triangular {
                low,
                high,
                rise: (mode - low) / (high - low),
                rise_square: (high - low) * (mode - low),
                fall_square: (high - low) * (high - mode),
            },
            Law::Beta { alpha, beta, low, width } => {
                Compiled::Tabled { low, width, table: Box::new(InverseTable::beta(alpha, beta)) }
            }
            Law::Gamma { shape, rate } => {
                Compiled::Tabled { low: 0.0, width: 1.0 / rate, table: Box::new(InverseTable::gamma(shape)) }
            }
            Law::Normal(normal) => Compiled::Normal(normal),
            Law::Lognormal { mu, sigma } => Compiled::Lognormal { mu, sigma },
            Law::Weibull { shape, scale } => Compiled::Weibull { inverse_shape: 1.0 / shape, scale },
            Law::Pareto { shape, scale } => Compiled::Pareto { inverse_shape: 1.0 / shape, scale },
            Law::Tail { body, threshold, shape, scale } => Compiled::Tail {
                body: Box::new(Self::compile(body)),
                body_share: body.cdf(threshold),
                beyond: body.survival(threshold),
                threshold,
                shape,
                scale,
            },
            Law::Empirical { values, weights } => {
                Compiled::Empirical(Box::new(Steps::new(cumulated(values, weights))))
            }
            Law::Mixture(parts) => {
                let mut sum = 0.0;
                let mut part = |(share, part): (f64, &Distribution)| {
                    let from = sum;
                    sum += share;
                    Part { from, until: sum, sampler: Self::compile(part) }
                };
                Compiled::Mixture(shares(parts).map(&mut part).collect())
            }
        })
    }

    /// The one value of a distribution that has but one.
    pub(in crate::quant) fn fixed(&self) -> Option<f64> {
        if let Compiled::Fixed(value) = self.0 { Some(value) } else { None }
    }

    /// The value that belongs to a uniform number.
    pub(crate) fn value(&self, number: f64) -> f64 {
        let mut value = [number];
        self.fill(&mut value);
        let [value] = value;
        value
    }

    /// Turns uniform numbers, each above 0 and below 1, into values, in place.
    pub fn fill(&self, numbers: &mut [f64]) {
        Arch::new().dispatch(Fill { sampler: self, values: numbers });
    }

    /// [`Sampler::fill`] within a kernel, with its vectors.
    #[inline(always)]
    pub(in crate::quant) fn fill_with<S: Simd>(&self, simd: S, numbers: &mut [f64]) {
        match &self.0 {
            Compiled::Fixed(value) => numbers.fill(*value),
            Compiled::Uniform { low, width } => each(numbers, |u| low + width * u),
            Compiled::Triangular { low, high, rise, rise_square, fall_square } => each(numbers, |u| {
                let from_low = low + (rise_square * u).sqrt();
                let from_high = high - (fall_square * (1.0 - u)).sqrt();
                if u < *rise { from_low } else { from_high }
            }),
            Compiled::Normal(normal) => {
                each(numbers, |u| normal.share_before_cut(u));
                normal_quantile_with(simd, numbers);
                each(numbers, |z| normal.value(z));
            }
            Compiled::Lognormal { mu, sigma } => lognormal_quantile_with(simd, numbers, *mu, *sigma),
            Compiled::Weibull { inverse_shape, scale } => {
                each(numbers, |u| inverse_shape * ln(exponential_quantile(u)));
                exp_with(simd, numbers);
                each(numbers, |power| scale * power);
            }
            Compiled::Pareto { inverse_shape, scale } => {
                each(numbers, |u| inverse_shape * exponential_quantile(u));
                exp_with(simd, numbers);
                each(numbers, |power| scale * power);
            }
            Compiled::Tabled { low, width, table } => each(numbers, |u| low + width * table.quantile(u)),
            Compiled::Empirical(steps) => each(numbers, |u| steps.value(u)),
            // They are made of others, which lie in one another and so cannot be inlined.
            Compiled::Tail { .. } | Compiled::Mixture(_) => simd.vectorize(FillParts(self, numbers)),
        }
    }
}

impl WithSimd for Fill<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.sampler.fill_with(simd, self.values);
    }
}

/// Fills by a distribution made of others.
struct FillParts<'a>(&'a Sampler, &'a mut [f64]);

impl WithSimd for FillParts<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self(sampler, numbers) = self;
        match &sampler.0 {
            Compiled::Tail { body, body_share, beyond, threshold, shape, scale } => {
                let mut uniform = [0.0; BLOCK];
                for block in numbers.chunks_mut(BLOCK) {
                    for (kept, u) in uniform.iter_mut().zip(block.iter()) {
                        *kept = *u;
                    }
                    simd.vectorize(Fill { sampler: body, values: &mut *block });
                    for (value, u) in block.iter_mut().zip(&uniform) {
                        let in_body = if *value < *threshold { *value } else { *threshold };
                        let share = (1.0 - u) / beyond;
                        let depth = if share < 1.0 { -ln(share) } else { 0.0 };
                        let in_tail = threshold + scale * excess(*shape, depth);
                        *value = if u <= body_share { in_body } else { in_tail };
                    }
                }
            }
            Compiled::Mixture(parts) => {
                numbers.chunks_mut(BLOCK).for_each(|block| fill_mixture(simd, parts, block))
            }
            _ => simd.vectorize(Fill { sampler, values: numbers }),
        }
    }
}

#[inline(always)]
fn each(values: &mut [f64], f: impl Fn(f64) -> f64) {
    for value in values {
        *value = f(*value);
    }
}

/// The quantile of a generalised Pareto distribution of scale 1 where e^(−depth) lies beyond.
#[inline(always)]
fn excess(shape: f64, depth: f64) -> f64 {
    let stretched = shape * depth;
    if shape.abs() < SMALL_SHAPE {
        depth * (1.0 + stretched * (0.5 + stretched * (1.0 / 6.0)))
    } else {
        (exp(stretched) - 1.0) / shape
    }
}

/// The numbers of each part are spread over the whole range again, filled together, and put back.
fn fill_mixture<S: Simd>(simd: S, parts: &[Part], block: &mut [f64]) {
    let mut places = [0_usize; BLOCK];
    let mut picked = [0.0; BLOCK];
    let mut of_part = [usize::MAX; BLOCK];
    let last = parts.len().saturating_sub(1);
    for (of, u) in of_part.iter_mut().zip(block.iter()) {
        *of = parts.partition_point(|part| part.until <= *u).min(last);
    }
    let mut order: [usize; BLOCK] = std::array::from_fn(|i| i);
    let order = order.get_mut(..block.len()).unwrap_or_default();
    let part_of = |i: &usize| of_part.get(*i).copied().unwrap_or(last);
    order.sort_unstable_by_key(|i| (part_of(i), *i));
    for run in order.chunk_by(|a, b| part_of(a) == part_of(b)) {
        let Some(part) = run.first().and_then(|first| parts.get(part_of(first))) else { continue };
        let width = part.until - part.from;
        let mut taken = 0;
        for ((place, number), i) in places.iter_mut().zip(&mut picked).zip(run) {
            let Some(u) = block.get(*i) else { continue };
            // The ends of the range are not reached by rounding either.
            *number = ((u - part.from) / width).clamp(f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0);
            *place = *i;
            taken += 1;
        }
        let Some(picked) = picked.get_mut(..taken) else { continue };
        simd.vectorize(Fill { sampler: &part.sampler, values: &mut *picked });
        for (value, place) in picked.iter().zip(&places) {
            if let Some(number) = block.get_mut(*place) {
                *number = *value;
            }
        }
    }
}

impl Steps {
    fn new(values: Vec<(f64, f64)>) -> Self {
        let parts = values.len();
        let first = |i: usize| values.partition_point(|(_, share)| *share <= i as f64 / parts as f64) as u32;
        let guide = (0..parts).map(first).collect();
        Self { values, guide }
    }

    /// The first value whose share at or below exceeds `u`.
    #[inline]
    fn value(&self, u: f64) -> f64 {
        let part = (u * self.guide.len() as f64) as usize;
        let start = self.guide.get(part).map_or(0, |start| *start as usize);
        let candidates = self.values.get(start..).unwrap_or_default();
        // What rounding leaves below 1 belongs to the last value.
        let found = candidates.iter().find(|(_, share)| *share > u).or(self.values.last());
        found.map_or(f64::NAN, |(value, _)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantile::tests::one_of_each;
    use super::*;

    /// Uniform numbers spread evenly, and into both ends.
    fn uniforms(n: u32) -> Vec<f64> {
        let even = (0..n).map(|i| (f64::from(i) + 0.5) / f64::from(n));
        let ends = [f64::EPSILON / 4.0, 1e-15, 1e-9, 1e-6, 1.0 - 1e-6, 1.0 - 1e-9, 1.0 - f64::EPSILON / 2.0];
        even.chain(ends).collect()
    }

    #[test]
    fn values_are_the_quantiles() {
        for distribution in one_of_each() {
            if matches!(distribution, Distribution::Mixture { .. }) {
                continue;
            }
            let uniforms = uniforms(3_000);
            let mut values = uniforms.clone();
            Sampler::compile(&distribution).fill(&mut values);
            let (low, high) = distribution.bounds();
            for (u, x) in uniforms.iter().zip(&values) {
                assert!(low <= *x && *x <= high, "{distribution:?} at {u}: {x}");
                let error = (distribution.cdf(*x) - u).abs();
                assert!(error < 1e-9, "{distribution:?} at {u}: {x} with {error}");
            }
        }
    }

    #[test]
    fn the_farthest_parameters_that_pass_the_check_give_values_too() {
        let cut = |low, high| Distribution::truncated_normal(0.0, 1.0, low, high);
        let body = || Box::new(Distribution::lognormal(0.0, 1.0));
        for distribution in [
            Distribution::gamma(0.05, 1e-100),
            Distribution::gamma(1e6, 1.0),
            Distribution::beta(0.05, 1e6),
            Distribution::beta(1e6, 0.05),
            Distribution::beta(1e6, 1e6),
            Distribution::Pert { low: 0.0, mode: 0.5, high: 1.0, shape: 1e5, extensions: Default::default() },
            Distribution::lognormal(100.0, 10.0),
            Distribution::lognormal(-100.0, 1e-6),
            Distribution::lognormal_interval(1.0, 1e6),
            cut(Some(8.0), None),
            cut(Some(-1e9), Some(-8.0)),
            cut(Some(7.99), Some(8.0)),
            Distribution::weibull(0.05, 1.0),
            Distribution::weibull(1e4, 1.0),
            Distribution::pareto(1.000_001, 1.0),
            Distribution::tail(body(), 400.0, 0.999, 1.0),
            Distribution::tail(body(), 0.01, -0.999, 1e-9),
        ] {
            assert_eq!(distribution.check(), Ok(()), "{distribution:?}");
            let (low, high) = distribution.bounds();
            let mut values = uniforms(2_000);
            values.sort_by(f64::total_cmp);
            Sampler::compile(&distribution).fill(&mut values);
            for pair in values.windows(2) {
                assert!(pair[0] <= pair[1] * (1.0 + 1e-12) + 1e-300, "{distribution:?}: {pair:?}");
                assert!(
                    low <= pair[0] && pair[0] <= high && pair[0].is_finite(),
                    "{distribution:?}: {pair:?}"
                );
            }
            let (mean, variance) = distribution.moments();
            assert!(mean.is_finite() && variance >= 0.0, "{distribution:?}: {mean} {variance}");
        }
    }

    #[test]
    fn a_value_depends_on_its_number_alone() {
        let nested = Distribution::mixture([
            (1.0, Distribution::fixed(2.0)),
            (
                2.0,
                Distribution::mixture([
                    (1.0, Distribution::pareto(2.0, 1.0)),
                    (1.0, Distribution::gamma(2.0, 1.0)),
                ]),
            ),
            (0.5, Distribution::empirical(vec![4.0, 1.0, 9.0])),
        ]);
        for distribution in one_of_each().into_iter().chain([nested]) {
            let sampler = Sampler::compile(&distribution);
            let uniforms = uniforms(1_500);
            let mut together = uniforms.clone();
            sampler.fill(&mut together);
            for (u, wanted) in uniforms.iter().zip(&together).step_by(7) {
                let mut alone = [*u];
                sampler.fill(&mut alone);
                assert_eq!(alone[0].to_bits(), wanted.to_bits(), "{distribution:?} at {u}");
            }
        }
    }

    #[test]
    fn shares_of_a_mixture_are_those_of_its_parts() {
        let mixture = Distribution::mixture([
            (1.0, Distribution::uniform(0.0, 1.0)),
            (3.0, Distribution::lognormal(0.0, 1.0)),
            (2.0, Distribution::empirical(vec![0.5, 2.0])),
        ]);
        let n = 60_000;
        let mut values: Vec<f64> = (0..n).map(|i| (f64::from(i) + 0.5) / f64::from(n)).collect();
        Sampler::compile(&mixture).fill(&mut values);
        for x in [0.2, 0.5, 0.7, 1.0, 1.5, 2.0, 4.0] {
            let found = values.iter().filter(|value| **value <= x).count() as f64 / f64::from(n);
            assert!((found - mixture.cdf(x)).abs() < 1e-4, "{x}: {found} {}", mixture.cdf(x));
        }
    }

    #[test]
    fn values_that_were_seen_come_by_their_weights() {
        let seen = Distribution::Empirical {
            values: vec![5.0, 1.0, 3.0],
            weights: vec![1.0, 2.0, 1.0],
            extensions: Default::default(),
        };
        let mut values = [0.1, 0.49, 0.51, 0.74, 0.76, 1.0 - f64::EPSILON / 2.0];
        Sampler::compile(&seen).fill(&mut values);
        assert_eq!(values, [1.0, 1.0, 3.0, 3.0, 5.0, 5.0]);
    }
}
