"""Tests of the address books that are tables."""

import csv
import io

import pytest

from netgraph.readers import contacts_csv, detect, read
from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Write rows as CSV with the columns that any of them has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def records(text: str | bytes) -> list[Record]:
    source = Source.of_text(text, path="book.csv", unit="box")
    assert detect(source).name == "contacts_csv"
    return list(contacts_csv.read(source))


def only(text: str | bytes) -> Contact:
    """Read a table of one contact."""
    found = [one for one in records(text) if isinstance(one, Contact)]
    assert len(found) == 1
    return found[0]


def events(text: str | bytes) -> list[tuple[tuple[str, ...], str]]:
    return [(one.people, one.what) for one in records(text) if isinstance(one, Event)]


NEW = {
    "First Name": "Amara", "Middle Name": "", "Last Name": "Osei-Tutu", "Name Prefix": "Dr.",
    "Name Suffix": "MD", "Nickname": "Ama", "File As": "", "Organization Name": "St. Hilda's",
    "Organization Title": "Registrar", "Organization Department": "Cardiology",
    "Labels": "* myContacts ::: IMG cohort", "E-mail 1 - Label": "* Work",
    "E-mail 1 - Value": "A.Osei@Example.org ::: amara@example.net",
    "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+44 20 7946 0958 ::: 020 7946 0000",
    "Address 1 - City": "Leeds", "Address 1 - Country": "UK",
    "Website 1 - Label": "Profile", "Website 1 - Value": "https://www.linkedin.com/in/amara-1a2",
}  # fmt: skip
KEYS = (
    "email:a.osei@example.org",
    "email:amara@example.net",
    "linkedin:amara-1a2",
    "phone:+442079460958",
)


def test_google_since_2024() -> None:
    """Today's columns give the name with its titles, every address, and the work."""
    contact = only(table(NEW))
    assert contact.keys == KEYS
    assert contact.name == "Dr. Amara Osei-Tutu MD"
    assert contact[2:5] == ("St. Hilda's", "Registrar", "Leeds, UK")
    assert (contact.file, contact.line, contact.sort) == ("book.csv", 2, "person")


def test_google_before_2024() -> None:
    """The old columns give the same; the full name stands in a column of its own."""
    contact = only(
        table({
            "Name": "Dr. Amara Osei-Tutu MD", "Given Name": "Amara", "Additional Name": "",
            "Family Name": "Osei-Tutu", "Yomi Name": "", "Name Prefix": "Dr.",
            "Group Membership": "* My Contacts ::: IMG cohort", "E-mail 1 - Type": "* Work",
            "E-mail 1 - Value": "a.osei@example.org ::: amara@example.net",
            "Phone 1 - Type": "Komórka", "Phone 1 - Value": "+44 20 7946 0958",
            "Organization 1 - Type": "", "Organization 1 - Name": "St. Hilda's",
            "Organization 1 - Title": "Registrar", "Website 1 - Type": "Profile",
            "Website 1 - Value": "http://linkedin.com/in/amara-1a2",
        })
    )  # fmt: skip
    assert contact.keys == KEYS
    assert contact[1:4] == ("Dr. Amara Osei-Tutu MD", "St. Hilda's", "Registrar")


