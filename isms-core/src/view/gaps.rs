//! How the requirements of a framework are met, and what rests on what (gap analysis, control A.5.36).

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gap_evidence::{ShownBy, ShownEntities};
use super::{GapRecommendation, Promise, Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Date, Evidence, Framework, Id, Kind, Link, Person, Requirement, RequirementAnswer, RequirementAssessment,
};

/// Hours that it takes to close a gap, if neither its assessment nor the question says otherwise: two days.
const EFFORT_HOURS: f64 = 16.0;

/// Against what to hold the system.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapParameters {
    /// The framework.
    pub framework: Id<Framework>,
    /// Hours that it takes to close a gap whose assessment does not say; 16 if absent.
    #[serde(default)]
    pub effort_hours: Option<f64>,
}

/// How a framework is met on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Gaps {
    /// The date looked at.
    pub as_of: Date,
    /// The framework.
    pub framework: Id<Framework>,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// How many requirements there are of each state.
    pub counts: GapCounts,
    /// The requirements, in the order of the framework. A heading that only holds others is left out.
    pub items: Vec<Gap>,
    /// What to do about the gaps: what removes most risk an hour first.
    pub recommendations: Vec<GapRecommendation>,
    /// What the organisation's own documents promise, against what is planned and done: the broken ones first.
    pub promises: Vec<Promise>,
}

/// How many requirements there are of each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapCounts {
    /// All of them.
    pub requirements: usize,
    /// Met in full.
    pub met: usize,
    /// Met in part.
    pub partly_met: usize,
    /// Not met.
    pub not_met: usize,
    /// Not applicable.
    pub not_applicable: usize,
    /// Not assessed.
    pub not_assessed: usize,
    /// Of those met in full or in part, without evidence in force.
    pub without_evidence: usize,
}

/// A requirement on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Gap {
    /// Its identifier in the framework.
    pub requirement: String,
    /// Its title.
    pub title: String,
    /// The requirement it is part of.
    pub parent: Option<String>,
    /// How it is met.
    pub state: RequirementState,
    /// The assessment that says so: the last one on record.
    pub assessment: Option<Id<RequirementAssessment>>,
    /// When it was made.
    pub assessed_on: Option<Date>,
    /// Who judged.
    pub by: Option<Id<Person>>,
    /// Why.
    pub note: String,
    /// Whether it is said to be met, in full or in part, and nothing in force shows it.
    pub without_evidence: bool,
    /// What shows it: evidence that may be relied on, a document in force, a control that passed its last test.
    pub shown_by: Vec<Link>,
    /// Evidence that showed it and may not be relied on any more.
    pub lapsed: Vec<Id<Evidence>>,
    /// What meets it here, as far as it still counts.
    pub met_by: Vec<Link>,
    /// What an auditor commonly asks to see.
    pub evidence_expected: Vec<String>,
    /// The kinds of entity that would show it.
    pub expected_in: Vec<Kind>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state; none of what was never assessed.
    pub effective_on: Option<Date>,
    /// The framework, the assessment, what shows it and what meets it.
    pub entities: Vec<Link>,
}

/// How a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequirementState {
    /// Not.
    NotMet,
    /// In part.
    PartlyMet,
    /// Nobody has judged it yet.
    NotAssessed,
    /// In full.
    Met,
    /// It does not apply here.
    NotApplicable,
}

