"""The calendar as another library reads it."""

import datetime as dt
from pathlib import Path

import icalendar
import isms
import pytest

RECORDS = Path(__file__).parents[2]
NAME = 'Ann; "the, best" \\ officer with a name so long that no line of seventy-five octets holds all of it: é'


def read(text: str) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors and str(calendar["VERSION"]) == "2.0"
    events = calendar.events
    assert not [error for event in events for error in event.errors]
    found = {str(event["UID"]): event for event in events}
    assert len(found) == len(events), "two events share an identifier"
    return found


def record() -> isms.Isms:
    return isms.Isms.from_dict({
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "people": [
            {"id": "ann", "name": NAME, "email": "ann@example.org"},
            {"id": "bob", "name": "Bob", "email": "bob@example.org"},
            {"id": "eve", "name": "Eve", "email": "eve@example.org\r\nX-EVIL:1"},
        ],
        "roles": [
            {"id": "CISO", "name": "Officer", "holders": [{"person": "ann", "from": "2026-01-01"}]},
            {"id": "OPS", "name": "Operations", "holders": [{"person": p, "from": "2026-01-01"} for p in ("bob", "eve")]},
        ],
        "activities": [
            {"id": "LOGS", "title": "Read, and; sign\\", "owner": "CISO", "responsible": ["OPS"], "start": "2026-01-10",
             "cadence": "FREQ=MONTHLY", "grace_days": 5, "clauses": ["9.1"]},
            {"id": "RESTORE", "title": "Restore", "owner": "CISO", "start": "2026-01-31", "cadence": "FREQ=MONTHLY", "counted_from": "completion"},
        ],
        "evidence": [{"id": "E-1", "activity": "LOGS", "title": "Notes", "performed_on": "2026-01-10",
            "recorded_at": "2026-01-10T12:00:00Z", "performed_by": "bob"}],
    })


def test_each_due_date_is_an_event() -> None:
    view = record().as_of("2026-01-10")
    events = read(view.calendar("2026-01-01", "2026-03-10", stamp=dt.datetime(2026, 1, 10, 8, tzinfo=dt.UTC), sequence=4, domain="example.org"))
    programme = view.programme("2026-01-01", "2026-03-10")
    assert events.keys() == {f"{item['activity']}.{item['due']}@example.org" for item in programme}
    for item in programme:
        event = events[f"{item['activity']}.{item['due']}@example.org"]
        due = dt.date.fromisoformat(item["due"])
        assert (event.start, event.end) == (due, due + dt.timedelta(1))
        assert (event["SUMMARY"], event["SEQUENCE"]) == (item["title"], 4)
        assert event["DTSTAMP"].dt == dt.datetime(2026, 1, 10, 8, tzinfo=dt.UTC)
        assert item["owner"] in event["DESCRIPTION"] and NAME in event["DESCRIPTION"]
        assert event["ORGANIZER"] == "mailto:ann@example.org"


def test_those_who_do_it_are_asked_and_reminded() -> None:
    events = read(record().as_of("2026-01-10").calendar(alarm_days=3))
    logs, restore = events["LOGS.2026-02-10@isms.invalid"], events["RESTORE.2026-01-31@isms.invalid"]
    assert logs["ATTENDEE"] == "mailto:bob@example.org", "an address that would break the file is left out"
    assert restore["ATTENDEE"] == "mailto:ann@example.org"
    assert restore["ATTENDEE"].params["CN"] == NAME.replace('"', "'")
    (alarm,) = logs.walk("VALARM")
    assert (alarm["TRIGGER"].dt, alarm["ACTION"]) == (dt.timedelta(days=-3), "DISPLAY")
    assert not events["LOGS.2026-01-10@isms.invalid"].walk("VALARM"), "what is done needs no reminder"
    assert not any(event.walk("VALARM") for event in read(record().as_of("2026-01-10").calendar(alarm_days=0)).values())


def test_a_later_file_updates_the_same_events() -> None:
    org = isms.load(RECORDS / "examples/data/meridian/isms.json")
    first = read(org.as_of("2026-09-01").calendar("2026-10-01", "2026-12-31"))
    later = read(org.as_of("2026-09-15").calendar("2026-10-01", "2026-12-31", sequence=1))
    assert len(first) > 50 and first.keys() == later.keys()
    assert org.as_of("2026-09-01").calendar() == org.as_of("2026-09-01").calendar(), "the same question, the same bytes"


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    view = record().as_of("2026-01-10")
    view.save_calendar(tmp_path / "programme.ics", alarm_days=1)
    assert (tmp_path / "programme.ics").read_bytes() == view.calendar(alarm_days=1).encode()
    for wrong, path in [({"to": "2025-01-01"}, "to"), ({"domain": "a b"}, "domain"), ({"stamp": "soon"}, "stamp"), ({"alarm_days": -1}, "alarm_days")]:
        with pytest.raises(isms.IsmsError) as caught:
            view.calendar(**wrong)
        assert caught.value.path == path
    with pytest.raises(ValueError, match="no time zone"):
        view.calendar(stamp=dt.datetime(2026, 1, 1))
