//! Conjugate posteriors: how often something happens (gamma) and how often it goes well (beta), with intervals.
//!
//! Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, *Bayesian Data Analysis* (3rd edition 2013), chapter 2: a beta prior
//! and trials give a beta posterior, a gamma prior and Poisson counts over an exposure give a gamma posterior.

use super::incomplete::{ln_beta, ln_gamma, lower_beta, lower_gamma};

/// Steps after which a quantile is taken as it stands; halving alone needs fewer.
const MOST_STEPS: u32 = 200;

/// A gamma distribution, e.g. of the events a year.
///
/// ```
/// use isms_core::schedule::Gamma;
/// // Two events in four years, upon Jeffreys' prior of a rate: shape 1/2, rate 0.
/// let rate = Gamma { shape: 0.5, rate: 0.0 }.after_counts(2.0, 4.0);
/// assert_eq!((rate.shape, rate.rate, rate.mean()), (2.5, 4.0, 0.625));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    /// Shape, above 0: events seen, and as seen before.
    pub shape: f64,
    /// Rate, 0 or more: exposure seen, and as seen before. At 0 the distribution is improper.
    pub rate: f64,
}

/// A beta distribution, e.g. of the share that goes well.
///
/// ```
/// use isms_core::schedule::Beta;
/// // Nine of ten went well, upon Jeffreys' prior of a share: 1/2 and 1/2.
/// let share = Beta { alpha: 0.5, beta: 0.5 }.after_trials(9.0, 1.0);
/// assert_eq!(format!("{:.4}", share.mean()), "0.8636");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    /// What went well, and as seen before; above 0.
    pub alpha: f64,
    /// What went wrong, and as seen before; above 0.
    pub beta: f64,
}

impl Gamma {
    /// What is known once `events` were seen in an exposure, e.g. in years.
    #[must_use]
    pub fn after_counts(self, events: f64, exposure: f64) -> Self {
        Self { shape: self.shape + events, rate: self.rate + exposure }
    }

    /// Its mean; infinite where it is improper.
    pub fn mean(self) -> f64 {
        self.shape / self.rate
    }

    /// The value below which a share `p` of it lies.
    pub fn quantile(self, p: f64) -> f64 {
        let Self { shape, rate } = self;
        if p <= 0.0 || p >= 1.0 {
            return if p <= 0.0 { 0.0 } else { f64::INFINITY };
        }
        let scale = ln_gamma(shape);
        // On the scale of logarithms the density neither vanishes nor grows without bound at 0.
        let share = |ln: f64| {
            let x = ln.exp();
            (lower_gamma(shape, x, scale), (shape * ln - x - scale).exp())
        };
        solve(p, shape.ln(), (-1_500.0, 700.0), share).exp() / rate
    }
}

impl Beta {
    /// What is known once so much went well and so much went wrong; trials may weigh less than one.
    #[must_use]
    pub fn after_trials(self, well: f64, wrong: f64) -> Self {
        Self { alpha: self.alpha + well, beta: self.beta + wrong }
    }

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The value below which a share `p` of it lies.
    pub fn quantile(self, p: f64) -> f64 {
        let Self { alpha, beta } = self;
        if p <= 0.0 || p >= 1.0 {
            return if p <= 0.0 { 0.0 } else { 1.0 };
        }
        let scale = ln_beta(alpha, beta);
        let part = |logit: f64| 1.0 / (1.0 + (-logit).exp());
        let share = |logit: f64| {
            let (x, y) = (part(logit), part(-logit));
            (lower_beta((alpha, beta), (x, y), scale), (alpha * x.ln() + beta * y.ln() - scale).exp())
        };
        part(solve(p, (alpha / beta).ln(), (-700.0, 700.0), share))
    }
}

