"""Who is who: records become persons. Every merge carries its reason, every doubt is kept.

Five steps, none of which depends on the order of the files:

1. What is no person is set aside (`netgraph.identity.mentions`).
2. Mentions that share a key which identifies people (an ORCID, an address) are one person, unless
   something says otherwise: two ORCIDs, or an address used under different names.
3. The owner of each export is found among the mentions in it (`netgraph.identity.owners`).
4. Mentions with compatible names are weighed (`netgraph.identity.matching`). What is as good as
   certain and rests on more than the name is merged; what is likely is kept as a `Doubt`.
5. Each person gets an id that the next run gives again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NoReturn

from netgraph.decisions import Decisions
from netgraph.errors import AmbiguousPersonError
from netgraph.identity.candidates import pairs
from netgraph.identity.evidence import Evidence
from netgraph.identity.joined import Joined
from netgraph.identity.mentions import mentions
from netgraph.identity.owners import find_owners
from netgraph.identity.persons import LONG, SHORT, People, id_of, people_of
from netgraph.identity.profiling import certain, profiles_of, traits
from netgraph.identity.settling import Settling
from netgraph.records import Contact, Event


def resolve(
    contacts: Iterable[Contact],
    events: Iterable[Event] = (),
    *,
    me: str = "",
    decisions: Decisions | None = None,
) -> People:
    """Say which mentions are one person.

    Args:
        contacts: What the exports say about people.
        events: What they had to do with one another: shared acquaintances tell namesakes apart.
        me: The user's name, e-mail address or LinkedIn slug. If empty, all known owners are.
        decisions: What the user decided before about pairs; it outweighs everything else.

    Returns:
        The persons, a way from every key to one of them, and what remains doubtful.

    Raises:
        AmbiguousPersonError: Several people answer to `me` and none of them owns an export.

    >>> a = Contact(("orcid:0000-0002-0000-0001", "name:Osei-Tutu A|p1"), "Osei-Tutu A")
    >>> b = Contact(("orcid:0000-0002-0000-0001",), "Amara Osei-Tutu, MD")
    >>> [person.name for person in resolve([a, b]).persons]
    ['Amara Osei-Tutu']
    """
    with _collector_paused():
        return _resolve(contacts, list(events), me, decisions or Decisions())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from walking a million new objects again and again in search of cycles.

    They are then taken for old ones, which are walked only when many more have come.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():  # somebody else's frozen objects stay frozen
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _resolve(
    contacts: Iterable[Contact], events: Sequence[Event], me: str, decisions: Decisions
) -> People:
    kept, left_out = mentions(contacts, events)
    joined, notes = Joined(kept), list[str]()
    settled = _heed(joined, decisions, notes)
    joined.follow_keys()
    mine = find_owners(joined, events, me, notes)
    _match_names(joined, events, notes)
    roots = {joined.find(n) for n in mine}
    if me and len(roots) > 1:
        _refuse(joined, me, roots)
    return people_of(joined, roots, settled, left_out, notes)


def _refuse(joined: Joined, me: str, roots: Iterable[int]) -> NoReturn:
    shown = tuple(sorted(joined.where(n) for n in roots))
    raise AmbiguousPersonError(
        f"{len(shown)} people answer to “{me}”: {'; '.join(shown[:5])}.",
        candidates=shown,
        hint="Give your e-mail address or LinkedIn slug as me= instead.",
    )


# --- the user's decisions --------------------------------------------------------------------


def _heed(
    joined: Joined, decisions: Decisions, notes: list[str]
) -> list[tuple[list[int], list[int]]]:
    """Raise walls between those who are different, join those who are the same.

    Returns:
        The groups of mentions about whom nothing more is to be asked.
    """
    if not (decisions.same or decisions.different or decisions.unsure):
        return []
    ids = {id_of(k, size): k for k in joined.keys.texts for size in (SHORT, LONG)}
    settled = []
    for number, pair in enumerate(decisions.different):
        settled.append(_meant(joined, ids, pair, notes))
        for side, group in zip("ab", settled[-1], strict=True):
            for mention in group:
                joined.claim(mention, f"decision {number}", side)
    for pair in decisions.same:
        ones, others = _meant(joined, ids, pair, notes)
        if ones and others:
            joined.join(ones[0], others[0], "you said so", 1.0)
    return settled + [_meant(joined, ids, pair, notes) for pair in decisions.unsure]


def _meant(
    joined: Joined, ids: Mapping[str, str], pair: tuple[str, str], notes: list[str]
) -> tuple[list[int], list[int]]:
    ones, others = (joined.keys[ids.get(text, text)] for text in pair)
    for text, found in zip(pair, (ones, others), strict=True):
        if not found:
            notes.append(f"A decision names “{text}”, who is not in these exports.")
    return ones, others


# --- names -----------------------------------------------------------------------------------


def _match_names(joined: Joined, events: Sequence[Event], notes: list[str]) -> None:
    """Merge what is as good as certain, keep what is likely as doubts."""
    roots, profiles = profiles_of(joined, events)
    if not roots:
        return
    found, lost = pairs(profiles.person, profiles.name, profiles.names, traits(profiles))
    if lost:
        notes.append(f"{lost} people have names too common to be compared with all others.")
    evidence = Evidence(profiles, certain(joined))
    Settling(joined, roots, profiles, evidence, found).run()
