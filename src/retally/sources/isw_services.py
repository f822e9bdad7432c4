"""Where ISW's maps are served, as data: the one place to change when a service is renamed.

Names, ids and fields were learned from public code that reads these services. ISW renames them
without notice, so every entry is a list of known names, newest first, and `isw_fetch` looks in the
organisation's directory when all of them are gone.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from retally.errors import FetchError
from retally.model.words import Party, Status
from retally.sources.arcgis_fields import DayField
from retally.sources.base import Captured
from retally.sources.captures import feature_collection

BASE = "https://services5.arcgis.com/SaBe5HMtmnbqSWlu/arcgis/rest/services"

FIRST_DAY = date(2022, 2, 24)

STEMS: Mapping[Status, str] = {
    Status.CONTROL: "RussianAssessedCoTinUkraine",
    Status.ADVANCE: "RussianAssessedAdvanceinUkraine",
    Status.CLAIMED: "RussianClaimedCoTinUkraine",
    Status.INFILTRATION: "RussianAssessedInfiltrationAreasinUkraine",
    Status.COUNTEROFFENSIVE: "UkrainianClaimedCounterOffensives",
    Status.PARTISAN: "UkrainianReportedPartisanWarfare",
}
"""How a captured layer is named: as ISW's time-lapse exports, ``YYYYMMDD_<stem>.geojson``."""


PARTIES: Mapping[Status, Party] = {
    Status.CONTROL: Party("russia"),
    Status.ADVANCE: Party("russia"),
    Status.CLAIMED: Party("russia"),
    Status.INFILTRATION: Party("russia"),
    Status.COUNTEROFFENSIVE: Party("ukraine"),
    Status.PARTISAN: Party("ukraine"),
}
"""Whose ground each fetched layer is: Ukraine's claims inside Russia have the same status as
Russia's in Ukraine, and are another layer."""


@dataclass(frozen=True, kw_only=True)
class LiveLayer:
    """A layer that always shows the latest map.

    Parameters
    ----------
    status
        What it asserts.
    places
        Known (service, layer id), newest first.
    """

    status: Status
    places: tuple[tuple[str, int], ...]


_MOMENT = DayField(name="datetime", is_date_only=False)


@dataclass(frozen=True, kw_only=True)
class TimeLapse:
    """A service that holds the maps of many days.

    Parameters
    ----------
    services
        Known names, newest first.
    first, last
        The days it covers, both counted.
    known
        Statuses by layer id, where the layer's name does not tell.
    day_field
        The field of the day, for a mirror that serves queries but no metadata.
    """

    services: tuple[str, ...]
    first: date
    last: date
    known: Mapping[int, Status] = field(default_factory=dict)
    day_field: DayField = _MOMENT


LIVE: tuple[LiveLayer, ...] = (
    LiveLayer(status=Status.CONTROL, places=(("VIEW_RussiaCoTinUkraine_V3", 49),)),
    LiveLayer(
        status=Status.ADVANCE,
        places=(
            ("AssessedRussianAdvanceInUkraine_V2_view", 0),
            ("MDS_AssessedRussianAdvanceInUkraine_view", 49),
        ),
    ),
    LiveLayer(status=Status.CLAIMED, places=(("VIEW_ClaimedRussianTerritoryinUkraine_V2", 49),)),
    LiveLayer(
        status=Status.INFILTRATION,
        places=(("View_AssessedRussianInfiltrationAreasinUkraine_V4", 0),),
    ),
    LiveLayer(
        status=Status.COUNTEROFFENSIVE,
        places=(("VIEW_ClaimedUkrainianCounteroffensives_V2", 51),),
    ),
    LiveLayer(
        status=Status.PARTISAN,
        places=(("VIEW_Reported_Ukrainian_Partisan_Warfare_V2", 53),),
    ),
)


def _month(year: int, month: int, layer_id: int, *services: str) -> TimeLapse:
    """A service of one month whose control layer has a known id."""
    return TimeLapse(
        services=services,
        first=date(year, month, 1),
        last=date(year, month, calendar.monthrange(year, month)[1]),
        known={layer_id: Status.CONTROL},
    )


TIME_LAPSES: tuple[TimeLapse, ...] = (
    TimeLapse(
        services=("UkrainianCoTTimelapse_FEB_2022_to_DEC_2024_view",),
        first=FIRST_DAY,
        last=date(2024, 12, 31),
        known={0: Status.CONTROL},
    ),
    _month(2025, 1, 1, "JAN2025Timelapse_Ukraine_Russia_War"),
    _month(2025, 3, 31, "March_PreppedTimelapse"),
    _month(2025, 4, 110, "Ukraine_COT_Timelapse_April_2025"),
    _month(2025, 5, 3, "May_2025_Timelapse"),
    _month(2025, 6, 3, "June_2025_Timelapse"),
    _month(2025, 7, 3, "July_2025_Timelapse"),
    _month(2025, 8, 2, "August_2025_Timelapse"),
    _month(2025, 9, 5, "SEP2025RUCoT"),
    _month(2025, 10, 3, "Russo_Ukraine_War_October_2025_Timelapse", "OCTControlnew"),
    _month(
        2025,
        11,
        33,
        "Russo_Ukraine_War_November_2025_Timelapse",
        "Assessed_Russian_Control_November",
    ),
    _month(2025, 12, 9, "Ukraine_Time_Lapse_December_2025_WFL1"),
    _month(2026, 1, 37, "COT_Merge_Jan_2026_view"),
    _month(2026, 2, 28, "Ukraine_Timelapse_Feb_2026_WFL1_view"),
    _month(2026, 3, 33, "Export_March_2026_V4"),
    _month(2026, 4, 33, "Ukraine_Timelapse_April_2026_WFL1"),
    TimeLapse(
        services=("May_CoT_view",),
        first=date(2026, 5, 1),
        last=date(2026, 5, 31),
        known={0: Status.CONTROL},
        day_field=DayField(name="pub_date", is_date_only=True),
    ),
)


