//! What the views of measurements and management reviews say of the example organisation: what its description calls
//! planted is found, and found for the reason given there.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use serde_json::{Value, json};

fn ask(view: &str, parameters: Value) -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian/isms.json");
    let isms = Isms::from_slice(&std::fs::read(path).unwrap()).unwrap();
    isms.as_of("2026-09-01".parse().unwrap()).ask(view, &parameters).unwrap()
}

/// Some fields of the rows for which something holds, in the order of the answer.
fn found(answer: &Value, list: &str, holds: impl Fn(&Value) -> bool, fields: &[&str]) -> Value {
    let rows = answer[list].as_array().unwrap().iter().filter(|row| holds(row));
    rows.map(|row| fields.iter().map(|field| row[*field].clone()).collect::<Value>()).collect()
}

/// Beside what is planted, two stretches stand out by right: the upgrade of the historian in April, and the half year in
/// which less was done in time than the threshold asks for.
#[test]
fn the_sessions_of_july_have_no_answer_and_the_other_answers_are_seen() {
    let unanswered = ask("unanswered", json!({}));
    let waiting = |row: &Value| row["response"].is_null();
    assert_eq!(
        found(&unanswered, "items", waiting, &["metric", "at", "value", "state", "due"]),
        json!([
            ["MET-ONTIME", "2026-02-03T12:21:00Z", 76.6, "overdue", "2026-02-17"],
            ["MET-REMOTE", "2026-04-06T12:41:00Z", 53.0, "overdue", "2026-04-20"],
            ["MET-REMOTE", "2026-08-06T13:36:00Z", 131.0, "overdue", "2026-08-20"]
        ])
    );
    let all = ask("unanswered", json!({"from": "2024-01-01"}));
    let fields = ["response", "metric", "state", "actions", "open_actions"];
    assert_eq!(
        found(&all, "items", |row| !waiting(row), &fields),
        json!([
            ["AR-2024-01", "MET-BACKUP", "answered", 1, 0],
            ["AR-2025-01", "MET-TELEMETRY", "answered", 0, 0],
            ["AR-2025-02", "MET-DENIED", "answered", 2, 0],
            ["AR-2026-01", "MET-DENIED", "answered", 0, 0]
        ])
    );
}

#[test]
fn what_stands_out_in_the_last_year_is_what_stands_out_to_the_eye() {
    let anomalies = ask("anomalies", json!({}));
    let beyond = |row: &Value| row["rule"] == "9.1/western-electric-1";
    assert_eq!(
        found(&anomalies, "items", beyond, &["metric", "value", "effective_on"]),
        json!([
            ["MET-REMOTE", 131.0, "2026-08-06"],
            ["MET-REMOTE", 53.0, "2026-04-06"],
            ["MET-ONTIME", 72.0, "2026-03-03"],
            ["MET-DENIED", 14.9, "2025-11-10"],
            ["MET-TELEMETRY", 98.9, "2025-10-03"]
        ])
    );
    // The figure of restores stopped with the restores.
    assert_eq!(
        found(&anomalies, "gaps", |row| row["metric"] == "MET-RESTORE", &["first", "missing"]),
        json!([["2025-11-15", 10]])
    );
}
