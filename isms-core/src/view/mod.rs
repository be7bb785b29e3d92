//! The answers: pure functions of the record and a date, one file a question.

mod affected;
mod anomalies;
mod appetite;
mod audit_coverage;
mod audit_report;
mod awareness;
mod certification;
mod cheapest_controls;
mod concern;
mod continuity;
mod control_effectiveness;
mod coverage;
mod decisions;
mod document_history;
mod event_rates;
mod exercises;
mod exposure;
mod findings;
mod gap_evidence;
mod gap_ranking;
mod gaps;
mod incident_reviews;
mod incidents;
mod inherited_criticality;
mod lessons;
mod linked_change;
mod loss;
mod loss_model;
mod management_review;
mod metrics;
mod notifications_due;
mod objectives;
mod obligations;
mod optimise;
mod overdue;
mod pdca;
mod period;
mod policy_reviews;
mod programme;
mod programme_gaps;
mod programme_proposal;
mod promises;
mod reach;
mod readiness;
mod recurrence;
mod reevaluations;
mod registry;
mod residual;
mod risk_treatment_plan;
mod risk_watch;
mod risks;
mod rule;
mod shared;
mod stale_documents;
mod statement_of_applicability;
mod status;
mod supplier_agreements;
mod supplier_audits;
mod supplier_tier;
mod technology_watch;
mod third_party_risk;
mod training;
mod treatment_frontier;
mod treatment_problem;
mod unanswered;
mod what_if;
mod workload;

pub use crate::quant::{AppetiteBreach, BreachState, ConvergencePoint, CurvePoint, LossAtLevel};
pub use affected::{Affected, AffectedItem, AffectedParameters};
pub use anomalies::{
    Anomalies, Anomaly, AnomalyParameters, Chart, ChartSettings, MeasurementGap, MetricChart, RunPoint, Sides,
};
pub use appetite::{
    Appetite, AppetiteState, CategoryItem, LossState, ObjectiveWithoutGoal, Portfolio, RiskAppetiteItem,
    TolerancePointItem,
};
pub use audit_coverage::{
    AuditCoverage, AuditCoverageItem, AuditCoverageParameters, AuditCoverageState, AuditorConflict,
    ControlsFrom, CycleBasis, SampledControl, SamplingWeights,
};
pub use audit_report::{
    AuditReportData, AuditReportParameters, AuditState, AuditorName, ControlName, ReportCommunication,
};
pub use awareness::{Awareness, AwarenessItem, AwarenessState};
pub use certification::{
    CalendarEntry, CertificateItem, Certification, CertificationParameters, CycleEvent, CycleEventKind,
    CycleEventState, OpenCondition, SiteItem,
};
pub use cheapest_controls::{
    CheapestControls, CheapestControlsParameters, ChosenControl, ControlSet, OpenPair,
};
pub use concern::Concern;
pub use continuity::{
    ActivityContinuity, Continuity, ContinuityParameters, DueDate, Figures, Flag, Limits, Measure, RunUp,
};
pub use control_effectiveness::{
    ControlEffectiveness, ControlEffectivenessItem, ControlEffectivenessParameters, EvidenceFlag,
    EvidenceItem,
};
pub use coverage::{Coverage, CoveragePair};
pub use decisions::{DecisionAction, DecisionItem, DecisionState, Decisions};
pub use document_history::{
    DocumentHistory, DocumentHistoryParameters, ReviewEntry, VersionEntry, VersionState,
};
pub use event_rates::{EventRate, EventRates, EventRatesParameters};
pub use exercises::{
    ExerciseAction, ExerciseKindItem, ExerciseParameters, ExerciseResult, ExerciseState, Exercises, Rate,
    RateTrend, TrendDirection,
};
pub use exposure::{Exposure, ExposureItem};
pub use findings::{FindingAges, FindingItem, FindingParameters, Findings};
pub use gap_ranking::{GapRecommendation, GapStep};
pub use gaps::{Gap, GapCounts, GapParameters, Gaps, RequirementState};
pub use incident_reviews::{IncidentReview, IncidentReviewParameters, IncidentReviewState, IncidentReviews};
pub use incidents::{
    IncidentItem, Incidents, IncidentsParameters, ResponsePart, ResponseTime, StageLimit, StageState,
};
pub use inherited_criticality::{
    InheritedCriticality, InheritedCriticalityItem, InheritedCriticalityParameters, Properties,
};
pub use lessons::{LessonAction, LessonItem, LessonState, Lessons, UnlearnedIncident};
pub use linked_change::{LinkedCause, LinkedChange};
pub use loss::{DEFAULT_TRIALS, Loss, LossContribution, LossParameters, LossPart, StageLoss};
pub use loss_model::{FrequencySource, LeftOut, LeftOutReason, QuantifiedFrom, RecordedLossModel};
pub use management_review::{
    HeldReview, ManagementReviewPack, ManagementReviewParameters, PackEntry, PackFigure, PackInput,
    PackTrend, ReviewInterval, ReviewIntervalState,
};
pub use metrics::{MetricParameters, MetricPoint, MetricSeries, MetricSource, MetricStep, Metrics};
pub use notifications_due::{
    NotificationItem, NotificationState, NotificationsDue, NotificationsDueParameters,
};
pub use objectives::{CauseChange, ObjectiveItem, ObjectiveParameters, ObjectiveState, Objectives};
pub use obligations::{ImpactState, LimitSource, LimitTopic, ObligationItem, ObligationPhase, Obligations};
pub use optimise::{
    ChoiceRobustness, JudgedFigure, LimitKind, LossFigure, Optimisation, OptimiseParameters, OptimisedOption,
    OptionEffect, OptionHours, OptionReason, TreatmentLimit,
};
pub use overdue::{Duty, Overdue, OverdueItem};
pub use pdca::{CycleItem, CycleState, Pdca, PhaseLack};
pub use period::Period;
pub use policy_reviews::{PolicyReview, PolicyReviewParameters, PolicyReviewState, PolicyReviews};
pub use programme::{DEFAULT_DAYS_AHEAD, Programme, ProgrammeItem};
pub use programme_gaps::{GapKind, ProgrammeGap, ProgrammeGaps};
pub use programme_proposal::{
    NewActivity, NewActivityChange, OwnerLoad, OwnerPeak, ProgrammeProposal, ProposalParameters,
    ProposedActivity,
};
pub use promises::{Promise, PromiseState};
pub use reach::{
    BlastRadius, BlastRadiusParameters, DependencyCycle, DependencyCycles, Explanation,
    ExplanationParameters, NamedReached, ProtectingControl, Protection, ProtectionParameters,
};
pub use readiness::{Readiness, ReadinessCounts, ReadinessItem, ReadinessParameters};
pub use recurrence::{Recurrence, RecurrenceItem, RecurrenceState, RecurrenceStep};
pub use reevaluations::{
    DEFAULT_REASSESS_DAYS, Reevaluation, ReevaluationParameters, ReevaluationState, Reevaluations,
};
pub(crate) use registry::{NoParameters, parameters_of};
pub use registry::{ViewDefinition, Work, definition, definitions, describe};
pub use residual::{ControlChange, ControlChanges, ResidualRisk, ResidualRisks, RiskChange};
pub use risk_treatment_plan::{
    ResidualAcceptance, RiskTreatment, RiskTreatmentPlan, TreatmentAction, TreatmentState,
};
pub use risk_watch::{RiskWatch, RiskWatchItem, RiskWatchParameters};
pub use risks::{Heatmap, HeatmapCell, HeatmapParameters, RiskEntry, RiskRegister};
pub use rule::{Rule, RuleText, Rules};
pub use stale_documents::{StaleDocument, StaleDocuments};
pub use statement_of_applicability::{
    ApplicabilityItem, ImplementationStatus, StatementOfApplicability, UndecidedControl,
};
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
pub use treatment_frontier::{
    FrontierAppetite, FrontierItem, FrontierOption, TreatmentFrontier, TreatmentFrontierParameters,
};
pub use treatment_problem::TreatmentGoal;
pub use unanswered::{AnswerState, Unanswered, UnansweredItem, UnansweredParameters};
pub use what_if::{
    AppetiteDifference, Assumption, CountDifference, DelayedAction, DroppedSupplier, FigureDifference,
    LevelDifference, ReadinessColumn, ReadinessDifference, RiskDifference, RiskLossDifference,
    StageDifference, WhatIf, WhatIfParameters,
};
pub use workload::{ChargedTo, RoleOutlook, Workload, WorkloadMonth, WorkloadParameters, WorkloadState};

