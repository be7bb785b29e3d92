//! Articulation points: nodes whose loss makes what hangs together fall apart, whichever way edges point.
//!
//! J. Hopcroft and R. Tarjan, *Algorithm 447: efficient algorithms for graph manipulation* (1973), with a stack in
//! place of recursion.
#![allow(clippy::indexing_slicing, reason = "numbers are given out here, and rows are those of the graph")]

use super::csr::{Graph, NOTHING};
use super::limits::Kinds;

/// A node without which its surroundings fall apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticulationPoint {
    /// The node.
    pub node: u32,
    /// Into how many pieces.
    pub pieces: u32,
    /// How many pairs of other nodes no longer hang together.
    pub pairs: u64,
}

/// What is found on the way about the subtrees that hang on a node alone.
#[derive(Clone, Copy, Default)]
struct Hanging {
    pieces: u32,
    nodes: u64,
    /// The sum of the squares of their sizes.
    squares: u128,
}

impl Graph {
    /// The articulation points along edges of `kinds`, taken without direction: those that part the most pairs first,
    /// then by number.
    pub fn articulation_points(&self, kinds: Kinds) -> Vec<ArticulationPoint> {
        let count = self.node_count();
        // The place of each node in the order of visits, and the earliest place that its subtree has an edge to.
        let (mut place, mut low) = (vec![NOTHING; count], vec![0; count]);
        let mut size = vec![1_u64; count];
        let mut hanging = vec![Hanging::default(); count];
        let mut points = Vec::new();
        let mut visited = Vec::new();
        // Each node with how many of its edges, first leaving and then arriving, were looked at.
        let mut open: Vec<(u32, u32)> = Vec::new();
        for root in self.nodes() {
            if place[root as usize] != NOTHING {
                continue;
            }
            let begin = visited.len();
            let mut enter = |node: u32, open: &mut Vec<(u32, u32)>, low: &mut [u32], place: &mut [u32]| {
                place[node as usize] = visited.len() as u32;
                low[node as usize] = visited.len() as u32;
                visited.push(node);
                open.push((node, 0));
            };
            enter(root, &mut open, &mut low, &mut place);
            while let Some((node, next)) = open.last_mut() {
                let node = *node;
                if let Some((neighbour, passes)) = self.neighbour(node, *next, kinds) {
                    *next += 1;
                    if passes && place[neighbour as usize] == NOTHING {
                        enter(neighbour, &mut open, &mut low, &mut place);
                    } else if passes {
                        low[node as usize] = low[node as usize].min(place[neighbour as usize]);
                    }
                    continue;
                }
                open.pop();
                let Some((above, _)) = open.last() else { continue };
                let above = *above as usize;
                low[above] = low[above].min(low[node as usize]);
                size[above] += size[node as usize];
                if low[node as usize] >= place[above] {
                    let piece = size[node as usize];
                    hanging[above].pieces += 1;
                    hanging[above].nodes += piece;
                    hanging[above].squares += u128::from(piece) * u128::from(piece);
                }
            }
            let together = (visited.len() - begin) as u64;
            for node in &visited[begin..] {
                let Hanging { pieces, nodes, squares } = hanging[*node as usize];
                // What does not hang on the node stays together around its parent.
                let rest = together - 1 - nodes;
                let pieces = pieces + u32::from(rest > 0);
                if pieces > 1 {
                    let others = u128::from(together - 1);
                    let apart = (others * others - squares - u128::from(rest) * u128::from(rest)) / 2;
                    let pairs = u64::try_from(apart).unwrap_or(u64::MAX);
                    points.push(ArticulationPoint { node: *node, pieces, pairs });
                }
            }
        }
        points.sort_by_key(|point| (std::cmp::Reverse(point.pairs), point.node));
        points
    }

    fn neighbour(&self, node: u32, number: u32, kinds: Kinds) -> Option<(u32, bool)> {
        let (leaving, arriving) = (self.leaving.row(node), self.arriving.row(node));
        if number < leaving.len {
            let slot = (leaving.start + number) as usize;
            return Some((self.target[slot], kinds.contains(self.kind[slot])));
        }
        let number = number - leaving.len;
        let at = (arriving.start + number) as usize;
        (number < arriving.len).then(|| (self.source[at], kinds.contains(self.kind[self.slot[at] as usize])))
    }
}
