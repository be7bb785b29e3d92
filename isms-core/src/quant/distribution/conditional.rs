//! A distribution cut into shares, each at its mean.

use crate::model::Distribution;

/// The means between rising shares of `cuts`, each with its share: few values with the mean of the whole.
pub(crate) fn conditional_means(distribution: &Distribution, cuts: &[f64]) -> Vec<(f64, f64)> {
    let (low, high) = distribution.bounds();
    // ∫ of the quantile from 0 to p is the mean less what lies beyond the quantile: its excess, and itself as often.
    let mean = distribution.mean();
    let below = |p: f64| {
        let x = distribution.quantile(p);
        if p >= 1.0 || x == high {
            mean - if p < 1.0 { (1.0 - p) * x } else { 0.0 }
        } else {
            mean - distribution.excess(x) - (1.0 - p) * x
        }
    };
    let ends = cuts.iter().copied().chain([1.0]);
    let mut before = (0.0, 0.0);
    let mut found = Vec::with_capacity(cuts.len() + 1);
    for p in ends {
        let until = below(p);
        let share = p - before.0;
        if share > 0.0 {
            found.push((((until - before.1) / share).clamp(low, high), share));
        }
        before = (p, until);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_stays_and_each_share_lies_between_its_cuts() {
        let cuts = [0.25, 0.5, 0.75, 0.99];
        for distribution in super::super::quantile::tests::one_of_each() {
            let means = conditional_means(&distribution, &cuts);
            let mean: f64 = means.iter().map(|(value, share)| value * share).sum();
            assert!((mean / distribution.mean() - 1.0).abs() < 1e-9, "{distribution:?}: {mean}");
            for ((value, share), cut) in means.iter().zip([0.0].iter().chain(&cuts)) {
                let (from, to) = (distribution.quantile(*cut), distribution.quantile(cut + share));
                assert!(from <= *value && *value <= to, "{distribution:?}: {from} {value} {to}");
            }
        }
        // Three values at a third each, cut in the middle: half of the second belongs to either side.
        let seen = Distribution::empirical(vec![1.0, 2.0, 6.0]);
        let halves = conditional_means(&seen, &[0.5]);
        assert!((halves[0].0 - 4.0 / 3.0).abs() < 1e-12 && (halves[1].0 - 14.0 / 3.0).abs() < 1e-12);
        assert_eq!(conditional_means(&Distribution::fixed(3.0), &[0.5]), [(3.0, 0.5), (3.0, 0.5)]);
    }
}
