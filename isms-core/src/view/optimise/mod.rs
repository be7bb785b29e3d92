//! Where the next money goes: the treatment options to choose within budget, hours and time, why, and what comes of it.

mod answer;
mod changes;
mod judge;
mod reasons;
mod redraw;

pub use answer::{
    ChoiceRobustness, JudgedFigure, LimitKind, LossFigure, Optimisation, OptimiseParameters, OptimisedOption,
    OptionEffect, OptionHours, OptionReason, TreatmentLimit,
};

use super::View;
use super::treatment_problem::{Choice, Question, first_day};
use crate::error::{Error, Result};
use crate::treatment::{Action, Portfolio, Relaxed, Robustness, Worth, explain, optimise, relaxing, returns};

/// The most redraws of a question.
const MOST_REDRAWS: u32 = 1_000;

impl View<'_> {
    /// The treatment options to choose on the date: the least loss within a budget, or the least cost that keeps the
    /// tolerance of the risk appetite. Each option has a start, so that the choice is a roadmap.
    ///
    /// Losses are those of [`View::loss_model`] with the controls in force, net of what policies pay, and stay as they are
    /// over the horizon but for what options do. What an option leaves of each risk is reckoned by itself and multiplied
    /// with what others leave. The choice is then simulated in full, all of it in effect, on fresh years: `figures` shows
    /// both. A role has the hours that it states, less what the programme asks of it. An option may start on any day of its
    /// window; within a quarter it counts as if on the first.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::OptimiseParameters;
    ///
    /// let mut isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All", "currency": "EUR"},
    ///   "roles": [{"id": "COO", "name": "Operations"}],
    ///   "risks": [{"id": "R-1", "title": "Ransomware", "owner": "COO", "identified_on": "2026-01-01",
    ///     "quantifications": [{"quantified_on": "2026-01-01",
    ///       "frequency": {"loss_event_frequency": {"distribution": "fixed", "value": 0.5}},
    ///       "primary": {"response": {"distribution": "uniform", "low": 10000, "high": 30000}}}]}],
    ///   "treatment_options": [{"id": "BACKUP", "title": "Copies off site", "owner": "COO",
    ///     "one_off": {"amount": "5000.00", "currency": "EUR"}, "lead_quarters": 1,
    ///     "effects": {"reductions": [{"risks": ["R-1"], "magnitude": 0.6}]}}]}"#)?;
    /// let on = "2026-06-30".parse()?;
    /// let asked = OptimiseParameters { budget: Some(5_000.0), trials: Some(2048), ..Default::default() };
    /// let found = isms.as_of(on).optimise(&asked)?;
    /// assert_eq!(found.items[0].in_effect_on, Some("2026-09-30".parse()?));
    /// isms.apply(&ChangeSet::from(&found).changes)?;
    /// assert_eq!(isms.as_of(on).risk_treatment_plan().actions_open, 1);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Once that is enough for [who listens](View::watched_by), the answer is the best choice so far with the gap that is
    /// proven, judged as any other.
    ///
    /// Errors: parameters out of their range, an appetite that is not stated or that no choice keeps, figures that give no
    /// finite loss, the work stopped where nothing was found.
    pub fn optimise(&self, parameters: &OptimiseParameters) -> Result<Optimisation> {
        let question = Question { budget: parameters.budget, ..parameters.question() }.checked()?;
        let redraws = parameters.redraws.unwrap_or(16);
        if redraws > 0 {
            super::loss::at_most("redraws", redraws.into(), MOST_REDRAWS.into())?;
        }
        let watch = self.watch();
        watch.in_stretches()?;
        let choice = watch.stretch(0.0..0.2, |watch| self.choice(question, watch))?;
        let Choice { question, problem, goal, .. } = &choice;
        let (effort, light) = (choice.effort(), choice.light_effort());
        let found = watch.stretch(0.2..0.5, |watch| optimise(problem, goal, &effort, watch));
        let found = found.map_err(of_the_view)?;
        let worth =
            watch.stretch(0.5..0.7, |watch| relaxing(problem, goal, &found.portfolio, &light, watch))?;
        let robust = watch
            .stretch(0.7..0.9, |watch| redraw::redrawn(&choice, &found.portfolio, redraws, &light, watch))?;
        let stopped = watch.had_enough();
        let judged = watch.last_stretch(0.9..1.0, |watch| self.judged(&choice, &found.portfolio, watch))?;
        Ok(Optimisation {
            as_of: self.date(),
            currency: choice.recorded.currency.clone(),
            goal: question.goal,
            level: question.level,
            budget: question.budget,
            horizon: question.horizon,
            discount_rate: question.discount_rate,
            trials: question.trials,
            seed: question.seed,
            cost: found.portfolio.cost,
            value: found.value,
            untreated: found.untreated,
            bound: found.bound,
            gap: found.gap,
            nodes: found.nodes,
            stopped,
            items: self.items(&choice, &found.portfolio, robust.as_ref())?,
            hours: self.hours(&choice, &found.portfolio),
            limits: worth.into_iter().map(TreatmentLimit::from).collect(),
            changes: self.changes(&choice, &found.portfolio, &judged),
            figures: judged.figures,
            robustness: robust.map(|robust| ChoiceRobustness {
                redraws: robust.redraws,
                still_best: robust.still_best,
                mean_regret: robust.mean_regret,
                worst_regret: robust.worst_regret,
            }),
            left_out: choice.recorded.left_out.clone(),
        })
    }

    /// Every option, the chosen first.
    fn items(
        &self,
        choice: &Choice<'_>,
        portfolio: &Portfolio,
        robust: Option<&Robustness>,
    ) -> Result<Vec<OptimisedOption>> {
        let explained = explain(&choice.problem, &choice.goal, portfolio)?;
        let returns = returns(&choice.problem, &choice.goal, portfolio)?;
        let mut items: Vec<OptimisedOption> = Vec::new();
        for (explained, returned) in explained.iter().zip(&returns) {
            let Some((_, offered)) = choice.offered(&explained.candidate) else { continue };
            let action = portfolio.actions.iter().find(|action| action.candidate == explained.candidate);
            let share = robust.and_then(|r| r.shares.iter().find(|s| s.candidate == explained.candidate));
            let starts_on = action.map(|action| self.starts_on(offered.option, action.start));
            let (reason, others) = reasons::told(&explained.reason);
            let acting = choice.problem.risks.iter().zip(&offered.left).filter(|(_, left)| **left < 1.0);
            items.push(OptimisedOption {
                starts_on,
                in_effect_on: starts_on.map(|day| offered.option.in_effect_on(day)),
                chosen: explained.chosen,
                cost: Some(explained.cost),
                alone: Some(returned.alone),
                last_in: Some(returned.last_in),
                alone_per_cost: returned.alone_per_cost,
                last_in_per_cost: returned.last_in_per_cost,
                share_of_redraws: share.map(|share| share.share),
                share_low: share.map(|share| share.low),
                share_high: share.map(|share| share.high),
                sentence: explained.sentence.clone(),
                effects: acting
                    .map(|(risk, left)| OptionEffect { risk: risk.id.as_str().into(), reduction: 1.0 - left })
                    .collect(),
                effective_on: starts_on.unwrap_or(self.date()),
                ..self.unexplained(offered.option, reason, others)
            });
        }
        for (option, why) in &choice.barred {
            let (reason, others, why) = reasons::barred(*why);
            let sentence = format!("{} is not chosen: {why}.", option.id);
            items.push(OptimisedOption { sentence, ..self.unexplained(option, reason, others) });
        }
        items.sort_by(|a, b| (!a.chosen, a.starts_on, &a.option).cmp(&(!b.chosen, b.starts_on, &b.option)));
        Ok(items)
    }

    fn hours(&self, choice: &Choice<'_>, portfolio: &Portfolio) -> Vec<OptionHours> {
        let asked = |role: &str, quarter: u32| {
            let of = |action: &Action| {
                let offered = choice.offered(&action.candidate);
                offered.map_or(0.0, |(candidate, _)| candidate.hours(role, action.start, quarter))
            };
            // A sum of nothing is −0.
            portfolio.actions.iter().map(of).fold(0.0, |sum, hours| sum + hours)
        };
        let rows = choice.hours.iter().flat_map(|(role, quarters)| {
            (0..).zip(quarters).map(|(quarter, hours)| OptionHours {
                role: (*role).clone(),
                quarter: first_day(self.date(), quarter),
                capacity_hours: hours.capacity,
                programme_hours: hours.programme,
                option_hours: asked(role.as_str(), quarter),
            })
        });
        rows.collect()
    }
}

