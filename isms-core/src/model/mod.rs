//! The nouns: one file an entity or a family of them, plain data with its own invariants.

mod action;
mod activity;
mod anomaly;
mod applicability;
mod asset;
mod audit;
mod builtin_metric;
mod cadence;
mod campaign;
mod certificate;
mod change;
mod common_cause;
mod context;
mod control;
mod criteria;
mod cycle;
mod date;
mod deadline;
mod distribution;
mod document;
mod entity;
mod evidence;
mod exercise;
mod expression;
mod extensions;
mod finding;
mod framework;
mod frequency;
mod from_text;
mod id;
mod incident;
mod insurance;
mod learning;
mod link;
mod metric;
mod objective;
mod obligation;
mod organisation;
mod people;
mod performance;
mod profile;
mod quantification;
mod review;
mod risk;
mod score;
mod scoring;
mod supplier;
mod task;
mod technology;
mod threat;
mod time_zone;
mod training;
mod treatment_group;
mod treatment_option;
mod vulnerability;

pub use action::Action;
pub use activity::{Activity, CountedFrom};
pub use anomaly::AnomalyResponse;
pub use applicability::{ApplicabilityDecision, ApplicabilityEntry};
pub use asset::{Asset, Criticality, Dependency};
pub use audit::{Audit, AuditKind, AuditProgramme, AuditReport, Communication};
pub use builtin_metric::BuiltinMetric;
pub use cadence::{Cadence, Interval};
pub use campaign::{Campaign, Reached};
pub use certificate::{Certificate, CertificateCondition, CertificateState, CertificateStatus};
pub use change::{ChangeKind, SignificantChange};
pub use common_cause::CommonCause;
pub use context::{FeedbackTone, InterestedParty, Issue, IssueOrigin, PartyFeedback, PartyRequirement};
pub use control::{
    Control, ControlFunction, ControlRevision, ControlStatus, ControlTest, ControlTestResult, Parameter,
};
pub use criteria::{
    CategoryAppetite, RiskAppetite, RiskCategory, RiskCriteria, RiskLevel, Scale, ScaleLevel, TolerancePoint,
};
pub use cycle::{CyclePhase, ExitCriterion, ImprovementCycle, Phase};
pub use date::Date;
pub use deadline::Deadline;
pub use distribution::{Distribution, MixturePart};
pub use document::{Commitment, Document, DocumentKind, DocumentReview, DocumentVersion, ReviewOutcome};
pub use entity::{Amounts, Entity, Kind, Reference, References};
pub use evidence::Evidence;
pub use exercise::{Exercise, ExerciseKind, ExerciseOutcome};
pub use expression::{Expression, Operand};
pub use extensions::Extensions;
pub use finding::{Finding, FindingEvent, FindingGrade, FindingStep};
pub use framework::{
    ControlAttributes, ControlTheme, CybersecurityConcept, Framework, Requirement, RequirementAnswer,
    RequirementAssessment, SecurityProperty,
};
pub use frequency::Frequency;
pub use id::{Id, MAX_ID_BYTES};
pub use incident::{Incident, IncidentEvent, IncidentSeverity, IncidentStage, Notification, ResponseLimit};
pub use insurance::InsurancePolicy;
pub use learning::{AnalysisMethod, Cause, Lesson, RootCauseAnalysis};
pub use link::Link;
pub use metric::{Comparison, Measurement, Metric, Target};
pub use objective::{BusinessGoal, Objective, ObjectiveRevision};
pub use obligation::{
    ImpactAssessment, NotificationClock, NotificationDuty, Obligation, ObligationKind, ObligationLimit,
    ObligationVersion, Strictest,
};
pub use organisation::{Money, Organisation};
pub use people::{Capacity, Person, Role, Tenure};
pub use performance::Performance;
pub use profile::{Blackout, Profile, Site};
pub use quantification::{LossForm, LossMagnitudes, Quantification, SecondaryLoss};
pub use review::{Decision, ManagementReview, ReviewInput, ReviewInputKind};
pub use risk::{Acceptance, Assessment, FormerOwner, Risk, Stage, Treatment, TreatmentStrategy};
pub use score::Scored;
pub use scoring::{
    ASSET_THREAT_VULNERABILITY, OWASP_BUSINESS, OWASP_LIKELIHOOD, OWASP_TECHNICAL, Scoring, ScoringMethod,
};
pub use supplier::{
    AccessPrivilege, Agreement, Attestation, Supplier, SupplierAccess, SupplierAssessment, SupplierOutcome,
};
pub use task::Task;
pub use technology::Technology;
pub use threat::{EventRatePrior, ExternalReference, Threat};
pub use time_zone::TimeZone;
pub use training::{Assignment, Completion, Course};
pub use treatment_group::TreatmentGroup;
pub use treatment_option::{
    DependencyReduction, OptionWork, RiskReduction, TreatmentEffects, TreatmentOption,
};
pub use vulnerability::Vulnerability;

pub(crate) use entity::{in_order, positive, probability};
