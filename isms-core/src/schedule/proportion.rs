//! Proportions: how sure a rate is, and whether rates rise or fall.

/// The 97.5 % point of the standard normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;

/// The 95 % interval of a rate of `successes` in `trials`, by Wilson's score (Wilson 1927); none without trials.
///
/// It keeps to 0 and 1 and does not collapse at either end, so that few trials are not taken for certainty. Brown, Cai
/// and DasGupta (2001) recommend it for small counts.
///
/// ```
/// use isms_core::schedule::wilson_interval;
/// let (low, high) = wilson_interval(81, 263).unwrap();
/// assert_eq!((format!("{low:.4}"), format!("{high:.4}")), ("0.2553".to_owned(), "0.3662".to_owned()));
/// ```
pub fn wilson_interval(successes: u64, trials: u64) -> Option<(f64, f64)> {
    wilson_interval_of(successes, trials, Z_95)
}

/// The same of another confidence: as far to either side as `deviations` of a standard normal distribution.
pub(crate) fn wilson_interval_of(successes: u64, trials: u64, deviations: f64) -> Option<(f64, f64)> {
    if trials == 0 || successes > trials {
        return None;
    }
    let (n, share) = (trials as f64, successes as f64 / trials as f64);
    let z2 = deviations * deviations;
    let centre = share + z2 / (2.0 * n);
    let spread = deviations * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let bound = |sum: f64| (sum / (1.0 + z2 / n)).clamp(0.0, 1.0);
    // At either end the bound is exact; the difference would leave a rounding error in its place.
    let low = if successes == 0 { 0.0 } else { bound(centre - spread) };
    let high = if successes == trials { 1.0 } else { bound(centre + spread) };
    Some((low, high))
}

/// One of several groups in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredCount {
    /// Where the group stands, e.g. its day.
    pub score: f64,
    /// How many went well.
    pub successes: u64,
    /// Of how many.
    pub trials: u64,
}

/// Whether rates rise or fall with a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Standard normal if there is no trend; positive if the rate rises.
    pub z: f64,
    /// Probability of a `z` as far from 0 or farther if there is no trend (two-sided).
    pub p_value: f64,
}

/// The test of Cochran (1954) and Armitage (1955) for a linear trend of proportions.
///
/// None where there is nothing to tell: fewer than two scores, or all trials went alike.
///
/// ```
/// use isms_core::schedule::{ScoredCount, cochran_armitage};
/// let month = |score, successes| ScoredCount { score, successes, trials: 100 };
/// let trend = cochran_armitage(&[month(0.0, 70), month(1.0, 80), month(2.0, 90)]).unwrap();
/// assert!(trend.z > 0.0 && trend.p_value < 0.001);
/// ```
pub fn cochran_armitage(groups: &[ScoredCount]) -> Option<Trend> {
    let sum = |of: fn(&ScoredCount) -> f64| groups.iter().map(of).sum::<f64>();
    let trials = sum(|group| group.trials as f64);
    let share = sum(|group| group.successes as f64) / trials;
    let mean = sum(|group| group.trials as f64 * group.score) / trials;
    let (mut observed, mut spread) = (0.0, 0.0);
    for group in groups {
        let (n, distance) = (group.trials as f64, group.score - mean);
        observed += distance * (group.successes as f64 - n * share);
        spread += n * distance * distance;
    }
    let variance = share * (1.0 - share) * spread;
    if !variance.is_finite() || variance <= 0.0 {
        return None;
    }
    let z = observed / variance.sqrt();
    Some(Trend { z, p_value: two_sided(z) })
}

