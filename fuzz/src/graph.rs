//! Any bytes read as a compiled graph are refused, or give a graph that answers and is written and read again alike.
//! What is mutated is put before a checksum that fits, so that more than the checksum is tried.

use isms_core::graph::{Kinds, Limits, NamedGraph};
use sha2::{Digest, Sha256};

/// Takes any bytes.
pub fn take(bytes: &[u8]) {
    let _ = NamedGraph::from_bytes(bytes);
    let whole = [bytes, Sha256::digest(bytes).as_slice()].concat();
    if let Ok(graph) = NamedGraph::from_bytes(&whole) {
        let again = graph.to_bytes().unwrap();
        assert_eq!(NamedGraph::from_bytes(&again).unwrap().to_bytes().unwrap(), again);
        graph.graph.components(Kinds::ALL);
        if graph.graph.node_count() > 0 {
            graph.graph.reach(&[0], &Limits::default()).unwrap();
        }
    }
}
