//! What is found is the best of all portfolios there are.

use isms_core::ErrorCode;
use isms_core::graph::Watch;
use isms_core::treatment::{AppetitePoint, Effort, Goal, Portfolio, Problem, optimise};
use proptest::prelude::*;

use crate::random::{Choice, choices, cost, problem, value};

fn goal() -> impl Strategy<Value = Goal> {
    let point = (0..150_u8, 0..10_u8).prop_map(|(loss, probability)| AppetitePoint {
        loss: f64::from(loss),
        probability: f64::from(probability) / 20.0,
    });
    prop_oneof![
        Just(Goal::ExpectedLoss),
        prop_oneof![Just(0.0), Just(0.5), Just(0.8), Just(0.99)].prop_map(|level| Goal::TailLoss { level }),
        prop::collection::vec(point, 1..3).prop_map(|points| Goal::Appetite { points }),
    ]
}

pub(crate) fn choice(problem: &Problem, portfolio: &Portfolio) -> Choice {
    let start =
        |id: &str| portfolio.actions.iter().find(|action| action.candidate == id).map(|action| action.start);
    problem.candidates.iter().map(|candidate| start(&candidate.id)).collect()
}

fn is_best(problem: &Problem, goal: &Goal, restarts: u32) -> std::result::Result<(), TestCaseError> {
    let all = choices(problem);
    let best = all.iter().filter_map(|choice| value(problem, choice, goal)).reduce(f64::min);
    let answer = optimise(problem, goal, &Effort { restarts, ..Effort::default() }, &Watch::none());
    let Some(best) = best else {
        prop_assert_eq!(answer.unwrap_err().code, ErrorCode::Rule);
        return Ok(());
    };
    let answer = answer.unwrap();
    let near = 1e-8 * best.max(1.0);
    prop_assert!((answer.value - best).abs() <= near, "{} is not {best}", answer.value);
    prop_assert!(answer.bound <= best + near && answer.gap == 0.0, "{answer:?}");
    let found = choice(problem, &answer.portfolio);
    prop_assert!(all.contains(&found), "{:?} is not allowed", answer.portfolio);
    prop_assert!((value(problem, &found, goal).unwrap() - answer.value).abs() <= near);
    prop_assert!(
        (cost(problem, &found) - answer.portfolio.cost).abs() <= 1e-9 * answer.portfolio.cost.max(1.0)
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_is_better(problem in problem(6), goal in goal(), restarts in 0..3_u32) {
        is_best(&problem, &goal, restarts)?;
    }

    /// A search that is broken off has bounds that are true all the same.
    #[test]
    fn bounds_are_true_wherever_the_search_ends(problem in problem(5), goal in goal(), nodes in 0..6_u64) {
        let best = choices(&problem).iter().filter_map(|choice| value(&problem, choice, &goal)).reduce(f64::min);
        if let (Some(best), Ok(answer)) = (best, optimise(&problem, &goal, &Effort { nodes, restarts: 0, gap: 0.0 }, &Watch::none())) {
            prop_assert!(answer.bound <= best + 1e-8 * best.max(1.0), "{answer:?} {best}");
            prop_assert!(answer.value >= best - 1e-8 * best.max(1.0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// Sixteen candidates, each in or out: 65,536 portfolios.
    #[test]
    fn nothing_is_better_among_sixteen(mut problem in problem(16), goal in goal()) {
        problem.candidates.iter_mut().for_each(|candidate| candidate.starts.truncate(1));
        is_best(&problem, &goal, 2)?;
    }
}
