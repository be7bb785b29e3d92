//! A record as a loss model: where each figure comes from, and what is left out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail"
)]

use isms_core::model::Distribution;
use isms_core::prelude::*;
use isms_core::quant::{ControlUse, Dependency, LossForm, Magnitude, QuantifiedRisk};
use isms_core::view::{
    FrequencySource, LeftOutReason, LossFigure, LossParameters, OptimiseParameters, RecordedLossModel,
    StageLoss, WhatIfParameters,
};

fn record() -> Isms {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/records/losses.json");
    Isms::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn on(day: &str) -> RecordedLossModel {
    record().as_of(day.parse().unwrap()).loss_model().unwrap()
}

fn entry<'m>(recorded: &'m RecordedLossModel, id: &str) -> &'m QuantifiedRisk {
    let ids: Vec<&str> = recorded.model.risks.iter().map(|risk| risk.id.as_str()).collect();
    recorded.model.risks.iter().find(|risk| risk.id == id).unwrap_or_else(|| panic!("no {id} in {ids:?}"))
}

fn gamma_mean(rate: &Distribution) -> f64 {
    match rate {
        Distribution::Gamma { shape, rate, .. } => shape / rate,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_figure_is_the_one_on_record_on_the_date() {
    let recorded = on("2026-06-30");
    let stated = entry(&recorded, "R-STATED T-UNKNOWN DB");
    // Two pairs share the events evenly.
    assert_eq!(stated.rate, Distribution::gamma(2.0, 8.0));
    assert_eq!((&stated.susceptibility, stated.dispersion), (&Distribution::fixed(0.3), 0.5));
    let of = |form, amount| Magnitude::new(form, Distribution::fixed(amount));
    assert_eq!(stated.primary, [of(LossForm::Productivity, 20.0), of(LossForm::Replacement, 10.0)]);
    let secondary = stated.secondary.as_ref().unwrap();
    assert_eq!(
        (secondary.probability, &secondary.magnitudes[..]),
        (0.2, &[of(LossForm::Reputation, 70.0)][..])
    );
    assert_eq!(entry(&recorded, "R-STATED T-UNKNOWN NET").rate, stated.rate);

    // The estimate of June 2025 held until the end of the year; that of August is not seen yet.
    assert_eq!(entry(&on("2025-12-31"), "R-STATED T-UNKNOWN DB").rate, Distribution::fixed(4.5));
    let derived = on("2026-08-01");
    let derived = entry(&derived, "R-STATED T-UNKNOWN DB");
    // A quarter of contacts lead to action, and two pairs share them.
    let rate = derived.rate.mean();
    assert!((rate / (0.25 * Distribution::pert(2.0, 4.5, 10.0).mean()) - 1.0).abs() < 1e-9, "{rate}");
    // The capability exceeds the resistance somewhat less often than not.
    let susceptibility = derived.susceptibility.mean();
    assert!((0.35..0.45).contains(&susceptibility), "{susceptibility}");
}

#[test]
fn a_frequency_that_is_not_stated_is_learned_or_follows_from_the_anchor() {
    let recorded = on("2026-06-30");
    // One incident over 546 days, from Jeffreys' prior; two risks share it, one of them over two assets.
    let learned = 1.5 / (546.0 / 365.25);
    for (id, share) in [
        ("R-COUNTED T-COUNTED DB", 0.25),
        ("R-COUNTED T-COUNTED NET", 0.25),
        ("R-COUNTED-TOO T-COUNTED", 0.5),
    ] {
        let mean = gamma_mean(&entry(&recorded, id).rate);
        assert!((mean / (learned * share) - 1.0).abs() < 1e-12, "{id}: {mean}");
    }
    // Of a threat with a prior that was identified on this very day, the prior and a day are known.
    let mean = gamma_mean(&entry(&recorded, "R-COUNTED-TOO T-PRIOR").rate);
    assert!((mean - 3.0 / (6.0 + 1.0 / 365.25)).abs() < 1e-12, "{mean}");
    assert_eq!(entry(&recorded, "R-ANCHOR").rate, Distribution::fixed(2.0));

    let sources: Vec<_> =
        recorded.quantified.iter().map(|q| (q.risk.as_str(), q.frequency, q.pairs)).collect();
    assert_eq!(
        sources,
        [
            ("R-ANCHOR", FrequencySource::InherentLikelihood, 1),
            ("R-COUNTED", FrequencySource::EventRates, 2),
            ("R-COUNTED-TOO", FrequencySource::EventRates, 2),
            ("R-STATED", FrequencySource::Stated, 2),
        ]
    );
    let left_out: Vec<_> = recorded.left_out.iter().map(|left| (left.risk.as_str(), left.reason)).collect();
    assert_eq!(
        left_out,
        [("R-NO-RATE", LeftOutReason::NoFrequency), ("R-NOTHING", LeftOutReason::NotQuantified)]
    );
}

#[test]
fn controls_count_where_they_stand_between() {
    let recorded = on("2026-06-30");
    let control = |id: &str| recorded.model.controls.iter().position(|c| c.id == id).unwrap() as u32;
    let (wall, copy) = (control("WALL"), control("COPY"));
    let hit = entry(&recorded, "R-COUNTED T-COUNTED DB");
    // The evidence of one passed test bears out what is declared.
    assert_eq!(hit.preventive, [ControlUse { control: wall, residual: Some(0.8), target: Some(0.8) }]);
    assert_eq!(hit.mitigating, [ControlUse { control: copy, residual: None, target: Some(0.6) }]);
    let elsewhere = entry(&recorded, "R-COUNTED T-COUNTED NET");
    assert_eq!(
        (elsewhere.preventive.len(), elsewhere.mitigating.len()),
        (0, 1),
        "the wall covers the database"
    );
    let shared = &recorded.model.controls[wall as usize];
    assert_eq!((shared.reliability, shared.common_cause), (0.9, Some(0)));
    assert_eq!(recorded.model.common_causes[0].beta, 0.25);
    assert_eq!(recorded.model.controls[copy as usize].reliability, 1.0);
}

#[test]
fn assets_and_policies_are_those_of_the_date() {
    let recorded = on("2026-06-30");
    let ids: Vec<&str> = recorded.model.assets.iter().map(|asset| asset.id.as_str()).collect();
    assert_eq!(ids, ["DB", "NET"]);
    assert_eq!(recorded.model.assets[0].depends_on, [Dependency { asset: 1, probability: 0.9 }]);
    assert_eq!(recorded.model.assets[0].outage_loss, Some(Distribution::fixed(50.0)));
    assert_eq!(on("2026-01-31").model.assets[0].depends_on.len(), 2);

    let [all, some] = recorded.model.policies.as_slice() else { panic!("{:?}", recorded.model.policies) };
    assert_eq!((all.risks.as_ref(), all.limit, all.deductible), (None, Some(1000.0), 200.0));
    let covered = |place: &u32| recorded.model.risks[*place as usize].id.as_str();
    let covered: Vec<&str> = some.risks.iter().flatten().map(covered).collect();
    assert_eq!(covered, ["R-STATED T-UNKNOWN DB", "R-STATED T-UNKNOWN NET"]);
    assert_eq!((some.deductible, some.aggregate_limit, some.limit), (12.5, Some(500.0), None));
    let names = |day: &str| on(day).model.policies.iter().map(|p| p.id.clone()).collect::<Vec<_>>();
    assert_eq!(names("2026-07-01"), ["P-ALL"]);
    assert_eq!(names("2026-06-29"), ["P-ALL", "P-OVER"]);
}

#[test]
fn without_figures_there_is_no_model() {
    let error = record().as_of("2025-05-31".parse().unwrap()).loss_model().unwrap_err();
    assert_eq!((error.code, error.path.as_str()), (ErrorCode::MissingField, "risks"));
    assert!(error.remedy.contains("quantify"), "{}", error.remedy);
}

/// An asset, a threat and a risk more stand before the others in every list, and cost nothing: no random number shifts.
#[test]
fn what_is_added_in_front_leaves_the_rest_as_it_is() {
    let isms = record();
    let view = isms.as_of("2026-06-30".parse().unwrap());
    let changes = Change::list_from_json(
        r#"[{"change": "create", "kind": "asset", "entity": {"id": "AAA", "name": "New",
              "depends_on": [{"asset": "NET", "probability": 0.5}]}},
            {"change": "create", "kind": "threat", "entity": {"id": "AAA", "name": "New"}},
            {"change": "create", "kind": "risk", "entity": {"id": "AAA", "title": "New", "owner": "COO",
              "identified_on": "2026-01-01", "threats": ["AAA"], "assets": ["AAA"], "quantifications": [{
                "quantified_on": "2026-01-01", "frequency": {"loss_event_frequency": {"distribution": "fixed", "value": 3}},
                "primary": {"response": {"distribution": "fixed", "value": 0}}}]}}]"#,
    );
    let asked = WhatIfParameters {
        changes: Some(changes.unwrap().into()),
        trials: Some(3_000),
        seed: Some(5),
        ..WhatIfParameters::default()
    };
    let found = view.what_if(&asked).unwrap();
    let loss = view.loss(&LossParameters { trials: Some(3_000), seed: Some(5), ..LossParameters::default() });
    for (difference, stage) in found.stages.iter().zip(loss.unwrap().stages) {
        assert_eq!(difference.mean.before, stage.mean);
        for (difference, level) in difference.levels.iter().zip(stage.levels) {
            assert_eq!(difference.value_at_risk.before, level.value_at_risk);
            assert_eq!(difference.expected_shortfall.before, level.expected_shortfall);
        }
        // Losses of a year are added up in the order of risks, so that the last bit may differ.
        assert!(difference.mean.difference.abs() <= 1e-9 * stage.mean, "{:?}", difference.mean);
    }
    assert_eq!(found.risks.iter().map(|risk| risk.risk.as_str()).collect::<Vec<_>>(), ["AAA"]);
    assert_eq!(found.changed.created.len(), 3);
    assert!(!isms.risks().contains_key("AAA"), "nothing is written");
}

