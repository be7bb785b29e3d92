//! An entry of the journal and its one spelling as a line.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::hash::Hash;
use super::instant::Instant;
use super::locate::{Claim, Line};
use super::{canonical, check};
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
    /// Spells an entry, and gives its change as a reader of the line will see it.
    pub(super) fn new(
        seq: u64,
        recorded_at: Instant,
        actor: &str,
        change: Change,
        previous: Hash,
    ) -> Result<(Self, Change)> {
        if actor.trim().is_empty() {
            return Err(Error::new(ErrorCode::Value, "actor", "is empty", "say who makes the change"));
        }
        let actor = canonical::to_string(&Value::from(actor))?;
        let within = |error: Error| error.within("change");
        let value = serde_json::to_value(&change)
            .map_err(|error| within(Error::new(ErrorCode::Value, "", format!("is not JSON: {error}"), "")))?;
        let text = canonical::to_string(&value).map_err(within)?;
        // Numbers have one spelling in the line and may have several in memory; what counts is the line.
        let change = if canonical::is_read_as_it_is(&value) {
            change
        } else {
            parse::from_json_text(&text).map_err(within)?
        };
        let spelling = Self {
            before_hash: format!(r#"{{"actor":{actor},"change":{text},"#),
            after_hash: format!(r#""previous":"{previous}","recorded_at":"{recorded_at}","seq":{seq}}}"#),
        };
        Ok((spelling, change))
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

/// Looks at a line by itself: whether it is an entry in its one spelling, and whether its hash is right. The change in
/// it need not be one that can be applied, or exist.
pub(super) fn judge(line: &[u8]) -> (&str, Line) {
    let text = match parse::utf8(line) {
        Ok(text) => text,
        Err(error) => return ("", Line::Malformed(error)),
    };
    let line = match claim(text) {
        None => Line::Malformed(malformed(text)),
        Some((claim, parts)) if Hash::of(&parts) == claim.hash => Line::Sound(claim),
        Some(_) => Line::Altered,
    };
    (text, line)
}

/// What a line says of its place, and the parts of it that are hashed, if it is spelt right.
fn claim(line: &str) -> Option<(Claim, [&str; 2])> {
    let (actor, rest) = check::quoted(line.strip_prefix(r#"{"actor":"#)?)?;
    let rest = check::value(rest.strip_prefix(r#","change":"#)?)?.strip_prefix(',')?;
    let before_hash = line.strip_suffix(rest)?;
    let (hash, after_hash) = digits(rest.strip_prefix(r#""hash":""#)?)?;
    let after_hash = after_hash.strip_prefix("\",")?;
    let (previous, rest) = digits(after_hash.strip_prefix(r#""previous":""#)?)?;
    let (instant, rest) = rest.strip_prefix(r#"","recorded_at":""#)?.split_once('"')?;
    let number = rest.strip_prefix(r#","seq":"#)?.strip_suffix('}')?;
    let (recorded_at, seq): (Instant, u64) = (instant.parse().ok()?, number.parse().ok()?);
    let one_spelling = recorded_at.to_string() == instant && seq.to_string() == number;
    let named = serde_json::from_str(actor).is_ok_and(|actor: String| !actor.trim().is_empty());
    (one_spelling && named).then_some((Claim { seq, recorded_at, previous, hash }, [before_hash, after_hash]))
}

fn digits(text: &str) -> Option<(Hash, &str)> {
    let (digits, rest) = text.split_at_checked(64)?;
    Some((digits.parse().ok()?, rest))
}

/// Why a line is not spelt right.
fn malformed(line: &str) -> Error {
    match parse::from_json_text::<Entry>(line) {
        Err(error) => error,
        Ok(_) => {
            let remedy = "write canonical JSON as of RFC 8785, one entry a line";
            Error::new(ErrorCode::Syntax, "", "is not canonical JSON", remedy)
        }
    }
}
