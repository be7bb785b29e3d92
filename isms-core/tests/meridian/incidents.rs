//! What the views of incidents and of control effectiveness say of the example organisation: what its description calls
//! planted is found, and nothing beside it is called wrong.

use serde_json::{Value, json};

use super::{ask, ask_on, found};

#[test]
fn one_incident_is_open_and_the_times_are_those_of_the_timelines() {
    let incidents = ask("incidents", json!({}));
    let open = |row: &Value| !row["open_since"].is_null();
    assert_eq!(
        found(&incidents, "items", open, &["incident", "stage", "days_open"]),
        json!([["INC-2026-02", "contained", 13]])
    );
    assert_eq!(incidents["items"].as_array().unwrap().len(), 10);
    // Contained after 0.83, 1.5, 1.58, 1.92, 3.67, 4.33, 4.75, 15.08 and 21.17 hours: the second lowest and highest of nine.
    let contain = &incidents["times"][1];
    let hours = |name: &str| format!("{:.2}", contain[name].as_f64().unwrap());
    assert_eq!((&contain["part"], &contain["incidents"]), (&json!("contain"), &json!(9)));
    assert_eq!(
        (hours("median_hours"), hours("low_hours"), hours("high_hours")),
        ("3.67".into(), "1.50".into(), "15.08".into())
    );
    assert_eq!(contain["confidence"], json!(0.9609375));
}

#[test]
fn notices_missed_late_and_still_due() {
    let due = ask("notifications_due", json!({"at": "2026-09-01T08:00:00+02:00"}));
    let missed = |row: &Value| row["state"] == "missed";
    assert_eq!(
        found(&due, "items", missed, &["incident", "obligation", "stage", "deadline"]),
        json!([
            ["INC-2026-02", "OBL-BREWERY", "customer notice", "2026-08-20T03:20:00Z"],
            ["INC-2026-02", "OBL-KRITIS", "report of a disturbance", "2026-08-21T11:00:00Z"],
            ["INC-2026-02", "OBL-INSURANCE", "claim notice", "2026-08-21T15:20:00Z"],
            ["INC-2026-02", "OBL-NIS2", "notification", "2026-08-22T15:20:00Z"]
        ])
    );
    let late = |row: &Value| row["state"] == "late";
    assert_eq!(
        found(&due, "items", late, &["incident", "obligation", "deadline", "sent_at"]),
        json!([["INC-2025-03", "OBL-HOSPITAL", "2025-11-11T17:30:00Z", "2025-11-11T19:40:00Z"]])
    );
    let ahead = |row: &Value| row["state"] == "ahead" || row["state"] == "due";
    assert_eq!(
        found(&due, "items", ahead, &["obligation", "stage", "deadline"]),
        json!([["OBL-NIS2", "final report", "2026-09-19T15:20:00Z"]])
    );
}

#[test]
fn severe_incidents_were_analysed_in_time_and_a_lower_bar_shows_the_one_that_was_not() {
    let fields = ["incident", "state", "due", "completed_on"];
    let severe = ask("incident_reviews", json!({}));
    assert_eq!(
        found(&severe, "items", |_| true, &fields),
        json!([["INC-2025-03", "done", "2025-12-13", "2025-11-27"]])
    );
    assert_eq!(severe["not_recovered"], json!(["INC-2026-02"]));
    let medium = ask("incident_reviews", json!({"minimum_severity": "medium"}));
    let overdue = |row: &Value| row["state"] == "overdue";
    assert_eq!(
        found(&medium, "items", overdue, &fields),
        json!([["INC-2025-02", "overdue", "2025-10-03", null]])
    );
}

#[test]
fn an_incident_without_a_lesson_and_a_lesson_whose_actions_are_overdue() {
    let lessons = ask("lessons", json!({}));
    assert_eq!(
        found(&lessons, "unlearned", |_| true, &["incident", "closed_on"]),
        json!([["INC-2025-02", "2025-09-19"]])
    );
    let unsettled = |row: &Value| row["state"] != "settled";
    assert_eq!(
        found(&lessons, "items", unsettled, &["lesson", "state", "due", "improves"]),
        json!([["L-2025-03", "overdue", "2026-03-31", ["control:M0949", "risk:R-019", "document:DOC-OT"]]])
    );
    let actions = found(&lessons["items"][0], "open_actions", |_| true, &["due", "days_overdue"]);
    assert_eq!(actions, json!([["2026-03-31", 154], ["2026-04-30", 124]]));
}

#[test]
fn the_cause_that_came_back_is_found_with_its_trail() {
    // A panel and a workstation are assets of two classes.
    let recurrence = ask("recurrence", json!({}));
    assert_eq!(
        found(&recurrence, "items", |_| true, &["cause", "state", "times_again", "effective_on"]),
        json!([["removable media unchecked", "elsewhere", 1, "2025-11-27"]])
    );
    assert_eq!(
        found(
            &recurrence["items"][0],
            "trail",
            |_| true,
            &["incident", "analysis", "again", "days_after_close", "lessons"]
        ),
        json!([
            ["INC-2024-02", "RCA-2024-02", false, null, ["L-2024-01"]],
            ["INC-2025-03", "RCA-2025-03", true, 529, ["L-2025-03"]]
        ])
    );
    assert_eq!(ask_on("2025-11-26", "recurrence", json!({}))["items"], json!([]));
}

#[test]
fn rates_follow_from_the_incidents_counted() {
    let rates = ask("event_rates", json!({}));
    let some = |row: &Value| row["events"].as_u64() > Some(0);
    assert_eq!(
        found(&rates, "items", some, &["threat", "events", "exposed_from", "identified", "shape"]),
        json!([
            ["MW-DISCLOSURE", 2, "2024-01-30", true, 2.5],
            ["T0847", 2, "2024-01-30", false, 2.5],
            ["MW-CAPACITY", 1, "2024-01-30", true, 1.5],
            ["MW-PAYMENT-FRAUD", 1, "2024-01-30", true, 1.5],
            ["MW-THEFT-ON-SITE", 1, "2024-01-30", true, 1.5]
        ])
    );
    assert_eq!(rates["items"].as_array().unwrap().len(), 93);
}

#[test]
fn controls_never_tested_or_not_for_a_year() {
    let controls = ask("control_effectiveness", json!({}));
    let never = |row: &Value| row["flag"] == "never_tested";
    assert_eq!(
        found(&controls, "items", never, &["control", "effective_on"]),
        json!([["M0944", "2026-03-01"], ["M0947", "2025-07-01"]])
    );
    let mut stale = found(
        &controls,
        "items",
        |row| row["flag"] == "stale",
        &["control", "last_tested_on", "last_result"],
    );
    stale.as_array_mut().unwrap().sort_by_key(|row| row[0].as_str().unwrap().to_owned());
    // Restore tests stopped, so that CP-4 and CP-9 were not tested for a year either.
    assert_eq!(
        stale,
        json!([
            ["CP-4", "2025-08-19", "passed"],
            ["CP-9", "2025-08-04", "passed"],
            ["M0810", "2025-04-01", "failed"],
            ["M0942", "2025-06-02", "passed"]
        ])
    );
    let rows = controls["items"].as_array().unwrap();
    let media = rows.iter().find(|row| row["control"] == "M0949").unwrap();
    let sources = found(media, "evidence", |_| true, &["source", "trials"]);
    assert_eq!(
        sources,
        json!([["control:M0949", 5], ["incident:INC-2024-02", 1], ["incident:INC-2025-03", 1]])
    );
}
