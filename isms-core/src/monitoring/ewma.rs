//! The exponentially weighted moving average, which sees small shifts that last.

use super::excursion::join;
use super::{Baseline, ChartRule, Excursion, Side};

/// A point of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EwmaPoint {
    /// The weighted average up to this point.
    pub average: f64,
    /// Lower limit at this point.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// The average z₀ = centre, zᵢ = λxᵢ + (1 − λ)zᵢ₋₁, with limits centre ± Lσ√(λ/(2 − λ) · (1 − (1 − λ)²ⁱ)), which are those of
/// the point and not of the end.
///
/// Source: S. W. Roberts, *Control Chart Tests Based on Geometric Moving Averages*, Technometrics 1(3), 1959; limits
/// as in D. C. Montgomery, *Introduction to Statistical Quality Control*, section 9.2.
pub fn ewma(values: &[f64], baseline: &Baseline, lambda: f64, limit: f64) -> Vec<EwmaPoint> {
    let (mut average, mut faded) = (baseline.centre, 1.0);
    let point = |value: &f64| {
        average = lambda * value + (1.0 - lambda) * average;
        faded *= (1.0 - lambda) * (1.0 - lambda);
        let width = limit * baseline.sigma * (lambda / (2.0 - lambda) * (1.0 - faded)).sqrt();
        EwmaPoint { average, lower: baseline.centre - width, upper: baseline.centre + width }
    };
    values.iter().map(point).collect()
}

/// The stretches over which the average lies beyond its limits. The run behind one begins where the average last left
/// the centre.
pub fn ewma_excursions(points: &[EwmaPoint], baseline: &Baseline) -> Vec<Excursion> {
    [Side::Above, Side::Below]
        .into_iter()
        .flat_map(|side| {
            let left = since(points.iter().map(|p| side.distance(p.average, baseline.centre) > 0.0));
            join(ChartRule::Ewma, side, points.len(), |at| {
                let point = points.get(at)?;
                let beyond = match side {
                    Side::Below => point.average < point.lower,
                    _ => point.average > point.upper,
                };
                left.get(at).copied().filter(|_| beyond)
            })
        })
        .collect()
}

/// For each point the first of the unbroken stretch of points, up to it, for which something holds; itself if it does not.
pub(super) fn since(holds: impl Iterator<Item = bool>) -> Vec<usize> {
    let mut first = None;
    holds
        .enumerate()
        .map(|(at, holds)| {
            first = first.filter(|_| holds).or(holds.then_some(at));
            first.unwrap_or(at)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.4.
    #[test]
    fn averages_and_limits_are_those_of_the_published_example() {
        let values = [
            52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2,
            52.6, 52.4, 53.6, 52.1,
        ];
        let published = [
            50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05,
            49.38, 49.92, 50.73, 51.23, 51.94, 51.99,
        ];
        let baseline = Baseline { centre: 50.0, sigma: 2.0539 };
        let points = ewma(&values, &baseline, 0.3, 3.0);
        for (point, wanted) in points.iter().zip(published) {
            assert!((point.average - wanted).abs() < 0.0051, "{} {wanted}", point.average);
        }
        // The published limits are those of the end.
        let end = points.last().unwrap();
        assert!((end.upper - 52.5884).abs() < 1e-3 && (end.lower - 47.4115).abs() < 1e-3, "{end:?}");
        assert_eq!(ewma_excursions(&points, &baseline), []);
    }

    /// D. C. Montgomery, *Introduction to Statistical Quality Control*, table 9.1 and example 9.2: λ 0.1, L 2.7. The first two
    /// averages and limits are published; the excursion follows from the definition.
    #[test]
    fn limits_widen_as_those_of_the_textbook_and_the_shift_is_seen() {
        let values = [
            9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
            9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31,
            10.52,
        ];
        let baseline = Baseline { centre: 10.0, sigma: 1.0 };
        let points = ewma(&values, &baseline, 0.1, 2.7);
        let first = points.first().unwrap();
        assert!((first.average - 9.945).abs() < 1e-12);
        assert!((first.upper - 10.27).abs() < 1e-12 && (first.lower - 9.73).abs() < 1e-12);
        let second = points.get(1).unwrap();
        assert!((second.average - 9.7495).abs() < 1e-12 && (second.upper - 10.36).abs() < 5e-3);
        let found = ewma_excursions(&points, &baseline);
        assert_eq!(found.iter().map(|e| (e.side, e.told + 1)).collect::<Vec<_>>(), [(Side::Above, 29)]);
    }
}
