"""Lines that may be folded within a letter, and so are decoded for themselves once joined."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Iterator

from netgraph.readers._opening import LONGEST, Source


def text_of(raw: bytes, *encodings: str) -> str:
    """Decode in the first of these encodings that fits, else in UTF-8, else as Windows text."""
    for name in (*encodings, "utf-8"):
        if name:
            with contextlib.suppress(LookupError, ValueError):
                return raw.decode(name)
    return raw.decode("cp1252", errors="replace")


def physical(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line), in UTF-8 if the file has two bytes for each letter."""
    wide = codecs.lookup(source.encoding).name.startswith(("utf-16", "utf-32"))
    if wide or b"\n" not in source.head:
        for number, text in enumerate(source.lines(), 1):
            yield number, text.rstrip("\r\n").encode(errors="replace")
        return
    with source.opener() as file:
        number, whole = 0, True
        while line := file.readline(LONGEST):
            if whole:
                number += 1
                yield number, line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")
            whole = line.endswith(b"\n") or len(line) < LONGEST
            if not whole:
                source.skip(number, "the line is too long and was cut")
