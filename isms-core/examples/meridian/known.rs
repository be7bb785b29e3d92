//! What of an entity is known at an instant: nothing that begins later, no end that lies ahead, no name of what is not
//! on record yet.

use chrono::{DateTime, NaiveTime, Utc};
use isms_core::model::{Date, Kind, Link};
use serde_json::{Map, Value};

use super::clock::{PLANNED_AHEAD, is_plan};

/// Fields of the items of a list that say since when they are so.
const BEGINS: &[&str] = &["from", "since", "signed_on", "issued_on", "set_on", "on"];
/// Fields that say when something ended or was done.
const ENDS: &[&str] = &["until", "resolved_on", "met_on", "completed_on"];

/// Midnight of a day as it stands in JSON.
pub(crate) fn midnight(text: &str) -> Option<DateTime<Utc>> {
    Some(text.parse::<Date>().ok()?.and_time(NaiveTime::MIN).and_utc())
}

/// The entity that a text in a field names. People and roles are there from the first day.
pub(crate) fn named<'a>(field: &str, text: &'a str) -> Option<(Kind, std::borrow::Cow<'a, str>)> {
    use Kind::*;
    let kind = match field {
        "person" | "performed_by" => Person,
        "asset" | "assets" | "needs" | "instance_of" | "protects" | "used_by" | "targets" => Asset,
        "supplier" => Supplier,
        "technologies" | "replaced_by" => Technology,
        "threat" | "threats" | "mitigates" => Threat,
        "vulnerabilities" => Vulnerability,
        "common_cause" => CommonCause,
        "control" | "controls" | "enhances" => Control,
        "risks" | "indicates" => Risk,
        "insurance_policies" => InsurancePolicy,
        "requires" | "excludes" | "options" => TreatmentOption,
        "party" => InterestedParty,
        "obligation" | "obligations" => Obligation,
        "serves" => BusinessGoal,
        "metric" => Metric,
        "activity" => Activity,
        "evidence" => Evidence,
        "course" => Course,
        "incident" => Incident,
        "finding" => Finding,
        "programme" => AuditProgramme,
        "audit" => Audit,
        "review" => ManagementReview,
        "framework" => Framework,
        _ => {
            let link: Link = text.parse().ok()?;
            return Some((link.kind, link.id.to_string().into()));
        }
    };
    Some((kind, text.into()))
}

/// Passes on each entity that a value names, at any depth.
pub(crate) fn names(field: &str, value: &Value, visit: &mut dyn FnMut(Kind, &str)) {
    match value {
        Value::String(text) => {
            if let Some((kind, id)) = named(field, text) {
                visit(kind, &id);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(field, item, visit)),
        Value::Object(fields) => fields.iter().for_each(|(field, value)| names(field, value, visit)),
        _ => {}
    }
}

/// When an entity came on record; nothing if it always was.
pub(crate) type Born<'a> = &'a dyn Fn(Kind, &str) -> Option<DateTime<Utc>>;

/// Looks at an entity as it was known at an instant.
pub(crate) struct Known<'a> {
    pub(crate) kind: Kind,
    /// Fields that come later than the entity.
    pub(crate) held: &'a [(&'static str, DateTime<Utc>)],
    pub(crate) at: DateTime<Utc>,
    pub(crate) born: Born<'a>,
}

