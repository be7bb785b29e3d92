//! What the door of the record lets through, and what it says when it does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use isms_core::record::Limits;
use serde_json::{Value, json};

fn small() -> Value {
    json!({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "risk_criteria": {
            "likelihood": {"levels": [{"id": "rare", "name": "Rare"}, {"id": "often", "name": "Often"}]},
            "consequence": {"levels": [{"id": "small", "name": "Small"}, {"id": "large", "name": "Large"}]},
            "levels": [{"id": "low", "name": "Low", "acceptable": true},
                       {"id": "high", "name": "High", "acceptable": false}],
            "matrix": [["low", "low"], ["low", "high"]]
        },
        "people": [{"id": "ann", "name": "Ann"}],
        "roles": [{"id": "CISO", "name": "Security officer", "holders": [{"person": "ann", "from": "2025-01-01"}]}],
        "assets": [{"id": "DB", "name": "Database"}, {"id": "APP", "name": "Application", "depends_on": [{"asset": "DB"}]}],
        "risks": [{"id": "R-1", "title": "Loss", "owner": "CISO", "identified_on": "2026-01-01", "assets": ["DB"],
            "treatment": {"option": "modify", "actions": [{"title": "Copy it", "owner": "CISO", "due": "2026-05-01"}]}}],
        "activities": [{"id": "REVIEW", "title": "Review", "owner": "CISO", "start": "2026-01-31", "cadence": "FREQ=MONTHLY"}]
    })
}

fn load(record: &Value) -> Isms {
    Isms::from_json(&record.to_string()).unwrap()
}

/// Puts `value` at a JSON pointer of the small record and reads it.
fn problem(pointer: &str, value: Value) -> (ErrorCode, String) {
    let mut record = small();
    match record.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            record.pointer_mut(parent).unwrap()[key] = value;
        }
    }
    let error = Isms::from_json(&record.to_string()).unwrap_err();
    assert!(!error.problem.is_empty());
    (error.code, error.path)
}

#[test]
fn errors_name_the_place() {
    use ErrorCode::*;
    let cases = [
        ("/format", json!("isms/9"), Format, "format"),
        ("/colour", json!("red"), UnknownField, "colour"),
        ("/risks/0/colour", json!("red"), UnknownField, "risks[R-1].colour"),
        ("/risks/0/owner", json!("NOBODY"), UnknownReference, "risks[R-1].owner"),
        ("/risks/0/identified_on", json!("2026-02-30"), Value, "risks[R-1].identified_on"),
        ("/risks/0/treatment/actions/0/due", json!("soon"), Value, "risks[R-1].treatment.actions[0].due"),
        ("/risks/0/treatment/actions/0/due", json!(7), Type, "risks[R-1].treatment.actions[0].due"),
        ("/roles/0/holders/0/until", json!("2024-01-01"), DateOrder, "roles[CISO].holders[0].until"),
        ("/assets/1/depends_on/0/probability", json!(1.5), Value, "assets[APP].depends_on[0].probability"),
        ("/assets/1/id", json!("DB"), DuplicateId, "assets[DB]"),
        ("/organisation/currency", json!("XYZ"), Currency, "organisation.currency"),
        ("/assets/0/value", json!({"amount": "1", "currency": "USD"}), Currency, "assets[DB].value.currency"),
        ("/activities/0/cadence", json!("FREQ=SOMETIMES"), Value, "activities[REVIEW].cadence"),
        (
            "/activities/0/cadence",
            json!("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
            Value,
            "activities[REVIEW].cadence",
        ),
        ("/risk_criteria/matrix/1/1", json!("huge"), UnknownReference, "risk_criteria.matrix[1][1]"),
        (
            "/risks/0/assessments",
            json!([{"stage": "residual", "assessed_on": "2026-01-02", "likelihood": "never",
            "consequence": "small"}]),
            UnknownReference,
            "risks[R-1].assessments[0].likelihood",
        ),
    ];
    for (pointer, value, code, path) in cases {
        assert_eq!(problem(pointer, value.clone()), (code, path.to_owned()), "{pointer} = {value}");
    }
    let mut record = small();
    record["organisation"].as_object_mut().unwrap().remove("scope");
    let error = Isms::from_json(&record.to_string()).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (MissingField, "organisation"));
}

