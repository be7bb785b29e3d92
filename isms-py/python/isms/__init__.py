"""An ISO/IEC 27001 management system as a record, changes to it, and views of it on a date.

>>> import isms
>>> org = isms.Isms.from_dict({"format": "isms/1",
...     "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"}})
>>> org.as_of("2026-03-01").overdue()["items"]
[]
>>> org.apply({"change": "create", "kind": "role", "entity": isms.entities.Role(id="CISO", name="Officer")})
>>> org.roles["CISO"].name
'Officer'

``isms.entities`` has the classes of what a record holds, ``isms.types`` the types of what the views answer.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from . import _native, entities, types
from ._answer import Answer
from ._asking import Day
from ._errors import IsmsError, IsmsKeyError, IsmsValueError, translated
from ._changes import Changes, ChangeSet, changes_json
from ._collection import Collection
from ._compiled import Graph
from ._graph import EntityGraph
from ._journal import Difference, Head, Journal, find_fault
from ._limits import Limits
from ._plain import as_bytes, to_json
from ._record import Record
from ._views import View

__all__ = [
    "Answer", "ChangeSet", "Collection", "Difference", "EntityGraph", "Graph", "Head", "Isms", "IsmsError", "IsmsKeyError", "IsmsValueError",
    "Journal", "Limits", "View", "entities", "find_fault",
    "load", "loads", "read_oscal", "read_stix", "schema", "types", "views",
]

Data = dict[str, Any]


class Isms(Record):
    """The record of a management system.

    Each collection stands under its name, always as it is now: ``org.risks["R-014"].owner``, ``len(org.assets)``,
    ``polars.DataFrame(org.findings)``.
    """

    def __init__(self, text: str | bytes, limits: Limits = Limits()) -> None:
        source = as_bytes(text)
        with translated():
            self._native = _native.Isms(source, (limits.bytes, limits.text_bytes, limits.entities))

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

    def apply(self, changes: Changes) -> None:
        """Applies one change, a list or a change set: all of it, or none and an error."""
        self.apply_json(changes_json(changes))

    def apply_json(self, changes: str | bytes) -> None:
        """As :meth:`apply`, from JSON."""
        text = as_bytes(changes)
        with translated():
            self._native.apply(text)

    def preview(self, changes: Changes) -> Difference:
        """What applying changes would change, field by field. Nothing is applied."""
        text = as_bytes(changes_json(changes))
        with translated():
            return Difference(*self._native.preview(text))

    def as_of(self, date: Day) -> View:
        """The record on a date."""
        return View(self, date)

    @property
    def graph(self) -> EntityGraph:
        """What reaches what, whenever it was there."""
        return EntityGraph(self)

    def __repr__(self) -> str:
        return f"<Isms of {self.organisation.name}>"


def load(path: str | os.PathLike[str], limits: Limits = Limits()) -> Isms:
    """Reads a record from a file."""
    return Isms(Path(path).read_bytes(), limits)


def loads(text: str | bytes, limits: Limits = Limits()) -> Isms:
    """Reads a record from text."""
    return Isms(text, limits)


def views() -> list[Data]:
    """The views: ``name``, ``summary``, ``rows``, and the schemas ``parameters`` and ``answer``."""
    found: list[Data] = json.loads(_native.views())
    return found


def schema(document: Literal["record", "change", "journal_entry"] = "record") -> Data:
    """The JSON Schema (draft 2020-12) of the record file, of a change, or of an entry of the journal."""
    with translated():
        found: Data = json.loads(_native.schema(document))
    return found


def _source(source: str | os.PathLike[str] | bytes) -> bytes:
    return Path(source).read_bytes() if isinstance(source, str | os.PathLike) else as_bytes(source)


def read_stix(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads a STIX 2.1 bundle, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_stix(_source(source)))


def read_oscal(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads an OSCAL catalogue, a file or bytes, into a change set."""
    with translated():
        return ChangeSet(_native.read_oscal(_source(source)))
