"""The scripts of the page: unit tests in node, types checked by TypeScript's compiler."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from netgraph.maps.page import MODULES, asset

HERE = Path(__file__).parent / "js"


def tool(name: str, hint: str) -> str:
    """Find a program, or skip; where everything is checked, a missing one is a failure."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is missing: {hint}")
    if found is None:
        pytest.skip(f"{name} is not installed: {hint}")
    return found


def test_what_the_page_computes(tmp_path: Path) -> None:
    """Paths, search, filters, labels, colours and drawings keep their rules."""
    node = tool("node", "apt-get install nodejs, or https://nodejs.org")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name in MODULES:
        (tmp_path / f"{name}.js").write_text(asset(f"js/{name}.js"), encoding="utf-8")
    shutil.copy(HERE / "units.test.js", tmp_path)

    run = subprocess.run(
        [node, "--test", "units.test.js"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-3000:]
    assert "# fail 0" in run.stdout
    assert "# tests 0" not in run.stdout


def test_types_of_the_scripts() -> None:
    """TypeScript's compiler finds nothing wrong with the types in the comments."""
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("tsc is not installed: npm install --global typescript")

    run = subprocess.run(
        [tsc, "-p", HERE], capture_output=True, text=True, timeout=120, check=False
    )

    assert run.returncode == 0, run.stdout[-3000:]
