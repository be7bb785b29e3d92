//! The questions whose answers are tables, as JSON: so C and Python ask them.
//!
//! | question | parameters | a row |
//! |---|---|---|
//! | `figures` | `levels` (0.5, 0.9, 0.95, 0.99) | a level: value at risk and expected shortfall |
//! | `exceedance` | `points` (100) | a loss, and how probably a year costs more |
//! | `contributions` | `level` (of the mean where absent) | a risk, threat, asset, form or policy, and what it adds |
//! | `appetite` | `tolerance`: pairs of a loss and a probability | a point of the tolerance, and how it stands |
//! | `convergence` | | the mean after some of the trials |
//! | `control_values` | | a control, and what it takes from the mean |
//! | `sensitivities` | | an input, and how much the loss depends on it |
//!
//! Each takes `stage` too, if another one is meant than that which is asked.

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::losses::{Contribution, Contributions, Losses};
use super::sensitivity::Sensitivity;
use super::tables::{AppetiteBreach, ConvergencePoint, CurvePoint, LossAtLevel};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::quant::model::Stage;
use crate::record::{from_json_text, from_value};

/// The levels that figures are told at where none are asked for.
pub(crate) const DEFAULT_LEVELS: [f64; 4] = [0.5, 0.9, 0.95, 0.99];
/// The most points of a curve.
const MOST_POINTS: u32 = 100_000;

/// A question to losses.
pub struct LossQuestion {
    /// Its name.
    pub name: &'static str,
    /// JSON Schema of its rows: a list of objects.
    pub rows: fn() -> Schema,
    /// The parameters that it takes beside `stage`.
    takes: &'static [&'static str],
    answer: fn(&Losses, Stage, Parameters, &Watch<'_>) -> Result<Value>,
}

/// Everything that is asked of any question; each takes what it needs and refuses the rest.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Parameters {
    stage: Option<Stage>,
    level: Option<f64>,
    levels: Option<Vec<f64>>,
    points: Option<u32>,
    tolerance: Option<Vec<(f64, f64)>>,
}

/// What a part adds.
#[derive(Debug, Serialize, JsonSchema)]
struct Part {
    /// What kind of part: `risks`, `threats`, `assets`, `forms` or `policies`.
    of: String,
    /// Its identifier.
    id: String,
    /// What it adds; a policy below 0.
    value: f64,
}

/// What a control is worth.
#[derive(Debug, Serialize, JsonSchema)]
struct Worth {
    /// The control.
    id: String,
    /// The mean loss of a year without it less that with it.
    value: f64,
    /// Its standard error.
    standard_error: f64,
}

const QUESTIONS: &[LossQuestion] = &[
    LossQuestion {
        name: "figures",
        rows: || schema_for!(Vec<LossAtLevel>),
        takes: &["levels"],
        answer: |losses, stage, given, _| {
            let levels = given.levels.unwrap_or_else(|| DEFAULT_LEVELS.to_vec());
            let of_stage = losses.stage(stage)?;
            rows(levels.iter().map(|level| LossAtLevel::of(&of_stage, *level)).collect::<Result<Vec<_>>>()?)
        },
    },
    LossQuestion {
        name: "exceedance",
        rows: || schema_for!(Vec<CurvePoint>),
        takes: &["points"],
        answer: |losses, stage, given, _| {
            let points = given.points.unwrap_or(100);
            if points > MOST_POINTS {
                let remedy = format!("use {MOST_POINTS} at most");
                return Err(Error::new(ErrorCode::Limit, "points", format!("{points} are too many"), remedy));
            }
            rows(losses.stage(stage)?.curve(points).into_iter().map(CurvePoint::from).collect::<Vec<_>>())
        },
    },
    LossQuestion {
        name: "contributions",
        rows: || schema_for!(Vec<Part>),
        takes: &["level"],
        answer: |losses, stage, given, watch| {
            rows(parts(match given.level {
                None => losses.stage(stage)?.contributions(),
                Some(level) => losses.tail_contributions(stage, level, watch)?,
            }))
        },
    },
    LossQuestion {
        name: "appetite",
        rows: || schema_for!(Vec<AppetiteBreach>),
        takes: &["tolerance"],
        answer: |losses, stage, given, _| {
            rows(AppetiteBreach::each(&losses.stage(stage)?, &given.tolerance.unwrap_or_default())?)
        },
    },
    LossQuestion {
        name: "convergence",
        rows: || schema_for!(Vec<ConvergencePoint>),
        takes: &[],
        answer: |losses, stage, _, _| {
            let steps = losses.stage(stage)?.convergence().steps;
            rows(steps.into_iter().map(ConvergencePoint::from).collect::<Vec<_>>())
        },
    },
    LossQuestion {
        name: "control_values",
        rows: || schema_for!(Vec<Worth>),
        takes: &[],
        answer: |losses, stage, _, watch| {
            let worth = |of: super::ControlValue| Worth {
                id: of.id,
                value: of.value.value,
                standard_error: of.value.standard_error,
            };
            rows(losses.control_values(stage, watch)?.into_iter().map(worth).collect::<Vec<_>>())
        },
    },
    LossQuestion {
        name: "sensitivities",
        rows: || schema_for!(Vec<Sensitivity>),
        takes: &[],
        answer: |losses, stage, _, watch| rows(losses.sensitivities(stage, watch)?),
    },
];

