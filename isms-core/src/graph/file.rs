//! A compiled graph as bytes, with the names of its nodes, and back.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `ISMSGRPH` |
//! | 8 | version, 1 |
//! | 8, 8, 8 | nodes, edges, bytes of the names |
//! | 4 × nodes | how many edges leave each node |
//! | 4 × edges | targets, by source |
//! | 1 × edges | kinds |
//! | 4 × edges | probabilities |
//! | … | for each node the length of its name in 4 bytes, and the name in UTF-8; nothing if nodes have no names |
//! | 32 | SHA-256 of all before it |
//!
//! Numbers are little-endian, probabilities IEEE 754 of single precision.

use sha2::{Digest, Sha256};

use super::csr::{EdgeList, Graph};
use crate::error::{Error, ErrorCode, Result};

const MAGIC: &[u8; 8] = b"ISMSGRPH";
const VERSION: u64 = 1;
const CHECKSUM: usize = 32;

impl Graph {
    /// The graph as bytes that [`from_bytes`](Self::from_bytes) reads, on any machine. `names` are kept for whoever reads
    /// it: one for each node, or none at all.
    ///
    /// Errors: names that are neither none nor one for each node.
    pub fn to_bytes(&self, names: &[impl AsRef<str>]) -> Result<Vec<u8>> {
        if !names.is_empty() {
            self.check_column("names", names)?;
        }
        let names_size: usize = names.iter().map(|name| 4 + name.as_ref().len()).sum();
        let size = 40 + 4 * self.node_count() + 9 * self.edge_count() + names_size + CHECKSUM;
        let mut bytes = Vec::with_capacity(size);
        bytes.extend(MAGIC);
        for number in [VERSION, self.node_count() as u64, self.edge_count() as u64, names_size as u64] {
            bytes.extend(number.to_le_bytes());
        }
        self.nodes().for_each(|node| bytes.extend(self.leaving.row(node).len.to_le_bytes()));
        self.hops().for_each(|hop| bytes.extend(hop.to.to_le_bytes()));
        self.hops().for_each(|hop| bytes.push(hop.kind));
        self.hops().for_each(|hop| bytes.extend(hop.probability.to_le_bytes()));
        for name in names.iter().map(AsRef::as_ref) {
            let len = u32::try_from(name.len()).map_err(|_| {
                Error::new(ErrorCode::Limit, "names", "have one of more than 4 GB", "give shorter names")
            })?;
            bytes.extend(len.to_le_bytes());
            bytes.extend(name.as_bytes());
        }
        let checksum = Sha256::digest(&bytes);
        bytes.extend(checksum);
        Ok(bytes)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote: the graph, and the names of its nodes if it has any. What it takes
    /// of memory is a small multiple of the bytes given.
    ///
    /// Errors: bytes that are no graph, of another version, cut off, or changed since.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, Vec<String>)> {
        let no_graph =
            || Error::new(ErrorCode::Format, "", "is no compiled graph", "give what was written as one");
        let mut reader = Reader(bytes.strip_prefix(MAGIC).ok_or_else(no_graph)?);
        let version = reader.number()?;
        if version != VERSION {
            let problem = format!("is a compiled graph of version {version}");
            let remedy = "this library reads version 1; compile the graph again";
            return Err(Error::new(ErrorCode::Format, "", problem, remedy));
        }
        let [nodes, edges, names_size] = [reader.number()?, reader.number()?, reader.number()?];
        let stated =
            u128::from(nodes) * 4 + u128::from(edges) * 9 + u128::from(names_size) + CHECKSUM as u128;
        if stated != reader.0.len() as u128 {
            let problem = format!("has {} bytes where {stated} are stated", reader.0.len());
            return Err(damaged(&problem));
        }
        let (content, checksum) = bytes.split_at_checked(bytes.len() - CHECKSUM).ok_or_else(no_graph)?;
        if Sha256::digest(content).as_slice() != checksum {
            return Err(damaged("does not match its checksum"));
        }
        let (nodes, edges) = (nodes as usize, edges as usize);
        let lens = words(reader.take(4 * nodes)?);
        let targets: Vec<u32> = words(reader.take(4 * edges)?).collect();
        let kinds = reader.take(edges)?;
        let probabilities: Vec<f32> = words(reader.take(4 * edges)?).map(f32::from_bits).collect();
        let mut sources = Vec::with_capacity(edges);
        for (node, len) in (0..).zip(lens) {
            if len as usize > edges - sources.len() {
                return Err(damaged("has rows of more edges than it states"));
            }
            sources.resize(sources.len() + len as usize, node);
        }
        let edges = EdgeList { sources: &sources, targets: &targets, kinds, probabilities: &probabilities };
        let graph = Self::from_edges(nodes, edges)?;
        let mut names = Vec::new();
        let mut rest = Reader(reader.take(names_size as usize)?);
        while !rest.0.is_empty() {
            let len = words(rest.take(4)?).next().unwrap_or(0);
            let name = std::str::from_utf8(rest.take(len as usize)?)
                .map_err(|_| damaged("has a name that is not UTF-8"))?;
            names.push(name.to_owned());
        }
        if !names.is_empty() && names.len() != nodes {
            return Err(damaged("does not have one name for each node"));
        }
        Ok((graph, names))
    }
}

fn damaged(problem: &str) -> Error {
    Error::new(ErrorCode::Integrity, "", problem, "compile the graph again")
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word))
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| damaged("is cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u64> {
        let bytes = self.take(8)?.first_chunk().copied().unwrap_or_default();
        Ok(u64::from_le_bytes(bytes))
    }
}
