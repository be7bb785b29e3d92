//! Risks, matrix, coverage and reach on a small record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use isms_core::risk::Standing;
use serde_json::{Value, json};

fn record() -> Value {
    let assess = |stage: &str, on: &str, likelihood: &str| json!({"stage": stage, "assessed_on": on, "likelihood": likelihood, "consequence": "large"});
    json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "risk_criteria": {
            "likelihood": {"levels": [{"id": "rare", "name": "Rare"}, {"id": "often", "name": "Often"}]},
            "consequence": {"levels": [{"id": "small", "name": "Small"}, {"id": "large", "name": "Large"},
                {"id": "huge", "name": "Huge"}]},
            "levels": [{"id": "low", "name": "Low", "acceptable": true, "review_days": 100},
                       {"id": "high", "name": "High", "acceptable": false, "review_days": 30}],
            "matrix": [["low", "low", "high"], ["low", "high", "high"]]
        },
        "roles": [{"id": "CISO", "name": "Security officer"}],
        "assets": [
            {"id": "SERVER", "name": "Servers"},
            {"id": "DB", "name": "Database", "instance_of": ["SERVER"], "depends_on": [{"asset": "NET"}]},
            {"id": "APP", "name": "Application", "instance_of": ["SERVER"], "depends_on": [{"asset": "DB"}]},
            {"id": "NET", "name": "Network", "depends_on": [{"asset": "DNS"}]},
            {"id": "DNS", "name": "Names", "depends_on": [{"asset": "NET"}]},
            {"id": "OLD", "name": "Old server", "instance_of": ["SERVER"], "retired_on": "2026-02-01"}
        ],
        "threats": [{"id": "T1", "name": "Worm", "targets": ["SERVER"]},
            {"id": "T2", "name": "Flood", "targets": ["NET"], "identified_on": "2026-03-01"}],
        "controls": [{"id": "C1", "name": "Patching", "mitigates": ["T1"], "protects": ["DB"],
            "revisions": [{"on": "2026-01-10", "status": "implemented", "effectiveness": 0.8},
                          {"on": "2026-04-01", "status": "degraded"}]},
            {"id": "C2", "name": "Listed only", "mitigates": ["T1"]}],
        "risks": [
            {"id": "R1", "title": "Worm in the database", "owner": "CISO", "identified_on": "2026-01-01",
             "threats": ["T1"], "assets": ["DB"], "controls": ["C1"],
             "assessments": [assess("inherent", "2026-01-02", "often"), assess("residual", "2026-01-02", "often"),
                             assess("residual", "2026-03-01", "rare")],
             "acceptances": [{"accepted_on": "2026-01-05", "until": "2026-02-05", "by": "CISO", "reason": "Soon gone"}]},
            {"id": "R2", "title": "Never looked at", "owner": "CISO", "identified_on": "2026-02-20", "assets": ["APP"]}
        ]
    })
}

fn isms() -> Isms {
    Isms::from_json(&record().to_string()).unwrap()
}

fn ask(on: &str, view: &str, parameters: Value) -> Value {
    isms().as_of(on.parse().unwrap()).ask(view, &parameters).unwrap()
}

#[test]
fn a_risk_stands_as_its_latest_rating_and_acceptance_say() {
    let isms = isms();
    let entry = |on: &str| {
        isms.as_of(on.parse().unwrap()).risks().risks.into_iter().find(|r| r.risk.as_str() == "R1")
    };
    assert_eq!(entry("2025-12-31"), None);
    assert_eq!(entry("2026-01-01").unwrap().standing, Standing::NotAssessed);
    assert_eq!(entry("2026-01-04").unwrap().standing, Standing::Unacceptable);
    assert_eq!(entry("2026-02-05").unwrap().standing, Standing::Accepted);
    assert_eq!(entry("2026-02-06").unwrap().standing, Standing::AcceptanceExpired);
    assert_eq!(entry("2026-03-01").unwrap().standing, Standing::Acceptable);
    // High: 30 days from 2 January; low: 100 days from 1 March.
    assert!(!entry("2026-02-01").unwrap().stale);
    assert!(entry("2026-02-02").unwrap().stale);
    assert_eq!(entry("2026-03-01").unwrap().review_due.to_string(), "2026-06-09");
}

