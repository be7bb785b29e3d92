//! What the views of measurements and management reviews say of the example organisation: what its description calls
//! planted is found, and found for the reason given there.

use serde_json::{Value, json};

use super::{ask, found};

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

#[test]
fn the_review_of_2026_lacks_two_inputs_and_the_next_is_in_time() {
    let pack = ask("management_review_pack", json!({}));
    assert_eq!(
        found(&pack, "reviews", |_| true, &["review", "missing", "complete", "decisions"]),
        json!([["MR-2026", ["interested_parties", "feedback"], false, ["DEC-2026-01", "DEC-2026-02"]]])
    );
    assert_eq!(
        (&pack["interval"]["state"], &pack["interval"]["due"]),
        (&json!("in_time"), &json!("2027-04-22"))
    );
    let entities = |letter: &str, holds: &str| -> Vec<Value> {
        let inputs = pack["inputs"].as_array().unwrap();
        let input = inputs.iter().find(|input| input["letter"] == letter).unwrap();
        let shown = input["entries"].as_array().unwrap().iter();
        shown.filter(|e| e["what"].as_str().unwrap().contains(holds)).map(|e| e["entity"].clone()).collect()
    };
    assert_eq!(
        entities("a", "has passed"),
        ["decision:DEC-2025-03", "decision:DEC-2026-01", "decision:DEC-2026-02"]
    );
    assert_eq!(entities("c", "not addressed"), ["interested_party:PARTY-CUSTOMERS"]);
    // Beside the two that are planted, that of the restores: the last figure is from before they stopped.
    assert_eq!(
        entities("d", "is not reached"),
        ["objective:OBJ-RESTORE", "objective:OBJ-SUPPLIERS", "objective:OBJ-TRAINING"]
    );
    let undecided = entities("f", "no acceptance is in force");
    assert_eq!(undecided.len(), 6);
    for risk in ["R-003", "R-005", "R-008", "R-014", "R-019", "R-028"] {
        assert!(undecided.contains(&json!(format!("risk:{risk}"))), "{risk}");
    }
}

#[test]
fn the_figures_of_the_year_are_those_of_the_record() {
    let metrics = ask("metrics", json!({"from": "2026-01-01", "step": "year"}));
    let of = |name: &str| found(&metrics, "items", |row| row["metric"] == name, &["source", "value"]);
    assert_eq!(of("risks_above_appetite")[0][0], "builtin");
    assert_eq!(of("findings_open"), json!([["builtin", 3.0]]));
    assert_eq!(of("MET-REMOTE"), json!([["measured", 131.0]]));
}

#[test]
fn indicators_across_their_threshold_call_for_a_look_at_their_risks() {
    let answer = ask("reevaluations", json!({"since": "2025-09-01", "all": true}));
    let fields = ["cause", "risk", "effective_on", "due", "state"];
    let crossed = found(&answer, "items", |row| row["rule"] == "8.2/indicator-crossed", &fields);
    let restore = json!(["metric:MET-RESTORE", "R-014", "2025-10-19", "2025-11-18", "done_late"]);
    let remote = json!(["metric:MET-REMOTE", "R-004", "2026-08-06", "2026-09-05", "open"]);
    let crossed = crossed.as_array().unwrap();
    assert!(crossed.contains(&restore) && crossed.contains(&remote), "{crossed:?}");
}
