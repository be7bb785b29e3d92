//! What the gap analysis says of the example organisation.

use std::collections::BTreeSet;

use isms_core::interop::read_oscal_framework;
use isms_core::prelude::*;
use serde_json::{Value, json};

use super::{DIRECTORY, ask, found, meridian};

fn gaps() -> Value {
    ask("gaps", json!({"framework": "FW-SUPPLIER"}))
}

#[test]
fn requirements_never_assessed_and_some_met_in_part() {
    let gaps = gaps();
    assert_eq!(
        gaps["counts"],
        json!({"requirements": 16, "met": 8, "partly_met": 5, "not_met": 0, "not_applicable": 1, "not_assessed": 2,
            "without_evidence": 5})
    );
    let in_state =
        |state: &'static str| found(&gaps, "items", move |row| row["state"] == state, &["requirement"]);
    assert_eq!(in_state("not_assessed"), json!([["S2.5"], ["S4.3"]]));
    assert_eq!(in_state("partly_met"), json!([["S2.1"], ["S2.2"], ["S2.3"], ["S3.4"], ["S4.1"]]));
}

#[test]
fn said_to_be_met_with_nothing_that_shows_it() {
    let gaps = gaps();
    // Nothing names what returns or erases data; the second factor failed its last test.
    let unshown = |row: &Value| row["state"] == "met" && row["without_evidence"] == true;
    assert_eq!(
        found(&gaps, "items", unshown, &["requirement", "effective_on"]),
        json!([["S2.4", "2025-07-22"], ["S3.2", "2026-06-23"]])
    );
    // The penetration test may not be relied on any more, but the control has passed a test since.
    let lapsed = |row: &Value| row["lapsed"] == json!(["E-2001"]);
    assert_eq!(
        found(&gaps, "items", lapsed, &["requirement", "without_evidence"]),
        json!([["S3.1", false], ["S3.3", false]])
    );
}

#[test]
fn the_end_of_access_removes_most_risk_for_the_work() {
    let gaps = gaps();
    let first = &gaps["recommendations"][0];
    assert_eq!((&first["requirement"], &first["step"]), (&json!("S3.4"), &json!("meet")));
    assert_eq!(first["risks"], json!(["R-011", "R-015", "R-028"]));
    let removed = first["risk_removed"].as_f64().unwrap();
    assert!(removed > 73_000.0 && removed < 74_000.0, "{removed}");
    assert_eq!(gaps["recommendations"].as_array().unwrap().len(), 5 + 2 + 2);
}

#[test]
fn promises_that_the_programme_does_not_hold_and_those_not_kept() {
    let gaps = gaps();
    assert_eq!(
        found(
            &gaps,
            "promises",
            |row| row["state"] != "kept",
            &["document", "activity", "state", "due", "done"]
        ),
        json!([
            ["DOC-BACKUP", "BACKUP-CHECK", "planned_less", 259, 223],
            ["DOC-ACCESS", "ACC-REVIEW", "not_kept", 12, 11],
            ["DOC-BACKUP", "RESTORE-TEST", "not_kept", 12, 2],
            ["DOC-TRAINING", "AWARENESS", "not_kept", 12, 11]
        ])
    );
}

/// The moderate baseline of NIST SP 800-53 as a framework beside the controls that the organisation took from it.
#[test]
fn an_oscal_baseline_is_a_framework_to_hold_the_system_against() {
    let mut isms = meridian();
    let name = "NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog-min.json";
    let catalogue = std::fs::read(format!("{DIRECTORY}/sources/{name}")).unwrap();
    let set = read_oscal_framework(&catalogue, "NIST", false).unwrap();
    assert_eq!(set.changes.len(), 1);
    isms.apply(&set.changes).unwrap();
    let framework = isms.frameworks()["NIST"].clone();
    let part = framework.requirement("AC-2(1)").unwrap();
    assert_eq!(part.parent.as_deref(), Some("AC-2"));
    assert_eq!(framework.requirement("AC-2").unwrap().parent.as_deref(), Some("ac"));
    let judge = json!({"id": "RN-1", "framework": "NIST", "requirement": "CP-9", "answer": "partly_met",
        "assessed_on": "2026-08-01", "by": "brandt"});
    isms.apply(&[Change::Create { kind: Kind::RequirementAssessment, entity: judge }]).unwrap();
    let answer =
        isms.as_of("2026-09-01".parse().unwrap()).ask("gaps", &json!({"framework": "NIST"})).unwrap();
    // Groups are headings, and so are controls that others enhance, unless somebody has judged them.
    let parents = framework.requirements.iter().filter_map(|r| r.parent.as_deref()).collect::<BTreeSet<_>>();
    let leaves = framework.requirements.iter().filter(|r| !parents.contains(r.id.as_str())).count();
    assert_eq!(answer["counts"]["requirements"], json!(leaves + 1));
    assert_eq!(answer["counts"]["partly_met"], 1);
    assert_eq!(answer["recommendations"][0]["requirement"], "CP-9");
}

#[test]
fn controls_of_an_oscal_catalogue_meet_its_requirements_if_they_come_with_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/catalogues/catalogue.json");
    let set = read_oscal_framework(&std::fs::read(path).unwrap(), "OWN", true).unwrap();
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    let mut isms = Isms::from_json(text).unwrap();
    isms.apply(&set.changes).unwrap();
    let own = &isms.frameworks()["OWN"];
    let told: Vec<_> =
        own.requirements.iter().map(|r| (r.id.as_str(), r.parent.as_deref(), r.met_by.len())).collect();
    assert_eq!(told, [("g", None, 0), ("AC-2", Some("g"), 1), ("AC-2(1)", Some("AC-2"), 1)]);
    assert_eq!(read_oscal_framework(b"{}", "", true).unwrap_err().path, "id");
    assert_eq!((isms.controls().len(), set.report.taken["controls"], set.report.skipped.len()), (2, 2, 1));
}
