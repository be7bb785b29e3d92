"""Named types of Python from the definitions of JSON Schemas."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterator
from typing import Any, Literal

Schema = dict[str, Any]


class Types:
    """The named types, each once, in an order in which they can be read. How they look is said by who inherits this."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.open: set[str] = set()

    def of(self, schema: Schema | Literal[True], root: Schema) -> str:
        """The Python type of a schema; whatever it says nothing of."""
        if schema is True or schema.keys() <= {"description"}:
            return "Any"
        if reference := schema.get("$ref"):
            return self.named(reference.rsplit("/", 1)[1], root)
        if "anyOf" in schema:
            return " | ".join(self.of(part, root) for part in schema["anyOf"])
        if "const" in schema:
            return f"Literal[{quoted(schema['const'])}]"
        if "enum" in schema or "oneOf" in schema:
            words = schema.get("enum") or [word["const"] for word in schema["oneOf"]]
            return f"Literal[{', '.join(map(quoted, words))}]"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " | ".join(self.plain(kind, schema, root) for kind in kinds)

    def plain(self, kind: str, schema: Schema, root: Schema) -> str:
        match kind:
            case "string":
                return self.text(schema.get("format"))
            case "array":
                return self.list_of(self.of(schema["items"], root))
            case "object":
                return f"dict[str, {self.of(schema['additionalProperties'], root)}]"
        return {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}[kind]

    def named(self, name: str, root: Schema) -> str:
        schema = root["$defs"][name]
        if name in self.open:
            # It holds itself: by its name, which an annotation may use before it is there.
            return name
        if "properties" in schema:
            name, text = self.structure(name, schema, root)
        elif "properties" in schema.get("oneOf", [{}])[0]:
            self.open.add(name)
            variants = [self.variant(name, variant, root) for variant in schema["oneOf"]]
            self.open.remove(name)
            text = f"{name} = {' | '.join(variants)}\n{documented(schema['description'], 0)}"
        else:
            text = f"{name} = {self.of(schema, root)}\n{documented(schema['description'], 0)}"
        # Two schemas that mean different things by one name would give a wrong type to one of them.
        assert self.written.setdefault(name, text) == text, f"{name} is two things"
        return name

    def variant(self, name: str, schema: Schema, root: Schema) -> str:
        """One of several structures that are told apart by a word."""
        word = next(part["const"] for part in schema["properties"].values() if "const" in part)
        name, text = self.structure("".join(map(str.capitalize, word.split("_"))) + name, schema, root)
        assert self.written.setdefault(name, text) == text, f"{name} is two things"
        return name

    def text(self, form: str | None) -> str:
        """The type of a text of a form."""
        raise NotImplementedError

    def list_of(self, item: str) -> str:
        """The type of a list."""
        raise NotImplementedError

    def structure(self, name: str, schema: Schema, root: Schema) -> tuple[str, str]:
        """The name and the text of the type of an object with named fields."""
        raise NotImplementedError


def properties(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The properties: first those always there, in the order of their declaration."""
    found = schema.get("properties", {})
    required = schema.get("required", [])
    for key in [*required, *(key for key in found if key not in required)]:
        yield key, found[key]


def python_name(key: str) -> str:
    return f"{key}_" if keyword.iskeyword(key) else key


def quoted(text: str) -> str:
    return '"' + text + '"'


def documented(text: str, indent: int = 4) -> str:
    pad = " " * indent
    # Examples in Rust say nothing here.
    text = re.sub(r"\s*```.*?```", "", text, flags=re.DOTALL)
    paragraphs = [textwrap.fill(" ".join(part.split()), 114 - indent) for part in text.split("\n\n")]
    return textwrap.indent('"""' + "\n\n".join(paragraphs) + ('\n"""' if len(paragraphs) > 1 else '"""'), pad)


def listed(names: list[str]) -> str:
    """The public names of a module."""
    words = textwrap.fill(", ".join(map(quoted, sorted(names))), 114)
    return f"\n__all__ = [\n{textwrap.indent(words, '    ')},\n]\n"
