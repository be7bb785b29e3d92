//! Which threats reach which assets with no effective control between, directly or along dependencies, and how
//! strongly (activities row 1).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use super::reach::covers;
use crate::error::Result;
use crate::graph::{Edge, EdgeList, Graph, Kinds, Limits, Node};
use crate::model::{Asset, Control, Date, Id, Kind, Threat};

/// The kind of the edges on which an effective control stands.
const CONTROLLED: u8 = u8::MAX;
/// More pairs than this are not told one by one.
const MOST: usize = 1_000_000;

/// Threats that reach assets uncontrolled.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Exposure {
    /// The date looked at.
    pub as_of: Date,
    /// The pairs, by threat, then nearest first, then by asset.
    pub pairs: Vec<ExposureItem>,
}

/// A threat and an asset that it reaches uncontrolled.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExposureItem {
    /// The threat.
    pub threat: Id<Threat>,
    /// The asset.
    pub asset: Id<Asset>,
    /// Steps of the shortest way with no effective control on it: 1 if the threat targets the asset itself, one more
    /// for each dependency.
    pub distance: u32,
    /// The probability of the strongest way, 0 to 1: the product of the probabilities of dependencies, and where
    /// effective controls stand between threat and target, of what each of them lets through.
    pub residual: f32,
}

impl View<'_> {
    /// Each pair of a threat known on the date and an asset there that it reaches with no effective control between: by
    /// targeting it or a class of it, or something that it depends on.
    ///
    /// What stands between a threat and a target is as in [`coverage`](Self::coverage). A control of unstated
    /// effectiveness lets nothing through.
    ///
    /// Errors: more than a million pairs.
    pub fn exposure(&self) -> Result<Exposure> {
        let entities = self.graph();
        let (isms, on) = (self.isms(), self.date());
        let (mut sources, mut targets) = (Vec::new(), Vec::new());
        let (mut kinds, mut probabilities) = (Vec::new(), Vec::new());
        let mut edge = |from: u32, to: u32, kind: u8, probability: f32| {
            sources.push(from);
            targets.push(to);
            kinds.push(kind);
            probabilities.push(probability);
        };
        let against = self.effective_controls();
        let classes: BTreeSet<&Id<Asset>> = isms.assets().values().flat_map(|a| &a.instance_of).collect();
        let index = |kind: Kind, id: &str| entities.index(&Node::new(kind, id));
        for asset in isms.assets().values().filter(|asset| !classes.contains(&asset.id)) {
            let Some(to) = index(Kind::Asset, asset.id.as_str()) else { continue };
            for threat in self.threats_to(asset) {
                let Some(from) = index(Kind::Threat, threat.id.as_str()) else { continue };
                let between = against.get(&threat.id).into_iter().flatten().filter(|c| covers(c, asset));
                let passing: Vec<f64> = between.map(|control| lets_through(control, on)).collect();
                let kind = if passing.is_empty() { Edge::Targets.kind() } else { CONTROLLED };
                edge(from, to, kind, passing.iter().product::<f64>() as f32);
            }
        }
        let needs = Edge::IsNeededBy.kind();
        for hop in entities.compiled().hops().filter(|hop| hop.kind == needs) {
            edge(hop.from, hop.to, needs, hop.probability);
        }
        let edges =
            EdgeList { sources: &sources, targets: &targets, kinds: &kinds, probabilities: &probabilities };
        let graph = Graph::from_edges(entities.nodes().len(), edges)?;
        let of_kind = |kind: Kind| -> Vec<u32> {
            (0..).zip(entities.nodes()).filter(|(_, node)| node.kind == kind).map(|(at, _)| at).collect()
        };
        let open = Kinds::of(&[Edge::Targets.kind(), needs]);
        let (threats, assets) = (of_kind(Kind::Threat), of_kind(Kind::Asset));
        let found = graph.exposed_pairs(&threats, &assets, open, &Limits::default(), MOST, self.watch())?;
        let mut pairs: Vec<ExposureItem> = found
            .into_iter()
            .filter_map(|pair| {
                let threat = isms.threats().get(entities.node(pair.source)?.id.as_str())?;
                let asset = isms.assets().get(entities.node(pair.target)?.id.as_str())?;
                let (distance, residual) = (pair.distance, pair.residual);
                Some(ExposureItem { threat: threat.id.clone(), asset: asset.id.clone(), distance, residual })
            })
            .collect();
        pairs.sort_by(|a, b| (&a.threat, a.distance, &a.asset).cmp(&(&b.threat, b.distance, &b.asset)));
        Ok(Exposure { as_of: on, pairs })
    }
}

/// The share of what acts on it that a control does not stop.
fn lets_through(control: &Control, on: Date) -> f64 {
    1.0 - control.revision_on(on).and_then(|revision| revision.effectiveness).unwrap_or(1.0)
}
