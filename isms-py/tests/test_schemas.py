"""The JSON Schemas against a validator that knows nothing of the library."""

import copy
import json
from pathlib import Path
from typing import Any

import isms
import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
FILES = {"record": "isms", "change": "isms-change", "journal_entry": "isms-journal-entry"}
RECORDS = [ROOT / "examples/data/meridian/isms.json", ROOT / "conformance/records/every-kind.json"]
CHANGES = sorted((ROOT / "examples/data/meridian/changes").rglob("*.json*"))


def validator(document: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / f"include/{FILES[document]}.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


@pytest.mark.parametrize("document", ["record", "change", "journal_entry"])
def test_the_package_gives_the_schemas_checked_in(document: Any) -> None:
    assert isms.schema(document) == validator(document).schema
    assert isms.schema() == isms.schema("record")
    with pytest.raises(isms.IsmsValueError, match='document: there is no schema of "journal"; ask for record, change'):
        isms.schema("journal")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.parent.name)
def test_records_are_as_the_schema_says(path: Path) -> None:
    validator("record").validate(read(path))
    validator("record").validate(isms.load(path).to_dict())


def test_changes_are_as_the_schema_says() -> None:
    assert CHANGES
    checked = validator("change")
    for path in CHANGES:
        changes = read(path)
        changes = changes.get("changes", changes) if isinstance(changes, dict) and "change" not in changes else changes
        for change in changes if isinstance(changes, list) else [changes]:
            checked.validate(change)


def test_entries_of_a_journal_are_as_the_schema_says() -> None:
    journal = isms.Journal.establish(isms.load(RECORDS[1]), at="2026-01-01T00:00:00Z", actor="ann")
    role = {"change": "create", "kind": "role", "entity": isms.entities.Role(id="NEW", name="New")}
    journal.append(role, at="2026-01-02T00:00:00Z", actor="ann")
    for entry in journal:
        validator("journal_entry").validate(entry)


@pytest.mark.parametrize("place", [[], ["risks", 0], ["risks", 0, "assessments", 0]], ids=len)
def test_unknown_fields_are_refused_where_own_fields_pass(place: list[Any]) -> None:
    def with_field(name: str) -> Any:
        record = inside = copy.deepcopy(read(RECORDS[0]))
        for step in place:
            inside = inside[step]
        inside[name] = 1
        return record

    checked = validator("record")
    checked.validate(with_field("x-colour"))
    isms.Isms.from_dict(with_field("x-colour"))
    assert ["colour" in error.message for error in checked.iter_errors(with_field("colour"))] == [True]
    with pytest.raises(isms.IsmsError) as caught:
        isms.Isms.from_dict(with_field("colour"))
    assert caught.value.code == "unknown_field"
