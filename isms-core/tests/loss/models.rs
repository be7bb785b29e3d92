//! Models to test with.

use isms_core::model::Distribution;
use isms_core::quant::*;

/// A risk whose events cost a response.
pub(crate) fn risk(id: &str, rate: Distribution, amount: Distribution) -> QuantifiedRisk {
    QuantifiedRisk {
        primary: vec![Magnitude::new(LossForm::Response, amount)],
        ..QuantifiedRisk::new(id, rate)
    }
}

/// A model of risks and nothing else.
pub(crate) fn of_risks(risks: impl IntoIterator<Item = QuantifiedRisk>) -> LossModel {
    LossModel { risks: risks.into_iter().collect(), ..LossModel::default() }
}

/// A model with all the parts of a year: shared control states with a common cause, drawn rates and dispersion,
/// susceptibility, several forms, a cascade with a cycle, secondary losses, two policies.
pub(crate) fn whole() -> LossModel {
    let used = |control, residual, target| ControlUse { control, residual, target: Some(target) };
    let dependency = |asset, probability| Dependency { asset, probability };
    let asset = |id: &str, depends_on: &[Dependency], outage: Option<Distribution>| ExposedAsset {
        id: id.to_owned(),
        depends_on: depends_on.to_vec(),
        outage_loss: outage,
    };
    LossModel {
        risks: vec![
            QuantifiedRisk {
                threat: Some(0),
                asset: Some(0),
                susceptibility: Distribution::uniform(0.4, 0.8),
                preventive: vec![used(0, Some(0.6), 0.8), used(1, None, 0.5)],
                mitigating: vec![used(2, Some(0.3), 0.5)],
                primary: vec![
                    Magnitude::new(LossForm::Productivity, Distribution::lognormal(2.0, 0.8)),
                    Magnitude::new(LossForm::Response, Distribution::uniform(1.0, 9.0)),
                ],
                secondary: Some(SecondaryLoss {
                    probability: 0.3,
                    magnitudes: vec![
                        Magnitude::new(LossForm::FinesAndJudgements, Distribution::lognormal(3.0, 0.5)),
                        Magnitude::new(LossForm::Reputation, Distribution::uniform(0.0, 40.0)),
                    ],
                }),
                ..QuantifiedRisk::new("R-1", Distribution::uniform(0.5, 2.5))
            },
            QuantifiedRisk {
                threat: Some(1),
                asset: Some(1),
                dispersion: 0.5,
                preventive: vec![used(0, Some(0.5), 0.5), used(2, Some(0.4), 0.9)],
                primary: vec![Magnitude::new(LossForm::Replacement, Distribution::lognormal(2.5, 1.0))],
                ..QuantifiedRisk::new("R-2", Distribution::fixed(0.8))
            },
            QuantifiedRisk {
                threat: Some(0),
                asset: Some(2),
                mitigating: vec![used(1, Some(0.5), 0.6)],
                primary: vec![Magnitude::new(
                    LossForm::CompetitiveAdvantage,
                    Distribution::uniform(5.0, 30.0),
                )],
                ..QuantifiedRisk::new("R-3", Distribution::fixed(0.4))
            },
            risk("R-4", Distribution::fixed(1.5), Distribution::lognormal(1.0, 0.7)),
        ],
        threats: vec!["T-1".to_owned(), "T-2".to_owned()],
        assets: vec![
            asset("A-1", &[dependency(2, 0.3)], Some(Distribution::uniform(2.0, 6.0))),
            asset("A-2", &[dependency(0, 0.7)], Some(Distribution::lognormal(2.0, 0.4))),
            asset("A-3", &[dependency(1, 0.5), dependency(0, 1.0)], None),
            asset("A-4", &[dependency(2, 0.6)], Some(Distribution::fixed(11.0))),
        ],
        controls: vec![
            SharedControl { id: "C-1".to_owned(), reliability: 0.9, common_cause: Some(0) },
            SharedControl { id: "C-2".to_owned(), reliability: 0.7, common_cause: Some(0) },
            SharedControl { id: "C-3".to_owned(), reliability: 0.8, common_cause: None },
        ],
        common_causes: vec![CommonCause { id: "G-1".to_owned(), beta: 0.4 }],
        policies: vec![
            Policy {
                id: "P-1".to_owned(),
                risks: Some(vec![0, 1]),
                deductible: 10.0,
                limit: Some(40.0),
                aggregate_deductible: 5.0,
                aggregate_limit: Some(60.0),
            },
            Policy { id: "P-2".to_owned(), deductible: 30.0, ..Policy::default() },
        ],
        ..LossModel::default()
    }
}
