//! Improvement cycles: plan, do, check, act (clauses 10.1 and 4.4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, in_sequence, not_blank};
use super::{Date, Evidence, Extensions, Id, Link, Role};
use crate::error::{Error, ErrorCode, Result};

/// An improvement on its way round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImprovementCycle {
    /// Identifier.
    pub id: Id<ImprovementCycle>,
    /// Title.
    pub title: String,
    /// What it is to reach.
    pub aim: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// What it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Link>,
    /// The phases entered, in their order; begins with `plan`.
    pub phases: Vec<CyclePhase>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_on: Option<Date>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A phase of a cycle, from the day it was entered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CyclePhase {
    /// Which.
    pub phase: Phase,
    /// First day.
    pub entered_on: Date,
    /// The day by which it should be left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What must hold before it is left; at least one.
    pub exit_criteria: Vec<ExitCriterion>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The phases, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Say what is to change and how success is seen.
    Plan,
    /// Do it.
    Do,
    /// Look whether it worked.
    Check,
    /// Keep it, or go round again.
    Act,
}

/// What must hold before a phase is left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExitCriterion {
    /// What.
    pub text: String,
    /// Since when it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<Date>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Id<Evidence>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Phase {
    /// The phase after this one; a cycle may go round again.
    pub fn next(self) -> Self {
        match self {
            Self::Plan => Self::Do,
            Self::Do => Self::Check,
            Self::Check => Self::Act,
            Self::Act => Self::Plan,
        }
    }
}

impl ImprovementCycle {
    /// The phase it is in on `date`; none before it began or after it ended.
    pub fn phase_on(&self, date: Date) -> Option<&CyclePhase> {
        let entered = || self.phases.iter().rev().find(|phase| phase.entered_on <= date);
        if date.is_within(None, self.completed_on) { entered() } else { None }
    }

    /// A phase is left only when its exit criteria hold.
    fn check_exit(phase: &CyclePhase, left_on: Date) -> Result<()> {
        match phase.exit_criteria.iter().position(|c| c.met_on.is_none_or(|met| met > left_on)) {
            None => Ok(()),
            Some(open) => Err(Error::new(
                ErrorCode::Rule,
                format!("exit_criteria[{open}].met_on"),
                format!("the phase was left on {left_on}, and this does not hold yet"),
                "leave a phase only once all of its exit criteria are met",
            )),
        }
    }
}

impl Entity for ImprovementCycle {
    entity!(ImprovementCycle);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        not_blank("aim", &self.aim)?;
        in_sequence("phases", "entered_on", self.phases.iter().map(|phase| phase.entered_on))?;
        let mut expected = Phase::Plan;
        for (i, phase) in self.phases.iter().enumerate() {
            let at = |field: &str| format!("phases[{i}].{field}");
            if phase.phase != expected {
                let remedy = "begin with plan, then do, check, act, and plan again";
                return Err(Error::new(ErrorCode::Rule, at("phase"), "is not the next phase", remedy));
            }
            expected = phase.phase.next();
            in_order(&at("due"), phase.due, "entered_on", Some(phase.entered_on))?;
            if phase.exit_criteria.is_empty() {
                let remedy = "say what must hold before the phase is left";
                return Err(Error::new(ErrorCode::MissingField, at("exit_criteria"), "is empty", remedy));
            }
            let left_on = self.phases.get(i + 1).map(|next| next.entered_on).or(self.completed_on);
            if let Some(left_on) = left_on {
                Self::check_exit(phase, left_on).map_err(|e| e.within(&format!("phases[{i}]")))?;
            }
        }
        let Some(last) = self.phases.last() else {
            return Err(Error::new(
                ErrorCode::MissingField,
                "phases",
                "is empty",
                "begin with the phase plan",
            ));
        };
        in_order("completed_on", self.completed_on, "the phase before it,", Some(last.entered_on))?;
        if self.completed_on.is_some() && last.phase != Phase::Act {
            return Err(Error::new(
                ErrorCode::Rule,
                "completed_on",
                "the cycle has not acted",
                "end it in the phase act",
            ));
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        let mut running = found.until(self.completed_on);
        running.one("owner", &self.owner);
        running.links("about", &self.about);
        for (i, phase) in self.phases.iter().enumerate() {
            for (j, criterion) in phase.exit_criteria.iter().enumerate() {
                found
                    .past()
                    .each(format_args!("phases[{i}].exit_criteria[{j}].evidence"), &criterion.evidence);
            }
        }
    }
}
