"""Simulates losses on the workers of a Dask cluster, to the same bits as here: simulate_on_dask.py RECORD.json 2026-09-01 20000

With the address of a scheduler instead of a cluster on this machine, such as Client("tcp://scheduler:8786"), nothing else
changes; nor with a concurrent.futures.ProcessPoolExecutor in place of the client's executor.
"""

import sys

import isms
from distributed import Client, LocalCluster


def main() -> None:
    path, date, trials = sys.argv[1:]
    view = isms.load(path).as_of(date)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        there = view.simulate(int(trials), seed=7, executor=client.get_executor())
    here = view.simulate(int(trials), seed=7)
    assert there.to_bytes() == here.to_bytes()
    mean, error = there.mean()
    print(f"{there.trials} years on the cluster: {mean:,.0f} {there.currency} a year, give or take {error:,.0f}")


if __name__ == "__main__":
    main()