#[test]
fn hostile_text_is_refused() {
    let whole = small().to_string();
    for end in [0, 1, whole.len() / 2, whole.len() - 1] {
        assert_eq!(Isms::from_json(&whole[..end]).unwrap_err().code, ErrorCode::Syntax);
    }
    assert_eq!(Isms::from_json(&format!("{whole} {{}}")).unwrap_err().code, ErrorCode::Syntax);
    assert_eq!(Isms::from_slice(b"{\"format\": \"\xff\"}").unwrap_err().code, ErrorCode::Syntax);
    let nested = format!("{{\"x-deep\": {}", "[".repeat(1 << 20));
    assert_eq!(Isms::from_json(&nested).unwrap_err().code, ErrorCode::Syntax);
}

#[test]
fn own_fields_survive_a_round_trip() {
    let mut record = small();
    record["x-top"] = json!({"b": 1});
    record["risks"][0]["x-colour"] = json!("red");
    let isms = load(&record);
    let again = Isms::from_json(&isms.to_json()).unwrap();
    assert_eq!(isms, again);
    assert!(isms.to_json().contains("x-colour") && isms.to_json().contains("x-top"));
}

#[test]
fn a_failed_batch_leaves_no_trace() {
    let mut isms = load(&small());
    let before = isms.clone();
    let batch = json!([
        {"change": "create", "kind": "asset", "entity": {"id": "NET", "name": "Network"}},
        {"change": "amend", "kind": "asset", "id": "DB", "patch": {"depends_on": [{"asset": "NET"}]}},
        {"change": "amend_organisation", "patch": {"name": "Other"}},
        {"change": "delete", "kind": "asset", "id": "APP"},
        {"change": "assess_risk", "risk": "R-1", "assessment": {"stage": "residual", "assessed_on": "2026-02-01",
            "likelihood": "rare", "consequence": "nowhere"}}
    ]);
    let error = isms.apply(&Change::list_from_json(&batch.to_string()).unwrap()).unwrap_err();
    assert_eq!(error.path, "risks[R-1].assessments[0].consequence");
    assert_eq!(isms, before);
}

#[test]
fn what_is_referenced_stays() {
    let mut isms = load(&small());
    let delete = Change::list_from_json(r#"{"change": "delete", "kind": "asset", "id": "DB"}"#).unwrap();
    let error = isms.apply(&delete).unwrap_err();
    assert_eq!(error.code, ErrorCode::StillReferenced);
    assert!(
        error.problem.contains("assets[APP].depends_on[0].asset")
            && error.problem.contains("risks[R-1].assets[0]")
    );
}

#[test]
fn an_auditor_may_not_own_what_is_audited() {
    let mut record = small();
    record["controls"] = json!([{"id": "C", "name": "Backup", "owner": "CISO"}]);
    record["audits"] = json!([{"id": "A", "title": "Internal", "kind": "internal", "start": "2026-02-01",
        "end": "2026-02-02", "auditors": ["ann"], "controls": ["C"]}]);
    let error = Isms::from_json(&record.to_string()).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::Rule, "audits[A].auditors[0]"));
}

#[test]
fn hostile_sizes_meet_limits() {
    let within = |record: &Value, limits: Limits| {
        Isms::from_slice_within(record.to_string().as_bytes(), &limits)
            .map_err(|error| (error.code, error.problem))
    };
    let mut record = small();
    let count = Kind::ALL.iter().map(|kind| load(&record).ids(*kind).len()).sum::<usize>();
    assert!(within(&record, Limits { entities: count, ..Limits::default() }).is_ok());
    let (code, problem) = within(&record, Limits { entities: count - 1, ..Limits::default() }).unwrap_err();
    assert_eq!(
        (code, problem),
        (ErrorCode::Limit, format!("it has {count} entities, over the limit of {}", count - 1))
    );
    // A quotation mark inside does not end a text, and its escape counts as written.
    record["x-long"] = json!("\"".repeat(50));
    assert!(within(&record, Limits { text_bytes: 100, ..Limits::default() }).is_ok());
    assert_eq!(
        within(&record, Limits { text_bytes: 99, ..Limits::default() }).unwrap_err().0,
        ErrorCode::Limit
    );
    let size = record.to_string().len();
    assert!(within(&record, Limits { bytes: size, ..Limits::default() }).is_ok());
    assert_eq!(
        within(&record, Limits { bytes: size - 1, ..Limits::default() }).unwrap_err().0,
        ErrorCode::Limit
    );
    // By default a text of 100 MB is refused before it is parsed.
    let whole = small().to_string();
    let huge = format!("{}, \"x-huge\": \"{}\"}}", &whole[..whole.len() - 1], "a".repeat(100 << 20));
    assert_eq!(Isms::from_json(&huge).unwrap_err().code, ErrorCode::Limit);
}
