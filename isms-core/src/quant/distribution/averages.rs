//! Averages over a distribution by numerical integration along its quantiles.

use crate::model::Distribution;

/// Halvings of a range of shares towards either end, where quantiles may grow without bound.
const PANELS: i32 = 48;

/// Nodes and weights of Gauss and Legendre's rule of eight points, for one half of (−1, 1) (Abramowitz and Stegun 1964,
/// table 25.4).
const NODES: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
];

/// The average of a function, with respect to what lies at or below `top`: ∫ f(x) dF(x) up to there.
pub(super) fn average_below(distribution: &Distribution, top: f64, f: impl Fn(f64) -> f64) -> f64 {
    let share = distribution.cdf(top);
    integral_over_shares(share, |p| f(distribution.quantile(p)))
}

/// ∫ f(p) dp from 0 to `top`, with panels that halve towards both ends.
pub(crate) fn integral_over_shares(top: f64, f: impl Fn(f64) -> f64) -> f64 {
    let half = top / 2.0;
    let mut sum = 0.0;
    for i in 0..PANELS {
        // From half ÷ 2^(i + 1) to half ÷ 2^i of either end; the last panel goes to the end itself.
        let far = half * 0.5_f64.powi(i);
        let near = if i == PANELS - 1 { 0.0 } else { far / 2.0 };
        let (middle, radius) = ((far + near) / 2.0, (far - near) / 2.0);
        for (node, weight) in NODES {
            for from_end in [middle - radius * node, middle + radius * node] {
                sum += weight * radius * (f(from_end) + f(top - from_end));
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steep_ends_are_integrated_too() {
        assert!((integral_over_shares(1.0, |p| -p.ln() - (1.0 - p).ln()) - 2.0).abs() < 1e-12);
        assert!((integral_over_shares(0.5, |p| 1.0 / p.sqrt()) - 2.0_f64.sqrt()).abs() < 1e-7);
    }
}
