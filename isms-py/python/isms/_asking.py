"""What every view has: a record, a date, and a way to ask."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._errors import translated
from ._plain import day, to_json

if TYPE_CHECKING:
    from . import Isms

Day = str | datetime.date
"""A day: ``YYYY-MM-DD`` or a date."""


class Asking:
    """The record on a date."""

    def __init__(self, isms: Isms, date: Day) -> None:
        self._isms = isms
        self.date = day(date)
        """The date looked at, as ``YYYY-MM-DD``."""

    def ask_json(self, name: str, parameters: str = "") -> str:
        """Answers a view by name, from JSON to canonical JSON."""
        with translated():
            return self._isms._native.ask(self.date, name, parameters)

    def ask(self, name: str, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Answers a view by name as plain data."""
        if not isinstance(parameters, Mapping | None):
            raise TypeError(f"parameters must be a mapping, not {type(parameters).__name__}")
        answer: dict[str, Any] = json.loads(self.ask_json(name, to_json(dict(parameters or {}))))
        return answer

    def report(self) -> str:
        """The state of the system as one self-contained HTML page."""
        with translated():
            return self._isms._native.report(self.date)

    def save_report(self, path: str | os.PathLike[str]) -> None:
        """Writes the report to a file."""
        Path(path).write_text(self.report(), encoding="utf-8")

    def _ask(self, name: str, parameters: dict[str, Any]) -> str:
        given = {key: value for key, value in parameters.items() if value is not None}
        return self.ask_json(name, to_json(given))

    def __repr__(self) -> str:
        return f"<View of {self._isms!r} on {self.date}>"
