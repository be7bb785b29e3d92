//! What each change does.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Change;
use super::apply::Before;
use super::isms::{Isms, Stored};
use super::parse;
use crate::error::{Error, ErrorCode, Result};
use crate::model::*;

impl Isms {
    pub(super) fn step(&mut self, change: &Change, before: &mut Before) -> Result<()> {
        use Change::*;
        match change {
            Create { kind, entity } => self.create(*kind, entity, before),
            Amend { kind, id, patch } => self.amend(*kind, id, patch, before),
            Retire { kind, id, on } => self.retire(*kind, id, *on, before),
            Delete { kind, id } => self.delete(*kind, id, before),
            AmendOrganisation { patch } => self.amend_organisation(patch, before),
            AmendRiskCriteria { patch } => self.amend_risk_criteria(patch, before),
            AssessRisk { risk, assessment } => {
                self.append(risk, "assessments", assessment, before, |risk: &mut Risk| &mut risk.assessments)
            }
            QuantifyRisk { risk, quantification } => {
                self.append(risk, "quantifications", quantification, before, |risk: &mut Risk| {
                    &mut risk.quantifications
                })
            }
            AcceptRisk { risk, acceptance } => {
                self.append(risk, "acceptances", acceptance, before, |risk: &mut Risk| &mut risk.acceptances)
            }
            TransferRisk { risk, owner, on } => self.edit(risk, before, |risk| transfer(risk, owner, *on)),
            CompleteAction { kind, id, action, done_on } => {
                self.edit_any(*kind, id, before, |entity| complete(entity.actions_mut(), *action, *done_on))
            }
            RecordEvidence { evidence } => self.create(Kind::Evidence, evidence, before),
            RecordMeasurements { metric, measurements } => {
                self.edit(metric, before, |metric: &mut Metric| {
                    let list = &mut metric.measurements;
                    measurements.iter().try_for_each(|measurement| push(list, "measurements", measurement))
                })
            }
            ReviseControl { control, revision } => {
                self.append(control, "revisions", revision, before, |c: &mut Control| &mut c.revisions)
            }
            TestControl { control, test } => {
                self.append(control, "tests", test, before, |c: &mut Control| &mut c.tests)
            }
            DecideApplicability { entry, decision } => {
                self.append(entry, "decisions", decision, before, |e: &mut ApplicabilityEntry| {
                    &mut e.decisions
                })
            }
            ReviseObjective { objective, revision } => {
                self.append(objective, "revisions", revision, before, |o: &mut Objective| &mut o.revisions)
            }
            ReviseObligation { obligation, version } => {
                self.append(obligation, "versions", version, before, |o: &mut Obligation| &mut o.versions)
            }
            AssessImpact { obligation, version, impact_assessment } => {
                self.edit(obligation, before, |obligation| assess(obligation, version, impact_assessment))
            }
            AssessSupplier { supplier, assessment } => {
                self.append(supplier, "assessments", assessment, before, |s: &mut Supplier| {
                    &mut s.assessments
                })
            }
            ApproveDocument { document, version } => {
                self.edit(document, before, |document| approve(document, version))
            }
            ReviewDocument { document, review } => {
                self.append(document, "reviews", review, before, |d: &mut Document| &mut d.reviews)
            }
            AdvanceIncident { incident, event } => {
                self.append(incident, "timeline", event, before, |i: &mut Incident| &mut i.timeline)
            }
            NotifyIncident { incident, notification } => {
                self.append(incident, "notifications", notification, before, |i: &mut Incident| {
                    &mut i.notifications
                })
            }
            AdvanceFinding { finding, event } => {
                self.append(finding, "timeline", event, before, |f: &mut Finding| &mut f.timeline)
            }
            ReportAudit { audit, report } => self.edit(audit, before, |audit: &mut Audit| {
                if audit.report.is_some() {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        "report",
                        "there is a report already",
                        "amend it",
                    ));
                }
                audit.report = Some(parse::from_value(report).map_err(|e| e.within("report"))?);
                Ok(())
            }),
            CommunicateReport { audit, communication } => self.edit(audit, before, |audit: &mut Audit| {
                let report = audit.report.as_mut().ok_or_else(|| {
                    Error::new(
                        ErrorCode::Rule,
                        "report",
                        "there is no report to communicate",
                        "report the audit first",
                    )
                })?;
                push(&mut report.communications, "report.communications", communication)
            }),
            DecideCertificate { certificate, decided_on, valid_until } => {
                self.edit(certificate, before, |certificate| decide(certificate, *decided_on, *valid_until))
            }
            ChangeCertificate { certificate, status } => {
                self.append(certificate, "statuses", status, before, |c: &mut Certificate| &mut c.statuses)
            }
            MeetExitCriterion { improvement_cycle, criterion, met_on } => {
                self.edit(improvement_cycle, before, |cycle| meet(cycle, *criterion, *met_on))
            }
            EnterPhase { improvement_cycle, phase } => {
                self.append(improvement_cycle, "phases", phase, before, |c: &mut ImprovementCycle| {
                    &mut c.phases
                })
            }
            Batch { changes } => changes.iter().enumerate().try_for_each(|(i, change)| {
                if matches!(change, Batch { .. }) {
                    return Err(Error::new(
                        ErrorCode::Rule,
                        format!("changes[{i}]"),
                        "a batch stands inside a batch",
                        "put its changes into the outer one",
                    ));
                }
                self.step(change, before)
            }),
            Establish { .. } => Err(Error::new(
                ErrorCode::Rule,
                "",
                "a record is established only by the first entry of a journal",
                "begin a journal with it, or create and amend what it holds",
            )),
        }
    }

    /// Adds an item to a list of an entity.
    fn append<T: Stored, I: DeserializeOwned>(
        &mut self,
        id: &str,
        field: &str,
        item: &Value,
        before: &mut Before,
        list: impl FnOnce(&mut T) -> &mut Vec<I>,
    ) -> Result<()> {
        self.edit(id, before, |entity| push(list(entity), field, item))
    }
}

