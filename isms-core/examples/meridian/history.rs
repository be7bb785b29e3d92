//! The histories of an entity that have a step of their own: what is taken out of the entity as written, and the
//! change that brings each item back on its day.

use chrono::{DateTime, Utc};
use isms_core::model::{Date, Kind};
use isms_core::record::Change;
use serde_json::{Map, Value, json};

use super::batch::Noun;
use super::known;

/// A change of an entity that lies after its creation.
pub(crate) struct Step {
    /// The day it belongs to, or the instant where that is known.
    pub(crate) on: DateTime<Utc>,
    /// Whether `on` is an instant.
    pub(crate) exact: bool,
    /// Order among the steps of one day.
    pub(crate) rank: u8,
    /// The change as JSON.
    pub(crate) change: Value,
    /// The item it adds, which may name who did it.
    pub(crate) item: Value,
}

/// Amendments come before what builds on them.
pub(crate) const AMEND: u8 = 0;
const COMPLETE: u8 = 1;
const STEP: u8 = 2;
const FOLLOW: u8 = 3;

/// A list of an entity with a step that adds to it.
struct History {
    kind: Kind,
    list: &'static str,
    /// The field of an item that says when.
    when: &'static str,
    change: &'static str,
    /// How the step calls the entity and the item.
    names: (&'static str, &'static str),
    /// Whether the entity cannot be without the first item.
    first_stays: bool,
}

macro_rules! histories {
    ($($kind:ident $list:literal $when:literal -> $change:literal $noun:literal $item:literal $stays:literal;)*) => {
        const HISTORIES: &[History] = &[$(History {
            kind: Kind::$kind, list: $list, when: $when, change: $change, names: ($noun, $item), first_stays: $stays,
        }),*];
    };
}
histories! {
    Risk "assessments" "assessed_on" -> "assess_risk" "risk" "assessment" false;
    Risk "quantifications" "quantified_on" -> "quantify_risk" "risk" "quantification" false;
    Risk "acceptances" "accepted_on" -> "accept_risk" "risk" "acceptance" false;
    Control "revisions" "on" -> "revise_control" "control" "revision" false;
    Control "tests" "on" -> "test_control" "control" "test" false;
    ApplicabilityEntry "decisions" "decided_on" -> "decide_applicability" "entry" "decision" true;
    Objective "revisions" "revised_on" -> "revise_objective" "objective" "revision" true;
    Obligation "versions" "published_on" -> "revise_obligation" "obligation" "version" false;
    Supplier "assessments" "assessed_on" -> "assess_supplier" "supplier" "assessment" false;
    Document "versions" "approved_on" -> "approve_document" "document" "version" false;
    Document "reviews" "reviewed_on" -> "review_document" "document" "review" false;
    Incident "timeline" "at" -> "advance_incident" "incident" "event" true;
    Incident "notifications" "sent_at" -> "notify_incident" "incident" "notification" false;
    Finding "timeline" "on" -> "advance_finding" "finding" "event" false;
    Metric "measurements" "at" -> "record_measurements" "metric" "measurements" false;
    Certificate "statuses" "on" -> "change_certificate" "certificate" "status" false;
    ImprovementCycle "phases" "entered_on" -> "enter_phase" "improvement_cycle" "phase" true;
}

/// An entity without its histories.
pub(crate) struct Parted {
    /// What it is apart from them.
    pub(crate) body: Map<String, Value>,
    /// The first items, which it cannot be without.
    pub(crate) firsts: Map<String, Value>,
    pub(crate) steps: Vec<Step>,
}

/// Takes the histories out of an entity.
pub(crate) fn part(noun: &Noun) -> Parted {
    let mut parted = Parted { body: noun.body.clone(), firsts: Map::new(), steps: Vec::new() };
    parted.body.remove("retired_on");
    for history in HISTORIES.iter().filter(|history| history.kind == noun.kind) {
        let Some(Value::Array(mut items)) = parted.body.remove(history.list) else { continue };
        for (i, item) in items.iter_mut().enumerate() {
            let Some((on, exact)) = instant(&item[history.when]) else { continue };
            for step in follow(noun, item, on) {
                parted.steps.push(step);
            }
            if i == 0 && history.first_stays {
                parted.firsts.insert(history.list.to_owned(), json!([item]));
                continue;
            }
            let added = if noun.kind == Kind::Metric { json!([item]) } else { item.clone() };
            let (entity, name) = history.names;
            let change = json!({"change": history.change, entity: noun.id, name: added});
            parted.steps.push(Step { on, exact, rank: STEP, change, item: item.clone() });
        }
    }
    for step in [actions(noun, &mut parted.body), others(noun, &mut parted.body)].into_iter().flatten() {
        parted.steps.push(step);
    }
    parted
}

