"""What the user decided, in one small file beside her exports: ``netgraph.toml``.

    [[pair]]                        # who is who
    a = "linkedin:wei-zhang-1a2"
    b = "name:wei zhang~3fa2"
    is = "different"                # same, different or unsure

    [[tie]]                         # how well two people know each other; without b: you
    a = "Dr. Jane Roe"
    band = "strong"                 # or strength = 2.0
    note = "my mentor, would help"

    [[person]]
    who = "email:r.doe@example.org"
    ask = false                     # never an introducer
    note = "former supervisor"

    [model]                         # numbers of the model of a tie
    half_life_days = 120
    weights.meeting = 3.0

People are named by id, by any of their keys, or by a name that only one of them has. The questions
that are open come as a table (`review`), go out as CSV, and come back with the answers in it.
"""

from __future__ import annotations

import csv
import json
import math
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

import networkx as nx
import pandas as pd

from netgraph.errors import ReadError
from netgraph.records import BANDS
from netgraph.tables import own_lines, plain_cell

__all__ = [
    "ANSWERS", "FILE", "LOG", "Decisions", "PersonWord", "TieWord", "read_decisions", "read_review",
    "review", "write_decisions",
]  # fmt: skip

#: Name of the file, beside the exports.
FILE: Final = "netgraph.toml"
#: Name of the other file of hers that lies there: the log of `netgraph.outcomes`.
LOG: Final = "netgraph-outcomes.csv"
#: What is said of a decision about somebody whom no export knows.
NOBODY: Final = "netgraph.toml: “{}” is nobody here, or several people."
#: What one may say about a pair.
ANSWERS: Final = ("same", "different", "unsure")


class TieWord(NamedTuple):
    """The user's word on a tie.

    Attributes:
        a: One of the two.
        b: The other; "" is the user.
        strength: The strength it is to have; 0 if only the band is given.
        band: The band it is to have; "" if the strength is given.
        note: Why, in her words.
    """

    a: str
    b: str = ""
    strength: float = 0.0
    band: str = ""
    note: str = ""


class PersonWord(NamedTuple):
    """The user's word on a person.

    Attributes:
        who: The person.
        ask: Whether they may be asked for an introduction.
        note: Why, in her words.
    """

    who: str
    ask: bool = True
    note: str = ""


Pair = tuple[str, str]


@dataclass(frozen=True)
class Decisions:
    """Everything that the user decided.

    Attributes:
        same: Pairs that are one person.
        different: Pairs that are two, whatever speaks for one.
        unsure: Pairs about which she does not want to be asked again.
        ties: Her word on ties.
        people: Her word on people.
        model: Numbers for `netgraph.strength.Model.replace`.
    """

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    unsure: tuple[Pair, ...] = ()
    ties: tuple[TieWord, ...] = ()
    people: tuple[PersonWord, ...] = ()
    model: Mapping[str, Any] = field(default_factory=dict)

    def __or__(self, later: Decisions) -> Decisions:
        """Add later decisions: about the same pair, tie, person or number they win."""
        answers = {frozenset(p): (k, p) for d in (self, later) for k in ANSWERS for p in d.pairs(k)}
        same, different, unsure = (
            tuple(p for kind, p in answers.values() if kind == k) for k in ANSWERS
        )
        ties = {frozenset((t.a, t.b)): t for t in (*self.ties, *later.ties)}
        people = {p.who: p for p in (*self.people, *later.people)}
        model = _merged(self.model, later.model)
        return Decisions(
            same, different, unsure, tuple(ties.values()), tuple(people.values()), model
        )

    def pairs(self, answer: str) -> tuple[Pair, ...]:
        """Give the pairs with one of `ANSWERS`."""
        return {"same": self.same, "different": self.different, "unsure": self.unsure}[answer]


