"""Personal names, organisations and phone numbers: cleaning and comparing, never guessing silently.

A name is taken apart once (`parse`) and compared with another (`likeness`), which says *how* the
two agree, in words, and leaves what that is worth to `netgraph.identity`. Every script is compared
in Latin letters (anyascii); what a person is shown keeps the script in which it was written.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import phonenumbers
from anyascii import anyascii
from rapidfuzz.distance import OSA, JaroWinkler

#: How two names agree, best first. Everything before "partial" may be one person.
LEVELS: Final = (
    "identical", "extra", "order", "nickname", "initials", "spelling", "slip", "partial",
    "different",
)  # fmt: skip
_RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}
#: How the names of one person agree, where there is enough of each to tell.
COMPATIBLE: Final = frozenset(LEVELS[: _RANK["partial"]])
_CACHE: Final = 1 << 18
_Words = tuple[str, ...]

#: Words that names are made of: credentials, titles, particles, nicknames, kinds of place.
WORDS: Final = tomllib.loads(files("netgraph").joinpath("words.toml").read_text("utf-8"))
_SURE, _UNSURE, _TITLES, _PARTICLES = (
    frozenset(WORDS[table].split()) for table in ("sure", "unsure", "titles", "particles")
)


#: Chinese and Korean family names of two signs.
_TWO_SIGNS: Final = frozenset(WORDS["two_signs"].split())
#: How the bearers write Korean family names that anyascii spells by the letters.
_HANGUL: Final[dict[str, str]] = WORDS["hangul"]


def _nickname_groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(re.split(r"[|\n]", WORDS["nicknames"])):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


_GROUPS: Final = _nickname_groups()


class Name(NamedTuple):
    """A name taken apart.

    Attributes:
        given: Given names and initials, in lower-case Latin letters; an initial is one letter.
        family: Family name in the same form, without particles; never empty unless all is.
        shown: The name as a person is shown it: given names first, but for Chinese and Korean ones
            in their own script; without credentials.
        latin: It was written in Latin letters.
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    shown: str
    latin: bool = True

    @property
    def full(self) -> bool:
        """Whether it has a given name and a family name, both written out."""
        given, family = self[0], self[1]
        return len("".join(given)) > len(given) and len("".join(family)) > len(family)

    @property
    def folded(self) -> str:
        """The form in which two writings of one name are equal: "amara osei tutu"."""
        return " ".join((*self.given, *self.family))


class Likeness(NamedTuple):
    """How two names agree: one of `LEVELS`, and that in words."""

    level: str
    reason: str

    @property
    def compatible(self) -> bool:
        """Whether both can be names of one person, with enough of each to tell."""
        return self.level in COMPATIBLE


_PARENTHESES: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
_TAIL: Final = re.compile(r"\s*(?:[|•·/\\]|\s[-\u2013\u2014~]\s|:).*", re.DOTALL)
_BETWEEN: Final = re.compile(r"[\s\d_,;:!?\"()<>=@/|\[\]{}*+&%$#]+")
_CLEAN: Final = re.compile(r"[A-Za-z0-9 ,.'|-]*")
_ARABIC_AL: Final = "\u0627\u0644"  # the article, which Latin letters write as a word of its own
_FIRST_HANGUL: Final = "\uac00"
_GLYPH: Final = r"[\u3400-\u9fff\uac00-\ud7af]"
_CJK: Final = re.compile(
    rf"({_GLYPH}) ?({_GLYPH}{{2,3}})|({_GLYPH}{{2,3}}) ({_GLYPH})|{_GLYPH}{{2,4}}"
)
_ARABIC_ABD: Final = re.compile(r"\b(\u0639\u0628\u062f) (?=\u0627\u0644)")
#: A Russian father's name: it never stands for the family.
_PATRONYMIC: Final = re.compile(
    r".{2,}(?:[\u0435\u043e]\u0432(?:\u0438\u0447|\u043d\u0430)|\u0438\u0447\u043d\u0430)"
)


def clean(text: str) -> str:
    """Take away what is not the name: emoji, "| IMG" tails, what stands in parentheses.

    An address is no name at all.

    >>> clean("Priya Raman MD 🩺 | IMG | Match 2025")
    'Priya Raman MD'
    """
    plain = "" if "@" in text else unicodedata.normalize("NFKC", text)
    if not _CLEAN.fullmatch(plain):
        kept = (c if unicodedata.category(c)[0] in "LMNPZ" or c == "|" else " " for c in plain)
        plain = "".join(kept)
    plain = _TAIL.sub("", _PARENTHESES.sub(" ", plain)) or plain
    return " ".join(plain.split())


