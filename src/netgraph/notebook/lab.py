"""`netgraph lab`: JupyterLab with the notebooks, on this machine only.

The notebooks are copied into a folder of the user's, because a notebook that was run holds what it
showed: the copy belongs to her, and git is told to leave the folder alone. JupyterLab keeps its
settings, its history and its lock files there too, so nothing is written anywhere else; and it is
told to ask nobody for news, updates or extensions.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from netgraph.errors import NetgraphError

__all__ = ["FOLDER", "command", "environment", "lab", "prepare"]

#: Where the notebooks go if the user names no folder.
FOLDER: Final = "netgraph-notebooks"
#: JupyterLab's own files inside that folder.
_STATE: Final = ".jupyter"
#: Where programs keep what they remember: each of them would otherwise choose the home folder.
_HOMES: Final = {
    "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
    "IPYTHONDIR": "ipython", "MPLCONFIGDIR": "matplotlib",
}  # fmt: skip
#: File under the configuration folder, and what it says.
_SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "jupyter_lab_config.json": {
        "ServerApp": {
            "ip": "127.0.0.1",
            "allow_remote_access": False,
            "allow_root": True,  # containers; nobody but this machine can reach it
            "answer_yes": True,
        },
        "LabApp": {
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
        },
        # a notebook that is saved as HTML would otherwise load these from a server
        "HTMLExporter": {"mathjax_url": "", "require_js_url": ""},
    },
    "labconfig/page_config.json": {
        "disabledExtensions": {
            "@jupyterlab/apputils-extension:announcements": True,
            "@jupyterlab/extensionmanager-extension": True,
        }
    },
    "labconfig/default_setting_overrides.json": {
        "@jupyterlab/apputils-extension:notification": {
            "checkForUpdates": False,
            "fetchNews": "false",
        },
        "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
    },
}


def lab(folder: str | os.PathLike[str] = FOLDER, *, browser: bool = True, port: int = 8888) -> int:
    """Open the notebooks in JupyterLab and wait until it is closed.

    Args:
        folder: Where the notebooks are, or go; it is made if it is not there.
        browser: Open a browser window.
        port: First port to try.

    Returns:
        JupyterLab's exit code.

    Raises:
        NetgraphError: JupyterLab is not installed.
    """
    if importlib.util.find_spec("jupyterlab") is None:
        raise NetgraphError(
            "JupyterLab is not installed.", hint='pip install "netgraph-contacts[notebook]"'
        )
    place = prepare(folder)
    try:
        return subprocess.call(  # noqa: S603 - our own arguments, no shell
            command(place, browser=browser, port=port), env=environment(place)
        )
    except KeyboardInterrupt:  # Ctrl+C reaches JupyterLab as well, which stops by itself
        return 0


def prepare(folder: str | os.PathLike[str] = FOLDER) -> Path:
    """Lay out the folder: notebooks, an empty `exports/`, settings. Nothing is overwritten.

    Args:
        folder: Where to; a notebook that is there already stays as the user left it.

    Returns:
        The folder.
    """
    place = Path(folder).resolve()
    (place / "exports").mkdir(parents=True, exist_ok=True)
    for notebook in sorted(_shipped().glob("*.ipynb")):
        if not (place / notebook.name).exists():
            shutil.copyfile(notebook, place / notebook.name)
    if not (place / ".gitignore").exists():
        (place / ".gitignore").write_text("# What was run here shows people you know.\n*\n")
    for name, settings in _SETTINGS.items():
        file = place / _STATE / _HOMES["JUPYTER_CONFIG_DIR"] / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return place


def command(place: Path, *, browser: bool = True, port: int = 8888) -> list[str]:
    """Say how JupyterLab is started."""
    first = min((one.name for one in place.glob("*.ipynb")), default="")
    return [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={place}",
        f"--ServerApp.port={port}", f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url=/lab/tree/{first}",
    ]  # fmt: skip


def environment(place: Path) -> dict[str, str]:
    """Give the environment in which JupyterLab and its kernels write into the folder only."""
    homes = {name: str(place / _STATE / where) for name, where in _HOMES.items()}
    return {**os.environ, **homes}


def _shipped() -> Path:
    """Find the notebooks, in an installed package and in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "_notebooks"
    return packed if packed.is_dir() else package.parent.parent / "notebooks"