/// What the optimiser refuses, with the places and remedies of the view.
fn of_the_view(error: Error) -> Error {
    let (path, remedy) = match error.path.as_str() {
        "effort.nodes" => ("nodes".to_owned(), error.remedy.clone()),
        "goal.appetite" => {
            let remedy = "give more budget, hours or quarters to start in, or ask for the goal tail_loss";
            ("goal".to_owned(), remedy.to_owned())
        }
        path => match path.strip_prefix("goal.appetite.points") {
            Some(at) => {
                let remedy = "record options that do more, tolerate more, or ask for the goal tail_loss: it comes as \
                              near as they can";
                (format!("risk_criteria.appetite.tolerance{at}"), remedy.to_owned())
            }
            None => return error,
        },
    };
    Error { path, remedy, ..error }
}

impl From<Worth> for TreatmentLimit {
    fn from(worth: Worth) -> Self {
        let (limit, id, other, from, to) = match worth.limit {
            Relaxed::Budget { from, to } => (LimitKind::Budget, None, None, Some(from), Some(to)),
            Relaxed::Hours { owner } => (LimitKind::Hours, Some(owner), None, None, None),
            Relaxed::Group { group, to } => {
                let to = f64::from(to);
                (LimitKind::Group, Some(group), None, Some(to - 1.0), Some(to))
            }
            Relaxed::Exclusion { candidate, other } => {
                (LimitKind::Exclusion, Some(candidate), Some(other), None, None)
            }
            Relaxed::Requirement { candidate, required } => {
                (LimitKind::Requirement, Some(candidate), Some(required), None, None)
            }
        };
        let Worth { binds, worth, at_most, .. } = worth;
        Self { limit, id, other, from, to, binds, worth, at_most }
    }
}
