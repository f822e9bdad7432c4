"""Charts of ground gained and lost, by window, fit to be printed.

The same `Gains` always gives the same bytes: nothing of the machine, the clock or the user's
matplotlib settings gets into a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from retally.errors import UsageError
from retally.model.definition import Definition
from retally.publish.chart_marks import draw_key, draw_panel
from retally.publish.chart_rows import (
    KM2_PER_SQUARE_MILE,
    Bar,
    GainsDocument,
    Panel,
    Slots,
    document_of,
    panel_of,
)
from retally.publish.printing import figure_bytes, print_style
from retally.series.definitions import definitions as shipped_definitions

ENDINGS = (".svg", ".png", ".pdf")

_WIDTH, _HEIGHT, _PANEL_HEIGHT = 8.0, 4.5, 1.6
"""Inches: one definition fills a slide of 16 to 9; each further one adds a panel."""
_LINE = 112
"""Characters that a line of 8 inches holds at the size of the text under the title."""
_TITLE_LINE = 102
"""The same above a panel, which begins further in."""
_ONE_SCALE = 5.0
"""How many times higher than the lowest the highest panel may be before each gets its own scale."""
_LINE_HEIGHT = 0.155
"""Inches a line of that text takes."""


def gains_chart(
    series: Sequence[GainsDocument | Mapping[str, Any]],
    *,
    units: str = "both",
    definitions: Mapping[str, Definition] | None = None,
) -> Figure:
    """Bars of the ground gained and lost in each window, with the net marked.

    Gained stands above the zero line and lost below it; the net is a short bar across. Where
    only the net is known, the net alone is drawn. A window that is unfinished or lacks a map at
    its outer end is hatched; where the day at an end has no map, a whisker spans what the
    neighbouring maps allow. Several definitions stand below each other on one scale.

    Parameters
    ----------
    series
        Results of `gains`, or their documents; at least one, each with at least one row.
    units
        ``km2``, ``sqmi`` or ``both`` (square kilometres left, square miles right).
    definitions
        Definitions by name, for their sentence in the title; None for the shipped ones. A name
        not among them stands alone.

    Returns
    -------
    Figure
        8 inches wide, 4.5 high for one definition; not tied to any screen.

    Raises
    ------
    UsageError
        If `units` is another word, or there is nothing to draw.
    """
    if units not in ("km2", "sqmi", "both"):
        raise UsageError("no such unit for a chart", expected="km2, sqmi or both", got=repr(units))
    panels = [
        panel_of(document_of(one), KM2_PER_SQUARE_MILE if units == "sqmi" else 1.0)
        for one in series
    ]
    slots = Slots.of(panels)
    if not len(slots):
        raise UsageError("a chart needs at least one window", do="widen --from and --to")
    known = shipped_definitions() if definitions is None else definitions
    with print_style():
        return _figure(panels, slots, units, known)


def write_chart(figure: Figure, path: Path) -> Path:
    """Write a chart as SVG, PNG or PDF, by the ending of its name.

    Parameters
    ----------
    figure
        From `gains_chart`.
    path
        Ends in .svg, .png or .pdf; an existing file is replaced.

    Returns
    -------
    Path
        `path`. Equal figures give equal bytes.

    Raises
    ------
    UsageError
        If the ending is another, or its folder does not exist or cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(
            "no chart can be written with this ending",
            where=str(path),
            expected=", ".join(ENDINGS),
            got=ending or "none",
        )
    try:
        path.write_bytes(figure_bytes(figure, ending[1:]))
    except OSError as error:
        raise UsageError(
            f"the chart could not be written: {error.strerror}",
            where=str(path),
            do="name a file in a folder that can be written",
        ) from error
    return path


