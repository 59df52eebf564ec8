"""Who is who: every person and organisation of the sample world, all invented.

A person has one line in `_PEOPLE`. How exports spell somebody differently stands in `SPELLINGS`.
Domains are reserved ones (``.example``), ORCIDs lie outside the blocks that ORCID gives out,
profile names end in ``-example``: nothing here can belong to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ME: Final = "anvita-kurundkar"
FRIEND: Final = "farheen-lindqvist"  # lends her LinkedIn archive
FELLOW: Final = "bilal-haroon"  # lends an old one
MENTOR: Final = "jayashree-deshmukh"


@dataclass(frozen=True)
class Organisation:
    """Where people work."""

    name: str
    place: str
    domain: str


@dataclass(frozen=True)
class Person:
    """One human being, and every key by which some export knows her."""

    id: str
    given: str
    family: str
    community: str
    organisation: Organisation
    title: str
    emails: tuple[str, ...]
    slug: str
    orcid: str
    spellings: dict[str, str]

    @property
    def name(self) -> str:
        """As she would introduce herself."""
        return f"{self.given} {self.family}".strip()

    def spelled(self, where: str) -> str:
        """Her name as some export has it."""
        return self.spellings.get(where, self.name)


ORGANISATIONS: Final = {
    key.strip(): Organisation(name.strip(), place.strip(), domain.strip())
    for key, name, place, domain in (
        line.split("|")
        for line in """
mmc        | Maruvanta Medical College             | Mangaluru, India       | maruvanta.example
mmc-heart  | Maruvanta Charitable Hospital         | Mangaluru, India       | maruvanta.example
pandara    | Pandara District Hospital             | Pune, India            | pandara.example
moaa       | Maruvanta Overseas Alumni Association | Edison, NJ, USA        | moaa.example
elmsbury   | Elmsbury Family Practice              | Manchester, UK         | elmsbury.example
quillan    | Quillan Bay Hospital                  | Houston, TX, USA       | quillanbay.example
thornbeck  | Thornbeck Heart Institute             | Leeds, UK              | thornbeck.example
corvane    | Corvane Lakes University Hospital     | Milwaukee, WI, USA     | corvane.example
pinehollow | Pinehollow Memorial Hospital          | Rochester, NY, USA     | pinehollow.example
aldric     | St. Aldric's Medical Center           | Boston, MA, USA        | st-aldric.example
obalaro    | Obalaro Teaching Hospital             | Lagos, Nigeria         | obalaro.example
songlinh   | Sông Linh Heart Centre                | Hanoi, Vietnam         | songlinh.example
hvammur    | Hvammur Hjartastöð                    | Reykjavik, Iceland     | hvammur.example
desnaria   | Desnaria Cardiology Clinic            | Kyiv, Ukraine          | desnaria.example
aurora     | Hospital Serra da Aurora              | São Paulo, Brazil      | serraaurora.example
yunhe      | Yunhe People's Heart Hospital         | Hangzhou, China        | yunhe.example
zaytun     | Zaytun University Hospital            | Amman, Jordan          | zaytun.example
freelance  | EchoRounds Journal Club               | online                 | echorounds.example
""".strip().splitlines()
    )
}  # fmt: skip

#: community: id | given | family | organisation | title
_PEOPLE: Final = {
    "home": """
