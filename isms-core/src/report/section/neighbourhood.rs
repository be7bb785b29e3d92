//! The most critical asset and its neighbours in the graph: what acts on it and what it needs, and who feels its loss.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::error::Result;
use crate::graph::{EntityGraph, Node};
use crate::model::{Asset, Id, Kind};
use crate::report::parts::{Boxed, boxes, empty, plural, round};
use crate::view::{Coverage, CoveragePair, InheritedCriticality, InheritedCriticalityItem, View};

/// Threats that are drawn, so that there is room for what else acts on the asset.
const THREATS: usize = 8;

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let assets = &view.answer::<InheritedCriticality>()?.assets;
    let coverage = view.answer::<Coverage>()?;
    let mut threats: BTreeMap<&Id<Asset>, Vec<&CoveragePair>> = BTreeMap::new();
    coverage.pairs.iter().for_each(|pair| threats.entry(&pair.asset).or_default().push(pair));
    let bare =
        |asset: &Id<Asset>| threats.get(asset).into_iter().flatten().filter(|pair| !pair.covered).count();
    // Of equally critical ones that with most to fear, then the first by id.
    let order = |a: &&InheritedCriticalityItem, b: &&InheritedCriticalityItem| {
        let rank = |item: &InheritedCriticalityItem| (bare(&item.asset), Reverse(item.asset.clone()));
        worth(a).total_cmp(&worth(b)).then_with(|| rank(a).cmp(&rank(b)))
    };
    let Some(top) = assets.iter().filter(|item| worth(item) > 0.0).max_by(order) else {
        return Ok(empty("No asset has a criticality, of its own or by what depends on it."));
    };
    let bare = bare(&top.asset);
    let pairs = threats.remove(&top.asset).unwrap_or_default();
    let of = &top.inherited;
    let name = format!("{} and its neighbours", top.asset);
    let rest =
        html! { "ask the view " code { "affected" } " or " code { "protection" } " about " (top.asset) "." };
    Ok(html! {
        p { b { (top.asset) } " " (top.name) }
        p {
            "With what depends on it: confidentiality " (round(Some(of.confidentiality))) ", integrity "
            (round(Some(of.integrity))) ", availability " (round(Some(of.availability))) ". "
            @if bare == 0 { "An effective control stands between it and each threat to it." }
            @else {
                span.bad { (plural(bare as u64, "threat")) } " of " (pairs.len())
                " can act on it with no effective control between: the heavy lines."
            }
            @if pairs.len() > THREATS { " Drawn are " (THREATS) " threats." }
        }
        p.soft {
            span.threat { "Threats" } ", " span.control { "controls" } " and the " span.asset { "assets" }
            " that it needs, then the asset, then who feels its loss."
        }
        (boxes(columns(view, top, &pairs), &name, &rest))
    })
}

/// How critical an asset is: the loss that would matter most, then the others.
fn worth(item: &InheritedCriticalityItem) -> f64 {
    let of = &item.inherited;
    of.confidentiality + of.integrity + of.availability
}

/// What acts on an asset in one step, the asset, and what it leads to. Threats with no control between come first, and
/// a threat to a class of assets is one to the asset.
fn columns(view: &View<'_>, top: &InheritedCriticalityItem, threats: &[&CoveragePair]) -> Vec<Vec<Boxed>> {
    let graph = view.graph();
    let middle = Node::new(Kind::Asset, top.asset.as_str());
    let Some(at) = graph.index(&middle) else { return Vec::new() };
    let boxed = |node: &Node, leads_to: Vec<String>, open: bool| Boxed {
        class: class(node.kind),
        id: node.id.to_string(),
        name: view.name_of(node),
        leads_to,
        open,
    };
    let here = || vec![middle.id.to_string()];
    let threat = |pair: &&CoveragePair| {
        let node = Node::new(Kind::Threat, pair.threat.as_str());
        boxed(&node, here(), !pair.covered)
    };
    let mut before: Vec<Boxed> = threats.iter().map(threat).collect();
    before.sort_by_key(|boxed| !boxed.open);
    before.truncate(THREATS);
    let classes = view.isms().assets().get(&top.asset).map(|asset| asset.instance_of.as_slice());
    let is_class = |node: &Node| {
        node.kind == Kind::Asset
            && classes.is_some_and(|all| all.iter().any(|class| class.as_str() == node.id))
    };
    before.extend(
        neighbours(&graph, graph.compiled().predecessors(at))
            .filter(|node| node.kind != Kind::Threat && !is_class(node))
            .map(|node| boxed(node, here(), false)),
    );
    let after: Vec<Boxed> = neighbours(&graph, graph.compiled().successors(at))
        .map(|node| boxed(node, Vec::new(), false))
        .collect();
    let ids = after.iter().map(|boxed| boxed.id.clone()).collect();
    vec![before, vec![boxed(&middle, ids, false)], after]
}

/// Entities, each once, in the order of kinds and ids.
fn neighbours<'a>(graph: &'a EntityGraph, nodes: &[u32]) -> impl Iterator<Item = &'a Node> {
    let each: BTreeSet<u32> = nodes.iter().copied().collect();
    each.into_iter().filter_map(|node| graph.node(node))
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Threat => "threat",
        Kind::Control => "control",
        Kind::Risk => "risk",
        Kind::Asset => "asset",
        _ => "other",
    }
}
