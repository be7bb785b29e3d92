//! The bounds and the tree alone, without a local search that would find the best anyway.

use proptest::prelude::*;

use super::appetite::Cover;
use super::effort::Effort;
use super::fates::{Fate, Fates};
use super::losses::Losses;
use super::model::{Model, Span};
use super::problem::{AppetitePoint, Candidate, Effect, Group, Problem, RiskLoss, Scenarios};
use super::relaxation::Relaxation;
use super::search::{Bounds, search};
use crate::graph::Watch;

const RISKS: usize = 6;
const YEARS: usize = 5;

fn candidate(at: usize) -> impl Strategy<Value = Candidate> {
    let effects = prop::collection::vec(prop_oneof![2 => Just(0.0), 4 => 0.0..1.0, 1 => Just(1.0)], RISKS);
    (1..30_u8, effects, prop::option::weighted(0.2, 0..9_usize), any::<bool>()).prop_map(
        move |(cost, rates, other, requires)| {
            let effect =
                |(risk, rate): (usize, f64)| Effect { risk: format!("{risk}"), rate, ..Effect::default() };
            let other: Vec<String> =
                other.filter(|other| *other != at).iter().map(usize::to_string).collect();
            let (requires, excludes) = if requires { (other, vec![]) } else { (vec![], other) };
            Candidate {
                id: at.to_string(),
                one_off: f64::from(cost),
                effects: rates.into_iter().enumerate().map(effect).collect(),
                starts: if at == 0 { vec![0, 2] } else { vec![] },
                requires,
                excludes,
                ..Candidate::default()
            }
        },
    )
}

fn problem() -> impl Strategy<Value = Problem> {
    (
        (0..9).map(candidate).collect::<Vec<_>>(),
        prop::collection::vec(1.0..100.0_f64, RISKS),
        prop::collection::vec(prop::collection::vec(0.0..100.0_f64, YEARS), RISKS),
        prop::option::weighted(0.8, 10..100_u8),
    )
        .prop_map(|(candidates, losses, years, budget)| Problem {
            risks: losses
                .into_iter()
                .enumerate()
                .map(|(id, loss)| RiskLoss { id: id.to_string(), loss })
                .collect(),
            scenarios: Some(Scenarios { losses: years, weights: vec![] }),
            candidates,
            groups: vec![Group {
                id: "G".into(),
                candidates: vec!["1".into(), "2".into(), "3".into()],
                most: 2,
            }],
            budget: budget.map(f64::from),
            ..Problem::default()
        })
}

/// All portfolios that the model allows and that have these fates.
fn portfolios(model: &Model, fates: &Fates) -> Vec<Vec<bool>> {
    let count = model.columns.len();
    let all = (0..1_u32 << count).map(|set| (0..count).map(|at| set >> at & 1 == 1).collect::<Vec<bool>>());
    let fits = |chosen: &Vec<bool>| {
        let as_decided =
            |(chosen, fate): (&bool, &Fate)| *fate == Fate::Free || *chosen == (*fate == Fate::In);
        chosen.iter().zip(&fates.of).all(as_decided) && model.allows(chosen)
    };
    all.filter(fits).collect()
}

fn best(bounds: &impl Bounds, portfolios: &[Vec<bool>]) -> f64 {
    portfolios.iter().filter_map(|chosen| bounds.value(chosen)).fold(f64::INFINITY, f64::min)
}

/// The bounds of the root and of a path down from it are true, and the tree alone finds the best.
fn holds<B: Bounds>(model: &Model, bounds: &B, path: &[(usize, bool)]) -> Result<(), TestCaseError> {
    let mut fates = Fates::new(model);
    let everything = portfolios(model, &Fates { of: vec![Fate::Free; model.columns.len()], used: vec![] });
    prop_assert_eq!(&portfolios(model, &fates), &everything, "what follows from nothing rules nothing out");
    let mut hint = None;
    for (column, taken) in path {
        let rest = portfolios(model, &fates);
        let least = best(bounds, &rest);
        // High enough that the bound is told as closely as it can be, and prices have a step.
        let told = bounds.bound(&fates, hint.as_ref(), 1.5 * least.min(1e9) + 10.0);
        prop_assert!(told.bound <= least * (1.0 + 1e-9) + 1e-9, "{} is above {least}", told.bound);
        hint = Some(told.hint);
        let column = column % model.columns.len();
        let fate = if *taken { Fate::In } else { Fate::Out };
        let decided: Vec<Vec<bool>> = rest.into_iter().filter(|chosen| chosen[column] == *taken).collect();
        let Some(next) = fates.with(model, column, fate) else {
            prop_assert!(decided.is_empty(), "a decision that can be is refused");
            break;
        };
        prop_assert_eq!(&portfolios(model, &next), &decided, "what follows rules nothing else out");
        fates = next;
    }
    let outcome = search(model, bounds, None, |found| found, &Effort::default(), &Watch::none()).unwrap();
    let least = best(bounds, &everything);
    let found = outcome.best.map_or(f64::INFINITY, |best| best.value);
    prop_assert!(found == least || (found - least).abs() <= 1e-9 * least.max(1.0), "{found} is not {least}");
    prop_assert!(outcome.bound >= least * (1.0 - 1e-9), "{} does not prove {least}", outcome.bound);
    // With a gap allowed the bound is still true, and as near as was asked for.
    let allowed = Effort { gap: 0.3, ..Effort::default() };
    let allowed = search(model, bounds, None, |found| found, &allowed, &Watch::none()).unwrap();
    prop_assert!(allowed.bound <= least + 1e-9 * least.min(1e9), "{} is above {least}", allowed.bound);
    let found = allowed.best.map_or(f64::INFINITY, |best| best.value);
    prop_assert!(least.is_infinite() || 0.7 * found <= allowed.bound * (1.0 + 1e-9) + 1e-9);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bounds_of_losses_are_true(
        problem in problem(),
        path in prop::collection::vec((0..10_usize, any::<bool>()), 5),
        level in prop_oneof![Just(None), Just(Some(0.0)), Just(Some(0.7))],
        price in prop_oneof![Just(0.0), 0.0..5.0],
    ) {
        let (span, losses) = match (level, &problem.scenarios) {
            (Some(level), Some(scenarios)) => (Span::LastYear, Losses::of(scenarios, level)),
            _ => (Span::Horizon, Losses::expected(&problem)),
        };
        let model = Model::new(&problem, span).unwrap();
        holds(&model, &Relaxation::new(&model, &losses, price, &Watch::none()), &path)?;
    }

    #[test]
    fn bounds_of_costs_are_true(
        problem in problem(),
        path in prop::collection::vec((0..10_usize, any::<bool>()), 5),
        points in prop::collection::vec((0.0..300.0, 0.0..0.7), 1..3),
    ) {
        let points: Vec<AppetitePoint> =
            points.into_iter().map(|(loss, probability)| AppetitePoint { loss, probability }).collect();
        let model = Model::new(&problem, Span::LastYear).unwrap();
        let losses = Losses::of(problem.scenarios.as_ref().unwrap(), 0.0);
        let watch = Watch::none();
        holds(&model, &Cover { model: &model, losses: &losses, points: &points, watch: &watch }, &path)?;
    }
}