OUTLOOK = {
    "First Name": "Amara", "Middle Name": "", "Last Name": "Osei-Tutu", "Title": "Dr.",
    "Suffix": "MD", "Web Page": "https://www.linkedin.com/in/amara-1a2", "Birthday": "0/0/00",
    "E-mail Address": "a.osei@example.org", "E-mail 2 Address": "amara@example.net",
    "E-mail Type": "SMTP", "E-mail Display Name": "Amara (a.osei@example.org)",
    "Mobile Phone": "+44 20 7946 0958", "Business Fax": "+44 20 7946 9999",
    "Company Main Phone": "+44 20 7946 1111", "Assistant's Phone": "+44 20 7946 2222",
    "Company": "St. Hilda's", "Job Title": "Registrar", "Business City": "Leeds",
    "Categories": "Mentors;Research",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_outlook_and_googles_outlook_flavour(encoding: str) -> None:
    """Beside a job title, "Title" is Dr.; shared numbers are nobody's key."""
    contact = only(table(OUTLOOK | {"First Name": "Zoë"}).encode(encoding))
    assert contact.keys == KEYS
    assert contact[1:5] == ("Dr. Zoë Osei-Tutu MD", "St. Hilda's", "Registrar", "Leeds")


def test_outlook_exchange_addresses_are_no_addresses() -> None:
    """An X.500 address of type EX identifies nobody; the name remains, for this row alone."""
    row = OUTLOOK | {
        "E-mail Address": "/o=ExchangeLabs/ou=Group/cn=Recipients/cn=amara",
        "E-mail Type": "EX", "E-mail 2 Address": "", "Mobile Phone": "", "Web Page": "",
    }  # fmt: skip
    assert only(table(row)).keys == ("name:Dr. Amara Osei-Tutu MD|book.csv#2",)


@pytest.mark.parametrize(
    "columns",
    [
        "Vorname;Nachname;Firma;Position;E-Mail-Adresse;Mobiltelefon;Kategorien",
        "Prénom;Nom;Société;Profession;Adresse de messagerie;Tél. mobile;Catégories",
        "Nombre;Apellidos;Organización;Puesto;Dirección de correo electrónico;Teléfono móvil;x",
        "Nome;Cognome;Società;Qualifica;Indirizzo E-mail;Telefono Mobile;Categorie",
        "Primeiro nome;Último nome;Empresa;Cargo;Endereço de E-mail;Celular;Categorias",
        "Imię;Nazwisko;Firma;Stanowisko;Adres e-mail;Telefon komórkowy;Kategorie",
        "Krstné meno;Priezvisko;Spoločnosť;Funkcia;E-mailová adresa;Mobilný telefón;Kategórie",
        "Etunimi;Sukunimi;Järjestö;Ammattinimi;Ensisijainen sähköposti;Matkapuhelinnumero;x",
        "Имя;Фамилия;Организация;Должность;Адрес электронной почты;Рабочий телефон;x",
        "名字;姓氏;公司;職稱;電子郵件地址;行動電話;類別",
        "First Name;Last Name;Organization;Job Title;Primary Email;Mobile Number;",
        "Vorname;Name;Firma;Position;Email;Telefon;x",
        "First;Last;Company;Title;Email;Mobile;Category",  # Yahoo
        "Имя;Фамилия;Компания;Должность;Электронная почта;Телефон;x",
        "Jméno;Příjmení;Firma;Funkce;E-mail;Telefon;x",
        "Förnamn;Efternamn;Organisation;Befattning;E-postadress;Mobiltelefon;x",
        "Ad;Soyad;Şirket;İş Unvanı;E-posta;Telefon;x",
        "Nome;Cognome;Azienda;Posizione;Indirizzo di posta elettronica;Cellulare;Categorie",
        "firstName;lastName;organizationName;jobTitle;emailAddress;mobilePhone;x",
        "first_name;last_name;hospital;designation;email;mobile_no;x",
    ],
)
def test_localised_headers(columns: str) -> None:
    """Outlook and Thunderbird translate their headers; European files use semicolons."""
    row = "Björn;Lindqvist;Example Institute;Professorin;bjorn@kei.example;+46 8 123 456 78;"
    contact = only(f"{columns}\n{row}\n")
    assert contact.keys == ("email:bjorn@kei.example", "phone:+46812345678")
    assert contact[1:4] == ("Björn Lindqvist", "Example Institute", "Professorin")


@pytest.mark.parametrize(
    "columns", ["姓名,电子邮件,公司", "氏名,メールアドレス,会社名", "이름,이메일,회사"]
)
def test_headers_with_one_column_for_the_name(columns: str) -> None:
    """Chinese, Japanese and Korean tables have the whole name in one cell."""
    contact = only(f"{columns}\n王伟,wei@example.org,Example Institute\n")
    assert contact.keys == ("email:wei@example.org",)
    assert contact[1:3] == ("王伟", "Example Institute")


def test_big5_with_a_given_encoding() -> None:
    """What no file says, the user can: Traditional Chinese; its family names come first."""
    text = "名字,姓氏,公司,電子郵件地址\r\n偉,張,聖希爾達,wei@example.org\r\n"
    source = Source.of_text(text.encode("big5"), path="book.csv")
    source.given_encoding = "big5"
    contact = next(iter(contacts_csv.read(source)))
    assert isinstance(contact, Contact)
    assert contact.name == "張偉"


def test_thunderbird() -> None:
    """Thunderbird has a display name, a trailing comma, and UTF-16 at times."""
    text = (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
        "Work Phone,Fax Number,Job Title,Department,Organization,Notes,\r\n"
        "Amara,Osei-Tutu,Dr. Amara Osei-Tutu,,a.osei@example.org,amara@example.net,,"
        "+442079460958,+442079469999,Registrar,,St. Hilda's,,\r\n"
    )
    for raw in (text.encode(), text.encode("utf-16-le")):
        contact = only(raw)
        assert contact.keys == (KEYS[0], KEYS[1], KEYS[3])
        assert contact[1:4] == ("Dr. Amara Osei-Tutu", "St. Hilda's", "Registrar")


def test_contacts_with_little_in_them() -> None:
    """An address alone, a full number alone, a nickname alone are contacts; nothing is none."""
    rows = [
        {"Name": "", "Nickname": "", "E-mail 1 - Value": "only@example.org", "Phone 1 - Value": ""},
        {"E-mail 1 - Value": "", "Phone 1 - Value": "+44 20 7946 0958"},
        {"Nickname": "Ama"},
        {"Phone 1 - Value": "020 7946 0000"},
        {"Name": "who@example.org", "E-mail 1 - Value": "who@example.org"},
    ]
    found = records(table(*rows))
    assert [(one.keys[0], one.name) for one in found if isinstance(one, Contact)] == [
        ("email:only@example.org", ""),
        ("phone:+442079460958", ""),
        ("name:Ama|book.csv#4", "Ama"),
        ("email:who@example.org", ""),
    ]
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "an entry without a name, an address or a full phone number"
    ]


