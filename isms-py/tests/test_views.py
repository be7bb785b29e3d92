"""The methods and types checked in are those of the registry. `UPDATE=1` (`make views`) writes them anew."""

import importlib.util
import json
import os
from pathlib import Path

import isms

CRATE = Path(__file__).parents[1]


def test_the_views_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate_views", CRATE / "generate_views.py")
    assert spec and spec.loader
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    found = generator.generate(isms.views())
    kept = CRATE / "python/isms/_views.py"
    if os.environ.get("UPDATE"):
        kept.write_text(found, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == found, "_views.py is out of date: run `make views`"


def test_every_view_is_a_method_with_the_plain_answer_behind_it() -> None:
    org = isms.load(CRATE.parent / "conformance/records/risks.json")
    view = org.as_of("2026-03-01")
    given = {
        "blast_radius": ("NET",),
        "explanation": ("NET", "R-DB"),
        "protection": ("DB",),
        "document_history": ("DOC-NET",),
    }
    names = {
        "blast_radius": ("from",),
        "explanation": ("from", "to"),
        "protection": ("asset",),
        "document_history": ("document",),
    }
    for definition in isms.views():
        name = definition["name"]
        arguments = given.get(name, ())
        answer = getattr(view, name)(*arguments)
        plain = view.ask(name, dict(zip(names.get(name, ()), arguments, strict=True)))
        assert answer == plain and dict(answer) == plain and answer.to_dict() == plain
        assert json.loads(answer.to_json()) == plain
        assert answer.rows == plain[definition["rows"]] == list(answer) and len(answer) == len(answer.rows)
        assert list(answer.keys()) == list(plain) and dict(answer.items()) == plain
        assert repr(answer).startswith(f"<{type(answer).__name__} on 2026-03-01: ")
