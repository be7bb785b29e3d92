//! Two models of one organisation in the same years: what a change does to each figure, and how sure that is.
//!
//! Both draw the same random numbers for what both have, so that their years differ by the change and by nothing else:
//! what chance adds to both falls out of the difference (common random numbers: A. M. Law, *Simulation Modeling and
//! Analysis*, on variance reduction). The intervals are those of paired years.

use serde::Serialize;

use super::losses::{Interval, Losses, StageLosses};
use super::tail::Tail;
use super::{Simulation, simulate};
use crate::error::Result;
use crate::graph::Watch;
use crate::quant::model::{LossModel, Stage};

/// The losses of two models in the same years.
#[derive(Debug)]
pub struct Comparison {
    before: Losses,
    after: Losses,
}

/// The losses of a stage, before and after.
#[derive(Debug, Clone, Copy)]
pub struct StageComparison<'a> {
    before: StageLosses<'a>,
    after: StageLosses<'a>,
    /// The loss of each year.
    years: (&'a [f64], &'a [f64]),
}

/// A figure before and after, and the interval that holds the true difference as probably as the confidence says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Difference {
    /// The figure before.
    pub before: f64,
    /// The figure after.
    pub after: f64,
    /// The figure after less that before.
    pub value: f64,
    /// The lower end of its interval; infinitely low where there are too few trials to tell.
    pub low: f64,
    /// The upper end; infinite where there are too few trials to tell.
    pub high: f64,
}

/// Simulates two models of one organisation in the same years, with samples kept: 16 bytes a trial and stage. `watch` is
/// told how much of both is done.
///
/// The years before are those of [`simulate`], and those after are of the model
/// [`with_numbers_of`](LossModel::with_numbers_of) the one before.
///
/// ```
/// use isms_core::graph::Watch;
/// use isms_core::model::Distribution;
/// use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, Simulation, Stage, compare};
///
/// let with_rate = |rate| LossModel {
///     risks: vec![QuantifiedRisk {
///         primary: vec![Magnitude::new(LossForm::Response, Distribution::uniform(50.0, 150.0))],
///         ..QuantifiedRisk::new("R-001", Distribution::fixed(rate))
///     }],
///     ..LossModel::default()
/// };
/// let found = compare(&with_rate(2.0), &with_rate(2.2), &Simulation::new(20_000, 1), &Watch::none())?;
/// let mean = found.stage(Stage::Residual)?.mean();
/// assert!(mean.low < 20.0 && 20.0 < mean.high);
/// assert!(mean.high - mean.low < 2.0); // of two runs on numbers of their own it would be about 6 wide
/// # Ok::<(), isms_core::Error>(())
/// ```
pub fn compare(
    before: &LossModel,
    after: &LossModel,
    simulation: &Simulation,
    watch: &Watch<'_>,
) -> Result<Comparison> {
    let simulation = Simulation { keep_samples: true, ..simulation.clone() };
    let after = after.clone().with_numbers_of(before);
    watch.in_stretches()?;
    Ok(Comparison {
        before: watch.stretch(0.0..0.5, |watch| simulate(before, &simulation, watch))?,
        after: watch.stretch(0.5..1.0, |watch| simulate(&after, &simulation, watch))?,
    })
}

impl Comparison {
    /// The losses before.
    pub fn before(&self) -> &Losses {
        &self.before
    }

    /// The losses after.
    pub fn after(&self) -> &Losses {
        &self.after
    }

    /// A stage before and after.
    ///
    /// Errors: a stage that was not simulated.
    pub fn stage(&self, stage: Stage) -> Result<StageComparison<'_>> {
        let (before, after) = (self.before.stage(stage)?, self.after.stage(stage)?);
        let years = (before.samples().unwrap_or_default(), after.samples().unwrap_or_default());
        Ok(StageComparison { before, after, years })
    }
}

