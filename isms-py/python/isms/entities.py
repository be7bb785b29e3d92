"""The entities of a record and what they are made of. Generated from the schema of the record: `make views` writes
it anew.

Each is an immutable value: days are dates, instants datetimes to the microsecond, amounts decimals, lists tuples, and
words those of a ``Literal``. A field that is a word of Python takes an underscore: ``from_``. ``to_dict`` gives plain
data as in the record file, and ``dataclasses.replace`` the same with other fields.

>>> from isms.entities import Asset
>>> Asset(id="PLC-1", name="Dosing controller")
<Asset id='PLC-1' name='Dosing controller'>
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ._value import Extensions, Value

__all__ = [
    "Acceptance", "AccessPrivilege", "Action", "Activity", "Agreement", "AnalysisMethod", "AnomalyResponse",
    "ApplicabilityDecision", "ApplicabilityEntry", "Assessment", "Asset", "Assignment", "Attestation", "Audit",
    "AuditKind", "AuditProgramme", "AuditReport", "BetaDistribution", "Blackout", "BusinessGoal", "Campaign",
    "Capacity", "CategoryAppetite", "Cause", "Certificate", "CertificateCondition", "CertificateState",
    "CertificateStatus", "ChangeKind", "Commitment", "CommonCause", "Communication", "Comparison", "Completion",
    "Control", "ControlAttributes", "ControlFunction", "ControlRevision", "ControlStatus", "ControlTest",
    "ControlTestResult", "ControlTheme", "CountedFrom", "Course", "Criticality", "CybersecurityConcept", "CyclePhase",
    "Decision", "Dependency", "DependencyReduction", "Distribution", "Document", "DocumentKind", "DocumentReview",
    "DocumentVersion", "EmpiricalDistribution", "EventRatePrior", "Evidence", "Exercise", "ExerciseKind",
    "ExerciseOutcome", "ExitCriterion", "ExternalReference", "FeedbackTone", "Finding", "FindingEvent",
    "FindingGrade", "FindingStep", "FixedDistribution", "FormerOwner", "Framework", "Frequency", "GammaDistribution",
    "ImpactAssessment", "ImprovementCycle", "Incident", "IncidentEvent", "IncidentSeverity", "IncidentStage",
    "InsurancePolicy", "InterestedParty", "Issue", "IssueOrigin", "Kind", "Lesson", "LognormalDistribution",
    "LognormalIntervalDistribution", "LossMagnitudes", "ManagementReview", "Measurement", "Metric",
    "MixtureDistribution", "MixturePart", "Money", "NormalDistribution", "Notification", "NotificationClock",
    "NotificationDuty", "Objective", "ObjectiveRevision", "Obligation", "ObligationKind", "ObligationLimit",
    "ObligationVersion", "OptionWork", "Organisation", "Parameter", "ParetoDistribution", "PartyFeedback",
    "PartyRequirement", "Person", "PertDistribution", "Phase", "Profile", "Quantification", "Reached", "Requirement",
    "RequirementAnswer", "RequirementAssessment", "ResponseLimit", "ReviewInput", "ReviewInputKind", "ReviewOutcome",
    "Risk", "RiskAppetite", "RiskCategory", "RiskCriteria", "RiskLevel", "RiskReduction", "Role", "RootCauseAnalysis",
    "Scale", "ScaleLevel", "Scoring", "ScoringMethod", "SecondaryLoss", "SecurityProperty", "SignificantChange",
    "Site", "Stage", "Strictest", "Supplier", "SupplierAccess", "SupplierAssessment", "SupplierOutcome",
    "TailDistribution", "Target", "Task", "Technology", "Tenure", "Threat", "TolerancePoint", "Treatment",
    "TreatmentEffects", "TreatmentGroup", "TreatmentOption", "TreatmentStrategy", "TriangularDistribution",
    "UniformDistribution", "Value", "Vulnerability", "WeibullDistribution",
]


CountedFrom = Literal["calendar", "completion"]
"""Where the next due date of an activity is counted from."""

Task = Literal["risk_watch", "risk_reevaluation", "control_adjustment", "internal_audit", "corrective_action", "audit_reporting", "incident_readiness", "incident_review", "incident_learning", "management_review", "kpi_review", "decision_follow_up", "metrics_report", "monitoring_review", "anomaly_analysis", "document_update", "version_control", "policy_review", "training", "awareness", "exercise", "supplier_agreements", "supplier_audit", "third_party_risk", "regulatory_watch", "contract_watch", "certificate_upkeep", "control_effectiveness", "technology_watch", "improvement_cycle", "goal_update", "business_alignment", "surveillance_audit", "recertification", "gap_analysis", "programme_upkeep", "evidence_upkeep", "audit_readiness"]
"""The recurring tasks of a management system: between them they keep all of it alive."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Activity(Value):
    """Something the organisation does again and again."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who owes it (accountable)."""
    start: datetime.date
    """The cadence counts from here; the first due date is the first that fits it."""
    cadence: str
    """Recurrence as an RFC 5545 rule, e.g. `FREQ=MONTHLY`; daily or slower."""
    clauses: tuple[str, ...] = ()
    """Clauses of the standard it serves, e.g. `9.3`."""
    consulted: tuple[str, ...] = ()
    """Who is asked."""
    controls: tuple[str, ...] = ()
    """Controls it keeps alive."""
    counted_from: CountedFrom | None = None
    """Where the next due date is counted from; the calendar if absent."""
    effort_hours: float | None = None
    """Hours that one time takes."""
    grace_days: int = 0
    """Days after the due date that still count as in time."""
    informed: tuple[str, ...] = ()
    """Who is told."""
    responsible: tuple[str, ...] = ()
    """Who does it; the owner if empty."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    tasks: tuple[Task, ...] = ()
    """Recurring tasks of the management system that it does; told from its clauses if empty."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Money(Value):
    """An exact amount in a named currency."""

    amount: Decimal
    """Decimal amount, as a string such as `"1200.50"`."""
    currency: str
    """ISO 4217 code; must be the organisation's."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Action(Value):
    """A step of a treatment plan, of a corrective action, or of what a decision asks for."""

    title: str
    """What."""
    owner: str
    """Who owes it."""
    due: datetime.date
    """When it is due."""
    cost: Money | None = None
    """What it costs once."""
    done_on: datetime.date | None = None
    """When it was done."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class AnomalyResponse(Value):
    """The answer to an anomaly: a finding, an action, or a reason to dismiss it."""

    id: str
    """Identifier."""
    metric: str
    """The metric."""
    at: datetime.datetime
    """The measurement that stands out."""
    answered_on: datetime.date
    """When it was answered."""
    by: str
    """Who answered."""
    actions: tuple[Action, ...] = ()
    """What is done about it."""
    dismissed_because: str | None = None
    """Why nothing is done."""
    finding: str | None = None
    """The finding raised."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Criticality(Value):
    """How much the loss of each property would matter, from 0 (not at all) to 1 (most)."""

    availability: float = 0.0
    """If it were not there."""
    confidentiality: float = 0.0
    """If it became known to those who should not know it."""
    integrity: float = 0.0
    """If it were wrong."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Dependency(Value):
    """One asset's need of another."""

    asset: str
    """The asset needed."""
    probability: float | None = None
    """Probability that this asset fails when the needed one does; certain if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class FixedDistribution(Value):
    """One value, known for sure."""

    distribution: Literal["fixed"] = "fixed"
    """Which of the kinds it is."""
    value: float
    """The value."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class UniformDistribution(Value):
    """Anything between two bounds alike."""

    distribution: Literal["uniform"] = "uniform"
    """Which of the kinds it is."""
    low: float
    """The lowest value."""
    high: float
    """The highest value."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TriangularDistribution(Value):
    """A density that rises in a line to the mode and falls in a line from it."""

    distribution: Literal["triangular"] = "triangular"
    """Which of the kinds it is."""
    low: float
    """The lowest value."""
    mode: float
    """The likeliest value."""
    high: float
    """The highest value."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class PertDistribution(Value):
    """A beta distribution between two bounds with a given mode (Malcolm, Roseboom, Clark and Fazar 1959); with a
    shape other than 4 the modified one (Vose, *Risk Analysis*, 3rd edition 2008)."""

    distribution: Literal["pert"] = "pert"
    """Which of the kinds it is."""
    low: float
    """The lowest value."""
    mode: float
    """The likeliest value."""
    high: float
    """The highest value."""
    shape: float | None = None
    """How much the mode weighs against the bounds, above 0: the mean is (low + shape · mode + high) / (shape + 2)."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class NormalDistribution(Value):
    """A normal distribution, cut off at bounds where they are given. Mean and standard deviation are those before
    the cut."""

    distribution: Literal["normal"] = "normal"
    """Which of the kinds it is."""
    mean: float
    """Mean."""
    standard_deviation: float
    """Standard deviation."""
    high: float | None = None
    """Nothing lies above."""
    low: float | None = None
    """Nothing lies below."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class LognormalDistribution(Value):
    """A quantity whose natural logarithm is normally distributed."""

    distribution: Literal["lognormal"] = "lognormal"
    """Which of the kinds it is."""
    mu: float
    """Mean of the logarithm: the median is e^mu."""
    sigma: float
    """Standard deviation of the logarithm."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class LognormalIntervalDistribution(Value):
    """The lognormal distribution that an expert's interval fixes: as much lies below `low` as above `high`."""

    distribution: Literal["lognormal_interval"] = "lognormal_interval"
    """Which of the kinds it is."""
    low: float
    """Lower end of the interval."""
    high: float
    """Upper end of the interval."""
    confidence: float | None = None
    """The share that lies in the interval."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class GammaDistribution(Value):
    """A gamma distribution: the mean is shape ÷ rate."""

    distribution: Literal["gamma"] = "gamma"
    """Which of the kinds it is."""
    shape: float
    """Shape."""
    rate: float
    """Rate, one over the scale."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class BetaDistribution(Value):
    """A beta distribution, between 0 and 1 unless other bounds are given."""

    distribution: Literal["beta"] = "beta"
    """Which of the kinds it is."""
    alpha: float
    """Weight of the upper end."""
    beta: float
    """Weight of the lower end."""
    high: float | None = None
    """The highest value."""
    low: float | None = None
    """The lowest value."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class WeibullDistribution(Value):
    """A Weibull distribution: beyond x lies exp(−(x ÷ scale)^shape)."""

    distribution: Literal["weibull"] = "weibull"
    """Which of the kinds it is."""
    shape: float
    """Shape."""
    scale: float
    """Scale."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ParetoDistribution(Value):
    """A Pareto distribution (of the first kind): beyond x lies (scale ÷ x)^shape."""

    distribution: Literal["pareto"] = "pareto"
    """Which of the kinds it is."""
    shape: float
    """Shape, above 1."""
    scale: float
    """Scale, which is also the lowest value."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TailDistribution(Value):
    """A body whose part above a threshold gives way to a generalised Pareto distribution of the excess, as much as
    the body has there (Pickands 1975)."""

    distribution: Literal["tail"] = "tail"
    """Which of the kinds it is."""
    body: Distribution
    """What holds up to the threshold."""
    threshold: float
    """Where the tail begins."""
    shape: float
    """Shape ξ of the excess, below 1: above 0 its tail is that of a Pareto distribution, at 0 exponential, below 0
    it ends."""
    scale: float
    """Scale of the excess."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class EmpiricalDistribution(Value):
    """Values that were seen, and nothing else."""

    distribution: Literal["empirical"] = "empirical"
    """Which of the kinds it is."""
    values: tuple[float, ...]
    """The values."""
    weights: tuple[float, ...] = ()
    """How much each counts; all alike if empty."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class MixturePart(Value):
    """A distribution of a mixture."""

    weight: float
    """How much it counts against the others; above 0. Weights need not add up to 1."""
    distribution: Distribution
    """The distribution."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class MixtureDistribution(Value):
    """One of several distributions by chance, e.g. the pooled judgement of several experts (the linear pool of Stone
    1961)."""

    distribution: Literal["mixture"] = "mixture"
    """Which of the kinds it is."""
    parts: tuple[MixturePart, ...]
    """The distributions with their weights."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

Distribution = FixedDistribution | UniformDistribution | TriangularDistribution | PertDistribution | NormalDistribution | LognormalDistribution | LognormalIntervalDistribution | GammaDistribution | BetaDistribution | WeibullDistribution | ParetoDistribution | TailDistribution | EmpiricalDistribution | MixtureDistribution
"""The distribution of an uncertain quantity: a loss in the currency of the record, a rate a year, or a probability."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ExternalReference(Value):
    """A pointer into another catalogue."""

    source: str
    """Catalogue, e.g. `NIST SP 800-53 Rev. 5`."""
    id: str | None = None
    """Identifier in it, e.g. `AC-3`."""
    url: str | None = None
    """Address."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Asset(Value):
    """Anything of value to the organisation, or a class of such things from a catalogue."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    criticality: Criticality | None = None
    """How much its loss would matter."""
    data_classes: tuple[str, ...] = ()
    """Classes of data it holds, e.g. `personal`."""
    depends_on: tuple[Dependency, ...] = ()
    """What it needs in order to work."""
    description: str = ''
    """What it is for."""
    instance_of: tuple[str, ...] = ()
    """Classes it belongs to: what targets a class targets its members."""
    outage_loss: Distribution | None = None
    """What it costs, in the currency of the record, when it fails because something it needs has failed."""
    owner: str | None = None
    """Who answers for it."""
    references: tuple[ExternalReference, ...] = ()
    """Where it is described elsewhere."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    value: Money | None = None
    """Value to the organisation."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Assignment(Value):
    """A person told to take a course."""

    id: str
    """Identifier."""
    course: str
    """The course."""
    person: str
    """Who."""
    assigned_on: datetime.date
    """When."""
    due: datetime.date
    """By when."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class AuditProgramme(Value):
    """The audits planned for a time, usually a certification cycle."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who answers for it."""
    from_: datetime.date
    """First day."""
    until: datetime.date
    """Last day."""
    aims: str = ''
    """What it is to find out."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

AuditKind = Literal["internal", "certification", "surveillance", "recertification", "supplier"]
"""Kinds of audit."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Communication(Value):
    """Somebody who was told."""

    to: str
    """The role, person or interested party told."""
    on: datetime.date
    """When."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class AuditReport(Value):
    """The report of an audit and whom it reached."""

    issued_on: datetime.date
    """When it was written."""
    communications: tuple[Communication, ...] = ()
    """Who got it, and when."""
    summary: str = ''
    """What it says."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Audit(Value):
    """An audit, planned or held."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    kind: AuditKind
    """What kind."""
    start: datetime.date
    """First day, planned or held."""
    end: datetime.date
    """Last day."""
    auditors: tuple[str, ...] = ()
    """Who audits: one of the people, for internal audits."""
    certificates: tuple[str, ...] = ()
    """The certificates it is about, for audits by a certification body; if empty it is about every certificate."""
    clauses: tuple[str, ...] = ()
    """Clauses in scope."""
    controls: tuple[str, ...] = ()
    """Controls in scope."""
    programme: str | None = None
    """The programme it belongs to."""
    report: AuditReport | None = None
    """What came of it."""
    report_within_days: int | None = None
    """Days after its end within which management must have the report; 30 if absent."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    supplier: str | None = None
    """The supplier audited, for audits of suppliers."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class BusinessGoal(Value):
    """What the business wants, and security serves."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who answers for it."""
    description: str = ''
    """What it means."""
    due: datetime.date | None = None
    """By when, if there is an end."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Reached(Value):
    """A person whom a campaign reached."""

    person: str
    """Who."""
    on: datetime.date
    """When."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Campaign(Value):
    """An effort to make people aware of something."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who answers for it."""
    from_: datetime.date
    """First day."""
    about: tuple[str, ...] = ()
    """Threats and policies it is about: refreshed once one of these changes."""
    audience: tuple[str, ...] = ()
    """Whose holders it is for; everybody if empty."""
    reached: tuple[Reached, ...] = ()
    """Whom it reached."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    topics: tuple[str, ...] = ()
    """What it is about."""
    until: datetime.date | None = None
    """Last day; still running if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CertificateCondition(Value):
    """Something the certification body wants done."""

    text: str
    """What."""
    set_on: datetime.date
    """When it was set."""
    due: datetime.date
    """By when."""
    met_on: datetime.date | None = None
    """When it was met."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

CertificateState = Literal["applied", "certified", "conditions_open", "suspended", "withdrawn", "expired"]
"""States of a certificate."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CertificateStatus(Value):
    """A change of state."""

    on: datetime.date
    """From when."""
    state: CertificateState
    """The state."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Certificate(Value):
    """A certificate from application to its end."""

    id: str
    """Identifier."""
    standard: str
    """Standard certified."""
    body: str
    """Certification body."""
    scope: str
    """Scope as certified."""
    applied_on: datetime.date | None = None
    """The day it was applied for."""
    conditions: tuple[CertificateCondition, ...] = ()
    """Conditions of the body."""
    decided_on: datetime.date | None = None
    """The day of the certification decision; not decided if absent."""
    renews: str | None = None
    """The certificate that it takes the place of after recertification."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    sites: tuple[str, ...] = ()
    """Sites in scope."""
    statuses: tuple[CertificateStatus, ...] = ()
    """Suspensions, withdrawal, reinstatement, oldest first."""
    valid_until: datetime.date | None = None
    """Last day it is valid; given with the decision."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CommonCause(Value):
    """Something that several controls share, so that they fail together: one supplier, one administrator, one power
    supply.

    The β-factor model: of the probability that a control is down, the share β is due to the common cause, and the
    rest is its own (K. N. Fleming, *A reliability model for common mode failures in redundant safety systems*,
    1975).
    """

    id: str
    """Identifier."""
    name: str
    """Name."""
    beta: float
    """The share β of the failures of each of its controls that is due to it, 0 to 1."""
    description: str = ''
    """What is shared, and how it fails."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Completion(Value):
    """A person who has taken a course."""

    id: str
    """Identifier."""
    course: str
    """The course."""
    person: str
    """Who."""
    completed_on: datetime.date
    """When."""
    evidence: str | None = None
    """What shows it."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    valid_until: datetime.date | None = None
    """Last day it holds; by the months of the course if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ControlFunction = Literal["preventive", "detective", "corrective"]
