//! The models that are measured: their time, and the instructions of their kernels.

use isms_core::model::Distribution;
use isms_core::quant::*;

pub(crate) const RISKS: u32 = 1_000;

/// A risk of the large model: on average 1.025 events a year, of lognormal loss. The peer makes the same.
fn risk(place: u32) -> QuantifiedRisk {
    let rate = 0.05 + 1.95 * f64::from(place) / f64::from(RISKS - 1);
    let amount =
        Distribution::lognormal(8.0 + 0.08 * f64::from(place % 50), 0.5 + 0.1 * f64::from(place % 7));
    QuantifiedRisk {
        primary: vec![Magnitude::new(LossForm::Response, amount)],
        ..QuantifiedRisk::new(format!("R-{place}"), Distribution::fixed(rate))
    }
}

/// A thousand risks that have nothing to do with each other.
pub(crate) fn independent() -> LossModel {
    LossModel { risks: (0..RISKS).map(risk).collect(), ..LossModel::default() }
}

/// The same with a hundred controls, two of which each risk shares, and a policy over all.
pub(crate) fn shared() -> LossModel {
    let controls = (0..100).map(|place| SharedControl {
        id: format!("C-{place}"),
        reliability: 0.9,
        common_cause: Some(place / 10),
    });
    let used = |control, residual| vec![ControlUse { control, residual: Some(residual), target: None }];
    let risks = (0..RISKS).map(|place| QuantifiedRisk {
        preventive: used(place % 100, 0.4),
        mitigating: used(place * 7 % 100, 0.3),
        ..risk(place)
    });
    let policy =
        Policy { id: "P".to_owned(), deductible: 1e5, aggregate_limit: Some(1e7), ..Policy::default() };
    LossModel {
        risks: risks.collect(),
        controls: controls.collect(),
        common_causes: (0..10).map(|place| CommonCause { id: format!("G-{place}"), beta: 0.3 }).collect(),
        policies: vec![policy],
        ..LossModel::default()
    }
}

/// 25,000 assets, 100,000 dependencies of one in five, a thousand risks.
#[allow(dead_code, reason = "not every measurement takes every model")]
pub(crate) fn cascades() -> LossModel {
    let mut state = 88_172_645_463_325_252_u64;
    // Marsaglia's xorshift.
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let assets = (0..25_000).map(|place| ExposedAsset {
        id: format!("A-{place}"),
        depends_on: (0..4).map(|_| Dependency { asset: random(25_000) as u32, probability: 0.2 }).collect(),
        outage_loss: (place % 10 == 0).then(|| Distribution::lognormal(6.0, 1.0)),
    });
    let assets = assets.collect();
    let risks = (0..RISKS).map(|place| QuantifiedRisk { asset: Some(place * 25), ..risk(place) });
    LossModel { risks: risks.collect(), assets, ..LossModel::default() }
}

/// A model of one risk.
pub(crate) fn one(rate: Distribution, amount: Distribution) -> LossModel {
    let risk = QuantifiedRisk {
        primary: vec![Magnitude::new(LossForm::Response, amount)],
        ..QuantifiedRisk::new("R", rate)
    };
    LossModel { risks: vec![risk], ..LossModel::default() }
}
