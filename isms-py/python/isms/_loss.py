"""Simulated losses: samples as an array, figures with their errors, tables, and work shared over an executor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _native, _notebook
from ._asking import Asking, Stage, Until
from ._compiled import Progress
from ._errors import translated
from ._progress import Line

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


class Rows:
    """A table: its rows are plain data, and any reader of the Arrow PyCapsule interface takes it, such as
    ``polars.DataFrame(rows)``."""

    def __init__(self, question: str, text: str) -> None:
        self._question = question
        self._text = text
        self._rows: list[dict[str, Any]] = json.loads(text)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def __getitem__(self, place: int) -> dict[str, Any]:
        return self._rows[place]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as an Arrow stream; the schema is that of the table, whatever is requested."""
        return _native.loss_stream(self._question, self._text)

    def __repr__(self) -> str:
        return f"<{self._question}: {len(self)} rows>"

    def _repr_html_(self) -> str:
        return _notebook.table(self._rows)


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
        return self._native.trials()

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
        return self._table("exceedance", stage, points=points)

    def figures(self, levels: Sequence[float] = (0.5, 0.9, 0.95, 0.99), stage: Stage | None = None) -> Rows:
        """At each ``level`` the ``value_at_risk`` with its interval ``low`` to ``high``, and the ``expected_shortfall``
        with its ``standard_error``."""
        return self._table("figures", stage, levels=list(levels))

    def contributions(
        self, level: float | None = None, stage: Stage | None = None, *, progress: Progress | None = None
    ) -> Rows:
        """What makes up the mean loss, or with ``level`` the expected shortfall: ``of`` (risks, threats, assets, forms,
        policies), ``id`` and ``value``, the largest of each kind first. Policies count below 0."""
        return self._table("contributions", stage, progress, level=level)

    def appetite(self, stage: Stage | None = None) -> Rows:
        """Each point of the tolerance of the record's risk appetite: the ``probability`` of losing more than the ``loss``
        and its interval, the ``state`` that this is, and the ``depth`` of the breach."""
        return self._table("appetite", stage, tolerance=self._tolerance)

    def convergence(self, stage: Stage | None = None) -> Rows:
        """How the ``mean`` settled: after so many ``trials``, with its ``standard_error``."""
        return self._table("convergence", stage)

    def control_values(self, stage: Stage | None = None, *, progress: Progress | None = None) -> Rows:
        """What each control takes from the mean loss: ``id``, ``value``, ``standard_error``. The years are simulated once
        more without each."""
        return self._table("control_values", stage, progress)

    def sensitivities(self, stage: Stage | None = None, *, progress: Progress | None = None) -> Rows:
        """How much the loss of a year depends on each uncertain ``input`` (rate, susceptibility, control_state) of a risk
        or control ``id``: its ``rank_correlation``, and its ``first_order`` index of Sobol. Samples must have been kept."""
        return self._table("sensitivities", stage, progress)

    def _table(self, question: str, stage: str | None, progress: Progress | None = None, **parameters: Any) -> Rows:
        given = {name: value for name, value in parameters.items() if value is not None}
        with translated():
            return Rows(question, self._native.ask_json(self._stage(stage), question, json.dumps(given), progress))

    def to_bytes(self) -> bytes:
        """All of it with a version and a checksum, as equal runs give it to the byte."""
        with translated():
            return self._native.to_bytes()

    def plot(self, appetite: bool = False, ax: Any = None) -> Any:
        """Draws the exceedance curves of all stages with matplotlib, and with ``appetite`` what is tolerated; the axes."""
        ax = ax or _axes()
        for stage in self._settings[2]:
            curve = [row for row in self._table("exceedance", stage, points=200) if row["probability"] > 0]
            loss, probability, low, high = ([row[name] for row in curve] for name in ("loss", "probability", "low", "high"))
            (line,) = ax.plot(loss, probability, label=stage)
            ax.fill_between(loss, low, high, color=line.get_color(), alpha=0.2, linewidth=0)
        if appetite and self._tolerance:
            amounts, shares = zip(*self._tolerance, strict=True)
            ax.plot(amounts, shares, "o", color="tab:red", label="tolerated")
        ax.set(xscale="log", yscale="log", xlabel=f"loss in a year, {self.currency}", ylabel="probability of more")
        ax.legend()
        return ax

    def plot_contributions(
        self, level: float | None = None, of: str = "risks", most: int = 15, stage: Stage | None = None, ax: Any = None
    ) -> Any:
        """Draws a tornado: what the largest parts of a kind add to the mean, or to the expected shortfall; the axes."""
        ax = ax or _axes()
        rows = [row for row in self.contributions(level, stage) if row["of"] == of][:most]
        rows.reverse()  # the first bar is drawn at the bottom
        ax.barh([row["id"] for row in rows], [row["value"] for row in rows], color="tab:blue")
        figure = "mean loss" if level is None else f"expected shortfall at {level:.4g}"
        ax.set(xlabel=f"share of the {figure} of a year, {self.currency}", title=f"{of}, {self._stage(stage)}")
        return ax

    def plot_convergence(self, stage: Stage | None = None, ax: Any = None) -> Any:
        """Draws how the mean settled, with its 95 % interval; the axes."""
        ax = ax or _axes()
        rows = list(self.convergence(stage))
        trials, mean = [row["trials"] for row in rows], [row["mean"] for row in rows]
        reach = [1.96 * row["standard_error"] for row in rows]
        (line,) = ax.plot(trials, mean, label=self._stage(stage))
        low, high = ([at + sign * off for at, off in zip(mean, reach, strict=True)] for sign in (-1, 1))
        ax.fill_between(trials, low, high, color=line.get_color(), alpha=0.2, linewidth=0)
        ax.set(xlabel="years simulated", ylabel=f"mean loss of a year, {self.currency}")
        ax.legend()
        return ax

    def _stage(self, stage: str | None) -> str:
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


