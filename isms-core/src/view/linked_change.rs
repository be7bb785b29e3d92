//! What changed in an entity that something else is about: dated facts, never guesses.
//!
//! | kind | changes on the day |
//! |---|---|
//! | control | of a revision |
//! | risk | of an assessment that rates it other than the one before of the same stage |
//! | obligation | a version takes effect |
//! | document | a version is approved |
//! | supplier | of an agreement, of an assessment with another outcome, an access begins or has ended |
//! | technology | its maker advises against it, its support has ended |
//! | threat, vulnerability | it is identified; of a vulnerability also, it is resolved |
//! | objective | of a revision |
//! | applicability entry | of a decision |
//! | certificate | a decision or a change of state |
//! | any | it is retired; a significant change that touches it takes effect |

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::model::{Date, Id, Kind, Link, Risk, SignificantChange, Supplier};
use crate::record::Isms;

/// A dated change of an entity that something else is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LinkedChange {
    /// The entity that changed.
    pub entity: Link,
    /// What kind of change.
    pub cause: LinkedCause,
    /// The first day it holds.
    pub on: Date,
    /// The significant change that says so, if it is one.
    pub change: Option<Id<SignificantChange>>,
    /// What changed, in words.
    pub what: String,
}

/// Kinds of change of a linked entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkedCause {
    /// It came to be known.
    Identified,
    /// A control, an objective or a decision on applicability was set anew.
    Revised,
    /// A risk was rated, or a supplier judged, other than before.
    AssessedOtherwise,
    /// A version of an obligation took effect.
    VersionEffective,
    /// A version of a document was approved.
    VersionApproved,
    /// Something was agreed with a supplier.
    AgreementSigned,
    /// A supplier got access.
    AccessBegun,
    /// A supplier has no access any more.
    AccessEnded,
    /// The maker of a technology advises against it.
    Deprecated,
    /// A technology is not supported any more.
    SupportEnded,
    /// A vulnerability was removed.
    Resolved,
    /// A certificate was decided, suspended, withdrawn or reinstated.
    CertificateChanged,
    /// A significant change touches it.
    SignificantChange,
    /// It no longer counts.
    Retired,
}

/// The changes of every entity, ready to be asked for.
pub(super) struct LinkedChanges<'a> {
    isms: &'a Isms,
    on: Date,
    touching: HashMap<(Kind, &'a str), Vec<&'a SignificantChange>>,
}

impl<'a> View<'a> {
    /// Changes that have taken effect by the date of the view.
    pub(super) fn linked_changes(&self) -> LinkedChanges<'a> {
        let mut touching: HashMap<_, Vec<_>> = HashMap::new();
        let there = |change: &&SignificantChange| self.date().is_within(Some(change.on), change.retired_on);
        for change in self.isms().significant_changes().values().filter(there) {
            for touched in &change.touches {
                touching.entry((touched.kind, touched.id.as_str())).or_default().push(change);
            }
        }
        LinkedChanges { isms: self.isms(), on: self.date(), touching }
    }
}

/// Gathers the changes of one entity that lie between two days.
struct Gathered<'l> {
    entity: &'l Link,
    after: Date,
    until: Date,
    found: Vec<LinkedChange>,
}

impl Gathered<'_> {
    fn note(&mut self, on: Date, cause: LinkedCause, what: impl FnOnce() -> String) {
        if self.after < on && on <= self.until {
            let entity = self.entity.clone();
            self.found.push(LinkedChange { entity, cause, on, change: None, what: what() });
        }
    }
}