impl<'a> StageComparison<'a> {
    /// The losses of the stage before.
    pub fn before(&self) -> StageLosses<'a> {
        self.before
    }

    /// The losses of the stage after.
    pub fn after(&self) -> StageLosses<'a> {
        self.after
    }

    /// The same with intervals of another confidence than 0.95, above 0 and below 1.
    pub fn with_confidence(self, confidence: f64) -> Result<Self> {
        let (before, after) =
            (self.before.with_confidence(confidence)?, self.after.with_confidence(confidence)?);
        Ok(Self { before, after, ..self })
    }

    /// The mean loss of a year. The interval is that of the mean of the differences year by year. It is too wide rather
    /// than too narrow where a change is of how often events come: the events of a block are counted together, so that
    /// the count of the one follows that of the other more closely than years taken by themselves tell.
    pub fn mean(&self) -> Difference {
        let (before, after) = (self.before.mean().value, self.after.mean().value);
        self.about(before, after, self.paired_error(|loss| loss, |loss| loss))
    }

    /// The mean of the worst 1 − `level` of years. The interval is that of the differences, year by year, of what the loss
    /// exceeds the value at risk by: how far that is off itself does not count to first order (L. J. Hong, Z. Hu,
    /// G. Liu, *Monte Carlo methods for value-at-risk and conditional value-at-risk: a review*, 2014).
    pub fn expected_shortfall(&self, level: f64) -> Result<Difference> {
        let figures = (self.before.expected_shortfall(level)?, self.after.expected_shortfall(level)?);
        let tail = |of: &StageLosses<'_>| Tail::new(of.years(), of.trials(), level);
        let (before, after) = (tail(&self.before), tail(&self.after));
        let share = before.years / self.before.trials() as f64;
        let error = self.paired_error(
            |loss| (loss - before.low).max(0.0) / share,
            |loss| (loss - after.low).max(0.0) / share,
        );
        Ok(self.about(figures.0.value, figures.1.value, error))
    }

    /// The loss that a share `level` of years does not exceed. The interval takes the error of each from its own interval
    /// and their correlation from how often both are exceeded in the same year (G. J. Babu, C. R. Rao, *Joint asymptotic
    /// distribution of marginal quantiles and quantile functions in samples from a multivariate population*, 1988).
    pub fn value_at_risk(&self, level: f64) -> Result<Difference> {
        let (before, after) = (self.before.value_at_risk(level)?, self.after.value_at_risk(level)?);
        let error = |of: Interval| (of.high - of.low) / (2.0 * self.before.deviations());
        let (one, other) = (error(before), error(after));
        let apart = 1.0 - self.correlation(before.value, after.value);
        // As variances of two less twice their covariance, which rounding cannot bring below 0.
        let variance = (one - other) * (one - other) + 2.0 * apart * one * other;
        let variance = if variance.is_nan() { f64::INFINITY } else { variance };
        Ok(self.about(before.value, after.value, variance.sqrt()))
    }

    /// How probably a year costs more than an amount. The interval is the score interval of paired shares (T. Tango,
    /// *Equivalence test and confidence interval for the difference in proportions for the paired-sample design*, 1998).
    pub fn exceedance(&self, amount: f64) -> Difference {
        let [both, before, after] = self.exceeding(amount, amount);
        let n = self.before.trials() as f64;
        let found = Difference {
            before: (both + before) / n,
            after: (both + after) / n,
            value: (after - before) / n,
            low: 0.0,
            high: 0.0,
        };
        if self.is_same() {
            return found;
        }
        let (low, high) = paired_interval(after, before, n, self.before.deviations());
        Difference { low, high, ..found }
    }

    /// Whether every year costs the same before and after: then no figure differs, and nothing says that one might.
    fn is_same(&self) -> bool {
        self.years.0 == self.years.1
    }

    fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.years.0.iter().copied().zip(self.years.1.iter().copied())
    }

    /// The standard error of the mean, over the years, of what one function makes of the loss after less what another
    /// makes of that before.
    fn paired_error(&self, before: impl Fn(f64) -> f64, after: impl Fn(f64) -> f64) -> f64 {
        let difference = |(one, other): (f64, f64)| after(other) - before(one);
        let n = self.before.trials() as f64;
        let mean = self.pairs().map(difference).sum::<f64>() / n;
        let squares: f64 =
            self.pairs().map(|pair| (difference(pair) - mean) * (difference(pair) - mean)).sum();
        (squares / (n - 1.0).max(1.0) / n).sqrt()
    }

    /// How many years exceed an amount before and another after, how many the one only, how many the other only.
    fn exceeding(&self, before: f64, after: f64) -> [f64; 3] {
        let mut counts = [0.0; 3];
        let [both, first, second] = &mut counts;
        for (one, other) in self.pairs() {
            match (one > before, other > after) {
                (true, true) => *both += 1.0,
                (true, false) => *first += 1.0,
                (false, true) => *second += 1.0,
                (false, false) => {}
            }
        }
        counts
    }

    /// The correlation of exceeding an amount before and of exceeding another after.
    fn correlation(&self, before: f64, after: f64) -> f64 {
        let [both, one, other] = self.exceeding(before, after);
        if one + other == 0.0 {
            return 1.0;
        }
        let n = self.before.trials() as f64;
        let (both, one, other) = (both / n, (both + one) / n, (both + other) / n);
        let spread = (one * (1.0 - one) * other * (1.0 - other)).sqrt();
        if spread > 0.0 { ((both - one * other) / spread).clamp(-1.0, 1.0) } else { 0.0 }
    }

    fn about(&self, before: f64, after: f64, error: f64) -> Difference {
        let value = after - before;
        let reach = if self.is_same() { 0.0 } else { self.before.deviations() * error };
        Difference { before, after, value, low: value - reach, high: value + reach }
    }
}