anvita-kurundkar | Anvita | Kurundkar | mmc-heart | Research Assistant, Cardiology
jayashree-deshmukh | Jayashree | Deshmukh | mmc-heart | Professor of Cardiology
raghavendra-kakkunje | Raghavendra | Kakkunje | mmc | Head of Medicine
mary-kuruthodan | Mary | Kuruthodan | mmc | Professor of Physiology
imtiyaz-bhatkali | Imtiyaz | Bhatkali | mmc-heart | Assistant Professor of Cardiology
sudha-venkatarangan | Sudha | Venkatarangan | mmc | Professor of Pathology
selvamani | Selvamani | | mmc-heart | Consultant Radiologist
nazneen-contractor | Nazneen | Contractor | mmc | Associate Professor of Paediatrics
prakash-hosabettu | Prakash | Hosabettu | mmc | Professor of Surgery
leela-dsouza-pinto | Leela | D'Souza-Pinto | mmc | Consultant Obstetrician
tenzin-dolkar | Tenzin | Dolkar | mmc-heart | Cardiology Fellow
vikram-rathodkar | Vikram | Rathodkar | mmc-heart | Senior Registrar
shobha-raikar | Shobha | Raikar | mmc | Internship Office
farheen-lindqvist | Farheen | Lindqvist | corvane | Resident Physician, Internal Medicine
priya-nair | Priya | Nair | mmc | Junior Resident, Paediatrics
aditya-salunkhekar | Aditya | Salunkhekar | mmc | Junior Resident, Medicine
bhavana-nagireddy | Bhavana | Nagireddy | pandara | Medical Officer
chirag-vorasia | Chirag | Vorasia | pandara | Medical Officer
deepthi-mathewkutty | Deepthi | Mathewkutty | mmc | Junior Resident, Obstetrics
eshaan-quraishi | Eshaan | Quraishi | pandara | Duty Doctor
fatima-zahra-mulla | Fatima Zahra | Mulla | mmc | Tutor in Anatomy
girish-tandelkar | Girish | Tandelkar | pandara | Medical Officer
harleen-bedinath | Harleen Kaur | Bedinath | mmc | Junior Resident, Radiology
irfan-malpekar | Irfan | Malpekar | mmc | Junior Resident, Surgery
janaki-s | Janaki | S. | mmc-heart | Research Assistant
karthik-subbannayya | Karthik | Subbannayya | mmc | Junior Resident, Medicine
lavanya-kotiankar | Lavanya | Kotiankar | pandara | Medical Officer
manjunath-naikodi | Manjunath | Naikodi | mmc | Junior Resident, Orthopaedics
noor-sayedali | Noor ul Ain | Sayedali | mmc | Tutor in Pharmacology
omkar-chavanke | Omkar | Chavanke | mmc | Junior Resident, Anaesthesia
pooja-walavekar | Pooja | Walavekar | pandara | Duty Doctor
rahul-dcunhal | Rahul | D'Cunhal | mmc | Junior Resident, Medicine
sneha-borkarni | Sneha | Borkarni | mmc | Junior Resident, Dermatology
tashi-wangdiwal | Tashi | Wangdiwal | pandara | Medical Officer
ujjwal-sarkhel | Ujjwal | Sarkhel | mmc | Junior Resident, Psychiatry
varsha-iyengarkar | Varsha | Iyengarkar | mmc | Junior Resident, Medicine
winston-rodricks | Winston | Rodricks | mmc | Junior Resident, ENT
yashwanth-gowdara | Yashwanth | Gowdara | pandara | Duty Doctor
zubair-ansarullah | Zubair | Ansarullah | mmc | Junior Resident, Surgery
ankita-mohapatro | Ankita | Mohapatro | mmc | Junior Resident, Pathology
rohan-keluskar | Rohan | Keluskar | pandara | Medical Officer
""",
    "diaspora": """
ramdas-hebbale | Ramdas | Hebbale | moaa | President
usha-menon-baxter | Usha | Menon-Baxter | elmsbury | General Practitioner
bilal-haroon | Bilal | Haroon | thornbeck | Clinical Research Fellow
anil-kamathur | Anil | Kamathur | quillan | Nephrologist
shirin-iraniwala | Shirin | Iraniwala | elmsbury | General Practitioner
thomas-kizhakkedathil | Thomas | Kizhakkedathil | quillan | Attending, Anesthesiology
nikhil-waglekar | Nikhil | Waglekar | quillan | Hospitalist
sushma-rao-fenwick | Sushma | Rao-Fenwick | elmsbury | Practice Partner
abdul-rahiman-koyathangal | Abdul Rahiman | Koyathangal | quillan | Pulmonologist
geetha-poojarykar | Geetha | Poojarykar | moaa | Treasurer
dilip-shenoyan | Dilip | Shenoyan | moaa | Secretary
roshni-castelinho | Roshni | Castelinho | quillan | Fellow, Infectious Diseases
sanjay-adigara | Sanjay | Adigara | moaa | Mentorship Committee
mumtaz-kalsekar | Mumtaz | Kalsekar | elmsbury | Salaried GP
jacob-pulikkottilan | Jacob | Pulikkottilan | quillan | Emergency Physician
veena-acharekar | Veena | Acharekar | moaa | Events
ashok-bangerakar | Ashok | Bangerakar | quillan | Gastroenterologist
rekha-sequeiran | Rekha | Sequeiran | elmsbury | Health Visitor
haris-mohiuddinkar | Haris | Mohiuddinkar | quillan | Resident, Neurology
nalini-upadhyekar | Nalini | Upadhyekar | moaa | Newsletter Editor
""",
    "research": """
