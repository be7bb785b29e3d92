"""The journal: every change with its time and actor, and the record as it was known at any instant."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from . import _native
from ._asking import Instant
from ._changes import Changes, changes_json
from ._errors import translated
from ._limits import Limits
from ._plain import as_bytes, to_json

if TYPE_CHECKING:
    from . import Isms

Data = dict[str, Any]


class Head(TypedDict):
    """Number and hash of the last entry. Kept elsewhere, it finds a journal that was cut short or written anew."""

    seq: int
    hash: str


class Difference(Data):
    """What changed, as plain data: ``settings``, ``created``, ``deleted`` and ``changed``.

    A field that changed has ``path``, ``before`` and ``after``. Shows itself one line a difference.
    """

    def __init__(self, text: str, shown: str) -> None:
        super().__init__(json.loads(text))
        self._shown = shown

    def __bool__(self) -> bool:
        return any(self.values())

    def __str__(self) -> str:
        return self._shown.rstrip("\n") or "no difference"

    __repr__ = __str__


class Journal:
    """The changes to a record, chained by hashes.

    >>> import isms
    >>> org = isms.Isms.from_dict({"format": "isms/1",
    ...     "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"}})
    >>> journal = isms.Journal.establish(org, at="2026-01-01T08:00:00Z", actor="ann")
    >>> role = {"change": "create", "kind": "role", "entity": {"id": "CISO", "name": "Officer"}}
    >>> head = journal.append(role, at="2026-02-01T08:00:00Z", actor="bob")
    >>> journal.difference(1, 2)
    created roles[CISO]
    >>> journal.at("2026-01-15T00:00:00Z").to_dict().get("roles", [])
    []
    """

    def __init__(self, lines: str | bytes, limits: Limits = Limits()) -> None:
        """Reads a journal from JSON Lines and verifies its chain. No change is applied yet.

        The limits of a journal hold for what is read and for what is appended to it later.
        """
        data = as_bytes(lines)
        with translated():
            self._native = _native.Journal.from_json_lines(data, limits._of_journal())

    @classmethod
    def _of(cls, native: _native.Journal) -> Journal:
        journal = cls.__new__(cls)
        journal._native = native
        return journal

    @classmethod
    def establish(cls, record: Isms, *, at: Instant, actor: str) -> Journal:
        """Begins a journal with a whole record."""
        with translated():
            return cls._of(_native.Journal.establish(record._native, _instant(at), actor))

    @classmethod
    def load(cls, path: str | os.PathLike[str], limits: Limits = Limits()) -> Journal:
        """Reads a journal from a file and verifies its chain."""
        return cls(Path(path).read_bytes(), limits)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the journal to a file, one entry a line."""
        Path(path).write_text(self.to_json_lines(), encoding="utf-8", newline="\n")

    def to_json_lines(self, since: int = 0) -> str:
        """The entries after entry ``since``: what to add to a file that ends with that entry."""
        with translated():
            return self._native.to_json_lines(since)

    def append(self, changes: Changes, *, at: Instant, actor: str) -> Head:
        """Applies one change, a list or a change set and appends it as one entry: all of it, or none and an error."""
        text, instant = as_bytes(changes_json(changes)), _instant(at)
        with translated():
            head: Head = json.loads(self._native.append(text, instant, actor))
        return head

    @property
    def head(self) -> Head:
        """Number and hash of the last entry."""
        head: Head = json.loads(self._native.head())
        return head

    def verify(self, head: Mapping[str, Any] | None = None) -> None:
        """Hashes every entry again and compares it with the chain, and with a head kept elsewhere.

        The error of the first entry at fault names it and what happened to it.
        """
        with translated():
            self._native.verify(None if head is None else to_json(dict(head)))

    def record(self) -> Isms:
        """The record after the last entry, as a copy: changes to it are not in the journal."""
        return self.at_seq(len(self))

    def at(self, instant: Instant) -> Isms:
        """The record as it was known at an instant."""
        with translated():
            return _record(self._native.at(_instant(instant)))

    def at_seq(self, seq: int) -> Isms:
        """The record after the entry of a number; the first is 1."""
        with translated():
            return _record(self._native.at_seq(_number(seq)))

    def history(self, kind: str, id: str) -> list[Data]:
        """The entries that touched an entity, oldest first: ``seq``, ``recorded_at``, ``actor``, ``event``, ``fields``."""
        with translated():
            found: list[Data] = json.loads(self._native.history(kind, id))
        return found

    def difference(self, start: int | Instant, end: int | Instant) -> Difference:
        """What changed from one point to another: numbers of entries or instants."""
        with translated():
            return Difference(*self._native.difference(_point(start), _point(end)))

    def snapshot(self, seq: int | None = None) -> str:
        """The record after an entry (the last one if left out) as JSON, to keep beside the journal: it shortens replay."""
        with translated():
            return self._native.snapshot(len(self) if seq is None else _number(seq))

    def add_snapshot(self, snapshot: str | bytes) -> None:
        """Takes in a snapshot that was kept elsewhere. One that does not belong to this journal is an error."""
        data = as_bytes(snapshot)
        with translated():
            self._native.add_snapshot(data)

    def __len__(self) -> int:
        return len(self._native)

    def __iter__(self) -> Iterator[Data]:
        """Every entry as plain data, oldest first."""
        for seq in range(1, len(self) + 1):
            entry: Data = json.loads(self._native.entry(seq))
            yield entry

    def __repr__(self) -> str:
        head = self.head
        return f"<Journal of {head['seq']} entries, head {head['hash'][:12]}…>"


def find_fault(
    lines: str | bytes, head: Mapping[str, Any] | None = None, limits: Limits = Limits()
) -> Data | None:
    """The first place where JSON Lines are not the journal that was written: ``kind``, ``line``, ``evidence``."""
    data = as_bytes(lines)
    with translated():
        known = None if head is None else to_json(dict(head))
        fault: Data | None = json.loads(_native.journal_fault(data, known, limits._of_journal()))
    return fault


def _instant(instant: Instant) -> str:
    if not isinstance(instant, datetime.datetime):
        return instant
    if instant.utcoffset() is None:
        raise ValueError(f"{instant!r} does not know its offset; give it a tzinfo, such as datetime.timezone.utc")
    return instant.isoformat()


def _number(seq: int) -> int:
    if seq < 0:
        raise IndexError(f"there is no entry {seq}; the first is 1")
    return seq


def _point(point: int | Instant) -> str:
    return str(_number(point)) if isinstance(point, int) else _instant(point)


def _record(native: _native.Isms) -> Isms:
    from . import Isms

    record = Isms.__new__(Isms)
    record._native = native
    return record