#[test]
fn the_matrix_has_the_size_of_the_scales() {
    let found = ask("2026-03-01", "heatmap", json!({}));
    assert_eq!(found["cells"].as_array().unwrap().len(), 6);
    let cell = found["cells"].as_array().unwrap().iter().find(|c| c["risks"] == json!(["R1"])).unwrap();
    assert_eq!(
        (&cell["likelihood"], &cell["consequence"], &cell["level"]),
        (&json!("rare"), &json!("large"), &json!("low"))
    );
    assert_eq!(found["unplaced"], json!(["R2"]));
    let inherent = ask("2026-03-01", "heatmap", json!({"stage": "inherent"}));
    assert_eq!(inherent["cells"][4]["risks"], json!(["R1"]));
}

#[test]
fn coverage_follows_classes_controls_and_dates() {
    let found = |on: &str| {
        let answer = ask(on, "coverage", json!({}));
        (answer["total"].as_u64().unwrap(), answer["covered"].as_u64().unwrap())
    };
    assert_eq!(found("2026-01-09"), (3, 0), "three servers, none protected yet");
    assert_eq!(found("2026-01-10"), (3, 1));
    assert_eq!(found("2026-02-01"), (2, 1), "the old server is gone");
    assert_eq!(found("2026-03-01"), (3, 1), "a new threat to the network");
    assert_eq!(found("2026-04-01"), (3, 0), "the control is degraded");
}

#[test]
fn reach_goes_up_the_dependencies_to_the_risks() {
    let found = ask("2026-03-01", "blast_radius", json!({"from": "DNS"}));
    let ids: Vec<_> = found["reached"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["id"].as_str().unwrap(), r["distance"].as_u64().unwrap()))
        .collect();
    assert_eq!(ids, [("NET", 1), ("DB", 2), ("APP", 3), ("R1", 3), ("R2", 4)]);
    assert_eq!(found["risks"], json!(["R1", "R2"]));
    assert_eq!(
        ask("2026-03-01", "blast_radius", json!({"from": "DNS", "depth": 1}))["reached"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let way = ask("2026-03-01", "explanation", json!({"from": "C1", "to": "R2"}));
    assert_eq!(
        way["sentence"],
        "control C1 protects asset DB; asset DB is needed by asset APP; asset APP is part of risk R2"
    );
    assert_eq!(
        ask("2026-03-01", "explanation", json!({"from": "R2", "to": "C1"}))["connected"],
        json!(false)
    );

    let kept = ask("2026-03-01", "protection", json!({"asset": "DB"}));
    assert_eq!(kept["controls"][0]["effective"], json!(true));
    assert_eq!(kept["controls"][1]["status"], json!(null));
    assert_eq!(
        ask("2026-03-01", "dependency_cycles", json!({}))["cycles"],
        json!([{"assets": ["DNS", "NET"]}])
    );
}

#[test]
fn names_that_mean_nothing_or_too_much_are_refused() {
    let mut record = record();
    record["threats"].as_array_mut().unwrap().push(json!({"id": "DB", "name": "Bad day"}));
    let isms = Isms::from_json(&record.to_string()).unwrap();
    let view = isms.as_of("2026-03-01".parse().unwrap());
    let error = view.ask("blast_radius", &json!({"from": "DB"})).unwrap_err();
    assert_eq!((error.path.as_str(), error.remedy.as_str()), ("from", "write one of threat:DB, asset:DB"));
    assert!(view.ask("blast_radius", &json!({"from": "asset:DB"})).is_ok());
    let error = view.ask("explanation", &json!({"from": "asset:DB", "to": "X"})).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::UnknownReference, "to"));
}

#[test]
fn a_long_chain_of_dependencies_takes_no_stack() {
    let chain = |i: usize| json!({"id": format!("A{i}"), "name": "A", "depends_on": [{"asset": format!("A{}", (i + 1) % 30_000)}]});
    let mut record = record();
    record["assets"].as_array_mut().unwrap().extend((0..30_000).map(chain));
    let isms = Isms::from_json(&record.to_string()).unwrap();
    assert_eq!(isms.graph().dependency_cycles().len(), 2);
}

#[test]
fn status_of_an_empty_record_is_an_answer() {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    let isms = Isms::from_json(text).unwrap();
    let status = isms.as_of("2026-03-01".parse().unwrap()).status().unwrap();
    assert_eq!((status.risks, status.coverage, status.due_soon), (0, None, 0));
    assert_eq!(ask("2026-02-10", "status", json!({}))["unacceptable"], json!(["R1"]));
}
