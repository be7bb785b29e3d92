//! A choice judged on fresh years: the model simulated in full, before and with all that is chosen in effect.

use super::super::View;
use super::super::treatment_problem::{Choice, by_risk};
use super::answer::{JudgedFigure, LossFigure};
use crate::error::Result;
use crate::graph::Watch;
use crate::model::Stage;
use crate::quant::elementary::normal_quantile;
use crate::quant::{
    Estimate, LossModel, Losses, QuantifiedRisk, Simulation, StageLosses, simulate, yearly_losses,
};
use crate::treatment::{Goal, Portfolio, Problem, evaluate};

/// A choice as it is judged.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) figures: Vec<JudgedFigure>,
    /// By risk of the problem: by which factor its loss events become fewer, and by which the loss of one smaller.
    pub(super) factors: Vec<(f64, f64)>,
}

impl View<'_> {
    pub(super) fn judged(&self, choice: &Choice<'_>, portfolio: &Portfolio) -> Result<Judged> {
        let before = &choice.recorded.model;
        if before.risks.is_empty() {
            return Ok(Judged::default());
        }
        let mut after = before.clone();
        let chosen = || portfolio.actions.iter().map(|action| action.candidate.as_str());
        for (_, offered) in chosen().filter_map(|id| choice.offered(id)) {
            self.put_in_effect(offered.option, &mut after);
        }
        let fresh = Simulation::new(choice.question.trials, choice.question.seed.wrapping_add(1));
        let left = choice.left(chosen());
        let losses = [simulate(before, &fresh, &Watch::none())?, simulate(&after, &fresh, &Watch::none())?];
        let figures = self.figures(choice, portfolio, &left, &losses)?;
        let one_group = vec![0; choice.risks.len()];
        let yearly = |model: &LossModel| yearly_losses(model, &fresh, &one_group, &Watch::none());
        let sums = |of: &[f64]| by_risk(&choice.risks, of);
        let (lost, left) = (sums(&yearly(before)?.means), sums(&yearly(&after)?.means));
        let (events, fewer) = (sums(&events(before)), sums(&events(&after)));
        let share = |(after, before): (&f64, &f64)| if *before > 0.0 { after / before } else { 1.0 };
        let of_events = fewer.iter().zip(&events).map(share);
        let of_losses = left.iter().zip(&lost).map(share);
        // No option makes an event dearer: more than the whole is chance.
        let factors =
            of_events.zip(of_losses).map(|(events, losses)| (events, share((&losses, &events)).min(1.0)));
        Ok(Judged { figures, factors: factors.collect() })
    }

    fn figures(
        &self,
        choice: &Choice<'_>,
        portfolio: &Portfolio,
        left: &[f64],
        [before, after]: &[Losses; 2],
    ) -> Result<Vec<JudgedFigure>> {
        let level = choice.question.level;
        let (before, after) = (before.stage(Stage::Residual)?, after.stage(Stage::Residual)?);
        let years = choice.years(left);
        let mean = figure(
            LossFigure::Mean,
            ends(before.mean()),
            ends(after.mean()),
            reckoned(choice, portfolio, 0.0)?,
        );
        let tail = figure(
            LossFigure::ExpectedShortfall,
            ends(before.expected_shortfall(level)?),
            ends(after.expected_shortfall(level)?),
            reckoned(choice, portfolio, level)?,
        );
        let mut figures =
            vec![paired(mean, &before, &after, |loss| loss), JudgedFigure { level: Some(level), ..tail }];
        for (loss, tolerated) in self.tolerance() {
            let exceeds = |year: f64| f64::from(u8::from(year > loss));
            let share = years.iter().map(|year| exceeds(*year)).sum::<f64>() / years.len().max(1) as f64;
            let ends = |losses: &StageLosses<'_>| {
                let probability = losses.exceedance(loss).probability;
                [probability.value, probability.low, probability.high]
            };
            let exceedance = figure(LossFigure::Exceedance, ends(&before), ends(&after), share);
            let exceedance = paired(exceedance, &before, &after, exceeds);
            figures.push(JudgedFigure { loss: Some(loss), tolerated: Some(tolerated), ..exceedance });
        }
        Ok(figures)
    }
}

/// Probable loss events a year of each entry of a model, with the controls in force.
fn events(model: &LossModel) -> Vec<f64> {
    let through = |entry: &QuantifiedRisk| {
        let left = entry.preventive.iter().map(|used| {
            let reliability =
                model.controls.get(used.control as usize).map_or(1.0, |shared| shared.reliability);
            1.0 - used.effectiveness(Stage::Residual) * reliability
        });
        entry.rate.mean() * entry.susceptibility.mean() * left.product::<f64>()
    };
    model.risks.iter().map(through).collect()
}

/// The mean of the worst years that the choice was made on, from a level on, with all of it in effect: of level 0 that of
/// all years.
fn reckoned(choice: &Choice<'_>, portfolio: &Portfolio, level: f64) -> Result<f64> {
    let mut at_once = Problem { horizon: 1, ..choice.problem.clone() };
    for candidate in &mut at_once.candidates {
        candidate.lead = 0;
        candidate.starts = vec![];
    }
    let mut portfolio = portfolio.clone();
    portfolio.actions.iter_mut().for_each(|action| action.start = 0);
    evaluate(&at_once, &Goal::TailLoss { level }, &portfolio)
}

/// An estimate with the ends of its 95 % interval.
fn ends(Estimate { value, standard_error }: Estimate) -> [f64; 3] {
    let reach = normal_quantile(0.975) * standard_error;
    [value, value - reach, value + reach]
}

fn figure(
    figure: LossFigure,
    [before, before_low, before_high]: [f64; 3],
    [after, after_low, after_high]: [f64; 3],
    reckoned: f64,
) -> JudgedFigure {
    JudgedFigure {
        figure,
        level: None,
        loss: None,
        tolerated: None,
        before,
        before_low,
        before_high,
        after,
        after_low,
        after_high,
        reckoned,
        saved: before - after,
        saved_low: None,
        saved_high: None,
    }
}

/// The same with an interval of what is saved, from the differences year by year.
fn paired(
    figure: JudgedFigure,
    before: &StageLosses<'_>,
    after: &StageLosses<'_>,
    of_year: impl Fn(f64) -> f64,
) -> JudgedFigure {
    let (Some(before), Some(after)) = (before.samples(), after.samples()) else { return figure };
    let saved = || before.iter().zip(after).map(|(before, after)| of_year(*before) - of_year(*after));
    let count = before.len() as f64;
    let mean = saved().sum::<f64>() / count;
    let variance = saved().map(|saved| (saved - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
    let [_, low, high] = ends(Estimate { value: mean, standard_error: (variance / count).sqrt() });
    JudgedFigure { saved_low: Some(low), saved_high: Some(high), ..figure }
}
