"""What reaches what, over everything on record, whenever it was there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, TypedDict

from ._asking import Day
from ._compiled import Drawing, Graph
from ._errors import translated
from ._views import Kind, Step

if TYPE_CHECKING:
    from . import Isms


class Reached(TypedDict):
    """An entity reached."""

    kind: Kind
    """Its kind."""
    id: str
    """Its id."""
    distance: int
    """Steps to it."""
    path: list[Step]
    """The shortest way to it."""


class EntityGraph:
    """The dependency graph of a record. The views of a date show only what is there on it."""

    def __init__(self, isms: Isms) -> None:
        self._isms = isms

    def blast_radius(self, name: str, depth: int | None = None) -> list[Reached]:
        """Everything that feels it when ``name`` fails or acts, nearest first.

        ``name`` is an id, or ``kind:id`` where several kinds have it.
        """
        if depth is not None and depth < 0:
            raise ValueError(f"depth counts steps and may not be {depth}")
        with translated():
            reached: list[Reached] = json.loads(self._isms._native.blast_radius(name, depth))
        return reached

    def explain(self, from_: str, to: str) -> list[Step] | None:
        """The shortest way from one entity to another; None if there is no way."""
        with translated():
            way: list[Step] | None = json.loads(self._isms._native.explain(from_, to))
        return way

    def dependency_cycles(self) -> list[list[str]]:
        """Groups of assets that all need one another."""
        with translated():
            cycles: list[list[str]] = json.loads(self._isms._native.dependency_cycles())
        return cycles

    def compiled(self, date: Day | None = None) -> Graph:
        """The graph by dense numbers, of what is there on a date or of everything, for questions over all of it."""
        return Graph.from_record(self._isms, date)

    def draw(self, *around: str, depth: int = 1, format: Literal["svg", "dot", "mermaid", "graphml"] = "svg",
             date: Day | None = None, most: int = 200) -> Drawing:
        """What is at most ``depth`` steps before or after some entities; a notebook shows it as a picture.

        Entities are named as in ``blast_radius``. Of everything on record, or of what is there on a date.
        """
        return self.compiled(date).draw(around, depth, format, most=most)

    def __repr__(self) -> str:
        return f"<EntityGraph of {self._isms!r}>"