@pytest.mark.parametrize("label", ["* Work Fax", "Home fax", "Pager", "Main"])
def test_shared_numbers_are_no_keys(label: str) -> None:
    """A fax, a pager or a switchboard is not one person's."""
    assert only(table(NEW | {"Phone 1 - Label": label})).keys == KEYS[:3]


def test_a_phonetic_name_is_no_telephone() -> None:
    """How a name is pronounced stands in columns that begin like "Phone"."""
    found = only(table(NEW | {"Phonetic First Name": "+49 30 901820"}))
    assert found.keys == only(table(NEW)).keys


@pytest.mark.parametrize("column", ["Primary Email", "email", '"E-Mail-Adresse"'])
def test_a_column_of_addresses_alone_is_an_address_book(column: str) -> None:
    """A table of one column has no separator to be found by."""
    found = records(f"{column}\na@x.example\nb@x.example\n")
    assert [(one.keys, one.line) for one in found if isinstance(one, Contact)] == [
        (("email:a@x.example",), 2), (("email:b@x.example",), 3),
    ]  # fmt: skip
    assert not contacts_csv.claims(Source.of_text(f"{column}\nnone\na@x.example\n"))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Archer,Ann,Archer,ann@x.example\nBen Baker,Ben,Baker,ben@x.example\n",
        "Archer;Ann;ann.archer@x.example;+44 7700 900123\nBaker;Ben;ben.baker@x.example;\n",
        "Ann Archer\tann@x.example\nBen Baker\tbbaker@x.example\n",
        "Ann,Archer,Ann Archer,,ann@x.example,,,,\nBen,Baker,Ben Baker,,b@x.example,,,,\n",
    ],
)
def test_columns_without_names_that_are_clear(text: str) -> None:
    """Addresses with the names beside them, in any order, are an address book."""
    source = Source.of_text(text, path="book.csv", unit="box")
    assert detect(source).name == "contacts_csv"
    found = [one for one in contacts_csv.read(source) if isinstance(one, Contact)]
    assert [one.name for one in found] == ["Ann Archer", "Ben Baker"]
    assert found[0].keys[0].startswith("email:ann")
    (note,) = source.notes
    assert note.text.startswith("its columns have no names: read as ")


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05,ann@x.example,login\n",
        "ann@x.example,Engineering,Leeds\nben@x.example,Sales,York\n",
        "Ann,Archer,Leeds\nBen,Baker,York\n",
    ],
)
def test_columns_without_names_that_are_not_clear(text: str) -> None:
    """Nobody is called Engineering Leeds: such a table is left to the user."""
    assert not contacts_csv.claims(Source.of_text(text, path="book.csv"))


