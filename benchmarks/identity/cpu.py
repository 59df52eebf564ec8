"""CPU seconds of `resolve` on generated records, and of the parts in which Splink differs.

    python benchmarks/identity/cpu.py 100000 whole
    python benchmarks/identity/cpu.py 100000 names
    python benchmarks/identity/cpu.py 100000 sets

"names" takes the names apart, and nothing else: Splink is given them so. "sets" says who is one
person and which pairs are in doubt, without reasons, persons and ids: Splink gives no more.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor

from who_is_who import build, taking_apart  # type: ignore[import-not-found]

from netgraph.identity import resolution
from netgraph.identity.evidence import Evidence
from netgraph.records import Contact


def generated(records: int) -> list[Contact]:
    contacts: list[Contact] = build(records).contacts
    return contacts


def main(records: int, part: str) -> None:
    # Made in another process, so that they lie in memory one beside the other, as after reading.
    with ProcessPoolExecutor(1) as other:
        contacts = other.submit(generated, records).result()
    if part == "sets":
        setattr(Evidence, "reasons", lambda *told: [""] * len(told[-1]))  # noqa: B010
        setattr(resolution, "people_of", lambda joined, *_: joined.roots())  # noqa: B010
    if part == "names":
        seconds = taking_apart(contacts)
    else:
        began = time.process_time()
        resolution.resolve(contacts)
        seconds = time.process_time() - began
    print(f"{records} records, {part}: {seconds:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