"""When a control works (attribute *control type* of ISO/IEC 27002)."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Parameter(Value):
    """A value that the organisation sets (OSCAL parameter)."""

    id: str
    """Identifier within the control."""
    choices: tuple[str, ...] = ()
    """Choices, where the catalogue gives them."""
    label: str = ''
    """What is to be set."""
    values: tuple[str, ...] = ()
    """What the organisation set."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ControlStatus = Literal["planned", "implemented", "degraded"]
"""Whether a control is in force."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ControlRevision(Value):
    """The state of a control from a day on."""

    on: datetime.date
    """First day of this state."""
    status: ControlStatus
    """Whether it works."""
    design: str = ''
    """How it is built."""
    effectiveness: float | None = None
    """Share of what it acts on that it stops, 0 to 1."""
    note: str = ''
    """Why it changed."""
    reliability: float | None = None
    """The probability that it is up in a year, for all that relies on it; it never fails if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ControlTestResult = Literal["passed", "failed"]
"""How a test of a control went."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ControlTest(Value):
    """A dated test of a control."""

    on: datetime.date
    """When."""
    result: ControlTestResult
    """How it went."""
    by: str | None = None
    """Who tested."""
    deviations: int | None = None
    """How many of them were wrong."""
    evidence: tuple[str, ...] = ()
    """What shows it."""
    method: str = ''
    """How it was tested."""
    sample: int | None = None
    """How many cases were looked at; one if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Control(Value):
    """A measure that modifies risk. Without a revision it is only listed, not in force."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    common_cause: str | None = None
    """What it shares with other controls, so that they fail together."""
    cost: Money | None = None
    """What it costs a year."""
    description: str = ''
    """What it demands."""
    enhances: str | None = None
    """The control it enhances."""
    function: ControlFunction | None = None
    """When it works: before, during or after an event."""
    mitigates: tuple[str, ...] = ()
    """Threats it works against."""
    owner: str | None = None
    """Who answers for it."""
    parameters: tuple[Parameter, ...] = ()
    """What the organisation sets in the text of the control."""
    protects: tuple[str, ...] = ()
    """Assets it covers; if empty it covers every asset."""
    references: tuple[ExternalReference, ...] = ()
    """Where it is described elsewhere."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    revisions: tuple[ControlRevision, ...] = ()
    """Its state over time, oldest first."""
    test_interval_days: int | None = None
    """Days within which it is to be tested again; 365 if absent."""
    tests: tuple[ControlTest, ...] = ()
    """How it was tested, oldest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Course(Value):
    """Something people are trained in."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who answers for it."""
    days_to_complete: int | None = None
    """Days from taking up such a role; 30 if absent."""
    required_for: tuple[str, ...] = ()
    """Roles whose holders must take it."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    teaches: tuple[str, ...] = ()
    """The policies, controls, threats and lessons it is about."""
    valid_months: int | None = None
    """Months for which a completion holds; for good if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Decision(Value):
    """Something management decided."""

    id: str
    """Identifier."""
    title: str
    """What."""
    decided_on: datetime.date
    """When."""
    by: str
    """Who decided."""
    outcome: str
    """What was decided."""
    about: tuple[str, ...] = ()
    """What it bears on."""
    actions: tuple[Action, ...] = ()
    """What is to be done: the decision is open until all is."""
    budget: Money | None = None
    """What may be spent."""
    resources: str = ''
    """What it takes."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    review: str | None = None
    """The review it was taken in."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Commitment(Value):
    """A cadence that a document promises."""

    text: str
    """The promise."""
    activity: str
    """The activity that keeps it."""
    cadence: str
    """How often, as an RFC 5545 rule."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

DocumentKind = Literal["policy", "procedure", "plan", "record"]
"""Kinds of document."""

ReviewOutcome = Literal["confirmed", "to_be_revised"]
"""What came of a review."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class DocumentReview(Value):
    """A look at a document to see whether it still holds."""

    reviewed_on: datetime.date
    """When."""
    by: str
    """Who looked."""
    outcome: ReviewOutcome
    """What came of it."""
    note: str = ''
    """Why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class DocumentVersion(Value):
    """An approved version."""

    number: str
    """Number: whole numbers joined by dots, e.g. `2.1`."""
    author: str
    """Who wrote it."""
    approver: str
    """Who approved it: not the author."""
    approved_on: datetime.date
    """The day it came into force."""
    archived_on: datetime.date | None = None
    """The day it was archived, after another took its place."""
    digest: str | None = None
    """SHA-256 of its content, in hexadecimal."""
    summary: str = ''
    """What it changed."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Document(Value):
    """A policy, procedure or other document."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who keeps it."""
    commitments: tuple[Commitment, ...] = ()
    """What it promises to do, and how often."""
    describes: tuple[str, ...] = ()
    """What it describes: it is out of date once one of these changes after its version."""
    kind: DocumentKind | None = None
    """What kind."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    reviews: tuple[DocumentReview, ...] = ()
    """Reviews that changed nothing or asked for a new version, oldest first."""
    versions: tuple[DocumentVersion, ...] = ()
    """Versions, oldest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Evidence(Value):
    """A trace that an activity was performed, or that something else holds."""

    id: str
    """Identifier."""
    title: str
    """What was done or kept."""
    performed_on: datetime.date
    """When it was done."""
    recorded_at: datetime.datetime
    """When it was put on record."""
    performed_by: str
    """Who did it."""
    activity: str | None = None
    """The activity it shows."""
    covers_from: datetime.date | None = None
    """First day of the period it covers, where it covers one."""
    covers_until: datetime.date | None = None
    """Last day of that period."""
    digest: str | None = None
    """SHA-256 of the artefact, in hexadecimal."""
    occurrence: datetime.date | None = None
    """The due date it answers, where stated; else the nearest open one."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    shows: tuple[str, ...] = ()
    """What else it shows: controls, risks, documents, suppliers."""
    valid_until: datetime.date | None = None
    """Last day it may be relied on."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ExerciseKind = Literal["phishing", "tabletop", "drill", "restore_test", "penetration_test"]
