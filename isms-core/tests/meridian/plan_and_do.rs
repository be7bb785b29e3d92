//! What the views of documents, suppliers, obligations, people and technologies say of the example organisation: what
//! its description calls planted is found, and found for the reason given there.

use isms_core::prelude::*;
use serde_json::{Value, json};

use super::{ask, found, meridian};

#[test]
fn documents_older_than_what_they_describe_and_those_to_be_revised() {
    let stale = ask("stale_documents", json!({}));
    assert_eq!(
        found(&stale, "items", |_| true, &["document", "effective_on", "revision_asked_on", "rule"]),
        json!([
            ["DOC-OT", "2025-03-17", "2025-11-24", "7.5.2/follows-what-it-describes"],
            ["DOC-BACKUP", "2025-11-20", null, "7.5.2/follows-what-it-describes"],
            ["DOC-RISK", "2026-05-05", "2026-05-05", "7.5.2/revision-asked-for"]
        ])
    );
    let changed = |i: usize| found(&stale["items"][i], "changes", |_| true, &["entity", "on"]);
    assert_eq!(changed(1), json!([["control:CP-4", "2025-11-20"], ["control:M0953", "2025-11-20"]]));
    assert!(changed(0).as_array().unwrap().contains(&json!(["technology:TECH-SCADA-7", "2026-01-01"])));
    assert!(changed(0).as_array().unwrap().contains(&json!(["control:M0938", "2026-04-20"])));
}

#[test]
fn policies_are_reviewed_and_their_history_is_whole() {
    let policies = ask("policy_reviews", json!({}));
    assert_eq!(
        found(&policies, "items", |_| true, &["document", "state", "due"]),
        json!([["DOC-POLICY", "reviewed", "2027-05-04"], ["DOC-SCOPE", "reviewed", "2027-05-04"]])
    );
    let history = ask("document_history", json!({"document": "DOC-POLICY"}));
    assert_eq!(
        found(&history, "versions", |_| true, &["number", "state", "from", "until"]),
        json!([
            ["2.0", "in_force", "2026-03-02", null],
            ["1.0", "archived", "2025-02-03", "2026-03-01"],
            ["0.9", "archived", "2024-01-29", "2025-02-02"]
        ])
    );
}

#[test]
fn suppliers_never_assessed_or_too_long_ago_and_tiers_that_access_does_not_bear_out() {
    let parties = ask("third_party_risk", json!({}));
    assert_eq!(
        found(&parties, "suppliers", |row| row["state"] != "assessed", &["supplier", "state", "due"]),
        json!([
            ["SUPP-SENTRY", "never_assessed", "2024-11-01"],
            ["SUPP-KESTREL", "overdue", "2026-06-04"],
            ["SUPP-AQUAMETRIC", "overdue", "2026-06-05"]
        ])
    );
    let understated = |row: &Value| row["gap"]["kind"] == "understated";
    assert_eq!(
        found(&parties, "suppliers", understated, &["supplier", "stated_tier", "tier"]),
        json!([["SUPP-LEDGERLINE", 2, 2]])
    );
    let lines = |row: &Value| row["supplier"] == "SUPP-LINDEN";
    let path = found(&parties, "suppliers", lines, &["derived"])[0][0]["path"].clone();
    assert_eq!(path, json!(["ROUTER-WAN", "NET-IT", "DNS-01", "IDP"]));
}

#[test]
fn agreements_that_ran_out_or_lack_a_clause_and_certificates_that_lapsed() {
    let agreements = ask("supplier_agreements", json!({}));
    let of = |finding: &'static str| move |row: &Value| row["finding"] == finding;
    assert_eq!(
        found(&agreements, "items", of("expired"), &["supplier", "due", "effective_on"]),
        json!([["SUPP-AQUAMETRIC", "2026-04-30", "2026-05-01"]])
    );
    let without_notice =
        |row: &Value| row["missing_clauses"].as_array().unwrap().contains(&json!("incident notification"));
    assert_eq!(found(&agreements, "items", without_notice, &["supplier"]), json!([["SUPP-LEDGERLINE"]]));
    let audits = ask("supplier_audits", json!({}));
    assert_eq!(
        found(&audits, "attestations", |row| row["lapsed"] == true, &["supplier", "valid_until"]),
        json!([["SUPP-KESTREL", "2026-05-14"]])
    );
    let overdue = |row: &Value| row["state"] == "overdue" && row["tier"] == 1;
    assert_eq!(found(&audits, "items", overdue, &["supplier"]), json!([["SUPP-KESTREL"]]));
}

