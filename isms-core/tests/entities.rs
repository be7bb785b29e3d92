//! Every kind of entity: a whole record of them, and each rule by the error that a breach of it gives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail"
)]

use isms_core::prelude::*;
use serde_json::{Value, json};

fn record() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/records/every-kind.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn every_kind_is_kept_and_written_as_it_was_read() {
    let isms = Isms::from_json(&record().to_string()).unwrap();
    for kind in Kind::ALL {
        assert!(!isms.ids(*kind).is_empty(), "{} is empty", kind.plural());
    }
    assert!(serde_json::from_str::<Value>(&isms.to_json()).unwrap() == record());
    assert!(Isms::from_json(&isms.to_json()).unwrap() == isms);
}

/// The code and path of the error once `value` stands at `pointer` (of a list past its end: appended).
fn problem(pointer: &str, value: Value) -> (ErrorCode, String) {
    let mut record = record();
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match record.pointer_mut(parent).unwrap() {
        Value::Array(list) => match last.parse::<usize>().unwrap() {
            i if i < list.len() => list[i] = value,
            _ => list.push(value),
        },
        parent if value.is_null() => drop(parent.as_object_mut().unwrap().remove(last)),
        parent => parent[last] = value,
    }
    let error = Isms::from_json(&record.to_string()).expect_err(pointer);
    assert!(!error.problem.is_empty());
    (error.code, error.path)
}

