"""XML that is read element by element, safely, and as far as it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from netgraph.errors import ReadError
from netgraph.readers._source import Source


@contextmanager
def elements(source: Source) -> Iterator[Iterator[Element]]:
    """Open a file, and give each of its elements when it ends.

    Raises:
        ReadError: The XML is damaged, breaks off, or says what cannot be.
    """
    try:
        with source.opener() as file:
            yield (element for _, element in iterparse(file))
    except DefusedXmlException:
        text = "the XML defines entities of its own, which no export does: not read."
        raise ReadError(text, file=source.path) from None
    except (ParseError, LookupError, ValueError) as error:
        raise ReadError(f"the XML is damaged, or breaks off: {error}", file=source.path) from None
