//! Nonconformities and what is done about them (clause 10.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, entity, in_order, in_sequence, not_blank};
use super::{Action, Audit, Date, Extensions, Id, Link, Person, Role};
use crate::error::{Error, ErrorCode, Result};

/// Something that is not as it should be, or could be better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Identifier.
    pub id: Id<Finding>,
    /// The audit that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<Id<Audit>>,
    /// What else found it: an incident, an exercise, a metric, a management review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found_by: Vec<Link>,
    /// What was found.
    pub title: String,
    /// Grade.
    pub grade: FindingGrade,
    /// Requirement not met, e.g. `9.2` or `A.8.13`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// Who owes the answer.
    pub owner: Id<Role>,
    /// When it was raised.
    pub raised_on: Date,
    /// When the answer is due.
    pub due: Date,
    /// Corrective actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The steps taken, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<FindingEvent>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Grades of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingGrade {
    /// Major nonconformity.
    Major,
    /// Minor nonconformity.
    Minor,
    /// Opportunity for improvement.
    Opportunity,
}

/// A step taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FindingEvent {
    /// Which.
    pub step: FindingStep,
    /// When.
    pub on: Date,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id<Person>>,
    /// What was done or found; of a reopening and of a closing without actions, why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The steps from a finding to its end, in their order; the last leads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingStep {
    /// The matter itself was put right (correction).
    Corrected,
    /// The root cause is known.
    CauseFound,
    /// Corrective actions are decided.
    ActionsPlanned,
    /// Every corrective action is done.
    Implemented,
    /// The actions were seen to work.
    EffectivenessVerified,
    /// Nothing more is owed.
    Closed,
    /// It did not hold: the cause must be found again.
    Reopened,
}

impl FindingStep {
    /// The name as written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::CauseFound => "cause_found",
            Self::ActionsPlanned => "actions_planned",
            Self::Implemented => "implemented",
            Self::EffectivenessVerified => "effectiveness_verified",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }

    /// The step owed after `last` (nothing: the finding was just raised), on the shortest way that the grade allows;
    /// none once it is closed.
    pub fn owed_after(last: Option<Self>, grade: FindingGrade) -> Option<Self> {
        use FindingStep::*;
        let opportunity = grade == FindingGrade::Opportunity;
        match last {
            None | Some(Reopened) if opportunity => Some(ActionsPlanned),
            Some(Implemented) if opportunity => Some(Closed),
            None => Some(Corrected),
            Some(Corrected | Reopened) => Some(CauseFound),
            Some(CauseFound) => Some(ActionsPlanned),
            Some(ActionsPlanned) => Some(Implemented),
            Some(Implemented) => Some(EffectivenessVerified),
            Some(EffectivenessVerified) => Some(Closed),
            Some(Closed) => None,
        }
    }

    /// What may follow `before` (nothing: the finding was just raised). No step of a nonconformity may be skipped; an
    /// opportunity for improvement may also be closed without actions, or once they are done.
    fn may_follow(self, before: Option<Self>, grade: FindingGrade) -> bool {
        use FindingStep::*;
        let in_order = matches!(
            (before, self),
            (None, Corrected)
                | (Some(Corrected | Reopened), CauseFound)
                | (Some(CauseFound), ActionsPlanned)
                | (Some(ActionsPlanned), Implemented)
                | (Some(Implemented), EffectivenessVerified | Reopened)
                | (Some(EffectivenessVerified), Closed)
                | (Some(Closed), Reopened)
        );
        let shorter = matches!(
            (before, self),
            (None | Some(Reopened), ActionsPlanned | Closed) | (Some(Implemented), Closed)
        );
        in_order || (grade == FindingGrade::Opportunity && shorter)
    }
}

impl Finding {
    /// The last step taken on or before `date`; nothing if it was only raised.
    pub fn step_on(&self, date: Date) -> Option<FindingStep> {
        self.timeline.iter().rev().find(|event| event.on <= date).map(|event| event.step)
    }

    /// Whether it is raised, and not closed, on `date`.
    pub fn is_open_on(&self, date: Date) -> bool {
        date.is_within(Some(self.raised_on), self.retired_on)
            && self.step_on(date) != Some(FindingStep::Closed)
    }

