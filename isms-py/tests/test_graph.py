"""Compiled graphs: arrays in and out, progress, and the same answers as scipy's."""

import os
import signal
import threading
import time
from pathlib import Path

import isms
import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path

MERIDIAN = Path(__file__).parents[2] / "examples/data/meridian/isms.json"
UNREACHED = 2**32 - 1


def random_edges(nodes: int, edges: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    sources, targets = random.integers(nodes, size=(2, edges), dtype=np.uint32)
    return sources, targets


def test_answers_are_those_of_scipy() -> None:
    sources, targets = random_edges(300, 700)
    graph = isms.Graph.from_edges(sources, targets, nodes=300)
    dense = coo_array((np.ones(700, dtype=np.int32), (sources, targets)), shape=(300, 300)).tocsr()
    wanted = shortest_path(dense, unweighted=True, indices=7)
    found = graph.distances([7]).astype(float)
    found[found == UNREACHED] = np.inf
    assert np.array_equal(found, wanted)
    count, _ = connected_components(dense, connection="strong")
    assert len(np.unique(graph.components())) == count
    reached, by = graph.reach_many(range(300))
    every = np.isfinite(shortest_path(dense, unweighted=True))
    assert np.array_equal(reached, every.sum(axis=1)) and np.array_equal(by, every.sum(axis=0))


def test_columns_are_read_as_they_are_or_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        isms.Graph.from_edges([0, -1], [1, 2])
    with pytest.raises(ValueError, match="does not hold"):
        isms.Graph.from_edges([0.5], [1])
    with pytest.raises(ValueError, match="one dimension"):
        isms.Graph.from_edges([[0]], [1])
    with pytest.raises(isms.IsmsKeyError, match=r"targets\[0\]: there is no node 5"):
        isms.Graph.from_edges([0], [5], nodes=2)
    with pytest.raises(isms.IsmsValueError, match="targets: has 1 values"):
        isms.Graph.from_edges([0, 1], [1])
    with pytest.raises(isms.IsmsValueError, match="is not a probability"):
        isms.Graph.from_edges([0], [1], probabilities=[1.5])
    empty = isms.Graph.from_edges([], [])
    assert (empty.node_count, empty.edge_count) == (0, 0)


def test_questions_of_lists() -> None:
    graph = isms.Graph.from_edges([0, 0, 1, 2, 3], [1, 2, 3, 3, 0], probabilities=[0.5] * 5, names=["t", "a", "b", "c"])
    assert graph.ask("cycles") == [["t", "a", "c"]]
    way = graph.way(["t"], "c")
    assert way is not None and way["sentence"] == "t leads to a (kind 0); a leads to c (kind 0)"
    assert graph.way(["c"], "b", depth=1) is None
    cuts = graph.ask("cheapest_cuts", sources=["t"], targets=["c"], costs={"a": 3, "b": 4}, count=9)
    assert cuts == [{"cost": 7, "nodes": ["a", "b"]}]
    exact = graph.ask("hit_probability", sources=["t"], target="c")
    assert exact["method"] == "exact" and exact["probability"] == pytest.approx(1 - 0.75**2)
    hits, error = graph.hits([0], trials=20_000, seed=3)
    assert abs(hits[3] / 20_000 - exact["probability"]) < error
    assert graph.draw(["t"], format="mermaid").startswith("flowchart LR")
    assert "<title>t leads to a (kind 0)</title>" in str(graph.draw(["t"])._repr_svg_())
    with pytest.raises(isms.IsmsValueError, match="too many to draw"):
        graph.draw(["t"], depth=5, most=2)
    with pytest.raises(isms.IsmsKeyError, match="there is no question"):
        graph.ask("colour")
    with pytest.raises(isms.IsmsValueError, match="cycles does not take it"):
        graph.ask("cycles", sources=["t"])


def test_changes_and_bytes() -> None:
    graph = isms.Graph.from_edges([0, 1], [1, 2], kinds=[4, 5])
    graph.update([2], [3], [6], removed=[(0, 1, 4)], nodes=1)
    assert (graph.node_count, graph.edge_count) == (4, 2)
    with pytest.raises(isms.IsmsKeyError, match=r"removed\[0\]"):
        graph.update(removed=[(0, 1, 4)])
    again = isms.Graph.from_bytes(graph.to_bytes())
    assert again.reach([1]).tolist() == [1, 2, 3]
    broken = bytearray(graph.to_bytes())
    broken[-1] ^= 1
    with pytest.raises(isms.IsmsValueError, match="checksum"):
        isms.Graph.from_bytes(bytes(broken))


def test_graph_of_a_record() -> None:
    org = isms.load(MERIDIAN)
    graph = org.graph.compiled()
    name = graph.names[0]
    assert graph.find(name) == 0 and name.count(":") == 1
    reached = {graph.names[node] for node in graph.reach(["T0814"], kinds=range(7))[1:]}
    wanted = {f"{row['kind']}:{row['id']}" for row in org.graph.blast_radius("T0814")}
    assert reached == wanted
    assert isms.Graph.from_bytes(graph.to_bytes()).names == graph.names
    picture = org.graph.draw("T0814")._repr_svg_()
    assert picture is not None and picture.startswith("<svg") and ">threat:T0814</text>" in picture
    assert org.graph.draw("T0814", format="dot")._repr_svg_() is None
    with pytest.raises(isms.IsmsKeyError, match=r"\[0\]: there is no node"):
        graph.reach(["NOWHERE"])


def test_progress_is_told_and_ctrl_c_stops() -> None:
    sources, targets = random_edges(4_000, 20_000)
    graph = isms.Graph.from_edges(sources, targets, nodes=4_000, probabilities=np.full(20_000, 0.3))
    told: list[tuple[int, int]] = []
    graph.hits([0], trials=256, progress=lambda done, of: told.append((done, of)))
    assert told and told[-1] == (4, 4)

    def give_up(done: int, of: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        graph.hits([0], trials=10_000_000, progress=give_up)
    interrupt = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    interrupt.start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        graph.hits([0], trials=2**31)
    assert time.monotonic() - start < 30


def test_the_interpreter_runs_on_meanwhile() -> None:
    sources, targets = random_edges(4_000, 20_000)
    graph = isms.Graph.from_edges(sources, targets, nodes=4_000, probabilities=np.full(20_000, 0.3))
    turns = 0
    work = threading.Thread(target=lambda: graph.hits([0], trials=4_000))
    work.start()
    while work.is_alive():
        turns += 1
        time.sleep(0.001)
    assert turns > 5