alasdair-pennistone | Alasdair | Pennistone | thornbeck | Professor of Cardiac Imaging
kwabena-asante-boadu | Kwabena | Asante-Boadu | thornbeck | Postdoctoral Researcher
bjorgvin-thorhallsson | Björgvin | Þórhallsson | thornbeck | Senior Lecturer
oksana-hrytsenkova | Оксана | Гриценькова | thornbeck | Biostatistician
mei-ling-ashworth | Mei-Ling | Ashworth-Cho | thornbeck | Imaging Physicist
zsofia-kelemenhazy | Zsófia | Kelemenházy | thornbeck | PhD Student
siobhan-ni-dhuibhin | Siobhán | Ní Dhuibhín | thornbeck | Research Nurse
tomasz-wrzesniak | Tomasz | Wrześniak | thornbeck | Data Manager
layla-haddadine | Layla | Haddadine | thornbeck | Clinical Fellow
ngozi-ezeudukwe | Ngozi | Ezeudukwe | thornbeck | Consultant Cardiologist
gethin-prydderchan | Gethin | Prydderchan | thornbeck | Research Software Engineer
rukhsana-mirzoyevna | Rukhsana | Mirzoyevna | thornbeck | PhD Student
hamish-dunlop-grieve | Hamish | Dunlop-Grieve | thornbeck | Trial Manager
pham-quoc-bao | Quốc Bảo | Phạm | thornbeck | Visiting Researcher
ayodele-bamgbosola | Ayọ̀délé | Bámgbóṣọlá | thornbeck | Cardiac Physiologist
clara-van-der-hoevel | Clara | van der Hoevel | thornbeck | Lecturer
jose-luis-de-la-cerdana | José Luis | de la Cerdaña | thornbeck | Clinical Fellow
yusuf-unluturkan | Yusuf | Ünlütürkan | thornbeck | Research Associate
ingrid-solheim-baker | Ingrid | Solheim-Baker | thornbeck | Group Administrator
solveig-marchettini | Sólveig | Marchettini | pinehollow | Director of Cardiac Imaging
desmond-okpalauka | Desmond | Okpalauka | pinehollow | Cardiologist
hannelore-bruckmeyerin | Hannelore | Bruckmeyerin | pinehollow | Sonographer
""",
    "programme": """
margaret-ellingsworthy | Margaret | Ellingsworthy | corvane | Program Director, Internal Medicine
rafael-de-la-quintanar | Rafael | de la Quintanar | corvane | Associate Program Director
dang-thu-ha | Thu Hà | Đặng | corvane | Director, Echocardiography Laboratory
lucille-abernethan | Lucille | Abernethan | corvane | Program Coordinator
priya-nair-corvane | Priya | Nair | corvane | Hospitalist, Core Faculty
chukwuemeka-obiorahan | Chukwuemeka | Obiorahan | corvane | Resident Physician, Internal Medicine
guadalupe-ferranz | Guadalupe | Ferránz | corvane | Chief Resident
xu-jinghua | Jinghua | Xu | corvane | Resident Physician, Internal Medicine
hye-jin-baeksan | Hye-jin | Baeksan | corvane | Resident Physician, Internal Medicine
dmitri-volkonskin | Dmitri | Volkonskin | corvane | Cardiology Fellow
walter-brandvoldt | Walter | Brandvoldt | corvane | Chair of Medicine
amina-diallonke | Amina | Diallonké | corvane | Resident Physician, Internal Medicine
kerstin-oberdahl | Kerstin | Oberdahl | corvane | Core Faculty, Nephrology
marcus-tillotsen | Marcus | Tillotsen | corvane | Core Faculty, Pulmonology
nawal-benharouche | Nawal | Benharouche | corvane | Resident Physician, Internal Medicine
pavle-stojakovac | Pavle | Stojakovac | corvane | Resident Physician, Internal Medicine
lani-kealohapau | Lani | Kealohapau | corvane | Resident Physician, Internal Medicine
gregory-saltmarshe | Gregory | Saltmarshe | corvane | Clinic Director
ruta-petrauskyte | Rūta | Petrauskytė | corvane | Resident Physician, Internal Medicine
sunniva-halvorsruden | Sunniva | Halvorsruden | corvane | Research Coordinator
terrence-mcalpinly | Terrence | McAlpinly | corvane | Core Faculty, Cardiology
bo-hsiungwei | Bo | Hsiungwei | corvane | Resident Physician, Internal Medicine
""",
    "circle": """
