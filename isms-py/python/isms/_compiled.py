"""Graphs of a million nodes: numpy arrays in and out, without copies where their types are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from . import _native
from ._asking import Day
from ._errors import translated
from ._plain import day

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from . import Isms

    Nodes32: TypeAlias = NDArray[np.uint32]

Node: TypeAlias = int | str
"""A node by its number, or by its name where the graph has names."""
Progress: TypeAlias = Callable[[int, int], object]
"""Called with how many parts of the work are done, and of how many."""


class Way(TypedDict):
    """A way: its edges, and the same in words."""

    steps: list[dict[str, Any]]
    sentence: str


class Drawing(str):
    """A drawing as text; a notebook shows SVG."""

    def _repr_svg_(self) -> str | None:
        return str(self) if self.startswith("<svg") else None


class Graph:
    """A directed graph of dense nodes, compiled for questions over all of it.

    >>> import isms
    >>> graph = isms.Graph.from_edges([0, 1, 1], [1, 2, 3], probabilities=[1.0, 0.5, 0.25])
    >>> graph.distances([0]).tolist()
    [0, 1, 2, 2]
    >>> graph.probabilities([0]).tolist()
    [1.0, 1.0, 0.5, 0.25]

    Long calls release the interpreter lock, tell ``progress`` how far they are, and stop by Ctrl-C.
    """

    def __init__(self, native: _native.Graph) -> None:
        self._native = native

    @classmethod
    def from_edges(
        cls,
        sources: ArrayLike,
        targets: ArrayLike,
        kinds: ArrayLike | None = None,
        probabilities: ArrayLike | None = None,
        *,
        nodes: int | None = None,
        names: Sequence[str] = (),
    ) -> Graph:
        """Compiles edges given as columns: uint32, uint32, uint8 and float32 are read as they are.

        Without ``nodes`` there are as many as the names, or as the greatest number of an end tells.
        """
        columns = _edges(sources, targets, kinds, probabilities)
        if nodes is None:
            greatest = (int(column.max()) for column in columns[:2] if column.size)
            nodes = len(names) if names else max(greatest, default=-1) + 1
        with translated():
            return cls(_native.Graph.from_edges(nodes, *columns, names=list(names)))

    @classmethod
    def from_record(cls, isms: Isms, date: Day | None = None) -> Graph:
        """The graph of a record, of what is there on a date or of everything; nodes are named as ``asset:DB``."""
        with translated():
            return cls(_native.Graph.from_record(isms._native, None if date is None else day(date)))

    @classmethod
    def from_bytes(cls, data: bytes) -> Graph:
        """Reads what :meth:`to_bytes` wrote."""
        with translated():
            return cls(_native.Graph.from_bytes(data))

    def to_bytes(self) -> bytes:
        """The graph and its names, with a version and a checksum."""
        with translated():
            return self._native.to_bytes()

    @property
    def node_count(self) -> int:
        """How many nodes there are."""
        return self._native.size()[0]

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return self._native.size()[1]

    @property
    def nbytes(self) -> int:
        """Bytes that its arrays take."""
        return self._native.size()[2]

    @property
    def names(self) -> list[str]:
        """The names by node; empty if nodes have none."""
        return self._native.names()

    def find(self, name: str) -> int:
        """The node of a name, such as ``asset:DB``, or ``DB`` where only one node has that after the colon."""
        return int(self._nodes([name])[0])

    def update(
        self,
        sources: ArrayLike = (),
        targets: ArrayLike = (),
        kinds: ArrayLike | None = None,
        probabilities: ArrayLike | None = None,
        *,
        removed: Sequence[tuple[int, int, int]] = (),
        nodes: int = 0,
    ) -> None:
        """Removes edges, each a source, target and kind, then adds ``nodes`` and edges: all of it or nothing."""
        columns = _edges(sources, targets, kinds, probabilities)
        with translated():
            self._native.update(nodes, list(removed), *columns)

    def reach(self, sources: Sequence[Node] | Nodes32, depth: int | None = None, kinds: Sequence[int] | None = None,
              min_probability: float = 0.0) -> Nodes32:
        """The nodes that are reached from any of ``sources``, the sources themselves first, then nearest first."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.reach(nodes, _limits(depth, kinds, min_probability))[0]

    def distances(self, sources: Sequence[Node] | Nodes32, depth: int | None = None,
                  kinds: Sequence[int] | None = None, min_probability: float = 0.0) -> Nodes32:
        """For every node the steps to it, 4294967295 where it is not reached."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.reach(nodes, _limits(depth, kinds, min_probability))[1]

    def probabilities(self, sources: Sequence[Node] | Nodes32, depth: int | None = None,
                      kinds: Sequence[int] | None = None, min_probability: float = 0.0) -> NDArray[np.float32]:
        """For every node the probability of the strongest way to it, the product of those of its edges; 0 for none."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.strongest(nodes, _limits(depth, kinds, min_probability))

    def reach_many(self, sources: Sequence[Node] | Nodes32, depth: int | None = None,
                   kinds: Sequence[int] | None = None, *, progress: Progress | None = None) -> tuple[Nodes32, Nodes32]:
        """For each source how many nodes it reaches by itself, and for each node how many sources reach it."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.reach_many(nodes, _limits(depth, kinds, 0.0), progress)

    def components(self, kinds: Sequence[int] | None = None) -> Nodes32:
        """For each node its strongly connected component, numbered in topological order."""
        with translated():
            return self._native.components(_kinds(kinds))

    def layers(self, kinds: Sequence[int] | None = None) -> Nodes32:
        """For each node 0 where nothing outside of its component leads to it, else one more than what does."""
        with translated():
            return self._native.layers(_kinds(kinds))

    def dominators(self, sources: Sequence[Node] | Nodes32, kinds: Sequence[int] | None = None) -> Nodes32:
        """For each node the last one that every way to it leads through, 4294967295 where there is none."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.dominators(nodes, _kinds(kinds))

    def inherit(self, own: ArrayLike, damping: float | None = None,
                kinds: Sequence[int] | None = None) -> NDArray[np.float64]:
        """What each node is worth with what relies on it: the greatest, or with ``damping`` the damped sum."""
        import numpy as np

        column = np.ascontiguousarray(own, dtype=np.float64)
        with translated():
            return self._native.inherit(column, damping, _kinds(kinds))

    def hits(self, sources: Sequence[Node] | Nodes32, trials: int = 10_000, seed: int = 0,
             kinds: Sequence[int] | None = None, *, progress: Progress | None = None) -> tuple[Nodes32, float]:
        """In how many trials each node is hit, and how far a share of them may be off, but for one time in a hundred."""
        nodes = self._nodes(sources)
        with translated():
            return self._native.hits(nodes, (trials, seed), _kinds(kinds), progress)

    def way(self, sources: Sequence[Node], target: Node, *, strongest: bool = False, **limits: Any) -> Way | None:
        """The shortest way to a node, or the strongest; None if there is none."""
        way: Way | None = self.ask("way", sources=sources, target=target, strongest=strongest, **limits)
        return way

    def draw(self, around: Sequence[Node], depth: int = 1, format: Literal["svg", "dot", "mermaid", "graphml"] = "svg",
             kinds: Sequence[int] | None = None, most: int = 200) -> Drawing:
        """What is at most ``depth`` steps before or after some nodes; refused if that is more than ``most`` nodes."""
        return Drawing(self.ask("drawing", sources=around, depth=depth, format=format, kinds=kinds, most=most))

    def ask(self, question: str, /, *, progress: Progress | None = None, **parameters: Any) -> Any:
        """Answers a question whose answer is a list, as plain data.

        ``way``, ``cycles``, ``single_points``, ``most_disconnecting``, ``articulation_points``, ``cheapest_cuts``,
        ``exposed_pairs``, ``hit_probability``, ``distance_profiles``, ``export``.
        """
        text = json.dumps({name: _plain(value) for name, value in parameters.items() if value is not None})
        with translated():
            return json.loads(self._native.ask_json(question, text, progress))

    def _nodes(self, nodes: Sequence[Node] | Nodes32) -> Nodes32:
        import numpy as np

        if not isinstance(nodes, np.ndarray) and any(isinstance(node, str) for node in nodes):
            with translated():
                found = iter(self._native.find([node for node in nodes if isinstance(node, str)]))
            nodes = [next(found) if isinstance(node, str) else node for node in nodes]
        column: Nodes32 = _column(nodes, np.uint32)
        return column

    def __repr__(self) -> str:
        nodes, edges, _ = self._native.size()
        return f"<Graph of {nodes} nodes and {edges} edges>"