"""Kinds of exercise."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ExerciseOutcome(Value):
    """What was counted: a rate is judged by its Wilson interval."""

    trials: int
    """How many times."""
    successes: int
    """How many of them went well."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Exercise(Value):
    """A test of people or technology, planned or held."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    kind: ExerciseKind
    """What kind."""
    owner: str
    """Who answers for it."""
    held_on: datetime.date
    """When, planned or held."""
    actions: tuple[Action, ...] = ()
    """What follows."""
    findings: str = ''
    """What was learned."""
    outcome: ExerciseOutcome | None = None
    """What was counted, once held."""
    participants: tuple[str, ...] = ()
    """Who took part."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    tests: tuple[str, ...] = ()
    """The controls, assets, documents and threats it is about."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

FindingGrade = Literal["major", "minor", "opportunity"]
"""Grades of a finding."""

FindingStep = Literal["corrected", "cause_found", "actions_planned", "implemented", "effectiveness_verified", "closed", "reopened"]
"""The steps from a finding to its end, in their order; the last leads back."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class FindingEvent(Value):
    """A step taken."""

    step: FindingStep
    """Which."""
    on: datetime.date
    """When."""
    by: str | None = None
    """Who took it."""
    note: str = ''
    """What was done or found; of a reopening and of a closing without actions, why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Finding(Value):
    """Something that is not as it should be, or could be better."""

    id: str
    """Identifier."""
    title: str
    """What was found."""
    grade: FindingGrade
    """Grade."""
    owner: str
    """Who owes the answer."""
    raised_on: datetime.date
    """When it was raised."""
    due: datetime.date
    """When the answer is due."""
    actions: tuple[Action, ...] = ()
    """Corrective actions."""
    audit: str | None = None
    """The audit that found it."""
    found_by: tuple[str, ...] = ()
    """What else found it: an incident, an exercise, a metric, a management review."""
    requirement: str | None = None
    """Requirement not met, e.g. `9.2` or `A.8.13`."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    timeline: tuple[FindingEvent, ...] = ()
    """The steps taken, in their order."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

CybersecurityConcept = Literal["identify", "protect", "detect", "respond", "recover"]
"""A function of cybersecurity (ISO/IEC TS 27110)."""

SecurityProperty = Literal["confidentiality", "integrity", "availability"]
"""A property of information that is to be kept."""

ControlTheme = Literal["organisational", "people", "physical", "technological"]
"""What a control is about."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ControlAttributes(Value):
    """How a control of a catalogue is classed (theme and attributes of ISO/IEC 27002)."""

    concepts: tuple[CybersecurityConcept, ...] = ()
    """What it helps to do."""
    control_types: tuple[ControlFunction, ...] = ()
    """When it works: before, during or after an event."""
    properties: tuple[SecurityProperty, ...] = ()
    """What it keeps."""
    theme: ControlTheme | None = None
    """What it is about."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

Kind = Literal["person", "role", "issue", "interested_party", "obligation", "asset", "supplier", "technology", "threat", "vulnerability", "common_cause", "control", "risk", "insurance_policy", "treatment_option", "treatment_group", "applicability_entry", "business_goal", "objective", "metric", "anomaly_response", "activity", "evidence", "document", "course", "assignment", "completion", "campaign", "exercise", "incident", "root_cause_analysis", "lesson", "significant_change", "audit_programme", "audit", "finding", "management_review", "decision", "certificate", "improvement_cycle", "framework", "requirement_assessment"]
"""The kinds of entity, one collection each."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Requirement(Value):
    """A requirement of a framework."""

    id: str
    """Identifier in the framework, e.g. `9.2` or `A.8.13`."""
    title: str
    """Short title."""
    attributes: ControlAttributes | None = None
    """How it is classed, if it asks for a control."""
    evidence_expected: tuple[str, ...] = ()
    """What an auditor commonly asks to see."""
    met_by: tuple[str, ...] = ()
    """The controls, activities and documents that meet it here."""
    parent: str | None = None
    """The requirement it is part of."""
    shown_by: tuple[Kind, ...] = ()
    """The kinds of entity in the record that would show it."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Framework(Value):
    """A catalogue of requirements: a standard, a law, a baseline."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    requirements: tuple[Requirement, ...] = ()
    """Its requirements, in its own order."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    source: str = ''
    """Where it comes from."""
    version: str = ''
    """Version."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

