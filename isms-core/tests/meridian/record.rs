//! The example organisation: its record is the one the recipe makes, its journal leads to that record, and it shows
//! what it is meant to show.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Utc};
use rayon::prelude::*;

use isms_core::prelude::*;
use isms_core::view::Measure;

use super::{DIRECTORY, meridian, recipe};

#[test]
fn the_record_is_the_one_its_recipe_makes() {
    let kept = std::fs::read_to_string(Path::new(DIRECTORY).join("isms.json")).unwrap();
    let made = recipe::make(Path::new(DIRECTORY)).unwrap().to_json();
    assert!(made == kept, "isms.json is out of date: run `make meridian`");
}

#[test]
fn the_journal_leads_to_the_meridian() {
    let kept = std::fs::read_to_string(Path::new(DIRECTORY).join("journal.jsonl")).unwrap();
    let made = recipe::journal(&recipe::unfold(Path::new(DIRECTORY)).unwrap()).unwrap();
    assert!(made.to_json_lines() == kept, "journal.jsonl is out of date: run `make meridian`");

    let journal = Journal::from_json_lines(kept.as_bytes()).unwrap();
    assert!(journal.len() >= 1_500, "{} entries", journal.len());
    let record = std::fs::read_to_string(Path::new(DIRECTORY).join("isms.json")).unwrap();
    assert!(journal.record().unwrap().to_json() == record, "the journal leads elsewhere");

    let month = |seq| journal.entry(seq).unwrap().recorded_at.to_string()[..7].to_owned();
    assert_eq!((month(1).as_str(), month(journal.len()).as_str()), ("2023-11", "2026-09"));
    let people = journal.record().unwrap();
    assert!(journal.entries().all(|entry| people.people().contains_key(entry.unwrap().actor.as_str())));
}

#[test]
fn histories_come_as_steps_of_the_domain() {
    let entries = recipe::unfold(Path::new(DIRECTORY)).unwrap();
    let changes =
        entries.iter().flat_map(|entry| &entry.changes).map(|change| serde_json::to_value(change).unwrap());
    let used: BTreeSet<String> =
        changes.map(|change| change["change"].as_str().unwrap().to_owned()).collect();
    let steps = "accept_risk advance_finding advance_incident amend amend_organisation amend_risk_criteria \
                 approve_document assess_impact assess_risk assess_supplier communicate_report complete_action create \
                 decide_applicability decide_certificate enter_phase meet_exit_criterion notify_incident \
                 quantify_risk record_evidence record_measurements report_audit retire review_document revise_control \
                 revise_objective revise_obligation test_control transfer_risk";
    assert_eq!(used, steps.split_whitespace().map(str::to_owned).collect());
}

#[test]
fn the_record_of_an_earlier_day_is_as_it_was_known_then() {
    let journal =
        Journal::from_json_lines(&std::fs::read(Path::new(DIRECTORY).join("journal.jsonl")).unwrap())
            .unwrap();
    let then = journal.at("2025-05-19T07:00:00Z".parse().unwrap()).unwrap();
    let certificate = &then.certificates()["CERT-2025"];
    assert_eq!((certificate.applied_on.is_some(), certificate.decided_on), (true, None));
    assert!(!then.findings().contains_key("F-2025-01") && then.risks().contains_key("R-001"));
    // The record has grown since, and still answers for that day as it did then.
    let day: Date = "2026-05-01".parse().unwrap();
    let known_then = journal.at("2026-05-01T18:00:00Z".parse().unwrap()).unwrap();
    assert!(known_then.evidence().len() < meridian().evidence().len());
    assert_eq!(known_then.as_of(day).overdue(), meridian().as_of(day).overdue());
}

