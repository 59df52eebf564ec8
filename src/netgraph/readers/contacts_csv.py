"""Address books as tables: Google Contacts, Outlook, Thunderbird.

Google has had three header sets: today's, the one before 2024, and its "Outlook CSV"::

    First Name,Middle Name,Last Name,...,Organization Name,Organization Title,...,Labels,
        E-mail 1 - Label,E-mail 1 - Value,...,Relation 1 - Label,Relation 1 - Value
    Name,Given Name,Additional Name,...,Group Membership,E-mail 1 - Type,E-mail 1 - Value,...
    First Name,Middle Name,Last Name,Title,Suffix,...,E-mail Address,...,Manager's Name,...

A cell of Google's can hold several values, ``a@example.org ::: b@example.org``. Outlook and
Thunderbird translate their headers, so a column is told by any of its names. (Google's tables
are said to leave contacts out at times; its vCard export does not.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from netgraph.readers import _address_book as book
from netgraph.readers import _bare_book
from netgraph.readers._linkedin_archive import in_english
from netgraph.readers._opening import Header, Source, find_header, plain
from netgraph.records import Record, Skipped

BLIND: Final = book.BLIND


def _names(text: str) -> tuple[str, ...]:
    """Give the names in a list, and each written as one word: "firstName"."""
    names = text.split("|")
    return (*names, *(name.replace(" ", "") for name in names if " " in name))


#: Names of the columns in English and in the languages of Outlook and Thunderbird, as `plain`
#: writes them.
_COLUMNS: Final = {
    "full": _names(
        "name|display name|anzeigename|nom à afficher|nombre en pantalla"
        "|nombre para mostrar|nome visualizzato|mostrar nome|nome para exibição|weergavenaam"
        "|wyświetlana nazwa|zobrazované meno|näyttönimi|näytettävä nimi|отображаемое имя|顯示名稱"
        "|full name|nom complet|nombre completo|nome completo|voller name|фио|姓名|名前|氏名|이름"
        "|الاسم|ad soyad"
    ),
    "prefix": _names("name prefix|anrede|titre|título|titolo|tytuł|titul|頭銜"),
    "given": _names(
        "first name|given name|vorname|prénom|nombre|nome|primeiro nome|voornaam|imię|krstné meno"
        "|etunimi|имя|名字|名|first|jméno|fornavn|förnamn|ad|الاسم الأول"
    ),
    "middle": _names(
        "middle name|additional name|weitere vornamen|deuxième prénom|segundo nombre|secondo nome"
        "|nome do meio|drugie imię|ďalšie meno|中間名|middle|отчество"
    ),
    "family": _names(
        "last name|family name|surname|nachname|nom|nom de famille|apellidos|apellido|cognome"
        "|último nome|sobrenome|achternaam|nazwisko|priezvisko|sukunimi|фамилия|姓氏|姓|last"
        "|příjmení|efternavn|etternavn|efternamn|soyad|اسم العائلة"
    ),
    "suffix": _names("name suffix|suffix|suffixe|sufijo|suffisso|sufixo|prípona"),
    "nickname": _names(
        "nickname|spitzname|surnom|apodo|soprannome|przydomek|prezývka|lempinimi|псевдоним|暱稱"
    ),
    "company": _names(
        "organization name|organization 1 - name|section 1 - company|company|work company"
        "|organization|firma"
        "|organisation|société|empresa|organización|società|organizzazione|organização|bedrijf"
        "|spoločnosť|organizácia|järjestö|yritys|организация|公司|company name|associated company"
        "|unternehmen|entreprise|компания|会社|会社名|単位|单位|회사|şirket|الشركة|employer|hospital"
        "|institution|affiliation|azienda|ente|hôpital|krankenhaus|klinik|företag|virksomhed"
        "|account name"
    ),
    "job": _names(
        "organization title|organization 1 - title|section 1 - title|job title|work title"
        "|job position|position|fonction"
        "|profession|puesto|cargo|qualifica|functie|stanowisko|funkcia|ammattinimi|должность|職稱"
        "|poste|funkce|befattning|职位|职务|役職|직책|unvan|i\u0307ş unvan\u0131|designation|role"
        "|occupation|posizione|beruf"
    ),
    "labels": _names(
        "labels|group membership|categories|kategorien|catégories|categorías|categorie|categorias"
        "|kategorie|kategórie|類別"
    ),
    "city": _names(
        "address 1 - city|business city|work city|home city|business address locality"
        "|home address locality|home town|ort geschäftlich"
        "|ort privat|ville (bureau)|ville (domicile)|ciudad de trabajo|città di lavoro"
        "|cidade comercial|city|location"
    ),
    "country": _names(
        "address 1 - country|business country/region|business country|work country"
        "|home country|home country/region|business address country|home address country"
        "|land/region geschäftlich|pays/région (bureau)"
        "|país de trabalho|country"
    ),
}  # fmt: skip

#: Columns that name a person to whom the contact stands in this relation.
_RELATIONS: Final = {
    "manager": _names(
        "manager's name|name des/der vorgesetzten|nom du responsable|nombre del director"
        "|nome del responsabile|nome do gerente|menadżer|meno manažéra|主管名稱"
    ),
    "assistant": _names(
        "assistant's name|name assistent|nom de l'assistant(e)|nome dell'assistente"
        "|nome do assistente|asystent|meno asistenta|助理"
    ),
    "spouse": _names(
        "spouse|partner|ehepartner/partner|conjoint(e)|cónyuge|coniuge|manžel(ka)|配偶"
    ),
    "referred by": _names("referred by|empfohlen von|recommandé par|referido por"),
}  # fmt: skip

_PHONE = re.compile(
    r"phone(?!t)|mobil|tel[eé]?f|tél|fone|celular|cellulare|puhelin|телефон|電話|手機|电话|手机|携帯"
    r"|전화|الهاتف|هاتف"
)
_WEB = re.compile(r"web|website|url|página|pagina|網頁|strona|стран")
#: What stands beside a value and is none: its type, and what only looks like a person's number.
_BESIDE = re.compile(
    r"- (?:type|label|service)$|\btype?\b|\btip[oa]\b|display name|télécopie|傳真|助理"
)
#: Columns of other exports that hold names and addresses too.
_FOREIGN: Final = frozenset(
    {"connected on", "phone numbers", "phonenumbers", "source", "target", "person a"}
    | {"application date", "verification type"}  # LinkedIn's, about the owner
)
#: A list of addresses without names is an address book's only under this column.
_ALONE: Final = frozenset({"e-mail address", "primary email", "e-mail-adresse", "e-mail 1 - value"})
#: A list of addresses alone, under a name such as "Email".
_ONE_COLUMN = re.compile(
    r'\s*"?([\w -]{0,20}e-?mail[\w -]{0,20})"?[ \r]*\n"?[^\s@,;"]+@[^\s@,;"]+"?\s*(?:\n|$)',
    re.IGNORECASE,
)


_Reach = tuple[Callable[[str, str], Sequence[str]], int, int, str]


class _Layout(NamedTuple):
    """Which columns to read, and where in the row each sort of them then stands.

    Attributes:
        columns: The roles first, then all the others.
        reach: Columns of addresses and numbers: what takes the cell, where it is, where the
            column is that says of what sort the value is, and what the column is called.
        webs: Where web addresses are.
        relations: What the column states if it always states the same; where the name is, and
            where the column is that says what else.
    """

    columns: tuple[str | tuple[str, ...], ...]
    reach: tuple[_Reach, ...]
    webs: tuple[int, ...]
    relations: tuple[tuple[str, int, int], ...]


def claims(source: Source) -> bool:
    """Say whether it is a table of people with their addresses."""
    return _header(source) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the people in the table, and the relations that it states."""
    if header := _header(source):
        layout = _layout(header)
        if not header.lines:
            source.note(f"its columns have no names: read as {_bare_book.told(header)}")
        yield from book.records(source.path, lambda: _entries(source, header, layout))