Phase = Literal["plan", "do", "check", "act"]
"""The phases, in their order."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ExitCriterion(Value):
    """What must hold before a phase is left."""

    text: str
    """What."""
    evidence: tuple[str, ...] = ()
    """What shows it."""
    met_on: datetime.date | None = None
    """Since when it holds."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CyclePhase(Value):
    """A phase of a cycle, from the day it was entered."""

    phase: Phase
    """Which."""
    entered_on: datetime.date
    """First day."""
    exit_criteria: tuple[ExitCriterion, ...]
    """What must hold before it is left; at least one."""
    due: datetime.date | None = None
    """The day by which it should be left."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ImprovementCycle(Value):
    """An improvement on its way round."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    aim: str
    """What it is to reach."""
    owner: str
    """Who answers for it."""
    phases: tuple[CyclePhase, ...]
    """The phases entered, in their order; begins with `plan`."""
    about: tuple[str, ...] = ()
    """What it bears on."""
    completed_on: datetime.date | None = None
    """When it ended."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

IncidentStage = Literal["detected", "reported", "assessed", "contained", "eradicated", "recovered", "closed"]
"""Stages of an incident, in order."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class IncidentEvent(Value):
    """A stage reached."""

    stage: IncidentStage
    """Stage."""
    at: datetime.datetime
    """When it was reached."""
    note: str = ''
    """What was found or done."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Notification(Value):
    """Somebody told of an incident because an obligation demands it."""

    obligation: str
    """The obligation."""
    stage: str
    """Which of its duties, by the name of the stage."""
    sent_at: datetime.datetime
    """When."""
    about: tuple[str, ...] = ()
    """What was sent, e.g. evidence or a document."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

