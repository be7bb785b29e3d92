"""Documents to hand over: the same from Python as from Rust, and as a spreadsheet and a browser read them."""

import csv
from pathlib import Path

import isms
import pytest

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "isms-core/tests/documents"


def meridian() -> isms.Isms:
    return isms.load(ROOT / "examples/data/meridian/isms.json")


def parameters(document: dict[str, object]) -> dict[str, str]:
    asked = {"gap_analysis": {"framework": "FW-SUPPLIER"}, "audit_report": {"audit": "AUD-2026-I1"}}
    return asked.get(str(document["name"]), {})


def test_each_document_is_the_one_that_is_kept(tmp_path: Path) -> None:
    view = meridian().as_of("2026-09-01")
    for document in isms.documents():
        for ending in (".md", ".csv"):
            view.save_document(tmp_path / f"document{ending}", document["name"], parameters=parameters(document))
            found = (tmp_path / f"document{ending}").read_bytes()
            digest = [line for line in found.splitlines() if line.startswith(b"| Record (SHA-256) | ")]
            if ending == ".md":
                found = found.replace(digest[0], b"| Record (SHA-256) | (digest) |")
            assert found == (KEPT / f"{document['name']}{ending}").read_bytes()


def test_the_table_is_one_for_any_reader_of_csv() -> None:
    org = meridian()
    text = org.document("statement_of_applicability", "2026-09-01", "csv")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    items = org.as_of("2026-09-01").ask("statement_of_applicability")["items"]
    assert [row["Control"] for row in rows] == [item["control"] for item in items]
    assert [row["Justification"] for row in rows] == [item["justification"] for item in items]


def test_the_format_is_that_of_the_ending_or_the_one_given(tmp_path: Path) -> None:
    org = meridian()
    org.save_document(tmp_path / "plan.html", "risk_treatment_plan", "2026-09-01")
    assert (tmp_path / "plan.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    org.save_document(tmp_path / "plan.txt", "risk_treatment_plan", "2026-09-01", "markdown")
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8").startswith("# Risk treatment plan")
    with pytest.raises(ValueError, match="tells no format"):
        org.save_document(tmp_path / "plan.docx", "risk_treatment_plan", "2026-09-01")
    with pytest.raises(isms.IsmsValueError, match="choose markdown, html or csv"):
        org.document("risk_treatment_plan", "2026-09-01", "docx")  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="write one of statement_of_applicability"):
        org.document("novel", "2026-09-01")
    with pytest.raises(TypeError, match="parameters must be a mapping"):
        org.document("gap_analysis", "2026-09-01", parameters=["FW-SUPPLIER"])  # type: ignore[arg-type]
