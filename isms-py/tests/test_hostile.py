"""What is wrong is refused with a clear error, and nothing changes."""

import datetime
import decimal
from pathlib import Path
from typing import Any

import isms
import pytest

RECORDS = Path(__file__).parents[2] / "conformance/records"


@pytest.fixture
def org() -> isms.Isms:
    return isms.load(RECORDS / "risks.json")


@pytest.mark.parametrize("record", [None, 7, 1.5, [], object(), Path("isms.json")])
def test_a_record_is_text_or_bytes(record: Any) -> None:
    with pytest.raises(TypeError, match="text or bytes are wanted, not"):
        isms.loads(record)
    with pytest.raises(TypeError, match="a record is a mapping, not"):
        isms.Isms.from_dict(record)


def test_text_may_come_as_any_bytes() -> None:
    text = (RECORDS / "risks.json").read_bytes()
    assert isms.loads(bytearray(text)).to_json() == isms.loads(memoryview(text)).to_json() == isms.loads(text.decode()).to_json()
    with pytest.raises(isms.IsmsError, match="byte 1 is not UTF-8"):
        isms.loads('"\ud800"')
    with pytest.raises(FileNotFoundError):
        isms.load("no such file.json")
    with pytest.raises(isms.IsmsError, match="ends too early"):
        isms.loads(text[:-20])


@pytest.mark.parametrize("changes", [None, 7, "[]", b"[]", object()])
def test_changes_are_data(org: isms.Isms, changes: Any) -> None:
    with pytest.raises(TypeError, match="changes are a mapping, an iterable of mappings or a ChangeSet, not"):
        org.apply(changes)


def create(**fields: Any) -> dict[str, Any]:
    return {"change": "create", "kind": "asset", "entity": {"id": "NEW", "name": "New", **fields}}


@pytest.mark.parametrize(("value", "kind"), [({1, 2}, "set"), (b"x", "bytes"), (Path("x"), "PosixPath"), (1j, "complex")])
def test_values_that_are_no_json(org: isms.Isms, value: Any, kind: str) -> None:
    before = org.to_json()
    with pytest.raises(TypeError, match=f"{kind} is not plain data"):
        org.apply([create(), create(id="OTHER", description=value)])
    assert org.to_json() == before


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none(org: isms.Isms, value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        org.apply(create(depends_on=[{"asset": "DB", "probability": value}]))


def test_lists_of_something_else(org: isms.Isms) -> None:
    before = org.to_json()
    for changes in ([None], [create(), 7], ["create"], [[create()]], {"change": "create"}, {}):
        with pytest.raises(isms.IsmsError):
            org.apply(changes)  # type: ignore[arg-type]
    with pytest.raises(isms.IsmsError, match=r"^changes\[1\]\.change: "):
        org.apply([create(), {"change": "forget"}])
    assert org.to_json() == before
    org.apply([])
    assert org.to_json() == before


def test_dates_decimals_and_generators_are_welcome(org: isms.Isms) -> None:
    money = {"amount": decimal.Decimal("10.50"), "currency": "EUR"}
    org.apply(change for change in [create(retired_on=datetime.date(2026, 6, 1), value=money)])
    found = next(asset for asset in org.to_dict()["assets"] if asset["id"] == "NEW")
    assert (found["retired_on"], found["value"]["amount"]) == ("2026-06-01", "10.50")


def test_an_instant_needs_its_time_zone(org: isms.Isms) -> None:
    def incident(at: datetime.datetime) -> dict[str, Any]:
        entity = {"id": "I-1", "title": "Fire", "owner": "IT", "timeline": [{"stage": "detected", "at": at}]}
        return {"change": "create", "kind": "incident", "entity": entity}

    noon = datetime.datetime(2026, 3, 1, 12)
    with pytest.raises(TypeError, match="has no time zone"):
        org.apply(incident(noon))
    org.apply(incident(noon.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=2)))))
    assert org.to_dict()["incidents"][0]["timeline"][0]["at"] == "2026-03-01T10:00:00Z"


def test_a_day_is_a_day(org: isms.Isms) -> None:
    with pytest.raises(TypeError, match="a day is wanted, not an instant"):
        org.as_of(datetime.datetime(2026, 3, 1))
    for date in (None, 20260301, b"2026-03-01", ("2026", "03")):
        with pytest.raises(TypeError, match="a day is a str as YYYY-MM-DD or a datetime.date, not"):
            org.as_of(date)  # type: ignore[arg-type]
    for text in ("", "2026-3-1", "01.03.2026", "2026-02-29", "2026-03-01T00:00:00", "2026-03-01\x00"):
        with pytest.raises(isms.IsmsError, match="is not a date") as caught:
            org.as_of(text).overdue()
        assert caught.value.path == "date" and isinstance(caught.value, ValueError)
    with pytest.raises(TypeError, match="has no time zone"):
        org.as_of("2026-03-01").programme(from_=datetime.datetime(2026, 1, 1))


def test_questions_that_make_no_sense(org: isms.Isms) -> None:
    view = org.as_of("2026-03-01")
    for parameters in ([("from", "2026-01-01")], "from", 7):
        with pytest.raises(TypeError, match="parameters must be a mapping, not"):
            view.ask("programme", parameters)  # type: ignore[arg-type]
    with pytest.raises(isms.IsmsError) as caught:
        view.ask("protection", {"asset": "DB", "name": 1})
    assert (caught.value.code, caught.value.path) == ("unknown_field", "name")
    with pytest.raises(isms.IsmsError, match="depth: "):
        view.blast_radius("NET", depth=-1)
    with pytest.raises(KeyError, match="there is no NOWHERE in the graph"):
        org.graph.blast_radius("NOWHERE")
    with pytest.raises(ValueError, match="depth counts steps"):
        org.graph.blast_radius("NET", -1)
    with pytest.raises(AttributeError, match="oracle"):
        view.oracle()  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", [None, 7, [], {}])
def test_readers_take_a_path_or_bytes(source: Any) -> None:
    for reader in (isms.read_stix, isms.read_oscal, isms.read_measurements_csv, isms.read_measurements_jsonl):
        with pytest.raises(TypeError, match="wanted, not"):
            reader(source)


def test_endless_nesting_is_refused(org: isms.Isms) -> None:
    text = b"[" * (256 << 20)
    for read in (isms.loads, isms.read_stix, isms.read_oscal, org.apply_json):
        with pytest.raises(isms.IsmsError) as caught:
            read(text)
        assert caught.value.code in ("syntax", "type") and len(str(caught.value)) < 2000
