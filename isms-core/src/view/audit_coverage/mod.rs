//! What was audited over a certification cycle and by whom, and what to look at next (clause 9.2, ISO 19011).

mod independence;
mod sampling;

pub use independence::AuditorConflict;
pub use sampling::{SampledControl, SamplingWeights};

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::programme_gaps::CYCLE_MONTHS;
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{
    ApplicabilityDecision, Audit, AuditKind, Certificate, CertificateState, Control, ControlStatus, Date, Id,
    Link, Person,
};
use crate::schedule::{CLAUSES, serves};

/// Controls proposed for the next audit, if nothing else is asked for.
const SAMPLE: u16 = 10;
/// Days after leaving a role in which its holder may not audit what it owns, if nothing else is asked for: the
/// year before, as the standards of the Institute of Internal Auditors have it.
const COOLING_OFF_DAYS: u16 = 365;

/// Over which cycle, which audits count, and how to sample.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditCoverageParameters {
    /// The certificate whose cycle is looked at; the one decided last of those in force if absent.
    #[serde(default)]
    pub certificate: Option<Id<Certificate>>,
    /// First day, if other than that of the cycle.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day, if other than that of the cycle.
    #[serde(default)]
    pub to: Option<Date>,
    /// Kinds of audit that count; internal ones if absent.
    #[serde(default)]
    pub kinds: Option<Vec<AuditKind>>,
    /// Controls to propose for the next audit; 10 if absent.
    #[serde(default)]
    pub sample: Option<u16>,
    /// What counts how much when they are chosen; 4, 3, 2 and 1 if absent.
    #[serde(default)]
    pub weights: Option<SamplingWeights>,
    /// Days after leaving a role in which its holder may not audit what it owns; 365 if absent.
    #[serde(default)]
    pub cooling_off_days: Option<u16>,
}

/// What was audited in a cycle, by the date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AuditCoverage {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the cycle.
    pub from: Date,
    /// Last day of the cycle.
    pub to: Date,
    /// Where the cycle comes from.
    pub basis: CycleBasis,
    /// The certificate, if the cycle is that of one.
    pub certificate: Option<Id<Certificate>>,
    /// Where the controls come from.
    pub controls_from: ControlsFrom,
    /// Audits held in the cycle that count, oldest first.
    pub audits: Vec<Id<Audit>>,
    /// Requirements of the clauses.
    pub clauses: usize,
    /// Of those, how many were audited in the cycle.
    pub clauses_audited: usize,
    /// Controls that apply.
    pub controls: usize,
    /// Of those, how many were audited in the cycle.
    pub controls_audited: usize,
    /// Each requirement and control: what was not audited first.
    pub items: Vec<AuditCoverageItem>,
    /// Auditors of the cycle who own what they audit, or did not long before, by audit.
    pub conflicts: Vec<AuditorConflict>,
    /// Controls proposed for the next audit, the heaviest first.
    pub sample: Vec<SampledControl>,
}

/// Where a cycle comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CycleBasis {
    /// From the decision to the last day of a certificate.
    Certificate,
    /// First or last day was asked for.
    Parameters,
    /// No certificate is in force: the three years up to the date looked at.
    LastThreeYears,
}

/// Where the controls come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlsFrom {
    /// Those that apply by the Statement of Applicability.
    StatementOfApplicability,
    /// Nothing is decided on applicability: all that are in force.
    InForce,
}

/// A requirement or a control, and how it was audited.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AuditCoverageItem {
    /// Number of the clause, or id of the control.
    pub requirement: String,
    /// The control, if it is one.
    pub control: Option<Id<Control>>,
    /// How it stands.
    pub state: AuditCoverageState,
    /// Audits held in the cycle that cover it, oldest first.
    pub audits: Vec<Id<Audit>>,
    /// The last audit that covered it, in the cycle or before.
    pub last_audit: Option<Id<Audit>>,
    /// Its last day.
    pub last_audited_on: Option<Date>,
    /// Who held it.
    pub auditors: Vec<Id<Person>>,
    /// The next audit planned in the cycle that covers it.
    pub planned_audit: Option<Id<Audit>>,
    /// Its first day.
    pub planned_on: Option<Date>,
    /// The last day to audit it.
    pub due: Date,
    /// Days to that day; negative once it has passed.
    pub days_left: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The control and the audits.
    pub entities: Vec<Link>,
}

