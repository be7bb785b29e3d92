//! The one door for writing.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::isms::{AnyEntity, Isms};
use super::parse;
use super::validate::place;
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

/// A change to the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Adds an entity.
    Create {
        /// Its kind.
        kind: Kind,
        /// The entity, as in the record file.
        entity: Value,
    },
    /// Changes fields of an entity by a merge patch (RFC 7396): `null` removes, lists are replaced whole.
    Amend {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
        /// The fields to change.
        patch: Value,
    },
    /// Removes an entity that nothing refers to.
    Delete {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
    },
    /// Adds an assessment to a risk.
    AssessRisk {
        /// The risk.
        risk: String,
        /// The assessment, as in the record file.
        assessment: Value,
    },
    /// Changes the organisation by a merge patch.
    AmendOrganisation {
        /// The fields to change.
        patch: Value,
    },
    /// Sets or changes the risk criteria by a merge patch.
    AmendRiskCriteria {
        /// The fields to change.
        patch: Value,
    },
    /// Several changes as one: all of them, or none. A batch holds no batch.
    Batch {
        /// In the order in which they apply.
        changes: Vec<Change>,
    },
    /// The whole record, with which a journal begins. Nowhere else does it apply.
    Establish {
        /// The record, as in the record file.
        record: Value,
    },
}

impl Change {
    /// The entity it is about, if it is about one.
    pub(super) fn target(&self) -> Option<(Kind, &str)> {
        match self {
            Self::Create { kind, entity } => entity.get("id").and_then(Value::as_str).map(|id| (*kind, id)),
            Self::Amend { kind, id, .. } | Self::Delete { kind, id } => Some((*kind, id)),
            Self::AssessRisk { risk, .. } => Some((Kind::Risk, risk)),
            Self::AmendOrganisation { .. }
            | Self::AmendRiskCriteria { .. }
            | Self::Batch { .. }
            | Self::Establish { .. } => None,
        }
    }

    /// Reads one change, a list of changes or a change set from JSON.
    pub fn list_from_json(text: &str) -> Result<Vec<Self>> {
        Self::list_from_slice(text.as_bytes())
    }

    /// As [`list_from_json`](Self::list_from_json), from bytes that should be UTF-8.
    pub fn list_from_slice(bytes: &[u8]) -> Result<Vec<Self>> {
        let value: Value = parse::from_bytes(bytes)?;
        // A change set has no field `change`; a batch, which is one change, has.
        let of_set = value.get("changes").filter(|_| value.get("change").is_none());
        let (items, prefix) = match (&value, of_set) {
            (Value::Array(items), _) | (_, Some(Value::Array(items))) => (items.as_slice(), true),
            _ => (std::slice::from_ref(&value), false),
        };
        let at = |i: usize| if prefix { format!("changes[{i}]") } else { String::new() };
        items.iter().enumerate().map(|(i, v)| parse::from_value(v).map_err(|e| e.within(&at(i)))).collect()
    }
}

/// What stood before, so that a failed batch leaves no trace.
struct Before {
    organisation: Organisation,
    risk_criteria: Option<RiskCriteria>,
    entities: BTreeMap<(Kind, String), Option<AnyEntity>>,
}

