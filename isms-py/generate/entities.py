"""Writes `python/isms/entities.py` and `python/isms/_collections.py` from the JSON Schema of the record.

`make views` runs it; a test holds what is checked in.
"""

from __future__ import annotations

from .types import Schema, Types, documented, listed, properties, python_name

ENTITIES = '''"""The entities of a record and what they are made of. Generated from the schema of the record: `make views` writes
it anew.

Each is an immutable value: days are dates, instants datetimes to the microsecond, amounts decimals, lists tuples, and
words those of a ``Literal``. A field that is a word of Python takes an underscore: ``from_``. ``to_dict`` gives plain
data as in the record file, and ``dataclasses.replace`` the same with other fields.

>>> from isms.entities import Asset
>>> Asset(id="PLC-1", name="Dosing controller")
<Asset id='PLC-1' name='Dosing controller'>
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from ._value import Extensions, Value
'''

RECORD = '''"""The parts of a record by name. Generated from the schema of the record: `make views` writes it anew."""

from __future__ import annotations

from . import entities
from ._collection import Collection, Parts


class Record(Parts):
    """A record by its parts."""
'''


# Anything may stand in them, lists too, so they have no hash.
EXTENSIONS = "    extensions: Mapping[str, Any] = field(default_factory=Extensions, hash=False)"


class EntityTypes(Types):
    """Immutable values."""

    def text(self, form: str | None) -> str:
        return {"date": "datetime.date", "date-time": "datetime.datetime", "decimal": "Decimal"}.get(form or "", "str")

    def list_of(self, item: str) -> str:
        return f"tuple[{item}, ...]"

    def structure(self, name: str, schema: Schema, root: Schema) -> tuple[str, str]:
        lines = ["@dataclass(frozen=True, kw_only=True, slots=True, repr=False)"]
        lines += [f"class {name}(Value):", documented(schema["description"]), ""]
        for key, part in properties(schema):
            kind, default = self.of(part, root), ""
            if "const" in part:
                default = f" = {part['const']!r}".replace("'", '"')
            elif key not in schema.get("required", []):
                kind, default = optional(kind, absent(part))
            text = part.get("description", "Which of the kinds it is.")
            lines += [f"    {python_name(key)}: {kind}{default}", documented(text)]
        lines += [EXTENSIONS, documented("The user's own ``x-…`` fields, plain data by their full names.")]
        return name, "\n".join(lines)


def optional(kind: str, value: object) -> tuple[str, str]:
    """The type and the default of a field that may be left out."""
    if value is not None:
        return kind, f" = {value!r}"
    if "None" not in kind:
        kind += " | None"
    # A map has no hash.
    return kind, " = field(default=None, hash=False)" if kind.startswith("dict") else " = None"


def absent(schema: Schema) -> object:
    """What a field is that the record file leaves out."""
    empty: dict[object, object] = {"array": (), "string": ""}
    kind = schema.get("type")
    return schema["default"] if "default" in schema else empty.get(kind if isinstance(kind, str) else None)


def generate_entities(record: Schema) -> str:
    """The module of the entities."""
    types = EntityTypes()
    for schema in record["properties"].values():
        types.of(schema, record)
    return "\n\n".join([ENTITIES + listed([*types.written, "Value"]), *types.written.values()]) + "\n"


def generate_record(record: Schema) -> str:
    """The module of the record: each collection by its name, and the settings beside them."""
    parts = []
    for name, schema in record["properties"].items():
        if schema.get("type") == "array":
            entity = f"entities.{schema['items']['$ref'].rsplit('/', 1)[1]}"
            text = record["$defs"][entity.removeprefix("entities.")]["description"]
            parts += [part(name, f"Collection[{entity}]", text, f"Collection(self, {name!r}, {entity})")]
        elif name != "format":
            reference = schema.get("$ref") or schema["anyOf"][0]["$ref"]
            entity = f"entities.{reference.rsplit('/', 1)[1]}"
            method = "_setting" if name in record["required"] else "_optional_setting"
            optional = "" if name in record["required"] else " | None"
            parts += [part(name, entity + optional, schema["description"], f"self.{method}({name!r}, {entity})")]
    return "\n\n".join([RECORD.rstrip("\n"), *parts]) + "\n"


def part(name: str, kind: str, text: str, value: str) -> str:
    head = f"    @property\n    def {name}(self) -> {kind}:\n{documented(text, 8)}\n"
    return head + f"        return {value}".replace("'", '"')
