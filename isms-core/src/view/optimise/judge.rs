//! A choice judged on fresh years: the model simulated in full, before and with all that is chosen in effect.

use super::super::View;
use super::super::treatment_problem::{Choice, by_risk};
use super::answer::{JudgedFigure, LossFigure};
use crate::error::Result;
use crate::graph::Watch;
use crate::model::Stage;
use crate::quant::elementary::normal_quantile;
use crate::quant::{
    Comparison, Difference, Estimate, LossModel, QuantifiedRisk, Simulation, StageLosses, compare,
    yearly_losses,
};
use crate::treatment::Portfolio;

/// A choice as it is judged.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) figures: Vec<JudgedFigure>,
    /// By risk of the problem: by which factor its loss events become fewer, and by which the loss of one smaller.
    pub(super) factors: Vec<(f64, f64)>,
}

impl View<'_> {
    pub(super) fn judged(
        &self,
        choice: &Choice<'_>,
        portfolio: &Portfolio,
        watch: &Watch<'_>,
    ) -> Result<Judged> {
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
        watch.in_stretches()?;
        let found = watch.stretch(0.0..0.5, |watch| compare(before, &after, &fresh, watch))?;
        let figures = self.figures(choice, &left, &found)?;
        let one_group = vec![0; choice.risks.len()];
        let sums = |of: &[f64]| by_risk(&choice.risks, of);
        let yearly = |model: &LossModel, watch: &Watch<'_>| {
            yearly_losses(model, &fresh, &one_group, watch).map(|losses| sums(&losses.means))
        };
        let lost = watch.stretch(0.5..0.75, |watch| yearly(before, watch))?;
        let left = watch.stretch(0.75..1.0, |watch| yearly(&after, watch))?;
        let (events, fewer) = (sums(&events(before)), sums(&events(&after)));
        let share = |(after, before): (&f64, &f64)| if *before > 0.0 { after / before } else { 1.0 };
        let of_events = fewer.iter().zip(&events).map(share);
        let of_losses = left.iter().zip(&lost).map(share);
        // No option makes an event dearer: more than the whole is chance.
        let factors =
            of_events.zip(of_losses).map(|(events, losses)| (events, share((&losses, &events)).min(1.0)));
        Ok(Judged { figures, factors: factors.collect() })
    }

    fn figures(&self, choice: &Choice<'_>, left: &[f64], found: &Comparison) -> Result<Vec<JudgedFigure>> {
        let level = choice.question.level;
        let found = found.stage(Stage::Residual)?;
        let (before, after) = (found.before(), found.after());
        let mut years = choice.years(left);
        years.sort_unstable_by(f64::total_cmp);
        let mean = figure(
            LossFigure::Mean,
            ends(before.mean()),
            ends(after.mean()),
            found.mean(),
            mean_of_worst(&years, 0.0),
        );
        let tail = figure(
            LossFigure::ExpectedShortfall,
            ends(before.expected_shortfall(level)?),
            ends(after.expected_shortfall(level)?),
            found.expected_shortfall(level)?,
            mean_of_worst(&years, level),
        );
        let mut figures = vec![mean, JudgedFigure { level: Some(level), ..tail }];
        for (loss, tolerated) in self.tolerance() {
            let over = years.len() - years.partition_point(|year| *year <= loss);
            let ends = |losses: StageLosses<'_>| {
                let probability = losses.exceedance(loss).probability;
                [probability.value, probability.low, probability.high]
            };
            let exceedance = figure(
                LossFigure::Exceedance,
                ends(before),
                ends(after),
                found.exceedance(loss),
                over as f64 / years.len().max(1) as f64,
            );
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

/// The mean of the worst 1 − `level` of years that are in order, where a year on the border counts in part.
fn mean_of_worst(years: &[f64], level: f64) -> f64 {
    let size = (1.0 - level) * years.len() as f64;
    let mut open = size;
    let worst = years.iter().rev().map(|year| {
        let counted = open.min(1.0);
        open -= counted;
        counted * year
    });
    worst.sum::<f64>() / size
}

/// An estimate with the ends of its 95 % interval.
fn ends(Estimate { value, standard_error }: Estimate) -> [f64; 3] {
    let reach = normal_quantile(0.975) * standard_error;
    [value, value - reach, value + reach]
}

/// A figure before and after, and what is saved of it.
fn figure(
    figure: LossFigure,
    [before, before_low, before_high]: [f64; 3],
    [after, after_low, after_high]: [f64; 3],
    difference: Difference,
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
        saved: -difference.value,
        saved_low: -difference.high,
        saved_high: -difference.low,
    }
}
