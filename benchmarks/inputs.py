"""Pairs of maps to measure on: real ones where ../shared is present, else made up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import shapely

from retally.model.geometry import canonical

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two maps, and how they were built."""

    before: shapely.MultiPolygon
    after: shapely.MultiPolygon
    built: str

    @property
    def vertices(self) -> int:
        return int(shapely.get_num_coordinates(self.before))


def maps_folder() -> Path | None:
    folder = Path(os.environ.get("RETALLY_SHARED", ROOT.parent / "shared")) / "maps"
    return folder if folder.is_dir() else None


def pairs(count: int = 9) -> dict[str, list[Pair]]:
    """The three sizes; the first with several pairs, since days differ."""
    folder = maps_folder()
    small = daily_pairs(folder, count) if folder else [made_up(2_937, share=0.01)]
    middle = [isw_pair(folder)] if folder else [made_up(49_031, share=0.02)]
    return {"small": small, "middle": middle, "large": [made_up(1_000_000, share=0.01)]}


def daily_pairs(folder: Path, count: int) -> list[Pair]:
    """Evenly spread pairs of DeepState's dissolved daily maps, on days that changed."""
    files = sorted((folder / "deepstate-daily").glob("*.geojson"))
    drawn = [canonical(shapely.from_geojson(file.read_text())) for file in files]
    changed = [i for i in range(len(drawn) - 1) if not drawn[i].equals_exact(drawn[i + 1])]
    chosen = np.array(changed)[np.linspace(0, len(changed) - 1, count).astype(int)].tolist()
    built = f"{count} pairs of consecutive DeepState daily maps, evenly spread over 2024-25"
    return [Pair(before=drawn[i], after=drawn[i + 1], built=built) for i in chosen]


def isw_pair(folder: Path) -> Pair:
    """ISW's control layer of two dates, reprojected and repaired."""
    days = "2024-10-31", "2024-11-10"
    before, after = (isw_control(folder, day) for day in days)
    return Pair(before=before, after=after, built=f"ISW control of {days[0]} and {days[1]}")


def isw_control(folder: Path, day: str) -> shapely.MultiPolygon:
    path = folder / "isw-zips" / day / "ukraine_control_map.zip"
    about, _, stored, _ = pyogrio.raw.read(f"/vsizip/{path}", columns=[], force_2d=True)
    drawn = shapely.from_wkb([one for one in stored if one is not None])
    turn = pyproj.Transformer.from_crs(about["crs"], 4326, always_xy=True).transform
    placed = shapely.transform(drawn, turn, interleaved=False)
    return canonical(shapely.union_all(shapely.make_valid(placed)))


def made_up(vertices: int, *, share: float, seed: int = 1) -> Pair:
    """A ragged made-up island, and the same with stretches of its coast moved.

    `share` of the vertices, in stretches of about forty, are pushed outwards or inwards.
    """
    random = np.random.default_rng(seed)
    angle = 2 * np.pi * np.arange(vertices) / vertices
    rough = sum(
        np.sin(2**k * angle + random.uniform(0, 6)) * 0.5**k * 0.4
        for k in range(int(np.log2(vertices)) - 3)
    )
    radius = 4.0 + rough
    moved = radius.copy()
    stretch = min(40, max(4, int(vertices * share)))
    for start in random.choice(vertices - stretch, max(1, int(vertices * share / stretch))):
        moved[start : start + stretch] += (
            random.choice([-1, 1]) * 0.02 * (np.sin(np.linspace(0, np.pi, stretch)))
        )
    ring = np.column_stack([np.cos(angle), np.sin(angle)])
    before, after = (
        canonical(shapely.Polygon(ring * one[:, np.newaxis] + [36.0, 48.0]))
        for one in (radius, moved)
    )
    built = (
        f"a made-up star-shaped island of {vertices:,} vertices, about 8 degrees across; "
        f"{share:.1%} of its coast moved by up to 0.02 degrees in stretches of {stretch}"
    )
    return Pair(before=before, after=after, built=built)
