"""Templates of tables and reports: HTML with everything escaped, and no script but our own."""

from __future__ import annotations

import html
import re
from functools import cache
from importlib import resources
from typing import Any

from markupsafe import Markup

from netgraph.maps.page import environment, policy

__all__ = ["asset", "frame", "render"]


def render(
    template: str, *, code: str = "", style: str = "", inner: str = "", **values: Any
) -> str:
    """Fill a template; its security policy admits this script and this style, nothing else.

    A page inside it (`inner`) is bound by the policy of the page around it, so that what the one
    admits is admitted by the other.
    """
    return (
        environment()
        .from_string(asset(template))
        .render(
            policy=_both(policy(code, style), inner),
            script=Markup(code),  # noqa: S704 - a file of ours
            style=Markup(style),  # noqa: S704 - a file of ours
            **values,
        )
    )


def frame(page: str, title: str, height: int, still: str) -> str:
    """Put a page into a notebook: a frame without rights over something still.

    The frame has an origin of its own, so nothing in it can reach the notebook. A notebook that is
    not trusted drops the frame, and what lies below it shows.
    """
    size = f"position:absolute;inset:0;width:100%;height:{height}px;border:0"
    return (
        f'<div style="position:relative;height:{height}px;overflow:auto">{still}'
        f'<iframe title="{html.escape(title, quote=True)}" sandbox="allow-scripts" '
        f'style="{size};background:#fff" srcdoc="{html.escape(page, quote=True)}"></iframe></div>'
    )


def _both(outer: str, inner: str) -> str:
    """Add to a policy what the page inside admits by hash."""
    for source, mark in re.findall(r"(script|style)-src ('sha256-[^']*')", html.unescape(inner)):
        outer = outer.replace(f"{source}-src ", f"{source}-src {mark} ", 1)
    return outer


@cache
def asset(name: str) -> str:
    """Read a file of the folder `templates`."""
    folder = resources.files("netgraph.notebook") / "templates"
    return (folder / name).read_text(encoding="utf-8")
