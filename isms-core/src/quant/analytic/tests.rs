//! Both ways to aggregate against each other, against closed forms and against published figures.

use super::*;

fn lognormal(mean: f64) -> CompoundLoss {
    let severity = Distribution::lognormal_interval(100_000.0, 1_000_000.0);
    CompoundLoss { count: Count::Poisson { mean }, severity }
}

fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found / wanted - 1.0).abs() < tolerance, "{found} {wanted}");
}

#[test]
fn a_rare_risk_has_the_shortfall_of_its_closed_form() {
    let year = aggregate(&[lognormal(0.008)], Grid { bits: 18, span: None }).unwrap();
    let severity = lognormal(0.008).severity;
    near(year.mean(), 0.008 * severity.mean(), 1e-12);
    // Of the compound distribution: P(S > 0) = 1 − e^(−0.008) = 0.79681 %, so that at 95 % and 99 % the value at risk is 0
    // and the shortfall is the mean over the share.
    for level in [0.95, 0.99] {
        assert_eq!(year.value_at_risk(level), Some(0.0));
        near(year.expected_shortfall(level).unwrap(), year.mean() / (1.0 - level), 1e-9);
    }
    // scipy 1.17.1: quadrature of the compound distribution with up to two losses in the year.
    near(year.value_at_risk(0.999).unwrap(), 709_795.74, 1e-4);
    near(year.expected_shortfall(0.999).unwrap(), 1_058_232.7, 2e-5);
    assert!(year.error().beyond < 1e-7, "{:?}", year.error());
}

#[test]
fn the_recursion_gives_published_figures() {
    // Bowers, Gerber, Hickman, Jones and Nesbitt, *Actuarial Mathematics* (2nd edition 1997), chapter 12: Poisson with the
    // mean 0.8, and losses of 1, 2 and 3 with the probabilities 0.25, 0.375 and 0.375.
    let severity = [0.0, 0.25, 0.375, 0.375];
    let found = panjer(&Count::Poisson { mean: 0.8 }, &severity, 7).unwrap();
    let published = [0.449329, 0.089866, 0.143785, 0.162358, 0.049905, 0.047360, 0.030923];
    for (share, wanted) in found.iter().zip(published) {
        assert!((share - wanted).abs() < 1e-6, "{share} {wanted}");
    }
    // The transform of the same, whose losses lie on the grid.
    let loss = Distribution::Empirical {
        values: vec![1.0, 2.0, 3.0],
        weights: vec![0.25, 0.375, 0.375],
        extensions: Default::default(),
    };
    let losses = [CompoundLoss { count: Count::Poisson { mean: 0.8 }, severity: loss }];
    let year = aggregate(&losses, Grid { bits: 8, span: Some(256.0) }).unwrap();
    for (share, wanted) in year.probabilities().iter().zip(published) {
        assert!((share - wanted).abs() < 1e-6, "{share} {wanted}");
    }
    assert_eq!(
        (year.quantile(0.4), year.quantile(0.5), year.quantile(0.99)),
        (Some(0.0), Some(1.0), Some(8.0))
    );
    assert!((year.exceedance(2.0).unwrap() - (1.0 - 0.682980)).abs() < 2e-6);
}

#[test]
fn recursion_and_transform_agree() {
    let severity = Distribution::lognormal(0.0, 0.6);
    let grid = Grid { bits: 11, span: Some(60.0) };
    let weights = Severity::discretise(&severity, 60.0 / 2_048.0, 2_048);
    for count in [
        Count::Poisson { mean: 3.0 },
        Count::NegativeBinomial { mean: 2.0, size: 0.7 },
        Count::Binomial { trials: 6, probability: 0.3 },
    ] {
        let recursion = panjer(&count, &weights, 2_048).unwrap();
        let transform = aggregate(&[CompoundLoss { count, severity: severity.clone() }], grid).unwrap();
        for (a, b) in recursion.iter().zip(transform.probabilities()) {
            assert!((a - b).abs() < 1e-10, "{a} {b}");
        }
    }
}