def _axes() -> Any:
    from matplotlib import pyplot  # type: ignore[import-not-found, unused-ignore]

    return pyplot.figure().add_subplot()


def run(
    view: Asking, settings: Settings, until: Until | None, progress: Progress | bool, executor: Executor | None
) -> Losses:
    """Simulates a view, here or by an executor: :meth:`View.simulate`."""
    enough = (until, None) if isinstance(until, int | float) else until
    listener = _Told() if progress is True else progress or None
    with translated():
        model, currency, tolerance, sources = _native.loss_model(view._isms._native, view.date)
        if executor is None:
            native = _native.Losses.simulate(model, settings, enough, listener)
        else:
            native = _in_rounds(_native.LossRounds(model, settings, enough), model, settings, listener, executor)
    return Losses(native, settings, currency, tolerance, json.loads(sources))


def partial(model: bytes, settings: Settings, blocks: tuple[int, int]) -> bytes:
    """What a worker does: a range of blocks, from bytes to bytes."""
    return _native.loss_partial(model, settings, blocks, None)


def _in_rounds(
    rounds: _native.LossRounds, model: bytes, settings: Settings, listener: Progress | None, executor: Executor
) -> _native.Losses:
    while True:
        losses = rounds.add(_shared(model, settings, rounds.blocks(), listener, executor))
        if losses is not None:
            return losses


def _shared(
    model: bytes, settings: Settings, blocks: tuple[int, int], listener: Progress | None, executor: Executor
) -> list[bytes]:
    """The parts of a round, done by an executor. What a lost worker had is asked for again, and done here if that fails."""
    first, last = blocks
    parts = min(last - first, PARTS)
    cuts = [first + (last - first) * part // parts for part in range(parts + 1)]
    of = min(last * _native.TRIALS_PER_BLOCK, settings[0]) - first * _native.TRIALS_PER_BLOCK
    ranges = list(zip(cuts, cuts[1:], strict=False))
    done: dict[tuple[int, int], bytes] = {}
    for _ in range(2):
        for part, future in _submitted(model, settings, [r for r in ranges if r not in done], executor):
            try:
                done[part] = future.result()
            except _native.NativeError:
                raise  # the work itself is wrong, wherever it is done
            except Exception:  # noqa: BLE001 - whatever a worker was lost by
                continue
            if listener:
                years = sum(end - start for start, end in done) * _native.TRIALS_PER_BLOCK
                listener(min(years, of), of)
    return [done[part] if part in done else partial(model, settings, part) for part in ranges]


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


class _Told(Line):
    """Writes how many years are done, and how fast."""

    def __call__(self, done: int, of: int) -> None:
        self.write(f"{done:,} of {of:,} years, {done / self.seconds():,.0f} a second", done, of)
