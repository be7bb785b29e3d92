"""The views as methods."""

import json
from pathlib import Path

import isms

ROOT = Path(__file__).parents[2]


def test_every_view_is_a_method_with_the_plain_answer_behind_it() -> None:
    org = isms.load(ROOT / "conformance/records/risks.json")
    view = org.as_of("2026-03-01")
    given = {
        "blast_radius": ("NET",),
        "explanation": ("NET", "R-DB"),
        "protection": ("DB",),
        "document_history": ("DOC-NET",),
        "affected": (["NET"],),
        "audit_report": ("AUD-NET",),
        "gaps": ("OWN",),
    }
    names = {
        "blast_radius": ("from",),
        "explanation": ("from", "to"),
        "protection": ("asset",),
        "document_history": ("document",),
        "affected": ("from",),
        "audit_report": ("audit",),
        "gaps": ("framework",),
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
