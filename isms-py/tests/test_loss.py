"""Simulated losses: the same bits wherever the work is done, without copies, and stopped when asked."""

import _thread
import runpy
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import isms
import numpy as np
import pytest
from isms._loss import partial

ROOT = Path(__file__).parents[2]
VIEW = isms.load(ROOT / "conformance/records/losses.json").as_of("2026-06-30")
MERIDIAN = isms.load(ROOT / "examples/data/meridian/isms.json").as_of("2026-09-01")


def test_samples_are_the_library_s_own_and_say_what_the_figures_say() -> None:
    losses = VIEW.simulate(trials=5000, seed=7)
    samples = losses.samples
    assert samples.shape == (5000,) and samples.dtype == np.float64 and not samples.flags.writeable
    assert samples.ctypes.data == losses.samples.ctypes.data
    mean, error = losses.mean()
    assert mean == pytest.approx(samples.mean(), rel=1e-12)
    assert error == pytest.approx(samples.std(ddof=1) / np.sqrt(5000), rel=1e-9)
    worst = np.sort(samples)[-250:]
    assert losses.expected_shortfall(0.95).value == pytest.approx(worst.mean(), rel=1e-12)
    low, high = losses.value_at_risk(0.9)[1:]
    assert low <= np.quantile(samples, 0.9, method="inverted_cdf") <= high
    del losses
    assert samples.sum() > 0


def test_stages_share_their_random_numbers() -> None:
    losses = VIEW.simulate(2000, 3, ["inherent", "target"])
    assert (losses.samples_of("inherent") + 1e-9 >= losses.samples_of("target")).all()
    with pytest.raises(isms.IsmsError, match="residual was not simulated"):
        losses.mean("residual")


def test_tables_add_up() -> None:
    losses = MERIDIAN.simulate(4096, 5)
    for level, wanted in ((None, losses.mean().value), (0.9, losses.expected_shortfall(0.9).value)):
        rows = losses.contributions(level)
        for kind in ("risks", "forms"):
            whole = sum(row["value"] for row in rows if row["of"] in (kind, "policies"))
            assert whole == pytest.approx(wanted, rel=1e-9)
    curve = losses.exceedance(20)
    assert [row["probability"] for row in curve] == sorted((row["probability"] for row in curve), reverse=True)
    assert [row["loss"] for row in losses.appetite()] == [1e5, 5e5, 2e6, 1e7]
    assert [left["risk"] for left in losses.left_out] == ["R-021"]
    assert losses._repr_svg_().startswith("<svg") and "VaR 95%" in losses._repr_html_()


@pytest.fixture
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


def test_a_pool_gives_the_same_bits(pool: Executor) -> None:
    here = MERIDIAN.simulate(10_000, 11)
    told: list[tuple[int, int]] = []
    there = MERIDIAN.simulate(10_000, 11, executor=pool, progress=lambda done, of: told.append((done, of)))
    assert there.to_bytes() == here.to_bytes()
    assert told[-1] == (10_000, 10_000)


def test_dask_gives_the_same_bits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(sys, "argv", ["simulate_on_dask.py", str(ROOT / "examples/data/meridian/isms.json"), "2026-09-01", "8000"])
    runpy.run_path(str(ROOT / "examples/python/simulate_on_dask.py"), run_name="__main__")  # it compares the bits
    assert capsys.readouterr().out.startswith("8000 years on the cluster: ")


class Lossy(Executor):
    """Loses every second piece of work."""

    def __init__(self, pool: Executor) -> None:
        self.pool, self.count = pool, 0

    def submit(self, work, /, *given):  # type: ignore[no-untyped-def]
        self.count += 1
        return self.pool.submit(exec, "raise OSError") if self.count % 2 else self.pool.submit(work, *given)


def test_what_a_lost_worker_had_is_done_again(pool: Executor) -> None:
    lossy = Lossy(pool)
    assert VIEW.simulate(20_000, 2, executor=lossy).to_bytes() == VIEW.simulate(20_000, 2).to_bytes()
    assert lossy.count > 20


def test_it_stops_at_once_when_interrupted() -> None:
    stopped: list[float] = []

    def interrupt() -> None:
        time.sleep(0.4)
        stopped.append(time.monotonic())
        _thread.interrupt_main()

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        MERIDIAN.simulate(2**32, keep_samples=False)
    # A release stops within 200 ms. Here it is enough that it stops, which by itself it would do after hours: what this build
    # is slow at, and how busy the machine is, is another matter.
    assert time.monotonic() - stopped[0] < 20.0


def test_parts_of_other_runs_do_not_merge() -> None:
    model, *_ = isms._native.loss_model(VIEW._isms._native, VIEW.date)
    settings = (4096, 1, ["residual"], True, None)
    first, second = partial(model, settings, (0, 2)), partial(model, settings, (2, 4))
    isms._native.Losses.merge(model, [second, first])
    for parts in ([first], [first, first, second], [first, partial(model, (4096, 2, ["residual"], True, None), (2, 4))]):
        with pytest.raises(isms._native.NativeError):
            isms._native.Losses.merge(model, parts)


