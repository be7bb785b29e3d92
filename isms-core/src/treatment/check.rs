//! Whether a problem can be worked on, and if not, where and why.

use std::collections::BTreeMap;

use super::problem::{Candidate, Goal, Problem, Scenarios};
use crate::error::{Error, ErrorCode, Result};

/// Longest horizon, in years.
const MOST_YEARS: u32 = 100;
/// Largest amount of money or time: sums of them stay finite, and keep their cents where amounts are real.
const MOST: f64 = 1e18;

impl Problem {
    /// Whether every figure is one and every name is known.
    ///
    /// Errors: the first that is wrong, with its place.
    pub fn check(&self) -> Result<()> {
        if !(1..=MOST_YEARS).contains(&self.horizon) {
            return Err(value("horizon", self.horizon, format!("write years from 1 to {MOST_YEARS}")));
        }
        amount("discount_rate", self.discount_rate)?;
        self.budget.map_or(Ok(()), |budget| amount("budget", budget))?;
        let risks = numbers("risks", self.risks.iter().map(|risk| risk.id.as_str()))?;
        for risk in &self.risks {
            amount(&format!("risks[{}].loss", risk.id), risk.loss)?;
        }
        self.scenarios.as_ref().map_or(Ok(()), |scenarios| scenarios.check(self.risks.len()))?;
        let candidates = numbers("candidates", self.candidates.iter().map(|c| c.id.as_str()))?;
        for candidate in &self.candidates {
            self.check_candidate(candidate, &risks, &candidates)
                .map_err(|error| error.within(&format!("candidates[{}]", candidate.id)))?;
        }
        numbers("groups", self.groups.iter().map(|group| group.id.as_str()))?;
        for group in &self.groups {
            let path = format!("groups[{}].candidates", group.id);
            numbers(&path, group.candidates.iter().map(String::as_str))?;
            known(&path, &group.candidates, &candidates, "candidates")?;
        }
        numbers("capacities", self.capacities.iter().map(|capacity| capacity.owner.as_str()))?;
        for capacity in &self.capacities {
            let path = format!("capacities[{}].hours", capacity.owner);
            if capacity.hours.is_empty() {
                return Err(missing(
                    path,
                    "no hours",
                    "write the hours of each quarter, or leave the owner out",
                ));
            }
            for (quarter, hours) in capacity.hours.iter().enumerate() {
                amount(&format!("{path}[{quarter}]"), *hours)?;
            }
        }
        Ok(())
    }

    fn check_candidate(
        &self,
        candidate: &Candidate,
        risks: &BTreeMap<&str, usize>,
        candidates: &BTreeMap<&str, usize>,
    ) -> Result<()> {
        amount("one_off", candidate.one_off)?;
        amount("yearly", candidate.yearly)?;
        for work in &candidate.work {
            amount(&format!("work[{}].hours", work.owner), work.hours)?;
            amount(&format!("work[{}].yearly", work.owner), work.yearly)?;
        }
        numbers("work", candidate.work.iter().map(|work| work.owner.as_str()))?;
        let quarters = self.horizon * 4;
        for (at, start) in candidate.starts.iter().enumerate() {
            if *start >= quarters {
                let remedy = format!("start within the horizon, at {} at the latest", quarters - 1);
                return Err(value(&format!("starts[{at}]"), start, remedy));
            }
            if candidate.starts.iter().take(at).any(|other| other == start) {
                return Err(value(&format!("starts[{at}]"), start, "name each quarter once".into()));
            }
        }
        numbers("effects", candidate.effects.iter().map(|effect| effect.risk.as_str()))?;
        for effect in &candidate.effects {
            let path = format!("effects[{}]", effect.risk);
            known(&path, [&effect.risk], risks, "risks")?;
            for (name, reduction) in effect.reductions() {
                if !(0.0..=1.0).contains(&reduction) {
                    let remedy = "write a share from 0 (no effect) to 1 (nothing is left)".into();
                    return Err(value(&format!("{path}.{name}"), reduction, remedy));
                }
            }
        }
        for (path, names) in [("requires", &candidate.requires), ("excludes", &candidate.excludes)] {
            known(path, names, candidates, "candidates")?;
            if names.contains(&candidate.id) {
                let problem = format!("{} names itself", candidate.id);
                return Err(Error::new(ErrorCode::Rule, path, problem, "name other candidates only"));
            }
        }
        Ok(())
    }

