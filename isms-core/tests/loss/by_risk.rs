//! The losses of years by risk: the same years as those of the whole, net of what policies pay.

use isms_core::graph::Watch;
use isms_core::model::Distribution;
use isms_core::quant::*;

use crate::models::{of_risks, risk, whole};

const TRIALS: u64 = 2500;

fn simulation(stage: Stage, threads: usize) -> Simulation {
    Simulation { stages: vec![stage], threads: Some(threads), ..Simulation::new(TRIALS, 11) }
}

#[test]
fn risks_sum_to_the_years_of_the_whole() {
    let model = whole();
    for stage in Stage::ALL {
        let all = simulate(&model, &simulation(stage, 1), &Watch::none()).unwrap();
        let all = all.stage(stage).unwrap();
        let by_risk = yearly_losses(&model, &simulation(stage, 1), &[0, 1, 2, 3], &Watch::none()).unwrap();
        for (trial, year) in all.samples().unwrap().iter().enumerate() {
            let sum: f64 = by_risk.years.iter().map(|years| years[trial]).sum();
            assert!((sum - year).abs() <= 1e-9 * year.max(1.0), "{stage:?} {trial}: {sum} and {year}");
        }
        let sum: f64 = by_risk.means.iter().sum();
        assert!((sum - all.mean().value).abs() < 1e-9 * sum, "{sum}");
    }
}

#[test]
fn groups_threads_and_splits_change_nothing() {
    let model = whole();
    let one = yearly_losses(&model, &simulation(Stage::Residual, 1), &[0, 1, 2, 3], &Watch::none()).unwrap();
    let two = yearly_losses(&model, &simulation(Stage::Residual, 2), &[0, 1, 2, 3], &Watch::none()).unwrap();
    assert_eq!(one, two);
    let grouped =
        yearly_losses(&model, &simulation(Stage::Residual, 2), &[1, 0, 1, 0], &Watch::none()).unwrap();
    assert_eq!(grouped.means, one.means);
    for trial in 0..TRIALS as usize {
        let sum = one.years[0][trial] + one.years[2][trial];
        assert!((grouped.years[1][trial] - sum).abs() <= 1e-9 * sum.max(1.0));
    }
}

/// Two risks cost 10 and 30 an event; what is above 5 an event is paid, up to 20 a year.
#[test]
fn what_is_paid_for_a_year_is_shared_by_what_is_claimed() {
    let rate = || Distribution::fixed(1.0);
    let mut model = of_risks([
        risk("R-1", rate(), Distribution::fixed(10.0)),
        risk("R-2", rate(), Distribution::fixed(30.0)),
    ]);
    model.policies = vec![Policy {
        id: "P".to_owned(),
        deductible: 5.0,
        aggregate_limit: Some(20.0),
        ..Policy::default()
    }];
    let net = yearly_losses(&model, &simulation(Stage::Residual, 1), &[0, 1], &Watch::none()).unwrap();
    let gross = yearly_losses(&model, &simulation(Stage::Inherent, 1), &[0, 1], &Watch::none()).unwrap();
    let mut shared = 0;
    for trial in 0..TRIALS as usize {
        let events = [gross.years[0][trial] / 10.0, gross.years[1][trial] / 30.0];
        let claims = [events[0] * 5.0, events[1] * 25.0];
        let claimed: f64 = claims.iter().sum();
        for (risk, claim) in claims.iter().enumerate() {
            let paid = if claimed > 0.0 { claim / claimed * claimed.min(20.0) } else { 0.0 };
            let left = gross.years[risk][trial] - paid;
            assert!((net.years[risk][trial] - left).abs() < 1e-9, "{trial}: {}", net.years[risk][trial]);
        }
        shared += usize::from(claims.iter().all(|claim| *claim > 0.0));
    }
    assert!(shared > 500, "{shared} years had events of both");
}

#[test]
fn groups_are_one_a_risk_and_stages_one() {
    let model = whole();
    let error = yearly_losses(&model, &simulation(Stage::Residual, 1), &[0], &Watch::none()).unwrap_err();
    assert_eq!(error.path, "groups");
    let both = Simulation { stages: Stage::ALL.to_vec(), ..Simulation::new(10, 1) };
    assert_eq!(yearly_losses(&model, &both, &[0; 4], &Watch::none()).unwrap_err().path, "stages");
}
