"""An ISO/IEC 27001 management system as a record, changes to it, and views of it on a date.

>>> import isms
>>> org = isms.Isms.from_dict({"format": "isms/1",
...     "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"}})
>>> org.as_of("2026-03-01").overdue()["items"]
[]
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import _native
from ._answer import Answer
from ._asking import Day
from ._errors import IsmsError, IsmsKeyError, IsmsValueError, translated
from ._graph import Graph
from ._plain import to_json
from ._views import View

__all__ = [
    "Answer", "ChangeSet", "Graph", "Isms", "IsmsError", "IsmsKeyError", "IsmsValueError", "View",
    "load", "loads", "read_oscal", "read_stix", "views",
]

Data = dict[str, Any]


class ChangeSet:
    """Changes that a reader proposes, and its report. Nothing is applied yet."""

    def __init__(self, text: str) -> None:
        data = json.loads(text)
        self.report: Data = data["report"]
        """``source``, ``taken`` (counts) and ``skipped`` (ids with reasons)."""
        self.changes: list[Data] = data["changes"]

    def to_json(self) -> str:
        """The report and the changes as canonical JSON."""
        return json.dumps(vars(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        taken = ", ".join(f"{count} {what}" for what, count in self.report["taken"].items())
        return f"<ChangeSet of {self.report['source']}: {taken}; {len(self.report['skipped'])} left out>"


class Isms:
    """The record of a management system."""

    def __init__(self, text: str | bytes) -> None:
        source = _text(text)
        with translated():
            self._native = _native.Isms(source)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Isms:
        """Reads a record from plain data."""
        if not isinstance(record, Mapping):
            raise TypeError(f"a record is a mapping, not {type(record).__name__}; isms.loads reads text")
        return cls(to_json(dict(record)))

    def to_json(self) -> str:
        """The record as JSON in canonical order."""
        with translated():
            return self._native.to_json()

    def to_dict(self) -> Data:
        """The record as plain data."""
        data: Data = json.loads(self.to_json())
        return data

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the record to a file."""
        Path(path).write_text(self.to_json(), encoding="utf-8")

    def apply(self, changes: Mapping[str, Any] | Iterable[Mapping[str, Any]] | ChangeSet) -> None:
        """Applies one change, a list or a change set: all of it, or none and an error."""
        if isinstance(changes, ChangeSet):
            self.apply_json(changes.to_json())
        elif isinstance(changes, Mapping):
            self.apply_json(to_json(dict(changes)))
        elif isinstance(changes, Iterable) and not isinstance(changes, str | bytes | bytearray):
            self.apply_json(to_json([dict(change) if isinstance(change, Mapping) else change for change in changes]))
        else:
            kind = type(changes).__name__
            raise TypeError(f"changes are a mapping, an iterable of mappings or a ChangeSet, not {kind}")

    def apply_json(self, changes: str | bytes) -> None:
        """As :meth:`apply`, from JSON."""
        text = _text(changes)
        with translated():
            self._native.apply(text)

    def as_of(self, date: Day) -> View:
        """The record on a date."""
        return View(self, date)

    @property
    def graph(self) -> Graph:
        """What reaches what, whenever it was there."""
        return Graph(self)

    def __repr__(self) -> str:
        return f"<Isms of {self.to_dict()['organisation']['name']}>"


def load(path: str | os.PathLike[str]) -> Isms:
    """Reads a record from a file."""
    return Isms(Path(path).read_bytes())


def loads(text: str | bytes) -> Isms:
    """Reads a record from text."""
    return Isms(text)


def views() -> list[Data]:
    """The views: ``name``, ``summary``, ``rows``, and the schemas ``parameters`` and ``answer``."""
    found: list[Data] = json.loads(_native.views())
    return found


def _text(source: str | bytes) -> bytes:
    # What is no Unicode text is no UTF-8 either, and refused with its place.
    return source.encode(errors="surrogatepass") if isinstance(source, str) else _bytes(source)


def _source(source: str | os.PathLike[str] | bytes) -> bytes:
    return Path(source).read_bytes() if isinstance(source, str | os.PathLike) else _bytes(source)


def _bytes(source: object) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    raise TypeError(f"text or bytes are wanted, not {type(source).__name__}")


def read_stix(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads a STIX 2.1 bundle, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_stix(_source(source)))


def read_oscal(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads an OSCAL catalogue, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_oscal(_source(source)))
