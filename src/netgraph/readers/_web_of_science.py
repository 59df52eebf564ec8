"""Web of Science: its plain text, and its table, of which the columns have the same tags.

Where from: "Export: Plain text file", "Tab delimited file". Affiliations, ORCIDs and addresses
stand in fields of their own, with the names of those they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from netgraph.readers import _papers
from netgraph.readers._author_list import Authors, Fields, first
from netgraph.readers._papers import Paper, fits, published
from netgraph.records import Skipped

#: How its plain text begins.
START = re.compile(r"\s*FN .*\n\s*VR |\s*VR .*\n\s*PT |\s*PT [A-Z]\n\s*AU ")

_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*$)", re.DOTALL)
_ADDRESS = re.compile(r"\[([^\]]+)\]\s*(.*)")


def papers(lines: Iterable[str], path: str) -> Iterator[Paper | Skipped]:
    """Yield the papers of Web of Science plain text."""
    fields: Fields = {}
    begin, last = 0, ""
    for number, line in enumerate(lines, 1):
        if found := _TAG.match(line):
            last = found[1]
            if last == "PT" and fields:
                yield from paper(fields, begin, path)
                fields = {}
            if last == "PT":
                begin = number
            if last == "ER":
                yield from paper(fields, begin, path)
                fields = {}
            elif begin and last not in {"FN", "VR", "EF"}:
                fields.setdefault(last, []).append((found[2] or "").strip())
        elif line.startswith("   ") and last in fields:
            fields[last].append(line.strip())
    if fields:
        yield from paper(fields, begin, path)


def paper(fields: Fields, line: int, path: str) -> Iterator[Paper | Skipped]:
    """Yield the paper of one record, and who of it is left out."""
    yield from [Skipped(path, line, _papers.GROUP)] * len(fields.get("CA", ()))
    yield from [Skipped(path, line, _papers.EDITOR)] * len(fields.get("BE", ()))
    short, full = fields.get("AU", []), fields.get("AF", [])
    names = full if len(full) >= len(short) else short
    authors = Authors([one.strip() for name in names for one in name.split(";")])
    for value in fields.get("C1", ()):
        if found := _ADDRESS.match(value):
            for name in found[1].split(";"):
                authors.find(name).affiliations.append(found[2])
    for part in " ".join(fields.get("OI", ())).split(";"):
        name, _, orcid = part.partition("/")
        authors.find(name).orcid = orcid
    for email in re.split(r"[;\s]+", " ".join(fields.get("EM", ()))):
        owners = [name for name in authors.names if email and fits(email, name)]
        if len(owners) == 1:
            authors.find(owners[0]).emails.append(email)
    when = " ".join((first(fields, "PY"), first(fields, "PD").title())).strip()
    pmid = first(fields, "PM")
    title = " ".join(fields.get("TI", ()))
    yield Paper(line, title, published(when), authors.listed(), first(fields, "DI"), pmid)
