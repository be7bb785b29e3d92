//! The risk matrix, worst corner top right.

use std::sync::Arc;

use maud::{Markup, html};

use crate::error::Result;
use crate::report::parts::{empty, few, plural};
use crate::view::{Appetite, AppetiteState, Heatmap, HeatmapCell, View};

const NO_CRITERIA: &str = "The record has no risk criteria, so there is no matrix.";
/// Colours from lowest to highest level.
const HEATS: usize = 5;
/// Risks named on the dashboard.
const NAMED: usize = 3;

/// The matrix with the risks in it.
pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let Some(found) = asked(view)? else { return Ok(empty(NO_CRITERIA)) };
    let cell = |cell: &HeatmapCell| {
        html! {
            (name(&found, &cell.level))
            @if !cell.risks.is_empty() { br; }
            @if !cell.risks.is_empty() { b { (few(&cell.risks, 16)) } }
        }
    };
    Ok(html! {
        (table(&found, "matrix", &cell))
        @if !found.unplaced.is_empty() { p.soft { "Not assessed: " (few(&found.unplaced, 16)) } }
    })
}

/// The matrix with how many risks are in each cell, and those above the appetite.
pub(in crate::report) fn small(view: &View<'_>) -> Result<Markup> {
    let Some(found) = asked(view)? else { return Ok(empty(NO_CRITERIA)) };
    let appetite = view.answer::<Appetite>()?;
    let cell = |cell: &HeatmapCell| {
        html! {
            span title=(cell.risks.iter().map(|risk| risk.as_str()).collect::<Vec<_>>().join(", ")) {
                @if cell.risks.is_empty() { " " } @else { b { (cell.risks.len()) } }
            }
        }
    };
    let above: Vec<_> = appetite.items.iter().filter(|item| item.state == AppetiteState::Above).collect();
    Ok(html! {
        p.headline {
            b.bad[!above.is_empty()].good[above.is_empty()] { (appetite.above) }
            span { "of " (plural(appetite.items.len() as u64, "risk")) " above the appetite and not accepted" }
        }
        (table(&found, "matrix small", &cell))
        ul.lines { @for item in above.iter().take(NAMED) { li {
            span { b { (item.risk) } " " (item.title) }
            span.n { (item.level.as_deref().map_or("–", |level| name(&found, level))) }
        } } }
        p { a href="#appetite" { "Every risk against the appetite" } }
    })
}

fn asked(view: &View<'_>) -> Result<Option<Arc<Heatmap>>> {
    view.isms().risk_criteria().map(|_| view.answer()).transpose()
}

fn name<'a>(found: &'a Heatmap, level: &str) -> &'a str {
    found.levels.iter().find(|l| l.id == level).map(|l| l.name.as_str()).unwrap_or_default()
}

fn table(found: &Heatmap, class: &str, cell: &dyn Fn(&HeatmapCell) -> Markup) -> Markup {
    const CAPTION: &str = "With the controls in force; likelihood upwards, consequence to the right";
    let rank = |level: &str| found.levels.iter().position(|l| l.id == level).unwrap_or_default();
    html! {
        div.scroll tabindex="0" role="group" aria-label="Risk matrix" { table class=(class) {
            caption { span { (CAPTION) } }
            tbody { @for likelihood in found.likelihood.iter().rev() { tr {
                th scope="row" { (likelihood.name) }
                @for here in found.cells.iter().filter(|cell| cell.likelihood == likelihood.id) {
                    td class=(heat(rank(&here.level), found.levels.len())) { (cell(here)) }
                }
            } } }
            tfoot { tr { td {} @for consequence in &found.consequence { th scope="col" { (consequence.name) } } } }
        } }
    }
}

/// The colour of a level: the lowest has the first, the highest the last.
fn heat(rank: usize, levels: usize) -> String {
    let last = levels.saturating_sub(1).max(1);
    format!("heat-{}", ((HEATS - 1) * rank + last / 2) / last)
}
