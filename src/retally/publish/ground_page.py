"""The Ground page of a definition, put together from its view, its map and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from retally.publish.bars import month_bars
from retally.publish.ground_view import GroundView, daily
from retally.publish.pages import area_text, month, page
from retally.publish.structured import dataset
from retally.publish.words import words

if TYPE_CHECKING:
    from retally.model.snapshot import Snapshot
    from retally.publish.map_view import MapView
    from retally.publish.site import SiteFile
    from retally.publish.site_inputs import Site


def ground_address(definition: str) -> str:
    """Where the page of a definition stands in its site."""
    return f"ground-{definition}.html"


def opening_view(site: Site) -> GroundView | None:
    """The view that the site opens with: one with a map, if any, that holds the most ground."""
    with_map = [view for view in site.views.values() if site.map_of(view.definition)]
    return max(with_map or site.views.values(), key=lambda view: view.held.held_km2, default=None)


def ground_page(
    site: Site, view: GroundView, *, shown: MapView | None, data: Sequence[SiteFile] = ()
) -> bytes:
    """The page.

    Parameters
    ----------
    shown
        The first frame of its map; None where there is no map to draw.
    data
        The files that it offers to download.
    """
    drawn = site.map_of(view.definition)
    return page(
        "ground.html.j2",
        **site.common("ground"),
        view=view,
        choices=_choices(site, view),
        map=shown,
        source=drawn.source if drawn else None,
        days=list(drawn.days) if drawn else [],
        map_day=drawn.days[-1] if drawn else None,
        map_held=site.ground.held(view.definition, drawn.days[-1]) if drawn else None,
        finding=_finding(view),
        map_finding="" if shown is None else _map_finding(view, shown),
        bars=month_bars(view.by_month.rows, record=view.record),
        sides=_sides(site, view),
        downloads=_downloads(data),
        geometry=[
            (one.path.rpartition("/")[2], one.path) for one in data if one.path.endswith(".geojson")
        ],
        is_withheld=drawn is not None and not site.may_pass_on(drawn.source),
        daily=daily(view),
        credits=_credits(site, view),
        place_credit=site.place_credit,
        overlays=[] if drawn is None else [one.name for one in site.overlays],
        chain=_chain(site, view),
        dataset=dataset(
            view,
            data,
            [licence for one in view.definition.sources for licence in site.licences(one)],
        ),
    )


def empty_ground_page(site: Site) -> bytes:
    """The page of a site on which nothing is measured."""
    return page("empty.html.j2", **site.common("ground"))


def _choices(site: Site, view: GroundView) -> list[dict[str, Any]]:
    """The definitions to choose from, each in a sentence."""
    return [
        {
            "name": one.name,
            "sentence": one.sentence,
            "address": ground_address(one.name),
            "is_here": one is view.definition,
        }
        for one in (other.definition for other in site.views.values())
    ]


def first_frame(site: Site, view: GroundView) -> MapView | None:
    """What the map of a definition shows at first; None where there is no map to draw."""
    from retally.publish.map_view import map_view

    drawn = site.map_of(view.definition)
    if drawn is None:
        return None
    return map_view(
        site.archive,
        drawn,
        view.definition,
        places=site.named_places[drawn.source],
        overlays=site.overlays,
    )


def _downloads(data: Sequence[SiteFile]) -> list[dict[str, Any]]:
    """The files of numbers and pictures, those of one content together."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in data:
        name, _, ending = one.path.rpartition(".")
        if ending == "geojson":
            continue
        part = name.rpartition("-")[2]
        kind = "map" if part == "map" else "numbers" if ending in ("csv", "json") else "chart"
        told = words(f"files_{kind}", by=words("by_month" if part == "month" else "by_day"))
        found.setdefault(told, []).append((ending.upper(), one.path))
    return [{"what": what, "files": files} for what, files in found.items()]


def _finding(view: GroundView) -> str:
    """What the bars show, in one sentence."""
    name = view.definition.name
    if view.record is None:
        return f"Ground gained and lost by month under {name}; no whole month has a net gain."
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
