//! The example organisation: its record is the one the recipe makes, and shows what it is meant to show.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use isms_core::view::Measure;

#[path = "../examples/meridian.rs"]
#[expect(dead_code, reason = "the example's own main is not called here")]
mod recipe;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../examples/data/meridian/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_record_is_the_one_its_recipe_makes() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian");
    let isms = recipe::make(directory.as_ref()).unwrap();
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