def _header(source: Source) -> Header | None:
    header = find_header(source.head_text, _is_header)
    other = find_header(source.head_text, lambda columns: not _FOREIGN.isdisjoint(columns))
    if header and other and other.lines < header.lines:
        return None  # it stands within the table of another system
    if not header and (alone := _ONE_COLUMN.match(source.head_text)):
        header = Header((plain(alone[1]),), ",", 1 + alone[0].count("\n", 0, alone.start(1)))
    header = header or _bare_book.find_header(source)
    return header._replace(columns=_numbered(header.columns)) if header else None


def _numbered(columns: Sequence[str]) -> tuple[str, ...]:
    """Number columns of the same name, of which each holds something of its own."""
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        seen[column] += 1
        names.append(f"{column} {seen[column]}" if seen[column] > 1 else column)
    return tuple(names)


def _is_header(columns: Sequence[str]) -> bool:
    there = frozenset(columns)
    if there & _FOREIGN or in_english(columns):
        return False
    named = [
        role
        for role in ("full", "given", "family", "nickname", "company")
        if there & set(_COLUMNS[role])
    ]
    reach = [
        column for column in there if book.EMAIL_COLUMN.search(column) or _PHONE.search(column)
    ]
    return bool((named and reach) or there & _ALONE)


def _layout(header: Header) -> _Layout:
    columns: list[str | tuple[str, ...]] = list(_roles(header).values())

    def place(column: str | tuple[str, ...]) -> int:
        columns.append(column)
        return len(columns) - 1

    values = [column for column in header.columns if not _BESIDE.search(column)]
    emails = [column for column in values if book.EMAIL_COLUMN.search(column)]
    phones = [column for column in values if _PHONE.search(column) and column not in emails]
    webs = [column for column in values if _WEB.search(column) and column not in emails]
    google = [column for column in values if re.fullmatch(r"relation \d+ - value", column)]
    stated = {what: names for what, names in _RELATIONS.items() if header.position(*names) >= 0}
    reach: list[_Reach] = [(book.addresses, place(one), 0, "") for one in emails]
    reach += [(book.phones, place(one), place(_sort_beside(one)), one) for one in phones]
    relations = [(what, place(names), 0) for what, names in stated.items()]
    relations += [("", place(one), place(_sort_beside(one))) for one in google]
    sites = tuple(map(place, webs))
    return _Layout(tuple(columns), tuple(reach), sites, tuple(relations))


