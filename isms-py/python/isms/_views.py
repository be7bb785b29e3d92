"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day, Instant
from ._changes import Changes, changes_data
from ._progress import ViewProgress

__all__ = [
    "AccessPrivilege", "Activity", "ActivityContinuity", "Affected", "AffectedItem", "AgreementFinding",
    "AgreementItem", "AnalysisMethod", "Anomalies", "Anomaly", "AnswerState", "Appetite", "AppetiteBreach",
    "AppetiteDifference", "AppetiteState", "ApplicabilityItem", "Assumption", "AttestationItem", "AuditCoverage",
    "AuditCoverageItem", "AuditCoverageState", "AuditKind", "AuditReport", "AuditState", "AuditorConflict",
    "AuditorName", "Awareness", "AwarenessItem", "AwarenessState", "BlastRadius", "BreachState", "CalendarEntry",
    "CategoryItem", "CauseChange", "CertificateItem", "CertificateOnDate", "CertificateState", "Certification",
    "ChangeKind", "ChargedTo", "Chart", "ChartSettingsParameters", "CheapestControls", "ChoiceRobustness",
    "ChosenControl", "ClauseContinuity", "Comparison", "ComputedResidual", "Concern", "Continuity", "ControlChange",
    "ControlChanges", "ControlContinuity", "ControlEffectiveness", "ControlEffectivenessItem", "ControlName",
    "ControlSet", "ControlStatus", "ControlTestResult", "ControlWeight", "ControlsFrom", "ConvergencePoint",
    "CountDifference", "CountedFrom", "Coverage", "CoveragePair", "Cramming", "CurvePoint", "CycleBasis",
    "CycleEvent", "CycleEventKind", "CycleEventState", "CycleItem", "CycleState", "DecisionAction", "DecisionItem",
    "DecisionState", "Decisions", "DelayActionAssumptionParameters", "DelayedAction", "DependencyCycle",
    "DependencyCycles", "DerivedTier", "Difference", "Discount", "DocumentHistory", "DocumentKind",
    "DropSupplierAssumptionParameters", "DroppedSupplier", "DueDate", "Duty", "Edge", "EntityDifference", "EventRate",
    "EventRates", "EvidenceFlag", "EvidenceItem", "ExerciseAction", "ExerciseKind", "ExerciseKindItem",
    "ExerciseResult", "ExerciseState", "Exercises", "Explanation", "Exposure", "ExposureItem", "FieldDifference",
    "FigureDifference", "Figures", "FindingAges", "FindingGrade", "FindingItem", "FindingStep", "Findings", "Flag",
    "FrequencySource", "FrontierAppetite", "FrontierItem", "FrontierOption", "Gap", "GapCounts", "GapKind",
    "GapRecommendation", "GapStep", "Gaps", "Heatmap", "HeatmapCell", "HeldReview", "ImpactState",
    "ImplementationStatus", "IncidentItem", "IncidentReview", "IncidentReviewState", "IncidentReviews",
    "IncidentSeverity", "IncidentStage", "Incidents", "InheritedCriticality", "InheritedCriticalityItem",
    "JudgedFigure", "Kind", "Kuiper", "KuiperMethod", "LateRecording", "LeftOut", "LeftOutReason", "LessonAction",
    "LessonItem", "LessonState", "Lessons", "LevelCount", "LevelDifference", "LimitKind", "LimitSource", "LimitTopic",
    "Limits", "LimitsParameters", "LinkedCause", "LinkedChange", "LoseControlAssumptionParameters", "Loss",
    "LossAtLevel", "LossContribution", "LossFigure", "LossPart", "LossState", "ManagementReviewPack", "Measure",
    "MeasurementGap", "MetricChart", "MetricPoint", "MetricSeries", "MetricSource", "MetricStep", "Metrics",
    "NamedReached", "NewActivity", "NewActivityChange", "Node", "NotificationClock", "NotificationItem",
    "NotificationState", "NotificationsDue", "ObjectiveItem", "ObjectiveState", "ObjectiveWithoutGoal", "Objectives",
    "ObligationItem", "ObligationKind", "ObligationPhase", "Obligations", "OccurrenceState", "OpenCondition",
    "OpenPair", "Optimisation", "OptimisedOption", "OptionEffect", "OptionHours", "OptionReason", "Overdue",
    "OverdueItem", "OwnerLoad", "OwnerPeak", "PackEntry", "PackFigure", "PackInput", "PackTrend", "Pdca", "Phase",
    "PhaseLack", "PolicyReview", "PolicyReviewState", "PolicyReviews", "Portfolio", "Programme", "ProgrammeGap",
    "ProgrammeGaps", "ProgrammeItem", "ProgrammeProposal", "Promise", "PromiseState", "Properties",
    "ProposedActivity", "ProtectingControl", "Protection", "QuantifiedFrom", "RaisedChange", "Rate", "RateTrend",
    "Rating", "Readiness", "ReadinessColumn", "ReadinessCounts", "ReadinessDifference", "ReadinessItem", "Recurrence",
    "RecurrenceItem", "RecurrenceState", "RecurrenceStep", "Reevaluation", "ReevaluationState", "Reevaluations",
    "ReportCommunication", "RequirementState", "ResidualAcceptance", "ResidualRisk", "ResidualRisks", "ResponsePart",
    "ResponseTime", "ReviewEntry", "ReviewInputKind", "ReviewInterval", "ReviewIntervalState", "ReviewOutcome",
    "RiskAppetiteItem", "RiskChange", "RiskDifference", "RiskEntry", "RiskLevel", "RiskLossDifference",
    "RiskRegister", "RiskTreatment", "RiskTreatmentPlan", "RiskWatch", "RiskWatchItem", "RoleOutlook", "Rule",
    "RuleText", "Rules", "RunPoint", "RunUp", "SampledControl", "SamplingWeightsParameters", "ScaleLevel",
    "ScaleThreatRateAssumptionParameters", "Side", "Sides", "Silence", "SiteItem", "Stage", "StageDifference",
    "StageLimit", "StageLoss", "StageState", "StaleDocument", "StaleDocuments", "Standing",
    "StatementOfApplicability", "Status", "Step", "Strictest", "SupplierAgreements", "SupplierAssessmentState",
    "SupplierAuditItem", "SupplierAuditState", "SupplierAudits", "SupplierOutcome", "Task", "TaskGroup",
    "TechnologyItem", "TechnologyState", "TechnologyWatch", "ThirdParty", "ThirdPartyRisk", "TierGap", "TierGapKind",
    "TolerancePointItem", "Training", "TrainingItem", "TrainingState", "TreatmentAction", "TreatmentFrontier",
    "TreatmentGoal", "TreatmentLimit", "TreatmentState", "TreatmentStrategy", "TrendDirection", "Unanswered",
    "UnansweredItem", "UndecidedControl", "UnlearnedIncident", "UnmatchedEvidence", "VersionEntry", "VersionState",
    "WhatIf", "WholeEntity", "Workload", "WorkloadMonth", "WorkloadState",
]


class LevelCount(TypedDict):
    """How many risks are of a level."""
    level: str
    """The level."""
    name: str
    """Its name."""
    risks: int
    """Risks of it."""

CertificateState = Literal["applied", "certified", "conditions_open", "suspended", "withdrawn", "expired"]
"""States of a certificate."""

class CertificateOnDate(TypedDict):
    """A certificate on a date."""
    certificate: str
    """The certificate."""
    standard: str
    """Its standard."""
    state: CertificateState
    """Its state."""
    valid_until: str | None
    """Last day it is valid, once it is decided."""

OccurrenceState = Literal["planned", "open", "done", "done_late", "overdue", "missed"]
"""The state of a due date."""

class ProgrammeItem(TypedDict):
    """One due date of an activity."""
    activity: str
    """The activity."""
    title: str
    """Its title."""
    owner: str
    """Who owes it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    due: str
    """When it is due."""
    grace_until: str
    """Last day in time."""
    state: OccurrenceState
    """Its state."""
    done_on: str | None
    """When it was done."""
    evidence: str | None
    """The evidence of it."""

class UnmatchedEvidence(TypedDict):
    """Evidence that answers for no due date."""
    evidence: str
    """The evidence."""
    reason: str
    """Why."""

Silence = TypedDict("Silence", {"from": "str", "to": "str", "days": "int", "nominal_interval": "float", "ratio": "float"})
"""The longest stretch without evidence."""

class Cramming(TypedDict):
    """How much of the evidence came in the run-up to an audit, against the plan."""
    in_run_up: int
    """Pieces of evidence in the run-up."""
    in_period: int
    """Pieces of evidence in the period."""
    planned_share: float
    """Share of the due dates that lie in the run-up."""
    probability: float
    """Probability of so much evidence in the run-up, or more, at the planned share: exact binomial upper tail."""

KuiperMethod = Literal["exact", "asymptotic"]
"""How a p-value was found."""

class Kuiper(TypedDict):
    """How far two samples lie apart, and how likely that is by chance."""
    statistic: float
    """Kuiper's V: the largest excess of either distribution function over the other, added; 0 to 2."""
    p_value: float
    """Probability of a V at least as large if both samples came from one distribution."""
    method: KuiperMethod
    """How the probability was found."""

class LateRecording(TypedDict):
    """Days from doing to recording."""
    median_days: float
    """Median, in days."""
    p95_days: float
    """95th percentile, in days (Hyndman and Fan 1996, type 7)."""
    share_over_14_days: float
    """Share recorded more than 14 days after it was done."""

Measure = Literal["coverage", "punctuality", "longest_silence", "cramming", "evenness", "late_recording", "validity"]
"""The figures that can raise a flag."""

Rule = Literal["8.2/review-date", "8.2/newly-exposed", "8.2/significant-change", "8.2/incident", "8.2/failed-test", "8.2/expired-evidence", "8.2/supplier-change", "8.2/obligation-change", "8.2/end-of-support", "8.3/control-change", "8.3/stated-lower", "8.3/stated-higher", "A.5.26/response-in-time", "A.5.26/responded-until-closed", "A.5.26/notified-in-time", "A.5.27/root-cause-analysed", "A.5.27/lesson-or-reason", "A.5.27/lesson-actions-done", "10.2/cause-recurs", "10.2/cause-elsewhere", "A.5.27/event-rate-from-counts", "7.5.2/follows-what-it-describes", "7.5.2/revision-asked-for", "7.5.3/one-version-in-force", "7.5.3/superseded-is-archived", "A.5.1/review-interval", "A.5.1/review-after-change", "7.2/course-taken-by-day-due", "7.2/course-taken-again", "7.3/campaign-reaches-audience", "7.3/campaign-refreshed", "A.5.30/exercise-interval", "A.5.19/tier-by-reach", "A.5.19/assessed-from-the-start", "A.5.20/agreement-in-force", "A.5.20/renewed-ahead", "A.5.20/clauses-for-tier", "A.5.22/assessment-interval", "A.5.22/agreement-review-interval", "A.5.22/audit-interval", "A.5.22/attestation-valid", "A.5.22/attestation-renewed-ahead", "A.5.31/impact-assessed-before-effect", "A.5.31/strictest-limit-counts", "9.1/control-effective", "9.1/control-tested", "A.8.8/technology-supported", "6.3/end-of-support-raises-a-change", "A.8.8/technology-not-deprecated", "6.1.3/applicability-decided", "6.1.3/applicable-is-implemented", "6.1.3/necessary-is-decided", "6.1.3/risk-is-treated", "6.1.3/residual-is-accepted", "A.5.36/requirement-assessed", "A.5.36/requirement-met", "A.5.36/evidence-in-force", "A.5.37/promise-planned", "A.5.37/promise-kept", "9.1/western-electric-1", "9.1/western-electric-2", "9.1/western-electric-3", "9.1/western-electric-4", "9.1/nelson-1", "9.1/nelson-2", "9.1/nelson-3", "9.1/nelson-4", "9.1/nelson-5", "9.1/nelson-6", "9.1/nelson-7", "9.1/nelson-8", "9.1/ewma", "9.1/cusum", "9.1/performance-measured", "8.2/indicator-crossed", "9.3/interval", "9.3.2/inputs-complete", "9.3.2/earlier-actions", "9.3.2/context", "9.3.2/interested-parties", "9.3.2/performance", "9.3.2/feedback", "9.3.2/risks", "9.3.2/improvement", "9.1/measured-as-planned", "9.1/anomaly-answered", "8.1/done", "8.1/in-time", "9.1/no-long-silence", "9.1/not-crammed", "9.1/evenness", "7.5.3/recorded-soon", "8.1/planned", "4.4/clause-served", "8.1/control-kept", "8.1/days-off", "5.3/held", "7.1/capacity", "7.1/capacity-stated", "7.1/caught-up", "7.5.3/validity", "9.2/audited-once-a-cycle", "9.2/auditor-independent", "9.2/sampled-by-risk", "9.2/reported-to-management", "10.2/step-by-step", "10.2/answered-in-time", "10.2/moves-on", "10.2/effectiveness-reviewed", "10.2/does-not-recur", "17021.9.6.5/in-force", "17021.9.6.1/condition-met", "17021.9.1.3/first-surveillance", "17021.9.1.3/surveillance-each-year", "17021.9.6.3/before-expiry", "17021.9.6.3/majors-cleared", "9.3/carried-out", "9.3/action-in-time", "6.2/reached-by-its-day", "6.2/evaluated", "6.2/follows-its-causes", "6.2/serves-a-goal", "6.1.2/acceptable", "6.1.2/within-appetite", "6.1.2/category-loss", "6.1.2/loss-tolerance", "6.1.3/best-treatment", "8.3/action-in-time", "10.1/phase-left-on-exit", "10.1/phase-left-in-time", "4.2/need-addressed", "5.2/policy-in-force", "5.3/held-throughout", "6.1.2/criteria-set", "6.1.2/risks-identified", "6.1.3/acceptance-ended", "6.2/objectives-set", "9.1/works-as-designed", "9.1/last-test-passed", "9.1/within-threshold", "9.1/anomaly-action-in-time", "9.2/held-within-a-year", "A.5.30/action-in-time", "A.8.8/vulnerability-resolved", "A.8.14/no-circle"]
"""A rule, written as its clause or control and a name. The spelling is stable."""

class DueDate(TypedDict):
    """A due date of an activity."""
    activity: str
    """The activity."""
    due: str
    """The day."""

class Flag(TypedDict):
    """A limit crossed, and by what."""
    measure: Measure
    """Which figure."""
    rule: Rule
    """The rule that is not kept."""
    effective_on: str
    """Since when: the first day of the silence past its limit or of the lapse; else the last fact that the figure
    counts, a due date or the recording of evidence, since when it has been as it is."""
    value: float
    """Its value."""
    limit: float
    """The limit."""
    message: str
    """What it says, in words."""
    evidence: list[str]
    """The evidence behind it."""
    due: list[DueDate]
    """The due dates behind it."""

class ActivityContinuity(TypedDict):
    """One activity in the period."""
    activity: str
    """The activity."""
    title: str
    """Its title."""
    owner: str
    """Who owes it."""
    entities: list[str]
    """The activity and its owner."""
    due: int
    """Due dates in the period."""
    answered: int
    """Of those, with evidence."""
    coverage: float | None
    """`answered` ÷ `due`."""
    in_time: int
    """Of those answered, within their grace."""
    punctuality: float | None
    """`in_time` ÷ `answered`."""
    evidence: int
    """Pieces of evidence performed in the period."""
    longest_silence: Silence | None
    """The longest stretch without evidence."""
    cramming: Cramming | None
    """Evidence in the run-up, against the plan."""
    evenness: Kuiper | None
    """Days of evidence against days planned: Kuiper's test."""
    late_recording: LateRecording | None
    """Days from doing to recording."""
    lapsed: int
    """Activities whose latest evidence is no longer valid on the date looked at, so that nothing shows them now."""
    flags: list[Flag]
    """Limits crossed."""

RunUp = TypedDict("RunUp", {"audit": "str", "from": "str", "to": "str"})
"""The days before an audit."""

class Limits(TypedDict):
    """Beyond these a figure raises a flag."""
    coverage: float
    """Coverage below this."""
    punctuality: float
    """Punctuality below this."""
    silence: float
    """Silence of more than this many nominal intervals."""
    cramming: float
    """A probability of the evidence in the run-up below this, given at least two pieces there."""
    evenness: float
    """A probability of the unevenness below this."""
    late_recording: float
    """A share recorded late above this."""

class Figures(TypedDict):
    """The figures of continuity, each absent where there is nothing to judge by."""
    due: int
    """Due dates in the period."""
    answered: int
    """Of those, with evidence."""
    coverage: float | None
    """`answered` ÷ `due`."""
    in_time: int
    """Of those answered, within their grace."""
    punctuality: float | None
    """`in_time` ÷ `answered`."""
    evidence: int
    """Pieces of evidence performed in the period."""
    longest_silence: Silence | None
    """The longest stretch without evidence."""
    cramming: Cramming | None
    """Evidence in the run-up, against the plan."""
    evenness: Kuiper | None
    """Days of evidence against days planned: Kuiper's test."""
    late_recording: LateRecording | None
    """Days from doing to recording."""
    lapsed: int
    """Activities whose latest evidence is no longer valid on the date looked at, so that nothing shows them now."""
    flags: list[Flag]
    """Limits crossed."""

class ClauseContinuity(TypedDict):
    """What is done for one clause of the standard."""
    clause: str
    """The clause as the activities name it, e.g. `9.3`."""
    entities: list[str]
    """The activities that serve it."""
    due: int
    """Due dates in the period."""
    answered: int
    """Of those, with evidence."""
    coverage: float | None
    """`answered` ÷ `due`."""
    in_time: int
    """Of those answered, within their grace."""
    punctuality: float | None
    """`in_time` ÷ `answered`."""
    evidence: int
    """Pieces of evidence performed in the period."""
    longest_silence: Silence | None
    """The longest stretch without evidence."""
    cramming: Cramming | None
    """Evidence in the run-up, against the plan."""
    evenness: Kuiper | None
    """Days of evidence against days planned: Kuiper's test."""
    late_recording: LateRecording | None
    """Days from doing to recording."""
    lapsed: int
    """Activities whose latest evidence is no longer valid on the date looked at, so that nothing shows them now."""
    flags: list[Flag]
    """Limits crossed."""

class ControlContinuity(TypedDict):
    """What is done to keep one control alive."""
    control: str
    """The control."""
    entities: list[str]
    """The control and the activities that keep it alive."""
    due: int
    """Due dates in the period."""
    answered: int
    """Of those, with evidence."""
    coverage: float | None
    """`answered` ÷ `due`."""
    in_time: int
    """Of those answered, within their grace."""
    punctuality: float | None
    """`in_time` ÷ `answered`."""
    evidence: int
    """Pieces of evidence performed in the period."""
    longest_silence: Silence | None
    """The longest stretch without evidence."""
    cramming: Cramming | None
    """Evidence in the run-up, against the plan."""
    evenness: Kuiper | None
    """Days of evidence against days planned: Kuiper's test."""
    late_recording: LateRecording | None
    """Days from doing to recording."""
    lapsed: int
    """Activities whose latest evidence is no longer valid on the date looked at, so that nothing shows them now."""
    flags: list[Flag]
    """Limits crossed."""

Duty = Literal["activity", "treatment_action", "risk_review", "finding", "decision_action", "lesson_action", "exercise_action", "anomaly_action"]
"""Kinds of duty."""

Kind = Literal["person", "role", "issue", "interested_party", "obligation", "asset", "supplier", "technology", "threat", "vulnerability", "common_cause", "control", "risk", "insurance_policy", "treatment_option", "treatment_group", "applicability_entry", "business_goal", "objective", "metric", "anomaly_response", "activity", "evidence", "document", "course", "assignment", "completion", "campaign", "exercise", "incident", "root_cause_analysis", "lesson", "significant_change", "audit_programme", "audit", "finding", "management_review", "decision", "certificate", "improvement_cycle", "framework", "requirement_assessment"]
"""The kinds of entity, one collection each."""

class OverdueItem(TypedDict):
    """One duty."""
    duty: Duty
    """What kind of duty."""
    kind: Kind
    """Kind of the entity that it stands in."""
    id: str
    """Its id."""
    title: str
    """What is owed."""
    owner: str
    """Who owes it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    due: str
    """When it was due; of an activity skipped several times, the first of these days."""
    days_overdue: int
    """Days since."""
    times: int
    """How many due dates have gone by."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which it does: of an activity the day after its grace, else the day after it was due."""
    entities: list[str]
    """The entity that it stands in, and who owes it."""

class Rating(TypedDict):
    """A rating with the level the criteria give it."""
    assessed_on: str
    """When it was made."""
    likelihood: str
    """Level on the likelihood scale."""
    consequence: str
    """Level on the consequence scale."""
    score: float | None
    """The score, where the method gives one."""
    level: str
    """Id of the level of risk."""
    level_name: str
    """Name of the level of risk."""
    rank: int
    """Position of the level, lowest 0."""
    acceptable: bool
    """Whether the criteria let this level stand."""

