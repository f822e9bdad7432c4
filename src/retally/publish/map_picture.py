"""A map as a picture for print: what a Ground page shows at first, with its key and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from retally.publish.frames import Ring
from retally.publish.graticule import Box, Line, ScaleBar
from retally.publish.place_names import Label
from retally.publish.printing import print_style

_WIDTH = 8.0
"""Inches."""
_SIDE, _HEAD, _FOOT, _LINE = 0.12, 0.46, 0.5, 0.155
"""Inches beside the map, above and below it, and of a line of small text."""
_ORDER = {"not counted": 1, "counted": 2, "change": 3, "edge": 4, "grid": 5, "names": 6}

# The pages' own colours in their light dress.
_PAPER, _SHEET, _INK, _SOFT = "#ffffff", "#f1efe8", "#1c1b18", "#5a564d"
_GAINED, _LOST, _EDGE, _FAINT = "#b3400f", "#1e5fa8", "#8a5138", "#7a7f85"
_COUNTED = {"control": "#d9b39e", "advance": "#c48a6c", "claimed": "#eddcc4"}
_OWN, _OTHER = "#d6d2c8", "#bccad6"
_HATCHES = {"control": "", "advance": "", "prewar": "", "claimed": "..."}
_ELSE = "----"
"""Hatch of every other status: no status is told apart by colour alone from one not assessed."""


@dataclass(frozen=True, kw_only=True)
class PrintedLayer:
    """One layer as rings; those of ground and of holes in it run opposite ways.

    Parameters
    ----------
    is_counted, is_own
        Whether the definition counts it, and whether it is its party's at all.
    """

    title: str
    status: str
    is_counted: bool
    is_own: bool
    after: Sequence[Ring]
    before: Sequence[Ring] = ()

    @property
    def colour(self) -> str:
        """Its ground's."""
        if self.is_counted:
            return _COUNTED.get(self.status, _COUNTED["control"])
        return _OWN if self.is_own else _OTHER

    @property
    def hatch(self) -> str:
        """What lies over it."""
        return _HATCHES.get(self.status, _ELSE)


@dataclass(frozen=True, kw_only=True)
class PrintedMap:
    """What a picture of a map shows, in steps of its lattice, y downward.

    Parameters
    ----------
    title, lines
        Above the map.
    since
        The day compared with, in words.
    credit
        Below the map, a line each.
    overlays
        Lines that the user adds.
    """

    title: str
    lines: Sequence[str]
    since: str
    credit: Sequence[str]
    box: Box
    layers: Sequence[PrintedLayer]
    labels: Sequence[Label]
    graticule: Sequence[Line]
    scale: Sequence[ScaleBar]
    overlays: Sequence[Ring] = ()


