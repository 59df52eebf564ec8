"""The papers in other forms: RIS, Web of Science, BibTeX, PubMed XML, OpenAlex and ORCID JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

from tests.world.people import PEOPLE
from tests.world.story import Event, Story
from tests.world.writers import MONTHS
from tests.world.writers.pubmed import paper_name


def _each(story: Story, form: Callable[[int, Event], str], separator: str = "\n") -> str:
    return separator.join(form(number, paper) for number, paper in enumerate(story.of("paper"), 1))


def _doi(number: int) -> str:
    return f"10.5555/sample.{number:04d}"


def ris(story: Story) -> bytes:
    """Write RIS as reference managers do."""
    return _each(story, _ris).encode()


def _ris(number: int, paper: Event) -> str:
    authors = [f"AU  - {paper_name(person)[0]}" for person in paper.people]
    date = [f"PY  - {paper.when.year}", f"DA  - {paper.when:%Y/%m/%d}/"]
    end = [f"DO  - {_doi(number)}", "ER  - ", ""]
    return "\n".join(["TY  - JOUR", f"TI  - {paper.what}", *authors, *date, *end])


def web_of_science(story: Story) -> bytes:
    """Write the plain text of Web of Science, whose second line of a list has no tag."""
    return f"FN Clarivate\nVR 1.0\n{_each(story, _wos)}\nEF".encode()


def _wos(number: int, paper: Event) -> str:
    full, short = zip(*map(paper_name, paper.people), strict=True)
    where = [
        f"[{paper_name(one)[0]}] {PEOPLE[one].organisation.name}, {PEOPLE[one].organisation.place}."
        for one in paper.people
    ]
    fields = {
        "PT": ["J"], "AU": short, "AF": full, "TI": [paper.what], "C1": where,
        "OI": ["; ".join(f"{paper_name(one)[0]}/{PEOPLE[one].orcid}" for one in paper.people)],
        "PD": [MONTHS[paper.when.month - 1].upper()], "PY": [str(paper.when.year)],
        "DI": [_doi(number)], "ER": [""],
    }  # fmt: skip
    return "".join(f"{tag} " + "\n   ".join(values) + "\n" for tag, values in fields.items())


def bibtex(story: Story) -> bytes:
    """Write BibTeX; accents stand as they are, which every current tool takes."""
    return _each(story, _bibtex).encode()


def _bibtex(number: int, paper: Event) -> str:
    authors = " and ".join(paper_name(person)[0] for person in paper.people)
    month = MONTHS[paper.when.month - 1].lower()
    return (
        f"@article{{sample{number},\n  author = {{{authors}}},\n  title = {{{paper.what}}},\n"
        f"  year = {{{paper.when.year}}},\n  month = {month},\n  doi = {{{_doi(number)}}}\n}}\n"
    )


def pubmed_xml(story: Story) -> bytes:
    """Write PubMed XML, as much of it as says who wrote what, when and where."""
    body = _each(story, _xml)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<PubmedArticleSet>\n'
    return f"{head}{body}\n</PubmedArticleSet>\n".encode()


def _xml(number: int, paper: Event) -> str:
    authors = "".join(map(_xml_author, paper.people))
    date = f"<Year>{paper.when.year}</Year><Month>{MONTHS[paper.when.month - 1]}</Month>"
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{90_000_000 + number}</PMID><Article>"
        f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
        f"<ArticleTitle>{escape(paper.what)}.</ArticleTitle>"
        f"<AuthorList>{authors}</AuthorList></Article></MedlineCitation><PubmedData>"
        f'<ArticleIdList><ArticleId IdType="doi">{_doi(number)}</ArticleId></ArticleIdList>'
        "</PubmedData></PubmedArticle>"
    )


def _xml_author(person: str) -> str:
    one, (full, short) = PEOPLE[person], paper_name(person)
    family, _, given = full.partition(", ")
    key = f'<Identifier Source="ORCID">{one.orcid}</Identifier>' if one.orcid else ""
    where = escape(f"{one.organisation.name}, {one.organisation.place}.")
    fore = f"<ForeName>{given}</ForeName>" if given else ""
    return (
        f"<Author><LastName>{escape(family)}</LastName>{fore}"
        f"<Initials>{short.removeprefix(family).strip()}</Initials>{key}"
        f"<AffiliationInfo><Affiliation>{where}</Affiliation></AffiliationInfo></Author>"
    )


def openalex(story: Story) -> bytes:
    """Write what the OpenAlex service answers to a list of works."""
    works = [_work(number, paper) for number, paper in enumerate(story.of("paper"), 1)]
    return json.dumps({"results": works}, ensure_ascii=False, indent=1).encode()


def _work(number: int, paper: Event) -> dict[str, object]:
    return {
        "id": f"https://openalex.org/W99{number:08d}",
        "doi": f"https://doi.org/{_doi(number)}",
        "title": paper.what,
        "publication_date": f"{paper.when:%Y-%m-%d}",
        "authorships": [_authorship(person) for person in paper.people],
    }


def _authorship(person: str) -> dict[str, object]:
    one = PEOPLE[person]
    return {
        "author": {
            "id": f"https://openalex.org/A99{list(PEOPLE).index(person):08d}",
            "display_name": one.name,
            "orcid": f"https://orcid.org/{one.orcid}" if one.orcid else None,
        },
        "raw_author_name": paper_name(person)[0],
        "institutions": [{"display_name": one.organisation.name}],
    }


def orcid(story: Story) -> bytes:
    """Write whole works as ORCID does, with their contributors."""
    works = [{"work": _orcid(*one)} for one in enumerate(story.of("paper"), 1)]
    return json.dumps({"bulk": works}, ensure_ascii=False, indent=1).encode()


def _orcid(number: int, paper: Event) -> dict[str, object]:
    date = {
        part: {"value": f"{getattr(paper.when, part):02d}"} for part in ("year", "month", "day")
    }
    doi = {"external-id-type": "doi", "external-id-value": _doi(number)}
    return {
        "title": {"title": {"value": paper.what}},
        "publication-date": date,
        "external-ids": {"external-id": [{**doi, "external-id-relationship": "self"}]},
        "contributors": {"contributor": [_contributor(person) for person in paper.people]},
    }


def _contributor(person: str) -> dict[str, object]:
    known = PEOPLE[person].orcid
    return {
        "contributor-orcid": {"path": known} if known else None,
        "credit-name": {"value": PEOPLE[person].name},
        "contributor-attributes": {"contributor-role": "author"},
    }
