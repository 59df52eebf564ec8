"""Notebooks run from a clean kernel, hold no outputs, and stay thin."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
names = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def test_there_are_notebooks() -> None:
    """The folder is not empty, so the tests below are not vacuous."""
    assert NOTEBOOKS


@names
def test_no_outputs_are_stored(path: Path) -> None:
    """An output cell may be somebody's address book: none is committed."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@names
def test_cells_are_short(path: Path) -> None:
    """Code cells are a few lines each: what is longer belongs into the package."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert len(cell["source"]) <= 12


@names
def test_it_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs without an error or a warning on the error stream."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the kernel's debugger is chatty
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error"
            assert output.get("name") != "stderr", output.text