@lru_cache(maxsize=_CACHE)
def parse(text: str) -> Name:
    """Take a name apart, whatever the order in which it was written.

    Reads "Last, First", PubMed's "Zaidat OO", credentials with and without commas, titles,
    particles, and Chinese or Korean names without a space.

    Args:
        text: A name as an export has it.

    Returns:
        The parts; all empty for a text without letters.

    >>> parse("Osei-Tutu, Amara, MD").given, parse("Dr. Amara Osei-Tutu").family
    (('amara',), ('osei', 'tutu'))
    >>> parse("Zaidat OO").given
    ('o', 'o')
    """
    return _parse(text)


def parse_all(texts: Iterable[str]) -> list[Name]:
    """Take many different names apart; to remember them would take as long again."""
    return list(map(_parse, texts))


def _parse(text: str) -> Name:
    head, _, tail = text.partition(",")
    plain = _PLAIN.fullmatch(head) if not tail or _is_tail(tail) else None
    if plain and (found := _plain(head, *plain.groups())):
        return found
    first, *others = [part.strip() for part in clean(text).split(",")]
    words, glyphs = _words(first), _CJK.fullmatch(first)
    alone = len(words) == 1 and not glyphs
    others = [part for part in others if part and not _is_credentials(part, alone=alone)]
    if glyphs and not others:
        return _glyphs(*_signs(first, *glyphs.groups()))
    if others:
        family, given = words, _strip_credentials(_words(others[0]))
        if len(given) == 1 and _is_initials(given[0]):
            given = list(given[0].replace(".", ""))
    else:
        given, family = _split(_strip_credentials(words))
    return _name(given, family)


@lru_cache(maxsize=1 << 12)
def _is_tail(text: str) -> bool:
    """Say whether what stands after a whole name and a comma is letters after the name only."""
    parts = [] if "@" in text else clean(text).split(",")
    return bool(parts) and all(_is_credentials(part.strip(), alone=False) for part in parts)


_NO_FAMILY: Final = _PARTICLES | {word.lower() for word in _SURE}
_PLAIN: Final = re.compile(r"([A-Z][a-z]*)(?: ([A-Z])\.?)? ([A-Z][a-z]+(?:-[A-Z][a-z]+)?)")


def _plain(text: str, first: str, middle: str | None, last: str) -> Name | None:
    """Take the short way for what most names look like, unless a word of it is no name."""
    given, family = _plain_given(first), _plain_family(last)
    if not given or not family:
        return None
    if len(first) == 1:
        text = f"{first}. {middle}. {last}" if middle else f"{first}. {last}"
    elif middle:
        text = f"{first} {middle}. {last}"
    return Name((*given, middle.lower()) if middle else given, family, text)


@lru_cache(maxsize=_CACHE)
def _plain_given(word: str) -> _Words:
    return () if word.lower() in _TITLES else (word.lower(),)


@lru_cache(maxsize=_CACHE)
def _plain_family(word: str) -> _Words:
    parts = tuple(word.lower().split("-"))
    return parts if _NO_FAMILY.isdisjoint(parts) else ()


def _signs(
    text: str, family: str | None, given: str | None, given_first: str | None, last: str | None
) -> tuple[str, str]:
    """Tell family and given name apart; where two signs are a family name, it may stand second."""
    words = text.split()
    for two in (*words, text[:2]):
        if two in _TWO_SIGNS and (rest := "".join(words).replace(two, "", 1)):
            return two, rest
    return family or last or text[0], given or given_first or text[1:]


def _glyphs(family: str, given: str) -> Name:
    """Show the family name first, as is usual, and spell the Korean ones as their bearers do."""
    sound = _latin(family)
    sound = _HANGUL.get(sound, sound) if family >= _FIRST_HANGUL else sound
    return Name((_latin(given),), (sound,), family + given, latin=False)


def _words(text: str) -> list[str]:
    """Take the words apart; the servant of God ("Abd al-") is one with whom he serves."""
    joined = text if text.isascii() else _ARABIC_ABD.sub(r"\1", text)
    found = [word for word in _BETWEEN.split(joined) if any(map(str.isalpha, word))]
    while len(found) > 1 and found[0].strip(".").lower() in _TITLES:
        found = found[1:]
    return found


def _bare(word: str) -> str:
    return word.replace(".", "").replace("-", "").upper()


