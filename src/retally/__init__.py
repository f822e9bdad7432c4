"""Retally measures who holds the ground, and recomputes the figures that stories print about it.

Every public name is here; each is imported when it is first used, so that ``import retally``
costs nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retally.api import OpenedArchive, change, check, open_archive, read
    from retally.errors import RetallyError
    from retally.measure.change import Change
    from retally.model.definition import Definition
    from retally.series.definitions import definitions

__version__ = "0.1.0"

_HOMES = {
    "Change": "retally.measure.change",
    "Definition": "retally.model.definition",
    "OpenedArchive": "retally.api",
    "RetallyError": "retally.errors",
    "change": "retally.api",
    "definitions": "retally.series.definitions",
    "open_archive": "retally.api",
    "read": "retally.api",
}

__all__ = [
    "Change",
    "Definition",
    "OpenedArchive",
    "RetallyError",
    "__version__",
    "change",
    "check",
    "definitions",
    "open_archive",
    "read",
]


def __getattr__(name: str) -> object:
    """Import a public name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'retally' has no attribute {name!r}")
    # importlib is already loaded by the interpreter's own start.
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


class _Package(ModuleType):
    """The package, in which the name ``check`` stays the function.

    There is a subpackage of that name too, and Python binds a subpackage to its parent when it is
    imported; a property of the class goes before what is bound.
    """

    @property
    def check(self) -> Any:
        from retally.api import check

        return check

    @check.setter
    def check(self, _: object) -> None:
        """Python binding the subpackage; ``retally.check.published`` is imported all the same."""


sys.modules[__name__].__class__ = _Package
