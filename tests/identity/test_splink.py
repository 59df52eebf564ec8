"""Splink gives the same table of clusters, on DuckDB and on Spark; skipped where they are not."""

import shutil
import tempfile
from typing import Any

import pytest

from netgraph.identity import resolve
from netgraph.identity.splink import clusters, features, splink_clusters
from netgraph.records import Contact

GIVEN = ["Amara", "Ben", "Chidi", "Dunja", "Efua", "Farheen", "Goran", "Hana", "Ilse", "Jorge"]
FAMILY = ["Osei", "Okafor", "Lindqvist", "Brandt", "Quist", "Moreau", "Silvestri", "Tanaka"]


def records() -> list[Contact]:
    """Make eighty people with two records each: a profile, and a card with the same address."""
    found = []
    for n, (given, family) in enumerate((g, f) for g in GIVEN for f in FAMILY):
        keys, phone = (f"email:p{n}@x.example",), (f"phone:+44770090{n:04d}",)
        name, place = f"{given} {family}", f"Place {n % 9} Clinic"
        more = phone if n % 2 else ()
        found.append(Contact((*keys, *more), name, place, file="a.csv", line=n))
        written = f"{family}, {given}, MD"
        found.append(Contact((*keys, *phone), written, place, file="b.csv", line=n))
    return found


def duckdb() -> Any:
    """Give Splink's DuckDB, or skip."""
    return pytest.importorskip("splink", reason="needs the extra: splink").DuckDBAPI()


def spark() -> Any:
    """Give Splink's Spark on one machine, or skip."""
    pytest.importorskip("splink", reason="needs the extra: splink")
    sql = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    if not shutil.which("java"):
        pytest.skip("Spark needs a Java runtime")
    backend = pytest.importorskip("splink.backends.spark")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = session.config("spark.jars", backend.similarity_jar_location())
    session = session.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setCheckpointDir(tempfile.mkdtemp(prefix="netgraph-spark"))
    return backend.SparkAPI(spark_session=session)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", [duckdb, spark])
def test_both_engines_give_the_table_that_we_give(engine: Any) -> None:
    """On records that are easy, the same rows and the same persons come out of all three."""
    contacts = records()
    ours = clusters(contacts, resolve(contacts))
    theirs = splink_clusters(contacts, api=engine())
    assert ours.person.nunique() == 80
    assert theirs.equals(ours)


def test_what_splink_compares_is_taken_apart_as_ours_is() -> None:
    """The same name in two orders is the same first and last; what is missing is missing."""
    table = features([Contact(("email:a@x.example",), "Osei-Tutu, Amara, MD"), Contact(("x:1",))])
    assert table["first"].tolist()[0] == "amara"
    assert table["last"].tolist()[0] == "osei tutu"
    assert table.loc[1, ["first", "last", "company", "email"]].isna().all()


def test_the_table_names_nobody_for_what_is_no_person() -> None:
    """A list keeps its row, and has no person."""
    contacts = [
        Contact(("email:a@x.example",), "Amara Osei", file="a.csv"),
        Contact(("email:l@x.example",), "List", file="b.csv", sort="list"),
    ]
    assert clusters(contacts, resolve(contacts)).person.tolist() == ["email:a@x.example", ""]
