//! Typed identifiers.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use super::from_text::from_text;

/// Longest id in bytes.
pub const MAX_ID_BYTES: usize = 128;

/// The user's own identifier of a `T`: `R-001`, `A.8.13`, `T1486`.
///
/// Ids of different kinds do not mix:
///
/// ```compile_fail
/// use isms_core::model::{Asset, Id, Risk};
/// let risk: Id<Risk> = "R-001".into();
/// let asset: Id<Asset> = risk;
/// ```
pub struct Id<T> {
    // Most ids are short: kept in place, they cost no allocation and compare without a detour.
    text: SmolStr,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Why `text` cannot be an id, if so.
pub(crate) fn id_problem(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("an id may not be empty")
    } else if text.len() > MAX_ID_BYTES {
        Some("an id has at most 128 bytes")
    } else if text.bytes().all(|b| b.is_ascii_graphic() && b != b'[' && b != b']') {
        None // the common case, byte by byte
    } else if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '[' || c == ']') {
        Some("an id may not hold white space, control characters or square brackets")
    } else {
        None
    }
}

impl<T> From<&str> for Id<T> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), kind: PhantomData }
    }
}
impl<T> FromStr for Id<T> {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        id_problem(text).map_or_else(|| Ok(text.into()), |why| Err(format!("{text:?} is not an id; {why}")))
    }
}
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), kind: PhantomData }
    }
}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() // ids mostly differ, and how they are kept is not what tells
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<T> Borrow<str> for Id<T> {
    fn borrow(&self) -> &str {
        &self.text
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}
impl<T> JsonSchema for Id<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": MAX_ID_BYTES })
    }
}
