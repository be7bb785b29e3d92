"""The Python package as a script sees it."""

import datetime
import doctest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import isms
import polars
import pyarrow
import pytest

SOURCES = Path(__file__).parents[2] / "examples/data/meridian/sources"
RECORD = {
    "format": "isms/1",
    "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    "roles": [{"id": "CISO", "name": "Officer"}],
    "activities": [{"id": "REVIEW", "title": "Review", "owner": "CISO", "start": "2026-01-31", "cadence": "FREQ=MONTHLY"}],
}
MEASURED = {
    **RECORD,
    "metrics": [{"id": "MET-1", "name": "Metric", "purpose": "To know", "unit": "pieces", "owner": "CISO"}],
}


def test_views_are_methods() -> None:
    view = isms.Isms.from_dict(RECORD).as_of(datetime.date(2026, 3, 15))
    assert view.overdue()["items"][0]["days_overdue"] == 43
    assert view.continuity(from_="2026-01-01", to="2026-03-01") == view.ask("continuity", {"from": "2026-01-01", "to": "2026-03-01"})
    for definition in isms.views():
        assert definition["name"] in dir(view)


def test_errors_name_the_place() -> None:
    with pytest.raises(isms.IsmsError) as caught:
        isms.Isms.from_dict({**RECORD, "roles": [{"id": "CISO", "name": "Officer", "colour": 1}]})
    assert (caught.value.path, caught.value.code) == ("roles[CISO].colour", "unknown_field")
    assert isinstance(caught.value, ValueError)
    org = isms.Isms.from_dict(RECORD)
    with pytest.raises(KeyError):
        org.as_of("2026-03-15").ask("oracle")
    with pytest.raises(isms.IsmsError, match="date: 2026-02-30 is not a date"):
        org.as_of("2026-02-30").overdue()
    with pytest.raises(isms.IsmsError, match="byte 0 is not UTF-8"):
        isms.loads(b"\xff")
    with pytest.raises(isms.IsmsError):
        isms.loads('{"x-deep": ' + "[" * 100_000)


def test_limits_can_be_set() -> None:
    text = isms.Isms.from_dict(RECORD).to_json()
    assert isms.loads(text, limits=isms.Limits(entities=2)).to_json() == text
    with pytest.raises(isms.IsmsError, match="it has 2 entities, over the limit of 1") as caught:
        isms.loads(text, limits=isms.Limits(entities=1))
    assert caught.value.code == "limit"
    journal = isms.Journal.establish(isms.loads(text), at="2026-01-01T08:00:00Z", actor="ann")
    lines = journal.to_json_lines()
    assert isms.find_fault(lines, limits=isms.Limits(journal_entries=1)) is None
    few = isms.Journal(lines, isms.Limits(journal_entries=1))
    role = {"change": "create", "kind": "role", "entity": {"id": "CEO", "name": "Director"}}
    with pytest.raises(isms.IsmsError) as caught:
        few.append(role, at="2026-02-01T08:00:00Z", actor="ann")
    assert caught.value.code == "limit" and len(few) == 1
    for refused in (isms.Journal, lambda lines, limits: isms.find_fault(lines, limits=limits)):
        with pytest.raises(isms.IsmsError) as caught:
            refused(lines, isms.Limits(journal_line_bytes=100))
        assert caught.value.code == "limit"


def test_changes_apply_whole_or_not_at_all(tmp_path: Path) -> None:
    org = isms.Isms.from_dict(RECORD)
    before = org.to_json()
    database = {"change": "create", "kind": "asset", "entity": {"id": "DB", "name": "Database"}}
    with pytest.raises(isms.IsmsError, match=r"assets\[DB\]"):
        org.apply([database, database])
    assert org.to_json() == before
    org.apply(database)
    org.save(tmp_path / "isms.json")
    assert isms.load(tmp_path / "isms.json").to_dict() == org.to_dict()


def test_real_catalogues() -> None:
    org = isms.Isms.from_dict(RECORD)
    threats = isms.read_stix(SOURCES / "ics-attack-18.1.json")
    assert threats.report["taken"]["threats"] == 83
    assert "83 threats" in repr(threats)
    org.apply(threats)
    org.apply(isms.read_oscal(next(SOURCES.glob("NIST*.json")).read_bytes()))
    assert org.as_of("2026-03-01").blast_radius("T0814")["reached"]
    assert org.graph.blast_radius("T0814")[0]["distance"] == 1
    with pytest.raises(isms.IsmsError, match="is not a STIX bundle"):
        isms.read_stix(b"{}")


def test_the_catalogue_of_the_standard() -> None:
    org = isms.Isms.from_dict(RECORD)
    before = len(org.controls)
    org.apply(isms.catalogue("iso-27001-2022", controls=True))
    assert len(org.controls) == before + 93
    org = isms.Isms.from_dict(RECORD)
    org.apply(isms.catalogue("iso-27001-2022"))
    assert len(org.controls) == before
    assert org.frameworks["ISO-27001-2022"].requirements[1].id == "4.1"
    with pytest.raises(isms.IsmsError, match="name one of iso-27001-2022"):
        isms.catalogue("iso-9001")


