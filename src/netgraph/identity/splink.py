"""The way out beyond one machine: the same records in, the same table of clusters out, by Splink.

Splink (Linacre and others 2022) does in SQL what `netgraph.identity.resolve` does in memory. It
runs on DuckDB, and on Spark where one machine is not enough. It needs
``pip install netgraph-contacts[splink]``. For Spark it needs ``pyspark`` and a Java runtime as
well, and a session with ``spark.jars`` set to ``splink.backends.spark.similarity_jar_location()``
and a checkpoint directory.

It gives no reasons and heeds no decisions, and joins whatever its links make a chain of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module  # Splink is an optional extra
from typing import Any, Final

import pandas as pd

from netgraph.identity.mentions import mentions
from netgraph.identity.persons import SHORT, People, by_strength, id_of
from netgraph.identity.settling import MERGE
from netgraph.names import organisations, parse
from netgraph.records import Contact, Event, key_kind

_IDENTIFIERS: Final = ("orcid", "email", "phone", "linkedin")
_COLUMNS: Final = ("first", "last", "company", *_IDENTIFIERS)


def clusters(contacts: Iterable[Contact], people: People) -> pd.DataFrame:
    """Write down which record is whose, as `resolve` found it.

    Args:
        contacts: The records, in any order.
        people: What `resolve` made of them.

    Returns:
        One row per record: file, line, name, and person (the id; "" if it is no person's).

    >>> from netgraph.identity import resolve
    >>> records = [Contact(("email:a@x.example",), "Amara Osei", file="in.csv", line=1)]
    >>> clusters(records, resolve(records)).person.tolist()
    ['email:a@x.example']
    """
    every = sorted(set(contacts))
    return _table(every, [people.person_of.get(c.keys[0], "") for c in every])


def splink_clusters(
    contacts: Iterable[Contact],
    events: Sequence[Event] = (),
    *,
    api: Any = None,
    threshold: float = MERGE,
    seed: int = 1,
) -> pd.DataFrame:
    """Say which records are one person with Splink.

    Args:
        contacts: The records, in any order.
        events: Where somebody may occur without a record, and lists are recognised.
        api: A ``splink.DuckDBAPI`` or ``splink.SparkAPI``; DuckDB in memory if not given.
        threshold: Probability from which on a pair is joined.
        seed: For the random pairs that u is estimated from.

    Returns:
        The same table as `clusters`.

    Raises:
        ModuleNotFoundError: Splink is not installed.
    """
    splink = import_module("splink")
    every = sorted(set(contacts))
    kept = mentions(every, events)[0]
    api = api or splink.DuckDBAPI()
    linker = splink.Linker(api.register(features(kept)), _settings())
    _train(linker, seed)
    predicted = linker.inference.predict(threshold_match_probability=threshold)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predicted, threshold_match_probability=threshold
    ).as_pandas_dataframe()
    return _table(every, _ids(every, kept, found))


def features(contacts: Sequence[Contact]) -> pd.DataFrame:
    """Write records as the table that Splink compares: names taken apart, keys by kind."""
    rows = []
    for number, contact in enumerate(contacts):
        name = parse(contact.name)
        kinds = {key_kind(k): k for k in reversed(contact.keys)}
        company = min(organisations(contact.organisation), default=None)
        keys = [kinds.get(kind) for kind in _IDENTIFIERS]
        first = name.given[0] if name.given else None
        rows.append([number, first, " ".join(name.family) or None, company, *keys])
    return pd.DataFrame(rows, columns=["unique_id", *_COLUMNS]).astype(
        dict.fromkeys(_COLUMNS, object)
    )


def _settings() -> Any:
    cl = import_module("splink.comparison_library")
    splink = import_module("splink")
    block_on = splink.block_on

    company = cl.JaroWinklerAtThresholds("company", [0.88])
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first").configure(term_frequency_adjustments=True),
            cl.NameComparison("last").configure(term_frequency_adjustments=True),
            company.configure(term_frequency_adjustments=True),
            *(cl.ExactMatch(kind) for kind in _IDENTIFIERS),
        ],
        blocking_rules_to_generate_predictions=[
            *(block_on(kind) for kind in _IDENTIFIERS),
            block_on("first", "last"),
            block_on("last", "company"),
            block_on("first", "company"),
            block_on("last", "substr(first, 1, 1)"),
        ],
    )


def _train(linker: Any, seed: int) -> None:
    """Estimate the weights without labels."""
    block_on = import_module("splink").block_on
    rules = [block_on("email"), block_on("phone"), block_on("first", "last", "company")]
    training = linker.training
    training.estimate_probability_two_random_records_match(rules, recall=0.5)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    training.estimate_parameters_using_expectation_maximisation(block_on("email"))
    training.estimate_parameters_using_expectation_maximisation(block_on("first", "last"))


def _ids(every: Sequence[Contact], kept: Sequence[Contact], found: pd.DataFrame) -> list[str]:
    """Name each cluster as a person would be named: by the strongest key in it."""
    group = dict(zip(found["unique_id"], found["cluster_id"], strict=True))
    strongest: dict[object, tuple[int, str]] = {}
    for number, contact in enumerate(kept):
        best = min(map(by_strength, contact.keys))
        strongest[group[number]] = min(best, strongest.get(group[number], best))
    of = {c.keys[0]: id_of(strongest[group[n]][1], SHORT) for n, c in enumerate(kept)}
    return [of.get(contact.keys[0], "") for contact in every]


def _table(contacts: Sequence[Contact], persons: Sequence[str]) -> pd.DataFrame:
    rows = [(c.file, c.line, c.name, one) for c, one in zip(contacts, persons, strict=True)]
    return pd.DataFrame(rows, columns=["file", "line", "name", "person"])
