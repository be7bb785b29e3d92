//! Parts of the record as JSON, by name: what other languages read of it without writing all of it.

use serde_json::{Map, Value};

use super::isms::{FORMAT, Isms, Visitor};
use super::validate::place;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Entity, Kind};

/// An id this like the one wanted may be the one that was meant (Jaro and Winkler: 0 to 1).
const LIKENESS: f64 = 0.85;
/// How many such ids an error names.
const NAMED: usize = 3;

/// Keeps each entity it is shown as JSON.
struct Written(Vec<String>);

impl Visitor for Written {
    fn visit<T: Entity>(&mut self, entity: &T) -> Result<()> {
        // Plain data with text keys is always JSON.
        self.0.push(serde_json::to_string(entity).unwrap_or_default());
        Ok(())
    }
}

impl Isms {
    /// An entity as JSON, as it stands in the record file.
    ///
    /// Errors: there is none of that id; the error names ids like it.
    pub fn entity_json(&self, kind: Kind, id: &str) -> Result<String> {
        let mut written = Written(Vec::new());
        self.visit_one(kind, id, &mut written)?;
        written.0.pop().ok_or_else(|| self.no_entity(kind, id))
    }

    /// A collection as JSON: a list, in the order of ids.
    pub fn collection_json(&self, kind: Kind) -> String {
        let mut written = Written(Vec::new());
        for id in self.ids(kind) {
            // The visitor never refuses.
            self.visit_one(kind, id, &mut written).unwrap_or_default();
        }
        format!("[{}]", written.0.join(","))
    }

    /// The record without its collections as JSON: `format`, `organisation`, `risk_criteria` and the user's own fields.
    pub fn settings_json(&self) -> String {
        let mut settings: Map<String, Value> = self.extensions.0.clone().into_iter().collect();
        settings.insert("format".to_owned(), FORMAT.into());
        settings
            .insert("organisation".to_owned(), serde_json::to_value(&self.organisation).unwrap_or_default());
        if let Some(criteria) = &self.risk_criteria {
            settings.insert("risk_criteria".to_owned(), serde_json::to_value(criteria).unwrap_or_default());
        }
        Value::Object(settings).to_string()
    }

    /// Of an id that is not there, with those like it.
    pub(crate) fn no_entity(&self, kind: Kind, id: &str) -> Error {
        let likeness = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &id.to_lowercase());
        let mut like: Vec<(f64, &str)> =
            self.ids(kind).into_iter().map(|known| (likeness(known), known)).collect();
        like.retain(|(likeness, _)| *likeness >= LIKENESS);
        like.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let names: Vec<&str> = like.into_iter().take(NAMED).map(|(_, known)| known).collect();
        let remedy = match names.as_slice() {
            [] => format!("name one of {}", kind.plural()),
            names => format!("did you mean {}?", names.join(" or ")),
        };
        let problem = format!("there is no {} {id}", kind.singular());
        Error::new(ErrorCode::UnknownReference, place(kind, id), problem, remedy)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

    use serde_json::{Value, json};

    use super::{Isms, Kind};

    fn record() -> Value {
        json!({
            "format": "isms/1",
            "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
            "x-register": {"kept": 1.5},
            "roles": [{"id": "CISO", "name": "Officer"}, {"id": "CIO", "name": "Chief", "x-floor": 3}, {"id": "DPO", "name": "Privacy"}],
        })
    }

    fn isms() -> Isms {
        Isms::from_json(&record().to_string()).unwrap()
    }

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_parts_are_those_of_the_record_file() {
        let isms = isms();
        let whole = read(&isms.to_json());
        let mut settings = read(&isms.settings_json());
        for kind in Kind::ALL {
            let list = read(&isms.collection_json(*kind));
            assert_eq!(list, whole.get(kind.plural()).cloned().unwrap_or_else(|| json!([])));
            for entity in list.as_array().unwrap() {
                let id = entity.get("id").and_then(Value::as_str).unwrap();
                assert_eq!(&read(&isms.entity_json(*kind, id).unwrap()), entity);
                settings.as_object_mut().unwrap().insert(kind.plural().to_owned(), list.clone());
            }
        }
        assert_eq!(settings, whole);
    }

    #[test]
    fn an_id_that_is_not_there_brings_those_like_it() {
        let error = |id: &str| isms().entity_json(Kind::Role, id).unwrap_err().to_string();
        assert_eq!(error("ciso "), "roles[ciso ]: there is no role ciso ; did you mean CISO or CIO?");
        assert_eq!(error("AUDITOR"), "roles[AUDITOR]: there is no role AUDITOR; name one of roles");
    }

    #[test]
    fn collections_are_known_by_name() {
        assert_eq!(Kind::of_collection("people").unwrap(), Kind::Person);
        let error = Kind::of_collection("person").unwrap_err().to_string();
        assert!(
            error.starts_with("there is no collection \"person\"; use one of people, roles, "),
            "{error}"
        );
    }
}
