"""The modules that are generated are those of the library. `UPDATE=1` (`make views`) writes them anew."""

import os
from pathlib import Path

import isms
import pytest
from generate import entities, views

PACKAGE = Path(__file__).parents[1] / "python/isms"
MODULES = {
    "_views": lambda: views.generate(isms.views()),
    "entities": lambda: entities.generate_entities(isms.schema()),
    "_record": lambda: entities.generate_record(isms.schema()),
}


@pytest.mark.parametrize("name", MODULES)
def test_the_module_is_up_to_date(name: str) -> None:
    found = MODULES[name]()
    kept = PACKAGE / f"{name}.py"
    if os.environ.get("UPDATE"):
        kept.write_text(found, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == found, f"{name}.py is out of date: run `make views`"
