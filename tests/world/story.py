"""What happened between the people: one list of events, from which every writer takes its share.

The exports see events, never the truth: who really knows whom stands in `truth`. Everything is
made from literals and one seeded generator, so the world is the same wherever it is built.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tests.world.people import FELLOW, FRIEND, ME, MENTOR, PEOPLE, community

AS_OF: Final = "2026-11-20"
TODAY: Final = datetime(2026, 11, 20, 18, 0)  # noqa: DTZ001 - the world's clock is UTC throughout
SEED: Final = 20190805

#: Not people: what a mailbox holds besides them.
ROBOTS: Final = {
    "no-reply@exam-board.example": "Exam Board Notifications",
    "noreply@corvane.example": "Corvane Lakes GME Office",
    "notifications@echorounds.example": "EchoRounds",
    "newsletter@journal-digest.example": "Journal Digest",
}
LIST: Final = "members@lists.moaa.example"
LIST_NAME: Final = "MOAA Members"
BATCH: Final = "Maruvanta Batch of 2019"

#: Her own batch. The namesake and the friend are among them.
BATCHMATES: Final = community("home")[community("home").index(FRIEND) :]
FACULTY: Final = community("home")[1 : community("home").index(FRIEND)]


@dataclass(frozen=True)
class Event:
    """One thing that happened; the first of `people` did it.

    Attributes:
        kind: "connection" "invitation" "message" "endorsement" "recommendation" "mail" "paper"
            "stated" "notice" (a mail by a robot, or a letter to the list).
        when: To the second, in UTC.
        people: Ids; a robot or the list by its address.
        what: Subject, title, skill, note or text.
        text: Body of a mail or message.
        cc: How many of the last of `people` are in copy.
        thread: Equal for mails and messages of one conversation.
        marks: Labels, "draft", the `DP` of a paper, the strength of a statement.
    """

    kind: str
    when: datetime
    people: tuple[str, ...]
    what: str = ""
    text: str = ""
    cc: int = 0
    thread: str = ""
    marks: tuple[str, ...] = ()


@dataclass
class Story:
    """The events, and the generator that varies them."""

    events: list[Event] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    def of(self, *kinds: str) -> list[Event]:
        """Give the events of some kinds, oldest first."""
        chosen = (event for event in self.events if event.kind in kinds)
        return sorted(chosen, key=lambda event: event.when)  # stable: equal times keep their order

    def add(self, kind: str, when: str, *people: str, **more: object) -> None:
        """Add one event at a day, with a time of day."""
        moment = _day(when) + timedelta(seconds=self.chance.randrange(7 * 3600, 19 * 3600))
        self.events.append(Event(kind, moment, people, **more))  # type: ignore[arg-type]

    def talk(
        self, kind: str, start: str, subject: str, people: Sequence[str], turns: int, *, cc: int = 0
    ) -> None:
        """Add a conversation: the first two take turns, the others are in copy or in the group."""
        moment = _day(start) + timedelta(seconds=self.chance.randrange(6 * 3600, 15 * 3600))
        thread = f"{kind}-{start}-{people[0]}-{people[1]}"
        first, second, *others = people
        for turn in range(turns):
            pair = (first, second) if turn % 2 == 0 else (second, first)
            text = self.chance.choice(_LINES)
            self.events.append(
                Event(kind, moment, (*pair, *others), subject, text, cc=cc, thread=thread)
            )
            moment += timedelta(minutes=self.chance.randrange(25, 900))


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def tell() -> Story:
    """Build the whole story."""
    story = Story()
    for chapter in (_connections, _messages, _kindnesses, _mail, _notices, _papers, _stated):
        chapter(story)
    late = [event for event in story.events if event.when > TODAY]
    if late:
        raise AssertionError(late)
    return story


# --- LinkedIn -----------------------------------------------------------------------------------

#: Whom she is connected to, besides her batch.
_HER_OTHERS: Final = (
    (MENTOR, "2023-08-11"), ("imtiyaz-bhatkali", "2024-02-19"), ("tenzin-dolkar", "2024-05-06"),
    ("vikram-rathodkar", "2024-06-21"), ("sudha-venkatarangan", "2022-12-01"),
    ("nazneen-contractor", "2024-07-15"), ("raghavendra-kakkunje", "2025-03-18"),
    ("selvamani", "2024-09-02"), ("leela-dsouza-pinto", "2024-10-10"),
    ("ramdas-hebbale", "2025-04-03"), ("usha-menon-baxter", "2025-04-05"), (FELLOW, "2025-05-12"),
    ("thomas-kizhakkedathil", "2025-04-22"), ("nikhil-waglekar", "2025-06-14"),
    ("shirin-iraniwala", "2025-06-30"), ("sanjay-adigara", "2025-05-02"),
    ("roshni-castelinho", "2025-08-19"), ("haris-mohiuddinkar", "2025-09-09"),
    ("nalini-upadhyekar", "2025-04-28"), ("mumtaz-kalsekar", "2026-02-02"),
    ("ashok-bangerakar", "2026-03-11"), ("jacob-pulikkottilan", "2026-03-12"),
    ("kwabena-asante-boadu", "2026-04-16"), ("oksana-hrytsenkova", "2025-11-24"),
    ("layla-haddadine", "2025-11-25"), ("pham-quoc-bao", "2026-01-20"),
    ("temitope-adeyemisola", "2025-09-27"), ("olumide-fagbenrola", "2025-09-28"),
    ("nguyen-khanh-linh", "2025-09-27"), ("sigridur-hallvardsdottir", "2025-09-29"),
    ("olena-kovalchukova", "2025-10-02"), ("ana-beatriz-de-sa", "2025-10-01"),
    ("mahmoud-al-sabbaghi", "2025-10-05"), ("zhou-ruoxi", "2025-10-11"),
    ("li-wenjing", "2025-10-11"), ("rania-qutaybani", "2026-01-08"), ("widodari", "2026-02-14"),
    ("inaki-etxeberriaga", "2026-02-15"), ("aigerim-nurlanqyzy", "2026-02-20"),
)  # fmt: skip

#: Batchmates who are not on LinkedIn.
_NOT_THERE: Final = frozenset({"tashi-wangdiwal", "pooja-walavekar", "manjunath-naikodi"})


def _connections(story: Story) -> None:
    for mate in BATCHMATES:
        if mate not in _NOT_THERE:
            day = f"{story.chance.randrange(2021, 2026)}-{story.chance.randrange(1, 12):02d}-14"
            story.add("connection", day, ME, mate)
    for other, day in _HER_OTHERS:
        story.add("connection", day, ME, other)
    for number, mate in enumerate(BATCHMATES[1:20]):
        if mate not in _NOT_THERE:
            story.add("connection", f"2023-{number % 11 + 1:02d}-20", FRIEND, mate)
    for number, colleague in enumerate(community("programme")):
        story.add("connection", f"2025-{7 + number % 5:02d}-{3 + number:02d}", FRIEND, colleague)
    for number, alumnus in enumerate(community("diaspora")[3:9]):
        story.add("connection", f"2025-03-{10 + number:02d}", FRIEND, alumnus)
    story.add("connection", "2024-01-30", FRIEND, "imtiyaz-bhatkali")
    for number, colleague in enumerate(community("research")[:16]):
        story.add("connection", f"2020-{number % 11 + 1:02d}-09", FELLOW, colleague)
    for number, alumnus in enumerate(["ramdas-hebbale", "usha-menon-baxter", "anil-kamathur"]):
        story.add("connection", f"2021-0{number + 3}-17", FELLOW, alumnus)


def _messages(story: Story) -> None:
    for start, turns in (
        ("2025-03-21", 3), ("2025-07-02", 2), ("2026-02-17", 3), ("2026-06-09", 4),
        ("2026-08-14", 4), ("2026-09-19", 4), ("2026-10-12", 4), ("2026-11-05", 5),
        ("2026-11-15", 4),
    ):  # fmt: skip
        story.talk("message", start, "", (ME, FRIEND), turns)
    for start, turns in (
        ("2025-09-27", 2), ("2026-07-03", 3), ("2026-08-25", 4), ("2026-10-03", 4),
        ("2026-11-09", 4),
    ):  # fmt: skip
        story.talk("message", start, "", (ME, "temitope-adeyemisola"), turns)
    for start, other, turns in (
        ("2025-04-05", "usha-menon-baxter", 3), ("2025-05-13", FELLOW, 2),
        ("2025-06-15", "nikhil-waglekar", 2), ("2026-03-12", "jacob-pulikkottilan", 1),
        ("2026-01-09", "rania-qutaybani", 2), ("2025-12-04", "priya-nair", 3),
        ("2026-05-11", "aditya-salunkhekar", 4), ("2026-09-30", "varsha-iyengarkar", 3),
        ("2025-10-05", "mahmoud-al-sabbaghi", 2), ("2025-11-25", "layla-haddadine", 2),
    ):  # fmt: skip
        story.talk("message", start, "", (ME, other), turns)
    group = ("aditya-salunkhekar", ME, "priya-nair", "karthik-subbannayya", "varsha-iyengarkar",
             "rahul-dcunhal", "noor-sayedali", "zubair-ansarullah")  # fmt: skip
    for start in ("2025-11-02", "2026-04-12", "2026-10-18"):
        story.talk("message", start, BATCH, group, 4)
    story.add("message", "2026-11-18", ME, "ramdas-hebbale", text="Dear Dr. Ramdas, I",
              thread="draft", marks=("draft",))  # fmt: skip


def _kindnesses(story: Story) -> None:
    """Invitations, endorsements, recommendations: hers, and the friend's."""
    for asker, asked, day, note in (
        (ME, MENTOR, "2023-08-10", "Thank you for the murmur clinic today, ma'am."),
        (ME, "ramdas-hebbale", "2025-04-02", "Batch of 2019 here. I would like to help MOAA."),
        ("temitope-adeyemisola", ME, "2025-09-26", "Good to meet you at the echo workshop!"),
        (ME, "sigridur-hallvardsdottir", "2025-09-28", ""),
        (ME, "kwabena-asante-boadu", "2026-04-15", "Prof. Deshmukh put us in touch."),
        ("zhou-ruoxi", ME, "2025-10-10", ""),
        (ME, "thomas-kizhakkedathil", "2025-04-20", "Maruvanta alumna, hoping to learn from you"),
        (FRIEND, "margaret-ellingsworthy", "2025-07-02", "Thank you for the welcome, Dr. E."),
        ("lucille-abernethan", FRIEND, "2025-07-04", "Welcome to the programme, Farheen!"),
        ("guadalupe-ferranz", FRIEND, "2025-07-06", "Your chief says hello"),
        (FRIEND, "xu-jinghua", "2025-07-08", ""),
    ):
        story.add("invitation", day, asker, asked, what=note)
    for giver, taker, skill, day in (
        (MENTOR, ME, "Echocardiography", "2026-09-14"),
        ("imtiyaz-bhatkali", ME, "Clinical Research", "2026-05-20"),
        ("temitope-adeyemisola", ME, "Echocardiography", "2026-10-06"),
        ("aditya-salunkhekar", ME, "Teaching", "2025-02-11"),
        ("oksana-hrytsenkova", ME, "Statistics", "2026-02-01"),
        (ME, FRIEND, "Internal Medicine", "2026-10-13"),
        (ME, "temitope-adeyemisola", "Cardiology", "2026-10-07"),
        (ME, "priya-nair", "Paediatrics", "2025-12-05"),
        ("margaret-ellingsworthy", FRIEND, "Internal Medicine", "2026-11-02"),
        ("margaret-ellingsworthy", FRIEND, "Patient Safety", "2026-10-08"),
        ("lucille-abernethan", FRIEND, "Scheduling", "2026-11-10"),
        ("lucille-abernethan", FRIEND, "Teamwork", "2026-10-21"),
        ("guadalupe-ferranz", FRIEND, "Teaching", "2026-04-18"),
        (FRIEND, "lucille-abernethan", "Graduate Medical Education", "2026-11-11"),
        (FRIEND, "margaret-ellingsworthy", "Mentoring", "2026-11-03"),
    ):
        story.add("endorsement", day, giver, taker, what=skill)
    for giver, taker, day, text in (
        (MENTOR, ME, "2026-09-12", "Anvita reads an echo with patience, and writes it up kindly."),
        ("vikram-rathodkar", ME, "2025-03-25", "A steady intern on a hard ward."),
        ("margaret-ellingsworthy", FRIEND, "2026-10-30", "A resident whom nurses ask for by name."),
    ):
        story.add("recommendation", day, giver, taker, what=text)