@pytest.mark.parametrize(
    ("header", "work"),
    [
        ("FirstName,LastName,MailAddress,CompanyName,JobTitle", True),  # Lotus Notes
        ("First name,Last name,User principal name,Company,Title", True),  # Microsoft 365
        ("First Name,Last Name,Email,Account Name,Title", True),  # Salesforce
        ("Förnamn,Efternamn,E-postadress,Företag,Befattning", True),
        ("Nickname,Group status,Email address,Email status,Year", False),  # Google Groups
    ],
)
def test_tables_of_other_programs(header: str, *, work: bool) -> None:
    """Offices, sales programs and groups export people under names of their own."""
    row = "Amara,Osei,a@x.example,St. Hilda's,Registrar"
    found = only(f"{header}\n{row if work else 'Amara Osei,member,a@x.example,allowed,2020'}\n")
    assert (found.keys, found.name) == (("email:a@x.example",), "Amara Osei")
    assert found[2:4] == (("St. Hilda's", "Registrar") if work else ("", ""))


def test_google_before_2009() -> None:
    """Once each way of reaching somebody was a section of its own, with the work in it."""
    row = {"Name": "Amara Osei", "E-mail": "a@x.example", "Section 1 - Email": "b@x.example"}
    found = only(table(row | {"Section 1 - Company": "St. Hilda's", "Section 1 - Title": "Dean"}))
    assert found.keys == ("email:a@x.example", "email:b@x.example")
    assert found[2:4] == ("St. Hilda's", "Dean")


def test_columns_of_one_name_are_all_read() -> None:
    """Where two columns are called "Email", the second holds another address."""
    text = "Name,Email,Email,Phone,Phone\nBen Okafor,b@x.example,c@x.example,,+44 20 7946 0958\n"
    assert only(text).keys == ("email:b@x.example", "email:c@x.example", "phone:+442079460958")


def test_no_person() -> None:
    """A company card is a company, and an address that nobody answers is a robot."""
    company = only(table({"First Name": "", "Last Name": "", "Company": "Acme",
                          "E-mail Address": "info@acme.example"}))  # fmt: skip
    assert (company.sort, company.name) == ("company", "Acme")
    named = only(table({"Name": "Acme", "Organization 1 - Name": "Acme", "E-mail 1 - Value": ""}))
    assert named.sort == "company"
    robot = only(table({"Name": "Shop", "E-mail 1 - Value": "no-reply@shop.example"}))
    assert robot.sort == "robot"


def test_rooms_and_groups_in_an_address_book_are_nobody() -> None:
    """A company's book lists them beside people; who has a job may be called like one."""
    found = records(
        table(
            {"Name": "Conference Room 5", "E-mail 1 - Value": "conf5@hilda.example"},
            {"Name": "Sala 2", "E-mail 1 - Value": "s2@hilda.example"},
            {"Name": "Night Shift Group", "E-mail 1 - Value": ""},
            {"Name": "Corner Bakery Ltd.", "E-mail 1 - Value": "shop@corner.example"},
            {"Name": "Cardiology Team", "E-mail 1 - Value": "cardio.team@hilda.example"},
            {"Name": "Maria Sala", "E-mail 1 - Value": "m.sala@hilda.example"},
            {
                "Name": "Ann Boardroom",
                "E-mail 1 - Value": "ann@hilda.example",
                "Organization 1 - Title": "Nurse",
            },
        )
    )
    sorts = [one.sort for one in found if isinstance(one, Contact)]
    assert sorts == ["room", "room", "group", "company", "group", "person", "person"]


def test_google_relations_are_the_contacts_own() -> None:
    """The trap of "Wife": she is the contact's wife, whoever owns the address book."""
    row = NEW | {
        "Relation 1 - Label": "* Wife", "Relation 1 - Value": "Zoë Brandt",
        "Relation 2 - Label": "Manager", "Relation 2 - Value": "Björn Lindqvist ::: Ben Okafor",
    }  # fmt: skip
    assert events(table(row)) == [
        ((KEYS[0], "name:Zoë Brandt|book.csv"), "wife"),
        ((KEYS[0], "name:Björn Lindqvist|book.csv"), "manager"),
        ((KEYS[0], "name:Ben Okafor|book.csv"), "manager"),
    ]