IncidentSeverity = Literal["low", "medium", "high", "critical"]
"""How bad an incident is."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Incident(Value):
    """An incident and its timeline."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who leads the response."""
    timeline: tuple[IncidentEvent, ...]
    """What happened when, in order of stage and time; begins with `detected`."""
    assets: tuple[str, ...] = ()
    """Assets hit."""
    began_at: datetime.datetime | None = None
    """When it began, as far as was found out; the time to detect it counts from there."""
    data_classes: tuple[str, ...] = ()
    """Classes of data touched, e.g. `personal`."""
    no_lesson_because: str | None = None
    """Why nothing is to be learned from it, if so."""
    notifications: tuple[Notification, ...] = ()
    """Who was told."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    severity: IncidentSeverity | None = None
    """How bad it is."""
    threats: tuple[str, ...] = ()
    """Threats that came true."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class InsurancePolicy(Value):
    """A policy that pays for losses. Of each event it pays what is above the deductible, up to the limit; of the sum
    of that in a year what is above the aggregate deductible, up to the aggregate limit."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    from_: datetime.date
    """First day of cover."""
    aggregate_deductible: Money | None = None
    """What each year bears itself, of what the policy would pay for its events; nothing if absent."""
    aggregate_limit: Money | None = None
    """The most that is paid for a year; without limit if absent."""
    deductible: Money | None = None
    """What each event bears itself; nothing if absent."""
    description: str = ''
    """What it pays for and what it does not."""
    insurer: str | None = None
    """Who pays: a supplier or an interested party."""
    limit: Money | None = None
    """The most that is paid for an event; without limit if absent."""
    owner: str | None = None
    """Who answers for it."""
    premium: Money | None = None
    """What it costs a year."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    risks: tuple[str, ...] = ()
    """Risks covered; every risk if empty."""
    until: datetime.date | None = None
    """Last day of cover; open if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

FeedbackTone = Literal["complaint", "suggestion", "praise"]
"""Kinds of feedback."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class PartyFeedback(Value):
    """What an interested party said."""

    received_on: datetime.date
    """When it came."""
    tone: FeedbackTone
    """What it is."""
    text: str
    """What was said."""
    about: tuple[str, ...] = ()
    """What it is about."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class PartyRequirement(Value):
    """What an interested party needs or expects."""

    text: str
    """What."""
    since: datetime.date
    """The day it became known."""
    addressed: bool = False
    """Whether the management system addresses it (clause 4.2 c)."""
    addressed_by: tuple[str, ...] = ()
    """What addresses it."""
    obligation: str | None = None
    """The obligation that it has become."""
    until: datetime.date | None = None
    """Last day it held."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class InterestedParty(Value):
    """Somebody with a stake in information security here (clause 4.2)."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str = ''
    """Who they are."""
    feedback: tuple[PartyFeedback, ...] = ()
    """What they said about information security here (clause 9.3.2 e)."""
    identified_on: datetime.date | None = None
    """The day they were identified; always known if absent."""
    internal: bool = False
    """Whether they belong to the organisation."""
    requirements: tuple[PartyRequirement, ...] = ()
    """What they need and expect."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

IssueOrigin = Literal["external", "internal"]
"""Where an issue comes from."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Issue(Value):
    """An external or internal issue that bears on the management system (clause 4.1)."""

    id: str
    """Identifier."""
    title: str
    """What it is."""
    origin: IssueOrigin
    """Where it comes from."""
    identified_on: datetime.date
    """The day it was identified."""
    bears_on: tuple[str, ...] = ()
    """What it bears on."""
    description: str = ''
    """Why it matters."""
    owner: str | None = None
    """Who watches it."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    reviewed_on: tuple[datetime.date, ...] = ()
    """The days it was looked at again, oldest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Lesson(Value):
    """Something learned, and what it bears on."""

    id: str
    """Identifier."""
    title: str
    """What was learned."""
    learned_on: datetime.date
    """When."""
    from_: tuple[str, ...]
    """The incidents, exercises, findings or audits it comes from; at least one."""
    actions: tuple[Action, ...] = ()
    """What follows."""
    improves: tuple[str, ...] = ()
    """The controls, risks, courses and documents it bears on."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ReviewInputKind = Literal["earlier_actions", "context", "interested_parties", "performance", "feedback", "risks", "improvement"]
