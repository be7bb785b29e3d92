//! Columns of edges to rows of nodes, by counting, on all cores.
//!
//! Edges are first spread over buckets of neighbouring nodes, each chunk of the input for itself; then each bucket is
//! counted and filled inside of the cache. Both passes keep the order of the input, so that the rows do not depend on
//! the number of threads.
#![allow(clippy::indexing_slicing, reason = "ends are checked before, and counts bound what is written")]

use rayon::prelude::*;

use super::csr::{EdgeList, Graph, NOTHING, Row, Rows, no_node};
use super::update::Room;
use crate::error::{Error, ErrorCode, Result};

/// So many that what a bucket holds of millions of edges stays in the cache nearest to the core while it is filled.
const BUCKETS: usize = 1024;
/// Fewer nodes in a bucket are not worth it.
const LEAST_SHIFT: u32 = 10;
/// Edges in a chunk at least.
const LEAST_CHUNK: usize = 1 << 14;
/// Beside the kind of an edge, a node in its bucket has 24 bits: 2³² nodes in 1024 buckets need 22.
const LOW_BITS: u32 = 24;

/// Three words that a pass carries with an edge; the first begins with the node's place in its bucket.
type Carried = [u32; 3];

/// A chunk of edges, ordered by bucket.
struct Chunk {
    starts: Vec<u32>,
    carried: Vec<Carried>,
}

/// Refuses what cannot be compiled.
pub(super) fn check(nodes: usize, edges: EdgeList<'_>) -> Result<()> {
    let EdgeList { sources, targets, kinds, probabilities } = edges;
    for (name, count) in [("nodes", nodes), ("sources", sources.len())] {
        if count >= NOTHING as usize {
            let problem = format!("{count} is more than a graph holds");
            return Err(Error::new(ErrorCode::Limit, name, problem, "a graph holds 4294967294 of them"));
        }
    }
    let lengths = [
        ("targets", targets.len(), false),
        ("kinds", kinds.len(), true),
        ("probabilities", probabilities.len(), true),
    ];
    for (name, len, may_be_empty) in lengths {
        if len != sources.len() && !(may_be_empty && len == 0) {
            let problem = format!("has {len} values where sources has {}", sources.len());
            return Err(Error::new(ErrorCode::Value, name, problem, "give one value for each edge"));
        }
    }
    for (name, ends) in [("sources", sources), ("targets", targets)] {
        // The greatest of a column is found faster than the first that is wrong.
        let greatest = ends.par_chunks(LEAST_CHUNK).map(|part| part.iter().fold(0, |a, b| a.max(*b))).max();
        if greatest.is_some_and(|greatest| greatest as usize >= nodes)
            && let Some(place) = ends.iter().position(|end| *end as usize >= nodes)
        {
            return Err(no_node(&format!("{name}[{place}]"), ends[place], nodes));
        }
    }
    let allowed = |value: &f32| (0.0..=1.0).contains(value);
    let fine =
        probabilities.par_chunks(LEAST_CHUNK).all(|part| part.iter().fold(true, |a, b| a & allowed(b)));
    if !fine && let Some(place) = probabilities.iter().position(|value| !allowed(value)) {
        let problem = format!("{} is not a probability", probabilities[place]);
        let path = format!("probabilities[{place}]");
        return Err(Error::new(ErrorCode::Value, path, problem, "give a number from 0 to 1"));
    }
    Ok(())
}