use std::sync::Arc;

use self::shared::Shared;
use crate::graph::Watch;
use crate::model::Date;
use crate::record::Isms;

/// The record as it stands on a date: facts dated later are not seen, though plans may lie ahead.
///
/// What several answers stand on, such as the dependency graph, is made once a view: whoever asks more than one thing of
/// a date keeps the view, or clones of it. Answers that take long tell [who listens](Self::watched_by) how far they are.
#[derive(Debug, Clone)]
pub struct View<'a> {
    isms: &'a Isms,
    on: Date,
    shared: Arc<Shared<'a>>,
    watch: &'a Watch<'a>,
}

static NOBODY: Watch<'static> = Watch::none();

impl Isms {
    /// The record on a date.
    pub fn as_of(&self, on: Date) -> View<'_> {
        View { isms: self, on, shared: Arc::default(), watch: &NOBODY }
    }
}

impl<'a> View<'a> {
    /// The date looked at.
    pub fn date(&self) -> Date {
        self.on
    }
    /// The same, whose answers tell how far they are and may be stopped: those that simulate years or look for the best
    /// choice. What looks for the best gives the best so far once that is [`Next::Enough`](crate::graph::Next::Enough);
    /// everything else that is stopped is an error of the code `cancelled`.
    ///
    /// ```
    /// use isms_core::graph::{Next, Watch};
    /// # use isms_core::prelude::*;
    /// # let isms = Isms::from_json(r#"{"format": "isms/1",
    /// #   "organisation": {"name": "Example", "scope": "All", "currency": "EUR"},
    /// #   "roles": [{"id": "COO", "name": "Operations"}],
    /// #   "risks": [{"id": "R-1", "title": "Ransomware", "owner": "COO", "identified_on": "2026-01-01",
    /// #     "quantifications": [{"quantified_on": "2026-01-01",
    /// #       "frequency": {"loss_event_frequency": {"distribution": "fixed", "value": 0.5}},
    /// #       "primary": {"response": {"distribution": "uniform", "low": 1000, "high": 3000}}}]}]}"#)?;
    /// let watch = Watch::by(&|progress| if 2 * progress.done < progress.of { Next::GoOn } else { Next::Cancel });
    /// let view = isms.as_of("2026-06-30".parse()?).watched_by(&watch);
    /// assert_eq!(view.loss(&Default::default()).unwrap_err().code.as_str(), "cancelled");
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn watched_by(self, watch: &'a Watch<'a>) -> Self {
        Self { watch, ..self }
    }
    /// What long work reports to.
    pub(crate) fn watch(&self) -> &'a Watch<'a> {
        self.watch
    }
    /// The record looked at, facts of all dates included.
    pub fn isms(&self) -> &'a Isms {
        self.isms
    }
}
