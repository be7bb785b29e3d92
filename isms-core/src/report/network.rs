//! The worst risk and what leads to it: threats and assets on the left, the risk on the right.

use maud::{Markup, html};

use crate::error::Result;
use crate::view::View;

const ROW: f64 = 30.0;

pub(super) fn section(view: &View<'_>) -> Result<Markup> {
    let register = view.risks().risks;
    let top = register.iter().filter(|r| r.residual.is_some()).max_by_key(|entry| {
        let rank = entry.residual.as_ref().map(|rating| rating.rank);
        (rank, std::cmp::Reverse(&entry.risk))
    });
    let Some(top) = top else {
        return Ok(
            html! { section #graph { h2 { "Around the top risk" } p { "No risk has been assessed." } } },
        );
    };
    let isms = view.isms();
    let needs: Vec<_> = {
        let assets = top.assets.iter().filter_map(|id| isms.assets().get(id));
        let mut edges: Vec<_> =
            assets.flat_map(|a| a.depends_on.iter().map(move |d| (&d.asset, &a.id))).collect();
        edges.dedup();
        edges
    };
    let mut left: Vec<String> = top.threats.iter().map(ToString::to_string).collect();
    let first_need = left.len();
    for (needed, _) in &needs {
        if !left.iter().skip(first_need).any(|id| id == needed.as_str()) {
            left.push(needed.to_string());
        }
    }
    let middle: Vec<String> = top
        .assets
        .iter()
        .map(ToString::to_string)
        .chain(top.controls.iter().map(ToString::to_string))
        .collect();
    let rows = left.len().max(middle.len()).max(1) as f64;
    let y = |at: usize, of: usize| ROW * (rows * (at as f64 + 0.5) / of.max(1) as f64);
    let height = ROW * rows;
    let node = |x: f64, y: f64, id: &str| {
        html! {
            rect.node x=(x) y=(y - 11.0) width="170" height="22" rx="5" {}
            text x=(x + 8.0) y=(y + 4.0) { (id) }
        }
    };
    let edge = |x1: f64, y1: f64, x2: f64, y2: f64| {
        html! {
            path.edge d=(format!("M{x1:.0} {y1:.1}C{:.0} {y1:.1} {:.0} {y2:.1} {x2:.0} {y2:.1}", x1 + 60.0, x2 - 60.0)) {}
        }
    };
    let place = |id: &str| middle.iter().position(|m| m == id).unwrap_or_default();
    Ok(html! {
        section #graph {
            h2 { "Around the top risk" }
            p { b { (top.risk) } " " (top.title) }
            p.soft { "Threats and what its assets depend on, then its assets and controls, then the risk." }
            svg viewBox=(format!("0 0 760 {height:.0}")) role="img" aria-labelledby="graph-title" {
                title #graph-title { "What leads to " (top.risk) }
                @for (i, id) in left.iter().enumerate() {
                    @if i < first_need {
                        @let aimed = isms.threats().get(id.as_str());
                        @for asset in &top.assets {
                            @let classes = isms.assets().get(asset).map(|a| a.instance_of.as_slice()).unwrap_or_default();
                            @if aimed.is_some_and(|t| t.targets.iter().any(|target| target == asset || classes.contains(target))) {
                                (edge(170.0, y(i, left.len()), 290.0, y(place(asset.as_str()), middle.len())))
                            }
                        }
                    } @else {
                        @for (_, asset) in needs.iter().filter(|(needed, _)| needed.as_str() == id) {
                            (edge(170.0, y(i, left.len()), 290.0, y(place(asset.as_str()), middle.len())))
                        }
                    }
                    (node(0.0, y(i, left.len()), id))
                }
                @for (i, id) in middle.iter().enumerate() {
                    (edge(460.0, y(i, middle.len()), 590.0, height / 2.0))
                    (node(290.0, y(i, middle.len()), id))
                }
                (node(590.0, height / 2.0, top.risk.as_str()))
            }
        }
    })
}
