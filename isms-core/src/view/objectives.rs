//! Objectives: reached or not as measured, still right for what caused them, and in the service of a goal (clause 6.2).

use std::collections::HashMap;

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::concern::{Concern, in_order};
use super::linked_change::LinkedChanges;
use super::{Rule, View};
use crate::model::{
    BusinessGoal, Comparison, Date, Finding, Id, Kind, Link, Measurement, Metric, Objective,
    ObjectiveRevision, Person, Role, RootCauseAnalysis,
};
use crate::schedule::least_squares_line;

/// Measurements from which on a trend is told.
const LEAST_FOR_TREND: usize = 4;
/// Seconds of a day.
const SECONDS: f64 = 86_400.0;

/// How far back to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveParameters {
    /// Days for which a measurement speaks, and over which the trend is told; 365 if absent.
    #[serde(default)]
    pub trend_days: Option<u16>,
}

/// The objectives on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Objectives {
    /// The date looked at.
    pub as_of: Date,
    /// Each objective set by the date: by state, then by the day due.
    pub items: Vec<ObjectiveItem>,
}

/// An objective and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ObjectiveItem {
    /// The objective.
    pub objective: Id<Objective>,
    /// Its title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Goals of the business it serves, and that are there on the date.
    pub serves: Vec<Id<BusinessGoal>>,
    /// The metric it is measured by.
    pub metric: Option<Id<Metric>>,
    /// Unit of the figures.
    pub unit: String,
    /// The day from which it has been as it is.
    pub revised_on: Date,
    /// How its figure is to compare.
    pub comparison: Comparison,
    /// With what.
    pub target: f64,
    /// By when.
    pub due: Date,
    /// Days to that day; negative once it has passed.
    pub days_left: i64,
    /// How it stands.
    pub state: ObjectiveState,
    /// The measurement that says so; none if it is not measured.
    pub value: Option<f64>,
    /// Its day.
    pub measured_on: Option<Date>,
    /// Where the trend leads by the day due; none once that has passed, or with too few measurements.
    pub projected: Option<f64>,
    /// The share of the measurements since it was last revised, and until it was due, that were as they should be.
    pub share_met: Option<f64>,
    /// What changed in what caused the last revision, since then, oldest first.
    pub changed_causes: Vec<CauseChange>,
    /// Whether it is still right: causes that changed, no goal that it serves; longest first.
    pub concerns: Vec<Concern>,
    /// The rule of the state.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The objective, its metric, its goals and the causes that changed.
    pub entities: Vec<Link>,
}

/// How an objective stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObjectiveState {
    /// It was not reached by its day, and is not now.
    Missed,
    /// Nothing measured says whether it is reached, and its day has passed.
    NotEvaluated,
    /// Its day lies ahead, and by what is measured it will not be reached.
    AtRisk,
    /// Its day lies ahead, and nothing is measured.
    NotMeasured,
    /// It was not reached by its day, and is now.
    MetLate,
    /// It is not reached yet, and will be by its day if the trend goes on.
    OnTrack,
    /// It is reached.
    Met,
}

/// A change of what caused an objective.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct CauseChange {
    /// When.
    pub on: Date,
    /// What changed.
    pub entity: Link,
    /// How, in words.
    pub what: String,
}

/// What is measured of an objective.
#[derive(Default)]
struct Measured<'a> {
    /// Of the date looked at, or of the day due once that has passed.
    decisive: Option<&'a Measurement>,
    /// Of the date looked at.
    latest: Option<&'a Measurement>,
    projected: Option<f64>,
    share_met: Option<f64>,
}

/// What may have changed in the causes of objectives.
struct PossibleChanges<'a> {
    linked: LinkedChanges<'a>,
    findings: HashMap<&'a str, Vec<&'a Finding>>,
    analyses: HashMap<&'a str, Vec<&'a RootCauseAnalysis>>,
}

impl<'a> View<'a> {
    /// Each objective with how it stands by its metric, what changed in what caused it, and the goals it serves.
    ///
    /// Up to its day an objective is **met** if the last measurement is as it should be and the trend keeps it so to
    /// that day; **on track** if it is not yet and the trend brings it there; **at risk** if the trend leads elsewhere, or
    /// there is none to hope by. The trend is the line of least squares through the measurements of the last
    /// `trend_days`, four at least. After its day the last measurement up to that day decides: met or **missed**, or
    /// **met late** once a later one is as it should be. A measurement speaks for `trend_days`.
    ///
    /// What caused an objective changes as documents see it (a risk rated otherwise, a new version of an obligation in
    /// force, a significant change, a retirement); an audit also when it raises a finding, an incident also when an
    /// analysis of it is completed.
    pub fn objectives(&self, parameters: ObjectiveParameters) -> Objectives {
        let on = self.date();
        let days = parameters.trend_days.unwrap_or(365).into();
        let changes = self.possible_changes();
        let there = |objective: &&Objective| on.is_within(None, objective.retired_on);
        let objectives = self.isms().objectives().values().filter(there);
        let mut items: Vec<_> =
            objectives.filter_map(|objective| self.objective_item(objective, &changes, days)).collect();
        items.sort_by(|a, b| (a.state, a.due, &a.objective).cmp(&(b.state, b.due, &b.objective)));
        Objectives { as_of: on, items }
    }

