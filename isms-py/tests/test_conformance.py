"""The cases of `conformance/`, which every language must answer alike."""

import json
from pathlib import Path

import isms
import jsonschema
import pytest

HOME = Path(__file__).parents[2] / "conformance"
CASES = sorted(folder for folder in (HOME / "cases").iterdir())
KEYS = {"reader", "input", "changes", "date", "view", "parameters"}


def read(folder: Path) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in (folder / "case").read_text(encoding="utf-8").splitlines())


def answer(case: dict[str, str]) -> str:
    source = (HOME / case["input"]).read_bytes()
    match case.get("reader", "record"):
        case "stix":
            return isms.read_stix(source).to_json()
        case "oscal":
            return isms.read_oscal(source).to_json()
        case "measurements_csv":
            return isms.read_measurements_csv(source).to_json()
        case "measurements_jsonl":
            return isms.read_measurements_jsonl(source).to_json()
    org = isms.loads(source)
    if "changes" in case:
        before = org.to_json()
        try:
            org.apply_json((HOME / case["changes"]).read_bytes())
        except isms.IsmsError:
            assert org.to_json() == before, "changes were applied in part"
            raise
    return org.as_of(case["date"]).ask_json(case["view"], case.get("parameters", "")) if "view" in case else org.to_json()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    case = read(folder)
    assert case.keys() <= KEYS
    try:
        name, found = "answer.json", answer(case)
    except isms.IsmsError as error:
        name, found = "error", f"{error.code}\n{error.path}\n{error}\n"
    assert (folder / name).read_bytes() == found.encode()


def test_answers_are_as_their_schemas_say() -> None:
    schemas = {view["name"]: jsonschema.Draft202012Validator(view["answer"]) for view in isms.views()}
    seen = set()
    for folder in CASES:
        view, kept = read(folder).get("view"), folder / "answer.json"
        if view and kept.exists():
            schemas[view].validate(json.loads(kept.read_bytes()))
            seen.add(view)
    assert seen == schemas.keys()
