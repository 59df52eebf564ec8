"""Redaction: what must not be on a page is not in its data."""

import json
from pathlib import Path

import pytest

from netgraph.cli import main
from netgraph.maps.redaction import LONGEST, OTHER, Redaction, clean
from netgraph.sample import sample_folder


def test_addresses_and_numbers_are_cut_from_any_text() -> None:
    """A mail address keeps its first part, a phone number nothing, unless they were asked for."""
    text = "write to jane.roe@example.org or +44 20 7946 0958, since 2019-2023"

    assert (
        Redaction.of((), contacts=False).text(text) == "write to jane.roe@… or +…, since 2019-2023"
    )
    assert Redaction.of((), contacts=True).text(text) == text
    assert "@example" not in Redaction.of("contacts", contacts=True).text(text)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("  Jane\nRoe\x00 ", "Jane Roe"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("a\ud800b", "a b"),
        ("x" * 10_000, "x" * (LONGEST - 1) + "…"),
        (None, "None"),
    ],
)
def test_a_text_is_one_line_with_an_end(raw: object, shown: str) -> None:
    """Control characters, direction overrides and endless names do not reach a page."""
    assert clean(raw) == shown


def test_pseudonyms_with_a_key_are_the_same_on_every_map() -> None:
    """With a key a pseudonym depends on the person and the key, not on who else is there."""
    red = Redaction.of("names", contacts=False, key="secret")
    other = Redaction.of("names", contacts=False, key="other")

    assert red.people(["a", "b"], ["Ana", "Ben"])[1] == red.people(["b"], ["Ben"])[0]
    assert red.people(["a"], ["Ana"]) != other.people(["a"], ["Ana"])


def test_pseudonyms_without_a_key_are_numbers_in_no_telling_order() -> None:
    """Without a key people are numbered, each once, and not by the alphabet."""
    ids = [f"p{i:03d}" for i in range(200)]
    red = Redaction.of("names", contacts=False)

    numbers = [int(name.removeprefix("Person ")) for name in red.people(ids, ids)]

    assert sorted(numbers) == list(range(1, 201))
    assert numbers != sorted(numbers)
    assert red.people(ids, ids) == red.people(ids, ids)


def test_an_organisation_of_few_is_coarsened() -> None:
    """With names redacted an organisation shared by fewer than five people is not named."""
    red = Redaction.of("names", contacts=False)

    shown = red.groups(["Big"] * 5 + ["Rare"] * 4 + [""])

    assert shown == ["Big"] * 5 + [OTHER] * 4 + [""]
    assert Redaction.of("organisations", contacts=False).groups(["Big"] * 9) == [""] * 9


def test_an_unknown_redaction_is_refused() -> None:
    """A misspelt option must not silently redact nothing."""
    with pytest.raises(
        ValueError, match="knows names, organisations, evidence, contacts, not name"
    ):
        Redaction.of("name", contacts=False)


def test_a_redacted_map_of_the_command_line_names_nobody(tmp_path: Path) -> None:
    """`netgraph map --redact names` writes a file in which no name, mail or sentence stands."""
    graph, page = tmp_path / "network.json", tmp_path / "map.html"
    folder = sample_folder()
    truth = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    people = {person["id"]: person["name"] for person in truth["people"]}
    assert (
        main(["build", str(folder / "exports"), "--me", people[truth["me"]], "-o", str(graph)]) == 0
    )
    asked = ["map", str(graph), "--seed", "3", "-o", str(page)]

    assert main(asked) == 0
    known = {name for name in people.values() if name in page.read_text(encoding="utf-8")}
    assert len(known) > 50
    assert main([*asked, "--redact", "names", "--redact", "organisations"]) == 0

    text = page.read_text(encoding="utf-8")
    assert not {name for name in known if name in text}
    assert not {part for name in known for part in name.split() if len(part) > 5 and part in text}
    assert "@" not in text[text.index('type="application/json"') :]
