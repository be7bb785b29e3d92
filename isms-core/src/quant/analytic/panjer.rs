//! Panjer's recursion for one compound distribution.

use realfft::num_complex::Complex64;

use super::Count;
use crate::error::{Error, ErrorCode, Result};

/// A probability of no loss below this is too small to begin from.
const LEAST_START: f64 = 1e-280;

/// The distribution of the sum of losses on a grid, point by point, where the number of losses is Poisson, negative
/// binomial or binomial (Panjer, *Recursive evaluation of a family of compound distributions*, 1981).
///
/// `severity` has the probability of each point of the grid, from 0 on; the answer has as many `points` as asked for.
/// Work grows with points times points of the severity: for large grids and for many risks
/// [`aggregate`](super::aggregate) is faster.
///
/// ```
/// use isms_core::quant::analytic::{Count, panjer};
/// // Two events at most, at one half each, and each costs 1.
/// let sum = panjer(&Count::Binomial { trials: 2, probability: 0.5 }, &[0.0, 1.0], 3).unwrap();
/// assert_eq!(sum, [0.25, 0.5, 0.25]);
/// ```
pub fn panjer(count: &Count, severity: &[f64], points: usize) -> Result<Vec<f64>> {
    count.check().map_err(|error| error.within("count"))?;
    if let Some(i) = severity.iter().position(|share| !(0.0..=1.0).contains(share)) {
        let path = format!("severity[{i}]");
        return Err(Error::new(ErrorCode::Value, path, "is not a probability", "use a number from 0 to 1"));
    }
    let (a, b) = match count {
        Count::Poisson { mean } => (0.0, *mean),
        Count::NegativeBinomial { mean, size } => {
            let a = mean / (mean + size);
            (a, (size - 1.0) * a)
        }
        Count::Binomial { trials, probability } if *probability < 1.0 => {
            let odds = probability / (1.0 - probability);
            (-odds, (f64::from(*trials) + 1.0) * odds)
        }
        Count::Binomial { .. } | Count::MixedPoisson { .. } => {
            let remedy = "use aggregate, or a Poisson, negative binomial or binomial number below certainty";
            return Err(Error::new(ErrorCode::Rule, "count", "does not follow the recursion", remedy));
        }
    };
    let at_zero = severity.first().copied().unwrap_or(0.0);
    let start = count.ln_generating(Complex64::from(at_zero)).exp().re;
    if start < LEAST_START {
        let problem = format!("no loss has a probability of {start:e}, too small to begin from");
        return Err(Error::new(ErrorCode::Limit, "count", problem, "use aggregate"));
    }
    let front = 1.0 / (1.0 - a * at_zero);
    let mut sums: Vec<f64> = Vec::with_capacity(points);
    sums.push(start);
    for k in 1..points {
        let slope = b / k as f64;
        // Losses of j before the last ones, for j from 1 to k.
        let terms = severity.iter().enumerate().skip(1).zip(sums.iter().rev());
        let sum: f64 = terms.map(|((j, share), before)| (a + slope * j as f64) * share * before).sum();
        sums.push(front * sum);
    }
    sums.truncate(points);
    Ok(sums)
}
