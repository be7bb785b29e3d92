//! What controls are worth, what the loss depends on, and how many trials are enough.

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;

use crate::models::{of_risks, risk, whole};

fn control(id: &str, reliability: f64) -> SharedControl {
    SharedControl { id: id.to_owned(), reliability, common_cause: None }
}

fn used(control: u32, residual: f64) -> ControlUse {
    ControlUse { control, residual: Some(residual), target: None }
}

/// Two risks of two events a year and of 1 each. A stops 60 % of both in nine years of ten, B half of the second always:
/// without A the second has 1 instead of 1 × (0.1 + 0.9 × 0.4) = 0.46, without B twice as many.
#[test]
fn a_control_is_worth_what_it_stops() {
    let one = |id, preventive| QuantifiedRisk {
        preventive,
        ..risk(id, Distribution::fixed(2.0), Distribution::fixed(1.0))
    };
    let model = LossModel {
        controls: vec![control("A", 0.9), control("B", 1.0), control("idle", 0.5)],
        ..of_risks([one("R-1", vec![used(0, 0.6)]), one("R-2", vec![used(0, 0.6), used(1, 0.5)])])
    };
    let losses = simulate(&model, &Simulation::new(100_000, 4), &Watch::none()).unwrap();
    let values = losses.control_values(Stage::Residual, &Watch::none()).unwrap();
    let ids: Vec<&str> = values.iter().map(|value| value.id.as_str()).collect();
    assert_eq!(ids, ["A", "B"]);
    for (value, exact) in values.iter().zip([3.0 - 3.0 * 0.46, 0.92 / 2.0 * 1.0]) {
        let Estimate { value, standard_error } = value.value;
        assert!((value - exact).abs() <= 4.0 * standard_error, "{value} ± {standard_error}, not {exact}");
        assert!(standard_error < 0.01);
    }
}

/// With everything in it, and insurance: as a run of the model without the control tells, on the same random numbers.
#[test]
fn leaving_a_control_out_of_the_model_comes_to_the_same() {
    let model = whole();
    let simulation = Simulation::new(10_500, 8);
    let losses = simulate(&model, &simulation, &Watch::none()).unwrap();
    let values = losses.control_values(Stage::Residual, &Watch::none()).unwrap();
    assert_eq!(values.len(), 3);
    for (place, value) in values.iter().enumerate() {
        let mut without = model.clone();
        for risk in &mut without.risks {
            for used in risk.preventive.iter_mut().chain(&mut risk.mitigating) {
                if used.control == place as u32 {
                    used.residual = None;
                }
            }
        }
        let other = simulate(&without, &simulation, &Watch::none()).unwrap();
        let mean = |losses: &Losses| losses.stage(Stage::Residual).unwrap().mean().value;
        let difference = mean(&other) - mean(&losses);
        assert!((value.value.value - difference).abs() < 1e-9, "{value:?} {difference}");
    }
}

/// Events of a rate uniform on 0 to 10, each of a loss uniform on 0.5 to 1.5: a year has the variance 100 ÷ 12 of its mean
/// and 5 · 13 ÷ 12 about it, a first-order index of 20 ÷ 33. A control that halves it and is up every other year is another input; a thousandth of the loss is hardly one.
#[test]
fn the_loss_depends_on_what_moves_it() {
    let model = of_risks([
        risk("R-1", Distribution::uniform(0.0, 10.0), Distribution::uniform(0.5, 1.5)),
        risk("R-2", Distribution::uniform(0.0, 10.0), Distribution::fixed(0.001)),
    ]);
    let losses = simulate(&model, &Simulation::new(100_000, 4), &Watch::none()).unwrap();
    let found = losses.sensitivities(Stage::Residual, &Watch::none()).unwrap();
    assert_eq!(found.len(), 2);
    assert!((found[0].first_order - 20.0 / 33.0).abs() < 0.01, "{found:?}");
    assert!((found[0].rank_correlation - 0.8).abs() < 0.05, "{found:?}");
    assert!(found[1].first_order.abs() < 0.005 && found[1].rank_correlation.abs() < 0.03, "{found:?}");

    // Of 4 events a year the control stops half when up: means 2 and 4, variance of the mean 1, of the count about it 3.
    let one = QuantifiedRisk {
        preventive: vec![used(0, 0.5)],
        ..risk("R", Distribution::fixed(4.0), Distribution::fixed(1.0))
    };
    let model = LossModel { controls: vec![control("C", 0.5)], ..of_risks([one]) };
    let losses = simulate(&model, &Simulation::new(100_000, 4), &Watch::none()).unwrap();
    let found = losses.sensitivities(Stage::Residual, &Watch::none()).unwrap();
    assert_eq!((found.len(), found[0].input), (1, Input::ControlState));
    assert!((found[0].first_order - 0.25).abs() < 0.01 && found[0].rank_correlation < -0.4, "{found:?}");
}

