"""JSON of other systems, where any value may be missing or of another type.

`items` and `text` walk into such a value and give an empty answer where there is nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from netgraph.errors import ReadError


def parse(text: str, path: str) -> Any:
    """Parse all of it.

    Raises:
        ReadError: It is not JSON, or not all of it.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        raise ReadError("the JSON is nested too deeply.", file=path) from None
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        raise ReadError(
            "the JSON is damaged, or only half of it is there.",
            hint="Ask for the export again.",
            file=path,
            line=line,
        ) from None


def get(value: Any, *keys: str) -> Any:
    """Walk into objects by these keys; None where one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: Any, *keys: str) -> str:
    """Give the text or number there, else "". Numbers keep all their digits."""
    value = get(value, *keys)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def items(value: Any, *keys: str) -> list[dict[str, Any]]:
    """Give the objects in the list there; one object alone is a list of one."""
    value = get(value, *keys)
    return [one for one in ([value], value)[isinstance(value, list)] if isinstance(one, dict)]


def listed(value: Any, *keys: str) -> list[Any]:
    """Give the list there."""
    value = get(value, *keys)
    return value if isinstance(value, list) else []


def strings(value: Any, *keys: str) -> list[str]:
    """Give the texts in the list there."""
    return [one for one in listed(value, *keys) if isinstance(one, str)]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object anywhere in it, outer ones first."""
    rest = [value]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            yield one
            rest.extend(reversed(one.values()))
        elif isinstance(one, list):
            rest.extend(reversed(one))
