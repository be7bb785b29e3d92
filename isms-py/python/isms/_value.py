"""What every entity and every object inside one has in common: an immutable value."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from types import UnionType
from typing import TYPE_CHECKING, Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints

from ._plain import text

SHOWN = 40
"""Characters of a text that are shown."""


class Extensions(Mapping[str, Any]):
    """The user's own ``x-…`` fields, which nothing can be put into."""

    __slots__ = ("_fields",)

    def __init__(self, own: Mapping[str, Any] | None = None) -> None:
        self._fields = dict(own or {})

    def __getitem__(self, name: str) -> Any:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return repr(self._fields)


class Value:
    """An immutable value of named fields, equal to another of the same fields: what inherits this is a dataclass."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    extensions: Mapping[str, Any]
    """The user's own ``x-…`` fields, plain data by their full names."""

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Self:
        """Reads plain data of the library, which has checked it."""
        readers = _readers(cls)
        own = {key: value for key, value in data.items() if key not in readers}
        known: dict[str, Any] = {"extensions": Extensions(own)}
        for key in data.keys() - own.keys():
            name, read = readers[key]
            known[name] = None if data[key] is None else read(data[key])
        return cls(**known)

    def to_dict(self) -> dict[str, Any]:
        """Plain data as in the record file, which leaves out what is empty and need not be there."""
        data = {}
        for part in _parts(type(self)):
            value = getattr(self, part.name)
            if part.default is MISSING or value not in (None, "", ()):
                data[_key(part.name)] = _plain(value)
        if clash := sorted(data.keys() & self.extensions.keys()):
            raise ValueError(f"extensions: {type(self).__name__} has {', '.join(clash)} itself; own names begin with x-")
        return data | {name: _plain(value) for name, value in self.extensions.items()}

    def __repr__(self) -> str:
        required = ((part.name, getattr(self, part.name)) for part in _parts(type(self)) if part.default is MISSING)
        shown = [f"{name}={_short(value)}" for name, value in required if not isinstance(value, tuple | Value)]
        return f"<{' '.join([type(self).__name__, *shown])}>"

    # A type checker knows the fields; without this a typing error would pass it by.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            known = ", ".join(part.name for part in fields(self))
            message = f"{type(self).__name__} has no attribute {name!r}; it has {known}"
            raise AttributeError(message, name=name, obj=self)


Reader = Callable[[Any], Any]


def _parts(kind: type[Value]) -> tuple[Field[Any], ...]:
    return tuple(part for part in fields(kind) if part.name != "extensions")


_KNOWN: dict[type[Value], dict[str, tuple[str, Reader]]] = {}


def _readers(kind: type[Value]) -> dict[str, tuple[str, Reader]]:
    """By the name of a field in the record file: its name here, and what makes its value of plain data."""
    if kind not in _KNOWN:
        hints = get_type_hints(kind)
        _KNOWN[kind] = {_key(part.name): (part.name, _reader(hints[part.name])) for part in _parts(kind)}
    return _KNOWN[kind]


def _reader(hint: Any) -> Reader:
    if get_origin(hint) in (Union, UnionType):
        kinds = [part for part in get_args(hint) if part is not type(None)]
        return _reader(kinds[0]) if len(kinds) == 1 else _reader_of_variants(kinds)
    if get_origin(hint) is tuple:
        read = _reader(get_args(hint)[0])
        return lambda items: tuple(map(read, items))
    if hint is datetime.date or hint is datetime.datetime:
        return hint.fromisoformat  # type: ignore[no-any-return]
    if hint is decimal.Decimal:
        return decimal.Decimal
    if isinstance(hint, type) and issubclass(hint, Value):
        return hint._read
    return lambda value: value


def _reader_of_variants(kinds: list[type[Value]]) -> Reader:
    """Reads one of several kinds, told apart by the word that each has for the same field."""
    words = {part.default: (part.name, kind) for kind in kinds for part in _parts(kind) if isinstance(part.default, str)}

    def read(data: Any) -> Any:
        return next(kind for word, (name, kind) in words.items() if data[name] == word)._read(data)

    return read


def _key(name: str) -> str:
    """The name in the record file; here a word of Python ends with an underscore."""
    return name.removesuffix("_")


def _plain(value: Any) -> Any:
    match value:
        case Value():
            return value.to_dict()
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {key: _plain(part) for key, part in value.items()}
        case datetime.date() | decimal.Decimal():
            return text(value)
    return value


def _short(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…")
    return text(value) if isinstance(value, datetime.date | decimal.Decimal) else repr(value)