# --- mail ---------------------------------------------------------------------------------------

#: One of them starts like a separator of mails, as bodies do.
_LINES: Final = (
    "Thank you, that helps a lot.", "Could we move it to Thursday?", "The draft is attached.",
    "I have corrected table 2.", "See you at the clinic.", "Yes, please go ahead.",
    "Let me ask and come back to you.", "The strain loops are in the folder.",
    "Good news from the ethics committee!", "How did the interview go?",
    "I will call on Sunday, your evening.", "Two small comments on the discussion.",
    "Please send me your CV once more.", "The night shift was long. Tomorrow?",
    "From the ward, in haste: agreed.", "Congratulations, well deserved 🎉",
)  # fmt: skip

_WITH_MENTOR: Final = (
    ("2025-04-14", "Registry protocol", 4), ("2025-06-10", "Ethics form", 4),
    ("2025-08-18", "Strain paper, first draft", 5), ("2025-11-03", "Reviewer 2", 5),
    ("2026-01-19", "Rheumatic echo cohort", 4), ("2026-03-09", "Abstract for the meeting", 4),
    ("2026-05-25", "Letter of recommendation", 4), ("2026-07-13", "Personal statement", 5),
    ("2026-08-20", "Second cohort", 6), ("2026-09-08", "Application season", 6),
    ("2026-09-24", "Proofs", 5), ("2026-10-09", "Interview practice", 6),
    ("2026-10-27", "Follow-up of the cohort", 6), ("2026-11-06", "Poster", 6),
    ("2026-11-14", "Next week", 5),
)  # fmt: skip


