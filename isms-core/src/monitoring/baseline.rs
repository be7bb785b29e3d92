//! Where a process used to lie, and how far it used to stray.

/// The mean of two ranges of one step, in sigmas: d₂ for two observations.
const D2: f64 = 1.128;

/// Centre and sigma of a chart for individual measurements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// The mean.
    pub centre: f64,
    /// The mean moving range divided by 1.128.
    pub sigma: f64,
}

impl Baseline {
    /// Of measurements in their order; none of fewer than two.
    ///
    /// Sigma comes from the moving range, which a slow drift widens less than it does the standard deviation (NIST/SEMATECH
    /// e-Handbook of Statistical Methods, section 6.3.2.2).
    ///
    /// ```
    /// use isms_core::monitoring::Baseline;
    /// let baseline = Baseline::of(&[10.0, 12.0, 11.0]).unwrap();
    /// assert_eq!((baseline.centre, baseline.sigma), (11.0, 1.5 / 1.128));
    /// ```
    pub fn of(values: &[f64]) -> Option<Self> {
        let (first, steps) = (*values.first()?, values.len().checked_sub(1).filter(|steps| *steps > 0)?);
        // From the first value on, so that the mean of equal values is that value to the last digit.
        let centre = first + values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64;
        let ranges = values.iter().zip(values.iter().skip(1)).map(|(before, after)| (after - before).abs());
        Some(Self { centre, sigma: ranges.sum::<f64>() / steps as f64 / D2 })
    }

    /// So many sigmas from the centre.
    pub fn at(&self, sigmas: f64) -> f64 {
        self.centre + sigmas * self.sigma
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2: ten batches of a flow rate.
    #[test]
    fn limits_are_those_of_the_published_flow_rates() {
        let flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
        let baseline = Baseline::of(&flow).unwrap();
        assert!((baseline.centre - 50.81).abs() < 1e-9);
        assert!((baseline.sigma * 1.128 - 1.8778).abs() < 5e-5, "{}", baseline.sigma);
        assert!((baseline.at(3.0) - 55.8041).abs() < 5e-5, "{}", baseline.at(3.0));
        assert!((baseline.at(-3.0) - 45.8159).abs() < 5e-5, "{}", baseline.at(-3.0));
    }

    #[test]
    fn equal_values_have_no_sigma_and_their_own_centre() {
        let baseline = Baseline::of(&[0.1; 7]).unwrap();
        assert_eq!((baseline.centre, baseline.sigma), (0.1, 0.0));
        assert_eq!(Baseline::of(&[1.0]), None);
    }
}
