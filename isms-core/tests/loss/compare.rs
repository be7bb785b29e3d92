//! Two models in the same years.

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;
use proptest::prelude::*;

use crate::models::{of_risks, risk, whole};

fn simulation(trials: u64, seed: u64) -> Simulation {
    Simulation { stages: Stage::ALL.to_vec(), ..Simulation::new(trials, seed) }
}

fn compared(before: &LossModel, after: &LossModel, trials: u64, seed: u64) -> Comparison {
    compare(before, after, &simulation(trials, seed), &Watch::none()).unwrap()
}

fn run(model: &LossModel, trials: u64, seed: u64) -> Losses {
    simulate(model, &simulation(trials, seed), &Watch::none()).unwrap()
}

/// The places of a list in an order that some keys give, and for each place the new one.
fn shuffled(keys: &[u32], size: usize) -> (Vec<usize>, Vec<u32>) {
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by_key(|place| keys[place % keys.len()].rotate_left(*place as u32));
    let mut to = vec![0; size];
    order.iter().enumerate().for_each(|(new, old)| to[*old] = new as u32);
    (order, to)
}

/// The same model with its lists in other orders.
fn reordered(model: &LossModel, keys: &[u32]) -> LossModel {
    let (risks, risk_to) = shuffled(keys, model.risks.len());
    let (assets, asset_to) = shuffled(keys, model.assets.len());
    let (controls, control_to) = shuffled(keys, model.controls.len());
    let (causes, cause_to) = shuffled(keys, model.common_causes.len());
    let mut other = LossModel {
        risks: risks.iter().map(|place| model.risks[*place].clone()).collect(),
        assets: assets.iter().map(|place| model.assets[*place].clone()).collect(),
        controls: controls.iter().map(|place| model.controls[*place].clone()).collect(),
        common_causes: causes.iter().map(|place| model.common_causes[*place].clone()).collect(),
        ..model.clone()
    };
    for risk in &mut other.risks {
        risk.asset = risk.asset.map(|asset| asset_to[asset as usize]);
        for used in risk.preventive.iter_mut().chain(&mut risk.mitigating) {
            used.control = control_to[used.control as usize];
        }
        risk.primary.reverse();
        risk.secondary.iter_mut().for_each(|secondary| secondary.magnitudes.reverse());
    }
    for asset in &mut other.assets {
        asset.depends_on.reverse();
        asset.depends_on.iter_mut().for_each(|needed| needed.asset = asset_to[needed.asset as usize]);
    }
    for control in &mut other.controls {
        control.common_cause = control.common_cause.map(|cause| cause_to[cause as usize]);
    }
    for policy in &mut other.policies {
        policy.risks.iter_mut().flatten().for_each(|risk| *risk = risk_to[*risk as usize]);
    }
    other
}

fn by_id(contributions: &[Contribution]) -> Vec<(&str, f64)> {
    let mut rows: Vec<_> = contributions.iter().map(|row| (row.id.as_str(), row.value)).collect();
    rows.sort_by_key(|row| row.0);
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Sums of a year's losses in another order may differ by a rounding, and by no more.
    #[test]
    fn places_do_not_matter(keys in prop::collection::vec(any::<u32>(), 3..7), seed in any::<u64>()) {
        let model = whole();
        let other = reordered(&model, &keys).with_numbers_of(&model);
        prop_assert_eq!(&LossModel::from_bytes(&other.to_bytes()).unwrap(), &other);
        let (before, after) = (run(&model, 2_100, seed), run(&other, 2_100, seed));
        for stage in Stage::ALL {
            let (before, after) = (before.stage(stage).unwrap(), after.stage(stage).unwrap());
            for (one, other) in before.samples().unwrap().iter().zip(after.samples().unwrap()) {
                prop_assert!((one - other).abs() <= 1e-12 * one.max(1.0), "{} {}", one, other);
            }
            let (before, after) = (before.contributions(), after.contributions());
            for (one, other) in [(&before.risks, &after.risks), (&before.assets, &after.assets)] {
                for (one, other) in by_id(one).into_iter().zip(by_id(other)) {
                    prop_assert!(one.0 == other.0 && (one.1 - other.1).abs() <= 1e-9 * one.1, "{:?} {:?}", one, other);
                }
            }
        }
    }

    #[test]
    fn what_is_not_changed_does_not_differ_at_all(seed in any::<u64>(), trials in 1_u64..3_000, level in 0.0..1.0_f64) {
        let found = compared(&whole(), &whole(), trials, seed);
        for stage in Stage::ALL {
            let stage = found.stage(stage).unwrap();
            for figure in [
                stage.mean(),
                stage.value_at_risk(level).unwrap(),
                stage.expected_shortfall(level).unwrap(),
                stage.exceedance(20.0),
            ] {
                prop_assert_eq!((figure.value, figure.low, figure.high), (0.0, 0.0, 0.0));
                prop_assert_eq!(figure.before, figure.after);
            }
        }
    }
}

