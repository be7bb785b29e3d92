//! The catalogue of ISO/IEC 27001:2022 is whole, says something of everything, and fits a record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use std::collections::BTreeSet;

use isms_core::interop::{catalogue, catalogue_names};
use isms_core::prelude::*;
use isms_core::schedule::{CLAUSES, serves};

fn loaded(with_controls: bool) -> Isms {
    let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}}"#;
    let mut isms = Isms::from_json(text).unwrap();
    isms.apply(&catalogue("iso-27001-2022", with_controls).unwrap().changes).unwrap();
    isms
}

fn requirements(isms: &Isms) -> &[Requirement] {
    &isms.frameworks()["ISO-27001-2022"].requirements
}

#[test]
fn annex_a_has_its_93_controls_in_four_themes() {
    let isms = loaded(false);
    let theme = |theme| {
        let of = |r: &&Requirement| r.attributes.as_ref().is_some_and(|a| a.theme == Some(theme));
        requirements(&isms).iter().filter(of).map(|r| r.id.as_str()).collect::<Vec<_>>()
    };
    let numbered = |group: &str, last: usize| (1..=last).map(|i| format!("{group}.{i}")).collect::<Vec<_>>();
    assert_eq!(theme(ControlTheme::Organisational), numbered("A.5", 37));
    assert_eq!(theme(ControlTheme::People), numbered("A.6", 8));
    assert_eq!(theme(ControlTheme::Physical), numbered("A.7", 14));
    assert_eq!(theme(ControlTheme::Technological), numbered("A.8", 34));
    assert!(isms.controls().is_empty());
}

#[test]
fn the_clauses_are_those_that_a_programme_serves() {
    let isms = loaded(false);
    let all = requirements(&isms);
    let parents: BTreeSet<_> = all.iter().filter_map(|r| r.parent.as_deref()).collect();
    let clauses: Vec<_> = all
        .iter()
        .map(|r| r.id.as_str())
        .filter(|id| !id.starts_with("A.") && !parents.contains(id))
        .collect();
    assert_eq!(clauses.len(), 30);
    for clause in CLAUSES {
        assert!(clauses.iter().any(|id| serves(id, clause)), "{clause} is missing");
    }
    for id in clauses {
        assert!(CLAUSES.iter().any(|clause| serves(id, clause)), "{id} is no clause");
    }
}

#[test]
fn nothing_is_left_empty_and_nothing_stands_twice() {
    let isms = loaded(false);
    let all = requirements(&isms);
    let parents: BTreeSet<_> = all.iter().filter_map(|r| r.parent.as_deref()).collect();
    let ids: BTreeSet<_> = all.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids.len(), all.len());
    let titles: BTreeSet<_> =
        all.iter().filter(|r| !parents.contains(r.id.as_str())).map(|r| &r.title).collect();
    assert_eq!(titles.len(), 30 + 93, "two requirements share a title");
    for requirement in all.iter().filter(|r| !parents.contains(r.id.as_str())) {
        let id = &requirement.id;
        assert_eq!(requirement.evidence_expected.len(), 1, "{id}");
        assert!(requirement.evidence_expected[0].len() > 10 && requirement.title.len() > 3, "{id}");
        assert!(!requirement.shown_by.is_empty(), "{id}");
        assert!(requirement.parent.is_some(), "{id}");
        assert_eq!(requirement.attributes.is_some(), id.starts_with("A."), "{id}");
        if let Some(attributes) = &requirement.attributes {
            assert!(!attributes.control_types.is_empty(), "{id}");
            assert!(!attributes.properties.is_empty(), "{id}");
            assert!(!attributes.concepts.is_empty(), "{id}");
        }
    }
}

#[test]
fn controls_come_only_when_asked_for_and_are_not_in_force() {
    let isms = loaded(true);
    assert_eq!(isms.controls().len(), 93);
    let backup = &isms.controls()["A.8.13"];
    assert_eq!((backup.function, backup.revisions.len()), (Some(ControlFunction::Corrective), 0));
    assert_eq!(isms.controls()["A.8.7"].function, None, "it works before, during and after");
    let met_by = &isms.frameworks()["ISO-27001-2022"].requirement("A.8.13").unwrap().met_by;
    assert_eq!(met_by, &["control:A.8.13".parse().unwrap()]);
    // A second time nothing changes: the record is refused what it has.
    let mut again = isms.clone();
    assert!(again.apply(&catalogue("iso-27001-2022", true).unwrap().changes).is_err());
    assert_eq!(again, isms);
}

#[test]
fn another_name_is_refused_with_those_there_are() {
    let error = catalogue("iso-9001", false).unwrap_err();
    assert_eq!(error.path, "name");
    for name in catalogue_names() {
        assert!(error.remedy.contains(name));
    }
}
