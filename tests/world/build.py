"""Put the world together: every file of the sample, as bytes by path."""

from __future__ import annotations

import json
from pathlib import Path

from tests.world.people import FELLOW, FRIEND, ME
from tests.world.story import Story, tell
from tests.world.truth import truth
from tests.world.writers import (
    Seen,
    calendar,
    citations,
    contacts,
    drawn,
    linkedin,
    mail,
    pubmed,
    social,
    ties,
    zipped,
)


def exports(story: Story, seen: Seen) -> dict[str, bytes]:
    """Write her exports as she would lay them out."""
    files = {
        f"linkedin/{name}": data
        for name, data in linkedin.archive(story, ME, seen.at("linkedin")).items()
    }
    files["mail.mbox"] = mail.mbox(story, seen.at("mail.mbox"))
    files["papers.nbib"] = pubmed.medline(story, seen.at("papers.nbib"))
    files["who-knows-whom.csv"] = ties.table(story, seen.at("who-knows-whom.csv"))
    lent = "linkedin-from-farheen.zip"
    files[lent] = zipped(linkedin.lent_archive(story, FRIEND, seen.at(lent)))
    lent = "linkedin-from-bilal.zip"
    files[lent] = zipped(linkedin.old_archive(story, FELLOW, seen.at(lent)))
    return files


def sample() -> dict[str, bytes]:
    """Give every generated file of the sample by its path below ``data/sample``."""
    story, seen = tell(), Seen()
    files = {f"exports/{path}": data for path, data in exports(story, seen).items()}
    world = json.dumps(truth(story, seen), ensure_ascii=False, indent=1) + "\n"
    return files | {"world.json": world.encode()}


def write_sample(folder: Path) -> None:
    """Write the sample below a folder."""
    _write(folder, sample())


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def everything() -> dict[str, bytes]:
    """Give the same world in every other format, by path. Only tests use it."""
    story = tell()
    x = {f"x/data/{name}": data for name, data in social.x_archive(story).items()}
    inbox = {f"messages/inbox/{name}": data for name, data in social.messenger(story).items()}
    return (
        x
        | inbox
        | {
            "contacts.vcf": contacts.vcards(story),
            "google.csv": contacts.google(story),
            "outlook.csv": contacts.outlook(story),
            "papers.ris": citations.ris(story),
            "papers.bib": citations.bibtex(story),
            "papers.xml": citations.pubmed_xml(story),
            "wos.txt": citations.web_of_science(story),
            "openalex.json": citations.openalex(story),
            "orcid.json": citations.orcid(story),
            "drawn.graphml": drawn.graphml(story),
            "drawn.gexf": drawn.gexf(story),
            "calendar.ics": calendar.ics(story),
            "WhatsApp Chat - Batch of 2019/_chat.txt": social.whatsapp_group(story),
            "WhatsApp Chat with Farheen.txt": social.whatsapp_friend(story),
            "connections/friends/your_friends.json": social.facebook(story),
            "connections/followers_and_following/following.json": social.instagram(story),
            "following_accounts.csv": social.mastodon(),
            "outbox.json": social.outbox(story),
        }
    )


def write_everything(folder: Path) -> None:
    """Write the sample's exports and the same world in every other format below a folder."""
    _write(folder, exports(tell(), Seen()) | everything())