#[test]
fn the_years_before_are_those_of_a_run_of_their_own() {
    let mut after = whole();
    after.risks.remove(1);
    after.policies[0].risks = Some(vec![0]);
    let found = compared(&whole(), &after, 3_000, 5);
    let alone = run(&whole(), 3_000, 5);
    for stage in Stage::ALL {
        assert_eq!(found.before().stage(stage).unwrap().samples(), alone.stage(stage).unwrap().samples());
    }
    // Each of the other risks costs what it did, before insurance.
    let risks = |losses: &Losses| losses.stage(Stage::Residual).unwrap().contributions().risks;
    let mut before = risks(found.before());
    before.remove(1);
    assert_eq!(before, risks(found.after()));
}

#[test]
fn what_is_added_draws_numbers_of_its_own() {
    let one = |id| risk(id, Distribution::fixed(1.0), Distribution::uniform(0.0, 1.0));
    let before = of_risks([one("R-1"), one("R-2")]);
    // In front of the others, where its place is that of another.
    let after = of_risks([one("R-0"), one("R-1"), one("R-2")]);
    let found = compared(&before, &after, 20_000, 1);
    let risks = found.after().stage(Stage::Residual).unwrap().contributions().risks;
    assert!(risks[0].value != risks[1].value && risks[0].value != risks[2].value);
    let mean = found.stage(Stage::Residual).unwrap().mean();
    assert!(mean.low < 0.5 && 0.5 < mean.high, "{mean:?}");
}

/// An interval of confidence 0.9 misses one in ten: of a hundred seeds 2 to 20, but for one in 100,000; fewer where it is
/// too wide, as it may be for the mean. What is missed is known: means in closed form, the others by a run of a million
/// years.
#[test]
fn intervals_cover_and_are_far_narrower_than_those_of_two_runs() {
    let model = |rate, most| {
        of_risks([
            risk("R-1", Distribution::fixed(rate), Distribution::uniform(0.0, 1.0)),
            risk("R-2", Distribution::fixed(1.0), Distribution::uniform(0.0, most)),
        ])
    };
    // More events of the one, smaller ones of the other.
    let (before, after) = (model(2.0, 1.5), model(2.2, 1.4));
    let residual = |trials, seed| Simulation::new(trials, seed);
    let many = compare(&before, &after, &residual(1_000_000, 0), &Watch::none()).unwrap();
    let many = many.stage(Stage::Residual).unwrap();
    let exact = [
        1.1 + 0.7 - (1.0 + 0.75),
        many.value_at_risk(0.9).unwrap().value,
        many.expected_shortfall(0.9).unwrap().value,
        many.exceedance(3.0).value,
    ];
    let mut missed = [0; 4];
    for seed in 1..=100 {
        let found = compare(&before, &after, &residual(2_000, seed), &Watch::none()).unwrap();
        let found = found.stage(Stage::Residual).unwrap().with_confidence(0.9).unwrap();
        let figures = [
            found.mean(),
            found.value_at_risk(0.9).unwrap(),
            found.expected_shortfall(0.9).unwrap(),
            found.exceedance(3.0),
        ];
        for ((figure, exact), missed) in figures.iter().zip(exact).zip(&mut missed) {
            *missed += u32::from(exact < figure.low || exact > figure.high);
        }
        // Of two runs on numbers of their own the variances add up.
        let apart = (2.0_f64).sqrt() * 1.645 * found.before().mean().standard_error;
        assert!(figures[0].high - figures[0].low < apart, "{figures:?}");
    }
    assert!(
        missed.iter().all(|missed| *missed <= 20) && missed[1..].iter().all(|missed| *missed >= 1),
        "{missed:?}"
    );
}

#[test]
fn a_control_is_worth_the_same_by_its_value_and_by_comparison() {
    let with = whole();
    let mut without = whole();
    for risk in &mut without.risks {
        risk.preventive.retain(|used| used.control != 0);
        risk.mitigating.retain(|used| used.control != 0);
    }
    let found = compared(&with, &without, 10_500, 8);
    let mean = found.stage(Stage::Residual).unwrap().mean();
    let values = found.before().control_values(Stage::Residual, &Watch::none()).unwrap();
    let value = values.iter().find(|value| value.id == "C-1").unwrap().value;
    assert!((mean.value - value.value).abs() < 1e-9, "{mean:?} {value:?}");
    let reach = 1.959_964 * value.standard_error;
    assert!((mean.high - mean.low - 2.0 * reach).abs() < 1e-3 * reach, "{mean:?} {value:?}");
}

#[test]
fn too_few_years_tell_nothing_of_a_tail() {
    let before = of_risks([risk("R", Distribution::fixed(1.0), Distribution::uniform(0.0, 1.0))]);
    let after = of_risks([risk("R", Distribution::fixed(2.0), Distribution::uniform(0.0, 1.0))]);
    let found = compared(&before, &after, 100, 3);
    let figure = found.stage(Stage::Residual).unwrap().value_at_risk(0.999).unwrap();
    assert_eq!((figure.low, figure.high), (f64::NEG_INFINITY, f64::INFINITY));
}

#[test]
fn numbers_that_do_not_fit_are_refused() {
    let mut model = whole().with_numbers_of(&whole());
    model.risks.pop();
    let error = simulate(&model, &simulation(2_000, 1), &Watch::none()).unwrap_err();
    assert_eq!(error.path, "numbers.risks");
}
