//! The one door for writing: all of it, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Change;
use super::change::entity_id;
use super::isms::{AnyEntity, Isms, Stored, Visitor};
use super::parse;
use super::validate::{judged_by, place};
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

/// What stood before, so that a failed batch leaves no trace.
#[derive(Default)]
pub(super) struct Before {
    organisation: Option<Organisation>,
    risk_criteria: Option<Option<RiskCriteria>>,
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
        let mut before = Before::default();
        let outcome = changes
            .iter()
            .try_for_each(|change| self.step(change, &mut before))
            .and_then(|()| self.settle(&before));
        if outcome.is_err() {
            self.restore(before);
        }
        outcome
    }

    /// Takes the steps of changes that were accepted before, without a look at what else the record holds: check the
    /// whole afterwards. On an error the record is left half-way: throw it away.
    pub(super) fn replay(&mut self, changes: impl IntoIterator<Item = Result<Change>>) -> Result<()> {
        // What stood before is noted and let go change by change: nothing is taken back.
        changes.into_iter().try_for_each(|change| self.step(&change?, &mut Before::default()))
    }

    fn restore(&mut self, before: Before) {
        if let Some(organisation) = before.organisation {
            self.organisation = organisation;
        }
        if let Some(criteria) = before.risk_criteria {
            self.risk_criteria = criteria;
        }
        for ((kind, id), entity) in before.entities {
            match entity {
                Some(entity) => self.put(entity),
                None => self.remove(kind, &id),
            }
        }
    }

    pub(super) fn create(&mut self, kind: Kind, entity: &Value, before: &mut Before) -> Result<()> {
        let name = entity_id(entity).unwrap_or("?");
        let created = AnyEntity::from_value(kind, entity).map_err(|e| e.within(&place(kind, name)))?;
        if self.contains(kind, created.id()) {
            return Err(Error::new(
                ErrorCode::DuplicateId,
                place(kind, created.id()),
                format!("{} {} is there already", kind.singular(), created.id()),
                "amend it, or choose another id",
            ));
        }
        self.replace(created, before)
    }

    pub(super) fn amend(&mut self, kind: Kind, id: &str, patch: &Value, before: &mut Before) -> Result<()> {
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

    pub(super) fn retire(&mut self, kind: Kind, id: &str, on: Date, before: &mut Before) -> Result<()> {
        let mut entity = self.existing(kind, id)?;
        if let Some(day) = entity.retired_on() {
            let problem = format!("it is retired already, from {day} on");
            return Err(Error::new(
                ErrorCode::Rule,
                place(kind, id),
                problem,
                "amend retired_on to correct the day",
            ));
        }
        entity.retire(on);
        self.replace(entity, before)
    }

    pub(super) fn delete(&mut self, kind: Kind, id: &str, before: &mut Before) -> Result<()> {
        let entity = self.existing(kind, id)?;
        before.entities.entry((kind, id.to_owned())).or_insert(Some(entity));
        self.remove(kind, id);
        Ok(())
    }

    pub(super) fn amend_organisation(&mut self, patch: &Value, before: &mut Before) -> Result<()> {
        let mut value = serde_json::to_value(&self.organisation).unwrap_or_default();
        merge(&mut value, patch);
        let amended = parse::from_value(&value).map_err(|error| error.within("organisation"))?;
        let earlier = std::mem::replace(&mut self.organisation, amended);
        before.organisation.get_or_insert(earlier);
        Ok(())
    }

    pub(super) fn amend_risk_criteria(&mut self, patch: &Value, before: &mut Before) -> Result<()> {
        let mut value = serde_json::to_value(&self.risk_criteria).unwrap_or_default();
        merge(&mut value, patch);
        let amended = parse::from_value(&value).map_err(|error| error.within("risk_criteria"))?;
        let earlier = self.risk_criteria.replace(amended);
        before.risk_criteria.get_or_insert(earlier);
        Ok(())
    }

    /// Edits a copy of an entity and puts it in place of the old one.
    pub(super) fn edit<T: Stored>(
        &mut self,
        id: &str,
        before: &mut Before,
        edit: impl FnOnce(&mut T) -> Result<()>,
    ) -> Result<()> {
        let stored = T::collection(self).get(id).ok_or_else(|| self.no_entity(T::KIND, id))?;
        let mut entity = stored.clone();
        edit(&mut entity).map_err(|error| error.within(&place(T::KIND, id)))?;
        self.replace(entity.any(), before)
    }

    /// As [`edit`](Self::edit), for an entity of any kind.
    pub(super) fn edit_any(
        &mut self,
        kind: Kind,
        id: &str,
        before: &mut Before,
        edit: impl FnOnce(&mut AnyEntity) -> Result<()>,
    ) -> Result<()> {
        let mut entity = self.existing(kind, id)?;
        edit(&mut entity).map_err(|error| error.within(&place(kind, id)))?;
        self.replace(entity, before)
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
        self.entity(kind, id).ok_or_else(|| self.no_entity(kind, id))
    }

    /// Checks everything that the changed entities and settings have a part in.
    pub(super) fn settle(&self, before: &Before) -> Result<()> {
        if before.organisation.is_some() || before.risk_criteria.is_some() {
            self.check_all()?;
        }
        let mut judges = BTreeSet::new();
        let mut leaving = Leaving::default();
        for ((kind, id), earlier) in &before.entities {
            self.check_one(*kind, id)?;
            judges.extend(judged_by(*kind));
            let now = self.entity(*kind, id);
            match (earlier, now) {
                (Some(_), None) => drop(leaving.deleted.insert((*kind, id))),
                (Some(earlier), Some(now)) if earlier.retired_on() != now.retired_on() => {
                    leaving.retired.extend(now.retired_on().map(|day| ((*kind, id.as_str()), day)));
                }
                _ => {}
            }
        }
        judges.into_iter().try_for_each(|kind| self.check_all_across(kind))?;
        leaving.check(self)
    }
}