impl Known<'_> {
    /// The fields known of an entity.
    pub(crate) fn body(&self, body: &Map<String, Value>) -> Map<String, Value> {
        let shown = |field: &str| self.held.iter().all(|(name, until)| *name != field || *until <= self.at);
        // A programme is planned with its end.
        let ends = |field: &str| self.kind != Kind::AuditProgramme && ENDS.contains(&field);
        let fields = body.iter().filter(|(field, _)| shown(field));
        fields
            .filter_map(|(name, value)| Some((name.clone(), self.field(name, value, ends(name))?)))
            .collect()
    }

    fn field(&self, name: &str, value: &Value, is_end: bool) -> Option<Value> {
        match value {
            Value::String(text) if is_end && self.lies_ahead(text) => None,
            Value::Array(items) => {
                let known: Vec<Value> = items.iter().filter_map(|item| self.item(name, item)).collect();
                (items.is_empty() || !known.is_empty()).then_some(Value::Array(known))
            }
            _ => Some(value.clone()),
        }
    }

    fn item(&self, list: &str, item: &Value) -> Option<Value> {
        match item {
            Value::String(text) => {
                let unborn = named(list, text).is_some_and(|(kind, id)| self.is_unborn(kind, &id));
                (!unborn && !self.lies_ahead(text)).then(|| item.clone())
            }
            Value::Object(fields) => {
                let begins = BEGINS.iter().filter_map(|field| fields.get(*field)?.as_str());
                let alone = |(field, value): (&String, &Value)| {
                    let named = value.as_str().and_then(|text| named(field, text));
                    named.is_some_and(|(kind, id)| self.is_unborn(kind, &id))
                };
                if begins.into_iter().any(|day| self.lies_ahead(day)) || fields.iter().any(alone) {
                    return None;
                }
                let known = |(name, value): (&String, &Value)| {
                    Some((name.clone(), self.field(name, value, ENDS.contains(&name.as_str()))?))
                };
                Some(Value::Object(fields.iter().filter_map(known).collect()))
            }
            _ => Some(item.clone()),
        }
    }

    fn is_unborn(&self, kind: Kind, id: &str) -> bool {
        (self.born)(kind, id).is_some_and(|born| self.at < born)
    }

    fn lies_ahead(&self, text: &str) -> bool {
        midnight(text).is_some_and(|day| self.at < day && !is_plan(day.date_naive().into()))
    }
}

/// Every instant at which more may be known of an entity.
pub(crate) fn moments(
    body: &Map<String, Value>,
    held: &[(&'static str, DateTime<Utc>)],
    born: Born<'_>,
) -> Vec<DateTime<Utc>> {
    let mut found: Vec<DateTime<Utc>> = held.iter().map(|(_, until)| *until).collect();
    for (field, value) in body {
        names(field, value, &mut |kind, id| found.extend(born(kind, id)));
        days(value, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn days(value: &Value, found: &mut Vec<DateTime<Utc>>) {
    match value {
        Value::String(text) => found.extend(midnight(text)),
        Value::Array(items) => items.iter().for_each(|item| days(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| days(value, found)),
        _ => {}
    }
}

/// Fields that come later than the entity, each with its day: results after plans, treatment after assessment.
pub(crate) fn held(kind: Kind, body: &Map<String, Value>) -> Vec<(&'static str, DateTime<Utc>)> {
    let day = |value: Option<&Value>| midnight(value?.as_str()?);
    let (fields, until): (&'static [&'static str], _) = match kind {
        Kind::Exercise => (&["outcome", "findings", "participants", "actions"], day(body.get("held_on"))),
        Kind::ManagementReview => (&["inputs", "minutes", "attendees"], day(body.get("held_on"))),
        Kind::Finding => {
            let steps = body.get("timeline").and_then(Value::as_array).into_iter().flatten();
            let planned = steps.filter(|step| step["step"] == "actions_planned");
            (&["actions"], planned.filter_map(|step| day(step.get("on"))).next())
        }
        Kind::Risk => {
            let actions = body.get("treatment").and_then(|treatment| treatment.get("actions"));
            let dues = actions.and_then(Value::as_array).into_iter().flatten();
            let first = dues.filter_map(|action| day(action.get("due"))).min();
            (&["treatment"], first.map(|due| due - chrono::TimeDelta::days(PLANNED_AHEAD)))
        }
        _ => (&[], None),
    };
    until.map(|until| fields.iter().map(|field| (*field, until)).collect()).unwrap_or_default()
}