/// Where a rising function meets `wanted`: Newton's steps, halving the bracket where one would leave it.
fn solve(wanted: f64, start: f64, bracket: (f64, f64), function: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = bracket;
    let mut x = start.clamp(low, high);
    for _ in 0..MOST_STEPS {
        let (value, slope) = function(x);
        if value < wanted {
            low = x
        } else {
            high = x
        }
        let newton = x - (value - wanted) / slope;
        let next = if low < newton && newton < high { newton } else { (low + high) / 2.0 };
        let moved = (next - x).abs();
        x = next;
        if moved <= 1e-14 * (1.0 + x.abs()) {
            break;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(found: f64, wanted: f64) {
        assert!((found / wanted - 1.0).abs() < 1e-10, "{found} {wanted}");
    }

    #[test]
    fn gamma_quantiles_agree_with_the_table_of_chi_square_and_with_scipy() {
        // Chi-square of v degrees of freedom is gamma of shape v/2 and rate 1/2: Abramowitz and Stegun, table 26.8.
        for (degrees, p, wanted) in
            [(1.0, 0.95, 3.84146), (5.0, 0.95, 11.0705), (10.0, 0.05, 3.94030), (10.0, 0.95, 18.3070)]
        {
            let found = Gamma { shape: degrees / 2.0, rate: 0.5 }.quantile(p);
            assert!((found / wanted - 1.0).abs() < 1e-5, "{found} {wanted}");
        }
        // scipy 1.17.1: stats.gamma.ppf.
        for (shape, rate, low, high) in [
            (0.5, 2.5, 0.0007864280000039045, 0.7682917641388248),
            (2.5, 4.0, 0.14318452825772116, 1.383812211689544),
            (0.5, 0.001, 1.966070000009761, 1920.729410347062),
            (10.5, 3.0, 1.931884201470122, 5.4450955568195525),
            (100.5, 8.0, 10.574769990799032, 14.692281852722095),
            (3000.5, 10.0, 291.0972235331969, 309.1164773145293),
            (0.01, 1.0, 4.465535018910624e-131, 0.003362623998074687),
            (1e6, 1.0, 998355.7150837178, 1001645.42194519),
        ] {
            let found = Gamma { shape, rate };
            agrees(found.quantile(0.05), low);
            agrees(found.quantile(0.95), high);
        }
    }

    #[test]
    fn beta_quantiles_agree_with_the_arcsine_and_with_scipy() {
        // Beta of 1/2 and 1/2 is the arcsine distribution: its quantile is the squared sine of p π / 2.
        for p in [0.01, 0.05, 0.5, 0.9, 0.95] {
            let wanted = (p * std::f64::consts::FRAC_PI_2).sin().powi(2);
            agrees(Beta { alpha: 0.5, beta: 0.5 }.quantile(p), wanted);
        }
        // scipy 1.17.1: stats.beta.ppf.
        for (alpha, beta, low, high) in [
            (0.5, 0.5, 0.0061558297024311365, 0.9938441702975689),
            (9.5, 1.5, 0.6694371967398653, 0.9821080119442521),
            (1.5, 0.5, 0.22851981380632877, 0.9984570806973271),
            (0.5, 20.5, 9.707775858233171e-05, 0.0904764265378723),
            (150.5, 2.5, 0.9640640063017626, 0.9962204202569223),
            (2000.5, 1000.5, 0.6523954084621753, 0.6807005768361689),
            (0.02, 3.0, 2.0064250420017997e-66, 0.0180040474859598),
            (37.25, 41.75, 0.3800542787335751, 0.5638090729332357),
        ] {
            let found = Beta { alpha, beta };
            agrees(found.quantile(0.05), low);
            agrees(found.quantile(0.95), high);
        }
    }

    #[test]
    fn a_million_trials_cost_no_more_than_some_digits() {
        // scipy 1.17.1: stats.beta.ppf.
        for (alpha, beta, low, high) in [
            (1e6, 1e6, 0.4994184565471427, 0.5005815434528573),
            (1e6, 0.5, 0.999998079271954, 0.9999999980339295),
            (3.0, 1e6, 8.176902951647604e-07, 6.295767507668921e-06),
        ] {
            for (p, wanted) in [(0.05, low), (0.95, high)] {
                let found = Beta { alpha, beta }.quantile(p);
                assert!((found / wanted - 1.0).abs() < 1e-8, "{found} {wanted}");
            }
        }
    }

    #[test]
    fn quantiles_rise_and_keep_to_the_ends() {
        for shape in [0.05, 0.5, 1.0, 7.3, 250.0] {
            let (gamma, beta) = (Gamma { shape, rate: 2.0 }, Beta { alpha: shape, beta: 3.0 });
            assert_eq!((gamma.quantile(0.0), gamma.quantile(1.0)), (0.0, f64::INFINITY));
            assert_eq!((beta.quantile(0.0), beta.quantile(1.0)), (0.0, 1.0));
            let rising = |of: &dyn Fn(f64) -> f64| {
                let found: Vec<f64> = (1..100).map(|i| of(f64::from(i) / 100.0)).collect();
                assert!(found.is_sorted_by(|a, b| a < b), "{shape}: {found:?}");
            };
            rising(&|p| gamma.quantile(p));
            rising(&|p| beta.quantile(p));
        }
    }
}
