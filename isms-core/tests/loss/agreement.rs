//! Both engines on the same models: each figure of the grid lies in the interval that the simulation states for it, but
//! for the error that the grid states.

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::analytic::{AggregateLoss, CompoundLoss, Count, Grid, aggregate};
use isms_core::quant::*;

use crate::models::{of_risks, risk};

/// An interval of this confidence misses once in ten thousand.
const CONFIDENCE: f64 = 0.9999;
const DEVIATIONS: f64 = 3.9;

/// The residual losses of a model whose controls never fail: what they stop makes events rarer or losses smaller, and
/// nothing else ties its risks together.
fn compound(model: &LossModel) -> Vec<CompoundLoss> {
    let left =
        |uses: &[ControlUse]| uses.iter().map(|used| 1.0 - used.effectiveness(Stage::Residual)).product();
    let of_risk = |risk: &QuantifiedRisk| {
        let thinned = risk.rate.scaled(risk.susceptibility.mean() * left(&risk.preventive));
        let count = match Count::of_rate(&thinned).unwrap() {
            Count::Poisson { mean } if risk.dispersion > 0.0 => {
                Count::NegativeBinomial { mean, size: 1.0 / risk.dispersion }
            }
            count => count,
        };
        CompoundLoss { count, severity: risk.primary[0].amount.scaled(left(&risk.mitigating)) }
    };
    model.risks.iter().map(of_risk).collect()
}

fn agree(model: &LossModel, trials: u64, levels: &[f64]) -> AggregateLoss {
    let exact = aggregate(&compound(model), Grid { bits: 18, span: None }).unwrap();
    let losses = simulate(model, &Simulation::new(trials, 11), &Watch::none()).unwrap();
    let found = losses.stage(Stage::Residual).unwrap().with_confidence(CONFIDENCE).unwrap();
    let grid = exact.error();
    let near = |found: Estimate, exact: f64, within: f64| {
        let off = (found.value - exact).abs();
        assert!(off <= DEVIATIONS * found.standard_error + within, "{found:?}, not {exact}");
    };
    near(found.mean(), exact.mean(), 0.0);
    for level in levels {
        let value_at_risk = exact.value_at_risk(*level).unwrap();
        let interval = found.value_at_risk(*level).unwrap();
        let reach = grid.step + grid.spread;
        assert!(
            interval.low - reach <= value_at_risk && value_at_risk <= interval.high + reach,
            "{level}: {interval:?}, not {value_at_risk}"
        );
        near(found.expected_shortfall(*level).unwrap(), exact.expected_shortfall(*level).unwrap(), reach);
        // Between the points of the grid, and where there is a loss at all.
        let amount = value_at_risk + grid.step / 2.0;
        let (probability, exceeded) =
            (found.exceedance(amount).probability, exact.exceedance(amount).unwrap());
        let (low, high) =
            (exact.exceedance(amount + reach).unwrap(), exact.exceedance((amount - reach).max(0.0)).unwrap());
        assert!(
            probability.low <= high && low <= probability.high,
            "{amount}: {probability:?}, not {exceeded}"
        );
    }
    exact
}

/// One event in 125 years, its loss between 100,000 and 1,000,000 nine times in ten: most years have no loss at all.
#[test]
fn where_most_years_have_no_loss() {
    let rare =
        risk("R", Distribution::fixed(0.008), Distribution::lognormal_interval(100_000.0, 1_000_000.0));
    let exact = agree(&of_risks([rare]), 1_000_000, &[0.95, 0.99, 0.995, 0.999]);
    assert_eq!(exact.value_at_risk(0.99), Some(0.0));
}

#[test]
fn where_risks_of_many_kinds_add_up() {
    let risks = [
        risk("R-1", Distribution::fixed(3.0), Distribution::uniform(10.0, 40.0)),
        risk("R-2", Distribution::fixed(0.5), Distribution::lognormal(4.0, 1.0)),
        risk("R-3", Distribution::fixed(0.1), Distribution::gamma(2.0, 0.01)),
        risk("R-4", Distribution::fixed(12.0), Distribution::pert(1.0, 2.0, 9.0)),
    ];
    agree(&of_risks(risks), 200_000, &[0.1, 0.5, 0.9, 0.99]);
}

#[test]
fn where_counts_vary_more_than_poisson() {
    let by_rate = risk("R-1", Distribution::gamma(2.0, 0.5), Distribution::uniform(5.0, 15.0));
    let dispersed = QuantifiedRisk {
        dispersion: 0.8,
        ..risk("R-2", Distribution::fixed(1.5), Distribution::lognormal(2.0, 0.7))
    };
    agree(&of_risks([by_rate, dispersed]), 200_000, &[0.5, 0.9, 0.99]);
}

#[test]
fn where_controls_that_never_fail_stop_some_and_lessen_the_rest() {
    let used = |control, residual| ControlUse { control, residual: Some(residual), target: None };
    let control = |id: &str| SharedControl { id: id.to_owned(), reliability: 1.0, common_cause: None };
    let one = QuantifiedRisk {
        susceptibility: Distribution::fixed(0.6),
        preventive: vec![used(0, 0.5), used(1, 0.2)],
        mitigating: vec![used(1, 0.4)],
        ..risk("R-1", Distribution::fixed(4.0), Distribution::lognormal(3.0, 0.8))
    };
    let other = QuantifiedRisk {
        preventive: vec![used(1, 0.2)],
        ..risk("R-2", Distribution::fixed(0.3), Distribution::uniform(50.0, 90.0))
    };
    let model = LossModel { controls: vec![control("C-1"), control("C-2")], ..of_risks([one, other]) };
    agree(&model, 200_000, &[0.5, 0.9, 0.99]);
}
