//! The calendar of a certification cycle: what it holds, what has come of it, and what should be planned by now.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::Rule;
use super::super::concern::Concern;
use super::CertificationParameters;
use crate::model::{Audit, AuditKind, Certificate, Date, Id};

/// Months after the first decision within which the first surveillance audit is held (ISO/IEC 17021-1, 9.1.3).
const FIRST_SURVEILLANCE_MONTHS: u16 = 12;

/// Something that the cycle of a certificate holds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CycleEvent {
    /// What.
    pub event: CycleEventKind,
    /// First day for it.
    pub from: Date,
    /// Last day for it.
    pub due: Date,
    /// How it stands.
    pub state: CycleEventState,
    /// The audit that does it.
    pub audit: Option<Id<Audit>>,
    /// First day of that.
    pub audit_on: Option<Date>,
    /// The rule behind it.
    pub rule: Rule,
}

/// What a cycle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CycleEventKind {
    /// An audit that leads to the decision.
    CertificationAudit,
    /// The decision.
    Decision,
    /// The first surveillance audit after a first decision.
    FirstSurveillance,
    /// The surveillance audit of a calendar year.
    Surveillance,
    /// The decision of the next cycle.
    Recertification,
}

/// How an event of a cycle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CycleEventState {
    /// It came.
    Done,
    /// An audit for it is planned, or was held and awaits the decision.
    Planned,
    /// It is not planned, and there is time.
    Ahead,
    /// It is not planned, and should be by now.
    ToBePlanned,
    /// It did not come in time.
    Missed,
}

/// A stretch of time in which an audit of some kind is to be held.
struct Window {
    event: CycleEventKind,
    from: Date,
    due: Date,
    kinds: &'static [AuditKind],
    rule: Rule,
}

/// The calendar of a certificate, and what in it is a danger; `audits` are those about it, by their last day.
pub(super) fn of(
    certificate: &Certificate,
    audits: &[&Audit],
    renewed_by: Option<&Certificate>,
    parameters: CertificationParameters,
    on: Date,
) -> (Vec<CycleEvent>, Vec<Concern>) {
    let decided_on = certificate.decided_on.filter(|decided| *decided <= on);
    let mut calendar = certification_audits(audits, decided_on, on);
    let mut concerns = Vec::new();
    if let Some((decided, last)) = decided_on.zip(certificate.valid_until) {
        calendar.push(decision(decided));
        let ahead = parameters.surveillance_ahead_days.unwrap_or(90).into();
        for window in surveillance_windows(certificate, decided, last) {
            let (event, concern) = surveillance(window, audits, ahead, on);
            calendar.push(event);
            concerns.extend(concern);
        }
        let ahead = parameters.recertification_ahead_days.unwrap_or(180).into();
        let (event, concern) = recertification((decided, last), audits, renewed_by, ahead, on);
        calendar.push(event);
        concerns.extend(concern);
    }
    calendar.sort_by_key(|event| (event.due, event.event));
    (calendar, concerns)
}

/// The audits that led to the decision, or are to lead to it.
fn certification_audits(audits: &[&Audit], decided_on: Option<Date>, on: Date) -> Vec<CycleEvent> {
    let before = |audit: &&&Audit| decided_on.is_none_or(|decided| audit.end <= decided);
    let leading = audits.iter().filter(|audit| audit.kind == AuditKind::Certification).filter(before);
    leading
        .map(|audit| CycleEvent {
            event: CycleEventKind::CertificationAudit,
            from: audit.start,
            due: audit.end,
            state: if audit.is_held_on(on) { CycleEventState::Done } else { CycleEventState::Planned },
            audit: Some(audit.id.clone()),
            audit_on: Some(audit.start),
            rule: Rule::CertificateInForce,
        })
        .collect()
}

fn decision(decided: Date) -> CycleEvent {
    CycleEvent {
        event: CycleEventKind::Decision,
        from: decided,
        due: decided,
        state: CycleEventState::Done,
        audit: None,
        audit_on: None,
        rule: Rule::CertificateInForce,
    }
}

