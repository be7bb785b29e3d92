"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day

__all__ = [
    "AccessPrivilege", "Activity", "ActivityContinuity", "AgreementFinding", "AgreementItem", "AttestationItem",
    "Awareness", "AwarenessItem", "AwarenessState", "BlastRadius", "CertificateOnDate", "CertificateState",
    "ChangeKind", "ChargedTo", "ClauseContinuity", "ComputedResidual", "Continuity", "ControlChange",
    "ControlChanges", "ControlContinuity", "ControlStatus", "ControlWeight", "CountedFrom", "Coverage",
    "CoveragePair", "Cramming", "DependencyCycle", "DependencyCycles", "DerivedTier", "Discount", "DocumentHistory",
    "DocumentKind", "DueDate", "Duty", "Edge", "ExerciseAction", "ExerciseKind", "ExerciseKindItem", "ExerciseResult",
    "ExerciseState", "Exercises", "Explanation", "Figures", "Flag", "GapKind", "Heatmap", "HeatmapCell",
    "ImpactState", "Kind", "Kuiper", "KuiperMethod", "LateRecording", "LevelCount", "LimitSource", "LimitTopic",
    "Limits", "LimitsParameters", "LinkedCause", "LinkedChange", "Measure", "NamedReached", "NewActivity",
    "NewActivityChange", "Node", "ObligationItem", "ObligationKind", "ObligationPhase", "Obligations",
    "OccurrenceState", "Overdue", "OverdueItem", "OwnerLoad", "OwnerPeak", "PolicyReview", "PolicyReviewState",
    "PolicyReviews", "Programme", "ProgrammeGap", "ProgrammeGaps", "ProgrammeItem", "ProgrammeProposal",
    "ProposedActivity", "ProtectingControl", "Protection", "RaisedChange", "Rate", "RateTrend", "Rating",
    "Reevaluation", "ReevaluationState", "Reevaluations", "ResidualRisk", "ResidualRisks", "ReviewEntry",
    "ReviewOutcome", "RiskChange", "RiskEntry", "RiskLevel", "RiskRegister", "RiskWatch", "RiskWatchItem",
    "RoleOutlook", "Rule", "RuleText", "Rules", "RunUp", "ScaleLevel", "Silence", "Stage", "StaleDocument",
    "StaleDocuments", "Standing", "Status", "Step", "Strictest", "SupplierAgreements", "SupplierAssessmentState",
    "SupplierAuditItem", "SupplierAuditState", "SupplierAudits", "SupplierOutcome", "Task", "TaskGroup",
    "TechnologyItem", "TechnologyState", "TechnologyWatch", "ThirdParty", "ThirdPartyRisk", "TierGap", "TierGapKind",
    "Training", "TrainingItem", "TrainingState", "TreatmentOption", "TrendDirection", "UnmatchedEvidence",
    "VersionEntry", "VersionState", "Workload", "WorkloadMonth", "WorkloadState",
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

Rule = Literal["8.2/review-date", "8.2/newly-exposed", "8.2/significant-change", "8.2/incident", "8.2/failed-test", "8.2/expired-evidence", "8.2/supplier-change", "8.2/obligation-change", "8.2/end-of-support", "8.3/control-change", "8.3/stated-lower", "8.3/stated-higher", "7.5.2/follows-what-it-describes", "7.5.2/revision-asked-for", "7.5.3/one-version-in-force", "7.5.3/superseded-is-archived", "A.5.1/review-interval", "A.5.1/review-after-change", "7.2/course-taken-by-day-due", "7.2/course-taken-again", "7.3/campaign-reaches-audience", "7.3/campaign-refreshed", "A.5.30/exercise-interval", "A.5.19/tier-by-reach", "A.5.19/assessed-from-the-start", "A.5.20/agreement-in-force", "A.5.20/renewed-ahead", "A.5.20/clauses-for-tier", "A.5.22/assessment-interval", "A.5.22/agreement-review-interval", "A.5.22/audit-interval", "A.5.22/attestation-valid", "A.5.22/attestation-renewed-ahead", "A.5.31/impact-assessed-before-effect", "A.5.31/strictest-limit-counts", "A.8.8/technology-supported", "6.3/end-of-support-raises-a-change", "A.8.8/technology-not-deprecated", "8.1/done", "8.1/in-time", "9.1/no-long-silence", "9.1/not-crammed", "9.1/evenness", "7.5.3/recorded-soon", "8.1/planned", "4.4/clause-served", "8.1/control-kept", "8.1/days-off", "5.3/held", "7.1/capacity", "7.1/capacity-stated", "7.1/caught-up", "7.5.3/validity"]
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

Duty = Literal["activity", "treatment_action", "risk_review", "finding"]
"""Kinds of duty."""

Kind = Literal["person", "role", "issue", "interested_party", "obligation", "asset", "supplier", "technology", "threat", "vulnerability", "control", "risk", "applicability_entry", "business_goal", "objective", "metric", "anomaly_response", "activity", "evidence", "document", "course", "assignment", "completion", "campaign", "exercise", "incident", "root_cause_analysis", "lesson", "significant_change", "audit_programme", "audit", "finding", "management_review", "decision", "certificate", "improvement_cycle", "framework", "requirement_assessment"]
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

TreatmentOption = Literal["modify", "retain", "avoid", "share"]
"""Options of ISO/IEC 27005."""

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
    treatment: TreatmentOption | None
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

Edge = Literal["targets", "has_instance", "is_needed_by", "protects", "mitigates", "is_part_of"]
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

Discount = Literal["degraded", "test_failed", "never_tested", "test_expired"]
"""Why a control counts for less than declared."""

class ControlWeight(TypedDict):
    """How much a control counts for, and why not for more."""
    control: str
    """The control."""
    declared: float
    """The share it stops as declared."""
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
    """The last change of a control that counts."""
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

ObligationKind = Literal["law", "regulation", "contract", "standard"]
"""Kinds of obligation."""

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
    _columns = ("duty", "kind", "id", "title", "owner", "holders", "due", "days_overdue", "times",)

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
        """Every duty past its day and not done: activities, treatment actions, risk reviews, findings."""
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

    def dependency_cycles(self) -> DependencyCycles:
        """Circles in what assets depend on."""
        return DependencyCycles(self._ask("dependency_cycles", {}))

    def risk_watch(self, *, since: Day | None = None) -> RiskWatch:
        """Risks to look at now: past their review date, or reached by something new without an effective control
        between.

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

    def technology_watch(self, *, days_ahead: int | None = None) -> TechnologyWatch:
        """Technologies without support, about to lose it, or advised against, and the changes that this raises.

        ``days_ahead``: Days ahead for which an end of support is announced; 365 if absent.
        """
        return TechnologyWatch(self._ask("technology_watch", {"days_ahead": days_ahead}))

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

    def rules(self) -> Rules:
        """The vocabulary of the rules that speak in the answers, and what each says."""
        return Rules(self._ask("rules", {}))
