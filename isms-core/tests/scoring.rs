//! Methods of scoring, on published examples.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on must fail")]

use isms_core::prelude::*;
use serde_json::{Value, json};

/// A record whose one risk is assessed by a method.
fn record(criteria: &Value, assessment: &Value) -> Value {
    let mut assessment = assessment.clone();
    assessment["stage"] = json!("residual");
    assessment["assessed_on"] = json!("2026-01-02");
    json!({
        "format": "isms/1", "organisation": {"name": "X", "scope": "All", "currency": "EUR"}, "risk_criteria": criteria,
        "roles": [{"id": "COO", "name": "Operations"}],
        "risks": [{"id": "R", "title": "Loss", "owner": "COO", "identified_on": "2026-01-01", "assessments": [assessment]}]
    })
}

fn three(name: &str) -> Value {
    let level = |id: &str| json!({"id": id, "name": format!("{name} {id}")});
    json!({"levels": [level("low"), level("medium"), level("high")]})
}

fn criteria(method: &str, levels: &[(&str, f64)]) -> Value {
    let levels: Vec<_> = levels
        .iter()
        .map(|(id, from)| json!({"id": id, "name": id, "acceptable": false, "from": from}))
        .collect();
    json!({"likelihood": three("Likelihood"), "consequence": three("Consequence"), "levels": levels, "scoring": {"method": method}})
}

/// Level and score on the register, or the place of the error.
fn rated(criteria: &Value, assessment: &Value) -> std::result::Result<(String, Option<f64>), String> {
    let isms = Isms::from_json(&record(criteria, assessment).to_string()).map_err(|error| error.path)?;
    let risks = isms.as_of("2026-02-01".parse().unwrap()).risks().risks;
    let rating = risks[0].residual.clone().unwrap();
    Ok((rating.level.to_string(), rating.score))
}

fn owasp_criteria() -> Value {
    let mut criteria = criteria("owasp", &[]);
    let names = ["note", "low", "medium", "high", "critical"];
    let level = |id: &&str| json!({"id": id, "name": id, "acceptable": false});
    criteria["levels"] = names.iter().map(level).collect();
    // Rows are likelihoods, columns impacts.
    criteria["matrix"] =
        json!([["note", "low", "medium"], ["low", "medium", "high"], ["medium", "high", "critical"]]);
    criteria
}

/// The worked example of the OWASP Risk Rating Methodology: likelihood 4.375 (medium), technical impact 7.25 (high),
/// impact on the business 2.25 (low); the latter counts, so the overall severity is low.
#[test]
fn owasp_rates_its_own_example() {
    let factors = json!({
        "skill_level": 5, "motive": 2, "opportunity": 7, "size": 1,
        "ease_of_discovery": 3, "ease_of_exploit": 6, "awareness": 9, "intrusion_detection": 2,
        "loss_of_confidentiality": 9, "loss_of_integrity": 7, "loss_of_availability": 5, "loss_of_accountability": 8,
        "financial_damage": 1, "reputation_damage": 2, "non_compliance": 1, "privacy_violation": 5
    });
    let assessment = |consequence: &str, factors: &Value| json!({"likelihood": "medium", "consequence": consequence, "factors": factors});
    assert_eq!(rated(&owasp_criteria(), &assessment("low", &factors)), Ok(("low".to_owned(), None)));
    // Without the impact on the business the technical one counts.
    let mut technical = factors.clone();
    for name in ["financial_damage", "reputation_damage", "non_compliance", "privacy_violation"] {
        technical.as_object_mut().unwrap().remove(name);
    }
    assert_eq!(rated(&owasp_criteria(), &assessment("high", &technical)), Ok(("high".to_owned(), None)));
    let at = |path: &str| Err(format!("risks[R].assessments[0].{path}"));
    assert_eq!(
        rated(&owasp_criteria(), &assessment("low", &technical)),
        at("consequence"),
        "what is stated must agree"
    );
    technical["motive"] = json!(9.5);
    assert_eq!(rated(&owasp_criteria(), &assessment("high", &technical)), at("factors.motive"));
    technical.as_object_mut().unwrap().remove("motive");
    assert_eq!(rated(&owasp_criteria(), &assessment("high", &technical)), at("factors.motive"));
    // 3 and 6 belong to the higher level.
    let even = |value: f64| -> Value {
        let names = [
            "skill_level",
            "motive",
            "opportunity",
            "size",
            "ease_of_discovery",
            "ease_of_exploit",
            "awareness",
            "intrusion_detection",
            "loss_of_confidentiality",
            "loss_of_integrity",
            "loss_of_availability",
            "loss_of_accountability",
        ];
        names.iter().map(|name| ((*name).to_owned(), json!(value))).collect::<serde_json::Map<_, _>>().into()
    };
    for (value, level) in [(2.999, "low"), (3.0, "medium"), (5.999, "medium"), (6.0, "high")] {
        let assessment = json!({"likelihood": level, "consequence": level, "factors": even(value)});
        assert!(rated(&owasp_criteria(), &assessment).is_ok(), "{value}");
    }
}

