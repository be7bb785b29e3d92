//! What lies around some nodes, to be drawn: as DOT, Mermaid, GraphML or SVG.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::reach::visit;
use super::{Depth, Hop, Kinds, Limits, NamedGraph};
use crate::error::{Error, ErrorCode, Result};

/// A format of drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// The language of Graphviz.
    Dot,
    /// A flowchart of Mermaid.
    Mermaid,
    /// GraphML 1.0.
    GraphMl,
    /// Scalable Vector Graphics, laid out in columns by distance.
    Svg,
}

impl std::str::FromStr for Drawing {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "dot" => Ok(Self::Dot),
            "mermaid" => Ok(Self::Mermaid),
            "graphml" => Ok(Self::GraphMl),
            "svg" => Ok(Self::Svg),
            _ => {
                let problem = format!("there is no format {name:?}");
                Err(Error::new(ErrorCode::Value, "format", problem, "use one of dot, mermaid, graphml, svg"))
            }
        }
    }
}

/// Some nodes and the edges between them.
struct Neighbourhood<'a> {
    graph: &'a NamedGraph,
    /// Each node with its steps from the middle: below 0 for what leads there.
    nodes: BTreeMap<u32, i64>,
    hops: Vec<Hop>,
}

impl NamedGraph {
    /// Draws what is at most `depth` steps before or after some nodes, along edges of `kinds`, with all such edges
    /// between what is drawn. Equal graphs give equal drawings.
    ///
    /// Errors: a node that is not there, more than `most` nodes to draw.
    pub fn draw(
        &self,
        around: &[u32],
        depth: usize,
        kinds: Kinds,
        most: usize,
        drawing: Drawing,
    ) -> Result<String> {
        let part = self.neighbourhood(around, depth, kinds, most)?;
        Ok(match drawing {
            Drawing::Dot => part.dot(),
            Drawing::Mermaid => part.mermaid(),
            Drawing::GraphMl => part.graphml(),
            Drawing::Svg => part.svg(),
        })
    }

    fn neighbourhood(
        &self,
        around: &[u32],
        depth: usize,
        kinds: Kinds,
        most: usize,
    ) -> Result<Neighbourhood<'_>> {
        let graph = &self.graph;
        let limits = Limits { depth: Depth::AtMost(depth), kinds, ..Limits::default() };
        let after = graph.reach(around, &limits)?;
        let passes = |at: usize, _| {
            let slot = graph.slot.get(at).copied().unwrap_or_default();
            graph.kind.get(slot as usize).is_some_and(|kind| kinds.contains(*kind))
        };
        let (before, levels) = visit(&graph.arriving, &graph.source, around, limits.depth, passes);
        let mut nodes = BTreeMap::new();
        for (steps, level) in (0..).zip(levels.windows(2)) {
            if let [from, to] = level {
                let level = before.get(*from as usize..*to as usize).unwrap_or_default();
                nodes.extend(level.iter().map(|node| (*node, -steps)));
            }
        }
        for (steps, level) in (0..).zip(after.by_distance()) {
            for node in level {
                nodes.entry(*node).or_insert(steps);
            }
        }
        if nodes.len() > most {
            let problem = format!("{} nodes are too many to draw", nodes.len());
            let remedy = format!("draw fewer steps around it, or allow more than {most}");
            return Err(Error::new(ErrorCode::Limit, "most", problem, remedy));
        }
        let drawn = |hop: &Hop| kinds.contains(hop.kind) && nodes.contains_key(&hop.to);
        let hops = nodes.keys().flat_map(|node| graph.edges_from(*node).filter(drawn)).collect();
        Ok(Neighbourhood { graph: self, nodes, hops })
    }
}

