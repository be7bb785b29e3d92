"""Collections of a record: entities by id, and a table of them."""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Generic, TypeVar, overload

from . import _native, _notebook
from ._errors import translated
from ._value import Extensions, Value

Entity = TypeVar("Entity", bound=Value)
Other = TypeVar("Other")
Setting = TypeVar("Setting", bound=Value)


class Parts:
    """What has a record."""

    _native: _native.Isms

    @property
    def extensions(self) -> Mapping[str, Any]:
        """The user's own ``x-…`` fields of the record."""
        return Extensions({name: value for name, value in self._settings().items() if name.startswith("x-")})

    def _setting(self, name: str, kind: type[Setting]) -> Setting:
        return kind._read(self._settings()[name])

    def _optional_setting(self, name: str, kind: type[Setting]) -> Setting | None:
        return kind._read(data) if (data := self._settings().get(name)) else None

    def _settings(self) -> dict[str, Any]:
        with translated():
            settings: dict[str, Any] = json.loads(self._native.settings())
        return settings


class Collection(Generic[Entity]):
    """The entities of a collection, always those of the record as it is now.

    By id they are entities: ``org.risks["R-014"]``, ``"R-014" in org.risks``, ``org.risks.get("R-014")``,
    ``dict(org.risks)``. Iterated they are the entities themselves, in the order of ids. As a table they are rows:
    ``polars.DataFrame(org.risks)``, ``pyarrow.table(org.risks)``, DuckDB, and ``pandas.DataFrame(org.risks)``.

    The columns are the fields, objects as structs; an entity's own ``x-…`` fields are JSON text in the column
    ``extensions``, null without any, and those of objects inside it are left out. Amounts are text, as exact as in the
    record.
    """

    def __init__(self, record: Parts, name: str, kind: type[Entity]) -> None:
        self._native = record._native
        self._name = name
        self._kind = kind

    def __getitem__(self, id: str) -> Entity:
        """The entity of an id; ``isms.IsmsKeyError`` names ids like it if there is none."""
        with translated():
            text = self._native.entity(self._name, _checked(id))
        return self._kind._read(json.loads(text))

    @overload
    def get(self, id: str) -> Entity | None: ...
    @overload
    def get(self, id: str, default: Other) -> Entity | Other: ...
    def get(self, id: str, default: Any = None) -> Any:
        """The entity of an id, or ``default`` if there is none."""
        return self[id] if _checked(id) in self else default

    def __contains__(self, id: object) -> bool:
        with translated():
            return isinstance(id, str) and self._native.contains(self._name, id)

    def __len__(self) -> int:
        return len(self._ids())

    def __iter__(self) -> Iterator[Entity]:
        return map(self._kind._read, self._rows())

    def keys(self) -> KeysView[str]:
        """The ids, in order."""
        return dict.fromkeys(self._ids()).keys()

    def values(self) -> ValuesView[Entity]:
        """The entities, in the order of ids."""
        return self._by_id().values()

    def items(self) -> ItemsView[str, Entity]:
        """The entities with their ids."""
        return self._by_id().items()

    def _by_id(self) -> dict[str, Entity]:
        return {row["id"]: self._kind._read(row) for row in self._rows()}

    def _ids(self) -> list[str]:
        with translated():
            return self._native.ids(self._name)

    def _rows(self) -> list[dict[str, Any]]:
        with translated():
            rows: list[dict[str, Any]] = json.loads(self._native.collection(self._name))
        return rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The entities as an Arrow stream; the schema is that of the record, whatever is requested."""
        with translated():
            return self._native.collection_stream(self._name)

    def __repr__(self) -> str:
        return f"<Collection {self._name}: {len(self)} of {self._kind.__name__}>"

    def _repr_html_(self) -> str:
        return _notebook.table(self._rows())


def _checked(id: object) -> str:
    if not isinstance(id, str):
        raise TypeError(f"an id is a str, not {type(id).__name__}; list(...) has the entities by number")
    return id
