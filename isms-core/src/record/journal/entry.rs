//! An entry of the journal and its one spelling as a line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::canonical;
use super::hash::Hash;
use super::instant::Instant;
use crate::error::{Error, ErrorCode, Result};
use crate::record::Change;
use crate::record::parse;

/// A change, who made it and when it was recorded, and its place in the chain.
///
/// In a file an entry is one line of canonical JSON (RFC 8785). `hash` is the SHA-256 of that line without the field
/// `hash`; `previous` is the hash of the entry before, or 64 zeros.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its number; the first is 1.
    pub seq: u64,
    /// When it was recorded; never earlier than the entry before.
    pub recorded_at: Instant,
    /// Who changed the record: a name that means something to the program that keeps the journal.
    pub actor: String,
    /// The change.
    pub change: Change,
    /// The hash of the entry before.
    pub previous: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

/// An entry's line, cut where the hash belongs: names sort as actor, change, *hash*, previous, recorded_at, seq.
pub(super) struct Spelling {
    before_hash: String,
    after_hash: String,
}

impl Spelling {
    pub(super) fn new(
        seq: u64,
        recorded_at: Instant,
        actor: &str,
        change: &Change,
        previous: Hash,
    ) -> Result<Self> {
        if actor.trim().is_empty() {
            return Err(Error::new(ErrorCode::Value, "actor", "is empty", "say who makes the change"));
        }
        let text = canonical::to_string(&Value::from(actor))?;
        let change = serde_json::to_value(change)
            .map_err(|error| Error::new(ErrorCode::Value, "", format!("is not JSON: {error}"), ""))
            .and_then(|change| canonical::to_string(&change))
            .map_err(|error| error.within("change"))?;
        Ok(Self {
            before_hash: format!(r#"{{"actor":{text},"change":{change},"#),
            after_hash: format!(r#""previous":"{previous}","recorded_at":"{recorded_at}","seq":{seq}}}"#),
        })
    }

    pub(super) fn hash(&self) -> Hash {
        Hash::of(&[&self.before_hash, &self.after_hash])
    }

    /// The line, without the line end.
    pub(super) fn line(&self, hash: Hash) -> String {
        let Self { before_hash, after_hash } = self;
        format!(r#"{before_hash}"hash":"{hash}",{after_hash}"#)
    }
}

impl Entry {
    /// Reads a line that should be an entry in its one spelling. Whether its hash is right is another question.
    pub(super) fn from_line(line: &str) -> Result<(Self, Spelling)> {
        let entry: Self = parse::from_json_text(line)?;
        let Self { seq, recorded_at, previous, .. } = entry;
        let spelling = Spelling::new(seq, recorded_at, &entry.actor, &entry.change, previous)?;
        if spelling.line(entry.hash) != line {
            let remedy = "write canonical JSON as of RFC 8785, one entry a line";
            return Err(Error::new(ErrorCode::Syntax, "", "is not canonical JSON", remedy));
        }
        Ok((entry, spelling))
    }
}