def _merged(one: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """Add numbers to numbers, table by table."""
    tables = {
        name: {**one[name], **later[name]}
        for name in one.keys() & later.keys()
        if isinstance(one[name], Mapping) and isinstance(later[name], Mapping)
    }
    return {**one, **later, **tables}


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    """Read the user's file.

    Args:
        path: The file, or the folder of the exports in which it lies. Nothing there is no
            decision.

    Returns:
        The decisions.

    Raises:
        ReadError: It is not TOML, or says something that is not understood; the message says what.
    """
    file = Path(path)
    file = file / FILE if file.is_dir() else file
    if not file.exists():
        return Decisions()
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(
            f"not written as expected: {error}.",
            hint='Texts stand in quotation marks: a = "Jane Roe".',
            file=file.as_posix(),
        ) from error
    return _decisions(content, file.as_posix())


def _decisions(content: Mapping[str, Any], file: str) -> Decisions:
    unknown = set(content) - {"pair", "tie", "person", "model"}
    if unknown:
        raise _not_understood(f"[{min(unknown)}]", "pair, tie, person or model", file)
    of_tie = {"a": str, "b": str, "strength": (int, float), "band": str, "note": str}
    ties = [TieWord(**entry) for entry in _entries(content, "tie", of_tie, file, needs="a")]
    for tie in ties:
        if (tie.band and tie.band not in BANDS) or not 0 <= tie.strength < math.inf:
            expected = f"band as one of {', '.join(BANDS)}, or a strength of 0 or more"
            raise _not_understood("a [[tie]]", expected, file)
    of_person = {"who": str, "ask": bool, "note": str}
    people = [PersonWord(**e) for e in _entries(content, "person", of_person, file, needs="who")]
    model = content.get("model", {})
    if not isinstance(model, dict):
        raise _not_understood("model", "[model] with numbers below it", file)
    same, different, unsure = _pairs(content, file)
    return Decisions(same, different, unsure, tuple(ties), tuple(people), model)


def _pairs(content: Mapping[str, Any], file: str) -> Iterable[tuple[Pair, ...]]:
    """Give the pairs by their answer, in the order of `ANSWERS`; a later answer outweighs."""
    entries = _entries(content, "pair", {"a": str, "b": str, "is": str, "note": str}, file)
    for entry in entries:
        if entry.get("is") not in ANSWERS or not (entry.get("a") and entry.get("b")):
            expected = 'a, b and is = "same", "different" or "unsure"'
            raise _not_understood("a [[pair]]", expected, file)
    last = {frozenset((e["a"], e["b"])): e["is"] for e in entries}
    kept = [e for e in entries if e["is"] == last[frozenset((e["a"], e["b"]))]]
    return (tuple((e["a"], e["b"]) for e in kept if e["is"] == answer) for answer in ANSWERS)


def _entries(
    content: Mapping[str, Any],
    name: str,
    kinds: Mapping[str, Any],
    file: str,
    needs: str = "",
) -> list[dict[str, Any]]:
    """Take the entries of one sort, with nothing in them that is not expected."""
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _not_understood(name, f"[[{name}]] in double brackets", file)
    for entry in entries:
        for key, value in entry.items():
            if key not in kinds or not isinstance(value, kinds[key]):
                raise _not_understood(f"“{key}” in [[{name}]]", ", ".join(kinds), file)
        if needs and not entry.get(needs):
            raise _not_understood(f"a [[{name}]]", f"“{needs}”", file)
    return entries


def _not_understood(what: str, expected: str, file: str) -> ReadError:
    return ReadError(f"{what} is not understood.", hint=f"Expected: {expected}.", file=file)


def write_decisions(decisions: Decisions, path: str | os.PathLike[str]) -> Path:
    """Write decisions into the file, so that `read_decisions` gives them back.

    What stands in the file already is hers and stays as it is, comments and all: only what is not
    in it yet is added at its end, where it outweighs an earlier answer about the same pair.

    Args:
        decisions: What to write.
        path: The file, or the folder of the exports.

    Returns:
        The file.

    Raises:
        ReadError: The file is not understood, or has other numbers in its [model].
    """
    file = Path(path)
    file = file / FILE if file.is_dir() else file
    known = read_decisions(file)
    if decisions.model and known.model not in ({}, decisions.model):
        hint = "Change the numbers in the file itself."
        raise ReadError("its [model] says otherwise.", hint=hint, file=file.as_posix())
    lines = [file.read_text(encoding="utf-8-sig").rstrip() if file.exists() else _HEAD]
    for answer in ANSWERS:
        for a, b in decisions.pairs(answer):
            if (a, b) not in known.pairs(answer):
                lines += _entry("pair", {"a": a, "b": b, "is": answer})
    for tie in decisions.ties:
        lines += _entry("tie", tie._asdict(), TieWord("")._asdict()) * (tie not in known.ties)
    for one in decisions.people:
        lines += _entry("person", one._asdict(), PersonWord("")._asdict()) * (
            one not in known.people
        )
    if decisions.model and not known.model:
        lines += ["", "[model]", *_numbers("", decisions.model)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


_HEAD: Final = "# What you decided. netgraph reads this with every load; edit it as you like."


def _entry(
    name: str, values: Mapping[str, Any], usual: Mapping[str, Any] | None = None
) -> list[str]:
    told = {k: v for k, v in values.items() if not usual or v != usual[k]}
    return ["", f"[[{name}]]", *(f"{key} = {_toml(value)}" for key, value in told.items())]


def _numbers(prefix: str, values: Mapping[str, Any]) -> Iterable[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _numbers(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key} = {_toml(value)}"


def _toml(value: object) -> str:
    """Write a text, number or truth value as TOML, whose texts are escaped as JSON's are."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_COLUMNS: Final = ("a", "b", "name_a", "name_b", "probability", "reason", "decision")


def review(G: nx.Graph[str]) -> pd.DataFrame:
    """List the pairs that may be one person, most likely first.

    Fill in the last column ("same", "different", "unsure") or write the table out with
    `netgraph.tables.to_csv` and fill it in there; `read_review` takes it back.

    Args:
        G: A graph made from exports; one that was loaded from elsewhere has no open questions.

    Returns:
        Columns ``a`` and ``b`` (ids), ``name_a``, ``name_b``, ``probability``, ``reason`` in
        words, and ``decision``, empty.

    >>> review(nx.Graph(doubts=[{"a": "x", "b": "y", "probability": 0.9}])).loc[0, "a"]
    'x'
    """
    blank = dict.fromkeys(_COLUMNS, "")
    rows = [{**blank, **doubt, "decision": ""} for doubt in G.graph.get("doubts", ())]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def read_review(source: str | os.PathLike[str] | pd.DataFrame) -> Decisions:
    """Take the answers from a review table.

    Args:
        source: The table, or a CSV file of it as a spreadsheet saves it.

    Returns:
        The pairs that were answered. Rows without an answer stay open.

    Raises:
        ReadError: It cannot be read, lacks one of the columns a, b and decision, or an answer is
            none of `ANSWERS`.
    """
    if isinstance(source, pd.DataFrame):
        rows, file = source.astype(str).to_dict("records"), "the table"
    else:
        lines, separator = own_lines(source)
        rows, file = list(csv.DictReader(lines, delimiter=separator)), os.fspath(source)
    found: dict[str, list[Pair]] = {answer: [] for answer in ANSWERS}
    for number, row in enumerate(rows, 2):
        if not {"a", "b", "decision"} <= set(row):
            raise ReadError("not a review table.", hint="It needs a, b, decision.", file=file)
        answer = (row["decision"] or "").strip().lower()
        if answer and answer not in ANSWERS:
            hint = f"Say {', '.join(ANSWERS)}, or nothing."
            raise ReadError(f"“{answer}” is no answer.", hint=hint, file=file, line=number)
        if answer:
            found[answer].append((plain_cell(row["a"]), plain_cell(row["b"])))
    return Decisions(tuple(found["same"]), tuple(found["different"]), tuple(found["unsure"]))
