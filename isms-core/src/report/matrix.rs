//! The risk matrix, worst corner top right.

use maud::{Markup, html};

use crate::error::Result;
use crate::view::{HeatmapParameters, View};

pub(super) fn section(view: &View<'_>) -> Result<Markup> {
    let matrix = match view.isms().risk_criteria() {
        Some(_) => Some(view.heatmap(&HeatmapParameters::default())?),
        None => None,
    };
    Ok(html! {
        section #matrix {
            h2 { "Risk matrix" }
            @if let Some(found) = &matrix {
                @let rank = |level: &str| found.levels.iter().position(|l| l.id == level).unwrap_or_default();
                @let name = |level: &str| found.levels.iter().find(|l| l.id == level).map(|l| l.name.as_str()).unwrap_or_default();
                div.scroll { table {
                    caption { "With the controls in force; likelihood upwards, consequence to the right" }
                    tbody { @for likelihood in found.likelihood.iter().rev() {
                        tr {
                            th scope="row" { (likelihood.name) }
                            @for cell in found.cells.iter().filter(|cell| cell.likelihood == likelihood.id) {
                                td style=(shade(rank(&cell.level), found.levels.len())) {
                                    span.soft { (name(&cell.level)) } br;
                                    @for risk in &cell.risks { b { (risk) } " " }
                                }
                            }
                        }
                    } }
                    tfoot { tr { th {} @for consequence in &found.consequence { th scope="col" { (consequence.name) } } } }
                } }
                @if !found.unplaced.is_empty() {
                    p.soft { "Not assessed: " @for risk in &found.unplaced { (risk) " " } }
                }
            } @else { p { "The record has no risk criteria, so there is no matrix." } }
        }
    })
}

/// From green to red over the levels, thin enough to read on light and dark.
fn shade(rank: usize, levels: usize) -> String {
    let share = rank as f64 / levels.saturating_sub(1).max(1) as f64;
    format!("background:hsl({:.0} 70% 50% / .3)", 130.0 * (1.0 - share))
}