def test_outlook_relations() -> None:
    """Manager, assistant, spouse and who referred somebody are ties."""
    row = OUTLOOK | {
        "Manager's Name": "Björn Lindqvist", "Assistant's Name": "Ben Okafor",
        "Spouse": "Zoë Brandt", "Referred By": "zoe@example.org",
    }  # fmt: skip
    assert events(table(row)) == [
        ((KEYS[0], "name:Björn Lindqvist|book.csv"), "manager"),
        ((KEYS[0], "name:Ben Okafor|book.csv"), "assistant"),
        ((KEYS[0], "name:Zoë Brandt|book.csv"), "spouse"),
        ((KEYS[0], "email:zoe@example.org"), "referred by"),
    ]


def test_relations_find_the_entry_of_that_name() -> None:
    """The manager who has an entry of his own is that entry; of two, it is neither."""
    rows = [
        {"First Name": "Amara", "Last Name": "Osei-Tutu", "E-mail Address": "a@example.org",
         "Manager's Name": "björn  lindqvist", "Spouse": "Wei Zhang"},
        {"First Name": "Björn", "Last Name": "Lindqvist", "E-mail Address": "b@example.org"},
        {"First Name": "Wei", "Last Name": "Zhang", "E-mail Address": "w1@example.org"},
        {"First Name": "Wei", "Last Name": "Zhang", "E-mail Address": "w2@example.org"},
    ]  # fmt: skip
    assert events(table(*rows)) == [
        (("email:a@example.org", "email:b@example.org"), "manager"),
        (("email:a@example.org", "name:Wei Zhang|book.csv"), "spouse"),
    ]


def test_labels_are_no_ties_but_are_told() -> None:
    """Two contacts with one label need not know each other; system groups are not mentioned."""
    found = records(table(NEW, NEW | {"E-mail 1 - Value": "b@example.org"}))
    assert not [one for one in found if isinstance(one, Event)]
    assert found[-1] == Note(
        "book.csv", "labels of its owner: 1; a label does not say who knows whom"
    )
    only(table(NEW | {"Labels": "* myContacts ::: * starred"}))
    assert all(isinstance(one, Contact) for one in records(table(NEW | {"Labels": "* myContacts"})))


def test_cells_with_many_lines() -> None:
    """Notes and addresses with newlines keep rows together; a row is told by its first line."""
    note = {"Notes": 'one\ntwo, "three"\n\nfour', "Address 1 - Formatted": "12 St\nLeeds"}
    found = records(table(NEW | note, NEW))
    assert [one.line for one in found if isinstance(one, Contact)] == [2, 7]


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
        "Person A,Person B,How\n",
        "Source,Target,Weight\n",
        "PMID,Title,Authors,Citation\n",
        "CONVERSATION ID,FROM,TO,DATE,SUBJECT,CONTENT,FOLDER\n",
        "Account address,Show boosts\n",
        "Id,Label\n",
        "First Name,Last Name,Company,Connected On\nAnn,Roe,X,1 May 2024\nName,Email Address,,\n",
    ],
)
def test_other_tables_are_not_claimed(text: str) -> None:
    """Tables of other systems are left to their readers."""
    assert not contacts_csv.claims(Source.of_text(text + "a,b,c\n"))


@pytest.mark.shared
def test_samples() -> None:
    """The public samples give whom their expected cards show."""
    box = read(shared("samples/contacts_csv"), progress=False)
    assert not box.skipped
    people = {(one.file.rpartition("/")[2], one.name): one for one in box.contacts}
    for name in ("roundcube_gmail", "roundcube_outlook"):
        mine = [(one.keys, one[1:5]) for (file, _), one in people.items() if file == f"{name}.csv"]
        theirs = [
            (one.keys, one[1:5])
            for (file, _), one in people.items()
            if file == f"{name}.expected.vcf"
        ]
        assert mine[0] == theirs[0]
    assert ("aster_google_new.csv", "Jean Sammet") in people
    assert sum(one.what == "assistant" for one in box.events) == 3
