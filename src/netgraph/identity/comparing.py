"""How names agree, for every two of them that may: each pair of words is compared once.

Only names that share a block are compared: one word, and the initial, the sound or the nicknames
of another, so that other orders, initials and one slip still meet. Names of one family name with
initials after the first name, which most are, are compared as columns of numbers, by the rules of
`netgraph.names.level_of`; all others one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence, Sized
from functools import cached_property
from itertools import chain
from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist
from scipy.sparse import csr_array

from netgraph.names import (
    LEVELS,
    NEAR,
    SHORTEST,
    Name,
    heard,
    is_nickname,
    is_turned,
    level_of,
    nickname_groups,
    skeleton,
    sounds,
)

Numbers = NDArray[np.int64]
Words = tuple[str, ...]
_T = TypeVar("_T", bound=Hashable)

#: Most names in a block that are compared.
_BLOCK: Final = 200
#: So many pairs are looked at in one go: memory.
_CHUNK: Final = 3_000_000
#: Most words of a name by which its like is found.
_TOKENS: Final = 7
_GIVEN: Final = 3
#: Letters that are told apart: by their last five bits, which tells those from a to z apart.
_LETTERS: Final = 32
#: Less alike than this (Jaro and Winkler), family names are not worth a closer look.
_ALIKE: Final = 0.8
_RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}
_, _EXTRA, _ORDER, _NICKNAME, _INITIALS, _SPELLING, _SLIP, _PARTIAL, _DIFFERENT = _RANK.values()


class Names:
    """Different names, and their words as columns of numbers.

    Args:
        names: Every different name.

    Attributes:
        each: The names.
        words: Every different word in them.
        word: The words of all names in a row, by number.
        owner: Whose each is.
        place: Which word of the name each is.
        in_family: Whether it belongs to the family name.
        given: How many given names each name has.
        size: How many words it has.
        latin: Whether it was written in Latin letters.
        first: The first given name, by number in `texts`.
        middle: The other given names in one word, likewise.
        glued: All given names in one word, likewise.
        family: The family name, likewise.
        texts: The texts of which names are made.
        text: The same in an array.
        length: How many letters each has.
        letters: Of each letter, how often each text has it.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        self.each = list(names)
        given, family = [name.given for name in names], [name.family for name in names]
        self.given, families = lengths(given), lengths(family)
        self.latin = np.array([name.latin for name in names], np.bool_)
        number, self.words = texts_numbered([*chain(*given), *chain(*family)])
        owner = np.repeat(np.tile(np.arange(len(names)), 2), np.r_[self.given, families])
        self.word = number[np.argsort(owner, kind="stable")]
        self.size = self.given + families
        self.owner, self.place = spans(np.zeros_like(self.size), self.size)
        self.in_family = self.place >= self.given[self.owner]
        self._write(given, family)

    def _write(self, given: Sequence[Words], family: Sequence[Words]) -> None:
        """Number the parts of the names as texts; those of one word have the word's number."""
        more, compound = np.flatnonzero(self.given > 1), np.flatnonzero(self.size > self.given + 1)
        middle = ["".join(given[n][1:]) for n in more.tolist()]
        glued = ["".join(given[n]) for n in more.tolist()]
        families = [" ".join(family[n]) for n in compound.tolist()]
        number, self.texts = texts_numbered([*self.words, "", *middle, *glued, *families])
        _, empty, middles, wholes, compounds = np.split(
            number, np.cumsum([len(self.words), 1, len(more), len(more)])
        )
        start, word = np.cumsum(self.size) - self.size, np.r_[self.word, empty]
        self.first = np.where(self.given > 0, word[start], empty)
        self.middle, self.glued = np.repeat(empty, len(given)), self.first.copy()
        self.family = word[start + self.given]
        self.middle[more], self.glued[more], self.family[compound] = middles, wholes, compounds
        self.text = np.array(self.texts, object)
        self.length = lengths(self.texts)
        letter = np.frombuffer("".join(self.texts).encode("utf-32-le"), np.uint32) & (_LETTERS - 1)
        row = np.repeat(np.arange(len(self.texts)), self.length)
        count = np.bincount(row * _LETTERS + letter, minlength=len(self.texts) * _LETTERS)
        self.letters = np.ascontiguousarray(count.reshape(-1, _LETTERS).T.astype(np.uint16))

    @cached_property
    def heard(self) -> Numbers:
        """How each text sounds, by number."""
        return texts_numbered(heard(self.texts))[0]

    def __len__(self) -> int:
        """Count them."""
        return len(self.each)

    def any(self, words: NDArray[np.bool_], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say in which names a word that is among these places is one of these words."""
        found: NDArray[np.bool_] = np.zeros(len(self), np.bool_)
        found[self.owner[among & words[self.word]]] = True
        return found


def lengths(texts: Sequence[Sized]) -> Numbers:
    """Say how long each is."""
    return np.array(list(map(len, texts)), np.int64)


def texts_numbered(texts: Sequence[str]) -> tuple[Numbers, list[str]]:
    """Give each text a number, in the order of their first, and the texts by number."""
    codes, different = pd.factorize(np.fromiter(texts, object, len(texts)))
    return codes.astype(np.int64), different.tolist()


def levels(names: Names) -> tuple[Numbers, Numbers, Numbers]:
    """Compare every two names that share a block, and every name with itself.

    Args:
        names: Every different name.

    Returns:
        The two names of each pair that may be one person's, sorted, the one first in the list
        first; and how they agree, by number in `netgraph.names.LEVELS`.
    """
    compare = _Comparison(names)
    found = [compare(x, y) for x, y in _blocked(names)]
    own = np.flatnonzero(_whole(names))
    x, y, level = np.concatenate([*found, np.array([own, own, own * 0])], axis=1)
    code, first = np.unique(x * len(names) + y, return_index=True)
    x, y = np.divmod(code, max(len(names), 1))
    return x, y, level[first]


class _Comparison:
    """Compares pairs of names, given by number."""

    def __init__(self, names: Names) -> None:
        self._names, self._each = names, names.each
        long = np.array([len(word) > 1 for word in names.words], np.bool_)
        last = names.any(long, names.place == names.size[names.owner] - 1)
        later = names.any(long, (names.place > 0) & ~names.in_family)
        alone = (names.size == names.given + 1) & (names.given > 0)
        self._plain = alone & last & names.latin & ~later
        self._loose = ~names.latin | ~last
        self._odd = later | (names.given == 0) | self._loose
        self._long, self._later = (
            self._held(long[names.word] & after) for after in (True, names.place > 0)
        )
        worth = _WORTH @ names.letters[:, : len(names.words)]
        self._letters = np.bincount(names.owner, worth[names.word], len(names))

    def __call__(self, x: Numbers, y: Numbers) -> Numbers:
        """Give the pairs that agree, as three rows: the one, the other, and how."""
        names, each, turned = self._names, self._each, self._letters[x] == self._letters[y]
        given = _by_value(names.first[x], names.first[y], lambda a, b: _first(a, b, names))
        alike = self._sound_alike(x, y, given)
        met = turned | (given < _PARTIAL) | alike | self._odd[x] | self._odd[y]
        x, y, turned, given, alike = x[met], y[met], turned[met], given[met], alike[met]
        turned[turned] = [self._is_turned(*pair) for pair in _ends(x[turned], y[turned])]
        both, level = self._plain[x] & self._plain[y], np.full(len(x), _DIFFERENT)
        left = np.flatnonzero(both & (given < _PARTIAL))
        level[left] = self._plainly(x[left], y[left], given[left])
        level[both & turned & (level > _EXTRA)] = _ORDER
        single = np.flatnonzero(~both)
        single = single[self._meet(x[single], y[single])]
        single = np.r_[single, np.flatnonzero(alike & (level >= _PARTIAL))]
        ends = _ends(x[single], y[single])
        level[single] = [_RANK[level_of(each[one], each[other])] for one, other in ends]
        kept = level < _PARTIAL
        return np.array([x[kept], y[kept], level[kept]])

    def _plainly(self, x: Numbers, y: Numbers, given: Numbers) -> Numbers:
        """Compare plain names by what follows the first names, and by the family names."""
        names = self._names
        rest = _by_value(names.middle[x], names.middle[y], lambda a, b: _middle(a, b, names.texts))
        given = np.where(names.glued[x] == names.glued[y], 0, np.maximum(given, rest))
        found = _by_value(names.family[x], names.family[y], lambda a, b: _spelled(a, b, names))
        unsure = (found >= _SPELLING) & np.isin(given, (_NICKNAME, _INITIALS, _SPELLING, _SLIP))
        return np.where(unsure, _DIFFERENT, np.maximum(found, given))

    def _sound_alike(self, x: Numbers, y: Numbers, given: Numbers) -> NDArray[np.bool_]:
        """Say which names that are written otherwise sound alike; not one word the other."""
        names, heard = self._names, self._names.heard
        first = names.first[x] != names.first[y]
        first &= heard[names.first[x]] == heard[names.first[y]]
        family = (names.family[x] != names.family[y]) & (given < _PARTIAL)
        alike = heard[names.family[x]] == heard[names.family[y]]
        found: NDArray[np.bool_] = alike & (first | family)
        return found

    def _is_turned(self, x: int, y: int) -> bool:
        one, other = self._each[x], self._each[y]
        return is_turned(one.given, one.family, other.given, other.family)

    def _held(self, among: NDArray[np.bool_]) -> csr_array:
        """Say which name has which word, of those that are among these."""
        names, shape = self._names, (len(self._names), len(self._names.words))
        return csr_array(
            (np.ones(among.sum(), np.int8), (names.owner[among], names.word[among])), shape
        )

    def _meet(self, x: Numbers, y: Numbers) -> NDArray[np.bool_]:
        """Say which names share a word, or else the first name and much of what follows it."""
        names, start = self._names, self._names.first[x] == self._names.first[y]
        met: NDArray[np.bool_] = self._loose[x] | self._loose[y] | (start & (names.given[x] == 0))
        for rows, words in ((start, self._later), (~start, self._long)):
            met[rows] |= words[x[rows]].multiply(words[y[rows]]).sum(axis=1) > 0
        left = np.flatnonzero(start & ~met)
        rest = (self._rest(end[left]) for end in (x, y))
        met[left] = cpdist(*rest, scorer=JaroWinkler.similarity) > _ALIKE
        return met

    def _rest(self, x: Numbers) -> list[str]:
        """Give what follows the first names."""
        middle, family = (
            self._names.text[part[x]] for part in (self._names.middle, self._names.family)
        )
        return [part.replace(" ", "") for part in middle + family]


def _ends(x: Numbers, y: Numbers) -> Iterable[tuple[int, int]]:
    return zip(x.tolist(), y.tolist(), strict=True)


#: Powers add up differently for nearly any two sets of letters; those that do not are looked at.
_WORTH: Final = np.array([n**5 + n * n for n in range(_LETTERS)], np.float64)


def overlap(x: Numbers, y: Numbers, names: Names) -> NDArray[np.bool_]:
    """Say which parts of two names agree, or nearly so.

    Returns:
        Four rows: the family names, the first names, and the one's first name with the other's
        family name and the other way round.
    """
    long, first, family = names.length > 1, names.first, names.family
    return np.array(
        [
            long[a] & (_by_value(a, b, lambda i, j: _spelled(i, j, names)) < _PARTIAL)
            for a, b in (
                (family[x], family[y]),
                (first[x], first[y]),
                (first[x], family[y]),
                (family[x], first[y]),
            )
        ]
    )


def _whole(names: Names) -> NDArray[np.bool_]:
    """Say whether a name is like itself: one short word is no whole name."""
    enough = np.array([len(word) >= SHORTEST for word in names.words], np.bool_)
    return ((names.given > 0) & (names.size > names.given)) | names.any(enough, names.place == 0)


# --- blocks ----------------------------------------------------------------------------------


def _blocked(names: Names) -> Iterator[tuple[Numbers, Numbers]]:
    """Give every two names that share a block, some millions at a time."""
    words, used = names.words, _used(names)
    word, row = names.word[used], names.owner[used]
    owner, one, other = ordered(word, np.bincount(row, minlength=len(names)))
    kept = np.array([len(w) > 1 for w in words], np.bool_)[one]
    owner, one, other = owner[kept], one[kept], other[kept]
    marks = [
        [word[0], sound, *nickname_groups(word)]
        for word, sound in zip(words, sounds(words), strict=True)
    ]
    found = [_marked(owner, one, other, marks)]
    alike = names.heard[: len(words)]
    rows = (np.bincount(alike)[alike] > 1)[one]  # words of which another spelling occurs
    found.append(_marked(owner[rows], alike[one[rows]], other[rows], marks))
    if not names.latin.all():
        bones, kinds = numbered(map(skeleton, words))
        marks = [[kind[0]] for kind in kinds]
        found.append(_marked(owner, bones[one], bones[other], marks))
    lonely = ~np.isin(row, owner)
    found.append((row[lonely], word[lonely]))
    owner = np.concatenate([owners for owners, _ in found])
    block = np.concatenate([block * len(found) + n for n, (_, block) in enumerate(found)])
    held, number = list[Numbers](), 0
    for codes in _codes(_tables(owner, block, _BLOCK)[0], len(names)):
        held.append(codes)
        number += len(codes)
        if number > _CHUNK:
            yield np.divmod(distinct(*held), len(names))
            held, number = [], 0
    yield np.divmod(distinct(*held), max(len(names), 1))


def _used(names: Names) -> Numbers:
    """Give the words by which the likes of a name are found: three given names, and the family."""
    more = np.maximum(names.given - _GIVEN, 0)[names.owner]
    place = names.place - np.where(names.in_family, more, 0)
    return np.flatnonzero((place < _TOKENS) & (names.in_family | (names.place < _GIVEN)))


def ordered(word: Numbers, size: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Give every two different words of one name, in both orders."""
    start, found = np.cumsum(size) - size, [np.empty((3, 0), np.int64)]
    for n in range(2, _TOKENS + 1):
        owner = np.flatnonzero(size == n)
        table = word[start[owner][:, None] + np.arange(n)]
        i, j = np.nonzero(~np.eye(n, dtype=bool))
        found.append(np.array([np.repeat(owner, len(i)), table[:, i].ravel(), table[:, j].ravel()]))
    owner, one, other = np.concatenate(found, axis=1)
    return owner, one, other


def _marked(
    owner: Numbers, one: Numbers, other: Numbers, marks: Sequence[Collection[Hashable]]
) -> tuple[Numbers, Numbers]:
    """Give the block of a word and each mark of the other."""
    number, kinds = numbered(mark for own in marks for mark in own)
    size = np.array([len(own) for own in marks], np.int64)
    pair, place = spans((np.cumsum(size) - size)[other], size[other])
    return owner[pair], one[pair] * len(kinds) + number[place]


def numbered(values: Iterable[_T]) -> tuple[Numbers, list[_T]]:
    """Give each value a number, in the order of their first, and the values by number."""
    number: dict[_T, int] = {}
    codes = [number.setdefault(value, len(number)) for value in values]
    return np.array(codes, np.int64), list(number)


def spans(start: Numbers, count: Numbers) -> tuple[Numbers, Numbers]:
    """Write out spans: which of them, and each place in it."""
    which = np.repeat(np.arange(len(start)), count)
    within = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    return which, start[which] + within


def sort_within(
    group: NDArray[Any], values: list[_T], key: Callable[[_T], Any] | None = None
) -> None:
    """Sort the values of each group where they stand, next to each other."""
    end = np.r_[np.flatnonzero(group[1:] != group[:-1]) + 1, len(group)]
    size = np.diff(end, prepend=0)
    for stop, length in np.array([end, size]).T[size > 1].tolist():
        values[stop - length : stop] = sorted(values[stop - length : stop], key=key)  # type: ignore[type-var,arg-type]


def within(owner: Numbers, group: Numbers, most: int) -> tuple[Numbers, Numbers, int]:
    """Give every two owners in one group, and how many are in groups too big for that."""
    tables, lost = _tables(owner, group, most)
    base = int(owner.max(initial=0)) + 1
    one, other = np.divmod(distinct(*_codes(tables, base)), base)
    return one, other, lost


def _tables(owner: Numbers, group: Numbers, most: int) -> tuple[list[Numbers], int]:
    """Give the owners of each group, those of equal size as the rows of one table."""
    base = int(owner.max(initial=0)) + 1
    owner, group = np.divmod(distinct(group * base + owner), base)[::-1]
    start = np.flatnonzero(np.diff(group, prepend=-1))
    size = np.diff(np.r_[start, len(group)])
    sizes = distinct(size[(size > 1) & (size <= most)])
    tables = [owner[start[size == n][:, None] + np.arange(n)] for n in sizes]
    return tables, int(size[size > most].sum())


def _codes(tables: Iterable[Numbers], base: int) -> Iterator[Numbers]:
    """Write every two owners in one row as one number, not too many at a time."""
    for table in tables:
        i, j = np.triu_indices(table.shape[1], 1)
        step = max(1, _CHUNK // len(i))
        for start in range(0, len(table), step):
            part = table[start : start + step]
            yield (part[:, i] * base + part[:, j]).ravel()


def distinct(*codes: Numbers) -> Numbers:
    """Give each number once, sorted; np.unique may take ten times as long."""
    every = np.sort(np.concatenate([*codes, np.empty(0, np.int64)]))
    return every[np.diff(every, prepend=-1) > 0]


# --- levels ----------------------------------------------------------------------------------


def _by_value(a: Numbers, b: Numbers, compare: Callable[[Numbers, Numbers], Numbers]) -> Numbers:
    """Compare every two different values once."""
    low, high = np.minimum(a, b), np.maximum(a, b)
    base = int(high.max(initial=0)) + 1
    place, pairs = pd.factorize(low * base + high)
    one, other = np.divmod(pairs, base)
    return compare(one, other)[place]


def _first(a: Numbers, b: Numbers, names: Names) -> Numbers:
    level, texts = _spelled(a, b, names), names.texts
    initial = np.array([ord(text[:1] or " ") for text in texts], np.int64)
    groups = np.array([bool(nickname_groups(text)) for text in texts], np.bool_)
    alike, bare = initial[a] == initial[b], (names.length[a] == 1) | (names.length[b] == 1)
    level = np.where(bare & (a != b), np.where(alike, _INITIALS, _DIFFERENT), level)
    asked = np.flatnonzero(~bare & (a != b) & (alike | (groups[a] & groups[b])))
    nick = [is_nickname(texts[i], texts[j]) for i, j in zip(a[asked], b[asked], strict=True)]
    level[asked[nick]] = _NICKNAME
    return level


def _middle(a: Numbers, b: Numbers, initials: Sequence[str]) -> Numbers:
    """Compare what follows the first name: one may have more of it."""
    ends = zip(a.tolist(), b.tolist(), strict=True)
    agree = [
        all(i == j for i, j in zip(initials[one], initials[other], strict=False))
        for one, other in ends
    ]
    return np.where(a == b, 0, np.where(agree, _EXTRA, _DIFFERENT))


def _spelled(a: Numbers, b: Numbers, names: Names) -> Numbers:
    text, long = names.text, names.length >= SHORTEST
    level = np.where(a == b, 0, _DIFFERENT)
    left = np.flatnonzero((a != b) & long[a] & long[b])
    left = left[_may_be_near(a[left], b[left], names)]
    near = cpdist(text[a[left]], text[b[left]], scorer=JaroWinkler.similarity) >= NEAR
    level[left[near]] = _SPELLING
    left = left[~near]
    slip = cpdist(text[a[left]], text[b[left]], scorer=OSA.distance, score_cutoff=1) == 1
    level[left[slip]] = _SLIP
    return level


def _may_be_near(a: Numbers, b: Numbers, names: Names) -> NDArray[np.bool_]:
    """Say which words have so many letters in common that one may be a slip of the other.

    Jaro's measure counts the letters that match, at most those in common, and Winkler's lifts it
    by four tenths of what is missing at most.
    """
    same = sum(np.minimum(letter[a], letter[b]) for letter in names.letters)
    one, other = names.length[a], names.length[b]
    jaro = (same / one + same / other + 1) / 3
    near: NDArray[np.bool_] = jaro >= 1 - (1 - NEAR) / 0.6 - 1e-9
    near |= same + 1 >= np.maximum(one, other)
    return near
