"""Collections as tables: what polars, pyarrow, pandas and DuckDB make of them, and what a notebook shows."""

import datetime
import json
from pathlib import Path
from typing import Any

import duckdb
import isms
import pandas
import polars
import pyarrow
import pytest

ROOT = Path(__file__).parents[2]
RECORDS = [isms.load(ROOT / "conformance/records/every-kind.json"), isms.load(ROOT / "examples/data/meridian/isms.json")]
COLLECTIONS = [name for name, part in isms.schema()["properties"].items() if part.get("type") == "array"]
# Meridian has no entities of some kinds; every kind of the other record has one.
TABLES = [pytest.param(org, name, id=f"{name} of {org.organisation.name}") for org in RECORDS for name in COLLECTIONS]


def same(cell: Any, value: Any) -> bool:
    """Whether a cell of a table holds what the record file holds."""
    match value:
        case tuple() | list():
            return len(cell) == len(value) and all(map(same, cell, value))
        case dict() if isinstance(cell, str):  # One of several shapes: as JSON text.
            return bool(json.loads(cell) == value)
        case dict():
            return all(same(part, value.get(name, empty(part))) for name, part in cell.items())
        case str() if isinstance(cell, datetime.datetime):
            return cell == datetime.datetime.fromisoformat(value)
        case str() if isinstance(cell, datetime.date):
            return cell.isoformat() == value
    return bool(cell == value)


def empty(cell: Any) -> Any:
    """What the record file leaves out is an empty list or text, or null."""
    return type(cell)() if isinstance(cell, list | str) else None


@pytest.mark.parametrize("org, name", TABLES)
def test_the_table_holds_what_the_entities_hold(org: isms.Isms, name: str) -> None:
    collection = getattr(org, name)
    table = pyarrow.table(collection)
    plain = [entity.to_dict() for entity in collection]
    fields = isms.schema()["properties"][name]["items"]["$ref"].rsplit("/", 1)[1]
    assert {*table.column_names} == {*isms.schema()["$defs"][fields]["properties"], "extensions"}
    assert table.num_rows == len(plain)
    for row, entity in zip(table.to_pylist(), plain, strict=True):
        own = row.pop("extensions")
        assert (json.loads(own) if own else {}) == {key: value for key, value in entity.items() if key.startswith("x-")}
        assert same(row, entity), (row, entity)
        assert {key for key in entity if not key.startswith("x-")} <= row.keys()
    frame = polars.DataFrame(collection)
    assert frame.height == len(plain) and frame.columns == table.column_names
    assert duckdb.sql("select count(*) from collection").fetchall() == [(len(plain),)]
    pandas_frame = pandas.DataFrame(collection)
    assert len(pandas_frame) == len(plain) == len(pandas.DataFrame.from_arrow(collection))
    if plain:
        assert list(pandas_frame["id"]) == [entity["id"] for entity in plain] and "extensions" in pandas_frame.columns
    page = collection._repr_html_()
    assert page.count("<table") == (1 if plain else 0)


def test_the_columns_follow_from_the_schema() -> None:
    full, none = RECORDS[1], isms.load(ROOT / "conformance/records/empty.json")
    for name in COLLECTIONS:
        assert pyarrow.table(getattr(full, name)).schema == pyarrow.table(getattr(none, name)).schema
    risks = polars.DataFrame(full.risks)
    assert risks.schema["identified_on"] == polars.Date and risks["assets"].null_count() == 0
    assert risks.select(polars.col("assessments").list.len().sum()).item() == sum(len(r.assessments) for r in full.risks)
    assert polars.DataFrame(full.evidence).schema["recorded_at"] == polars.Datetime("us", "UTC")


def test_own_fields_are_one_column_of_json_text() -> None:
    record = RECORDS[1].to_dict()
    record["roles"] = [{**record["roles"][0], "x-team": {"site": "N"}}, *record["roles"][1:]]
    roles = isms.Isms.from_dict(record).roles
    texts = polars.DataFrame(roles)["extensions"].drop_nulls().to_list()
    assert [json.loads(text) for text in texts] == [{"x-team": {"site": "N"}}]
    assert duckdb.sql("select id from roles where extensions->'x-team'->>'site' = 'N'").fetchall() == [(record["roles"][0]["id"],)]


def test_notebooks_escape_what_the_record_says() -> None:
    record = RECORDS[0].to_dict()
    record["risks"][0]["title"] = "<script>alert(1)</script>"
    page = isms.Isms.from_dict(record).risks._repr_html_()
    assert "<script" not in page and "&lt;script&gt;" in page and "<th>title</th>" in page
