"""The authors of one paper, where several fields of its record speak of them by name."""

from __future__ import annotations

import re

from netgraph.readers._papers import Author

#: Values by tag, in the order of the record.
Fields = dict[str, list[str]]

#: How Embase says whose an address is: "(Roe J., j@roe.example; Li X.) Example Ward, Leeds".
_OF_SOME = re.compile(r"\(([^()]+)\)\s*(.+)", re.DOTALL)


def first(fields: Fields, *tags: str) -> str:
    """Give the first value of the first of these tags that has any, or ""."""
    return next((fields[tag][0] for tag in tags if fields.get(tag)), "")


class Extra:
    """What other fields say about an author."""

    def __init__(self) -> None:
        self.affiliations: list[str] = []
        self.emails: list[str] = []
        self.orcid = ""


class Authors:
    """The authors of a paper, two of one name included, and what is said about each name."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.known = {letters(name): Extra() for name in names}

    def find(self, name: str) -> Extra:
        """Find what is known of a name; of one that is not there, what is lost."""
        return self.known.get(letters(name)) or Extra()

    def place(self, address: str) -> None:
        """Give an address to the authors who are named before it, and them their e-mail."""
        if found := _OF_SOME.match(address):
            for part in found[1].split(";"):
                name, _, email = part.partition(",")
                extra = self.find(name)
                extra.affiliations.append(found[2])
                extra.emails += [email] if "@" in email else []

    def listed(self) -> tuple[Author, ...]:
        """Give them in their order."""
        found = ((name, self.find(name)) for name in self.names)
        return tuple(
            Author(name, tuple(one.affiliations), one.orcid, emails=tuple(one.emails))
            for name, one in found
        )


def letters(name: str) -> str:
    """Write a name so that its commas, dots and spaces, and its order, make no difference."""
    return "".join(sorted(filter(str.isalpha, name.casefold())))
