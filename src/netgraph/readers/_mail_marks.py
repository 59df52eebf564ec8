"""What a mail address, a folder or a subject gives away: a list, a machine, the trash, Sent."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from netgraph.records import key, key_value

#: Folders and labels as mail programs name them, in the languages they speak.
_FOLDERS: Final = {
    "in the spam folder": (
        "spam|junk|junk e-mail|junk email|bulk mail|unerwünscht|junk-e-mail|courrier indésirable"
        "|correo no deseado|posta indesiderata|lixo eletrônico|ongewenst|skräppost|spamverdacht"
        "|спам|迷惑メール|垃圾邮件|垃圾郵件|스팸함"
    ),
    "in the trash": (
        "trash|bin|deleted|deleted items|deleted messages|papierkorb|gelöscht|gelöschte elemente"
        "|gelöschte objekte|corbeille|éléments supprimés|papelera|elementos eliminados|cestino"
        "|posta eliminata|lixeira|lixo|itens excluídos|prullenbak|verwijderde items|kosz"
        "|papperskorgen|корзина|удаленные|ゴミ箱|垃圾箱|回收站|已删除邮件|휴지통"
    ),
    "a draft": (
        "draft|drafts|entwurf|entwürfe|brouillon|brouillons|borrador|borradores|bozze|rascunho"
        "|rascunhos|concepten|wersje robocze|utkast|черновики|下書き|草稿|임시보관함"
    ),
    "a chat, not a mail": "chat|chats",
    "sent": (
        "sent|sent mail|sent items|sent messages|gesendet|gesendete elemente|gesendete objekte"
        "|envoyé|envoyés|messages envoyés|éléments envoyés|enviado|enviados|elementos enviados"
        "|posta inviata|inviata|itens enviados|enviadas|verzonden|verzonden items|wysłane"
        "|skickat|отправленные|送信済み|送信済みメール|已发送|已发送邮件|寄件備份|보낸편지함"
    ),
}
ROLE_OF: Final = {word: role for role, words in _FOLDERS.items() for word in words.split("|")}
#: Folders whose mails are left out.
LEFT_OUT: Final = _FOLDERS.keys() - {"sent"}

#: After a "-" in front, so that every word begins after one of four marks, which is quick to find.
_ROBOT = re.compile(
    r"[-_.+](?:(?:no[-_.]?(?:t[-_.]?)?reply|do[-_.]?not[-_.]?reply|nicht[-_.]?antworten"
    r"|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|nao[-_.]?responda|non[-_.]?rispondere"
    r"|notifi[ck]a[a-z]*|benachrichtigung(?:en)?|notify|newsletters?|mailer[-_.]?daemon"
    r"|postmaster|bounces?|unsubscribe"
    r"|list[-_.]?serv|majordomo|mailman|auto[-_.]?(?:reply|mailer)|newsflash|e-?news|announcements"
    r"|hit-reply|(?<=\w-)bot\d*|[\w-]*(?:\[bot\]|syzbot)|(?<=^-)(?:news|alerts?|digests?|offers|deals|promos?|promotions|mailings?|updates?"
    r"|surveys?|receipts|reminders|invitations|(?:auto|ship|order)-(?:confirm|update)|store-news"
    r"|cron|www-data|nobody|daemon|apache|nginx|mdaemon|mailer|sympa|ezmlm|auto-?responder"
    r"|quarantine|scanner|copier|printer|voicemail|fax|bot|robot|git|svn|trac|jira|confluence"
    r"|jenkins|bugzilla|buildbot|builds|nagios|wordpress|(?:undisclosed|unlisted)-recipients"
    r"|microsoftexchange[\da-f]{32}))(?:$|[-_.+=\d])"
    r"|(?<=^-)(?:reply[-_+.]|owner-|drive-shares|unknownorganizer$)|(?<=-)(?:owner|request)$"
    r"|(?P<list>(?<=^-)(?:dl[-_]|linux-)|(?:dl|all|lista?|liste|verteiler|everyone"
    r"|all[-_.]?staff)$|(?<=-)(?:devel|discuss(?:ion)?|announce|users"
    r"|commits|patches)$|(?<=\w-)(?:dev|developers|lists?|user|talk|bugs|maintainers)$))"
)
_LIST_HOST = re.compile(
    r"^(?:lists?|listserv|mailman|group\.calendar|[\w-]+-lists)\."
    r"|(?:^|\.)(?:googlegroups\.com|groups\.io|yahoogroups\.com|freelists\.org)$|^jiscmail\."
    r"|^(?:vger\.kernel|kvack|nongnu)\.org$"
)
#: Services that forward what is written to them, and trackers of bugs, which have one per bug.
_ROBOT_HOSTS: Final = ("reply.", "bugs.", "bugzilla.", "bounce.", "bounces.", "notifications.")
_MACHINES_ONLY: Final = frozenset(
    {"facebookmail.com", "postmaster.twitter.com", "docs.google.com", "noreply.github.com"}
)
_ROOM_HOST: Final = "resource.calendar.google.com"
_GMAIL: Final = ("@gmail.com", "@googlemail.com")
#: Addresses of a list's own machinery: ``notmuch-bounces``, ``owner-notmuch``.
_MACHINERY = re.compile(r"^owner-|-(?:owner|admin|bounces?|request|return)(?:\+.*)?$")
_TAG = re.compile(r"\[([\w .&+-]{2,40})\]")
#: Words in the display names of lists that personal names do not have.
_NO_PERSON = re.compile(
    r"\b(?:list|group|team|discussion|about|of|for|the|and|users|devel\w*|announce\w*)\b",
    re.IGNORECASE,
)
_DAEMON = re.compile(
    r"mail delivery|mailer.daemon|cron daemon|charlie root|root$|.*(?:\[bot\]|\brobot)$"
    r"|.*\b(?:newsletter|notifications?|no-?reply|mailing)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:(?:e-?mail |virtual |quick |warm |e-?)?"
    r"(?:intro(?:duction)?s?(?:\s*[:\-\u2013]|\s+(?:to|between|of)\b|$)|introducing\b)"
    r"|connecting (?:you|.+ (?:and|&|with) )|[^,:]{2,40}, (?:please )?meet |[^<>]{2,60} <-?> ?\w)"
    r"(?!.*\b(?:myself|me|our|new|the)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<list>\b(?:all (?:users|staff|employees|hands|members)|distribution list|mailing list)\b"
    r"|^(?:DL|DG|PDL)[ _-].*(?:users?|team|groups?|staff|dept|department|cent(?:er|re))\b)"
    r"|(?:meeting|mtg|conference|conf|seminar|board|training|lecture)[ _.-]{0,2}(?:room|rm|hall)"
    r"(?![a-z])|(?:besprechungs|konferenz|seminar|sitzungs)(?:raum|zimmer)"
    r"|salle de (?:ré|conf)|sala de (?:reun|conf|junta)|sala (?:riunion|konfer)"
    r"|vergader(?:zaal|ruim)|(?:mötes|møte|konferens)r[ou]m\b|kokoushuone|переговорн|[会會][议議]室|회의실"
    r"|^(?:room|raum|sala|salle|zaal|aula)[ _-]?\S*\d"
    r"|(?P<group>^(?:[\w.&'\u2019]+ ){1,3}"
    r"(?:team|group|department|dept|committee|society|association|foundation)$)"
    r"|(?P<company>^(?:[\w.&'\u2019]+,? ){1,4}(?:ltd|limited|inc|llc|gmbh|plc|corp)\.?$)",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"email:[a-z]+[._-][a-z]+\d*@")
_AUTOMATIC = re.compile(
    r"(?:automatic reply|auto[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort"
    r"|abwesenheitsnotiz|abwesend|réponse automatique|absence du bureau|respuesta automática"
    r"|fuera de (?:la )?oficina|risposta automatica|fuori sede|resposta automática|autosvar"
    r"|fora do escritório|automatisch antwoord|undeliver|delivery status notification"
    r"|mail delivery failed|delivery failure|failure notice|returned mail|unzustellbar"
    r"|read: |gelesen: |lu : )",
    re.IGNORECASE,
)
_FLAGS = re.compile(r"[:;!]2,([A-Za-z]*)$")
#: Folders within the one that has a name: of a Maildir, and of Apple Mail, which numbers them.
_INNER = re.compile(r"|cur|new|mbox|messages|data|[0-9a-f-]{36}")
_NUMBERED = re.compile(r"(?:[-_ ]?\d+)?(?:\.(?:mbox|mbx|sbd))?$")


def sort_by_form(address: str) -> str:
    """Tell by an address alone what it is: a person, unless its form says otherwise.

    >>> sort_by_form("email:no-reply@shop.example"), sort_by_form("email:ward@lists.example.org")
    ('robot', 'list')
    """
    local, _, host = address[address.find(":") + 1 :].rpartition("@")
    found = _ROBOT.search(f"-{local}")
    return (found.lastgroup or "robot") if found else _sort_of_host(host)


#: The same for mails, where an address comes again and again.
sort_of: Final = lru_cache(maxsize=1 << 16)(sort_by_form)


@lru_cache(maxsize=1 << 14)
def _sort_of_host(host: str) -> str:
    if host.startswith(_ROBOT_HOSTS) or host in _MACHINES_ONLY:
        return "robot"
    return "room" if host == _ROOM_HOST else "list" if _LIST_HOST.search(host) else "person"


def is_machine(address: str, name: str) -> bool:
    """Say whether a sender is none that a person could know."""
    return sort_of(address) == "robot" or _names_a_machine(name)


@lru_cache(maxsize=1 << 14)
def _names_a_machine(name: str) -> bool:
    return _DAEMON.match(name) is not None


def introduces(subject: str) -> bool:
    """Say whether a mail with this subject puts people in touch; rather not than wrongly.

    >>> introduces("Introducing you two"), introduces("Introducing myself")
    (True, False)
    """
    return _INTRODUCES.match(subject) is not None


@lru_cache(maxsize=1 << 14)
def sort_by_name(name: str, address: str = "") -> str:
    """Tell by a display name what it is: a person, unless rooms or lists are called so.

    An address of the form first.last is a person's, who may write for a team.

    >>> sort_by_name("Seminar room 2"), sort_by_name("DL Ward 3 Staff"), sort_by_name("Maria Sala")
    ('room', 'list', 'person')
    >>> sort_by_name("Cardiology Team"), sort_by_name("Jane Roe, HR Department")
    ('group', 'person')
    >>> sort_by_name("Jane Roe Team", "email:jane.roe@x.example")
    'person'
    """
    found = _NAMED.search(name)
    if not found:
        return "person"
    of_many = found["group"] or found["company"]
    mine = of_many and _OF_ONE.match(address) and of_many.split()[-1].lower() not in address
    return "person" if mine else found.lastgroup or "room"


def answers_by_itself(subject: str) -> bool:
    """Say whether a program wrote it: somebody is away, a mail came back, or was opened.

    >>> answers_by_itself("Automatic reply: Rounds"), answers_by_itself("Re: Automatic reply")
    (True, False)
    """
    return _AUTOMATIC.match(subject) is not None


def same_addresses(address: str) -> tuple[str, ...]:
    """Add to a Gmail address the one it is the same as: without dots, and without "+tag".

    >>> same_addresses("email:a.osei+job@gmail.com")
    ('email:a.osei+job@gmail.com', 'email:aosei@gmail.com')
    """
    if not address.endswith(_GMAIL):
        return (address,)
    local = key_value(address).partition("@")[0].partition("+")[0].replace(".", "")
    return tuple(dict.fromkeys((address, key("email", f"{local}@gmail.com") or address)))


def list_of_machinery(address: str) -> str:
    """Give the list that an address works for, or "" if it is not of that form.

    >>> list_of_machinery("email:ward-bounces@example.org")
    'email:ward@example.org'
    """
    local, _, host = key_value(address).rpartition("@")
    bare = _MACHINERY.sub("", local)
    return "" if bare == local else key("email", f"{bare}@{host}")


def tags(subject: str) -> set[str]:
    """Give the tags in a subject, as `tagged` compares them.

    >>> tags("Re: [Aur-General] Guidelines")
    {'aurgeneral'}
    """
    return {_bare(tag) for tag in _TAG.findall(subject)}


def tagged(address: str, name: str, among: set[str]) -> bool:
    """Say whether it is the list of such a tag: named alike, and not called like a person."""
    alike = _bare(key_value(address).partition("@")[0]) in among
    return alike and (not name or _bare(name) in among or _NO_PERSON.search(name) is not None)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def folder_role(path: str) -> str:
    """Say what the folder means that a file or folder is named after, or "".

    >>> folder_role("Mail/Sent Messages.mbox/mbox"), folder_role("Maildir/.Papierkorb/cur")
    ('sent', 'in the trash')
    """
    for part in reversed(PurePosixPath(path).parts[-8:]):
        name = _NUMBERED.sub("", part.lower()).replace("_", " ").strip()
        if role := ROLE_OF.get(name.lstrip(".")) or ROLE_OF.get(name.rpartition(".")[2]):
            return role
        if not _INNER.fullmatch(name):
            break
    return ""


def flag_role(name: str) -> str:
    """Read the flags at the end of a Maildir's file names: trashed, draft.

    >>> flag_role("1709629200.M1.host:2,ST")
    'in the trash'
    """
    found = _FLAGS.search(name)
    flags = found[1] if found else ""
    return "in the trash" if "T" in flags else "a draft" if "D" in flags else ""