def _mail(story: Story) -> None:
    for start, subject, turns in _WITH_MENTOR:
        story.talk("mail", start, subject, (ME, MENTOR), turns)
    for start, subject in (
        ("2025-03-24", "You matched 🎉"), ("2025-09-01", "Flat and winter coats"),
        ("2026-04-20", "Exam dates"), ("2026-09-05", "Rank list questions"),
        ("2026-10-24", "Your programme"), ("2026-11-12", "Tuesday call"),
    ):  # fmt: skip
        story.talk("mail", start, subject, (ME, FRIEND), 4)
    for start, subject in (
        ("2025-10-06", "After the workshop"), ("2026-07-20", "Image quiz"),
        ("2026-09-15", "Joint case report"), ("2026-10-19", "Case report, figures"),
        ("2026-11-11", "Submission"),
    ):  # fmt: skip
        story.talk("mail", start, subject, ("temitope-adeyemisola", ME), 4)
    story.talk("mail", "2025-08-06", "Nothing urgent", (MENTOR, ME), 2)
    for start, other, subject, turns in (
        ("2024-03-04", "shobha-raikar", "Internship roster", 4),
        ("2024-11-18", "shobha-raikar", "Leave form", 2),
        ("2025-03-10", "shobha-raikar", "Completion certificate", 4),
        ("2024-08-05", "vikram-rathodkar", "Ward rounds", 4),
        ("2025-12-02", "priya-nair", "Paeds notes", 4),
        ("2026-06-18", "priya-nair", "Reunion photos", 3),
        ("2026-08-03", "aditya-salunkhekar", "Question bank", 5),
        ("2026-03-27", "varsha-iyengarkar", "Study plan", 5),
        ("2025-11-20", "zubair-ansarullah", "Bike", 3), ("2025-07-22", "janaki-s", "REDCap", 6),
        ("2026-10-02", "janaki-s", "Data freeze", 5), ("2025-04-16", "ramdas-hebbale", "MOAA", 4),
        ("2026-02-09", "ramdas-hebbale", "Mentorship programme", 3),
        ("2025-04-25", "usha-menon-baxter", "PLAB or USMLE", 5),
        ("2025-05-20", "thomas-kizhakkedathil", "Advice", 3),
        ("2025-05-27", FELLOW, "Life in Leeds", 3),
        ("2025-12-10", "oksana-hrytsenkova", "Mixed models", 4),
        ("2026-03-03", "layla-haddadine", "Fellowship question", 2),
        ("2026-02-24", "aigerim-nurlanqyzy", "Journal club slot", 4),
        ("2025-10-22", "nguyen-khanh-linh", "Workshop slides", 3),
        ("2026-05-05", "zhou-ruoxi", "Strain software", 3), ("2025-06-02", "noor-sayedali", "", 2),
        ("2025-02-24", "manjunath-naikodi", "Plaster", 2),
        ("2024-05-20", "selvamani", "CT slots", 3), ("2025-01-13", "imtiyaz-bhatkali", "Cath", 4),
    ):  # fmt: skip
        story.talk("mail", start, subject, (ME, other), turns)
    _group_mail(story)
    _introduction(story)


