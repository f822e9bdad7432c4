"""The Atom feed of a site: records, revisions and checks, newest first.

Every time in it is a day of the data; no clock is read, so that the same data gives the same feed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from retally.check.lines import coverage_line
from retally.publish.pages import area_text, month
from retally.publish.version import version
from retally.publish.words import words

if TYPE_CHECKING:
    from retally.publish.site_inputs import Site

MOST_ENTRIES = 100
_NO_DAY = date(1970, 1, 1)
"""Of a feed without entries, which Atom wants dated too."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One entry.

    Parameters
    ----------
    about
        What names it for ever; the id is made from it.
    """

    about: str
    day: date
    title: str
    summary: str
    address: str

    @property
    def id(self) -> str:
        """A UUID of what it is about (RFC 9562, version 5)."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'retally/{self.about}')}"


def feed(site: Site) -> bytes:
    """The feed (RFC 4287), at most `MOST_ENTRIES` entries."""
    found = [*records(site), *revisions(site), *checks(site)]
    newest = sorted(found, key=lambda one: (one.day, one.about), reverse=True)[:MOST_ENTRIES]
    updated = newest[0].day if newest else _NO_DAY
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>urn:uuid:{uuid5(NAMESPACE_URL, 'retally/feed')}</id>",
        f"<title>{escape(words('feed_title'))}</title>",
        f"<updated>{_moment(updated)}</updated>",
        f"<generator version={quoteattr(version())}>Retally</generator>",
        "<author><name>Retally</name></author>",
        '<link rel="self" href="feed.xml"/>',
        '<link rel="alternate" type="text/html" href="index.html"/>',
        *(_entry(one) for one in newest),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def records(site: Site) -> Iterator[FeedEntry]:
    """Each month that was the largest of its series when it ended."""
    from retally.publish.ground_page import ground_address

    for view in site.views.values():
        for at, row in enumerate(view.by_month.rows):
            if row.rank != 1 or row.partial or at == 0 or row.to_day is None:
                continue
            name = view.definition.name
            yield FeedEntry(
                about=f"record/{name}/{row.start}/{row.net_km2!r}",
                day=row.to_day,
                title=words("feed_record", month=month(row.start), name=name),
                summary=words("feed_record_text", area=area_text(row.net_km2), name=name),
                address=ground_address(name),
            )


def revisions(site: Site) -> Iterator[FeedEntry]:
    """Each number that a source revised."""
    if site.ledger is None:
        return
    from retally.ledger.chains import chains

    for chain in chains(site.ledger.entries()):
        before = None
        for link in chain.links:
            entry = link.entry
            day = entry.published or entry.day
            if before is not None and day and (link.falls or entry.supersedes):
                told = " ".join(
                    part
                    for part in (
                        f"{before.words} → {entry.words}",
                        link.factor.words if link.factor else "",
                    )
                    if part
                )
                yield FeedEntry(
                    about=f"revision/{entry.id}",
                    day=day,
                    title=words("feed_revision", source=chain.source),
                    summary=f"{chain.key}: {told}",
                    address=f"ledger.html#{entry.id}",
                )
            before = entry


def checks(site: Site) -> Iterator[FeedEntry]:
    """Each story that was checked and says when it came out."""
    from retally.publish.story_page import addressed

    for address, checked in addressed(site.stories).items():
        story = checked.reading.story
        if story.published is not None:
            yield FeedEntry(
                about=f"check/{address}",
                day=story.published,
                title=words("feed_check", title=story.title or checked.name),
                summary=coverage_line(checked),
                address=address,
            )


def _entry(one: FeedEntry) -> str:
    return (
        f"<entry><id>{one.id}</id><title>{escape(_plain(one.title))}</title>"
        f"<updated>{_moment(one.day)}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(one.address)}/>'
        f"<summary>{escape(_plain(one.summary))}</summary></entry>"
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _plain(text: str) -> str:
    """One line, without the characters that XML cannot hold."""
    spaced = " ".join(text.split())
    return "".join(
        sign
        for sign in spaced
        if sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff"
    )
