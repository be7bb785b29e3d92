//! Scoring risks by the organisation's criteria, and the state of each risk on a date.

mod evidence;
mod residual;

pub use evidence::{ControlEvidence, EvidenceSource, HALF_LIFE_DAYS, JEFFREYS_PRIOR, Tally};
pub use residual::{
    ComputedResidual, ControlWeight, DEGRADED_SHARE, Discount, InForce, TEST_VALID_DAYS, UNTESTED_SHARE,
};
pub(crate) use residual::{Exposed, Left};

use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use crate::model::{Acceptance, Assessment, Date, Risk, RiskCriteria, RiskLevel, Scored, Stage};

/// Days after which an assessment is stale where neither the risk nor its level says so.
pub const DEFAULT_REVIEW_DAYS: u16 = 365;

/// A rating with the level the criteria give it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Rating {
    /// When it was made.
    pub assessed_on: Date,
    /// Level on the likelihood scale.
    pub likelihood: SmolStr,
    /// Level on the consequence scale.
    pub consequence: SmolStr,
    /// The score, where the method gives one.
    pub score: Option<f64>,
    /// Id of the level of risk.
    pub level: SmolStr,
    /// Name of the level of risk.
    pub level_name: SmolStr,
    /// Position of the level, lowest 0.
    pub rank: usize,
    /// Whether the criteria let this level stand.
    pub acceptable: bool,
}

/// How a risk stands against what is acceptable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Of an acceptable level.
    Acceptable,
    /// Above it, and accepted by its owner on this date.
    Accepted,
    /// Above it, and an acceptance has run out.
    AcceptanceExpired,
    /// Above it, and not accepted.
    Unacceptable,
    /// Never assessed with the controls in force.
    NotAssessed,
}

/// The last assessment of a stage on or before `date`.
pub fn assessment_on(risk: &Risk, stage: Stage, date: Date) -> Option<&Assessment> {
    risk.assessments.iter().rev().find(|a| a.stage == stage && a.assessed_on <= date)
}

/// Rates an assessment by the method of the criteria; nothing where [`RiskCriteria::score`] gives an error.
pub fn rate(criteria: &RiskCriteria, assessment: &Assessment) -> Option<Rating> {
    rating(criteria, criteria.score(assessment).ok()?, assessment.assessed_on)
}

/// A rating made on a day.
fn rating(criteria: &RiskCriteria, scored: Scored<'_>, assessed_on: Date) -> Option<Rating> {
    Some(Rating {
        assessed_on,
        likelihood: scored.likelihood.id.clone(),
        consequence: scored.consequence.id.clone(),
        score: scored.score,
        level: scored.level.id.clone(),
        level_name: scored.level.name.clone(),
        rank: criteria.level_rank(&scored.level.id)?,
        acceptable: scored.level.acceptable,
    })
}

/// The acceptance in force on `date`, else the last that ran out before it.
pub fn acceptance_on(risk: &Risk, date: Date) -> Option<&Acceptance> {
    let made = || risk.acceptances.iter().filter(|a| a.accepted_on <= date);
    made().rev().find(|a| date <= a.until).or_else(|| made().max_by_key(|a| a.until))
}

/// How the risk stands on `date`, given its rating with the controls in force.
pub fn standing(risk: &Risk, residual: Option<&Rating>, date: Date) -> Standing {
    match (residual, acceptance_on(risk, date)) {
        (None, _) => Standing::NotAssessed,
        (Some(rating), _) if rating.acceptable => Standing::Acceptable,
        (_, Some(acceptance)) if date <= acceptance.until => Standing::Accepted,
        (_, Some(_)) => Standing::AcceptanceExpired,
        (_, None) => Standing::Unacceptable,
    }
}

/// The day by which a rating must be renewed: the risk's own interval, else that of its level.
pub fn review_due(risk: &Risk, criteria: &RiskCriteria, rating: &Rating) -> Date {
    let level = criteria.levels.iter().find(|level| level.id == rating.level);
    renewed_by(risk, level, rating.assessed_on)
}

/// The same on a date, of the rating with the controls in force, which need not be made for it; none without one.
pub(crate) fn review_due_on(risk: &Risk, criteria: &RiskCriteria, date: Date) -> Option<Date> {
    let assessment = assessment_on(risk, Stage::Residual, date)?;
    let scored = criteria.score(assessment).ok()?;
    Some(renewed_by(risk, Some(scored.level), assessment.assessed_on))
}

fn renewed_by(risk: &Risk, level: Option<&RiskLevel>, assessed_on: Date) -> Date {
    let days = risk.review_days.or(level.and_then(|level| level.review_days)).unwrap_or(DEFAULT_REVIEW_DAYS);
    assessed_on.plus_days(days.into())
}
