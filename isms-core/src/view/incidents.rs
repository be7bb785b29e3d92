//! Incidents and the time their response takes (controls A.5.24 to A.5.26; activities row 7).

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Date, Deadline, Id, Incident, IncidentSeverity, IncidentStage, Link, Person, ResponseLimit, Role,
    TimeZone,
};
use crate::schedule::{median, median_interval};

/// The period in which the incidents were detected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentsParameters {
    /// First day; the first of the record if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day; the date of the view if absent. Incidents detected after that date are not seen.
    #[serde(default)]
    pub to: Option<Date>,
}

/// The incidents of a period and the times of response.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Incidents {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the period, if one was asked for.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Date,
    /// Incidents of the period that are not closed.
    pub open: usize,
    /// Incidents of the period that have not reached a stage in time, and still have not.
    pub overdue: usize,
    /// The time to detect, to contain and to recover.
    pub times: Vec<ResponseTime>,
    /// The incidents: overdue, open, closed; the most severe first, one that nobody rated before all.
    pub items: Vec<IncidentItem>,
}

/// How long a part of the response takes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ResponseTime {
    /// Which part.
    pub part: ResponsePart,
    /// Incidents of which the time is known.
    pub incidents: usize,
    /// Incidents that are still on their way: their times will be at least as long as they have been open, so that the
    /// median is too low while there are many of them.
    pub waiting: usize,
    /// The middle of the times, in hours.
    pub median_hours: Option<f64>,
    /// Lower end of the interval of the median; none below six incidents.
    pub low_hours: Option<f64>,
    /// Upper end.
    pub high_hours: Option<f64>,
    /// Probability with which the interval covers the median, 0.95 or a little more.
    pub confidence: Option<f64>,
}

/// Parts of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponsePart {
    /// From when the incident began to its detection.
    Detect,
    /// From detection to when it was contained.
    Contain,
    /// From detection to recovery.
    Recover,
}

/// An incident on the date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IncidentItem {
    /// The incident.
    pub incident: Id<Incident>,
    /// Its title.
    pub title: String,
    /// Who leads the response.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How bad it is; none if nobody rated it yet.
    pub severity: Option<IncidentSeverity>,
    /// The stage it has reached.
    pub stage: IncidentStage,
    /// Since when.
    pub stage_since: DateTime<Utc>,
    /// When it began, where that was found out.
    pub began_at: Option<DateTime<Utc>>,
    /// When it was detected.
    pub detected_at: DateTime<Utc>,
    /// Since when it is open: its detection; none once it is closed.
    pub open_since: Option<DateTime<Utc>>,
    /// Days since detection, while it is open.
    pub days_open: Option<i64>,
    /// Hours from when it began to its detection.
    pub hours_to_detect: Option<f64>,
    /// Hours from detection to when it was contained.
    pub hours_to_contain: Option<f64>,
    /// Hours from detection to recovery.
    pub hours_to_recover: Option<f64>,
    /// The times set for it, in the order of the stages.
    pub limits: Vec<StageLimit>,
    /// Whether one of them has run out on it.
    pub overdue: bool,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day on which the first time ran out; else that of its close, or of its detection.
    pub effective_on: Date,
    /// The incident, its assets and its threats.
    pub entities: Vec<Link>,
}

/// A time set for a stage.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StageLimit {
    /// The stage.
    pub stage: IncidentStage,
    /// How soon after detection it must be reached.
    pub within: Deadline,
    /// The last instant for it.
    pub due_at: DateTime<Utc>,
    /// When it, or a later one, was reached.
    pub reached_at: Option<DateTime<Utc>>,
    /// How that stands.
    pub state: StageState,
    /// Hours from then, or from the end of the date looked at, to the last instant; negative once it had passed.
    pub hours_left: f64,
}

/// How a stage stands against the time set for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageState {
    /// It was not reached, and the time has run out.
    Overdue,
    /// It was not reached, and there is time.
    Waiting,
    /// It was reached too late.
    Late,
    /// It was reached in time.
    Met,
}

