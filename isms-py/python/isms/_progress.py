"""How far the answer to a view is, as it is told while it is worked on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class BestSoFar(NamedTuple):
    """The best choice found so far: its value, which is to be small, and what no choice is lower than."""

    value: float
    bound: float


ViewProgress: TypeAlias = Callable[[int, int, BestSoFar | None], object]
"""Called with how many parts of the work are done, of how many, and where the best is looked for with the best so far."""

Told: TypeAlias = Callable[[int, int, tuple[float, float] | None], object]


def listener(progress: ViewProgress | bool) -> Told | None:
    """What the library tells: who is to be told, or a line on standard error, or nobody."""
    tell = Shown() if progress is True else progress
    if not tell:
        return None
    return lambda done, of, best: tell(done, of, BestSoFar(*best) if best else None)


class Line:
    """A line on standard error that says how far work is, and how long it takes yet."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def seconds(self) -> float:
        """Since it was begun."""
        return max(time.monotonic() - self.begun, 1e-9)

    def write(self, told: str, done: int, of: int) -> None:
        """Puts what is told in the place of what was, and ends the line when all is done."""
        left = f", {self.seconds() * (of - done) / done:.0f} s left" if done else ""
        end = "\n" if done >= of else ""
        print(f"\r{told}{left}   ", end=end, file=sys.stderr, flush=True)


class Shown(Line):
    """Writes how much is done and the best so far."""

    def __call__(self, done: int, of: int, best: BestSoFar | None) -> None:
        found = f", best so far {best.value:,.0f}, none below {best.bound:,.0f}" if best else ""
        self.write(f"{done / of:.0%} done{found}", done, of)
