"""A made-up war as an archive and a site: one island, a front that moves every day."""

from __future__ import annotations

import json
import math
import random
from datetime import date, timedelta
from pathlib import Path

from retally.archive.archive import Archive
from retally.cli.main import run
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


def made_up_site(folder: Path, *, days: int, vertices: int = 300) -> Path:
    """A site of a made-up war; gives its folder."""
    archive = made_up_archive(folder, days=days, vertices=vertices)
    out = folder / "site"
    write_site(site_files(made_up_pages(archive)), out)
    return out


def made_up_pages(archive: Path) -> Site:
    """What the site is made from, without place names."""
    opened = Archive.open(archive)
    known = definitions((archive.parent / "retally.toml",))
    ground = Ground(opened, definitions=known)
    return Site(ground=ground, archive=opened, places=lambda extent: [])


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
