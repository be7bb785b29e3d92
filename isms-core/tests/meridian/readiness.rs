//! What an auditor would raise at the example organisation: what its description names, and nothing else.

use std::collections::BTreeSet;

use isms_core::model::FindingGrade::{Major, Minor, Opportunity};
use isms_core::prelude::*;
use isms_core::view::{Readiness, ReadinessItem, ReadinessParameters};

use super::{DIRECTORY, meridian};

fn readiness(isms: &Isms, on: &str) -> Readiness {
    isms.as_of(on.parse().unwrap()).readiness(&ReadinessParameters::default()).unwrap()
}

/// The names in the rows of a section of the description: entities, and rules where nothing is there to be named.
fn rows(section: &str) -> Vec<BTreeSet<String>> {
    let described = std::fs::read_to_string(format!("{DIRECTORY}/README.md")).unwrap();
    let section = described.split("\n## ").find(|text| text.starts_with(section)).unwrap();
    let rows: Vec<_> = section
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect())
        .collect();
    assert!(!rows.is_empty());
    rows
}

fn name(item: &ReadinessItem) -> String {
    item.about.as_ref().map_or(item.rule.id().to_owned(), ToString::to_string)
}

#[test]
fn what_is_raised_is_what_the_description_names_both_ways() {
    let answer = readiness(&meridian(), "2026-09-01");
    let today: Vec<_> = answer.items.iter().filter(|item| item.today.is_some()).collect();
    let (planted, better) = (rows("What is planted"), rows("What could be better"));

    // Each name of a row is raised, or is behind what is raised about another of the row.
    for row in planted.iter().chain(&better) {
        let of_row = today.iter().filter(|item| row.contains(&name(item)));
        let mut told: BTreeSet<String> = BTreeSet::new();
        for item in of_row {
            told.insert(name(item));
            told.extend(item.entities.iter().map(ToString::to_string));
        }
        let untold: Vec<_> = row.difference(&told).collect();
        assert!(untold.is_empty(), "not raised: {untold:?}");
    }
    // What is raised is planted; opportunities may be of the second table too.
    let of = |tables: &[&[BTreeSet<String>]], name: &str| {
        tables.iter().any(|t| t.iter().any(|r| r.contains(name)))
    };
    for item in today {
        let described = match item.grade {
            Opportunity => of(&[&planted, &better], &name(item)),
            Major | Minor => of(&[&planted], &name(item)),
        };
        assert!(described, "{:?} {} {}: {}", item.grade, item.rule, name(item), item.message);
    }
}

#[test]
fn what_is_in_order_by_now_is_not_raised() {
    let answer = readiness(&meridian(), "2026-09-01");
    let in_order: BTreeSet<String> = rows("What is in order by now").into_iter().flatten().collect();
    assert!(in_order.len() >= 8);
    for item in answer.items.iter().filter(|item| item.today.is_some()) {
        assert!(!in_order.contains(&name(item)), "{}: {}", item.rule, item.message);
    }
}

#[test]
fn plans_done_by_the_audit_make_good_what_they_are_for_and_no_more() {
    let answer = readiness(&meridian(), "2026-09-01");
    // The certification body comes after the internal audit of 2027, and is what to be ready for.
    assert_eq!((answer.audit, answer.audit_on), (Some("AUD-2027-S2".into()), "2027-05-31".parse().ok()));
    let columns = |rule: &str, about: &str| {
        let of = |item: &&ReadinessItem| item.rule.id() == rule && name(item) == about;
        let item = answer.items.iter().find(of).unwrap_or_else(|| panic!("{rule} {about}"));
        (item.today, item.if_nothing_is_done, item.if_planned_is_done)
    };
    // Its action, then its steps; the action of the treatment plan; the tests of each month.
    let finding = columns("10.2/answered-in-time", "finding:F-2026-01");
    assert_eq!(finding, (Some(Major), Some(Major), None));
    assert_eq!(columns("8.3/action-in-time", "risk:R-017"), (Some(Major), Some(Major), None));
    assert_eq!(columns("8.1/done", "activity:ENDPOINT-REPORT"), (None, Some(Major), None));
    // The audit of February 2027 is planned, its report with it; nobody planned the review of that year.
    assert_eq!(columns("9.2/reported-to-management", "audit:AUD-2027-I2"), (None, Some(Minor), None));
    assert_eq!(columns("9.3/interval", "management_review:MR-2026"), (None, Some(Major), Some(Major)));
    // What needs a decision or a judgement stays.
    assert_eq!(columns("8.2/review-date", "risk:R-006"), (Some(Major), Some(Major), Some(Major)));
    assert_eq!(columns("A.5.20/agreement-in-force", "supplier:SUPP-AQUAMETRIC").2, Some(Minor));
    // Six stale risks are a breakdown of the review of risks; a single one is a lapse.
    let stale =
        answer.items.iter().filter(|item| item.rule.id() == "8.2/review-date" && item.today.is_some());
    assert!(stale.clone().count() == 6 && stale.clone().all(|item| item.systemic));
    let (nothing, planned) = (answer.if_nothing_is_done.unwrap(), answer.if_planned_is_done.unwrap());
    assert!(planned.major < nothing.major && planned.minor <= nothing.minor, "{planned:?} {nothing:?}");
}
