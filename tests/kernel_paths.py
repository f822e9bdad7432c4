"""The ways the kernel can take to the same change, for tests that must hold on each."""

from __future__ import annotations

from retally.measure import change, compiled_edges, compiled_faces, compiled_loops, faces
from retally.measure.worth import Worth

PATHS = {
    "loops told apart": (0, False),
    "all through GEOS": (400, False),
    "compiled": (400, True),
}


def take(path: str, monkeypatch) -> None:
    """Make the kernel take a path, whatever the size of the change."""
    few, is_compiled = PATHS[path]
    monkeypatch.setattr(faces, "FEW_SEGMENTS", few)
    monkeypatch.setattr(change, "WORTH", Worth(is_cold=not is_compiled))


def run_as_python(monkeypatch) -> None:
    """Run the compiled functions as the Python that they are written in, for coverage to see."""
    for module in (compiled_edges, compiled_loops, compiled_faces):
        for name, value in vars(module).copy().items():
            if hasattr(value, "py_func"):
                monkeypatch.setattr(module, name, value.py_func)
