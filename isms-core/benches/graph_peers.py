"""The peers of the graph benchmark: prints what they found and the seconds they took, the best of three, as JSON."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rustworkx
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

directory, nodes, threats = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
sources = np.fromfile(directory / "sources", dtype=np.uint32)
targets = np.fromfile(directory / "targets", dtype=np.uint32)


def best(work: Callable[[], Any], times: int = 3) -> tuple[Any, float]:
    seconds, found = [], None
    for _ in range(times):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return found, min(seconds)


def tell(peer: str, question: str, found: int, seconds: float, of: str = "") -> None:
    print(json.dumps({"peer": peer, "question": question, "found": found, "seconds": seconds, "of": of}), flush=True)


def build_rustworkx() -> Any:
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * nodes)
    graph.extend_from_edge_list(list(zip(sources.tolist(), targets.tolist())))
    return graph


def build_scipy() -> Any:
    # Parallel edges add up, as csgraph takes simple graphs.
    edges = (np.ones(len(sources), dtype=np.int32), (sources.astype(np.int32), targets.astype(np.int32)))
    return coo_array(edges, shape=(nodes, nodes)).tocsr()


graph, seconds = best(build_scipy)
tell("scipy", "build", nodes, seconds)
order, seconds = best(lambda: breadth_first_order(graph, 0, return_predecessors=False))
tell("scipy", "reach", len(order), seconds)
some = range(0, min(threats, 5))
counts, seconds = best(lambda: [len(breadth_first_order(graph, 20 * i, return_predecessors=False)) for i in some], 1)
tell("scipy", "threats", sum(counts), seconds / len(counts) * threats, f"from {len(counts)} of {threats}")
components, seconds = best(lambda: connected_components(graph, connection="strong")[0])
tell("scipy", "components", int(components), seconds)

graph, seconds = best(build_rustworkx, 1)
tell("rustworkx", "build", graph.num_nodes(), seconds)
reached, seconds = best(lambda: rustworkx.descendants(graph, 0))
tell("rustworkx", "reach", len(reached | {0}), seconds)
counts, seconds = best(lambda: [len(rustworkx.descendants(graph, 20 * i) | {20 * i}) for i in some], 1)
tell("rustworkx", "threats", sum(counts), seconds / len(counts) * threats, f"from {len(counts)} of {threats}")
found, seconds = best(lambda: rustworkx.strongly_connected_components(graph), 1)
tell("rustworkx", "components", len(found), seconds)