def test_an_oscal_catalogue_as_a_framework() -> None:
    org = isms.Isms.from_dict(RECORD)
    org.apply(isms.read_oscal_framework(next(SOURCES.glob("NIST*.json")), "NIST", controls=True))
    gaps = org.as_of("2026-03-01").ask("gaps", {"framework": "NIST"})
    assert gaps["counts"]["not_assessed"] == len(gaps["items"]) > 100
    assert gaps["items"][0]["met_by"] == ["control:AC-1"]
    with pytest.raises(isms.IsmsError) as caught:
        isms.read_oscal_framework(b"{}", "")
    assert caught.value.path == "id"


def test_measurements_from_tables_of_any_maker() -> None:
    day = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)
    at, values = [day + datetime.timedelta(days=i) for i in range(3)], [1.0, 2.5, 3.0]
    made = [
        polars.DataFrame({"at": at, "value": values}, schema={"at": polars.Datetime(unit, "UTC"), "value": polars.Float64})
        for unit in ("ms", "us", "ns")
    ]
    made.append(polars.concat([made[1][:1], made[1][1:]], rechunk=False))
    tables = [*made, pyarrow.table({"value": values, "at": pyarrow.array(at, pyarrow.timestamp("s", "UTC"))})]
    for table in tables:
        org = isms.Isms.from_dict(MEASURED)
        org.record_measurements("MET-1", table)
        assert [m.value for m in org.metrics["MET-1"].measurements] == values
        assert [m.at for m in org.metrics["MET-1"].measurements] == at


def test_measurements_of_a_table_are_taken_whole_or_not_at_all() -> None:
    org = isms.Isms.from_dict(MEASURED)
    day = datetime.datetime(2026, 1, 1, 8, tzinfo=datetime.UTC)
    before = org.to_json()
    for wrong, error in [
        (polars.DataFrame({"at": [day, day], "value": [1.0, 2.0]}), "row 1: row 0 has a measurement"),
        (polars.DataFrame({"at": [day], "value": [float("nan")]}), "row 0, column value: is not a finite number"),
        (polars.DataFrame({"at": [day, None], "value": [1.0, 2.0]}), "row 1, column at: is null"),
        (polars.DataFrame({"at": [day.replace(tzinfo=None)], "value": [1.0]}), "the column at is of Timestamp"),
        (polars.DataFrame({"at": [day], "value": [1]}), "the column value is of Int64: cast it to float64"),
        (polars.DataFrame({"at": [day], "value": [1.0], "note": [""]}), "there is no column .?note"),
        (polars.DataFrame({"at": [day]}), "value"),
    ]:
        with pytest.raises((isms.IsmsError, TypeError), match=error):
            org.record_measurements("MET-1", wrong)
        assert org.to_json() == before
    with pytest.raises(KeyError, match="MET-2"):
        org.record_measurements("MET-2", polars.DataFrame({"at": [day], "value": [1.0]}))


def test_streams_of_measurements(tmp_path: Path) -> None:
    record = {**RECORD, "metrics": [{"id": "MET-1", "name": "Logins", "purpose": "Who?", "unit": "a day", "owner": "CISO"}]}
    org = isms.Isms.from_dict(record)
    stream = tmp_path / "logins.csv"
    stream.write_text("metric,at,value\nMET-1,2026-01-02T08:00:00Z,1.5\n")
    org.apply(isms.read_measurements_csv(stream))
    line = b'{"metric": "MET-1", "at": "2026-01-03T08:00:00Z", "value": 2, "note": "a feast"}'
    org.apply(isms.read_measurements_jsonl(line))
    measured = org.to_dict()["metrics"][0]["measurements"]
    assert [(m["value"], m.get("note")) for m in measured] == [(1.5, None), (2.0, "a feast")]
    with pytest.raises(isms.IsmsError, match="line 2, column value: \"much\" is not a number"):
        isms.read_measurements_csv(b"metric,at,value\nMET-1,2026-01-04T08:00:00Z,much\n")


def test_many_threads_may_read() -> None:
    view = isms.Isms.from_dict(RECORD).as_of("2026-03-15")
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: view.ask_json("status"), range(64)))) == 1


def test_the_documentation_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (isms, isms.entities):
        found = doctest.testmod(module)
        assert found.attempted and not found.failed
    monkeypatch.chdir(Path(__file__).parents[2])
    readme = doctest.testfile("README.md", module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert readme.attempted > 5 and readme.failed == 0


def test_the_report_is_one_page(tmp_path: Path) -> None:
    view = isms.Isms.from_dict(RECORD).as_of("2026-03-15")
    view.save_report(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page == view.report() and page.startswith("<!DOCTYPE html>") and "Example on 2026-03-15" in page
    with pytest.raises(isms.IsmsError, match="date: soon is not a date"):
        isms.Isms.from_dict(RECORD).as_of("soon").report()


def test_reach_without_a_date() -> None:
    graph = isms.load(Path(__file__).parents[2] / "conformance/records/risks.json").graph
    reached = graph.blast_radius("T-FLOOD")
    assert [(r["kind"], r["id"], r["distance"]) for r in reached[:2]] == [("asset", "NET", 1), ("risk", "R-NEW", 1)]
    assert reached[0]["path"][0]["edge"] == "targets"
    assert len(graph.blast_radius("NET", depth=1)) == 2
    way = graph.explain("T-FLOOD", "R-DB")
    assert way and [step["edge"] for step in way] == ["targets", "is_needed_by", "is_part_of"]
    assert graph.explain("R-DB", "NET") is None
    assert graph.dependency_cycles() == [["DNS", "NET"], ["SELF"]]
