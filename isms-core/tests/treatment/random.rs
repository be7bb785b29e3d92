//! Small problems of every kind, and the best portfolio of all there are.

use isms_core::treatment::{
    AppetitePoint, Candidate, Capacity, Effect, Goal, Group, Problem, RiskLoss, Scenarios, Work,
};
use proptest::prelude::*;

/// A reduction: none, some, all.
fn reduction() -> impl Strategy<Value = f64> {
    prop_oneof![4 => (0..20_u8).prop_map(|n| f64::from(n) / 20.0), 1 => Just(1.0)]
}

fn candidate(at: usize, count: usize, risks: usize) -> impl Strategy<Value = Candidate> {
    let effect = (0..risks, reduction(), reduction(), 0..3_u8).prop_map(|(risk, one, two, kind)| {
        let risk = format!("R{risk}");
        match kind {
            0 => Effect { risk, rate: one, magnitude: two, ..Effect::default() },
            1 => Effect { risk, susceptibility: one, sharing: two, ..Effect::default() },
            _ => Effect { risk, dependency: one, ..Effect::default() },
        }
    });
    let names = move || {
        prop::collection::vec((0..count).prop_map(|other| format!("C{other}")), 0..2)
            .prop_map(move |names| names.into_iter().filter(|name| *name != format!("C{at}")).collect())
    };
    let rarely = |some: bool, names: Vec<String>| if some { names } else { vec![] };
    (
        (0..20_u8, 0..6_u8, 0..3_u32, 0..5_u8, 0..4_u8),
        prop::collection::vec(0..4_u32, 0..3),
        prop::collection::vec(effect, 0..4),
        (prop::bool::weighted(0.3), names(), prop::bool::weighted(0.2), names()),
    )
        .prop_map(move |((one_off, yearly, lead, hours, kept), mut starts, mut effects, leaning)| {
            starts.sort_unstable();
            starts.dedup();
            effects.sort_by(|a, b| a.risk.cmp(&b.risk));
            effects.dedup_by(|a, b| a.risk == b.risk);
            let (requires, required, excludes, excluded) = leaning;
            let work = Work { owner: "A".into(), hours: f64::from(hours), yearly: f64::from(kept) };
            Candidate {
                id: format!("C{at}"),
                one_off: f64::from(one_off),
                yearly: f64::from(yearly),
                work: vec![work],
                lead,
                starts,
                effects,
                requires: rarely(requires, required),
                excludes: rarely(excludes, excluded),
            }
        })
}

/// Up to `most` candidates with everything that may limit them.
pub(crate) fn problem(most: usize) -> impl Strategy<Value = Problem> {
    (1..=most, 1..6_usize)
        .prop_flat_map(|(count, risks)| {
            (
                (0..count).map(|at| candidate(at, count, risks)).collect::<Vec<_>>(),
                prop::collection::vec(prop_oneof![1 => Just(0.0), 6 => 1.0..100.0_f64], risks),
                prop::collection::vec(prop::collection::vec(0..50_u8, 7), risks),
                prop::collection::vec(1..5_u8, 7),
                prop::collection::vec((0..count, 0..count, 0..3_u32), 0..2),
                (prop::option::weighted(0.8, 0..60_u8), prop::option::weighted(0.5, 1..6_u8)),
                (1..3_u32, prop_oneof![Just(0.0), Just(0.05)]),
            )
        })
        .prop_map(
            |(candidates, losses, years, weights, groups, (budget, hours), (horizon, discount_rate))| {
                let group = |(at, (one, other, most)): (usize, (usize, usize, u32))| {
                    let mut candidates = vec![format!("C{one}"), format!("C{other}")];
                    candidates.dedup();
                    Group { id: format!("G{at}"), candidates, most }
                };
                let capacity = |hours: u8| Capacity {
                    owner: "A".into(),
                    hours: vec![f64::from(hours), f64::from(hours) / 2.0, f64::from(hours)],
                };
                Problem {
                    risks: losses
                        .into_iter()
                        .enumerate()
                        .map(|(at, loss)| RiskLoss { id: format!("R{at}"), loss })
                        .collect(),
                    scenarios: Some(Scenarios {
                        losses: years
                            .into_iter()
                            .map(|row| row.into_iter().map(f64::from).collect())
                            .collect(),
                        weights: weights.into_iter().map(f64::from).collect(),
                    }),
                    candidates,
                    groups: groups.into_iter().enumerate().map(group).collect(),
                    capacities: hours.map(capacity).into_iter().collect(),
                    budget: budget.map(f64::from),
                    horizon,
                    discount_rate,
                }
            },
        )
}

/// A choice: of each candidate the quarter in which it starts, if it does.
pub(crate) type Choice = Vec<Option<u32>>;

/// Every choice that the problem allows, as told by its definition.
pub(crate) fn choices(problem: &Problem) -> Vec<Choice> {
    let mut all: Vec<Choice> = vec![vec![]];
    for candidate in &problem.candidates {
        let starts = if candidate.starts.is_empty() { vec![0] } else { candidate.starts.clone() };
        let options: Vec<Option<u32>> = std::iter::once(None).chain(starts.into_iter().map(Some)).collect();
        all = all
            .into_iter()
            .flat_map(|choice| options.iter().map(move |option| [choice.clone(), vec![*option]].concat()))
            .collect();
    }
    all.retain(|choice| allowed(problem, choice));
    all
}

fn quarters(problem: &Problem) -> u32 {
    problem.horizon * 4
}

fn today(problem: &Problem, quarter: u32) -> f64 {
    (1.0 + problem.discount_rate).powf(-f64::from(quarter) / 4.0)
}

