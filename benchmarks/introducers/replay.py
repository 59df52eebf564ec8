"""Whom would the ranking have named? Enron's mail and the CollegeMsg messages, replayed.

    python -m benchmarks.introducers.replay ../shared/graphs

writes every number of the README beside it. Enron: sender, recipients and times of the mail of 149
employees, 1998-2002 (igraphdata, CC BY-SA 4.0; Priebe et al. 2005). CollegeMsg: private messages
among 1,899 students (SNAP; Panzarasa et al. 2009); no message has several recipients, so it shows
distances and chances, and no introducer.

`netgraph.backtest.LOGIT` is fitted here, on the first half of Enron's cases, and its features were
chosen by cross-validation inside that half.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import logsumexp

from netgraph.backtest import LOGIT, Backtest, backtest, cases, features
from netgraph.rankers import RANKERS, Ranker, product
from netgraph.records import Event
from netgraph.replay import Past, moment

#: Half of Enron's cases lie before this day. Everything was chosen on them.
SPLIT = "2001-03-21"
_FOLDS = 6


def enron(folder: Path) -> tuple[list[Event], dict[str, str]]:
    """Read the mails, and who is who: addresses of one full name are one person."""
    with (folder / "enron_nodes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    person_of = {r["id"]: r["name"] if r["name"] != "NA" else r["email"] for r in rows}
    mails: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    with gzip.open(folder / "enron_edges.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["time"] >= "1998":  # earlier stamps are wrong
                mails[row["from"], row["time"]][row["to"]] = None
    events = [
        Event("mail", (sender, *to), when.replace(" ", "T"), id=f"{sender} {when}")
        for (sender, when), to in mails.items()
    ]
    return events, person_of


def college(folder: Path) -> list[Event]:
    """Read the messages."""
    events = []
    with gzip.open(folder / "CollegeMsg.txt.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            sender, to, seconds = line.split()
            if not seconds.isdigit():
                continue
            when = datetime.fromtimestamp(int(seconds), UTC).isoformat()[:19]
            events.append(Event("message", (sender, to), when, id=str(number)))
    return events


#: What counts as an introduction: by the sender of a mail to ten at most, or of any mail, or by
#: anyone on a mail who knew the two; or every mail to seven at most until the two write to each
#: other alone.
NOTIONS: dict[str, dict[str, Any]] = {
    "by the sender, to at most ten": {},
    "by the sender, to any number": {"most": None},
    "by anyone on the mail": {"most": None, "introducer": "anyone"},
    "by the sender, every time": {"most": 7, "repeated": True, "alone": True},
}

Choice = tuple[np.ndarray, int, bool]


def choices(events: list[Event], person_of: dict[str, str], days: float = 180.0) -> list[Choice]:
    """Give each case of the first part: its candidates' features, the true one, whether strict."""
    found = []
    for case, past in cases(events, person_of=person_of):
        if past.now < moment(SPLIT):
            rows = [list(features(past, case.u, case.v, c).values()) for c in case.candidates]
            found.append((np.array(rows), case.candidates.index(case.truth[0]), case.later <= days))
    return found


def fit(found: list[Choice]) -> np.ndarray:
    """Fit a conditional logit by maximum likelihood (McFadden 1974)."""

    def loss(weights: np.ndarray) -> float:
        scores = ((rows @ weights, true) for rows, true, _ in found)
        return float(math.fsum(logsumexp(score) - score[true] for score, true in scores))

    best: np.ndarray = minimize(loss, np.zeros(len(LOGIT)), method="BFGS").x
    return best


def crossed(found: list[Choice]) -> pd.DataFrame:
    """Judge the logit inside the first part: each sixth by the weights of the other five."""
    rows = []
    folds = np.array_split(np.arange(len(found)), _FOLDS)
    for fold in folds:
        weights = fit([found[i] for i in range(len(found)) if i not in set(fold.tolist())])
        for features_, true, strict in (found[i] for i in fold):
            scores = features_ @ weights
            above = int((scores > scores[true]).sum())
            rows.append((strict, above < 1, above < 3))
    table = pd.DataFrame(rows, columns=["strict", "hit1", "hit3"])
    means = {"all": table.mean(), "strict": table[table["strict"]].mean()}
    return pd.DataFrame(means).T[["hit1", "hit3"]]


