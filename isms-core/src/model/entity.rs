//! What every noun of the record has in common.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::error::{Error, ErrorCode, Result};

/// A noun of the record: it has an id, invariants of its own, and references to others.
pub trait Entity: Clone + PartialEq + Serialize + DeserializeOwned + JsonSchema {
    /// Which collection it lives in.
    const KIND: Kind;
    /// The user's identifier.
    fn id(&self) -> &Id<Self>;
    /// Checks what can be said of the entity alone. Paths are relative to the entity.
    fn check(&self) -> Result<()>;
    /// Reports each reference to another entity.
    fn references(&self, found: &mut References);
}

/// A reference from one entity to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Where in the referring entity, e.g. `treatment.actions[2].owner`.
    pub path: String,
    /// Kind of the entity named.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// Collects the references of an entity.
#[derive(Debug, Default)]
pub struct References(pub Vec<Reference>);

impl References {
    /// Notes one reference.
    pub fn one<T: Entity>(&mut self, path: impl Into<String>, id: &Id<T>) {
        self.0.push(Reference { path: path.into(), kind: T::KIND, id: id.as_str().to_owned() });
    }
    /// Notes a reference if there is one.
    pub fn maybe<T: Entity>(&mut self, path: impl Into<String>, id: Option<&Id<T>>) {
        if let Some(id) = id {
            self.one(path, id);
        }
    }
    /// Notes each id of a list.
    pub fn each<T: Entity>(&mut self, path: &str, ids: &[Id<T>]) {
        for (index, id) in ids.iter().enumerate() {
            self.one(format!("{path}[{index}]"), id);
        }
    }
}

macro_rules! kinds {
    ($($variant:ident $singular:literal $plural:literal),* $(,)?) => {
        /// The kinds of entity, one collection each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $(#[doc = concat!("Kept in `", $plural, "`.")] $variant),* }

        impl Kind {
            /// Every kind, in the order of the record file.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The name of one, e.g. `risk`.
            pub fn singular(self) -> &'static str { match self { $(Self::$variant => $singular),* } }
            /// The name of the collection, e.g. `risks`.
            pub fn plural(self) -> &'static str { match self { $(Self::$variant => $plural),* } }
        }
    };
}
kinds! {
    Person "person" "people",
    Role "role" "roles",
    Asset "asset" "assets",
    Threat "threat" "threats",
    Control "control" "controls",
    Risk "risk" "risks",
    Activity "activity" "activities",
    Evidence "evidence" "evidence",
    Incident "incident" "incidents",
    Audit "audit" "audits",
    Finding "finding" "findings",
    Certificate "certificate" "certificates",
    Document "document" "documents",
}

/// The text must say something.
pub(crate) fn not_blank(path: &str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::new(ErrorCode::Value, path, "is empty", "give it a text"));
    }
    Ok(())
}

/// `later` may not lie before `earlier`.
pub(crate) fn in_order<D: PartialOrd + std::fmt::Display>(
    path: &str,
    later: Option<D>,
    earlier_name: &str,
    earlier: Option<D>,
) -> Result<()> {
    match (later, earlier) {
        (Some(later), Some(earlier)) if later < earlier => Err(Error::new(
            ErrorCode::DateOrder,
            path,
            format!("{later} lies before {earlier_name} {earlier}"),
            format!("it may not be earlier than {earlier_name}"),
        )),
        _ => Ok(()),
    }
}

/// `share` must lie in 0 to 1.
pub(crate) fn probability(path: &str, share: f64) -> Result<()> {
    if (0.0..=1.0).contains(&share) {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::Value,
        path,
        format!("{share} is not a probability"),
        "use a number from 0 to 1",
    ))
}
