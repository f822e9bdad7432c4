"""What recording stories did, as the document `ledger add` that every way of recording gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retally.ledger.writer import Added


def added_document(
    done: Sequence[tuple[str, Added]], failed: Sequence[dict[str, str]]
) -> dict[str, Any]:
    """The document `ledger add`.

    Parameters
    ----------
    done
        The name of each story with what was done with it.
    failed
        Path and reason of each that could not be read.
    """
    states = [one.state.value for _, one in done]
    return {
        "added": states.count("added"),
        "repeats": states.count("repeat"),
        "copies": states.count("copy"),
        "entries": sum(one.entries for _, one in done),
        "stories": [
            {
                "path": name,
                "story": one.story,
                "state": one.state.value,
                "entries": one.entries,
                "copy_of": one.copy_of.to_dict() if one.copy_of else None,
                "differences": [difference.to_dict() for difference in one.differences],
            }
            for name, one in done
        ],
        "failed": list(failed),
    }