/// Takes out of an item what is known later than the item, and says how it comes back.
fn follow(noun: &Noun, item: &mut Value, on: DateTime<Utc>) -> Vec<Step> {
    let id = &noun.id;
    match noun.kind {
        Kind::Document => {
            take(item, "archived_on"); // the next approval says it
            Vec::new()
        }
        Kind::Obligation => {
            let Some(impact) = take(item, "impact_assessment") else { return Vec::new() };
            let change = json!({"change": "assess_impact", "obligation": id, "version": item["number"],
                "impact_assessment": impact});
            impact.get("assessed_on").and_then(|on| step(on, FOLLOW, change, &impact)).into_iter().collect()
        }
        Kind::ImprovementCycle => {
            let Some(criteria) = item["exit_criteria"].as_array_mut() else { return Vec::new() };
            let later = criteria.iter_mut().enumerate().filter_map(|(i, criterion)| {
                instant(&criterion["met_on"]).filter(|(met, _)| *met > on)?;
                let met = take(criterion, "met_on")?;
                let change = json!({"change": "meet_exit_criterion", "improvement_cycle": id, "criterion": i,
                    "met_on": met});
                step(&met, COMPLETE, change, &Value::Null)
            });
            later.collect()
        }
        _ => Vec::new(),
    }
}

/// Takes the days of completion out of a list of actions.
fn actions(noun: &Noun, body: &mut Map<String, Value>) -> Vec<Step> {
    let list = match noun.kind {
        Kind::Risk => body.get_mut("treatment").and_then(|treatment| treatment.get_mut("actions")),
        _ => body.get_mut("actions"),
    };
    let Some(Value::Array(list)) = list else { return Vec::new() };
    let done = list.iter_mut().enumerate().filter_map(|(i, action)| {
        let done = take(action, "done_on")?;
        let change = json!({"change": "complete_action", "kind": noun.kind, "id": noun.id, "action": i,
            "done_on": done});
        step(&done, COMPLETE, change, action)
    });
    done.collect()
}

/// Takes out what a kind has besides lists.
fn others(noun: &Noun, body: &mut Map<String, Value>) -> Vec<Step> {
    let id = &noun.id;
    match noun.kind {
        Kind::Risk => {
            let Some(Value::Array(former)) = body.remove("former_owners") else { return Vec::new() };
            let owner = body.get("owner").cloned().unwrap_or_default();
            let owners: Vec<Value> = former.iter().map(|f| f["role"].clone()).chain([owner]).collect();
            body.insert("owner".to_owned(), owners.first().cloned().unwrap_or_default());
            let next = owners.iter().skip(1).zip(&former).filter_map(|(owner, former)| {
                let on = json!(former["until"].as_str()?.parse::<Date>().ok()?.plus_days(1));
                let change = json!({"change": "transfer_risk", "risk": id, "owner": owner, "on": on});
                step(&on, STEP, change, &json!({"owner": owner}))
            });
            next.collect()
        }
        Kind::Audit => {
            let Some(mut report) = body.remove("report") else { return Vec::new() };
            let told = take(&mut report, "communications").unwrap_or_default();
            let change = json!({"change": "report_audit", "audit": id, "report": report});
            let reported = report.get("issued_on").and_then(|on| step(on, STEP, change, &Value::Null));
            let told = told.as_array().into_iter().flatten().filter_map(|told| {
                let change = json!({"change": "communicate_report", "audit": id, "communication": told});
                step(&told["on"], FOLLOW, change, &Value::Null)
            });
            reported.into_iter().chain(told).collect()
        }
        Kind::Certificate => {
            let (Some(decided), Some(until)) = (body.remove("decided_on"), body.remove("valid_until")) else {
                return Vec::new();
            };
            let change = json!({"change": "decide_certificate", "certificate": id, "decided_on": decided,
                "valid_until": until});
            step(&decided, STEP, change, &Value::Null).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn step(on: &Value, rank: u8, change: Value, item: &Value) -> Option<Step> {
    let (on, exact) = instant(on)?;
    Some(Step { on, exact, rank, change, item: item.clone() })
}

fn take(object: &mut Value, field: &str) -> Option<Value> {
    object.as_object_mut()?.remove(field)
}

/// A day or an instant in JSON, and which of the two.
fn instant(value: &Value) -> Option<(DateTime<Utc>, bool)> {
    let text = value.as_str()?;
    known::midnight(text).map(|day| (day, false)).or_else(|| Some((text.parse().ok()?, true)))
}

impl Step {
    /// The change it is.
    pub(crate) fn change(&self) -> Result<Change, serde_json::Error> {
        serde_json::from_value(self.change.clone())
    }
}
