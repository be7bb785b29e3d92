//! The questions whose answers are lists, as JSON: so C and Python ask them.
//!
//! | question | parameters | answer |
//! |---|---|---|
//! | `way` | `sources`, `target`, limits, `strongest` | `steps` and `sentence`; null if there is no way |
//! | `cycles` | `kinds` | lists of nodes |
//! | `single_points` | `sources`, `targets`, `kinds` | `node`, `targets` |
//! | `most_disconnecting` | `sources`, `targets`, `count`, `kinds` | `node`, `targets` |
//! | `articulation_points` | `kinds` | `node`, `pieces`, `pairs` |
//! | `cheapest_cuts` | `sources`, `targets`, `costs` by node, `count`, `kinds` | `cost`, `nodes` |
//! | `exposed_pairs` | `sources`, `targets`, `open` kinds, limits, `most` | `source`, `target`, `distance`, `residual` |
//! | `hit_probability` | `sources`, `target`, `trials`, `seed`, `kinds` | `probability`, `method`, `trials`, `error` |
//! | `distance_profiles` | `sources`, limits | for each source the nodes at each distance |
//! | `drawing` | `sources`, `depth` (1), `kinds`, `most` (200), `format` | what is around them, as text |
//!
//! Limits are `depth`, `kinds` and `min_probability`, each to be left out where there is none. A node is its number, or
//! its name where the graph has names; so it is in answers. A node that `costs` do not name cannot be cut.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Depth, Hop, Kinds, Limits, Method, NamedGraph, Trials, UNCUTTABLE, Watch};
use crate::error::{Error, ErrorCode, Result};
use crate::record::{from_json_text, from_value};

/// A node by number or name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum NodeName {
    Number(u32),
    Name(String),
}

/// Everything that is asked of any question; each takes what it needs and refuses the rest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Parameters {
    sources: Option<Vec<NodeName>>,
    targets: Option<Vec<NodeName>>,
    target: Option<NodeName>,
    depth: Option<usize>,
    kinds: Option<Vec<u8>>,
    min_probability: Option<f32>,
    strongest: Option<bool>,
    count: Option<usize>,
    costs: Option<BTreeMap<String, u64>>,
    open: Option<Vec<u8>>,
    most: Option<usize>,
    trials: Option<u32>,
    seed: Option<u64>,
    format: Option<String>,
}

/// The questions, and the names of what each takes.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("way", &["sources", "target", "depth", "kinds", "min_probability", "strongest"]),
    ("cycles", &["kinds"]),
    ("single_points", &["sources", "targets", "kinds"]),
    ("most_disconnecting", &["sources", "targets", "count", "kinds"]),
    ("articulation_points", &["kinds"]),
    ("cheapest_cuts", &["sources", "targets", "costs", "count", "kinds"]),
    ("exposed_pairs", &["sources", "targets", "open", "depth", "kinds", "min_probability", "most"]),
    ("hit_probability", &["sources", "target", "trials", "seed", "kinds"]),
    ("distance_profiles", &["sources", "depth", "kinds", "min_probability"]),
    ("drawing", &["sources", "depth", "kinds", "most", "format"]),
];

impl NamedGraph {
    /// Answers a question as JSON, from parameters as a JSON object, or an empty text for none.
    ///
    /// Errors: a question that there is not, parameters that it does not take or lacks, and those of the question.
    pub fn ask_json(&self, question: &str, parameters: &str, watch: &Watch<'_>) -> Result<String> {
        let value = if parameters.trim().is_empty() { json!({}) } else { from_json_text(parameters)? };
        self.ask(question, &value, watch).map(|answer| answer.to_string())
    }