/// Whether something was audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditCoverageState {
    /// Not audited in the cycle, which is over.
    Missed,
    /// Not audited in the cycle yet, and no audit of it is planned.
    Open,
    /// Not audited in the cycle yet; an audit is planned.
    Planned,
    /// Audited in the cycle.
    Audited,
}

/// A cycle to look at.
struct Cycle {
    from: Date,
    to: Date,
    basis: CycleBasis,
    certificate: Option<Id<Certificate>>,
}

/// A control to be audited, the day from which it is, and the decision that says so.
type Applicable<'a> = (&'a Control, Date, Option<&'a ApplicabilityDecision>);

impl<'a> View<'a> {
    /// Whether each requirement of the clauses 4 to 10 and each control that applies was audited at least once in the
    /// certification cycle in force, when last and by whom; auditors who own what they audit; and the controls to look
    /// at in the next audit, chosen by the risk that leans on them.
    ///
    /// An audit counts from its last day on, for the cycle in which that lies. A clause in its scope covers its parts
    /// and the whole it is a part of. Without a certificate in force the cycle is the three years up to the date.
    ///
    /// Errors: a certificate that is not on record, or not decided by the date; a last day before the first; weights
    /// that are negative or all nothing.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::AuditCoverageParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "audits": [{"id": "A-1", "title": "Leadership", "kind": "internal",
    ///     "start": "2026-02-02", "end": "2026-02-03", "clauses": ["5"]}]}"#)?;
    /// let answer = isms.as_of("2026-06-01".parse()?).audit_coverage(&AuditCoverageParameters::default())?;
    /// assert_eq!((answer.clauses_audited, answer.clauses), (3, 25)); // 5.1, 5.2 and 5.3
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn audit_coverage(&self, parameters: &AuditCoverageParameters) -> Result<AuditCoverage> {
        let on = self.date();
        let cycle = self.audit_cycle(parameters)?;
        let weights = parameters.weights.unwrap_or_default().shares()?;
        let kinds = parameters.kinds.as_deref().unwrap_or(&[AuditKind::Internal]);
        let mut audits: Vec<&Audit> = self
            .isms()
            .audits()
            .values()
            .filter(|audit| on.is_within(None, audit.retired_on) && kinds.contains(&audit.kind))
            .collect();
        audits.sort_by_key(|audit| (audit.end, &audit.id));
        let mut by_control: HashMap<&Id<Control>, Vec<&Audit>> = HashMap::new();
        for audit in &audits {
            audit.controls.iter().for_each(|id| by_control.entry(id).or_default().push(audit));
        }
        let (controls_from, applicable) = self.controls_to_audit();
        let mut items: Vec<_> = CLAUSES
            .iter()
            .map(|clause| {
                let covers = |audit: &&&Audit| audit.clauses.iter().any(|scope| serves(scope, clause));
                let covering: Vec<_> = audits.iter().filter(covers).copied().collect();
                self.coverage_item(&cycle, (*clause).to_owned(), None, &covering)
            })
            .collect();
        items.extend(applicable.iter().map(|(control, since, _)| {
            let covering = by_control.get(&control.id).map(Vec::as_slice).unwrap_or_default();
            self.coverage_item(&cycle, control.id.to_string(), Some((control, *since)), covering)
        }));
        let count = |control: bool, audited: bool| {
            let wanted = |item: &&AuditCoverageItem| {
                item.control.is_some() == control && (!audited || item.state == AuditCoverageState::Audited)
            };
            items.iter().filter(wanted).count()
        };
        let (clauses, clauses_audited) = (count(false, false), count(false, true));
        let (controls, controls_audited) = (count(true, false), count(true, true));
        items.sort_by_key(|item| item.state); // else clauses in their order, then controls by id, as they come
        let held = |audit: &&&Audit| audit.is_held_on(on) && (cycle.from..=cycle.to).contains(&audit.end);
        let cooling_off = parameters.cooling_off_days.unwrap_or(COOLING_OFF_DAYS);
        let last_audited = |id: &Id<Control>| {
            by_control.get(id).and_then(|a| a.iter().rev().find(|a| a.is_held_on(on))).map(|a| a.end)
        };
        let most = usize::from(parameters.sample.unwrap_or(SAMPLE));
        let mut sample = match most {
            0 => Vec::new(),
            _ => {
                self.sampled_controls(&applicable, weights, cycle.to.days_since(cycle.from) + 1, last_audited)
            }
        };
        sample.truncate(most);
        Ok(AuditCoverage {
            as_of: on,
            conflicts: self.auditor_conflicts(&audits, (cycle.from, cycle.to), cooling_off),
            audits: audits.iter().filter(held).map(|audit| audit.id.clone()).collect(),
            from: cycle.from,
            to: cycle.to,
            basis: cycle.basis,
            certificate: cycle.certificate,
            controls_from,
            clauses,
            clauses_audited,
            controls,
            controls_audited,
            items,
            sample,
        })
    }