Standing = Literal["acceptable", "accepted", "acceptance_expired", "unacceptable", "not_assessed"]
"""How a risk stands against what is acceptable."""

TreatmentStrategy = Literal["modify", "retain", "avoid", "share"]
"""What to do about a risk in principle: the options of ISO/IEC 27005."""

class RiskEntry(TypedDict):
    """A risk on a date."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    owner: str
    """The risk owner."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    inherent: Rating | None
    """Rating without controls."""
    residual: Rating | None
    """Rating with the controls in force."""
    target: Rating | None
    """Rating with the treatment done."""
    standing: Standing
    """Against what is acceptable."""
    accepted_until: str | None
    """Last day of the acceptance in force, or of the last that ran out."""
    review_due: str
    """The day by which it must be assessed again."""
    stale: bool
    """Whether that day has passed."""
    treatment: TreatmentStrategy | None
    """Treatment option."""
    actions_open: int
    """Treatment actions not done."""
    actions_overdue: int
    """Of those, past their day."""
    threats: list[str]
    """Threats it comes from."""
    assets: list[str]
    """Assets it hits."""
    controls: list[str]
    """Controls that treat it."""

class HeatmapCell(TypedDict):
    """A cell of the matrix."""
    likelihood: str
    """Level of likelihood."""
    consequence: str
    """Level of consequence."""
    level: str
    """Level of risk."""
    risks: list[str]
    """The risks in it."""

Stage = Literal["inherent", "residual", "target"]
"""Which controls an assessment assumes."""

class ScaleLevel(TypedDict):
    """One step of a scale."""
    id: str
    """Identifier used in assessments."""
    name: str
    """Name shown."""
    anchor: NotRequired[float | None]
    """A number typical of the level: events a year for likelihood, an amount in the record's currency for
    consequence. A scale gives all of its levels an anchor, or none."""
    description: NotRequired[str]
    """What it means."""

RiskLevel = TypedDict("RiskLevel", {"id": "str", "name": "str", "acceptable": "bool", "from": "NotRequired[float | None]", "review_days": "NotRequired[int | None]"})
"""A level of risk."""

class CoveragePair(TypedDict):
    """A threat that targets an asset."""
    asset: str
    """The asset."""
    threat: str
    """The threat."""
    covered: bool
    """Whether an effective control stands between."""
    controls: list[str]
    """The effective controls."""

class Node(TypedDict):
    """An entity in the graph."""
    kind: Kind
    """Its kind."""
    id: str
    """Its id."""

Edge = Literal["targets", "has_instance", "is_needed_by", "protects", "mitigates", "is_part_of", "has_access_to", "is_bound_by", "is_cause_of", "serves"]
"""Why one entity is felt by another."""

Step = TypedDict("Step", {"from": "Node", "edge": "Edge", "to": "Node"})
"""One step of a way."""

class NamedReached(TypedDict):
    """An entity reached, with its name."""
    name: str
    """Its name or title."""
    kind: Kind
    """Its kind."""
    id: str
    """Its id."""
    distance: int
    """Steps to it."""
    path: list[Step]
    """The shortest way to it; of equally short ones the first by kind and id."""

ControlStatus = Literal["planned", "implemented", "degraded"]
"""Whether a control is in force."""

class ProtectingControl(TypedDict):
    """A control and what it does for the asset."""
    control: str
    """The control."""
    name: str
    """Its name."""
    status: ControlStatus | None
    """Its status on the date; none if it is only listed."""
    effectiveness: float | None
    """Share of what it acts on that it stops, where stated."""
    effective: bool
    """Whether it is in force and stops something."""
    names_asset: bool
    """Whether it names the asset."""
    mitigates: list[str]
    """The threats to the asset that it mitigates."""

class AffectedItem(TypedDict):
    """An entity that feels it."""
    name: str
    """Its name or title."""
    kind: Kind
    """Its kind."""
    id: str
    """Its id."""
    distance: int
    """Steps to it."""
    path: list[Step]
    """The shortest way to it; of equally short ones the first by kind and id."""
    sentence: str
    """The way in words."""

class Properties(TypedDict):
    """How much the loss of each property would matter."""
    confidentiality: float
    """If it became known to those who should not know it."""
    integrity: float
    """If it were wrong."""
    availability: float
    """If it were not there."""

class InheritedCriticalityItem(TypedDict):
    """An asset, and what it is worth by itself and with what relies on it."""
    asset: str
    """The asset."""
    name: str
    """Its name."""
    own: Properties | None
    """What is stated of it; none if nothing is."""
    inherited: Properties
    """With what depends on it, directly or through others. Assets that depend on one another share a value."""

class ExposureItem(TypedDict):
    """A threat and an asset that it reaches uncontrolled."""
    threat: str
    """The threat."""
    asset: str
    """The asset."""
    distance: int
    """Steps of the shortest way with no effective control on it: 1 if the threat targets the asset itself, one more
    for each dependency."""
    residual: float
    """The probability of the strongest way, 0 to 1: the product of the probabilities of dependencies, and where
    effective controls stand between threat and target, of what each of them lets through."""

class ChosenControl(TypedDict):
    """A control of a set."""
    control: str
    """The control."""
    name: str
    """Its name."""
    cost: str
    """What it costs a year."""
    closes: int
    """How many of the open pairs it closes."""

class ControlSet(TypedDict):
    """Controls that together close what is open."""
    cost: str
    """What they cost a year, as a decimal in the currency of the record."""
    controls: list[ChosenControl]
    """The controls, by id."""

class OpenPair(TypedDict):
    """A threat and an asset that it acts on."""
    threat: str
    """The threat."""
    asset: str
    """The asset."""

class DependencyCycle(TypedDict):
    """Assets that all need one another."""
    assets: list[str]
    """Their ids, in order."""

class RiskWatchItem(TypedDict):
    """A reason to look at a risk."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    owner: str
    """The risk owner."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """Since when."""
    message: str
    """In words."""
    trail: list[Step]
    """How what is new reaches the risk: from the asset it acts on first."""
    entities: list[str]
    """The risk and what is behind the reason."""

ReevaluationState = Literal["overdue", "open", "done_late", "done"]
"""Whether a risk was assessed again."""

class Reevaluation(TypedDict):
    """A change and a risk that it reaches."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    owner: str
    """The risk owner."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    cause: str
    """What changed."""
    message: str
    """In words."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """When it changed."""
    due: str
    """The last day to assess the risk again."""
    assessed_on: str | None
    """The first assessment on or after the change."""
    state: ReevaluationState
    """How it stands."""
    trail: list[Step]
    """How the change reaches the risk, from what it touches first; empty where it touches the risk itself."""
    entities: list[str]
    """The risk, the cause, and what lies between."""

Discount = Literal["degraded", "evidence_against", "never_tested", "test_expired"]
"""Why a control counts for less than declared."""

class ControlWeight(TypedDict):
    """How much a control counts for, and why not for more."""
    control: str
    """The control."""
    declared: float
    """The share it stops as declared."""
    evidence: int
    """Tests, incidents, findings and measurements that say something of it."""
    last_evidence_on: str | None
    """The day of the last of them."""
    borne_out: float | None
    """The share of what is declared that the evidence bears out, 0 to 1; none without evidence."""
    counted: float
    """The share it is taken to stop."""
    discounts: list[Discount]
    """Why it counts for less than declared."""

class ComputedResidual(TypedDict):
    """A residual rating as computed."""
    frequency: float
    """Expected events a year."""
    amount: float
    """Amount of one event, in the currency of the record."""
    rating: Rating
    """Both as levels, and the level of risk."""
    controls: list[ControlWeight]
    """The controls that count, by id."""

class RiskChange(TypedDict):
    """A risk before and after."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    before: ComputedResidual | None
    """The computed residual on the first day."""
    after: ComputedResidual | None
    """The computed residual on the last day."""
    expected_loss_change: float | None
    """Expected loss a year after, less that before, in the currency of the record."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day of the last revision or evidence that changed it; the last day of the period if a test only grew too
    old."""
    entities: list[str]
    """The risk and the controls that changed."""

class ControlChange(TypedDict):
    """A control that changed."""
    control: str
    """The control."""
    name: str
    """Its name."""
    on: str
    """When."""
    status: ControlStatus | None
    """Its status since; none once it is retired."""
    effectiveness: float | None
    """The share it stops since, as declared."""

class ResidualRisk(TypedDict):
    """The residual rating of a risk."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    inherent: Rating | None
    """The rating without controls."""
    stated: Rating | None
    """The rating with the controls in force, as the record states it."""
    computed: ComputedResidual | None
    """The same as computed from the controls in force."""
    gap: int | None
    """Levels of risk by which the stated rating lies above the computed one; below 0 it is stated lower."""
    rule: Rule | None
    """The rule that speaks, where the two are not the same."""
    effective_on: str | None
    """Since when: the day of the stated assessment."""
    entities: list[str]
    """The risk and the controls that count."""

IncidentSeverity = Literal["low", "medium", "high", "critical"]
"""How bad an incident is."""

IncidentStage = Literal["detected", "reported", "assessed", "contained", "eradicated", "recovered", "closed"]
"""Stages of an incident, in order."""

StageState = Literal["overdue", "waiting", "late", "met"]
"""How a stage stands against the time set for it."""

class StageLimit(TypedDict):
    """A time set for a stage."""
    stage: IncidentStage
    """The stage."""
    within: str
    """How soon after detection it must be reached."""
    due_at: str
    """The last instant for it."""
    reached_at: str | None
    """When it, or a later one, was reached."""
    state: StageState
    """How that stands."""
    hours_left: float
    """Hours from then, or from the end of the date looked at, to the last instant; negative once it had passed."""

class IncidentItem(TypedDict):
    """An incident on the date."""
    incident: str
    """The incident."""
    title: str
    """Its title."""
    owner: str
    """Who leads the response."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    severity: IncidentSeverity | None
    """How bad it is; none if nobody rated it yet."""
    stage: IncidentStage
    """The stage it has reached."""
    stage_since: str
    """Since when."""
    began_at: str | None
    """When it began, where that was found out."""
    detected_at: str
    """When it was detected."""
    open_since: str | None
    """Since when it is open: its detection; none once it is closed."""
    days_open: int | None
    """Days since detection, while it is open."""
    hours_to_detect: float | None
    """Hours from when it began to its detection."""
    hours_to_contain: float | None
    """Hours from detection to when it was contained."""
    hours_to_recover: float | None
    """Hours from detection to recovery."""
    limits: list[StageLimit]
    """The times set for it, in the order of the stages."""
    overdue: bool
    """Whether one of them has run out on it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day on which the first time ran out; else that of its close, or of its detection."""
    entities: list[str]
    """The incident, its assets and its threats."""

ResponsePart = Literal["detect", "contain", "recover"]
"""Parts of a response."""

class ResponseTime(TypedDict):
    """How long a part of the response takes."""
    part: ResponsePart
    """Which part."""
    incidents: int
    """Incidents of which the time is known."""
    waiting: int
    """Incidents that are still on their way: their times will be at least as long as they have been open, so that
    the median is too low while there are many of them."""
    median_hours: float | None
    """The middle of the times, in hours."""
    low_hours: float | None
    """Lower end of the interval of the median; none below six incidents."""
    high_hours: float | None
    """Upper end."""
    confidence: float | None
    """Probability with which the interval covers the median, 0.95 or a little more."""

ObligationKind = Literal["law", "regulation", "contract", "standard"]
"""Kinds of obligation."""

NotificationClock = Literal["detected", "assessed"]
"""What starts the clock of a notification."""

NotificationState = Literal["missed", "due", "ahead", "not_started", "late", "sent"]
"""How a notification stands."""

class NotificationItem(TypedDict):
    """A notification of an incident."""
    incident: str
    """The incident."""
    title: str
    """Its title."""
    owner: str
    """Who leads the response."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    obligation: str
    """The obligation that asks for it."""
    obligation_kind: ObligationKind
    """What kind."""
    source: str
    """Where it is written."""
    stage: str
    """Which of the duties."""
    recipient: str
    """Whom to tell."""
    within: str
    """How soon."""
    time_zone: str
    """Whose days and months count."""
    clock: NotificationClock
    """What starts the clock."""
    started_at: str | None
    """When it started; none if it has not."""
    deadline: str | None
    """The last instant in time; none without a start, or past the end of the calendar."""
    sent_at: str | None
    """When it was sent."""
    state: NotificationState
    """How it stands."""
    hours_left: float | None
    """Hours from sending, or from the instant looked at, to the deadline; negative if that had passed."""
    strictest: bool
    """Whether no deadline of what is still to be sent of the incident comes earlier."""
    severity_unknown: bool
    """Whether the incident has no severity yet and the duty is counted only because it may turn out severe enough."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The incident, the obligation and what was sent."""

IncidentReviewState = Literal["overdue", "due", "done_late", "done"]
"""How an analysis stands."""

AnalysisMethod = Literal["five_whys", "cause_and_effect", "fault_tree", "timeline", "other"]
"""Methods of analysis."""

class IncidentReview(TypedDict):
    """The analysis of an incident."""
    incident: str
    """The incident."""
    title: str
    """Its title."""
    owner: str
    """Who leads the response."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    severity: IncidentSeverity | None
    """How bad it is; nobody having rated it, it counts as severe enough."""
    recovered_on: str | None
    """The day it had recovered, or was closed; none if the analysis came before."""
    due: str | None
    """The last day for the analysis."""
    state: IncidentReviewState
    """How it stands."""
    days_overdue: int
    """Days past the last day, until the analysis if it was done."""
    analysis: str | None
    """The analysis, the first if there are several."""
    completed_on: str | None
    """When it was done."""
    method: AnalysisMethod | None
    """How the cause was sought."""
    causes: list[str]
    """What was found, by class of cause."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The incident, the analysis and the controls that failed."""

LessonState = Literal["overdue", "open", "settled"]
"""How a lesson stands."""

class LessonAction(TypedDict):
    """An action that follows from a lesson and is not done."""
    title: str
    """What."""
    owner: str
    """Who owes it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    due: str
    """When it is due."""
    days_overdue: int
    """Days past that day; 0 while there is time."""

LessonItem = TypedDict("LessonItem", {"lesson": "str", "title": "str", "learned_on": "str", "from": "list[str]", "improves": "list[str]", "state": "LessonState", "actions": "int", "open_actions": "list[LessonAction]", "due": "str | None", "rule": "Rule", "effective_on": "str", "entities": "list[str]"})
"""A lesson and what came of it."""

class UnlearnedIncident(TypedDict):
    """A closed incident from which nothing was learned."""
    incident: str
    """The incident."""
    title: str
    """Its title."""
    owner: str
    """Who led the response."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    severity: IncidentSeverity | None
    """How bad it was."""
    closed_on: str
    """The day it was closed."""
    days_since: int
    """Days since."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day it was closed."""
    entities: list[str]
    """The incident and its assets."""

RecurrenceState = Literal["persistent", "recurred", "elsewhere"]
"""How a cause came back."""

class RecurrenceStep(TypedDict):
    """An incident of a trail."""
    incident: str
    """The incident."""
    title: str
    """Its title."""
    analysis: str
    """The analysis that names the cause."""
    detected_on: str
    """The day it was detected."""
    closed_on: str | None
    """The day it was closed."""
    again: bool
    """Whether one of the trail had been closed before it was detected."""
    days_after_close: int | None
    """Days from the last such close to its detection."""
    assets: list[str]
    """Assets hit."""
    controls: list[str]
    """Controls that failed or were missing, by the analysis."""
    lessons: list[str]
    """What was learned of it by the date."""

class RecurrenceItem(TypedDict):
    """A class of cause that came back."""
    cause: str
    """The class of cause, as the first analysis writes it."""
    state: RecurrenceState
    """How it came back."""
    asset_classes: list[str]
    """The classes of asset that every incident of the trail hit; an asset of no class stands for itself."""
    times_again: int
    """Incidents that the cause led to after one before was closed."""
    trail: list[RecurrenceStep]
    """The incidents that the cause led to, the first detected first."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day on which the last cause of the trail was found."""
    entities: list[str]
    """The incidents, analyses, lessons, controls and classes of asset of the trail."""

class EventRate(TypedDict):
    """The yearly rate of a threat: a gamma distribution."""
    threat: str
    """The threat."""
    name: str
    """Its name."""
    events: int
    """Incidents detected in the exposure that name the threat."""
    exposed_from: str | None
    """The first day of the exposure; none if it is not known."""
    identified: bool
    """Whether that is the day the threat was identified, and not the first day of the record."""
    exposure_years: float
    """Years from then to the date, both days included."""
    prior_shape: float
    """Shape of the prior; 0.5 if the record states none (Jeffreys)."""
    prior_rate: float
    """Rate of the prior in years; 0 if the record states none."""
    prior_source: str | None
    """Where the prior is from, as stated."""
    shape: float
    """Shape of the rate's distribution: prior and events."""
    rate: float
    """Rate of that distribution in years: prior and exposure; what a loss model draws from is gamma of these two."""
    mean: float | None
    """Mean events a year; none without prior and exposure."""
    low: float | None
    """Events a year below which the rate lies with probability 5 %."""
    high: float | None
    """Events a year above which it lies with probability 5 %."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day of the last event; else the first of the exposure; else the date looked at."""
    entities: list[str]
    """The threat and the incidents counted."""

DocumentKind = Literal["policy", "procedure", "plan", "record"]
"""Kinds of document."""

LinkedCause = Literal["identified", "revised", "assessed_otherwise", "version_effective", "version_approved", "agreement_signed", "access_begun", "access_ended", "deprecated", "support_ended", "resolved", "certificate_changed", "significant_change", "retired"]
"""Kinds of change of a linked entity."""

class LinkedChange(TypedDict):
    """A dated change of an entity that something else is about."""
    entity: str
    """The entity that changed."""
    cause: LinkedCause
    """What kind of change."""
    on: str
    """The first day it holds."""
    change: str | None
    """The significant change that says so, if it is one."""
    what: str
    """What changed, in words."""

class StaleDocument(TypedDict):
    """A document out of date."""
    document: str
    """The document."""
    title: str
    """Its title."""
    kind: DocumentKind | None
    """What kind."""
    owner: str
    """Who keeps it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    version: str
    """The version in force."""
    approved_on: str
    """The day it came into force."""
    confirmed_on: str | None
    """The last review since then that found it to hold as it is."""
    changes: list[LinkedChange]
    """What changed in the entities it describes after the version and that review, oldest first."""
    revision_asked_on: str | None
    """The review that asked for a version that has not come yet."""
    rule: Rule
    """The rule that speaks: of both, the one broken first."""
    effective_on: str
    """The first day on which the document is out of date."""
    days_stale: int
    """Days since then."""
    entities: list[str]
    """The document, what changed and what says so."""

VersionState = Literal["in_force", "archived", "not_archived"]
"""How a version stands."""

VersionEntry = TypedDict("VersionEntry", {"number": "str", "author": "str", "approver": "str", "from": "str", "until": "str | None", "state": "VersionState", "archived_on": "str | None", "digest": "str | None", "summary": "str", "rule": "Rule", "effective_on": "str", "entities": "list[str]"})
"""A version of a document."""

ReviewOutcome = Literal["confirmed", "to_be_revised"]
"""What came of a review."""

class ReviewEntry(TypedDict):
    """A review of a document."""
    reviewed_on: str
    """When."""
    by: str
    """Who looked."""
    outcome: ReviewOutcome
    """What came of it."""
    note: str
    """Why."""
    version: str | None
    """Number of the version looked at; none before the first."""

PolicyReviewState = Literal["overdue", "called", "reviewed"]
"""Whether a policy must be reviewed."""

class PolicyReview(TypedDict):
    """A policy and its review."""
    document: str
    """The policy."""
    title: str
    """Its title."""
    owner: str
    """Who keeps it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    version: str
    """The version in force."""
    last_reviewed_on: str
    """The last day it was reviewed or approved anew."""
    changes: list[LinkedChange]
    """What changed since then in the entities it describes, oldest first."""
    revision_asked_on: str | None
    """The review that asked for a version that has not come yet."""
    state: PolicyReviewState
    """Whether it is time."""
    due: str
    """The last day for the next review."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    rule: Rule
    """The rule that sets the day."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The policy, what changed and what says so."""

TrainingState = Literal["overdue", "lapsed", "due", "lapsing", "current"]
"""How a person stands with a course."""

