//! What a reader of a foreign format proposes.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Change;

/// Proposed changes and a report of how they came about. Nothing is applied yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSet {
    /// What the reader saw.
    pub report: ImportReport,
    /// The changes, in an order in which they apply.
    pub changes: Vec<Change>,
}

/// What a reader took and what it left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportReport {
    /// Format and title of the source.
    pub source: String,
    /// How many of each thing were taken: entities by collection name, edges by field name.
    pub taken: BTreeMap<String, usize>,
    /// What was left out and why.
    pub skipped: Vec<Skipped>,
}

/// Something a reader left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    /// Its identifier in the source.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl ChangeSet {
    /// The set as JSON, which [`Change::list_from_json`] reads again.
    pub fn to_json(&self) -> String {
        // Writing plain data with text keys to memory cannot fail.
        serde_json::to_value(self).unwrap_or_default().to_string()
    }
}

impl ImportReport {
    pub(crate) fn count(&mut self, what: &str) {
        *self.taken.entry(what.to_owned()).or_default() += 1;
    }
    pub(crate) fn skip(&mut self, id: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Skipped { id: id.into(), reason: reason.into() });
    }
}
