"""What may stand on a page: contact details never unasked, and less for a copy to share.

Everything here works on the data before a page is made, so what is taken out is not in the file.
"""

import base64
import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

LONGEST: Final = 240
"""Longer texts are cut: nobody reads more on a map."""
FEW: Final = 5
"""An organisation or place with fewer people could give somebody away."""
OTHER: Final = "(elsewhere)"

CHOICES: Final = ("names", "organisations", "evidence", "contacts")

_MAIL = re.compile(r"([\w.+'-]{1,64})@[\w-]{1,63}(?:\.[\w-]{1,63})*")
_PHONE = re.compile(r"(?:\+|\b00)\d[\d ().-]{5,20}\d")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Control characters, halves of characters, and ends of lines and paragraphs.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a page leaves out."""

    names: bool = False
    organisations: bool = False
    evidence: bool = False
    contacts: bool = True
    key: str = ""
    seed: int = 0

    @classmethod
    def of(
        cls, redact: str | Iterable[str], *, contacts: bool, key: str = "", seed: int = 0
    ) -> "Redaction":
        """Read the options of `draw`; `contacts` says that contact details were asked for."""
        chosen = {redact} if isinstance(redact, str) else set(redact)
        if unknown := sorted(chosen - set(CHOICES)):
            raise ValueError(f"redact= knows {', '.join(CHOICES)}, not {', '.join(unknown)}.")
        names = "names" in chosen
        return cls(
            names=names,
            organisations="organisations" in chosen,
            evidence=names or "evidence" in chosen,
            contacts=names or not contacts or "contacts" in chosen,
            key=key,
            seed=seed,
        )

    def text(self, value: object) -> str:
        """Make a text fit for a page: one line, not endless, without addresses and numbers."""
        line = clean(value)
        if self.contacts and "@" in line:
            line = _MAIL.sub(r"\1@…", line)
        if self.contacts and ("+" in line or "00" in line):
            line = _PHONE.sub("+…", line)
        return line

    def people(self, ids: Sequence[str], names: Sequence[str]) -> list[str]:
        """Names, or pseudonyms: by a secret key (the same on every map), or merely numbered."""
        if not self.names:
            return [self.text(name) for name in names]
        if self.key:
            return [f"Person {_code(self.key, person)}" for person in ids]
        order = np.random.default_rng(self.seed).permutation(len(ids))
        return [f"Person {number + 1}" for number in order.tolist()]

    def groups(self, values: Sequence[str]) -> list[str]:
        """Organisations or places: as they are, coarsened where few share them, or gone."""
        if self.organisations:
            return [""] * len(values)
        texts = [self.text(value) for value in values]
        if not self.names:
            return texts
        count = Counter(texts)
        return [text if not text or count[text] >= FEW else OTHER for text in texts]

    def day(self, value: str) -> str:
        """A date; only its year where people must not be known by what they did when."""
        return clean(value)[: 4 if self.names else 10]


def clean(value: object) -> str:
    """One line of text: no control or direction characters, and an end."""
    text = _BIDI.sub("", str(value)[: 4 * LONGEST])
    text = " ".join(_NO_TEXT.sub(" ", text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _code(key: str, person: str) -> str:
    digest = hmac.new(key.encode(), person.encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.b32encode(digest)[:6].decode()
