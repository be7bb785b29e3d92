//! The risk register and the matrix (clauses 6.1.2, 8.2 and 8.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::View;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Asset, Control, Date, Id, Person, Risk, RiskLevel, Role, ScaleLevel, Stage, Threat, TreatmentStrategy,
};
use crate::risk::{self, Rating, Standing};

/// The risk register on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskRegister {
    /// The date looked at.
    pub as_of: Date,
    /// Risks identified and not retired, by id.
    pub risks: Vec<RiskEntry>,
}

/// A risk on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskEntry {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// The risk owner.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Rating without controls.
    pub inherent: Option<Rating>,
    /// Rating with the controls in force.
    pub residual: Option<Rating>,
    /// Rating with the treatment done.
    pub target: Option<Rating>,
    /// Against what is acceptable.
    pub standing: Standing,
    /// Last day of the acceptance in force, or of the last that ran out.
    pub accepted_until: Option<Date>,
    /// The day by which it must be assessed again.
    pub review_due: Date,
    /// Whether that day has passed.
    pub stale: bool,
    /// Treatment option.
    pub treatment: Option<TreatmentStrategy>,
    /// Treatment actions not done.
    pub actions_open: usize,
    /// Of those, past their day.
    pub actions_overdue: usize,
    /// Threats it comes from.
    pub threats: Vec<Id<Threat>>,
    /// Assets it hits.
    pub assets: Vec<Id<Asset>>,
    /// Controls that treat it.
    pub controls: Vec<Id<Control>>,
}

/// Which assessments to place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeatmapParameters {
    /// The stage; residual if absent.
    #[serde(default)]
    pub stage: Option<Stage>,
}

/// The risk matrix with the risks in it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Heatmap {
    /// The date looked at.
    pub as_of: Date,
    /// The stage placed.
    pub stage: Stage,
    /// Likelihood, lowest first.
    pub likelihood: Vec<ScaleLevel>,
    /// Consequence, lowest first.
    pub consequence: Vec<ScaleLevel>,
    /// Levels of risk, lowest first.
    pub levels: Vec<RiskLevel>,
    /// Every cell, by likelihood, then consequence.
    pub cells: Vec<HeatmapCell>,
    /// Risks without an assessment of the stage.
    pub unplaced: Vec<Id<Risk>>,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HeatmapCell {
    /// Level of likelihood.
    pub likelihood: SmolStr,
    /// Level of consequence.
    pub consequence: SmolStr,
    /// Level of risk.
    pub level: SmolStr,
    /// The risks in it.
    pub risks: Vec<Id<Risk>>,
}

impl View<'_> {
    /// The risk register: each risk's ratings, how it stands, and whether its assessment is stale.
    pub fn risks(&self) -> RiskRegister {
        RiskRegister { as_of: self.date(), risks: self.live_risks().map(|risk| self.entry(risk)).collect() }
    }

    /// The risk matrix of the record's criteria with the risks in it.
    ///
    /// Errors: a record without risk criteria.
    pub fn heatmap(&self, parameters: &HeatmapParameters) -> Result<Heatmap> {
        let stage = parameters.stage.unwrap_or(Stage::Residual);
        let Some(criteria) = self.isms().risk_criteria() else {
            let problem = "the record has no risk criteria, so there is no matrix";
            return Err(Error::new(ErrorCode::MissingField, "risk_criteria", problem, "give risk_criteria"));
        };
        let mut unplaced = Vec::new();
        let mut placed: Vec<(&Risk, Rating)> = Vec::new();
        for risk in self.live_risks() {
            match self.rating(risk, stage) {
                Some(rating) => placed.push((risk, rating)),
                None => unplaced.push(risk.id.clone()),
            }
        }
        let cell = |likelihood: &ScaleLevel, consequence: &ScaleLevel| {
            let here =
                |rating: &Rating| rating.likelihood == likelihood.id && rating.consequence == consequence.id;
            HeatmapCell {
                likelihood: likelihood.id.clone(),
                consequence: consequence.id.clone(),
                level: criteria
                    .by_levels((&likelihood.id, &consequence.id))
                    .map(|scored| scored.level.id.clone())
                    .unwrap_or_default(),
                risks: placed
                    .iter()
                    .filter(|(_, rating)| here(rating))
                    .map(|(risk, _)| risk.id.clone())
                    .collect(),
            }
        };
        let (rows, columns) = (&criteria.likelihood.levels, &criteria.consequence.levels);
        let cells = rows.iter().flat_map(|row| columns.iter().map(move |column| (row, column)));
        Ok(Heatmap {
            as_of: self.date(),
            stage,
            likelihood: rows.clone(),
            consequence: columns.clone(),
            levels: criteria.levels.clone(),
            cells: cells.map(|(row, column)| cell(row, column)).collect(),
            unplaced,
        })
    }

    /// The rating of a risk at a stage, by its last assessment.
    pub(super) fn rating(&self, risk: &Risk, stage: Stage) -> Option<Rating> {
        risk::rate(self.isms().risk_criteria()?, risk::assessment_on(risk, stage, self.date())?)
    }

    fn entry(&self, risk: &Risk) -> RiskEntry {
        let on = self.date();
        let residual = self.rating(risk, Stage::Residual);
        let review_due = self.risk_review_due(risk);
        let open = || {
            let actions = risk.treatment.iter().flat_map(|treatment| &treatment.actions);
            actions.filter(|action| action.is_open_on(on))
        };
        RiskEntry {
            risk: risk.id.clone(),
            title: risk.title.clone(),
            owner: risk.owner.clone(),
            holders: self.holders(&risk.owner),
            inherent: self.rating(risk, Stage::Inherent),
            standing: risk::standing(risk, residual.as_ref(), on),
            residual,
            target: self.rating(risk, Stage::Target),
            accepted_until: risk::acceptance_on(risk, on).map(|acceptance| acceptance.until),
            review_due,
            stale: review_due < on,
            treatment: risk.treatment.as_ref().map(|treatment| treatment.option),
            actions_open: open().count(),
            actions_overdue: open().filter(|action| action.due < on).count(),
            threats: risk.threats.clone(),
            assets: risk.assets.clone(),
            controls: risk.controls.clone(),
        }
    }
}
