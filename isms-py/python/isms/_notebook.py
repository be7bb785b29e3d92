"""Answers as a notebook shows them. Text of the record is escaped; colours work on light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

Data = Mapping[str, Any]

SHOWN = 200
"""Rows shown at most; a table says how many it leaves out."""

FLAGGED = "background:#b3261e;color:#fff;padding:0 .4em;border-radius:.3em;white-space:nowrap"


def html(view: str, rows: str, columns: Iterable[str], answer: Data) -> str:
    """An answer as HTML: the fields beside the rows, and the rows as a table with the columns named."""
    if special := SPECIAL.get(view):
        return special(rows, answer)
    return _facts(rows, answer) + _table(answer[rows], list(columns))


def table(rows: Sequence[Data]) -> str:
    """Entities as HTML, without the fields that none of them has."""
    return _table(rows, list(dict.fromkeys(name for row in rows[:SHOWN] for name in row)))


def _facts(rows: str, answer: Data) -> str:
    """All but the rows, in a line each."""
    facts = ((name, _value(value)) for name, value in answer.items() if name != rows and value not in (None, [], {}))
    return "<div>" + "".join(f"<div><b>{escape(name)}</b>: {value}</div>" for name, value in facts) + "</div>"


def _table(rows: Sequence[Data], names: list[str]) -> str:
    if not rows:
        return "<p>none</p>"
    body = ([_value(row.get(name)) for name in names] for row in rows[:SHOWN])
    left_out = f"<p>and {len(rows) - SHOWN} more</p>" if len(rows) > SHOWN else ""
    return _grid(map(escape, names), body) + left_out


def _grid(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    lines = ("".join(f"<td style='text-align:left'>{cell}</td>" for cell in line) for line in body)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>"


def _value(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.4g}"
        case list():
            return ", ".join(map(_value, value))
        case dict():
            return ", ".join(f"{escape(str(key))} {_value(part)}" for key, part in value.items() if part is not None)
    return escape(str(value))


def _continuity(rows: str, answer: Data) -> str:
    """One line an activity, all together first; a flag says what is wrong."""

    def flag(raised: Data) -> str:
        measure = escape(raised["measure"].replace("_", " "))
        return f"<span style='{FLAGGED}' title='{escape(raised['message'])}'>{measure}</span>"

    def line(name: str, figures: Data) -> list[str]:
        silence = figures["longest_silence"]
        return [
            escape(name), str(figures["due"]), str(figures["answered"]),
            _percent(figures["coverage"]), _percent(figures["punctuality"]),
            f"{silence['days']} days" if silence else "", " ".join(map(flag, figures["flags"])),
        ]

    head = ("activity", "due", "with evidence", "coverage", "in time", "longest silence", "flags")
    body = [line("all together", answer["whole"]), *(line(row["activity"], row) for row in answer[rows])]
    run_up = answer["run_up"]
    audit = f", run-up to {escape(run_up['audit'])} from {run_up['from']}" if run_up else ""
    return f"<p><b>Continuity</b> {answer['from']} to {answer['to']}{audit}</p>" + _grid(head, body)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"


def _heatmap(rows: str, answer: Data) -> str:
    """The matrix, highest likelihood on top, coloured from the lowest level to the highest."""
    levels = [level["id"] for level in answer["levels"]]
    cells = {(cell["likelihood"], cell["consequence"]): cell for cell in answer[rows]}
    names = {level["id"]: level["name"] for level in answer["levels"]}
    lines = []
    for likelihood in reversed(answer["likelihood"]):
        line = f"<th>{escape(likelihood['name'])}</th>"
        for consequence in answer["consequence"]:
            cell = cells[likelihood["id"], consequence["id"]]
            colour = _colour(levels.index(cell["level"]), len(levels))
            style = f"background:{colour};color:#000;border:1px solid #fff;text-align:center"
            name = escape(names[cell["level"]])
            line += f"<td style='{style}'><small>{name}</small><br>{_value(cell['risks'])}</td>"
        lines.append(f"<tr>{line}</tr>")
    foot = "".join(f"<th>{escape(consequence['name'])}</th>" for consequence in answer["consequence"])
    unplaced = f"<p>without an assessment: {_value(answer['unplaced'])}</p>" if answer["unplaced"] else ""
    axes = "likelihood upwards, consequence to the right"
    caption = f"<caption>{escape(answer['stage'])} risk on {answer['as_of']}: {axes}</caption>"
    return f"<table>{caption}{''.join(lines)}<tr><th></th>{foot}</tr></table>{unplaced}"


def _colour(rank: int, levels: int) -> str:
    """Green for the lowest level by yellow to red for the highest."""
    share = rank / (levels - 1) if levels > 1 else 0.0
    return f"hsl({120 * (1 - share):.0f} 65% 65%)"


SPECIAL: dict[str, Callable[[str, Data], str]] = {"continuity": _continuity, "heatmap": _heatmap}