#[test]
fn nothing_is_on_record_before_it_happened() {
    for entry in recipe::unfold(Path::new(DIRECTORY)).unwrap() {
        let day = Date::from(entry.recorded_at.date_naive());
        let happened = |on: Date, what: &Change| assert!(on <= day, "recorded on {day}: {what:?}");
        let text = |value: &serde_json::Value, field: &str| -> Date {
            value[field].as_str().unwrap()[..10].parse().unwrap()
        };
        for change in &entry.changes {
            match change {
                Change::RecordEvidence { evidence } => {
                    happened(text(evidence, "performed_on"), change);
                    let recorded_at =
                        evidence["recorded_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
                    assert_eq!(recorded_at, entry.recorded_at, "{change:?}");
                }
                Change::AssessRisk { assessment, .. } => happened(text(assessment, "assessed_on"), change),
                Change::QuantifyRisk { quantification, .. } => {
                    happened(text(quantification, "quantified_on"), change)
                }
                Change::RecordMeasurements { measurements, .. } => {
                    happened(text(&measurements[0], "at"), change)
                }
                Change::TestControl { test, .. } => happened(text(test, "on"), change),
                Change::AdvanceIncident { event, .. } => happened(text(event, "at"), change),
                Change::AdvanceFinding { event, .. } => happened(text(event, "on"), change),
                Change::CompleteAction { done_on, .. } => happened(*done_on, change),
                Change::Create { kind: Kind::Completion, entity } => {
                    happened(text(entity, "completed_on"), change)
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_kind_of_entity_is_used() {
    let isms = meridian();
    let unused: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| isms.ids(*kind).is_empty()).collect();
    assert_eq!(unused, []);
}

#[test]
fn what_the_description_names_is_there() {
    let isms = meridian();
    let described = std::fs::read_to_string(Path::new(DIRECTORY).join("README.md")).unwrap();
    let links = described.split('`').skip(1).step_by(2).filter(|quoted| quoted.contains(':'));
    let links: Vec<Link> = links.map(|quoted| quoted.parse().unwrap()).collect();
    assert!(links.len() > 60, "{}", links.len());
    for link in links {
        assert!(isms.contains(link.kind, &link.id), "there is no {link}");
    }
}

#[test]
fn cramming_and_silence_are_found_and_nothing_else_is_called_crammed() {
    let isms = meridian();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    let status = view.status().unwrap();
    let ids = |ids: &[Id<Activity>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ids(&status.crammed), ["AWARENESS", "CHANGE-REVIEW"]);
    assert_eq!(ids(&status.stopped), ["RESTORE-TEST"]);
    assert_eq!(status.risks, 28);
    let found = view.continuity(isms_core::view::Period::before_audit(&"AUD-2026-S1".into())).unwrap();
    let crammed = found.activities.iter().find(|a| a.activity.as_str() == "AWARENESS").unwrap();
    let flag = crammed.figures.flags.iter().find(|flag| flag.measure == Measure::Cramming).unwrap();
    assert!(flag.value < 1e-6 && flag.evidence.len() >= 8, "{}", flag.message);
}

#[test]
fn every_view_answers_in_every_year() {
    let isms = meridian();
    let again = isms.clone();
    (0..6).into_par_iter().map(|nth| 8 * nth + 10).for_each(|month| {
        let on: Date = format!("{}-{:02}-28", 2023 + month / 12, 1 + month % 12).parse().unwrap();
        for view in isms_core::view::definitions() {
            let parameters = match view.name {
                "affected" => r#"{"from": ["SCADA-01"]}"#,
                "blast_radius" => r#"{"from": "T0859"}"#,
                "explanation" => r#"{"from": "T0859", "to": "R-015"}"#,
                "protection" => r#"{"asset": "SCADA-01"}"#,
                "gaps" => r#"{"framework": "FW-SUPPLIER"}"#,
                "document_history" => r#"{"document": "DOC-POLICY"}"#,
                "audit_report" => r#"{"audit": "AUD-2026-I1"}"#,
                "loss" | "what_if" => r#"{"trials": 1024}"#,
                "optimise" => {
                    r#"{"trials": 256, "budget": 100000, "nodes": 32, "redraws": 0, "start_quarters": 1}"#
                }
                "treatment_frontier" => {
                    r#"{"trials": 256, "nodes": 16, "kinks": 3, "between": 0, "start_quarters": 1}"#
                }
                _ => "",
            };
            let first = isms.as_of(on).ask_json(view.name, parameters);
            // A risk is not in the graph before it is identified.
            assert!(
                first.is_ok() || (view.name == "explanation" && on < "2024-02-21".parse().unwrap()),
                "{first:?}"
            );
            assert_eq!(
                first,
                again.as_of(on).ask_json(view.name, parameters),
                "the same question, the same bytes"
            );
        }
    });
}