/// Compiles edges that [`check`] let pass.
pub(super) fn compile(nodes: usize, edges: EdgeList<'_>) -> Graph {
    let EdgeList { sources, targets, kinds, probabilities } = edges;
    let count = sources.len();
    let buckets = Buckets::of(nodes);
    let size = count.div_ceil(4 * rayon::current_num_threads()).max(LEAST_CHUNK);
    let mut chunks: Vec<Chunk> = (0..count.div_ceil(size))
        .map(|_| Chunk { starts: vec![0; buckets.count + 1], carried: Vec::new() })
        .collect();

    chunks.par_iter_mut().enumerate().for_each(|(number, chunk)| {
        let from = number * size;
        let part = from..count.min(from + size);
        chunk.carried = vec![[0; 3]; part.len()];
        let carry = |edge: usize, low: u32| {
            let kind = kinds.get(edge).copied().unwrap_or(0);
            let probability = probabilities.get(edge).copied().unwrap_or(1.0);
            [low | u32::from(kind) << LOW_BITS, targets[edge], probability.to_bits()]
        };
        buckets.spread(chunk, part.clone(), sources[part].iter().copied(), carry);
    });
    let mut target = vec![0; count];
    let mut kind = vec![0; count];
    let mut probability = vec![0.0; count];
    let leaving = buckets.fill(
        nodes,
        &chunks,
        (&mut target[..], (&mut kind[..], &mut probability[..])),
        |(a, (b, c)), at| {
            let (a, a_rest) = a.split_at_mut(at);
            let (b, b_rest) = b.split_at_mut(at);
            let (c, c_rest) = c.split_at_mut(at);
            ((a, (b, c)), (a_rest, (b_rest, c_rest)))
        },
        |(target, (kind, probability)), place, [packed, to, bits]| {
            target[place] = to;
            kind[place] = (packed >> LOW_BITS) as u8;
            probability[place] = f32::from_bits(bits);
        },
    );

    // The other direction, from the rows just made: so it is ordered by source. The chunks are filled anew.
    chunks.par_iter_mut().enumerate().for_each(|(number, chunk)| {
        let from = number * size;
        let part = from..count.min(from + size);
        let mut node = leaving.0.partition_point(|row| row.start as usize <= from).saturating_sub(1);
        let starts = &leaving.0[1..];
        let carry = |slot: usize, low: u32| {
            while starts.get(node).is_some_and(|next| next.start as usize <= slot) {
                node += 1;
            }
            [low, node as u32, slot as u32]
        };
        chunk.starts.fill(0);
        buckets.spread(chunk, part.clone(), target[part].iter().copied(), carry);
    });
    let mut source = vec![0; count];
    let mut slot = vec![0; count];
    let arriving = buckets.fill(
        nodes,
        &chunks,
        (&mut source[..], &mut slot[..]),
        |(a, b), at| {
            let (a, a_rest) = a.split_at_mut(at);
            let (b, b_rest) = b.split_at_mut(at);
            ((a, b), (a_rest, b_rest))
        },
        |(source, slots), place, [_, from, slot]| {
            source[place] = from;
            slots[place] = slot;
        },
    );
    Graph { leaving, target, kind, probability, arriving, source, slot, edges: count, room: Room::default() }
}

/// Nodes in groups of `1 << shift`.
struct Buckets {
    shift: u32,
    count: usize,
}

impl Buckets {
    fn of(nodes: usize) -> Self {
        let bits = usize::BITS - nodes.saturating_sub(1).leading_zeros();
        let shift = bits.saturating_sub(BUCKETS.trailing_zeros()).max(LEAST_SHIFT);
        Self { shift, count: nodes.div_ceil(1 << shift) }
    }

    /// Orders a part of the edges by the bucket of the node that each has in `keys`.
    fn spread(
        &self,
        chunk: &mut Chunk,
        part: std::ops::Range<usize>,
        keys: impl Iterator<Item = u32> + Clone,
        mut carry: impl FnMut(usize, u32) -> Carried,
    ) {
        let Chunk { starts, carried } = chunk;
        for key in keys.clone() {
            starts[(key >> self.shift) as usize + 1] += 1;
        }
        for bucket in 0..self.count {
            starts[bucket + 1] += starts[bucket];
        }
        let mut next = starts.clone();
        let low = (1 << self.shift) - 1;
        for (edge, key) in part.zip(keys) {
            let place = &mut next[(key >> self.shift) as usize];
            carried[*place as usize] = carry(edge, key & low);
            *place += 1;
        }
    }

    /// Counts and fills the rows of each bucket, from the chunks in their order.
    fn fill<C: Send>(
        &self,
        nodes: usize,
        chunks: &[Chunk],
        columns: C,
        split: impl Fn(C, usize) -> (C, C),
        put: impl Fn(&mut C, usize, Carried) + Sync,
    ) -> Rows {
        let mut rows = vec![Row::default(); nodes];
        let mut work = Vec::with_capacity(self.count);
        let (mut base, mut rest) = (0, Some(columns));
        for (bucket, rows) in rows.chunks_mut(1 << self.shift).enumerate() {
            let total: usize = chunks.iter().map(|chunk| part(chunk, bucket).len()).sum();
            if let Some(columns) = rest.take() {
                let (mine, others) = split(columns, total);
                work.push((bucket, base as u32, rows, mine));
                rest = Some(others);
            }
            base += total;
        }
        let low = (1 << LOW_BITS) - 1;
        work.into_par_iter().for_each(|(bucket, base, rows, mut mine)| {
            for carried in chunks.iter().flat_map(|chunk| part(chunk, bucket)) {
                rows[(carried[0] & low) as usize].len += 1;
            }
            let mut at = 0;
            for row in rows.iter_mut() {
                row.start = at;
                at += row.len;
            }
            for carried in chunks.iter().flat_map(|chunk| part(chunk, bucket)) {
                let row = &mut rows[(carried[0] & low) as usize];
                put(&mut mine, row.start as usize, *carried);
                row.start += 1;
            }
            // Each row now starts where it ends.
            rows.iter_mut().for_each(|row| row.start = row.start - row.len + base);
        });
        Rows(rows)
    }
}

fn part(chunk: &Chunk, bucket: usize) -> &[Carried] {
    &chunk.carried[chunk.starts[bucket] as usize..chunk.starts[bucket + 1] as usize]
}
