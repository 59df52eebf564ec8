"""The commands of the analyst: every flag gives the table of its function, printed or written."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import netgraph as ng
from netgraph.cli import main
from netgraph.graph import Graph
from tests.metrics.test_bridges import two_hospitals


@pytest.fixture(name="saved")
def _saved(tmp_path: Path) -> str:
    """Store the two hospitals, with one name that a spreadsheet would run."""
    G = two_hospitals()
    G.graph["as_of"] = "2026-06-01"
    G.nodes["bo"]["name"] = "=HYPERLINK(1)"
    for data in G.nodes.values():
        place = {"St. Hilda's": "Leeds", "Northside": "Pune"}.get(data["organisation"], "")
        data.update(title="", location=place, keys=(), sources=(), me=data["name"] == "Ana")
    for _, _, data in G.edges(data=True):
        data.update(chance=0.5, band="weak", basis="recorded", kinds={}, first="", last="")
        data["evidence"] = []
    return str(ng.save(G, tmp_path / "network.json"))


def rows(table: pd.DataFrame) -> object:
    return json.loads(table.to_json(orient="records", force_ascii=False))


@pytest.mark.parametrize(
    ("argv", "answer"),
    [
        (["brokers"], ng.brokers),
        (["brokers", "--by", "organisation"], lambda G: ng.roles(G, by="organisation")),
        (["brokers", "--by", "cluster"], lambda G: ng.roles(G, by="cluster")),
        (["brokers", "--between", "Leeds", "Pune"],
         lambda G: ng.connectors(G, between=("Leeds", "Pune"))),
        (["brokers", "--between", "Northside", "St. Hilda's", "--by", "organisation"],
         lambda G: ng.connectors(G, between=("Northside", "St. Hilda's"), by="organisation")),
        (["brokers", "--key-players", "2"], lambda G: ng.key_players(G, k=2)),
        (["brokers", "--key-players", "2", "--goal", "reach"],
         lambda G: ng.key_players(G, k=2, goal="reach")),
        (["brokers", "--leaving", "Ben"], lambda G: ng.losses(G, person="ben")),
        (["bridges"], ng.bridges),
        (["clusters"], ng.clusters),
        (["clusters", "--resolution", "9"], lambda G: ng.clusters(G, resolution=9)),
        (["clusters", "--ties"], ng.cluster_ties),
        (["clusters", "--by", "location"], lambda G: ng.ei_index(G, by="location")),
    ],
)  # fmt: skip
def test_every_flag_gives_the_table_of_its_function(
    argv: list[str], answer: object, saved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON holds exactly the rows of the function; print leaves no heading empty."""
    assert callable(answer)
    G: Graph = ng.load(saved)
    assert main([*argv, saved, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == rows(answer(G))
    assert main([*argv, saved]) == 0
    told = capsys.readouterr().out
    assert told.strip()
    assert "None" not in told


@pytest.mark.parametrize("command", ["brokers", "bridges", "clusters", "portrait"])
def test_tables_are_written_so_that_no_cell_runs(
    command: str, saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No cell of a written table begins with what a spreadsheet takes for a formula."""
    target = tmp_path / "out.csv"
    assert main([command, saved, "--csv", str(target)]) == 0
    capsys.readouterr()
    cells = pd.read_csv(target, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert len(cells)
    armed = cells.map(lambda cell: cell.startswith(("=", "+", "@")))
    assert not armed.to_numpy().any()
    if command == "brokers":
        assert "'=HYPERLINK(1)" in set(cells["person"])


@pytest.mark.parametrize("form", [["--json"], ["--csv", "roles.csv"]])
def test_caveats_stand_beside_json_and_csv(
    form: list[str],
    saved: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What a table cannot carry is said on the error stream, where no program trips over it."""
    monkeypatch.chdir(tmp_path)
    main(["brokers", saved, "--by", "organisation", *form])
    out, err = capsys.readouterr()
    assert "1 person left out: group not known." in err
    assert "left out" not in out


def test_a_portrait_of_somebody_else(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--person` takes a name; without it, the portrait is that of *me*."""
    assert main(["portrait", saved, "--person", "Ben", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "ben"
    assert main(["portrait", saved, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "ana"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("brokers", {}),
        ("bridges", {}),
        ("clusters", {"resamples": 1}),
        ("cluster_ties", {}),
        ("roles", {}),
        ("ei_index", {}),
        ("connectors", {"between": ("Northside", "St. Hilda's"), "by": "organisation"}),
        ("key_players", {}),
        ("losses", {"person": "ben"}),
        ("gaps", {"targets": [{"organisation": "Northside"}]}),
    ],
)
def test_every_column_is_documented_and_every_table_says_what_it_rests_on(
    name: str, options: dict[str, object]
) -> None:
    """The docstring names all columns; parameters and caveats travel with the table."""
    function = getattr(ng, name)
    table = function(two_hospitals(), **options)
    assert {column for column in table if f"``{column}``" not in function.__doc__} == set()
    assert set(table.attrs) >= {"parameters", "caveats"}
    assert len(table)