/// Entities that are deleted, and those retired with their day.
#[derive(Default)]
struct Leaving<'a> {
    deleted: BTreeSet<(Kind, &'a str)>,
    retired: BTreeMap<(Kind, &'a str), Date>,
    referrers: BTreeMap<(Kind, String), Vec<String>>,
}

impl Leaving<'_> {
    fn check(mut self, isms: &Isms) -> Result<()> {
        let mut leaving = self.deleted.iter().chain(self.retired.keys());
        if !leaving.any(|(kind, id)| isms.named.holds(isms, *kind, id)) {
            return Ok(());
        }
        isms.visit_all(&mut self)?;
        let Some(((kind, id), referrers)) = self.referrers.into_iter().next() else { return Ok(()) };
        let remedy = match self.deleted.contains(&(kind, id.as_str())) {
            true => "change those first, or retire it instead",
            false => "change those first, or retire them too",
        };
        Err(Error::new(
            ErrorCode::StillReferenced,
            place(kind, &id),
            format!("{} {id} is still referenced by {}", kind.singular(), referrers.join(", ")),
            remedy,
        ))
    }
}

impl Visitor for Leaving<'_> {
    /// Notes what still refers to an entity deleted, or leans on one retired when it is no longer there.
    fn visit<T: Entity>(&mut self, entity: &T) -> Result<()> {
        let Self { deleted, retired, referrers } = self;
        entity.references(&mut References::new(&mut |reference| {
            let named = (reference.kind, reference.id);
            let leans =
                |day: &Date| reference.leans_on(*day) && entity.retired_on().is_none_or(|gone| gone > *day);
            if deleted.contains(&named) || retired.get(&named).is_some_and(leans) {
                let referrer = format!("{}.{}", place(T::KIND, entity.id().as_str()), reference.path);
                referrers.entry((reference.kind, reference.id.to_owned())).or_default().push(referrer);
            }
        }));
        Ok(())
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
