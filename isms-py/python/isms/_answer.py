"""Answers: plain data by name, and a table of rows."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, ClassVar, Generic, TypeVar

from . import _native, _notebook

Row = TypeVar("Row")


class Answer(Generic[Row]):
    """The answer to a view.

    By name it is plain data: ``answer["items"]``, ``dict(answer)``. As a table it is its rows: ``len(answer)``,
    ``for row in answer``, ``if answer``; and any reader of the Arrow PyCapsule interface takes it: ``polars.DataFrame(answer)``,
    ``pyarrow.table(answer)``, DuckDB by the name of the variable, and ``pandas.DataFrame(answer)`` by its rows.
    """

    _view: ClassVar[str]
    _rows: ClassVar[str]
    _columns: ClassVar[tuple[str, ...]]

    def __init__(self, text: str) -> None:
        self._text = text
        self._data: dict[str, Any] = json.loads(text)

    @property
    def rows(self) -> list[Row]:
        """The rows, each plain data."""
        rows: list[Row] = self._data[self._rows]
        return rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def keys(self) -> KeysView[str]:
        """The names of the fields."""
        return self._data.keys()

    def values(self) -> ValuesView[Any]:
        """The fields."""
        return self._data.values()

    def items(self) -> ItemsView[str, Any]:
        """The fields with their names."""
        return self._data.items()

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain data of its own."""
        data: dict[str, Any] = json.loads(self._text)
        return data

    def to_json(self) -> str:
        """The whole answer as JSON, the same bytes in every language."""
        return self._text

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Answer):
            return self._data == other._data
        return self._data == other if isinstance(other, Mapping) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as an Arrow stream; the schema is that of the view, whatever is requested."""
        return _native.arrow_stream(self._view, self._text)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} on {self._data['as_of']}: {len(self)} {self._rows}>"

    def _repr_html_(self) -> str:
        return _notebook.html(self._view, self._rows, self._columns, self._data)
