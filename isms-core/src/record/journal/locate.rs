//! Which line is at fault, told from what the lines after it say of themselves.

use super::Journal;
use super::fault::{Fault, FaultKind};
use super::hash::{Hash, Head};
use super::instant::Instant;
use crate::error::Error;

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

impl Journal {
    /// Whether an entry follows the last one.
    pub(super) fn accepts(&self, claim: &Claim) -> bool {
        let head = self.head();
        claim.seq == head.seq + 1
            && claim.previous == head.hash
            && self.marks.last().is_none_or(|last| last.recorded_at <= claim.recorded_at)
    }

    /// What happened at the first of the lines that does not follow. `rest` is that line and all after it; `head`, if
    /// known, vouches for the last entry.
    pub(super) fn explain(&self, rest: &[Line], head: Option<&Head>) -> Fault {
        let line = self.len() + 1;
        let (kind, line, evidence) = match rest.first() {
            Some(Line::Sound(claim)) if claim.seq > line => self.too_far(claim, rest),
            Some(Line::Sound(claim)) if claim.seq < line => self.again(claim, rest),
            Some(Line::Sound(claim)) => self.not_chained(claim, rest, head),
            Some(Line::Malformed(error)) => (FaultKind::Malformed, line, error.to_string()),
            Some(Line::Altered) | None => {
                (FaultKind::Altered, line, "its content does not give its hash".to_owned())
            }
        };
        Fault { kind, line, evidence }
    }

    /// An entry of a higher number: a copy from further down, a line that was moved, or others are missing.
    fn too_far(&self, claim: &Claim, rest: &[Line]) -> (FaultKind, u64, String) {
        let (line, seq) = (self.len() + 1, claim.seq);
        let later = |seq| rest.iter().skip(1).filter_map(Line::claim).any(|other| other.seq == seq);
        let (kind, evidence) = if later(seq) {
            (FaultKind::Inserted, format!("entry {seq} stands here and further down"))
        } else if later(line) {
            (FaultKind::Reordered, format!("entry {seq} stands here, entry {line} further down"))
        } else {
            (FaultKind::Removed, format!("entry {seq} stands here, entry {line} nowhere"))
        };
        (kind, line, evidence)
    }

    /// An entry of a number that was there already: this one is too many, or the one before it.
    fn again(&self, claim: &Claim, rest: &[Line]) -> (FaultKind, u64, String) {
        let (line, seq) = (self.len() + 1, claim.seq);
        let copy = self.mark(seq).is_some_and(|mark| mark.hash == claim.hash);
        if !copy && seq == self.len() && vouched(claim, rest, None) {
            let evidence = format!("the entries after it go on from another entry {seq}");
            return (FaultKind::Inserted, seq, evidence);
        }
        let evidence = if copy { "again" } else { "for the second time, and differs" };
        (FaultKind::Inserted, line, format!("entry {seq} stands here {evidence}"))
    }

    /// An entry of the right number: its time runs back, or it hangs on another chain.
    fn not_chained(&self, claim: &Claim, rest: &[Line], head: Option<&Head>) -> (FaultKind, u64, String) {
        let (line, last) = (self.len() + 1, self.head().hash);
        if claim.previous == last {
            let earlier = self.marks.last().map(|mark| mark.recorded_at.to_string()).unwrap_or_default();
            return (FaultKind::TimeRunsBack, line, format!("{} lies before {earlier}", claim.recorded_at));
        }
        let elsewhere = "its hash fits its content, but it does not follow the entry before";
        match rest.get(1).and_then(Line::claim) {
            Some(next) if next.seq == claim.seq && next.previous == last => {
                (FaultKind::Inserted, line, elsewhere.to_owned())
            }
            _ if vouched(claim, rest, head) && line > 1 => {
                let evidence = "its hash fits its content, but the entries after it go on from another";
                (FaultKind::Altered, line - 1, evidence.to_owned())
            }
            _ => (FaultKind::Altered, line, elsewhere.to_owned()),
        }
    }

    /// What is wrong if an entry of this journal should be `head`.
    pub(super) fn differs_from(&self, head: &Head) -> Option<Fault> {
        let (kind, line, evidence) = match self.mark(head.seq) {
            Some(mark) if mark.hash == head.hash => return None,
            Some(_) => (
                FaultKind::Altered,
                head.seq,
                "this entry or one before it, and all hashes since, are not those of the head given"
                    .to_owned(),
            ),
            None => (
                FaultKind::Truncated,
                self.len() + 1,
                format!("there are {} entries, the head given is entry {}", self.len(), head.seq),
            ),
        };
        Some(Fault { kind, line, evidence })
    }
}

/// Whether the line after an entry, or else the head, vouches for it.
fn vouched(claim: &Claim, rest: &[Line], head: Option<&Head>) -> bool {
    match rest.get(1).and_then(Line::claim) {
        Some(next) => next.previous == claim.hash,
        None => head.is_some_and(|head| head.hash == claim.hash),
    }
}
