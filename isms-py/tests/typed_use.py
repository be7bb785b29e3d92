"""What a type checker knows of the record and the views; checked by `mypy --strict` and never run."""

import datetime
import decimal
from typing import Any, assert_type

import isms
from isms.entities import Action, Assessment, Risk, RiskCriteria, Stage, Treatment
from isms.types import ProgrammeItem

org = isms.load("isms.json")
risk = org.risks["R-014"]

assert_type(risk.owner, str)
assert_type(risk.identified_on, datetime.date)
assert_type(risk.category, str | None)
assert_type(risk.treatment, Treatment | None)
assert_type(risk.assessments, tuple[Assessment, ...])
assert_type(risk.assessments[-1].stage, Stage)
assert_type([action.due for action in risk.treatment.actions] if risk.treatment else [], list[datetime.date])
assert_type(org.risks.get("R-1"), Risk | None)
assert_type(org.risks.get("R-1", 0), Risk | int)
assert_type(list(org.risks), list[Risk])
assert_type(dict(org.risks), dict[str, Risk])
assert_type([entry.control for entry in org.statement_of_applicability], list[str])
assert_type([evidence.recorded_at for evidence in org.evidence.values()], list[datetime.datetime])
assert_type(org.organisation.currency, str)
assert_type(org.risk_criteria, RiskCriteria | None)
org.apply({"change": "create", "kind": "risk", "entity": risk})
for action in (Action(title="Patch", owner="CISO", due=datetime.date(2026, 3, 1)),):
    assert_type(action.cost.amount if action.cost else None, decimal.Decimal | None)

risk.onwer  # type: ignore[attr-defined]
risk.owner = "CISO"  # type: ignore[misc]
risk.treatment.actions  # type: ignore[union-attr]
Risk(id="R-1", title="Loss", owner="CISO")  # type: ignore[call-arg]
Treatment(option="modfiy")  # type: ignore[arg-type]
org.risk  # type: ignore[attr-defined]
isms.schema("journal")  # type: ignore[arg-type]

view = isms.load("isms.json").as_of(datetime.date(2026, 3, 1))

assert_type(view.continuity("2025-07-01", "2026-06-30")["whole"]["coverage"], float | None)
assert_type(view.continuity(from_="2025-07-01", to=datetime.date(2026, 6, 30), audit="A")["activities"][0]["due"], int)
assert_type(view.continuity(limits={"coverage": 0.8})["as_of"], str)
assert_type([item["done_on"] for item in view.programme()], list[str | None])
assert_type(view.programme().rows, list[ProgrammeItem])
assert_type(len(view.overdue()), int)
assert_type(view.blast_radius("T1486", depth=2)["reached"][0]["distance"], int)
view.heatmap(stage="residual")
supposed = view.what_if(
    changes=isms.read_stix("bundle.json"), assumptions=[{"assumption": "scale_threat_rate", "threat": "T1486", "factor": 2.0}]
)
assert_type(supposed["stages"][0]["mean"]["low"], float | None)
assert_type(view.simulate(until=0.01).contributions(0.99)[0], dict[str, Any])
assert_type(view.optimise(budget=250_000, progress=True, time_limit=10)["stopped"], bool)
assert_type(view.ask("optimise", {}, progress=lambda done, of, best: best and best.value), dict[str, Any])

view.overdue()["itmes"]  # type: ignore[call-overload]
view.what_if(assumptions=[{"assumption": "lose_hope"}])  # type: ignore[list-item]
view.heatmap(stage="final")  # type: ignore[arg-type]
view.continuity(form="2025-07-01")  # type: ignore[call-arg]
view.continuity(limits={"covrage": 0.8})  # type: ignore[arg-type]
view.protection()  # type: ignore[call-arg]
view.oracle()  # type: ignore[attr-defined]
