//! Workload, what the programme does not cover, and the programme that covers it, on the example organisation.

use std::collections::BTreeSet;

use isms_core::prelude::*;
use isms_core::schedule::{CLAUSES, serves};
use isms_core::view::{ChargedTo, GapKind, ProposalParameters, WorkloadParameters};

use super::meridian;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_programme_made_for_all_covers_all_and_keeps_off_the_days_off() {
    let mut isms = meridian();
    let on = day("2026-09-01");
    let before: BTreeSet<GapKind> = isms.as_of(on).programme_gaps().items.iter().map(|gap| gap.gap).collect();
    assert!(before.contains(&GapKind::Control), "{before:?}");
    let owners = serde_json::from_value(serde_json::json!({"owners": {"audit": "INTERNAL-AUDITOR",
        "management": "MANAGING-DIRECTOR", "people": "PEOPLE-AND-TRAINING", "suppliers": "PROCUREMENT",
        "legal": "DATA-PROTECTION", "incidents": "SECURITY-ANALYST"}, "all": true}));
    let proposal = isms.as_of(on).programme_proposal(&owners.unwrap()).unwrap();
    assert!(proposal.items.iter().all(|item| item.on_days_off.is_empty()));
    let tasks: BTreeSet<Task> = proposal.items.iter().map(|item| item.task).collect();
    assert_eq!(tasks.len(), Task::ALL.len());
    for peak in &proposal.peaks {
        assert!(
            peak.lower_bound_hours <= peak.after_hours && peak.after_hours <= peak.before_hours,
            "{peak:?}"
        );
    }
    assert!(
        proposal.peaks.iter().any(|peak| peak.after_hours < 0.8 * peak.before_hours),
        "{:?}",
        proposal.peaks
    );
    // In the certificate's months: surveillance before its anniversary, what leads up to it before that.
    let first = |task| proposal.items.iter().find(|item| item.task == task).unwrap().effective_on.to_string();
    assert_eq!(&first(Task::SurveillanceAudit)[..7], "2027-05");
    assert!(["2027-01", "2027-02", "2027-03", "2027-04"].contains(&&first(Task::InternalAudit)[..7]));

    // By itself, without the activities that are there.
    let clauses: Vec<&String> = proposal.changes.iter().flat_map(|new| &new.entity.clauses).collect();
    for clause in CLAUSES {
        assert!(clauses.iter().any(|served| serves(served, clause)), "{clause}");
    }
    let controls: BTreeSet<_> =
        proposal.changes.iter().flat_map(|new| &new.entity.controls).cloned().collect();
    let applicable = isms.statement_of_applicability().values();
    let applicable = applicable.filter(|e| e.decision_on(on).is_some_and(|decision| decision.applicable));
    assert_eq!(controls, applicable.map(|entry| entry.control.clone()).collect());

    isms.apply(&ChangeSet::from(&proposal).changes).unwrap();
    let again = isms.as_of(on).programme_proposal(&ProposalParameters::default()).unwrap();
    assert_eq!(again.items, [], "nothing is left to propose");
}

#[test]
fn what_is_covered_already_is_not_proposed_again() {
    let mut isms = meridian();
    let on = day("2026-09-01");
    let proposal = isms.as_of(on).programme_proposal(&ProposalParameters::default()).unwrap();
    assert!(
        proposal.covered.contains(&Task::ManagementReview) && proposal.covered.contains(&Task::InternalAudit)
    );
    isms.apply(&ChangeSet::from(&proposal).changes).unwrap();
    let wanted = [GapKind::Task, GapKind::Clause, GapKind::Control];
    let left: Vec<_> =
        isms.as_of(on).programme_gaps().items.into_iter().filter(|gap| wanted.contains(&gap.gap)).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn an_owner_that_is_not_there_is_named() {
    let isms = meridian();
    let parameters = serde_json::json!({"owners": {"audit": "NOBODY"}});
    let error = isms.as_of(day("2026-09-01")).ask("programme_proposal", &parameters).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::UnknownReference, "owners.audit"));
}

#[test]
fn the_vacant_role_and_the_shrinking_one_are_seen_in_the_hours() {
    let isms = meridian();
    let months = |from: &str, to: &str| {
        let parameters = WorkloadParameters { from: Some(day(from)), to: Some(day(to)), charged_to: None };
        isms.as_of(day("2026-09-01")).workload(parameters).unwrap()
    };
    let vacant = months("2025-11-01", "2026-03-31");
    let engineer = |month: &str| {
        let found =
            vacant.items.iter().find(|m| m.role.as_str() == "SCADA-ENGINEER" && m.month == day(month));
        found.unwrap()
    };
    let december = engineer("2025-12-01");
    assert_eq!((december.capacity_hours, december.holders.len()), (Some(0.0), 0));
    assert!(december.over_hours > 0.0, "{december:?}");

    // Restore tests stopped in October 2025: what they owe is carried from month to month.
    let ahead = months("2026-09-01", "2027-08-31");
    let operations = ahead.roles.iter().find(|role| role.role.as_str() == "IT-OPERATIONS").unwrap();
    assert_eq!(operations.cannot_catch_up_from, Some(day("2026-09-01")), "{operations:?}");
}

#[test]
fn hours_can_be_charged_to_those_who_do_the_work() {
    let isms = meridian();
    let due = |charged_to| {
        let parameters = WorkloadParameters { charged_to, ..WorkloadParameters::default() };
        let found = isms.as_of(day("2026-09-01")).workload(parameters).unwrap();
        let director = found.items.iter().filter(|m| m.role.as_str() == "MANAGING-DIRECTOR");
        (director.map(|m| m.due_hours).sum::<f64>(), found.roles.iter().map(|r| r.due_hours).sum::<f64>())
    };
    let (of_owner, all) = due(None);
    let (of_doer, the_same) = due(Some(ChargedTo::Responsible));
    assert_eq!((of_owner, of_doer), (20.0, 0.0));
    assert!((all - the_same).abs() < 1e-6, "nothing is lost: {all} {the_same}");
}
