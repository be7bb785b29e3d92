//! The questions as JSON: so other languages ask them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::effort::Effort;
use super::frontier::Fineness;
use super::problem::{Goal, Problem, Scenarios};
use super::robust::Redraw;
use super::{Portfolio, evaluate, explain, frontier, optimise, reevaluate, relaxing, returns, robustness};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::record::{from_json_text, from_value};

/// Everything that is asked of any question; each takes what it needs and refuses the rest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    problem: Problem,
    #[serde(default = "expected_loss")]
    goal: Goal,
    #[serde(default)]
    effort: Effort,
    #[serde(default)]
    fineness: Fineness,
    portfolio: Option<Portfolio>,
    #[serde(default)]
    redraws: Vec<Redraw>,
    level: Option<f64>,
    fresh: Option<Scenarios>,
}

fn expected_loss() -> Goal {
    Goal::ExpectedLoss
}

/// The questions, and the names of what each takes.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("optimise", &["problem", "goal", "effort"]),
    ("evaluate", &["problem", "goal", "portfolio"]),
    ("explain", &["problem", "goal", "portfolio"]),
    ("returns", &["problem", "goal", "portfolio"]),
    ("relaxing", &["problem", "goal", "portfolio", "effort"]),
    ("frontier", &["problem", "goal", "fineness", "effort"]),
    ("robustness", &["problem", "goal", "portfolio", "redraws", "effort"]),
    ("reevaluate", &["problem", "level", "portfolio", "fresh"]),
];

/// Answers a question as JSON, from parameters as a JSON object.
///
/// | question | parameters | answer |
/// |---|---|---|
/// | `optimise` | `problem`, `goal`, `effort` | [`Answer`](super::Answer) |
/// | `evaluate` | `problem`, `goal`, `portfolio` | a number |
/// | `explain` | `problem`, `goal`, `portfolio` | list of [`Explanation`](super::Explanation) |
/// | `returns` | `problem`, `goal`, `portfolio` | list of [`ActionReturn`](super::ActionReturn) |
/// | `relaxing` | `problem`, `goal`, `portfolio`, `effort` | list of [`Worth`](super::Worth) |
/// | `frontier` | `problem`, `goal`, `fineness`, `effort` | [`Frontier`](super::Frontier) |
/// | `robustness` | `problem`, `goal`, `portfolio`, `redraws`, `effort` | [`Robustness`](super::Robustness) |
/// | `reevaluate` | `problem`, `level`, `portfolio`, `fresh` | [`Reevaluation`](super::Reevaluation) |
///
/// Without a `goal` the expected loss is meant, without `effort` or `fineness` their defaults.
///
/// ```
/// let asked = r#"{"problem": {"risks": [{"id": "R-1", "loss": 100}], "budget": 10, "candidates": [
///     {"id": "BACKUP", "one_off": 9, "effects": [{"risk": "R-1", "magnitude": 0.5}]}]}}"#;
/// let answer = isms_core::treatment::ask_json("optimise", asked, &isms_core::graph::Watch::none())?;
/// assert!(answer.contains(r#""value":50.0"#));
/// # Ok::<(), isms_core::Error>(())
/// ```
///
/// Errors: a question that there is not, parameters that it does not take or lacks, and those of the question.
pub fn ask_json(question: &str, parameters: &str, watch: &Watch<'_>) -> Result<String> {
    ask(question, &from_json_text(parameters)?, watch).map(|answer| answer.to_string())
}

fn ask(question: &str, parameters: &Value, watch: &Watch<'_>) -> Result<Value> {
    let Some((_, takes)) = QUESTIONS.iter().find(|(name, _)| *name == question) else {
        let names: Vec<_> = QUESTIONS.iter().map(|(name, _)| *name).collect();
        let problem = format!("there is no question {question:?} about treatments");
        return Err(Error::new(
            ErrorCode::UnknownView,
            "",
            problem,
            format!("ask one of {}", names.join(", ")),
        ));
    };
    let p: Parameters = from_value(parameters)?;
    let given = parameters.as_object().into_iter().flat_map(|fields| fields.keys());
    if let Some(other) = given.into_iter().find(|name| !takes.contains(&name.as_str())) {
        let problem = format!("{question} does not take it");
        let remedy = format!("it takes {}", takes.join(", "));
        return Err(Error::new(ErrorCode::UnknownField, other.as_str(), problem, remedy));
    }
    let portfolio = || needed("portfolio", p.portfolio.as_ref());
    match question {
        "optimise" => written(optimise(&p.problem, &p.goal, &p.effort, watch)?),
        "evaluate" => Ok(json!(evaluate(&p.problem, &p.goal, portfolio()?)?)),
        "explain" => written(explain(&p.problem, &p.goal, portfolio()?)?),
        "returns" => written(returns(&p.problem, &p.goal, portfolio()?)?),
        "relaxing" => written(relaxing(&p.problem, &p.goal, portfolio()?, &p.effort, watch)?),
        "frontier" => written(frontier(&p.problem, &p.goal, p.fineness, &p.effort, watch)?),
        "robustness" => written(robustness(&p.problem, &p.goal, portfolio()?, &p.redraws, &p.effort, watch)?),
        _ => {
            let (level, fresh) = (needed("level", p.level)?, needed("fresh", p.fresh.as_ref())?);
            written(reevaluate(&p.problem, level, portfolio()?, fresh)?)
        }
    }
}

fn needed<T>(name: &str, given: Option<T>) -> Result<T> {
    given.ok_or_else(|| Error::new(ErrorCode::MissingField, name, "it is missing", "hand it in"))
}

fn written(answer: impl Serialize) -> Result<Value> {
    let unwritten = |error: serde_json::Error| Error::new(ErrorCode::Format, "", error.to_string(), "");
    serde_json::to_value(answer).map_err(unwritten)
}
