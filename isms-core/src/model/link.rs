//! References to an entity of any kind.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::{SmolStr, SmolStrBuilder};

use super::from_text::from_text;
use super::id::id_problem;
use super::{Entity, Id, Kind};

/// An entity named with its kind, written `kind:id`.
///
/// ```
/// use isms_core::model::{Kind, Link};
/// let link: Link = "risk:R-014".parse().unwrap();
/// assert_eq!((link.kind, link.id.as_str()), (Kind::Risk, "R-014"));
/// assert!("R-014".parse::<Link>().unwrap_err().contains("write its kind and its id"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: SmolStr,
}

impl Link {
    /// The entity of a kind and an id.
    pub(crate) fn new(kind: Kind, id: impl AsRef<str>) -> Self {
        Self { kind, id: id.as_ref().into() }
    }

    /// The entity of an id.
    pub fn to<T: Entity>(id: &Id<T>) -> Self {
        Self::new(T::KIND, id.as_str())
    }
}

impl FromStr for Link {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |why: String| {
            format!("{text:?} names no entity ({why}); write its kind and its id, such as risk:R-014")
        };
        let (kind, id) = text.split_once(':').ok_or_else(|| wrong("it has no kind".to_owned()))?;
        let kind = Kind::ALL.iter().copied().find(|k| k.singular() == kind);
        let kind = kind.ok_or_else(|| wrong("there is no such kind".to_owned()))?;
        match id_problem(id) {
            Some(problem) => Err(wrong(problem.to_owned())),
            None => Ok(Self { kind, id: id.into() }),
        }
    }
}
impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.singular(), self.id)
    }
}
impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Answers are full of links: put together in place, most of them cost no allocation.
        let mut text = SmolStrBuilder::new();
        text.push_str(self.kind.singular());
        text.push(':');
        text.push_str(&self.id);
        serializer.serialize_str(&text.finish())
    }
}
impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer)
    }
}
impl JsonSchema for Link {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Link".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.singular()).collect();
        json_schema!({ "type": "string", "pattern": format!("^({}):.+$", kinds.join("|")) })
    }
}
