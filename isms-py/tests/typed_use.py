"""What a type checker knows of the views; checked by `mypy --strict` and never run."""

import datetime
from typing import assert_type

import isms
from isms._views import ProgrammeItem

view = isms.load("isms.json").as_of(datetime.date(2026, 3, 1))

assert_type(view.continuity("2025-07-01", "2026-06-30")["whole"]["coverage"], float | None)
assert_type(view.continuity(from_="2025-07-01", to=datetime.date(2026, 6, 30), audit="A")["activities"][0]["due"], int)
assert_type(view.continuity(limits={"coverage": 0.8})["as_of"], str)
assert_type([item["done_on"] for item in view.programme()], list[str | None])
assert_type(view.programme().rows, list[ProgrammeItem])
assert_type(len(view.overdue()), int)
assert_type(view.blast_radius("T1486", depth=2)["reached"][0]["distance"], int)
view.heatmap(stage="residual")

view.overdue()["itmes"]  # type: ignore[call-overload]
view.heatmap(stage="final")  # type: ignore[arg-type]
view.continuity(form="2025-07-01")  # type: ignore[call-arg]
view.continuity(limits={"covrage": 0.8})  # type: ignore[arg-type]
view.protection()  # type: ignore[call-arg]
view.oracle()  # type: ignore[attr-defined]
