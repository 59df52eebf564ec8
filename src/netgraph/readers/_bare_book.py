"""An address book whose columns have no names: which of them hold addresses, and which names.

It is told only where it is clear: one column holds addresses and nothing else, and in half of the
rows or more the address has a word of the name in it: ``Amara Osei,Amara,Osei,amara@example.org``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import islice, permutations
from typing import Final

from netgraph.readers._source import Header, Source
from netgraph.records import key

_WORDS = re.compile(r"[^\W\d_][\w .'\u2019-]*")
_ROWS: Final = 30
#: What a column is called of which nobody knows what it holds.
_OTHER: Final = "column"
#: Names stand at the beginning.
_FIRST: Final = 5


def told(header: Header) -> str:
    """Say as what the columns were read."""
    return ", ".join(name for name in header.columns if not name.startswith(_OTHER))


_Columns = Sequence[Sequence[str]]


def find_header(source: Source) -> Header | None:
    """Give the header that the table would have, or None if that is not clear."""
    if "@" not in source.head_text[:1000].partition("\n")[0]:  # as in all that is no table
        return None
    lines = source.head_text.splitlines()[:_ROWS]
    for delimiter in ",;\t":
        try:
            rows = [
                cells for cells in islice(csv.reader(lines, delimiter=delimiter), _ROWS) if cells
            ]
        except csv.Error:
            continue
        if rows and len({*map(len, rows)}) == 1 and (names := _names(rows)):
            return Header(names, delimiter, 0)
    return None


def _names(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Name the columns, () if they are no address book's."""
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=True)]
    mail = next((n for n, cells in enumerate(columns) if _is_mail(cells)), -1)
    roles = _of_names(columns) if mail >= 0 else {}
    filled = [place for place, cell in enumerate(columns[mail]) if cell]
    fitting = [
        row for row in filled if any(_fits(columns[mail][row], columns[n][row]) for n in roles)
    ]
    if not fitting or 2 * len(fitting) < len(filled):
        return ()
    roles |= {
        n: "phone" for n, cells in enumerate(columns) if any(key("phone", one) for one in cells)
    }
    if "name" not in roles.values():
        roles = _turned(roles, columns, columns[mail])
    roles[mail] = "e-mail address"
    return tuple(roles.get(n, f"{_OTHER} {n + 1}") for n in range(len(columns)))


def _is_mail(cells: Sequence[str]) -> bool:
    return bool(cells[0]) and all(not cell or key("email", cell) for cell in cells)


def _of_names(columns: _Columns) -> dict[int, str]:
    """Say which columns hold the whole name, the first and the last."""
    words = [
        n for n, cells in enumerate(columns[:_FIRST])
        if any(cells) and all(not cell or _WORDS.fullmatch(cell) for cell in cells)
    ]  # fmt: skip
    for whole, given, family in permutations(words, 3):
        pairs = zip(columns[whole], columns[given], columns[family], strict=True)
        if all(name == f"{first} {last}".strip() for name, first, last in pairs):
            return {whole: "name", given: "first name", family: "last name"}
    short = [n for n in words if not any(" " in cell for cell in columns[n])]
    if len(short) > 1:
        return {short[0]: "first name", short[1]: "last name"}
    return {words[0]: "name"} if words else {}


def _turned(roles: dict[int, str], columns: _Columns, mails: Sequence[str]) -> dict[int, str]:
    """Take the last name for the first where most addresses begin with it: ann.archer@."""
    places = [n for n, role in roles.items() if role != "phone"]
    begins = [
        sum(
            bool(name) and mail.lower().startswith(name.lower())
            for mail, name in zip(mails, columns[n], strict=True)
        )
        for n in places
    ]
    if begins[1:] <= begins[:1]:  # also where there is one column only
        return roles
    first, last = places
    return {**roles, first: "last name", last: "first name"}


def _fits(address: str, name: str) -> bool:
    local = address.partition("@")[0].casefold()
    return any(word in local for word in name.casefold().split() if len(word) > 2)  # noqa: PLR2004
