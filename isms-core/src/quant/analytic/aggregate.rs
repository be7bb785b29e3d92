//! The sum of many compound losses, by Fourier transforms.

use rayon::prelude::*;
use realfft::RealFftPlanner;
use realfft::num_complex::Complex64;

use super::span::span;
use super::{AggregateLoss, CompoundLoss, Count, Severity};
use crate::error::{Error, ErrorCode, Result};

/// The highest level that is asked for: of what lies beyond, a grid in double precision knows nothing.
pub(super) const MOST_LEVEL: f64 = 1.0 - 1e-12;
/// Losses are gathered so many at a time, always the same, so that sums are the same on any number of threads.
const CHUNK: usize = 32;
/// How much less the end of the grid weighs than its start while it is transformed, as a logarithm: what wraps around
/// shrinks by that, and rounding at the end grows by it.
const TILT: f64 = 14.0;

/// A grid of losses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// It has 2^bits points, 8 to 24.
    pub bits: u32,
    /// How far it reaches; chosen, if absent, so that a year exceeds it once in some ten million.
    pub span: Option<f64>,
}

impl Default for Grid {
    /// 65,536 points and a reach as needed.
    fn default() -> Self {
        Self { bits: 16, span: None }
    }
}

/// The distribution of the sum of independent losses.
///
/// Characteristic functions multiply, and a tilted grid keeps what lies beyond its end from wrapping around (Grübel and
/// Hermesmeier, *Computation of compound distributions I*, 1999). Poisson numbers of events pool: all of them together
/// are one Poisson number with a mixture of losses, and cost one transform. Any other number of events costs one of
/// its own.
///
/// ```
/// use isms_core::model::Distribution;
/// use isms_core::quant::analytic::{CompoundLoss, Count, Grid, aggregate};
/// let risk = CompoundLoss {
///     count: Count::Poisson { mean: 0.008 },
///     severity: Distribution::lognormal_interval(100_000.0, 1_000_000.0),
/// };
/// let year = aggregate(&[risk], Grid::default()).unwrap();
/// assert_eq!(year.value_at_risk(0.99), Some(0.0));
/// assert_eq!(year.expected_shortfall(0.99).map(f64::round), Some(323_201.0));
/// ```
pub fn aggregate(losses: &[CompoundLoss], grid: Grid) -> Result<AggregateLoss> {
    check(losses, grid)?;
    let points = 1_usize << grid.bits;
    let reach = grid.span.unwrap_or_else(|| span(losses));
    let step = reach / points as f64;
    let mut planner = RealFftPlanner::<f64>::new();
    let forward = planner.plan_fft_forward(points);
    let tilt: Vec<f64> = (0..points).map(|i| (-TILT * i as f64 / points as f64).exp()).collect();
    let transform = |mut weights: Vec<f64>| -> Vec<Complex64> {
        weights.iter_mut().zip(&tilt).for_each(|(weight, tilt)| *weight *= tilt);
        let mut spectrum = forward.make_output_vec();
        // It fails for slices of the wrong length only, and these are of its own making.
        let done = forward.process(&mut weights, &mut spectrum);
        debug_assert!(done.is_ok(), "the plan is of the length of the grid");
        spectrum
    };

    // What Poisson losses weigh is summed before it is transformed.
    let (poisson, others): (Vec<_>, Vec<_>) =
        losses.iter().partition(|loss| matches!(loss.count, Count::Poisson { .. }));
    let gather = |chunk: &[&CompoundLoss]| {
        let mut severity = Severity::new(step, points);
        chunk.iter().for_each(|loss| severity.add(&loss.severity, loss.count.moments().0));
        severity
    };
    let mut pooled = Severity::new(step, points);
    poisson.par_chunks(CHUNK).map(gather).collect::<Vec<_>>().iter().for_each(|part| pooled.merge(part));
    let events: f64 = poisson.iter().map(|loss| loss.count.moments().0).sum();
    let mut exponent = transform(pooled.weights());
    exponent.iter_mut().for_each(|sum| *sum -= events);

    let logarithms = |chunk: &[&CompoundLoss]| {
        let mut sums = vec![Complex64::default(); points / 2 + 1];
        for loss in chunk {
            let spectrum = transform(Severity::discretise(&loss.severity, step, points));
            sums.iter_mut().zip(spectrum).for_each(|(sum, z)| *sum += loss.count.ln_generating(z));
        }
        sums
    };
    // A few chunks at a time, so that their sums need not all be kept.
    for some in others.chunks(CHUNK * CHUNK) {
        for sums in some.par_chunks(CHUNK).map(logarithms).collect::<Vec<_>>() {
            exponent.iter_mut().zip(sums).for_each(|(sum, more)| *sum += more);
        }
    }

    exponent.par_iter_mut().for_each(|value| *value = value.exp());
    // Rounding leaves an imaginary part where a real sum has none.
    for end in [0, points / 2] {
        if let Some(value) = exponent.get_mut(end) {
            value.im = 0.0;
        }
    }
    let mut probabilities = vec![0.0; points];
    let done = planner.plan_fft_inverse(points).process(&mut exponent, &mut probabilities);
    debug_assert!(done.is_ok(), "the plan is of the length of the grid");
    for (share, tilt) in probabilities.iter_mut().zip(&tilt) {
        *share = (*share / (tilt * points as f64)).max(0.0);
    }
    let moments = losses.iter().map(CompoundLoss::moments);
    let moments = moments.fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
    let all_events = losses.iter().map(|loss| loss.count.moments().0).sum();
    Ok(AggregateLoss::new(step, probabilities, moments, (-TILT).exp(), all_events))
}

fn check(losses: &[CompoundLoss], grid: Grid) -> Result<()> {
    let wrong =
        |path: &str, problem: String, remedy: &str| Err(Error::new(ErrorCode::Value, path, problem, remedy));
    if losses.is_empty() {
        return wrong("losses", "is empty".to_owned(), "give at least one");
    }
    if !(8..=24).contains(&grid.bits) {
        return wrong("grid.bits", format!("{} lies outside 8 to 24", grid.bits), "use 16");
    }
    if let Some(span) = grid.span.filter(|span| !(1e-100..=1e100).contains(span)) {
        return wrong("grid.span", format!("{span} is not a loss above 0"), "leave it out");
    }
    for (i, loss) in losses.iter().enumerate() {
        loss.check().map_err(|error| error.within(&format!("losses[{i}]")))?;
    }
    Ok(())
}
