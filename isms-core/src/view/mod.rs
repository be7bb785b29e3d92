//! The answers: pure functions of the record and a date, one file a question.

mod affected;
mod awareness;
mod continuity;
mod coverage;
mod document_history;
mod exercises;
mod exposure;
mod inherited_criticality;
mod linked_change;
mod obligations;
mod overdue;
mod period;
mod policy_reviews;
mod programme;
mod programme_gaps;
mod programme_proposal;
mod reach;
mod reevaluations;
mod registry;
mod residual;
mod risk_watch;
mod risks;
mod rule;
mod stale_documents;
mod status;
mod supplier_agreements;
mod supplier_audits;
mod supplier_tier;
mod technology_watch;
mod third_party_risk;

mod training;
mod workload;

pub use affected::{Affected, AffectedItem, AffectedParameters};
pub use awareness::{Awareness, AwarenessItem, AwarenessState};
pub use continuity::{
    ActivityContinuity, Continuity, ContinuityParameters, DueDate, Figures, Flag, Limits, Measure, RunUp,
};
pub use coverage::{Coverage, CoveragePair};
pub use document_history::{
    DocumentHistory, DocumentHistoryParameters, ReviewEntry, VersionEntry, VersionState,
};
pub use exercises::{
    ExerciseAction, ExerciseKindItem, ExerciseParameters, ExerciseResult, ExerciseState, Exercises, Rate,
    RateTrend, TrendDirection,
};
pub use exposure::{Exposure, ExposureItem};
pub use inherited_criticality::{
    InheritedCriticality, InheritedCriticalityItem, InheritedCriticalityParameters, Properties,
};
pub use linked_change::{LinkedCause, LinkedChange};
pub use obligations::{ImpactState, LimitSource, LimitTopic, ObligationItem, ObligationPhase, Obligations};
pub use overdue::{Duty, Overdue, OverdueItem};
pub use period::Period;
pub use policy_reviews::{PolicyReview, PolicyReviewParameters, PolicyReviewState, PolicyReviews};
pub use programme::{DEFAULT_DAYS_AHEAD, Programme, ProgrammeItem};
pub use programme_gaps::{GapKind, ProgrammeGap, ProgrammeGaps};
pub use programme_proposal::{
    NewActivity, NewActivityChange, OwnerLoad, OwnerPeak, ProgrammeProposal, ProposalParameters,
    ProposedActivity,
};
pub use reach::{
    BlastRadius, BlastRadiusParameters, DependencyCycle, DependencyCycles, Explanation,
    ExplanationParameters, NamedReached, ProtectingControl, Protection, ProtectionParameters,
};
pub use reevaluations::{
    DEFAULT_REASSESS_DAYS, Reevaluation, ReevaluationParameters, ReevaluationState, Reevaluations,
};
pub use registry::{ViewDefinition, definition, definitions, describe};
pub use residual::{ControlChange, ControlChanges, ResidualRisk, ResidualRisks, RiskChange};
pub use risk_watch::{RiskWatch, RiskWatchItem, RiskWatchParameters};
pub use risks::{Heatmap, HeatmapCell, HeatmapParameters, RiskEntry, RiskRegister};
pub use rule::{Rule, RuleText, Rules};
pub use stale_documents::{StaleDocument, StaleDocuments};
pub use status::{CertificateOnDate, LevelCount, Status};
pub use supplier_agreements::{
    AgreementFinding, AgreementItem, SupplierAgreementParameters, SupplierAgreements,
};
pub use supplier_audits::{
    AttestationItem, SupplierAuditItem, SupplierAuditParameters, SupplierAuditState, SupplierAudits,
};
pub use supplier_tier::DerivedTier;
pub use technology_watch::{
    RaisedChange, TechnologyItem, TechnologyState, TechnologyWatch, TechnologyWatchParameters,
};
pub use third_party_risk::{
    SupplierAssessmentState, ThirdParty, ThirdPartyRisk, ThirdPartyRiskParameters, TierGap, TierGapKind,
};

pub use training::{Training, TrainingItem, TrainingParameters, TrainingState};
pub use workload::{ChargedTo, RoleOutlook, Workload, WorkloadMonth, WorkloadParameters, WorkloadState};

use crate::model::Date;
use crate::record::Isms;

/// The record as it stands on a date: facts dated later are not seen, though plans may lie ahead.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    isms: &'a Isms,
    on: Date,
}

impl Isms {
    /// The record on a date.
    pub fn as_of(&self, on: Date) -> View<'_> {
        View { isms: self, on }
    }
}

impl<'a> View<'a> {
    /// The date looked at.
    pub fn date(&self) -> Date {
        self.on
    }
    /// The record looked at, facts of all dates included.
    pub fn isms(&self) -> &'a Isms {
        self.isms
    }
}