impl View<'_> {
    /// How each requirement of a framework is met, by its last assessment, and whether evidence in force shows it; what
    /// to do first; and whether the organisation does what its own documents promise.
    ///
    /// Evidence in force is, of what the assessment names and of what meets the requirement: evidence on record that is
    /// valid on the date; a document with a version in force; a control whose last test was passed within the last
    /// [`TEST_VALID_DAYS`](crate::risk::TEST_VALID_DAYS) days. Evidence of an activity shows the controls that it keeps
    /// alive. Of each, the latest is named. Where all of it has lapsed, the answer stands and is flagged.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::{GapParameters, RequirementState};
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "people": [{"id": "ann", "name": "Ann"}],
    ///   "frameworks": [{"id": "OWN", "title": "Own baseline", "requirements": [{"id": "1", "title": "Back up"}]}],
    ///   "requirement_assessments": [{"id": "RA-1", "framework": "OWN", "requirement": "1", "answer": "met",
    ///     "assessed_on": "2026-02-01", "by": "ann"}]}"#)?;
    /// let own = GapParameters { framework: "OWN".into(), effort_hours: None };
    /// let before = isms.as_of("2026-01-31".parse()?).gaps(&own)?;
    /// assert_eq!(before.items[0].state, RequirementState::NotAssessed);
    /// let since = isms.as_of("2026-02-01".parse()?).gaps(&own)?;
    /// assert!(since.items[0].state == RequirementState::Met && since.items[0].without_evidence);
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: a framework that is not on record or has been retired; hours that are not above 0.
    pub fn gaps(&self, parameters: &GapParameters) -> Result<Gaps> {
        let framework = self.framework(&parameters.framework)?;
        let effort_hours = parameters.effort_hours.unwrap_or(EFFORT_HOURS);
        if !(effort_hours.is_finite() && effort_hours > 0.0) {
            let problem = format!("{effort_hours} is not a time that work takes");
            return Err(Error::new(ErrorCode::Value, "effort_hours", problem, "give hours above 0"));
        }
        let assessments = self.assessments_of(framework);
        let headings: HashSet<&str> =
            framework.requirements.iter().filter_map(|r| r.parent.as_deref()).collect();
        let judged: Vec<(&Requirement, &[&RequirementAssessment])> = framework
            .requirements
            .iter()
            .map(|r| (r, assessments.get(r.id.as_str()).map(Vec::as_slice).unwrap_or_default()))
            .filter(|(r, made)| !made.is_empty() || !headings.contains(r.id.as_str()))
            .collect();
        let shown = ShownEntities::of(self, judged.iter().flat_map(|(requirement, _)| &requirement.met_by));
        let items: Vec<Gap> =
            judged.iter().map(|(requirement, made)| self.gap(framework, requirement, made, &shown)).collect();
        let recommendations = self.gap_recommendations(&judged, &items, effort_hours);
        Ok(Gaps {
            as_of: self.date(),
            framework: framework.id.clone(),
            title: framework.title.clone(),
            version: framework.version.clone(),
            counts: counts(&items),
            items,
            recommendations,
            promises: self.promises(),
        })
    }

    fn framework(&self, id: &Id<Framework>) -> Result<&Framework> {
        let on = self.date();
        let framework = self.isms().frameworks().get(id);
        framework.filter(|framework| on.is_within(None, framework.retired_on)).ok_or_else(|| {
            let problem = match framework {
                None => format!("there is no framework {id}"),
                Some(_) => format!("there is no framework {id} on {on}"),
            };
            Error::new(ErrorCode::UnknownReference, "framework", problem, "name one of frameworks")
        })
    }

    /// The assessments of a framework's requirements made by the date, oldest first.
    fn assessments_of(&self, framework: &Framework) -> HashMap<&str, Vec<&RequirementAssessment>> {
        let on = self.date();
        let mut found: HashMap<&str, Vec<&RequirementAssessment>> = HashMap::new();
        let made = self.isms().requirement_assessments().values().filter(|assessment| {
            assessment.framework == framework.id
                && on.is_within(Some(assessment.assessed_on), assessment.retired_on)
        });
        made.for_each(|a| found.entry(a.requirement.as_str()).or_default().push(a));
        found.values_mut().for_each(|made| made.sort_by_key(|a| (a.assessed_on, &a.id)));
        found
    }

    fn gap(
        &self,
        framework: &Framework,
        requirement: &Requirement,
        made: &[&RequirementAssessment],
        shown: &ShownEntities<'_>,
    ) -> Gap {
        let last = made.last();
        let state = last.map_or(RequirementState::NotAssessed, |last| last.answer.into());
        let ShownBy { in_force, lapsed, lapsed_on } =
            shown.requirement(self, requirement, last.map_or(&[], |last| &last.evidence));
        let said = matches!(state, RequirementState::Met | RequirementState::PartlyMet);
        let without_evidence = said && in_force.is_empty();
        // The state began with the first of the assessments in a row that say the same.
        let same = |assessment: &&&RequirementAssessment| RequirementState::from(assessment.answer) == state;
        let since = made.iter().rev().take_while(same).last().map(|first| first.assessed_on);
        let unshown = state == RequirementState::Met && without_evidence;
        let lapse = lapsed_on.filter(|_| unshown).map(|last_day| last_day.plus_days(1));
        let rule = match state {
            RequirementState::NotAssessed => Rule::RequirementAssessed,
            _ if unshown => Rule::AnswerRestsOnEvidence,
            _ => Rule::RequirementMet,
        };
        let met_by: Vec<Link> =
            requirement.met_by.iter().filter(|link| self.still_counts(link)).cloned().collect();
        let mut behind: Vec<Link> = in_force.iter().chain(&met_by).cloned().collect();
        behind.extend(lapsed.iter().map(Link::to));
        behind.sort();
        behind.dedup();
        let mut entities = vec![Link::to(&framework.id)];
        entities.extend(last.map(|last| Link::to(&last.id)));
        entities.extend(behind);
        Gap {
            requirement: requirement.id.clone(),
            title: requirement.title.clone(),
            parent: requirement.parent.clone(),
            state,
            assessment: last.map(|last| last.id.clone()),
            assessed_on: last.map(|last| last.assessed_on),
            by: last.map(|last| last.by.clone()),
            note: last.map(|last| last.note.clone()).unwrap_or_default(),
            without_evidence,
            shown_by: in_force,
            lapsed,
            met_by,
            evidence_expected: requirement.evidence_expected.clone(),
            expected_in: requirement.shown_by.clone(),
            rule,
            effective_on: since.max(lapse),
            entities,
        }
    }

    /// Whether an entity has not been retired by the date.
    pub(super) fn still_counts(&self, link: &Link) -> bool {
        self.date().is_within(None, self.isms().retired_on(link.kind, &link.id))
    }
}

impl From<RequirementAnswer> for RequirementState {
    fn from(answer: RequirementAnswer) -> Self {
        match answer {
            RequirementAnswer::Met => Self::Met,
            RequirementAnswer::PartlyMet => Self::PartlyMet,
            RequirementAnswer::NotMet => Self::NotMet,
            RequirementAnswer::NotApplicable => Self::NotApplicable,
        }
    }
}

fn counts(items: &[Gap]) -> GapCounts {
    let of = |state| items.iter().filter(|item| item.state == state).count();
    GapCounts {
        requirements: items.len(),
        met: of(RequirementState::Met),
        partly_met: of(RequirementState::PartlyMet),
        not_met: of(RequirementState::NotMet),
        not_applicable: of(RequirementState::NotApplicable),
        not_assessed: of(RequirementState::NotAssessed),
        without_evidence: items.iter().filter(|item| item.without_evidence).count(),
    }
}
