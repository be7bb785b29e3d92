"""What every view has: a record, a date, and a way to ask."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ._errors import translated
from ._plain import day, to_json
from ._progress import ViewProgress, listener

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from . import Isms
    from ._compiled import Progress
    from ._loss import Losses

Day = str | datetime.date
"""A day: ``YYYY-MM-DD`` or a date."""
Stage = Literal["inherent", "residual", "target"]
"""Which controls count: none, those in force, those planned as well."""
Until = float | tuple[float, float]
"""A relative error of the mean, or one and the level whose expected shortfall is to have it."""
Instant = str | datetime.datetime
"""``2026-03-01T12:00:00Z``, or a datetime that knows its offset."""


Format = Literal["markdown", "html", "csv"]
"""The formats of a document."""

ENDINGS: dict[str, Format] = {".md": "markdown", ".html": "html", ".csv": "csv"}


class Asking:
    """The record on a date."""

    def __init__(self, isms: Isms, date: Day) -> None:
        self._isms = isms
        self.date = day(date)
        """The date looked at, as ``YYYY-MM-DD``."""

    def ask_json(
        self,
        name: str,
        parameters: str = "",
        *,
        progress: ViewProgress | bool = False,
        time_limit: float | None = None,
    ) -> str:
        """Answers a view by name, from JSON to JSON.

        ``progress``: Called with how many parts of the work are done, of how many, and with the best so far where it is
        looked for; ``True`` writes it to standard error. Only views that simulate or look for the best choice tell it:
        see ``work`` in :func:`isms.views`.

        ``time_limit``: Seconds after which it is enough: a view that looks for the best choice then answers with the best
        so far, and any other fails with the code ``cancelled``.
        """
        with translated():
            return self._isms._native.ask(self.date, name, parameters, listener(progress), time_limit)

    def ask(
        self,
        name: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        progress: ViewProgress | bool = False,
        time_limit: float | None = None,
    ) -> dict[str, Any]:
        """Answers a view by name as plain data; ``progress`` and ``time_limit`` are those of :meth:`ask_json`."""
        if not isinstance(parameters, Mapping | None):
            raise TypeError(f"parameters must be a mapping, not {type(parameters).__name__}")
        text = self.ask_json(name, to_json(dict(parameters or {})), progress=progress, time_limit=time_limit)
        answer: dict[str, Any] = json.loads(text)
        return answer

    def report(self) -> str:
        """The state of the system as one self-contained HTML page."""
        with translated():
            return self._isms._native.report(self.date)

    def save_report(self, path: str | os.PathLike[str]) -> None:
        """Writes the report to a file."""
        Path(path).write_text(self.report(), encoding="utf-8")

    def document(self, name: str, format: Format = "markdown", parameters: Mapping[str, Any] | None = None) -> str:
        """A document to hand over, such as ``statement_of_applicability``: :func:`isms.documents` lists them.

        ``format``: ``markdown``, ``html`` (one self-contained page), or ``csv`` (its main table).

        ``parameters``: What the document asks for, such as ``{"framework": "ISO-27001-2022"}`` of ``gap_analysis``.
        """
        if not isinstance(parameters, Mapping | None):
            raise TypeError(f"parameters must be a mapping, not {type(parameters).__name__}")
        with translated():
            return self._isms._native.document(self.date, name, format, to_json(dict(parameters or {})))

    def save_document(
        self,
        path: str | os.PathLike[str],
        name: str,
        format: Format | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        """Writes a document to a file, in the format of its ending if none is given: ``.md``, ``.html`` or ``.csv``."""
        ending = Path(path).suffix.lower()
        chosen = format or ENDINGS.get(ending)
        if chosen is None:
            raise ValueError(f"the ending {ending!r} tells no format; give format, or end the path in {', '.join(ENDINGS)}")
        # As bytes: the lines of a table end as its format has it on every system.
        Path(path).write_bytes(self.document(name, chosen, parameters).encode())

    def calendar(
        self,
        from_: Day | None = None,
        to: Day | None = None,
        *,
        stamp: datetime.datetime | str | None = None,
        sequence: int | None = None,
        alarm_days: int | None = None,
        domain: str | None = None,
    ) -> str:
        """The programme as an iCalendar file (RFC 5545): one all-day event a due date.

        ``from_``, ``to``: The period; a year from the date looked at.

        ``stamp``: When the file is written; the beginning of the date looked at.

        ``sequence``: The revision of the events. A calendar takes an event over one it has if this is higher.

        ``alarm_days``: Days before the due date on which a calendar reminds; 7, and not at all if 0.

        ``domain``: What follows the ``@`` in the identifiers of events.
        """
        if isinstance(stamp, datetime.datetime):
            if stamp.tzinfo is None:
                raise ValueError("stamp has no time zone; give one, such as datetime.UTC")
            stamp = stamp.isoformat()
        given = {"from": from_, "to": to, "stamp": stamp, "sequence": sequence, "alarm_days": alarm_days, "domain": domain}
        parameters = to_json({key: value for key, value in given.items() if value is not None})
        with translated():
            return self._isms._native.calendar(self.date, parameters)

    def save_calendar(
        self,
        path: str | os.PathLike[str],
        from_: Day | None = None,
        to: Day | None = None,
        *,
        stamp: datetime.datetime | str | None = None,
        sequence: int | None = None,
        alarm_days: int | None = None,
        domain: str | None = None,
    ) -> None:
        """Writes the calendar to a file; the parameters are those of :meth:`calendar`."""
        text = self.calendar(from_, to, stamp=stamp, sequence=sequence, alarm_days=alarm_days, domain=domain)
        Path(path).write_bytes(text.encode())

    def simulate(
        self,
        trials: int = 100_000,
        seed: int = 1,
        stage: Stage | Sequence[Stage] = "residual",
        *,
        until: Until | None = None,
        progress: Progress | bool = False,
        executor: Executor | None = None,
        keep_samples: bool = True,
        threads: int | None = None,
    ) -> Losses:
        """Simulates what a year may cost, from the figures of the risks.

        ``trials``: Years to simulate; with ``until`` at most.

        ``seed``: Equal seeds give equal losses to the last bit, on any number of threads and machines.

        ``stage``: ``inherent``, ``residual`` or ``target``, or several of them, on the same random numbers.

        ``until``: Stops once the standard error of the mean is no more than this share of it at each stage, ``0.01`` for
        1 %; with a pair such as ``(0.02, 0.99)`` that of the expected shortfall at the level.

        ``progress``: Called with how many years are done and of how many; ``True`` writes it to standard error.

        ``executor``: What does the work, such as a ``ProcessPoolExecutor`` or Dask's ``client.get_executor()``; this
        process with all its cores if absent.

        ``keep_samples``: Keeps the loss of every year, 8 bytes each. Without, memory stays small for any number of
        years, and quantiles are within 0.05 %.

        ``threads``: Threads to use in each process; as many as there are cores if absent.
        """
        from ._loss import run

        stages: list[str] = [stage] if isinstance(stage, str) else list(stage)
        return run(self, (trials, seed, stages, keep_samples, threads), until, progress, executor)

    def _ask(
        self,
        name: str,
        parameters: dict[str, Any],
        progress: ViewProgress | bool = False,
        time_limit: float | None = None,
    ) -> str:
        given = {key: value for key, value in parameters.items() if value is not None}
        return self.ask_json(name, to_json(given), progress=progress, time_limit=time_limit)

    def __repr__(self) -> str:
        return f"<View of {self._isms!r} on {self.date}>"
