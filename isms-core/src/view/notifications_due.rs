//! Whom to tell of which incident, and until when (control A.5.26; activities row 7).

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::incidents::{end_of_day, hours};
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    Date, Deadline, Id, Incident, IncidentSeverity, IncidentStage, Link, NotificationClock, NotificationDuty,
    Obligation, ObligationKind, Person, Role, TimeZone,
};
use crate::record::journal::Instant;

/// Hours before a deadline from which a notification is due, if nothing else is asked for.
const DUE_WITHIN_HOURS: u32 = 24;

/// The instant to look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotificationsDueParameters {
    /// The instant, in any offset of RFC 3339, no later than the date of the view; the end of that date in UTC if absent.
    #[serde(default)]
    pub at: Option<Instant>,
    /// Hours before a deadline from which a notification counts as due; 24 if absent.
    #[serde(default)]
    pub due_within_hours: Option<u32>,
}

/// The notifications that incidents call for, at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NotificationsDue {
    /// The date looked at.
    pub as_of: Date,
    /// The instant looked at.
    pub at: DateTime<Utc>,
    /// Notifications not sent whose time has run out.
    pub missed: usize,
    /// Notifications to send now.
    pub due: usize,
    /// What is still to be sent before what was sent; the earliest deadline, which is the strictest, first.
    pub items: Vec<NotificationItem>,
}

/// A notification of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NotificationItem {
    /// The incident.
    pub incident: Id<Incident>,
    /// Its title.
    pub title: String,
    /// Who leads the response.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The obligation that asks for it.
    pub obligation: Id<Obligation>,
    /// What kind.
    pub obligation_kind: ObligationKind,
    /// Where it is written.
    pub source: String,
    /// Which of the duties.
    pub stage: String,
    /// Whom to tell.
    pub recipient: String,
    /// How soon.
    pub within: Deadline,
    /// Whose days and months count.
    pub time_zone: TimeZone,
    /// What starts the clock.
    pub clock: NotificationClock,
    /// When it started; none if it has not.
    pub started_at: Option<DateTime<Utc>>,
    /// The last instant in time; none without a start, or past the end of the calendar.
    pub deadline: Option<DateTime<Utc>>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: NotificationState,
    /// Hours from sending, or from the instant looked at, to the deadline; negative if that had passed.
    pub hours_left: Option<f64>,
    /// Whether no deadline of what is still to be sent of the incident comes earlier.
    pub strictest: bool,
    /// Whether the incident has no severity yet and the duty is counted only because it may turn out severe enough.
    pub severity_unknown: bool,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The incident, the obligation and what was sent.
    pub entities: Vec<Link>,
}

/// How a notification stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationState {
    /// It was not sent, and its time has run out.
    Missed,
    /// It is to be sent now.
    Due,
    /// It is to be sent later.
    Ahead,
    /// Its clock has not started.
    NotStarted,
    /// It was sent too late.
    Late,
    /// It was sent in time.
    Sent,
}

