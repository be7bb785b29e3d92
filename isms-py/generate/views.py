"""Writes `python/isms/_views.py` from the registry of views: types of what they take and give, and `View`.

`make views` runs it; a test holds what is checked in.
"""

from __future__ import annotations

import keyword
import textwrap
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

HEAD = '''"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day
'''


def generate(views: list[Schema]) -> str:
    """The whole module."""
    types = Types()
    answers = [answer(types, view) for view in views]
    methods = [method(types, view) for view in views]
    return "\n\n".join([HEAD, *types.written.values(), *answers, view_class(methods)])


class Types:
    """The named types, each once, in an order in which they can be read."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}

    def of(self, schema: Schema, root: Schema, given: bool = False) -> str:
        """The Python type of a schema. What is given to a view may name a day by a date."""
        if reference := schema.get("$ref"):
            return self.named(reference.rsplit("/", 1)[1], root, given)
        if "anyOf" in schema:
            return " | ".join(self.of(part, root, given) for part in schema["anyOf"])
        if "enum" in schema or "oneOf" in schema:
            words = schema.get("enum") or [word["const"] for word in schema["oneOf"]]
            return f"Literal[{', '.join(map(quoted, words))}]"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return " | ".join(self.plain(kind, schema, root, given) for kind in kinds)

    def plain(self, kind: str, schema: Schema, root: Schema, given: bool) -> str:
        match kind:
            case "string":
                return "Day" if given and schema.get("format") == "date" else "str"
            case "array":
                return f"list[{self.of(schema['items'], root, given)}]"
            case "object":
                return f"dict[str, {self.of(schema['additionalProperties'], root, given)}]"
        return {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}[kind]

    def named(self, name: str, root: Schema, given: bool) -> str:
        schema = root["$defs"][name]
        if "properties" not in schema:
            text = f"{name} = {self.of(schema, root, given)}\n\"\"\"{schema['description']}\"\"\""
        else:
            name = f"{name}Parameters" if given else name
            text = self.typed_dict(name, schema, root, given)
        # Two views that mean different things by one name would give a wrong type to one of them.
        assert self.written.setdefault(name, text) == text, f"{name} is two things"
        return name

    def typed_dict(self, name: str, schema: Schema, root: Schema, given: bool) -> str:
        required = schema.get("required", [])
        fields = {key: self.of(part, root, given) for key, part in properties(schema)}
        fields = {key: kind if key in required else f"NotRequired[{kind}]" for key, kind in fields.items()}
        if any(map(keyword.iskeyword, fields)):
            # Words of Python cannot be written as attributes.
            inner = ", ".join(f"{quoted(key)}: {quoted(kind)}" for key, kind in fields.items())
            return f"{name} = TypedDict({quoted(name)}, {{{inner}}})\n{documented(schema['description'], 0)}"
        lines = [f"class {name}(TypedDict):", documented(schema["description"])]
        for key, part in properties(schema):
            lines += [f"    {key}: {fields[key]}", documented(part["description"])]
        return "\n".join(lines)


def properties(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The properties: first those always there, in the order of their declaration."""
    found = schema.get("properties", {})
    required = schema.get("required", [])
    for key in [*required, *(key for key in found if key not in required)]:
        yield key, found[key]


def answer(types: Types, view: Schema) -> str:
    """The class of a view's answer: each field by its name, and the rows."""
    schema = view["answer"]
    rows = types.of(schema["properties"][view["rows"]]["items"], schema)
    columns = [key for key, _ in properties(schema["$defs"][rows])]
    lines = [f"class {schema['title']}(Answer[{rows}]):", documented(schema["description"]), ""]
    lines += [f"    _view = {quoted(view['name'])}", f"    _rows = {quoted(view['rows'])}"]
    lines += [f"    _columns = ({', '.join(map(quoted, columns))},)", ""]
    for key, part in properties(schema):
        lines += ["    @overload", f"    def __getitem__(self, name: Literal[{quoted(key)}]) -> {types.of(part, schema)}: ..."]
    lines += ["    def __getitem__(self, name: str) -> Any:", "        return self._data[name]"]
    return "\n".join(lines)


def method(types: Types, view: Schema) -> str:
    """A view as a method: what must be given and the ends of a period by place, the rest by name."""
    schema = view["parameters"]
    required = schema.get("required", [])
    given = dict(properties(schema))
    by_place = [*required, *(key for key in ("from", "to") if key in given and key not in required)]
    by_name = [key for key in given if key not in by_place]

    def parameter(key: str) -> str:
        kind = types.of(given[key], schema, given=True)
        optional = key not in required
        kind = kind if not optional or kind.endswith("| None") else f"{kind} | None"
        return f"{python_name(key)}: {kind}" + (" = None" if optional else "")

    arguments = ["self", *map(parameter, by_place), *(["*"] if by_name else []), *map(parameter, by_name)]
    passed = ", ".join(f"{quoted(key)}: {python_name(key)}" for key in [*by_place, *by_name])
    lines = [f"    def {view['name']}({', '.join(arguments)}) -> {view['answer']['title']}:"]
    text = view["summary"] + "".join(f"\n\n``{python_name(k)}``: {given[k]['description']}" for k in [*by_place, *by_name])
    lines += [documented(text, 8), f"        return {view['answer']['title']}(self._ask({quoted(view['name'])}, {{{passed}}}))"]
    return "\n".join(lines)


def view_class(methods: list[str]) -> str:
    text = """The record on a date; each view is a method. A parameter that is a word of Python takes an underscore:
``view.continuity(from_="2025-07-01")``."""
    return "\n\n".join(["class View(Asking):\n" + documented(text), *methods]) + "\n"


def python_name(key: str) -> str:
    return f"{key}_" if keyword.iskeyword(key) else key


def quoted(text: str) -> str:
    return '"' + text + '"'


def documented(text: str, indent: int = 4) -> str:
    pad = " " * indent
    paragraphs = [textwrap.fill(" ".join(part.split()), 114 - indent) for part in text.split("\n\n")]
    return textwrap.indent('"""' + "\n\n".join(paragraphs) + ('\n"""' if len(paragraphs) > 1 else '"""'), pad)
