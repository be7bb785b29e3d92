//! The choice in other circumstances: rates that are uncertain, drawn anew.

use super::super::treatment_problem::{Choice, TreatmentGoal, by_risk};
use crate::error::Result;
use crate::graph::Watch;
use crate::model::Distribution;
use crate::quant::{LossModel, Sampler, Simulation, yearly_losses};
use crate::random::{unit, word};
use crate::treatment::{Effort, Portfolio, Redraw, Robustness, Scenarios, robustness_drawn};

/// What tells the random numbers of redraws from each other.
#[derive(Debug, Clone, Copy)]
enum Purpose {
    Rate,
    Susceptibility,
}

/// Holds a portfolio against the best of each redraw; nothing if there are none, the goal is no loss, or that was enough
/// for who listens.
pub(super) fn redrawn(
    choice: &Choice<'_>,
    portfolio: &Portfolio,
    redraws: u32,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Option<Robustness>> {
    if redraws == 0 || choice.question.goal == TreatmentGoal::Appetite || choice.risks.is_empty() {
        return Ok(None);
    }
    let drawn = |number: usize, watch: &Watch<'_>| redraw(choice, number as u32, watch);
    let count = redraws as usize;
    match robustness_drawn(&choice.problem, &choice.goal, portfolio, count, drawn, effort, watch) {
        Err(_) if watch.had_enough() => Ok(None),
        held => held.map(Some),
    }
}

fn redraw(choice: &Choice<'_>, number: u32, watch: &Watch<'_>) -> Result<Redraw> {
    let question = &choice.question;
    // The seed itself is that of the years chosen on, the next that of the years judged on.
    let seed = question.seed.wrapping_add(2 + u64::from(number));
    let model = drawn(choice, number);
    let losses = yearly_losses(&model, &Simulation::new(question.trials, seed), &choice.risks, watch)?;
    let means = by_risk(&choice.risks, &losses.means);
    let scenarios = (question.goal == TreatmentGoal::TailLoss)
        .then(|| Scenarios { losses: losses.years, weights: vec![] });
    Ok(Redraw { losses: means, scenarios, effects: vec![] })
}

/// The model with the rate and susceptibility of each risk as one draw has them. The entries of a risk share what is stated
/// of it, and so what is drawn.
fn drawn(choice: &Choice<'_>, number: u32) -> LossModel {
    let mut model = choice.recorded.model.clone();
    for (entry, risk) in model.risks.iter_mut().zip(&choice.risks) {
        let draw = |of: &Distribution, purpose: Purpose| {
            let place = [number, purpose as u32, 0];
            let drawn = unit(word(*risk as u32, place, choice.question.seed));
            Distribution::fixed(Sampler::compile(of).value(drawn))
        };
        entry.rate = draw(&entry.rate, Purpose::Rate);
        entry.susceptibility = draw(&entry.susceptibility, Purpose::Susceptibility);
    }
    model
}
