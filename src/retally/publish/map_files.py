"""A Ground page's map as files: a picture for all, drawings that hold geometry where it may go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from retally.publish.frames import Ring
from retally.publish.graticule import degrees_of
from retally.publish.ground_view import GroundView
from retally.publish.map_view import (
    MapView,
    coarse_rings,
    cut,
    geometries_of,
    is_counted,
    party_name,
    since_place,
)
from retally.publish.pages import area_text
from retally.publish.site import SiteFile
from retally.publish.version import version
from retally.publish.words import words

if TYPE_CHECKING:
    import shapely
    from matplotlib.figure import Figure

    from retally.publish.drawn_map import DrawnMap
    from retally.publish.map_picture import PrintedLayer, PrintedMap
    from retally.publish.site_inputs import Site

PICTURE_RULES = "1"
"""Part of every stamp; raised when the pictures are drawn anew."""
PICTURES = ("png", "svg", "pdf")
_WIDE_PX = 1552
"""Pixels that the map itself is wide in a picture of 8 inches at 200 dots an inch."""
_LINE = 118
_CREDIT_LINE = 145
"""Characters that a line above and one below it holds."""


def map_files(site: Site, view: GroundView, shown: MapView) -> Iterator[SiteFile]:
    """The map of a definition on its last day, as its page shows it at first.

    A picture of dots (PNG) may always be shown; an SVG and a PDF hold the geometry itself and
    stand where it may be passed on.
    """
    drawn = site.map_of(view.definition)
    if drawn is None or not site.has_pictures:
        return
    picture = _Picture(site, view, shown, drawn)
    for ending in PICTURES:
        if ending == "png" or site.may_pass_on(drawn.source):
            yield SiteFile(
                path=f"data/{view.definition.name}-map.{ending}",
                content=_Bytes(picture, ending),
                stamp=picture.stamp,
            )


class _Bytes:
    """The picture as a file of one ending."""

    def __init__(self, picture: _Picture, ending: str) -> None:
        self._picture = picture
        self._ending = ending

    def __call__(self) -> bytes:
        from retally.publish.printing import figure_bytes

        return figure_bytes(self._picture.figure, self._ending)


class _Picture:
    """One definition's map, drawn once for all its endings and only when one is wanted."""

    def __init__(self, site: Site, view: GroundView, shown: MapView, drawn: DrawnMap) -> None:
        self._site = site
        self._view = view
        self._shown = shown
        self._drawn = drawn

    @cached_property
    def stamp(self) -> str:
        """What the picture is made from."""
        drawn = self._drawn
        places = (len(drawn.days) - 1, since_place(drawn.days))
        layers = [
            (one.party, one.status, *(one.hashes[at] for at in places)) for one in drawn.layers
        ]
        labels = [one for one in self._shown.labels if self._shown.is_named(one)]
        made_from: list[Any] = [PICTURE_RULES, version(), self._shown.box, layers, labels]
        made_from += [self._heading, self._credit, self._shown.overlays]
        return hashlib.sha256(repr(made_from).encode()).hexdigest()

    @cached_property
    def figure(self) -> Figure:
        """The picture itself."""
        from retally.publish.map_picture import map_figure

        return map_figure(self._printed())

    def _printed(self) -> PrintedMap:
        from retally.publish.map_picture import PrintedMap

        shown = self._shown
        title, *lines = self._heading
        return PrintedMap(
            title=title,
            lines=lines,
            since=str(shown.since),
            credit=self._credit,
            box=shown.box,
            layers=self._layers(),
            labels=[one for one in shown.labels if shown.is_named(one)],
            graticule=shown.lines,
            scale=shown.scale,
            overlays=self._overlays(),
        )

    @property
    def _heading(self) -> list[str]:
        """Title, what is counted, and how much of it there is."""
        definition = self._view.definition
        held = self._site.ground.held(definition, self._shown.day)
        title = words("ground_held", party=party_name(definition.party))
        day = f"{self._shown.day.day} {self._shown.day:%B %Y}"
        return [
            f"{title}, {day}: {area_text(held.held_km2)}",
            *wrap(f"{definition.name}: {definition.sentence}", _LINE),
        ]

    @property
    def _credit(self) -> list[str]:
        source = self._drawn.source
        licence = words("licence", licence="; ".join(self._site.licences(source)))
        names = [one.name for one in self._site.overlays]
        told = f"{words('lines')}: {'; '.join(names)}." if names else words("no_borders")
        made = words("made_by", version=version())
        text = f"{words('credit')}: {source}, {self._shown.day} ({licence})."
        return wrap(f"{text} {self._site.place_credit}. {told} {made}.", _CREDIT_LINE)

    def _layers(self) -> list[PrintedLayer]:
        from retally.publish.map_picture import PrintedLayer

        drawn, definition = self._drawn, self._view.definition
        last, since = len(drawn.days) - 1, since_place(drawn.days)
        geometries = geometries_of(self._site.archive, drawn, (last, since))

        def ringed(name: str | None) -> list[Ring]:
            return self._rings(geometries.get(name or ""))

        return [
            PrintedLayer(
                title=told.title,
                status=layer.status,
                is_counted=told.is_counted,
                is_own=layer.party == definition.party,
                after=ringed(layer.hashes[last]),
                before=ringed(layer.hashes[since]) if is_counted(layer, definition) else (),
            )
            for layer, told in zip(drawn.layers, self._shown.layers, strict=True)
        ]

    @property
    def _coarse(self) -> float:
        return self._shown.box[2] / _WIDE_PX / 2

    def _rings(self, geometry: shapely.Geometry | None) -> list[Ring]:
        import shapely

        lattice = self._drawn.lattice
        inside = cut(geometry, degrees_of(lattice, self._shown.box))
        if inside is None:
            return []
        # A picture's fills go by the way a ring runs, and the maps' rings run either way.
        return coarse_rings(shapely.orient_polygons(inside), lattice, self._coarse)

    def _overlays(self) -> Sequence[Ring]:
        import shapely

        lattice = self._drawn.lattice
        seen = degrees_of(lattice, self._shown.box)
        found = []
        for one in self._site.overlays:
            inside = shapely.clip_by_rect(one.geometry, *seen)
            for part in shapely.get_parts(inside):
                steps = lattice.steps(shapely.get_coordinates(part))
                if len(steps) > 1:
                    found.append(steps)
        return found
