//! Any sequence of changes against a plain model of the record: a map of JSON values with rules of its own.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;

use isms_core::prelude::*;
use isms_core::view::definitions;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Entities by the name of their kind and their id.
type Model = BTreeMap<(String, String), Value>;

const KINDS: [&str; 5] = ["person", "role", "asset", "risk", "document"];
const LEVELS: [&str; 2] = ["low", "high"];

fn start() -> Isms {
    let scale = json!({"levels": [{"id": "low", "name": "Low"}, {"id": "high", "name": "High"}]});
    let document = json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "risk_criteria": {"likelihood": scale, "consequence": scale,
            "levels": [{"id": "fine", "name": "Fine", "acceptable": true}], "matrix": [["fine", "fine"], ["fine", "fine"]]},
        "people": [{"id": "i0", "name": "Ann"}],
        "roles": [{"id": "i0", "name": "Officer"}]
    });
    Isms::from_json(&document.to_string()).unwrap()
}

/// What a record holds, read from its JSON.
fn model_of(isms: &Isms) -> Model {
    let document: Value = serde_json::from_str(&isms.to_json()).unwrap();
    let mut found = Model::new();
    for kind in Kind::ALL {
        for entity in document[kind.plural()].as_array().into_iter().flatten() {
            let id = entity["id"].as_str().unwrap().to_owned();
            found.insert((kind.singular().to_owned(), id), entity.clone());
        }
    }
    found
}

fn day(value: &Value) -> Option<u32> {
    let (year, rest) = value.as_str()?.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Some(year.parse::<u32>().ok()? * 10_000 + month.parse::<u32>().ok()? * 100 + day.parse::<u32>().ok()?)
}

fn items<'a>(entity: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    entity[field].as_array().into_iter().flatten()
}

/// What must hold of an entity by itself, after each change.
fn holds_alone(kind: &str, entity: &Value) -> bool {
    let name = if matches!(kind, "risk" | "document") { "title" } else { "name" };
    if entity[name].as_str().is_none_or(|name| name.trim().is_empty()) {
        return false;
    }
    match kind {
        "role" => items(entity, "holders")
            .all(|holder| holder.get("until").is_none_or(|until| day(until) >= day(&holder["from"]))),
        "asset" => items(entity, "depends_on")
            .all(|edge| edge.get("probability").is_none_or(|p| p.as_f64().is_some_and(|p| p <= 1.0))),
        "risk" => {
            let days: Vec<_> = [&entity["identified_on"]]
                .into_iter()
                .chain(items(entity, "assessments").map(|assessment| &assessment["assessed_on"]))
                .map(day)
                .collect();
            entity.get("owner").is_some() && days.is_sorted()
        }
        "document" => entity.get("owner").is_some(),
        _ => true,
    }
}

/// What must hold of all together, after the last change.
fn holds_together(model: &Model) -> bool {
    let there =
        |kind: &str, id: &Value| model.contains_key(&(kind.to_owned(), id.as_str().unwrap().to_owned()));
    let maybe = |kind: &str, entity: &Value, field: &str| entity.get(field).is_none_or(|id| there(kind, id));
    model.iter().all(|((kind, _), entity)| match kind.as_str() {
        "role" => items(entity, "holders").all(|holder| there("person", &holder["person"])),
        "asset" => {
            maybe("role", entity, "owner")
                && items(entity, "depends_on").all(|edge| there("asset", &edge["asset"]))
                && entity.get("value").is_none_or(|money| money["currency"] == "EUR")
        }
        "risk" => {
            there("role", &entity["owner"])
                && items(entity, "assets").all(|id| there("asset", id))
                && items(entity, "assessments")
                    .all(|assessment| LEVELS.contains(&assessment["likelihood"].as_str().unwrap()))
        }
        "document" => maybe("role", entity, "owner"),
        _ => true,
    })
}

