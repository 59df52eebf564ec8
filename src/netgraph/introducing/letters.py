"""Drafts: the first question, the request, the note to forward, the thanks.

The order is that of a double opt-in: first ask only how well the introducer knows the other, then
for the introduction, with a note that can be forwarded as it stands; at last say thank you and
what came of it. The words are plain text files with ``$names``; what nobody but the writer can
know stands in [brackets]. Nothing is invented and nothing is sent.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path as File
from string import Template
from typing import Final

import networkx as nx

from netgraph.errors import ReadError
from netgraph.introducing.ways import CHANNEL, Leg, Path

__all__ = ["LONGEST", "TEMPLATES", "Letters", "letters"]

#: LinkedIn (2022): messages under 400 characters are answered 22 % more often than the average.
LONGEST: Final = 400
#: The names of the drafts; each is a file ``<name>.txt``.
TEMPLATES: Final = ("question", "request", "note", "thanks", "direct", "direct-thanks")

_TITLES: Final = {
    "question": "First, the question",
    "request": "The request",
    "note": "The note about you, to be forwarded",
    "thanks": "Afterwards, thanks and a report",
}
#: Signs of a tie that anybody may know. Who mails whom is not for telling.
_PUBLIC: Final = re.compile(
    r"(?:co-?authored|connected on|worked|studied)|.*(?:recommended|endorsed)"
)
_NAME: Final = 40


@dataclass(frozen=True)
class Letters:
    """Drafts for one path, in the order in which they are needed.

    Attributes:
        question: To the introducer: how well do you know ...? Empty if I know the target.
        request: To the introducer, or to the target if I know them.
        note: About me, to be forwarded.
        thanks: When it has happened, with a report.
    """

    question: str
    request: str
    note: str
    thanks: str

    def _parts(self) -> list[tuple[str, str]]:
        drafts = ((title, getattr(self, name)) for name, title in _TITLES.items())
        given = (one for one in drafts if one[1])
        return [(f"{i}. {title}", text) for i, (title, text) in enumerate(given, 1)]

    def to_dict(self) -> dict[str, str]:
        """Give the drafts by name."""
        return {name: getattr(self, name) for name in _TITLES}

    def __str__(self) -> str:
        """Write them as text, with advice on how to ask."""
        parts = [f"{title} ({len(text)} characters)\n{text}" for title, text in self._parts()]
        return "\n\n".join([*parts, f"Fill in what stands in [brackets]. {CHANNEL}"])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Show them in a notebook."""
        parts = [
            f"<h4>{title}</h4><blockquote>{html.escape(text)}</blockquote>"
            for title, text in self._parts()
        ]
        advice = html.escape(f"Fill in what stands in [brackets]. {CHANNEL}")
        return f"<section aria-label='Drafts'>{''.join(parts)}<p>{advice}</p></section>"


def letters(
    G: nx.Graph[str],
    path: Path,
    *,
    templates: Mapping[str, str] | str | os.PathLike[str] | None = None,
) -> Letters:
    """Draft what to write along a path.

    Args:
        G: The graph; of it only what it says about the asker is used.
        path: One of `Introductions.paths`.
        templates: Words of one's own, by name, or a folder with files such as ``question.txt``;
            what is missing there is taken from the defaults. In them ``$introducer``, ``$next``
            (whom the introducer is asked about), ``$target``, ``$me``, ``$reason``, ``$aim``,
            ``$again`` (how long it has been, if the tie is dormant) and ``$about`` are replaced.

    Returns:
        The drafts. Of the defaults none is longer than 400 characters.

    >>> from netgraph.introducing.introductions import introductions
    >>> G = nx.Graph([("me", "Ben"), ("Ben", "Jane Roe")], me=("me",))
    >>> letters(G, introductions(G, to="Jane Roe").paths[0]).question[:59]
    'Dear Ben, I hope you are well. May I ask how well you know '
    """
    words = _templates(templates)
    drafts = {name: _fill(Template(words[name]), G, path) for name in TEMPLATES}
    if path.direct:
        return Letters("", drafts["direct"], "", drafts["direct-thanks"])
    return Letters(**{name: drafts[name] for name in _TITLES})


def _templates(own: Mapping[str, str] | str | os.PathLike[str] | None) -> dict[str, str]:
    folder = resources.files("netgraph.introducing") / "letter_templates"
    words = {name: (folder / f"{name}.txt").read_text(encoding="utf-8") for name in TEMPLATES}
    if isinstance(own, str | os.PathLike):
        files = {name: File(own, f"{name}.txt") for name in TEMPLATES}
        if not any(file.is_file() for file in files.values()):
            raise ReadError("there is no template in it.", file=str(own), hint=_NAMES)
        found = {name: file for name, file in files.items() if file.is_file()}
        own = {name: file.read_text(encoding="utf-8-sig") for name, file in found.items()}
    own = own or {}
    if wrong := set(own) - set(TEMPLATES):
        raise ValueError(f"no draft is called {', '.join(sorted(wrong))}. {_NAMES}")
    return {**words, **own}


_NAMES: Final = f"Drafts are called {', '.join(TEMPLATES)}."


def _fill(template: Template, G: nx.Graph[str], path: Path) -> str:
    """Put in the facts, and leave out the least needed until it is short enough."""
    text = ""
    for facts in (True, False):
        for longest in (None, _NAME):
            values = _values(G, path, longest)
            if not facts:
                values |= dict.fromkeys(("reason", "aim", "about", "again"), "")
            text = " ".join(template.safe_substitute(values).split())
            if len(text) <= LONGEST:
                return text
    return text


def _values(G: nx.Graph[str], path: Path, longest: int | None) -> dict[str, str]:
    shown = [_short(one.name, longest) for one in path.people]
    me, introducer, target = shown[0], shown[1], shown[-1]
    following = shown[min(2, len(shown) - 1)]
    aim = f"In the end I hope to reach {target}." if len(shown) > 3 else ""  # noqa: PLR2004
    data = G.nodes[path.people[0].id] if path.people[0].id in G else {}
    about = [_short(str(data[one]), longest) for one in ("title", "organisation") if data.get(one)]
    return {
        "me": me, "introducer": introducer, "next": following, "target": target, "aim": aim,
        "reason": "" if path.direct else _reason(path.legs[1], following),
        "again": _again(path.legs[0]),
        "about": f"At present: {', '.join(about)}." if about else "[Who I am.]",
    }  # fmt: skip


def _again(leg: Leg) -> str:
    if leg.band != "dormant" or not leg.last:
        return ""
    return f"It has been a long time: I believe we were last in touch in {leg.last[:4]}."


def _short(text: str, longest: int | None) -> str:
    text = " ".join(text.split())
    return text if longest is None or len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _reason(leg: Leg, other: str) -> str:
    """Say why I think so: a sign of the tie that is public, never who writes to whom."""
    sign = next((one for one in leg.reasons if _PUBLIC.match(one)), "")
    if leg.basis == "inferred" or not sign:
        return ""
    sign = re.sub(r"\s*\([^()]*\)$", "", sign).rstrip(".")
    if leg.from_.name in sign or leg.to.name in sign:
        told = sign.replace(leg.from_.name, "you").replace(leg.to.name, other)
        return f"I saw that {told}."
    return f"I saw that you and {other} {'are ' * sign.startswith('connected')}{sign}."
