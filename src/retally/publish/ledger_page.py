"""The Ledger page, and the ledger as files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from retally.ledger.exchange import csv_text
from retally.ledger.recording import story_hash
from retally.publish.figure_checks import card_of, verdict_of
from retally.publish.ground_data import json_bytes
from retally.publish.ledger_view import StoryAddress, ledger_view
from retally.publish.pages import page
from retally.publish.site import SiteFile
from retally.publish.story_page import addressed

if TYPE_CHECKING:
    from retally.ledger.entry import Entry
    from retally.publish.site_inputs import Site

DATA = ("data/ledger.json", "data/ledger.csv")
"""The document of `retally ledger show --json`, and of ``--csv``."""


def ledger_files(site: Site) -> Iterator[SiteFile]:
    """The page and its data; written even where nothing is recorded."""
    entries = () if site.ledger is None else site.ledger.entries()
    # Entries never change, so their ids tell whether the files did.
    stamp = hashlib.sha256(" ".join(one.id for one in entries).encode()).hexdigest()
    json_path, csv_path = DATA
    yield SiteFile(path=json_path, content=partial(_document, entries), stamp=stamp)
    yield SiteFile(path=csv_path, content=partial(_table, entries), stamp=stamp)
    yield SiteFile(path="ledger.html", content=ledger_page(site, entries))


def ledger_page(site: Site, entries: Sequence[Entry], *, root: str = "") -> bytes:
    """The page of a ledger's entries: all of them, or those that a reader chose."""
    pages = {
        story_hash(checked.reading.story): StoryAddress(
            page=root + address,
            figures={
                figure.span.start: card_of(checked, figure.id)
                for figure in checked.reading.figures
                if verdict_of(checked, figure.id)
            },
        )
        for address, checked in addressed(site.stories).items()
    }
    return page(
        "ledger.html.j2",
        **site.common("ledger", root=root),
        view=ledger_view(entries, pages=pages),
        downloads=DATA,
    )


def _document(entries: Sequence[Entry]) -> bytes:
    return json_bytes({"entries": [entry.to_dict() for entry in entries]})


def _table(entries: Sequence[Entry]) -> bytes:
    return csv_text(entries).encode()