/// A merge patch of one level; empty lists and texts are as good as absent.
fn patched(entity: &Value, patch: &Value) -> Value {
    let mut fields = entity.as_object().unwrap().clone();
    fields.extend(patch.as_object().unwrap().clone());
    fields.retain(|_, value| !value.is_null() && *value != json!([]) && *value != json!(""));
    fields.into()
}

/// Puts an entity where it holds alone.
fn put(model: &mut Model, key: (String, String), entity: Value) -> Option<()> {
    holds_alone(&key.0, &entity).then_some(())?;
    model.insert(key, entity);
    Some(())
}

/// Changes the model, if the rules for a change by itself allow it.
fn step(model: &mut Model, change: &Value, inside: bool) -> Option<()> {
    let key = |kind: &Value, id: &Value| (kind.as_str().unwrap().to_owned(), id.as_str().unwrap().to_owned());
    match change["change"].as_str().unwrap() {
        "create" => {
            let key = key(&change["kind"], &change["entity"]["id"]);
            (!model.contains_key(&key)).then_some(())?;
            put(model, key, patched(&change["entity"], &json!({})))
        }
        "amend" => {
            let key = key(&change["kind"], &change["id"]);
            let entity = patched(model.get(&key)?, &change["patch"]);
            (entity["id"] == change["id"]).then_some(())?;
            put(model, key, entity)
        }
        "delete" => model.remove(&key(&change["kind"], &change["id"])).map(|_| ()),
        "assess_risk" => {
            let key = key(&json!("risk"), &change["risk"]);
            let risk = model.get(&key)?;
            let list: Vec<Value> =
                items(risk, "assessments").chain([&change["assessment"]]).cloned().collect();
            let assessed = patched(risk, &json!({"assessments": list}));
            put(model, key, assessed)
        }
        "batch" if !inside => items(change, "changes").try_for_each(|change| step(model, change, true)),
        _ => None,
    }
}

fn id() -> impl Strategy<Value = String> {
    (0..4_u8).prop_map(|n| format!("i{n}"))
}

fn date() -> impl Strategy<Value = String> {
    (1..13_u8, 1..29_u8).prop_map(|(month, day)| format!("2026-{month:02}-{day:02}"))
}

fn name() -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => Just("Name"), 6 => Just("Näme \u{1f980}"), 1 => Just(""), 1 => Just(" \t")]
}

/// Fields of an entity of a kind: right ones, mostly.
fn fields(kind: &'static str) -> BoxedStrategy<Value> {
    match kind {
        "role" => (name(), prop::collection::vec((id(), date(), prop::option::of(date())), 0..2))
            .prop_map(|(name, holders)| {
                let holder = |(person, from, until): &(String, String, Option<String>)| match until {
                    Some(until) => json!({"person": person, "from": from, "until": until}),
                    None => json!({"person": person, "from": from}),
                };
                json!({"name": name, "holders": holders.iter().map(holder).collect::<Vec<_>>()})
            })
            .boxed(),
        "asset" => (name(), prop::option::of(id()), prop::collection::vec((id(), 0..9_u8), 0..2), select(vec!["EUR", "EUR", "EUR", "EUR", "USD"]))
            .prop_map(|(name, owner, edges, currency)| {
                let edges: Vec<Value> = edges.iter()
                    .map(|(asset, p)| json!({"asset": asset, "probability": f64::from(*p) / 8.0 + 0.0625})).collect();
                json!({"name": name, "owner": owner, "depends_on": edges, "value": {"amount": "10.50", "currency": currency}})
            })
            .boxed(),
        "risk" => (name(), id(), date(), prop::collection::btree_set(id(), 0..2))
            .prop_map(|(title, owner, on, assets)| json!({"title": title, "owner": owner, "identified_on": on, "assets": assets}))
            .boxed(),
        "document" => (name(), prop::option::weighted(0.9, id())).prop_map(|(title, owner)| json!({"title": title, "owner": owner})).boxed(),
        _ => name().prop_map(|name| json!({"name": name, "x-any": [1, {"deep": null}]})).boxed(),
    }
}