/// The interval of the difference of two shares of n pairs, of which so many are in the first only and so many in the
/// second only: the differences that lie no more than so many standard deviations from what was seen, each taken with
/// the probability of a pair in the second only that is likeliest under it.
fn paired_interval(first: f64, second: f64, n: f64, deviations: f64) -> (f64, f64) {
    let score = |difference: f64| {
        let b = (2.0 * n - first + second) * difference - first - second;
        let c = -second * difference * (1.0 - difference);
        let likeliest = ((b * b - 8.0 * n * c).max(0.0).sqrt() - b) / (4.0 * n);
        let variance = n * (2.0 * likeliest + difference * (1.0 - difference));
        let off = first - second - n * difference;
        if off == 0.0 { 0.0 } else { off / variance.max(0.0).sqrt() }
    };
    let seen = (first - second) / n;
    // The score falls as the difference grows; 60 halvings leave nothing of the interval.
    let solve = |wanted: f64, mut low: f64, mut high: f64| {
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if score(middle) > wanted { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    (solve(deviations, -1.0, seen), solve(-deviations, seen, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 21 children 1 reacted before a treatment only and 7 after it only: a difference of −0.517 to −0.026 (M. W.
    /// Fagerland, S. Lydersen, P. Laake, *Recommended tests and confidence intervals for paired binomial proportions*,
    /// 2014). Of pairs that are all alike the equation of the score is solved by z² ÷ (n + z²).
    #[test]
    fn paired_shares_have_the_published_interval() {
        let z = 1.959_963_984_540_054;
        let (low, high) = paired_interval(1.0, 7.0, 21.0, z);
        assert!((low + 0.517).abs() < 5e-4 && (high + 0.026).abs() < 5e-4, "{low} {high}");
        let (low, high) = paired_interval(0.0, 0.0, 100.0, z);
        let bound = z * z / (100.0 + z * z);
        assert!((low + bound).abs() < 1e-9 && (high - bound).abs() < 1e-9, "{low} {high}");
    }
}