/// The surveillance audits that a cycle holds.
fn surveillance_windows(certificate: &Certificate, decided: Date, last: Date) -> Vec<Window> {
    let kinds = &[AuditKind::Surveillance, AuditKind::Recertification];
    let first = certificate.renews.is_none().then(|| Window {
        event: CycleEventKind::FirstSurveillance,
        from: decided,
        due: decided.plus_months(FIRST_SURVEILLANCE_MONTHS).min(last),
        kinds,
        rule: Rule::FirstSurveillance,
    });
    let years = decided.year() + 1..last.year();
    let each_year = years.filter_map(|year| {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).map(Date::from);
        Some(Window {
            event: CycleEventKind::Surveillance,
            from: day(1, 1)?,
            due: day(12, 31)?,
            kinds,
            rule: Rule::SurveillanceEachYear,
        })
    });
    first.into_iter().chain(each_year).collect()
}

/// How a surveillance audit stands, and whether that is a danger.
fn surveillance(
    window: Window,
    audits: &[&Audit],
    ahead_days: i64,
    on: Date,
) -> (CycleEvent, Option<Concern>) {
    let Window { event, from, due, kinds, rule } = window;
    let of_kind = || audits.iter().filter(|audit| kinds.contains(&audit.kind));
    let inside = || of_kind().filter(|audit| (from..=due).contains(&audit.end));
    let held = inside().find(|audit| audit.is_held_on(on));
    let audit = held.or_else(|| inside().find(|audit| on < audit.end));
    let opens = due.plus_days(-ahead_days).max(from);
    let state = match audit {
        Some(_) if held.is_some() => CycleEventState::Done,
        Some(_) => CycleEventState::Planned,
        None if due < on => CycleEventState::Missed,
        None if opens <= on => CycleEventState::ToBePlanned,
        None => CycleEventState::Ahead,
    };
    let made_good = || of_kind().any(|audit| due < audit.end && audit.is_held_on(on));
    let concern = match state {
        CycleEventState::ToBePlanned => {
            let message = format!("a surveillance audit is due by {due}, and none is planned");
            Some(Concern::new(rule, opens, message))
        }
        CycleEventState::Missed if !made_good() => {
            let message = format!("no surveillance audit was held from {from} to {due}, nor since");
            Some(Concern::new(rule, due.plus_days(1), message))
        }
        _ => None,
    };
    let (id, audit_on) = (audit.map(|audit| audit.id.clone()), audit.map(|audit| audit.start));
    (CycleEvent { event, from, due, state, audit: id, audit_on, rule }, concern)
}

/// How the decision of the next cycle stands, and whether that is a danger.
fn recertification(
    (decided, last): (Date, Date),
    audits: &[&Audit],
    renewed_by: Option<&Certificate>,
    ahead_days: i64,
    on: Date,
) -> (CycleEvent, Option<Concern>) {
    let rule = Rule::RecertifiedBeforeExpiry;
    let from = last.plus_days(-ahead_days).max(decided);
    let audit = audits
        .iter()
        .find(|audit| audit.kind == AuditKind::Recertification && decided < audit.end && audit.end <= last);
    let state = match (renewed_by, audit) {
        (Some(_), _) => CycleEventState::Done,
        (None, _) if last < on => CycleEventState::Missed,
        (None, Some(_)) => CycleEventState::Planned,
        (None, None) if from <= on => CycleEventState::ToBePlanned,
        (None, None) => CycleEventState::Ahead,
    };
    let concern = (state == CycleEventState::ToBePlanned).then(|| {
        let message =
            format!("the certificate ends on {last}, and no recertification audit is planned by then");
        Concern::new(rule, from, message)
    });
    let event = CycleEvent {
        event: CycleEventKind::Recertification,
        from,
        due: last,
        state,
        audit: audit.map(|audit| audit.id.clone()),
        audit_on: audit.map(|audit| audit.start),
        rule,
    };
    (event, concern)
}
