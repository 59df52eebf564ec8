"""Where the invented sample world stands, in a checkout and in an installed package."""

from pathlib import Path

from netgraph.errors import ReadError


def sample_folder() -> Path:
    """Find the sample world: `exports/` with the files, `world.json` with the truth.

    Raises:
        ReadError: The sample was removed.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_sample", here.parent.parent / "data" / "sample"):
        if (folder / "exports").is_dir():
            return folder
    raise ReadError("the sample world is not here.", hint="Install netgraph-contacts anew.")