impl Isms {
    /// Applies changes in order: all of them, or none and an error.
    ///
    /// References are checked after the last change, so a batch may create entities that refer to each other.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// # let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"}}"#;
    /// let mut isms = Isms::from_json(text)?;
    /// let changes = Change::list_from_json(
    ///     r#"{"change": "create", "kind": "role", "entity": {"id": "CISO", "name": "Security officer"}}"#,
    /// )?;
    /// isms.apply(&changes)?;
    /// assert!(isms.apply(&changes).unwrap_err().to_string().starts_with("roles[CISO]: "));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn apply(&mut self, changes: &[Change]) -> Result<()> {
        let mut before = self.before();
        let outcome = changes
            .iter()
            .try_for_each(|change| self.step(change, &mut before))
            .and_then(|()| self.settle(&before));
        if outcome.is_err() {
            self.organisation = before.organisation;
            self.risk_criteria = before.risk_criteria;
            for ((kind, id), entity) in before.entities {
                match entity {
                    Some(entity) => self.put(entity),
                    None => self.remove(kind, &id),
                }
            }
        }
        outcome
    }

    fn step(&mut self, change: &Change, before: &mut Before) -> Result<()> {
        match change {
            Change::Create { kind, entity } => {
                let name = entity.get("id").and_then(Value::as_str).unwrap_or("?");
                let created =
                    AnyEntity::from_value(*kind, entity).map_err(|e| e.within(&place(*kind, name)))?;
                if self.contains(*kind, created.id()) {
                    return Err(Error::new(
                        ErrorCode::DuplicateId,
                        place(*kind, created.id()),
                        format!("there is a {} {} already", kind.singular(), created.id()),
                        "amend it, or choose another id",
                    ));
                }
                self.replace(created, before)
            }
            Change::Amend { kind, id, patch } => self.amend(*kind, id, patch, before),
            Change::Delete { kind, id } => {
                let entity = self.existing(*kind, id)?;
                before.entities.entry((*kind, id.clone())).or_insert(Some(entity));
                self.remove(*kind, id);
                Ok(())
            }
            Change::AssessRisk { risk, assessment } => {
                let stored = self.existing(Kind::Risk, risk)?.to_value();
                let earlier = stored.get("assessments").and_then(Value::as_array).into_iter().flatten();
                let list: Vec<&Value> = earlier.chain([assessment]).collect();
                self.amend(Kind::Risk, risk, &json!({ "assessments": list }), before)
            }
            Change::AmendOrganisation { patch } => {
                let mut value = serde_json::to_value(&self.organisation).unwrap_or_default();
                merge(&mut value, patch);
                self.organisation =
                    parse::from_value(&value).map_err(|error| error.within("organisation"))?;
                Ok(())
            }
            Change::AmendRiskCriteria { patch } => {
                let mut value = serde_json::to_value(&self.risk_criteria).unwrap_or_default();
                merge(&mut value, patch);
                self.risk_criteria = Some(parse::from_value(&value).map_err(|e| e.within("risk_criteria"))?);
                Ok(())
            }
            Change::Batch { changes } => changes.iter().enumerate().try_for_each(|(i, change)| {
                if matches!(change, Change::Batch { .. }) {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        format!("changes[{i}]"),
                        "a batch stands inside a batch",
                        "put its changes into the outer one",
                    ));
                }
                self.step(change, before)
            }),
            Change::Establish { .. } => Err(Error::new(
                ErrorCode::Rule,
                "",
                "a record is established only by the first entry of a journal",
                "begin a journal with it, or create and amend what it holds",
            )),
        }
    }

    /// Takes the steps of changes that were accepted before, without a look at what else the record holds: check the
    /// whole afterwards. On an error the record is left half-way: throw it away.
    pub(super) fn replay(&mut self, changes: impl IntoIterator<Item = Result<Change>>) -> Result<()> {
        let mut before = self.before();
        changes.into_iter().try_for_each(|change| self.step(&change?, &mut before))
    }

    fn before(&self) -> Before {
        Before {
            organisation: self.organisation.clone(),
            risk_criteria: self.risk_criteria.clone(),
            entities: BTreeMap::new(),
        }
    }

    fn amend(&mut self, kind: Kind, id: &str, patch: &Value, before: &mut Before) -> Result<()> {
        let at = place(kind, id);
        let mut value = self.existing(kind, id)?.to_value();
        if !patch.is_object() {
            return Err(Error::new(
                ErrorCode::Type,
                at,
                "the patch is not an object",
                "name the fields to change",
            ));
        }
        merge(&mut value, patch);
        let amended = AnyEntity::from_value(kind, &value).map_err(|error| error.within(&at))?;
        if amended.id() != id {
            return Err(Error::new(
                ErrorCode::Rule,
                format!("{at}.id"),
                "an amendment may not change the id",
                "create a new entity instead",
            ));
        }
        self.replace(amended, before)
    }

    fn replace(&mut self, entity: AnyEntity, before: &mut Before) -> Result<()> {
        let (kind, id) = (entity.kind(), entity.id().to_owned());
        entity.check().map_err(|error| error.within(&place(kind, &id)))?;
        let previous = self.entity(kind, &id);
        before.entities.entry((kind, id)).or_insert(previous);
        self.put(entity);
        Ok(())
    }

    fn existing(&self, kind: Kind, id: &str) -> Result<AnyEntity> {
        self.entity(kind, id).ok_or_else(|| {
            Error::new(
                ErrorCode::UnknownReference,
                place(kind, id),
                format!("there is no {} {id}", kind.singular()),
                format!("name one of {}", kind.plural()),
            )
        })
    }

    /// Checks everything that the changed entities and settings have a part in.
    fn settle(&self, before: &Before) -> Result<()> {
        if self.organisation != before.organisation || self.risk_criteria != before.risk_criteria {
            return self.check_all();
        }
        let mut kinds = BTreeSet::new();
        let mut gone = BTreeSet::new();
        for (kind, id) in before.entities.keys() {
            kinds.insert(*kind);
            self.check_one(*kind, id)?;
            if !self.contains(*kind, id) {
                gone.insert((*kind, id.as_str()));
            }
        }
        if kinds.contains(&Kind::Role) || kinds.contains(&Kind::Control) {
            self.ids(Kind::Audit).into_iter().try_for_each(|id| self.check_across(Kind::Audit, id))?;
        }
        if gone.is_empty() { Ok(()) } else { self.check_unreferenced(&gone) }
    }

    fn check_unreferenced(&self, gone: &BTreeSet<(Kind, &str)>) -> Result<()> {
        let mut referrers: BTreeMap<(Kind, String), Vec<String>> = BTreeMap::new();
        self.try_each(|kind, id, references, _| {
            for reference in references.0 {
                if gone.contains(&(reference.kind, reference.id.as_str())) {
                    let referrer = format!("{}.{}", place(kind, id), reference.path);
                    referrers.entry((reference.kind, reference.id)).or_default().push(referrer);
                }
            }
            Ok(())
        })?;
        match referrers.into_iter().next() {
            None => Ok(()),
            Some(((kind, id), referrers)) => Err(Error::new(
                ErrorCode::StillReferenced,
                place(kind, &id),
                format!("{} {id} is still referenced by {}", kind.singular(), referrers.join(", ")),
                "change those first, or retire it instead",
            )),
        }
    }
}

/// JSON merge patch, RFC 7396 §2.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    if let Value::Object(object) = target {
        for (key, value) in fields {
            if value.is_null() {
                object.remove(key);
            } else {
                merge(object.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
    }
}