def _figure(
    panels: Sequence[Panel],
    slots: Slots,
    units: str,
    definitions: Mapping[str, Definition],
) -> Figure:
    """The whole figure: title, panels, key and notes, laid out in inches from the top."""
    head = _heading(panels, slots.windows, definitions)
    titles = [_panel_words(panel, definitions) for panel in panels] if len(panels) > 1 else []
    figure, axes = _panels(len(panels), head=len(head), lines=_most_lines(titles), units=units)
    height = figure.get_figheight()
    for ax, panel in zip(axes, panels, strict=True):
        draw_panel(ax, panel, slots, units)
        _scale(ax, units)
    for ax, title in zip(axes, titles, strict=False):
        ax.set_title(title, loc="left", fontsize=8.5, pad=3)
    _limits(axes, panels)
    _windows_axis(axes[-1], slots.windows)
    figure.text(0.012, 1 - 0.09 / height, head[0], fontsize=12, weight="bold", va="top")
    figure.text(
        0.012, 1 - 0.36 / height, "\n".join(head[1:]), fontsize=8.5, color="#333333", va="top"
    )
    draw_key(figure, panels, height)
    return figure


def _panels(count: int, *, head: int, lines: int, units: str) -> tuple[Figure, list[Axes]]:
    """An empty figure with `count` panels under `head` lines, each with a title of `lines`."""
    extra = _LINE_HEIGHT * max(0, head - 2)
    title = _LINE_HEIGHT * lines
    height = _HEIGHT + extra + (count - 1) * _PANEL_HEIGHT + (count * title if count > 1 else 0)
    top, bottom, gap = 0.76 + extra + title, 0.78, 0.2 + title
    panel = (height - top - bottom - (count - 1) * gap) / count
    figure = Figure(figsize=(_WIDTH, height))
    axes = figure.subplots(count, 1, sharex=True, squeeze=False)[:, 0]
    figure.subplots_adjust(
        left=0.1,
        right=0.9 if units == "both" else 0.975,
        top=1 - top / height,
        bottom=bottom / height,
        hspace=gap / panel,
    )
    return figure, list(axes)


def _most_lines(titles: Sequence[str]) -> int:
    return max((title.count("\n") + 1 for title in titles), default=0)


def _heading(
    panels: Sequence[Panel],
    windows: Sequence[tuple[date, date]],
    definitions: Mapping[str, Definition],
) -> list[str]:
    """Title, then what is counted, by whose maps, and for which time."""
    parties = " and ".join(dict.fromkeys(panel.party.capitalize() for panel in panels))
    title = f"Ground gained and lost by {parties}, {_step(windows)}"
    span = f"{_long_day(windows[0][0])} to {_long_day(windows[-1][1])}"
    if len(panels) > 1:
        maps = _listed(source for panel in panels for source in panel.sources)
        scale = "" if _has_one_scale(panels) else " Each has a scale of its own."
        return [title, f"Under {len(panels)} definitions{maps}; {span}.{scale}"]
    (panel,) = panels
    known = definitions.get(panel.definition)
    sentence = wrap(known.sentence, _LINE) if known else []
    as_of = f", as known on {_moment(panel.as_of)}" if panel.as_of else ""
    return [title, *sentence, *wrap(f"{_panel_title(panel)}; {span}{as_of}.", _LINE)]


def _panel_title(panel: Panel) -> str:
    return f"Definition {panel.definition}{_listed(panel.sources)}"


def _listed(sources: Iterable[str]) -> str:
    """Whose maps, each once: "", ", maps of isw" or ", maps of isw, liveua and deepstate"."""
    *others, last = dict.fromkeys(sources) or [""]
    if not last:
        return ""
    return f", maps of {', '.join(others)} and {last}" if others else f", maps of {last}"


def _panel_words(panel: Panel, definitions: Mapping[str, Definition]) -> str:
    """A panel's title: the definition's name and its sentence, on as many lines as it needs."""
    known = definitions.get(panel.definition)
    if known is None:
        return _panel_title(panel)
    return "\n".join(wrap(f"{panel.definition}: {known.sentence}", _TITLE_LINE))


