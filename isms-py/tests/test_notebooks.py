"""The notebooks run from top to bottom as a reader runs them, and show what they say they show."""

from pathlib import Path

import nbclient
import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples/notebooks").glob("*.ipynb"))


# Years of a build without optimisation take thirty times as long: it simulates fewer of them, and does all else as a reader.
FEWER = {
    "trials=100_000": "trials=4_096",
    "view.loss()": "view.loss(trials=4_096)",
    "view.treatment_frontier()": "view.treatment_frontier(trials=1_024)",
    "view.optimise(budget=250_000)": "view.optimise(budget=250_000, trials=1_024)",
    "view.what_if(assumptions=": "view.what_if(trials=1_024, assumptions=",
}


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_every_cell_shows_something(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code), "outputs are kept: clear them"
    for asked, fewer in FEWER.items():
        assert sum(asked in cell.source for cell in code) == 1, asked
        for cell in code:
            cell.source = cell.source.replace(asked, fewer)
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": path.parent}}).execute()
    for cell in code:
        shown = [output.get("data", {}) for output in cell.outputs] + [{"text/plain": output.get("text", "")} for output in cell.outputs]
        assert any(data.get("image/png") or data.get("text/html") or data.get("text/plain") for data in shown), cell.source
        errors = [output.text for output in cell.outputs if output.get("name") == "stderr"]
        assert not errors, errors
        if "plt.show()" in cell.source:
            assert any("image/png" in output.get("data", {}) for output in cell.outputs), cell.source
