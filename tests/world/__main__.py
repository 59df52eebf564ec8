"""Write the sample world: ``python -m tests.world data/sample``."""

import sys
from pathlib import Path

from tests.world.build import write_sample

if __name__ == "__main__":
    write_sample(Path(sys.argv[1]))
