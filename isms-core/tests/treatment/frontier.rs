//! The frontier of all budgets.

use isms_core::graph::Watch;
use isms_core::treatment::{Effort, Fineness, Goal, Problem, frontier, optimise};
use proptest::prelude::*;

use crate::random::{choices, cost, problem, value};

fn goal() -> impl Strategy<Value = Goal> {
    prop_oneof![Just(Goal::ExpectedLoss), Just(Goal::TailLoss { level: 0.8 })]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn more_money_never_leaves_more_and_no_portfolio_lies_below(problem in problem(5), goal in goal()) {
        let problem = Problem { budget: None, ..problem };
        let found = frontier(&problem, &goal, Fineness::default(), &Effort::default(), &Watch::none()).unwrap();
        for (before, after) in found.points.iter().zip(found.points.iter().skip(1)) {
            prop_assert!(before.portfolio.cost < after.portfolio.cost && before.value > after.value);
            prop_assert!(after.per_cost.unwrap() > 0.0);
        }
        let all: Vec<(f64, f64)> =
            choices(&problem).iter().map(|choice| (cost(&problem, choice), value(&problem, choice, &goal).unwrap())).collect();
        for (cost, value) in &all {
            prop_assert!(found.bound_at(*cost) <= value + 1e-8 * value.max(1.0), "{cost}: {value} {found:?}");
        }
        // Points are of portfolios that there are, and each kink of the lower hull is one of them.
        for point in &found.points {
            let there = |(cost, value): &(f64, f64)| {
                (cost - point.portfolio.cost).abs() < 1e-6 && (value - point.value).abs() < 1e-6
            };
            prop_assert!(all.iter().any(there), "{point:?}");
        }
        for price in [0.0, 0.1, 0.5, 1.0, 3.0, 10.0, 1000.0] {
            let best = all.iter().map(|(cost, value)| value + price * cost).fold(f64::INFINITY, f64::min);
            let ours = found.points.iter().map(|p| p.value + price * p.portfolio.cost).fold(f64::INFINITY, f64::min);
            prop_assert!((ours - best).abs() <= 1e-7 * best.max(1.0), "{price}: {ours} {best}");
        }
    }

    #[test]
    fn every_budget_has_its_portfolio_and_a_bound_that_is_true(problem in problem(4), goal in goal(), budget in 0..40_u8) {
        let problem = Problem { budget: Some(f64::from(budget)), ..problem };
        let found = frontier(&problem, &goal, Fineness::default(), &Effort::default(), &Watch::none()).unwrap();
        let single = optimise(&problem, &goal, &Effort::default(), &Watch::none()).unwrap();
        let point = found.at(f64::from(budget)).unwrap();
        prop_assert!(point.value >= single.value - 1e-8 * single.value.max(1.0));
        prop_assert!(found.bound_at(f64::from(budget)) <= single.value + 1e-8 * single.value.max(1.0));
        // Where the bound meets the point nothing is better; where it does not, the frontier says so.
        let proven = found.bound_at(f64::from(budget)) >= point.value * (1.0 - 1e-9);
        prop_assert!(!proven || point.value <= single.value + 1e-7 * single.value.max(1.0));
    }
}
