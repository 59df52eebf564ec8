"""`netgraph lab` lays out a folder, starts JupyterLab on this machine only, writes nowhere else."""

import importlib.util
import json
from pathlib import Path

import pytest

from netgraph.errors import NetgraphError
from netgraph.notebook import lab
from tests.conftest import ROOT


def test_the_folder_holds_the_notebooks_and_room_for_exports(tmp_path: Path) -> None:
    """Every notebook is copied, and an empty folder for exports stands beside them."""
    place = lab.prepare(tmp_path / "mine")
    shipped = {one.name for one in (ROOT / "notebooks").glob("*.ipynb")}
    assert {one.name for one in place.glob("*.ipynb")} == shipped
    assert list((place / "exports").iterdir()) == []


def test_what_the_user_changed_stays(tmp_path: Path) -> None:
    """A notebook that is there already is never overwritten; a missing one comes back."""
    place = lab.prepare(tmp_path)
    first, second, *_ = sorted(place.glob("*.ipynb"))
    first.write_text("my own")
    second.unlink()
    lab.prepare(tmp_path)
    assert first.read_text() == "my own"
    assert second.exists()


def test_git_leaves_the_folder_alone(tmp_path: Path) -> None:
    """Notebooks that were run hold people's names: git ignores all of the folder."""
    rules = (lab.prepare(tmp_path) / ".gitignore").read_text().splitlines()
    assert "*" in rules


def test_it_serves_this_machine_and_asks_nobody(tmp_path: Path) -> None:
    """Loopback only; no news, no update check, no catalogue of extensions."""
    config = lab.prepare(tmp_path) / ".jupyter" / "config"
    settings = json.loads((config / "jupyter_lab_config.json").read_text())
    assert settings["ServerApp"]["ip"] == "127.0.0.1"
    assert settings["LabApp"]["news_url"] is None
    assert settings["LabApp"]["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    assert settings["LabApp"]["extension_manager"] == "readonly"
    page = json.loads((config / "labconfig" / "page_config.json").read_text())
    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"]


def test_everything_it_remembers_lies_in_the_folder(tmp_path: Path) -> None:
    """Settings, history, keys and caches of JupyterLab and its kernels go below the folder."""
    environment = lab.environment(tmp_path)
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        assert Path(environment[name]).is_relative_to(tmp_path)


def test_it_opens_the_first_notebook(tmp_path: Path) -> None:
    """The browser comes up on the first page, in the folder."""
    place = lab.prepare(tmp_path)
    arguments = lab.command(place, browser=False, port=9999)
    assert "--LabApp.default_url=/lab/tree/00-first-look.ipynb" in arguments
    assert f"--ServerApp.root_dir={place}" in arguments
    assert "--ServerApp.open_browser=False" in arguments


def test_without_jupyterlab_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback and no folder: a sentence with the command that helps."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(NetgraphError, match="not installed") as caught:
        lab.lab(tmp_path / "new")
    assert "pip install" in str(caught.value)
    assert not (tmp_path / "new").exists()
