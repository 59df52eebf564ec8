"""A mailbox of 1 GB: reading it against counting its lines, in CPU seconds and memory.

Run: ``python benchmarks/readers/mail.py [megabytes]``. The mails are invented: 1,500 people, 2 kB
of headers as servers write them, some answers and lists, and bodies that make them 50 kB each
(text, some with attachments) or, in the last line, 4 kB. The goal is at most 4 times the CPU time
of counting lines, and memory that does not grow with the file. Small mails are nearly all headers,
where Python cannot keep up with counting: that line shows by how much.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time

from netgraph.readers import mail
from netgraph.readers._opening import Source, sources

PEOPLE = [(f"Person{n} Family{n}", f"person{n}@dept{n % 40}.example") for n in range(1500)]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
HOPS = (
    "Received: by relay{n}.example with SMTP id {n}; Tue, 5 Mar 2024 09:00:00 +0000\n"
    "\tfor <me@example.com>; Tue, 5 Mar 2024 09:00:01 +0000\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=dept.example; s=k{n};\n"
    "\th=from:to:subject:date:message-id; bh=47DEQpj8HBSaTImW5JCeuQeRkm5NMpJWZG3hSuFU=;\n"
    "\tb=dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSbav+yuU4zGeeruD00lszZVoG4ZHRNiYzR\n"
)
TEXT = b"The ward round starts at eight and ends when everybody has been seen, not before.\n" * 4000
CODED = b"JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\n" * 4000


def write(path: Path, size: int, *, small: bool) -> int:
    """Write a mailbox of about this many bytes, and say how many mails it holds."""
    chance = random.Random(5)
    count = 0
    with path.open("wb") as file:
        while file.tell() < size:
            count += 1
            file.write(letter(chance, count).encode())
            file.write(TEXT[: 80 * chance.randint(10, 40 if small else 200)])
            if not small and chance.random() < 0.25:
                file.write(CODED[: 78 * chance.randint(100, 4000)])
            file.write(b"\n\n")
    return count


def letter(chance: random.Random, n: int) -> str:
    """Write the headers of one mail."""
    (name, address), *others = chance.sample(PEOPLE, chance.choice([1, 1, 2, 2, 3, 6]))
    to = ", ".join(["me@example.com", *(f'"{who}" <{where}>' for who, where in others)])
    answer = f"In-Reply-To: <{chance.randrange(max(n - 300, 0), n)}@dept.example>\n" * (n % 3 == 0)
    posted = "List-Post: <mailto:ward@lists.example>\n" * (n % 20 == 0)
    month, day = chance.choice(MONTHS), chance.randint(1, 28)
    return (
        f"From {n}@xxx Tue {month} {day:02} 09:00:00 +0000 2024\nDelivered-To: me@example.com\n"
        + "".join(HOPS.format(n=hop) for hop in range(4))
        + f"From: {name} <{address}>\nTo: {to}\nSubject: Rounds {n}\n"
        f"Message-ID: <{n}@dept.example>\nMIME-Version: 1.0\n"
        f"Date: Tue, {day} {month} 2024 09:00:00 +0100\n{answer}{posted}\n"
    )


def measure(path: str, what: str) -> dict[str, float]:
    """Do one thing in this process, and say what it took."""
    start = process_time()
    found: dict[str, float] = {}
    if what == "lines":
        with Path(path).open("rb") as file:
            found["lines"] = sum(1 for _ in file)
    else:
        counts: Counter[str] = Counter()
        for source in sources([path]):
            if isinstance(source, Source) and mail.claims(source):
                counts.update(type(record).__name__ for record in mail.read(source))
        found.update(counts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": process_time() - start, "peak_mb": peak, **found}


def run(path: Path, what: str) -> dict[str, float]:
    """Do one thing in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(path), what]
    done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print the table."""
    full = int(sys.argv[1]) if len(sys.argv) > 1 else 1024
    print(f"{'MB':>6} {'mails':>8} {'lines: s':>9} {'reader: s':>10} {'times':>6} {'peak MB':>8}")
    for megabytes, small in ((full // 8, False), (full, False), (full // 8, True)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "All mail.mbox"
            mails = write(path, megabytes * 1024**2, small=small)
            lines, reader = run(path, "lines"), run(path, "reader")
        times = reader["seconds"] / lines["seconds"]
        print(
            f"{megabytes:>6} {mails:>8} {lines['seconds']:>9.2f} {reader['seconds']:>10.2f}"
            f" {times:>6.2f} {reader['peak_mb']:>8.0f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(*sys.argv[2:])))
    else:
        main()