#[test]
fn obligations_not_assessed_and_assessed_too_late() {
    let obligations = ask("obligations", json!({}));
    assert_eq!(
        found(&obligations, "items", |row| row["phase"] == "ahead", &["obligation", "state", "due", "risks"]),
        json!([["OBL-KRITIS", "open", "2026-09-30", ["R-026"]]])
    );
    let late = |row: &Value| row["state"] == "late" && row["published_on"].as_str() > Some("2023-11-01");
    assert_eq!(
        found(&obligations, "items", late, &["obligation", "days_late"]),
        json!([["OBL-27001", 96], ["OBL-NIS2", 39]])
    );
    let logs = |row: &Value| row["topic"] == "log retention";
    assert_eq!(found(&obligations, "limits", logs, &["value", "unit"]), json!([[365.0, "days"]]));
    let others = &found(&obligations, "limits", logs, &["others"])[0][0];
    let figures: Vec<_> = others.as_array().unwrap().iter().map(|other| other["value"].clone()).collect();
    assert_eq!(figures, [180.0, 90.0]);
}

#[test]
fn courses_lapsed_and_never_taken() {
    let training = ask("training", json!({}));
    let owed = |row: &Value| row["state"] == "overdue" || row["state"] == "lapsed";
    assert_eq!(
        found(&training, "items", owed, &["person", "course", "state"]),
        json!([
            ["okafor", "COURSE-OT", "overdue"],
            ["petrov", "COURSE-BASIC", "lapsed"],
            ["castel", "COURSE-BASIC", "lapsed"],
            ["quinn", "COURSE-BASIC", "lapsed"],
            ["moreau", "COURSE-FRAUD", "lapsed"],
            ["farrugia", "COURSE-OT", "lapsed"]
        ])
    );
}

#[test]
fn a_campaign_to_be_refreshed_and_exercises_that_get_better_or_stopped() {
    let awareness = ask("awareness", json!({}));
    let stale = |row: &Value| row["state"] == "to_be_refreshed";
    assert_eq!(
        found(&awareness, "items", stale, &["campaign", "effective_on"]),
        json!([["CAM-2025-MAIL", "2026-03-02"]])
    );
    let exercises = ask("exercises", json!({}));
    let phishing = found(&exercises, "items", |row| row["kind"] == "phishing", &["held", "trend"]);
    assert_eq!((&phishing[0][0], &phishing[0][1]["direction"]), (&json!(9), &json!("rising")));
    // scipy 1.17.1 and numpy, by the formula of Armitage: z = 11.467516945597852.
    assert!((phishing[0][1]["z"].as_f64().unwrap() - 11.467516945597852).abs() < 1e-9);
    let restore = |row: &Value| row["kind"] == "restore_test";
    assert_eq!(found(&exercises, "items", restore, &["state", "due"]), json!([["overdue", "2026-01-19"]]));
    let actions: Vec<_> = exercises["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| {
            row["overdue_actions"]
                .as_array()
                .unwrap()
                .iter()
                .map(|action| action["exercise"].as_str().unwrap())
        })
        .collect();
    assert_eq!(actions, ["EX-TABLE-4", "EX-DR-1"]);
}

#[test]
fn technologies_past_the_end_of_support_or_near_it() {
    let watch = ask("technology_watch", json!({}));
    assert_eq!(
        found(&watch, "items", |row| !row["raises"].is_null(), &["technology", "state"]),
        json!([
            ["TECH-PLC-G2", "unsupported"],
            ["TECH-DATABASE-13", "unsupported"],
            ["TECH-SERVER-2016", "support_ends"],
            ["TECH-FIREWALL", "support_ends"]
        ])
    );
}

#[test]
fn the_change_that_an_end_of_support_raises_can_be_put_on_record() {
    let watch = ask("technology_watch", json!({}));
    let raised =
        found(&watch, "items", |row| row["technology"] == "TECH-FIREWALL", &["raises"])[0][0].clone();
    let mut isms = meridian();
    isms.apply(&[Change::Create { kind: Kind::SignificantChange, entity: raised }]).unwrap();
    let answered = isms.as_of("2026-09-01".parse().unwrap()).ask("technology_watch", &json!({})).unwrap();
    assert_eq!(
        found(&answered, "items", |row| row["technology"] == "TECH-FIREWALL", &["raises", "changes"]),
        json!([[null, ["END-OF-SUPPORT-TECH-FIREWALL"]]])
    );
}