def map_figure(printed: PrintedMap) -> Figure:
    """The picture: 8 inches wide, not tied to any screen."""
    with print_style():
        key = _key(printed)
        rows = -(-len(key) // 3)
        head = _HEAD + _LINE * len(printed.lines)
        foot = _FOOT + 0.19 * rows + _LINE * len(printed.credit)
        wide = _WIDTH - 2 * _SIDE
        high = wide * printed.box[3] / printed.box[2]
        figure = Figure(figsize=(_WIDTH, head + high + foot), facecolor=_PAPER)
        total = figure.get_figheight()
        ax = figure.add_axes((_SIDE / _WIDTH, foot / total, wide / _WIDTH, high / total))
        _frame(ax, printed.box)
        _ground(ax, printed)
        _lines(ax, printed)
        _names(ax, printed.labels)
        _scale(figure, printed, wide, foot)
        _words(figure, printed)
        _legend(figure, key, foot)
        return figure


def _frame(ax: Axes, box: Box) -> None:
    x, y, width, height = box
    ax.set_xlim(x, x + width)
    ax.set_ylim(y + height, y)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_facecolor(_SHEET)
    for side in ax.spines.values():
        side.set(visible=True, color="#c9c4b8", linewidth=0.6)


def _outline(rings: Sequence[Ring]) -> Outline | None:
    """Rings as one path."""
    if not rings:
        return None
    vertices = np.concatenate([np.vstack([ring, ring[:1]]) for ring in rings]).astype(float)
    codes = np.full(len(vertices), Outline.LINETO, dtype=Outline.code_type)
    ends = np.cumsum([len(ring) + 1 for ring in rings])
    codes[ends - 1] = Outline.CLOSEPOLY
    codes[np.concatenate([[0], ends[:-1]])] = Outline.MOVETO
    return Outline(vertices, codes)


def _ground(ax: Axes, printed: PrintedMap) -> None:
    """What is held, with the change on it.

    What is held on the later day is drawn as gained, what was held on the earlier one over it as
    lost; where both are, the statuses of the later day cover the two.
    """
    counted = [one for one in printed.layers if one.is_counted]
    after = _outline([ring for one in counted for ring in one.after])
    before = _outline([ring for one in counted for ring in one.before])
    for one in printed.layers:
        if not one.is_counted:
            _fill(ax, _outline(one.after), one.colour, one.hatch, _FAINT, "not counted")
    _fill(ax, after, _GAINED, "////", _PAPER, "counted")
    _fill(ax, before, _LOST, "\\\\\\\\", _PAPER, "counted")
    if before is not None:
        clip = PathPatch(before, transform=ax.transData)
        for one in counted:
            for patch in _fill(ax, _outline(one.after), one.colour, one.hatch, _INK, "change"):
                patch.set_clip_path(clip)
    if after is not None:
        edge = PathPatch(
            after, facecolor="none", edgecolor=_EDGE, linewidth=0.5, zorder=_ORDER["edge"]
        )
        ax.add_artist(edge)


def _fill(
    ax: Axes, outline: Outline | None, colour: str, hatch: str, over: str, order: str
) -> list[PathPatch]:
    """The patches of some ground: its colour, with a hatch in the colour `over`."""
    if outline is None:
        return []
    patch = PathPatch(
        outline,
        facecolor=colour,
        edgecolor=over,
        hatch=hatch or None,
        linewidth=0.0,
        zorder=_ORDER[order],
    )
    ax.add_artist(patch)
    return [patch]


def _lines(ax: Axes, printed: PrintedMap) -> None:
    x, y, _, height = printed.box
    for line in printed.graticule:
        ends: tuple[Any, Any] = ((line.x1, line.x2), (line.y1, line.y2))
        ax.plot(*ends, color=_INK, alpha=0.16, linewidth=0.5, zorder=_ORDER["grid"])
        at = (line.x1, y + height) if line.is_meridian else (x, line.y1)
        _small(ax, line.text, at)
    for ring in printed.overlays:
        ax.plot(*ring.T, color=_INK, alpha=0.7, linewidth=0.6, zorder=_ORDER["grid"])


def _small(ax: Axes, text: str, at: tuple[int, int]) -> None:
    """Degrees beside their line."""
    ax.annotate(
        text,
        at,
        xytext=(3, 3),
        textcoords="offset points",
        fontsize=6.5,
        color=_SOFT,
        zorder=_ORDER["grid"],
    )


def _names(ax: Axes, labels: Sequence[Label]) -> None:
    halo = [withStroke(linewidth=1.8, foreground=_SHEET)]
    for label in labels:
        ax.plot(label.x, label.y, "o", color=_INK, markersize=1.8, zorder=_ORDER["names"])
        ax.annotate(
            label.name,
            (label.x, label.y),
            xytext=(3.5, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=7,
            weight="bold" if label.is_big else "normal",
            color=_INK,
            path_effects=halo,
            zorder=_ORDER["names"],
            parse_math=False,
        )


def _scale(figure: Figure, printed: PrintedMap, wide: float, foot: float) -> None:
    """Both bars below the map, one after the other."""
    total = figure.get_figheight()
    left = _SIDE
    for bar in printed.scale:
        long = wide * bar.steps / printed.box[2]
        ax = figure.add_axes((left / _WIDTH, (foot - 0.2) / total, long / _WIDTH, 0.06 / total))
        ax.set(xticks=[], yticks=[], facecolor="none")
        ax.spines["top"].set_visible(False)
        for side in ("left", "right", "bottom"):
            ax.spines[side].set(visible=True, color=_INK, linewidth=1.0)
        told = f"{bar.length:,} {bar.unit}"
        figure.text((left + long + 0.06) / _WIDTH, (foot - 0.2) / total, told, fontsize=7.5)
        left += long + 0.9


def _words(figure: Figure, printed: PrintedMap) -> None:
    total = figure.get_figheight()
    side = _SIDE / _WIDTH
    figure.text(
        side,
        1 - 0.1 / total,
        printed.title,
        fontsize=12,
        weight="bold",
        va="top",
        parse_math=False,
    )
    lines = "\n".join(printed.lines)
    figure.text(
        side, 1 - 0.36 / total, lines, fontsize=8.5, color="#333333", va="top", parse_math=False
    )
    credit = "\n".join(printed.credit)
    figure.text(side, 0.07 / total, credit, fontsize=7, color=_SOFT, va="bottom", parse_math=False)


def _key(printed: PrintedMap) -> list[Patch]:
    """What each colour and hatch means: counted apart from what is only drawn."""
    found = [
        _swatch(f"gained since {printed.since}", _GAINED, "////", _PAPER),
        _swatch(f"lost since {printed.since}", _LOST, "\\\\\\\\", _PAPER),
    ]
    for one in sorted(printed.layers, key=lambda layer: not layer.is_counted):
        told = one.title if one.is_counted else f"{one.title} (not counted)"
        found.append(_swatch(told, one.colour, one.hatch, _INK if one.is_counted else _FAINT))
    return found


def _swatch(label: str, colour: str, hatch: str, over: str) -> Patch:
    return Patch(facecolor=colour, edgecolor=over, hatch=hatch or None, linewidth=0.0, label=label)


def _legend(figure: Figure, key: list[Patch], foot: float) -> None:
    figure.legend(
        handles=key,
        loc="upper left",
        bbox_to_anchor=(0.002, (foot - 0.3) / figure.get_figheight()),
        ncols=3,
        frameon=False,
        fontsize=7.5,
        handlelength=1.6,
        handleheight=0.9,
        columnspacing=1.4,
    )
