"""The command line: answers, shapes that are a promise, exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netgraph.cli import _COMMANDS, main
from netgraph.decisions import read_decisions
from netgraph.sample import sample_folder
from tests.conftest import ROOT

EXPORTS = str(sample_folder() / "exports")
TRUTH = json.loads((sample_folder() / "world.json").read_text(encoding="utf-8"))
NAMES = {one["id"]: one["name"] for one in TRUTH["people"]}
ME = NAMES[TRUTH["me"]]
TARGET = NAMES[TRUTH["targets"][0]["id"]]
OTHER = NAMES[TRUTH["targets"][1]["id"]]
STATED = "Ramdas Hebbale"  # known to somebody only by what a table of ties states
GOOD = {"strong", "familiar"}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the sample's graph once, as a user would."""
    path = tmp_path_factory.mktemp("graph") / "network.json"
    assert main(["build", EXPORTS, "--me", ME, "-o", str(path)]) == 0
    return str(path)


def names(truth: str, shown: str) -> bool:
    """Say whether a shown name is the true one: middle initials may have been learned."""
    return set(truth.split()) <= set(shown.split())


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """Run a command that must succeed and parse the JSON it prints."""
    capsys.readouterr()
    assert main([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_was_written_beside_the_exports_is_not_read_as_one(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A pair that may be one person is no tie, and a tie that was counted is not counted again."""
    (tmp_path / "targets.csv").write_text(f"name\n{TARGET}\n", encoding="utf-8")
    (tmp_path / "papers.nbib").write_bytes((Path(EXPORTS) / "papers.nbib").read_bytes())
    alone = answer(capsys, "read", str(tmp_path))
    tables = ("brokers", "bridges", "clusters", "portrait", "lenders", "review")
    runs = [["find", TARGET, saved], ["plan", str(tmp_path / "targets.csv"), saved]]
    for command in [*runs, *([name, saved] for name in tables)]:
        assert main([*command, "--csv", str(tmp_path / f"{command[0]}.csv")]) == 0
    for ending in ("json", "graphml", "gexf"):
        assert main(["build", EXPORTS, "-o", str(tmp_path / f"network.{ending}")]) == 0
    found = answer(capsys, "read", str(tmp_path))

    assert found["contacts"] == alone["contacts"]
    assert found["events"] == alone["events"]
    ours = [one["file"] for one in found["skipped"] if "netgraph itself" in one["reason"]]
    assert len(ours) == len(runs) + len(tables) + 3


def test_introduce_prints_the_promised_shape(
    saved: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`introduce --json` has me, target, paths with people and legs, and advice."""
    shown = answer(capsys, "introduce", TARGET, saved)

    assert names(ME, shown["me"]["name"])
    assert names(TARGET, shown["target"]["name"])
    assert isinstance(shown["advice"], str)
    path = shown["paths"][0]
    assert {"people", "chance", "band", "legs"} <= set(path)
    assert [set(one) >= {"id", "name"} for one in path["people"]]
    for leg in path["legs"]:
        assert {"from", "to", "chance", "band", "basis", "reasons"} <= set(leg)
        assert leg["reasons"]


def ties(shown: Any) -> list[dict[str, Any]]:
    """Give every leg of every path of an answer."""
    return [leg for path in shown["paths"] for leg in path["legs"]]


@pytest.mark.parametrize(
    ("target", "option", "kept"),
    [
        (
            OTHER,
            ["--max-hops", "2"],
            lambda shown: all(len(p["legs"]) <= 2 for p in shown["paths"]),
        ),
        (OTHER, ["--min-band", "familiar"], lambda shown: {t["band"] for t in ties(shown)} <= GOOD),
        (
            STATED,
            ["--recorded-only"],
            lambda shown: {t["basis"] for t in ties(shown)} <= {"recorded"},
        ),
        (OTHER, ["-k", "1"], lambda shown: len(shown["paths"]) == 1),
    ],
)
def test_introduce_keeps_to_its_limits(
    saved: str,
    capsys: pytest.CaptureFixture[str],
    target: str,
    option: list[str],
    kept: Callable[[Any], bool],
) -> None:
    """What an option excludes is not in the answer, though it is in the answer without it."""
    assert not kept(answer(capsys, "introduce", target, saved, "-k", "8"))
    assert kept(answer(capsys, "introduce", target, saved, "-k", "8", *option))


def test_nobody_to_avoid_is_on_a_path(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The first introducer, once to be avoided, is gone; via brings the path through them back."""
    first = answer(capsys, "introduce", TARGET, saved)["paths"][0]["people"][1]["id"]

    without = answer(capsys, "introduce", TARGET, saved, "--avoid", first)["paths"]
    through = answer(capsys, "introduce", TARGET, saved, "--via", first)["paths"]
    assert first not in {one["id"] for path in without for one in path["people"]}
    assert all(first in {one["id"] for one in path["people"]} for path in through)
    assert through


def test_drafts_are_part_of_the_answer(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--letters` adds drafts to text and JSON alike; `--templates` takes one's own words."""
    (tmp_path / "question.txt").write_text("Hello $introducer!", encoding="utf-8")
    shown = answer(capsys, "introduce", TARGET, saved, "--templates", str(tmp_path))
    introducer = shown["paths"][0]["people"][1]["name"]

    assert shown["letters"]["question"] == f"Hello {introducer}!"
    assert set(shown["letters"]) == {"question", "request", "note", "thanks"}
    assert main(["introduce", TARGET, saved, "--letters"]) == 0
    assert "1. First, the question" in capsys.readouterr().out


def test_plan_writes_its_table(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list of names gives one way each at most, as JSON and as CSV; who is unknown is said."""
    wanted = tmp_path / "targets.csv"
    wanted.write_text(f"Name\n{TARGET}\n{OTHER}\nNobody Atall\n", encoding="utf-8")
    table = tmp_path / "plan.csv"
    shown = answer(
        capsys,
        "plan",
        str(wanted),
        saved,
        "--per-week",
        "1",
        "--max-hops",
        "2",
        "--csv",
        str(table),
    )

    assert [one["week"] for one in shown["asks"]] == [1, 2]
    assert len(pd.read_csv(table)) == 2
    assert "Nobody Atall" in str(shown["unreached"])


def test_lenders_are_my_contacts(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose lists to ask for: as many of my own contacts as I want, and why."""
    shown = answer(capsys, "lenders", saved, "-k", "3")

    assert len(shown) == 3
    assert all(one["why"] for one in shown)


def test_read_prints_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    """`read --json` has files with counts, totals, and each skipped row with its reason."""
    shown = answer(capsys, "read", EXPORTS)

    assert {"files", "contacts", "events", "skipped"} <= set(shown)
    for report in shown["files"]:
        assert {"path", "reader", "contacts", "events", "skipped"} <= set(report)
    assert shown["contacts"] == sum(report["contacts"] for report in shown["files"])
    assert shown["events"] == sum(report["events"] for report in shown["files"])
    assert len(shown["skipped"]) == sum(report["skipped"] for report in shown["files"])
    assert all({"file", "line", "reason"} <= set(one) for one in shown["skipped"])


@pytest.mark.parametrize("command", ["summary", "brokers", "bridges", "clusters"])
def test_every_analysis_speaks_json(
    saved: str, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Tables come as lists of records, single answers as objects, never empty here."""
    assert answer(capsys, command, saved)


@pytest.mark.parametrize("command", ["summary", "brokers", "bridges", "clusters"])
def test_every_analysis_speaks_to_people(
    saved: str, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Without --json a table or sentences are printed, and nothing on the error stream."""
    capsys.readouterr()

    assert main([command, saved]) == 0
    shown = capsys.readouterr()
    assert len(shown.out.splitlines()) > 3
    assert shown.err == ""


def test_demo_does_the_whole_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The demo prints what was read, a way in, brokers and clusters, and writes the map."""
    page = tmp_path / "map.html"

    assert main(["demo", "-o", str(page)]) == 0
    out = capsys.readouterr().out
    for expected in (*ME.split(), *TARGET.split(), "What was read", "groups", str(page)):
        assert expected in out
    assert page.stat().st_size > 10_000


def test_unknown_people_exit_with_one(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that nobody has is an error on the error stream, exit code 1, no traceback."""
    capsys.readouterr()

    assert main(["introduce", "Zzyzx Qwfp", saved]) in {0, 1}
    shown = capsys.readouterr()
    assert "Zzyzx" in shown.out + shown.err


def test_unreadable_exports_exit_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A path that is not there, and a folder with nothing to read, are said in one line."""
    assert main(["summary", str(tmp_path / "nowhere")]) == 1
    assert main(["summary", str(tmp_path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_empty_folder_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`read` does not answer with nothing where nothing is."""
    assert main(["read", str(tmp_path)]) == 1
    assert "there is no file in it" in capsys.readouterr().err


def test_questions_are_answered_by_a_table(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`review` says how to answer, and takes the answers into the file beside the exports."""
    doubts, network = tmp_path / "doubts.csv", tmp_path / "network.json"
    network.write_bytes(Path(saved).read_bytes())
    assert main(["review", str(network)]) == 0
    assert "--csv doubts.csv" in capsys.readouterr().out
    assert main(["review", str(network), "--csv", str(doubts)]) == 0
    table = pd.read_csv(doubts, dtype=str).assign(decision="different")
    table.to_csv(doubts, index=False)
    assert main(["review", str(network), "--answers", str(doubts)]) == 0
    assert read_decisions(tmp_path).different == tuple(zip(table["a"], table["b"], strict=True))


def test_stopping_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C while files are read ends with one line and 130; no half-written graph is left."""

    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("netgraph.readers.detect", stopped)
    assert main(["build", EXPORTS, "-o", str(tmp_path / "network.json")]) == 130
    assert capsys.readouterr().err == "netgraph: stopped.\n"
    assert not [*tmp_path.iterdir()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_a_real_interrupt_ends_the_process_with_130(tmp_path: Path) -> None:
    """The signal of Ctrl-C, amid the reading of a file: one line, no traceback, no file."""
    code = (
        "import os, signal, sys; from netgraph import cli, readers; inner = readers.detect\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # tests may run in background
        "def detect(source): os.kill(os.getpid(), signal.SIGINT); return inner(source)\n"
        "readers.detect = detect; sys.exit(cli.main(sys.argv[1:]))"
    )
    target = tmp_path / "network.json"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", EXPORTS, "-o", target],
        check=False, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, "netgraph: stopped.\n")
    assert not [*tmp_path.iterdir()]


def test_dates_says_which_number_is_the_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A chat that nobody could date otherwise is dated as the user says, in every command."""
    chat = tmp_path / "WhatsApp Chat with Ben.txt"
    chat.write_text("3/4/24, 14:05 - Ben: x\n3/4/24, 14:06 - Amara: y\n", encoding="utf-8")
    assert main(["read", str(chat), "--dates", "dmy"]) == 0
    assert "2024-04-03" in capsys.readouterr().out
    saved = tmp_path / "network.json"
    assert main(["build", str(chat), "--dates", "mdy", "-o", str(saved)]) == 0
    assert "2024-03-04" in saved.read_text(encoding="utf-8")


def test_wrong_use_exits_with_two() -> None:
    """No command and an unknown option are wrong use."""
    for argv in ([], ["nonsense"], ["brokers"], ["brokers", EXPORTS, "--nonsense"]):
        with pytest.raises(SystemExit) as stopped:
            main(argv)
        assert stopped.value.code == 2


def test_every_command_stands_in_the_readme() -> None:
    """A command that the README does not show is not found by anybody."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in _COMMANDS if f"netgraph {name}" not in readme
            and f"likewise {name}" not in readme and f", {name}" not in readme] == []  # fmt: skip


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` works everywhere and begins with a sentence."""
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out
    for command in _COMMANDS:
        assert command in listed
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        assert "usage: netgraph " + command in capsys.readouterr().out


def test_backtest_reads_an_edge_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers for people, seconds for times; options say what counts as an introduction."""
    rows = [(a, b, n) for n, (a, b) in enumerate((a, b) for a in (1, 2, 3) for b in (8, 9))]
    text = "".join(f"{a} {b} {86400 * n}\n" for a, b, n in [*rows, (1, 8, 20), (1, 9, 20)])
    (tmp_path / "mail.txt").write_text(text, encoding="utf-8")
    assert main(["backtest", str(tmp_path / "mail.txt")]) == 0
    assert "1 times somebody brought two people together" in capsys.readouterr().out
    options = ["--introducer", "anyone", "--most", "0", "--repeated", "--alone", "--within", "30"]
    day = ["--start", "1970-03-01", "--json"]
    assert main(["backtest", str(tmp_path / "mail.txt"), *options, *day]) == 0
    assert json.loads(capsys.readouterr().out)["rankings"] == []
    with pytest.raises(SystemExit):
        main(["backtest", str(tmp_path / "mail.txt"), "--start", "March"])


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (["introduce", TARGET, "--max-hops", "0"], "“0” is no whole number from 1 on"),
        (["lenders", "-k", "-1"], "“-1” is no whole number from 1 on"),
        (["backtest", "--most", "-3"], "“-3” is no whole number from 0 on"),
        (["backtest", "--start", "2025-99-01"], "“2025-99-01” is no date; write it as 2026-11-22"),
        (["plan", "targets.csv", "--start", "soon"], "“soon” is no date; write it as 2026-11-22"),
    ],
)
def test_a_number_that_means_nothing_is_refused(
    saved: str, option: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was typed is said back, and what would do."""
    command, *rest = option
    with pytest.raises(SystemExit) as ended:
        main([command, *rest[:-2], saved, *rest[-2:]])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "option", "file"),
    [("brokers", "--csv", "x.csv"), ("map", "-o", "x.html"), ("build", "-o", "x.graphml")],
)
def test_a_folder_that_is_not_there_is_said(
    saved: str, command: str, option: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing can be written into it, which is no reason for a traceback."""
    assert main([command, saved, option, f"/nowhere at all/{file}"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("netgraph: ")
    assert "/nowhere at all" in told
