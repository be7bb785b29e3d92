//! A set of nodes as bits, which stay in the cache where an array of a million nodes does not.
#![allow(clippy::indexing_slicing, reason = "made with room for every node of the graph")]

#[derive(Debug, Clone)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn new(nodes: usize) -> Self {
        Self(vec![0; nodes.div_ceil(64)])
    }

    pub(super) fn of(nodes: usize, members: &[u32]) -> Self {
        let mut bits = Self::new(nodes);
        members.iter().for_each(|node| {
            bits.insert(*node);
        });
        bits
    }

    #[inline]
    pub(super) fn contains(&self, node: u32) -> bool {
        self.0[(node >> 6) as usize] >> (node & 63) & 1 == 1
    }

    /// Puts a node in, and tells whether it was not there.
    #[inline]
    pub(super) fn insert(&mut self, node: u32) -> bool {
        let word = &mut self.0[(node >> 6) as usize];
        let bit = 1 << (node & 63);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}
