//! The two-sided tabular cumulative sum, which sees small shifts and dates them.

use super::excursion::join;
use super::{Baseline, ChartRule, Excursion, Side};

/// A point of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CusumPoint {
    /// What lies above the centre by more than the allowance, summed up since it last came to nothing.
    pub high: f64,
    /// The same of what lies below.
    pub low: f64,
}

/// The sums Cᵢ⁺ = max(0, xᵢ − (centre + kσ) + Cᵢ₋₁⁺) and Cᵢ⁻ = max(0, (centre − kσ) − xᵢ + Cᵢ₋₁⁻), both 0 before the first point.
///
/// Source: E. S. Page, *Continuous Inspection Schemes*, Biometrika 41, 1954; NIST/SEMATECH e-Handbook of Statistical
/// Methods, section 6.3.2.3.
pub fn cusum(values: &[f64], baseline: &Baseline, k: f64) -> Vec<CusumPoint> {
    let (mut high, mut low) = (0.0_f64, 0.0_f64);
    let point = |value: &f64| {
        high = (value - baseline.at(k) + high).max(0.0);
        low = (baseline.at(-k) - value + low).max(0.0);
        CusumPoint { high, low }
    };
    values.iter().map(point).collect()
}

/// The stretches over which a sum is more than hσ. The run behind one begins where the sum last left 0, which dates the
/// shift.
pub fn cusum_excursions(points: &[CusumPoint], baseline: &Baseline, h: f64) -> Vec<Excursion> {
    [Side::Above, Side::Below]
        .into_iter()
        .flat_map(|side| {
            let sum = move |point: &CusumPoint| if side == Side::Below { point.low } else { point.high };
            let left = super::ewma::since(points.iter().map(|point| sum(point) > 0.0));
            join(ChartRule::Cusum, side, points.len(), move |at| {
                points.get(at).filter(|point| sum(point) > h * baseline.sigma).and(left.get(at).copied())
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.3: centre 325, k 0.3175 and h 4.1959 in units of the
    /// measurement.
    #[test]
    fn sums_are_those_of_the_published_example() {
        let values = [
            324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
            324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
        ];
        let high = [
            0.0, 0.0, 0.0, 0.0, 0.03, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.01, 4.94, 7.45, 10.63, 11.99,
            14.44, 16.00, 19.04,
        ];
        let baseline = Baseline { centre: 325.0, sigma: 1.0 };
        let points = cusum(&values, &baseline, 0.3175);
        for (i, (point, wanted)) in points.iter().zip(high).enumerate() {
            assert!((point.high - wanted).abs() < 0.0101, "{i}: {} {wanted}", point.high);
        }
        assert!((points[1].low - 0.0075).abs() < 1e-9, "{:?}", points[1]);
        // From the 14th group on the sum lies above h; it left 0 with the 13th.
        let wanted = Excursion { rule: ChartRule::Cusum, side: Side::Above, first: 12, told: 13, last: 19 };
        assert_eq!(cusum_excursions(&points, &baseline, 4.1959), [wanted]);
    }

    /// D. C. Montgomery, *Introduction to Statistical Quality Control*, tables 9.1 and 9.2: k 0.5, h 5.
    #[test]
    fn the_shift_of_the_textbook_is_seen_and_dated_where_it_says() {
        let values = [
            9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08,
            9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31,
            10.52,
        ];
        let baseline = Baseline { centre: 10.0, sigma: 1.0 };
        let points = cusum(&values, &baseline, 0.5);
        assert!((points[28].high - 5.28).abs() < 1e-9, "{:?}", points[28]);
        let found = cusum_excursions(&points, &baseline, 5.0);
        // Above 5 at the 29th; seven points since it left 0, so the shift lies between the 22nd and the 23rd.
        assert_eq!(
            found.iter().map(|e| (e.side, e.first + 1, e.told + 1)).collect::<Vec<_>>(),
            [(Side::Above, 23, 29)]
        );
    }
}
