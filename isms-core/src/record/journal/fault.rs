//! Where and how a journal is not what was written.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::hash::{Hash, Head};
use super::instant::Instant;
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

/// What an entry says of its own place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) seq: u64,
    pub(super) recorded_at: Instant,
    pub(super) previous: Hash,
    pub(super) hash: Hash,
}

/// A line by itself, without a look at its neighbours.
pub(super) enum Line {
    /// Its content gives its hash.
    Sound(Claim),
    /// Its content gives another hash.
    Altered,
    /// It is not an entry.
    Malformed(Error),
}

impl Line {
    fn claim(&self) -> Option<&Claim> {
        match self {
            Self::Sound(claim) => Some(claim),
            Self::Altered | Self::Malformed(_) => None,
        }
    }
}

/// What stands before the line in question: how many entries, and of the last two their place and hash.
pub(super) struct Before<'a> {
    pub(super) hashes: &'a dyn Fn(u64) -> Option<Hash>,
    pub(super) count: u64,
    pub(super) last: Hash,
    pub(super) recorded_at: Option<Instant>,
}

impl Before<'_> {
    /// Whether `line` follows.
    pub(super) fn accepts(&self, line: &Line) -> bool {
        line.claim().is_some_and(|claim| {
            claim.seq == self.count + 1
                && claim.previous == self.last
                && self.recorded_at.is_none_or(|earlier| earlier <= claim.recorded_at)
        })
    }

    /// What happened at the first of the lines that does not follow. `rest` is that line and all after it; `head`, if
    /// known, vouches for the last entry.
    pub(super) fn explain(&self, rest: &[Line], head: Option<&Head>) -> Option<Fault> {
        let line = self.count + 1;
        let fault = |kind, line, evidence: String| Some(Fault { kind, line, evidence });
        let claim = match rest.first()? {
            Line::Sound(claim) => claim,
            Line::Altered => {
                return fault(FaultKind::Altered, line, "its content does not give its hash".to_owned());
            }
            Line::Malformed(error) => return fault(FaultKind::Malformed, line, error.to_string()),
        };
        let later = || rest.iter().skip(1).filter_map(Line::claim);
        let next = rest.get(1).and_then(Line::claim);
        // Who vouches for an entry is the one after it, or the head.
        let vouched = match next {
            Some(next) => next.previous == claim.hash,
            None => head.is_some_and(|head| head.hash == claim.hash),
        };
        let seq = claim.seq;
        if seq > line {
            return if later().any(|other| other.seq == seq) {
                fault(FaultKind::Inserted, line, format!("entry {seq} stands here and further down"))
            } else if later().any(|other| other.seq == line) {
                fault(
                    FaultKind::Reordered,
                    line,
                    format!("entry {seq} stands here, entry {line} further down"),
                )
            } else {
                fault(FaultKind::Removed, line, format!("entry {seq} stands here, entry {line} nowhere"))
            };
        }
        if seq < line {
            let copy = (self.hashes)(seq) == Some(claim.hash);
            return if !copy && seq == self.count && vouched {
                let evidence = format!("the entries after it go on from another entry {seq}");
                fault(FaultKind::Inserted, seq, evidence)
            } else {
                let evidence = if copy { "again" } else { "for the second time, and differs" };
                fault(FaultKind::Inserted, line, format!("entry {seq} stands here {evidence}"))
            };
        }
        if claim.previous == self.last {
            let earlier = self.recorded_at.map(|at| at.to_string()).unwrap_or_default();
            let evidence = format!("{} lies before {earlier}", claim.recorded_at);
            return fault(FaultKind::TimeRunsBack, line, evidence);
        }
        let elsewhere = "its hash fits its content, but it does not follow the entry before";
        match next {
            Some(next) if next.seq == seq && next.previous == self.last => {
                fault(FaultKind::Inserted, line, elsewhere.to_owned())
            }
            _ if vouched && line > 1 => {
                let evidence = "its hash fits its content, but the entries after it go on from another";
                fault(FaultKind::Altered, line - 1, evidence.to_owned())
            }
            _ => fault(FaultKind::Altered, line, elsewhere.to_owned()),
        }
    }
}
