"""What several tests need."""

from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow, which is no fault: laws are about answers, not about time.
settings.register_profile("netgraph", deadline=None, derandomize=True)
settings.load_profile("netgraph")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def shared(relative: str) -> Path:
    """Find a third-party sample beside the project, or skip: it is not part of it."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"third-party sample {relative} is not on this machine")
    return path
