"""Splink on the tables that `who_is_who.py --dump DIR` writes. Needs an environment of its own:

python -m venv peers && peers/bin/pip install splink "pandas<3"
peers/bin/python benchmarks/identity/splink_peer.py DIR/10000.csv ...
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import duckdb  # type: ignore[import-not-found]
import pandas as pd
import splink.comparison_library as cl  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on


def pairs(sizes: Counter[object]) -> int:
    """Count the pairs within groups."""
    return sum(n * (n - 1) // 2 for n in sizes.values())


def main(file: Path) -> None:
    """Train and predict, and print a line for each threshold."""
    table = pd.read_csv(file, dtype=str).replace("", None)
    began = time.process_time()
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    api = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first").configure(term_frequency_adjustments=True),
            cl.NameComparison("last").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("company", [0.88]).configure(
                term_frequency_adjustments=True
            ),
            cl.ExactMatch("email"),
            cl.ExactMatch("phone"),
            cl.ExactMatch("linkedin"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("email"), block_on("phone"), block_on("linkedin"), block_on("first", "last"),
            block_on("last", "company"), block_on("first", "company"),
            block_on("last", "substr(first, 1, 1)"),
        ],
    )  # fmt: skip
    linker = Linker(api.register(table), settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("email"), block_on("phone"), block_on("first", "last", "company")], recall=0.5
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first", "last"))
    predicted = linker.inference.predict(threshold_match_probability=0.5)
    trained = time.process_time() - began
    truth = dict(zip(table["unique_id"], table["truth"], strict=True))
    for least in (0.5, 0.9, 0.95, 0.99):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            predicted, threshold_match_probability=least
        ).as_pandas_dataframe()
        found = list(
            zip(
                clusters["cluster_id"],
                map(truth.get, clusters["unique_id"].astype(str)),
                strict=True,
            )
        )
        both = pairs(Counter(found))
        joined, true = pairs(Counter(c for c, _ in found)), pairs(Counter(table["truth"]))
        p, r = both / joined, both / true
        f1 = 2 * p * r / (p + r)
        print(f"| {file.stem}, Splink p ≥ {least} | {p:.4f} | {r:.4f} | {f1:.4f} | {trained:.1f} |")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