def _group_mail(story: Story) -> None:
    for month in range(2, 12):
        size = story.chance.randrange(3, 7)
        mates = [mate for mate in BATCHMATES if mate != FRIEND]
        chosen = story.chance.sample(mates, size)
        story.talk("mail", f"2026-{month:02d}-07", f"Batch meet, part {month - 1}",
                   (chosen[0], ME, *chosen[1:]), 2, cc=size - 2)  # fmt: skip
    cohort = (MENTOR, "imtiyaz-bhatkali", ME, "tenzin-dolkar", "janaki-s")
    for month in (2, 4, 6, 8, 9, 10, 11):
        story.talk("mail", f"2026-{month:02d}-02", "Cohort meeting", cohort, 3, cc=2)
    for start, subject in (("2025-10-15", "EchoRounds"), ("2026-03-20", "Spring quiz")):
        story.talk("mail", start, subject,
                   ("aigerim-nurlanqyzy", "inaki-etxeberriaga", ME, "nguyen-khanh-linh",
                    "mahmoud-al-sabbaghi", "widodari"), 3, cc=3)  # fmt: skip
    for start, subject in (("2024-04-08", "Duty swap"), ("2024-09-16", "Crash cart audit")):
        story.talk("mail", start, subject,
                   ("vikram-rathodkar", "raghavendra-kakkunje", ME, "rahul-dcunhal",
                    "karthik-subbannayya", "irfan-malpekar"), 2, cc=4)  # fmt: skip


