"""The numbers of a Ground page as files: JSON, CSV, charts, and the package that lists them."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from io import StringIO
from typing import TYPE_CHECKING, Any

from retally.model.definition import Definition
from retally.publish.ground_view import GroundView
from retally.publish.site import SiteFile
from retally.publish.version import version

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from retally.publish.site_inputs import Site
    from retally.series.gains import Gains

CHARTS = ("svg", "png", "pdf")


def ground_data(view: GroundView, site: Site) -> Iterator[SiteFile]:
    """What `retally gains --json` and ``--csv`` give by month and by day, and charts."""
    name = view.definition.name
    for by, series in (("month", view.by_month), ("day", view.by_day)):
        yield SiteFile(path=f"data/{name}-by-{by}.json", content=json_bytes(series.to_dict()))
        yield SiteFile(path=f"data/{name}-by-{by}.csv", content=_csv(series))
    if not site.has_pictures:
        return
    stamp = hashlib.sha256(json_bytes(view.by_month.to_dict())).hexdigest()
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
        from retally.publish.printing import figure_bytes

        return figure_bytes(self._figure, ending)

    @cached_property
    def _figure(self) -> Figure:
        from retally.publish.chart import gains_chart

        return gains_chart([self._series], definitions=self._definitions)


def json_bytes(document: Any) -> bytes:
    """A document as one line of JSON."""
    # Without indents: Python's fast encoder knows none, and a series of days has many rows.
    return (json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n").encode()


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


def datapackage(site: Site) -> bytes:
    """The CSV files as a data package (Frictionless Data Package, version 1)."""
    resources = [
        _resource(f"{name}-by-{by}", f"data/{name}-by-{by}.csv", view.definition.sentence)
        for name, view in site.views.items()
        for by in ("month", "day")
    ]
    resources.append(_resource("ledger", "data/ledger.csv", "Who said which quantity when."))
    document = {
        "name": "retally-site",
        "title": "Ground held, gained and lost",
        "profile": "data-package",
        "resources": resources,
    }
    return json_bytes(document)


def _resource(name: str, path: str, description: str) -> dict[str, str]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": description,
    }
