//! The record after an entry, kept beside the journal to shorten replay.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::hash::Hash;
use crate::error::Result;
use crate::record::Isms;
use crate::record::parse;

/// The record after an entry, and which entry that is.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// The number of the entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    record: Arc<Isms>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    seq: u64,
    hash: Hash,
    record: Value,
}

impl Snapshot {
    pub(super) fn new(seq: u64, hash: Hash, record: Arc<Isms>) -> Self {
        Self { seq, hash, record }
    }

    /// The record.
    pub fn record(&self) -> &Isms {
        &self.record
    }

    pub(super) fn into_record(self) -> Arc<Isms> {
        self.record
    }

    /// The snapshot as one JSON object: `seq`, `hash`, `record`.
    pub fn to_json(&self) -> String {
        let Self { seq, hash, record } = self;
        // Writing plain data with text keys to memory cannot fail.
        serde_json::to_string(&Document { seq: *seq, hash: *hash, record: record.to_value() })
            .unwrap_or_default()
    }

    /// Reads a snapshot and checks its record. Whether it belongs to a journal is for
    /// [`Journal::add_snapshot`](super::Journal::add_snapshot) to say.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_slice(text.as_bytes())
    }

    /// As [`from_json`](Self::from_json), from bytes that should be UTF-8.
    pub fn from_slice(bytes: &[u8]) -> Result<Self> {
        let Document { seq, hash, record } = parse::from_bytes(bytes)?;
        let record = Isms::from_value(&record).map_err(|error| error.within("record"))?;
        Ok(Self::new(seq, hash, Arc::new(record)))
    }
}