def _is_credentials(part: str, *, alone: bool) -> bool:
    """Say whether a part after a comma is letters after the name rather than the given name."""
    known = _SURE if alone else _SURE | _UNSURE
    words = [_bare(word) for word in re.split(r"[\s/&]+", part)]
    capitals = part.isupper() and not alone
    return all(w in known or not w or (capitals and len(w) >= SHORTEST) for w in words)


#: "ANNA MA" may be called Ma, but nobody is called Md.
_VOWEL: Final = re.compile(r"[AEIOUY]")
#: Membership of a learned college: FWACP, MACP, FRCEM. New ones appear every year.
_FELLOW: Final = re.compile(r"[FM][A-Z]{0,4}(?:CP|CS|CR|CG|CA|CC|CEM|CH|AN|HA)[A-Z]{0,3}")


def _strip_credentials(words: list[str]) -> list[str]:
    """Drop the letters after a name, as long as a given and a family name remain."""
    capitals = all(word.isupper() for word in words)
    while len([w for w in words[:-1] if not _is_particle(w)]) > 1:
        last = _bare(words[-1])
        unsure = last in _UNSURE and words[-1].isupper() and not (capitals and _VOWEL.search(last))
        fellow = words[-1].isupper() and not capitals and _FELLOW.fullmatch(last)
        if not (last in _SURE or unsure or fellow):
            break
        words = words[:-1]
    return words


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    longest = 4 if "." in word else 3
    return word.isupper() and len(letters) <= longest


def _is_family(word: str, initials: list[str]) -> bool:
    """Say whether a first word is a family name with initials after it.

    Where all is written in capitals, ROE is no initials: there only single letters are.
    """
    if word.isupper() and len(word) > 1:
        return all(len(_bare(one)) == 1 for one in initials)
    return not _is_initials(word)


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Say which words are given names: natural order, or PubMed's with the initials last."""
    if len(words) > 1 and all(map(_is_initials, words[1:])) and _is_family(words[0], words[1:]):
        tail = "".join(words[1:])
        if len(words) == 2 and len(_bare(tail)) == 1 and tail.endswith("."):  # noqa: PLR2004
            return words[:1], words[1:]  # "Priya R." hides the family name
        return list(_bare(tail)), words[:1]
    if len(words) > 1 and _is_initials(words[0]) and not words[-1].isupper():
        words = [*_bare(words[0]), *words[1:]]  # "JA Smith"
    elif len(words) > 2 and _is_initials(words[-1]) and not words[0].isupper():  # noqa: PLR2004
        return list(_bare(words[-1])), words[:-1]
    if len(words) > 2 and _PATRONYMIC.fullmatch(words[-1]):  # noqa: PLR2004
        return words[1:], words[:1]
    start = len(words) - 1
    while start > 1 and _is_particle(words[start - 1]):
        start -= 1
    return words[:start], words[start:]


def _is_particle(word: str) -> bool:
    """Say whether it joins names ("de", "y"); the Y of "Kim JY" stands for one."""
    return word.lower() in _PARTICLES and not (len(word) == 1 and word.isupper())


def _name(given: list[str], family: list[str]) -> Name:
    if not family:
        given, family = given[:-1], given[-1:]
    shown_given = [f"{word}." if len(word) == 1 else word for word in given]
    shown = " ".join((*shown_given, *family))
    own = [word for n, word in enumerate(given) if n == 0 or not _is_particle(word)]
    tokens = tuple(t for word in own for t in _tokens(word))
    families = tuple(t for word in family for t in _tokens(word.removeprefix(_ARABIC_AL)))
    plain = tuple(t for t in families if t not in _PARTICLES) or families
    return Name(tokens, plain, shown, _is_latin(shown))


def _tokens(word: str) -> list[str]:
    parts = re.split(r"[.\-\s]+", word)
    return [latin for part in parts if (latin := _latin(part))]


def _latin(text: str) -> str:
    plain = text if text.isascii() else anyascii(text)
    return plain.lower() if plain.isalpha() else re.sub(r"[^a-z]", "", plain.lower())


def _is_latin(text: str) -> bool:
    letters = "" if text.isascii() else filter(str.isalpha, text)
    return all("LATIN" in unicodedata.name(c, "LATIN") for c in letters)


