"""The views as methods."""

import json
from pathlib import Path

import isms
import pytest

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


def test_what_if_takes_changes_as_they_are_applied() -> None:
    org = isms.load(ROOT / "conformance/records/what-if.json")
    view = org.as_of("2026-06-30")
    before = org.to_json()
    revision = {"on": "2026-06-30", "status": "implemented", "effectiveness": 0.7}
    change = {"change": "revise_control", "control": "LIMIT", "revision": revision}
    proposed = isms.ChangeSet(json.dumps({"report": {"source": "A plan", "taken": {}, "skipped": []}, "changes": [change]}))
    lost = {"assumption": "lose_control", "control": "SCORE"}
    answers = [
        view.what_if(changes=changes, assumptions=[lost], trials=1024, levels=[0.9])
        for changes in (change, [change], (change,), iter([change]), proposed)
    ]
    assert all(answer == answers[0] for answer in answers)
    residual = next(stage for stage in answers[0] if stage["stage"] == "residual")
    assert residual["mean"]["difference"] == residual["mean"]["after"] - residual["mean"]["before"] > 0
    assert [(entity["kind"], entity["id"]) for entity in answers[0]["changed"]["changed"]] == [
        ("control", "LIMIT"), ("control", "SCORE"),
    ]
    assert org.to_json() == before
    with pytest.raises(isms.IsmsError) as refused:
        view.what_if(changes=[change, {"change": "delete", "kind": "risk", "id": "R-FRUAD"}])
    assert refused.value.path == "changes[1].risks[R-FRUAD]"
