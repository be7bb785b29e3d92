"""The peers of the loss benchmark: print what they found and the seconds they took, the best of three, as JSON.

numpy simulates as ours does; pyfair and pycrq multiply a drawn rate by one drawn magnitude, whose mean is the same.
"""

import json
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from pycrq import FAIRSimulator, ScenarioBuilder
from pycrq import pert as pycrq_pert
from pyfair import FairModel

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


def by_pyfair() -> NDArray[np.float64]:
    model = FairModel("scenario", n_simulations=1_000_000, random_seed=1)
    model.input_data("Loss Event Frequency", low=1, mode=3, high=8)
    model.input_data("Loss Magnitude", low=10, mode=40, high=200)
    model.calculate_all()
    return model.export_results()["Risk"].to_numpy()


def by_pycrq() -> NDArray[np.float64]:
    builder = ScenarioBuilder("scenario").asset("Database", "Information").threat("Someone", "External Adversarial")
    scenario = builder.lef(pycrq_pert(1, 3, 8)).primary_loss(pycrq_pert(10, 40, 200)).build()
    return FAIRSimulator(n_simulations=1_000_000, seed=1).simulate(scenario).annual_loss_exposure


def tell(peer: str, question: str, work: Callable[[], NDArray[np.float64]]) -> None:
    seconds, processor = [], []
    for _ in range(3):
        start, busy = time.perf_counter(), time.process_time()
        years = work()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - busy)
    error = float(years.std() / np.sqrt(len(years)))
    found = {"mean": float(years.mean()), "standard_error": error, "seconds": min(seconds), "processor": min(processor)}
    print(json.dumps({"peer": peer, "question": question, **found}), flush=True)


tell("numpy", "independent", independent)
tell("numpy", "pert", scenario)
tell("pyfair", "pert", by_pyfair)
tell("pycrq", "pert", by_pycrq)
