"""1,000,000 rows: a Connections.csv and a Google Contacts CSV against pandas' C parser.

Run: ``python benchmarks/readers/tables.py [rows]``. Everything is invented. pandas gives the cells
as strings; netgraph gives people with keys in their normal form, and ties with their dates. The
goal is at most 2.5 times the CPU seconds, and memory that does not grow with the file: the records
are counted as they come, not kept. The third line keeps them all, as `netgraph.readers.read` does.
"""

import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

GIVEN = ["Amara", "Björn", "Zoë", "Ben", "Wei", "Ana", "Priya", "José", "Olga", "Łukasz", "Ravi"]
WORK = [f"Example Hospital {n}, Town {n % 400}" for n in range(20_000)]
JOBS = [f"Registrar, Ward {n}" for n in range(3_000)]

GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,"
    "Address 1 - Formatted,Address 1 - City,Address 1 - Country,Relation 1 - Label,"
    "Relation 1 - Value,Website 1 - Label,Website 1 - Value"
)

PANDAS = """
import resource, sys, time
import pandas as pd
start = time.process_time()
table = pd.read_csv(sys.argv[1], dtype=str, skiprows=int(sys.argv[2]))
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(len(table), "rows", file=sys.stderr)
"""
STREAM = """
import resource, sys, time
from collections import Counter
from netgraph.readers import detect
from netgraph.readers._opening import sources
start = time.process_time()
(source,) = sources([sys.argv[1]])
count = Counter(map(type, detect(source).read(source)))
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print({each.__name__: n for each, n in count.items()}, file=sys.stderr)
"""
KEEP = """
import resource, sys, time
from netgraph.readers import read
start = time.process_time()
reading = read(sys.argv[1], progress=False)
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(len(reading.contacts), len(reading.events), len(reading.skipped), file=sys.stderr)
"""


def connections(rows: int, chance: random.Random) -> Iterator[list[str]]:
    """Yield the rows of a LinkedIn connections list, its header first."""
    yield ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
    for n in range(rows):
        month = chance.choice(["Jan", "Feb", "Mar", "Oct"])
        day = f"{chance.randint(1, 28):02} {month} 20{n % 24:02}"
        if not n % 60:
            yield ["", "", "", "", "", "", day]
            continue
        given, family = chance.choice(GIVEN), f"Family{n % 90_000}" + ", PhD" * (not n % 9)
        slug = f"https://www.linkedin.com/in/{given.encode().hex()}-family{n}"
        mail = f"person{n}@example.org" if not n % 40 else ""
        yield [given, family, slug, mail, chance.choice(WORK), chance.choice(JOBS), day]


def google(rows: int, chance: random.Random) -> Iterator[list[str]]:
    """Yield the rows of a Google Contacts table of today, its header first."""
    yield GOOGLE.split(",")
    for n in range(rows):
        second = f"second{n}@example.net" if not n % 5 else ""
        phone = f"+44 20 {n % 10_000:04} {n // 100:04}" if n % 3 else ""
        town = f"Town {n % 400}"
        yield [
            chance.choice(GIVEN), "", f"Family{n % 90_000}", "", "", "", "Dr." * (not n % 9), "",
            "", "", chance.choice(WORK), chance.choice(JOBS), "", "", "met\nin May" * (not n % 20),
            f"https://photo.example/{n}", "* myContacts" + " ::: Mentors" * (not n % 30), "* Work",
            f"person{n}@example.org", "Home" * bool(second), second, "Mobile" * bool(phone), phone,
            "Work", f"{n} Street\n{town}\nUK", town, "UK", "", "", "", "",
        ]  # fmt: skip


def measure(code: str, *arguments: object) -> tuple[float, float]:
    """Give CPU seconds and the most memory in MiB."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    seconds, memory = map(float, out.stdout.split())
    return seconds, memory


def main() -> None:
    """Write the tables, measure all three times in turn, print the best of each."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for make, top in ((connections, 'Notes:\n"Some, text."\n\n'), (google, "")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"{make.__name__}.csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                file.write(top)
                csv.writer(file, lineterminator="\n").writerows(make(rows, random.Random(7)))
            skip = top.count("\n")
            runs = [
                (measure(PANDAS, path, skip), measure(STREAM, path), measure(KEEP, path))
                for _ in range(3)
            ]
            size = path.stat().st_size / 1024**2
        best = [min(column) for column in zip(*runs, strict=True)]
        print(f"{make.__name__}: {rows:,} rows, {size:,.0f} MiB")
        names = ["pandas.read_csv(dtype=str)", "netgraph, the reader", "netgraph.readers.read"]
        for name, (seconds, memory) in zip(names, best, strict=True):
            ratio = seconds / best[0][0]
            print(f"  {name:28}{seconds:6.2f} s CPU {ratio:5.2f} x {memory:8,.0f} MiB")


if __name__ == "__main__":
    main()
