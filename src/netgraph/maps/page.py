"""From the summary to one self-contained HTML page that asks the network for nothing.

The page is a template, a style sheet and a script, all fixed; data stand in it as inert JSON. The
content security policy names the style and the script by their hashes, so a browser runs nothing
else, whatever a contact is called.
"""

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources
from typing import Any, Final

import jinja2
from markupsafe import Markup

from netgraph.maps.packing import packed

#: Modules of the script, each after those it imports from.
MODULES: Final = (
    "unpack", "data", "words", "search", "paths", "palette", "filters", "camera", "labels",
    "contours", "regions", "svg", "captions", "scene", "address", "dom", "legend", "card",
    "controls", "minimap", "poster", "tables", "gestures", "link", "main",
)  # fmt: skip

_ENDS = re.compile(r"</(?:script|style)|<!--", re.IGNORECASE)
_COMMENT = re.compile(r"/\*\*[\s\S]*?\*/[ \n]*|^ *//.*\n", re.MULTILINE)
_IMPORT = re.compile(r"^import \{ ([^}]*) \} from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|const|class) (\w+))", re.MULTILINE)


def render(summary: dict[str, Any]) -> str:
    """Write the page. The same summary gives the same text, byte for byte."""
    return fill("page.html", summary["title"], packed(summary), script(), asset("page.css"))


def fill(template: str, title: str, data: object, code: str, style: str) -> str:
    """Fill a template of this package: everything but our own script and style is escaped."""
    return (
        environment()
        .from_string(asset(template))
        .render(
            title=title,
            policy=policy(code, style),
            script=_ours(code),
            style=_ours(style),
            data=_ours(inert(data)),
        )
    )


@cache
def environment() -> jinja2.Environment:
    """Templates that escape everything and have one head in common."""
    return jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.DictLoader({"head.html": asset("head.html")}),
    )


def _ours(text: str) -> Markup:
    """Mark as safe what is not data: nothing in it can end the element it stands in."""
    if _ENDS.search(text):
        raise ValueError("A script or style of a page must not contain an end tag or a comment.")
    return Markup(text)  # noqa: S704 - checked in the line above


def inert(data: object) -> str:
    """JSON without a character that HTML could read as markup."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy(code: str, style: str) -> str:
    """Content security policy: this script, this style, pictures made by the page, no more."""
    return (
        f"default-src 'none'; script-src {_hash(code)}; style-src {_hash(style)}; "
        "img-src data: blob:; form-action 'none'; base-uri 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def asset(name: str) -> str:
    """Read a file that is shipped beside this module."""
    folder = resources.files("netgraph.maps") / "page"
    return folder.joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def script() -> str:
    """The modules of the page as one script, in an order in which each finds what it needs."""
    return '"use strict";\n' + "".join(_module(name) for name in MODULES)


def _module(name: str) -> str:
    """A module as a constant that holds its exports; comments are for us, not for every page."""
    text = _COMMENT.sub("", asset(f"js/{name}.js"))
    exported = ", ".join(_EXPORT.findall(text))
    text = _IMPORT.sub(lambda m: f"const {{ {m[1].replace(' as ', ': ')} }} = {m[2]}_;", text)
    return f"const {name}_ = (() => {{\n{_EXPORT.sub('', text)}return {{ {exported} }};\n}})();\n"
