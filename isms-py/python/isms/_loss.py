"""Simulated losses: samples as an array, figures with their errors, tables, and work shared over an executor."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _native, _notebook
from ._asking import Asking, Stage
from ._compiled import Progress
from ._errors import translated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Settings = tuple[int, int, list[str], bool, int | None]
"""Trials, seed, stages, whether samples are kept, threads."""
PARTS = 32
"""Parts of the work at most that an executor is given."""


class Estimate(NamedTuple):
    """A figure and its standard error."""

    value: float
    standard_error: float


class Interval(NamedTuple):
    """A figure and the ends of its 95 % interval; the upper is infinite where there are too few years to tell."""

    value: float
    low: float
    high: float


class Rows(list[dict[str, Any]]):
    """A table as plain data, which data frames take: ``polars.DataFrame(rows)``."""

    def _repr_html_(self) -> str:
        return _notebook.table(self)


class Losses:
    """What years cost that were simulated: made by :meth:`View.simulate`.

    What asks for a ``stage`` means the last one simulated if none is given.
    """

    def __init__(
        self, native: _native.Losses, settings: Settings, currency: str, tolerance: list[tuple[float, float]], sources: Any
    ) -> None:
        self._native = native
        self._settings = settings
        self._tolerance = tolerance
        self.currency = currency
        """The ISO 4217 code of every amount."""
        self.quantified: list[dict[str, Any]] = sources["quantified"]
        """The risks simulated, and where their figures are from."""
        self.left_out: list[dict[str, Any]] = sources["left_out"]
        """The risks on record that are not, and why."""

    @property
    def trials(self) -> int:
        """Years simulated."""
        return self._settings[0]

    @property
    def seed(self) -> int:
        """The seed."""
        return self._settings[1]

    @property
    def stages(self) -> list[str]:
        """The stages simulated."""
        return list(self._settings[2])

    @property
    def samples(self) -> NDArray[np.float64]:
        """The loss of each year at the last stage: the memory of the library itself, to read."""
        return self.samples_of(None)

    def samples_of(self, stage: Stage | None) -> NDArray[np.float64]:
        """As :attr:`samples`, at a stage."""
        with translated():
            samples = self._native.samples(self._stage(stage))
        if samples is None:
            raise ValueError("no samples were kept; simulate with keep_samples=True")
        return samples

    def mean(self, stage: Stage | None = None) -> Estimate:
        """The mean loss of a year."""
        with translated():
            return Estimate(*self._native.mean(self._stage(stage)))

    def standard_deviation(self, stage: Stage | None = None) -> float:
        """The standard deviation of the loss of a year."""
        with translated():
            return self._native.standard_deviation(self._stage(stage))

    def value_at_risk(self, level: float, stage: Stage | None = None) -> Interval:
        """The loss that a share of years does not exceed."""
        with translated():
            return Interval(*self._native.value_at_risk(self._stage(stage), level))

    quantile = value_at_risk

    def expected_shortfall(self, level: float, stage: Stage | None = None) -> Estimate:
        """The mean of exactly the worst ``1 - level`` of years."""
        with translated():
            return Estimate(*self._native.expected_shortfall(self._stage(stage), level))

    def probability_above(self, amount: float, stage: Stage | None = None) -> Interval:
        """How probably a year costs more than an amount."""
        with translated():
            return Interval(*self._native.probability_above(self._stage(stage), amount))

    def exceedance(self, points: int = 100, stage: Stage | None = None) -> Rows:
        """The exceedance curve: ``loss``, the ``probability`` of losing more, and its interval ``low`` to ``high``."""
        with translated():
            curve = self._native.curve(self._stage(stage), points)
        return Rows(dict(zip(("loss", "probability", "low", "high"), point, strict=True)) for point in curve)

    def contributions(
        self, level: float | None = None, stage: Stage | None = None, *, progress: Progress | None = None
    ) -> Rows:
        """What makes up the mean loss, or with ``level`` the expected shortfall: ``of`` (risks, threats, assets, forms,
        policies), ``id`` and ``value``, the largest of each kind first. Policies count below 0."""
        with translated():
            found = json.loads(self._native.contributions(self._stage(stage), level, progress))
        rows = ({"of": of, **row} for of, part in found.items() for row in sorted(part, key=lambda row: -abs(row["value"])))
        return Rows(row for row in rows if row["value"])

    def appetite(self, stage: Stage | None = None) -> Rows:
        """Each point of the tolerance of the record's risk appetite: how probable it is, and how deep it is breached."""
        with translated():
            return Rows(json.loads(self._native.breaches(self._stage(stage), self._tolerance)))

    def to_bytes(self) -> bytes:
        """All of it with a version and a checksum, as equal runs give it to the byte."""
        with translated():
            return self._native.to_bytes()

    def plot(self, appetite: bool = False, ax: Any = None) -> Any:
        """Draws the exceedance curves of all stages with matplotlib, and with ``appetite`` what is tolerated; the axes."""
        from matplotlib import pyplot  # type: ignore[import-not-found, unused-ignore]

        ax = ax or pyplot.figure().add_subplot()
        for stage in self._settings[2]:
            curve = [point for point in self._native.curve(stage, 200) if point[1] > 0]
            loss, probability, low, high = zip(*curve, strict=True) if curve else ((), (), (), ())
            (line,) = ax.plot(loss, probability, label=stage)
            ax.fill_between(loss, low, high, color=line.get_color(), alpha=0.2, linewidth=0)
        if appetite and self._tolerance:
            amounts, shares = zip(*self._tolerance, strict=True)
            ax.plot(amounts, shares, "o", color="tab:red", label="tolerated")
        ax.set(xscale="log", yscale="log", xlabel=f"loss in a year, {self.currency}", ylabel="probability of more")
        ax.legend()
        return ax

    def _stage(self, stage: Stage | None) -> str:
        return self._settings[2][-1] if stage is None else stage

    def __repr__(self) -> str:
        mean, error = self.mean()
        return f"<Losses of {self.trials} years, {self._stage(None)}: mean {mean:.0f} ± {error:.0f} {self.currency}>"

    def _repr_svg_(self) -> str | None:
        with translated():
            return self._native.svg(self._tolerance, self.currency) or None

    def _repr_html_(self) -> str:
        rows = []
        for stage in self._settings[2]:
            row: dict[str, Any] = {"stage": stage, "mean": self._native.mean(stage)[0]}
            for level in (0.9, 0.95, 0.99):
                row[f"VaR {level:.0%}"] = self._native.value_at_risk(stage, level)[0]
                row[f"ES {level:.0%}"] = self._native.expected_shortfall(stage, level)[0]
            rows.append(row)
        return (self._repr_svg_() or "") + _notebook.table(rows)


