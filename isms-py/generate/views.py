"""Writes `python/isms/_views.py` from the registry of views: types of what they take and give, and `View`.

`make views` runs it; a test holds what is checked in.
"""

from __future__ import annotations

import keyword

from .types import Schema, Types, documented, listed, properties, python_name, quoted

HEAD = '''"""The views as Python has them. Generated from the registry of views: `make views` writes it anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, overload

from ._answer import Answer
from ._asking import Asking, Day, Instant
from ._changes import Changes, changes_data
from ._progress import ViewProgress
'''

WATCHED = {
    "progress": (
        "ViewProgress | bool = False",
        "Called with how many parts of the work are done and of how many; ``True`` writes it to standard error.",
    ),
    "time_limit": (
        "float | None = None",
        "Seconds after which the best so far is the answer, as soon as it is judged; none if absent.",
    ),
}
"""What is asked of every view of much work, beside its own parameters, and how it is told."""
WATCHED_BY_WORK = {"little": [], "simulation": ["progress"], "search": ["progress", "time_limit"]}


def generate(views: list[Schema]) -> str:
    """The whole module."""
    written: dict[str, str] = {}
    answers = [answer(ViewTypes(written, given=False), view) for view in views]
    methods = [method(ViewTypes(written, given=True), view) for view in views]
    public = [*written, *(view["answer"]["title"] for view in views)]
    return "\n\n".join([HEAD + listed(public), *written.values(), *answers, view_class(methods)])


class ViewTypes(Types):
    """Plain data. What is given to a view may name a day by a date and an instant by a datetime."""

    def __init__(self, written: dict[str, str], given: bool) -> None:
        super().__init__()
        self.written = written
        self.given = given

    def named(self, name: str, root: Schema) -> str:
        # Changes are given as they are applied.
        return name if name == "Changes" else super().named(name, root)

    def text(self, form: str | None) -> str:
        named = {"date": "Day", "date-time": "Instant"}
        return named.get(form or "", "str") if self.given else "str"

    def list_of(self, item: str) -> str:
        return f"list[{item}]"

    def structure(self, name: str, schema: Schema, root: Schema) -> tuple[str, str]:
        name = f"{name}Parameters" if self.given else name
        return name, typed_dict(self, name, schema, root)


def typed_dict(types: Types, name: str, schema: Schema, root: Schema) -> str:
    required = schema.get("required", [])
    fields = {key: types.of(part, root) for key, part in properties(schema)}
    fields = {key: kind if key in required else f"NotRequired[{kind}]" for key, kind in fields.items()}
    if any(map(keyword.iskeyword, fields)):
        # Words of Python cannot be written as attributes.
        inner = ", ".join(f"{quoted(key)}: {quoted(kind)}" for key, kind in fields.items())
        return f"{name} = TypedDict({quoted(name)}, {{{inner}}})\n{documented(schema['description'], 0)}"
    lines = [f"class {name}(TypedDict):", documented(schema["description"])]
    for key, part in properties(schema):
        lines += [f"    {key}: {fields[key]}"]
        lines += [documented(part["description"])] if "description" in part else []  # a word that tells variants apart
    return "\n".join(lines)


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
    watched = {key: WATCHED[key] for key in WATCHED_BY_WORK[view["work"]]}

    def parameter(key: str) -> str:
        kind = types.of(given[key], schema)
        optional = key not in required
        kind = kind if not optional or kind.endswith("| None") else f"{kind} | None"
        return f"{python_name(key)}: {kind}" + (" = None" if optional else "")

    def value(key: str) -> str:
        name = python_name(key)
        return f"None if {name} is None else changes_data({name})" if parameter(key).startswith(f"{name}: Changes") else name

    arguments = ["self", *map(parameter, by_place), *(["*"] if by_name else []), *map(parameter, by_name)]
    arguments += [f"{key}: {kind}" for key, (kind, _) in watched.items()]
    passed = ", ".join(f"{quoted(key)}: {value(key)}" for key in [*by_place, *by_name])
    lines = [f"    def {view['name']}({', '.join(arguments)}) -> {view['answer']['title']}:"]
    told = {python_name(key): given[key]["description"] for key in [*by_place, *by_name]}
    told |= {key: text for key, (_, text) in watched.items()}
    text = view["summary"] + "".join(f"\n\n``{name}``: {text}" for name, text in told.items())
    asked = ", ".join([quoted(view["name"]), f"{{{passed}}}", *watched])
    lines += [documented(text, 8), f"        return {view['answer']['title']}(self._ask({asked}))"]
    return "\n".join(lines)


def view_class(methods: list[str]) -> str:
    text = """The record on a date; each view is a method. A parameter that is a word of Python takes an underscore:
``view.continuity(from_="2025-07-01")``."""
    return "\n\n".join(["class View(Asking):\n" + documented(text), *methods]) + "\n"
