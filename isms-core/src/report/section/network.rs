//! The worst risk and what leads to it: threats and what its assets need, its assets and controls, the risk.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Asset, Threat};
use crate::report::parts::empty;
use crate::view::{RiskEntry, View};

const ROW: f64 = 46.0;
const WIDTH: f64 = 250.0;
/// Left edges of the columns.
const COLUMNS: [f64; 3] = [0.0, 365.0, 730.0];
/// Nodes of a column.
const NODES: usize = 16;
/// Letters of a name that fit into a node.
const LETTERS: usize = 34;

/// A box of the picture.
struct Node<'a> {
    class: &'static str,
    id: &'a str,
    name: &'a str,
    /// Ids of the boxes one column further that it leads to.
    leads_to: Vec<&'a str>,
}

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let register = view.risks().risks;
    let top = register.iter().filter(|r| r.residual.is_some()).max_by_key(|entry| {
        let rank = entry.residual.as_ref().map(|rating| rating.rank);
        (rank, std::cmp::Reverse(&entry.risk))
    });
    let Some(top) = top else {
        return Ok(empty("No risk has been assessed."));
    };
    let mut columns = columns(view, top);
    let cut = columns.iter().any(|column| column.len() > NODES);
    columns.iter_mut().for_each(|column| column.truncate(NODES));
    let rows = columns.iter().map(Vec::len).max().unwrap_or_default().max(1) as f64;
    let y = |at: usize, of: usize| ROW * rows * (at as f64 + 0.5) / of.max(1) as f64;
    let height = ROW * rows;
    Ok(html! {
            p { b { (top.risk) } " " (top.title) }
            p.soft {
                span.threat { "Threats" } " and the " span.asset { "assets" } " that its assets need, then its assets and "
                span.control { "controls" } ", then the " span.risk { "risk" } "."
            }
            div.scroll tabindex="0" role="group" aria-label="Graph around the top risk" {
                svg.wide viewBox=(format!("0 0 {} {height:.0}", COLUMNS[2] + WIDTH)) role="img" {
                    title { "What leads to " (top.risk) }
                    desc { (columns.iter().map(Vec::len).sum::<usize>()) " boxes from left to right" }
                    @for ((from, to), pair) in columns.iter().zip(columns.iter().skip(1)).zip(COLUMNS.windows(2)) {
                        @for (i, node) in from.iter().enumerate() {
                            @for (j, _) in to.iter().enumerate().filter(|(_, end)| node.leads_to.contains(&end.id)) {
                                (edge(pair, y(i, from.len()), y(j, to.len())))
                            }
                        }
                    }
                    @for (column, x) in columns.iter().zip(COLUMNS) {
                        @for (i, node) in column.iter().enumerate() { (drawn(node, x, y(i, column.len()))) }
                    }
                }
            }
            @if cut { p.more { "Not all fit: ask the view " code { "explanation" } " how one leads to the risk." } }
    })
}

fn columns<'a>(view: &'a View<'_>, top: &'a RiskEntry) -> [Vec<Node<'a>>; 3] {
    let isms = view.isms();
    let hit: Vec<&Asset> = top.assets.iter().filter_map(|id| isms.assets().get(id)).collect();
    let threat = |threat: &'a Threat| Node {
        class: "threat",
        id: threat.id.as_str(),
        name: &threat.name,
        leads_to: hit
            .iter()
            .filter(|asset| threat.targets.iter().any(|t| *t == asset.id || asset.instance_of.contains(t)))
            .map(|asset| asset.id.as_str())
            .collect(),
    };
    let asset = |asset: &'a Asset, leads_to| Node {
        class: "asset",
        id: asset.id.as_str(),
        name: &asset.name,
        leads_to,
    };
    let mut left: Vec<Node<'a>> =
        top.threats.iter().filter_map(|id| isms.threats().get(id)).map(threat).collect();
    // What is hit itself has its box in the middle.
    let mut needed: Vec<&Asset> = hit
        .iter()
        .flat_map(|asset| &asset.depends_on)
        .filter(|dependency| !top.assets.contains(&dependency.asset))
        .filter_map(|dependency| isms.assets().get(&dependency.asset))
        .collect();
    needed.sort_by_key(|asset| &asset.id);
    needed.dedup_by_key(|asset| &asset.id);
    left.extend(needed.into_iter().map(|need| {
        let needs = |asset: &&&Asset| asset.depends_on.iter().any(|dependency| dependency.asset == need.id);
        asset(need, hit.iter().filter(needs).map(|asset| asset.id.as_str()).collect())
    }));
    let risk = vec![top.risk.as_str()];
    let mut middle: Vec<Node<'a>> = hit.iter().map(|hit| asset(hit, risk.clone())).collect();
    middle.extend(top.controls.iter().filter_map(|id| isms.controls().get(id)).map(|control| Node {
        class: "control",
        id: control.id.as_str(),
        name: &control.name,
        leads_to: risk.clone(),
    }));
    let right = vec![Node { class: "risk", id: top.risk.as_str(), name: &top.title, leads_to: Vec::new() }];
    [left, middle, right]
}

fn edge(columns: &[f64], from: f64, to: f64) -> Markup {
    let (x1, x2) = match columns {
        [left, right] => (left + WIDTH, *right),
        _ => return html! {},
    };
    html! {
        path.edge d=(format!("M{x1:.0} {from:.1}C{:.0} {from:.1} {:.0} {to:.1} {x2:.0} {to:.1}", x1 + 60.0, x2 - 60.0)) {}
    }
}

fn drawn(node: &Node<'_>, x: f64, y: f64) -> Markup {
    let mut name: String = node.name.chars().take(LETTERS).collect();
    if name.len() < node.name.len() {
        name = format!("{}…", name.trim_end());
    }
    html! {
        g {
            title { (node.id) ": " (node.name) }
            rect class={ "node " (node.class) } x=(x + 1.0) y=(y - 19.0) width=(WIDTH - 2.0) height="38" rx="6" {}
            text x=(x + 10.0) y=(y - 4.0) { (node.id) }
            text.soft x=(x + 10.0) y=(y + 11.0) { (name) }
        }
    }
}
