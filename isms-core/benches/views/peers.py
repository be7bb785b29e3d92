"""`overdue` and `continuity` by the same rules in pandas and polars.

Each gets the columns ready to use, dates as dates; the time is that of the rules alone, the best of three. The figures
of single activities and their longest silence are worked out too; the tests of cramming and evenness are left out here,
so that the peers do less than ours.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

INTERVAL = {"FREQ=WEEKLY": 7, "FREQ=DAILY;INTERVAL=12": 12, "FREQ=DAILY;INTERVAL=14": 14, "FREQ=DAILY;INTERVAL=30": 30}

peer, path = sys.argv[1:]
data = json.loads(Path(path).read_text())
ON = date.fromisoformat(data["on"])
FROM = ON - timedelta(days=365) + timedelta(days=1)
activities = pd.DataFrame(
    {
        "activity": [a["id"] for a in data["activities"]],
        "start": pd.to_datetime([a["start"] for a in data["activities"]]),
        "days": [INTERVAL[a["cadence"]] for a in data["activities"]],
        "grace": [a["grace_days"] for a in data["activities"]],
    }
)
evidence = pd.DataFrame(
    {
        "activity": [e["activity"] for e in data["evidence"]],
        "performed": pd.to_datetime([e["performed_on"] for e in data["evidence"]]),
        "recorded": pd.to_datetime([e["recorded_at"][:10] for e in data["evidence"]]),
        "due": pd.to_datetime([e["occurrence"] for e in data["evidence"]]),
    }
)


def pandas_due() -> pd.DataFrame:
    """Each due date up to the day, with the evidence that names it."""
    on = pd.Timestamp(ON)
    times = ((on - activities["start"]).dt.days // activities["days"] + 1).clip(lower=0)
    due = activities.loc[activities.index.repeat(times)].reset_index(drop=True)
    nth = due.groupby("activity", sort=False).cumcount()
    due["due"] = due["start"] + pd.to_timedelta(nth * due["days"], unit="D")
    seen = evidence[evidence["recorded"] <= on].sort_values(["performed"]).drop_duplicates(["activity", "due"])
    return due.merge(seen, on=["activity", "due"], how="left")


def pandas_overdue() -> int:
    """Due dates past their grace, not done, and not overtaken by a later one that was."""
    due = pandas_due()
    done = due[due["performed"].notna()].groupby("activity")["due"].max().rename("last_done")
    due = due.join(done, on="activity")
    past = due["due"] + pd.to_timedelta(due["grace"], unit="D") < pd.Timestamp(ON)
    overtaken = due["due"] < due["last_done"]
    return int((past & due["performed"].isna() & ~overtaken).sum())


def pandas_continuity() -> dict[str, int]:
    """The figures of each activity and of all."""
    on, first = pd.Timestamp(ON), pd.Timestamp(FROM)
    due = pandas_due()
    due = due[due["due"] >= first]
    due["answered"] = due["performed"].notna()
    due["in_time"] = due["performed"] <= due["due"] + pd.to_timedelta(due["grace"], unit="D")
    figures = due.groupby("activity").agg(due=("due", "size"), answered=("answered", "sum"), in_time=("in_time", "sum"))
    shown = evidence[(evidence["recorded"] <= on) & (evidence["performed"] >= first) & (evidence["performed"] <= on)]
    shown = shown.sort_values(["activity", "performed"])
    days = shown.groupby("activity")["performed"]
    silence = pd.concat(
        [days.diff().dt.days.groupby(shown["activity"]).max(), (days.min() - first).dt.days, (on - days.max()).dt.days], axis=1
    ).max(axis=1)
    delay = (shown["recorded"] - shown["performed"]).dt.days
    late = delay.groupby(shown["activity"]).agg(["median", lambda d: np.percentile(d, 95), lambda d: (d > 14).mean()])
    figures = figures.join(silence.rename("silence")).join(late)
    whole = figures[["due", "answered", "in_time"]].sum()
    return {"due": int(whole["due"]), "answered": int(whole["answered"]), "in_time": int(whole["in_time"]), "evidence": len(shown)}


lazy_activities = pl.from_pandas(activities).with_columns(pl.col("start").cast(pl.Date)).lazy()
lazy_evidence = (
    pl.from_pandas(evidence).with_columns(pl.col("performed", "recorded", "due").cast(pl.Date)).lazy()
)


def polars_due() -> pl.LazyFrame:
    """Each due date up to the day, with the evidence that names it."""
    times = ((pl.lit(ON) - pl.col("start")).dt.total_days() // pl.col("days") + 1).clip(0)
    due = lazy_activities.with_columns(nth=pl.int_ranges(0, times)).explode("nth")
    due = due.with_columns(due=pl.col("start") + pl.duration(days=pl.col("nth") * pl.col("days")))
    seen = lazy_evidence.filter(pl.col("recorded") <= ON).sort("performed").unique(["activity", "due"], keep="first")
    return due.join(seen, on=["activity", "due"], how="left")


def polars_overdue() -> int:
    """Due dates past their grace, not done, and not overtaken by a later one that was."""
    done = pl.col("due").filter(pl.col("performed").is_not_null()).max().over("activity")
    past = pl.col("due") + pl.duration(days=pl.col("grace")) < ON
    owed = polars_due().filter(past & pl.col("performed").is_null() & (pl.col("due") >= done).fill_null(True))
    return int(owed.select(pl.len()).collect().item())


def polars_continuity() -> dict[str, int]:
    """The figures of each activity and of all."""
    in_time = pl.col("performed") <= pl.col("due") + pl.duration(days=pl.col("grace"))
    due = polars_due().filter(pl.col("due") >= FROM).group_by("activity").agg(
        due=pl.len(), answered=pl.col("performed").is_not_null().sum(), in_time=in_time.sum()
    )
    shown = lazy_evidence.filter((pl.col("recorded") <= ON) & pl.col("performed").is_between(FROM, ON))
    day, delay = pl.col("performed").sort(), (pl.col("recorded") - pl.col("performed")).dt.total_days()
    told = shown.group_by("activity").agg(
        evidence=pl.len(),
        silence=pl.max_horizontal(
            day.diff().max().dt.total_days(),
            (day.first() - pl.lit(FROM)).dt.total_days(),
            (pl.lit(ON) - day.last()).dt.total_days(),
        ),
        median=delay.median(),
        p95=delay.quantile(0.95, "linear"),
        late=(delay > 14).mean(),
    )
    figures = due.join(told, on="activity", how="left").collect()
    return {name: int(figures[name].sum()) for name in ("due", "answered", "in_time", "evidence")}


def best(run: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the seconds of the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        given = run()
        times.append(time.perf_counter() - start)
    return given, min(times)


overdue, continuity = {"pandas": (pandas_overdue, pandas_continuity), "polars": (polars_overdue, polars_continuity)}[peer]
owed, overdue_seconds = best(overdue)
figures, continuity_seconds = best(continuity)
print(
    json.dumps(
        {"figures": {"owed": owed, **figures}, "seconds": {"overdue": overdue_seconds, "continuity": continuity_seconds}}
    )
)
