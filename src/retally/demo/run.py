"""The whole of Retally on the made-up war: what ``retally demo`` does."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from retally.archive.archive import Archive
from retally.check.check import check_text
from retally.check.story_check import StoryCheck
from retally.demo.captures import NOW, captures, regions_geojson
from retally.demo.island import Island
from retally.demo.publishers import GULLVIEW, LONGGLASS, days_published
from retally.demo.site import demo_site, write_demo_site
from retally.demo.story import AGENCY_DEFINITION, PUBLISHED, MadeUpStory, made_story
from retally.demo.telling import telling_lines
from retally.demo.truth import DEFINITIONS, DEFINITIONS_FILE, truth
from retally.demo.war import SEED, War, made_war
from retally.errors import UsageError
from retally.publish.chart import gains_chart, write_chart
from retally.publish.check_page import check_page
from retally.series.definitions import definitions
from retally.series.gains import Gains
from retally.series.ground import Ground
from retally.sources.vector import SOURCE as VECTOR

_CHARTED = ("longglass-control", "longglass-assessed", AGENCY_DEFINITION)
_COLUMNS = (
    "start",
    "end",
    "from_day",
    "to_day",
    "basis",
    "complete",
    "partial",
    "gained_km2",
    "lost_km2",
    "net_km2",
    "net_low_km2",
    "net_high_km2",
    "held_km2",
    "per_day_km2",
    "rank",
)

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class DemoReport:
    """What the demo wrote, and what is worth telling of it.

    Parameters
    ----------
    paths
        The archive's folder and the files beside it.
    lines
        The three most telling lines, computed.
    page
        The page to open first.
    """

    paths: tuple[Path, ...]
    lines: tuple[str, ...]
    page: Path


def run(out: Path, *, progress: Progress) -> DemoReport:
    """Make the war, add its maps, measure them, check a story, and write it all into a folder.

    Parameters
    ----------
    out
        The folder; made where it is absent. An archive that lies there from an earlier run is
        added to, which changes nothing.
    progress
        Called with each step.

    Returns
    -------
    DemoReport
        Every path exists.

    Raises
    ------
    UsageError
        If the folder cannot be made or written.
    """
    progress("drawing the island and 400 days of war")
    war = made_war(SEED)
    told = truth(war, SEED)
    story = made_story(told)
    try:
        out.mkdir(parents=True, exist_ok=True)
        archive = _filled_archive(out / "archive", war, progress)
        ground = Ground(archive, definitions=definitions(archive.path / DEFINITIONS_FILE.name))
        progress("measuring every month under six definitions")
        months = [ground.gains(one.name, by="month") for one in DEFINITIONS]
        progress("checking the made-up story")
        check = check_text(story.text, ground=ground, published=PUBLISHED, name="story.txt")
        progress("drawing the chart and writing the files")
        paths = _written(out, months=months, story=story, check=check, told=told, island=war.island)
        progress("writing the site")
        site = demo_site(ground, archive, island=war.island, check=check)
        opening = write_demo_site(site, out / "site")
    except OSError as error:
        raise UsageError(
            f"the demo could not be written: {error.strerror}",
            where=str(out),
            do="name a folder that can be written with --out",
        ) from error
    return DemoReport(
        paths=(archive.path, *paths, opening),
        lines=telling_lines(months, check=check, told=told),
        page=out / "check.html",
    )


def _filled_archive(path: Path, war: War, progress: Progress) -> Archive:
    """The archive with every map of both publishers and the revision, and the definitions."""
    archive = Archive.open(path, create=True)
    shutil.copyfile(DEFINITIONS_FILE, path / DEFINITIONS_FILE.name)
    maps = sum(len(days_published(publisher)) for publisher in (LONGGLASS, GULLVIEW)) + 1
    progress(f"adding {maps} maps of two publishers to an archive")
    report = archive.add(captures(war), source=VECTOR, now=NOW)
    progress(
        f"archive: {report.added} added, {report.repeats} repeats, {report.held} held, "
        f"{len(report.failed)} failed"
    )
    return archive


def _written(
    out: Path,
    *,
    months: list[Gains],
    story: MadeUpStory,
    check: StoryCheck,
    told: dict[str, Any],
    island: Island,
) -> tuple[Path, ...]:
    """The files beside the archive, in the order a reader wants them."""
    charted = [one for name in _CHARTED for one in months if one.definition == name]
    chart = gains_chart(charted, definitions={one.name: one for one in DEFINITIONS})
    texts = {
        "monthly.csv": _table(months),
        "story.txt": story.text,
        "check.json": _json(check.to_dict()),
        "check.html": check_page(check),
        "regions.geojson": regions_geojson(island),
        "truth.json": _json(told | {"story": [figure.to_dict() for figure in story.figures]}),
    }
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    charts = [write_chart(chart, out / name) for name in ("chart.svg", "chart.png")]
    first, *others = (out / name for name in texts)
    return (first, *charts, *others)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _table(months: Iterable[Gains]) -> str:
    """Every month under every definition as CSV; an unknown value is empty."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("definition", "source", *_COLUMNS))
    for series in months:
        for row in series.to_dict()["rows"]:
            writer.writerow((series.definition, series.source, *(row[one] for one in _COLUMNS)))
    return text.getvalue()
