"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day

__all__ = [
    "ActivityContinuity", "BlastRadius", "CertificateOnDate", "CertificateState", "Continuity", "ControlStatus",
    "Coverage", "CoveragePair", "Cramming", "DependencyCycle", "DependencyCycles", "DueDate", "Duty", "Edge",
    "Explanation", "Figures", "Flag", "Heatmap", "HeatmapCell", "Kind", "Kuiper", "KuiperMethod", "LateRecording",
    "LevelCount", "Limits", "LimitsParameters", "Measure", "NamedReached", "Node", "OccurrenceState", "Overdue",
    "OverdueItem", "Programme", "ProgrammeItem", "ProtectingControl", "Protection", "Rating", "RiskEntry",
    "RiskLevel", "RiskRegister", "RunUp", "ScaleLevel", "Silence", "Stage", "Standing", "Status", "Step",
    "TreatmentOption", "UnmatchedEvidence",
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

Measure = Literal["coverage", "punctuality", "longest_silence", "cramming", "evenness", "late_recording"]
"""The figures that can raise a flag."""

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
    _columns = ("activity", "title", "owner", "due", "answered", "coverage", "in_time", "punctuality", "evidence", "longest_silence", "cramming", "evenness", "late_recording", "flags",)

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
