"""What the files of a LinkedIn archive share: who is one person, who owns it, its dates."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from netgraph.readers._address_book import EMAIL_COLUMN
from netgraph.readers._dates import Dates, order_of
from netgraph.readers._opening import Header, Source
from netgraph.records import Contact, key

#: What LinkedIn calls somebody who left.
GONE: Final = "LinkedIn Member"
NO_NAME: Final = "an account that was closed or hidden: no name is left"

#: The columns of a connections list, in the order of every era; the profile came in 2023.
CONNECTIONS: Final = (
    "first name", "last name", "url", "email address", "company", "position", "connected on",
)  # fmt: skip
_CONNECTED = re.compile(
    r"conn?e|vernetz|verbund|verbond|kontakt seit|colleg|ligado|połącz|forbund|ansluten|связ|連|连"
)


def in_english(columns: Sequence[str]) -> tuple[str, ...]:
    """Give a connections list's columns their English names, whatever language they are in.

    They are told by where they stand: the address of a profile third and a mail address fourth,
    or in older lists a mail address third and a last column on being connected. () for others.
    """
    match columns:
        case (_, _, "url", email, _, _, _) if EMAIL_COLUMN.search(email):
            return CONNECTIONS
        case (_, _, email, _, _, when) if EMAIL_COLUMN.search(email) and _CONNECTED.search(when):
            return *CONNECTIONS[:2], *CONNECTIONS[3:]
    return ()


def owner_key(source: Source) -> str:
    """Give the key of the person whose archive the file belongs to."""
    return key("owner", "linkedin", source.unit)


def profile_key(url: str) -> str:
    """Give the key of a profile's address; "" for any other text."""
    return key("linkedin", url) if "linkedin" in url else ""


def full_name(first: str, last: str) -> str:
    """Join the two columns of a name."""
    return " ".join(f"{first} {last}".split())


def us_dates(source: Source, header: Header, column: str) -> Dates:
    """Read this file's dates month first, as LinkedIn does, unless the file shows otherwise."""
    first = itertools.islice(source.rows(header, column), 1000)
    return Dates(order_of(cell for _, (cell,) in first) or "mdy")


class People:
    """The people of one file that names everybody again and again.

    Args:
        source: The file.
        names_join: It names some people without their profile, so that within it a name is one
            person, whether a profile stands beside it or not.
    """

    def __init__(self, source: Source, *, names_join: bool = False) -> None:
        self.source = source
        self.owner = owner_key(source)
        self.names_join = names_join
        self.profiles: dict[str, str] = {}
        self.told: dict[str, set[str]] = {}
        self.new: list[Contact] = []

    def key(
        self,
        url: str,
        name: str,
        line: int,
        *,
        owner: bool = False,
        work: tuple[str, str] = ("", ""),
    ) -> str:
        """Give somebody's key, "" for nobody; what is new about them waits in `new`."""
        name = "" if name.strip() == GONE else name.strip()
        profile, local = profile_key(url), key("name", name, self.source.unit)
        keys = [one for one in (profile, owner and self.owner) if one]
        # of two profiles with one name, only the first is who the bare name means
        first = self.profiles.setdefault(local, profile) if profile else ""
        if local and (not profile or ((owner or self.names_join) and first == profile)):
            keys.append(local)
        if not keys:
            return ""
        who = keys[-1] if self.names_join else keys[0]
        said, told = {*keys, name and "a name"}, self.told.setdefault(who, {""})
        if not said <= told:
            told |= said
            where = self.source.path, line
            self.new.append(Contact(tuple(keys), name, *work, "", *where, owner=owner))
        return who

    def announced(self) -> Iterator[Contact]:
        """Yield who is new since the last call."""
        yield from self.new
        self.new.clear()