"""The inputs of clause 9.3.2, a to g."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ReviewInput(Value):
    """What was looked at under one input of clause 9.3.2."""

    input: ReviewInputKind
    """Which."""
    summary: str
    """What was said."""
    from_: tuple[str, ...] = ()
    """What it rests on."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ManagementReview(Value):
    """A review by top management, planned or held."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    held_on: datetime.date
    """When, planned or held."""
    chair: str
    """Who leads it."""
    attendees: tuple[str, ...] = ()
    """Who was there."""
    inputs: tuple[ReviewInput, ...] = ()
    """What was looked at."""
    minutes: str | None = None
    """Where the minutes are kept, or what they say."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Measurement(Value):
    """One value of a metric."""

    at: datetime.datetime
    """When it was taken."""
    value: float
    """The value, in the unit of the metric."""
    note: str = ''
    """What is special about it."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

Comparison = Literal["at_least", "at_most"]
"""How a value compares with a figure."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Target(Value):
    """What a value should be."""

    comparison: Comparison
    """How the value compares."""
    value: float
    """With what."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Metric(Value):
    """Something that is measured, why, how and how often."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    purpose: str
    """The information need it serves."""
    unit: str
    """Unit of its values."""
    owner: str
    """Who answers for it."""
    cadence: str | None = None
    """How often it is measured, as an RFC 5545 rule."""
    expression: str | None = None
    """A formula over other metrics, by which it is computed instead of being measured."""
    formula: str = ''
    """How it is computed."""
    indicates: tuple[str, ...] = ()
    """Risks it is a key indicator of."""
    measurements: tuple[Measurement, ...] = ()
    """What was measured, oldest first."""
    measures: tuple[str, ...] = ()
    """The controls, assets or suppliers it says something of."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    target: Target | None = None
    """What its value should be."""
    threshold: Target | None = None
    """What its value must be; otherwise the risks it indicates are looked at again."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ObjectiveRevision(Value):
    """What is to be reached, from a day on."""

    revised_on: datetime.date
    """First day."""
    target: Target
    """What is to be reached."""
    due: datetime.date
    """By when."""
    causes: tuple[str, ...] = ()
    """The risks, obligations, audits, incidents or goals that caused it."""
    reason: str = ''
    """Why it was set or changed."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Objective(Value):
    """An information security objective (clause 6.2): what is to be reached, by whom and when."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """Who answers for it."""
    evaluation: str = ''
    """How results are evaluated, where no metric says it."""
    metric: str | None = None
    """The metric it is measured by."""
    resources: str = ''
    """What it takes."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    revisions: tuple[ObjectiveRevision, ...] = ()
    """What is to be reached, oldest first."""
    serves: tuple[str, ...] = ()
    """Goals of the business it serves."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ObligationKind = Literal["law", "regulation", "contract", "standard"]
"""Kinds of obligation."""

Strictest = Literal["lowest", "highest"]
"""Which of two figures is the stricter."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ObligationLimit(Value):
    """A figure that an obligation sets, such as days of retention or hours to recover."""

    topic: str
    """What it limits; obligations with the same topic are compared."""
    value: float
    """The figure."""
    unit: str
    """Its unit."""
    strictest: Strictest
    """Which of two figures is the stricter."""
    source: str = ''
    """Where it is written."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

NotificationClock = Literal["detected", "assessed"]
"""What starts the clock of a notification."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class NotificationDuty(Value):
    """A duty to tell somebody of an incident."""

    stage: str
    """Its name, e.g. `early warning`."""
    recipient: str
    """Whom to tell."""
    within: str
    """How soon after the clock starts."""
    clock: NotificationClock
    """What starts the clock."""
    data_classes: tuple[str, ...] = ()
    """Classes of data that call for it; any if empty."""
    minimum_severity: IncidentSeverity | None = None
    """The least severity that calls for it; any if absent."""
    source: str = ''
    """Where it is written, e.g. `Art. 33(1)`."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ImpactAssessment(Value):
    """What a new version means for the organisation."""

    assessed_on: datetime.date
    """When."""
    by: str
    """Who looked."""
    conclusion: str
    """What follows."""
    affects: tuple[str, ...] = ()
    """What must change."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ObligationVersion(Value):
    """A version of an obligation."""

    number: str
    """Its name, e.g. the year or amendment."""
    published_on: datetime.date
    """The day it became known."""
    effective_on: datetime.date
    """First day it binds."""
    impact_assessment: ImpactAssessment | None = None
    """What it means here."""
    summary: str = ''
    """What it changed."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Obligation(Value):
    """A law, a regulation, a contract or a standard that binds the organisation."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    kind: ObligationKind
    """What kind."""
    owner: str
    """Who answers for compliance."""
    binds: tuple[str, ...] = ()
    """The controls, documents, risks, assets and suppliers it bears on."""
    description: str = ''
    """What it is about."""
    limits: tuple[ObligationLimit, ...] = ()
    """Figures it sets; of several obligations the strictest counts."""
    notifications: tuple[NotificationDuty, ...] = ()
    """Whom to tell of an incident, and how soon."""
    party: str | None = None
    """To whom it is owed."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    time_zone: str | None = None
    """The place by whose days and months the times of its notifications count; UTC if absent."""
    versions: tuple[ObligationVersion, ...] = ()
    """Its versions, oldest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Blackout(Value):
    """A stretch in which nothing should fall due, such as holidays."""

    from_: datetime.date
    """First day."""
    until: datetime.date
    """Last day."""
    reason: str
    """Why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Site(Value):
    """A place where the organisation works."""

    name: str
    """Name."""
    employees: int | None = None
    """People who work there."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Profile(Value):
    """Size, sectors, sites and days off."""

    blackouts: tuple[Blackout, ...] = ()
    """Stretches in which nothing should fall due."""
    employees: int | None = None
    """People who work for it."""
    sectors: tuple[str, ...] = ()
    """Sectors it works in, e.g. `drinking water`."""
    sites: tuple[Site, ...] = ()
    """Sites in scope."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ResponseLimit(Value):
    """How soon after detection an incident must have reached a stage."""

    stage: IncidentStage
    """The stage; a later one answers for it too."""
    within: str
    """How soon; days and months are those of UTC."""
    minimum_severity: IncidentSeverity | None = None
    """The least severity it holds for; any if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Organisation(Value):
    """Whose management system this is."""

    name: str
    """Name of the organisation."""
    scope: str
    """Scope of the management system (clause 4.3)."""
    currency: str
    """ISO 4217 code of the one currency of all amounts, e.g. `EUR`."""
    profile: Profile | None = None
    """Its size, sectors, sites and days off: what a maintenance programme is made from."""
    response_limits: tuple[ResponseLimit, ...] = ()
    """How soon an incident must reach a stage; of several limits for one the strictest counts."""
    standards: tuple[str, ...] = ()
    """Names of standards the system follows, e.g. `ISO/IEC 27001:2022`."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Person(Value):
    """Somebody who works for the organisation or audits it."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    email: str | None = None
    """Mail address."""
    joined_on: datetime.date | None = None
    """First day; always there if absent."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

RequirementAnswer = Literal["met", "partly_met", "not_met", "not_applicable"]
"""How a requirement is met."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RequirementAssessment(Value):
    """How a requirement is met, as judged on a day."""

    id: str
    """Identifier."""
    framework: str
    """The framework."""
    requirement: str
    """Identifier of the requirement in it."""
    answer: RequirementAnswer
    """How it is met."""
    assessed_on: datetime.date
    """When."""
    by: str
    """Who judged."""
    effort_hours: float | None = None
    """Hours that it would take to meet the requirement in full."""
    evidence: tuple[str, ...] = ()
    """What it rests on."""
    note: str = ''
    """Why."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ScaleLevel(Value):
    """One step of a scale."""

    id: str
    """Identifier used in assessments."""
    name: str
    """Name shown."""
    anchor: float | None = None
    """A number typical of the level: events a year for likelihood, an amount in the record's currency for
    consequence. A scale gives all of its levels an anchor, or none."""
    description: str = ''
    """What it means."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Scale(Value):
    """An ordered scale."""

    levels: tuple[ScaleLevel, ...]
    """Levels, lowest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RiskLevel(Value):
    """A level of risk."""

    id: str
    """Identifier used in the matrix."""
    name: str
    """Name shown."""
    acceptable: bool
    """Whether a risk of this level may stand without a decision of its owner."""
    from_: float | None = None
    """The least score of this level, for methods that give a score; the lowest level needs none."""
    review_days: int | None = None
    """Days after which an assessment of this level must be renewed; 365 if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CategoryAppetite(Value):
    """The most that a category of risk may carry."""

    category: str
    """The category."""
    level: str
    """The highest level of risk taken without a decision."""
    yearly_loss: Money | None = None
    """The highest expected loss a year."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TolerancePoint(Value):
    """A point of the tolerance curve."""

    loss: Money
    """A loss in a year."""
    probability: float
    """The highest probability, in a year, of losing more."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RiskAppetite(Value):
    """How much risk the organisation is willing to take (ISO 31000; clause 6.1.2 a 1)."""

    categories: tuple[CategoryAppetite, ...] = ()
    """The most that each category may carry."""
    tolerance: tuple[TolerancePoint, ...] = ()
    """For all risks together: how often a year's loss may exceed an amount, smallest loss first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RiskCategory(Value):
    """A category of risk, e.g. by what it threatens."""

    id: str
    """Identifier used in risks."""
    name: str
    """Name shown."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ScoringMethod = Literal["matrix", "product", "sum", "maximum_impact", "owasp", "asset_threat_vulnerability", "weighted_factors"]