def _edges(
    sources: ArrayLike, targets: ArrayLike, kinds: ArrayLike | None, probabilities: ArrayLike | None
) -> tuple[Nodes32, Nodes32, NDArray[np.uint8], NDArray[np.float32]]:
    import numpy as np

    return (
        _column(sources, np.uint32),
        _column(targets, np.uint32),
        _column(() if kinds is None else kinds, np.uint8),
        _column(() if probabilities is None else probabilities, np.float32),
    )


def _column(values: Any, kind: Any) -> Any:
    """The values as a column: as they are if they are one of that type, refused where the type cannot hold them."""
    import numpy as np

    given = np.asarray(values)
    if given.size == 0:
        given = given.astype(kind)
    if given.ndim != 1:
        raise ValueError(f"a column has one dimension, not {given.ndim}")
    column = np.ascontiguousarray(given, dtype=kind)
    if np.issubdtype(kind, np.integer) and column is not given and not np.array_equal(column, given):
        raise ValueError(f"a column of {np.dtype(kind).name} does not hold what is given")
    return column


def _kinds(kinds: Sequence[int] | None) -> list[int] | None:
    return None if kinds is None else [int(kind) for kind in kinds]


def _limits(depth: int | None, kinds: Sequence[int] | None, least: float) -> tuple[int | None, list[int] | None, float]:
    if depth is not None and depth < 0:
        raise ValueError(f"depth counts steps and may not be {depth}")
    return depth, _kinds(kinds), least


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple | range) else value
