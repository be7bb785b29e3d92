"""The journal as a script sees it."""

import datetime
import doctest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import isms
import isms._journal
import pytest

RECORD = {
    "format": "isms/1",
    "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    "roles": [{"id": "CISO", "name": "Officer"}],
}
CREATE = {"change": "create", "kind": "asset", "entity": {"id": "DB", "name": "Database"}}
AMEND = {"change": "amend", "kind": "asset", "id": "DB", "patch": {"name": "Store"}}


@pytest.fixture
def journal() -> isms.Journal:
    journal = isms.Journal.establish(isms.Isms.from_dict(RECORD), at="2026-01-01T08:00:00Z", actor="ann")
    journal.append(CREATE, at=datetime.datetime(2026, 2, 1, 9, tzinfo=datetime.timezone.utc), actor="bob")
    journal.append([AMEND, {"change": "amend_organisation", "patch": {"scope": "The plant"}}], at="2026-03-01T08:00:00Z", actor="cyd")
    return journal


def test_the_record_is_had_as_it_was_known(journal: isms.Journal) -> None:
    assert "assets" not in journal.at("2026-01-31T00:00:00Z").to_dict()
    zone = datetime.timezone(datetime.timedelta(hours=2))
    assert journal.at(datetime.datetime(2026, 2, 1, 11, tzinfo=zone)).to_dict()["assets"] == [{"id": "DB", "name": "Database"}]
    assert journal.at_seq(3).to_dict() == journal.record().to_dict()
    assert journal.at_seq(3).as_of("2026-03-01").overdue()["items"] == []
    assert [entry["actor"] for entry in journal] == ["ann", "bob", "cyd"]
    assert list(journal)[2]["change"]["change"] == "batch"
    assert len(journal) == 3 and journal.head["seq"] == 3 and "3 entries" in repr(journal)
    with pytest.raises(isms.IsmsError, match="nothing was on record"):
        journal.at("2025-01-01T00:00:00Z")
    with pytest.raises(KeyError, match="there is no entry 9"):
        journal.at_seq(9)
    with pytest.raises(ValueError, match="does not know its offset"):
        journal.at(datetime.datetime(2026, 2, 1))
    with pytest.raises(IndexError):
        journal.at_seq(-1)


def test_history_and_differences(journal: isms.Journal) -> None:
    history = journal.history("asset", "DB")
    assert [(item["seq"], item["event"]) for item in history] == [(2, "created"), (3, "changed")]
    assert history[1]["fields"] == [{"path": "name", "before": "Database", "after": "Store"}]
    difference = journal.difference(2, "2026-03-01T08:00:00Z")
    assert repr(difference) == 'organisation.scope: "All of it" -> "The plant"\nassets[DB].name: "Database" -> "Store"'
    assert difference["changed"][0]["id"] == "DB"
    assert not journal.difference(2, 2) and repr(journal.difference(2, 2)) == "no difference"
    with pytest.raises(isms.IsmsError, match="kind: there is no kind 'colour'|kind: there is no kind \"colour\""):
        journal.history("colour", "DB")


def test_a_preview_writes_nothing() -> None:
    org = isms.Isms.from_dict(RECORD)
    before = org.to_json()
    assert repr(org.preview([CREATE, AMEND])) == "created assets[DB]"
    assert org.preview(CREATE)["created"][0]["entity"]["name"] == "Database"
    assert org.to_json() == before
    with pytest.raises(isms.IsmsError, match=r"assets\[DB\]"):
        org.preview(AMEND)


def test_files_grow_and_tampering_shows(journal: isms.Journal, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal.save(path)
    head = journal.append({"change": "delete", "kind": "asset", "id": "DB"}, at="2026-04-01T00:00:00Z", actor="ann")
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(journal.to_json_lines(since=3))
    again = isms.Journal.load(path)
    again.verify()
    again.verify(head)
    assert again.head == head == journal.head
    text = path.read_text(encoding="utf-8")
    with pytest.raises(isms.IsmsError, match=r"entries\[2\]: was altered") as caught:
        isms.Journal(text.replace("Database", "Databank"))
    assert caught.value.code == "integrity" and isinstance(caught.value, ValueError)
    short = "".join(text.splitlines(keepends=True)[:3])
    assert isms.find_fault(short) is None
    fault = isms.find_fault(short, head)
    assert fault and (fault["kind"], fault["line"]) == ("truncated", 4)
    with pytest.raises(isms.IsmsError, match="the journal was cut off here"):
        isms.Journal(short).verify(head)
    again.add_snapshot(journal.snapshot())
    with pytest.raises(isms.IsmsError, match="does not belong to this journal"):
        isms.Journal(short).add_snapshot(journal.snapshot(4))


def test_a_failed_append_leaves_no_trace(journal: isms.Journal) -> None:
    lines = journal.to_json_lines()
    with pytest.raises(isms.IsmsError, match=r"assets\[DB\]"):
        journal.append(CREATE, at="2026-05-01T00:00:00Z", actor="ann")
    with pytest.raises(isms.IsmsError, match="lies before the last entry"):
        journal.append(AMEND, at="2026-01-05T00:00:00Z", actor="ann")
    assert journal.to_json_lines() == lines


def test_threads_may_read_and_append(journal: isms.Journal) -> None:
    def work(n: int) -> None:
        role = {"change": "create", "kind": "role", "entity": {"id": f"ROLE-{n}", "name": "Role"}}
        journal.append(role, at="2026-05-01T00:00:00Z", actor="ann")
        journal.record()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(64)))
    journal.verify()
    assert len(journal) == 67 and len(journal.record().to_dict()["roles"]) == 65


def test_the_documentation_is_true() -> None:
    assert doctest.testmod(isms._journal).failed == 0