#[test]
fn enough_is_when_the_error_is_small_and_no_sooner() {
    let model = whole();
    let most = Simulation::new(1_000_000, 6);
    for (until, enough) in [
        (Until { relative_error: 0.005, level: None }, true),
        (Until { relative_error: 0.01, level: Some(0.95) }, true),
        (Until { relative_error: 1e-9, level: None }, false),
    ] {
        let most = if enough { most.clone() } else { Simulation::new(20_500, 6) };
        let losses = simulate_until(&model, &most, until, &Watch::none()).unwrap();
        let trials = losses.simulation().trials;
        let error = |losses: &Losses| {
            let residual = losses.stage(Stage::Residual).unwrap();
            let figure = match until.level {
                Some(level) => residual.expected_shortfall(level).unwrap(),
                None => residual.mean(),
            };
            figure.standard_error / figure.value
        };
        let again =
            |trials| simulate(&model, &Simulation { trials, ..most.clone() }, &Watch::none()).unwrap();
        assert_eq!(losses.partial(), again(trials).partial());
        assert_eq!(error(&losses) <= until.relative_error, enough);
        assert_eq!(trials < most.trials, enough);
        if enough {
            assert!(error(&again(trials / 2)) > until.relative_error);
        }
    }
}

#[test]
fn rounds_whose_blocks_others_do_end_as_those_done_here() {
    let model = whole();
    let most = Simulation::new(60_000, 6);
    for until in [Some(Until { relative_error: 0.01, level: Some(0.9) }), None] {
        let here = match until {
            Some(until) => simulate_until(&model, &most, until, &Watch::none()).unwrap(),
            None => simulate(&model, &most, &Watch::none()).unwrap(),
        };
        let part = |blocks| partial(&model, &most, blocks, &Watch::none()).unwrap();
        let mut rounds = Rounds::new(model.clone(), most.clone(), until).unwrap();
        let there = loop {
            let std::ops::Range { start, end } = rounds.blocks();
            // What is not of these blocks, of the model or of the simulation is refused, and changes nothing.
            let other = partial(&model, &Simulation { seed: 7, ..most.clone() }, start..end, &Watch::none());
            for (wrong, problem) in
                [(part(start..end - 1), "not of the blocks"), (other.unwrap(), "of a different simulation")]
            {
                assert!(rounds.add(wrong).unwrap_err().to_string().contains(problem));
            }
            let parts = [part(start + 1..end), part(start..start + 1)];
            if let Some(losses) = rounds.add(Partial::merge(parts).unwrap()).unwrap() {
                break losses;
            }
        };
        assert_eq!(there.partial(), here.partial());
        assert!(rounds.blocks().is_empty());
    }
    let other = of_risks([risk("R", Distribution::fixed(1.0), Distribution::fixed(1.0))]);
    let mut rounds = Rounds::new(other, most.clone(), None).unwrap();
    let of_model = partial(&model, &most, rounds.blocks(), &Watch::none()).unwrap();
    assert!(rounds.add(of_model).unwrap_err().to_string().contains("of another model"));
}
