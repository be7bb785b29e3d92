//! What the views of risk find in the example organisation, beside what is planted there.

use std::collections::BTreeSet;

use isms_core::prelude::*;
use isms_core::view::{ReevaluationParameters, ReevaluationState, RiskWatchParameters, Rule};

use super::meridian;

#[test]
fn stale_risks_are_those_planted() {
    let isms = meridian();
    let watch = isms.as_of("2026-09-01".parse().unwrap()).risk_watch(&RiskWatchParameters::default());
    let stale: Vec<_> = watch.items.iter().filter(|item| item.rule == Rule::RiskReviewDue).collect();
    let ids: BTreeSet<_> = stale.iter().map(|item| item.risk.as_str()).collect();
    for planted in ["R-006", "R-008", "R-013", "R-021", "R-025"] {
        assert!(ids.contains(planted), "{planted} is not found in {ids:?}");
    }
    assert!(stale.iter().all(|item| item.effective_on <= "2026-09-01".parse().unwrap()));
}

#[test]
fn changes_that_called_for_an_assessment_in_vain_are_found() {
    let isms = meridian();
    let asked = ReevaluationParameters { since: "2025-06-01".parse().ok(), all: true };
    let found = isms.as_of("2026-09-01".parse().unwrap()).reevaluations(&asked).unwrap();
    let state = |cause: &str, risk: &str| {
        let cause: Link = cause.parse().unwrap();
        let item = found.items.iter().find(|item| item.cause == cause && item.risk.as_str() == risk);
        item.map(|item| item.state)
    };
    assert_eq!(state("significant_change:CH-2026-02", "R-020"), Some(ReevaluationState::Overdue));
    assert_eq!(state("significant_change:CH-2026-04", "R-012"), Some(ReevaluationState::Overdue));
    assert_eq!(state("significant_change:CH-2026-04", "R-027"), Some(ReevaluationState::Overdue));
    assert_eq!(state("significant_change:CH-2025-03", "R-017"), Some(ReevaluationState::DoneLate));
    assert!(found.items.iter().any(|item| item.state == ReevaluationState::Done), "some were done in time");
    for item in &found.items {
        let ends_at_the_risk = item.trail.last().is_none_or(|step| step.to.id == item.risk.as_str());
        assert!(ends_at_the_risk, "{item:?}");
    }
}

#[test]
fn residual_risk_is_computed_for_every_risk_with_an_inherent_rating() {
    let isms = meridian();
    let view = isms.as_of("2026-09-01".parse().unwrap());
    let found = view.residual_risks().unwrap();
    assert_eq!(found.items.len(), 28);
    assert!(found.not_computed.is_empty(), "{:?}", found.not_computed);
    for item in &found.items {
        let (inherent, computed) = (item.inherent.as_ref().unwrap(), item.computed.as_ref().unwrap());
        assert!(computed.rating.rank <= inherent.rank, "controls never raise a risk: {item:?}");
    }
    // Restore tests stopped: the controls that lean on them count for less.
    let discounted = found.items.iter().filter_map(|item| item.computed.as_ref()).flat_map(|c| &c.controls);
    assert!(
        discounted
            .clone()
            .any(|weight| weight.control.as_str() == "CP-9" && weight.counted < weight.declared)
    );
}