impl View<'_> {
    /// Every notification that obligations ask for of each incident, with its deadline as an instant.
    ///
    /// A duty holds for an incident if its obligation bound on the day of detection (from its first version on, or always
    /// if it names none) and is not retired, the incident is severe enough, and its data are of a class that the duty
    /// names, if it names any. Hours count exactly; days and months by the calendar of the obligation's time zone, to the
    /// same time of the day. The days of an obligation are those of its time zone too. What is sent at the very deadline is sent in time. A duty whose clock has not
    /// started has no deadline.
    ///
    /// ```
    /// # use isms_core::prelude::*;
    /// # let isms = Isms::from_json(include_str!("../../../conformance/records/incidents.json"))?;
    /// let asked = serde_json::json!({"at": "2026-03-04T11:00:00+01:00"});
    /// let answer = isms.as_of("2026-03-04".parse()?).ask("notifications_due", &asked)?;
    /// assert_eq!(answer["at"], "2026-03-04T10:00:00Z");
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: an instant after the date of the view, of which the view knows nothing.
    pub fn notifications_due(&self, parameters: NotificationsDueParameters) -> Result<NotificationsDue> {
        let end = end_of_day(self.date());
        let at = parameters.at.map_or(end, DateTime::from);
        if end < at {
            let problem = format!("{} lies after {}, the date of the view", at.to_rfc3339(), self.date());
            let remedy = "look at a later date, or at an instant on or before it";
            return Err(Error::new(ErrorCode::DateOrder, "at", problem, remedy));
        }
        let within = TimeDelta::hours(parameters.due_within_hours.unwrap_or(DUE_WITHIN_HOURS).into());
        let there =
            |obligation: &&Obligation| zone(obligation).day(at).is_within(None, obligation.retired_on);
        let duties: Vec<_> = self
            .isms()
            .obligations()
            .values()
            .filter(there)
            .flat_map(|obligation| obligation.notifications.iter().map(move |duty| (obligation, duty)))
            .collect();
        let mut items = Vec::new();
        for (incident, detected_at) in self.detected_incidents().filter(|(_, detected)| *detected <= at) {
            let owed =
                duties.iter().filter(|(obligation, duty)| owes(incident, detected_at, obligation, duty));
            items.extend(owed.map(|(obligation, duty)| {
                self.notification_item(&Owed { incident, detected_at, obligation, duty }, at, within)
            }));
        }
        mark_strictest(&mut items);
        items.sort_by(|a, b| {
            let rank = |i: &NotificationItem| (i.sent_at.is_some(), i.deadline.is_none(), i.deadline);
            (rank(a), &a.incident, &a.obligation, &a.stage).cmp(&(
                rank(b),
                &b.incident,
                &b.obligation,
                &b.stage,
            ))
        });
        let count = |state| items.iter().filter(|item| item.state == state).count();
        let (missed, due) = (count(NotificationState::Missed), count(NotificationState::Due));
        Ok(NotificationsDue { as_of: self.date(), at, missed, due, items })
    }

    fn notification_item(&self, owed: &Owed<'_>, at: DateTime<Utc>, within: TimeDelta) -> NotificationItem {
        let Owed { incident, detected_at, obligation, duty } = *owed;
        let started_at = match duty.clock {
            NotificationClock::Detected => Some(detected_at),
            NotificationClock::Assessed => incident.reached(IncidentStage::Assessed).filter(|day| *day <= at),
        };
        let time_zone = zone(obligation);
        let deadline = started_at.and_then(|start| duty.within.after(start, time_zone));
        let told = |n: &&crate::model::Notification| {
            n.obligation == obligation.id && n.stage == duty.stage && n.sent_at <= at
        };
        let sent = incident.notifications.iter().filter(told).min_by_key(|n| n.sent_at);
        let sent_at = sent.map(|notification| notification.sent_at);
        let (state, since) = match (sent_at, deadline) {
            (Some(sent), Some(deadline)) if deadline < sent => (NotificationState::Late, sent),
            (Some(sent), _) => (NotificationState::Sent, sent),
            // A deadline past the end of the calendar.
            (None, None) if started_at.is_some() => (NotificationState::Ahead, detected_at),
            (None, None) => (NotificationState::NotStarted, detected_at),
            (None, Some(deadline)) if deadline < at => (NotificationState::Missed, deadline),
            (None, Some(deadline)) => {
                let (start, due) = (started_at.unwrap_or(detected_at), deadline.checked_sub_signed(within));
                match due.filter(|due| at < *due) {
                    Some(_) => (NotificationState::Ahead, start),
                    None => (NotificationState::Due, due.unwrap_or(start).max(start)),
                }
            }
        };
        let about = sent.into_iter().flat_map(|notification| notification.about.iter().cloned());
        NotificationItem {
            incident: incident.id.clone(),
            title: incident.title.clone(),
            owner: incident.owner.clone(),
            holders: self.holders(&incident.owner),
            obligation: obligation.id.clone(),
            obligation_kind: obligation.kind,
            source: duty.source.clone(),
            stage: duty.stage.clone(),
            recipient: duty.recipient.clone(),
            within: duty.within,
            time_zone,
            clock: duty.clock,
            started_at,
            deadline,
            sent_at,
            state,
            hours_left: deadline.map(|deadline| hours(sent_at.unwrap_or(at), deadline)),
            strictest: false,
            severity_unknown: incident.severity.is_none() && duty.minimum_severity.is_some(),
            rule: Rule::NotifiedInTime,
            effective_on: since.date_naive().into(),
            entities: [Link::to(&incident.id), Link::to(&obligation.id)].into_iter().chain(about).collect(),
        }
    }
}

/// A duty to tell of an incident.
struct Owed<'a> {
    incident: &'a Incident,
    detected_at: DateTime<Utc>,
    obligation: &'a Obligation,
    duty: &'a NotificationDuty,
}

/// The place whose calendar an obligation counts by.
fn zone(obligation: &Obligation) -> TimeZone {
    obligation.time_zone.unwrap_or(TimeZone::Named(chrono_tz::UTC))
}

/// Whether an obligation asks for a notification of an incident.
fn owes(
    incident: &Incident,
    detected_at: DateTime<Utc>,
    obligation: &Obligation,
    duty: &NotificationDuty,
) -> bool {
    let binds =
        obligation.versions.is_empty() || obligation.version_on(zone(obligation).day(detected_at)).is_some();
    let of_class = |class: &String| incident.data_classes.contains(class);
    binds
        && IncidentSeverity::reaches(incident.severity, duty.minimum_severity)
        && (duty.data_classes.is_empty() || duty.data_classes.iter().any(of_class))
}

fn mark_strictest(items: &mut [NotificationItem]) {
    let mut first: HashMap<Id<Incident>, DateTime<Utc>> = HashMap::new();
    let open = |item: &NotificationItem| item.deadline.filter(|_| item.sent_at.is_none());
    for item in items.iter() {
        if let Some(deadline) = open(item) {
            let kept = first.entry(item.incident.clone()).or_insert(deadline);
            *kept = deadline.min(*kept);
        }
    }
    for item in items {
        item.strictest = open(item).is_some_and(|deadline| first.get(&item.incident) == Some(&deadline));
    }
}
