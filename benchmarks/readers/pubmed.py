"""100,000 PubMed records: reading them against Bio.Medline, in CPU seconds and memory.

Run: ``python benchmarks/readers/pubmed.py [records]``. Biopython is installed into a virtual
environment that is thrown away. The papers are invented, in the proportions of real ones: ten
authors with affiliation, some with ORCID and address, 110 lines, 5 kB. The goal is to be faster,
and to keep what Bio.Medline loses: whose ORCID and whose affiliation it is. Bio.Medline gives
fields; so its time is compared with that for our papers, and the whole reader, which goes on to
people and ties with their keys, is shown beside it.
"""

import random
import subprocess
import sys
import tempfile
import textwrap
import venv
from pathlib import Path

AUTHORS = [f"Family{n}, Given{n % 700} {chr(65 + n % 26)}" for n in range(60_000)]
PLACES = [
    f"Department of Subject {n % 90}, Example University Hospital {n}, Town {n % 300}, Country."
    for n in range(4000)
]
ABSTRACT = textwrap.fill(
    "The ward round starts at eight and ends when everybody has been seen, not before. " * 24,
    84,
    subsequent_indent="      ",
)
BEFORE = "IS  - 1524-4628 (Electronic)\nIS  - 0039-2499 (Linking)\nVI  - 50\nIP  - 3\n"
AFTER = "".join(
    (
        "LA  - eng\nPT  - Journal Article\nPT  - Multicenter Study\nDEP - 20240429\n",
        "PL  - England\n",
        "TA  - J Ex\nJT  - Journal of examples\nJID - 0000000\nSB  - IM\n",
        *(f"MH  - Heading {number}/methods/*therapy\n" for number in range(10)),
        *(f"OT  - keyword {number}\n" for number in range(4)),
        *(f"PHST- 2024/0{number}/01 00:00 [received]\n" for number in range(1, 6)),
        "EDAT- 2024/05/02 06:00\nMHDA- 2024/05/02 06:00\nCRDT- 2024/05/02 06:00\n",
        "PST - ppublish\nSO  - J Ex. 2024 May;1(2):3-9. doi: 10.1000/x. Epub 2024 Apr 29.\n\n",
    )
)

OURS = """
import resource, sys, time
from netgraph.readers import _medline, pubmed
from netgraph.readers._opening import sources
from netgraph.records import Contact
(source,) = sources([sys.argv[1]])
assert pubmed.claims(source)
start = time.process_time()
authors = sum(len(paper.authors) for paper in _medline.papers(source))
papers = time.process_time() - start
people = sum(isinstance(record, Contact) for record in pubmed.read(source))
whole = time.process_time() - start - papers
print(papers, whole, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
assert authors == people, (authors, people)
print(authors, file=sys.stderr)
"""
THEIRS = """
import resource, sys, time
from Bio import Medline
start = time.process_time()
with open(sys.argv[1], encoding="utf-8") as file:
    authors = sum(len(record.get("AU", ())) for record in Medline.parse(file))
seconds = time.process_time() - start
print(seconds, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(authors, file=sys.stderr)
"""


def write(path: Path, records: int) -> None:
    """Write so many invented records as PubMed writes them."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            file.write(
                f"PMID- {10_000_000 + number}\nOWN - NLM\nSTAT- MEDLINE\n{BEFORE}DP  - 2024 May\n"
                f"TI  - Invented paper {number} on the ward round and on those who never came to\n"
                f"      it in time.\nLID - 10.1000/{number} [doi]\nAB  - {ABSTRACT}\n"
            )
            for author in chance.sample(AUTHORS, chance.randint(1, 20)):
                short = author.replace(",", "").rsplit(" ", 1)[0]
                file.write(f"FAU - {author}\nAU  - {short}\n")
                if chance.random() < 0.2:
                    file.write(f"AUID- ORCID: 0000-0002-{chance.randrange(10**8):08}\n")
                place = chance.choice(PLACES)
                if chance.random() < 0.08:
                    family = author.partition(",")[0].lower()
                    place += f" Electronic address: {family}@dept.example."
                file.write(f"AD  - {textwrap.fill(place, 84, subsequent_indent='      ')}\n")
            file.write(AFTER)


def measure(python: str | Path, code: str, path: Path) -> list[float]:
    """Give CPU seconds for the papers and for all, and the most memory in MiB."""
    out = subprocess.run([python, "-c", code, path], check=True, stdout=subprocess.PIPE, text=True)
    return [float(number) for number in out.stdout.split()]


def main() -> None:
    """Write the records, measure both five times in turn, print the best of each."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder, "papers.nbib"), Path(folder, "venv")
        write(path, records)
        size = path.stat().st_size / 1024**2
        venv.create(home, with_pip=True)
        python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "biopython"], check=True)
        runs = [
            (measure(sys.executable, OURS, path), measure(python, THEIRS, path)) for _ in range(5)
        ]
    papers, whole, memory = (min(ours[part] for ours, _ in runs) for part in range(3))
    theirs, _, their_memory = (min(their[part] for _, their in runs) for part in range(3))
    print(f"{records:,} records, {size:,.0f} MiB; CPU seconds, best of five")
    print(f"Bio.Medline               {theirs:6.1f} s  {their_memory:6,.0f} MiB")
    print(f"netgraph, papers          {papers:6.1f} s  {papers / theirs:.2f} times Bio.Medline")
    print(
        f"netgraph, people and ties {whole:6.1f} s  {whole / theirs:.2f} times, {memory:,.0f} MiB"
    )


if __name__ == "__main__":
    main()
