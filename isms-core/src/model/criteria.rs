//! Risk criteria: scales, matrix, levels and what is acceptable (clause 6.1.2 a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Extensions;
use super::entity::not_blank;
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
    /// Level ids: one row per likelihood, one column per consequence, both lowest first.
    pub matrix: Vec<Vec<String>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An ordered scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Levels, lowest first.
    pub levels: Vec<ScaleLevel>,
}

/// One step of a scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleLevel {
    /// Identifier used in assessments.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// A level of risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskLevel {
    /// Identifier used in the matrix.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Whether a risk of this level may stand without a decision of its owner.
    pub acceptable: bool,
    /// Days after which an assessment of this level must be renewed; 365 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_days: Option<u16>,
}

impl Scale {
    /// Position of a level, lowest 0.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }
    /// The ids of its levels, for messages.
    pub fn ids(&self) -> String {
        join(self.levels.iter().map(|level| level.id.as_str()))
    }
}

impl RiskCriteria {
    /// The level of risk of a likelihood and a consequence: a look-up in the matrix.
    pub fn level(&self, likelihood: &str, consequence: &str) -> Option<&RiskLevel> {
        let row = self.matrix.get(self.likelihood.rank(likelihood)?)?;
        let id = row.get(self.consequence.rank(consequence)?)?;
        self.levels.iter().find(|level| &level.id == id)
    }

    /// Position of a level of risk, lowest 0.
    pub fn level_rank(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id == id)
    }

    pub(crate) fn check(&self) -> Result<()> {
        let named = |levels: &[ScaleLevel]| levels.iter().map(|l| (l.id.clone(), l.name.clone())).collect();
        unique("likelihood.levels", named(&self.likelihood.levels))?;
        unique("consequence.levels", named(&self.consequence.levels))?;
        unique("levels", self.levels.iter().map(|l| (l.id.clone(), l.name.clone())).collect())?;
        let (rows, columns) = (self.likelihood.levels.len(), self.consequence.levels.len());
        size("matrix", self.matrix.len(), rows, "rows, one per likelihood level")?;
        for (i, row) in self.matrix.iter().enumerate() {
            size(&format!("matrix[{i}]"), row.len(), columns, "columns, one per consequence level")?;
            for (j, id) in row.iter().enumerate() {
                if self.level_rank(id).is_none() {
                    return Err(Error::new(
                        ErrorCode::UnknownReference,
                        format!("matrix[{i}][{j}]"),
                        format!("there is no risk level {id}"),
                        format!("use one of {}", join(self.levels.iter().map(|l| l.id.as_str()))),
                    ));
                }
            }
        }
        Ok(())
    }
}

fn size(path: &str, found: usize, wanted: usize, of: &str) -> Result<()> {
    if found == wanted {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Value, path, format!("has {found} {of}"), format!("give it {wanted}")))
}

fn unique(path: &str, levels: Vec<(String, String)>) -> Result<()> {
    if levels.is_empty() {
        return Err(Error::new(ErrorCode::Value, path, "is empty", "give at least one level"));
    }
    let mut seen = std::collections::BTreeSet::new();
    for (i, (id, name)) in levels.into_iter().enumerate() {
        not_blank(&format!("{path}[{i}].name"), &name)?;
        not_blank(&format!("{path}[{i}].id"), &id)?;
        if !seen.insert(id.clone()) {
            return Err(Error::new(
                ErrorCode::DuplicateId,
                format!("{path}[{i}].id"),
                format!("{id} is there twice"),
                "give each level its own id",
            ));
        }
    }
    Ok(())
}

fn join<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
