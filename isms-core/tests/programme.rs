//! What is due, overdue, and whether it was done all year.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use isms_core::schedule::OccurrenceState;
use isms_core::view::{Duty, Measure};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Two monthly activities over a year: one done each month, one done all at once before the audit; one quarterly that
/// has stopped.
fn record() -> Value {
    let mut evidence = Vec::new();
    for month in 1..=12 {
        let performed = format!("2025-{month:02}-16");
        evidence.push(
            json!({"id": format!("E-S{month}"), "activity": "STEADY", "title": "Log", "performed_by": "ann",
            "performed_on": performed, "recorded_at": format!("{performed}T12:00:00Z")}),
        );
        let performed = format!("2025-12-{:02}", 4 + month);
        evidence.push(json!({"id": format!("E-C{month:02}"), "activity": "CRAMMED", "title": "Log", "performed_by": "ann",
            "performed_on": performed, "recorded_at": format!("{performed}T12:00:00Z"),
            "occurrence": format!("2025-{month:02}-15")}));
    }
    evidence.push(json!({"id": "E-Q1", "activity": "STOPPED", "title": "Log", "performed_by": "ann",
        "performed_on": "2025-01-15", "recorded_at": "2025-03-15T12:00:00Z"}));
    let activity = |id: &str, cadence: &str| json!({"id": id, "title": id, "owner": "CISO", "start": "2025-01-15", "cadence": cadence, "grace_days": 7});
    json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "people": [{"id": "ann", "name": "Ann"}],
        "roles": [{"id": "CISO", "name": "Officer", "holders": [{"person": "ann", "from": "2025-01-01"}]}],
        "activities": [activity("STEADY", "FREQ=MONTHLY"), activity("CRAMMED", "FREQ=MONTHLY"),
            activity("STOPPED", "FREQ=MONTHLY;INTERVAL=3")],
        "evidence": evidence,
        "audits": [{"id": "AUD", "title": "Surveillance", "kind": "surveillance", "start": "2025-12-31", "end": "2025-12-31"}],
        "findings": [{"id": "F-1", "audit": "AUD", "title": "No plan", "grade": "minor", "owner": "CISO",
            "raised_on": "2025-12-31", "due": "2026-01-10"}],
        "risks": [{"id": "R-1", "title": "Loss", "owner": "CISO", "identified_on": "2025-11-01", "treatment":
            {"option": "modify", "actions": [{"title": "Copy it", "owner": "CISO", "due": "2025-12-01"},
                {"title": "Move it", "owner": "CISO", "due": "2025-12-01", "done_on": "2026-02-01"}]}}]
    })
}

fn isms() -> Isms {
    Isms::from_json(&record().to_string()).unwrap()
}

#[test]
fn cramming_is_seen_and_steadiness_is_not_accused() {
    let isms = isms();
    let view = isms.as_of(day("2025-12-31"));
    let found = view.continuity(isms_core::view::Period::before_audit(&"AUD".into())).unwrap();
    assert_eq!((found.from, found.to), (day("2024-12-31"), day("2025-12-30")));
    let of = |id: &str| &found.activities.iter().find(|a| a.activity.as_str() == id).unwrap().figures;
    assert!(of("STEADY").flags.is_empty(), "{:?}", of("STEADY").flags);
    assert_eq!(of("STEADY").coverage, Some(1.0));

    let crammed = of("CRAMMED");
    assert_eq!(crammed.coverage, Some(1.0), "every due date has its evidence, so only the dates tell");
    let measures: Vec<_> = crammed.flags.iter().map(|flag| flag.measure).collect();
    assert_eq!(
        measures,
        [Measure::Punctuality, Measure::LongestSilence, Measure::Cramming, Measure::Evenness]
    );
    let figures = crammed.cramming.as_ref().unwrap();
    assert_eq!((figures.in_run_up, figures.in_period), (12, 12));
    assert!((figures.planned_share - 1.0 / 12.0).abs() < 1e-15);
    assert!((figures.probability / 12f64.powi(-12) - 1.0).abs() < 1e-9);
    assert_eq!(crammed.flags[2].evidence.len(), 12);

    let stopped = of("STOPPED");
    assert_eq!((stopped.due, stopped.answered), (4, 1));
    assert_eq!(stopped.coverage, Some(0.25));
    assert_eq!(stopped.late_recording.as_ref().unwrap().share_over_14_days, 1.0);
    assert_eq!((found.whole.due, found.whole.answered, found.whole.evidence), (28, 25, 25));
}