/// ISO/IEC 27005:2011, annex E.2.1: asset value 3, threat high, vulnerability low gives a measure of risk of 5.
#[test]
fn asset_threat_vulnerability_rates_the_example_of_the_annex() {
    let criteria = criteria("asset_threat_vulnerability", &[("low", 0.0), ("medium", 3.0), ("high", 6.0)]);
    let assessment = |asset: i32, threat: i32, ease: i32| {
        json!({"likelihood": "high", "consequence": "high",
            "factors": {"asset_value": asset, "threat_likelihood": threat, "ease_of_exploitation": ease}})
    };
    assert_eq!(rated(&criteria, &assessment(3, 2, 0)), Ok(("medium".to_owned(), Some(5.0))));
    assert_eq!(rated(&criteria, &assessment(4, 2, 2)), Ok(("high".to_owned(), Some(8.0))));
    assert_eq!(rated(&criteria, &assessment(0, 0, 0)), Ok(("low".to_owned(), Some(0.0))));
    assert_eq!(
        rated(&criteria, &assessment(5, 0, 0)),
        Err("risks[R].assessments[0].factors.asset_value".to_owned())
    );
}

#[test]
fn products_and_sums_count_positions_from_one() {
    let product = criteria("product", &[("low", 0.0), ("medium", 4.0), ("high", 6.0)]);
    let at =
        |likelihood: &str, consequence: &str| json!({"likelihood": likelihood, "consequence": consequence});
    assert_eq!(rated(&product, &at("high", "low")), Ok(("low".to_owned(), Some(3.0))));
    assert_eq!(rated(&product, &at("medium", "medium")), Ok(("medium".to_owned(), Some(4.0))));
    assert_eq!(rated(&product, &at("medium", "high")), Ok(("high".to_owned(), Some(6.0))));
    let sum = criteria("sum", &[("low", 0.0), ("medium", 4.0), ("high", 6.0)]);
    assert_eq!(rated(&sum, &at("high", "low")), Ok(("medium".to_owned(), Some(4.0))));
    assert_eq!(rated(&sum, &at("high", "high")), Ok(("high".to_owned(), Some(6.0))));
    let heatmap = Isms::from_json(&record(&product, &at("high", "low")).to_string()).unwrap();
    let view = heatmap.as_of("2026-02-01".parse().unwrap());
    let cells = view.heatmap(&isms_core::view::HeatmapParameters::default()).unwrap().cells;
    let levels: Vec<_> = cells.iter().map(|cell| cell.level.as_str()).collect();
    assert_eq!(levels, ["low", "low", "low", "low", "medium", "high", "low", "high", "high"]);
}