#[test]
fn moments_of_the_grid_are_those_in_closed_form() {
    let losses = [
        CompoundLoss { count: Count::Poisson { mean: 1.5 }, severity: Distribution::gamma(2.0, 1.0) },
        CompoundLoss {
            count: Count::NegativeBinomial { mean: 0.8, size: 2.0 },
            severity: Distribution::pert(0.0, 1.0, 5.0),
        },
        CompoundLoss {
            count: Count::Binomial { trials: 3, probability: 0.2 },
            severity: Distribution::empirical(vec![1.0, 4.0]),
        },
        CompoundLoss {
            count: Count::of_rate(&Distribution::uniform(0.0, 2.0)).unwrap(),
            severity: Distribution::lognormal(0.0, 0.5),
        },
    ];
    let year = aggregate(&losses, Grid::default()).unwrap();
    let step = year.error().step;
    let points = || year.probabilities().iter().enumerate().map(|(i, share)| (step * i as f64, share));
    let mean: f64 = points().map(|(x, share)| x * share).sum();
    let variance: f64 = points().map(|(x, share)| (x - mean) * (x - mean) * share).sum();
    // Some in ten million years lie beyond the grid.
    near(mean, year.mean(), 1e-5);
    assert!(variance.sqrt() >= year.standard_deviation() * (1.0 - 1e-4));
    let most = year.standard_deviation().powi(2) + year.error().spread.powi(2);
    assert!(variance <= most * (1.0 + 1e-4), "{variance} {most}");
    // A uniform rate from 0 to 2 has the variance ⅓, and 22 shares of it hardly less.
    let (events, spread) = losses[3].count.moments();
    near(events, 1.0, 1e-12);
    near(spread, 1.0 + 1.0 / 3.0, 2e-3);
}

#[test]
fn a_gamma_rate_is_negative_binomial() {
    // The share of no event is (1 + mean ÷ size)^(−size).
    let count = Count::of_rate(&Distribution::gamma(0.5, 2.0)).unwrap();
    assert_eq!(count, Count::NegativeBinomial { mean: 0.25, size: 0.5 });
    let year = aggregate(
        &[CompoundLoss { count, severity: Distribution::fixed(1.0) }],
        Grid { bits: 8, span: Some(256.0) },
    );
    let none = year.unwrap().probabilities()[0];
    near(none, 1.5_f64.powf(-0.5), 1e-9);
}

#[test]
fn pooled_risks_are_the_sum_of_each() {
    let parts = [
        lognormal(0.5),
        CompoundLoss { count: Count::Poisson { mean: 2.0 }, severity: Distribution::uniform(0.0, 4e5) },
    ];
    let grid = Grid { bits: 12, span: Some(2e7) };
    let both = aggregate(&parts, grid).unwrap();
    let each = parts.map(|part| aggregate(&[part], grid).unwrap());
    for i in (0..4_096).step_by(97) {
        let sum: f64 = (0..=i).map(|j| each[0].probabilities()[j] * each[1].probabilities()[i - j]).sum();
        assert!((sum - both.probabilities()[i]).abs() < 1e-11, "{i}");
    }
}

#[test]
fn hundreds_of_events_do_not_underflow() {
    // Of 2,000 losses of 1 the sum is Poisson, and near normal.
    let loss = CompoundLoss { count: Count::Poisson { mean: 2_000.0 }, severity: Distribution::fixed(1.0) };
    let error = panjer(&loss.count, &[0.0, 1.0], 10).unwrap_err();
    assert!(error.to_string().contains("too small to begin from; use aggregate"), "{error}");
    let year = aggregate(&[loss], Grid { bits: 12, span: Some(4_096.0) }).unwrap();
    // scipy 1.17.1: stats.poisson(2000).ppf and sf.
    assert_eq!((year.quantile(0.5), year.quantile(0.999)), (Some(2_000.0), Some(2_140.0)));
    near(year.exceedance(2_100.0).unwrap(), 0.012790720091920784, 1e-7);
}

#[test]
fn wrong_input_is_refused_with_its_place() {
    let wrong =
        |count, severity| aggregate(&[lognormal(1.0), CompoundLoss { count, severity }], Grid::default());
    let one = || Count::Poisson { mean: 1.0 };
    for (answer, wanted) in [
        (
            wrong(one(), Distribution::normal(0.0, 1.0)),
            "losses[1].severity: goes to -inf, which is not a loss",
        ),
        (
            wrong(Count::Poisson { mean: -1.0 }, Distribution::fixed(1.0)),
            "losses[1].count.mean: -1 is not a number",
        ),
        (aggregate(&[], Grid::default()), "losses: is empty"),
        (aggregate(&[lognormal(1.0)], Grid { bits: 40, span: None }), "grid.bits: 40 lies outside 8 to 24"),
    ] {
        let error = answer.unwrap_err().to_string();
        assert!(error.starts_with(wanted), "{error}");
    }
}
