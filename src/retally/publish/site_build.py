"""The files of a site, one after another: Ground, Verify and Methods, data, charts, maps."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from io import StringIO
from typing import TYPE_CHECKING, Any

from retally.model.definition import Definition
from retally.model.rights import is_redistributable
from retally.publish.ground_view import GroundView, daily, drawn_bars, ground_view
from retally.publish.pages import area_text, assets, month, page
from retally.publish.site import SiteFile
from retally.publish.version import version

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from retally.archive.archive import Archive
    from retally.check.published import Verification
    from retally.measure.places import Place
    from retally.model.snapshot import Snapshot
    from retally.publish.drawn_map import DrawnMap
    from retally.publish.map_view import MapView
    from retally.series.gains import Gains
    from retally.series.ground import Ground

NAV = (("ground", "index.html"), ("verify", "verify.html"), ("methods", "methods.html"))
"""The pages that every page leads to, by their key in the catalogue of words."""

SMALLEST_PLACE = 5000
"""People; smaller places name nothing a reader of a map of a country looks for."""
MOST_PLACES = 400
CHARTS = ("svg", "png", "pdf")

Places = Callable[[tuple[float, float, float, float]], Sequence["Place"]]


@dataclass(frozen=True)
class Site:
    """What a site is made from.

    Parameters
    ----------
    places
        The places within west, south, east, north; called once a source.
    i_have_rights
        Whether the user may pass on geometry that its licence keeps.
    """

    ground: Ground
    archive: Archive
    places: Places
    i_have_rights: bool = False

    @cached_property
    def views(self) -> Mapping[str, GroundView]:
        """The definitions that something answers, with their numbers."""
        found = (ground_view(self.ground, one) for one in self.ground.definitions.values())
        return {view.definition.name: view for view in found if view is not None}

    @cached_property
    def maps(self) -> Mapping[str, DrawnMap]:
        """The sources that the archive has maps of, drawn."""
        from retally.publish.drawn_map import drawn_map

        found = ((source, drawn_map(self.archive, source)) for source in self.archive.sources())
        return {source: drawn for source, drawn in found if drawn is not None}

    @cached_property
    def named_places(self) -> Mapping[str, Sequence[Place]]:
        """For each source the places on its map, largest first."""
        return {source: self.places(drawn.bounds) for source, drawn in self.maps.items()}

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All snapshots of the archive."""
        return self.archive.snapshots()

    @cached_property
    def verification(self) -> Verification:
        """Published figures against recomputed ones."""
        from retally.check.published import verify

        return verify(self.ground)

    def map_of(self, definition: Definition) -> DrawnMap | None:
        """The maps to draw for a definition: of its first source that has any."""
        return next((self.maps[one] for one in definition.sources if one in self.maps), None)

    def licences(self, source: str) -> tuple[str, ...]:
        """The licence lines of a source's snapshots."""
        return tuple(dict.fromkeys(one.licence for one in self.snapshots if one.source == source))

    def may_pass_on(self, source: str) -> bool:
        """Whether geometry of a source may be downloaded from the site."""
        return self.i_have_rights or all(map(is_redistributable, self.licences(source)))


def site_files(site: Site) -> Iterator[SiteFile]:
    """Every file of the site."""
    yield from assets()
    for source, drawn in site.maps.items():
        yield SiteFile(path=f"maps/{source}.js", content=_script(drawn))
    default = _default(site)
    for view in site.views.values():
        data = list(_data(view, site))
        yield from data
        content = _ground(site, view, data)
        yield SiteFile(path=_address(view.definition.name), content=content)
        if view is default:
            yield SiteFile(path="index.html", content=content)
    if default is None:
        yield SiteFile(path="index.html", content=page("empty.html.j2", **_common("ground")))
    yield SiteFile(
        path="verify.html",
        content=page("verify.html.j2", **_common("verify"), found=site.verification),
    )
    yield SiteFile(path="methods.html", content=_methods(site))
    yield SiteFile(path="datapackage.json", content=_datapackage(site))


def _common(here: str) -> dict[str, Any]:
    return {"root": "", "nav": NAV, "here": here}


def _address(definition: str) -> str:
    return f"ground-{definition}.html"


def _default(site: Site) -> GroundView | None:
    """The view that the site opens with: one with a map, if any, that holds the most ground."""
    with_map = [view for view in site.views.values() if site.map_of(view.definition)]
    return max(with_map or site.views.values(), key=lambda view: view.held.held_km2, default=None)


def _script(drawn: DrawnMap) -> bytes:
    """A source's frames as a script that a page opened from a disk can load too."""
    text = json.dumps(drawn.to_dict(), separators=(",", ":"))
    return f"window.retally = {{ map: {text} }};\n".encode()


def _ground(site: Site, view: GroundView, data: Sequence[SiteFile]) -> bytes:
    drawn = site.map_of(view.definition)
    shown = None if drawn is None else _map_view(site, view, drawn)
    is_withheld = drawn is not None and not site.may_pass_on(drawn.source)
    return page(
        "ground.html.j2",
        **_common("ground"),
        view=view,
        choices=[
            {
                "name": one.name,
                "sentence": one.sentence,
                "address": _address(one.name),
                "is_here": one is view.definition,
            }
            for one in (other.definition for other in site.views.values())
        ],
        map=shown,
        source=drawn.source if drawn else None,
        days=list(drawn.days) if drawn else [],
        map_day=drawn.days[-1] if drawn else None,
        map_held=site.ground.held(view.definition, drawn.days[-1]) if drawn else None,
        finding=_finding(view),
        map_finding="" if shown is None else _map_finding(view, shown),
        bars=drawn_bars(view),
        sides=_sides(site, view),
        downloads=[(one.path.rpartition("/")[2], one.path) for one in data],
        is_withheld=is_withheld,
        daily=daily(view),
        credits=_credits(site, view),
        chain=_chain(site, view),
    )


