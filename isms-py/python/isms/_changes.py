"""Changes as the library reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ._plain import to_json

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


Changes = Mapping[str, Any] | Iterable[Mapping[str, Any]] | ChangeSet
"""One change, several, or what a reader proposes."""


def changes_json(changes: Changes) -> str:
    """One change, a list or a change set as JSON."""
    return to_json(changes_data(changes))


def changes_data(changes: Changes) -> Data | list[Any]:
    """The same as plain data."""
    if isinstance(changes, ChangeSet):
        return vars(changes)
    if isinstance(changes, Mapping):
        return dict(changes)
    if isinstance(changes, Iterable) and not isinstance(changes, str | bytes | bytearray):
        return [dict(change) if isinstance(change, Mapping) else change for change in changes]
    raise TypeError(f"changes are a mapping, an iterable of mappings or a ChangeSet, not {type(changes).__name__}")
