"""How pictures for print become bytes: equal figures give equal bytes.

Nothing of the machine, the clock or the user's matplotlib settings gets into a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.hashsalt": "retally",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.linewidth": 0.6,
}
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": "Retally"},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": "Retally", "Producer": None},
}
DPI = 200
_PACKED = 4
"""Of 9: beyond it a picture takes longer to pack and is hardly smaller."""


@contextmanager
def print_style() -> Iterator[None]:
    """Matplotlib's own defaults and ours, whatever the user's settings say."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def figure_bytes(figure: Figure, ending: str) -> bytes:
    """A figure as the bytes of an SVG, PNG or PDF.

    Parameters
    ----------
    ending
        ``svg``, ``png`` or ``pdf``.
    """
    drawn = BytesIO()
    with print_style():
        packed = {"pil_kwargs": {"compress_level": _PACKED}} if ending == "png" else {}
        figure.savefig(drawn, format=ending, dpi=DPI, metadata=_METADATA[ending], **packed)
    return drawn.getvalue()