fn start(problem: &Problem, choice: &Choice, name: &str) -> Option<u32> {
    choice[problem.candidates.iter().position(|candidate| candidate.id == name).unwrap()]
}

pub(crate) fn cost(problem: &Problem, choice: &Choice) -> f64 {
    let chosen = problem.candidates.iter().zip(choice);
    let cost = |(candidate, start): (&Candidate, &Option<u32>)| {
        let start = (*start)?;
        let yearly =
            (start + candidate.lead..quarters(problem)).map(|q| candidate.yearly / 4.0 * today(problem, q));
        Some(candidate.one_off * today(problem, start) + yearly.sum::<f64>())
    };
    chosen.filter_map(cost).sum()
}

fn allowed(problem: &Problem, choice: &Choice) -> bool {
    let chosen = || problem.candidates.iter().zip(choice).filter_map(|(c, start)| Some((c, (*start)?)));
    let leaning = chosen().all(|(candidate, begun)| {
        candidate.excludes.iter().all(|other| start(problem, choice, other).is_none())
            && candidate.requires.iter().all(|other| {
                let lead = problem.candidates.iter().find(|c| c.id == *other).unwrap().lead;
                start(problem, choice, other).is_some_and(|start| start + lead <= begun)
            })
    });
    let groups = problem.groups.iter().all(|group| {
        chosen().filter(|(candidate, _)| group.candidates.contains(&candidate.id)).count()
            <= group.most as usize
    });
    let hours = |quarter: u32| -> f64 {
        let of = |(candidate, start): (&Candidate, u32)| {
            let (work, spread) = (&candidate.work[0], candidate.lead.max(1));
            let doing =
                if (start..start + spread).contains(&quarter) { work.hours / f64::from(spread) } else { 0.0 };
            doing + if start + candidate.lead <= quarter { work.yearly / 4.0 } else { 0.0 }
        };
        chosen().map(of).sum()
    };
    let capacities = problem.capacities.iter().all(|capacity| {
        (0..quarters(problem)).all(|quarter| {
            let have = capacity.hours.get(quarter as usize).or(capacity.hours.last()).unwrap();
            hours(quarter) <= have + 1e-9
        })
    });
    leaning
        && groups
        && capacities
        && problem.budget.is_none_or(|budget| cost(problem, choice) <= budget + 1e-9)
}

/// What is left of a risk in a quarter.
fn left(problem: &Problem, choice: &Choice, risk: &str, quarter: u32) -> f64 {
    let in_effect = problem
        .candidates
        .iter()
        .zip(choice)
        .filter(|(candidate, start)| start.is_some_and(|start| start + candidate.lead <= quarter));
    let effects =
        in_effect.flat_map(|(candidate, _)| &candidate.effects).filter(|effect| effect.risk == risk);
    effects
        .map(|e| {
            (1.0 - e.rate)
                * (1.0 - e.susceptibility)
                * (1.0 - e.magnitude)
                * (1.0 - e.dependency)
                * (1.0 - e.sharing)
        })
        .product()
}

pub(crate) fn expected_loss(problem: &Problem, choice: &Choice) -> f64 {
    let of = |risk: &RiskLoss| {
        let quarter = |q: u32| risk.loss / 4.0 * today(problem, q) * left(problem, choice, &risk.id, q);
        (0..quarters(problem)).map(quarter).sum::<f64>()
    };
    problem.risks.iter().map(of).sum()
}

/// Loss and probability of each year.
pub(crate) fn years(problem: &Problem, choice: &Choice) -> Vec<(f64, f64)> {
    let scenarios = problem.scenarios.as_ref().unwrap();
    let sum: f64 = scenarios.weights.iter().sum();
    let last = quarters(problem) - 4..quarters(problem);
    let kept: Vec<f64> = problem
        .risks
        .iter()
        .map(|risk| last.clone().map(|q| left(problem, choice, &risk.id, q) / 4.0).sum())
        .collect();
    let total = |year: usize| scenarios.losses.iter().zip(&kept).map(|(row, kept)| row[year] * kept).sum();
    scenarios.weights.iter().enumerate().map(|(year, weight)| (total(year), weight / sum)).collect()
}

/// The least over all thresholds t of t + E[(loss − t)⁺] ⁄ (1 − level), as Rockafellar and Uryasev define it.
pub(crate) fn tail_loss(problem: &Problem, choice: &Choice, level: f64) -> f64 {
    let years = years(problem, choice);
    let at = |threshold: f64| {
        threshold + years.iter().map(|(loss, p)| p * (loss - threshold).max(0.0)).sum::<f64>() / (1.0 - level)
    };
    years.iter().map(|(loss, _)| at(*loss)).fold(f64::INFINITY, f64::min)
}

pub(crate) fn keeps(problem: &Problem, choice: &Choice, points: &[AppetitePoint]) -> bool {
    let years = years(problem, choice);
    points.iter().all(|point| {
        let over = years.iter().filter(|(loss, _)| *loss > point.loss);
        over.map(|(_, probability)| probability).sum::<f64>() <= point.probability + 1e-9
    })
}

/// What the goal makes small; none if the choice will not do.
pub(crate) fn value(problem: &Problem, choice: &Choice, goal: &Goal) -> Option<f64> {
    match goal {
        Goal::ExpectedLoss => Some(expected_loss(problem, choice)),
        Goal::TailLoss { level } => Some(tail_loss(problem, choice, *level)),
        Goal::Appetite { points } => keeps(problem, choice, points).then(|| cost(problem, choice)),
    }
}
