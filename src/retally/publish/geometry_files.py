"""The maps of a source as GeoJSON: each status with the days from and to which it stood so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from retally.publish.site import SiteFile

if TYPE_CHECKING:
    from retally.archive.archive import Archive
    from retally.publish.drawn_map import DrawnLayer, DrawnMap
    from retally.publish.site_inputs import Site

GEOMETRY_RULES = "1"
"""Part of every stamp; raised when the files are written anew."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """One layer unchanged over days.

    Parameters
    ----------
    valid_from, valid_to
        First and last day with a map that shows it so; no map between them shows it otherwise,
        and none that is known to be missing lies between.
    geometry_hash
        Of the canonical geometry.
    """

    party: str
    status: str
    valid_from: date
    valid_to: date
    geometry_hash: str

    @property
    def month(self) -> str:
        """The month in which it begins: the file that it stands in."""
        return f"{self.valid_from:%Y-%m}"


def geometry_files(site: Site, drawn: DrawnMap) -> Iterator[SiteFile]:
    """A file for each month; none where the geometry may not be passed on.

    A period stands in the file of the month in which it begins, so that a new day leaves the
    older files as they are.
    """
    if not site.may_pass_on(drawn.source):
        return
    by_month: dict[str, list[Period]] = {}
    for period in periods(drawn):
        by_month.setdefault(period.month, []).append(period)
    licence = "; ".join(site.licences(drawn.source))
    for month, found in sorted(by_month.items()):
        told = repr((GEOMETRY_RULES, drawn.source, licence, found))
        yield SiteFile(
            path=f"data/{drawn.source}-{month}.geojson",
            content=partial(_collection, site.archive, drawn.source, licence, found),
            stamp=hashlib.sha256(told.encode()).hexdigest(),
        )


def periods(drawn: DrawnMap) -> Iterator[Period]:
    """The periods of every layer, in order of days; a day without a map of it ends one."""
    for layer in drawn.layers:
        yield from _periods_of(layer, drawn.days)


def _periods_of(layer: DrawnLayer, days: Sequence[date]) -> Iterator[Period]:
    first: date | None = None
    for at, name in enumerate(layer.hashes):
        after = layer.hashes[at + 1] if at + 1 < len(days) else None
        if name is None:
            continue
        first = first or days[at]
        if after != name:
            yield Period(
                party=layer.party,
                status=layer.status,
                valid_from=first,
                valid_to=days[at],
                geometry_hash=name,
            )
            first = None


def _collection(archive: Archive, source: str, licence: str, found: Sequence[Period]) -> bytes:
    """Periods as a FeatureCollection (RFC 7946)."""
    import shapely

    geometries = archive.geometries({one.geometry_hash for one in found})
    features = []
    for one in found:
        properties = {
            "source": source,
            "party": one.party,
            "status": one.status,
            "valid_from": one.valid_from.isoformat(),
            "valid_to": one.valid_to.isoformat(),
            "licence": licence,
        }
        shape = shapely.to_geojson(geometries[one.geometry_hash])
        features.append(
            f'{{"type":"Feature","properties":{json.dumps(properties)},"geometry":{shape}}}'
        )
    listed = ",\n".join(features)
    return f'{{"type":"FeatureCollection","features":[\n{listed}\n]}}\n'.encode()