def captured_layer(
    day: date, status: Status, captured_at: datetime, address: str, features: list[dict[str, Any]]
) -> Captured:
    """A layer of a day as a file in the shape of ISW's time-lapse exports.

    Parameters
    ----------
    day, status
        What its name says.
    captured_at
        UTC.
    address
        Where it was asked for.
    features
        GeoJSON, in degrees; may be none.
    """
    return Captured(
        content=feature_collection(features),
        name=f"{day:%Y%m%d}_{STEMS[status]}.geojson",
        captured_at=captured_at,
        address=address,
    )


def not_served(what: str, got: str) -> FetchError:
    """The error for a map that no service is known to hold.

    Parameters
    ----------
    what
        The days, or the layer.
    got
        What was found instead.
    """
    return FetchError(
        "no service is known to hold these maps",
        where=what,
        expected="a service that ISW renamed or added",
        got=got,
        do="download them by hand and use retally add",
    )


_ELSEWHERE = re.compile(
    r"israel|syria|iran|lebanon|gaza|yemen|iraq|sudan|africa|kursk|inrussia|belgorod"
)
"""Other wars, and layers inside Russia, which have no place in the six statuses of Ukraine."""

_NO_STATUS = re.compile(r"past24|gains|before|prewar|settlement|limitof|strike")
"""Layers that repeat a part of another, or that assert no control."""

_STATUS_WORDS: tuple[tuple[str, Status], ...] = (
    ("infiltr", Status.INFILTRATION),
    ("partisan", Status.PARTISAN),
    # ArcGIS cuts merged names: "ClaimedUkrainianCounte_Merge_APR".
    ("counte", Status.COUNTEROFFENSIVE),
    ("claim", Status.CLAIMED),
    ("advance", Status.ADVANCE),
    ("control", Status.CONTROL),
    ("cot", Status.CONTROL),
)


def status_in_name(name: str) -> Status | None:
    """What a layer or service asserts, by its name; None where it is none of the six.

    Parameters
    ----------
    name
        ``AssessedRussianAdvance_Merge_APR``, ``UkraineControlMapAO31JAN2023``, ...
    """
    plain = _plain(name)
    if _ELSEWHERE.search(plain) or _NO_STATUS.search(plain):
        return None
    return next((status for word, status in _STATUS_WORDS if word in plain), None)


_MONTHS = "|".join(
    f"{full}|{full[:3]}" if full != "may" else full
    for full in (name.lower() for name in calendar.month_name[1:])
)
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})[ _-]*({_MONTHS})(?![a-z])[ _,-]*(\d{{4}})?(?!\d)")
_MONTH_FIRST = re.compile(rf"({_MONTHS})(?![a-z])[ _-]*(\d{{1,2}})(?:[ _,-]*(\d{{4}}))?(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(20\d\d)[ _-]?(\d\d)[ _-]?(\d\d)(?!\d)")


def day_in_name(name: str, year: int | None = None) -> date | None:
    """The day in a layer's name; None where there is none, or two that differ.

    Parameters
    ----------
    name
        ``UkraineControlMapAO31JAN2023``, ``AdvancesAPR272026``, ``Control_20251103``, ...
    year
        For names without a year; None refuses those.
    """
    low = name.lower()
    found = {_day(*match.groups()) for match in _NUMERIC.finditer(low)}
    found |= {_day(m[3] or year, _number(m[2]), m[1]) for m in _DAY_FIRST.finditer(low)}
    if not found - {None}:
        found = {_day(m[3] or year, _number(m[1]), m[2]) for m in _MONTH_FIRST.finditer(low)}
    days = found - {None}
    return days.pop() if len(days) == 1 else None


def is_time_lapse_of(service: str, year: int, month: int) -> bool:
    """Whether a service in the directory, by its name, holds the days of a month.

    Parameters
    ----------
    service
        ``Ukraine_Timelapse_June_2026_WFL1``, ``SEP2025RUCoT``, ...
    """
    plain = _plain(service)
    if _ELSEWHERE.search(plain) or len(set(re.findall(r"20\d\d", plain))) != 1:
        return False
    full = calendar.month_name[month].lower()
    word = f"(?:{full}|{full[:3]})"
    has_month = re.search(rf"{word}\D{{0,12}}{year}|{year}\D{{0,12}}{word}", plain) is not None
    return has_month and re.search(r"timelapse|cot|control", plain) is not None


def _plain(name: str) -> str:
    """A name in lower case without separators."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _number(month: str) -> int:
    """The number of a month by its first three letters."""
    short = [name.lower() for name in calendar.month_abbr]
    return short.index(month[:3])


def _day(year: str | int | None, month: str | int, day: str | int) -> date | None:
    """A day, or None where the numbers make none."""
    if year is None:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