"""Methods of scoring. Positions on a scale count from 1."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Scoring(Value):
    """The method of scoring and what it needs."""

    method: ScoringMethod
    """The method."""
    weights: dict[str, float] | None = field(default=None, hash=False)
    """Weight of each factor, for weighted factors; above 0."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RiskCriteria(Value):
    """How this organisation rates risk. Scales and matrix may have any size."""

    likelihood: Scale
    """Likelihood, lowest first."""
    consequence: Scale
    """Consequence, lowest first."""
    levels: tuple[RiskLevel, ...]
    """Levels of risk, lowest first."""
    appetite: RiskAppetite | None = None
    """How much risk is taken willingly."""
    categories: tuple[RiskCategory, ...] = ()
    """Categories of risk."""
    matrix: tuple[tuple[str, ...], ...] = ()
    """Level ids: one row per likelihood, one column per consequence, both lowest first. Methods that give a score
    need none."""
    scoring: Scoring | None = None
    """How a level of risk comes of an assessment; by the matrix if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Acceptance(Value):
    """The owner's decision to retain a risk for a time."""

    accepted_on: datetime.date
    """When."""
    until: datetime.date
    """Last day it holds."""
    by: str
    """Who decided: the risk owner of that day."""
    reason: str
    """Why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

Stage = Literal["inherent", "residual", "target"]
"""Which controls an assessment assumes."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Assessment(Value):
    """A dated rating of a risk."""

    stage: Stage
    """What it assumes."""
    assessed_on: datetime.date
    """When it was made."""
    likelihood: str
    """Level on the likelihood scale."""
    consequence: str
    """Level on the consequence scale."""
    factors: dict[str, float] | None = field(default=None, hash=False)
    """Value of each factor, for methods that rate by factors."""
    impacts: dict[str, str] | None = field(default=None, hash=False)
    """Level on the consequence scale by category of impact, for the method `maximum_impact`."""
    rationale: str = ''
    """Why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class FormerOwner(Value):
    """Who owned a risk until a day."""

    role: str
    """Who."""
    until: datetime.date
    """Last day."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Frequency(Value):
    """The frequency of loss events by the taxonomy of Open FAIR (The Open Group, O-RT, *Risk Taxonomy*, version
    3.0.1): each factor is stated or follows from the two below it, and never both.

    Frequencies are numbers of events a year.
    """

    contact_frequency: Distribution | None = None
    """How often a year a threat comes upon the asset."""
    loss_event_frequency: Distribution | None = None
    """How often a year a threat does harm."""
    probability_of_action: Distribution | None = None
    """The probability that it acts once it came upon the asset."""
    resistance_strength: Distribution | None = None
    """What the asset withstands, on the same scale."""
    threat_capability: Distribution | None = None
    """What the threat is able to do, on any scale shared with the resistance, e.g. percentiles from 0 to 100."""
    threat_event_frequency: Distribution | None = None
    """How often a year a threat acts against the asset."""
    vulnerability: Distribution | None = None
    """The probability that its act does harm (the susceptibility of the asset)."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class LossMagnitudes(Value):
    """What an event costs by form of loss, each in the currency of the record."""

    competitive_advantage: Distribution | None = None
    """What competitors gain."""
    fines_and_judgements: Distribution | None = None
    """Fines, penalties and damages."""
    productivity: Distribution | None = None
    """What is not earned or supplied meanwhile."""
    replacement: Distribution | None = None
    """Replacing or repairing what was lost."""
    reputation: Distribution | None = None
    """Custom and credit lost as others think worse of the organisation."""
    response: Distribution | None = None
    """Handling the event: people, experts, notices."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class SecondaryLoss(Value):
    """A loss that follows only some of the events, as customers, courts or authorities react."""

    probability: float
    """The probability that an event has it."""
    magnitudes: LossMagnitudes
    """What it costs then."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Quantification(Value):
    """The figures of a risk from a day on. They are those without controls: what the controls in force leave of them
    is computed."""

    quantified_on: datetime.date
    """When the figures were estimated; they hold from this day on."""
    dispersion: float | None = None
    """How much more than chance alone the count of a year varies: at a mean of m events its variance is m +
    dispersion · m² (the negative binomial distribution). None if absent: the count is Poisson."""
    frequency: Frequency | None = None
    """How often events come about. If absent it follows from the incidents counted of the threats, or else from the
    anchor of the inherent likelihood."""
    primary: LossMagnitudes | None = None
    """What every event costs (the primary loss)."""
    rationale: str = ''
    """Where the figures are from and why they are so."""
    secondary: SecondaryLoss | None = None
    """What some events cost on top, as others react to them."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

TreatmentStrategy = Literal["modify", "retain", "avoid", "share"]
"""What to do about a risk in principle: the options of ISO/IEC 27005."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Treatment(Value):
    """How a risk is treated."""

    option: TreatmentStrategy
    """Which of the four ways is chosen."""
    actions: tuple[Action, ...] = ()
    """What is to be done."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Risk(Value):
    """Threats acting on assets, and what may follow."""

    id: str
    """Identifier."""
    title: str
    """Title."""
    owner: str
    """The risk owner (clause 6.1.2 c 2)."""
    identified_on: datetime.date
    """The day it was identified."""
    acceptances: tuple[Acceptance, ...] = ()
    """Acceptances by the owner, oldest first."""
    assessments: tuple[Assessment, ...] = ()
    """Assessments, oldest first."""
    assets: tuple[str, ...] = ()
    """Assets it hits."""
    category: str | None = None
    """One of the categories of the risk criteria."""
    controls: tuple[str, ...] = ()
    """Controls that treat it."""
    description: str = ''
    """What may happen and why it matters."""
    former_owners: tuple[FormerOwner, ...] = ()
    """Who owned it before, oldest first."""
    quantifications: tuple[Quantification, ...] = ()
    """Its figures for the loss model, oldest first."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    review_days: int | None = None
    """Days after which an assessment must be renewed, if other than the level says."""
    threats: tuple[str, ...] = ()
    """Threats it comes from."""
    treatment: Treatment | None = None
    """Treatment plan."""
    vulnerabilities: tuple[str, ...] = ()
    """Vulnerabilities they use."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Capacity(Value):
    """Working time for the management system, from a day on."""

    from_: datetime.date
    """First day."""
    hours_per_month: float
    """Hours a month, all holders together."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Tenure(Value):
    """A person in a role for a time."""

    person: str
    """Who."""
    from_: datetime.date
    """First day."""
    until: datetime.date | None = None
    """Last day; open if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Role(Value):
    """A responsibility that outlives who holds it."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    capacity: tuple[Capacity, ...] = ()
    """Hours it has for the management system, oldest first."""
    holders: tuple[Tenure, ...] = ()
    """Who held it, from when, until when."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

AnalysisMethod = Literal["five_whys", "cause_and_effect", "fault_tree", "timeline", "other"]
"""Methods of analysis."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Cause(Value):
    """A cause."""

    class_: str
    """What kind of cause, by a word used again for causes alike, e.g. `missing patch`."""
    description: str = ''
    """What it was."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RootCauseAnalysis(Value):
    """The search for the cause of an incident or a finding."""

    id: str
    """Identifier."""
    method: AnalysisMethod
    """How the cause was sought."""
    completed_on: datetime.date
    """When it was done."""
    by: tuple[str, ...] = ()
    """Who did it."""
    causes: tuple[Cause, ...] = ()
    """What was found; at least one."""
    controls: tuple[str, ...] = ()
    """Controls that failed or were missing."""
    finding: str | None = None
    """The finding, if it is about one."""
    incident: str | None = None
    """The incident, if it is about one."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

ChangeKind = Literal["technology", "process", "organisation", "regulation", "contract", "supplier", "incident", "threat"]
"""Kinds of change."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class SignificantChange(Value):
    """A change in or around the organisation, after which risks are assessed again."""

    id: str
    """Identifier."""
    title: str
    """What changes."""
    kind: ChangeKind
    """What kind."""
    owner: str
    """Who answers for it."""
    on: datetime.date
    """When it takes effect, planned or done."""
    touches: tuple[str, ...]
    """What it touches; at least one."""
    description: str = ''
    """How and why."""
    reassess_within_days: int | None = None
    """Days after it within which the risks reached must be assessed again; 30 if absent."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ApplicabilityDecision(Value):
    """Whether a control applies, from a day on."""

    decided_on: datetime.date
    """First day."""
    applicable: bool
    """Whether it applies."""
    justification: str
    """Why it is included or left out."""
    decided_by: str | None = None
    """Who decided."""
    obligations: tuple[str, ...] = ()
    """Obligations that call for it."""
    risks: tuple[str, ...] = ()
    """Risks that call for it."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ApplicabilityEntry(Value):
    """What was decided on one control, and why. A control has one entry."""

    id: str
    """Identifier."""
    control: str
    """The control."""
    decisions: tuple[ApplicabilityDecision, ...] = ()
    """The decisions, oldest first."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

AccessPrivilege = Literal["read", "write", "administer"]
"""What an access allows."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class SupplierAccess(Value):
    """Access of a supplier to an asset."""

    asset: str
    """The asset."""
    privilege: AccessPrivilege
    """What the access allows."""
    from_: datetime.date
    """First day."""
    until: datetime.date | None = None
    """Last day; open if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Agreement(Value):
    """A contract with its security clauses."""

    title: str
    """Title."""
    signed_on: datetime.date
    """First day."""
    clauses: tuple[str, ...] = ()
    """Security clauses in it, by the names that the organisation uses, e.g. `incident notification`."""
    expires_on: datetime.date | None = None
    """Last day; open if absent."""
    reviewed_on: tuple[datetime.date, ...] = ()
    """The days it was reviewed, oldest first."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