#[test]
fn a_breach_of_a_rule_is_refused_by_its_place() {
    use ErrorCode::*;
    let action = json!({"title": " ", "owner": "COO", "due": "2026-01-01"});
    let dollars = json!({"amount": "1", "currency": "USD"});
    let cases = [
        // organisation and criteria
        (
            "/organisation/profile/blackouts/0/until",
            json!("2026-12-01"),
            DateOrder,
            "organisation.profile.blackouts[0].until",
        ),
        (
            "/risk_criteria/appetite/categories/0/category",
            json!("x"),
            UnknownReference,
            "risk_criteria.appetite.categories[0].category",
        ),
        (
            "/risk_criteria/appetite/categories/0/level",
            json!("x"),
            UnknownReference,
            "risk_criteria.appetite.categories[0].level",
        ),
        (
            "/risk_criteria/appetite/categories/0/yearly_loss",
            dollars.clone(),
            Currency,
            "risk_criteria.appetite.categories[0].yearly_loss.currency",
        ),
        (
            "/risk_criteria/appetite/tolerance/1/probability",
            json!(0.3),
            Value,
            "risk_criteria.appetite.tolerance[1]",
        ),
        (
            "/risk_criteria/appetite/tolerance/0/probability",
            json!(1.3),
            Value,
            "risk_criteria.appetite.tolerance[0].probability",
        ),
        // people and context
        ("/people/0/retired_on", json!("2023-12-31"), DateOrder, "people[ann].retired_on"),
        ("/roles/1/capacity/0/hours_per_month", json!(-1), Value, "roles[CISO].capacity[0].hours_per_month"),
        ("/issues/0/reviewed_on/0", json!("2025-01-09"), DateOrder, "issues[ISSUE-1].reviewed_on[0]"),
        ("/issues/0/reviewed_on/1", json!("2025-06-10"), DateOrder, "issues[ISSUE-1].reviewed_on[1]"),
        ("/issues/0/bears_on/0", json!("risk:R-9"), UnknownReference, "issues[ISSUE-1].bears_on[0]"),
        ("/issues/0/bears_on/0", json!("R-1"), Value, "issues[ISSUE-1].bears_on[0]"),
        (
            "/interested_parties/0/requirements/0/until",
            json!("2025-01-09"),
            DateOrder,
            "interested_parties[CUSTOMER].requirements[0].until",
        ),
        // obligations
        (
            "/obligations/0/versions/1/effective_on",
            json!("2025-02-01"),
            DateOrder,
            "obligations[CONTRACT].versions[1].effective_on",
        ),
        (
            "/obligations/0/versions/0/effective_on",
            json!("2024-11-30"),
            DateOrder,
            "obligations[CONTRACT].versions[0].effective_on",
        ),
        (
            "/obligations/0/notifications/0/within",
            json!("72 hours"),
            Value,
            "obligations[CONTRACT].notifications[0].within",
        ),
        (
            "/obligations/0/notifications/0/within",
            json!("PT0H"),
            Value,
            "obligations[CONTRACT].notifications[0].within",
        ),
        (
            "/obligations/0/limits/1",
            json!({"topic": "recovery time", "value": 4, "unit": "hours", "strictest": "lowest"}),
            DuplicateId,
            "obligations[CONTRACT].limits[1].topic",
        ),
        // assets, suppliers, technologies, vulnerabilities
        ("/assets/0/criticality/integrity", json!(2), Value, "assets[DB].criticality.integrity"),
        ("/suppliers/0/tier", json!(0), Value, "suppliers[HOST].tier"),
        (
            "/suppliers/0/agreements/0/expires_on",
            json!("2024-12-31"),
            DateOrder,
            "suppliers[HOST].agreements[0].expires_on",
        ),
        ("/suppliers/0/access/0/until", json!("2024-12-31"), DateOrder, "suppliers[HOST].access[0].until"),
        (
            "/suppliers/0/attestations/0/valid_until",
            json!("2024-02-01"),
            DateOrder,
            "suppliers[HOST].attestations[0].valid_until",
        ),
        (
            "/technologies/0/support_ends_on",
            json!("2025-12-31"),
            DateOrder,
            "technologies[DBMS-12].support_ends_on",
        ),
        ("/vulnerabilities/0/severity", json!(10.1), Value, "vulnerabilities[V-1].severity"),
        (
            "/vulnerabilities/0/resolved_on",
            json!("2025-02-28"),
            DateOrder,
            "vulnerabilities[V-1].resolved_on",
        ),
        // controls
        ("/controls/0/revisions/1/on", json!("2025-02-01"), DateOrder, "controls[BACKUP].revisions[1].on"),
        (
            "/controls/0/revisions/1/effectiveness",
            json!(1.1),
            Value,
            "controls[BACKUP].revisions[1].effectiveness",
        ),
        ("/controls/0/tests/0/deviations", json!(6), Value, "controls[BACKUP].tests[0].deviations"),
        ("/controls/0/tests/0/result", json!("failed"), Value, "controls[BACKUP].tests[0].deviations"),
        ("/controls/0/cost", dollars.clone(), Currency, "controls[BACKUP].cost.currency"),
        // risks
        ("/risks/0/category", json!("x"), UnknownReference, "risks[R-1].category"),
        ("/risks/0/acceptances/0/by", json!("COO"), Rule, "risks[R-1].acceptances[0].by"),
        ("/risks/0/acceptances/0/until", json!("2025-01-31"), DateOrder, "risks[R-1].acceptances[0].until"),
        ("/risks/0/acceptances/0/until", json!(null), MissingField, "risks[R-1].acceptances[0]"),
        ("/risks/0/former_owners/0/until", json!("2025-01-31"), Rule, "risks[R-1].acceptances[0].by"),
        (
            "/risks/0/treatment/actions/0/cost",
            dollars.clone(),
            Currency,
            "risks[R-1].treatment.actions[0].cost.currency",
        ),
        // the figures of the loss model
        ("/assets/0/outage_loss/low", json!(-1.0), Value, "assets[DB].outage_loss"),
        ("/assets/0/outage_loss/mode", json!(999.0), Value, "assets[DB].outage_loss.mode"),
        ("/common_causes/0/beta", json!(1.5), Value, "common_causes[OPERATORS].beta"),
        ("/controls/0/common_cause", json!("X"), UnknownReference, "controls[BACKUP].common_cause"),
        (
            "/controls/0/revisions/1/reliability",
            json!(-0.1),
            Value,
            "controls[BACKUP].revisions[1].reliability",
        ),
        (
            "/risks/0/quantifications/0/quantified_on",
            json!("2025-01-19"),
            DateOrder,
            "risks[R-1].quantifications[0].quantified_on",
        ),
        (
            "/risks/0/quantifications/1/quantified_on",
            json!("2025-02-15"),
            DateOrder,
            "risks[R-1].quantifications[1].quantified_on",
        ),
        (
            "/risks/0/quantifications/1/dispersion",
            json!(0.0),
            Value,
            "risks[R-1].quantifications[1].dispersion",
        ),
        (
            "/risks/0/quantifications/1/frequency/resistance_strength",
            json!(null),
            MissingField,
            "risks[R-1].quantifications[1].frequency.resistance_strength",
        ),
        (
            "/risks/0/quantifications/1/frequency/vulnerability",
            json!({"distribution": "fixed", "value": 0.5}),
            Rule,
            "risks[R-1].quantifications[1].frequency.threat_capability",
        ),
        (
            "/risks/0/quantifications/0/primary",
            json!(null),
            MissingField,
            "risks[R-1].quantifications[0].primary",
        ),
        (
            "/risks/0/quantifications/0/primary",
            json!({}),
            MissingField,
            "risks[R-1].quantifications[0].primary",
        ),
        (
            "/risks/0/quantifications/0/primary/response/value",
            json!(-1.0),
            Value,
            "risks[R-1].quantifications[0].primary.response",
        ),
        (
            "/risks/0/quantifications/1/secondary/probability",
            json!(2),
            Value,
            "risks[R-1].quantifications[1].secondary.probability",
        ),
        (
            "/risks/0/quantifications/1/secondary/magnitudes",
            json!({}),
            MissingField,
            "risks[R-1].quantifications[1].secondary.magnitudes",
        ),
        (
            "/insurance_policies/0/until",
            json!("2025-12-31"),
            DateOrder,
            "insurance_policies[CYBER-2026].until",
        ),
        (
            "/insurance_policies/0/risks/0",
            json!("R-9"),
            UnknownReference,
            "insurance_policies[CYBER-2026].risks[0]",
        ),
        ("/insurance_policies/0/insurer", json!("risk:R-1"), Value, "insurance_policies[CYBER-2026].insurer"),
        (
            "/insurance_policies/0/deductible/amount",
            json!("-1"),
            Value,
            "insurance_policies[CYBER-2026].deductible.amount",
        ),
        (
            "/insurance_policies/0/limit",
            dollars.clone(),
            Currency,
            "insurance_policies[CYBER-2026].limit.currency",
        ),
        // treatment options
        ("/treatment_options/0/title", json!(""), Value, "treatment_options[FIREBREAK].title"),
        ("/treatment_options/0/owner", json!("X"), UnknownReference, "treatment_options[FIREBREAK].owner"),
        (
            "/treatment_options/0/one_off/amount",
            json!("-1"),
            Value,
            "treatment_options[FIREBREAK].one_off.amount",
        ),
        (
            "/treatment_options/0/yearly/amount",
            json!("-1"),
            Value,
            "treatment_options[FIREBREAK].yearly.amount",
        ),
        (
            "/treatment_options/0/yearly",
            dollars.clone(),
            Currency,
            "treatment_options[FIREBREAK].yearly.currency",
        ),
        (
            "/treatment_options/0/work/0/hours",
            json!(-1.0),
            Value,
            "treatment_options[FIREBREAK].work[0].hours",
        ),
        (
            "/treatment_options/0/work/1/yearly_hours",
            json!(-0.5),
            Value,
            "treatment_options[FIREBREAK].work[1].yearly_hours",
        ),
        (
            "/treatment_options/0/work/1/role",
            json!("CISO"),
            Rule,
            "treatment_options[FIREBREAK].work[1].role",
        ),
        (
            "/treatment_options/0/lead_quarters",
            json!(41),
            Value,
            "treatment_options[FIREBREAK].lead_quarters",
        ),
        (
            "/treatment_options/0/start_until",
            json!("2026-06-30"),
            DateOrder,
            "treatment_options[FIREBREAK].start_until",
        ),
        (
            "/treatment_options/0/requires/0",
            json!("X"),
            UnknownReference,
            "treatment_options[FIREBREAK].requires[0]",
        ),
        (
            "/treatment_options/0/requires/0",
            json!("FIREBREAK"),
            Rule,
            "treatment_options[FIREBREAK].requires[0]",
        ),
        (
            "/treatment_options/0/requires/1",
            json!("SURVEY"),
            Rule,
            "treatment_options[FIREBREAK].requires[1]",
        ),
        (
            "/treatment_options/0/excludes/0",
            json!("FIREBREAK"),
            Rule,
            "treatment_options[FIREBREAK].excludes[0]",
        ),
        (
            "/treatment_options/0/excludes/0",
            json!("SURVEY"),
            Rule,
            "treatment_options[FIREBREAK].excludes[0]",
        ),
        (
            "/treatment_options/2/excludes",
            json!(["FIREBREAK"]),
            Rule,
            "treatment_options[FIREBREAK].requires[0]",
        ),
        (
            "/treatment_options/2/requires",
            json!(["FIREBREAK"]),
            Rule,
            "treatment_options[FIREBREAK].requires",
        ),
        (
            "/treatment_options/0/effects/reductions/0",
            json!({"rate": 0.5}),
            MissingField,
            "treatment_options[FIREBREAK].effects.reductions[0].risks",
        ),
        (
            "/treatment_options/0/effects/reductions/0",
            json!({"threat": "T-1"}),
            MissingField,
            "treatment_options[FIREBREAK].effects.reductions[0].rate",
        ),
        (
            "/treatment_options/0/effects/reductions/0/rate",
            json!(1.01),
            Value,
            "treatment_options[FIREBREAK].effects.reductions[0].rate",
        ),
        (
            "/treatment_options/0/effects/reductions/0/magnitude",
            json!(-0.01),
            Value,
            "treatment_options[FIREBREAK].effects.reductions[0].magnitude",
        ),
        (
            "/treatment_options/0/effects/reductions/0/risks/0",
            json!("X"),
            UnknownReference,
            "treatment_options[FIREBREAK].effects.reductions[0].risks[0]",
        ),
        (
            "/treatment_options/0/effects/controls",
            json!(["BACKUP"]),
            Rule,
            "treatment_options[FIREBREAK].effects.controls[0]",
        ),
        (
            "/treatment_options/0/effects/dependencies/0/needs",
            json!("DB"),
            Rule,
            "treatment_options[FIREBREAK].effects.dependencies[0].needs",
        ),
        (
            "/treatment_options/0/effects/dependencies/0/share",
            json!(2.0),
            Value,
            "treatment_options[FIREBREAK].effects.dependencies[0].share",
        ),
        (
            "/assets/0/depends_on",
            json!([]),
            Rule,
            "treatment_options[FIREBREAK].effects.dependencies[0].needs",
        ),
        (
            "/treatment_options/1/effects/insurance_policies/0",
            json!("X"),
            UnknownReference,
            "treatment_options[INSURE].effects.insurance_policies[0]",
        ),
        (
            "/treatment_options/2/decided_on",
            json!(null),
            MissingField,
            "treatment_options[SURVEY].decided_on",
        ),
        (
            "/treatment_options/2/starts_on",
            json!("2026-05-19"),
            DateOrder,
            "treatment_options[SURVEY].starts_on",
        ),
        ("/treatment_groups/0/at_most", json!(0), Value, "treatment_groups[NETWORK].at_most"),
        ("/treatment_groups/0/options/1", json!("FIREBREAK"), Rule, "treatment_groups[NETWORK].options[1]"),
        (
            "/treatment_groups/0/options/1",
            json!("X"),
            UnknownReference,
            "treatment_groups[NETWORK].options[1]",
        ),
        // applicability, objectives, metrics
        (
            "/statement_of_applicability/0/decisions/0/justification",
            json!(""),
            Value,
            "statement_of_applicability[SOA-BACKUP].decisions[0].justification",
        ),
        (
            "/statement_of_applicability/1",
            json!({"id": "SOA-2", "control": "BACKUP", "decisions": [{"decided_on": "2025-02-01", "applicable": false, "justification": "No"}]}),
            Rule,
            "statement_of_applicability[SOA-2].control",
        ),
        (
            "/statement_of_applicability/0/decisions",
            json!([]),
            MissingField,
            "statement_of_applicability[SOA-BACKUP].decisions",
        ),
        ("/objectives/0/metric", json!(null), MissingField, "objectives[OBJ-1].metric"),
        (
            "/objectives/0/revisions/0/due",
            json!("2025-01-31"),
            DateOrder,
            "objectives[OBJ-1].revisions[0].due",
        ),
        (
            "/metrics/0/measurements/1/at",
            json!("2025-09-01T10:00:00Z"),
            DateOrder,
            "metrics[RESTORE-HOURS].measurements[1].at",
        ),
        (
            "/anomaly_responses/0/dismissed_because",
            json!("Known"),
            Rule,
            "anomaly_responses[AR-1].dismissed_because",
        ),
        ("/anomaly_responses/0/actions", json!([]), Rule, "anomaly_responses[AR-1].dismissed_because"),
        (
            "/anomaly_responses/0/answered_on",
            json!("2026-01-14"),
            DateOrder,
            "anomaly_responses[AR-1].answered_on",
        ),
        // programme and documents
        ("/activities/0/effort_hours", json!(-1), Value, "activities[REVIEW].effort_hours"),
        ("/evidence/0/shows", json!([]), MissingField, "evidence[E-1].activity"),
        ("/evidence/0/occurrence", json!("2025-01-31"), MissingField, "evidence[E-1].activity"),
        ("/evidence/1/covers_until", json!("2024-12-31"), DateOrder, "evidence[E-2].covers_until"),
        ("/evidence/1/covers_from", json!(null), MissingField, "evidence[E-2].covers_from"),
        ("/evidence/0/recorded_at", json!("2025-08-31T12:00:00Z"), DateOrder, "evidence[E-1].recorded_at"),
        ("/evidence/0/digest", json!("abc"), Value, "evidence[E-1].digest"),
        ("/documents/0/versions/1/number", json!("1.0.0"), Rule, "documents[POLICY].versions[1].number"),
        ("/documents/0/versions/1/approver", json!("ann"), Rule, "documents[POLICY].versions[1].approver"),
        (
            "/documents/0/versions/1/archived_on",
            json!("2026-02-01"),
            Rule,
            "documents[POLICY].versions[1].archived_on",
        ),
        (
            "/documents/0/versions/0/archived_on",
            json!("2026-01-14"),
            DateOrder,
            "documents[POLICY].versions[0].archived_on",
        ),
        (
            "/documents/0/versions/1/approved_on",
            json!("2025-01-15"),
            DateOrder,
            "documents[POLICY].versions[1].approved_on",
        ),
        // people's learning
        ("/assignments/0/due", json!("2025-01-01"), DateOrder, "assignments[AS-1].due"),
        ("/completions/0/valid_until", json!("2025-01-01"), DateOrder, "completions[CO-1].valid_until"),
        ("/campaigns/0/reached/0/on", json!("2025-04-30"), DateOrder, "campaigns[CAMP-1].reached[0].on"),
        ("/exercises/0/outcome/successes", json!(6), Value, "exercises[EX-1].outcome.successes"),
        ("/exercises/0/actions/0", action.clone(), Value, "exercises[EX-1].actions[0].title"),
        // incidents
        ("/incidents/0/timeline/0/stage", json!("reported"), Rule, "incidents[INC-1].timeline"),
        ("/incidents/0/timeline/2/stage", json!("contained"), Rule, "incidents[INC-1].timeline[2].stage"),
        (
            "/incidents/0/timeline/1/at",
            json!("2025-10-01T07:59:59Z"),
            DateOrder,
            "incidents[INC-1].timeline[1].at",
        ),
        (
            "/incidents/0/notifications/0/sent_at",
            json!("2025-10-01T07:00:00Z"),
            DateOrder,
            "incidents[INC-1].notifications[0].sent_at",
        ),
        ("/root_cause_analyses/0/finding", json!("F-1"), Rule, "root_cause_analyses[RCA-1].incident"),
        ("/root_cause_analyses/0/causes", json!([]), MissingField, "root_cause_analyses[RCA-1].causes"),
        (
            "/root_cause_analyses/0/completed_on",
            json!("2025-09-30"),
            DateOrder,
            "root_cause_analyses[RCA-1].completed_on",
        ),
        ("/lessons/0/from", json!([]), MissingField, "lessons[LESSON-1].from"),
        ("/significant_changes/0/touches", json!([]), MissingField, "significant_changes[CHG-1].touches"),
        // audits
        ("/audits/0/auditors/0", json!("bob"), Rule, "audits[AUD-1].auditors[0]"),
        ("/audits/0/supplier", json!("HOST"), Rule, "audits[AUD-1].supplier"),
        ("/audits/0/kind", json!("supplier"), Rule, "audits[AUD-1].supplier"),
        (
            "/audits/0/report/communications/0/on",
            json!("2025-11-09"),
            DateOrder,
            "audits[AUD-1].report.communications[0].on",
        ),
        ("/findings/0/audit", json!(null), MissingField, "findings[F-1].audit"),
        ("/findings/0/timeline/1/step", json!("implemented"), Rule, "findings[F-1].timeline[1].step"),
        ("/findings/0/timeline/4/on", json!("2025-12-10"), DateOrder, "findings[F-1].timeline[4].on"),
        ("/findings/0/actions", json!([]), Rule, "findings[F-1].timeline[2].step"),
        ("/findings/0/actions/0/done_on", json!("2025-12-11"), Rule, "findings[F-1].timeline[3].step"),
        (
            "/findings/0/timeline/6",
            json!({"step": "reopened", "on": "2026-02-01"}),
            MissingField,
            "findings[F-1].timeline[6].note",
        ),
        // management
        (
            "/management_reviews/0/inputs/0/summary",
            json!(""),
            Value,
            "management_reviews[MR-1].inputs[0].summary",
        ),
        ("/decisions/0/decided_on", json!("2025-11-30"), DateOrder, "decisions[DEC-1].decided_on"),
        ("/decisions/0/budget", dollars, Currency, "decisions[DEC-1].budget.currency"),
        ("/certificates/0/valid_until", json!(null), MissingField, "certificates[CERT].valid_until"),
        (
            "/certificates/0/statuses/0/state",
            json!("certified"),
            Rule,
            "certificates[CERT].statuses[0].state",
        ),
        (
            "/certificates/0/statuses/0/state",
            json!("withdrawn"),
            Rule,
            "certificates[CERT].statuses[1].state",
        ),
        (
            "/certificates/0/conditions/0/met_on",
            json!("2025-05-31"),
            DateOrder,
            "certificates[CERT].conditions[0].met_on",
        ),
        (
            "/improvement_cycles/0/phases/1/phase",
            json!("check"),
            Rule,
            "improvement_cycles[CYCLE-1].phases[1].phase",
        ),
        (
            "/improvement_cycles/0/phases/0/exit_criteria/0/met_on",
            json!("2025-03-02"),
            Rule,
            "improvement_cycles[CYCLE-1].phases[0].exit_criteria[0].met_on",
        ),
        (
            "/improvement_cycles/0/phases/1/exit_criteria",
            json!([]),
            MissingField,
            "improvement_cycles[CYCLE-1].phases[1].exit_criteria",
        ),
        (
            "/improvement_cycles/0/completed_on",
            json!("2026-01-01"),
            Rule,
            "improvement_cycles[CYCLE-1].phases[1].exit_criteria[0].met_on",
        ),
        (
            "/frameworks/0/requirements/0/parent",
            json!("1.1"),
            UnknownReference,
            "frameworks[OWN].requirements[0].parent",
        ),
        ("/frameworks/0/requirements/1/id", json!("1"), DuplicateId, "frameworks[OWN].requirements[1].id"),
        (
            "/requirement_assessments/0/requirement",
            json!("2"),
            UnknownReference,
            "requirement_assessments[RA-1].requirement",
        ),
        (
            "/requirement_assessments/0/effort_hours",
            json!(-0.5),
            Value,
            "requirement_assessments[RA-1].effort_hours",
        ),
        // shapes
        ("/assets/0/value", json!(["1", "EUR"]), Type, "assets[DB].value"),
        ("/metrics/0/target", json!(["at_most", 1]), Type, "metrics[RESTORE-HOURS].target"),
        ("/decisions/0/actions/0/colour", json!("red"), UnknownField, "decisions[DEC-1].actions[0].colour"),
    ];
    for (pointer, value, code, path) in cases {
        assert_eq!(problem(pointer, value.clone()), (code, path.to_owned()), "{pointer} = {value}");
    }
}

#[test]
fn own_fields_are_kept_at_any_depth() {
    let mut record = record();
    record["decisions"][0]["actions"][0]["x-ticket"] = json!("T-7");
    record["risk_criteria"]["likelihood"]["levels"][0]["x-colour"] = json!("green");
    let isms = Isms::from_json(&record.to_string()).unwrap();
    assert!(serde_json::from_str::<Value>(&isms.to_json()).unwrap() == record);
}
