"""The made-up war as a site: its ground, its checked story, its island."""

from __future__ import annotations

from pathlib import Path

import shapely

from retally.archive.archive import Archive
from retally.check.story_check import StoryCheck
from retally.demo.island import Island
from retally.measure.places import Place
from retally.measure.regions import Regions
from retally.publish.overlays import Overlay
from retally.publish.site import write_site
from retally.publish.site_build import Site, site_files
from retally.series.ground import Ground

_PEOPLE = 90_000
"""Of each made-up town; all have as many, so that a map names all of them where it has room."""


def demo_site(ground: Ground, archive: Archive, *, island: Island, check: StoryCheck) -> Site:
    """What the demo's site is made from.

    Charts and maps are not offered as pictures: drawing them takes longer than all else.
    `retally publish` on the demo's archive draws them too.
    """
    polygons = [island.region_polygon(region) for region in island.regions]
    names = [region.name for region in island.regions]
    towns = [
        Place(name=name, lon_lat=_middle(polygon), population=_PEOPLE)
        for name, polygon in zip(names, polygons, strict=True)
    ]
    lines = shapely.multilinestrings(
        [part.exterior for one in polygons for part in shapely.get_parts(one)]
    )
    return Site(
        ground=ground,
        archive=archive,
        places=lambda extent: towns,
        place_credit="Place names: made up",
        has_pictures=False,
        stories=[check],
        regions=Regions(names, polygons),
        overlays=[Overlay("coast and regions of the made-up island", lines)],
        full_text=True,
    )


def write_demo_site(site: Site, out: Path) -> Path:
    """Write the site and give the page that it opens with."""
    write_site(site_files(site), out)
    return out / "index.html"


def _middle(polygon: shapely.Geometry) -> tuple[float, float]:
    point = shapely.point_on_surface(polygon)
    return float(shapely.get_x(point)), float(shapely.get_y(point))
