//! Whether the root cause of severe incidents was found in time (control A.5.27; activities row 8).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::model::{
    AnalysisMethod, Date, Id, Incident, IncidentSeverity, IncidentStage, Link, Person, Role,
    RootCauseAnalysis,
};

/// Days after recovery within which the root cause is to be found, if nothing else is asked for.
const WITHIN_DAYS: u16 = 30;

/// Which incidents must be analysed, and how soon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentReviewParameters {
    /// The least severity that calls for an analysis; high if absent.
    #[serde(default)]
    pub minimum_severity: Option<IncidentSeverity>,
    /// Days after recovery within which it is to be done; 30 if absent.
    #[serde(default)]
    pub within_days: Option<u16>,
}

/// The root-cause analyses that incidents call for.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IncidentReviews {
    /// The date looked at.
    pub as_of: Date,
    /// The least severity that calls for an analysis.
    pub minimum_severity: IncidentSeverity,
    /// Incidents as severe that have not recovered yet, and were not analysed either.
    pub not_recovered: Vec<Id<Incident>>,
    /// The others: overdue, due, done late, done; the earliest due first.
    pub items: Vec<IncidentReview>,
}

/// The analysis of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IncidentReview {
    /// The incident.
    pub incident: Id<Incident>,
    /// Its title.
    pub title: String,
    /// Who leads the response.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How bad it is; nobody having rated it, it counts as severe enough.
    pub severity: Option<IncidentSeverity>,
    /// The day it had recovered, or was closed; none if the analysis came before.
    pub recovered_on: Option<Date>,
    /// The last day for the analysis.
    pub due: Option<Date>,
    /// How it stands.
    pub state: IncidentReviewState,
    /// Days past the last day, until the analysis if it was done.
    pub days_overdue: i64,
    /// The analysis, the first if there are several.
    pub analysis: Option<Id<RootCauseAnalysis>>,
    /// When it was done.
    pub completed_on: Option<Date>,
    /// How the cause was sought.
    pub method: Option<AnalysisMethod>,
    /// What was found, by class of cause.
    pub causes: Vec<String>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The incident, the analysis and the controls that failed.
    pub entities: Vec<Link>,
}

/// How an analysis stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IncidentReviewState {
    /// It is not done, and its last day has passed.
    Overdue,
    /// It is not done, and there is time.
    Due,
    /// It was done after its last day.
    DoneLate,
    /// It was done in time.
    Done,
}

impl View<'_> {
    /// The root-cause analysis of each incident of a least severity: whether it was done within the days set after
    /// recovery.
    ///
    /// An incident has recovered once it reached that stage, or was closed without it. The last day is a day in time. An
    /// incident that nobody has rated counts as severe enough.
    pub fn incident_reviews(&self, parameters: IncidentReviewParameters) -> IncidentReviews {
        let on = self.date();
        let minimum = parameters.minimum_severity.unwrap_or(IncidentSeverity::High);
        let days = parameters.within_days.unwrap_or(WITHIN_DAYS).into();
        let mut analyses: HashMap<&Id<Incident>, &RootCauseAnalysis> = HashMap::new();
        let there =
            |analysis: &&RootCauseAnalysis| on.is_within(Some(analysis.completed_on), analysis.retired_on);
        for analysis in self.isms().root_cause_analyses().values().filter(there) {
            let Some(incident) = &analysis.incident else { continue };
            let first = analyses.entry(incident).or_insert(analysis);
            if analysis.completed_on < first.completed_on {
                *first = analysis;
            }
        }
        let (mut items, mut not_recovered) = (Vec::new(), Vec::new());
        let severe = |i: &Incident| IncidentSeverity::reaches(i.severity, Some(minimum));
        for (incident, _) in self.detected_incidents().filter(|(incident, _)| severe(incident)) {
            match self.incident_review(incident, analyses.get(&incident.id).copied(), days) {
                Some(item) => items.push(item),
                None => not_recovered.push(incident.id.clone()),
            }
        }
        items.sort_by(|a, b| (a.state, a.due, &a.incident).cmp(&(b.state, b.due, &b.incident)));
        IncidentReviews { as_of: on, minimum_severity: minimum, not_recovered, items }
    }

    fn incident_review(
        &self,
        incident: &Incident,
        analysis: Option<&RootCauseAnalysis>,
        days: i64,
    ) -> Option<IncidentReview> {
        let on = self.date();
        let recovered = incident.timeline.iter().find(|event| event.stage >= IncidentStage::Recovered);
        let recovered_on = recovered.map(|event| Date::from(event.at.date_naive())).filter(|day| *day <= on);
        let due = recovered_on.map(|day| day.plus_days(days));
        let completed_on = analysis.map(|analysis| analysis.completed_on);
        let (state, effective_on) = match (completed_on, due) {
            (Some(done), Some(due)) if due < done => (IncidentReviewState::DoneLate, done),
            (Some(done), _) => (IncidentReviewState::Done, done),
            (None, Some(due)) if due < on => (IncidentReviewState::Overdue, due.plus_days(1)),
            (None, _) => (IncidentReviewState::Due, recovered_on?),
        };
        let controls = analysis.iter().flat_map(|analysis| analysis.controls.iter().map(Link::to));
        let entities = std::iter::once(Link::to(&incident.id))
            .chain(analysis.map(|analysis| Link::to(&analysis.id)))
            .chain(controls);
        Some(IncidentReview {
            incident: incident.id.clone(),
            title: incident.title.clone(),
            owner: incident.owner.clone(),
            holders: self.holders(&incident.owner),
            severity: incident.severity,
            recovered_on,
            due,
            state,
            days_overdue: due.map_or(0, |due| completed_on.unwrap_or(on).days_since(due).max(0)),
            analysis: analysis.map(|analysis| analysis.id.clone()),
            completed_on,
            method: analysis.map(|analysis| analysis.method),
            causes: analysis.iter().flat_map(|a| a.causes.iter().map(|cause| cause.class.clone())).collect(),
            rule: Rule::RootCauseAnalysed,
            effective_on,
            entities: entities.collect(),
        })
    }
}
