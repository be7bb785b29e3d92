//! What the example organisation might do about its risks: a choice that keeps its limits, holds on fresh years, and
//! becomes a plan.

use std::sync::OnceLock;

use isms_core::prelude::*;
use isms_core::report::document::Format;
use isms_core::view::{LossFigure, Optimisation, OptimiseParameters, OptionReason};

use super::meridian;

fn asked() -> OptimiseParameters {
    OptimiseParameters {
        budget: Some(200_000.0),
        trials: Some(1024),
        nodes: Some(200),
        redraws: Some(2),
        start_quarters: Some(2),
        ..Default::default()
    }
}

fn found() -> &'static Optimisation {
    static FOUND: OnceLock<Optimisation> = OnceLock::new();
    FOUND.get_or_init(|| meridian().as_of("2026-09-01".parse().unwrap()).optimise(&asked()).unwrap())
}

#[test]
fn the_choice_keeps_its_limits_and_says_why() {
    let found = found();
    assert!(found.cost <= 200_000.0 && found.value < found.untreated && found.gap < 0.05, "{}", found.gap);
    let of = |id: &str| found.items.iter().find(|item| item.option.as_str() == id);
    let chosen = |id: &str| of(id).unwrap().chosen;
    assert!(of("OPT-LOGIC-COPIES").is_none() && of("OPT-CONTROL-CLOUD").is_none(), "decided, withdrawn");
    assert_eq!(of("OPT-FLOOD-WALL").unwrap().reason, OptionReason::NoStart, "not before March");
    assert!(!chosen("OPT-SIGNED") || chosen("OPT-INVENTORY"));
    assert!(
        ["OPT-GENERATOR", "OPT-FLOOD-WALL", "OPT-FLOOD-GATES"].iter().filter(|id| chosen(id)).count() <= 1
    );
    for hours in &found.hours {
        let free = hours.capacity_hours.unwrap() - hours.programme_hours;
        assert!(hours.option_hours <= free.max(0.0) + 1e-6, "{hours:?}");
    }
    for item in &found.items {
        let said = if item.chosen { "is chosen" } else { "is not chosen" };
        assert!(item.sentence.contains(said) && item.chosen == item.starts_on.is_some(), "{}", item.sentence);
        let acts = item.reason == OptionReason::NoStart || !item.effects.is_empty();
        assert!(acts, "{} does nothing", item.option);
    }
    assert_eq!(found.robustness.as_ref().unwrap().redraws, 2);
}

#[test]
fn fresh_years_bear_the_choice_out() {
    let found = found();
    let mean = found.figures.iter().find(|figure| figure.figure == LossFigure::Mean).unwrap();
    assert!(mean.saved_low > 0.0 && mean.after_high < mean.before_low, "{mean:?}");
    // Products of what options leave by themselves come near to all of them simulated together.
    assert!((mean.reckoned / mean.after - 1.0).abs() < 0.15, "{mean:?}");
    assert_eq!(found.figures.len(), 2 + 4, "mean, tail, and each point of the tolerance");
}

#[test]
fn the_choice_becomes_a_plan() {
    let mut isms = meridian();
    let on = "2026-09-01".parse().unwrap();
    let found = found();
    let before = isms.as_of(on).risk_treatment_plan();
    isms.apply(&ChangeSet::from(found).changes).unwrap();
    let view = isms.as_of(on);
    let plan = view.risk_treatment_plan();
    assert!(plan.actions_open > before.actions_open);
    let document = view.document("risk_treatment_plan", Format::Markdown, &serde_json::Value::Null).unwrap();
    let chosen: Vec<_> = found.items.iter().filter(|item| item.chosen).collect();
    for item in &chosen {
        let option = &isms.treatment_options()[&item.option];
        assert_eq!((option.decided_on, option.starts_on), (Some(on), item.starts_on));
        let planned = plan.items.iter().flat_map(|risk| &risk.actions);
        let due: Vec<_> =
            planned.filter(|action| action.title == item.title).map(|action| Some(action.due)).collect();
        assert!(
            !due.is_empty() && due.iter().all(|due| *due == item.in_effect_on),
            "{}: {due:?}",
            item.option
        );
        assert!(document.contains(&item.title), "{}", item.title);
    }
    let targets =
        plan.items.iter().filter(|risk| risk.target.as_ref().is_some_and(|target| target.assessed_on == on));
    for risk in targets.clone() {
        let (target, residual) = (risk.target.as_ref().unwrap(), risk.residual.as_ref().unwrap());
        let criteria = isms.risk_criteria().unwrap();
        let rank = |level: &str| criteria.likelihood.rank(level);
        assert!(rank(&target.likelihood) <= rank(&residual.likelihood), "{}", risk.risk);
    }
    assert!(targets.count() >= 3);
    // What is decided is no longer to choose.
    let again = view.optimise(&asked()).unwrap();
    assert!(chosen.iter().all(|item| again.items.iter().all(|other| other.option != item.option)));
}