    /// As [`ask_json`](Self::ask_json).
    pub fn ask(&self, question: &str, parameters: &Value, watch: &Watch<'_>) -> Result<Value> {
        let Some((_, takes)) = QUESTIONS.iter().find(|(name, _)| *name == question) else {
            let names: Vec<_> = QUESTIONS.iter().map(|(name, _)| *name).collect();
            let problem = format!("there is no question {question:?} to a graph");
            let remedy = format!("ask one of {}", names.join(", "));
            return Err(Error::new(ErrorCode::UnknownView, "", problem, remedy));
        };
        let p: Parameters = read(parameters)?;
        let given = parameters.as_object().into_iter().flat_map(|fields| fields.keys());
        if let Some(other) = given.into_iter().find(|name| !takes.contains(&name.as_str())) {
            let problem = format!("{question} does not take it");
            let remedy = format!("it takes {}", takes.join(", "));
            return Err(Error::new(ErrorCode::UnknownField, other.as_str(), problem, remedy));
        }
        let kinds = p.kinds.as_deref().map_or(Kinds::ALL, Kinds::of);
        let limits = Limits {
            depth: p.depth.map_or(Depth::Any, Depth::AtMost),
            kinds,
            min_probability: p.min_probability.unwrap_or(0.0),
        };
        let sources = || self.numbers("sources", p.sources.as_deref());
        let targets = || self.numbers("targets", p.targets.as_deref());
        let target = || self.number("target", p.target.as_ref());
        let count = p.count.unwrap_or(1);
        let graph = &self.graph;
        Ok(match question {
            "way" => {
                let (sources, target) = (sources()?, target()?);
                let way = match p.strongest.unwrap_or(false) {
                    true => graph.strongest(&sources, &limits)?.way(graph, target),
                    false => graph.way(&sources, target, &limits)?,
                };
                way.map_or(Value::Null, |way| self.way_json(&way))
            }
            "cycles" => {
                let nodes =
                    |cycle: &Vec<u32>| cycle.iter().map(|node| self.node_json(*node)).collect::<Value>();
                graph.cycles(kinds).iter().map(nodes).collect()
            }
            "single_points" | "most_disconnecting" => {
                let (sources, targets) = (sources()?, targets()?);
                let points = match question {
                    "single_points" => graph.single_points(&sources, &targets, kinds)?,
                    _ => graph.most_disconnecting(&sources, &targets, count, kinds, watch)?,
                };
                points.iter().map(|p| json!({"node": self.node_json(p.node), "targets": p.targets})).collect()
            }
            "articulation_points" => graph
                .articulation_points(kinds)
                .iter()
                .map(|p| json!({"node": self.node_json(p.node), "pieces": p.pieces, "pairs": p.pairs}))
                .collect(),
            "cheapest_cuts" => {
                let costs = self.costs(p.costs.as_ref())?;
                let nodes = |nodes: &[u32]| nodes.iter().map(|node| self.node_json(*node)).collect::<Value>();
                graph
                    .cheapest_cuts(&sources()?, &targets()?, &costs, count, kinds, watch)?
                    .iter()
                    .map(|cut| json!({"cost": cut.cost, "nodes": nodes(&cut.nodes)}))
                    .collect()
            }
            "exposed_pairs" => {
                let open = p.open.as_deref().map_or(Kinds::ALL, Kinds::of);
                let most = p.most.unwrap_or(1_000_000);
                let pairs = graph.exposed_pairs(&sources()?, &targets()?, open, &limits, most, watch)?;
                let pair = |pair: &super::ExposedPair| {
                    json!({"source": self.node_json(pair.source), "target": self.node_json(pair.target),
                        "distance": pair.distance, "residual": pair.residual})
                };
                pairs.iter().map(pair).collect()
            }
            "hit_probability" => {
                let trials = Trials { count: p.trials.unwrap_or(10_000), seed: p.seed.unwrap_or(0) };
                let found = graph.hit_probability(&sources()?, target()?, trials, kinds, watch)?;
                let (method, trials, error) = match found.method {
                    Method::Exact => ("exact", None, 0.0),
                    Method::Simulated { trials, error } => ("simulated", Some(trials), error),
                };
                json!({"probability": found.probability, "method": method, "trials": trials, "error": error})
            }
            "drawing" => {
                let format = p.format.as_deref().unwrap_or("svg").parse()?;
                let most = p.most.unwrap_or(200);
                json!(self.draw(&sources()?, p.depth.unwrap_or(1), kinds, most, format)?)
            }
            _ => json!(graph.distance_profiles(&sources()?, &limits, watch)?),
        })
    }

    fn way_json(&self, way: &[Hop]) -> Value {
        let step = |hop: &Hop| {
            json!({"from": self.node_json(hop.from), "to": self.node_json(hop.to), "kind": hop.kind,
                "probability": hop.probability})
        };
        json!({"steps": way.iter().map(step).collect::<Value>(), "sentence": self.sentence(way)})
    }

    fn node_json(&self, node: u32) -> Value {
        self.names().get(node as usize).map_or_else(|| json!(node), |name| json!(name))
    }

    fn numbers(&self, name: &str, nodes: Option<&[NodeName]>) -> Result<Vec<u32>> {
        let nodes = nodes.ok_or_else(|| missing(name))?;
        let named: Vec<&str> = nodes.iter().filter_map(NodeName::name).collect();
        let mut found = self.find_all(&named).map_err(|error| error.within(name))?.into_iter();
        let number = |node: &NodeName| match node {
            NodeName::Number(number) => Some(*number),
            NodeName::Name(_) => found.next(),
        };
        Ok(nodes.iter().filter_map(number).collect())
    }

    fn number(&self, name: &str, node: Option<&NodeName>) -> Result<u32> {
        match node.ok_or_else(|| missing(name))? {
            NodeName::Number(number) => Ok(*number),
            NodeName::Name(node) => self.find(node).map_err(|mut error| {
                name.clone_into(&mut error.path);
                error
            }),
        }
    }

    /// The cost of every node, from those that are named.
    fn costs(&self, costs: Option<&BTreeMap<String, u64>>) -> Result<Vec<u64>> {
        let costs = costs.ok_or_else(|| missing("costs"))?;
        let mut all = vec![UNCUTTABLE; self.graph.node_count()];
        let nodes = match self.names() {
            [] => costs.keys().map(|key| key.parse().ok().filter(|node| self.graph.has(*node))).collect(),
            _ => {
                let names: Vec<&str> = costs.keys().map(String::as_str).collect();
                let found = self.find_all(&names).map_err(|error| error.within("costs"))?;
                found.into_iter().map(Some).collect::<Vec<Option<u32>>>()
            }
        };
        for (node, (key, cost)) in nodes.into_iter().zip(costs) {
            match node.and_then(|node| all.get_mut(node as usize)) {
                Some(place) => *place = *cost,
                None => {
                    let problem = format!("there is no node {key}");
                    let remedy = "name nodes by their numbers";
                    return Err(Error::new(ErrorCode::UnknownReference, "costs", problem, remedy));
                }
            }
        }
        Ok(all)
    }
}

impl NodeName {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Name(name) => Some(name),
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T> {
    if !value.is_object() {
        let remedy = "name the parameters in an object, or leave them out";
        return Err(Error::new(ErrorCode::Type, "", "the parameters are not a JSON object", remedy));
    }
    from_value(value)
}

fn missing(name: &str) -> Error {
    Error::new(ErrorCode::MissingField, name, "is missing", "give it")
}
