//! Who recorded what: people in their roles on a day.

use std::collections::BTreeMap;

use isms_core::model::{Date, Kind};
use serde_json::Value;

use super::batch::Noun;

/// Fields that may say who did something, the most telling first.
const WHO: &[&str] = &["performed_by", "approver", "by", "decided_by", "person", "owner", "chair"];

/// Who holds which role on which day.
pub(crate) struct People<'a> {
    ids: Vec<&'a str>,
    holders: BTreeMap<&'a str, Vec<(&'a str, Date, Date)>>,
}

impl<'a> People<'a> {
    pub(crate) fn new(nouns: &'a [Noun]) -> Self {
        let of = |kind| nouns.iter().filter(move |noun| noun.kind == kind);
        let day = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
        let holders = |role: &'a Noun| {
            let tenures = role.body.get("holders").and_then(Value::as_array).into_iter().flatten();
            let tenure = |t: &'a Value| {
                Some((t["person"].as_str()?, day(&t["from"])?, day(&t["until"]).unwrap_or(Date::MAX)))
            };
            (role.id.as_str(), tenures.filter_map(tenure).collect())
        };
        Self {
            ids: of(Kind::Person).map(|person| person.id.as_str()).collect(),
            holders: of(Kind::Role).map(holders).collect(),
        }
    }

    /// Who recorded something: who did it, else who answers for it, else who keeps the file.
    pub(crate) fn actor(&self, item: &Value, noun: &Noun, on: Date) -> String {
        let body = |field: &&str| noun.body.get(*field).and_then(Value::as_str);
        let named =
            WHO.iter().filter_map(|field| item.get(*field)?.as_str()).chain(WHO.iter().filter_map(body));
        let person = |name: &str| {
            let holds = |(_, from, until): &&(&'a str, Date, Date)| *from <= on && on <= *until;
            let holder = || Some(self.holders.get(name)?.iter().find(holds)?.0.to_owned());
            self.ids.contains(&name).then(|| name.to_owned()).or_else(holder)
        };
        named.filter_map(person).next().unwrap_or_else(|| noun.kept_by.clone())
    }
}