def _step(windows: Sequence[tuple[date, date]]) -> str:
    """What one bar stands for, told from how long most windows are."""
    if len(windows) == 1:
        return "one window"
    lengths = sorted((end - start).days + 1 for start, end in windows)
    days = lengths[len(lengths) // 2]
    steps = {1: "day by day", 7: "week by week", 365: "year by year", 366: "year by year"}
    return steps.get(days, "month by month" if 28 <= days <= 31 else "window by window")


def _moment(text: str) -> str:
    """A moment in words, in UTC."""
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return f"{_long_day(moment.date())} at {moment:%H:%M} UTC"


def _long_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _limits(axes: Sequence[Axes], panels: Sequence[Panel]) -> None:
    """One scale for all panels where that leaves the smallest readable, with room for a label."""
    one = _has_one_scale(panels)
    for ax, panel in zip(axes, panels, strict=True):
        bars = [bar for other in (panels if one else [panel]) for bar in other.bars]
        top, bottom = _extent(bars)
        room = (top - bottom or 1.0) * (0.1 if len(panels) == 1 else 0.2)
        ax.set_ylim(bottom - (room / 2 if bottom < 0 else 0), top + room)


def _has_one_scale(panels: Sequence[Panel]) -> bool:
    """Whether no panel's bars would be lost beside another's."""
    heights = [top - bottom for top, bottom in (_extent(panel.bars) for panel in panels)]
    drawn = [height for height in heights if height > 0]
    return not drawn or max(drawn) <= _ONE_SCALE * min(drawn)


def _extent(bars: Iterable[Bar]) -> tuple[float, float]:
    """The highest and the lowest point that bars need."""
    tops, bottoms = zip((0.0, 0.0), *((bar.top, bar.bottom) for bar in bars), strict=True)
    return max(tops), min(bottoms)


def _scale(ax: Axes, units: str) -> None:
    """The value axes, each with its unit."""
    ax.set_ylabel("sq mi" if units == "sqmi" else "km²")
    # At fixed places, so that units stand below each other however wide the numbers are.
    ax.yaxis.set_label_coords(-0.093, 0.5)
    ax.yaxis.set_major_locator(MaxNLocator(6))
    ax.yaxis.set_major_formatter(FuncFormatter(_tick))
    ax.tick_params(length=2.5, width=0.6)
    if units != "both":
        ax.spines["right"].set_visible(False)
        return
    miles = ax.secondary_yaxis("right", functions=(_square_miles, _km2))
    miles.set_ylabel("sq mi")
    miles.yaxis.set_major_locator(MaxNLocator(6))
    miles.yaxis.set_major_formatter(FuncFormatter(_tick))
    miles.tick_params(length=2.5, width=0.6)


def _tick(value: float, _: int | None) -> str:
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}")


def _square_miles(km2: Any) -> Any:
    return km2 / KM2_PER_SQUARE_MILE


def _km2(square_miles: Any) -> Any:
    return square_miles * KM2_PER_SQUARE_MILE


def _windows_axis(ax: Axes, windows: Sequence[tuple[date, date]]) -> None:
    """Names of the windows, as many as can be read; the year under the first of each."""
    # A month's name is short enough for 18 of them; a day's has room for 12.
    room = 12 if any(start == end or start.day != 1 for start, end in windows[1:]) else 18
    every = max(1, -(-len(windows) // room))
    places = list(range(0, len(windows), every))
    years = [windows[place][0].year for place in places]
    names = [_window_name(*windows[place]) for place in places]
    ax.set_xticks(places, [_with_year(names, years, n) for n in range(len(places))], fontsize=8)


def _with_year(names: Sequence[str], years: Sequence[int], number: int) -> str:
    """A window's name, with the year under it where another year begins."""
    same = number > 0 and years[number - 1] == years[number]
    is_year = names[number] == str(years[number])
    return names[number] if same or is_year else f"{names[number]}\n{years[number]}"


def _window_name(start: date, end: date) -> str:
    """A year, a month, a part of a month, or the day a window begins on."""
    if (start.month, start.day) == (1, 1) and (end - start).days >= 364:
        return str(start.year)
    if (start.year, start.month) != (end.year, end.month) or start == end:
        return f"{start.day} {start:%b}"
    return (
        f"{start:%b}"
        if start.day == 1 and _month_ends(end)
        else f"{start:%b} {start.day}-{end.day}"
    )


def _month_ends(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month
