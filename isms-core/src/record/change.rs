//! What can be done to the record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::changes::{read_all, several};
use super::isms::RecordFile;
use super::limits::Limits;
use super::parse;
use crate::error::{ErrorCode, Result};
use crate::model::*;

/// A change to the record, as data.
///
/// The first few serve every kind of entity; the rest are the steps of the domain. A step adds to the history of an
/// entity and is held to the same rules as a whole record, so that nothing is skipped and nothing runs backwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Adds an entity.
    Create {
        /// Its kind.
        kind: Kind,
        /// The entity, as in the record file.
        entity: Value,
    },
    /// Changes fields of an entity by a merge patch (RFC 7396): `null` removes, lists are replaced whole.
    Amend {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
        /// The fields to change.
        patch: Value,
    },
    /// Lets an entity count no longer from a day on. Refused while others still lean on it.
    Retire {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
        /// The first day on which it no longer counts.
        on: Date,
    },
    /// Removes an entity that nothing refers to.
    Delete {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
    },
    /// Changes the organisation by a merge patch.
    AmendOrganisation {
        /// The fields to change.
        patch: Value,
    },
    /// Sets or changes the risk criteria by a merge patch.
    AmendRiskCriteria {
        /// The fields to change.
        patch: Value,
    },
    /// Adds an assessment to a risk.
    AssessRisk {
        /// The risk.
        risk: String,
        /// The assessment, as in the record file.
        #[schemars(with = "Assessment")]
        assessment: Value,
    },
    /// Adds figures to a risk.
    QuantifyRisk {
        /// The risk.
        risk: String,
        /// The figures, as in the record file.
        #[schemars(with = "Quantification")]
        quantification: Value,
    },
    /// The owner of a risk accepts it for a time.
    AcceptRisk {
        /// The risk.
        risk: String,
        /// The acceptance, as in the record file.
        #[schemars(with = "Acceptance")]
        acceptance: Value,
    },
    /// Gives a risk another owner. Earlier acceptances stay those of the owner before.
    TransferRisk {
        /// The risk.
        risk: String,
        /// The new owner.
        owner: Id<Role>,
        /// The first day of the new owner.
        on: Date,
    },
    /// Notes that an action of a treatment plan, finding, decision, lesson, exercise or answer is done.
    CompleteAction {
        /// Kind of the entity that has the action.
        kind: Kind,
        /// Its id.
        id: String,
        /// Which of its actions, the first being 0.
        action: usize,
        /// When it was done.
        done_on: Date,
    },
    /// Puts evidence on record.
    RecordEvidence {
        /// The evidence, as in the record file.
        #[schemars(with = "Evidence")]
        evidence: Value,
    },
    /// Appends measurements to a metric.
    RecordMeasurements {
        /// The metric.
        metric: String,
        /// The measurements, oldest first, as in the record file.
        #[schemars(with = "Vec<Measurement>")]
        measurements: Vec<Value>,
    },
    /// Adds a revision to a control.
    ReviseControl {
        /// The control.
        control: String,
        /// The revision, as in the record file.
        #[schemars(with = "ControlRevision")]
        revision: Value,
    },
    /// Adds a test to a control.
    TestControl {
        /// The control.
        control: String,
        /// The test, as in the record file.
        #[schemars(with = "ControlTest")]
        test: Value,
    },
    /// Adds a decision to an entry of the Statement of Applicability.
    DecideApplicability {
        /// The entry.
        entry: String,
        /// The decision, as in the record file.
        #[schemars(with = "ApplicabilityDecision")]
        decision: Value,
    },
    /// Sets an objective anew.
    ReviseObjective {
        /// The objective.
        objective: String,
        /// The revision, as in the record file.
        #[schemars(with = "ObjectiveRevision")]
        revision: Value,
    },
    /// Adds a version to an obligation.
    ReviseObligation {
        /// The obligation.
        obligation: String,
        /// The version, as in the record file.
        #[schemars(with = "ObligationVersion")]
        version: Value,
    },
    /// Notes what a version of an obligation means for the organisation.
    AssessImpact {
        /// The obligation.
        obligation: String,
        /// The number of the version.
        version: String,
        /// The assessment, as in the record file.
        #[schemars(with = "ImpactAssessment")]
        impact_assessment: Value,
    },
    /// Adds an assessment to a supplier.
    AssessSupplier {
        /// The supplier.
        supplier: String,
        /// The assessment, as in the record file.
        #[schemars(with = "SupplierAssessment")]
        assessment: Value,
    },
    /// Adds an approved version to a document; the version before it is archived that day.
    ApproveDocument {
        /// The document.
        document: String,
        /// The version, as in the record file.
        #[schemars(with = "DocumentVersion")]
        version: Value,
    },
    /// Adds a review to a document.
    ReviewDocument {
        /// The document.
        document: String,
        /// The review, as in the record file.
        #[schemars(with = "DocumentReview")]
        review: Value,
    },
    /// Takes an incident to its next stage.
    AdvanceIncident {
        /// The incident.
        incident: String,
        /// The stage and its time, as in the record file.
        #[schemars(with = "IncidentEvent")]
        event: Value,
    },
    /// Notes that somebody was told of an incident.
    NotifyIncident {
        /// The incident.
        incident: String,
        /// The notification, as in the record file.
        #[schemars(with = "Notification")]
        notification: Value,
    },
    /// Takes a finding to its next step; the last one closes it, and one more opens it again.
    AdvanceFinding {
        /// The finding.
        finding: String,
        /// The step and its day, as in the record file.
        #[schemars(with = "FindingEvent")]
        event: Value,
    },
    /// Adds the report of an audit.
    ReportAudit {
        /// The audit.
        audit: String,
        /// The report, as in the record file.
        #[schemars(with = "AuditReport")]
        report: Value,
    },
    /// Notes that somebody got the report of an audit.
    CommunicateReport {
        /// The audit.
        audit: String,
        /// Who and when, as in the record file.
        #[schemars(with = "Communication")]
        communication: Value,
    },
    /// Notes the decision of a certification body.
    DecideCertificate {
        /// The certificate.
        certificate: String,
        /// The day of the decision.
        decided_on: Date,
        /// The last day it is valid.
        valid_until: Date,
    },
    /// Suspends, withdraws or reinstates a certificate.
    ChangeCertificate {
        /// The certificate.
        certificate: String,
        /// The state and its first day, as in the record file.
        #[schemars(with = "CertificateStatus")]
        status: Value,
    },
    /// Notes that an exit criterion of the phase an improvement cycle is in holds.
    MeetExitCriterion {
        /// The cycle.
        improvement_cycle: String,
        /// Which of the criteria of the phase, the first being 0.
        criterion: usize,
        /// Since when it holds.
        met_on: Date,
    },
    /// Takes an improvement cycle to its next phase.
    EnterPhase {
        /// The cycle.
        improvement_cycle: String,
        /// The phase, as in the record file.
        #[schemars(with = "CyclePhase")]
        phase: Value,
    },
    /// Several changes as one: all of them, or none. A batch holds no batch.
    Batch {
        /// In the order in which they apply.
        changes: Vec<Change>,
    },
    /// The whole record, with which a journal begins. Nowhere else does it apply.
    Establish {
        /// The record, as in the record file.
        #[schemars(with = "RecordFile")]
        record: Value,
    },
}