def _introduction(story: Story) -> None:
    kwabena = "kwabena-asante-boadu"
    for day, people, cc, text in (
        ("2026-04-13", (MENTOR, kwabena, ME), 0, "Kwabena, meet Anvita. You both like strain."),
        ("2026-04-14", (kwabena, ME, MENTOR), 1, "Happy to talk, Anvita."),
        ("2026-04-15", (ME, kwabena), 0, "Thank you both! (Professor to bcc)"),
    ):
        story.add("mail", day, *people, what="Introducing you two", text=text, cc=cc,
                  thread="introduction")  # fmt: skip


def _notices(story: Story) -> None:
    """Letters to the list, robots, spam: what must not become a person or a tie."""
    writers = [
        *community("diaspora")[:1],
        *community("diaspora")[9:13],
        *community("diaspora")[15:],
    ]
    for number in range(26):
        writer = writers[number % len(writers)]
        day = f"{2025 + number // 13}-{number % 11 + 1:02d}-{number % 13 + 6:02d}"
        tag = ("headers",) if number % 4 == 0 else ()
        story.add("notice", day, writer, LIST, what=f"[moaa-members] Circular {number + 1}",
                  text="Dear members, news from the committee.", marks=tag)  # fmt: skip
    for number in range(28):
        robot = list(ROBOTS)[number % len(ROBOTS)]
        day = f"{2025 + number // 14}-{number % 11 + 1:02d}-{number % 19 + 1:02d}"
        story.add("notice", day, robot, ME, what=f"Notice {number + 1}",
                  text="This message was sent automatically.", marks=("robot",))  # fmt: skip
    story.add("notice", "2026-07-07", "prize@lucky-draw.example", ME, what="You have won",
              text="Claim now.", marks=("spam",))  # fmt: skip


# --- papers -------------------------------------------------------------------------------------