#[test]
fn the_highest_impact_and_weighted_factors() {
    let mut maximum = criteria("maximum_impact", &[("low", 0.0), ("high", 1.0)]);
    maximum["matrix"] = json!([["low", "low", "low"], ["low", "low", "high"], ["low", "high", "high"]]);
    let impacts = |stated: &str, impacts: Value| json!({"likelihood": "medium", "consequence": stated, "impacts": impacts});
    assert_eq!(
        rated(&maximum, &impacts("high", json!({"money": "low", "health": "high"}))),
        Ok(("high".to_owned(), None))
    );
    let place = |path: &str| Err(format!("risks[R].assessments[0].{path}"));
    assert_eq!(
        rated(&maximum, &impacts("low", json!({"money": "low", "health": "high"}))),
        place("consequence")
    );
    assert_eq!(rated(&maximum, &impacts("low", json!({}))), place("impacts"));
    assert_eq!(rated(&maximum, &impacts("low", json!({"money": "dear"}))), place("impacts.money"));

    let mut weighted = criteria("weighted_factors", &[("low", 0.0), ("high", 5.0)]);
    assert_eq!(
        rated(&weighted, &json!({"likelihood": "low", "consequence": "low"})),
        Err("risk_criteria.scoring.weights".to_owned())
    );
    weighted["scoring"]["weights"] = json!({"exposure": 3, "harm": 1});
    let factors = |exposure: f64, harm: f64| json!({"likelihood": "low", "consequence": "low", "factors": {"exposure": exposure, "harm": harm}});
    assert_eq!(rated(&weighted, &factors(4.0, 8.0)), Ok(("high".to_owned(), Some(5.0))));
    assert_eq!(rated(&weighted, &factors(4.0, 7.9)), Ok(("low".to_owned(), Some(4.975))));
    weighted["levels"][1]["from"] = json!(null);
    assert_eq!(rated(&weighted, &factors(4.0, 8.0)), Err("risk_criteria.levels[1].from".to_owned()));
}

#[test]
fn what_is_rated_by_factors_has_no_residual_to_compute_and_none_that_controls_change() {
    let mut criteria = criteria("weighted_factors", &[("low", 0.0), ("high", 5.0)]);
    criteria["scoring"]["weights"] = json!({"exposure": 3});
    for scale in ["likelihood", "consequence"] {
        for (place, anchor) in [1.0, 10.0, 100.0].iter().enumerate() {
            criteria[scale]["levels"][place]["anchor"] = json!(anchor);
        }
    }
    let assessment = json!({"likelihood": "low", "consequence": "low", "factors": {"exposure": 4.0}});
    let mut record = record(&criteria, &assessment);
    record["risks"][0]["assessments"][0]["stage"] = json!("inherent");
    record["risks"][0]["controls"] = json!(["C"]);
    record["controls"] = json!([{"id": "C", "name": "Control", "revisions": [
        {"on": "2026-01-10", "status": "implemented", "effectiveness": 0.5},
        {"on": "2026-02-10", "status": "implemented", "effectiveness": 0.9}]}]);
    let isms = Isms::from_json(&record.to_string()).unwrap();
    let view = isms.as_of("2026-03-01".parse().unwrap());
    assert_eq!(view.residual_risks().unwrap().not_computed.len(), 1);
    let changes = view.control_changes(isms_core::view::Period::default()).unwrap();
    assert_eq!((changes.changes.len(), changes.items), (2, vec![]));
}

#[test]
fn anchors_meet_at_their_geometric_mean() {
    let scale: Scale = serde_json::from_value(json!({"levels": [
        {"id": "rare", "name": "Rare", "anchor": 0.01}, {"id": "often", "name": "Often", "anchor": 1.0}]}))
    .unwrap();
    assert_eq!(scale.nearest(0.0).unwrap().id, "rare");
    assert_eq!(scale.nearest(0.0999).unwrap().id, "rare");
    assert_eq!(scale.nearest(0.1).unwrap().id, "often", "the border belongs to the higher");
    let mut product = criteria("product", &[("low", 0.0)]);
    product["likelihood"]["levels"][1]["anchor"] = json!(0.1);
    let assessment = json!({"likelihood": "low", "consequence": "low"});
    assert_eq!(rated(&product, &assessment), Err("risk_criteria.likelihood.levels[1].anchor".to_owned()));
}
