//! From an assessment to a level of risk, by the method of the criteria.

use super::{
    ASSET_THREAT_VULNERABILITY, Assessment, OWASP_BUSINESS, OWASP_LIKELIHOOD, OWASP_TECHNICAL, RiskCriteria,
    RiskLevel, Scale, ScaleLevel, ScoringMethod,
};
use crate::error::{Error, ErrorCode, Result};

/// What a method makes of an assessment.
pub struct Scored<'a> {
    /// Level on the likelihood scale, as stated or as the factors give it.
    pub likelihood: &'a ScaleLevel,
    /// Level on the consequence scale, as stated, as the factors give it, or the highest by category.
    pub consequence: &'a ScaleLevel,
    /// The score, where the method gives one.
    pub score: Option<f64>,
    /// The level of risk.
    pub level: &'a RiskLevel,
}

impl RiskCriteria {
    /// Scores an assessment.
    ///
    /// Errors: factors missing or outside their range, levels that are not on their scale; paths are relative to the
    /// assessment.
    ///
    /// ```
    /// use isms_core::model::{Assessment, RiskCriteria};
    /// let criteria: RiskCriteria = serde_json::from_value(serde_json::json!({
    ///     "likelihood": {"levels": [{"id": "rare", "name": "Rare"}, {"id": "often", "name": "Often"}]},
    ///     "consequence": {"levels": [{"id": "small", "name": "Small"}, {"id": "large", "name": "Large"}]},
    ///     "levels": [{"id": "low", "name": "Low", "acceptable": true}, {"id": "high", "name": "High", "acceptable": false, "from": 4}],
    ///     "matrix": [["low", "low"], ["low", "high"]], "scoring": {"method": "product"}})).unwrap();
    /// let assessment: Assessment = serde_json::from_value(serde_json::json!({
    ///     "stage": "residual", "assessed_on": "2026-01-01", "likelihood": "often", "consequence": "large"})).unwrap();
    /// let scored = criteria.score(&assessment)?;
    /// assert_eq!((scored.score, scored.level.id.as_str()), (Some(4.0), "high"));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn score(&self, assessment: &Assessment) -> Result<Scored<'_>> {
        let stated = self.stated((&assessment.likelihood, &assessment.consequence))?;
        match self.method() {
            ScoringMethod::Matrix | ScoringMethod::Product | ScoringMethod::Sum => {}
            ScoringMethod::MaximumImpact => check_impacts(self, assessment, stated)?,
            ScoringMethod::Owasp => check_owasp(self, assessment, stated)?,
            ScoringMethod::AssetThreatVulnerability => {
                let of = |(name, most): (&str, f64)| factor(assessment, name, most);
                let sum = ASSET_THREAT_VULNERABILITY.into_iter().map(of).sum::<Result<f64>>()?;
                return by_score(self, stated, sum);
            }
            ScoringMethod::WeightedFactors => {
                let (mut sum, mut total) = (0.0, 0.0);
                for (name, weight) in self.scoring.iter().flat_map(|scoring| &scoring.weights) {
                    sum += weight * factor(assessment, name, f64::MAX)?;
                    total += weight;
                }
                return by_score(self, stated, sum / total);
            }
        }
        by_places(self, stated)
    }

    /// The level of risk of a likelihood and a consequence alone.
    ///
    /// Errors: levels that are not on their scale; a method that rates by factors and needs more than levels.
    pub fn by_levels(&self, levels: (&str, &str)) -> Result<Scored<'_>> {
        by_places(self, self.stated(levels)?)
    }

    fn stated(&self, (likelihood, consequence): (&str, &str)) -> Result<Stated<'_>> {
        let likelihood = on_scale(&self.likelihood, "likelihood", likelihood)?;
        Ok(Stated { likelihood, consequence: on_scale(&self.consequence, "consequence", consequence)? })
    }
}

/// A level and its place on its scale, lowest 0.
type Placed<'a> = (usize, &'a ScaleLevel);

/// The levels that an assessment states.
#[derive(Clone, Copy)]
struct Stated<'a> {
    likelihood: Placed<'a>,
    consequence: Placed<'a>,
}

impl<'a> Stated<'a> {
    fn scored(self, score: Option<f64>, level: &'a RiskLevel) -> Scored<'a> {
        Scored { likelihood: self.likelihood.1, consequence: self.consequence.1, score, level }
    }
}

fn on_scale<'a>(scale: &'a Scale, path: &str, level: &str) -> Result<Placed<'a>> {
    scale.levels.iter().enumerate().find(|(_, known)| known.id == level).ok_or_else(|| {
        let name = path.split('.').next().unwrap_or(path);
        let name = if name == "impacts" { "consequence" } else { name };
        let problem = format!("{level} is not on the {name} scale");
        Error::new(ErrorCode::UnknownReference, path, problem, format!("use one of {}", scale.ids()))
    })
}

