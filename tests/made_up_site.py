"""A made-up war as an archive and a site: one island, a front that moves every day."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from shapely import MultiLineString, box

from retally.archive.archive import Archive
from retally.check.check import check_text
from retally.cli.main import run
from retally.ledger.exchange import table
from retally.ledger.ledger import Ledger
from retally.measure.places import Place
from retally.measure.regions import Regions
from retally.publish.overlays import Overlay
from retally.publish.site import write_site
from retally.publish.site_build import Site, site_files
from retally.series.definitions import definitions
from retally.series.ground import Ground

FIRST = date(2021, 1, 1)
STATUSES = ("control", "advance", "claimed", "contested")
MAPPING = """
[map]
source = "made-up"
party_field = "party"
status_field = "status"

[status]
control = "control"
advance = "advance"
claimed = "claimed"
contested = "contested"
"""
DEFINITIONS = """
[definitions.made-up-control]
sentence = "Ground that the made-up desk maps as controlled by the reds."
sources = ["made-up"]
party = "reds"
statuses = ["control"]
share_of_km2 = 90000
share_source = "the made-up island"

[definitions.made-up-with-claims]
sentence = "Ground that the made-up desk maps as controlled, advanced into or claimed by the reds."
sources = ["made-up"]
party = "reds"
statuses = ["control", "advance", "claimed"]
share_of_km2 = 90000
share_source = "the made-up island"
"""


STORY = """Reds take more ground

The Reds advanced {km2} square kilometres ({mi2} square miles) in February 2021, according to the
maps of Made-up.

It rained all week, and nothing else of note was said about it.

The Reds advanced 9,999 square kilometres in February 2021, a spokesman said.
"""
ESTIMATES = """date,low,high,estimate,type,source,url,country
2021-01-05,3000,,,killed,Made-up ministry,https://example.org/1,Blue
2021-02-05,9000,11000,10000,killed,Made-up ministry,https://example.org/2,Blue
2021-02-06,1000,1500,,wounded,Institute of Counts,https://example.org/3,Red
2021-02-07,1200,1900,,wounded,Institute of Counts,https://example.org/4,Red
"""


def made_up_site(folder: Path, *, days: int, vertices: int = 300) -> Path:
    """A site of a made-up war with a story, a ledger, regions and lines; gives its folder."""
    archive = made_up_archive(folder, days=days, vertices=vertices)
    out = folder / "site"
    write_site(site_files(made_up_told_pages(archive)), out)
    return out


def made_up_pages(archive: Path) -> Site:
    """What the site is made from, without place names, stories and ledger."""
    opened = Archive.open(archive)
    known = definitions((archive.parent / "retally.toml",))
    ground = Ground(opened, definitions=known)
    return Site(ground=ground, archive=opened, places=lambda extent: [])


def made_up_told_pages(archive: Path, **options: object) -> Site:
    """The same with a checked story, a ledger, two regions, a line and three places."""
    plain = made_up_pages(archive)
    ledger = Ledger.open(archive.parent / "ledger.sqlite")
    now = datetime(2021, 3, 1, tzinfo=UTC)
    rows = table(ESTIMATES, recorded=now, where="estimates.csv").entries
    with ledger.writing(now=now) as writer:
        writer.record_revising(rows)
    asked = {
        "stories": [check_text(made_up_story(plain.ground), ground=plain.ground, name="story.txt")],
        "ledger": ledger,
        "regions": Regions(["West", "East"], [box(28, 45, 31.5, 52), box(31.5, 45, 36, 52)]),
        "overlays": [Overlay("a made-up river, own work", MultiLineString([[(29, 47), (35, 48)]]))],
        "places": lambda extent: PLACES,
    }
    return replace(plain, **(asked | options))


def made_up_story(ground: Ground) -> str:
    """A story whose first figure is right under one definition, and whose last under none."""
    row = ground.gains("made-up-control", start=date(2021, 2, 1), end=date(2021, 2, 28)).rows[0]
    km2 = round(row.net_km2)
    return STORY.format(km2=km2, mi2=round(km2 / 2.589988110336))


PLACES = [
    Place(name="Alpha", lon_lat=(30.0, 47.0), population=900_000),
    Place(name="البلدة", lon_lat=(33.0, 47.2), population=500_000),
    Place(name="Gamma", lon_lat=(30.2, 49.5), population=100_000),
]


def made_up_archive(folder: Path, *, days: int, vertices: int = 300) -> Path:
    """The maps of a made-up war in an archive, written through the command; gives its path."""
    maps = folder / "maps"
    maps.mkdir(parents=True, exist_ok=True)
    for at, text in enumerate(made_up_maps(days, vertices)):
        (maps / f"{FIRST + timedelta(days=at)}.geojson").write_text(text, encoding="utf-8")
    (folder / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "retally.toml").write_text(DEFINITIONS, encoding="utf-8")
    archive = folder / "archive"
    add = ["add", maps, "--archive", archive, "--source", "vector"]
    code = run([*map(str, add), "--map", str(folder / "mapping.toml"), "--licence", "own work"])
    assert code == 0
    return archive


def made_up_maps(days: int, vertices: int) -> list[str]:
    """A GeoJSON text a day: four rings whose outer edges move at two places each day."""
    dice = random.Random(1)
    per_status = max(vertices // len(STATUSES), 8)
    reach = {status: [0.6 + 0.4 * at] * per_status for at, status in enumerate(STATUSES)}
    texts = []
    for _ in range(days):
        for status in STATUSES:
            for _ in range(2):
                start = dice.randrange(per_status - 6)
                for at in range(start, start + 6):
                    reach[status][at] += dice.uniform(-0.004, 0.008)
        features = [
            {
                "type": "Feature",
                "properties": {"party": "reds", "status": status},
                "geometry": {"type": "Polygon", "coordinates": [_ring(at, reach[status])]},
            }
            for at, status in enumerate(STATUSES)
        ]
        texts.append(json.dumps({"type": "FeatureCollection", "features": features}))
    return texts


def _ring(at: int, reach: list[float]) -> list[list[float]]:
    """A closed ring around a centre of its own."""
    lon, lat = 30 + 3.2 * (at % 2), 47 + 2.4 * (at // 2)
    ring = []
    for place, far in enumerate(reach):
        turn = 2 * math.pi * place / len(reach)
        ring.append(
            [round(lon + far * math.cos(turn), 6), round(lat + 0.6 * far * math.sin(turn), 6)]
        )
    return [*ring, ring[0]]