impl Change {
    /// The entity it is about, if it is about one.
    pub(super) fn target(&self) -> Option<(Kind, &str)> {
        match self {
            Self::Create { kind, entity } => entity_id(entity).map(|id| (*kind, id)),
            Self::RecordEvidence { evidence } => entity_id(evidence).map(|id| (Kind::Evidence, id)),
            Self::Amend { kind, id, .. }
            | Self::Retire { kind, id, .. }
            | Self::Delete { kind, id }
            | Self::CompleteAction { kind, id, .. } => Some((*kind, id)),
            Self::AssessRisk { risk: id, .. }
            | Self::QuantifyRisk { risk: id, .. }
            | Self::AcceptRisk { risk: id, .. }
            | Self::TransferRisk { risk: id, .. } => Some((Kind::Risk, id)),
            Self::RecordMeasurements { metric, .. } => Some((Kind::Metric, metric)),
            Self::ReviseControl { control: id, .. } | Self::TestControl { control: id, .. } => {
                Some((Kind::Control, id))
            }
            Self::DecideApplicability { entry, .. } => Some((Kind::ApplicabilityEntry, entry)),
            Self::ReviseObjective { objective, .. } => Some((Kind::Objective, objective)),
            Self::ReviseObligation { obligation: id, .. } | Self::AssessImpact { obligation: id, .. } => {
                Some((Kind::Obligation, id))
            }
            Self::AssessSupplier { supplier, .. } => Some((Kind::Supplier, supplier)),
            Self::ApproveDocument { document: id, .. } | Self::ReviewDocument { document: id, .. } => {
                Some((Kind::Document, id))
            }
            Self::AdvanceIncident { incident: id, .. } | Self::NotifyIncident { incident: id, .. } => {
                Some((Kind::Incident, id))
            }
            Self::AdvanceFinding { finding, .. } => Some((Kind::Finding, finding)),
            Self::ReportAudit { audit: id, .. } | Self::CommunicateReport { audit: id, .. } => {
                Some((Kind::Audit, id))
            }
            Self::DecideCertificate { certificate: id, .. }
            | Self::ChangeCertificate { certificate: id, .. } => Some((Kind::Certificate, id)),
            Self::MeetExitCriterion { improvement_cycle: id, .. }
            | Self::EnterPhase { improvement_cycle: id, .. } => Some((Kind::ImprovementCycle, id)),
            Self::AmendOrganisation { .. }
            | Self::AmendRiskCriteria { .. }
            | Self::Batch { .. }
            | Self::Establish { .. } => None,
        }
    }

