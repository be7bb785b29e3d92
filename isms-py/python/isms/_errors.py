"""The errors of the package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ._native import NativeError


class IsmsError(Exception):
    """What is wrong, where, and what would be right."""

    def __init__(self, message: str, path: str = "", code: str = "", problem: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        """Place in the document, e.g. ``risks[R-014].owner``."""
        self.code = code
        """Stable code, e.g. ``unknown_reference``."""
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class IsmsValueError(IsmsError, ValueError):
    """The input breaks a rule."""


class IsmsKeyError(IsmsError, KeyError):
    """The input names something that is not there."""


# Users know them by the name of the package.
for _error in (IsmsError, IsmsValueError, IsmsKeyError):
    _error.__module__ = "isms"


@contextmanager
def translated() -> Iterator[None]:
    """Raises errors of the library as those of the package."""
    try:
        yield
    except NativeError as error:
        kind = IsmsKeyError if error.args[2] in ("unknown_reference", "unknown_view") else IsmsValueError
        raise kind(*error.args) from None
