//! Maximum flow, by which the cheapest cut is found.
//!
//! E. A. Dinic, *Algorithm for solution of a problem of maximum flow in networks with power estimation* (1970), on whole
//! numbers, with the way kept on a stack.
#![allow(clippy::indexing_slicing, reason = "arcs lead between nodes that the network was made for")]

use std::collections::VecDeque;

use super::csr::NOTHING;

/// More than any sum of costs.
pub(super) const ENDLESS: u64 = 1 << 62;

/// Arcs come in pairs: the arc, and at the next odd number what flows back.
pub(super) struct Network {
    to: Vec<u32>,
    room: Vec<u64>,
    /// The arcs of a node as a linked list.
    first: Vec<u32>,
    following: Vec<u32>,
}

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        Self { to: Vec::new(), room: Vec::new(), first: vec![NOTHING; nodes], following: Vec::new() }
    }

    pub(super) fn arc(&mut self, from: u32, to: u32, room: u64) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            self.following.push(std::mem::replace(&mut self.first[from as usize], self.to.len() as u32));
            self.to.push(to);
            self.room.push(room);
        }
    }

    /// Sends as much as possible from one node to another; stops where that is endless.
    pub(super) fn send(&mut self, from: u32, to: u32) -> u64 {
        let mut sent = 0;
        loop {
            let levels = self.levels(from);
            if levels[to as usize] == NOTHING || sent >= ENDLESS {
                return sent;
            }
            let mut next = self.first.clone();
            let mut way: Vec<u32> = Vec::new();
            let mut at = from;
            while sent < ENDLESS {
                if at == to {
                    let least = way.iter().map(|arc| self.room[*arc as usize]).min().unwrap_or(0);
                    sent += least;
                    for arc in &way {
                        self.room[*arc as usize] -= least;
                        // What flows back through an endless arc is never more than was sent.
                        self.room[*arc as usize ^ 1] += least;
                    }
                    // On from before the first arc that is full.
                    let full = way.iter().position(|arc| self.room[*arc as usize] == 0).unwrap_or(0);
                    at = self.to[way[full] as usize ^ 1];
                    way.truncate(full);
                    continue;
                }
                let arc = next[at as usize];
                if arc == NOTHING {
                    // Nothing more leads on from here.
                    let Some(back) = way.pop() else { break };
                    at = self.to[back as usize ^ 1];
                    next[at as usize] = self.following[next[at as usize] as usize];
                } else if self.room[arc as usize] > 0
                    && levels[self.to[arc as usize] as usize] == levels[at as usize] + 1
                {
                    way.push(arc);
                    at = self.to[arc as usize];
                } else {
                    next[at as usize] = self.following[arc as usize];
                }
            }
        }
    }

    /// The steps to each node through arcs that have room, [`NOTHING`] where none lead.
    pub(super) fn levels(&self, from: u32) -> Vec<u32> {
        let mut levels = vec![NOTHING; self.first.len()];
        levels[from as usize] = 0;
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            let mut arc = self.first[node as usize];
            while arc != NOTHING {
                let to = self.to[arc as usize] as usize;
                if self.room[arc as usize] > 0 && levels[to] == NOTHING {
                    levels[to] = levels[node as usize] + 1;
                    queue.push_back(to as u32);
                }
                arc = self.following[arc as usize];
            }
        }
        levels
    }
}