#: day | DP as PubMed prints it | title (OLD: initials only) | authors
_PAPERS: Final = """
2026-11-04 | 2026 Nov | Strain in rheumatic mitral disease: two continents, one curve | jayashree-deshmukh rafael-de-la-quintanar
2026-09-10 | 2026 Sep 10 | Handheld echo at the first visit: a shared protocol | rafael-de-la-quintanar sunniva-halvorsruden jayashree-deshmukh
2026-06-15 | 2026 Jun | Valve disease in young women: a transatlantic cohort | jayashree-deshmukh imtiyaz-bhatkali rafael-de-la-quintanar
2026-10-01 | 2026 Oct | Left atrial strain after monsoon fever | anvita-kurundkar imtiyaz-bhatkali jayashree-deshmukh
2026-08-11 | 2026 Aug | Learning echo as an intern: a diary study | anvita-kurundkar janaki-s jayashree-deshmukh
2026-02-01 | 2026 Feb | A registry of murmurs | jayashree-deshmukh anvita-kurundkar tenzin-dolkar imtiyaz-bhatkali
2025-09-01 | 2025 Sep-Oct | Missed doses of penicillin in a coastal district | imtiyaz-bhatkali anvita-kurundkar jayashree-deshmukh
2026-10-12 | 2026 Oct 12 | Reference values for right heart strain | alasdair-pennistone jayashree-deshmukh
2026-08-03 | 2026 Aug | Echo at a distance: reading scans across time zones | jayashree-deshmukh bjorgvin-thorhallsson alasdair-pennistone
2025-12-01 | 2025 Dec-2026 Jan | Rheumatic disease on both shores | alasdair-pennistone jayashree-deshmukh kwabena-asante-boadu
2026-10-20 | 2026 Oct | Valve imaging without contrast | alasdair-pennistone solveig-marchettini
2026-09-02 | 2026 Sep | Imaging cores that share their data | solveig-marchettini desmond-okpalauka alasdair-pennistone
2026-03-01 | 2026 Spring | The quiet ventricle | solveig-marchettini hannelore-bruckmeyerin desmond-okpalauka
2026-11-02 | 2026 Nov 2 | Teaching echo in Lagos and Milwaukee | temitope-adeyemisola dang-thu-ha
2026-08-19 | 2026 Aug | Hypertensive hearts in two cities | dang-thu-ha temitope-adeyemisola olumide-fagbenrola
2026-05-01 | 2026 May | A quiz that teaches | aigerim-nurlanqyzy inaki-etxeberriaga nguyen-khanh-linh tamar-gelashvilidze
2025-11-01 | 2025 Nov | Pocket ultrasound on night rounds | nguyen-khanh-linh tran-minh-duc-anh dang-thu-ha
2026-01-15 | 2026 Jan | Speckle tracking, vendor by vendor | zhou-ruoxi li-wenjing oksana-hrytsenkova
2024-06-01 | 2024 Jun | Rehabilitation after valve repair | thiago-valadaresco ana-beatriz-de-sa temitope-adeyemisola
2025-03-01 | 2025 Mar | Cold hearts: takotsubo in Iceland | sigridur-hallvardsdottir bjorgvin-thorhallsson
2024-11-01 | 2024 Winter | Echo under blackout | olena-kovalchukova taras-verbytskov oksana-hrytsenkova
2025-05-01 | 2025 May | Residents and rest: a schedule trial | guadalupe-ferranz margaret-ellingsworthy lucille-abernethan chukwuemeka-obiorahan
2024-03-01 | 2024 Mar | Night float revisited | margaret-ellingsworthy walter-brandvoldt gregory-saltmarshe rafael-de-la-quintanar marcus-tillotsen
2025-08-01 | 2025 Aug | Kidneys on the cardiac ward | kerstin-oberdahl terrence-mcalpinly priya-nair-corvane
2023-10-01 | 2023 Oct | Discharge before noon | priya-nair-corvane gregory-saltmarshe
2025-10-01 | 2025 Oct | Strain echo in the community clinic | dang-thu-ha terrence-mcalpinly dmitri-volkonskin
2026-04-01 | 2026 Apr | Consent in four languages | sunniva-halvorsruden rafael-de-la-quintanar amina-diallonke
2025-02-01 | 2025 Feb | Physics of the pocket probe | mei-ling-ashworth gethin-prydderchan alasdair-pennistone
2024-09-01 | 2024 Sep-Oct | Missing data in imaging trials | oksana-hrytsenkova hamish-dunlop-grieve tomasz-wrzesniak alasdair-pennistone
2025-06-20 | 2025 Jun 20 | Nurses who scan | siobhan-ni-dhuibhin ayodele-bamgbosola ngozi-ezeudukwe
2023-05-01 | 2023 May | Automated wall motion: a negative result | gethin-prydderchan zsofia-kelemenhazy yusuf-unluturkan
2024-01-01 | 2024 | Valve clinics after the pandemic | ngozi-ezeudukwe clara-van-der-hoevel bilal-haroon alasdair-pennistone
2025-07-01 | 2025 Jul | Layered strain in athletes | layla-haddadine jose-luis-de-la-cerdana bjorgvin-thorhallsson
2026-07-01 | 2026 Jul | Software for the strain core | gethin-prydderchan kwabena-asante-boadu rukhsana-mirzoyevna
2023-02-01 | 2023 Feb | Visitors in the echo laboratory | pham-quoc-bao mei-ling-ashworth clara-van-der-hoevel
2022-04-01 | 2022 Apr | A student audit of hand washing | farheen-lindqvist anvita-kurundkar priya-nair mary-kuruthodan
2021-08-01 | 2021 Aug | Anaemia in first-year students | mary-kuruthodan sudha-venkatarangan nazneen-contractor
2020-02-01 | 2020 | OLD Coastal fevers: ten cases | raghavendra-kakkunje prakash-hosabettu jayashree-deshmukh
2019-07-01 | 2019 Jul | OLD A simple stethoscope trainer | jayashree-deshmukh mary-kuruthodan
2019-12-01 | 2019 Dec-2020 Jan | OLD Echo in the tropics | alasdair-pennistone ngozi-ezeudukwe
2026-09-20 | 2026 Sep | Sarcoid of the right heart | ieva-kazlauskiene bernard-oxtobyan
2025-12-05 | 2025 Dec | Rare hearts: a biopsy series | bernard-oxtobyan fiona-quarringdon ieva-kazlauskiene
"""  # noqa: E501 - a table