    /// Whether the goal makes sense, and the scenarios it needs are there.
    pub(super) fn check_goal(&self, goal: &Goal) -> Result<()> {
        match goal {
            Goal::ExpectedLoss => return Ok(()),
            Goal::TailLoss { level } => {
                if !(0.0..1.0).contains(level) {
                    let remedy = "write a level from 0 to below 1, such as 0.95".into();
                    return Err(value("goal.tail_loss.level", level, remedy));
                }
            }
            Goal::Appetite { points } => {
                for (at, point) in points.iter().enumerate() {
                    let path = format!("goal.appetite.points[{at}]");
                    amount(&format!("{path}.loss"), point.loss)?;
                    if !(0.0..=1.0).contains(&point.probability) {
                        let remedy = "write a probability from 0 to 1".into();
                        return Err(value(&format!("{path}.probability"), point.probability, remedy));
                    }
                }
            }
        }
        if self.scenarios.is_none() {
            return Err(missing(
                "scenarios".into(),
                "the goal looks at the losses of single years, and there are none",
                "hand in the years of a simulation",
            ));
        }
        Ok(())
    }
}

impl Scenarios {
    /// Whether there is a loss for each of so many risks in every year.
    pub(super) fn check(&self, risks: usize) -> Result<()> {
        if self.losses.len() != risks {
            let problem = format!("{} rows of losses for {risks} risks", self.losses.len());
            return Err(Error::new(ErrorCode::Value, "scenarios.losses", problem, "give one row a risk"));
        }
        let years = self.losses.first().map_or(self.weights.len(), Vec::len);
        if years == 0 {
            return Err(missing("scenarios.losses".into(), "no years", "simulate at least one"));
        }
        for (risk, row) in self.losses.iter().enumerate() {
            let path = format!("scenarios.losses[{risk}]");
            if row.len() != years {
                let problem = format!("{} years where the first risk has {years}", row.len());
                return Err(Error::new(ErrorCode::Value, path, problem, "give every risk the same years"));
            }
            if let Some((year, loss)) = row.iter().enumerate().find(|(_, loss)| !is_amount(**loss)) {
                amount(&format!("{path}[{year}]"), *loss)?;
            }
        }
        if !self.weights.is_empty() && self.weights.len() != years {
            let problem = format!("{} weights for {years} years", self.weights.len());
            return Err(Error::new(
                ErrorCode::Value,
                "scenarios.weights",
                problem,
                "give one a year, or none",
            ));
        }
        for (year, weight) in self.weights.iter().enumerate() {
            amount(&format!("scenarios.weights[{year}]"), *weight)?;
        }
        let sum: f64 = self.weights.iter().sum();
        if !self.weights.is_empty() && sum <= 0.0 {
            return Err(value("scenarios.weights", sum, "let at least one year be possible".into()));
        }
        Ok(())
    }
}

/// The number of each name.
pub(super) fn numbers<'a>(
    path: &str,
    names: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<&'a str, usize>> {
    let mut numbers = BTreeMap::new();
    for (number, name) in names.enumerate() {
        if numbers.insert(name, number).is_some() {
            let problem = format!("{name} is there twice");
            return Err(Error::new(ErrorCode::DuplicateId, path, problem, "give each a name of its own"));
        }
    }
    Ok(numbers)
}

fn known<'a>(
    path: &str,
    names: impl IntoIterator<Item = &'a String>,
    known: &BTreeMap<&str, usize>,
    what: &str,
) -> Result<()> {
    match names.into_iter().find(|name| !known.contains_key(name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            ErrorCode::UnknownReference,
            path,
            format!("there is no {name}"),
            format!("name one of {what}"),
        )),
    }
}

fn is_amount(amount: f64) -> bool {
    (0.0..=MOST).contains(&amount)
}

fn amount(path: &str, amount: f64) -> Result<()> {
    if is_amount(amount) {
        return Ok(());
    }
    Err(value(path, amount, format!("write a number from 0 to {MOST:e}")))
}

fn value(path: &str, value: impl std::fmt::Display, remedy: String) -> Error {
    Error::new(ErrorCode::Value, path, format!("{value} is out of range"), remedy)
}

fn missing(path: String, problem: &str, remedy: &str) -> Error {
    Error::new(ErrorCode::MissingField, path, problem, remedy)
}