    fn objective_item(
        &self,
        objective: &Objective,
        changes: &PossibleChanges<'a>,
        trend_days: i64,
    ) -> Option<ObjectiveItem> {
        let on = self.date();
        let revision = objective.revision_on(on)?;
        let there = |metric: &&Metric| on.is_within(None, metric.retired_on);
        let metric = objective.metric.as_ref().and_then(|id| self.isms().metrics().get(id)).filter(there);
        let measured = metric.map(|metric| measured(metric, revision, trend_days, on)).unwrap_or_default();
        let (state, effective_on) = state(metric, revision, &measured, on);
        let shown = if state == ObjectiveState::MetLate { measured.latest } else { measured.decisive };
        let rule = match state {
            ObjectiveState::NotEvaluated | ObjectiveState::NotMeasured => Rule::ObjectiveEvaluated,
            _ => Rule::ObjectiveReached,
        };
        let changed_causes = changes.of(revision, on);
        let mut concerns: Vec<_> = self.serves_no_goal(objective).into_iter().collect();
        if let Some(first) = changed_causes.first() {
            let mut causes: Vec<_> = changed_causes.iter().map(|change| change.entity.clone()).collect();
            causes.sort();
            causes.dedup();
            let message = format!("{} changed on {}: {}", first.entity, first.on, first.what);
            concerns.push(Concern::new(Rule::ObjectiveFollowsCauses, first.on, message).with(causes));
        }
        let serves: Vec<_> = self.goals_served(objective).map(|goal| goal.id.clone()).collect();
        let mut entities = vec![Link::to(&objective.id)];
        entities.extend(metric.map(|metric| Link::to(&metric.id)));
        entities.extend(serves.iter().map(Link::to));
        for change in &changed_causes {
            if !entities.contains(&change.entity) {
                entities.push(change.entity.clone());
            }
        }
        Some(ObjectiveItem {
            objective: objective.id.clone(),
            title: objective.title.clone(),
            owner: objective.owner.clone(),
            holders: self.holders(&objective.owner),
            serves,
            metric: metric.map(|metric| metric.id.clone()),
            unit: metric.map(|metric| metric.unit.clone()).unwrap_or_default(),
            revised_on: revision.revised_on,
            comparison: revision.target.comparison,
            target: revision.target.value,
            due: revision.due,
            days_left: revision.due.days_since(on),
            state,
            value: shown.map(|measurement| measurement.value),
            measured_on: shown.map(day),
            projected: measured.projected,
            share_met: measured.share_met,
            changed_causes,
            concerns: in_order(concerns),
            rule,
            effective_on,
            entities,
        })
    }

    /// The goals that an objective serves and that are there on the date.
    fn goals_served<'b>(&'b self, objective: &'b Objective) -> impl Iterator<Item = &'b BusinessGoal> {
        let goals = objective.serves.iter().filter_map(|id| self.isms().business_goals().get(id));
        goals.filter(|goal| self.date().is_within(None, goal.retired_on))
    }

    /// The concern that an objective serves no goal: since it was set, or the last of its goals was retired.
    pub(super) fn serves_no_goal(&self, objective: &Objective) -> Option<Concern> {
        let set_on = objective.revisions.first()?.revised_on;
        if self.goals_served(objective).next().is_some() {
            return None;
        }
        let retired =
            objective.serves.iter().filter_map(|id| self.isms().business_goals().get(id)?.retired_on);
        let since = retired.max().map_or(set_on, |day| day.max(set_on));
        let message = "serves no goal of the business".to_owned();
        Some(
            Concern::new(Rule::ObjectiveServesGoal, since, message)
                .with(objective.serves.iter().map(Link::to)),
        )
    }

    fn possible_changes(&self) -> PossibleChanges<'a> {
        let (isms, on) = (self.isms(), self.date());
        let mut changes = PossibleChanges {
            linked: self.linked_changes(),
            findings: HashMap::new(),
            analyses: HashMap::new(),
        };
        for finding in isms.findings().values().filter(|f| on.is_within(Some(f.raised_on), f.retired_on)) {
            if let Some(audit) = &finding.audit {
                changes.findings.entry(audit.as_str()).or_default().push(finding);
            }
        }
        let done = |a: &&RootCauseAnalysis| on.is_within(Some(a.completed_on), a.retired_on);
        for analysis in isms.root_cause_analyses().values().filter(done) {
            if let Some(incident) = &analysis.incident {
                changes.analyses.entry(incident.as_str()).or_default().push(analysis);
            }
        }
        changes
    }
}

