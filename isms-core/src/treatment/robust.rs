//! How often each action is in the best portfolio when what is uncertain turns out otherwise.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Portfolio};
use super::effort::Effort;
use super::judge::evaluate;
use super::optimise::optimise;
use super::problem::{Effect, Goal, Problem, Scenarios};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::schedule::wilson_interval;

/// What is known turned out otherwise; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Redraw {
    /// Expected loss of each risk, in the order of the risks; empty if unchanged.
    pub losses: Vec<f64>,
    /// Other simulated years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenarios: Option<Scenarios>,
    /// Effects of each candidate, in the order of the candidates; empty if unchanged.
    pub effects: Vec<Vec<Effect>>,
}

/// How often a candidate is chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// The candidate.
    pub candidate: String,
    /// Whether it is in the portfolio that is judged.
    pub chosen: bool,
    /// Share of the redraws whose best portfolio has it.
    pub share: f64,
    /// Lower end of the 95 % interval of that share (E. B. Wilson, 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How well a portfolio bears that things turn out otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Robustness {
    /// Redraws that were looked at.
    pub redraws: usize,
    /// Of each candidate how often it is chosen.
    pub shares: Vec<Share>,
    /// Share of the redraws in which no better portfolio was found than the one that is judged.
    pub still_best: f64,
    /// How much more it comes to than the best found, in the mean of the redraws.
    pub mean_regret: f64,
    /// The same in the worst of the redraws.
    pub worst_regret: f64,
}

/// Finds the best portfolio of each redraw, and holds one against them. `effort` is that of each redraw.
///
/// Errors: what is wrong with the problem, the goal, a redraw or the portfolio; a goal that is no loss; the work stopped.
pub fn robustness(
    problem: &Problem,
    goal: &Goal,
    portfolio: &Portfolio,
    redraws: &[Redraw],
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Robustness> {
    let given = |at: usize, _: &Watch<'_>| Ok(redraws.get(at).cloned().unwrap_or_default());
    robustness_drawn(problem, goal, portfolio, redraws.len(), given, effort, watch)
}

/// As [`robustness`], where each of so many redraws is made when it is needed and not kept: its years may be many.
pub(crate) fn robustness_drawn(
    problem: &Problem,
    goal: &Goal,
    portfolio: &Portfolio,
    redraws: usize,
    redraw: impl Fn(usize, &Watch<'_>) -> Result<Redraw> + Sync,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Robustness> {
    if matches!(goal, Goal::Appetite { .. }) {
        let told = "a portfolio that keeps the appetite in one redraw may break it in another";
        return Err(Error::new(ErrorCode::Value, "goal", told, "ask for expected_loss or tail_loss"));
    }
    evaluate(problem, goal, portfolio)?;
    if redraws == 0 {
        return Err(Error::new(ErrorCode::MissingField, "redraws", "there are none", "hand in at least one"));
    }
    watch.begin(redraws)?;
    let judged = (0..redraws).into_par_iter().map(|at| {
        let redraw = watch.piece(|watch| redraw(at, watch))?;
        let redrawn = redraw.of(problem).and_then(|redrawn| redrawn.check().map(|()| redrawn));
        let redrawn = redrawn.map_err(|error| error.within(&format!("redraws[{at}]")))?;
        let best = watch.piece(|watch| optimise(&redrawn, goal, effort, watch))?;
        // Against what was not looked for to the end nothing can be held.
        watch.part_done()?;
        let regret = (evaluate(&redrawn, goal, portfolio)? - best.value).max(0.0);
        Ok((best, regret))
    });
    let judged = judged.collect::<Result<Vec<_>>>()?;
    let count = judged.len() as f64;
    let shares = problem.candidates.iter().map(|candidate| {
        let times = judged.iter().filter(|(best, _)| best.portfolio.has(&candidate.id)).count();
        let share = times as f64 / count;
        // No redraws at all were refused above.
        let (low, high) = wilson_interval(times as u64, judged.len() as u64).unwrap_or((0.0, 1.0));
        let chosen = portfolio.has(&candidate.id);
        Share { candidate: candidate.id.clone(), chosen, share, low, high }
    });
    // As much as rounding may make of it.
    let none = |(best, regret): &&(Answer, f64)| *regret <= 1e-9 * best.value;
    Ok(Robustness {
        redraws: judged.len(),
        shares: shares.collect(),
        still_best: judged.iter().filter(none).count() as f64 / count,
        mean_regret: judged.iter().map(|(_, regret)| regret).sum::<f64>() / count,
        worst_regret: judged.iter().map(|(_, regret)| *regret).fold(0.0, f64::max),
    })
}

impl Redraw {
    /// A problem in which this is so.
    fn of(self, problem: &Problem) -> Result<Problem> {
        let counted = |name: &str, given: usize, wanted: usize, what: &str| {
            if given == 0 || given == wanted {
                return Ok(());
            }
            let told = format!("{given} for {wanted} {what}");
            Err(Error::new(ErrorCode::Value, name, told, "give one for each, or none"))
        };
        counted("losses", self.losses.len(), problem.risks.len(), "risks")?;
        counted("effects", self.effects.len(), problem.candidates.len(), "candidates")?;
        let (mut risks, mut candidates) = (problem.risks.clone(), problem.candidates.clone());
        risks.iter_mut().zip(self.losses).for_each(|(risk, loss)| risk.loss = loss);
        candidates.iter_mut().zip(self.effects).for_each(|(candidate, effects)| candidate.effects = effects);
        Ok(Problem {
            risks,
            candidates,
            scenarios: self.scenarios.or_else(|| problem.scenarios.clone()),
            groups: problem.groups.clone(),
            capacities: problem.capacities.clone(),
            budget: problem.budget,
            horizon: problem.horizon,
            discount_rate: problem.discount_rate,
        })
    }
}