def likeness(one: Name, other: Name) -> Likeness:
    """Say how two names agree.

    Family names must agree first, then the given names, then the middle names as far as both
    have them. Two differences in spelling, or one beside bare initials, are not enough to tell.

    Args:
        one: A name.
        other: Another; the order does not matter.

    Returns:
        The level and the reason in words.

    >>> likeness(parse("Zaidat OO"), parse("Osama O. Zaidat, MD")).level
    'initials'
    >>> likeness(parse("John A. Smith"), parse("John B. Smith")).level
    'different'
    """
    a, b = sorted((one, other))
    level = level_of(a, b)
    return Likeness(level, in_words(level, a, b))


def level_of(a: Name, b: Name) -> str:
    """Say how two names agree, without the words."""
    return _level(a.given, a.family, b.given, b.family, loose=not (a.latin and b.latin))


def _level(given: _Words, family: _Words, given2: _Words, family2: _Words, *, loose: bool) -> str:
    if not family or not family2:
        return "partial"
    if not given or not given2:  # one word is a whole name only if both have no more
        if not given and not given2 and len(family[0]) >= SHORTEST:
            return _families(family, family2, loose=loose)
        shared = {*given, *family} & {*given2, *family2}
        return "partial" if shared else "different"
    straight = _paired(given, family, given2, family2, loose=loose)
    if _RANK[straight] <= _RANK["extra"]:
        return straight
    if is_turned(given, family, given2, family2):
        return "order"
    turned = _paired(given, family, family2, given2, loose=True) if loose else "different"
    if len(family[-1]) == 1:  # "Priya R.", "Okafor B.": the dot hides which is the family name
        turned = _paired(family, given, given2, family2, loose=loose)
    elif len(family2[-1]) == 1:
        turned = _paired(given, family, family2, given2, loose=loose)
    whole = _contained((*given, *family), (*given2, *family2))
    return min(straight, turned, whole, key=_RANK.__getitem__)


def is_turned(given: _Words, family: _Words, given2: _Words, family2: _Words) -> bool:
    """Say whether two names are the same words, or the same letters, in another order.

    Of initials nothing but the order tells: "Smith AB" is not "Smith BA".
    """
    words, words2 = (*given, *family), (*given2, *family2)
    one, other = "".join(words), "".join(words2)
    if len(one) != len(other) or (family == family2 and {*map(len, (*given, *given2))} == {1}):
        return False
    return (
        other in {"".join((*family, *given)), one}
        or one == "".join((*family2, *given2))
        or sorted(words) == sorted(words2)
    )


def _paired(given: _Words, family: _Words, given2: _Words, family2: _Words, *, loose: bool) -> str:
    written = _as_written(given, family, given2, family2, loose=loose)
    if loose or written not in {"partial", "different"}:
        return written
    families = _heard(family), _heard(family2)
    if families[0][-1] != families[1][-1]:
        return written
    for one, other in ((given, given2), (_heard(given), _heard(given2))):
        level = _as_written(one, families[0], other, families[1], loose=False)
        if level in _AS_HEARD:
            return _AS_HEARD[level]
    return written


#: What is said of names that agree so when they are written as they sound.
_AS_HEARD: Final = {
    "identical": "spelling", "extra": "spelling", "nickname": "nickname", "initials": "initials",
}  # fmt: skip


def _as_written(
    given: _Words, family: _Words, given2: _Words, family2: _Words, *, loose: bool
) -> str:
    if given == given2 and family == family2:
        return "identical"
    families = _families(family, family2, loose=loose)
    if families == "different":
        return families
    return _worst(families, _givens(given, given2, loose=loose), loose=loose)


def _heard(words: _Words) -> _Words:
    return tuple(map(_sound_of, words))


@lru_cache(maxsize=_CACHE)
def _sound_of(word: str) -> str:
    return heard([word])[0]


def heard(words: Sequence[str]) -> list[str]:
    """Write names the way in which they sound, in whatever way they were brought into Latin.

    Mohamed and Muhammad, Elsayed and Sayed, Mueller and Muller, Khaleel and Khalil are the same;
    Hassan and Hussein, Simona and Simone are not.
    """
    text = "\n".join(words)
    for written, sound in _SOUNDS:
        text = written.sub(sound, text)
    sounds = zip(words, text.split("\n"), strict=True)
    return [sound if len(word) >= SHORTEST else word for word, sound in sounds]