#: The large study: sixty authors and a group name. Nobody of the target programme is among them.
LARGE_STUDY: Final = "The RIVERMOUTH registry of valve disease"
LARGE_GROUP: Final = "RIVERMOUTH Study Group"


def _papers(story: Story) -> None:
    for line in _PAPERS.strip().splitlines():
        day, printed, title, names = (cell.strip() for cell in line.split("|"))
        marks = (printed, "initials") if title.startswith("OLD ") else (printed,)
        story.add("paper", day, *names.split(), what=title.removeprefix("OLD "), marks=marks)
    authors = [
        *(one for one in community("research") if PEOPLE[one].organisation.domain[0] == "t"),
        *FACULTY, *community("circle"), *community("diaspora"),
    ]  # fmt: skip
    story.add("paper", "2025-01-10", *authors[:60], what=LARGE_STUDY,
              marks=("2025 Jan", LARGE_GROUP))  # fmt: skip


# --- statements ---------------------------------------------------------------------------------


def _stated(story: Story) -> None:
    for one, other, how, strength, since in (
        ("temitope-adeyemisola", "dang-thu-ha", "run a course together", "5", "2026-06"),
        (FRIEND, "margaret-ellingsworthy", "her programme director", "5", "2025-07"),
        (FRIEND, "lucille-abernethan", "her coordinator", "5", "01/07/2025"),
        (MENTOR, "alasdair-pennistone", "co-chaired a session", "4", "2024"),
        (MENTOR, "imtiyaz-bhatkali", "colleagues", "5", "2018"),
        (MENTOR, "raghavendra-kakkunje", "colleagues", "3", ""),
        ("ramdas-hebbale", "sanjay-adigara", "committee", "4", "2021-03"),
        ("ramdas-hebbale", "usha-menon-baxter", "batchmates", "3", "1984"),
        ("usha-menon-baxter", "shirin-iraniwala", "same practice", "5", "2019"),
        ("thomas-kizhakkedathil", "nikhil-waglekar", "same hospital", "3", "2022-10"),
        (FELLOW, "alasdair-pennistone", "was his fellow", "2", "15/09/2019"),
        ("olena-kovalchukova", "oksana-hrytsenkova", "cousins", "5", ""),
        ("aigerim-nurlanqyzy", "widodari", "podcast", "4", "2024-05"),
        ("varsha-iyengarkar", "aditya-salunkhekar", "engaged", "5", "2026-01"),
        ("vikram-rathodkar", "tenzin-dolkar", "ward", "3", "2023"),
    ):
        event = Event("stated", TODAY, (one, other), how, marks=(strength, since))
        story.events.append(event)