class TrainingItem(TypedDict):
    """A person who must take a course."""
    person: str
    """Who."""
    course: str
    """The course."""
    title: str
    """Its title."""
    owner: str
    """Who answers for the course."""
    roles: list[str]
    """Roles that the person holds and that require it."""
    assignment: str | None
    """The last assignment of it to the person."""
    required_since: str
    """Since when the person must."""
    state: TrainingState
    """How it stands."""
    completion: str | None
    """The completion that holds longest."""
    completed_on: str | None
    """When that was."""
    valid_until: str | None
    """Last day it holds; for good if it is there and this is not."""
    due: str | None
    """The last day to take the course, or to take it again; none if a completion holds for good."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The person, the course, the roles, the assignment and the completion."""

AwarenessState = Literal["to_be_refreshed", "running", "ended"]
"""How a campaign stands."""

AwarenessItem = TypedDict("AwarenessItem", {"campaign": "str", "title": "str", "owner": "str", "holders": "list[str]", "from": "str", "until": "str | None", "state": "AwarenessState", "changes": "list[LinkedChange]", "audience": "int", "reached": "int", "share": "float | None", "not_reached": "list[str]", "rule": "Rule", "effective_on": "str", "entities": "list[str]"})
"""A campaign."""

ExerciseKind = Literal["phishing", "tabletop", "drill", "restore_test", "penetration_test"]
"""Kinds of exercise."""

ExerciseState = Literal["overdue", "in_time"]
"""Whether an exercise is overdue."""

class Rate(TypedDict):
    """A rate, and how sure it is."""
    trials: int
    """How many times."""
    successes: int
    """How many of them went well."""
    share: float
    """The share of these."""
    low: float
    """Lower bound of Wilson's 95 % interval."""
    high: float
    """Upper bound."""

class ExerciseResult(TypedDict):
    """How one exercise went."""
    exercise: str
    """The exercise."""
    held_on: str
    """Its day."""
    rate: Rate
    """What went well."""

TrendDirection = Literal["rising", "falling", "unclear"]
"""Directions of a trend."""

class RateTrend(TypedDict):
    """The test of Cochran and Armitage over the days of the exercises."""
    z: float
    """Standard normal if there is no trend; positive if the rate rises."""
    p_value: float
    """Probability of a `z` as far from 0 if there is none."""
    direction: TrendDirection
    """What that says at 5 %."""

class ExerciseAction(TypedDict):
    """An action that follows from an exercise."""
    exercise: str
    """The exercise."""
    title: str
    """What."""
    owner: str
    """Who owes it."""
    due: str
    """When it was due."""

class ExerciseKindItem(TypedDict):
    """The exercises of a kind."""
    kind: ExerciseKind
    """The kind."""
    held: int
    """How many were held."""
    last: str
    """The last one."""
    last_held_on: str
    """Its day."""
    interval_days: int
    """Days from one to the next."""
    due: str
    """The last day for the next."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    state: ExerciseState
    """Whether it has."""
    planned: str | None
    """The next one that is planned."""
    planned_on: str | None
    """Its day."""
    rate: Rate | None
    """What went well, all together; none where nothing was counted."""
    results: list[ExerciseResult]
    """What went well, one by one, oldest first."""
    trend: RateTrend | None
    """Whether it gets better; none where there is nothing to tell."""
    overdue_actions: list[ExerciseAction]
    """Actions that follow from them, past their day and not done, the first due first."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The exercises held, and the one planned."""

AccessPrivilege = Literal["read", "write", "administer"]
"""What an access allows."""

class DerivedTier(TypedDict):
    """The tier that the access of a supplier leads to."""
    tier: int
    """The tier, 1 the most critical."""
    criticality: float | None
    """Criticality of the most critical asset reached, 0 to 1; none if no asset reached states one."""
    access: str
    """The asset accessed."""
    privilege: AccessPrivilege
    """What that access allows."""
    path: list[str]
    """From the asset accessed to the most critical one: each is needed by the next."""
    since: str
    """The first day of an access, still open, that leads to this tier."""

TierGapKind = Literal["understated", "overstated"]
"""Directions of a gap."""

class TierGap(TypedDict):
    """A tier stated that is not the one derived."""
    kind: TierGapKind
    """In which direction."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the access that leads to the derived tier."""

SupplierOutcome = Literal["acceptable", "conditional", "unacceptable"]
"""Outcomes of an assessment."""

SupplierAssessmentState = Literal["never_assessed", "overdue", "assessed"]
"""Whether a supplier was assessed in time."""

class ThirdParty(TypedDict):
    """A supplier, what it reaches and how it was judged."""
    supplier: str
    """The supplier."""
    name: str
    """Its name."""
    owner: str
    """Who answers for the relation."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    tier: int
    """The tier that counts: as stated, else as derived, else the lowest."""
    stated_tier: int | None
    """The tier stated."""
    derived: DerivedTier | None
    """The tier derived from its access, with the way that explains it; none without access."""
    gap: TierGap | None
    """Where the two differ."""
    access: list[str]
    """The assets it can access on the date."""
    last_assessed_on: str | None
    """When it was last assessed."""
    outcome: SupplierOutcome | None
    """The outcome of that assessment."""
    state: SupplierAssessmentState
    """Whether that is recent enough."""
    due: str
    """The last day for the next assessment."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    rule: Rule
    """The rule that sets the day."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The supplier and the assets on the way that explains its tier."""

AgreementFinding = Literal["no_agreement", "expired", "review_overdue", "clauses_missing", "expires_soon"]
"""What is to be done about an agreement."""

class AgreementItem(TypedDict):
    """One thing to be done about the agreements of a supplier."""
    supplier: str
    """The supplier."""
    name: str
    """Its name."""
    owner: str
    """Who answers for the relation."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    tier: int
    """The tier that counts."""
    finding: AgreementFinding
    """What it is."""
    agreement: str | None
    """Title of the agreement; none where it is about all of them, or there is none."""
    missing_clauses: list[str]
    """Clauses of the tier that no agreement in force holds."""
    due: str
    """The last day for it: of the agreement, or for its review; of what was never right, the first day of that."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which it is so."""
    entities: list[str]
    """The supplier."""

SupplierAuditState = Literal["overdue", "due_soon", "in_time"]
"""Whether an audit of a supplier is due."""

class SupplierAuditItem(TypedDict):
    """A supplier and its audit."""
    supplier: str
    """The supplier."""
    name: str
    """Its name."""
    owner: str
    """Who answers for the relation."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    tier: int
    """The tier that counts."""
    last_audit: str | None
    """The last audit of it."""
    last_audited_on: str | None
    """The last day of that audit."""
    attestation: str | None
    """The attestation that stands for an audit longest, where one does."""
    planned_audit: str | None
    """The next audit of it that is planned."""
    state: SupplierAuditState
    """Whether an audit is due."""
    due: str
    """The last day for the next audit."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The supplier and its audits."""

class AttestationItem(TypedDict):
    """An attestation that has lapsed or soon will."""
    supplier: str
    """The supplier."""
    name: str
    """Its name."""
    owner: str
    """Who answers for the relation."""
    tier: int
    """The tier that counts."""
    standard: str
    """What was attested."""
    valid_until: str
    """The last day it was, or is, valid."""
    lapsed: bool
    """Whether that day has passed."""
    days: int
    """Days since that day, or to it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which it is so."""
    entities: list[str]
    """The supplier."""

ObligationPhase = Literal["ahead", "in_force", "superseded"]
"""Whether a version binds."""

ImpactState = Literal["missing", "open", "late", "done"]
"""Whether the impact of a version was assessed."""

class ObligationItem(TypedDict):
    """A version of an obligation."""
    obligation: str
    """The obligation."""
    title: str
    """Its title."""
    kind: ObligationKind
    """What kind."""
    owner: str
    """Who answers for compliance."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    party: str | None
    """To whom it is owed."""
    version: str
    """Name of the version."""
    summary: str
    """What it changed."""
    published_on: str
    """The day it became known."""
    binds_from: str
    """First day it binds."""
    phase: ObligationPhase
    """Whether it binds on the date."""
    state: ImpactState
    """Whether it was assessed what it means, and in time."""
    assessed_on: str | None
    """When that was."""
    assessed_by: str | None
    """Who did it."""
    conclusion: str | None
    """What follows from it."""
    due: str
    """The last day in time: the day before it binds."""
    days_late: int
    """Days late: of an assessment after that day, or of one still missing; 0 if neither."""
    controls: list[str]
    """Controls it bears on, by what the obligation binds and by what the assessment says."""
    documents: list[str]
    """Likewise documents."""
    risks: list[str]
    """Likewise risks."""
    others: list[str]
    """Likewise everything else."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The obligation and all it bears on."""

Strictest = Literal["lowest", "highest"]
"""Which of two figures is the stricter."""

class LimitSource(TypedDict):
    """Who sets a limit."""
    obligation: str
    """The obligation."""
    kind: ObligationKind
    """What kind."""
    value: float
    """Its figure."""
    source: str
    """Where it is written."""

class LimitTopic(TypedDict):
    """The limits of one topic."""
    topic: str
    """What is limited."""
    unit: str
    """Unit of the figures."""
    strictest: Strictest
    """Which figure is the stricter."""
    value: float
    """The figure to keep."""
    sources: list[LimitSource]
    """The obligations that set it."""
    others: list[LimitSource]
    """The other figures, strictest first."""
    not_comparable: bool
    """Whether the topic has figures of another unit or direction too: they stand in a row of their own."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which one of the sources bound; the first of the calendar if it names no version."""
    entities: list[str]
    """The obligations that limit the topic."""

class EvidenceItem(TypedDict):
    """What one source says of a control."""
    source: str
    """The incident, finding or metric; of tests, the control itself."""
    trials: int
    """Tests, incidents, findings or measurements."""
    well: float
    """What went well, each by its weight."""
    wrong: float
    """What went wrong, each by its weight."""
    last_on: str
    """The day of the last of them."""

ControlTestResult = Literal["passed", "failed"]
"""How a test of a control went."""

EvidenceFlag = Literal["never_tested", "stale"]
"""What is wrong with the evidence of a control."""

class ControlEffectivenessItem(TypedDict):
    """How well a control works: a beta distribution of the share of trials that go well."""
    control: str
    """The control."""
    name: str
    """Its name."""
    owner: str | None
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    status: ControlStatus | None
    """Its status; none if it was never set up."""
    declared: float | None
    """The share of what it acts on that it stops, as declared."""
    mean: float
    """Mean share of trials that go well."""
    low: float
    """Share below which it lies with probability 5 %."""
    high: float
    """Share above which it lies with probability 5 %."""
    alpha: float
    """First parameter of the beta distribution: prior and what went well."""
    beta: float
    """Second parameter: prior and what went wrong."""
    effective_sample_size: float
    """Trials that the evidence is worth, each by its weight."""
    evidence: list[EvidenceItem]
    """What the evidence is, by source."""
    last_tested_on: str | None
    """The day of the last test."""
    last_result: ControlTestResult | None
    """How it went."""
    test_due: str | None
    """The last day for the next test."""
    flag: EvidenceFlag | None
    """What is wrong with the evidence, of a control in force."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the flag; without one, the day of the last evidence, or else of the last revision."""
    entities: list[str]
    """The control, and the incidents, findings and metrics that say something of it."""

TechnologyState = Literal["unsupported", "support_ends", "deprecated"]
"""How a technology stands."""

ChangeKind = Literal["technology", "process", "organisation", "regulation", "contract", "supplier", "incident", "threat"]
"""Kinds of change."""

class RaisedChange(TypedDict):
    """A significant change as it can be put on record; it touches assets, so that the risks behind them are assessed
    again."""
    id: str
    """Its id."""
    title: str
    """What changes."""
    kind: ChangeKind
    """What kind."""
    owner: str | None
    """Who answers for it: the owner of the technology, else of the first asset that has one; to be named if neither."""
    on: str
    """The first day without support."""
    touches: list[str]
    """The technology and the assets that use it."""

class TechnologyItem(TypedDict):
    """A technology to look after."""
    technology: str
    """The technology."""
    name: str
    """Its name."""
    version: str
    """Version in use."""
    vendor: str
    """Who makes it."""
    owner: str | None
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    state: TechnologyState
    """How it stands."""
    deprecated_on: str | None
    """The day from which its maker advises against it, if that has come."""
    support_ends_on: str | None
    """The last day it is supported."""
    days_left: int | None
    """Days to that day; negative once it has passed."""
    assets: list[str]
    """Assets of the date that use it."""
    replaced_by: str | None
    """What takes its place."""
    changes: list[str]
    """Changes on record that answer the end of support: they touch it and take effect once it is announced."""
    raises: RaisedChange | None
    """The change that the end of support calls for, where none on record answers it; none while support lasts
    longer, or while nobody owns it and no asset uses it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The technology, what takes its place, the assets and the changes."""

ImplementationStatus = Literal["not_begun", "planned", "degraded", "implemented"]
"""Whether a control is implemented."""

class ApplicabilityItem(TypedDict):
    """What was decided on a control."""
    entry: str
    """The entry of the statement."""
    control: str
    """The control."""
    name: str
    """Its name."""
    applicable: bool
    """Whether it applies."""
    justification: str
    """Why it is included or left out."""
    decided_on: str
    """When that was decided."""
    decided_by: str | None
    """Who decided."""
    status: ImplementationStatus
    """Whether it is implemented."""
    status_since: str | None
    """Since when; none where nothing has begun."""
    owner: str | None
    """Who answers for the control."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    behind: list[str]
    """Controls behind it: those that enhance it, and those that meet the requirement of its name in a framework."""
    risks: list[str]
    """Risks of the date that it treats: those that call for it and those that name it."""
    obligations: list[str]
    """Obligations that call for it."""
    tested_on: str | None
    """The day of its last test."""
    test_result: ControlTestResult | None
    """How that went."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of what the rule says: of the decision, or of the status if that is later."""
    entities: list[str]
    """The entry, the control, those behind it, the risks and the obligations."""

class UndecidedControl(TypedDict):
    """A control that treats a risk and on which nothing was decided."""
    control: str
    """The control."""
    name: str
    """Its name."""
    risks: list[str]
    """The risks of the date that name it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which one of these risks was on the register."""
    entities: list[str]
    """The control and the risks."""

TreatmentState = Literal["untreated", "late", "under_way", "accepted", "done"]
"""How far the treatment of a risk is."""

class TreatmentAction(TypedDict):
    """An action of a treatment plan."""
    title: str
    """What."""
    owner: str
    """Who owes it."""
    due: str
    """When it is due."""
    done_on: str | None
    """When it was done, if that was by the date."""
    days_overdue: int
    """Days past its day; 0 if it is done or not due yet."""
    cost: str | None
    """What it costs once: a decimal amount in the currency of the record."""

class ResidualAcceptance(TypedDict):
    """An owner's decision to keep what remains of a risk."""
    accepted_on: str
    """When."""
    until: str
    """Last day it holds."""
    by: str
    """Who decided."""
    reason: str
    """Why."""
    in_force: bool
    """Whether it holds on the date looked at."""

class RiskTreatment(TypedDict):
    """A risk and its treatment."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    owner: str
    """The risk owner."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    inherent: Rating | None
    """Rating without controls."""
    residual: Rating | None
    """Rating with the controls in force."""
    target: Rating | None
    """Rating with the treatment done."""
    standing: Standing
    """Against what is acceptable."""
    state: TreatmentState
    """How far its treatment is."""
    option: TreatmentStrategy | None
    """The option chosen."""
    controls: list[str]
    """Controls that treat it."""
    actions: list[TreatmentAction]
    """What is to be done, the first due first."""
    acceptance: ResidualAcceptance | None
    """The owner's acceptance in force, or the last that ran out."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The risk and its controls."""

RequirementState = Literal["not_met", "partly_met", "not_assessed", "met", "not_applicable"]
"""How a requirement is met."""

class Gap(TypedDict):
    """A requirement on a date."""
    requirement: str
    """Its identifier in the framework."""
    title: str
    """Its title."""
    parent: str | None
    """The requirement it is part of."""
    state: RequirementState
    """How it is met."""
    assessment: str | None
    """The assessment that says so: the last one on record."""
    assessed_on: str | None
    """When it was made."""
    by: str | None
    """Who judged."""
    note: str
    """Why."""
    without_evidence: bool
    """Whether it is said to be met, in full or in part, and nothing in force shows it."""
    shown_by: list[str]
    """What shows it: evidence that may be relied on, a document in force, a control that passed its last test."""
    lapsed: list[str]
    """Evidence that showed it and may not be relied on any more."""
    met_by: list[str]
    """What meets it here, as far as it still counts."""
    evidence_expected: list[str]
    """What an auditor commonly asks to see."""
    expected_in: list[Kind]
    """The kinds of entity that would show it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str | None
    """The first day of the state; none of what was never assessed."""
    entities: list[str]
    """The framework, the assessment, what shows it and what meets it."""

class GapCounts(TypedDict):
    """How many requirements there are of each state."""
    requirements: int
    """All of them."""
    met: int
    """Met in full."""
    partly_met: int
    """Met in part."""
    not_met: int
    """Not met."""
    not_applicable: int
    """Not applicable."""
    not_assessed: int
    """Not assessed."""
    without_evidence: int
    """Of those met in full or in part, without evidence in force."""

GapStep = Literal["meet", "assess", "show_evidence"]
"""What to do about a gap."""

class GapRecommendation(TypedDict):
    """What to do about a gap."""
    requirement: str
    """The requirement."""
    title: str
    """Its title."""
    state: RequirementState
    """How it is met."""
    step: GapStep
    """What to do."""
    controls: list[str]
    """Controls that serve the requirement: those that meet it, and those that an activity that meets it keeps alive."""
    risks: list[str]
    """Risks that these controls treat, by themselves or by working against their threats."""
    risk_at_stake: float | None
    """The loss to expect of these risks a year, in the currency of the record, as computed with the controls in
    force; none where nothing can be computed."""
    risk_removed: float | None
    """How much less that would be if these controls worked as their last revision declares: planned ones in force,
    none degraded, each tested."""
    effort_hours: float
    """Hours that it takes."""
    effort_assumed: bool
    """Whether the assessment leaves these hours open, so that those of the question stand for them."""
    removed_per_hour: float | None
    """Risk removed an hour."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str | None
    """The first day of the gap; none of what was never assessed."""
    entities: list[str]
    """What stands behind the gap, the controls and the risks."""

PromiseState = Literal["not_planned", "planned_less", "not_kept", "not_due_yet", "kept"]
"""Whether a promise is kept."""

class Promise(TypedDict):
    """A promise of a document in force."""
    document: str
    """The document."""
    title: str
    """Its title."""
    text: str
    """What it promises."""
    activity: str
    """The activity that is to keep the promise."""
    promised: str
    """How often, as promised: an RFC 5545 rule."""
    planned: str | None
    """How often, as the programme has it; none once the activity has been retired."""
    due: int
    """Due dates of the last year by the promise, since the document was first in force and the activity began, as
    far as their grace is over or they are done."""
    done: int
    """Of those, how many have evidence."""
    state: PromiseState
    """Whether the promise is kept."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The document and the activity."""

ReviewInputKind = Literal["earlier_actions", "context", "interested_parties", "performance", "feedback", "risks", "improvement"]
"""The inputs of clause 9.3.2, a to g."""

PackTrend = Literal["better", "worse", "up", "down", "unchanged"]
"""Where a figure goes."""

class PackFigure(TypedDict):
    """A figure of a period beside that of the period before."""
    name: str
    """Its name, which is stable."""
    unit: str
    """Its unit."""
    value: float | None
    """Its value; none where there is nothing to compute it from."""
    before: float | None
    """That of the period before."""
    trend: PackTrend | None
    """Where it goes; none without both."""

class PackEntry(TypedDict):
    """Something to look at."""
    on: str
    """Since when, or when it happened."""
    entity: str
    """What it is about."""
    title: str
    """Its title."""
    what: str
    """What is to be seen."""

class PackInput(TypedDict):
    """An input of clause 9.3.2."""
    input: ReviewInputKind
    """Which."""
    letter: str
    """Its letter in the clause."""
    figures: list[PackFigure]
    """Its figures, those of the period before, and where they go."""
    entries: list[PackEntry]
    """What to look at one by one, the oldest first."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day that the figures are of: the last of the period, no later than the date looked at."""
    entities: list[str]
    """What is to be looked at."""

class HeldReview(TypedDict):
    """A review held."""
    review: str
    """The review."""
    title: str
    """Its title."""
    held_on: str
    """When it was held."""
    chair: str
    """Who led it."""
    attendees: list[str]
    """Who was there."""
    minutes: bool
    """Whether there are minutes."""
    decisions: list[str]
    """The decisions taken in it."""
    missing: list[ReviewInputKind]
    """Inputs that it did not look at."""
    complete: bool
    """Whether it looked at all of them."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day it was held."""
    entities: list[str]
    """The review, and the decisions taken in it."""

ReviewIntervalState = Literal["never_held", "overdue", "in_time"]
"""Whether a review is overdue."""

