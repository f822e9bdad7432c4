"""The marks of a chart: bars, nets, whiskers, the largest window's label, and their key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retally.publish.chart_rows import KM2_PER_SQUARE_MILE, Bar, Panel, Slots

# Okabe and Ito's colours, which readers with any kind of colour blindness tell apart; in grey
# print the two sides of the zero line still do. Gained is warm and lost is blue, as on the pages.
_GAINED, _LOST, _NET, _QUIET = "#D55E00", "#0072B2", "#000000", "#666666"
_NET_UP, _NET_DOWN = "#E69F00", "#56B4E9"
_UNFINISHED, _NET_ALONE = "/////", "...."
"""Hatches, so that what is drawn does not hang on colour alone."""
_NET_MARK: dict[str, Any] = {
    "marker": "D",
    "markersize": 3.8,
    "markerfacecolor": "white",
    "markeredgecolor": _NET,
    "markeredgewidth": 1.1,
    "linewidth": 0,
}
_WHISKER: dict[str, Any] = {
    "fmt": "none",
    "ecolor": _NET,
    "elinewidth": 1.1,
    "capsize": 5.0,
    "capthick": 1.1,
}
_THIN = 62
"""Windows above which bars touch and only gained and lost are drawn: two months of days."""


def draw_panel(ax: Axes, panel: Panel, slots: Slots, units: str) -> None:
    """One panel's bars, nets, whiskers and the label of its largest window."""
    ax.set_xlim(-0.65, len(slots) - 0.35)
    ax.axhline(0, color="black", linewidth=0.7, zorder=3)
    ax.grid(axis="y", color="#dddddd", linewidth=0.5)
    ax.set_axisbelow(True)
    for bar in panel.bars:
        _draw_bar(ax, slots.place(bar), bar, thin=len(slots) > _THIN)
    finished = [bar for bar in panel.bars if bar.net is not None and not bar.unfinished]
    if finished:
        nets = [bar.net or 0.0 for bar in finished]
        # A party that only lost ground has its largest loss labelled.
        most = max(nets) if max(nets) > 0 else min(nets)
        largest = finished[nets.index(most)]
        text = f"net {_in_words(largest.net or 0.0, units)}"
        _label(ax, slots.place(largest), largest, text)


def _draw_bar(ax: Axes, at: int, bar: Bar, *, thin: bool) -> None:
    width = 1.0 if thin else 0.72
    hatch = _UNFINISHED if bar.unfinished else _NET_ALONE if bar.gained is None else None
    for value, colour in _blocks(bar):
        fill = (colour, 0.3) if hatch else colour
        (patch,) = ax.bar(at, value, width, facecolor=fill, edgecolor=colour, zorder=2)
        patch.set_linewidth(0.0 if thin else 0.6)
        patch.set_hatch("" if thin or hatch is None else hatch)
    if bar.net is None:
        ax.plot(at, 0, marker="x", color=_QUIET, markersize=5, zorder=4)
        return
    if bar.gained is not None and not thin:
        ax.plot(at, bar.net, **_NET_MARK, zorder=7)
    if bar.bracket is not None:
        middle, reach = bar.bracket
        ax.errorbar(at, middle, reach, **_WHISKER, zorder=6)


def _blocks(bar: Bar) -> list[tuple[float, str]]:
    """Heights and colours: gained and lost where they are known, else the net alone."""
    if bar.gained is not None and bar.lost is not None:
        return [(bar.gained, _GAINED), (-bar.lost, _LOST)]
    if bar.net is None:
        return []
    return [(bar.net, _NET_UP if bar.net >= 0 else _NET_DOWN)]


def _label(ax: Axes, at: int, bar: Bar, text: str) -> None:
    """The largest net, as a number above its bar; kept within the chart at its edges."""
    share = at / max(ax.get_xlim()[1], 1.0)
    side = "right" if share > 0.8 else "left" if share < 0.2 else "center"
    anchor = {"right": at + 0.4, "left": at - 0.4, "center": at}[side]
    ax.annotate(
        text,
        (anchor, bar.top),
        xytext=(0, 5),
        textcoords="offset points",
        ha=side,
        va="bottom",
        fontsize=8.5,
        weight="bold",
        zorder=8,
    )


def _in_words(value: float, units: str) -> str:
    """A value of the left axis with its unit, and in square miles too where both are shown."""
    if units == "sqmi":
        return f"{_number(value)} sq mi"
    miles = f" ({_number(value / KM2_PER_SQUARE_MILE)} sq mi)" if units == "both" else ""
    return f"{_number(value)} km²{miles}"


def _number(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 10 else f"{value:,.1f}"
    return text.replace("-", "\N{MINUS SIGN}")


def draw_key(figure: Figure, panels: Sequence[Panel], height: float) -> None:
    """What the marks mean: only those that this chart uses."""
    bars = [bar for panel in panels for bar in panel.bars]
    thin = max(len(panel.bars) for panel in panels) > _THIN
    known = any(bar.gained is not None for bar in bars)
    alone = any(bar.gained is None and bar.net is not None for bar in bars)
    marks = [
        (known, Patch(color=_GAINED, label="gained")),
        (known, Patch(color=_LOST, label="lost")),
        (known and not thin, Line2D([], [], **_NET_MARK, label="net")),
        (alone, _swatch(_NET_UP, _NET_ALONE, "net alone")),
        (any(bar.unfinished for bar in bars), _swatch(_GAINED, _UNFINISHED, "incomplete window")),
        (
            any(bar.bracket for bar in bars),
            _whisker_mark("range where a map is missing"),
        ),
        (any(bar.net is None for bar in bars), _cross_mark("no map")),
    ]
    figure.legend(
        handles=[mark for is_used, mark in marks if is_used],
        loc="lower left",
        bbox_to_anchor=(0.008, 0.02 / height),
        ncols=len(marks),
        frameon=False,
        fontsize=8,
        handlelength=1.6,
        columnspacing=1.1,
    )


def _swatch(colour: str, hatch: str, label: str) -> Patch:
    return Patch(facecolor=(colour, 0.3), edgecolor=colour, hatch=hatch, label=label)


def _whisker_mark(label: str) -> Any:
    """A whisker for the key, from a figure that is never shown."""
    return Figure().subplots().errorbar([0], [0], [1], **_WHISKER, label=label)


def _cross_mark(label: str) -> Line2D:
    return Line2D([], [], color=_QUIET, marker="x", markersize=5, linewidth=0, label=label)
