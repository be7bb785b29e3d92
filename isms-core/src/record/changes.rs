//! Changes that are not read yet: as they come from another language.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::change::{Change, read};
use crate::error::Result;

/// Changes as data that is not read yet: one change, a list of them, or a change set, as they are applied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Changes(Value);

impl Changes {
    /// The changes.
    ///
    /// Errors: the place within `changes[0]`, the first of them, and so on.
    pub fn read(&self) -> Result<Vec<Change>> {
        read_all(several(&self.0).unwrap_or(std::slice::from_ref(&self.0)))
    }
}

impl From<Vec<Change>> for Changes {
    fn from(changes: Vec<Change>) -> Self {
        // Plain data with text keys is always JSON.
        Self(serde_json::to_value(changes).unwrap_or_default())
    }
}

impl JsonSchema for Changes {
    fn schema_name() -> Cow<'static, str> {
        "Changes".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "One change, a list of them, or a change set, as they are applied.",
            "type": ["array", "object"],
            "items": {"type": "object", "additionalProperties": true},
            "additionalProperties": true,
        })
    }
}

/// The changes of a list or of a change set, if it is one of these.
pub(super) fn several(value: &Value) -> Option<&[Value]> {
    // A change set has no field `change`; a batch, which is one change, has.
    let of_set = value.get("changes").filter(|_| value.get("change").is_none());
    match (value, of_set) {
        (Value::Array(items), _) | (_, Some(Value::Array(items))) => Some(items),
        _ => None,
    }
}

pub(super) fn read_all(items: &[Value]) -> Result<Vec<Change>> {
    let read = |(i, item)| read(item).map_err(|error| error.within(&format!("changes[{i}]")));
    items.iter().enumerate().map(read).collect()
}
