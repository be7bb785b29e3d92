//! The example organisation: its record is the one the recipe makes, and shows what it is meant to show.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use isms_core::interop::{read_oscal, read_stix};
use isms_core::prelude::*;
use isms_core::view::Measure;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../examples/data/meridian/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_record_is_the_one_its_recipe_makes() {
    let start = r#"{"format": "isms/1",
        "organisation": {"name": "Meridian Water", "scope": "To be stated", "currency": "EUR"}}"#;
    let mut isms = Isms::from_json(start).unwrap();
    isms.apply(&read_stix(&file("sources/ics-attack-18.1.json")).unwrap().changes).unwrap();
    let baseline = "sources/NIST_SP-800-53_rev5_MODERATE-baseline-resolved-profile_catalog-min.json";
    isms.apply(&read_oscal(&file(baseline)).unwrap().changes).unwrap();
    let changes = format!("{}/../examples/data/meridian/changes", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> = std::fs::read_dir(changes).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    for name in names {
        isms.apply(&Change::list_from_slice(&std::fs::read(name).unwrap()).unwrap()).unwrap();
    }
    assert!(isms.to_json().as_bytes() == file("isms.json"), "isms.json is out of date: run `make meridian`");
}

#[test]
fn cramming_and_silence_are_found_and_nothing_else_is_called_crammed() {
    let isms = Isms::from_slice(&file("isms.json")).unwrap();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    let status = view.status().unwrap();
    let ids = |ids: &[Id<Activity>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&status.crammed), ["AWARENESS", "CHANGE-REVIEW"]);
    assert_eq!(ids(&status.stopped), ["RESTORE-TEST"]);
    let found = view.continuity(isms_core::view::Period::before_audit(&"AUD-2026-S1".into())).unwrap();
    let crammed = found.activities.iter().find(|a| a.activity.as_str() == "AWARENESS").unwrap();
    let flag = crammed.figures.flags.iter().find(|flag| flag.measure == Measure::Cramming).unwrap();
    assert!(flag.value < 1e-6 && flag.evidence.len() >= 8, "{}", flag.message);
}

#[test]
fn every_view_answers_on_every_month() {
    let isms = Isms::from_slice(&file("isms.json")).unwrap();
    for month in 0..30 {
        let on: Date = format!("{}-{:02}-28", 2025 + month / 12, 1 + month % 12).parse().unwrap();
        for view in isms_core::view::definitions() {
            let parameters = match view.name {
                "blast_radius" => r#"{"from": "T0859"}"#,
                "explanation" => r#"{"from": "T0859", "to": "R-015"}"#,
                "protection" => r#"{"asset": "SCADA-01"}"#,
                _ => "",
            };
            let (asked, again) = (|| isms.as_of(on).ask_json(view.name, parameters), isms.clone());
            let first = asked();
            // A risk is not in the graph before it is identified.
            assert!(
                first.is_ok() || (view.name == "explanation" && on < "2025-03-03".parse().unwrap()),
                "{first:?}"
            );
            assert_eq!(
                first,
                again.as_of(on).ask_json(view.name, parameters),
                "the same question, the same bytes"
            );
        }
    }
}
