"""Coverage-guided fuzzing, by hand: ``python -m benchmarks.readers.fuzz FAMILY [-option=…]``.

The options are libFuzzer's; ten minutes for a family are ``-max_total_time=600``. Needs ``pip
install atheris`` and is no part of the test run, which has the laws of `tests.readers.test_laws`
on generated input instead. The first input of each fault is left in a file beside you, named
after the fault, and the run goes on; turn it into a test.
"""

import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["netgraph.readers", "bibtexparser", "icalendar"]):
    from netgraph import readers

from tests.readers.test_laws import SEEDS, check, read_all

from netgraph.errors import ReadError

FAMILIES = {
    "tables": ["linkedin", "contacts_csv", "ties_csv", "mastodon"],
    "cards": ["vcard"],
    "papers": ["pubmed", "citations"],
    "bibtex": ["bibtex"],
    "json": ["orcid", "openalex", "x_archive", "meta"],
    "mail": ["mail"],
    "calendar": ["calendar"],
    "chat": ["whatsapp"],
    "graph": ["graph_file"],
}
SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def any_reader(family: str) -> Callable[[bytes], None]:
    """Give the bytes to one of the family's readers; the first byte says to which."""
    chosen = [one for one in readers.READERS if one.name in FAMILIES[family]]

    def one_input(data: bytes) -> None:
        if data:
            read_all(chosen[data[0] % len(chosen)], data[1:], "file")

    return one_input


def containers(data: bytes) -> None:
    """Open the bytes as a file or zip of unknown kind, as `netgraph.readers.read` would."""
    path = Path(tempfile.gettempdir()) / "fuzzed.zip"
    path.write_bytes(data)
    try:
        reading = readers.read(path, progress=False)
    except ReadError:
        return
    for kept in (reading.contacts, reading.events, reading.skipped, reading.notes):
        for record in kept:
            check(record)


def write_seeds(family: str, folder: Path) -> None:
    """Write what the fuzzer starts from: the small files of the laws, and the sample world."""
    names = FAMILIES.get(family, [])
    for number, name in enumerate(one.name for one in readers.READERS if one.name in names):
        for part, seed in enumerate(SEEDS[name]):
            (folder / f"{name}-{part}").write_bytes(bytes([number]) + seed.encode())
    if family == "containers":
        for path in SAMPLE.rglob("*.zip"):
            (folder / path.name).write_bytes(path.read_bytes())


def noting_faults(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Write the first input of each fault to a file instead of ending the run with it."""

    def one_input(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - any kind is a find
            place = traceback.extract_tb(error.__traceback__)[-1]
            found = Path(f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}")
            if not found.exists():
                found.write_bytes(data)

    return one_input


def main() -> None:
    """Fuzz one family until libFuzzer's own options say stop."""
    family, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as corpus:
        write_seeds(family, Path(corpus))
        target = containers if family == "containers" else any_reader(family)
        atheris.Setup([sys.argv[0], *options, corpus], noting_faults(target))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
