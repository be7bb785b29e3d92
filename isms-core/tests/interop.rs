//! Readers of foreign formats, on the real catalogues and on broken ones.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use isms_core::interop::{read_oscal, read_stix};
use isms_core::prelude::*;
use proptest::prelude::*;
use serde_json::{Value, json};

fn source(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../examples/data/meridian/sources/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn empty() -> Isms {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    Isms::from_json(text).unwrap()
}

#[test]
fn attack_for_ics_becomes_threats_assets_and_controls() {
    let set = read_stix(&source("ics-attack-18.1.json")).unwrap();
    let taken = |what: &str| set.report.taken.get(what).copied().unwrap_or_default();
    // 95 techniques of which 12 are deprecated; 18 assets; 52 mitigations.
    assert_eq!((taken("threats"), taken("assets"), taken("controls")), (83, 18, 52));
    assert!(set.report.skipped.iter().any(|s| s.reason == "attack-pattern is deprecated"));
    let mut isms = empty();
    isms.apply(&set.changes).unwrap();
    assert_eq!(taken("targets"), isms.threats().values().map(|t| t.targets.len()).sum::<usize>());
    assert_eq!(taken("mitigates"), isms.controls().values().map(|c| c.mitigates.len()).sum::<usize>());
    assert_eq!((taken("targets"), taken("mitigates")), (685, 331));
    let access = &isms.controls()["M0801"];
    assert_eq!(access.name, "Access Management");
    assert!(
        access
            .references
            .iter()
            .any(|r| r.source == "NIST SP 800-53 Rev. 5" && r.id.as_deref() == Some("AC-3"))
    );
    assert!(isms.threats()["T0814"].targets.contains(&"A0003".into()));
}

#[test]
fn a_baseline_becomes_controls_with_enhancements_and_parameters() {
    let name = "NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog-min.json";
    let set = read_oscal(&source(name)).unwrap();
    assert_eq!(set.report.taken["controls"], 287);
    let mut isms = empty();
    isms.apply(&set.changes).unwrap();
    let automated = &isms.controls()["AC-2(1)"];
    assert_eq!(automated.enhances.as_ref().unwrap().as_str(), "AC-2");
    assert!(automated.description.contains("[ac-02.01_odp]"), "{}", automated.description);
    assert!(isms.controls()["AC-1"].parameters.iter().any(|p| !p.choices.is_empty()));
    // Both catalogues fit in one record.
    isms.apply(&read_stix(&source("ics-attack-18.1.json")).unwrap().changes).unwrap();
}

fn bundle(objects: Value) -> Vec<u8> {
    json!({"type": "bundle", "id": "bundle--1", "objects": objects}).to_string().into_bytes()
}

fn technique(stix_id: &str, attack_id: &str) -> Value {
    json!({"type": "attack-pattern", "id": stix_id, "name": "T",
        "external_references": [{"source_name": "mitre-attack", "external_id": attack_id}]})
}

#[test]
fn broken_bundles_are_refused_by_place() {
    let relation = json!({"type": "relationship", "id": "relationship--1", "relationship_type": "mitigates",
        "source_ref": "attack-pattern--1", "target_ref": "attack-pattern--9"});
    let cases = [
        (b"{\"type\": \"report\"}".to_vec(), ErrorCode::Format, "type"),
        (b"[]".to_vec(), ErrorCode::Format, "type"),
        (bundle(json!({})), ErrorCode::Type, "objects"),
        (bundle(json!([7])), ErrorCode::Type, "objects[0]"),
        (bundle(json!([{"id": "x--1", "type": 7}])), ErrorCode::Type, "objects[x--1].type"),
        (
            bundle(json!([{"id": "attack-pattern--1", "type": "attack-pattern"}])),
            ErrorCode::MissingField,
            "objects[attack-pattern--1].name",
        ),
        (
            bundle(json!([technique("attack-pattern--1", "T1"), relation])),
            ErrorCode::UnknownReference,
            "objects[relationship--1].target_ref",
        ),
        (
            bundle(json!([technique("attack-pattern--1", "T1"), technique("attack-pattern--2", "T1")])),
            ErrorCode::DuplicateId,
            "objects[attack-pattern--2].external_references",
        ),
        (
            bundle(json!([technique("attack-pattern--1", "T 1")])),
            ErrorCode::Value,
            "objects[attack-pattern--1].external_references",
        ),
    ];
    for (bytes, code, path) in cases {
        let error = read_stix(&bytes).unwrap_err();
        assert_eq!((error.code, error.path.as_str()), (code, path), "{error}");
    }
    assert_eq!(read_stix(b"{\"type\": \"\xff\"}").unwrap_err().code, ErrorCode::Syntax);
}

#[test]
fn what_touches_a_revoked_object_is_left_out_and_said() {
    let mut revoked = technique("attack-pattern--2", "T1");
    revoked["revoked"] = json!(true);
    let relation = json!({"type": "relationship", "id": "relationship--1", "relationship_type": "targets",
        "source_ref": "attack-pattern--2", "target_ref": "x-mitre-asset--1"});
    let asset = json!({"type": "x-mitre-asset", "id": "x-mitre-asset--1", "name": "Server"});
    let set =
        read_stix(&bundle(json!([technique("attack-pattern--1", "T1"), revoked, asset, relation]))).unwrap();
    let skipped: Vec<_> = set.report.skipped.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(skipped, ["attack-pattern--2", "relationship--1"]);
    assert_eq!(set.changes.len(), 2);
}

#[test]
fn other_oscal_models_are_named() {
    let error = read_oscal(b"{\"profile\": {}}").unwrap_err();
    assert_eq!(error.code, ErrorCode::Format);
    assert!(error.to_string().contains("is a profile, not a catalogue"), "{error}");
    let twice = json!({"catalog": {"controls": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}});
    let error = read_oscal(twice.to_string().as_bytes()).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::DuplicateId, "catalog.controls[a].id"));
    let wrong = json!({"catalog": {"controls": [{"id": "a", "title": 7}]}});
    assert_eq!(read_oscal(wrong.to_string().as_bytes()).unwrap_err().path, "catalog.controls[a].title");
}

#[test]
fn withdrawn_controls_and_labels_that_are_no_ids() {
    let catalogue = json!({"catalog": {"metadata": {"title": "Own"}, "groups": [{"id": "g", "groups": [{"controls": [
        {"id": "c-1", "title": "Kept", "props": [{"name": "label", "value": "No 1"}]},
        {"id": "c-2", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]}]}]}]}});
    let set = read_oscal(catalogue.to_string().as_bytes()).unwrap();
    assert_eq!((set.changes.len(), set.report.skipped[0].id.as_str()), (1, "c-2"));
    assert!(matches!(&set.changes[0], Change::Create { entity, .. } if entity["id"] == "c-1"));
}

proptest! {
    #[test]
    fn readers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\[\\]{}\":,a-z0-9 ]{0,80}") {
        for input in [bytes.as_slice(), text.as_bytes()] {
            let _ = read_stix(input);
            let _ = read_oscal(input);
            let _ = Isms::from_slice(input);
        }
    }
}
