"""The peer of the loss benchmark: prints what it found and the seconds it took, the best of three, as JSON."""

import json
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RISKS, YEARS = 1_000, 100_000


def independent() -> NDArray[np.float64]:
    """Of each risk all events at once, added to their years."""
    random = np.random.default_rng(1)
    years = np.zeros(YEARS)
    for place in range(RISKS):
        rate = 0.05 + 1.95 * place / (RISKS - 1)
        events = random.poisson(rate * YEARS)
        amounts = random.lognormal(8.0 + 0.08 * (place % 50), 0.5 + 0.1 * (place % 7), events)
        years += np.bincount(random.integers(0, YEARS, events), weights=amounts, minlength=YEARS)
    return years


def pert(low: float, mode: float, high: float, random: np.random.Generator, count: int) -> NDArray[np.float64]:
    alpha = 1 + 4 * (mode - low) / (high - low)
    beta = 1 + 4 * (high - mode) / (high - low)
    return low + (high - low) * random.beta(alpha, beta, count)


def scenario() -> NDArray[np.float64]:
    """A rate drawn for each year, and each event's loss."""
    random = np.random.default_rng(1)
    counts = random.poisson(pert(1, 3, 8, random, 1_000_000))
    amounts = pert(10, 40, 200, random, int(counts.sum()))
    return np.bincount(np.repeat(np.arange(1_000_000), counts), weights=amounts, minlength=1_000_000)


def tell(question: str, work: Callable[[], NDArray[np.float64]]) -> None:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        years = work()
        seconds.append(time.perf_counter() - start)
    error = float(years.std() / np.sqrt(len(years)))
    found = {"mean": float(years.mean()), "standard_error": error, "seconds": min(seconds)}
    print(json.dumps({"peer": "numpy", "question": question, **found}), flush=True)


tell("independent", independent)
tell("pert", scenario)
