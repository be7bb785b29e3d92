"""Answers as tables: what polars, pyarrow, pandas and DuckDB make of them, and what a notebook shows."""

import datetime
import re
from pathlib import Path
from typing import Any

import duckdb
import isms
import pandas
import polars
import pyarrow
import pytest

RECORDS = Path(__file__).parents[2] / "conformance/records"


def view(record: str, date: str) -> isms.View:
    return isms.load(RECORDS / f"{record}.json").as_of(date)


def answers() -> list[isms.Answer[Any]]:
    risks = view("risks", "2026-03-01")
    given = {
        "blast_radius": ("NET",),
        "explanation": ("NET", "R-DB"),
        "protection": ("DB",),
        "document_history": ("DOC-NET",),
        "affected": (["NET"],),
        "audit_report": ("AUD-NET",),
        "gaps": ("OWN",),
    }
    programmes = [view("programme", "2026-04-01").programme(), view("year", "2025-12-31").continuity(audit="AUD-2026")]
    return [getattr(risks, v["name"])(*given.get(v["name"], ())) for v in isms.views()] + programmes


@pytest.mark.parametrize("answer", answers(), ids=repr)
def test_arrow_holds_what_the_answer_holds(answer: isms.Answer[Any]) -> None:
    def plain(value: Any) -> Any:
        match value:
            case datetime.date():
                return value.isoformat()
            case list():
                return [plain(item) for item in value]
            case dict():
                return {key: plain(part) for key, part in value.items()}
        return value

    assert plain(pyarrow.table(answer).to_pylist()) == answer.rows
    assert plain(polars.DataFrame(answer).to_dicts()) == answer.rows
    assert list(pandas.DataFrame.from_arrow(answer).columns) == pyarrow.table(answer).column_names
    assert len(pandas.DataFrame(answer)) == len(answer)
    assert duckdb.sql("select count(*) from answer").fetchall() == [(len(answer),)]


def test_types_come_from_the_view_and_not_from_the_data() -> None:
    full = polars.DataFrame(view("programme", "2026-04-01").programme())
    none = polars.DataFrame(view("empty", "2026-04-01").programme())
    assert none.schema == full.schema and none.is_empty()
    assert full.schema["due"] == polars.Date and full.schema["done_on"] == polars.Date
    assert full.schema["holders"] == polars.List(polars.String)
    figures = polars.DataFrame(view("empty", "2026-04-01").continuity()).schema
    assert figures["coverage"] == polars.Float64
    assert figures["longest_silence"].to_python() is dict
    assert [field.nullable for field in pyarrow.table(view("empty", "2026-04-01").overdue()).schema] == [False] * 12


def test_columns_can_be_reckoned_with() -> None:
    programme = view("programme", "2026-04-01").programme()
    late = polars.DataFrame(programme).filter(polars.col("done_on") > polars.col("grace_until"))
    assert late["evidence"].to_list() == ["E-BACKUP-2", "E-ACCESS-3"]
    found = duckdb.sql("select activity from programme where state = 'overdue' and due < date '2026-04-01' order by 1")
    assert found.fetchall() == [("BACKUP",), ("LAST-DAY",)]


def test_a_stream_can_be_had_again_and_outlives_its_answer() -> None:
    answer = view("programme", "2026-04-01").programme()
    assert pyarrow.table(answer) == pyarrow.table(answer)
    unused = answer.__arrow_c_stream__()
    stream = pyarrow.RecordBatchReader.from_stream(answer)
    del answer, unused
    assert stream.read_all().num_rows == 18


def test_notebooks_show_the_answers() -> None:
    for answer in answers():
        page = answer._repr_html_()
        assert page.count("<table") == page.count("</table>") == (1 if answer or "Continuity" in page else 0)
    year = view("year", "2025-12-31").continuity(audit="AUD-2026")._repr_html_()
    crammed = re.search(r"<tr><td[^>]*>CRAMMED</td>.*?</tr>", year)
    assert crammed and re.findall(r">([a-z ]+)</span>", crammed[0]) == ["punctuality", "longest silence", "cramming", "evenness"]
    matrix = view("risks", "2026-03-01").heatmap()._repr_html_()
    assert matrix.count("<td") == 6 and "<small>Low</small><br>R-DB" in matrix and "hsl(0 " in matrix
    assert "without an assessment: R-NEW" in matrix
    head = re.findall("<th>(.*?)</th>", view("programme", "2026-04-01").overdue()._repr_html_())
    assert head[:4] == ["duty", "kind", "id", "title"]


def test_notebooks_escape_what_the_record_says() -> None:
    evil = "<script>alert('&')</script>"
    record = isms.load(RECORDS / "programme.json").to_dict()
    record["organisation"]["name"] = evil
    record["activities"][0] |= {"title": evil, "id": "<b>"}
    record["evidence"] = []
    record["risk_criteria"] = isms.load(RECORDS / "risks.json").to_dict()["risk_criteria"]
    record["risk_criteria"]["levels"][0]["name"] = evil
    record["risk_criteria"]["likelihood"]["levels"][0]["name"] = evil
    shown = isms.Isms.from_dict(record).as_of("2026-04-01")
    for answer in (shown.overdue(), shown.programme(), shown.continuity(), shown.heatmap(), shown.status()):
        page = answer._repr_html_()
        assert "<script" not in page and "<b><" not in page and "><b>" not in page.replace("<div><b>", "").replace("<p><b>", "")
        assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)" in page or "&lt;b&gt;" in page
