"""An ISO/IEC 27001 management system as a record, changes to it, and views of it on a date.

>>> import isms
>>> org = isms.Isms.from_dict({"format": "isms/1",
...     "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"}})
>>> org.as_of("2026-03-01").overdue()["items"]
[]
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from . import _native
from ._errors import IsmsError, IsmsKeyError, IsmsValueError, translated
from ._journal import Difference, Head, Journal, find_fault

__all__ = [
    "ChangeSet", "Difference", "Head", "Isms", "IsmsError", "IsmsKeyError", "IsmsValueError", "Journal", "View",
    "find_fault",
    "load", "loads", "read_oscal", "read_stix", "views",
]

Answer = dict[str, Any]


class ChangeSet:
    """Changes that a reader proposes, and its report. Nothing is applied yet."""

    def __init__(self, text: str) -> None:
        self._text = text
        data = json.loads(text)
        self.report: Answer = data["report"]
        """``source``, ``taken`` (counts) and ``skipped`` (ids with reasons)."""
        self.changes: list[Answer] = data["changes"]

    def __len__(self) -> int:
        return len(self.changes)

    def __repr__(self) -> str:
        taken = ", ".join(f"{count} {what}" for what, count in self.report["taken"].items())
        return f"<ChangeSet of {self.report['source']}: {taken}; {len(self.report['skipped'])} left out>"


def _text(changes: Mapping[str, Any] | Iterable[Mapping[str, Any]] | ChangeSet) -> str:
    """One change, a list or a change set as JSON."""
    if isinstance(changes, ChangeSet):
        return json.dumps(changes.changes)
    return json.dumps(changes if isinstance(changes, Mapping) else list(changes))


class Isms:
    """The record of a management system."""

    def __init__(self, text: str | bytes) -> None:
        with translated():
            self._native = _native.Isms(text.encode() if isinstance(text, str) else text)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Isms:
        """Reads a record from plain data."""
        return cls(json.dumps(record))

    def to_json(self) -> str:
        """The record as JSON in canonical order."""
        with translated():
            return self._native.to_json()

    def to_dict(self) -> Answer:
        """The record as plain data."""
        data: Answer = json.loads(self.to_json())
        return data

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the record to a file."""
        Path(path).write_text(self.to_json(), encoding="utf-8")

    def apply(self, changes: Mapping[str, Any] | Iterable[Mapping[str, Any]] | ChangeSet) -> None:
        """Applies one change, a list or a change set: all of it, or none and an error."""
        with translated():
            self._native.apply(_text(changes))

    def preview(self, changes: Mapping[str, Any] | Iterable[Mapping[str, Any]] | ChangeSet) -> Difference:
        """What applying changes would change, field by field. Nothing is applied."""
        with translated():
            return Difference(*self._native.preview(_text(changes)))

    def as_of(self, date: str | datetime.date) -> View:
        """The record on a date."""
        return View(self, date)

    def __repr__(self) -> str:
        return f"<Isms of {self.to_dict()['organisation']['name']}>"


class View:
    """The record on a date. Every view of :func:`views` is a method, with its parameters as keywords.

    A parameter that is a word of Python takes an underscore: ``view.continuity(from_="2026-01-01")``.
    """

    def __init__(self, isms: Isms, date: str | datetime.date) -> None:
        self._isms = isms
        self.date = date.isoformat() if isinstance(date, datetime.date) else date

    def ask_json(self, name: str, parameters: str = "") -> str:
        """Answers a view by name, from JSON to canonical JSON."""
        with translated():
            return self._isms._native.ask(self.date, name, parameters)

    def ask(self, name: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Answers a view by name as plain data."""
        answer: Answer = json.loads(self.ask_json(name, json.dumps(dict(parameters or {}), default=str)))
        return answer

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        if name not in _VIEWS:
            raise AttributeError(f"there is no view {name!r}; there are {', '.join(_VIEWS)}")

        def ask(**parameters: Any) -> Answer:
            return self.ask(name, {key.removesuffix("_"): value for key, value in parameters.items()})

        ask.__name__ = name
        ask.__doc__ = _VIEWS[name]
        return ask

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_VIEWS]

    def __repr__(self) -> str:
        return f"<View of {self._isms!r} on {self.date}>"


def load(path: str | os.PathLike[str]) -> Isms:
    """Reads a record from a file."""
    return Isms(Path(path).read_bytes())


def loads(text: str | bytes) -> Isms:
    """Reads a record from text."""
    return Isms(text)


def views() -> list[Answer]:
    """The views: ``name``, ``summary``, ``rows``, and the schemas ``parameters`` and ``answer``."""
    found: list[Answer] = json.loads(_native.views())
    return found


def _source(source: str | os.PathLike[str] | bytes) -> bytes:
    return source if isinstance(source, bytes) else Path(source).read_bytes()


def read_stix(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads a STIX 2.1 bundle, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_stix(_source(source)))


def read_oscal(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads an OSCAL catalogue, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_oscal(_source(source)))


_VIEWS: dict[str, str] = {view["name"]: view["summary"] for view in views()}