def _roles(header: Header) -> dict[str, tuple[str, ...]]:
    """Give the columns of each role, where a name depends on what else is there."""
    roles = dict(_COLUMNS)
    if header.position(*roles["job"]) >= 0:  # then a title is "Dr."
        roles["prefix"] += ("title",)
    else:
        roles["job"] = ("title",)
    if header.position(*roles["given"]) >= 0 > header.position(*roles["family"]):
        roles["family"], roles["full"] = ("name",), roles["full"][1:]
    return roles


def _sort_beside(column: str) -> tuple[str, str]:
    """Give the columns that say of what sort a value is: "phone 1 - label", once "... - type"."""
    stem = column.removesuffix("value")
    return f"{stem}label", f"{stem}type"


def _entries(source: Source, header: Header, layout: _Layout) -> Iterator[book.Entry | Skipped]:
    _, reach, webs, relations = layout
    for line, row in source.rows(header, *layout.columns):
        full, prefix, given, middle, family, suffix, nick, company, job, group, city, land = row[
            : len(_COLUMNS)
        ]
        keys: list[str] = []
        for take, place, beside, name in reach:
            if cell := row[place]:
                keys += take(cell, row[beside] or name)
        for place in webs:
            if row[place]:
                keys = book.by_strength([*keys, *book.profiles(row[place])])
        yield book.entry(
            keys,
            (full or _joined(prefix, given, middle, family, suffix) or nick, f"{given} {family}"),
            (company, job, f"{city}, {land}" if city and land else city or land),
            (source.path, line),
            relations=[pair for one in relations if row[one[1]] for pair in _pairs(row, *one)],
            labels=_labels(group) if group else (),
        )


def _pairs(row: tuple[str, ...], what: str, place: int, beside: int) -> Iterator[tuple[str, str]]:
    """Pair what somebody is to the contact with the names in that cell."""
    for name in row[place].split(":::"):
        if name.strip():
            yield book.relation(what or row[beside]), name.strip()


def _joined(prefix: str, given: str, middle: str, family: str, suffix: str) -> str:
    if family and "\u2e80" < family[0] < "\ufb00":  # Chinese, Japanese, Korean: the family first
        return f"{family}{given}"
    if given and family and not (prefix or middle or suffix):
        return f"{given} {family}"
    return " ".join(filter(None, (prefix, given, middle, family, suffix)))


@lru_cache(maxsize=4096)
def _labels(cell: str) -> tuple[str, ...]:
    """Part the groups in a cell: " ::: " is Google's way, ";" Outlook's."""
    return tuple(label.strip() for label in re.split(r":::|;", cell) if label.strip())