#[test]
fn meridian_is_quantified_but_for_one_risk() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/meridian/isms.json");
    let isms = Isms::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let recorded = isms.as_of("2026-09-01".parse().unwrap()).loss_model().unwrap();
    assert_eq!(recorded.quantified.len(), 27);
    let left_out: Vec<_> = recorded.left_out.iter().map(|left| (left.risk.as_str(), left.reason)).collect();
    assert_eq!(left_out, [("R-021", LeftOutReason::NotQuantified)]);
    let shared = recorded.model.controls.iter().filter(|control| control.common_cause.is_some()).count();
    assert!(shared >= 8 && recorded.model.common_causes.len() == 4, "{shared}");
    assert_eq!(recorded.model.policies.len(), 1);
    let better = |used: &&ControlUse| used.residual < used.target;
    assert!(recorded.model.risks.iter().flat_map(|risk| &risk.mitigating).any(|used| better(&used)));
    assert!(recorded.model.assets.iter().filter(|asset| asset.outage_loss.is_some()).count() >= 25);
}

/// The options of the conformance cases that take shares off risks, and nothing else that counts at the target stage.
fn with_options() -> Isms {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../conformance/records/options.json");
    let mut record: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    record["controls"] = serde_json::json!([]);
    record["treatment_groups"] = serde_json::json!([]);
    let reduces = |option: &serde_json::Value| {
        option["effects"]["reductions"].is_array() && option["id"].as_str().unwrap() < "D"
    };
    record["treatment_options"].as_array_mut().unwrap().retain(reduces);
    Isms::from_json(&record.to_string()).unwrap()
}

