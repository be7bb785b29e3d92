//! What the example organisation might do about its risks: a choice that keeps its limits, holds on fresh years, and
//! becomes a plan.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use isms_core::ErrorCode;
use isms_core::graph::{Next, Progress, Watch};
use isms_core::prelude::*;
use isms_core::report::document::Format;
use isms_core::view::{
    LossFigure, Optimisation, OptimiseParameters, OptionReason, TreatmentFrontierParameters,
};

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

/// Asks for the choice as long as the listener says, which is told how far it is in parts of a thousand.
fn asked_by(listener: &(dyn Fn(&Progress) -> Next + Sync)) -> Result<Optimisation> {
    let isms = meridian();
    let watch = Watch::by(listener);
    isms.as_of("2026-09-01".parse().unwrap()).watched_by(&watch).optimise(&asked())
}

#[test]
fn who_waits_for_a_choice_is_told_how_far_it_is() {
    let (most, sought) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let listen = |progress: &Progress| {
        assert!(
            progress.done >= most.load(Ordering::Relaxed).saturating_sub(progress.of)
                && progress.done <= progress.of
        );
        most.fetch_max(progress.done, Ordering::Relaxed);
        if let Some(best) = progress.best {
            assert!(best.bound <= best.value);
            sought.fetch_add(1, Ordering::Relaxed);
        }
        Next::GoOn
    };
    assert_eq!(&asked_by(&listen).unwrap(), found(), "to be watched changes nothing");
    assert_eq!(most.into_inner(), 1000);
    assert!(sought.into_inner() > 3);
}

#[test]
fn all_of_the_work_on_a_choice_may_be_cancelled() {
    for at in [0, 100, 300, 600, 800, 950] {
        let stop = |progress: &Progress| if progress.done < at { Next::GoOn } else { Next::Cancel };
        assert_eq!(asked_by(&stop).unwrap_err().code, ErrorCode::Cancelled, "{at}");
    }
}

#[test]
fn a_choice_that_is_enough_is_the_best_so_far() {
    // While years are simulated nothing is found yet.
    let error = asked_by(&|_| Next::Enough).unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    let stop = |progress: &Progress| if progress.best.is_none() { Next::GoOn } else { Next::Enough };
    let stopped = asked_by(&stop).unwrap();
    let whole = found();
    assert!(stopped.stopped && !whole.stopped);
    assert!(whole.value <= stopped.value && stopped.value < stopped.untreated && stopped.cost <= 200_000.0);
    assert!(stopped.bound <= whole.value && stopped.gap > whole.gap, "{} {}", stopped.bound, stopped.gap);
    // What was chosen is judged and told as any other; what would have been looked for after it is not.
    assert!(stopped.figures.len() == whole.figures.len() && !stopped.changes.is_empty());
    assert!(stopped.limits.is_empty() && stopped.robustness.is_none());
    // Later only the redraws are left out.
    let late = |progress: &Progress| if progress.done < 700 { Next::GoOn } else { Next::Enough };
    let stopped = asked_by(&late).unwrap();
    assert!(stopped.stopped && stopped.robustness.is_none() && stopped.limits.len() == whole.limits.len());
    assert_eq!((stopped.value, stopped.bound), (whole.value, whole.bound));
}

#[test]
fn a_view_that_was_stopped_looks_further_when_asked_again() {
    let isms = meridian();
    let patience = AtomicUsize::new(0);
    let listen = |progress: &Progress| {
        let impatient = patience.load(Ordering::Relaxed) == 0;
        if impatient && progress.done > 300 { Next::Enough } else { Next::GoOn }
    };
    let asked = TreatmentFrontierParameters { trials: Some(512), nodes: Some(50), ..Default::default() };
    let frontier = |watch: &Watch<'_>| {
        isms.as_of("2026-09-01".parse().unwrap()).watched_by(watch).treatment_frontier(&asked).unwrap()
    };
    let stopped = frontier(&Watch::by(&listen));
    patience.store(1, Ordering::Relaxed);
    let whole = frontier(&Watch::by(&listen));
    assert!(stopped.stopped && !whole.stopped && stopped.items.len() < whole.items.len());
}