class ReviewInterval(TypedDict):
    """When the next review is due."""
    last: str | None
    """The last review held."""
    last_held_on: str | None
    """Its day."""
    months: int
    """Months from one review to the next."""
    due: str | None
    """The last day for the next; none before the first."""
    planned: str | None
    """The next one that is planned."""
    planned_on: str | None
    """Its day."""
    state: ReviewIntervalState
    """How that stands."""
    days_overdue: int
    """Days past the last day; 0 if it has not passed."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state; of a record without reviews, the date looked at."""
    entities: list[str]
    """The last review and the next."""

MetricSource = Literal["builtin", "measured", "computed"]
"""Where the values of a metric come from."""

Comparison = Literal["at_least", "at_most"]
"""How a value compares with a figure."""

MetricPoint = TypedDict("MetricPoint", {"from": "str", "to": "str", "value": "float | None", "met": "bool | None"})
"""A value of a step."""

class MetricSeries(TypedDict):
    """A metric over a period."""
    metric: str
    """Its id in the record, or its name if it is computed from the record itself."""
    source: MetricSource
    """Where its values come from."""
    name: str
    """What it is called."""
    unit: str
    """The unit of its values."""
    formula: str
    """How it is computed: its expression, or the formula in words."""
    owner: str | None
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    comparison: Comparison | None
    """How its value should compare with the target."""
    target: float | None
    """The target."""
    points: list[MetricPoint]
    """Its values, the first step first; steps that lie ahead are left out."""
    value: float | None
    """The last value there is."""
    met: bool | None
    """Whether that meets the target."""
    change: float | None
    """The last value less the first one there is."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The last day of the step of the last value; of the period if there is none."""
    entities: list[str]
    """The metric, and what was counted or measured."""

MetricStep = Literal["month", "quarter", "year"]
"""What one value of a series is of."""

Side = Literal["above", "below", "both"]
"""To which side measurements stray."""

class RunPoint(TypedDict):
    """A measurement of a run."""
    at: str
    """When it was taken."""
    value: float
    """Its value."""

class Anomaly(TypedDict):
    """A stretch of measurements that breaks a rule of a chart."""
    metric: str
    """The metric."""
    name: str
    """Its name."""
    owner: str
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    at: str
    """The instant of the measurement on which the rule spoke first."""
    value: float
    """Its value, in the unit of the metric."""
    unit: str
    """That unit."""
    side: Side
    """To which side the measurements stray."""
    centre: float
    """The centre of the chart."""
    sigma: float
    """Its sigma."""
    statistic: float
    """What the chart draws there: the value, the weighted average, or the cumulative sum, negative if it is the
    lower one."""
    lower_limit: float
    """The lower limit there: of values three sigmas from the centre, of a sum the decision interval below nothing."""
    upper_limit: float
    """The upper limit."""
    run: list[RunPoint]
    """The measurements that made the rule speak, the one of the item last."""
    last_at: str
    """The last measurement on which it spoke without a break."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day of the measurement on which it spoke first."""
    entities: list[str]
    """The metric, the risks it indicates, and what it measures."""

Chart = Literal["western_electric", "nelson", "ewma", "cusum"]
"""A control chart."""

class MeasurementGap(TypedDict):
    """Days in a row on which a metric should have been measured and was not."""
    metric: str
    """The metric."""
    name: str
    """Its name."""
    owner: str
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    first: str
    """The first day."""
    last: str
    """The last."""
    missing: int
    """How many."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which it was too late for the first of them."""
    entities: list[str]
    """The metric."""

class MetricChart(TypedDict):
    """The chart of a metric."""
    metric: str
    """The metric."""
    measurements: int
    """Measurements in the period."""
    baseline: int
    """Measurements of the baseline."""
    baseline_from: str | None
    """The day of the first of them."""
    baseline_to: str | None
    """The day of the last."""
    centre: float | None
    """Their mean; none where they are fewer than eight, and there is no chart."""
    sigma: float | None
    """Their mean moving range divided by 1.128."""
    lower_limit: float | None
    """Three sigmas below the centre."""
    upper_limit: float | None
    """Three sigmas above it."""

AnswerState = Literal["overdue", "open", "answered_late", "answered"]
"""Whether an anomaly was answered."""

class UnansweredItem(TypedDict):
    """An anomaly and its answer."""
    metric: str
    """The metric."""
    name: str
    """Its name."""
    owner: str
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    at: str
    """The measurement on which a rule spoke first, or that was answered though none did."""
    value: float
    """Its value."""
    last_at: str
    """The last measurement on which a rule spoke."""
    side: Side | None
    """To which side the measurements stray; none where no rule of the chart spoke."""
    broken: list[Rule]
    """The rules of the chart that spoke."""
    state: AnswerState
    """How it stands."""
    due: str
    """The last day for the answer."""
    days_overdue: int
    """Days past that day without an answer; 0 if it has not passed."""
    response: str | None
    """The first answer."""
    answered_on: str | None
    """When it was given."""
    by: str | None
    """Who gave it."""
    finding: str | None
    """The finding that it raised."""
    actions: int
    """Actions that it asks for."""
    open_actions: int
    """Of these, how many are not done."""
    dismissed_because: str | None
    """Why nothing is done."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The metric, what it indicates and measures, the answer and the finding."""

WorkloadState = Literal["within", "over", "not_stated"]
"""How a role stands in a month."""

class WorkloadMonth(TypedDict):
    """A role in a month. All figures but the dates are hours."""
    role: str
    """The role."""
    holders: list[str]
    """Who holds it on some day of the month, as far as is known."""
    month: str
    """First day of the month."""
    forecast: bool
    """Whether the month is still to come or under way, so that what is carried out of it is a forecast."""
    done_hours: float
    """Work done, by the evidence of it."""
    due_hours: float
    """Work that falls due and was not done before the month began."""
    carried_in_hours: float
    """Work due before the month and neither done nor overtaken when it began."""
    carried_out_hours: float
    """What is still owed at its end. In a forecast: what the hours from the date looked at on do not suffice for."""
    capacity_hours: float | None
    """Hours the role has in the month while somebody holds it; absent where it states none."""
    over_hours: float
    """Hours carried in or due beyond the capacity."""
    state: WorkloadState
    """How it stands."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day on which the hours due pass the capacity; else the first day of the month."""
    entities: list[str]
    """The role and the activities that are due or carried in."""

ChargedTo = Literal["owner", "responsible"]
"""Whose hours an activity takes."""

class RoleOutlook(TypedDict):
    """A role over the whole period."""
    role: str
    """The role."""
    holders: list[str]
    """Who holds it on the date looked at."""
    due_hours: float
    """Hours due in the period."""
    capacity_hours: float | None
    """Hours it has in the period; absent where it states none."""
    months_over: list[str]
    """Months in which it owes more than it has."""
    cannot_catch_up_from: str | None
    """The first month, from the date looked at on, out of which work is carried over in every month to the end of
    the period: from here on it cannot be done any more."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The month it cannot catch up from, else the first month over, else the first of the period."""
    entities: list[str]
    """The role and its activities."""

Task = Literal["risk_watch", "risk_reevaluation", "control_adjustment", "internal_audit", "corrective_action", "audit_reporting", "incident_readiness", "incident_review", "incident_learning", "management_review", "kpi_review", "decision_follow_up", "metrics_report", "monitoring_review", "anomaly_analysis", "document_update", "version_control", "policy_review", "training", "awareness", "exercise", "supplier_agreements", "supplier_audit", "third_party_risk", "regulatory_watch", "contract_watch", "certificate_upkeep", "control_effectiveness", "technology_watch", "improvement_cycle", "goal_update", "business_alignment", "surveillance_audit", "recertification", "gap_analysis", "programme_upkeep", "evidence_upkeep", "audit_readiness"]
"""The recurring tasks of a management system: between them they keep all of it alive."""

TaskGroup = Literal["management", "system", "risk", "operations", "audit", "incidents", "documents", "people", "suppliers", "legal"]
"""Who usually owes a task. The groups are mapped to roles of the organisation."""

class ProposedActivity(TypedDict):
    """An activity proposed."""
    activity: str
    """The id it would have."""
    task: Task
    """The task it does."""
    group: TaskGroup
    """The group that the task belongs to."""
    title: str
    """Its title."""
    owner: str
    """Who would owe it."""
    every_months: int
    """Months from one time to the next."""
    effort_hours: float
    """Hours each time."""
    on_days_off: list[str]
    """Due dates on days off that no choice of days avoids."""
    entities: list[str]
    """The owner and the controls."""
    rule: Rule
    """The rule that asks for it."""
    effective_on: str
    """Its first due date."""

NewActivityChange = Literal["create"]
"""The one change that a proposal makes."""

CountedFrom = Literal["calendar", "completion"]
"""Where the next due date of an activity is counted from."""

class Activity(TypedDict):
    """Something the organisation does again and again."""
    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who owes it (accountable)."""
    start: str
    """The cadence counts from here; the first due date is the first that fits it."""
    cadence: str
    """Recurrence as an RFC 5545 rule, e.g. `FREQ=MONTHLY`; daily or slower."""
    grace_days: int
    """Days after the due date that still count as in time."""
    clauses: NotRequired[list[str]]
    """Clauses of the standard it serves, e.g. `9.3`."""
    consulted: NotRequired[list[str]]
    """Who is asked."""
    controls: NotRequired[list[str]]
    """Controls it keeps alive."""
    counted_from: NotRequired[CountedFrom]
    """Where the next due date is counted from; the calendar if absent."""
    effort_hours: NotRequired[float | None]
    """Hours that one time takes."""
    informed: NotRequired[list[str]]
    """Who is told."""
    responsible: NotRequired[list[str]]
    """Who does it; the owner if empty."""
    retired_on: NotRequired[str | None]
    """The day from which it no longer counts."""
    tasks: NotRequired[list[Task]]
    """Recurring tasks of the management system that it does; told from its clauses if empty."""

class NewActivity(TypedDict):
    """The change that creates an activity."""
    change: NewActivityChange
    """Always `create`."""
    kind: Kind
    """Always `activity`."""
    entity: Activity
    """The activity."""

class OwnerPeak(TypedDict):
    """The fullest month of an owner."""
    owner: str
    """The owner."""
    before_hours: float
    """Hours of the fullest month if all began in the first month they may."""
    after_hours: float
    """Hours of the fullest month as proposed."""
    lower_bound_hours: float
    """No choice of months has a lower peak than this."""
    optimal: bool
    """Whether no choice of months has a lower peak than the one proposed."""

class OwnerLoad(TypedDict):
    """Hours of an owner in a month, what is in the programme already included."""
    owner: str
    """The owner."""
    month: str
    """First day of the month."""
    before_hours: float
    """Hours if all began in the first month they may."""
    after_hours: float
    """Hours as proposed."""
    capacity_hours: float | None
    """Hours that the role states; absent where it states none."""

GapKind = Literal["task", "clause", "control", "blackout", "holder", "capacity"]
"""Kinds of gap."""

class ProgrammeGap(TypedDict):
    """Something not covered."""
    gap: GapKind
    """What kind of gap."""
    subject: str
    """The task, clause or id that it is about."""
    message: str
    """What it says, in words."""
    entities: list[str]
    """The entities behind it."""
    rule: Rule
    """The rule that is not kept."""
    effective_on: str
    """Since when: the day the last activity for it was retired, the decision that the control applies, the first of
    the due dates, or the day after the last holder; the date looked at where it was never otherwise."""

AuditCoverageState = Literal["missed", "open", "planned", "audited"]
"""Whether something was audited."""

class AuditCoverageItem(TypedDict):
    """A requirement or a control, and how it was audited."""
    requirement: str
    """Number of the clause, or id of the control."""
    control: str | None
    """The control, if it is one."""
    state: AuditCoverageState
    """How it stands."""
    audits: list[str]
    """Audits held in the cycle that cover it, oldest first."""
    last_audit: str | None
    """The last audit that covered it, in the cycle or before."""
    last_audited_on: str | None
    """Its last day."""
    auditors: list[str]
    """Who held it."""
    planned_audit: str | None
    """The next audit planned in the cycle that covers it."""
    planned_on: str | None
    """Its first day."""
    due: str
    """The last day to audit it."""
    days_left: int
    """Days to that day; negative once it has passed."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The control and the audits."""

CycleBasis = Literal["certificate", "parameters", "last_three_years"]
"""Where a cycle comes from."""

ControlsFrom = Literal["statement_of_applicability", "in_force"]
"""Where the controls come from."""

class AuditorConflict(TypedDict):
    """An auditor who holds, or held not long before, the role that owns what the audit covers."""
    audit: str
    """The audit, held or planned."""
    auditor: str
    """The auditor."""
    role: str
    """The role that owns what is audited."""
    held_from: str
    """First day of the auditor in it."""
    held_until: str | None
    """Last day, if there is one."""
    owned: str
    """What is owned: a control in scope, or an activity that serves a clause in scope."""
    requirement: str
    """Number of the clause, or id of the control."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the audit."""
    entities: list[str]
    """The audit, the auditor, the role and what it owns."""

class SampledControl(TypedDict):
    """A control proposed for the next audit, and why."""
    control: str
    """The control."""
    name: str
    """Its name."""
    weight: float
    """Its weight, 0 to 1: the mean of the four parts by their weights."""
    risk: float
    """The levels of the risks that lean on it, added up; 1 for the control on which most leans."""
    age: float
    """Days since its last audit as a share of the cycle; 1 at most, and if it never was audited."""
    test: float
    """1 if it is degraded or its last test failed, 0.5 if that is over a year ago or never was, else 0."""
    findings: float
    """Open findings against it: 1 for a major, 0.5 for a minor, 0.25 for an opportunity; 1 at most."""
    risks: list[str]
    """The risks that lean on it."""
    days_since_audit: int | None
    """Days since its last audit; none if it never was audited."""
    last_tested_on: str | None
    """The day of its last test."""
    last_test: ControlTestResult | None
    """How that went."""
    open_findings: list[str]
    """Open findings against it."""
    reasons: list[str]
    """Why, in words."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The date looked at: the proposal is made on it."""
    entities: list[str]
    """The control, the risks and the findings."""

FindingGrade = Literal["major", "minor", "opportunity"]
"""Grades of a finding."""

FindingStep = Literal["corrected", "cause_found", "actions_planned", "implemented", "effectiveness_verified", "closed", "reopened"]
"""The steps from a finding to its end, in their order; the last leads back."""

class Concern(TypedDict):
    """A rule that is not kept, or soon will not be."""
    rule: Rule
    """The rule."""
    effective_on: str
    """The first day on which it speaks."""
    message: str
    """What it says here, in words."""
    entities: list[str]
    """The entities behind it, beside the one it is a concern of."""

class FindingItem(TypedDict):
    """A finding on its way."""
    finding: str
    """The finding."""
    title: str
    """What was found."""
    grade: FindingGrade
    """Its grade."""
    requirement: str | None
    """The requirement not met."""
    audit: str | None
    """The audit that found it."""
    owner: str
    """Who owes the answer."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    raised_on: str
    """When it was raised."""
    due: str
    """When the answer is due."""
    step: FindingStep | None
    """The last step taken; none if it was only raised."""
    step_since: str
    """Since when it has been there."""
    days_in_step: int | None
    """Days since then; of a closed one none."""
    next_step: FindingStep | None
    """The step owed next; none once it is closed."""
    next_owed_by: list[str]
    """Who owes it: those of the corrective actions not done, or the owner."""
    age_days: int
    """Days from raised to closed, or to the date looked at."""
    overdue: bool
    """Whether it is open and past its day."""
    days_overdue: int
    """Days past that day."""
    stuck: bool
    """Whether it is open and has been in its step for too long."""
    effectiveness_due: str | None
    """The last day to verify that the actions work, once they are implemented and as long as nobody has."""
    reopened: int
    """How often it was reopened."""
    actions: int
    """Corrective actions."""
    actions_open: int
    """Of those, not done."""
    actions_overdue: int
    """Of those, past their day."""
    repeats: list[str]
    """Closed findings of the same requirement and a same class of cause that it repeats."""
    concerns: list[Concern]
    """What is wrong with it, longest first."""
    rule: Rule
    """The rule that speaks: of the concern that stands longest, or that of the steps."""
    effective_on: str
    """The first day on which it does."""
    entities: list[str]
    """The finding, its audit, the analyses of its cause and what it repeats."""

class FindingAges(TypedDict):
    """Open findings of a grade, by the days since they were raised."""
    grade: FindingGrade
    """The grade."""
    open: int
    """How many are open."""
    up_to_30: int
    """For 30 days at most."""
    from_31_to_90: int
    """For 31 to 90 days."""
    from_91_to_180: int
    """For 91 to 180 days."""
    over_180: int
    """For more than 180 days."""

AuditKind = Literal["internal", "certification", "surveillance", "recertification", "supplier"]
"""Kinds of audit."""

AuditState = Literal["planned", "running", "held", "reported"]
"""How far an audit has come."""

class AuditorName(TypedDict):
    """An auditor by name."""
    person: str
    """Who."""
    name: str
    """Their name."""

class ControlName(TypedDict):
    """A control by name."""
    control: str
    """Which."""
    name: str
    """Its name."""

class ReportCommunication(TypedDict):
    """Somebody whom the report has reached."""
    to: str
    """The role, person or interested party."""
    on: str
    """When."""
    days_after_end: int
    """Days after the end of the audit."""
    management: bool
    """Whether that is management."""

class OpenCondition(TypedDict):
    """A condition of the certification body that is not met."""
    text: str
    """What."""
    set_on: str
    """When it was set."""
    due: str
    """By when."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""

CycleEventKind = Literal["certification_audit", "decision", "first_surveillance", "surveillance", "recertification"]
"""What a cycle holds."""

CycleEventState = Literal["done", "planned", "ahead", "to_be_planned", "missed"]
"""How an event of a cycle stands."""

CycleEvent = TypedDict("CycleEvent", {"event": "CycleEventKind", "from": "str", "due": "str", "state": "CycleEventState", "audit": "str | None", "audit_on": "str | None", "rule": "Rule"})
"""Something that the cycle of a certificate holds."""

class CertificateItem(TypedDict):
    """A certificate on a date."""
    certificate: str
    """The certificate."""
    standard: str
    """Standard certified."""
    body: str
    """Certification body."""
    scope: str
    """Scope as certified."""
    sites: list[str]
    """Sites in scope."""
    state: CertificateState
    """Its state."""
    state_since: str
    """The first day of that."""
    applied_on: str | None
    """The day it was applied for."""
    decided_on: str | None
    """The day of the decision."""
    valid_until: str | None
    """Last day it is valid."""
    days_left: int | None
    """Days to that day; negative once it has passed."""
    renews: str | None
    """The certificate before it."""
    renewed_by: str | None
    """The certificate that has taken its place."""
    conditions: list[OpenCondition]
    """Conditions not met, the first due first."""
    calendar: list[CycleEvent]
    """What its cycle holds, in the order of the last days."""
    concerns: list[Concern]
    """What endangers it, longest first."""
    rule: Rule
    """The rule that speaks: of the concern that stands longest, or that of being in force."""
    effective_on: str
    """The first day on which it does."""
    entities: list[str]
    """The certificate, the one before and after it, and the audits of its calendar."""

CalendarEntry = TypedDict("CalendarEntry", {"event": "CycleEventKind", "from": "str", "due": "str", "state": "CycleEventState", "audit": "str | None", "audit_on": "str | None", "certificates": "list[str]", "standards": "list[str]", "sites": "list[str]", "rule": "Rule", "entities": "list[str]"})
"""Something that the cycles of certificates hold: the same event of several is one where one audit does it for them."""

class SiteItem(TypedDict):
    """A site of the organisation's profile, and the certificates in force there."""
    site: str
    """Its name."""
    employees: int | None
    """People who work there."""
    certificates: list[str]
    """The certificates in force that name the site, or name none and so are of all."""
    standards: list[str]
    """Their standards, each once."""
    not_certified: list[str]
    """Standards certified elsewhere and not here."""

DecisionState = Literal["overdue", "open", "carried_out"]
"""How a decision stands."""

class DecisionAction(TypedDict):
    """An action that a decision asks for."""
    title: str
    """What."""
    owner: str
    """Who owes it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    due: str
    """When it is due."""
    done_on: str | None
    """When it was done."""
    days_late: int
    """Days by which it came late, or by which it is late now; 0 if it did not and is not."""

class DecisionItem(TypedDict):
    """A decision and what has become of it."""
    decision: str
    """The decision."""
    title: str
    """What."""
    outcome: str
    """What was decided."""
    decided_on: str
    """When."""
    by: str
    """Who decided."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    review: str | None
    """The review it was taken in."""
    resources: str
    """What it takes."""
    budget: str | None
    """What may be spent, as a decimal in the currency of the record."""
    state: DecisionState
    """How it stands."""
    actions_open: int
    """Actions not done."""
    actions_overdue: int
    """Of those, past their day."""
    next_due: str | None
    """The first day due of the actions not done."""
    carried_out_on: str | None
    """The day on which everything was done."""
    actions: list[DecisionAction]
    """What is to be done, in the order of the decision."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The decision, its review, who decided, who owes what is not done, and what it bears on."""

