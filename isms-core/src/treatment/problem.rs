//! What there is to choose from, what it costs, what it does, and what limits the choice: plain data.
//!
//! Money is in one currency throughout, time in quarters of a year from the day of the decision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Quarters of a year.
pub(super) const QUARTERS: u32 = 4;

/// Candidate actions against risks.
///
/// ```
/// use isms_core::graph::Watch;
/// use isms_core::treatment::{Candidate, Effect, Effort, Goal, Problem, RiskLoss, optimise};
/// let problem = Problem {
///     risks: vec![RiskLoss { id: "R-1".into(), loss: 100_000.0 }],
///     candidates: vec![Candidate {
///         id: "BACKUP".into(),
///         one_off: 20_000.0,
///         effects: vec![Effect { risk: "R-1".into(), magnitude: 0.6, ..Effect::default() }],
///         ..Candidate::default()
///     }],
///     budget: Some(25_000.0),
///     ..Problem::default()
/// };
/// let answer = optimise(&problem, &Goal::ExpectedLoss, &Effort::default(), &Watch::none())?;
/// assert_eq!((answer.value, answer.gap), (40_000.0, 0.0));
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The risks as they stand before any of the actions.
    pub risks: Vec<RiskLoss>,
    /// Simulated years, for goals that look at the tail or at an appetite curve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenarios: Option<Scenarios>,
    /// The actions to choose from.
    pub candidates: Vec<Candidate>,
    /// Sets of actions of which only so many may be chosen.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Hours that owners have. An owner who is not named here has as many as it takes.
    #[serde(default)]
    pub capacities: Vec<Capacity>,
    /// Most that the chosen actions may cost over the horizon, discounted; no limit if absent.
    #[serde(default)]
    pub budget: Option<f64>,
    /// Years over which costs and losses count; 1 unless stated.
    #[serde(default = "one_year")]
    pub horizon: u32,
    /// Yearly rate by which later costs and losses count less, e.g. 0.04; 0 unless stated. What falls into a quarter
    /// counts as if on its first day.
    #[serde(default)]
    pub discount_rate: f64,
}

fn one_year() -> u32 {
    1
}

impl Default for Problem {
    fn default() -> Self {
        Self {
            risks: Vec::new(),
            scenarios: None,
            candidates: Vec::new(),
            groups: Vec::new(),
            capacities: Vec::new(),
            budget: None,
            horizon: one_year(),
            discount_rate: 0.0,
        }
    }
}

/// A risk and what it is expected to cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskLoss {
    /// Its name in effects.
    pub id: String,
    /// Expected loss of a year, in money.
    pub loss: f64,
}

/// Years drawn by a simulation, on the same random numbers for all risks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenarios {
    /// For each risk, in the order of the risks, its loss in each year.
    pub losses: Vec<Vec<f64>>,
    /// How probable each year is, up to a common factor; all the same if empty.
    #[serde(default)]
    pub weights: Vec<f64>,
}

/// An action that may be taken.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Its name.
    pub id: String,
    /// Paid when it starts, in money.
    #[serde(default)]
    pub one_off: f64,
    /// Paid a year from when it is in effect to the end of the horizon.
    #[serde(default)]
    pub yearly: f64,
    /// What it asks of owners.
    #[serde(default)]
    pub work: Vec<Work>,
    /// Quarters from its start until it is in effect.
    #[serde(default)]
    pub lead: u32,
    /// Quarters in which it may start, 0 being the first; only the first if empty.
    #[serde(default)]
    pub starts: Vec<u32>,
    /// What it does, once in effect.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// Actions that must be in effect when it starts.
    #[serde(default)]
    pub requires: Vec<String>,
    /// Actions that cannot be chosen beside it.
    #[serde(default)]
    pub excludes: Vec<String>,
}

impl Candidate {
    /// Hours that it takes of an owner in a quarter if it starts in another.
    pub fn hours(&self, owner: &str, start: u32, quarter: u32) -> f64 {
        let Some(work) = self.work.iter().find(|work| work.owner == owner) else { return 0.0 };
        let spread = self.lead.max(1);
        let doing = (start..start.saturating_add(spread)).contains(&quarter);
        let keeping = quarter >= start.saturating_add(self.lead);
        f64::from(u8::from(doing)) * work.hours / f64::from(spread)
            + f64::from(u8::from(keeping)) * work.yearly / f64::from(QUARTERS)
    }
}

/// Hours that an action takes of an owner.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Whose hours.
    pub owner: String,
    /// Hours to put it into effect, spread evenly over the quarters of its lead, at least one.
    #[serde(default)]
    pub hours: f64,
    /// Hours a year from when it is in effect.
    #[serde(default)]
    pub yearly: f64,
}

/// By how much an action lowers a risk: each figure a share from 0 (not at all) to 1 (entirely) of what is left.
///
/// What is left of the risk's loss is the product of what each leaves, and actions act independently of each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The risk.
    pub risk: String,
    /// Fewer threat events.
    #[serde(default)]
    pub rate: f64,
    /// Fewer of them become losses.
    #[serde(default)]
    pub susceptibility: f64,
    /// Smaller losses.
    #[serde(default)]
    pub magnitude: f64,
    /// Less of the loss spreads, as dependencies are weaker.
    #[serde(default)]
    pub dependency: f64,
    /// More of the loss is borne by others.
    #[serde(default)]
    pub sharing: f64,
}

impl Effect {
    /// The share of the loss that is left, from 0 to 1.
    pub fn factor(&self) -> f64 {
        self.reductions().iter().map(|(_, reduction)| 1.0 - reduction).product()
    }

    pub(super) fn reductions(&self) -> [(&'static str, f64); 5] {
        [
            ("rate", self.rate),
            ("susceptibility", self.susceptibility),
            ("magnitude", self.magnitude),
            ("dependency", self.dependency),
            ("sharing", self.sharing),
        ]
    }
}

/// Of these actions at most so many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name in explanations.
    pub id: String,
    /// The actions.
    pub candidates: Vec<String>,
    /// How many of them at most.
    pub most: u32,
}

/// Hours that an owner has for the actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// The owner.
    pub owner: String,
    /// Hours of each quarter; the last holds for all that follow.
    pub hours: Vec<f64>,
}

/// What is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Goal {
    /// The least expected loss over the horizon, discounted.
    ExpectedLoss,
    /// The least conditional value at risk of the last year of the horizon, over the scenarios: the mean loss of the
    /// worst years, of which there are a share of 1 − level.
    TailLoss {
        /// From 0 to below 1, e.g. 0.95.
        level: f64,
    },
    /// The least cost such that the loss of the last year of the horizon keeps an appetite curve, over the scenarios.
    Appetite {
        /// The points of the curve.
        points: Vec<AppetitePoint>,
    },
}

/// A loss that may be exceeded in so few years.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppetitePoint {
    /// Loss of a year.
    pub loss: f64,
    /// How probable it may be at most that a year's loss is greater.
    pub probability: f64,
}
