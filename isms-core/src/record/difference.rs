//! What is not the same in two records, field by field.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::validate::place;
use super::{Change, Isms};
use crate::error::Result;
use crate::model::Kind;

/// What changed from one record to another. Entities stand in the order of the record file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// Fields of the organisation, the risk criteria and the record's own `x-…` fields.
    pub settings: Vec<FieldDifference>,
    /// Entities that were not there before.
    pub created: Vec<WholeEntity>,
    /// Entities that are there no more.
    pub deleted: Vec<WholeEntity>,
    /// Entities that are there before and after, but not the same.
    pub changed: Vec<EntityDifference>,
}

/// An entity as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WholeEntity {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The entity, as in the record file.
    pub entity: Value,
}

/// An entity that changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EntityDifference {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The fields that are not the same; paths are relative to the entity.
    pub fields: Vec<FieldDifference>,
}

/// A field that is not the same before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FieldDifference {
    /// Where, e.g. `treatment.actions[2].due`.
    pub path: String,
    /// What stood there; absent if nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// What stands there; absent if nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

impl Difference {
    /// What changed from `before` to `after`.
    pub fn between(before: &Isms, after: &Isms) -> Self {
        let mut found = Self { settings: fields(&settings(before), &settings(after)), ..Self::default() };
        for (kind, id) in before.differing(after) {
            let value = |isms: &Isms| isms.entity(kind, &id).map(|entity| entity.to_value());
            match (value(before), value(after)) {
                (Some(before), Some(after)) => {
                    let fields = fields(&before, &after);
                    found.changed.push(EntityDifference { kind, id, fields });
                }
                (None, Some(entity)) => found.created.push(WholeEntity { kind, id, entity }),
                (Some(entity), None) => found.deleted.push(WholeEntity { kind, id, entity }),
                (None, None) => {}
            }
        }
        found
    }

    /// The difference as JSON, keys sorted.
    pub fn to_json(&self) -> String {
        // Plain data with text keys is always JSON.
        serde_json::to_value(self).unwrap_or_default().to_string()
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.settings.is_empty()
            && self.created.is_empty()
            && self.deleted.is_empty()
            && self.changed.is_empty()
    }
}

impl Isms {
    /// What [`apply`](Self::apply) would change. Nothing is written.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// # let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#;
    /// let isms = Isms::from_json(text)?;
    /// let changes = Change::list_from_json(r#"{"change": "amend_organisation", "patch": {"scope": "The plant"}}"#)?;
    /// let difference = isms.preview(&changes)?;
    /// assert_eq!(difference.to_string(), "organisation.scope: \"all\" -> \"The plant\"\n");
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn preview(&self, changes: &[Change]) -> Result<Difference> {
        let mut after = self.clone();
        after.apply(changes)?;
        Ok(Difference::between(self, &after))
    }
}

fn settings(isms: &Isms) -> Value {
    let mut found = Map::new();
    found.insert("organisation".to_owned(), serde_json::to_value(isms.organisation()).unwrap_or_default());
    if let Some(criteria) = isms.risk_criteria() {
        found.insert("risk_criteria".to_owned(), serde_json::to_value(criteria).unwrap_or_default());
    }
    found.extend(isms.extensions.0.iter().map(|(name, value)| (name.clone(), value.clone())));
    Value::Object(found)
}

/// The fields that are not the same in two values.
pub(super) fn fields(before: &Value, after: &Value) -> Vec<FieldDifference> {
    let mut found = Vec::new();
    compare(&mut found, "", Some(before), Some(after));
    found
}

fn compare(found: &mut Vec<FieldDifference>, path: &str, before: Option<&Value>, after: Option<&Value>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            for name in before.keys().chain(after.keys().filter(|name| !before.contains_key(*name))) {
                let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                compare(found, &at, before.get(name), after.get(name));
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => lists(found, path, before, after),
        (before, after) => found.push(FieldDifference {
            path: path.to_owned(),
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

/// Elements that have ids are compared by id, others by position.
fn lists(found: &mut Vec<FieldDifference>, path: &str, before: &[Value], after: &[Value]) {
    let (Some(old), Some(new)) = (by_id(before), by_id(after)) else {
        for i in 0..before.len().max(after.len()) {
            compare(found, &format!("{path}[{i}]"), before.get(i), after.get(i));
        }
        return;
    };
    let added = after.iter().filter_map(id_of).filter(|id| !old.contains_key(id));
    for id in before.iter().filter_map(id_of).chain(added) {
        compare(found, &format!("{path}[{id}]"), old.get(id).copied(), new.get(id).copied());
    }
    let common = |of: &[Value], with: &BTreeMap<&str, &Value>| -> Vec<Value> {
        of.iter().filter_map(id_of).filter(|id| with.contains_key(id)).map(Value::from).collect()
    };
    let (order_before, order_after) = (common(before, &new), common(after, &old));
    if order_before != order_after {
        found.push(FieldDifference {
            path: format!("{path} (order)"),
            before: Some(order_before.into()),
            after: Some(order_after.into()),
        });
    }
}

fn id_of(value: &Value) -> Option<&str> {
    value.get("id").and_then(Value::as_str)
}

/// The elements of a list by id, if each has one of its own.
fn by_id(list: &[Value]) -> Option<BTreeMap<&str, &Value>> {
    let found: BTreeMap<&str, &Value> =
        list.iter().map(|value| Some((id_of(value)?, value))).collect::<Option<_>>()?;
    (found.len() == list.len()).then_some(found)
}

impl fmt::Display for Difference {
    /// One line a difference, e.g. `risks[R-1].title: "Loss" -> "Loss of data"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.iter().try_for_each(|field| writeln!(f, "{field}"))?;
        for (word, entities) in [("created", &self.created), ("deleted", &self.deleted)] {
            for WholeEntity { kind, id, .. } in entities {
                writeln!(f, "{word} {}", place(*kind, id))?;
            }
        }
        for EntityDifference { kind, id, fields } in &self.changed {
            fields.iter().try_for_each(|field| writeln!(f, "{}.{field}", place(*kind, id)))?;
        }
        Ok(())
    }
}

impl fmt::Display for FieldDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, before, after } = self;
        match (before, after) {
            (Some(before), Some(after)) => write!(f, "{path}: {before} -> {after}"),
            (None, Some(after)) => write!(f, "{path}: new: {after}"),
            (Some(before), None) => write!(f, "{path}: removed: {before}"),
            (None, None) => write!(f, "{path}"),
        }
    }
}