    fn audit_cycle(&self, parameters: &AuditCoverageParameters) -> Result<Cycle> {
        let on = self.date();
        let dates = |certificate: &Certificate| {
            let decided = certificate.decided_on.filter(|decided| *decided <= on);
            decided.zip(certificate.valid_until)
        };
        let certificates = self.isms().certificates();
        let of_certificate = match &parameters.certificate {
            Some(id) => {
                let certificate = certificates.get(id).ok_or_else(|| {
                    let problem = format!("there is no certificate {id}");
                    Error::new(
                        ErrorCode::UnknownReference,
                        "certificate",
                        problem,
                        "name one of certificates",
                    )
                })?;
                let dates = dates(certificate).ok_or_else(|| {
                    let problem = format!("{id} is not decided on {on}, so it has no cycle");
                    Error::new(ErrorCode::Rule, "certificate", problem, "give from and to instead")
                })?;
                Some((certificate, dates))
            }
            None => {
                let ended = |c: &Certificate| {
                    matches!(c.state_on(on), CertificateState::Withdrawn | CertificateState::Expired)
                };
                certificates
                    .values()
                    .filter(|c| on.is_within(None, c.retired_on) && !ended(c))
                    .filter_map(|c| Some((c, dates(c)?)))
                    .max_by(|(a, (from, _)), (b, (other, _))| from.cmp(other).then_with(|| b.id.cmp(&a.id)))
            }
        };
        let three_years = || {
            let first = on.checked_sub_months(chrono::Months::new(CYCLE_MONTHS.into()));
            (first.map_or(Date::MIN, |day| Date::from(day).plus_days(1)), on)
        };
        let (from, to) = of_certificate.map_or_else(three_years, |(_, dates)| dates);
        let basis = match (parameters.from.or(parameters.to), of_certificate) {
            (Some(_), _) => CycleBasis::Parameters,
            (None, Some(_)) => CycleBasis::Certificate,
            (None, None) => CycleBasis::LastThreeYears,
        };
        let (from, to) = (parameters.from.unwrap_or(from), parameters.to.unwrap_or(to));
        if to < from {
            let problem = format!("{to} lies before from {from}");
            let remedy = "end the cycle on or after its first day";
            return Err(Error::new(ErrorCode::DateOrder, "to", problem, remedy));
        }
        let certificate = of_certificate.filter(|_| basis == CycleBasis::Certificate);
        Ok(Cycle { from, to, basis, certificate: certificate.map(|(certificate, _)| certificate.id.clone()) })
    }

