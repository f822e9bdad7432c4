"""Which definitions leave out the ground that was held before the war."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from retally.model.definition import Definition
from retally.model.words import Status

INVASION = date(2022, 2, 24)
"""First day of the war whose maps ship. A total since then leaves out what was held before."""


def leaving_out_prewar(definitions: Mapping[str, Definition]) -> frozenset[str]:
    """Names of the definitions that leave out ground held before the war.

    Definition: those whose source maps that ground apart, so that another definition of the same
    party and source counts it beside the same statuses.
    """
    return frozenset(
        one.name
        for one in definitions.values()
        if Status.PREWAR not in one.statuses
        and any(
            other.statuses == one.statuses | {Status.PREWAR}
            and other.party == one.party
            and set(other.sources) & set(one.sources)
            for other in definitions.values()
        )
    )
