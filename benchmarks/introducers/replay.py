"""Whom would the ranking have named? Enron's mail and the CollegeMsg messages, replayed.

    python benchmarks/introducers/replay.py ../shared/graphs

Enron: sender, recipients and times of the mail of 149 employees, 1998-2002 (igraphdata, CC BY-SA
4.0; Priebe et al. 2005). CollegeMsg: private messages among 1,899 students (SNAP; Panzarasa et
al. 2009); no message has several recipients, so it shows distances and chances only. Settings were
chosen on Enron's cases before March 2001; what counts is the later part.
"""

from __future__ import annotations

import csv
import gzip
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from netgraph.backtest import backtest
from netgraph.records import Event

#: Half of Enron's cases lie before this day. Everything was chosen on them.
SPLIT = "2001-03-21"


def enron(folder: Path) -> tuple[list[Event], dict[str, str]]:
    """Read the mails, and who is who: addresses of one full name are one person."""
    with (folder / "enron_nodes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    person_of = {r["id"]: r["name"] if r["name"] != "NA" else r["email"] for r in rows}
    mails: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    with gzip.open(folder / "enron_edges.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["time"] >= "1998":  # earlier stamps are wrong
                mails[row["from"], row["time"]][row["to"]] = None
    events = [
        Event("mail", (sender, *to), when.replace(" ", "T"), id=f"{sender} {when}")
        for (sender, when), to in mails.items()
    ]
    return events, person_of


def college(folder: Path) -> list[Event]:
    """Read the messages."""
    events = []
    with gzip.open(folder / "CollegeMsg.txt.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            sender, to, seconds = line.split()
            if not seconds.isdigit():
                continue
            when = datetime.fromtimestamp(int(seconds), UTC).isoformat()[:19]
            events.append(Event("message", (sender, to), when, id=str(number)))
    return events


def main(folder: Path) -> None:
    """Print the tables."""
    events, person_of = enron(folder / "enron")
    for label, start, end in (
        ("first part", "", SPLIT),
        ("later part", SPLIT, ""),
        ("whole", "", ""),
    ):
        began = time.perf_counter()
        result = backtest(events, person_of=person_of, start=start, end=end)
        print(f"\n## Enron, {label} ({time.perf_counter() - began:.0f} s)\n\n{result}")
    print("\n## CollegeMsg\n")
    print(backtest(college(folder / "messages"), within_days=30))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/graphs"))
