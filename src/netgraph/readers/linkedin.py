"""LinkedIn archive: not read yet."""

from collections.abc import Iterator

from netgraph.readers._opening import Source
from netgraph.records import Record, Skipped

BLIND = "A LinkedIn archive does not say which of your contacts know each other."


def claims(source: Source) -> bool:
    """Say whether it is a connections list."""
    return source.find_header("first name", "connected on") is not None


def read(source: Source) -> Iterator[Record]:
    """Yield nothing yet."""
    yield Skipped(source.path, 0, "not read yet")
