//! Certificates: their state, the calendar of their cycle, and what endangers them (ISO/IEC 17021-1, 9.1.3 and 9.6).

mod calendar;
mod whole;

pub use calendar::{CycleEvent, CycleEventKind, CycleEventState};
pub use whole::{CalendarEntry, SiteItem};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::concern::{Concern, in_order};
use super::{Rule, View};
use crate::model::{Audit, Certificate, CertificateState, Date, Finding, FindingGrade, Id, Link};

/// How far ahead audits should be planned, in days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificationParameters {
    /// Before the last day for a surveillance audit; 90 if absent.
    #[serde(default)]
    pub surveillance_ahead_days: Option<u16>,
    /// Before the last day of the certificate, for the recertification audit; 180 if absent.
    #[serde(default)]
    pub recertification_ahead_days: Option<u16>,
}

/// The certificates on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Certification {
    /// The date looked at.
    pub as_of: Date,
    /// Each certificate applied for: those in danger first, then by the last day.
    pub items: Vec<CertificateItem>,
    /// The calendars of all certificates that have not been renewed as one, in the order of the last days: what one audit
    /// does for several certificates stands there once.
    pub calendar: Vec<CalendarEntry>,
    /// Each site of the organisation's profile with the certificates in force there, in the order of the profile.
    pub sites: Vec<SiteItem>,
}

/// A certificate on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CertificateItem {
    /// The certificate.
    pub certificate: Id<Certificate>,
    /// Standard certified.
    pub standard: String,
    /// Certification body.
    pub body: String,
    /// Scope as certified.
    pub scope: String,
    /// Sites in scope.
    pub sites: Vec<String>,
    /// Its state.
    pub state: CertificateState,
    /// The first day of that.
    pub state_since: Date,
    /// The day it was applied for.
    pub applied_on: Option<Date>,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// Last day it is valid.
    pub valid_until: Option<Date>,
    /// Days to that day; negative once it has passed.
    pub days_left: Option<i64>,
    /// The certificate before it.
    pub renews: Option<Id<Certificate>>,
    /// The certificate that has taken its place.
    pub renewed_by: Option<Id<Certificate>>,
    /// Conditions not met, the first due first.
    pub conditions: Vec<OpenCondition>,
    /// What its cycle holds, in the order of the last days.
    pub calendar: Vec<CycleEvent>,
    /// What endangers it, longest first.
    pub concerns: Vec<Concern>,
    /// The rule that speaks: of the concern that stands longest, or that of being in force.
    pub rule: Rule,
    /// The first day on which it does.
    pub effective_on: Date,
    /// The certificate, the one before and after it, and the audits of its calendar.
    pub entities: Vec<Link>,
}

/// A condition of the certification body that is not met.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OpenCondition {
    /// What.
    pub text: String,
    /// When it was set.
    pub set_on: Date,
    /// By when.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
}