/// Probability that a standard normal value lies as far from 0 as `z` or farther: the complementary error function of
/// |z| / √2.
///
/// Near 0 by the series of Abramowitz and Stegun 7.1.6, farther out by the continued fraction 7.1.14, which keeps the
/// relative precision of small tails.
fn two_sided(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    if x < 2.0 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= 2.0 * x * x / (2.0 * n + 1.0);
            sum += term;
        }
        1.0 - 2.0 / std::f64::consts::PI.sqrt() * (-x * x).exp() * sum
    } else {
        let fraction = (1..=100).rev().fold(x, |below, k| x + f64::from(k) / 2.0 / below);
        (-x * x).exp() / std::f64::consts::PI.sqrt() / fraction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(counts: &[(f64, u64, u64)]) -> Vec<ScoredCount> {
        counts
            .iter()
            .map(|(score, successes, trials)| ScoredCount {
                score: *score,
                successes: *successes,
                trials: *trials,
            })
            .collect()
    }

    #[test]
    fn wilson_agrees_with_published_intervals() {
        // Newcombe (1998), table I, method 3.
        for (successes, trials, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = wilson_interval(successes, trials).unwrap();
            assert!((found.0 - low).abs() < 5e-5 && (found.1 - high).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn wilson_keeps_to_the_ends_and_is_symmetric() {
        assert_eq!(wilson_interval(0, 0), None);
        assert_eq!(wilson_interval(3, 2), None);
        for trials in 1..200 {
            for successes in 0..=trials {
                let (low, high) = wilson_interval(successes, trials).unwrap();
                let (mirror_low, mirror_high) = wilson_interval(trials - successes, trials).unwrap();
                let share = successes as f64 / trials as f64;
                assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
                assert!((low + mirror_high - 1.0).abs() < 1e-12 && (high + mirror_low - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn tails_of_the_normal_distribution_agree_with_scipy() {
        // scipy 1.17.1: 2 * stats.norm.sf(z).
        for (z, wanted) in [
            (0.0, 1.0),
            (0.1, 0.920344325445942),
            (1.0, 0.31731050786291415),
            (2.0, 0.04550026389635839),
            (2.8, 0.005110260660855864),
            (2.83, 0.004654800413463103),
            (3.0, 0.0026997960632601866),
            (5.0, 5.733031437583866e-07),
            (8.0, 1.244192114854348e-15),
            (20.0, 5.507248237212311e-89),
        ] {
            assert!((two_sided(z) / wanted - 1.0).abs() < 1e-12, "{z}: {} {wanted}", two_sided(z));
            assert_eq!(two_sided(-z), two_sided(z));
        }
        assert!(two_sided(f64::INFINITY) == 0.0);
    }

    #[test]
    fn trend_agrees_with_published_values_and_with_statsmodels() {
        // Smokers among patients of four studies (Fleiss 1981), as in the documentation of R's prop.trend.test:
        // X-squared = 8.2249, p = 0.004132.
        let smokers = groups(&[(1.0, 83, 86), (2.0, 90, 93), (3.0, 129, 136), (4.0, 70, 82)]);
        let trend = cochran_armitage(&smokers).unwrap();
        assert!(
            (trend.z.powi(2) - 8.2249).abs() < 5e-5 && (trend.p_value - 0.004132).abs() < 5e-7,
            "{trend:?}"
        );
        // Carriers by the size of tonsils (Armitage 1955): chi-square 7.19.
        let tonsils = groups(&[(0.0, 19, 516), (1.0, 29, 589), (2.0, 24, 293)]);
        let trend_of_tonsils = cochran_armitage(&tonsils).unwrap();
        assert!((trend_of_tonsils.z.powi(2) - 7.19).abs() < 5e-3, "{trend_of_tonsils:?}");
        // statsmodels 0.15.0, Table.test_ordinal_association, divides by n - 1 where Armitage divides by n.
        for (groups, trend, wanted) in
            [(smokers, trend, -2.8642982730193864), (tonsils, trend_of_tonsils, 2.6809708232975953)]
        {
            let trials: u64 = groups.iter().map(|group| group.trials).sum();
            let by_less_one = trend.z * ((trials - 1) as f64 / trials as f64).sqrt();
            assert!((by_less_one - wanted).abs() < 1e-12, "{by_less_one} {wanted}");
        }
    }

    #[test]
    fn a_trend_depends_on_neither_origin_nor_unit_and_needs_something_to_tell() {
        let days = groups(&[(0.0, 5, 10), (91.0, 7, 10), (200.0, 9, 11)]);
        let moved: Vec<_> =
            days.iter().map(|day| ScoredCount { score: day.score / 7.0 + 1e4, ..*day }).collect();
        let (trend, same) = (cochran_armitage(&days).unwrap(), cochran_armitage(&moved).unwrap());
        assert!((trend.z - same.z).abs() < 1e-9);
        for nothing in
            [&[][..], &[(0.0, 5, 10)], &[(3.0, 5, 10), (3.0, 9, 10)], &[(0.0, 10, 10), (9.0, 4, 4)]]
        {
            assert_eq!(cochran_armitage(&groups(nothing)), None);
        }
    }
}
