"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day


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

Rule = Literal["8.2/review-date", "8.1/done", "8.1/in-time", "9.1/no-long-silence", "9.1/not-crammed", "9.1/evenness", "7.5.3/recorded-soon", "8.1/planned", "4.4/clause-served", "8.1/control-kept", "8.1/days-off", "5.3/held", "7.1/capacity", "7.1/capacity-stated", "7.1/caught-up", "7.5.3/validity"]
"""A rule, written as its clause or control and a name: `9.3/interval`."""

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
    description: NotRequired[str]
    """What it means."""

class RiskLevel(TypedDict):
    """A level of risk."""
    id: str
    """Identifier used in the matrix."""
    name: str
    """Name shown."""
    acceptable: bool
    """Whether a risk of this level may stand without a decision of its owner."""
    review_days: NotRequired[int | None]
    """Days after which an assessment of this level must be renewed; 365 if absent."""

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