fn stage(isms: &Isms, day: &str, stage: Stage) -> StageLoss {
    let asked = LossParameters { trials: Some(40_000), ..LossParameters::default() };
    let found = isms.as_of(day.parse().unwrap()).loss(&asked).unwrap();
    found.stages.into_iter().find(|losses| losses.stage == stage).unwrap()
}

#[test]
fn what_is_decided_comes_to_what_was_said_of_it_at_the_target() {
    let mut isms = with_options();
    let day = "2026-07-02";
    let before = Stage::ALL.map(|of| stage(&isms, day, of));
    let asked = OptimiseParameters {
        trials: Some(40_000),
        nodes: Some(200),
        redraws: Some(0),
        capacities: Some(false),
        ..OptimiseParameters::default()
    };
    let found = isms.as_of(day.parse().unwrap()).optimise(&asked).unwrap();
    assert_eq!(found.items.iter().filter(|item| item.chosen).count(), 3, "{:?}", found.items);
    isms.apply(&found.changes).unwrap();

    let said = found.figures.iter().find(|figure| figure.figure == LossFigure::Mean).unwrap();
    let target = stage(&isms, day, Stage::Target);
    let error = (said.after_high - said.after) / 1.96;
    let off = 4.0 * (error * error + target.standard_error * target.standard_error).sqrt();
    assert!((target.mean - said.after).abs() < off, "{} is not {} ± {off}", target.mean, said.after);
    assert!(target.mean < 0.6 * said.before);
    // Nothing is done yet: inherent and residual are as before, to the bit.
    let after = Stage::ALL.map(|of| stage(&isms, day, of));
    for (before, after) in before.iter().zip(&after).filter(|(stage, _)| stage.stage != Stage::Target) {
        assert_eq!(before, after);
    }

    // Each counts until the figures of a risk are those of a day on which it is in effect: of R-1 the last is so since
    // October, of R-2 one is in effect no sooner than in April.
    let counts = |risk: &str, day: &str| {
        let model = isms.as_of(day.parse().unwrap()).loss_model().unwrap().model;
        let entry = model.risks.into_iter().find(|entry| entry.id.split(' ').next() == Some(risk)).unwrap();
        entry.preventive.len() + entry.mitigating.len()
    };
    assert_eq!((counts("R-1", day), counts("R-2", day)), (2, 1));
    let figures = serde_json::to_value(&isms.risks()["R-1"].quantifications[0]).unwrap();
    for (on, left) in [("2026-10-01", 1), ("2026-10-02", 0)] {
        let mut figures = figures.clone();
        figures["quantified_on"] = on.into();
        let change = serde_json::json!({"change": "quantify_risk", "risk": "R-1", "quantification": figures});
        isms.apply(&[serde_json::from_value(change).unwrap()]).unwrap();
        let model = isms.as_of(on.parse().unwrap()).loss_model().unwrap().model;
        let entry = model.risks.iter().find(|entry| entry.id.starts_with("R-1")).unwrap();
        assert_eq!(entry.preventive.len() + entry.mitigating.len(), left, "{on}");
    }
}
