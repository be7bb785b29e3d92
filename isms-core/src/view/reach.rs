//! What a failure, a change or an incident reaches, and what stands against it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::View;
use crate::error::{Error, ErrorCode, Result};
use crate::graph::{Depth, Node, Reached, Step};
use crate::model::{Asset, Control, ControlStatus, Date, Id, Kind, Threat};

/// Whose blast radius, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlastRadiusParameters {
    /// Id of a threat, asset, control or risk, or `kind:id` where several have it.
    pub from: String,
    /// How many steps at most; to the end if absent.
    #[serde(default)]
    pub depth: Option<usize>,
}

/// What an entity reaches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BlastRadius {
    /// The date looked at.
    pub as_of: Date,
    /// Where it begins.
    pub from: Node,
    /// What is reached, nearest first.
    pub reached: Vec<NamedReached>,
    /// Ids of the risks among them.
    pub risks: Vec<String>,
}

/// An entity reached, with its name.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NamedReached {
    /// Its name or title.
    pub name: String,
    /// Where it is, and the way to it.
    #[serde(flatten)]
    pub reached: Reached,
}

/// From where to where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExplanationParameters {
    /// Id of a threat, asset, control or risk, or `kind:id` where several have it.
    pub from: String,
    /// Likewise.
    pub to: String,
}

/// Why one entity is felt by another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Explanation {
    /// The date looked at.
    pub as_of: Date,
    /// Whether there is a way.
    pub connected: bool,
    /// The shortest way.
    pub steps: Vec<Step>,
    /// The way in words.
    pub sentence: String,
}

/// Of which asset.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtectionParameters {
    /// Its id.
    pub asset: Id<Asset>,
}

/// The controls that stand for an asset.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Protection {
    /// The date looked at.
    pub as_of: Date,
    /// The asset.
    pub asset: Id<Asset>,
    /// The controls, by id.
    pub controls: Vec<ProtectingControl>,
}

/// A control and what it does for the asset.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProtectingControl {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// Its status on the date; none if it is only listed.
    pub status: Option<ControlStatus>,
    /// Share of what it acts on that it stops, where stated.
    pub effectiveness: Option<f64>,
    /// Whether it is in force and stops something.
    pub effective: bool,
    /// Whether it names the asset.
    pub names_asset: bool,
    /// The threats to the asset that it mitigates.
    pub mitigates: Vec<Id<Threat>>,
}

/// Circles of dependency.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DependencyCycles {
    /// The date looked at.
    pub as_of: Date,
    /// Each circle.
    pub cycles: Vec<DependencyCycle>,
}

/// Assets that all need one another.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DependencyCycle {
    /// Their ids, in order.
    pub assets: Vec<String>,
}

impl View<'_> {
    /// Everything that feels it when an entity fails or acts.
    ///
    /// Errors: an entity that is not in the graph on the date, or a name that several have.
    pub fn blast_radius(&self, parameters: &BlastRadiusParameters) -> Result<BlastRadius> {
        let graph = self.graph();
        let from = graph.find(&parameters.from).map_err(|error| error.within("from"))?;
        let depth = parameters.depth.map_or(Depth::Any, Depth::AtMost);
        let reached = graph.blast_radius(&parameters.from, depth)?;
        let risks =
            reached.iter().filter(|r| r.node.kind == Kind::Risk).map(|r| r.node.id.to_string()).collect();
        let named = |reached: Reached| NamedReached { name: self.name_of(&reached.node), reached };
        Ok(BlastRadius { as_of: self.date(), from, reached: reached.into_iter().map(named).collect(), risks })
    }

    /// The shortest way from one entity to another, step by step and in words.
    pub fn explanation(&self, parameters: &ExplanationParameters) -> Result<Explanation> {
        let way = self.graph().explain(&parameters.from, &parameters.to)?;
        let connected = way.is_some();
        let steps = way.unwrap_or_default();
        let words: Vec<_> = steps.iter().map(Step::to_string).collect();
        Ok(Explanation { as_of: self.date(), connected, steps, sentence: words.join("; ") })
    }

    /// The controls that name an asset, or that mitigate a threat to it and do not name other assets only.
    pub fn protection(&self, parameters: &ProtectionParameters) -> Result<Protection> {
        let (isms, on) = (self.isms(), self.date());
        let there = |asset: &&Asset| on.is_within(None, asset.retired_on);
        let asset = isms.assets().get(&parameters.asset).filter(there).ok_or_else(|| {
            let problem = format!("there is no asset {} on {on}", parameters.asset);
            Error::new(ErrorCode::UnknownReference, "asset", problem, "name one of assets")
        })?;
        let threats: Vec<&Threat> = self.threats_to(asset);
        let controls = isms.controls().values().filter_map(|control| {
            let names_asset = control.protects.contains(&asset.id);
            let mitigates: Vec<_> = threats
                .iter()
                .filter(|threat| control.mitigates.contains(&threat.id) && covers(control, asset))
                .map(|threat| threat.id.clone())
                .collect();
            let revision = control.revision_on(on);
            (names_asset || !mitigates.is_empty()).then(|| ProtectingControl {
                control: control.id.clone(),
                name: control.name.clone(),
                status: revision.map(|r| r.status),
                effectiveness: revision.and_then(|r| r.effectiveness),
                effective: control.is_effective_on(on),
                names_asset,
                mitigates,
            })
        });
        Ok(Protection { as_of: on, asset: asset.id.clone(), controls: controls.collect() })
    }

    /// Circles in what assets depend on: allowed, but worth knowing.
    pub fn dependency_cycles(&self) -> DependencyCycles {
        let cycles =
            self.graph().dependency_cycles().into_iter().map(|assets| DependencyCycle { assets }).collect();
        DependencyCycles { as_of: self.date(), cycles }
    }
}

/// Whether a control acts for an asset: it names it, or names none.
pub(super) fn covers(control: &Control, asset: &Asset) -> bool {
    control.protects.is_empty() || control.protects.contains(&asset.id)
}
