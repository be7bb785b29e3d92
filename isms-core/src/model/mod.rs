//! The nouns: one file an entity, plain data with its own invariants.

mod activity;
mod asset;
mod audit;
mod cadence;
mod certificate;
mod control;
mod criteria;
mod date;
mod document;
mod entity;
mod extensions;
mod id;
mod incident;
mod organisation;
mod people;
mod risk;
mod threat;

pub use activity::{Activity, Evidence};
pub use asset::{Asset, Dependency};
pub use audit::{Audit, AuditKind, Finding, FindingGrade};
pub use cadence::Cadence;
pub use certificate::{Certificate, CertificateState, CertificateStatus};
pub use control::{Control, ControlRevision, ControlStatus, Parameter};
pub use criteria::{RiskCriteria, RiskLevel, Scale, ScaleLevel};
pub use date::Date;
pub use document::{Document, DocumentVersion};
pub use entity::{Entity, Kind, Reference, References};
pub use extensions::Extensions;
pub use id::{Id, MAX_ID_BYTES};
pub use incident::{Incident, IncidentEvent, IncidentStage};
pub use organisation::{Money, Organisation};
pub use people::{Person, Role, Tenure};
pub use risk::{Acceptance, Assessment, Risk, Stage, Treatment, TreatmentAction, TreatmentOption};
pub use threat::{ExternalReference, Threat};

pub(crate) use entity::probability;
