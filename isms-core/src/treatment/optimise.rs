//! The best portfolio for a goal.

use super::answer::{Action, Answer, Portfolio};
use super::appetite::Cover;
use super::effort::Effort;
use super::judge::chosen;
use super::local::Local;
use super::losses::Losses;
use super::model::{Model, Span};
use super::problem::{AppetitePoint, Goal, Problem, Scenarios};
use super::relaxation::Relaxation;
use super::search::{Found, Outcome, search};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;

/// A gap below this is rounding.
const ROUNDING: f64 = 1e-9;

/// Finds the best portfolio for a goal: proven to be so where the effort allows, and with the gap that is left beyond. Where
/// that is enough for who listens, it is the best so far.
///
/// Errors: what is wrong with the problem or the goal; an appetite that no portfolio keeps; the work stopped where nothing
/// was found.
pub fn optimise(problem: &Problem, goal: &Goal, effort: &Effort, watch: &Watch<'_>) -> Result<Answer> {
    optimise_from(problem, goal, None, effort, watch)
}

/// As [`optimise`], beginning with a portfolio that keeps the limits of the problem, and the appetite.
pub(super) fn optimise_from(
    problem: &Problem,
    goal: &Goal,
    known: Option<&Portfolio>,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Answer> {
    problem.check()?;
    problem.check_goal(goal)?;
    effort.check()?;
    if let Goal::Appetite { points } = goal {
        return cheapest(problem, points, known, effort, watch);
    }
    let (model, losses) = compile(problem, goal)?;
    let known = known
        .map(|known| chosen(problem, &model, known))
        .transpose()?
        .map(|chosen| Found { value: losses.value(&model, &model.left(&chosen)), chosen });
    let outcome = least(&model, &losses, 0.0, known, effort, watch)?;
    let untreated = losses.value(&model, &vec![1.0; model.rows.len()]);
    let best = outcome.best.clone().unwrap_or(Found { chosen: vec![], value: untreated });
    Ok(answer(problem, &model, &best, &outcome, untreated))
}

/// The model of a goal that is a loss, and the losses that it judges.
pub(super) fn compile(problem: &Problem, goal: &Goal) -> Result<(Model, Losses)> {
    Ok(match (goal, &problem.scenarios) {
        (Goal::TailLoss { level }, Some(scenarios)) => {
            let model = Model::new(problem, Span::LastYear)?;
            let losses = Losses::of(scenarios, *level).of_the_worst(&model);
            (model, losses)
        }
        _ => (Model::new(problem, Span::Horizon)?, Losses::expected(problem)),
    })
}

/// The portfolio of the least loss, with a price on each unit of cost; `known` is one to begin with.
pub(super) fn least(
    model: &Model,
    losses: &Losses,
    price: f64,
    known: Option<Found>,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Outcome> {
    let local = Local { model, losses, price, watch };
    let mut best = local.best(effort.restarts);
    if let Some(known) = known.map(|known| local.improve(known)).filter(|known| known.value < best.value) {
        best = known;
    }
    let relaxation = Relaxation::new(model, losses, price, watch);
    search(model, &relaxation, Some(best), |found| local.improve(found), effort, watch)
}

fn cheapest(
    problem: &Problem,
    points: &[AppetitePoint],
    known: Option<&Portfolio>,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Answer> {
    let model = Model::new(problem, Span::LastYear)?;
    let empty = Scenarios { losses: vec![], weights: vec![] };
    let losses = Losses::of(problem.scenarios.as_ref().unwrap_or(&empty), 0.0);
    let cover = Cover { model: &model, losses: &losses, points, watch };
    let known = known.map(|known| chosen(problem, &model, known)).transpose()?;
    let known = known.map(|chosen| cover.cheapen(Found { value: model.cost(&chosen), chosen }));
    let outcome = search(&model, &cover, known, |found| cover.cheapen(found), effort, watch)?;
    match &outcome.best {
        Some(best) => Ok(answer(problem, &model, best, &outcome, 0.0)),
        None if outcome.stopped => {
            Err(Error::new(ErrorCode::Cancelled, "", "the work was stopped before a portfolio was found", ""))
        }
        None if outcome.bound < f64::INFINITY => Err(Error::new(
            ErrorCode::Limit,
            "effort.nodes",
            format!("no portfolio that keeps the appetite was found in {} nodes", outcome.nodes),
            "allow more nodes",
        )),
        None => Err(unkept(&cover, points)),
    }
}

/// Says which point of the curve is out of reach.
fn unkept(cover: &Cover<'_>, points: &[AppetitePoint]) -> Error {
    let all = cover.totals(&vec![true; cover.model.columns.len()]);
    let broken = points.iter().enumerate().find(|(_, point)| !cover.is_kept(&all, point));
    let (path, problem, remedy) = match broken {
        Some((at, point)) => (
            format!("goal.appetite.points[{at}]"),
            format!(
                "even with everything done the probability that a year's loss is over {1} is {0:.4}, where {2} is the most",
                cover.exceedance(&all, point),
                point.loss,
                point.probability
            ),
            "offer candidates that do more, or tolerate more",
        ),
        None => (
            "goal.appetite".to_owned(),
            "nothing that the limits allow keeps all points of the curve, though all of it together would"
                .to_owned(),
            "widen what limits the candidates, or offer more of them",
        ),
    };
    Error::new(ErrorCode::Rule, path, problem, remedy)
}

pub(super) fn answer(
    problem: &Problem,
    model: &Model,
    best: &Found,
    outcome: &Outcome,
    untreated: f64,
) -> Answer {
    let bound = outcome.bound.min(best.value);
    let gap = if best.value > 0.0 { (best.value - bound) / best.value } else { 0.0 };
    let (bound, gap) = if gap <= ROUNDING { (best.value, 0.0) } else { (bound, gap) };
    let portfolio = portfolio(problem, model, &best.chosen);
    Answer {
        portfolio,
        value: best.value,
        untreated,
        bound,
        gap,
        nodes: outcome.nodes,
        stopped: outcome.stopped,
    }
}

pub(super) fn portfolio(problem: &Problem, model: &Model, chosen: &[bool]) -> Portfolio {
    let columns = model.columns.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    let actions = columns.filter_map(|(column, _)| {
        Some(Action {
            candidate: problem.candidates.get(column.candidate)?.id.clone(),
            start: column.start,
            effective: column.effective,
            cost: column.cost,
        })
    });
    Portfolio { actions: actions.collect(), cost: model.cost(chosen) }
}
