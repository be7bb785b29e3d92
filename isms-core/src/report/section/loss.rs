//! What a year may cost: curves against the appetite, figures at levels, what makes it up, and how sure it is.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::Stage;
use crate::report::parts::{
    Curve, Table, Tone, card, cards, convergence, empty, exceedance, list, named, number, percent, round,
    shown, state, text, tornado, word,
};
use crate::view::{AppetiteBreach, BreachState, Loss, LossPart, StageLoss, View};

/// Parts shown as bars.
const BARS: usize = 12;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let found = view.answer::<Loss>()?;
    let Some(residual) = found.stages.iter().find(|stage| stage.stage == Stage::Residual) else {
        return Ok(html! {
            (empty("No risk has figures: quantify risks, and what a year may cost is simulated here."))
        });
    };
    let point = |breach: &AppetiteBreach| (breach.loss, breach.tolerated);
    let tolerance: Vec<_> = residual.appetite.iter().map(point).collect();
    let breached = residual.appetite.iter().filter(|breach| breach.state == BreachState::Breached).count();
    Ok(html! {
        p.soft {
            (found.trials) " years simulated from the figures of " (found.quantified.len()) " risks, losses in "
            (found.currency) ". Inherent is without controls and insurance, target with what is planned."
        }
        (cards([
            card(Tone::Plain, round(Some(residual.mean)), "mean loss of a year"),
            card(Tone::Plain, percent(Some(residual.probability_of_loss)), "of years cost anything"),
            card(Tone::bad_if_any(breached), breached, "points of the tolerance breached"),
            card(Tone::late_if_any(found.left_out.len()), found.left_out.len(), "risks without figures"),
        ]))
        (exceedance(&curves(&found), &tolerance, &found.currency))
        @if !residual.appetite.is_empty() {
            (Table {
                caption: "The residual losses against the tolerance of the risk appetite",
                view: "loss",
                if_empty: "No tolerance is stated.",
                columns: [text("Loss"), number("Tolerated"), number("Probability"), number("From"), number("To"), number("Above by"), text("State")],
            }.of(&residual.appetite, |breach| [
                shown(round(Some(breach.loss))),
                shown(share(breach.tolerated)),
                shown(share(breach.probability)),
                shown(share(breach.low)),
                shown(share(breach.high)),
                shown(round(Some(breach.depth))),
                standing(breach.state),
            ]))
        }
        h4 { "How bad a year may be" }
        (levels(&found))
        h4 { "What makes it up" }
        (tornado(&bars(residual), "Risks by what they add to the worst years, and to the mean year"))
        (forms(residual))
        h4 { "How sure it is" }
        (convergence(&residual.convergence.iter().map(|at| (at.trials, at.mean, at.standard_error)).collect::<Vec<_>>()))
        @if let Some(trials) = residual.trials_for_one_percent {
            p.soft { "A standard error of 1 % of the mean takes " (round(Some(trials))) " years." }
        }
        @if !found.left_out.is_empty() {
            h4 { "Risks without figures" }
            (list(&found.left_out, "loss", |left| named(&left.risk, &left.title)))
        }
    })
}

/// The residual curve last, for its interval is shown.
fn curves(found: &Loss) -> Vec<Curve<'static>> {
    let mut stages: Vec<&StageLoss> = found.stages.iter().collect();
    stages.sort_by_key(|stage| stage.stage == Stage::Residual);
    let points = |stage: &StageLoss| {
        stage.curve.iter().map(|point| [point.loss, point.probability, point.low, point.high]).collect()
    };
    stages.into_iter().map(|stage| Curve { name: stage.stage.as_str(), points: points(stage) }).collect()
}

fn levels(found: &Loss) -> Markup {
    let rows: Vec<_> =
        found.stages.iter().flat_map(|s| s.levels.iter().map(move |level| (s.stage, level))).collect();
    Table {
        caption: "The loss that a share of years does not exceed, its 95 % interval, and the mean of the worse years",
        view: "loss",
        if_empty: "Nothing was simulated.",
        columns: [text("Stage"), number("Share of years"), number("Loss"), number("From"), number("To"), number("Mean beyond"), number("Standard error")],
    }
    .of(&rows, |(stage, level)| {
        [
            shown(word(stage)),
            shown(share(level.level)),
            shown(round(Some(level.value_at_risk))),
            shown(round(Some(level.low))),
            shown(round(level.high)),
            shown(round(Some(level.expected_shortfall))),
            shown(round(Some(level.standard_error))),
        ]
    })
}

fn bars(stage: &StageLoss) -> Vec<(&str, f64, f64)> {
    let risks = stage.contributions.iter().filter(|part| part.of == LossPart::Risk);
    risks.take(BARS).map(|part| (part.id.as_str(), part.mean, part.tail)).collect()
}

fn forms(stage: &StageLoss) -> Markup {
    let of = |part: LossPart| matches!(part, LossPart::Form | LossPart::Policy);
    let rows: Vec<_> = stage.contributions.iter().filter(|part| of(part.of)).collect();
    Table {
        caption: "Forms of loss before insurance, and what insurance pays",
        view: "loss",
        if_empty: "Nothing is lost.",
        columns: [text("Form or policy"), number("Mean year"), number("Worst years")],
    }
    .of(&rows, |part| {
        [shown(part.id.replace('_', " ")), shown(round(Some(part.mean))), shown(round(Some(part.tail)))]
    })
}

fn standing(found: BreachState) -> Markup {
    let tone = match found {
        BreachState::Breached => Tone::Bad,
        BreachState::Unclear => Tone::Late,
        BreachState::Within => Tone::Good,
    };
    state(tone, word(&found))
}

/// Small shares matter here: to the hundredth of a per cent.
fn share(of: f64) -> String {
    format!("{} %", (of * 1e4).round() / 100.0)
}