ObjectiveState = Literal["missed", "not_evaluated", "at_risk", "not_measured", "met_late", "on_track", "met"]
"""How an objective stands."""

class CauseChange(TypedDict):
    """A change of what caused an objective."""
    on: str
    """When."""
    entity: str
    """What changed."""
    what: str
    """How, in words."""

class ObjectiveItem(TypedDict):
    """An objective and how it stands."""
    objective: str
    """The objective."""
    title: str
    """Its title."""
    owner: str
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    serves: list[str]
    """Goals of the business it serves, and that are there on the date."""
    metric: str | None
    """The metric it is measured by."""
    unit: str
    """Unit of the figures."""
    revised_on: str
    """The day from which it has been as it is."""
    comparison: Comparison
    """How its figure is to compare."""
    target: float
    """With what."""
    due: str
    """By when."""
    days_left: int
    """Days to that day; negative once it has passed."""
    state: ObjectiveState
    """How it stands."""
    value: float | None
    """The measurement that says so; none if it is not measured."""
    measured_on: str | None
    """Its day."""
    projected: float | None
    """Where the trend leads by the day due; none once that has passed, or with too few measurements."""
    share_met: float | None
    """The share of the measurements since it was last revised, and until it was due, that were as they should be."""
    changed_causes: list[CauseChange]
    """What changed in what caused the last revision, since then, oldest first."""
    concerns: list[Concern]
    """Whether it is still right: causes that changed, no goal that it serves; longest first."""
    rule: Rule
    """The rule of the state."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The objective, its metric, its goals and the causes that changed."""

AppetiteState = Literal["above", "not_assessed", "accepted", "within"]
"""How a risk stands against the appetite."""

class RiskAppetiteItem(TypedDict):
    """A risk against the appetite."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    owner: str
    """The risk owner."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    category: str | None
    """Its category."""
    state: AppetiteState
    """How it stands."""
    level: str | None
    """Its level with the controls in force; none if it is not assessed."""
    appetite_level: str | None
    """The highest level that the appetite of its category lets it have, where that is stated."""
    levels_above: int
    """Levels by which it lies above that, or above the highest acceptable one; 0 if it does not."""
    accepted_until: str | None
    """Last day of the acceptance in force."""
    yearly_loss: float | None
    """Expected loss a year by the anchors of its levels, in the currency; none without anchors."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The risk."""

LossState = Literal["above", "within", "unknown"]
"""How an expected loss compares with what is stated."""

class CategoryItem(TypedDict):
    """A category of risks against its appetite."""
    category: str
    """The category."""
    name: str
    """Its name."""
    appetite_level: str | None
    """The highest level of risk taken without a decision, where stated."""
    risks: int
    """Risks in it."""
    above: int
    """Of those, above the appetite and not accepted."""
    unknown: int
    """Risks whose loss is not known: not assessed, or without anchors."""
    yearly_loss: float | None
    """Expected loss a year of the others; none if there are none."""
    yearly_loss_appetite: float | None
    """The highest that is to be, where stated."""
    state: LossState
    """How the two compare."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The risks in it."""

class TolerancePointItem(TypedDict):
    """A point of the tolerance, and what the expected loss says of it.

    Whatever the distribution of a year's loss, the probability that it reaches an amount is no higher than the
    expected loss divided by the amount (Markov's inequality). Where that is no more than tolerated, the portfolio
    is within it; where it is more, only a model of losses can tell.
    """
    loss: float
    """A loss in a year."""
    probability: float
    """The highest probability, in a year, of losing more."""
    at_most: float | None
    """What the probability cannot exceed; none where the losses of some risks are not known."""
    state: LossState
    """How the two compare: within, or unknown."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The risks of the portfolio whose loss is known."""

class Portfolio(TypedDict):
    """All risks together."""
    risks: int
    """Risks in it."""
    unknown: int
    """Risks whose loss is not known."""
    yearly_loss: float | None
    """Expected loss a year of the others; none if there are none."""
    tolerance: list[TolerancePointItem]
    """What it says of each point of the tolerance, smallest loss first."""

class ObjectiveWithoutGoal(TypedDict):
    """An objective that serves no goal of the business."""
    objective: str
    """The objective."""
    title: str
    """Its title."""
    owner: str
    """Who answers for it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """Since when."""
    entities: list[str]
    """The objective, and the goals that it served."""

class LossAtLevel(TypedDict):
    """How bad a year may be at a level."""
    level: float
    """The share of years."""
    value_at_risk: float
    """The loss that as large a share of years does not exceed."""
    low: float
    """The lower end of its interval."""
    high: float | None
    """The upper end; none where there are too few years to tell."""
    expected_shortfall: float
    """The mean of the other, worse years."""
    standard_error: float
    """Its standard error."""

class CurvePoint(TypedDict):
    """A point of an exceedance curve."""
    loss: float
    """A loss in a year."""
    probability: float
    """The probability of losing more."""
    low: float
    """The lower end of its interval."""
    high: float
    """The upper end."""

BreachState = Literal["breached", "unclear", "within"]
"""How losses stand against a point of the tolerance."""

class AppetiteBreach(TypedDict):
    """A point of the tolerance of the risk appetite, and how the losses stand against it."""
    loss: float
    """A loss in a year."""
    tolerated: float
    """The highest probability, in a year, of losing more that is tolerated."""
    probability: float
    """The probability of losing more."""
    low: float
    """The lower end of its interval."""
    high: float
    """The upper end."""
    state: BreachState
    """How the two compare."""
    depth: float
    """The loss that is exceeded as probably as is tolerated, less that of the point: how deep the breach is; below 0
    the room that is left."""

LossPart = Literal["risk", "threat", "asset", "form", "policy"]
"""By what losses are told apart. The parts of each kind sum to the whole, less what policies pay; losses without a
threat or an asset are left out of those."""

class LossContribution(TypedDict):
    """What a part adds."""
    of: LossPart
    """What kind of part."""
    id: str
    """Its id, or the name of the form of loss."""
    mean: float
    """What it adds to the mean loss of a year."""
    tail: float
    """What it adds to the expected shortfall at the last level."""

class ConvergencePoint(TypedDict):
    """How the mean stood after some of the years."""
    trials: int
    """Years simulated until then."""
    mean: float
    """Their mean."""
    standard_error: float
    """Its standard error."""

class StageLoss(TypedDict):
    """The losses of a stage."""
    stage: Stage
    """The stage."""
    mean: float
    """The mean loss of a year."""
    standard_error: float
    """Its standard error."""
    standard_deviation: float
    """The standard deviation of the loss of a year."""
    probability_of_loss: float
    """The probability that a year costs anything."""
    trials_for_one_percent: float | None
    """Years to simulate for a standard error of 1 % of the mean; none where nothing is lost."""
    levels: list[LossAtLevel]
    """At each level how bad a year may be."""
    curve: list[CurvePoint]
    """The exceedance curve."""
    appetite: list[AppetiteBreach]
    """Each point of the tolerance of the risk appetite."""
    contributions: list[LossContribution]
    """What makes up the mean, and the tail at the last level; the most in the tail first. Amounts of risks, threats,
    assets and forms are before insurance."""
    convergence: list[ConvergencePoint]
    """How the mean settled as more years were simulated."""

FrequencySource = Literal["stated", "event_rates", "inherent_likelihood"]
"""Where the frequency of the events of a risk is from."""

class QuantifiedFrom(TypedDict):
    """Where the figures of a risk are from."""
    risk: str
    """The risk."""
    quantified_on: str
    """When its figures were estimated."""
    frequency: FrequencySource
    """Where the frequency of its events is from."""
    pairs: int
    """Pairs of a threat and an asset that share its events."""

LeftOutReason = Literal["not_quantified", "no_frequency"]
"""Why a risk is not in the model."""

class LeftOut(TypedDict):
    """A risk that is not in the model."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    reason: LeftOutReason
    """Why."""

OptionReason = Literal["saves", "required_by_others", "spare", "no_effect", "nothing_left", "over_budget", "no_money", "no_hours", "group_is_full", "excluded", "lacks_required", "no_start", "not_needed"]
"""Why an option is chosen or not."""

class OptionEffect(TypedDict):
    """What an option does for a risk."""
    risk: str
    """The risk."""
    reduction: float
    """Share of its expected loss that the option takes off by itself."""

class OptimisedOption(TypedDict):
    """A treatment option, and why it is chosen or not."""
    option: str
    """The option."""
    title: str
    """Its title."""
    owner: str
    """Who would owe it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    chosen: bool
    """Whether it is chosen."""
    starts_on: str | None
    """The day it starts; none if it is not chosen."""
    in_effect_on: str | None
    """The first day on which it is in effect; none if it is not chosen."""
    cost: float | None
    """What it costs over the horizon, discounted; none if it cannot be chosen at all."""
    alone: float | None
    """By how much the loss is less if it is the only option."""
    last_in: float | None
    """By how much the loss would be greater without it if it is chosen, and less with it if it is not."""
    alone_per_cost: float | None
    """`alone` for each unit of cost."""
    last_in_per_cost: float | None
    """`last_in` for each unit of cost."""
    share_of_redraws: float | None
    """Share of the redraws in which it is chosen."""
    share_low: float | None
    """The lower end of the 95 % interval of that share."""
    share_high: float | None
    """The upper end."""
    reason: OptionReason
    """Why it is chosen or not."""
    sentence: str
    """The same in a sentence with numbers."""
    effects: list[OptionEffect]
    """The risks it acts on."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The day it starts, or the date looked at."""
    entities: list[str]
    """The option, its owner, and what else the reason names."""

TreatmentGoal = Literal["expected_loss", "tail_loss", "appetite"]
"""What a choice of treatment options is to make small."""

class OptionHours(TypedDict):
    """Hours of a role in a quarter."""
    role: str
    """The role."""
    quarter: str
    """First day of the quarter."""
    capacity_hours: float | None
    """Hours that it has; none where it states none."""
    programme_hours: float
    """Hours that the programme asks for."""
    option_hours: float
    """Hours that the chosen options ask for."""

LimitKind = Literal["budget", "hours", "group", "exclusion", "requirement"]
"""What limits a choice, and how that is relaxed."""

TreatmentLimit = TypedDict("TreatmentLimit", {"limit": "LimitKind", "id": "str | None", "other": "str | None", "from": "float | None", "to": "float | None", "binds": "bool", "worth": "float", "at_most": "float"})
"""A limit of the choice."""

LossFigure = Literal["mean", "expected_shortfall", "exceedance"]
"""A figure of the loss of a year."""

class JudgedFigure(TypedDict):
    """A figure of the loss of a year, before and after."""
    figure: LossFigure
    """Which figure."""
    level: float | None
    """Of an expected shortfall, its level."""
    loss: float | None
    """Of an exceedance, the loss."""
    tolerated: float | None
    """Of an exceedance, the highest probability that is tolerated."""
    before: float
    """With the controls in force."""
    before_low: float
    """The lower end of its 95 % interval."""
    before_high: float
    """The upper end."""
    after: float
    """With all chosen options in effect."""
    after_low: float
    """The lower end of its 95 % interval."""
    after_high: float
    """The upper end."""
    reckoned: float
    """What the optimiser reckoned it to be, on the years it chose on. How much lower that is than `after` is the
    optimism of choosing on a sample and of multiplying what options leave."""
    saved: float
    """Before less after, year by year on the same random numbers."""
    saved_low: float
    """The lower end of its 95 % interval."""
    saved_high: float
    """The upper end."""

class ChoiceRobustness(TypedDict):
    """How a choice bears that rates turn out otherwise.

    In each redraw the rate and susceptibility of every risk are drawn once from what is stated of them and hold
    in all of its years, which are drawn afresh; what options do stays the same.
    """
    redraws: int
    """Redraws that were looked at."""
    still_best: float
    """Share of them in which nothing better was found."""
    mean_regret: float
    """How much more the choice comes to than the best found, in the mean of the redraws."""
    worst_regret: float
    """The same in the worst of the redraws."""

class FrontierOption(TypedDict):
    """An option of a portfolio."""
    option: str
    """The option."""
    starts_on: str
    """The day it starts."""
    in_effect_on: str
    """The first day on which it is in effect."""

class FrontierAppetite(TypedDict):
    """A point of the tolerance, and how a portfolio stands against it."""
    loss: float
    """A loss in a year."""
    tolerated: float
    """The highest probability of losing more that is tolerated."""
    probability: float
    """The probability of losing more."""
    kept: bool
    """Whether it is no more than tolerated."""

class FrontierItem(TypedDict):
    """A portfolio that no cheaper one is found to be as good as."""
    cost: float
    """What it costs over the horizon, discounted: the budget from which it is the best."""
    value: float
    """The loss that it leaves, over the horizon or in the tail of its last year."""
    bound: float
    """No portfolio that costs as little leaves less."""
    gap: float
    """How much less there might be to leave, as a share of the value."""
    per_cost: float | None
    """Loss avoided for each unit of cost that it costs more than the one before; none for the first."""
    options: list[FrontierOption]
    """The options, by their start."""
    yearly_loss: float
    """The mean loss of a year with all of them in effect, as the optimiser reckons it."""
    appetite: list[FrontierAppetite]
    """Each point of the tolerance of the risk appetite, with all of them in effect, as the optimiser reckons it."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The date looked at."""
    entities: list[str]
    """The options."""

class FigureDifference(TypedDict):
    """A figure before and after."""
    before: float
    """Before."""
    after: float
    """After."""
    difference: float
    """After less before."""
    low: float | None
    """The lower end of the interval of the difference; none where there are too few years to tell."""
    high: float | None
    """The upper end; none where there are too few years to tell."""

class LevelDifference(TypedDict):
    """How bad a year may be at a level."""
    level: float
    """The share of years."""
    value_at_risk: FigureDifference
    """The loss that as large a share of years does not exceed."""
    expected_shortfall: FigureDifference
    """The mean of the other, worse years."""

class AppetiteDifference(TypedDict):
    """A point of the tolerance of the risk appetite."""
    loss: float
    """A loss in a year."""
    tolerated: float
    """The highest probability, in a year, of losing more that is tolerated."""
    probability: FigureDifference
    """The probability of losing more."""
    before: BreachState
    """How it compares with what is tolerated, before."""
    after: BreachState
    """The same after."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The date looked at."""
    entities: list[str]
    """The risks whose loss at this stage would differ."""

class StageDifference(TypedDict):
    """The losses of a stage."""
    stage: Stage
    """The stage."""
    mean: FigureDifference
    """The mean loss of a year."""
    probability_of_loss: FigureDifference
    """The probability that a year costs anything."""
    levels: list[LevelDifference]
    """At each level how bad a year may be."""
    appetite: list[AppetiteDifference]
    """Each point of the tolerance of the risk appetite, as it would be."""

class FieldDifference(TypedDict):
    """A field that is not the same before and after."""
    path: str
    """Where, e.g. `treatment.actions[2].due`."""
    after: NotRequired[Any]
    """What stands there; absent if nothing does."""
    before: NotRequired[Any]
    """What stood there; absent if nothing did."""

class WholeEntity(TypedDict):
    """An entity as a whole."""
    kind: Kind
    """Its kind."""
    id: str
    """Its id."""
    entity: Any
    """The entity, as in the record file."""

class EntityDifference(TypedDict):
    """An entity that changed."""
    kind: Kind
    """Its kind."""
    id: str
    """Its id."""
    fields: list[FieldDifference]
    """The fields that are not the same; paths are relative to the entity."""

class Difference(TypedDict):
    """What changed from one record to another. Entities stand in the order of the record file."""
    settings: list[FieldDifference]
    """Fields of the organisation, the risk criteria and the record's own `x-…` fields."""
    created: list[WholeEntity]
    """Entities that were not there before."""
    deleted: list[WholeEntity]
    """Entities that are there no more."""
    changed: list[EntityDifference]
    """Entities that are there before and after, but not the same."""

class RiskLossDifference(TypedDict):
    """The mean loss of a risk in a year, before insurance."""
    stage: Stage
    """The stage."""
    before: float | None
    """Before; none if the risk has no figures then."""
    after: float | None
    """After; none if the risk has no figures then."""
    difference: float
    """After less before, where a risk without figures counts for nothing."""

class RiskDifference(TypedDict):
    """A risk whose loss or computed residual level would differ."""
    risk: str
    """The risk."""
    title: str
    """Its title."""
    losses: list[RiskLossDifference]
    """Its mean loss of a year at each stage."""
    computed_before: Rating | None
    """Its residual rating as computed from the controls in force, before."""
    computed_after: Rating | None
    """The same after."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The date looked at."""
    entities: list[str]
    """The risk."""

ReadinessColumn = Literal["today", "if_nothing_is_done", "if_planned_is_done"]
"""When an auditor looks, and what is done until then."""

class ReadinessCounts(TypedDict):
    """How many of each grade."""
    major: int
    """Major nonconformities."""
    minor: int
    """Minor nonconformities."""
    opportunity: int
    """Opportunities for improvement."""

class ReadinessDifference(TypedDict):
    """What an auditor would raise, before and after."""
    column: ReadinessColumn
    """When, and what is done until then."""
    before: ReadinessCounts | None
    """Before; none if no audit lies ahead."""
    after: ReadinessCounts | None
    """After; none if no audit lies ahead."""

class CountDifference(TypedDict):
    """A number before and after."""
    before: int
    """Before."""
    after: int
    """After."""
    difference: int
    """After less before."""

class DelayedAction(TypedDict):
    """An action that is delayed."""
    risk: str
    """The risk that is treated."""
    action: int
    """Which of its actions, the first being 0."""
    title: str
    """What is to be done."""
    due: str
    """When it is due on record."""
    delayed_to: str
    """When it would be due."""
    days_to_target: int
    """By how many days the last of the open actions of the treatment is due later: the risk keeps its residual loss
    so much longer before it comes down to its target."""
    expected_loss: float | None
    """What that costs: for these days the mean loss of the risk at the residual stage less that at the target. None
    if the risk has no figures."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day on which the delay shows."""
    entities: list[str]
    """The risk and who owes the action."""

class DroppedSupplier(TypedDict):
    """A supplier that is gone."""
    supplier: str
    """The supplier."""
    name: str
    """Its name."""
    assets: list[str]
    """The assets that it runs."""
    controls: list[str]
    """The controls that count no longer."""
    policies: list[str]
    """The insurance policies that end."""
    outage_loss: float
    """What it costs on average that the assets fail together once, with all that fails with them: the outage losses
    on record. It is no part of the losses of a year."""
    standard_error: float
    """Its standard error."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day without it."""
    entities: list[str]
    """The supplier and what is gone with it."""

CycleState = Literal["stuck", "ready", "running", "completed"]
"""How an improvement stands."""

Phase = Literal["plan", "do", "check", "act"]
"""The phases, in their order."""

class CycleItem(TypedDict):
    """An improvement on its way round."""
    cycle: str
    """The cycle."""
    title: str
    """Its title."""
    aim: str
    """What it is to reach."""
    owner: str
    """Who answers for it."""
    holders: list[str]
    """Who holds that role on the date looked at."""
    state: CycleState
    """How it stands."""
    phase: Phase | None
    """The phase it is in; none once it has ended."""
    round: int
    """How often it has gone round, this time included."""
    entered_on: str | None
    """The first day in the phase."""
    days_in_phase: int | None
    """Days since."""
    due: str | None
    """The day by which the phase should be left."""
    days_overdue: int
    """Days past that day; 0 if it has not passed."""
    met: list[str]
    """Exit criteria of the phase that hold."""
    missing: list[str]
    """Exit criteria of the phase that do not."""
    completed_on: str | None
    """When it ended."""
    rule: Rule
    """The rule that speaks."""
    effective_on: str
    """The first day of the state."""
    entities: list[str]
    """The cycle and what it bears on."""

class PhaseLack(TypedDict):
    """A rule that the system does not keep, counted."""
    phase: Phase
    """The phase in which it should be made good."""
    view: str
    """The view that says so, and more of each."""
    rule: Rule
    """The rule that speaks."""
    count: int
    """How often."""
    effective_on: str
    """The first day on which it spoke."""
    entities: list[str]
    """What it is about, each once."""