impl View<'_> {
    /// Each certificate with its state, the calendar of its cycle, and what endangers it; the calendars of several
    /// standards as one; and which sites each standard covers.
    ///
    /// A surveillance audit is to be held in each calendar year between that of the decision and that of the last day,
    /// and the first within 12 months of a first decision. An audit counts for the window in which its last day lies. The next
    /// cycle is decided by the last day: a certificate that `renews` this one is that decision. An audit by the
    /// certification body that names no certificate is about every one.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::CertificationParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "certificates": [{"id": "CERT", "standard": "ISO/IEC 27001:2022", "body": "Body", "scope": "All of it",
    ///     "decided_on": "2025-06-12", "valid_until": "2028-06-11"}]}"#)?;
    /// let answer = isms.as_of("2026-06-13".parse()?).certification(CertificationParameters::default());
    /// assert_eq!(answer.items[0].rule.id(), "17021.9.1.3/first-surveillance"); // a day too late
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn certification(&self, parameters: CertificationParameters) -> Certification {
        let (isms, on) = (self.isms(), self.date());
        let mut audits: Vec<&Audit> = isms
            .audits()
            .values()
            .filter(|audit| audit.kind.is_by_certification_body() && on.is_within(None, audit.retired_on))
            .collect();
        audits.sort_by_key(|audit| (audit.end, &audit.id));
        let findings: Vec<&Finding> =
            self.open_findings().filter(|finding| finding.audit.is_some()).collect();
        let known = |certificate: &&Certificate| {
            on.is_within(certificate.applied_on.or(certificate.decided_on), certificate.retired_on)
        };
        let mut items: Vec<_> = isms
            .certificates()
            .values()
            .filter(known)
            .map(|certificate| self.certificate_item(certificate, &audits, &findings, parameters))
            .collect();
        items.sort_by(|a, b| {
            let rank =
                |item: &CertificateItem| (item.concerns.is_empty(), item.valid_until.unwrap_or(Date::MAX));
            rank(a).cmp(&rank(b)).then_with(|| a.certificate.cmp(&b.certificate))
        });
        let (calendar, sites) = (whole::calendar(&items), self.certified_sites(&items));
        Certification { as_of: on, items, calendar, sites }
    }

    fn certificate_item(
        &self,
        certificate: &Certificate,
        audits: &[&Audit],
        findings: &[&Finding],
        parameters: CertificationParameters,
    ) -> CertificateItem {
        let on = self.date();
        let state = certificate.state_on(on);
        let state_since = state_since(certificate, on);
        let decided_on = certificate.decided_on.filter(|decided| *decided <= on);
        let valid_until = certificate.valid_until.filter(|_| decided_on.is_some());
        let renewed_by = self.isms().certificates().values().find(|next| {
            next.renews.as_ref() == Some(&certificate.id)
                && next.decided_on.is_some_and(|decided| on.is_within(Some(decided), next.retired_on))
        });
        let audits: Vec<&Audit> =
            audits.iter().filter(|audit| audit.is_about(&certificate.id)).copied().collect();
        let (calendar, mut concerns) = calendar::of(certificate, &audits, renewed_by, parameters, on);
        let conditions = open_conditions(certificate, on);
        concerns.extend(conditions.iter().filter(|condition| condition.due < on).map(|condition| {
            let message = format!("was to be met by {}: {}", condition.due, condition.text);
            Concern::new(Rule::CertificateCondition, condition.due.plus_days(1), message)
        }));
        concerns.extend(findings.iter().filter_map(|finding| {
            let audit = audits.iter().find(|audit| finding.audit.as_ref() == Some(&audit.id))?;
            finding_concern(finding, audit, on)
        }));
        use CertificateState::{Expired, Suspended, Withdrawn};
        if matches!(state, Withdrawn | Expired) {
            concerns.clear(); // nothing else endangers what is gone
        }
        if matches!(state, Suspended | Withdrawn | Expired) {
            concerns.push(Concern::new(Rule::CertificateInForce, state_since, state.to_string()));
        }
        if renewed_by.is_some() {
            concerns.clear(); // the next one stands for it
        }
        let concerns = in_order(concerns);
        let (rule, effective_on) = concerns
            .first()
            .map_or((Rule::CertificateInForce, state_since), |concern| (concern.rule, concern.effective_on));
        let mut entities = vec![Link::to(&certificate.id)];
        entities.extend(certificate.renews.as_ref().map(Link::to));
        entities.extend(renewed_by.map(|next| Link::to(&next.id)));
        let mut held: Vec<_> = calendar.iter().filter_map(|event| event.audit.as_ref()).collect();
        held.sort();
        held.dedup();
        entities.extend(held.into_iter().map(Link::to));
        CertificateItem {
            certificate: certificate.id.clone(),
            standard: certificate.standard.clone(),
            body: certificate.body.clone(),
            scope: certificate.scope.clone(),
            sites: certificate.sites.clone(),
            state,
            state_since,
            applied_on: certificate.applied_on.filter(|applied| *applied <= on),
            decided_on,
            valid_until,
            days_left: valid_until.map(|last| last.days_since(on)),
            renews: certificate.renews.clone(),
            renewed_by: renewed_by.map(|next| next.id.clone()),
            conditions,
            calendar,
            concerns,
            rule,
            effective_on,
            entities,
        }
    }
}

/// Since when the certificate has been in its state.
fn state_since(certificate: &Certificate, on: Date) -> Date {
    let conditions = certificate.conditions.iter().flat_map(|c| [Some(c.set_on), c.met_on]);
    let mut turns: Vec<Date> = conditions
        .chain([certificate.applied_on, certificate.decided_on])
        .chain([certificate.valid_until.map(|last| last.plus_days(1))])
        .chain(certificate.statuses.iter().map(|status| Some(status.on)))
        .flatten()
        .filter(|day| *day <= on)
        .collect();
    turns.sort();
    let state = certificate.state_on(on);
    let same = turns.iter().rev().take_while(|day| certificate.state_on(**day) == state);
    same.last().copied().unwrap_or(on)
}

fn open_conditions(certificate: &Certificate, on: Date) -> Vec<OpenCondition> {
    let open = certificate.conditions.iter().filter(|c| on.is_within(Some(c.set_on), c.met_on));
    let mut found: Vec<_> = open
        .map(|condition| OpenCondition {
            text: condition.text.clone(),
            set_on: condition.set_on,
            due: condition.due,
            days_overdue: on.days_since(condition.due).max(0),
        })
        .collect();
    found.sort_by(|a, b| (a.due, &a.text).cmp(&(b.due, &b.text)));
    found
}

/// An open finding of the certification body: a major at once, any other once it is past its day.
fn finding_concern(finding: &Finding, audit: &Audit, on: Date) -> Option<Concern> {
    let concern = if finding.grade == FindingGrade::Major {
        let message = format!("major nonconformity {} is open", finding.id);
        Concern::new(Rule::MajorsCleared, finding.raised_on, message)
    } else if finding.due < on {
        let message = format!("{} was to be closed by {}", finding.id, finding.due);
        Concern::new(Rule::FindingAnsweredInTime, finding.due.plus_days(1), message)
    } else {
        return None;
    };
    Some(concern.with([Link::to(&finding.id), Link::to(&audit.id)]))
}
