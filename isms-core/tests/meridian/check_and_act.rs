//! What the views of audits, findings, certification, decisions, objectives, appetite and improvement say of the example
//! organisation: what its description calls planted is found, and found for the reason given there.

use serde_json::{Value, json};

use super::{ask, found};

#[test]
fn the_first_cycle_is_audited_as_planned_but_for_most_controls() {
    let coverage = ask("audit_coverage", json!({}));
    assert_eq!((&coverage["from"], &coverage["to"]), (&json!("2025-06-12"), &json!("2028-06-11")));
    assert_eq!((&coverage["clauses"], &coverage["controls"]), (&json!(25), &json!(39)));
    let audited = |row: &Value| row["state"] == "audited" && !row["control"].is_null();
    assert_eq!(found(&coverage, "items", audited, &["requirement"]), json!([["AC-2"], ["CP-9"]]));
    let planned = |row: &Value| row["state"] == "planned" && !row["control"].is_null();
    assert_eq!(
        found(&coverage, "items", planned, &["requirement", "planned_audit"]),
        json!([
            ["AC-17", "AUD-2027-I2"],
            ["AU-6", "AUD-2027-I2"],
            ["IR-4", "AUD-2027-I2"],
            ["SC-7", "AUD-2027-I2"]
        ])
    );
    let open = |row: &Value| row["state"] == "open" && row["control"].is_null();
    assert_eq!(found(&coverage, "items", open, &["requirement"]), json!([]));
    // The one auditor also owes the audit programme that clause 9.2 asks for.
    assert_eq!(
        found(&coverage, "conflicts", |_| true, &["audit", "auditor", "owned"]),
        json!([["AUD-2026-I1", "galanis", "activity:INT-AUDIT"]])
    );
    let sample = coverage["sample"].as_array().unwrap();
    let weights: Vec<_> = sample.iter().map(|row| row["weight"].as_f64().unwrap()).collect();
    assert!(weights.len() == 10 && weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
    // Its restore tests have stopped, and a finding against it is open.
    assert!(sample.iter().any(|row| row["control"] == "CP-4"), "{weights:?}");
}

#[test]
fn the_finding_past_its_day_waits_for_its_action() {
    let findings = ask("findings", json!({}));
    assert_eq!((&findings["open"], &findings["overdue"]), (&json!(3), &json!(1)));
    let wrong = |row: &Value| !row["concerns"].as_array().unwrap().is_empty();
    assert_eq!(
        found(&findings, "items", wrong, &["finding", "days_overdue", "stuck", "next_step", "next_owed_by"]),
        json!([["F-2026-01", 105, true, "implemented", ["IT-OPERATIONS"]]])
    );
    let minor = |row: &Value| row["grade"] == "minor";
    assert_eq!(found(&findings, "ages", minor, &["open", "from_31_to_90", "over_180"]), json!([[2, 1, 1]]));
}

#[test]
fn one_report_reached_management_seventeen_days_late() {
    let late = |audit: &str| ask("audit_report", json!({"audit": audit}))["days_late"].clone();
    let audits = ["AUD-2024-I1", "AUD-2025-C1", "AUD-2025-P1", "AUD-2025-V1", "AUD-2026-S1", "AUD-2027-I2"];
    assert_eq!(audits.map(late), [json!(0), json!(0), json!(0), json!(3), json!(0), json!(0)]);
    let report = ask("audit_report", json!({"audit": "AUD-2026-I1"}));
    assert_eq!(
        (
            &report["management"],
            &report["report_due"],
            &report["reached_management_on"],
            &report["days_late"]
        ),
        (&json!(["MANAGING-DIRECTOR"]), &json!("2026-03-21"), &json!("2026-04-07"), &json!(17))
    );
    assert_eq!(
        found(&report, "findings", |_| true, &["finding", "grade", "step"]),
        json!([["F-2026-01", "minor", "actions_planned"], ["F-2026-02", "minor", "closed"]])
    );
}

#[test]
fn the_certificate_is_in_no_danger() {
    let certification = ask("certification", json!({}));
    let item = &certification["items"][0];
    assert_eq!((&item["state"], &item["concerns"]), (&json!("certified"), &json!([])));
    assert_eq!(
        found(
            item,
            "calendar",
            |row| row["event"] != "certification_audit",
            &["event", "due", "state", "audit"]
        ),
        json!([
            ["decision", "2025-06-12", "done", null],
            ["first_surveillance", "2026-06-12", "done", "AUD-2026-S1"],
            ["surveillance", "2026-12-31", "done", "AUD-2026-S1"],
            ["surveillance", "2027-12-31", "planned", "AUD-2027-S2"],
            ["recertification", "2028-06-11", "ahead", null]
        ])
    );
}

#[test]
fn decisions_with_actions_past_their_day() {
    let decisions = ask("decisions", json!({}));
    assert_eq!(
        found(&decisions, "items", |row| row["state"] != "carried_out", &["decision", "state", "next_due"]),
        json!([
            ["DEC-2025-03", "overdue", "2026-05-31"],
            ["DEC-2026-01", "overdue", "2026-06-30"],
            ["DEC-2026-02", "overdue", "2026-06-30"]
        ])
    );
}

#[test]
fn objectives_missed_and_one_whose_cause_changed() {
    let objectives = ask("objectives", json!({}));
    assert_eq!(
        found(
            &objectives,
            "items",
            |row| row["days_left"].as_i64() < Some(0),
            &["objective", "state", "value"]
        ),
        json!([
            ["OBJ-RESTORE", "missed", 75.0],
            ["OBJ-SUPPLIERS", "missed", 86.0],
            ["OBJ-TRAINING", "missed", 89.7],
            ["OBJ-PAPER", "not_evaluated", null],
            ["OBJ-PHISHING", "met", 62.8]
        ])
    );
    let concerned = |row: &Value| !row["concerns"].as_array().unwrap().is_empty();
    let concerns = found(&objectives, "items", concerned, &["objective", "concerns"]);
    let rules: Vec<_> =
        concerns.as_array().unwrap().iter().map(|row| (&row[0], &row[1][0]["rule"])).collect();
    assert_eq!(
        rules,
        [
            (&json!("OBJ-RESTORE"), &json!("6.2/follows-its-causes")),
            (&json!("OBJ-PAPER"), &json!("6.2/serves-a-goal"))
        ]
    );
}

#[test]
fn risks_above_the_appetite_that_nobody_accepts() {
    let appetite = ask("appetite", json!({}));
    assert_eq!(
        found(&appetite, "items", |row| row["state"] == "above", &["risk", "level", "appetite_level"]),
        json!([
            ["R-003", "high", "medium"],
            ["R-005", "high", "medium"],
            ["R-008", "high", "medium"],
            ["R-014", "high", "medium"],
            ["R-019", "high", "medium"],
            ["R-028", "high", "medium"],
            ["R-020", "medium", "low"]
        ])
    );
    let stated = found(&appetite, "items", |row| row["state"] == "accepted", &["risk"]);
    assert_eq!(stated, json!([["R-002"]]));
    assert_eq!(found(&appetite, "objectives_without_goal", |_| true, &["objective"]), json!([["OBJ-PAPER"]]));
}

#[test]
fn the_improvement_that_is_stuck_and_what_each_phase_lacks() {
    let pdca = ask("pdca", json!({}));
    assert_eq!(
        found(&pdca, "items", |row| row["state"] == "stuck", &["cycle", "phase", "days_overdue", "missing"]),
        json!([["PDCA-RESTORE", "do", 63, ["Three restores on it"]]])
    );
    let act = |row: &Value| row["phase"] == "act";
    assert_eq!(
        found(&pdca, "lacks", act, &["view", "rule", "count"]),
        json!([
            ["decisions", "9.3/action-in-time", 3],
            ["findings", "10.2/answered-in-time", 1],
            ["findings", "10.2/moves-on", 1],
            ["overdue", "A.5.27/lesson-actions-done", 2],
            ["overdue", "A.5.30/action-in-time", 2]
        ])
    );
    let phases: std::collections::BTreeSet<_> =
        pdca["lacks"].as_array().unwrap().iter().map(|row| row["phase"].as_str().unwrap()).collect();
    assert_eq!(phases.into_iter().collect::<Vec<_>>(), ["act", "check", "do", "plan"]);
}