temitope-adeyemisola | Tèmítọ́pẹ́ | Adéyẹmísọlá | obalaro | Consultant Cardiologist
olumide-fagbenrola | Olúmidé | Fágbénrọlá | obalaro | Registrar
nguyen-khanh-linh | Khánh Linh | Nguyễn | songlinh | Echo Fellow
tran-minh-duc-anh | Minh Đức Anh | Trần | songlinh | Cardiologist
sigridur-hallvardsdottir | Sigríður | Hallvarðsdóttir | hvammur | Cardiologist
olena-kovalchukova | Олена | Ковальчукова | desnaria | Cardiologist
taras-verbytskov | Taras | Verbytskov | desnaria | Sonographer
ana-beatriz-de-sa | Ana Beatriz | de Sá Moreirão | aurora | Cardiology Resident
thiago-valadaresco | Thiago | Valadaresco | aurora | Consultant Cardiologist
li-wenjing | Wenjing | Li | yunhe | Attending Physician
zhou-ruoxi | Ruoxi | Zhou | yunhe | Echo Fellow
mahmoud-al-sabbaghi | Mahmoud | al-Sabbaghi | zaytun | Cardiologist
rania-qutaybani | Rania | Qutaybani | zaytun | Resident
widodari | Widodari | | freelance | Podcast Host
inaki-etxeberriaga | Iñaki | Etxeberriaga | freelance | Editor
aigerim-nurlanqyzy | Aigerim | Nurlanqyzy | freelance | Moderator
tamar-gelashvilidze | Tamar | Gelashvilidze | freelance | Illustrator
""",
    "apart": """
