"""The files of a site, one after another: every page, then data, charts, maps and feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from retally.publish.feed import feed
from retally.publish.geometry_files import geometry_files
from retally.publish.ground_data import datapackage, ground_data
from retally.publish.ground_page import (
    empty_ground_page,
    first_frame,
    ground_address,
    ground_page,
    opening_view,
)
from retally.publish.ledger_page import ledger_files
from retally.publish.map_files import map_files
from retally.publish.pages import assets
from retally.publish.plain_pages import methods_page, verify_page
from retally.publish.site import SiteFile
from retally.publish.site_inputs import Site
from retally.publish.story_page import story_files

if TYPE_CHECKING:
    from retally.publish.drawn_map import DrawnMap

__all__ = ["Site", "map_script", "site_files"]


def site_files(site: Site) -> Iterator[SiteFile]:
    """Every file of the site."""
    yield from assets()
    geometry: dict[str, list[SiteFile]] = {}
    for source, drawn in site.maps.items():
        yield SiteFile(path=f"maps/{source}.js", content=map_script(drawn))
        geometry[source] = list(geometry_files(site, drawn))
        yield from geometry[source]
    default = opening_view(site)
    for view in site.views.values():
        drawn_of, shown = site.map_of(view.definition), first_frame(site, view)
        data = [*ground_data(view, site), *(map_files(site, view, shown) if shown else [])]
        yield from data
        offered = [*data, *(geometry[drawn_of.source] if drawn_of else [])]
        content = ground_page(site, view, shown=shown, data=offered)
        yield SiteFile(path=ground_address(view.definition.name), content=content)
        if view is default:
            yield SiteFile(path="index.html", content=content)
    if default is None:
        yield SiteFile(path="index.html", content=empty_ground_page(site))
    yield from story_files(site)
    yield from ledger_files(site)
    yield SiteFile(path="verify.html", content=verify_page(site))
    yield SiteFile(path="methods.html", content=methods_page(site))
    yield SiteFile(path="feed.xml", content=feed(site))
    yield SiteFile(path="datapackage.json", content=datapackage(site))


def map_script(drawn: DrawnMap) -> bytes:
    """A source's frames as a script that a page opened from a disk can load too."""
    text = json.dumps(drawn.to_dict(), separators=(",", ":"))
    return f"window.retally = {{ map: {text} }};\n".encode()