def fresh(
    weight: float, first: int | None, chosen: float | None = None, *, stalest: bool = False
) -> Ranker:
    """Rank so many of the strongest by strength ** weight / (1 + silence), both ties multiplied.

    With `chosen`, only three of them, which the same formula chooses with that weight. `stalest`:
    by the longer of both silences, squared.
    """

    def rank(past: Past, u: str, v: str, c: str) -> float:
        products = {one: product(past, u, v, one) for one in past.common(u, v)}
        pool = sorted(products, key=products.__getitem__)[-first if first else None :]

        def value(one: str, weight: float) -> float:
            silent = [1.0 + past.silence(end, one) for end in (u, v)]
            silence = max(silent) ** 2 if stalest else math.prod(silent)
            return math.pow(products[one], weight) / silence

        if chosen is not None:
            pool = sorted(pool, key=lambda one: value(one, chosen))[-3:]
        return 1.0 + value(c, weight) if c in pool else products[c] / (1.0 + products[c])

    return rank


#: What was compared on the first part, and nowhere else, before one of them was taken.
VARIANTS: dict[str, Ranker] = {
    "product": product,
    **{f"three, strength^{w:g}": fresh(w, 3) for w in (0.0, 0.3, 0.5, 1.0)},
    **{f"all, strength^{w:g}": fresh(w, None) for w in (0.0, 0.3, 0.5, 1.0)},
    "five, strength^0.5": fresh(0.5, 5),
    **{f"three of five by strength^{w:g}": fresh(0.5, 5, w) for w in (2.0, 3.0, 5.0)},
    "three of all by strength^3": fresh(0.5, None, 3.0),
    "three of five, the longer silence": fresh(0.5, 5, 3.0, stalest=True),
    "and none without hope": next(iter(RANKERS.values())),
}


def compared(events: list[Event], person_of: dict[str, str]) -> str:
    """Compare the variants on the first part: hit@1 / hit@3 of all and of strict cases."""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    for options in NOTIONS.values():
        result = backtest(events, person_of=person_of, end=SPLIT, rankers=VARIANTS, **options)
        for name, rows in result.rankings.groupby("ranking", sort=False):
            hits = zip(rows["hit1"], rows["hit3"], strict=True)
            cells[str(name)].append(", ".join(f"{one:.3f} / {three:.3f}" for one, three in hits))
    return _markdown(pd.DataFrame(cells, index=list(NOTIONS)).T.reset_index())


def rankings(result: Backtest) -> str:
    """Write the table of rankings as Markdown, with 95 % intervals."""
    table = result.rankings
    lines = []
    for kind in ("all", "strict"):
        part = table[table["kind"] == kind]
        lines += [
            f"\n{kind}, n = {part['cases'].iloc[0]}\n",
            "| ranking | hit@1 | hit@3 | MRR |\n|---|---|---|---|",
        ]
        for row in part.to_dict("records"):
            cells = [
                f"{row[one]:.3f} ({row[f'{one}_low']:.2f}-{row[f'{one}_high']:.2f})"
                for one in ("hit1", "hit3", "mrr")
            ]
            lines.append(f"| {' | '.join([row['ranking'], *cells])} |")
    return "\n".join(lines)


def others(result: Backtest) -> str:
    """Write closing and reliability as Markdown."""
    return "\n\n".join(map(_markdown, (result.closing, result.reliability)))


def _markdown(table: pd.DataFrame) -> str:
    rows = [list(table.columns), ["---"] * len(table.columns)]
    rows += [[_cell(one) for one in row] for row in table.itertuples(index=False)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def main(folder: Path) -> None:
    """Print the tables."""
    events, person_of = enron(folder / "enron")
    found = choices(events, person_of)
    weights = dict(zip(LOGIT, fit(found).round(2).tolist(), strict=True))
    print(f"Fitted on the first part: {weights}; shipped: {dict(LOGIT)}\n")
    print(f"Inside the first part, cross-validated:\n{crossed(found).round(3)}")
    print(f"\nVariants on the first part:\n{compared(events, person_of)}")
    for label, start, end in (("first part", "", SPLIT), ("later part", SPLIT, "")):
        for notion, options in NOTIONS.items():
            result = backtest(events, person_of=person_of, start=start, end=end, **options)
            print(f"\n## Enron, {label}, introduced {notion}\n{rankings(result)}")
    result = backtest(events, person_of=person_of, **NOTIONS["by the sender, every time"])
    print(f"\n## Enron, whole time, introduced by the sender, every time\n{rankings(result)}")
    result = backtest(events, person_of=person_of)
    print(f"\n## Enron, whole time: closing within 180 days, reliability\n\n{others(result)}")
    result = backtest(college(folder / "messages"), within_days=30)
    print(f"\n## CollegeMsg: closing within 30 days, reliability\n\n{others(result)}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/graphs"))