fn push<I: DeserializeOwned>(list: &mut Vec<I>, field: &str, item: &Value) -> Result<()> {
    let at = format!("{field}[{}]", list.len());
    list.push(parse::from_value(item).map_err(|error| error.within(&at))?);
    Ok(())
}

fn transfer(risk: &mut Risk, owner: &Id<Role>, on: Date) -> Result<()> {
    if &risk.owner == owner {
        return Err(Error::new(
            ErrorCode::Rule,
            "owner",
            format!("{owner} owns the risk already"),
            "name another role",
        ));
    }
    let role = std::mem::replace(&mut risk.owner, owner.clone());
    risk.former_owners.push(FormerOwner { role, until: on.plus_days(-1), extensions: Extensions::default() });
    Ok(())
}

fn complete(actions: Option<(&'static str, &mut Vec<Action>)>, index: usize, done_on: Date) -> Result<()> {
    let (path, actions) = actions.ok_or_else(|| {
        Error::new(ErrorCode::Rule, "", "it has no actions", "name an entity that has a list of actions")
    })?;
    let (at, count) = (format!("{path}[{index}]"), actions.len());
    let action = actions.get_mut(index).ok_or_else(|| {
        let problem = format!("there are {count} actions");
        Error::new(ErrorCode::UnknownReference, at.clone(), problem, "count from 0")
    })?;
    if let Some(day) = action.done_on {
        let problem = format!("it is done already, on {day}");
        return Err(Error::new(ErrorCode::Rule, at, problem, "amend the entity to correct the day"));
    }
    action.done_on = Some(done_on);
    Ok(())
}

fn assess(obligation: &mut Obligation, number: &str, impact: &Value) -> Result<()> {
    let index = obligation.versions.iter().position(|version| version.number == number);
    let found = index.and_then(|i| Some((i, obligation.versions.get_mut(i)?)));
    let Some((i, version)) = found else {
        let problem = format!("there is no version {number}");
        return Err(Error::new(ErrorCode::UnknownReference, "versions", problem, "name one of its versions"));
    };
    let at = format!("versions[{i}].impact_assessment");
    version.impact_assessment = Some(parse::from_value(impact).map_err(|error| error.within(&at))?);
    Ok(())
}

fn approve(document: &mut Document, version: &Value) -> Result<()> {
    push(&mut document.versions, "versions", version)?;
    if let [.., earlier, latest] = document.versions.as_mut_slice() {
        earlier.archived_on.get_or_insert(latest.approved_on);
    }
    Ok(())
}

fn decide(certificate: &mut Certificate, decided_on: Date, valid_until: Date) -> Result<()> {
    if let Some(day) = certificate.decided_on {
        let problem = format!("it was decided on {day}");
        return Err(Error::new(
            ErrorCode::Rule,
            "decided_on",
            problem,
            "create the certificate that follows it",
        ));
    }
    (certificate.decided_on, certificate.valid_until) = (Some(decided_on), Some(valid_until));
    Ok(())
}

fn meet(cycle: &mut ImprovementCycle, index: usize, met_on: Date) -> Result<()> {
    let last = cycle.phases.len().saturating_sub(1);
    let at = format!("phases[{last}].exit_criteria[{index}]");
    let criterion = cycle.phases.last_mut().and_then(|phase| phase.exit_criteria.get_mut(index));
    let criterion = criterion.ok_or_else(|| {
        Error::new(ErrorCode::UnknownReference, at.clone(), "there is no such criterion", "count from 0")
    })?;
    if let Some(day) = criterion.met_on {
        let problem = format!("it holds already, since {day}");
        return Err(Error::new(ErrorCode::Rule, at, problem, "amend the cycle to correct the day"));
    }
    criterion.met_on = Some(met_on);
    Ok(())
}
