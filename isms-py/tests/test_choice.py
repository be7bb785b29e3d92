"""The choice of treatment options: told how far it is, the best so far when time is up, stopped when asked."""

import _thread
import threading
import time
from pathlib import Path

import isms
import pytest

ROOT = Path(__file__).parents[2]
MERIDIAN = isms.load(ROOT / "examples/data/meridian/isms.json").as_of("2026-09-01")


def test_it_tells_how_far_it_is_and_the_best_so_far() -> None:
    told = []
    found = MERIDIAN.optimise(
        budget=200_000, trials=1024, nodes=200, redraws=2, progress=lambda done, of, best: told.append((done, of, best))
    )
    assert found == MERIDIAN.optimise(budget=200_000, trials=1024, nodes=200, redraws=2)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told) and told[-1][:2] == (1000, 1000)
    best = told[-1][2]
    assert best is not None and best.bound <= best.value == pytest.approx(found["value"], rel=0.2)
    assert not found["stopped"]


def test_it_is_shown_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    MERIDIAN.treatment_frontier(trials=1024, nodes=50, kinks=4, between=0, progress=True)
    assert "100% done" in capsys.readouterr().err
    MERIDIAN.loss(trials=4096, progress=True)
    assert capsys.readouterr().err.endswith("100% done, 0 s left   \n")


def test_when_time_is_up_it_answers_with_the_best_so_far() -> None:
    begun = time.monotonic()
    found = MERIDIAN.optimise(goal="tail_loss", budget=200_000, trials=256, nodes=1_000_000, redraws=0, time_limit=8)
    # A build without optimisation takes its time to judge what was found.
    assert time.monotonic() - begun < 30
    assert found["stopped"] and found["cost"] <= 200_000 and found["value"] < found["untreated"] and found["figures"]
    with pytest.raises(isms.IsmsError, match="stopped") as refused:
        MERIDIAN.ask("loss", {"trials": 10_000_000}, time_limit=0.1)
    assert refused.value.code == "cancelled"


def test_an_error_of_who_listens_stops_it() -> None:
    def refuse(done: int, of: int, best: object) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        MERIDIAN.optimise(budget=200_000, trials=200_000, nodes=1_000_000, progress=refuse)


@pytest.mark.parametrize("after", [0.3, 3.0])
def test_it_stops_at_once_when_interrupted(after: float) -> None:
    stopped: list[float] = []

    def interrupt() -> None:
        time.sleep(after)
        stopped.append(time.monotonic())
        _thread.interrupt_main()

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        MERIDIAN.optimise(goal="tail_loss", budget=200_000, trials=4096, nodes=1_000_000)
    # The library itself stops within 200 ms; a build without optimisation is slower between two looks.
    assert time.monotonic() - stopped[0] < 2.0