fn single() -> impl Strategy<Value = Value> {
    let kind = || select(KINDS.to_vec());
    let filled = || kind().prop_flat_map(|kind| (Just(kind), id(), fields(kind)));
    prop_oneof![
        5 => filled().prop_map(|(kind, id, fields)| {
            let mut entity = fields;
            entity["id"] = json!(id);
            entity.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            json!({"change": "create", "kind": kind, "entity": entity})
        }),
        3 => (filled(), prop::option::weighted(0.1, id())).prop_map(|((kind, id, fields), other)| {
            let mut patch = fields;
            if let Some(other) = other {
                patch["id"] = json!(other);
            }
            json!({"change": "amend", "kind": kind, "id": id, "patch": patch})
        }),
        2 => (kind(), id()).prop_map(|(kind, id)| json!({"change": "delete", "kind": kind, "id": id})),
        3 => (id(), date(), select(vec!["low", "high", "high", "huge"])).prop_map(|(risk, on, likelihood)| {
            json!({"change": "assess_risk", "risk": risk, "assessment":
                {"stage": "residual", "assessed_on": on, "likelihood": likelihood, "consequence": "low"}})
        }),
    ]
}

fn change() -> impl Strategy<Value = Value> {
    let batch =
        || prop::collection::vec(single(), 0..5).prop_map(|list| json!({"change": "batch", "changes": list}));
    prop_oneof![
        8 => single(),
        3 => batch(),
        1 => batch().prop_map(|inner| json!({"change": "batch", "changes": [inner]})),
    ]
}

/// Parameters that a view asks for, filled in by the look of their schema.
fn parameters(schema: &Value, id: &str, date: &str) -> Value {
    let resolve = |property: &Value| -> Value {
        match property["$ref"].as_str() {
            Some(reference) => schema.pointer(reference.trim_start_matches('#')).unwrap().clone(),
            None => property.clone(),
        }
    };
    let fill = |property: &Value| -> Value {
        let property = resolve(property);
        let kind = if property["type"].is_array() { &property["type"][0] } else { &property["type"] };
        match (property["enum"][0].clone(), kind.as_str()) {
            (Value::Null, Some("string")) if property["format"] == "date" => json!(date),
            (Value::Null, Some("string")) => json!(id),
            (Value::Null, Some("integer" | "number")) => json!(1),
            (Value::Null, Some("boolean")) => json!(true),
            (Value::Null, Some("array")) => json!([id]),
            (first, _) => first,
        }
    };
    let required = schema["required"].as_array().into_iter().flatten();
    required
        .map(|name| (name.as_str().unwrap().to_owned(), fill(&schema["properties"][name.as_str().unwrap()])))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_record_does_what_a_plain_model_does(changes in prop::collection::vec(change(), 1..40), on in date(), id in id()) {
        let mut isms = start();
        let mut model = model_of(&isms);
        for change in &changes {
            let before = isms.clone();
            let list = Change::list_from_json(&change.to_string()).unwrap();
            let outcome = isms.apply(&list);
            let mut next = model.clone();
            let allowed = step(&mut next, change, false).is_some() && holds_together(&next);
            prop_assert_eq!(outcome.is_ok(), allowed, "{} gave {:?}", change, outcome);
            match outcome {
                Ok(()) => model = next,
                Err(error) => {
                    prop_assert_eq!(&isms, &before);
                    prop_assert!(!error.problem.is_empty());
                }
            }
            prop_assert_eq!(&model_of(&isms), &model, "after {}", change);
            prop_assert_eq!(&Isms::from_json(&isms.to_json()).unwrap(), &isms);
        }
        let view = isms.as_of(on.parse().unwrap());
        for definition in definitions() {
            let schema = Value::from((definition.parameters)());
            match view.ask(definition.name, &parameters(&schema, &id, &on)) {
                Ok(answer) => prop_assert!(answer.is_object(), "{}", definition.name),
                Err(error) => prop_assert!(!error.problem.is_empty(), "{}", definition.name),
            }
        }
    }
}
