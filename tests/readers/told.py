"""What readers told, sorted out for the tests of them."""

from collections.abc import Iterable

from netgraph.records import Contact, Event, Record, Skipped


def contacts(found: Iterable[Record]) -> list[Contact]:
    """Give the people."""
    return [one for one in found if isinstance(one, Contact)]


def events(found: Iterable[Record]) -> list[Event]:
    """Give the ties."""
    return [one for one in found if isinstance(one, Event)]


def reasons(found: Iterable[Record]) -> list[str]:
    """Give the reasons of what was left out."""
    return [one.reason for one in found if isinstance(one, Skipped)]


def names(found: Iterable[Record]) -> list[str]:
    """Give the names of the people."""
    return [one.name for one in contacts(found)]


def people(found: Iterable[Record]) -> list[tuple[tuple[str, ...], str]]:
    """Give keys and name of each person."""
    return [(one.keys, one.name) for one in contacts(found)]


def ties(found: Iterable[Record]) -> list[tuple[str, tuple[str, ...], str]]:
    """Give kind, people and date of each tie."""
    return [(one.kind, one.people, one.when) for one in events(found)]
