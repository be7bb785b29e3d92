//! What is known exactly.

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;

use crate::models::{of_risks, risk};

fn run(model: &LossModel, trials: u64) -> Losses {
    simulate(model, &Simulation::new(trials, 3), &Watch::none()).unwrap()
}

/// Mean and variance against theirs; that of the variance errs by about its kurtosis, which `kurtosis` bounds.
fn moments(model: &LossModel, mean: f64, variance: f64, kurtosis: f64) {
    let trials = 200_000;
    let losses = run(model, trials);
    let residual = losses.stage(Stage::Residual).unwrap();
    let off = (residual.mean().value - mean).abs();
    assert!(off <= 4.0 * (variance / trials as f64).sqrt(), "mean {:?}, not {mean}", residual.mean());
    let found = residual.standard_deviation().powi(2);
    let error = variance * (kurtosis / trials as f64).sqrt();
    assert!((found - variance).abs() <= 4.0 * error, "variance {found}, not {variance}");
}

/// Of a compound Poisson sum with rate λ and amounts X: the mean λ E X, the variance λ E X², the excess kurtosis
/// E X⁴ ÷ (λ (E X²)²) (Klugman, Panjer, Willmot, *Loss Models*, on aggregate loss models).
#[test]
fn compound_poisson() {
    for rate in [0.01, 0.7, 5.0] {
        let amount = Distribution::uniform(10.0, 40.0);
        let (first, second, fourth) = (25.0, 700.0, (40_f64.powi(5) - 10_f64.powi(5)) / 150.0);
        let kurtosis = 3.0 + fourth / (rate * second * second);
        moments(
            &of_risks([risk("R", Distribution::fixed(rate), amount)]),
            rate * first,
            rate * second,
            kurtosis,
        );
    }
}

/// With counts of mean m and variance m + d m²: the variance m E X² + d m² (E X)².
#[test]
fn compound_negative_binomial() {
    let amount = Distribution::uniform(10.0, 40.0);
    let one = QuantifiedRisk { dispersion: 0.8, ..risk("R", Distribution::fixed(1.5), amount) };
    moments(&of_risks([one]), 1.5 * 25.0, 1.5 * 700.0 + 0.8 * 2.25 * 625.0, 12.0);
}

/// A gamma rate makes the count negative binomial: shape a and rate b give mean a ÷ b and variance a ÷ b + a ÷ b².
#[test]
fn a_gamma_rate_is_a_negative_binomial_count() {
    let one = risk("R", Distribution::gamma(3.0, 2.0), Distribution::fixed(4.0));
    moments(&of_risks([one]), 6.0, 16.0 * (1.5 + 0.75), 12.0);
}

/// Susceptibility thins: rate uniform on 1 to 3, of which uniform 0.2 to 0.6 come through, amounts fixed. The variance of
/// the product of the two is that of independent factors.
#[test]
fn a_drawn_rate_is_thinned_by_a_drawn_susceptibility() {
    let one = QuantifiedRisk {
        susceptibility: Distribution::uniform(0.2, 0.6),
        ..risk("R", Distribution::uniform(1.0, 3.0), Distribution::fixed(10.0))
    };
    let (rate, share) = (4.0 / 12.0, 0.16 / 12.0);
    let variance_of_mean = rate * share + rate * 0.16 + share * 4.0;
    moments(&of_risks([one]), 8.0, 100.0 * (0.8 + variance_of_mean), 12.0);
}

/// A control stops 60 % in the years it is up, nine of ten. Given its state the count is Poisson.
#[test]
fn a_control_that_is_down_is_down_for_all_its_risks() {
    let used = vec![ControlUse { control: 0, residual: Some(0.6), target: None }];
    let one = |id| QuantifiedRisk {
        preventive: used.clone(),
        ..risk(id, Distribution::fixed(2.0), Distribution::fixed(1.0))
    };
    let control = SharedControl { id: "C".to_owned(), reliability: 0.9, common_cause: None };
    let model = LossModel { controls: vec![control], ..of_risks([one("R-1"), one("R-2")]) };
    let mean = 4.0 * (0.9 * 0.4 + 0.1);
    let of_mean = 16.0 * (0.9 * 0.16 + 0.1) - mean * mean;
    moments(&model, mean, mean + of_mean, 12.0);
}

/// One event in 125 years, its loss between 100,000 and 1,000,000 nine times in ten. Most years have no loss, so that the
/// worst 5 % and the worst 1 % of years hold all the loss there is: their mean is the mean of all over the share. Beyond,
/// in the worst 0.1 %, years of two events are one in 250 of those with any, and taken for one they change the result by
/// less than 1 %.
#[test]
fn expected_shortfall_where_most_years_have_no_loss() {
    let (low, high, rate): (f64, f64, f64) = (1e5, 1e6, 0.008);
    let model = of_risks([risk("R", Distribution::fixed(rate), Distribution::lognormal_interval(low, high))]);
    let losses = run(&model, 4_000_000);
    let residual = losses.stage(Stage::Residual).unwrap();
    let (mu, sigma) = ((low * high).ln() / 2.0, (high / low).ln() / 2.0 / 1.644_853_626_951_472_2);
    let mean = rate * (mu + sigma * sigma / 2.0).exp();

    for level in [0.95, 0.99] {
        let shortfall = residual.expected_shortfall(level).unwrap();
        let exact = mean / (1.0 - level);
        let off = (shortfall.value - exact).abs();
        assert!(off <= 4.0 * shortfall.standard_error, "{level}: {shortfall:?}, not {exact}");
        assert!(shortfall.standard_error < 0.01 * exact);
        assert_eq!(residual.value_at_risk(level).unwrap().value, 0.0);
    }

    // Of years with one event the worst, as many as are a thousandth of all: by the quantiles of their loss.
    let z = normal_quantile(1.0 - 0.001 / (1.0 - (-rate).exp()));
    let value_at_risk = residual.value_at_risk(0.999).unwrap();
    let exact = (mu + sigma * z).exp();
    assert!((value_at_risk.value / exact - 1.0).abs() < 0.02, "{value_at_risk:?}, not {exact}");
    assert!(value_at_risk.low <= exact * 1.01 && exact * 0.99 <= value_at_risk.high);
    let shortfall = residual.expected_shortfall(0.999).unwrap();
    let steps = 200_000;
    let one = |n: i32| {
        let share = 0.001 / (1.0 - (-rate).exp()) * (f64::from(n) + 0.5) / f64::from(steps);
        (mu + sigma * normal_quantile(1.0 - share)).exp()
    };
    let exact = (0..steps).map(one).sum::<f64>() / f64::from(steps);
    assert!((shortfall.value / exact - 1.0).abs() < 0.02, "{shortfall:?}, not {exact}");
}

fn normal_quantile(share: f64) -> f64 {
    isms_core::quant::elementary::normal_quantile(share)
}
