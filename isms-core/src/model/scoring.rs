//! How a level of risk comes of an assessment (clause 6.1.2 d 3).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extensions, RiskCriteria};
use crate::error::{Error, ErrorCode, Result};

/// The method of scoring and what it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scoring {
    /// The method.
    pub method: ScoringMethod,
    /// Weight of each factor, for weighted factors; above 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Methods of scoring. Positions on a scale count from 1.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ScoringMethod {
    /// Look-up of likelihood and consequence in the matrix (IEC 31010, consequence/likelihood matrix).
    #[default]
    Matrix,
    /// Position of the likelihood times that of the consequence (IEC 31010, risk indices).
    Product,
    /// Position of the likelihood plus that of the consequence (IEC 31010, risk indices).
    Sum,
    /// The highest of the consequences given by category, then the matrix (ISO/IEC 27005, consequence criteria).
    MaximumImpact,
    /// OWASP Risk Rating Methodology: means of factors from 0 to 9; below 3 low, below 6 medium, else high, for
    /// likelihood and impact alike, then the matrix. The scales have three levels.
    Owasp,
    /// ISO/IEC 27005:2011 annex E.2.1, predefined values: asset value 0 to 4 plus likelihood of the threat 0 to 2 plus
    /// ease of exploitation 0 to 2.
    AssetThreatVulnerability,
    /// Mean of factors, weighted (IEC 31010, multi-criteria analysis).
    WeightedFactors,
}

/// Factors of OWASP that make a likelihood: of the threat agent and of the vulnerability.
pub const OWASP_LIKELIHOOD: [&str; 8] = [
    "skill_level",
    "motive",
    "opportunity",
    "size",
    "ease_of_discovery",
    "ease_of_exploit",
    "awareness",
    "intrusion_detection",
];
/// Factors of OWASP for the technical impact.
pub const OWASP_TECHNICAL: [&str; 4] =
    ["loss_of_confidentiality", "loss_of_integrity", "loss_of_availability", "loss_of_accountability"];
/// Factors of OWASP for the impact on the business, which count before the technical ones where they are known.
pub const OWASP_BUSINESS: [&str; 4] =
    ["financial_damage", "reputation_damage", "non_compliance", "privacy_violation"];
/// The factors of annex E.2.1 with the highest value of each.
pub const ASSET_THREAT_VULNERABILITY: [(&str, f64); 3] =
    [("asset_value", 4.0), ("threat_likelihood", 2.0), ("ease_of_exploitation", 2.0)];

impl ScoringMethod {
    /// Whether the level comes of a score, by the least scores of the levels.
    pub fn has_score(self) -> bool {
        matches!(self, Self::Product | Self::Sum | Self::AssetThreatVulnerability | Self::WeightedFactors)
    }
}

impl RiskCriteria {
    /// The method of scoring.
    pub fn method(&self) -> ScoringMethod {
        self.scoring.as_ref().map(|scoring| scoring.method).unwrap_or_default()
    }

    pub(super) fn check_scoring(&self) -> Result<()> {
        let wrong = |path: String, problem: String, remedy: &str| {
            Err(Error::new(ErrorCode::Value, path, problem, remedy))
        };
        let method = self.method();
        if method == ScoringMethod::Owasp {
            for (name, scale) in [("likelihood", &self.likelihood), ("consequence", &self.consequence)] {
                if scale.levels.len() != 3 {
                    let problem =
                        format!("has {} levels, where OWASP rates low, medium and high", scale.levels.len());
                    return wrong(format!("{name}.levels"), problem, "give it three");
                }
            }
        }
        let weights = self.scoring.iter().flat_map(|scoring| &scoring.weights);
        for (factor, weight) in weights.clone() {
            if !(weight.is_finite() && *weight > 0.0) {
                let problem = format!("{weight} is not a weight");
                return wrong(format!("scoring.weights.{factor}"), problem, "use a number above 0");
            }
        }
        if method == ScoringMethod::WeightedFactors && weights.count() == 0 {
            return wrong("scoring.weights".to_owned(), "is empty".to_owned(), "give each factor its weight");
        }
        if method.has_score() {
            let mut before: Option<f64> = None;
            for (i, level) in self.levels.iter().enumerate() {
                let at = format!("levels[{i}].from");
                match level.from {
                    None if i > 0 => {
                        return wrong(at, "is missing".to_owned(), "give the least score of the level");
                    }
                    Some(from) if before.is_some_and(|before| from <= before) => {
                        return wrong(
                            at,
                            format!("{from} is not above the level before it"),
                            "let scores rise",
                        );
                    }
                    from => before = from.or(Some(f64::NEG_INFINITY)),
                }
            }
        }
        Ok(())
    }
}