ieva-kazlauskiene | Ieva | Kazlauskienė-Marsh | aldric | Program Director, Cardiology
bernard-oxtobyan | Bernard | Oxtobyan | aldric | Cardiologist
fiona-quarringdon | Fiona | Quarringdon | aldric | Research Fellow
""",
}

#: How exports spell somebody. Keys: "linkedin" (First/Last), "friend" (the same, in the lent
#: archive), "mail", "mail2" (of a second address), "paper" (Last, First), "stated".
SPELLINGS: Final[dict[str, dict[str, str]]] = {
    "anvita-kurundkar": {"mail": "Dr. Anvita Kurundkar", "paper": "Kurundkar, Anvita S"},
    "jayashree-deshmukh": {
        "linkedin": "Dr. Jayashree/Deshmukh MD, DM 🫀", "mail": "Deshmukh, Jayashree",
        "mail2": "Jaya D.", "paper": "Deshmukh, Jayashree V", "stated": "Prof. Jayashree Deshmukh",
    },
    "farheen-lindqvist": {
        "linkedin": "Farheen/Lindqvist, MBBS | IM Resident", "mail": "Farheen Shaikhani",
        "paper": "Shaikhani, Farheen", "stated": "Farheen Lindqvist",
    },
    "temitope-adeyemisola": {
        "linkedin": "Temitope/Adeyemisola, FWACP", "mail": "Tèmítọ́pẹ́ Adéyẹmísọlá",
        "paper": "Adeyemisola, Temitope O", "stated": "Temitope Adeyemisola",
    },
    "rafael-de-la-quintanar": {
        "friend": "Rafael/de la Quintanar, MD, FACC", "paper": "de la Quintanar, Rafael",
    },
    "margaret-ellingsworthy": {
        "friend": "Margaret/Ellingsworthy, MD, MACP", "paper": "Ellingsworthy, Margaret R",
        "stated": "Dr Margaret Ellingsworthy",
    },
    "dang-thu-ha": {
        "friend": "Thu Ha/Dang, MD", "paper": "Đặng, Thu Hà", "stated": "Dr. Thu Ha Dang",
    },
    "lucille-abernethan": {"friend": "Lucille/Abernethan, MS", "stated": "lucille abernethan"},
    "alasdair-pennistone": {
        "linkedin": "Prof Alasdair/Pennistone FRCP", "paper": "Pennistone, Alasdair J",
    },
    "kwabena-asante-boadu": {"mail": "Asante-Boadu, Kwabena", "paper": "Asante-Boadu, Kwabena"},
    "solveig-marchettini": {"paper": "Marchettini, Sólveig"},
    "oksana-hrytsenkova": {
        "linkedin": "Oksana/Hrytsenkova", "mail": "Оксана Гриценькова",
        "paper": "Hrytsenkova, Oksana", "stated": "Oksana Hrytsenkova",
    },
    "olena-kovalchukova": {
        "linkedin": "Олена/Ковальчукова", "mail": "Olena Kovalchukova",
        "paper": "Kovalchukova, Olena", "stated": "Olena Kovalchukova",
    },
    "layla-haddadine": {"linkedin": "ليلى/حدادين", "mail": "ليلى حدادين"},
    "mahmoud-al-sabbaghi": {"linkedin": "محمود/الصباغي", "mail": "Mahmoud al-Sabbaghi"},
    "xu-jinghua": {"friend": "景华/徐", "paper": "Xu, Jinghua"},
    "zhou-ruoxi": {"linkedin": "若曦/周", "mail": "周若曦", "paper": "Zhou, Ruoxi"},
    "janaki-s": {"linkedin": "Janaki/S.", "mail": "जानकी एस.", "paper": "S, Janaki"},
    "varsha-iyengarkar": {"linkedin": "वर्षा/अय्यंगारकर", "mail": "Varsha Iyengarkar"},
    "usha-menon-baxter": {"linkedin": "Usha/Menon-Baxter MRCGP 🩺", "mail": "Baxter, Usha"},
    "imtiyaz-bhatkali": {"paper": "Bhatkali, Imtiyaz M", "mail": "Bhatkali, Imtiyaz"},
    "selvamani": {"linkedin": "Selvamani/.", "paper": "Selvamani"},
    "noor-sayedali": {"linkedin": "Noor/Sayedali 🌙", "mail": "Noor ul-Ain Sayedali"},
    "harleen-bedinath": {"linkedin": "Harleen Kaur/Bedinath MBBS"},
    "zubair-ansarullah": {"mail": "Zubi Ansarullah"},
    "thomas-kizhakkedathil": {"linkedin": "Tom/Kizhakkedathil, MD", "mail": "Tom Kizhakkedathil"},
    "bjorgvin-thorhallsson": {"paper": "Thorhallsson, Björgvin"},
    "pham-quoc-bao": {"linkedin": "Bao/Pham", "paper": "Pham, Quoc Bao"},
    "nguyen-khanh-linh": {"linkedin": "Linh/Nguyễn", "paper": "Nguyen, Khanh Linh"},
    "sigridur-hallvardsdottir": {"linkedin": "Sigríður/Hallvarðsdóttir 🇮🇸"},
    "widodari": {"linkedin": "Widodari/-"},
    "sunniva-halvorsruden": {"friend": "Sunniva/Halvorsruden, C-TAGME"},
    "ayodele-bamgbosola": {"paper": "Bamgbosola, Ayodele"},
}  # fmt: skip

#: Addresses that differ from first.last@organisation: the first is the main one.
ADDRESSES: Final = {
    ME: ("anvita.kurundkar@example.com", "a.kurundkar@maruvanta.example"),
    MENTOR: ("j.deshmukh@maruvanta.example", "jaya.deshmukh@example.net"),
    FRIEND: ("farheen.shaikhani@example.org",),
    "priya-nair": ("priya.nair.2019@example.com",),
    "priya-nair-corvane": ("p.nair@corvane.example",),
    "temitope-adeyemisola": ("t.adeyemisola@obalaro.example",),
    "zubair-ansarullah": ("zubi.doc@example.net",),
    "selvamani": ("selvamani@maruvanta.example",),
}

#: These share no ORCID although they publish; the others always do.
WITHOUT_ORCID: Final = frozenset({"priya-nair", "hannelore-bruckmeyerin", "tomasz-wrzesniak"})


def orcid(number: int) -> str:
    """Make an ORCID with a right check digit, from a block that is not given out.

    >>> orcid(1)
    '0009-9000-0000-0010'
    """
    digits = f"00099000{number:07d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    digits += "X" if check == 10 else str(check)
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def _people() -> dict[str, Person]:
    people: dict[str, Person] = {}
    for community, table in _PEOPLE.items():
        for line in table.strip().splitlines():
            key, given, family, place, title = (cell.strip() for cell in line.split("|"))
            organisation = ORGANISATIONS[place]
            local = key.replace("-", ".", 1).replace("-", "")
            people[key] = Person(
                key,
                given,
                family,
                community,
                organisation,
                title,
                ADDRESSES.get(key, (f"{local}@{organisation.domain}",)),
                f"{key}-example",
                "" if key in WITHOUT_ORCID else orcid(len(people) + 101),
                SPELLINGS.get(key, {}),
            )
    return people


PEOPLE: Final = _people()


def community(name: str) -> list[str]:
    """Give the ids of one community, in the order of the table."""
    return [person.id for person in PEOPLE.values() if person.community == name]