    /// The controls to audit, by id, with the day from which each is.
    fn controls_to_audit(&self) -> (ControlsFrom, Vec<Applicable<'a>>) {
        let (isms, on) = (self.isms(), self.date());
        let there = |control: &&Control| on.is_within(None, control.retired_on);
        let decisions = || {
            let entries = isms.statement_of_applicability().values();
            let entries = entries.filter(move |entry| on.is_within(None, entry.retired_on));
            entries.filter_map(move |entry| Some((entry, entry.decision_on(on)?)))
        };
        let (from, mut found): (_, Vec<Applicable<'a>>) = if decisions().next().is_some() {
            let applicable = decisions().filter(|(_, decision)| decision.applicable);
            let found = applicable.filter_map(|(entry, decision)| {
                let control = isms.controls().get(&entry.control).filter(there)?;
                let earlier = entry.decisions.iter().rev().skip_while(|d| d.decided_on > on);
                let since = earlier.take_while(|d| d.applicable).last()?.decided_on;
                Some((control, since, Some(decision)))
            });
            (ControlsFrom::StatementOfApplicability, found.collect())
        } else {
            let in_force = isms.controls().values().filter(there).filter_map(|control| {
                control.revision_on(on).filter(|revision| revision.status != ControlStatus::Planned)?;
                let planned = |r: &&crate::model::ControlRevision| r.status == ControlStatus::Planned;
                let since = control.revisions.iter().find(|revision| !planned(revision))?.on;
                Some((control, since, None))
            });
            (ControlsFrom::InForce, in_force.collect())
        };
        found.sort_by_key(|(control, ..)| &control.id);
        (from, found)
    }

    /// How something was audited; `covering` are all audits that cover it, by their last day.
    fn coverage_item(
        &self,
        cycle: &Cycle,
        requirement: String,
        control: Option<(&Control, Date)>,
        covering: &[&Audit],
    ) -> AuditCoverageItem {
        let on = self.date();
        let inside = |audit: &&&Audit| (cycle.from..=cycle.to).contains(&audit.end);
        let held: Vec<_> =
            covering.iter().filter(inside).filter(|audit| audit.is_held_on(on)).copied().collect();
        let last = covering.iter().rev().find(|audit| audit.is_held_on(on));
        let planned = covering.iter().filter(inside).find(|audit| on < audit.end);
        let owed_since = control.map_or(cycle.from, |(_, since)| since.max(cycle.from));
        let (state, effective_on) = match (held.first(), planned) {
            (Some(first), _) => (AuditCoverageState::Audited, first.end.max(owed_since)),
            (None, _) if cycle.to < on => (AuditCoverageState::Missed, cycle.to.plus_days(1)),
            (None, Some(_)) => (AuditCoverageState::Planned, owed_since),
            (None, None) => (AuditCoverageState::Open, owed_since),
        };
        let mut entities: Vec<_> = control.map(|(control, _)| Link::to(&control.id)).into_iter().collect();
        let before = last.filter(|last| held.iter().all(|audit| audit.id != last.id));
        entities.extend(before.into_iter().chain(&held).chain(planned).map(|audit| Link::to(&audit.id)));
        AuditCoverageItem {
            requirement,
            control: control.map(|(control, _)| control.id.clone()),
            state,
            audits: held.iter().map(|audit| audit.id.clone()).collect(),
            last_audit: last.map(|audit| audit.id.clone()),
            last_audited_on: last.map(|audit| audit.end),
            auditors: last.map(|audit| audit.auditors.clone()).unwrap_or_default(),
            planned_audit: planned.map(|audit| audit.id.clone()),
            planned_on: planned.map(|audit| audit.start),
            due: cycle.to,
            days_left: cycle.to.days_since(on),
            rule: Rule::AuditedOnceACycle,
            effective_on,
            entities,
        }
    }
}
