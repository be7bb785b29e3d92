//! Groups of nodes that all reach one another, their order, and the cycles in them.
//!
//! Strongly connected components by D. J. Pearce, *A space-efficient algorithm for finding strongly connected
//! components* (2016), with a stack of its own in place of recursion. In a large graph the component of a busy node is
//! found first, as what both a search forward and one backward reach, on two cores (Fleischer, Hendrickson, Pınar,
//! *On identifying strongly connected components in parallel*, 2000): where there is a giant component, little is left.
#![allow(clippy::indexing_slicing, reason = "rows and labels are those of the graph searched")]

use super::bits::Bits;
use super::csr::{Graph, NOTHING, Rows};
use super::limits::{Depth, Kinds};
use super::reach::visit;

/// From so many nodes the component of a busy node is sought by two searches first.
const LARGE: usize = 1 << 14;

/// The strongly connected components of a graph.
#[derive(Debug, Clone)]
pub struct Components {
    of: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Graph {
    /// The strongly connected components along edges of `kinds`: two nodes are in one if each reaches the other.
    pub fn components(&self, kinds: Kinds) -> Components {
        match kinds {
            Kinds::ALL => self.components_where(|_| true),
            kinds => self.components_where(|slot| kinds.contains(self.kind[slot])),
        }
    }

    /// For each node its layer: 0 where nothing outside of its component leads to it, otherwise one more than the
    /// highest layer that does. The nodes of one component share a layer.
    pub fn layers(&self, kinds: Kinds) -> Vec<u32> {
        let components = self.components(kinds);
        let mut layers = vec![0; components.count()];
        for component in 0..components.count() as u32 {
            let after = layers[component as usize] + 1;
            for node in components.members(component) {
                for slot in self.leaving.of(*node) {
                    let to = components.of[self.target[slot] as usize];
                    if to != component && kinds.contains(self.kind[slot]) {
                        layers[to as usize] = layers[to as usize].max(after);
                    }
                }
            }
        }
        components.of.iter().map(|component| layers[*component as usize]).collect()
    }

    /// One cycle of each component that has any, for people to read: a shortest one through its first node, beginning
    /// with that node, by first node. A node that leads to itself is a cycle.
    pub fn cycles(&self, kinds: Kinds) -> Vec<Vec<u32>> {
        let components = self.components(kinds);
        let mut cycles: Vec<_> = components
            .iter()
            .filter_map(|group| {
                let first = *group.iter().min()?;
                self.shortest_cycle(first, kinds, &components)
            })
            .collect();
        cycles.sort();
        cycles
    }

    /// A shortest cycle through a node, by a search inside of its component, which touches that component alone.
    fn shortest_cycle(&self, first: u32, kinds: Kinds, components: &Components) -> Option<Vec<u32>> {
        let component = components.of[first as usize];
        let mut before = std::collections::HashMap::from([(first, first)]);
        let mut queue = std::collections::VecDeque::from([first]);
        while let Some(node) = queue.pop_front() {
            for slot in self.leaving.of(node) {
                let target = self.target[slot];
                if components.of[target as usize] != component || !kinds.contains(self.kind[slot]) {
                    continue;
                }
                if target == first {
                    let mut cycle = vec![node];
                    while let Some(last) = cycle.last().copied().filter(|last| *last != first) {
                        cycle.push(before[&last]);
                    }
                    cycle.reverse();
                    return Some(cycle);
                }
                if let std::collections::hash_map::Entry::Vacant(entry) = before.entry(target) {
                    entry.insert(node);
                    queue.push_back(target);
                }
            }
        }
        None
    }

    fn components_where(&self, passes: impl Fn(usize) -> bool + Sync) -> Components {
        let nodes = self.node_count();
        let mut work = Pearce::new(self, &passes);
        let pivot = self.nodes().max_by_key(|node| {
            u64::from(self.leaving.row(*node).len) * u64::from(self.arriving.row(*node).len)
        });
        if let Some(pivot) = pivot.filter(|_| nodes >= LARGE) {
            let (ahead, behind) = rayon::join(
                || flood(&self.leaving, &self.target, pivot, &passes),
                || flood(&self.arriving, &self.source, pivot, |place| passes(self.slot[place] as usize)),
            );
            // What lies ahead of the component alone is closed; then comes the component; then the rest.
            self.nodes()
                .filter(|node| ahead.contains(*node) && !behind.contains(*node))
                .for_each(|node| work.visit(node));
            work.close(self.nodes().filter(|node| ahead.contains(*node) && behind.contains(*node)));
        }
        self.nodes().for_each(|node| work.visit(node));
        work.finish()
    }
}

/// Everything reached from a node, in one direction.
fn flood(rows: &Rows, ends: &[u32], from: u32, passes: impl Fn(usize) -> bool) -> Bits {
    let (reached, _) = visit(rows, ends, &[from], Depth::Any, |place, _| passes(place));
    Bits::of(rows.0.len(), &reached)
}

/// The state of Pearce's algorithm. A node has 0 before its visit, its index during it, and the label of its component
/// after it; labels fall from the highest number, so that every label is greater than every index.
struct Pearce<'a, P> {
    graph: &'a Graph,
    passes: &'a P,
    number: Vec<u32>,
    index: u32,
    label: u32,
    /// Visited nodes whose component is not known yet.
    waiting: Vec<u32>,
    /// The nodes being visited: each with the next slot to look at and the index it was given.
    open: Vec<(u32, u32, u32)>,
}