    /// Reads one change, a list of changes or a change set from JSON.
    pub fn list_from_json(text: &str) -> Result<Vec<Self>> {
        Self::list_from_slice(text.as_bytes())
    }

    /// As [`list_from_json`](Self::list_from_json), from bytes that should be UTF-8. Text beyond the default
    /// [`Limits`] is refused.
    pub fn list_from_slice(bytes: &[u8]) -> Result<Vec<Self>> {
        Limits::default().check_text(bytes)?;
        let value: Value = parse::from_bytes(bytes)?;
        match several(&value) {
            Some(items) => read_all(items),
            None => Ok(vec![read(&value)?]),
        }
    }
}

/// Reads a change. Serde tells no field of a tagged enum, so the field at fault is sought: it is the one without which
/// the change is whole, or lacks that field and nothing else.
pub(super) fn read(value: &Value) -> Result<Change> {
    let wrong = match parse::from_value(value) {
        Err(error) if error.path.is_empty() && error.code != ErrorCode::MissingField => error,
        outcome => return outcome,
    };
    let without = |name: &str| {
        let mut rest = value.as_object().cloned().unwrap_or_default();
        rest.remove(name);
        parse::from_value::<Change>(&Value::Object(rest)).map_err(|error| error.problem)
    };
    let mut names =
        value.as_object().into_iter().flat_map(|fields| fields.keys()).filter(|name| *name != "change");
    let fault =
        names.find(|name| without(name).map_or_else(|p| p == format!("missing field `{name}`"), |_| true));
    Err(fault.map_or(wrong.clone(), |name| wrong.within(name)))
}

/// The id that a document of an entity gives it.
pub(super) fn entity_id(entity: &Value) -> Option<&str> {
    entity.get("id").and_then(Value::as_str)
}