def _map_view(site: Site, view: GroundView, drawn: DrawnMap) -> MapView:
    from retally.publish.map_view import map_view

    return map_view(
        site.archive,
        drawn,
        view.definition,
        focus=None,
        places=site.named_places[drawn.source],
    )


def _finding(view: GroundView) -> str:
    """What the bars show, in one sentence."""
    name = view.definition.name
    if view.record is None:
        return f"Ground gained and lost by month under {name}; no month is complete."
    return (
        f"Ground gained and lost by month under {name}: the largest net gain is "
        f"{area_text(view.record.net_km2)} in {month(view.record.start)}. "
        "The same figures stand in the table below."
    )


def _map_finding(view: GroundView, shown: MapView) -> str:
    return (
        f"Map of {shown.day} by {view.definition.name}, with what was gained and lost since "
        f"{shown.since}. The numbers stand above it and in the table below."
    )


def _sides(site: Site, view: GroundView) -> list[dict[str, Any]]:
    """The latest whole month that this definition and others answer, side by side."""
    whole = [row for row in view.by_month.rows if row.complete and not row.partial]
    if not whole:
        return []
    start = whole[-1].start
    found = []
    for other in site.views.values():
        if other.definition.party != view.definition.party:
            continue
        row = next((one for one in other.by_month.rows if one.start == start), None)
        if row is not None and row.net_km2 is not None:
            found.append({"definition": other.definition, "row": row})
    return sorted(found, key=lambda one: one["row"].net_km2)


def _credits(site: Site, view: GroundView) -> list[str]:
    """Source, days and licence of what the page rests on."""
    lines = []
    for source in view.definition.sources:
        drawn = site.maps.get(source)
        if drawn is not None:
            licence = "; ".join(site.licences(source))
            lines.append(f"{source}, {drawn.days[0]} to {drawn.days[-1]} (licence: {licence})")
    return lines or ["measured areas that ship with Retally, without maps"]


def _chain(site: Site, view: GroundView) -> list[Snapshot]:
    """The snapshots behind the headline numbers, by day."""
    rows = [view.lately.rows[0], view.month, *([view.record] if view.record else [])]
    days = {day for row in rows for day in (row.from_day, row.to_day)} | {view.held.map_day}
    return [
        one
        for one in site.snapshots
        if one.source in view.definition.sources
        and one.day in days
        and any(layer.party == view.definition.party for layer in one.layers)
    ]


def _data(view: GroundView, site: Site) -> Iterator[SiteFile]:
    """The numbers of a page as files: what `retally gains --json` and `--csv` give, and charts."""
    name = view.definition.name
    for by, series in (("month", view.by_month), ("day", view.by_day)):
        yield SiteFile(path=f"data/{name}-by-{by}.json", content=_json(series.to_dict()))
        yield SiteFile(path=f"data/{name}-by-{by}.csv", content=_csv(series))
    stamp = hashlib.sha256(_json(view.by_month.to_dict())).hexdigest()
    chart = _Chart(view.by_month, site.ground.definitions)
    for ending in CHARTS:
        yield SiteFile(
            path=f"data/{name}-by-month.{ending}",
            content=partial(chart.bytes, ending),
            stamp=f"{version()} {stamp}",
        )


class _Chart:
    """One definition's chart, drawn once for all its endings and only when one is wanted."""

    def __init__(self, series: Gains, definitions: Mapping[str, Definition]) -> None:
        self._series = series
        self._definitions = definitions

    def bytes(self, ending: str) -> bytes:
        """The chart as a file of that ending."""
        from retally.publish.chart import chart_bytes

        return chart_bytes(self._figure, ending)

    @cached_property
    def _figure(self) -> Figure:
        from retally.publish.chart import gains_chart

        return gains_chart([self._series], definitions=self._definitions)


def _json(document: Any) -> bytes:
    # Without indents: Python's fast encoder knows none, and a series of days has many rows.
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _csv(series: Gains) -> bytes:
    """A row a window; what is not known is empty."""
    document = series.to_dict()
    left_out = ("regions", "places", "largest_since")
    columns = [name for name in document["rows"][0] if name not in left_out]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["definition", *columns])
    for row in document["rows"]:
        cells = ("" if row[name] is None else row[name] for name in columns)
        writer.writerow([document["definition"], *cells])
    return text.getvalue().encode()


def _methods(site: Site) -> bytes:
    return page(
        "methods.html.j2",
        **_common("methods"),
        definitions=[view.definition for view in site.views.values()],
        snapshots=site.snapshots,
    )


def _datapackage(site: Site) -> bytes:
    """The CSV files as a data package (Frictionless Data Package, version 1)."""
    resources = [
        {
            "name": f"{name}-by-{by}",
            "path": f"data/{name}-by-{by}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "description": view.definition.sentence,
        }
        for name, view in site.views.items()
        for by in ("month", "day")
    ]
    document = {
        "name": "retally-site",
        "title": "Ground held, gained and lost",
        "profile": "data-package",
        "resources": resources,
    }
    return _json(document)