impl<'a, P: Fn(usize) -> bool> Pearce<'a, P> {
    fn new(graph: &'a Graph, passes: &'a P) -> Self {
        let number = vec![0; graph.node_count()];
        Self { graph, passes, number, index: 1, label: NOTHING - 1, waiting: Vec::new(), open: Vec::new() }
    }

    fn enter(&mut self, node: u32) {
        self.number[node as usize] = self.index;
        self.open.push((node, self.graph.leaving.row(node).start, self.index));
        self.index += 1;
    }

    fn visit(&mut self, root: u32) {
        if self.number[root as usize] != 0 {
            return;
        }
        self.enter(root);
        while let Some((node, next, given)) = self.open.last_mut() {
            let (node, given) = (*node as usize, *given);
            let row = self.graph.leaving.row(node as u32);
            let end = row.start + row.len;
            let mut low = self.number[node];
            let mut unseen = None;
            while *next < end {
                let slot = *next as usize;
                *next += 1;
                if !(self.passes)(slot) {
                    continue;
                }
                let target = self.graph.target[slot];
                match self.number[target as usize] {
                    0 => {
                        unseen = Some(target);
                        break;
                    }
                    number => low = low.min(number),
                }
            }
            self.number[node] = low;
            if let Some(target) = unseen {
                self.enter(target);
                continue;
            }
            self.open.pop();
            if low < given {
                self.waiting.push(node as u32);
                if let Some((before, ..)) = self.open.last() {
                    let before = &mut self.number[*before as usize];
                    *before = low.min(*before);
                }
                continue;
            }
            self.index -= 1;
            self.number[node] = self.label;
            while let Some(member) = self.waiting.pop_if(|member| self.number[*member as usize] >= given) {
                self.number[member as usize] = self.label;
                self.index -= 1;
            }
            self.label -= 1;
        }
    }

    /// Makes these nodes one component.
    fn close(&mut self, members: impl Iterator<Item = u32>) {
        members.for_each(|node| self.number[node as usize] = self.label);
        self.label -= 1;
    }

    fn finish(self) -> Components {
        let count = (NOTHING - 1 - self.label) as usize;
        let mut of = self.number;
        let mut starts = vec![0; count + 1];
        for label in &mut of {
            *label -= self.label + 1;
            starts[*label as usize + 1] += 1;
        }
        for component in 0..count {
            starts[component + 1] += starts[component];
        }
        let mut next = starts.clone();
        let mut members = vec![0; of.len()];
        for (node, component) in of.iter().enumerate() {
            let place = &mut next[*component as usize];
            members[*place as usize] = node as u32;
            *place += 1;
        }
        Components { of, starts, members }
    }
}

impl Components {
    /// How many components there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// For each node its component. Components are numbered in topological order: an edge between two leads from the
    /// lower number to the higher.
    pub fn of_nodes(&self) -> &[u32] {
        &self.of
    }

    /// For each node its component, as [`of_nodes`](Self::of_nodes).
    pub fn into_of_nodes(self) -> Vec<u32> {
        self.of
    }

    /// The nodes of a component, ascending; none of a component that is not there.
    pub fn members(&self, component: u32) -> &[u32] {
        match self.starts.get(component as usize..component as usize + 2) {
            Some([from, to]) => &self.members[*from as usize..*to as usize],
            _ => &[],
        }
    }

    /// The members of each component, in topological order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> + '_ {
        (0..self.count() as u32).map(|component| self.members(component))
    }

    /// The condensation: for each component the others that edges lead to, each once, as the starts of rows and the
    /// rows.
    pub(super) fn condense(&self, graph: &Graph, passes: impl Fn(usize) -> bool) -> (Vec<u32>, Vec<u32>) {
        let mut starts = vec![0];
        let mut targets: Vec<u32> = Vec::new();
        let mut seen = vec![NOTHING; self.count()];
        for component in 0..self.count() as u32 {
            for slot in self.members(component).iter().flat_map(|node| graph.leaving.of(*node)) {
                let to = self.of[graph.target[slot] as usize];
                if to != component && passes(slot) && seen[to as usize] != component {
                    seen[to as usize] = component;
                    targets.push(to);
                }
            }
            starts.push(targets.len() as u32);
        }
        (starts, targets)
    }
}
