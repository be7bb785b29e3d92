//! The steps of the domain, one after another as a year brings them, and what each refuses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail"
)]

use isms_core::prelude::*;
use serde_json::{Value as Json, json};

fn isms() -> Isms {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/records/every-kind.json");
    Isms::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn apply(isms: &mut Isms, changes: Json) -> Result<()> {
    isms.apply(&Change::list_from_json(&changes.to_string())?)
}

/// Applies a change that must be refused, and sees that nothing is changed by it.
fn refused(isms: &mut Isms, change: Json) -> (ErrorCode, String, String) {
    let before = isms.clone();
    let error = apply(isms, change.clone()).expect_err(&change.to_string());
    assert!(*isms == before, "{change} left a trace");
    (error.code, error.path, error.problem)
}

#[test]
fn each_step_adds_to_the_history_it_is_about() {
    let mut isms = isms();
    let steps = [
        json!({"change": "assess_risk", "risk": "R-1", "assessment":
            {"stage": "residual", "assessed_on": "2026-02-01", "likelihood": "often", "consequence": "large"}}),
        json!({"change": "quantify_risk", "risk": "R-1", "quantification": {"quantified_on": "2026-02-01",
            "primary": {"response": {"distribution": "fixed", "value": 25000.0}}}}),
        json!({"change": "accept_risk", "risk": "R-1", "acceptance":
            {"accepted_on": "2026-02-02", "until": "2026-05-31", "by": "COO", "reason": "Second site is coming"}}),
        json!({"change": "transfer_risk", "risk": "R-1", "owner": "BOARD", "on": "2026-03-01"}),
        json!({"change": "complete_action", "kind": "decision", "id": "DEC-1", "action": 0, "done_on": "2026-02-20"}),
        json!({"change": "record_evidence", "evidence": {"id": "E-3", "activity": "REVIEW", "title": "List", "performed_on": "2026-02-01",
            "recorded_at": "2026-02-01T09:00:00Z", "performed_by": "bob"}}),
        json!({"change": "record_measurements", "metric": "RESTORE-HOURS", "measurements":
            [{"at": "2026-02-01T10:00:00Z", "value": 12}, {"at": "2026-02-02T10:00:00Z", "value": 11.5}]}),
        json!({"change": "revise_control", "control": "BACKUP", "revision": {"on": "2026-01-15", "status": "degraded"}}),
        json!({"change": "test_control", "control": "BACKUP", "test": {"on": "2026-01-20", "result": "failed"}}),
        json!({"change": "decide_applicability", "entry": "SOA-BACKUP", "decision":
            {"decided_on": "2026-02-01", "applicable": true, "justification": "Still treats R-1", "risks": ["R-1"]}}),
        json!({"change": "revise_objective", "objective": "OBJ-1", "revision": {"revised_on": "2026-02-01",
            "target": {"comparison": "at_most", "value": 12}, "due": "2026-12-31", "causes": ["incident:INC-1"]}}),
        json!({"change": "revise_obligation", "obligation": "CONTRACT", "version":
            {"number": "2027", "published_on": "2026-02-01", "effective_on": "2027-02-01"}}),
        json!({"change": "assess_impact", "obligation": "CONTRACT", "version": "2027", "impact_assessment":
            {"assessed_on": "2026-02-15", "by": "ann", "conclusion": "Notice within 12 hours"}}),
        json!({"change": "assess_supplier", "supplier": "HOST", "assessment":
            {"assessed_on": "2026-02-15", "by": "ann", "outcome": "acceptable"}}),
        json!({"change": "approve_document", "document": "POLICY", "version":
            {"number": "2.0", "author": "ann", "approver": "bob", "approved_on": "2026-02-20"}}),
        json!({"change": "review_document", "document": "POLICY", "review":
            {"reviewed_on": "2026-02-21", "by": "bob", "outcome": "confirmed"}}),
        json!({"change": "advance_finding", "finding": "F-1", "event":
            {"step": "reopened", "on": "2026-02-20", "note": "A laptop was missing again"}}),
        json!({"change": "advance_finding", "finding": "F-1", "event": {"step": "cause_found", "on": "2026-02-21"}}),
        json!({"change": "communicate_report", "audit": "AUD-1", "communication": {"to": "interested_party:CUSTOMER", "on": "2026-02-01"}}),
        json!({"change": "change_certificate", "certificate": "CERT", "status": {"on": "2026-02-01", "state": "withdrawn"}}),
        json!({"change": "meet_exit_criterion", "improvement_cycle": "CYCLE-1", "criterion": 0, "met_on": "2026-02-01"}),
        json!({"change": "enter_phase", "improvement_cycle": "CYCLE-1", "phase": {"phase": "check", "entered_on": "2026-02-02",
            "exit_criteria": [{"text": "Three restores in time"}]}}),
    ];
    for step in steps {
        apply(&mut isms, step.clone()).unwrap_or_else(|error| panic!("{step}: {error}"));
    }
    let risk = &isms.risks()["R-1"];
    assert_eq!((risk.assessments.len(), risk.acceptances.len(), risk.owner.as_str()), (3, 2, "BOARD"));
    assert_eq!(risk.owner_on("2026-02-28".parse().unwrap()).as_str(), "COO");
    let estimated =
        |on: &str| risk.quantification_on(on.parse().unwrap()).map(|f| f.quantified_on.to_string());
    assert_eq!(estimated("2025-02-14"), None);
    assert_eq!(estimated("2026-01-31").as_deref(), Some("2025-07-01"));
    assert_eq!(estimated("2026-02-01").as_deref(), Some("2026-02-01"));
    assert_eq!(isms.decisions()["DEC-1"].actions[0].done_on, "2026-02-20".parse().ok());
    assert_eq!(isms.metrics()["RESTORE-HOURS"].measurements.len(), 4);
    let control = &isms.controls()["BACKUP"];
    assert!(!control.is_effective_on("2026-01-15".parse().unwrap()) && control.tests.len() == 2);
    let policy = &isms.documents()["POLICY"];
    assert_eq!(
        policy.versions[1].archived_on,
        "2026-02-20".parse().ok(),
        "archived when another took its place"
    );
    assert_eq!(policy.version_on("2026-02-19".parse().unwrap()).unwrap().number, "1.1");
    assert!(isms.findings()["F-1"].is_open_on("2026-02-20".parse().unwrap()), "open again");
    assert!(
        !isms.findings()["F-1"].is_open_on("2026-02-19".parse().unwrap()),
        "and was closed the day before"
    );
    let state = |on: &str| isms.certificates()["CERT"].state_on(on.parse().unwrap());
    assert_eq!(state("2025-05-31"), CertificateState::Applied);
    assert_eq!(state("2025-07-31"), CertificateState::ConditionsOpen);
    assert_eq!(state("2025-08-01"), CertificateState::Certified);
    assert_eq!(state("2025-10-31"), CertificateState::Suspended);
    assert_eq!(state("2025-11-01"), CertificateState::Certified);
    assert_eq!(state("2026-02-01"), CertificateState::Withdrawn);
    let cycle = &isms.improvement_cycles()["CYCLE-1"];
    assert_eq!(cycle.phase_on("2026-02-02".parse().unwrap()).unwrap().phase, Phase::Check);
    assert!(Isms::from_json(&isms.to_json()).unwrap() == isms);
}

#[test]
fn a_step_out_of_turn_is_refused() {
    let mut isms = isms();
    let mut place = |change: Json| {
        let (code, path, _) = refused(&mut isms, change);
        (code, path)
    };
    use ErrorCode::*;
    let at = |code, path: &str| (code, path.to_owned());
    let early = json!({"stage": "residual", "assessed_on": "2025-06-30", "likelihood": "rare", "consequence": "small"});
    assert_eq!(
        place(json!({"change": "assess_risk", "risk": "R-1", "assessment": early})),
        at(DateOrder, "risks[R-1].assessments[2].assessed_on")
    );
    assert_eq!(
        place(json!({"change": "assess_risk", "risk": "R-9", "assessment": early})),
        at(UnknownReference, "risks[R-9]")
    );
    let acceptance = |by: &str| {
        json!({"change": "accept_risk", "risk": "R-1", "acceptance":
        {"accepted_on": "2026-02-02", "until": "2026-05-31", "by": by, "reason": "x"}})
    };
    assert_eq!(place(acceptance("CISO")), at(Rule, "risks[R-1].acceptances[1].by"));
    assert_eq!(
        place(json!({"change": "transfer_risk", "risk": "R-1", "owner": "COO", "on": "2026-03-01"})),
        at(Rule, "risks[R-1].owner")
    );
    let complete = |kind: &str, id: &str, action: usize| json!({"change": "complete_action", "kind": kind, "id": id, "action": action, "done_on": "2026-02-20"});
    assert_eq!(place(complete("risk", "R-1", 0)), at(Rule, "risks[R-1].treatment.actions[0]"));
    assert_eq!(place(complete("risk", "R-1", 1)), at(UnknownReference, "risks[R-1].treatment.actions[1]"));
    assert_eq!(place(complete("asset", "DB", 0)), at(Rule, "assets[DB]"));
    assert_eq!(
        place(json!({"change": "record_measurements", "metric": "RESTORE-HOURS", "measurements":
        [{"at": "2026-02-01T10:00:00Z", "value": 12}, {"at": "2026-02-01T10:00:00Z", "value": 11.5}]})),
        at(DateOrder, "metrics[RESTORE-HOURS].measurements[3].at")
    );
    assert_eq!(
        place(
            json!({"change": "record_measurements", "metric": "RESTORE-HOURS", "measurements": [{"at": "soon", "value": 12}]})
        ),
        at(Value, "metrics[RESTORE-HOURS].measurements[2].at")
    );
    assert_eq!(
        place(
            json!({"change": "assess_impact", "obligation": "CONTRACT", "version": "1999", "impact_assessment": {}})
        ),
        at(UnknownReference, "obligations[CONTRACT].versions")
    );
    assert_eq!(
        place(
            json!({"change": "advance_incident", "incident": "INC-1", "event": {"stage": "recovered", "at": "2026-01-01T00:00:00Z"}})
        ),
        at(Rule, "incidents[INC-1].timeline[3].stage")
    );
    assert_eq!(
        place(
            json!({"change": "advance_finding", "finding": "F-1", "event": {"step": "closed", "on": "2026-02-01"}})
        ),
        at(Rule, "findings[F-1].timeline[6].step")
    );
    assert_eq!(
        place(json!({"change": "report_audit", "audit": "AUD-1", "report": {"issued_on": "2026-01-01"}})),
        at(Rule, "audits[AUD-1].report")
    );
    assert_eq!(
        place(
            json!({"change": "decide_certificate", "certificate": "CERT", "decided_on": "2026-01-01", "valid_until": "2029-01-01"})
        ),
        at(Rule, "certificates[CERT].decided_on")
    );
    assert_eq!(
        place(
            json!({"change": "meet_exit_criterion", "improvement_cycle": "CYCLE-1", "criterion": 1, "met_on": "2026-02-01"})
        ),
        at(UnknownReference, "improvement_cycles[CYCLE-1].phases[1].exit_criteria[1]")
    );
    let check = json!({"phase": "check", "entered_on": "2026-02-02", "exit_criteria": [{"text": "Three restores in time"}]});
    assert_eq!(
        place(json!({"change": "enter_phase", "improvement_cycle": "CYCLE-1", "phase": check})),
        at(Rule, "improvement_cycles[CYCLE-1].phases[1].exit_criteria[0].met_on")
    );
}

#[test]
fn what_others_lean_on_is_not_retired_and_every_referrer_is_named() {
    let mut isms = isms();
    let retire =
        |kind: &str, id: &str, on: &str| json!({"change": "retire", "kind": kind, "id": id, "on": on});
    let (code, path, problem) = refused(&mut isms, retire("asset", "DB", "2026-06-30"));
    assert_eq!((code, path.as_str()), (ErrorCode::StillReferenced, "assets[DB]"));
    let referrers = [
        "obligations[CONTRACT].binds[0]",
        "suppliers[HOST].access[0].asset",
        "technologies[DBMS-12].used_by[0]",
        "threats[T-1].targets[0]",
        "controls[BACKUP].protects[0]",
        "risks[R-1].assets[0]",
    ];
    for referrer in referrers {
        assert!(problem.contains(referrer), "{problem} does not name {referrer}");
    }
    assert!(
        !problem.contains("incidents") && !problem.contains("vulnerabilities"),
        "what once happened leans on nothing: {problem}"
    );
    let (_, _, problem) = refused(&mut isms, retire("asset", "DB", "2026-07-01"));
    assert!(!problem.contains("suppliers"), "the access ends the day before: {problem}");

    // Whoever leans on it goes with it, in one batch.
    let change = |patch: Json, kind: &str, id: &str| json!({"change": "amend", "kind": kind, "id": id, "patch": patch});
    apply(
        &mut isms,
        json!([
            retire("asset", "DB", "2026-07-01"),
            retire("threat", "T-1", "2026-07-01"),
            retire("risk", "R-1", "2026-07-01"),
            retire("treatment_option", "FIREBREAK", "2026-07-01"),
            retire("treatment_option", "INSURE", "2026-07-01"),
            retire("insurance_policy", "CYBER-2026", "2026-07-01"),
            retire("technology", "DBMS-12", "2026-07-01"),
            change(json!({"binds": null}), "obligation", "CONTRACT"),
            change(json!({"protects": null, "mitigates": null}), "control", "BACKUP"),
            change(json!({"bears_on": null}), "issue", "ISSUE-1"),
            change(json!({"indicates": null}), "metric", "RESTORE-HOURS"),
            json!({"change": "decide_applicability", "entry": "SOA-BACKUP", "decision":
            {"decided_on": "2026-06-30", "applicable": true, "justification": "Good practice"}}),
        ]),
    )
    .unwrap();
    assert_eq!(isms.assets()["DB"].retired_on, "2026-07-01".parse().ok());
    let (code, ..) = refused(&mut isms, retire("asset", "DB", "2026-08-01"));
    assert_eq!(code, ErrorCode::Rule, "retired already");
    assert_eq!(
        refused(&mut isms, json!({"change": "delete", "kind": "asset", "id": "DB"})).0,
        ErrorCode::StillReferenced
    );
    // A person who holds a role stays until somebody else does.
    let (_, _, problem) = refused(&mut isms, retire("person", "bob", "2026-07-01"));
    assert!(problem.contains("roles[COO].holders[0].person") && !problem.contains("evidence"), "{problem}");
}

#[test]
fn other_rules_are_looked_at_again_when_what_they_judge_by_changes() {
    let mut isms = isms();
    let swap = json!({"change": "amend", "kind": "role", "id": "COO", "patch": {"holders": [{"person": "ann", "from": "2025-01-01"}]}});
    assert_eq!(refused(&mut isms, swap).1, "audits[AUD-1].auditors[0]");
    let other = json!({"change": "amend", "kind": "framework", "id": "OWN", "patch": {"requirements": [{"id": "1", "title": "Keep data"}]}});
    assert_eq!(refused(&mut isms, other).1, "requirement_assessments[RA-1].requirement");
    let later = json!({"change": "amend", "kind": "management_review", "id": "MR-1", "patch": {"held_on": "2025-12-02"}});
    assert_eq!(refused(&mut isms, later).1, "decisions[DEC-1].decided_on");
    let criteria = json!({"change": "amend_risk_criteria", "patch": {"categories": [{"id": "money", "name": "Money"}], "appetite": null}});
    assert_eq!(refused(&mut isms, criteria).1, "risks[R-1].category");
    let currency = json!({"change": "amend_organisation", "patch": {"currency": "CHF"}});
    assert_eq!(refused(&mut isms, currency).0, ErrorCode::Currency);
}