impl View<'_> {
    /// Each incident detected in a period, with its stage on the date and the time its response took, and the medians of
    /// these times with distribution-free intervals.
    ///
    /// Only what had happened by the end of the date, in UTC, is seen. Limits are those of the organisation
    /// (`response_limits`): of several for one stage the strictest counts, and an incident without severity is held to
    /// all. A time that was not stated, such as of a stage left out, is not guessed.
    ///
    /// Errors: a period that ends before it begins.
    pub fn incidents(&self, parameters: IncidentsParameters) -> Result<Incidents> {
        let on = self.date();
        let (from, to) = (parameters.from, parameters.to.unwrap_or(on).min(on));
        if let Some(from) = from.filter(|from| to < *from) {
            let remedy = "begin the period on or before its last day and the date of the view";
            return Err(Error::new(ErrorCode::DateOrder, "from", format!("{from} lies after {to}"), remedy));
        }
        let mut items: Vec<_> = self
            .detected_incidents()
            .filter(|(_, at)| from.is_none_or(|from| *from <= at.date_naive()) && at.date_naive() <= *to)
            .filter_map(|(incident, _)| self.incident_item(incident))
            .collect();
        items.sort_by(|a, b| {
            let rank = |i: &IncidentItem| (!i.overdue, i.open_since.is_none());
            let severity = |i: &IncidentItem| std::cmp::Reverse(i.severity.map_or(u8::MAX, |s| s as u8));
            (rank(a), severity(a), a.detected_at, &a.incident).cmp(&(
                rank(b),
                severity(b),
                b.detected_at,
                &b.incident,
            ))
        });
        Ok(Incidents {
            as_of: on,
            from,
            to,
            open: items.iter().filter(|item| item.open_since.is_some()).count(),
            overdue: items.iter().filter(|item| item.overdue).count(),
            times: [ResponsePart::Detect, ResponsePart::Contain, ResponsePart::Recover]
                .map(|part| response_time(part, &items))
                .into(),
            items,
        })
    }

    /// Incidents detected by the date and not retired, with the instant of detection.
    pub(super) fn detected_incidents(&self) -> impl Iterator<Item = (&Incident, DateTime<Utc>)> {
        let on = self.date();
        let there = move |i: &&Incident| on.is_within(None, i.retired_on);
        let detected = |i: &'_ Incident| i.reached(IncidentStage::Detected);
        self.isms()
            .incidents()
            .values()
            .filter(there)
            .filter_map(move |i| Some((i, detected(i).filter(|at| at.date_naive() <= *on)?)))
    }

    fn incident_item(&self, incident: &Incident) -> Option<IncidentItem> {
        let now = end_of_day(self.date());
        let reached = |stage| incident.reached(stage).filter(|at| *at <= now);
        let detected_at = reached(IncidentStage::Detected)?;
        let (stage, stage_since) = incident
            .timeline
            .iter()
            .rev()
            .find(|event| event.at <= now)
            .map(|event| (event.stage, event.at))?;
        let limits = self.stage_limits(incident, detected_at, now);
        let open = stage < IncidentStage::Closed;
        let missed = |limit: &&StageLimit| matches!(limit.state, StageState::Overdue | StageState::Late);
        let ran_out = limits.iter().filter(missed).map(|limit| Date::from(limit.due_at.date_naive())).min();
        let (rule, effective_on) = match ran_out {
            Some(day) => (Rule::ResponseInTime, day),
            None if open => (Rule::RespondedUntilClosed, detected_at.date_naive().into()),
            None => (Rule::RespondedUntilClosed, stage_since.date_naive().into()),
        };
        let links = incident.assets.iter().map(Link::to).chain(incident.threats.iter().map(Link::to));
        Some(IncidentItem {
            incident: incident.id.clone(),
            title: incident.title.clone(),
            owner: incident.owner.clone(),
            holders: self.holders(&incident.owner),
            severity: incident.severity,
            stage,
            stage_since,
            began_at: incident.began_at,
            detected_at,
            open_since: open.then_some(detected_at),
            days_open: open.then(|| self.date().days_since(detected_at.date_naive().into())),
            hours_to_detect: incident.began_at.map(|began| hours(began, detected_at)),
            hours_to_contain: reached(IncidentStage::Contained).map(|at| hours(detected_at, at)),
            hours_to_recover: reached(IncidentStage::Recovered).map(|at| hours(detected_at, at)),
            overdue: limits.iter().any(|limit| limit.state == StageState::Overdue),
            limits,
            rule,
            effective_on,
            entities: std::iter::once(Link::to(&incident.id)).chain(links).collect(),
        })
    }

    /// The strictest limit of each stage.
    fn stage_limits(
        &self,
        incident: &Incident,
        detected_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Vec<StageLimit> {
        let utc = TimeZone::Named(chrono_tz::UTC);
        let limit = |limit: &ResponseLimit| {
            let due_at = limit.within.after(detected_at, utc)?;
            let first = incident.timeline.iter().find(|event| event.stage >= limit.stage);
            let reached_at = first.map(|event| event.at).filter(|at| *at <= now);
            let state = match reached_at {
                Some(at) if at <= due_at => StageState::Met,
                Some(_) => StageState::Late,
                None if now <= due_at => StageState::Waiting,
                None => StageState::Overdue,
            };
            let hours_left = hours(reached_at.unwrap_or(now), due_at);
            Some(StageLimit {
                stage: limit.stage,
                within: limit.within,
                due_at,
                reached_at,
                state,
                hours_left,
            })
        };
        let mut limits: Vec<_> = self
            .isms()
            .organisation()
            .response_limits
            .iter()
            .filter(|limit| IncidentSeverity::reaches(incident.severity, limit.minimum_severity))
            .filter_map(limit)
            .collect();
        limits.sort_by_key(|limit| (limit.stage, limit.due_at));
        limits.dedup_by_key(|limit| limit.stage);
        limits
    }
}

/// The last instant of a day in UTC.
pub(super) fn end_of_day(day: Date) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(1) - TimeDelta::nanoseconds(1)
}

/// Hours from one instant to another.
pub(super) fn hours(from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
    to.signed_duration_since(from).num_milliseconds() as f64 / 3_600_000.0
}

fn response_time(part: ResponsePart, items: &[IncidentItem]) -> ResponseTime {
    let (of, stage): (fn(&IncidentItem) -> Option<f64>, _) = match part {
        ResponsePart::Detect => (|item| item.hours_to_detect, IncidentStage::Detected),
        ResponsePart::Contain => (|item| item.hours_to_contain, IncidentStage::Contained),
        ResponsePart::Recover => (|item| item.hours_to_recover, IncidentStage::Recovered),
    };
    let mut times: Vec<f64> = items.iter().filter_map(of).collect();
    times.sort_by(f64::total_cmp);
    let interval = median_interval(&times);
    ResponseTime {
        part,
        incidents: times.len(),
        waiting: items.iter().filter(|item| item.stage < stage).count(),
        median_hours: median(&times),
        low_hours: interval.map(|interval| interval.low),
        high_hours: interval.map(|interval| interval.high),
        confidence: interval.map(|interval| interval.confidence),
    }
}