    fn check_event(&self, i: usize, event: &FindingEvent) -> Result<()> {
        let before = i.checked_sub(1).and_then(|i| self.timeline.get(i));
        if !event.step.may_follow(before.map(|b| b.step), self.grade) {
            let after = before.map_or("raised", |before| before.step.name());
            return Err(Error::new(
                ErrorCode::Rule,
                "step",
                format!("{} cannot follow {after}", event.step.name()),
                "take the steps in their order: corrected, cause_found, actions_planned, implemented, \
                 effectiveness_verified, closed",
            ));
        }
        let planned = event.step >= FindingStep::ActionsPlanned && event.step <= FindingStep::Implemented;
        if planned && self.actions.is_empty() {
            return Err(Error::new(
                ErrorCode::Rule,
                "step",
                "there are no corrective actions",
                "give actions first",
            ));
        }
        let open = self.actions.iter().position(|action| action.is_open_on(event.on));
        if let (FindingStep::Implemented, Some(open)) = (event.step, open) {
            return Err(Error::new(
                ErrorCode::Rule,
                "step",
                format!("actions[{open}] is not done on {}", event.on),
                "finish every action first",
            ));
        }
        let implemented_that_day =
            before.is_some_and(|b| b.step == FindingStep::Implemented && b.on >= event.on);
        if event.step == FindingStep::EffectivenessVerified && implemented_that_day {
            return Err(Error::new(
                ErrorCode::DateOrder,
                "on",
                format!("{} is not after the actions were implemented", event.on),
                "let them work before judging their effect",
            ));
        }
        let closed_at_once = event.step == FindingStep::Closed
            && before.is_none_or(|before| before.step == FindingStep::Reopened);
        if (event.step == FindingStep::Reopened || closed_at_once) && event.note.trim().is_empty() {
            return Err(Error::new(ErrorCode::MissingField, "note", "is empty", "say why"));
        }
        Ok(())
    }
}

impl Entity for Finding {
    entity!(Finding);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.audit.is_none() && self.found_by.is_empty() {
            let remedy = "name the audit, or what else found it";
            return Err(Error::new(ErrorCode::MissingField, "audit", "nothing found it", remedy));
        }
        in_order("due", Some(self.due), "raised_on", Some(self.raised_on))?;
        check_actions("actions", &self.actions)?;
        let first = self.timeline.first().map(|event| event.on);
        in_order("timeline[0].on", first, "raised_on", Some(self.raised_on))?;
        in_sequence("timeline", "on", self.timeline.iter().map(|event| event.on))?;
        self.timeline.iter().enumerate().try_for_each(|(i, event)| {
            self.check_event(i, event).map_err(|e| e.within(&format!("timeline[{i}]")))
        })
    }
    fn references(&self, found: &mut References<'_>) {
        let closed =
            self.timeline.last().filter(|event| event.step == FindingStep::Closed).map(|event| event.on);
        found.until(closed).one("owner", &self.owner);
        found.past().maybe("audit", self.audit.as_ref());
        found.past().links("found_by", &self.found_by);
        action_references("actions", &self.actions, found);
        for (i, event) in self.timeline.iter().enumerate() {
            found.past().maybe(format_args!("timeline[{i}].by"), event.by.as_ref());
        }
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        action_amounts("actions", &self.actions, found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        Some(("actions", &mut self.actions))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_owed_is_one_that_may_follow_and_leads_to_the_end() {
        for grade in [FindingGrade::Major, FindingGrade::Minor, FindingGrade::Opportunity] {
            let mut last = None;
            let mut taken = 0;
            while let Some(next) = FindingStep::owed_after(last, grade) {
                assert!(next.may_follow(last, grade), "{} after {last:?}", next.name());
                (last, taken) = (Some(next), taken + 1);
            }
            assert_eq!(last, Some(FindingStep::Closed));
            assert_eq!(taken, if grade == FindingGrade::Opportunity { 3 } else { 6 });
            let reopened = Some(FindingStep::Reopened);
            assert!(
                FindingStep::owed_after(reopened, grade).is_some_and(|next| next.may_follow(reopened, grade))
            );
        }
    }
}