SupplierOutcome = Literal["acceptable", "conditional", "unacceptable"]
"""Outcomes of an assessment."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class SupplierAssessment(Value):
    """A judgement of the supplier."""

    assessed_on: datetime.date
    """When."""
    by: str
    """Who judged."""
    outcome: SupplierOutcome
    """The outcome."""
    note: str = ''
    """Why."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Attestation(Value):
    """A certificate or report of somebody else about the supplier."""

    standard: str
    """What it attests, e.g. `ISO/IEC 27001:2022` or `SOC 2 Type II`."""
    issued_on: datetime.date
    """First day it is valid."""
    valid_until: datetime.date
    """Last day it is valid."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Supplier(Value):
    """An organisation that supplies goods or services."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    owner: str
    """Who answers for the relation."""
    access: tuple[SupplierAccess, ...] = ()
    """What it can reach."""
    agreements: tuple[Agreement, ...] = ()
    """What is agreed, oldest first."""
    assessments: tuple[SupplierAssessment, ...] = ()
    """How it was judged, oldest first."""
    attestations: tuple[Attestation, ...] = ()
    """Certificates and reports about it."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    services: str = ''
    """What it supplies."""
    since: datetime.date | None = None
    """First day of the relation; always there if absent."""
    tier: int | None = None
    """How much depends on it as stated, 1 the most; else derived from what it reaches."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Technology(Value):
    """A product or platform that assets are built on."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    deprecated_on: datetime.date | None = None
    """The day from which its maker advises against it."""
    owner: str | None = None
    """Who answers for it."""
    replaced_by: str | None = None
    """What takes its place."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    support_ends_on: datetime.date | None = None
    """The last day it is supported."""
    used_by: tuple[str, ...] = ()
    """Assets that use it."""
    vendor: str = ''
    """Who makes it."""
    version: str = ''
    """Version in use."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class EventRatePrior(Value):
    """What is held of a yearly rate of events before counting: a gamma distribution, as if `shape` events had been
    seen in `rate` years."""

    shape: float
    """Shape of the gamma distribution, above 0, a million at most."""
    rate: float
    """Its rate in years, above 0, a million at most."""
    source: str
    """Where it is from, e.g. a survey of the sector or the judgement of named experts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Threat(Value):
    """A potential cause of an incident, for example an adversary technique."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str = ''
    """How it works."""
    event_rate_prior: EventRatePrior | None = None
    """How often it was expected to come true before any incident was counted."""
    identified_on: datetime.date | None = None
    """The day it was added to the record; always known if absent."""
    references: tuple[ExternalReference, ...] = ()
    """Where it is described elsewhere."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    targets: tuple[str, ...] = ()
    """The assets, or classes of assets, it acts on."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TreatmentGroup(Value):
    """Treatment options of which only so many may be chosen: products that do the same, or more change than a site
    can bear."""

    id: str
    """Identifier."""
    title: str
    """What they have in common."""
    options: tuple[str, ...]
    """The options."""
    at_most: int
    """The most of them that may be chosen."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class DependencyReduction(Value):
    """That an asset comes to need another less."""

    asset: str
    """The asset that depends."""
    needs: str
    """The asset it depends on."""
    share: float
    """Share taken off the probability that the one fails with the other, 0 to 1."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class RiskReduction(Value):
    """Shares taken off some risks: of those named, of those by a threat, or of those that hit an asset; where
    several are given, of the risks that are all of it. At least one is given."""

    asset: str | None = None
    """Only what hits this asset."""
    magnitude: float | None = None
    """Share of what a loss event costs that is saved, 0 to 1; none if absent."""
    rate: float | None = None
    """Share of the threat events that no longer come about, 0 to 1; none if absent."""
    risks: tuple[str, ...] = ()
    """These risks only."""
    susceptibility: float | None = None
    """Share of the remaining threat events that no longer come through, 0 to 1; none if absent."""
    threat: str | None = None
    """Only what this threat brings about."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TreatmentEffects(Value):
    """What an option does, in any of four ways. Each is reckoned on top of what the others leave."""

    controls: tuple[str, ...] = ()
    """Planned controls that it puts in force: each then stops what it declares, on whatever it covers."""
    dependencies: tuple[DependencyReduction, ...] = ()
    """Assets that come to need others less."""
    insurance_policies: tuple[str, ...] = ()
    """Policies on record, not yet in force, that it takes out."""
    reductions: tuple[RiskReduction, ...] = ()
    """Risks that come true less often or cost less."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class OptionWork(Value):
    """Hours that an option asks of a role."""

    role: str
    """Whose hours."""
    hours: float = 0.0
    """Hours to put it in effect, spread evenly over the quarters that takes."""
    yearly_hours: float = 0.0
    """Hours a year once it is in effect."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class TreatmentOption(Value):
    """A measure that may be taken against risks: what it costs, what it does, and what it stands or falls with."""

    id: str
    """Identifier."""
    title: str
    """Title, which becomes that of the action in the treatment plan."""
    owner: str
    """Who would owe it."""
    decided_on: datetime.date | None = None
    """The day it was decided to take it. From then on it is no longer to choose. What it takes off risks counts at
    the target stage of their losses, until their figures are estimated with it in effect."""
    description: str = ''
    """What would be done."""
    effects: TreatmentEffects | None = None
    """What it does once it is in effect."""
    excludes: tuple[str, ...] = ()
    """Options that cannot be chosen beside it."""
    lead_quarters: int | None = None
    """Quarters of a year from its start until it is in effect; 0 if absent."""
    one_off: Money | None = None
    """What it costs once, when it starts; nothing if absent."""
    requires: tuple[str, ...] = ()
    """Options that must be in effect when it starts."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts: it was withdrawn, or is done."""
    start_from: datetime.date | None = None
    """The first day on which it may start; any if absent."""
    start_until: datetime.date | None = None
    """The last day on which it may start; any if absent."""
    starts_on: datetime.date | None = None
    """The day it starts, once that is decided; the day of the decision if absent."""
    work: tuple[OptionWork, ...] = ()
    """Hours that it asks of roles."""
    yearly: Money | None = None
    """What it costs a year once it is in effect, premiums and the upkeep of controls included; nothing if absent."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""

@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Vulnerability(Value):
    """A weakness of assets or technologies."""

    id: str
    """Identifier."""
    title: str
    """What it is."""
    identified_on: datetime.date
    """The day it became known here."""
    assets: tuple[str, ...] = ()
    """Assets that have it."""
    description: str = ''
    """How it can be used."""
    owner: str | None = None
    """Who answers for its removal."""
    references: tuple[ExternalReference, ...] = ()
    """Where it is described elsewhere, e.g. its CVE."""
    resolved_on: datetime.date | None = None
    """The day it was removed."""
    retired_on: datetime.date | None = None
    """The day from which it no longer counts."""
    severity: float | None = None
    """CVSS base score, 0 to 10."""
    technologies: tuple[str, ...] = ()
    """Technologies that have it: with them the assets that use them."""
    threats: tuple[str, ...] = ()
    """Threats that use it."""
    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)
    """The user's own ``x-…`` fields, plain data by their full names."""