class ReadinessItem(TypedDict):
    """Something that an auditor would raise."""
    grade: FindingGrade
    """Its grade: today, or else on the first day of the audit."""
    rule: Rule
    """The rule that is not kept."""
    requirement: str
    """The clause or control that the rule is of."""
    about: str | None
    """What it is about; none where something is not there at all."""
    message: str
    """What is wrong, in words."""
    remedy: str
    """What to do and to record."""
    effective_on: str
    """The first day on which it is so."""
    systemic: bool
    """Whether it is a major nonconformity only because there are so many of its rule."""
    today: FindingGrade | None
    """Its grade today; none if it does not stand yet."""
    if_nothing_is_done: FindingGrade | None
    """Its grade on the first day of the audit if nothing more is done; none if it does not stand then."""
    if_planned_is_done: FindingGrade | None
    """Its grade on that day if all that is planned by then is done; none if it does not stand then."""
    entities: list[str]
    """What is behind it."""

class RuleText(TypedDict):
    """A rule and what it says."""
    rule: Rule
    """Its id, as items name it."""
    text: str
    """What it says."""

class LimitsParameters(TypedDict):
    """Beyond these a figure raises a flag."""
    coverage: NotRequired[float]
    """Coverage below this."""
    cramming: NotRequired[float]
    """A probability of the evidence in the run-up below this, given at least two pieces there."""
    evenness: NotRequired[float]
    """A probability of the unevenness below this."""
    late_recording: NotRequired[float]
    """A share recorded late above this."""
    punctuality: NotRequired[float]
    """Punctuality below this."""
    silence: NotRequired[float]
    """Silence of more than this many nominal intervals."""

Sides = Literal["guarded", "both"]
"""Sides of a chart."""

ChartSettingsParameters = TypedDict("ChartSettingsParameters", {"baseline_from": "NotRequired[Day | None]", "baseline_measurements": "NotRequired[int | None]", "baseline_to": "NotRequired[Day | None]", "h": "NotRequired[float | None]", "k": "NotRequired[float | None]", "kind": "NotRequired[Chart]", "lambda": "NotRequired[float | None]", "limit": "NotRequired[float | None]", "sides": "NotRequired[Sides]"})
"""A chart and its constants."""

class SamplingWeightsParameters(TypedDict):
    """What counts how much in the choice of controls; only the proportions matter."""
    risk: float
    """The risk that leans on the control."""
    age: float
    """The time since its last audit."""
    test: float
    """How it does in tests."""
    findings: float
    """Its open findings."""

class LoseControlAssumptionParameters(TypedDict):
    """A control is lost: it counts no longer."""
    assumption: Literal["lose_control"]
    control: str
    """The control."""

class DelayActionAssumptionParameters(TypedDict):
    """An open action of a treatment plan is due some quarters of a year later."""
    assumption: Literal["delay_action"]
    risk: str
    """The risk that is treated."""
    action: int
    """Which of the actions of its treatment, the first being 0."""
    quarters: int
    """By how many quarters, 1 to 40."""

class DropSupplierAssumptionParameters(TypedDict):
    """A supplier is gone, and with it what it runs: the assets to which it has open access to administer them, the
    controls that protect these assets and no others, and the insurance policies that it underwrites. Such
    controls and policies count no longer; what it costs that the assets fail is told beside the losses of a year."""
    assumption: Literal["drop_supplier"]
    supplier: str
    """The supplier."""

class ScaleThreatRateAssumptionParameters(TypedDict):
    """A threat acts so many times as often as on record, in all risks that name it."""
    assumption: Literal["scale_threat_rate"]
    threat: str
    """The threat."""
    factor: float
    """How many times: 1 changes nothing; 0 to a million."""

Assumption = LoseControlAssumptionParameters | DelayActionAssumptionParameters | DropSupplierAssumptionParameters | ScaleThreatRateAssumptionParameters
"""Something taken to be so from the date on."""

