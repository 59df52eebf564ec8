"""Splink on the tables that `who_is_who.py --dump DIR` writes. Needs an environment of its own:

python -m venv peers && peers/bin/pip install splink "pandas<3"
peers/bin/python benchmarks/identity/splink_peer.py DIR/*.csv

The CPU time is that of training, predicting and one clustering, in one thread. Reading the table
and taking the names apart, which our own time includes, are not counted.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb  # type: ignore[import-not-found]
import pandas as pd
import splink.comparison_library as cl  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

#: What is compared exactly, and what with a slip, where a table has it.
EXACT = ("email", "phone", "linkedin", "number", "postcode")
NEAR = ("company", "street", "suburb")


def pairs(sizes: Counter[object]) -> int:
    """Count the pairs within groups."""
    return sum(n * (n - 1) // 2 for n in sizes.values())


def settings(columns: set[str]) -> SettingsCreator:
    """Compare every column there is, and block on each in turn."""
    exact = [column for column in EXACT if column in columns]
    near = [column for column in NEAR if column in columns]
    frequent = {"term_frequency_adjustments": True}
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first").configure(**frequent),
            cl.NameComparison("last").configure(**frequent),
            *(cl.JaroWinklerAtThresholds(n, [0.88]).configure(**frequent) for n in near),
            *(cl.ExactMatch(column) for column in exact),
        ],
        blocking_rules_to_generate_predictions=[
            *(block_on(column) for column in exact if column != "postcode"),
            block_on("first", "last"),
            block_on("last", "substr(first, 1, 1)"),
            *(block_on(name, place) for name in ("first", "last") for place in near),
        ],
    )


def main(file: Path) -> None:
    """Train and predict, and print a line for each threshold."""
    table = pd.read_csv(file, dtype=str).replace("", None)
    columns = {name for name in table.columns if table[name].notna().any()}
    began = time.process_time()
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    api = DuckDBAPI(connection)
    linker = Linker(api.register(table), settings(columns))
    place = next((name for name in NEAR if name in columns), "last")
    strict = [block_on(*dict.fromkeys(("first", "last", place)))]
    strict += [block_on(key) for key in ("email", "phone", "number") if key in columns]
    linker.training.estimate_probability_two_random_records_match(strict, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    first = "email" if "email" in columns else place
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(first))
    second = ["first"] if place == "last" else ["first", "last"]
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*second))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    truth = dict(zip(table["unique_id"], table["truth"], strict=True))
    seconds = 0.0
    for least in (0.5, 0.9, 0.95, 0.99):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=least
        ).as_pandas_dataframe()
        seconds = seconds or time.process_time() - began
        persons = map(truth.get, clusters["unique_id"].astype(str))
        found = list(zip(clusters["cluster_id"], persons, strict=True))
        both, true = pairs(Counter(found)), pairs(Counter(table["truth"]))
        joined = pairs(Counter(cluster for cluster, _ in found))
        p, r = both / max(joined, 1), both / true
        f1 = 2 * p * r / max(p + r, 1e-9)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"| {file.stem}, Splink p ≥ {least} | {p:.4f} | {r:.4f} | {f1:.4f}"
            f" | {seconds:.1f} | {memory} |"
        )


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