#[test]
fn every_kind_of_duty_is_owed_from_the_day_after() {
    let isms = isms();
    let duties = |on: &str| -> Vec<(Duty, String, i64)> {
        let items = isms.as_of(day(on)).overdue().items.into_iter().filter(|item| item.id != "CRAMMED");
        items.map(|i| (i.duty, i.id.to_string(), i.days_overdue)).collect()
    };
    let stopped = |days| (Duty::Activity, "STOPPED".to_owned(), days);
    assert!(duties("2025-04-22").is_empty(), "grace holds to its last day");
    assert_eq!(duties("2025-04-23"), [stopped(8)]);
    assert!(duties("2025-12-01").iter().all(|d| d.0 != Duty::TreatmentAction));
    let on = duties("2026-01-11");
    assert!(on.contains(&(Duty::TreatmentAction, "R-1".to_owned(), 41)));
    assert_eq!(
        on.iter().filter(|d| d.0 == Duty::TreatmentAction).count(),
        2,
        "what is done later is owed today"
    );
    assert!(on.contains(&(Duty::RiskReview, "R-1".to_owned(), 71)), "never assessed");
    assert!(on.contains(&(Duty::Finding, "F-1".to_owned(), 1)));
    assert_eq!(duties("2026-02-01").iter().filter(|d| d.0 == Duty::TreatmentAction).count(), 1);
}

#[test]
fn programme_shows_plans_and_names_who_holds_the_role() {
    let isms = isms();
    let view = isms.as_of(day("2025-03-20"));
    let found = view.programme(day("2025-05-20")).unwrap();
    let steady: Vec<_> =
        found.items.iter().filter(|i| i.activity.as_str() == "STEADY").map(|i| i.state).collect();
    use OccurrenceState::{Done, Planned};
    assert_eq!(steady, [Done, Done, Done, Planned, Planned]);
    assert_eq!(found.items[0].holders[0].as_str(), "ann");
    assert!(found.items.windows(2).all(|pair| pair[0].due <= pair[1].due));
    assert_eq!(view.overdue().items.len(), 1, "the crammed activity is behind in March");
    assert_eq!(view.programme(day("2025-05-20")).unwrap().overdue().count(), 2);
}

#[test]
fn later_facts_change_nothing() {
    let full = isms();
    let on = day("2025-06-30");
    let mut earlier = record();
    let known = |e: &Value| e["recorded_at"].as_str().unwrap()[..10] <= *"2025-06-30";
    earlier["evidence"].as_array_mut().unwrap().retain(known);
    earlier["findings"] = json!([]);
    earlier["risks"] = json!([]);
    let earlier = Isms::from_json(&earlier.to_string()).unwrap();
    for view in ["programme", "continuity", "overdue"] {
        let ask = |isms: &Isms| isms.as_of(on).ask_json(view, "").unwrap();
        assert_eq!(ask(&full), ask(&earlier), "{view}");
    }
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let isms = isms();
    let view = isms.as_of(day("2025-06-30"));
    let cases = [
        ("continuity", r#"{"audit": "NO"}"#, ErrorCode::UnknownReference, "audit"),
        ("continuity", r#"{"from": "2025-02-01", "to": "2025-01-01"}"#, ErrorCode::DateOrder, "to"),
        ("continuity", r#"{"limits": {"coverage": 2}}"#, ErrorCode::Value, "limits.coverage"),
        ("programme", r#"{"form": "2025-02-01"}"#, ErrorCode::UnknownField, "form"),
        ("overdue", r#"[]"#, ErrorCode::Type, ""),
        ("oracle", "{}", ErrorCode::UnknownView, ""),
    ];
    for (name, parameters, code, path) in cases {
        let error = view.ask_json(name, parameters).unwrap_err();
        assert_eq!((error.code, error.path.as_str()), (code, path), "{name} {parameters}: {error}");
    }
}
