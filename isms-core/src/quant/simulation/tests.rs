//! Narrow vectors against wide ones: every bit is the same.

use proptest::prelude::*;
use pulp::Arch;

use super::Simulation;
use super::compile::{Engine, Variant};
use super::run::partial_of;
use crate::graph::Watch;
use crate::model::Distribution;
use crate::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, SecondaryLoss, Stage};

fn distributions() -> impl Strategy<Value = Distribution> {
    prop_oneof![
        (0.0..5.0_f64).prop_map(Distribution::fixed),
        (0.0..2.0_f64).prop_map(|low| Distribution::uniform(low, low + 3.0)),
        (0.1..2.0_f64).prop_map(|mode| Distribution::triangular(0.0, mode, 3.0)),
        (0.1..2.0_f64).prop_map(|mode| Distribution::pert(0.0, mode, 3.0)),
        (-1.0..1.0_f64, 0.1..2.0_f64).prop_map(|(mu, sigma)| Distribution::lognormal(mu, sigma)),
        (0.3..4.0_f64).prop_map(|shape| Distribution::gamma(shape, 2.0)),
        (0.5..3.0_f64).prop_map(|shape| Distribution::weibull(shape, 2.0)),
        (1.5..3.0_f64).prop_map(|shape| Distribution::pareto(shape, 1.0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn vectors_of_any_width_give_the_same_bits(
        parts in prop::collection::vec((distributions(), distributions(), distributions(), any::<bool>()), 1..4),
    ) {
        let risks = (0..).zip(parts).map(|(place, (rate, primary, other, secondary))| QuantifiedRisk {
            primary: vec![Magnitude::new(LossForm::Response, primary)],
            secondary: secondary.then(|| SecondaryLoss {
                probability: 0.4,
                magnitudes: vec![Magnitude::new(LossForm::Reputation, other)],
            }),
            ..QuantifiedRisk::new(format!("R-{place}"), rate)
        });
        let model = LossModel { risks: risks.collect(), ..LossModel::default() };
        let simulation = Simulation::new(3_000, 77);
        let variants = vec![Variant { stage: Stage::Residual, without: None }];
        let mut engine = Engine::new(&model, simulation.seed, variants).unwrap();
        let wide = partial_of(&engine, &simulation, 0..3, &Watch::none()).unwrap();
        engine.arch = Arch::Scalar;
        prop_assert_eq!(partial_of(&engine, &simulation, 0..3, &Watch::none()).unwrap(), wide);
    }
}
