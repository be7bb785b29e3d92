//! The worst risk and what leads to it: threats and what its assets need, its assets and controls, the risk.

use maud::{Markup, html};

use crate::error::Result;
use crate::model::{Asset, Threat};
use crate::report::parts::{Boxed, boxes, empty};
use crate::view::{RiskEntry, RiskRegister, View};

pub(in crate::report) fn write(view: &View<'_>) -> Result<Markup> {
    let register = &view.answer::<RiskRegister>()?.risks;
    let top = register.iter().filter(|r| r.residual.is_some()).max_by_key(|entry| {
        let rank = entry.residual.as_ref().map(|rating| rating.rank);
        (rank, std::cmp::Reverse(&entry.risk))
    });
    let Some(top) = top else {
        return Ok(empty("No risk has been assessed."));
    };
    let rest = html! { "ask the view " code { "explanation" } " how one leads to the risk." };
    Ok(html! {
        p { b { (top.risk) } " " (top.title) }
        p.soft {
            span.threat { "Threats" } " and the " span.asset { "assets" } " that its assets need, then its assets and "
            span.control { "controls" } ", then the " span.risk { "risk" } "."
        }
        (boxes(columns(view, top).into(), &format!("What leads to {}", top.risk), &rest))
    })
}

fn columns(view: &View<'_>, top: &RiskEntry) -> [Vec<Boxed>; 3] {
    let isms = view.isms();
    let boxed = |class, id: &str, name: &str, leads_to: Vec<&str>| Boxed {
        class,
        id: id.to_owned(),
        name: name.to_owned(),
        leads_to: leads_to.into_iter().map(str::to_owned).collect(),
        open: false,
    };
    let hit: Vec<&Asset> = top.assets.iter().filter_map(|id| isms.assets().get(id)).collect();
    let threat = |threat: &Threat| {
        let aims =
            |asset: &&&Asset| threat.targets.iter().any(|t| *t == asset.id || asset.instance_of.contains(t));
        let leads_to = hit.iter().filter(aims).map(|asset| asset.id.as_str()).collect();
        boxed("threat", threat.id.as_str(), &threat.name, leads_to)
    };
    let mut left: Vec<Boxed> =
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
        let leads_to = hit.iter().filter(needs).map(|asset| asset.id.as_str()).collect();
        boxed("asset", need.id.as_str(), &need.name, leads_to)
    }));
    let risk = || vec![top.risk.as_str()];
    let assets = hit.iter().map(|asset| boxed("asset", asset.id.as_str(), &asset.name, risk()));
    let controls = top.controls.iter().filter_map(|id| isms.controls().get(id));
    let controls = controls.map(|control| boxed("control", control.id.as_str(), &control.name, risk()));
    let middle = assets.chain(controls).collect();
    [left, middle, vec![boxed("risk", top.risk.as_str(), &top.title, Vec::new())]]
}