impl Neighbourhood<'_> {
    fn dot(&self) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let mut out = "digraph isms {\n  rankdir=LR;\n  node [shape=box];\n".to_owned();
        for node in self.nodes.keys() {
            let _ = writeln!(out, "  n{node} [label={}];", quoted(&self.graph.name(*node)));
        }
        for hop in &self.hops {
            let label = quoted(&self.graph.edge_name(hop.kind));
            let _ =
                writeln!(out, "  n{} -> n{} [label={label}, weight={}];", hop.from, hop.to, hop.probability);
        }
        out + "}\n"
    }

    fn mermaid(&self) -> String {
        // In Mermaid a quoted text ends at the next quote; entities are written with a number sign.
        let quoted = |text: &str| format!("\"{}\"", text.replace('#', "#35;").replace('"', "#quot;"));
        let mut out = "flowchart LR\n".to_owned();
        for node in self.nodes.keys() {
            let _ = writeln!(out, "  n{node}[{}]", quoted(&self.graph.name(*node)));
        }
        for hop in &self.hops {
            let label = quoted(&self.graph.edge_name(hop.kind));
            let _ = writeln!(out, "  n{} -->|{label}| n{}", hop.from, hop.to);
        }
        out
    }

    fn graphml(&self) -> String {
        let mut out = concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
            "  <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n",
            "  <key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n",
            "  <key id=\"probability\" for=\"edge\" attr.name=\"probability\" attr.type=\"float\"/>\n",
            "  <graph edgedefault=\"directed\">\n"
        )
        .to_owned();
        for node in self.nodes.keys() {
            let name = xml(&self.graph.name(*node));
            let _ = writeln!(out, "    <node id=\"n{node}\"><data key=\"name\">{name}</data></node>");
        }
        for hop in &self.hops {
            let Hop { from, to, probability, .. } = hop;
            let kind = xml(&self.graph.edge_name(hop.kind));
            let _ = writeln!(
                out,
                "    <edge source=\"n{from}\" target=\"n{to}\"><data key=\"kind\">{kind}</data><data \
                 key=\"probability\">{probability}</data></edge>"
            );
        }
        out + "  </graph>\n</graphml>\n"
    }

    fn svg(&self) -> String {
        const WIDTH: i64 = 190;
        const HEIGHT: i64 = 26;
        const ACROSS: i64 = 260;
        const DOWN: i64 = 38;
        let first = self.nodes.values().min().copied().unwrap_or(0);
        let columns = self.nodes.values().max().copied().unwrap_or(0) - first + 1;
        let mut filled: BTreeMap<i64, i64> = BTreeMap::new();
        let mut places: BTreeMap<u32, (i64, i64)> = BTreeMap::new();
        for (node, steps) in &self.nodes {
            let row = filled.entry(*steps).or_insert(0);
            places.insert(*node, (10 + (steps - first) * ACROSS, 10 + *row * DOWN));
            *row += 1;
        }
        let rows = filled.values().max().copied().unwrap_or(0);
        let (width, height) = (columns * ACROSS - ACROSS + WIDTH + 20, rows * DOWN + 20);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} \
             {height}\" font-family=\"sans-serif\" font-size=\"12\">\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" \
             refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" \
             fill=\"#666\"/></marker></defs>\n"
        );
        for hop in &self.hops {
            let (Some((x, y)), Some((to_x, to_y))) = (places.get(&hop.from), places.get(&hop.to)) else {
                continue;
            };
            let (x, y, to_y) = (x + WIDTH, y + HEIGHT / 2, to_y + HEIGHT / 2);
            let told = xml(&self.graph.sentence(std::slice::from_ref(hop)));
            let _ = writeln!(
                out,
                "<path d=\"M{x} {y}C{} {y} {} {to_y} {to_x} {to_y}\" fill=\"none\" stroke=\"#666\" \
                 marker-end=\"url(#arrow)\"><title>{told}</title></path>",
                x + 30,
                to_x - 30
            );
        }
        for (node, (x, y)) in &places {
            let name = self.graph.name(*node);
            let shown: String = if name.chars().count() > 28 {
                name.chars().take(27).chain(['…']).collect()
            } else {
                name.clone()
            };
            let fill = if self.nodes.get(node) == Some(&0) { "#ffe8b3" } else { "#fff" };
            let _ = writeln!(
                out,
                "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"4\" \
                 fill=\"{fill}\" stroke=\"#333\"/><text x=\"{}\" y=\"{}\">{}</text></g>",
                xml(&name),
                x + 8,
                y + 17,
                xml(&shown)
            );
        }
        out + "</svg>\n"
    }
}

/// Text between tags or quotes. XML has no control characters but a few, so they are shown as the replacement one.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