class Status(Answer[LevelCount]):
    """The state of the whole system."""

    _view = "status"
    _rows = "levels"
    _columns = ("level", "name", "risks",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["organisation"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["certificates"]) -> list[CertificateOnDate]: ...
    @overload
    def __getitem__(self, name: Literal["next_audit"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["next_audit_on"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["overdue"]) -> dict[str, int]: ...
    @overload
    def __getitem__(self, name: Literal["due_soon"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["coverage"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["punctuality"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["crammed"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["stopped"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["risks"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["standings"]) -> dict[str, int]: ...
    @overload
    def __getitem__(self, name: Literal["levels"]) -> list[LevelCount]: ...
    @overload
    def __getitem__(self, name: Literal["unacceptable"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["stale"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["threat_coverage"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["open_incidents"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["open_findings"]) -> dict[str, list[str]]: ...
    @overload
    def __getitem__(self, name: Literal["dependency_cycles"]) -> int: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Programme(Answer[ProgrammeItem]):
    """The due dates of a period."""

    _view = "programme"
    _rows = "items"
    _columns = ("activity", "title", "owner", "holders", "due", "grace_until", "state", "done_on", "evidence",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ProgrammeItem]: ...
    @overload
    def __getitem__(self, name: Literal["unmatched"]) -> list[UnmatchedEvidence]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Continuity(Answer[ActivityContinuity]):
    """How the programme was lived in a period."""

    _view = "continuity"
    _rows = "activities"
    _columns = ("activity", "title", "owner", "entities", "due", "answered", "coverage", "in_time", "punctuality", "evidence", "longest_silence", "cramming", "evenness", "late_recording", "lapsed", "flags",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["run_up"]) -> RunUp | None: ...
    @overload
    def __getitem__(self, name: Literal["limits"]) -> Limits: ...
    @overload
    def __getitem__(self, name: Literal["whole"]) -> Figures: ...
    @overload
    def __getitem__(self, name: Literal["activities"]) -> list[ActivityContinuity]: ...
    @overload
    def __getitem__(self, name: Literal["clauses"]) -> list[ClauseContinuity]: ...
    @overload
    def __getitem__(self, name: Literal["controls"]) -> list[ControlContinuity]: ...
    @overload
    def __getitem__(self, name: Literal["unmatched"]) -> list[UnmatchedEvidence]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Overdue(Answer[OverdueItem]):
    """What is overdue on a date."""

    _view = "overdue"
    _rows = "items"
    _columns = ("duty", "kind", "id", "title", "owner", "holders", "due", "days_overdue", "times", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[OverdueItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class RiskRegister(Answer[RiskEntry]):
    """The risk register on a date."""

    _view = "risks"
    _rows = "risks"
    _columns = ("risk", "title", "owner", "holders", "inherent", "residual", "target", "standing", "accepted_until", "review_due", "stale", "treatment", "actions_open", "actions_overdue", "threats", "assets", "controls",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["risks"]) -> list[RiskEntry]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Heatmap(Answer[HeatmapCell]):
    """The risk matrix with the risks in it."""

    _view = "heatmap"
    _rows = "cells"
    _columns = ("likelihood", "consequence", "level", "risks",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["stage"]) -> Stage: ...
    @overload
    def __getitem__(self, name: Literal["likelihood"]) -> list[ScaleLevel]: ...
    @overload
    def __getitem__(self, name: Literal["consequence"]) -> list[ScaleLevel]: ...
    @overload
    def __getitem__(self, name: Literal["levels"]) -> list[RiskLevel]: ...
    @overload
    def __getitem__(self, name: Literal["cells"]) -> list[HeatmapCell]: ...
    @overload
    def __getitem__(self, name: Literal["unplaced"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Coverage(Answer[CoveragePair]):
    """Threats against assets, with and without an effective control."""

    _view = "coverage"
    _rows = "pairs"
    _columns = ("asset", "threat", "covered", "controls",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["total"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["covered"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["share"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["pairs"]) -> list[CoveragePair]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class BlastRadius(Answer[NamedReached]):
    """What an entity reaches."""

    _view = "blast_radius"
    _rows = "reached"
    _columns = ("name", "kind", "id", "distance", "path",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> Node: ...
    @overload
    def __getitem__(self, name: Literal["reached"]) -> list[NamedReached]: ...
    @overload
    def __getitem__(self, name: Literal["risks"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Explanation(Answer[Step]):
    """Why one entity is felt by another."""

    _view = "explanation"
    _rows = "steps"
    _columns = ("from", "edge", "to",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["connected"]) -> bool: ...
    @overload
    def __getitem__(self, name: Literal["steps"]) -> list[Step]: ...
    @overload
    def __getitem__(self, name: Literal["sentence"]) -> str: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Protection(Answer[ProtectingControl]):
    """The controls that stand for an asset."""

    _view = "protection"
    _rows = "controls"
    _columns = ("control", "name", "status", "effectiveness", "effective", "names_asset", "mitigates",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["asset"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["controls"]) -> list[ProtectingControl]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Affected(Answer[AffectedItem]):
    """What it touches."""

    _view = "affected"
    _rows = "items"
    _columns = ("name", "kind", "id", "distance", "path", "sentence",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> list[Node]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[AffectedItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class InheritedCriticality(Answer[InheritedCriticalityItem]):
    """How critical assets are."""

    _view = "inherited_criticality"
    _rows = "assets"
    _columns = ("asset", "name", "own", "inherited",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["assets"]) -> list[InheritedCriticalityItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Exposure(Answer[ExposureItem]):
    """Threats that reach assets uncontrolled."""

    _view = "exposure"
    _rows = "pairs"
    _columns = ("threat", "asset", "distance", "residual",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["pairs"]) -> list[ExposureItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class CheapestControls(Answer[ControlSet]):
    """The cheapest sets of controls that close what is open."""

    _view = "cheapest_controls"
    _rows = "sets"
    _columns = ("cost", "controls",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["open_pairs"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["sets"]) -> list[ControlSet]: ...
    @overload
    def __getitem__(self, name: Literal["exact"]) -> bool: ...
    @overload
    def __getitem__(self, name: Literal["at_least"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["gap"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["not_closed"]) -> list[OpenPair]: ...
    @overload
    def __getitem__(self, name: Literal["without_cost"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class DependencyCycles(Answer[DependencyCycle]):
    """Circles of dependency."""

    _view = "dependency_cycles"
    _rows = "cycles"
    _columns = ("assets",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["cycles"]) -> list[DependencyCycle]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class RiskWatch(Answer[RiskWatchItem]):
    """Risks to look at."""

    _view = "risk_watch"
    _rows = "items"
    _columns = ("risk", "title", "owner", "holders", "rule", "effective_on", "message", "trail", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["since"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[RiskWatchItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Reevaluations(Answer[Reevaluation]):
    """Risks to assess again."""

    _view = "reevaluations"
    _rows = "items"
    _columns = ("risk", "title", "owner", "holders", "cause", "message", "rule", "effective_on", "due", "assessed_on", "state", "trail", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["since"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["causes"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[Reevaluation]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ControlChanges(Answer[RiskChange]):
    """What the controls did to the risks in a period."""

    _view = "control_changes"
    _rows = "items"
    _columns = ("risk", "title", "before", "after", "expected_loss_change", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["changes"]) -> list[ControlChange]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[RiskChange]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ResidualRisks(Answer[ResidualRisk]):
    """Residual risk, stated and computed side by side."""

    _view = "residual_risks"
    _rows = "items"
    _columns = ("risk", "title", "inherent", "stated", "computed", "gap", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ResidualRisk]: ...
    @overload
    def __getitem__(self, name: Literal["stated_lower"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["stated_higher"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["not_computed"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Incidents(Answer[IncidentItem]):
    """The incidents of a period and the times of response."""

    _view = "incidents"
    _rows = "items"
    _columns = ("incident", "title", "owner", "holders", "severity", "stage", "stage_since", "began_at", "detected_at", "open_since", "days_open", "hours_to_detect", "hours_to_contain", "hours_to_recover", "limits", "overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["open"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["overdue"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["times"]) -> list[ResponseTime]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[IncidentItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class NotificationsDue(Answer[NotificationItem]):
    """The notifications that incidents call for, at an instant."""

    _view = "notifications_due"
    _rows = "items"
    _columns = ("incident", "title", "owner", "holders", "obligation", "obligation_kind", "source", "stage", "recipient", "within", "time_zone", "clock", "started_at", "deadline", "sent_at", "state", "hours_left", "strictest", "severity_unknown", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["at"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["missed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["due"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[NotificationItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class IncidentReviews(Answer[IncidentReview]):
    """The root-cause analyses that incidents call for."""

    _view = "incident_reviews"
    _rows = "items"
    _columns = ("incident", "title", "owner", "holders", "severity", "recovered_on", "due", "state", "days_overdue", "analysis", "completed_on", "method", "causes", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["minimum_severity"]) -> IncidentSeverity: ...
    @overload
    def __getitem__(self, name: Literal["not_recovered"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[IncidentReview]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Lessons(Answer[LessonItem]):
    """Lessons and closed incidents without one."""

    _view = "lessons"
    _rows = "items"
    _columns = ("lesson", "title", "learned_on", "from", "improves", "state", "actions", "open_actions", "due", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["closed_incidents"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["unlearned"]) -> list[UnlearnedIncident]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[LessonItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Recurrence(Answer[RecurrenceItem]):
    """Causes that came back."""

    _view = "recurrence"
    _rows = "items"
    _columns = ("cause", "state", "asset_classes", "times_again", "trail", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["analysed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[RecurrenceItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class EventRates(Answer[EventRate]):
    """The yearly rates of the threats."""

    _view = "event_rates"
    _rows = "items"
    _columns = ("threat", "name", "events", "exposed_from", "identified", "exposure_years", "prior_shape", "prior_rate", "prior_source", "shape", "rate", "mean", "low", "high", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["since"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[EventRate]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class StaleDocuments(Answer[StaleDocument]):
    """The documents that are out of date on a date."""

    _view = "stale_documents"
    _rows = "items"
    _columns = ("document", "title", "kind", "owner", "holders", "version", "approved_on", "confirmed_on", "changes", "revision_asked_on", "rule", "effective_on", "days_stale", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["documents"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[StaleDocument]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class DocumentHistory(Answer[VersionEntry]):
    """The history of a document up to a date."""

    _view = "document_history"
    _rows = "versions"
    _columns = ("number", "author", "approver", "from", "until", "state", "archived_on", "digest", "summary", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["document"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["title"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["kind"]) -> DocumentKind | None: ...
    @overload
    def __getitem__(self, name: Literal["owner"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["holders"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["retired_on"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["in_force"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["versions"]) -> list[VersionEntry]: ...
    @overload
    def __getitem__(self, name: Literal["reviews"]) -> list[ReviewEntry]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class PolicyReviews(Answer[PolicyReview]):
    """The reviews of the policies on a date."""

    _view = "policy_reviews"
    _rows = "items"
    _columns = ("document", "title", "owner", "holders", "version", "last_reviewed_on", "changes", "revision_asked_on", "state", "due", "days_overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["interval_days"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["days_after_change"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[PolicyReview]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Training(Answer[TrainingItem]):
    """The training of the people on a date."""

    _view = "training"
    _rows = "items"
    _columns = ("person", "course", "title", "owner", "roles", "assignment", "required_since", "state", "completion", "completed_on", "valid_until", "due", "days_overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["required"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["current"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["share"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[TrainingItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Awareness(Answer[AwarenessItem]):
    """The campaigns on a date."""

    _view = "awareness"
    _rows = "items"
    _columns = ("campaign", "title", "owner", "holders", "from", "until", "state", "changes", "audience", "reached", "share", "not_reached", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["people"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["reached_in_a_year"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["share"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[AwarenessItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Exercises(Answer[ExerciseKindItem]):
    """The exercises up to a date."""

    _view = "exercises"
    _rows = "items"
    _columns = ("kind", "held", "last", "last_held_on", "interval_days", "due", "days_overdue", "state", "planned", "planned_on", "rate", "results", "trend", "overdue_actions", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ExerciseKindItem]: ...
    @overload
    def __getitem__(self, name: Literal["never_held"]) -> list[ExerciseKind]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ThirdPartyRisk(Answer[ThirdParty]):
    """The suppliers on a date."""

    _view = "third_party_risk"
    _rows = "suppliers"
    _columns = ("supplier", "name", "owner", "holders", "tier", "stated_tier", "derived", "gap", "access", "last_assessed_on", "outcome", "state", "due", "days_overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["suppliers"]) -> list[ThirdParty]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class SupplierAgreements(Answer[AgreementItem]):
    """What is wrong with the agreements on a date."""

    _view = "supplier_agreements"
    _rows = "items"
    _columns = ("supplier", "name", "owner", "holders", "tier", "finding", "agreement", "missing_clauses", "due", "days_overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["suppliers"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["with_agreement"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[AgreementItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class SupplierAudits(Answer[SupplierAuditItem]):
    """Audits and attestations of suppliers on a date."""

    _view = "supplier_audits"
    _rows = "items"
    _columns = ("supplier", "name", "owner", "holders", "tier", "last_audit", "last_audited_on", "attestation", "planned_audit", "state", "due", "days_overdue", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[SupplierAuditItem]: ...
    @overload
    def __getitem__(self, name: Literal["attestations"]) -> list[AttestationItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Obligations(Answer[ObligationItem]):
    """The obligations on a date."""

    _view = "obligations"
    _rows = "items"
    _columns = ("obligation", "title", "kind", "owner", "holders", "party", "version", "summary", "published_on", "binds_from", "phase", "state", "assessed_on", "assessed_by", "conclusion", "due", "days_late", "controls", "documents", "risks", "others", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ObligationItem]: ...
    @overload
    def __getitem__(self, name: Literal["limits"]) -> list[LimitTopic]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ControlEffectiveness(Answer[ControlEffectivenessItem]):
    """The controls and how well they work."""

    _view = "control_effectiveness"
    _rows = "items"
    _columns = ("control", "name", "owner", "holders", "status", "declared", "mean", "low", "high", "alpha", "beta", "effective_sample_size", "evidence", "last_tested_on", "last_result", "test_due", "flag", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["half_life_days"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["never_tested"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["stale"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["only_listed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ControlEffectivenessItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class TechnologyWatch(Answer[TechnologyItem]):
    """The technologies to look after on a date."""

    _view = "technology_watch"
    _rows = "items"
    _columns = ("technology", "name", "version", "vendor", "owner", "holders", "state", "deprecated_on", "support_ends_on", "days_left", "assets", "replaced_by", "changes", "raises", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["technologies"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[TechnologyItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class StatementOfApplicability(Answer[ApplicabilityItem]):
    """The Statement of Applicability on a date."""

    _view = "statement_of_applicability"
    _rows = "items"
    _columns = ("entry", "control", "name", "applicable", "justification", "decided_on", "decided_by", "status", "status_since", "owner", "holders", "behind", "risks", "obligations", "tested_on", "test_result", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["applicable"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["implemented"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["excluded"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ApplicabilityItem]: ...
    @overload
    def __getitem__(self, name: Literal["undecided"]) -> list[UndecidedControl]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class RiskTreatmentPlan(Answer[RiskTreatment]):
    """The risk treatment plan on a date."""

    _view = "risk_treatment_plan"
    _rows = "items"
    _columns = ("risk", "title", "owner", "holders", "inherent", "residual", "target", "standing", "state", "option", "controls", "actions", "acceptance", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["actions_open"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["actions_overdue"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[RiskTreatment]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Gaps(Answer[Gap]):
    """How a framework is met on a date."""

    _view = "gaps"
    _rows = "items"
    _columns = ("requirement", "title", "parent", "state", "assessment", "assessed_on", "by", "note", "without_evidence", "shown_by", "lapsed", "met_by", "evidence_expected", "expected_in", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["framework"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["title"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["version"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["counts"]) -> GapCounts: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[Gap]: ...
    @overload
    def __getitem__(self, name: Literal["recommendations"]) -> list[GapRecommendation]: ...
    @overload
    def __getitem__(self, name: Literal["promises"]) -> list[Promise]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ManagementReviewPack(Answer[PackInput]):
    """The inputs of a management review, and the reviews held."""

    _view = "management_review_pack"
    _rows = "inputs"
    _columns = ("input", "letter", "figures", "entries", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["before_from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["before_to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["inputs"]) -> list[PackInput]: ...
    @overload
    def __getitem__(self, name: Literal["reviews"]) -> list[HeldReview]: ...
    @overload
    def __getitem__(self, name: Literal["interval"]) -> ReviewInterval: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Metrics(Answer[MetricSeries]):
    """The metrics of a period."""

    _view = "metrics"
    _rows = "items"
    _columns = ("metric", "source", "name", "unit", "formula", "owner", "holders", "comparison", "target", "points", "value", "met", "change", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["step"]) -> MetricStep: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[MetricSeries]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Anomalies(Answer[Anomaly]):
    """What stands out in the measurements of a period."""

    _view = "anomalies"
    _rows = "items"
    _columns = ("metric", "name", "owner", "holders", "at", "value", "unit", "side", "centre", "sigma", "statistic", "lower_limit", "upper_limit", "run", "last_at", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["chart"]) -> Chart: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[Anomaly]: ...
    @overload
    def __getitem__(self, name: Literal["gaps"]) -> list[MeasurementGap]: ...
    @overload
    def __getitem__(self, name: Literal["charts"]) -> list[MetricChart]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Unanswered(Answer[UnansweredItem]):
    """The anomalies of a period and their answers."""

    _view = "unanswered"
    _rows = "items"
    _columns = ("metric", "name", "owner", "holders", "at", "value", "last_at", "side", "broken", "state", "due", "days_overdue", "response", "answered_on", "by", "finding", "actions", "open_actions", "dismissed_because", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["unanswered"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[UnansweredItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Workload(Answer[WorkloadMonth]):
    """Hours owed and hours there, by role and month."""

    _view = "workload"
    _rows = "items"
    _columns = ("role", "holders", "month", "forecast", "done_hours", "due_hours", "carried_in_hours", "carried_out_hours", "capacity_hours", "over_hours", "state", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["charged_to"]) -> ChargedTo: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[WorkloadMonth]: ...
    @overload
    def __getitem__(self, name: Literal["roles"]) -> list[RoleOutlook]: ...
    @overload
    def __getitem__(self, name: Literal["without_effort"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ProgrammeProposal(Answer[ProposedActivity]):
    """A programme, proposed and not applied."""

    _view = "programme_proposal"
    _rows = "items"
    _columns = ("activity", "task", "group", "title", "owner", "every_months", "effort_hours", "on_days_off", "entities", "rule", "effective_on",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["until"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ProposedActivity]: ...
    @overload
    def __getitem__(self, name: Literal["changes"]) -> list[NewActivity]: ...
    @overload
    def __getitem__(self, name: Literal["peaks"]) -> list[OwnerPeak]: ...
    @overload
    def __getitem__(self, name: Literal["loads"]) -> list[OwnerLoad]: ...
    @overload
    def __getitem__(self, name: Literal["covered"]) -> list[Task]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class ProgrammeGaps(Answer[ProgrammeGap]):
    """What the programme does not cover."""

    _view = "programme_gaps"
    _rows = "items"
    _columns = ("gap", "subject", "message", "entities", "rule", "effective_on",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["until"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ProgrammeGap]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class AuditCoverage(Answer[AuditCoverageItem]):
    """What was audited in a cycle, by the date."""

    _view = "audit_coverage"
    _rows = "items"
    _columns = ("requirement", "control", "state", "audits", "last_audit", "last_audited_on", "auditors", "planned_audit", "planned_on", "due", "days_left", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["from"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["to"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["basis"]) -> CycleBasis: ...
    @overload
    def __getitem__(self, name: Literal["certificate"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["controls_from"]) -> ControlsFrom: ...
    @overload
    def __getitem__(self, name: Literal["audits"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["clauses"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["clauses_audited"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["controls"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["controls_audited"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[AuditCoverageItem]: ...
    @overload
    def __getitem__(self, name: Literal["conflicts"]) -> list[AuditorConflict]: ...
    @overload
    def __getitem__(self, name: Literal["sample"]) -> list[SampledControl]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Findings(Answer[FindingItem]):
    """The findings up to a date."""

    _view = "findings"
    _rows = "items"
    _columns = ("finding", "title", "grade", "requirement", "audit", "owner", "holders", "raised_on", "due", "step", "step_since", "days_in_step", "next_step", "next_owed_by", "age_days", "overdue", "days_overdue", "stuck", "effectiveness_due", "reopened", "actions", "actions_open", "actions_overdue", "repeats", "concerns", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["open"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["overdue"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["ages"]) -> list[FindingAges]: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[FindingItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class AuditReport(Answer[FindingItem]):
    """The report of an audit, as far as it has come by the date."""

    _view = "audit_report"
    _rows = "findings"
    _columns = ("finding", "title", "grade", "requirement", "audit", "owner", "holders", "raised_on", "due", "step", "step_since", "days_in_step", "next_step", "next_owed_by", "age_days", "overdue", "days_overdue", "stuck", "effectiveness_due", "reopened", "actions", "actions_open", "actions_overdue", "repeats", "concerns", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["audit"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["title"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["kind"]) -> AuditKind: ...
    @overload
    def __getitem__(self, name: Literal["programme"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["supplier"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["start"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["end"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["state"]) -> AuditState: ...
    @overload
    def __getitem__(self, name: Literal["auditors"]) -> list[AuditorName]: ...
    @overload
    def __getitem__(self, name: Literal["clauses"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["controls"]) -> list[ControlName]: ...
    @overload
    def __getitem__(self, name: Literal["issued_on"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["summary"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["management"]) -> list[str]: ...
    @overload
    def __getitem__(self, name: Literal["report_due"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["reached_management_on"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["days_late"]) -> int | None: ...
    @overload
    def __getitem__(self, name: Literal["grades"]) -> dict[str, int]: ...
    @overload
    def __getitem__(self, name: Literal["findings"]) -> list[FindingItem]: ...
    @overload
    def __getitem__(self, name: Literal["communications"]) -> list[ReportCommunication]: ...
    @overload
    def __getitem__(self, name: Literal["concerns"]) -> list[Concern]: ...
    @overload
    def __getitem__(self, name: Literal["rule"]) -> Rule: ...
    @overload
    def __getitem__(self, name: Literal["effective_on"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["entities"]) -> list[str]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Certification(Answer[CertificateItem]):
    """The certificates on a date."""

    _view = "certification"
    _rows = "items"
    _columns = ("certificate", "standard", "body", "scope", "sites", "state", "state_since", "applied_on", "decided_on", "valid_until", "days_left", "renews", "renewed_by", "conditions", "calendar", "concerns", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[CertificateItem]: ...
    @overload
    def __getitem__(self, name: Literal["calendar"]) -> list[CalendarEntry]: ...
    @overload
    def __getitem__(self, name: Literal["sites"]) -> list[SiteItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Decisions(Answer[DecisionItem]):
    """The decisions up to a date."""

    _view = "decisions"
    _rows = "items"
    _columns = ("decision", "title", "outcome", "decided_on", "by", "holders", "review", "resources", "budget", "state", "actions_open", "actions_overdue", "next_due", "carried_out_on", "actions", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["open"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["overdue"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[DecisionItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Objectives(Answer[ObjectiveItem]):
    """The objectives on a date."""

    _view = "objectives"
    _rows = "items"
    _columns = ("objective", "title", "owner", "holders", "serves", "metric", "unit", "revised_on", "comparison", "target", "due", "days_left", "state", "value", "measured_on", "projected", "share_met", "changed_causes", "concerns", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ObjectiveItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Appetite(Answer[RiskAppetiteItem]):
    """The risk appetite and what is taken, on a date."""

    _view = "appetite"
    _rows = "items"
    _columns = ("risk", "title", "owner", "holders", "category", "state", "level", "appetite_level", "levels_above", "accepted_until", "yearly_loss", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["currency"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["above"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[RiskAppetiteItem]: ...
    @overload
    def __getitem__(self, name: Literal["categories"]) -> list[CategoryItem]: ...
    @overload
    def __getitem__(self, name: Literal["portfolio"]) -> Portfolio: ...
    @overload
    def __getitem__(self, name: Literal["objectives_without_goal"]) -> list[ObjectiveWithoutGoal]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Loss(Answer[StageLoss]):
    """What a year may cost."""

    _view = "loss"
    _rows = "stages"
    _columns = ("stage", "mean", "standard_error", "standard_deviation", "probability_of_loss", "trials_for_one_percent", "levels", "curve", "appetite", "contributions", "convergence",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["currency"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["trials"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["seed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["confidence"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["stages"]) -> list[StageLoss]: ...
    @overload
    def __getitem__(self, name: Literal["quantified"]) -> list[QuantifiedFrom]: ...
    @overload
    def __getitem__(self, name: Literal["left_out"]) -> list[LeftOut]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Optimisation(Answer[OptimisedOption]):
    """The treatment options to choose on a date, and why."""

    _view = "optimise"
    _rows = "items"
    _columns = ("option", "title", "owner", "holders", "chosen", "starts_on", "in_effect_on", "cost", "alone", "last_in", "alone_per_cost", "last_in_per_cost", "share_of_redraws", "share_low", "share_high", "reason", "sentence", "effects", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["currency"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["goal"]) -> TreatmentGoal: ...
    @overload
    def __getitem__(self, name: Literal["level"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["budget"]) -> float | None: ...
    @overload
    def __getitem__(self, name: Literal["horizon"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["discount_rate"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["trials"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["seed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["cost"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["value"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["untreated"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["bound"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["gap"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["nodes"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["stopped"]) -> bool: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[OptimisedOption]: ...
    @overload
    def __getitem__(self, name: Literal["hours"]) -> list[OptionHours]: ...
    @overload
    def __getitem__(self, name: Literal["limits"]) -> list[TreatmentLimit]: ...
    @overload
    def __getitem__(self, name: Literal["figures"]) -> list[JudgedFigure]: ...
    @overload
    def __getitem__(self, name: Literal["robustness"]) -> ChoiceRobustness | None: ...
    @overload
    def __getitem__(self, name: Literal["changes"]) -> list[Any]: ...
    @overload
    def __getitem__(self, name: Literal["left_out"]) -> list[LeftOut]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class TreatmentFrontier(Answer[FrontierItem]):
    """The loss that each budget leaves: that of the dearest item within it."""

    _view = "treatment_frontier"
    _rows = "items"
    _columns = ("cost", "value", "bound", "gap", "per_cost", "options", "yearly_loss", "appetite", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["currency"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["goal"]) -> TreatmentGoal: ...
    @overload
    def __getitem__(self, name: Literal["level"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["horizon"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["discount_rate"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["trials"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["seed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["stopped"]) -> bool: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[FrontierItem]: ...
    @overload
    def __getitem__(self, name: Literal["left_out"]) -> list[LeftOut]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class WhatIf(Answer[StageDifference]):
    """What would change."""

    _view = "what_if"
    _rows = "stages"
    _columns = ("stage", "mean", "probability_of_loss", "levels", "appetite",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["currency"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["trials"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["seed"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["confidence"]) -> float: ...
    @overload
    def __getitem__(self, name: Literal["changed"]) -> Difference: ...
    @overload
    def __getitem__(self, name: Literal["stages"]) -> list[StageDifference]: ...
    @overload
    def __getitem__(self, name: Literal["risks"]) -> list[RiskDifference]: ...
    @overload
    def __getitem__(self, name: Literal["readiness"]) -> list[ReadinessDifference]: ...
    @overload
    def __getitem__(self, name: Literal["overdue"]) -> CountDifference: ...
    @overload
    def __getitem__(self, name: Literal["above_appetite"]) -> CountDifference | None: ...
    @overload
    def __getitem__(self, name: Literal["computed_unacceptable"]) -> CountDifference | None: ...
    @overload
    def __getitem__(self, name: Literal["delayed"]) -> list[DelayedAction]: ...
    @overload
    def __getitem__(self, name: Literal["dropped"]) -> list[DroppedSupplier]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Pdca(Answer[CycleItem]):
    """The improvement cycles, and the whole system by phase."""

    _view = "pdca"
    _rows = "items"
    _columns = ("cycle", "title", "aim", "owner", "holders", "state", "phase", "round", "entered_on", "days_in_phase", "due", "days_overdue", "met", "missing", "completed_on", "rule", "effective_on", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["stuck"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[CycleItem]: ...
    @overload
    def __getitem__(self, name: Literal["lacks"]) -> list[PhaseLack]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Readiness(Answer[ReadinessItem]):
    """What an auditor would raise."""

    _view = "readiness"
    _rows = "items"
    _columns = ("grade", "rule", "requirement", "about", "message", "remedy", "effective_on", "systemic", "today", "if_nothing_is_done", "if_planned_is_done", "entities",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["audit"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["audit_on"]) -> str | None: ...
    @overload
    def __getitem__(self, name: Literal["systemic_above"]) -> int: ...
    @overload
    def __getitem__(self, name: Literal["today"]) -> ReadinessCounts: ...
    @overload
    def __getitem__(self, name: Literal["if_nothing_is_done"]) -> ReadinessCounts | None: ...
    @overload
    def __getitem__(self, name: Literal["if_planned_is_done"]) -> ReadinessCounts | None: ...
    @overload
    def __getitem__(self, name: Literal["items"]) -> list[ReadinessItem]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class Rules(Answer[RuleText]):
    """The vocabulary of rules."""

    _view = "rules"
    _rows = "rules"
    _columns = ("rule", "text",)

    @overload
    def __getitem__(self, name: Literal["as_of"]) -> str: ...
    @overload
    def __getitem__(self, name: Literal["rules"]) -> list[RuleText]: ...
    def __getitem__(self, name: str) -> Any:
        return self._data[name]

class View(Asking):
    """The record on a date; each view is a method. A parameter that is a word of Python takes an underscore:
    ``view.continuity(from_="2025-07-01")``."""

    def status(self) -> Status:
        """The state of the whole system on one page: certificate, duties, programme, risks, incidents, findings."""
        return Status(self._ask("status", {}))

    def programme(self, from_: Day | None = None, to: Day | None = None, *, audit: str | None = None) -> Programme:
        """Each due date of a period with its owner, state and evidence.

        ``from_``: First day.

        ``to``: Last day.

        ``audit``: The audit that the period leads up to.
        """
        return Programme(self._ask("programme", {"from": from_, "to": to, "audit": audit}))

    def continuity(self, from_: Day | None = None, to: Day | None = None, *, audit: str | None = None, limits: LimitsParameters | None = None, run_up_days: int | None = None) -> Continuity:
        """Whether the programme was lived all year or crammed: the figures, and a flag where a limit is crossed.

        ``from_``: First day; a year before the end if absent.

        ``to``: Last day; the date looked at, or the day before the audit, if absent.

        ``audit``: The audit whose run-up is looked at; the last that begins in the period if absent.

        ``limits``: Where to raise a flag.

        ``run_up_days``: Days of the run-up; 30 if absent.
        """
        return Continuity(self._ask("continuity", {"from": from_, "to": to, "audit": audit, "limits": limits, "run_up_days": run_up_days}))

    def overdue(self) -> Overdue:
        """Every duty past its day and not done: activities, risk reviews, findings, and actions of whatever is on
        record."""
        return Overdue(self._ask("overdue", {}))

    def risks(self) -> RiskRegister:
        """The risk register: each risk's ratings, how it stands, and whether its assessment is stale."""
        return RiskRegister(self._ask("risks", {}))

    def heatmap(self, *, stage: Stage | None = None) -> Heatmap:
        """The risk matrix of the record's criteria with the risks in it.

        ``stage``: The stage; residual if absent.
        """
        return Heatmap(self._ask("heatmap", {"stage": stage}))

    def coverage(self) -> Coverage:
        """Each pair of a threat and an asset it targets, with the effective controls between them."""
        return Coverage(self._ask("coverage", {}))

    def blast_radius(self, from_: str, *, depth: int | None = None) -> BlastRadius:
        """Everything that feels it when a threat acts, or an asset or a control fails, and by which way.

        ``from_``: Id of a threat, asset, control or risk, or `kind:id` where several have it.

        ``depth``: How many steps at most; to the end if absent.
        """
        return BlastRadius(self._ask("blast_radius", {"from": from_, "depth": depth}))

    def explanation(self, from_: str, to: str) -> Explanation:
        """The shortest way from one entity to another, step by step and in words.

        ``from_``: Id of a threat, asset, control or risk, or `kind:id` where several have it.

        ``to``: Likewise.
        """
        return Explanation(self._ask("explanation", {"from": from_, "to": to}))

    def protection(self, asset: str) -> Protection:
        """The controls that protect an asset, and the threats they keep from it.

        ``asset``: Its id.
        """
        return Protection(self._ask("protection", {"asset": asset}))

    def affected(self, from_: list[str]) -> Affected:
        """Everything that feels it when controls, assets or suppliers fail together: risks, assets, obligations and
        objectives, with the way to each.

        ``from_``: Ids of threats, assets, controls, suppliers or risks that fail together, or `kind:id` where
        several have one.
        """
        return Affected(self._ask("affected", {"from": from_}))

    def inherited_criticality(self, *, damping: float | None = None) -> InheritedCriticality:
        """The criticality of each asset as stated, and with what depends on it.

        ``damping``: The sum, with this share of it (0 to 1) from one asset to the next; the greatest value if
        absent.
        """
        return InheritedCriticality(self._ask("inherited_criticality", {"damping": damping}))

    def exposure(self) -> Exposure:
        """The threats that reach assets with no effective control between, directly or along dependencies, and how
        strongly."""
        return Exposure(self._ask("exposure", {}))

    def cheapest_controls(self, *, assets: list[str] | None = None, count: int | None = None, threats: list[str] | None = None) -> CheapestControls:
        """The cheapest sets of controls on record, not yet in force, that leave threats no open way to assets, and
        the next best.

        ``assets``: The assets to keep them from, with all that these depend on; every one there if absent.

        ``count``: How many sets to tell, from 1 to 100; 3 if absent.

        ``threats``: The threats to keep away; every one known on the date if absent.
        """
        return CheapestControls(self._ask("cheapest_controls", {"assets": assets, "count": count, "threats": threats}))

    def dependency_cycles(self) -> DependencyCycles:
        """Circles in what assets depend on."""
        return DependencyCycles(self._ask("dependency_cycles", {}))

    def risk_watch(self, *, since: Day | None = None) -> RiskWatch:
        """Risks to look at now: past their review date, with an indicator across its threshold, or newly exposed.

        ``since``: Threats and vulnerabilities added after this day are new; 90 days before the date looked at if
        absent.
        """
        return RiskWatch(self._ask("risk_watch", {"since": since}))

    def reevaluations(self, *, all: bool | None = None, since: Day | None = None) -> Reevaluations:
        """Risks that a change, an incident or a lapse calls to assess again, by when, and how it reaches them.

        ``all``: Whether to show what was assessed in time too.

        ``since``: Changes from this day on; a year before the date looked at if absent.
        """
        return Reevaluations(self._ask("reevaluations", {"all": all, "since": since}))

    def control_changes(self, from_: Day | None = None, to: Day | None = None, *, audit: str | None = None) -> ControlChanges:
        """Controls that changed in a period, and the computed residual risk before and after.

        ``from_``: First day.

        ``to``: Last day.

        ``audit``: The audit that the period leads up to.
        """
        return ControlChanges(self._ask("control_changes", {"from": from_, "to": to, "audit": audit}))

    def residual_risks(self) -> ResidualRisks:
        """Residual risk as stated and as computed from the controls in force, side by side."""
        return ResidualRisks(self._ask("residual_risks", {}))

    def incidents(self, from_: Day | None = None, to: Day | None = None) -> Incidents:
        """The incidents of a period with stage, time to detect, contain and recover, and what is past the time set
        for it.

        ``from_``: First day; the first of the record if absent.

        ``to``: Last day; the date of the view if absent. Incidents detected after that date are not seen.
        """
        return Incidents(self._ask("incidents", {"from": from_, "to": to}))

    def notifications_due(self, *, at: Instant | None = None, due_within_hours: int | None = None) -> NotificationsDue:
        """Whom to tell of each incident by which instant, as the obligations that apply say; the strictest first.

        ``at``: The instant, in any offset of RFC 3339, no later than the date of the view; the end of that date
        in UTC if absent.

        ``due_within_hours``: Hours before a deadline from which a notification counts as due; 24 if absent.
        """
        return NotificationsDue(self._ask("notifications_due", {"at": at, "due_within_hours": due_within_hours}))

    def incident_reviews(self, *, minimum_severity: IncidentSeverity | None = None, within_days: int | None = None) -> IncidentReviews:
        """Whether the root cause of each severe incident was found within the days set after recovery.

        ``minimum_severity``: The least severity that calls for an analysis; high if absent.

        ``within_days``: Days after recovery within which it is to be done; 30 if absent.
        """
        return IncidentReviews(self._ask("incident_reviews", {"minimum_severity": minimum_severity, "within_days": within_days}))

    def lessons(self) -> Lessons:
        """What was learned and what is left to do of it, and the incidents closed without a lesson or a reason."""
        return Lessons(self._ask("lessons", {}))

    def recurrence(self) -> Recurrence:
        """Causes that led to another incident once one before was closed, with the trail."""
        return Recurrence(self._ask("recurrence", {}))

    def event_rates(self, *, since: Day | None = None) -> EventRates:
        """How often each threat comes true a year, learned from the incidents counted, with an interval.

        ``since``: First day from which incidents are on record, for threats without a day of identification; if
        absent, the first day on which the record has a threat or a risk identified or an incident detected.
        """
        return EventRates(self._ask("event_rates", {"since": since}))

    def stale_documents(self) -> StaleDocuments:
        """The documents that are out of date: what they describe changed after their version, or a review asked for
        another."""
        return StaleDocuments(self._ask("stale_documents", {}))

    def document_history(self, document: str) -> DocumentHistory:
        """Every version of a document with its author, approver, time in force and archive, and every review.

        ``document``: Its id. A retired document keeps its history.
        """
        return DocumentHistory(self._ask("document_history", {"document": document}))

    def policy_reviews(self, *, days_after_change: int | None = None, interval_days: int | None = None) -> PolicyReviews:
        """When each policy must be reviewed next: at least once an interval, and after changes of what it describes.

        ``days_after_change``: Days within which a change of something the policy is about is followed by a
        review; 30 if absent.

        ``interval_days``: Days from one review to the next; 365 if absent.
        """
        return PolicyReviews(self._ask("policy_reviews", {"days_after_change": days_after_change, "interval_days": interval_days}))

    def training(self, *, days_ahead: int | None = None) -> Training:
        """Who must take which course, who has, and whose completion has lapsed or soon will.

        ``days_ahead``: Days ahead for which a lapse is announced; 60 if absent.
        """
        return Training(self._ask("training", {"days_ahead": days_ahead}))

    def awareness(self) -> Awareness:
        """Of each campaign, whom of its audience it has reached, and whether something it is about has changed
        since."""
        return Awareness(self._ask("awareness", {}))

    def exercises(self, *, drill_days: int | None = None, penetration_test_days: int | None = None, phishing_days: int | None = None, restore_test_days: int | None = None, tabletop_days: int | None = None) -> Exercises:
        """Of each kind of exercise, when the next is due, the rate of what went well, and whether it rises or falls.

        ``drill_days``: Of drills; 365 if absent.

        ``penetration_test_days``: Of penetration tests; 365 if absent.

        ``phishing_days``: Of phishing; 183 if absent.

        ``restore_test_days``: Of restore tests; 92 if absent.

        ``tabletop_days``: Of tabletops; 365 if absent.
        """
        return Exercises(self._ask("exercises", {"drill_days": drill_days, "penetration_test_days": penetration_test_days, "phishing_days": phishing_days, "restore_test_days": restore_test_days, "tabletop_days": tabletop_days}))

    def third_party_risk(self, *, assessment_interval_days: list[int] | None = None, tier_thresholds: list[float] | None = None) -> ThirdPartyRisk:
        """What each supplier can reach, the tier that follows, and when it must be assessed again.

        ``assessment_interval_days``: Days between two assessments by tier, tier 1 first, the last for every tier
        after it; 365, 365, 730 and 1095 if absent.

        ``tier_thresholds``: Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if
        absent.
        """
        return ThirdPartyRisk(self._ask("third_party_risk", {"assessment_interval_days": assessment_interval_days, "tier_thresholds": tier_thresholds}))

    def supplier_agreements(self, *, clauses: list[list[str]] | None = None, days_ahead: int | None = None, review_interval_days: list[int] | None = None, tier_thresholds: list[float] | None = None) -> SupplierAgreements:
        """What is to be done about the agreements with suppliers: none, run out, ending, not reviewed, clauses
        missing.

        ``clauses``: Clauses needed by tier, tier 1 first, the last for every tier after it. If absent:
        confidentiality for all, incident notification for tiers 1 and 2, right to audit and subcontractors for
        tier 1.

        ``days_ahead``: Days ahead for which an expiry is announced; 90 if absent.

        ``review_interval_days``: Days between two reviews by tier, tier 1 first, the last for every tier after
        it; 365, 365, 730 and 1095 if absent.

        ``tier_thresholds``: Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if
        absent.
        """
        return SupplierAgreements(self._ask("supplier_agreements", {"clauses": clauses, "days_ahead": days_ahead, "review_interval_days": review_interval_days, "tier_thresholds": tier_thresholds}))

    def supplier_audits(self, *, attestations_count: bool | None = None, audit_interval_days: list[int | None] | None = None, days_ahead: int | None = None, tier_thresholds: list[float] | None = None) -> SupplierAudits:
        """When each supplier of an audited tier must be audited next, and the attestations that have lapsed or soon
        will.

        ``attestations_count``: Whether a valid attestation stands for an audit; it does if absent.

        ``audit_interval_days``: Days between two audits by tier, tier 1 first, the last for every tier after it,
        null for none; 730, 1095, null and null if absent.

        ``days_ahead``: Days ahead for which an audit due or an attestation lapsing is announced; 90 if absent.

        ``tier_thresholds``: Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if
        absent.
        """
        return SupplierAudits(self._ask("supplier_audits", {"attestations_count": attestations_count, "audit_interval_days": audit_interval_days, "days_ahead": days_ahead, "tier_thresholds": tier_thresholds}))

    def obligations(self) -> Obligations:
        """Each published version of an obligation, whether its impact was assessed in time, and the strictest
        limits."""
        return Obligations(self._ask("obligations", {}))

    def control_effectiveness(self, *, half_life_days: float | None = None, prior_alpha: float | None = None, prior_beta: float | None = None) -> ControlEffectiveness:
        """How well each control works by tests, incidents, findings and measurements, and which were not tested in
        time.

        ``half_life_days``: Days after which evidence weighs half; 365 if absent.

        ``prior_alpha``: What counts as having gone well before any evidence, above 0; 0.5 if absent (Jeffreys).

        ``prior_beta``: What counts as having gone wrong before any evidence, above 0; 0.5 if absent (Jeffreys).
        """
        return ControlEffectiveness(self._ask("control_effectiveness", {"half_life_days": half_life_days, "prior_alpha": prior_alpha, "prior_beta": prior_beta}))

    def technology_watch(self, *, days_ahead: int | None = None) -> TechnologyWatch:
        """Technologies without support, about to lose it, or advised against, and the changes that this raises.

        ``days_ahead``: Days ahead for which an end of support is announced; 365 if absent.
        """
        return TechnologyWatch(self._ask("technology_watch", {"days_ahead": days_ahead}))

    def statement_of_applicability(self) -> StatementOfApplicability:
        """What was decided on each control and why, whether it is implemented, what stands behind it and what it
        treats."""
        return StatementOfApplicability(self._ask("statement_of_applicability", {}))

    def risk_treatment_plan(self) -> RiskTreatmentPlan:
        """Each risk not acceptable or under treatment: option, actions with owner and day, aim, and what was
        accepted."""
        return RiskTreatmentPlan(self._ask("risk_treatment_plan", {}))

    def gaps(self, framework: str, *, effort_hours: float | None = None) -> Gaps:
        """How each requirement of a framework is met, what shows it, what to do first, and whether documents keep
        their word.

        ``framework``: The framework.

        ``effort_hours``: Hours that it takes to close a gap whose assessment does not say; 16 if absent.
        """
        return Gaps(self._ask("gaps", {"framework": framework, "effort_hours": effort_hours}))

    def management_review_pack(self, from_: Day | None = None, to: Day | None = None, *, interval_months: int | None = None) -> ManagementReviewPack:
        """The inputs of a management review made from the record, against the period before, and what reviews held
        lack.

        ``from_``: The first day; a year before the last if absent.

        ``to``: The last day; the date of the view if absent.

        ``interval_months``: The most months from one review to the next, from 1 on; 12 if absent.
        """
        return ManagementReviewPack(self._ask("management_review_pack", {"from": from_, "to": to, "interval_months": interval_months}))

    def metrics(self, from_: Day | None = None, to: Day | None = None, *, step: MetricStep | None = None) -> Metrics:
        """Metrics over a period, a value a month, quarter or year: computed from the record, measured, or by
        expression.

        ``from_``: The first day; a year before the last if absent.

        ``to``: The last day; the date of the view if absent.

        ``step``: What one value is of; a month if absent.
        """
        return Metrics(self._ask("metrics", {"from": from_, "to": to, "step": step}))

    def anomalies(self, from_: Day | None = None, to: Day | None = None, *, chart: ChartSettingsParameters | None = None, metric: str | None = None) -> Anomalies:
        """Measurements of a period that do not behave as those before, by control charts, and where measurements are
        missing.

        ``from_``: The first day; a year before the last if absent.

        ``to``: The last day; the date of the view if absent.

        ``chart``: The chart; the rules of Western Electric if absent.

        ``metric``: One metric; all if absent.
        """
        return Anomalies(self._ask("anomalies", {"from": from_, "to": to, "chart": chart, "metric": metric}))

    def unanswered(self, from_: Day | None = None, to: Day | None = None, *, chart: ChartSettingsParameters | None = None, days: int | None = None, metric: str | None = None) -> Unanswered:
        """The anomalies of a period with their answers: which have none, which came late, and what they were.

        ``from_``: The first day of the period; a year before the last if absent.

        ``to``: Its last day; the date of the view if absent.

        ``chart``: The chart; the rules of Western Electric if absent.

        ``days``: Days from an anomaly to the last day for its answer; 14 if absent.

        ``metric``: One metric; all if absent.
        """
        return Unanswered(self._ask("unanswered", {"from": from_, "to": to, "chart": chart, "days": days, "metric": metric}))

    def workload(self, from_: Day | None = None, to: Day | None = None, *, charged_to: ChargedTo | None = None) -> Workload:
        """The hours that the programme takes from each role and month: done, due, carried over and ahead, against
        capacity.

        ``from_``: A day of the first month; the date looked at if absent.

        ``to``: A day of the last month; eleven months after the first day if absent.

        ``charged_to``: Whose hours the effort takes; the owner's if absent.
        """
        return Workload(self._ask("workload", {"from": from_, "to": to, "charged_to": charged_to}))

    def programme_proposal(self, from_: Day | None = None, *, all: bool | None = None, default_owner: str | None = None, owners: dict[str, str] | None = None) -> ProgrammeProposal:
        """A maintenance programme made from profile and record, spread over the months by owner: changes, not
        applied.

        ``from_``: Nothing is planned before the first whole month from here on; the date looked at if absent.

        ``all``: Whether to plan every task and control, or only those that no activity covers yet and those that
        serve a clause that none serves, which is the default.

        ``default_owner``: Who owes the tasks of the other groups; the role with the most hours if absent.

        ``owners``: Who owes the tasks of each group.
        """
        return ProgrammeProposal(self._ask("programme_proposal", {"from": from_, "all": all, "default_owner": default_owner, "owners": owners}))

    def programme_gaps(self) -> ProgrammeGaps:
        """What the programme fails to cover: tasks, clauses, controls that apply, days off, owners without holder or
        hours."""
        return ProgrammeGaps(self._ask("programme_gaps", {}))

    def audit_coverage(self, from_: Day | None = None, to: Day | None = None, *, certificate: str | None = None, cooling_off_days: int | None = None, kinds: list[AuditKind] | None = None, sample: int | None = None, weights: SamplingWeightsParameters | None = None) -> AuditCoverage:
        """Each requirement and control, and whether it was audited in the cycle; auditors who own it; what to sample
        next.

        ``from_``: First day, if other than that of the cycle.

        ``to``: Last day, if other than that of the cycle.

        ``certificate``: The certificate whose cycle is looked at; the one decided last of those in force if
        absent.

        ``cooling_off_days``: Days after leaving a role in which its holder may not audit what it owns; 365 if
        absent.

        ``kinds``: Kinds of audit that count; internal ones if absent.

        ``sample``: Controls to propose for the next audit; 10 if absent.

        ``weights``: What counts how much when they are chosen; 4, 3, 2 and 1 if absent.
        """
        return AuditCoverage(self._ask("audit_coverage", {"from": from_, "to": to, "certificate": certificate, "cooling_off_days": cooling_off_days, "kinds": kinds, "sample": sample, "weights": weights}))

    def findings(self, *, major_step_days: int | None = None, minor_step_days: int | None = None, opportunity_step_days: int | None = None, verify_within_days: int | None = None) -> Findings:
        """Each finding, its step and the next one, what is overdue, stuck or comes again, and their ages by grade.

        ``major_step_days``: For which a major nonconformity may stay in one step; 30 if absent.

        ``minor_step_days``: For which a minor nonconformity may; 60 if absent.

        ``opportunity_step_days``: For which an opportunity for improvement may; 180 if absent.

        ``verify_within_days``: From the implementation of corrective actions to the check whether they work; 90
        if absent.
        """
        return Findings(self._ask("findings", {"major_step_days": major_step_days, "minor_step_days": minor_step_days, "opportunity_step_days": opportunity_step_days, "verify_within_days": verify_within_days}))

    def audit_report(self, audit: str, *, management: list[str] | None = None) -> AuditReport:
        """The data of an audit's report: scope, auditors, findings by grade, and whom it reached when.

        ``audit``: Its id.

        ``management``: The roles that count as management; those that chair the management reviews on record if
        absent.
        """
        return AuditReport(self._ask("audit_report", {"audit": audit, "management": management}))

    def certification(self, *, recertification_ahead_days: int | None = None, surveillance_ahead_days: int | None = None) -> Certification:
        """Each certificate with its state, its calendar and what endangers it; the calendar of all, and the sites of
        each standard.

        ``recertification_ahead_days``: Before the last day of the certificate, for the recertification audit; 180
        if absent.

        ``surveillance_ahead_days``: Before the last day for a surveillance audit; 90 if absent.
        """
        return Certification(self._ask("certification", {"recertification_ahead_days": recertification_ahead_days, "surveillance_ahead_days": surveillance_ahead_days}))

    def decisions(self) -> Decisions:
        """Each decision of management and its actions: open until all are done, and which are late."""
        return Decisions(self._ask("decisions", {}))

    def objectives(self, *, trend_days: int | None = None) -> Objectives:
        """Each objective: met, at risk or missed as measured, causes that changed since it was set, and the goals it
        serves.

        ``trend_days``: Days for which a measurement speaks, and over which the trend is told; 365 if absent.
        """
        return Objectives(self._ask("objectives", {"trend_days": trend_days}))

    def appetite(self) -> Appetite:
        """Each risk, category and all risks together against the risk appetite, and objectives that serve no goal."""
        return Appetite(self._ask("appetite", {}))

    def loss(self, *, levels: list[float] | None = None, points: int | None = None, seed: int | None = None, trials: int | None = None, progress: ViewProgress | bool = False) -> Loss:
        """What a year may cost, simulated: inherent, residual and target losses against the appetite, and what makes
        them up.

        ``levels``: Shares of years at which to tell value at risk and expected shortfall; 0.5, 0.9, 0.95 and 0.99
        if absent. What makes up the tail is told of the last.

        ``points``: Points of the exceedance curves; 32 if absent.

        ``seed``: Equal seeds give equal answers; 1 if absent.

        ``trials``: Years to simulate; 20 000 if absent, ten million at most.

        ``progress``: Called with how many parts of the work are done and of how many; ``True`` writes it to
        standard error.
        """
        return Loss(self._ask("loss", {"levels": levels, "points": points, "seed": seed, "trials": trials}, progress))

    def optimise(self, *, budget: float | None = None, capacities: bool | None = None, discount_rate: float | None = None, goal: TreatmentGoal | None = None, horizon: int | None = None, level: float | None = None, nodes: int | None = None, redraws: int | None = None, seed: int | None = None, start_quarters: int | None = None, trials: int | None = None, progress: ViewProgress | bool = False, time_limit: float | None = None) -> Optimisation:
        """The treatment options to choose within budget, hours and time: a roadmap, why, what it comes to, and as
        changes.

        ``budget``: The most that the chosen options may cost over the horizon, discounted; no limit if absent.

        ``capacities``: Whether the hours of roles limit the choice; they do if absent. A role that states no
        hours never does.

        ``discount_rate``: Yearly rate by which later costs and losses count less, such as 0.04; 0 if absent.

        ``goal``: What to make small; the expected loss if absent.

        ``horizon``: Years over which costs and losses count; 3 if absent, 10 at most.

        ``level``: Share of years beyond which the tail begins, for the goal `tail_loss` and for what is told of
        the tail; 0.95 if absent.

        ``nodes``: Most nodes of the search tree of a portfolio. If absent 2000, and fewer where each has many
        losses to go through: where the goal is not the expected loss, and risks and years are many. What a limit
        is worth, and the choice in other circumstances, is looked for with a quarter of them.

        ``redraws``: How often uncertain rates are drawn anew to see what would be chosen then; 16 if absent, 0
        for not at all.

        ``seed``: Equal seeds give equal answers; 1 if absent.

        ``start_quarters``: Quarters, counted from the date looked at, in which an option may start; 4 if absent.

        ``trials``: Years to simulate to choose on; 8192 if absent, 200 000 at most. Where a choice is judged, it
        is on as many fresh ones.

        ``progress``: Called with how many parts of the work are done and of how many; ``True`` writes it to
        standard error.

        ``time_limit``: Seconds after which the best so far is the answer, as soon as it is judged; none if
        absent.
        """
        return Optimisation(self._ask("optimise", {"budget": budget, "capacities": capacities, "discount_rate": discount_rate, "goal": goal, "horizon": horizon, "level": level, "nodes": nodes, "redraws": redraws, "seed": seed, "start_quarters": start_quarters, "trials": trials}, progress, time_limit))

    def treatment_frontier(self, *, between: int | None = None, capacities: bool | None = None, discount_rate: float | None = None, goal: TreatmentGoal | None = None, horizon: int | None = None, kinks: int | None = None, level: float | None = None, nodes: int | None = None, seed: int | None = None, start_quarters: int | None = None, trials: int | None = None, progress: ViewProgress | bool = False, time_limit: float | None = None) -> TreatmentFrontier:
        """How little loss each budget can buy: the treatment options of each portfolio that no cheaper one is as
        good as.

        ``between``: Budgets between the kinks to look at, where least is known first; 8 if absent.

        ``capacities``: Whether the hours of roles limit the choice; they do if absent. A role that states no
        hours never does.

        ``discount_rate``: Yearly rate by which later costs and losses count less, such as 0.04; 0 if absent.

        ``goal``: What to make small; the expected loss if absent.

        ``horizon``: Years over which costs and losses count; 3 if absent, 10 at most.

        ``kinks``: The most kinks of the frontier to look for; 20 if absent.

        ``level``: Share of years beyond which the tail begins, for the goal `tail_loss` and for what is told of
        the tail; 0.95 if absent.

        ``nodes``: Most nodes of the search tree of a portfolio. If absent 2000, and fewer where each has many
        losses to go through: where the goal is not the expected loss, and risks and years are many. What a limit
        is worth, and the choice in other circumstances, is looked for with a quarter of them.

        ``seed``: Equal seeds give equal answers; 1 if absent.

        ``start_quarters``: Quarters, counted from the date looked at, in which an option may start; 4 if absent.

        ``trials``: Years to simulate to choose on; 8192 if absent, 200 000 at most. Where a choice is judged, it
        is on as many fresh ones.

        ``progress``: Called with how many parts of the work are done and of how many; ``True`` writes it to
        standard error.

        ``time_limit``: Seconds after which the best so far is the answer, as soon as it is judged; none if
        absent.
        """
        return TreatmentFrontier(self._ask("treatment_frontier", {"between": between, "capacities": capacities, "discount_rate": discount_rate, "goal": goal, "horizon": horizon, "kinks": kinks, "level": level, "nodes": nodes, "seed": seed, "start_quarters": start_quarters, "trials": trials}, progress, time_limit))

    def what_if(self, *, assumptions: list[Assumption] | None = None, changes: Changes | None = None, levels: list[float] | None = None, seed: int | None = None, trials: int | None = None, progress: ViewProgress | bool = False) -> WhatIf:
        """What changes, or something lost, late or more frequent, would do to losses, risks and readiness. Nothing
        is written.

        ``assumptions``: What is taken to be so beside them; nothing if absent.

        ``changes``: Changes to the record, as they are applied: one, a list of them or a change set; none if
        absent.

        ``levels``: Shares of years at which to tell value at risk and expected shortfall; 0.5, 0.9, 0.95 and 0.99
        if absent.

        ``seed``: Equal seeds give equal answers; 1 if absent. The figures before are then those of the view
        `loss`.

        ``trials``: Years to simulate; 20 000 if absent, a million at most.

        ``progress``: Called with how many parts of the work are done and of how many; ``True`` writes it to
        standard error.
        """
        return WhatIf(self._ask("what_if", {"assumptions": assumptions, "changes": None if changes is None else changes_data(changes), "levels": levels, "seed": seed, "trials": trials}, progress))

    def pdca(self) -> Pdca:
        """Each improvement cycle with its phase and exit criteria, and what the whole system lacks in each phase."""
        return Pdca(self._ask("pdca", {}))

    def readiness(self, *, audit: str | None = None, systemic_above: int | None = None) -> Readiness:
        """What an auditor would raise: today, on the day of the audit if nothing more is done, and if all that is
        planned is.

        ``audit``: The audit to be ready for; the next that the certification body holds if absent, else the next
        internal one.

        ``systemic_above``: Minor nonconformities of the same rule above which each is a major one; 5 if absent.
        """
        return Readiness(self._ask("readiness", {"audit": audit, "systemic_above": systemic_above}))

    def rules(self) -> Rules:
        """The vocabulary of the rules that speak in the answers, and what each says."""
        return Rules(self._ask("rules", {}))