impl LinkedChanges<'_> {
    /// The changes of linked entities after a day, and by the day of the view, oldest first.
    pub(super) fn after(&self, links: &[Link], after: Date) -> Vec<LinkedChange> {
        let mut found: Vec<_> = links.iter().flat_map(|link| self.of(link, after)).collect();
        found.sort_by(|a, b| {
            (a.on, &a.entity, a.cause, &a.change, &a.what)
                .cmp(&(b.on, &b.entity, b.cause, &b.change, &b.what))
        });
        found.dedup();
        found
    }

    fn of(&self, entity: &Link, after: Date) -> Vec<LinkedChange> {
        let mut gathered = Gathered { entity, after, until: self.on, found: Vec::new() };
        self.own_changes(entity, &mut gathered);
        if let Some(on) = self.isms.retired_on(entity.kind, &entity.id) {
            gathered.note(on, LinkedCause::Retired, || "no longer counts".to_owned());
        }
        for change in self.touching.get(&(entity.kind, entity.id.as_str())).into_iter().flatten() {
            gathered.note(change.on, LinkedCause::SignificantChange, || change.title.clone());
            if let Some(last) = gathered.found.last_mut().filter(|_| after < change.on) {
                last.change = Some(change.id.clone());
            }
        }
        gathered.found
    }

    fn own_changes(&self, entity: &Link, gathered: &mut Gathered<'_>) {
        let (isms, id) = (self.isms, entity.id.as_str());
        match entity.kind {
            Kind::Control => {
                for revision in isms.controls().get(id).into_iter().flat_map(|control| &control.revisions) {
                    gathered.note(revision.on, LinkedCause::Revised, || {
                        let state = spelled(&revision.status);
                        if revision.note.is_empty() { state } else { format!("{state}: {}", revision.note) }
                    });
                }
            }
            Kind::Risk => isms.risks().get(id).into_iter().for_each(|risk| of_risk(risk, gathered)),
            Kind::Obligation => {
                for version in isms.obligations().get(id).into_iter().flat_map(|duty| &duty.versions) {
                    gathered.note(version.effective_on, LinkedCause::VersionEffective, || {
                        format!("version {}", version.number)
                    });
                }
            }
            Kind::Document => {
                for version in isms.documents().get(id).into_iter().flat_map(|document| &document.versions) {
                    gathered.note(version.approved_on, LinkedCause::VersionApproved, || {
                        format!("version {}", version.number)
                    });
                }
            }
            Kind::Supplier => {
                isms.suppliers().get(id).into_iter().for_each(|supplier| of_supplier(supplier, gathered));
            }
            Kind::Technology => {
                let Some(technology) = isms.technologies().get(id) else { return };
                if let Some(on) = technology.deprecated_on {
                    gathered.note(on, LinkedCause::Deprecated, || "its maker advises against it".to_owned());
                }
                if let Some(last) = technology.support_ends_on {
                    gathered.note(last.plus_days(1), LinkedCause::SupportEnded, || {
                        format!("supported until {last}")
                    });
                }
            }
            Kind::Threat => {
                if let Some(on) = isms.threats().get(id).and_then(|threat| threat.identified_on) {
                    gathered.note(on, LinkedCause::Identified, || "identified".to_owned());
                }
            }
            Kind::Vulnerability => {
                let Some(weakness) = isms.vulnerabilities().get(id) else { return };
                gathered.note(weakness.identified_on, LinkedCause::Identified, || "identified".to_owned());
                if let Some(on) = weakness.resolved_on {
                    gathered.note(on, LinkedCause::Resolved, || "resolved".to_owned());
                }
            }
            Kind::Objective => {
                for revision in isms.objectives().get(id).into_iter().flat_map(|aim| &aim.revisions) {
                    gathered.note(revision.revised_on, LinkedCause::Revised, || "set anew".to_owned());
                }
            }
            Kind::ApplicabilityEntry => {
                let entry = isms.statement_of_applicability().get(id);
                for decision in entry.into_iter().flat_map(|entry| &entry.decisions) {
                    gathered.note(decision.decided_on, LinkedCause::Revised, || {
                        (if decision.applicable { "applicable" } else { "not applicable" }).to_owned()
                    });
                }
            }
            Kind::Certificate => {
                let Some(certificate) = isms.certificates().get(id) else { return };
                if let Some(on) = certificate.decided_on {
                    gathered.note(on, LinkedCause::CertificateChanged, || "decided".to_owned());
                }
                for status in &certificate.statuses {
                    gathered.note(status.on, LinkedCause::CertificateChanged, || spelled(&status.state));
                }
            }
            _ => {}
        }
    }
}

/// An assessment that repeats the rating of its stage changes nothing.
fn of_risk(risk: &Risk, gathered: &mut Gathered<'_>) {
    for (i, assessment) in risk.assessments.iter().enumerate() {
        let earlier = risk.assessments.iter().take(i).rev().find(|a| a.stage == assessment.stage);
        let same = |earlier: &crate::model::Assessment| {
            (&earlier.likelihood, &earlier.consequence) == (&assessment.likelihood, &assessment.consequence)
        };
        if !earlier.is_some_and(same) {
            gathered.note(assessment.assessed_on, LinkedCause::AssessedOtherwise, || {
                let (stage, likelihood) = (spelled(&assessment.stage), &assessment.likelihood);
                format!("{stage}: likelihood {likelihood}, consequence {}", assessment.consequence)
            });
        }
    }
}

/// An assessment with the outcome of the one before changes nothing.
fn of_supplier(supplier: &Supplier, gathered: &mut Gathered<'_>) {
    for agreement in &supplier.agreements {
        gathered.note(agreement.signed_on, LinkedCause::AgreementSigned, || agreement.title.clone());
    }
    let mut before = None;
    for assessment in &supplier.assessments {
        if before != Some(assessment.outcome) {
            gathered.note(assessment.assessed_on, LinkedCause::AssessedOtherwise, || {
                spelled(&assessment.outcome)
            });
        }
        before = Some(assessment.outcome);
    }
    for access in &supplier.access {
        let what = || format!("access to {}", access.asset);
        gathered.note(access.from, LinkedCause::AccessBegun, what);
        if let Some(last) = access.until {
            gathered.note(last.plus_days(1), LinkedCause::AccessEnded, what);
        }
    }
}

/// A word of the record as it is written there.
fn spelled(word: &impl Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(text)) => text.replace('_', " "),
        _ => String::new(),
    }
}