fn by_places<'a>(criteria: &'a RiskCriteria, stated: Stated<'a>) -> Result<Scored<'a>> {
    let (row, column) = (stated.likelihood.0, stated.consequence.0);
    let (likelihood, consequence) = (row as f64 + 1.0, column as f64 + 1.0);
    match criteria.method() {
        ScoringMethod::Matrix | ScoringMethod::MaximumImpact | ScoringMethod::Owasp => {
            let level = criteria.level_at(row, column).ok_or_else(|| {
                let problem = "the matrix has no level here";
                Error::new(ErrorCode::Value, "", problem, "give the matrix a level for every pair")
            })?;
            Ok(stated.scored(None, level))
        }
        ScoringMethod::Product => by_score(criteria, stated, likelihood * consequence),
        ScoringMethod::Sum => by_score(criteria, stated, likelihood + consequence),
        ScoringMethod::AssetThreatVulnerability | ScoringMethod::WeightedFactors => {
            let problem = "the method rates by factors, not by levels";
            Err(Error::new(ErrorCode::Rule, "", problem, "assess the factors"))
        }
    }
}

/// The highest level whose least score is reached; the lowest has none.
fn by_score<'a>(criteria: &'a RiskCriteria, stated: Stated<'a>, score: f64) -> Result<Scored<'a>> {
    let reached = |level: &&RiskLevel| level.from.is_none_or(|from| from <= score);
    let level = criteria.levels.iter().rev().find(reached).or(criteria.levels.first()).ok_or_else(|| {
        Error::new(ErrorCode::Value, "", "there are no levels of risk", "give the criteria levels")
    })?;
    Ok(stated.scored(Some(score), level))
}

/// The highest consequence by category must be the one stated.
fn check_impacts(criteria: &RiskCriteria, assessment: &Assessment, stated: Stated<'_>) -> Result<()> {
    let mut highest: Option<usize> = None;
    for (category, level) in &assessment.impacts {
        let (place, _) = on_scale(&criteria.consequence, &format!("impacts.{category}"), level)?;
        highest = highest.max(Some(place));
    }
    let Some(highest) = highest else {
        let problem = "no category of impact is rated";
        return Err(Error::new(ErrorCode::MissingField, "impacts", problem, "rate one at least"));
    };
    agree(&criteria.consequence, "consequence", stated.consequence, highest)
}

/// The levels that the factors give must be those stated.
fn check_owasp(criteria: &RiskCriteria, assessment: &Assessment, stated: Stated<'_>) -> Result<()> {
    let mean = |names: &[&str]| -> Result<f64> {
        let sum: f64 = names.iter().map(|name| factor(assessment, name, 9.0)).sum::<Result<f64>>()?;
        Ok(sum / names.len() as f64)
    };
    // OWASP: the impact on the business counts where enough is known of it.
    let business = OWASP_BUSINESS.iter().any(|name| assessment.factors.contains_key(*name));
    let impact = mean(if business { &OWASP_BUSINESS } else { &OWASP_TECHNICAL })?;
    let rank = |mean: f64| usize::from(mean >= 3.0) + usize::from(mean >= 6.0);
    agree(&criteria.likelihood, "likelihood", stated.likelihood, rank(mean(&OWASP_LIKELIHOOD)?))?;
    agree(&criteria.consequence, "consequence", stated.consequence, rank(impact))
}

fn agree(scale: &Scale, name: &str, (stated, _): Placed<'_>, found: usize) -> Result<()> {
    if stated == found {
        return Ok(());
    }
    let level = scale.levels.get(found).map(|level| level.id.as_str()).unwrap_or_default();
    let problem = "is not what the assessment comes to";
    Err(Error::new(ErrorCode::Rule, name, problem, format!("state {level}, or correct what it is made of")))
}

fn factor(assessment: &Assessment, name: &str, most: f64) -> Result<f64> {
    let at = || format!("factors.{name}");
    let value = *assessment.factors.get(name).ok_or_else(|| {
        Error::new(
            ErrorCode::MissingField,
            at(),
            "the factor is missing",
            "give each factor of the method a value",
        )
    })?;
    if (0.0..=most).contains(&value) {
        return Ok(value);
    }
    let remedy = if most == f64::MAX {
        "use a number from 0 up".to_owned()
    } else {
        format!("use a number from 0 to {most}")
    };
    Err(Error::new(ErrorCode::Value, at(), format!("{value} is outside the range of the factor"), remedy))
}
