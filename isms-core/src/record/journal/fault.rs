//! Where and how a journal is not what was written.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Error, ErrorCode};

/// The first place at which a journal is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// What happened there.
    pub kind: FaultKind,
    /// The line, counted from 1: the one at fault, or the one before which lines are missing. In a whole journal the
    /// entry of that number stands there.
    pub line: u64,
    /// What shows it.
    pub evidence: String,
}

/// What can happen to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The content does not give the hash, or a new hash was computed and the chain does not know it.
    Altered,
    /// Entries are missing before this line.
    Removed,
    /// The line does not belong here: a copy, or an entry that the chain does not know.
    Inserted,
    /// The line belongs further down.
    Reordered,
    /// Entries are missing at the end.
    Truncated,
    /// The entry is recorded earlier than the one before it.
    TimeRunsBack,
    /// The line is not an entry.
    Malformed,
}

impl FaultKind {
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Altered => ("was altered", "restore it from a copy"),
            Self::Removed => ("entries before it were removed", "restore them from a copy"),
            Self::Inserted => ("was inserted", "remove it, or restore the journal from a copy"),
            Self::Reordered => ("was moved", "put the entries back in their order"),
            Self::Truncated => ("the journal was cut off here", "restore the end from a copy"),
            Self::TimeRunsBack => ("was recorded before its predecessor", "restore both from a copy"),
            Self::Malformed => {
                ("is not an entry", "restore it from a copy, or drop an append that was cut short")
            }
        }
    }
}

impl Fault {
    /// The fault as JSON: `kind`, `line` and `evidence`.
    pub fn to_json(&self) -> String {
        // Plain data with text keys is always JSON.
        serde_json::to_value(self).unwrap_or_default().to_string()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Error::from(self.clone()).fmt(f)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let (what, remedy) = fault.kind.told();
        let problem = format!("{what}: {}", fault.evidence);
        Error::new(ErrorCode::Integrity, format!("entries[{}]", fault.line), problem, remedy)
    }
}
