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
from typing import Any, Literal, Protocol

from . import _native, entities, types
from ._answer import Answer
from ._asking import Day, Format
from ._errors import IsmsError, IsmsKeyError, IsmsValueError, translated
from ._changes import Changes, ChangeSet, changes_json
from ._collection import Collection
from ._compiled import Graph
from ._graph import EntityGraph
from ._journal import Difference, Head, Journal, find_fault
from ._limits import Limits
from ._loss import Losses
from ._plain import as_bytes, to_json
from ._record import Record
from ._views import View

__all__ = [
    "Answer", "ChangeSet", "Collection", "Difference", "EntityGraph", "Graph", "Head", "Isms", "IsmsError", "IsmsKeyError", "IsmsValueError",
    "Journal", "Limits", "Losses", "View", "entities", "find_fault",
    "catalogue", "documents", "load", "loads", "read_measurements_csv", "read_measurements_jsonl", "read_oscal",
    "read_oscal_framework", "read_stix", "schema", "types", "views",
]

Data = dict[str, Any]


class ArrowStream(Protocol):
    """A table that gives itself as a stream of the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Isms(Record):
    """The record of a management system.

    Each collection stands under its name, always as it is now: ``org.risks["R-014"].owner``, ``len(org.assets)``,
    ``polars.DataFrame(org.findings)``.
    """

    def __init__(self, text: str | bytes, limits: Limits = Limits()) -> None:
        source = as_bytes(text)
        with translated():
            self._native = _native.Isms(source, limits._of_record())

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

    def record_measurements(self, metric: str, table: ArrowStream) -> None:
        """Takes in measurements of a metric from a table of the columns ``at`` and ``value``: all of them, or none.

        Any table that gives itself as an Arrow stream will do, such as those of polars, pyarrow and pandas; its values
        are read where they lie. Instants have a time zone, values are float64.
        """
        stream = table.__arrow_c_stream__(None)
        with translated():
            self._native.record_measurements(metric, stream)

    def preview(self, changes: Changes) -> Difference:
        """What applying changes would change, field by field. Nothing is applied."""
        text = as_bytes(changes_json(changes))
        with translated():
            return Difference(*self._native.preview(text))

    def as_of(self, date: Day) -> View:
        """The record on a date."""
        return View(self, date)

    def document(
        self, name: str, on: Day, format: Format = "markdown", parameters: Mapping[str, Any] | None = None
    ) -> str:
        """A document to hand over, of the record on a date; as :meth:`View.document`."""
        return self.as_of(on).document(name, format, parameters)

    def save_document(
        self,
        path: str | os.PathLike[str],
        name: str,
        on: Day,
        format: Format | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        """Writes a document to a file; as :meth:`View.save_document`."""
        self.as_of(on).save_document(path, name, format, parameters)

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


def documents() -> list[Data]:
    """The documents to hand over: ``name``, ``summary``, and the schema ``parameters``."""
    found: list[Data] = json.loads(_native.documents())
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


def read_oscal_framework(source: str | os.PathLike[str] | bytes, id: str, *, controls: bool = False) -> ChangeSet:
    """Reads an OSCAL catalogue, a file or bytes, into a change set that creates a framework of the given id.

    ``controls``: Also creates its controls, each to meet the requirement of its id.
    """
    with translated():
        return ChangeSet(_native.read_oscal_framework(_source(source), id, controls))


def catalogue(name: str, *, controls: bool = False) -> ChangeSet:
    """The changes that put a catalogue of the library on record: a framework with its requirements.

    >>> import isms
    >>> isms.catalogue("iso-27001-2022").report["taken"]["requirements"]
    138

    ``controls``: Also creates the controls that it asks for, listed and not in force, each to meet its requirement.
    """
    with translated():
        return ChangeSet(_native.catalogue(name, controls))


def read_measurements_csv(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads measurements from CSV, a file or bytes, into a change set. The columns are metric, at, value and perhaps note."""
    with translated():
        return ChangeSet(_native.read_measurements_csv(_source(source)))


def read_measurements_jsonl(source: str | os.PathLike[str] | bytes) -> ChangeSet:
    """Reads measurements from JSON Lines, a file or bytes, into a change set: metric, at, value and perhaps note a line."""
    with translated():
        return ChangeSet(_native.read_measurements_jsonl(_source(source)))
