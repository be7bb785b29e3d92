//! From an assessment to a level of risk, by the method of the criteria.

use super::{
    ASSET_THREAT_VULNERABILITY, Assessment, OWASP_BUSINESS, OWASP_LIKELIHOOD, OWASP_TECHNICAL, RiskCriteria,
    RiskLevel, Scale, ScoringMethod,
};
use crate::error::{Error, ErrorCode, Result};

/// What a method makes of an assessment.
pub struct Scored<'a> {
    /// Level on the likelihood scale, as stated or as the factors give it.
    pub likelihood: &'a str,
    /// Level on the consequence scale, as stated, as the factors give it, or the highest by category.
    pub consequence: &'a str,
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
    pub fn score<'a>(&'a self, assessment: &'a Assessment) -> Result<Scored<'a>> {
        let stated = (assessment.likelihood.as_str(), assessment.consequence.as_str());
        on_scale(&self.likelihood, "likelihood", stated.0)?;
        let consequence = on_scale(&self.consequence, "consequence", stated.1)?;
        match self.method() {
            ScoringMethod::Matrix | ScoringMethod::Product | ScoringMethod::Sum => self.by_levels(stated),
            ScoringMethod::MaximumImpact => {
                self.by_levels((stated.0, highest(self, assessment, consequence)?))
            }
            ScoringMethod::Owasp => self.by_levels(owasp(self, assessment)?),
            ScoringMethod::AssetThreatVulnerability => {
                let of = |(name, most): (&str, f64)| factor(assessment, name, most);
                let sum = ASSET_THREAT_VULNERABILITY.into_iter().map(of).sum::<Result<f64>>()?;
                by_score(self, stated, sum)
            }
            ScoringMethod::WeightedFactors => {
                let (mut sum, mut total) = (0.0, 0.0);
                for (name, weight) in self.scoring.iter().flat_map(|scoring| &scoring.weights) {
                    sum += weight * factor(assessment, name, f64::MAX)?;
                    total += weight;
                }
                by_score(self, stated, sum / total)
            }
        }
    }

    /// The level of risk of a likelihood and a consequence alone.
    ///
    /// Errors: levels that are not on their scale; a method that rates by factors and needs more than levels.
    pub fn by_levels<'a>(&'a self, at: (&'a str, &'a str)) -> Result<Scored<'a>> {
        let row = on_scale(&self.likelihood, "likelihood", at.0)?;
        let column = on_scale(&self.consequence, "consequence", at.1)?;
        let (likelihood, consequence) = (row as f64 + 1.0, column as f64 + 1.0);
        match self.method() {
            ScoringMethod::Matrix | ScoringMethod::MaximumImpact | ScoringMethod::Owasp => {
                by_matrix(at, self.level_at(row, column))
            }
            ScoringMethod::Product => by_score(self, at, likelihood * consequence),
            ScoringMethod::Sum => by_score(self, at, likelihood + consequence),
            ScoringMethod::AssetThreatVulnerability | ScoringMethod::WeightedFactors => {
                let problem = "the method rates by factors, not by levels";
                Err(Error::new(ErrorCode::Rule, "", problem, "assess the factors"))
            }
        }
    }
}

fn on_scale(scale: &Scale, path: &str, level: &str) -> Result<usize> {
    scale.rank(level).ok_or_else(|| {
        let name = path.split('.').next().unwrap_or(path);
        let name = if name == "impacts" { "consequence" } else { name };
        let problem = format!("{level} is not on the {name} scale");
        Error::new(ErrorCode::UnknownReference, path, problem, format!("use one of {}", scale.ids()))
    })
}

fn by_matrix<'a>(at: (&'a str, &'a str), level: Option<&'a RiskLevel>) -> Result<Scored<'a>> {
    let level = level.ok_or_else(|| {
        Error::new(
            ErrorCode::Value,
            "",
            "the matrix has no level here",
            "give the matrix a level for every pair",
        )
    })?;
    Ok(Scored { likelihood: at.0, consequence: at.1, score: None, level })
}

/// The highest level whose least score is reached; the lowest has none.
fn by_score<'a>(criteria: &'a RiskCriteria, at: (&'a str, &'a str), score: f64) -> Result<Scored<'a>> {
    let reached = |level: &&RiskLevel| level.from.is_none_or(|from| from <= score);
    let level = criteria.levels.iter().rev().find(reached).or(criteria.levels.first()).ok_or_else(|| {
        Error::new(ErrorCode::Value, "", "there are no levels of risk", "give the criteria levels")
    })?;
    Ok(Scored { likelihood: at.0, consequence: at.1, score: Some(score), level })
}

/// The highest consequence by category; that stated must be the same.
fn highest<'a>(criteria: &'a RiskCriteria, assessment: &'a Assessment, stated: usize) -> Result<&'a str> {
    let mut highest: Option<usize> = None;
    for (category, level) in &assessment.impacts {
        let rank = on_scale(&criteria.consequence, &format!("impacts.{category}"), level)?;
        highest = highest.max(Some(rank));
    }
    let Some(highest) = highest else {
        let problem = "no category of impact is rated";
        return Err(Error::new(ErrorCode::MissingField, "impacts", problem, "rate one at least"));
    };
    agree(&criteria.consequence, "consequence", stated, highest)
}

/// The levels that the factors give; those stated must be the same.
fn owasp<'a>(criteria: &'a RiskCriteria, assessment: &'a Assessment) -> Result<(&'a str, &'a str)> {
    let mean = |names: &[&str]| -> Result<f64> {
        let sum: f64 = names.iter().map(|name| factor(assessment, name, 9.0)).sum::<Result<f64>>()?;
        Ok(sum / names.len() as f64)
    };
    // OWASP: the impact on the business counts where enough is known of it.
    let business = OWASP_BUSINESS.iter().any(|name| assessment.factors.contains_key(*name));
    let impact = mean(if business { &OWASP_BUSINESS } else { &OWASP_TECHNICAL })?;
    let rank = |mean: f64| usize::from(mean >= 3.0) + usize::from(mean >= 6.0);
    let of = |scale: &'a Scale, name: &str, level: &str, mean: f64| {
        agree(scale, name, on_scale(scale, name, level)?, rank(mean))
    };
    let likelihood =
        of(&criteria.likelihood, "likelihood", &assessment.likelihood, mean(&OWASP_LIKELIHOOD)?)?;
    Ok((likelihood, of(&criteria.consequence, "consequence", &assessment.consequence, impact)?))
}

fn agree<'a>(scale: &'a Scale, name: &str, stated: usize, found: usize) -> Result<&'a str> {
    let level = scale.levels.get(found).map(|level| level.id.as_str()).unwrap_or_default();
    if stated == found {
        return Ok(level);
    }
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
