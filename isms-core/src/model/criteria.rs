//! Risk criteria: scales, matrix, levels and what is acceptable (clause 6.1.2 a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::entity::{Amounts, not_blank, probability};
use super::{Extensions, Money, Scoring};
use crate::error::{Error, ErrorCode, Result};

/// How this organisation rates risk. Scales and matrix may have any size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskCriteria {
    /// Likelihood, lowest first.
    pub likelihood: Scale,
    /// Consequence, lowest first.
    pub consequence: Scale,
    /// Levels of risk, lowest first.
    pub levels: Vec<RiskLevel>,
    /// Level ids: one row per likelihood, one column per consequence, both lowest first. Methods that give a score need
    /// none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrix: Vec<Vec<String>>,
    /// How a level of risk comes of an assessment; by the matrix if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scoring: Option<Scoring>,
    /// Categories of risk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<RiskCategory>,
    /// How much risk is taken willingly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appetite: Option<RiskAppetite>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An ordered scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scale {
    /// Levels, lowest first.
    pub levels: Vec<ScaleLevel>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleLevel {
    /// Identifier used in assessments.
    pub id: SmolStr,
    /// Name shown.
    pub name: String,
    /// A number typical of the level: events a year for likelihood, an amount in the record's currency for consequence.
    /// A scale gives all of its levels an anchor, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<f64>,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A level of risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskLevel {
    /// Identifier used in the matrix.
    pub id: SmolStr,
    /// Name shown.
    pub name: SmolStr,
    /// Whether a risk of this level may stand without a decision of its owner.
    pub acceptable: bool,
    /// The least score of this level, for methods that give a score; the lowest level needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Days after which an assessment of this level must be renewed; 365 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_days: Option<u16>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A category of risk, e.g. by what it threatens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskCategory {
    /// Identifier used in risks.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How much risk the organisation is willing to take (ISO 31000; clause 6.1.2 a 1).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RiskAppetite {
    /// The most that each category may carry.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryAppetite>,
    /// For all risks together: how often a year's loss may exceed an amount, smallest loss first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tolerance: Vec<TolerancePoint>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The most that a category of risk may carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CategoryAppetite {
    /// The category.
    pub category: String,
    /// The highest level of risk taken without a decision.
    pub level: String,
    /// The highest expected loss a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly_loss: Option<Money>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A point of the tolerance curve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TolerancePoint {
    /// A loss in a year.
    pub loss: Money,
    /// The highest probability, in a year, of losing more.
    pub probability: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Scale {
    /// Position of a level, lowest 0.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }
    /// The number typical of a level.
    pub fn anchor(&self, id: &str) -> Option<f64> {
        self.levels.iter().find(|level| level.id == id)?.anchor
    }
    /// The level whose anchor is nearest to a number by ratio: the border between two levels is the geometric mean of
    /// their anchors, and a number on the border belongs to the higher. Nothing where the scale has no anchors.
    pub fn nearest(&self, number: f64) -> Option<&ScaleLevel> {
        let border = |pair: &[ScaleLevel]| match pair {
            [lower, higher] => Some((lower.anchor? * higher.anchor?).sqrt()),
            _ => None,
        };
        let above = self.levels.windows(2).map(border).take_while(|b| b.is_some_and(|b| b <= number)).count();
        self.levels.get(above).filter(|level| level.anchor.is_some())
    }
    /// Anchors rise from level to level, and are all there or all absent.
    fn check_anchors(&self, path: &str) -> Result<()> {
        let mut before = None;
        for (i, level) in self.levels.iter().enumerate() {
            let at = format!("{path}.levels[{i}].anchor");
            let wrong = |problem: String, remedy: &str| {
                Err(Error::new(ErrorCode::Value, at.clone(), problem, remedy))
            };
            match (i, before, level.anchor) {
                (0, _, None) | (_, None, None) => {}
                (0, _, Some(anchor)) | (_, Some(_), Some(anchor))
                    if !(anchor.is_finite() && anchor > 0.0) =>
                {
                    return wrong(format!("{anchor} is not an anchor"), "use a number above 0");
                }
                (0, _, Some(_)) => {}
                (_, Some(before), Some(anchor)) if anchor > before => {}
                (_, Some(before), Some(anchor)) => {
                    return wrong(
                        format!("{anchor} is not above {before}"),
                        "anchors rise from level to level",
                    );
                }
                _ => {
                    return wrong(
                        "some levels have an anchor and some have none".to_owned(),
                        "give all or none",
                    );
                }
            }
            before = level.anchor;
        }
        Ok(())
    }
    /// The ids of its levels, for messages.
    pub fn ids(&self) -> String {
        join(self.levels.iter().map(|level| level.id.as_str()))
    }
}

impl RiskCriteria {
    /// The level of risk of a likelihood and a consequence: a look-up in the matrix.
    pub fn level(&self, likelihood: &str, consequence: &str) -> Option<&RiskLevel> {
        self.level_at(self.likelihood.rank(likelihood)?, self.consequence.rank(consequence)?)
    }

    /// The same of their positions on the scales.
    pub(super) fn level_at(&self, likelihood: usize, consequence: usize) -> Option<&RiskLevel> {
        let id = self.matrix.get(likelihood)?.get(consequence)?;
        self.levels.iter().find(|level| level.id == id)
    }

    /// Position of a level of risk, lowest 0.
    pub fn level_rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    pub(crate) fn check(&self) -> Result<()> {
        for (path, scale) in
            [("likelihood.levels", &self.likelihood), ("consequence.levels", &self.consequence)]
        {
            unique(path, scale.levels.iter().map(|level| (level.id.as_str(), level.name.as_str())))?;
        }
        unique("levels", self.levels.iter().map(|level| (level.id.as_str(), level.name.as_str())))?;
        self.check_scoring()?;
        self.likelihood.check_anchors("likelihood")?;
        self.consequence.check_anchors("consequence")?;
        if !(self.matrix.is_empty() && self.method().has_score()) {
            self.check_matrix()?;
        }
        if !self.categories.is_empty() {
            unique("categories", self.categories.iter().map(|c| (c.id.as_str(), c.name.as_str())))?;
        }
        self.appetite.as_ref().map_or(Ok(()), |appetite| self.check_appetite(appetite))
    }

    fn check_matrix(&self) -> Result<()> {
        let (rows, columns) = (self.likelihood.levels.len(), self.consequence.levels.len());
        size("matrix", self.matrix.len(), rows, "rows, one per likelihood level")?;
        for (i, row) in self.matrix.iter().enumerate() {
            size(&format!("matrix[{i}]"), row.len(), columns, "columns, one per consequence level")?;
            for (j, id) in row.iter().enumerate() {
                if self.level_rank(id).is_none() {
                    let levels = join(self.levels.iter().map(|l| l.id.as_str()));
                    return Err(not_there(format!("matrix[{i}][{j}]"), "risk level", id, levels));
                }
            }
        }
        Ok(())
    }

    /// Reports each amount of money.
    pub(crate) fn amounts(&self, found: &mut Amounts<'_>) {
        let Some(appetite) = &self.appetite else { return };
        for (i, category) in appetite.categories.iter().enumerate() {
            found.maybe(format_args!("appetite.categories[{i}].yearly_loss"), category.yearly_loss.as_ref());
        }
        for (i, point) in appetite.tolerance.iter().enumerate() {
            found.maybe(format_args!("appetite.tolerance[{i}].loss"), Some(&point.loss));
        }
    }

    fn check_appetite(&self, appetite: &RiskAppetite) -> Result<()> {
        for (i, category) in appetite.categories.iter().enumerate() {
            let at = |field: &str| format!("appetite.categories[{i}].{field}");
            let categories = || join(self.categories.iter().map(|c| c.id.as_str()));
            if !self.categories.iter().any(|c| c.id == category.category) {
                return Err(not_there(at("category"), "category", &category.category, categories()));
            }
            if self.level_rank(&category.level).is_none() {
                let levels = join(self.levels.iter().map(|l| l.id.as_str()));
                return Err(not_there(at("level"), "risk level", &category.level, levels));
            }
        }
        for (i, point) in appetite.tolerance.iter().enumerate() {
            probability(&format!("appetite.tolerance[{i}].probability"), point.probability)?;
        }
        // A larger loss is never tolerated more often than a smaller one.
        let falls = |pair: &[TolerancePoint]| match pair {
            [a, b] => a.loss.amount < b.loss.amount && a.probability >= b.probability,
            _ => true,
        };
        match appetite.tolerance.windows(2).position(|pair| !falls(pair)) {
            None => Ok(()),
            Some(i) => Err(Error::new(
                ErrorCode::Value,
                format!("appetite.tolerance[{}]", i + 1),
                "does not follow the point before it",
                "list larger losses later, with the same or a lower probability",
            )),
        }
    }
}

fn not_there(path: String, what: &str, id: &str, known: String) -> Error {
    Error::new(
        ErrorCode::UnknownReference,
        path,
        format!("there is no {what} {id}"),
        format!("use one of {known}"),
    )
}

fn size(path: &str, found: usize, wanted: usize, of: &str) -> Result<()> {
    if found == wanted {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Value, path, format!("has {found} {of}"), format!("give it {wanted}")))
}

fn unique<'a>(path: &str, levels: impl Iterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (i, (id, name)) in levels.enumerate() {
        not_blank(&format!("{path}[{i}].name"), name)?;
        not_blank(&format!("{path}[{i}].id"), id)?;
        if !seen.insert(id) {
            return Err(Error::new(
                ErrorCode::DuplicateId,
                format!("{path}[{i}].id"),
                format!("{id} is there twice"),
                "give each level its own id",
            ));
        }
    }
    if seen.is_empty() {
        return Err(Error::new(ErrorCode::Value, path, "is empty", "give at least one level"));
    }
    Ok(())
}

fn join<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