impl LossQuestion {
    /// The question of a name.
    ///
    /// Errors: there is none.
    pub fn of(name: &str) -> Result<&'static Self> {
        QUESTIONS.iter().find(|question| question.name == name).ok_or_else(|| {
            let names: Vec<_> = QUESTIONS.iter().map(|question| question.name).collect();
            let problem = format!("there is no question {name:?} to losses");
            Error::new(ErrorCode::UnknownView, "", problem, format!("ask one of {}", names.join(", ")))
        })
    }
}

impl Losses {
    /// Answers a question whose answer is a table by its rows as JSON: `figures`, `exceedance`, `contributions`,
    /// `appetite`, `convergence`, `control_values`, `sensitivities`. Parameters are a JSON object, or an empty text for
    /// none; `stage` among them takes the place of the one given.
    ///
    /// Errors: a question that there is not, parameters that it does not take, and those of the question.
    ///
    /// ```
    /// # use isms_core::graph::Watch;
    /// # use isms_core::model::Distribution;
    /// # use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk, Simulation, Stage, simulate};
    /// # let risk = QuantifiedRisk {
    /// #     primary: vec![Magnitude::new(LossForm::Response, Distribution::fixed(100.0))],
    /// #     ..QuantifiedRisk::new("R-001", Distribution::fixed(2.0))
    /// # };
    /// # let model = LossModel { risks: vec![risk], ..LossModel::default() };
    /// # let losses = simulate(&model, &Simulation::new(1000, 1), &Watch::none())?;
    /// let rows = losses.ask_json(Stage::Residual, "contributions", r#"{"level": 0.9}"#, &Watch::none())?;
    /// assert!(rows.starts_with(r#"[{"id":"R-001","of":"risks","value":"#));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn ask_json(
        &self,
        stage: Stage,
        question: &str,
        parameters: &str,
        watch: &Watch<'_>,
    ) -> Result<String> {
        let question = LossQuestion::of(question)?;
        let nothing = || Ok(Value::Object(serde_json::Map::new()));
        let value = if parameters.trim().is_empty() { nothing() } else { from_json_text(parameters) }?;
        let Value::Object(given) = &value else {
            let remedy = "name the parameters in an object, or leave them out";
            return Err(Error::new(ErrorCode::Type, "", "the parameters are not a JSON object", remedy));
        };
        let takes = || ["stage"].into_iter().chain(question.takes.iter().copied());
        if let Some(other) = given.keys().find(|name| takes().all(|known| known != name.as_str())) {
            let problem = format!("{} does not take it", question.name);
            let remedy = format!("it takes {}", takes().collect::<Vec<_>>().join(", "));
            return Err(Error::new(ErrorCode::UnknownField, other.as_str(), problem, remedy));
        }
        let parameters: Parameters = from_value(&value)?;
        let stage = parameters.stage.unwrap_or(stage);
        Ok((question.answer)(self, stage, parameters, watch)?.to_string())
    }
}

fn rows<T: Serialize>(rows: Vec<T>) -> Result<Value> {
    let problem = |error| Error::new(ErrorCode::Value, "", format!("the answer is not JSON: {error}"), "");
    serde_json::to_value(rows).map_err(problem)
}

/// What adds something, the most of each kind first.
fn parts(contributions: Contributions) -> Vec<Part> {
    let Contributions { risks, threats, assets, forms, policies } = contributions;
    let kinds = [
        ("risks", risks),
        ("threats", threats),
        ("assets", assets),
        ("forms", forms),
        ("policies", policies),
    ];
    let of_kind = |(of, mut list): (&str, Vec<Contribution>)| {
        list.retain(|part| part.value != 0.0);
        list.sort_by(|one, other| other.value.abs().total_cmp(&one.value.abs()));
        let of = of.to_owned();
        list.into_iter().map(move |part| Part { of: of.clone(), id: part.id, value: part.value })
    };
    kinds.into_iter().flat_map(of_kind).collect()
}