def test_tables_are_arrow_streams_whatever_they_hold() -> None:
    polars, pyarrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    losses = VIEW.simulate(2048, 3, ["residual", "target"])
    tables = {
        "figures": losses.figures([0.9]), "exceedance": losses.exceedance(5), "contributions": losses.contributions(0.9),
        "appetite": losses.appetite(), "convergence": losses.convergence(), "control_values": losses.control_values(),
        "sensitivities": losses.sensitivities(),
    }
    for name, rows in tables.items():
        frame = polars.DataFrame(rows)
        assert frame.height == len(rows) > 0, name
        assert frame.to_dicts() == list(rows), name
        assert frame.columns == sorted(rows[0], key=frame.columns.index), name
    assert pyarrow.table(losses.exceedance(0)).schema == pyarrow.table(losses.exceedance(9)).schema
    assert polars.DataFrame(losses.convergence())["trials"].dtype == polars.Int64


def test_controls_and_inputs_are_told_at_each_stage() -> None:
    losses = VIEW.simulate(4096, 3, ["inherent", "residual", "target"])
    assert len(losses.control_values("inherent")) == 0
    worth = {row["id"]: row for row in losses.control_values("target")}
    assert set(worth) == {"COPY", "WALL"} and all(row["value"] > 4 * row["standard_error"] for row in worth.values())
    inputs = losses.sensitivities("inherent")
    rates = [row for row in inputs if row["input"] == "rate"]
    assert rates and all(-1 <= row["rank_correlation"] <= 1 for row in inputs)
    assert max(row["first_order"] for row in rates) > 0.02
    with pytest.raises(isms.IsmsError, match="samples were not kept"):
        VIEW.simulate(1024, keep_samples=False).sensitivities()
    with pytest.raises(isms.IsmsError) as refused:
        losses.figures([2.0])
    assert refused.value.path == "level"


def test_it_ends_once_the_error_is_small_enough() -> None:
    losses = VIEW.simulate(1_000_000, 3, until=0.02)
    mean, error = losses.mean()
    assert error <= 0.02 * mean and losses.trials < 100_000
    assert losses.to_bytes() == VIEW.simulate(losses.trials, 3).to_bytes()
    shortfall = VIEW.simulate(1_000_000, 3, until=(0.03, 0.95)).expected_shortfall(0.95)
    assert shortfall.standard_error <= 0.03 * shortfall.value
    with pytest.raises(isms.IsmsError, match="no error to reach"):
        VIEW.simulate(2000, until=0.0)


def test_a_pool_ends_where_this_process_does(pool: Executor) -> None:
    stages = ["inherent", "residual"]
    for until in (0.02, (0.03, 0.95), 1e-9):
        most = 20_500 if until == 1e-9 else 1_000_000
        told: list[tuple[int, int]] = []
        here = VIEW.simulate(most, 3, stages, until=until)
        there = VIEW.simulate(most, 3, stages, until=until, executor=pool, progress=lambda *done: told.append(done))
        assert there.to_bytes() == here.to_bytes() and there.trials == here.trials
        assert (there.trials == most) == (until == 1e-9)
        rounds = [of for done, of in told if done == of]
        assert sum(rounds) == there.trials
        assert until != 1e-9 or rounds == [8192, 8192, 20_500 - 16_384]
    assert VIEW.simulate(20_500, 3, until=1e-9, executor=Lossy(pool)).to_bytes() == VIEW.simulate(20_500, 3).to_bytes()
    with pytest.raises(isms.IsmsError, match="no error to reach"):
        VIEW.simulate(2000, until=0.0, executor=pool)


def test_a_round_takes_the_parts_of_its_own_blocks_only() -> None:
    model, *_ = isms._native.loss_model(VIEW._isms._native, VIEW.date)
    settings = (20_000, 1, ["residual"], True, None)
    rounds = isms._native.LossRounds(model, settings, (1e-9, None))
    assert rounds.blocks() == (0, 8)
    other = (20_000, 2, ["residual"], True, None)
    for parts in ([], [partial(model, settings, (0, 7))], [partial(model, settings, (8, 16))], [partial(model, other, (0, 8))]):
        with pytest.raises(isms._native.NativeError):
            rounds.add(parts)
    assert rounds.add([partial(model, settings, (4, 8)), partial(model, settings, (0, 4))]) is None
    assert rounds.blocks() == (8, 16)
    assert rounds.add([partial(model, settings, (8, 16))]) is None
    losses = rounds.add([partial(model, settings, rounds.blocks())])
    assert losses is not None and losses.trials() == 20_000


def test_plots_show_what_the_tables_say() -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    losses = VIEW.simulate(4096, 3, ["residual", "target"])
    axes = losses.plot(appetite=True)
    assert [line.get_label() for line in axes.lines] == ["residual", "target", "tolerated"]
    assert list(axes.lines[2].get_xdata()) == [row["loss"] for row in losses.appetite()]
    bars = losses.plot_contributions(0.9, most=3)
    wanted = [row for row in losses.contributions(0.9) if row["of"] == "risks"][:3]
    assert [bar.get_width() for bar in bars.patches] == [row["value"] for row in reversed(wanted)]
    assert bars.get_xlabel() == "share of the expected shortfall at 0.9 of a year, EUR"
    settled = losses.plot_convergence("residual")
    assert list(settled.lines[0].get_ydata()) == [row["mean"] for row in losses.convergence("residual")]
