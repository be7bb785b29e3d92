//! A normal distribution cut off at bounds.

use crate::quant::elementary::{normal_above, normal_density, normal_quantile};

/// The highest number below 1.
const HIGHEST_SHARE: f64 = 1.0 - f64::EPSILON / 2.0;

/// A normal distribution of which only what lies between two bounds is left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CutNormal {
    pub(super) mean: f64,
    pub(super) standard_deviation: f64,
    /// The bounds in standard deviations from the mean.
    bounds: (f64, f64),
    /// Everything is mirrored where both bounds lie above the mean, as shares are small below it and keep their digits.
    mirrored: bool,
    /// The share below the lower bound, after mirroring.
    before: f64,
    /// The share that is left.
    left: f64,
}

impl CutNormal {
    pub(super) fn new(mean: f64, standard_deviation: f64, low: Option<f64>, high: Option<f64>) -> Self {
        let bound = |at: Option<f64>, none| at.map_or(none, |at| (at - mean) / standard_deviation);
        let bounds = (bound(low, f64::NEG_INFINITY), bound(high, f64::INFINITY));
        let mirrored = bounds.0 > 0.0;
        let (before, until) =
            if mirrored { (above(bounds.1), above(bounds.0)) } else { (above(-bounds.0), above(-bounds.1)) };
        Self { mean, standard_deviation, bounds, mirrored, before, left: until - before }
    }

    /// The value at a share of what is left.
    #[inline(always)]
    pub(super) fn quantile(&self, p: f64) -> f64 {
        let z = normal_quantile(self.share_before_cut(p));
        self.value(z)
    }

    /// The share before the cut that belongs to a share after it.
    #[inline(always)]
    pub(super) fn share_before_cut(&self, p: f64) -> f64 {
        let share = self.before + self.left * if self.mirrored { 1.0 - p } else { p };
        // Rounding may reach 1, which has no quantile.
        if share < HIGHEST_SHARE { share } else { HIGHEST_SHARE }
    }

    /// The value at a quantile of the standard normal distribution.
    #[inline(always)]
    pub(super) fn value(&self, z: f64) -> f64 {
        let (low, high) = self.bounds;
        let z = if self.mirrored { -z } else { z };
        let z = if z > low { z } else { low };
        let z = if z < high { z } else { high };
        self.mean + self.standard_deviation * z
    }

    /// The share of what is left that lies above `x`.
    pub(super) fn survival(&self, x: f64) -> f64 {
        let z = (x - self.mean) / self.standard_deviation;
        if z <= self.bounds.0 {
            return 1.0;
        }
        if z >= self.bounds.1 {
            return 0.0;
        }
        (self.between(z, self.bounds.1) / self.left).clamp(0.0, 1.0)
    }

    /// The share of the whole distribution between two points.
    fn between(&self, from: f64, to: f64) -> f64 {
        if from > 0.0 { above(from) - above(to) } else { above(-to) - above(-from) }
    }

    /// The density at `x`.
    pub(super) fn density(&self, x: f64) -> f64 {
        let z = (x - self.mean) / self.standard_deviation;
        let inside = self.bounds.0 <= z && z <= self.bounds.1;
        if inside { normal_density(z) / (self.left * self.standard_deviation) } else { 0.0 }
    }

    /// Mean and variance of what is left.
    pub(super) fn moments(&self) -> (f64, f64) {
        let (low, high) = self.bounds;
        let (at_low, at_high) = (density(low), density(high));
        let shift = (at_low - at_high) / self.left;
        let weighted = |z: f64, density: f64| if z.is_finite() { z * density } else { 0.0 };
        let spread = 1.0 + (weighted(low, at_low) - weighted(high, at_high)) / self.left - shift * shift;
        let deviation = self.standard_deviation;
        (self.mean + deviation * shift, deviation * deviation * spread.max(0.0))
    }

    /// The expected excess over `x`.
    pub(super) fn excess(&self, x: f64) -> f64 {
        let z = (x - self.mean) / self.standard_deviation;
        let (low, high) = self.bounds;
        if z <= low {
            return self.moments().0 - x;
        }
        if z >= high {
            return 0.0;
        }
        let excess = normal_density(z) - density(high) - z * self.between(z, high);
        (self.standard_deviation * excess / self.left).max(0.0)
    }
}

/// The share above `z`, which may be infinite.
fn above(z: f64) -> f64 {
    if z == f64::INFINITY { 0.0 } else { normal_above(z) }
}

fn density(z: f64) -> f64 {
    if z.is_infinite() { 0.0 } else { normal_density(z) }
}
