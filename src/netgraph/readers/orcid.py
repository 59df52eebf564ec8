"""ORCID: a person's record, or works of it, as JSON or XML (versions 1 to 3).

Where from: orcid.org, "Account settings: Download all your ORCID data", or the public API::

    {"orcid-identifier": {"path": "0000-0002-0000-0001"}, "person": {...},
     "activities-summary": {"works": {"group": [{"work-summary": [...]}]}}}

The list of works in a record is without co-authors; only a whole "work" has contributors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from netgraph.errors import ReadError
from netgraph.readers import _json, _papers
from netgraph.readers._json import get, items, objects
from netgraph.readers._opening import Source
from netgraph.readers._papers import Author, Paper, published
from netgraph.records import Contact, Note, Record, Skipped, key, key_value

BLIND = (
    "An ORCID record lists its owner's papers mostly without their authors: look the same papers"
    " up in PubMed and export them from there."
)

_JSON = re.compile(
    r'"(?:orcid-identifier|work-summary|contributor-orcid|contributor-attributes|external-id-type)"\s*:'
)
_XML = re.compile(r"<[^>]*xmlns:\w+=\"https?://www\.orcid\.org/ns/")


def claims(source: Source) -> bool:
    """Say whether it is ORCID's JSON or XML."""
    start = source.head_text.lstrip()
    if start.startswith("<"):
        return bool(_XML.search(start))
    return start.startswith(("{", "[")) and bool(_JSON.search(start))


def read(source: Source) -> Iterator[Record]:
    """Yield the owner, and the works that name their contributors."""
    text = source.text()
    is_xml = text.lstrip().startswith("<")
    whole = _of_xml(source) if is_xml else _json.parse(text, source.path)
    yield from _owners(whole, source)
    yield from _papers.records(_works(whole, source.path), source.path)


def _of_xml(source: Source) -> Any:
    """Write the XML as the JSON that says the same."""
    try:
        root = fromstring(source.read_bytes(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise ReadError(f"the XML cannot be read: {error}", file=source.path) from None
    return {_local(root): _plain(root)}


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _plain(element: Element) -> Any:
    if not len(element):
        return {"value": (element.text or "").strip()}
    value: dict[str, Any] = {}
    for child in element:
        value.setdefault(_local(child), []).append(_plain(child))
    return {name: many[0] if len(many) == 1 else many for name, many in value.items()}


def _text(value: Any, *keys: str) -> str:
    """Give the text there, which stands bare or as {"value": text}."""
    value = get(value, *keys)
    return _json.text(value) or _json.text(value, "value")


def _owners(whole: Any, source: Source) -> Iterator[Contact]:
    """Yield whose record it is."""
    for record in objects(whole):
        orcid = key("orcid", _text(record, "orcid-identifier", "path"))
        name = get(record, "person", "name") or get(record, "orcid-bio", "personal-details")
        if not orcid or not (name or "person" in record):
            continue
        both = (_text(name, "given-names"), _text(name, "family-name"))
        written = " ".join(filter(None, both)) or _text(name, "credit-name")
        job = next(_jobs(record), None)
        emails = [_text(one, "email") for one in items(record, "person", "emails", "email")]
        known = orcid, *(key("email", one) for one in emails)
        yield Contact(
            (*filter(None, known), key("owner", "orcid", key_value(orcid))),
            written,
            _text(job, "organization", "name"),
            _text(job, "role-title"),
            file=source.path,
            line=1,
            owner=True,
        )


def _jobs(record: Any) -> Iterator[Any]:
    """Yield the employments that have no end."""
    jobs = get(record, "activities-summary", "employments")
    for one in objects(jobs):
        if _text(one, "organization", "name") and not one.get("end-date"):
            yield one


def _works(whole: Any, path: str) -> Iterator[Paper | Skipped | Note]:
    summaries = number = 0
    for one in map(_as_today, objects(whole)):
        if "contributors" in one and "title" in one:
            number += 1
            yield from _work(one, number, path)
        else:
            summaries += len(items(one, "work-summary"))
            summaries += sum("contributors" not in work for work in items(one, "work"))
    if summaries:
        text = f"works that are listed without their authors show no ties: {summaries:,}"
        yield Note(path, text)


def _as_today(one: dict[str, Any]) -> dict[str, Any]:
    """Give a work of before 2018 (version 1) the names that its parts have today."""
    if "work-title" not in one and "work-contributors" not in one:
        return one
    return {re.sub("^work-(?=title|contributors)", "", name): value for name, value in one.items()}


def _work(work: dict[str, Any], number: int, path: str) -> Iterator[Paper | Skipped]:
    authors: dict[str, Author] = {}
    for one in items(work, "contributors", "contributor"):
        name = _text(one, "credit-name")
        role = _text(one, "contributor-attributes", "contributor-role").lower()
        if "editor" in role or role == "assignee":  # who owns a patent, mostly a company
            yield Skipped(path, number, _papers.EDITOR if "editor" in role else _papers.GROUP)
            continue
        orcid = _text(one, "contributor-orcid", "path") or _text(one, "contributor-orcid", "uri")
        email = _text(one, "contributor-email")
        author = Author(name or orcid, (), orcid, emails=(email,) if email else ())
        authors.setdefault(orcid or name.casefold(), author)  # one entry per role in the work
    date = [_text(work, "publication-date", part) for part in ("year", "month", "day")]
    ids = {
        _text(one, "external-id-type").lower(): _text(one, "external-id-value")
        for one in items(work, "external-ids", "external-id")
        if _text(one, "external-id-relationship").lower() in {"self", ""}
    }
    title = _text(work, "title", "title")
    when = published("-".join(filter(None, date)))
    people = tuple(authors.values())
    yield Paper(number, title, when, people, ids.get("doi", ""), ids.get("pmid", ""))