_SOUNDS: Final = tuple(
    (re.compile(written, re.MULTILINE), sound)
    for written, sound in (
        (r"^(?:[ae]l|dela|delos|de|van(?:de[nr])?|von(?:der)?)(?=[^aeiouy\W]\w{3})", ""),
        (r"^abd[aeu][lrs]?", "abd"),
        (r"ph", "f"), (r"[td]h|dt", "t"), (r"ck|qu(?=[ei])|q", "k"), (r"x", "ks"),
        (r"ee|ie(?=\w)|y", "i"), (r"oo|[ao]u", "u"), (r"(?<=[aou])e", ""), (r"e(?=\w)", "a"),
        (r"o(?=\w)", "u"), (r"(?<=[aeiou])h$", ""), (r"(\w)\1+", r"\1"),
    )
)  # fmt: skip


def _contained(words: _Words, words2: _Words) -> str:
    """Find one name in the other: "Gabriel García" in "Gabriel José García Márquez".

    Or, where the family name stands first, "Peter Chan" in "Chan Tai Man Peter".
    """
    short, long = (words, words2) if len(words) <= len(words2) else (words2, words)
    if short[0] not in long or len(short) < 2 or 1 in map(len, short):  # noqa: PLR2004
        return "different"
    second = len(long) > 3 and (long[0], long[-2]) == short  # noqa: PLR2004
    turned = (*long[1:], long[0])[-len(short) :] == short
    return "extra" if second or turned or long[: len(short)] == short else "different"


def _worst(family: str, given: str, *, loose: bool) -> str:
    pair = {family, given}
    unsure = pair & {"spelling", "slip"}
    if unsure and not loose and (pair == unsure or pair & {"initials", "nickname"}):
        return "partial"
    return max(pair, key=_RANK.__getitem__)


def _families(a: tuple[str, ...], b: tuple[str, ...], *, loose: bool) -> str:
    if a == b or "".join(a) == "".join(b):
        return "identical"
    if len(a) + len(b) > 2 and {t for t in a if len(t) > 1} & {*b}:  # noqa: PLR2004
        return "extra"
    if len(a[-1]) == 1 or len(b[-1]) == 1:
        return "initials" if a[0][0] == b[0][0] else "different"
    return _spelling(" ".join(a), " ".join(b), loose=loose)


def _givens(a: tuple[str, ...], b: tuple[str, ...], *, loose: bool) -> str:
    if a == b or "".join(a) == "".join(b):
        return "identical"
    if loose and len(a) != len(b) and _consonants("".join(a)) == _consonants("".join(b)) != "":
        return "spelling"
    first = _given(a[0], b[0], loose)
    if first == "different":  # "M. Osama" and "Osama"
        return "extra" if _skipped(a, b) or _skipped(b, a) else "different"
    levels = [first]
    for x, y in zip(a[1:], b[1:], strict=False):
        middle = _given(x, y, loose)
        if middle == "different":
            return "different"
        levels.append("extra" if middle == "initials" else middle)
    if len(a) != len(b):
        levels.append("extra")
    return max(levels, key=_RANK.__getitem__)


def _skipped(short: _Words, long: _Words) -> bool:
    """Say whether one leaves out the first given name of the other, and has no other of its own."""
    own = short[0]
    return len(own) > 1 and own in long[1:] and {w for w in short if len(w) > 1} <= {*long[1:]}


@lru_cache(maxsize=_CACHE)
def _given(x: str, y: str, loose: bool) -> str:  # noqa: FBT001 - by position, for the cache
    if x == y:
        return "identical"
    if len(x) == 1 or len(y) == 1:
        return "initials" if x[0] == y[0] else "different"
    return "nickname" if is_nickname(x, y) else _spelling(x, y, loose=loose)


def is_nickname(x: str, y: str) -> bool:
    """Say whether one given name is the other's beginning, or a known short form of it."""
    short, long = (x, y) if len(x) < len(y) else (y, x)
    clipped = len(short) > 2 and long.startswith(short)  # noqa: PLR2004 - "Jaya", "Zubi"
    return clipped or not nickname_groups(x).isdisjoint(nickname_groups(y))


_VOWELS: Final = re.compile(r"[aeiouhyw]")
#: From this likeness on (Jaro and Winkler) two words are one, misspelled.
NEAR: Final = 0.91
_NEAR_ACROSS: Final = 0.75  # between scripts
#: Shorter words are not misspelled, and no name by themselves.
SHORTEST: Final = 4


