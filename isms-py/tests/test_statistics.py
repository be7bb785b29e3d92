"""The statistics of continuity beside independent ones: SciPy's binomial test, Kuiper's test by trying every mixture,
and Astropy's asymptotic tail of Kuiper's statistic."""

import datetime as dt
import itertools
from typing import Any

import isms
import numpy as np
import pytest
from astropy.stats import kuiper_false_positive_probability
from scipy.stats import binomtest

FROM, AUDIT = dt.date(2025, 1, 1), dt.date(2026, 1, 1)


def figures(evidence: list[int], every: int, run_up_days: int = 30) -> Any:
    """The figures of an activity due every so many days of 2025, done on the days of the year given."""
    days = [FROM + dt.timedelta(day) for day in evidence]
    record = {
        "format": "isms/1",
        "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
        "people": [{"id": "ann", "name": "Ann"}],
        "roles": [{"id": "CISO", "name": "Officer"}],
        "activities": [{"id": "A", "title": "Work", "owner": "CISO", "start": FROM.isoformat(), "cadence": f"FREQ=DAILY;INTERVAL={every}"}],
        "evidence": [
            {"id": f"E-{i}", "activity": "A", "title": "Note", "performed_on": day.isoformat(), "performed_by": "ann", "recorded_at": f"{day}T12:00:00Z"}
            for i, day in enumerate(days)
        ],
        "audits": [{"id": "AUD", "title": "Audit", "kind": "surveillance", "start": AUDIT.isoformat(), "end": AUDIT.isoformat()}],
    }
    view = isms.Isms.from_dict(record).as_of(AUDIT)
    return view.continuity(from_=FROM, audit="AUD", run_up_days=run_up_days)["activities"][0]


def spread(a: np.ndarray, b: np.ndarray) -> float:
    """Kuiper's V by its definition: the largest excess of either distribution function, added."""
    grid = np.concatenate([a, b])
    above = np.searchsorted(np.sort(a), grid, "right") / len(a) - np.searchsorted(np.sort(b), grid, "right") / len(b)
    return max(above.max(), 0.0) + max(-above.min(), 0.0)


@pytest.mark.parametrize("run_up_days", [7, 30, 90])
@pytest.mark.parametrize("pieces", [1, 2, 5, 12, 60])
def test_cramming_is_scipys_binomial_tail(pieces: int, run_up_days: int) -> None:
    for inside in {0, 1, 2, pieces // 2, pieces - 1, pieces} & set(range(pieces + 1)):
        late = [365 - 1 - i % run_up_days for i in range(inside)]
        early = [i * 2 for i in range(pieces - inside)]
        found = figures(early + late, 7, run_up_days)["cramming"]
        assert (found["in_run_up"], found["in_period"]) == (inside, pieces)
        due = range(0, 365, 7)
        share = sum(day >= 365 - run_up_days for day in due) / len(due)
        assert found["planned_share"] == pytest.approx(share, rel=1e-15)
        wanted = binomtest(inside, pieces, share, alternative="greater").pvalue
        assert found["probability"] == pytest.approx(wanted, rel=1e-10, abs=1e-300)


@pytest.mark.parametrize("every", [50, 75, 122])
@pytest.mark.parametrize("pieces", [1, 3, 5, 6])
def test_evenness_is_exact_for_small_samples(pieces: int, every: int) -> None:
    random = np.random.default_rng(37 * pieces + every)
    due = np.arange(0, 365, every)
    for _ in range(4):
        # Some pieces fall on due dates and on one another: ties.
        evidence = np.concatenate([random.choice(due, pieces // 3), random.integers(0, 364, pieces - pieces // 3)])
        found = figures([int(day) for day in evidence], every)["evenness"]
        observed = spread(evidence, due)
        assert found["method"] == "exact"
        assert found["statistic"] == pytest.approx(observed, abs=1e-12)
        pooled = np.concatenate([evidence, due])
        mixtures = [
            spread(pooled[list(chosen)], np.delete(pooled, list(chosen)))
            for chosen in itertools.combinations(range(len(pooled)), pieces)
        ]
        assert found["p_value"] == pytest.approx(np.mean(np.array(mixtures) >= observed - 1e-12), abs=1e-9)


@pytest.mark.parametrize("tilt", [0.0, 0.15, 0.3, 0.5])
def test_evenness_of_large_samples_is_near_astropys_tail(tilt: float) -> None:
    random = np.random.default_rng(2025)
    due = np.arange(0, 365, 5)
    days = random.integers(0, 364, 90)
    evidence = np.where(random.random(90) < tilt, random.integers(335, 364, 90), days)
    found = figures([int(day) for day in evidence], 5)["evenness"]
    assert found["method"] == "asymptotic"
    assert found["statistic"] == pytest.approx(spread(evidence, due), abs=1e-12)
    size = len(evidence) * len(due) / (len(evidence) + len(due))
    # The corrections for sample size of 1965, which Astropy takes, and of 1970 differ by some per cent.
    wanted = kuiper_false_positive_probability(found["statistic"], size)
    assert found["p_value"] == pytest.approx(wanted, rel=0.05, abs=0.002)