def run(view: Asking, settings: Settings, progress: Progress | bool, executor: Executor | None) -> Losses:
    """Simulates a view, here or by an executor: :meth:`View.simulate`."""
    listener = _Told() if progress is True else progress or None
    with translated():
        model, currency, tolerance, sources = _native.loss_model(view._isms._native, view.date)
        if executor is None:
            native = _native.Losses.simulate(model, settings, listener)
        else:
            native = _native.Losses.merge(model, _shared(model, settings, listener, executor))
    return Losses(native, settings, currency, tolerance, json.loads(sources))


def partial(model: bytes, settings: Settings, blocks: tuple[int, int]) -> bytes:
    """What a worker does: a range of blocks, from bytes to bytes."""
    return _native.loss_partial(model, settings, blocks, None)


def _shared(model: bytes, settings: Settings, listener: Progress | None, executor: Executor) -> list[bytes]:
    """The parts of a run, done by an executor. What a lost worker had is asked for again, and done here if that fails."""
    count = _native.loss_blocks(settings)
    parts = min(count, PARTS)
    cuts = [count * part // parts for part in range(parts + 1)]
    ranges = list(zip(cuts, cuts[1:], strict=False))
    done: dict[tuple[int, int], bytes] = {}
    for _ in range(2):
        for blocks, future in _submitted(model, settings, [r for r in ranges if r not in done], executor):
            try:
                done[blocks] = future.result()
            except _native.NativeError:
                raise  # the work itself is wrong, wherever it is done
            except Exception:  # noqa: BLE001 - whatever a worker was lost by
                continue
            if listener:
                listener(min(sum(end - start for start, end in done) * 1024, settings[0]), settings[0])
    return [done[blocks] if blocks in done else partial(model, settings, blocks) for blocks in ranges]


def _submitted(
    model: bytes, settings: Settings, ranges: Sequence[tuple[int, int]], executor: Executor
) -> Iterator[tuple[tuple[int, int], Future[bytes]]]:
    """Each range with its finished work, as they finish."""
    futures: dict[Future[bytes], tuple[int, int]] = {}
    for blocks in ranges:
        try:
            futures[executor.submit(partial, model, settings, blocks)] = blocks
        except RuntimeError:  # a pool that lost a worker takes no more
            break
    for future in as_completed(futures):
        yield futures[future], future


class _Told:
    """Writes to standard error how many years are done, how fast, and how long it takes yet."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        seconds = max(time.monotonic() - self.begun, 1e-9)
        left = f", {seconds * (of - done) / done:.0f} s left" if done else ""
        end = "\n" if done >= of else ""
        print(f"\r{done:,} of {of:,} years, {done / seconds:,.0f} a second{left}   ", end=end, file=sys.stderr, flush=True)