def _spelling(x: str, y: str, *, loose: bool) -> str:
    """Allow a difference in a word of four letters or more; between scripts, other vowels."""
    if loose and (_consonants(x) == _consonants(y) != "" or _across(x) == _across(y) != ""):
        return "spelling"
    if min(len(x), len(y)) < SHORTEST:
        return "different"
    if JaroWinkler.similarity(x, y) >= (_NEAR_ACROSS if loose else NEAR):
        return "spelling"
    return "slip" if OSA.distance(x, y, score_cutoff=1) == 1 else "different"


def _consonants(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", word))


def _across(word: str) -> str:
    """Write the consonants so that what one letter stands for in two languages is the same."""
    for spelled, sound in _ONE_SOUND:
        word = word.replace(spelled, sound)
    return _consonants(word)


#: Uthman is Usman, Saurabh is Sourav, Khhn is Cohen.
_ONE_SOUND: Final = (("th", "s"), ("bh", "v"), ("c", "k"))


def in_words(level: str, a: Name, b: Name) -> str:
    """Say in words that two names agree at a level."""
    return _WORDS[level].format(a.shown, b.shown)


_WORDS: Final = {
    "identical": "the same name",
    "extra": "“{}” and “{}” differ only by a part that one of them lacks",
    "order": "“{}” and “{}” are the same words in another order",
    "nickname": "“{}” and “{}” differ by a nickname",
    "initials": "the initials fit: “{}” and “{}”",
    "spelling": "“{}” and “{}” are spelled nearly alike",
    "slip": "“{}” and “{}” differ by one letter",
    "partial": "“{}” and “{}” agree in part",
    "different": "“{}” and “{}” are different names",
}


def nickname_groups(word: str) -> frozenset[int]:
    """Give the numbers of the groups of given names that a word is in."""
    return _GROUPS.get(word, frozenset())


def skeleton(word: str) -> str:
    """Write the consonants of a word alone, those that sound alike as one, for any script."""
    return _consonants(word.translate(_SAME_SOUND)) or word


_SAME_SOUND: Final = str.maketrans("bfvcgkqxzdltmnr", "pppkkkkkstltnnr")


def sounds(words: Sequence[str]) -> list[str]:
    """Write the consonants of each word in classes that are often confused."""
    rest = "\n".join(word[1:] for word in words).replace("ph", "f").translate(_SAME_SOUND)
    bones = _consonants(rest).split("\n")
    return [word[0] + bone[:4] for word, bone in zip(words, bones, strict=False)]


_KIND_OF_PLACE: Final = re.compile(
    r"universit|universidad|hospital|clini[ck]|klini|institut|college|school|center|academ|founda"
    r"|laborator|trust|health|spital|centro|company|corporation"
)
_WITHIN: Final = re.compile(r"^(?:department|dept|division|section|unit|faculty|chair|program)\b")
_NOWHERE: Final = frozenset(
    {"self employed", "independent", "freelance", "freelancer", "retired", "student", "unemployed",
     "various", "private practice", "looking for opportunities", "n a", "none"}
)  # fmt: skip
_EMPTY: Final = frozenset(WORDS["empty"].split())


@lru_cache(maxsize=_CACHE)
def organisations(text: str) -> frozenset[str]:
    """Name the institutions in an employer or affiliation, so that equal ones can be found.

    A department is dropped, and so is a word that says nothing ("University Hospital").

    >>> organisations("Dept. of Cardiology, St. Hilda's Hospital, Leeds, UK.")
    frozenset({'saint hildas hospital'})
    """
    ascii_text = anyascii(text.partition("Electronic address")[0]).lower().replace("'", "")
    parts = [_place(part) for part in re.split(r"[,;|]|(?<!\bst)\.\s(?=\w{3})", ascii_text)]
    parts = [part for part in parts if part and not _WITHIN.match(part)]
    telling = [part for part in parts if set(part.split()) - _EMPTY and part not in _NOWHERE]
    places = [part for part in telling if _KIND_OF_PLACE.search(part)]
    return frozenset(places or telling[:1])


def _place(part: str) -> str:
    words = re.findall(r"[a-z0-9]+", part.replace("&", " and "))
    return " ".join(WORDS["places"].get(w, w) for w in words if w not in {"the", "of", "and"})


def phone(value: str, *, region: str = "") -> str:
    """Write a phone number in E.164, or "" if it is none.

    Args:
        value: The number as written.
        region: Two-letter country, for numbers without a country code. Without it such a number
            is not guessed at.

    Returns:
        The number as "+442079460958", or "".

    >>> phone("020 7946 0958", region="GB"), phone("020 7946 0958")
    ('+442079460958', '')
    """
    try:
        number = phonenumbers.parse(value, region.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
