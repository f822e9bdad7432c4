"""The pages of checked stories, and the page that lists them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from retally.check.lines import coverage_line, joint_line
from retally.check.story_check import StoryCheck
from retally.publish.check_blocks import legend, tally
from retally.publish.check_page import left_out
from retally.publish.ground_data import json_bytes
from retally.publish.pages import page
from retally.publish.site import SiteFile
from retally.publish.story_view import story_view
from retally.publish.structured import claim_reviews, news_article

if TYPE_CHECKING:
    from retally.publish.site_inputs import Site

_LONGEST_SLUG = 60


def story_files(site: Site) -> Iterator[SiteFile]:
    """A page a story, its document where the story may be shown whole, and the list of them."""
    if not site.stories:
        return
    found = addressed(site.stories)
    for address, checked in found.items():
        yield SiteFile(path=address, content=story_page(site, checked))
        if site.full_text:
            document = address.removesuffix(".html") + ".json"
            yield SiteFile(path=document, content=json_bytes(checked.to_dict()))
    yield SiteFile(path="stories/index.html", content=stories_page(site, found))


def addressed(stories: Sequence[StoryCheck]) -> Mapping[str, StoryCheck]:
    """Each story by its address in the site: its headline as a slug, numbered where it repeats."""
    found: dict[str, StoryCheck] = {}
    for checked in stories:
        stem = slug(checked.reading.story.title or checked.name)
        number, address = 1, f"stories/{stem}.html"
        while address in found or stem == "index":
            number += 1
            address = f"stories/{stem}-{number}.html"
            if stem == "index" and address not in found:
                break
        found[address] = checked
    return found


def slug(text: str) -> str:
    """A text as part of an address: small letters, digits and hyphens.

    Examples
    --------
    >>> slug("Norland takes 478 sq km – a record")
    'norland-takes-478-sq-km-a-record'
    >>> slug("…")
    'story'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(
        sign if sign.isalnum() and sign.isascii() else " "
        for sign in plain
        if not unicodedata.combining(sign)
    )
    name = ""
    for word in kept.split():
        if name and len(name) + len(word) >= _LONGEST_SLUG:
            break
        name = f"{name}-{word}" if name else word[:_LONGEST_SLUG]
    return name or "story"


def story_page(site: Site, checked: StoryCheck, *, root: str = "../") -> bytes:
    """The page of a story.

    Parameters
    ----------
    root
        What leads from the page to the site's folder.
    """
    structured = [news_article(checked, full_text=site.full_text)]
    if site.claim_review:
        structured += claim_reviews(checked)
    story = checked.reading.story
    return page(
        "story.html.j2",
        **site.common("stories", root=root),
        story=story,
        title=story.title or checked.name,
        view=story_view(site, checked),
        coverage=coverage_line(checked),
        tally=tally(checked),
        joints=[joint_line(joint) for joint in checked.joint],
        legend=legend(),
        left_out=left_out(checked.reading),
        address=checked.name if checked.name.startswith(("http://", "https://")) else None,
        is_whole=site.full_text,
        structured=structured,
        has_ground_pages=site.views.keys(),
    )


def stories_page(site: Site, found: Mapping[str, StoryCheck], *, root: str = "../") -> bytes:
    """The list of stories, the newest first, what cannot be dated last."""
    rows = sorted(
        found.items(),
        key=lambda one: (
            one[1].reading.story.published.toordinal() if one[1].reading.story.published else 0
        ),
        reverse=True,
    )
    return page(
        "stories.html.j2",
        **site.common("stories", root=root),
        rows=[
            {
                "address": address,
                "title": checked.reading.story.title or checked.name,
                "story": checked.reading.story,
                "coverage": coverage_line(checked),
                "tally": tally(checked),
            }
            for address, checked in rows
        ],
    )
