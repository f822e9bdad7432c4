"""Makes the data files of src/retally/reference from the private folder of maps and figures.

    python tools/build_reference.py SHARED [--measured ARCHIVE]

SHARED is the folder with `maps/` and `figures/`. Only numbers, days and addresses are written:
no geometry and no sentence. `--measured` also measures the areas held of every shipped
definition from an archive into which the maps of SHARED were added (`retally add`).
Running it again writes the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src" / "retally" / "reference"

ISW_LAYERS = {
    "ukraine_control_map": ("russia", "control"),
    "russian_advances": ("russia", "advance"),
    "russian_claimed": ("russia", "claimed"),
    "ukrainian_counteroffensives": ("ukraine", "counteroffensive"),
    "partisan_warfare": ("ukraine", "partisan"),
    "kursk_russian_advances": ("russia-in-russia", "advance"),
}
"""Layer of the list -> party, status. Left out: `ukraine_other`, two days of no stated meaning."""

FIGURE_FIELDS = (
    "id",
    "publisher",
    "data_source",
    "measure",
    "side",
    "region",
    "window_start",
    "window_end",
    "value",
    "unit",
    "qualifier",
    "comparison",
    "published_on",
)

CAVEATS = {
    "publisher inferred": r"publisher inferred|attribution inferred",
    "days inferred": r"days inferred|end inferred|year inferred|end taken|date given",
    "days approximate": r"approximate|given as months|stated loosely|loose about",
    "day not given": r"day not given|date not given|date of peak not given",
    "Kursk may be included": r"may include Kursk|incl\. Kursk|includes retaken Russian land",
}
"""Caveat -> what the collector's note says of the row; the notes themselves are not shipped."""


def write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One CSV file with Unix line ends."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
    print(f"{name}: {count} rows")


def isw_layer_areas(maps: Path) -> None:
    """The areas of ISW's layers, by day."""
    entries = json.loads((maps / "isw-layer-areas.json").read_text(encoding="utf-8"))
    order = list(ISW_LAYERS)
    kept = sorted(
        (entry["date"], order.index(entry["layerType"]), entry["areaKm2"])
        for entry in entries
        if entry["layerType"] in ISW_LAYERS
    )
    write(
        "isw_layer_areas.csv",
        ("day", "layer", "party", "status", "area_km2"),
        ((day, order[at], *ISW_LAYERS[order[at]], area) for day, at, area in kept),
    )


def deepstate_published_areas(maps: Path) -> None:
    """The areas DeepState published with each version."""
    entries = json.loads((maps / "deepstate-areas.json").read_text(encoding="utf-8"))
    keys = (
        "occupied",
        "unspecified",
        "liberated",
        "occupiedInRussia",
        "occupiedInRussiaUnspecified",
    )
    write(
        "deepstate_published_areas.csv",
        (
            "id",
            "published_at",
            "occupied_km2",
            "unspecified_km2",
            "liberated_km2",
            "in_russia_km2",
            "in_russia_unspecified_km2",
        ),
        (
            (
                entry["id"],
                datetime.fromtimestamp(entry["id"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                *("" if entry[key] is None else entry[key] for key in keys),
            )
            for entry in sorted(entries, key=lambda entry: entry["id"])
        ),
    )


def published_figures(figures: Path) -> None:
    """The printed figures with their addresses, without the collector's notes."""
    with (figures / "published.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    same = FIGURE_FIELDS
    write(
        "published_figures.csv",
        (*same, "address", "kind", "caveat"),
        (
            (*(entry[key] for key in same), entry["url"], *kind_and_caveat(entry["note"]))
            for entry in sorted(entries, key=lambda entry: entry["id"])
        ),
    )


def kind_and_caveat(note: str) -> tuple[str, str]:
    """The kind of a figure, and what is uncertain about its row, in the words of `CAVEATS`."""
    kind = re.search(r"measure_kind=(\w+)", note)
    found = [caveat for caveat, pattern in CAVEATS.items() if re.search(pattern, note)]
    return (kind[1] if kind else "measurement"), "; ".join(found)


def measured_held_areas(archive_path: Path) -> None:
    """The areas held of every shipped definition, from every map of the archive."""
    # Imported here: only this part needs the package and its heavy libraries.
    from retally.archive.archive import Archive
    from retally.model.words import AreaModel
    from retally.series.definitions import definitions
    from retally.series.maps import Maps
    from retally.series.points import map_points

    archive = Archive.open(archive_path)
    maps = Maps(archive)
    rows = [
        (
            definition.name,
            source,
            day,
            f"{maps.held_km2(point, definition.area_model):.6f}",
            " ".join(digest[:12] for digest in point.hashes),
        )
        for definition in definitions().values()
        # What DeepState published itself ships already.
        if definition.area_model is not AreaModel.SPHERE_CHORD
        for source in definition.sources
        for day, point in map_points(archive.layer_days(source), definition).items()
    ]
    write("measured_held_areas.csv", ("definition", "source", "day", "held_km2", "maps"), rows)


def main() -> None:
    """Write every file that the arguments allow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--measured", type=Path, metavar="ARCHIVE")
    arguments = parser.parse_args()
    isw_layer_areas(arguments.shared / "maps")
    deepstate_published_areas(arguments.shared / "maps")
    published_figures(arguments.shared / "figures")
    if arguments.measured:
        measured_held_areas(arguments.measured)


if __name__ == "__main__":
    main()
