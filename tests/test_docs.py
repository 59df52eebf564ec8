"""README, guide and FAQ: what a reader may paste works, on the sample world in her place."""

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

import netgraph as ng
from netgraph.cli import main
from tests.conftest import ROOT

PAGES = ["README.md", "docs/first-hour.md", "docs/faq.md"]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)|!\[[^\]]*\]\(([^)]+)\)")

#: Whom the reader is, and whom she asks for, in the sample world.
PEOPLE = {
    "Your Name": "Anvita Kurundkar",
    "Dr. Jane Roe": "Margaret Ellingsworthy",
    "Dr. John Doe": "Rafael de la Quintanar",
    "St. Hilda's": "Corvane Lakes University Hospital",
    "Former Boss": "Imtiyaz Bhatkali",
    "roe": "ellingsworthy",
    "r.doe@example.org": "farheen.shaikhani@example.org",
    "linkedin:jane-roe-example": "linkedin:farheen-lindqvist-example",
    "email:j.roe@example.org": "email:farheen.shaikhani@example.org",
}
#: These fetch programs from the internet, or wait for a browser: tests/browser runs the latter.
BY_HAND = re.compile(
    r"uv (venv|pip install)|curl |powershell |py -m venv|make |\.venv|netgraph lab"
)


def in_the_sample(text: str) -> str:
    """Put people of the sample world in the place of the reader and of those she seeks."""
    for placeholder, person in PEOPLE.items():
        text = re.sub(rf"\b{re.escape(placeholder)}", person, text)
    return text


def blocks(page: str, *kinds: str) -> list[tuple[str, str]]:
    found = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [(kind, in_the_sample(text)) for kind, text in found if kind in kinds]


@pytest.fixture(name="desk", autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with exports and a list of targets, as a reader has it."""
    shutil.copytree(ROOT / "data/sample/exports", tmp_path / "exports")
    (tmp_path / "targets.csv").write_text("Margaret Ellingsworthy\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_commands_work(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command is run in order, but those that install something or open a browser."""
    lines = [
        re.sub(r"\s#.*", "", line).lstrip("$> ").removeprefix("uv run --no-sync ")
        for _, text in blocks(page, "console", "sh", "powershell")
        for line in text.splitlines()
    ]
    ran = [line for line in lines if line and not BY_HAND.match(line)]
    assert ran
    for line in ran:
        program, *arguments = shlex.split(line)
        assert program == "netgraph", line
        if arguments[0] not in {"demo", "read"} and "--me" not in arguments:
            arguments += ["--me", PEOPLE["Your Name"]]
        assert main(arguments) == 0, (line, capsys.readouterr().err)


@pytest.mark.parametrize("page", PAGES)
def test_python_works(page: str) -> None:
    """Code runs from top to bottom; the examples with answers are doctests."""
    names: dict[str, object] = {}
    for _, text in blocks(page, "python"):
        if ">>>" not in text:
            exec(text, names)  # noqa: S102 - our own documentation


@pytest.mark.parametrize("page", PAGES)
def test_files_are_heeded(page: str, desk: Path) -> None:
    """What the reader is told to write into netgraph.toml or a table is understood."""
    for kind, text in blocks(page, "toml", "csv"):
        name = {"toml": "netgraph.toml", "csv": "mine.csv"}[kind]
        (desk / "exports" / name).write_text(text, encoding="utf-8")
        G = ng.load("exports/", me=PEOPLE["Your Name"])
        said = tomllib.loads(text) if kind == "toml" else {}
        assert not any("mine.csv" in one["file"] for one in G.graph["skipped"])
        assert all(G.graph["do_not_ask"] for one in said.get("person", ()) if not one["ask"])
        for pair in said.get("pair", ()):
            keys = [set(data["keys"]) for _, data in G.nodes(data=True)]
            assert not any({pair["a"], pair["b"]} <= some for some in keys)
        for tie in said.get("tie", ()):
            evidence = G.edges[ng.who(G, PEOPLE["Your Name"]), ng.who(G, tie["a"])]["evidence"]
            assert any(tie["note"] in one for one in evidence)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Files and headings that a page points to are there."""
    for link in filter(None, (a or b for a, b in LINK.findall((ROOT / page).read_text("utf-8")))):
        if link.startswith("https://"):
            continue
        file, _, heading = link.partition("#")
        target = (ROOT / page).parent / file if file else ROOT / page
        assert target.exists(), link
        assert not heading or heading in headings(target), link


def headings(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_kind_of_block_is_known() -> None:
    """A block of an unknown kind would not be tested."""
    kinds = {kind for page in PAGES for kind, _ in BLOCK.findall((ROOT / page).read_text("utf-8"))}
    assert kinds <= {"console", "sh", "powershell", "python", "toml", "csv", "json"}