impl PossibleChanges<'_> {
    /// What changed in the causes of a revision since, up to a date, oldest first.
    fn of(&self, revision: &ObjectiveRevision, on: Date) -> Vec<CauseChange> {
        let inside = |day: Date| revision.revised_on < day && day <= on;
        let linked = self.linked.after(&revision.causes, revision.revised_on);
        let mut found: Vec<_> = linked
            .into_iter()
            .map(|change| CauseChange { on: change.on, entity: change.entity, what: change.what })
            .collect();
        for cause in &revision.causes {
            let id = cause.id.as_str();
            let note = |on, what| CauseChange { on, entity: cause.clone(), what };
            match cause.kind {
                Kind::Audit => {
                    let findings = self.findings.get(id).into_iter().flatten();
                    let raised = findings.filter(|finding| inside(finding.raised_on));
                    found.extend(raised.map(|f| note(f.raised_on, format!("raised {}: {}", f.id, f.title))));
                }
                Kind::Incident => {
                    let analyses = self.analyses.get(id).into_iter().flatten();
                    let done = analyses.filter(|analysis| inside(analysis.completed_on));
                    found.extend(done.map(|a| note(a.completed_on, format!("analysed in {}", a.id))));
                }
                _ => {}
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

fn day(measurement: &Measurement) -> Date {
    measurement.at.date_naive().into()
}

/// What a metric says of what is to be reached.
fn measured<'m>(metric: &'m Metric, revision: &ObjectiveRevision, trend_days: i64, on: Date) -> Measured<'m> {
    let speaks = |date: Date| {
        metric.measurement_on(date).filter(|measurement| date.days_since(day(measurement)) <= trend_days)
    };
    let seen = metric.measurements.partition_point(|m| day(m) <= on);
    let seen = metric.measurements.get(..seen).unwrap_or_default();
    let recent = seen.partition_point(|m| on.days_since(day(m)) > trend_days);
    let recent = seen.get(recent..).unwrap_or_default();
    let trend = || {
        let due = revision.due.and_time(NaiveTime::MIN).and_utc();
        let at = |m: &Measurement| (m.at - due).num_seconds() as f64 / SECONDS;
        let points: Vec<_> = recent.iter().map(|m| (at(m), m.value)).collect();
        let line = least_squares_line(&points).filter(|_| points.len() >= LEAST_FOR_TREND)?;
        Some(line.intercept)
    };
    let counted = || {
        seen.iter().rev().skip_while(|m| revision.due < day(m)).take_while(|m| revision.revised_on <= day(m))
    };
    let (all, met) = (counted().count(), counted().filter(|m| revision.target.is_met_by(m.value)).count());
    Measured {
        decisive: speaks(on.min(revision.due)),
        latest: speaks(on),
        projected: if on <= revision.due { trend() } else { None },
        share_met: (all > 0).then(|| met as f64 / all as f64),
    }
}

/// The state, and its first day.
fn state(
    metric: Option<&Metric>,
    revision: &ObjectiveRevision,
    measured: &Measured<'_>,
    on: Date,
) -> (ObjectiveState, Date) {
    use ObjectiveState::*;
    let meets = |measurement: &Measurement| revision.target.is_met_by(measurement.value);
    // The first of the measurements that met the target without a break up to one of them.
    let met_since = |last: &Measurement, after: Option<Date>| {
        let earlier = metric.into_iter().flat_map(|m| m.measurements.iter().rev());
        let run = earlier
            .skip_while(|m| last.at < m.at)
            .take_while(|m| meets(m) && after.is_none_or(|after| after < day(m)));
        run.last().map_or(day(last), day).max(revision.revised_on)
    };
    let day_after = revision.due.plus_days(1);
    if revision.due < on {
        return match (measured.decisive, measured.latest) {
            (Some(decisive), _) if meets(decisive) => (Met, met_since(decisive, None)),
            (_, Some(latest)) if meets(latest) && revision.due < day(latest) => {
                (MetLate, met_since(latest, Some(revision.due)))
            }
            (Some(_), _) => (Missed, day_after),
            (None, Some(latest)) if revision.due < day(latest) => (Missed, day_after),
            (None, _) => (NotEvaluated, day_after),
        };
    }
    let Some(last) = measured.decisive else { return (NotMeasured, revision.revised_on) };
    let since = day(last).max(revision.revised_on);
    match (meets(last), measured.projected.map(|value| revision.target.is_met_by(value))) {
        (true, Some(true) | None) => (Met, met_since(last, None)),
        (false, Some(true)) => (OnTrack, since),
        (_, Some(false)) | (false, None) => (AtRisk, since),
    }
}
