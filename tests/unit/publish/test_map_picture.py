"""A map as a picture: the same bytes for the same map, with key, scale and sources in it."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import MultiPolygon, Polygon, box, orient_polygons

from retally.publish.frames import Lattice, rings
from retally.publish.graticule import graticule, scale_bars
from retally.publish.map_picture import PrintedLayer, PrintedMap, map_figure
from retally.publish.place_names import Label
from retally.publish.printing import figure_bytes

LATTICE = Lattice.around((30.0, 46.0, 34.0, 49.0))
WHOLE = (0, 0, LATTICE.width, LATTICE.height)


def ringed(shape: Polygon | MultiPolygon):
    return rings(orient_polygons(shape), LATTICE)


def picture(after: Polygon, before: Polygon, **changes) -> PrintedMap:
    layers = [
        PrintedLayer(
            title="Norland: control",
            status="control",
            is_counted=True,
            is_own=True,
            after=ringed(after),
            before=ringed(before),
        ),
        PrintedLayer(
            title="Sudria: claimed",
            status="claimed",
            is_counted=False,
            is_own=False,
            after=ringed(box(33.2, 46.2, 33.8, 46.8)),
        ),
    ]
    asked = {
        "title": "Ground held by Norland",
        "lines": ["north: Ground that the atlas shows as Norland's."],
        "since": "2031-01-01",
        "credit": ["Maps: atlas (licence: own work). No border is drawn."],
        "box": WHOLE,
        "layers": layers,
        "labels": [Label(name="Alpha $1$", x=20000, y=20000, zoom=1.0, wide_px=50)],
        "graticule": list(graticule(LATTICE, WHOLE)),
        "scale": scale_bars(LATTICE, WHOLE),
    }
    return PrintedMap(**(asked | changes))


HELD = box(31, 47, 33, 48)
LATER = box(31, 47, 33.5, 48)


def pixels(printed: PrintedMap):
    """The picture as an array, and what turns lon, lat into a place in it."""
    from io import BytesIO

    from PIL import Image

    figure = map_figure(printed)
    drawn = np.asarray(Image.open(BytesIO(figure_bytes(figure, "png"))).convert("RGB")).astype(int)
    frame = figure.axes[0].get_position()

    def at(lon: float, lat: float, reach: int = 6):
        x, y = LATTICE.steps(np.array([[lon, lat]]))[0]
        column = (frame.x0 + frame.width * x / LATTICE.width) * drawn.shape[1]
        row = (1 - frame.y0 - frame.height * (1 - y / LATTICE.height)) * drawn.shape[0]
        part = drawn[int(row) - reach : int(row) + reach, int(column) - reach : int(column) + reach]
        colours, counts = np.unique(part.reshape(-1, 3), axis=0, return_counts=True)
        return tuple(colours[counts.argmax()].tolist())

    return at


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_same_map_gives_the_same_bytes(ending):
    first, second = (figure_bytes(map_figure(picture(LATER, HELD)), ending) for _ in range(2))
    assert first == second
    assert b"202" not in first[:300]


def test_gained_lost_and_held_ground_have_colours_of_their_own():
    gained = pixels(picture(LATER, HELD))
    assert gained(33.25, 47.5) == (179, 64, 15)
    assert gained(32, 47.5) == (217, 179, 158)
    lost = pixels(picture(HELD, LATER))
    assert lost(33.25, 47.5) == (30, 95, 168)
    assert lost(32, 47.5) == (217, 179, 158)


def test_hole_in_the_ground_is_no_ground():
    ring = Polygon(HELD.exterior.coords, [box(31.8, 47.3, 32.2, 47.7).exterior.coords])
    assert pixels(picture(ring, ring))(32, 47.5) == (241, 239, 232)


def test_change_and_claims_are_hatched_besides_their_colour():
    figure = map_figure(picture(LATER, HELD))
    hatches = {patch.get_label(): patch.get_hatch() for patch in figure.legends[0].get_patches()}
    assert hatches["gained since 2031-01-01"] != hatches["lost since 2031-01-01"]
    assert all(hatches[one] for one in hatches if "since" in one)
    assert hatches["Sudria: claimed (not counted)"]
    assert not hatches["Norland: control"]


def test_picture_says_what_it_shows_and_whose_it_is():
    figure = map_figure(picture(LATER, HELD))
    told = "\n".join(text.get_text() for text in figure.texts)
    assert "Ground held by Norland" in told
    assert "licence: own work" in told
    assert "50 km" in told
    assert " mi" in told
    named = {text.get_text() for text in figure.axes[0].texts}
    assert {"Alpha $1$", "32°E", "48°N"} <= named


def test_map_without_ground_on_either_day_is_drawn_too():
    empty = Polygon()
    assert figure_bytes(map_figure(picture(empty, empty)), "png")
