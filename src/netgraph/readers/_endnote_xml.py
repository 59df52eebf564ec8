"""EndNote's XML, which Zotero, Mendeley and Bookends write as well.

::

    <xml><records><record><contributors><authors>
      <author><style face="normal">Osei-Tutu, Amara</style></author>

Its addresses stand in one field for all authors, and are left out: whose they are, it does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from netgraph.readers import _papers
from netgraph.readers._opening import Source
from netgraph.readers._papers import Author, Paper, published
from netgraph.readers._xml import elements
from netgraph.records import Skipped

_START = re.compile(r"<records>\s*<record>.*?<(?:ref-type|contributors)\b", re.DOTALL)
_EDITORS: Final = ("secondary-authors", "tertiary-authors", "subsidiary-authors")


def claims(source: Source) -> bool:
    """Say whether it begins as EndNote's XML."""
    return source.head_text.lstrip().startswith("<") and bool(_START.search(source.head_text))


def papers(source: Source) -> Iterator[Paper | Skipped]:
    """Yield the papers, numbered as they stand.

    Raises:
        ReadError: The XML is damaged; what stood before has been yielded.
    """
    with elements(source) as found:
        records = (element for element in found if element.tag == "record")
        for number, element in enumerate(records, 1):
            yield from _paper(element, number, source.path)
            element.clear()


def _paper(record: Element, number: int, path: str) -> Iterator[Paper | Skipped]:
    for role in _EDITORS:
        editors = record.findall(f"contributors/{role}/author")
        yield from [Skipped(path, number, _papers.EDITOR)] * len(editors)
    names = map(_text, record.findall("contributors/authors/author"))
    year, day = _found(record, "dates/year"), _found(record, "dates/pub-dates/date")
    yield Paper(
        number,
        _found(record, "titles/title"),
        published(year or day, published(day), published(f"{year} {day}")),
        tuple(Author(name.rstrip(",")) for name in names if name),
        _found(record, "electronic-resource-num"),
    )


def _found(record: Element, path: str) -> str:
    element = record.find(path)
    return "" if element is None else _text(element)


def _text(element: Element) -> str:
    """Give all text under it, which is in pieces where the style changes."""
    return " ".join("".join(element.itertext()).split())
