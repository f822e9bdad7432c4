"""Asking a publisher for its maps, day by day, so that a run can be taken up again.

What is in the archive already is not asked for; what fails is reported and the rest goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from retally.errors import UsageError
from retally.model.snapshot import Snapshot
from retally.sources import deepstate_fetch, isw_fetch, isw_services
from retally.sources.base import Captured
from retally.sources.captures import Failure, Skip
from retally.sources.http import Client

PATIENCE = 5
"""After so many different days (or services) in a row without an answer, the rest is not asked:
the publisher is down, and each costs at least 15 s of waiting."""


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """How one publisher is asked.

    Parameters
    ----------
    base
        Where, unless `retally.toml` says otherwise.
    fetch
        Takes client, since, until, base and skip.
    """

    base: str
    fetch: Callable[..., Iterator[Captured | Failure]]


FETCHERS: dict[str, Fetcher] = {
    "isw": Fetcher(base=isw_services.BASE, fetch=isw_fetch.fetch_isw),
    "deepstate": Fetcher(base=deepstate_fetch.BASE, fetch=deepstate_fetch.fetch_deepstate),
}


def fetch(
    source: str,
    *,
    client: Client,
    since: date | None = None,
    until: date | None = None,
    base: str | None = None,
    skip: Skip = lambda day, layer: False,
) -> Iterator[Captured | Failure]:
    """The maps that a publisher serves, in order of days, each as soon as it is there.

    Parameters
    ----------
    source
        ``isw`` or ``deepstate``.
    client
        Asks.
    since, until
        First and last day, both counted. Without both, the latest map alone; without `until`, up
        to the latest.
    base
        Where to ask, if not at the publisher's own address.
    skip
        Whether a (day, layer) is at hand already; `at_hand` makes one from an archive's
        snapshots. The layer is the status for ``isw``, the version's id for ``deepstate``.

    Yields
    ------
    Captured or Failure
        A failure stops nothing, until `PATIENCE` different days in a row go unanswered.

    Raises
    ------
    UsageError
        If the source cannot be fetched, or the window ends before it starts.
    FetchError
        If nothing at all can be asked for, as where access is by request.
    """
    if source not in FETCHERS:
        raise UsageError(
            "this source is not served over the network",
            where=source,
            expected=" or ".join(sorted(FETCHERS)),
            do="download its files and use retally add",
        )
    if since is not None and until is not None and until < since:
        raise UsageError(
            "the window ends before it starts",
            where=f"--since {since} --until {until}",
            do="swap the two days",
        )
    fetcher = FETCHERS[source]
    items = fetcher.fetch(client, since=since, until=until, base=base or fetcher.base, skip=skip)
    return _while_patient(items)


def at_hand(snapshots: Iterable[Snapshot]) -> Skip:
    """A `skip` that passes over what an archive has of one source.

    Parameters
    ----------
    snapshots
        Of the source that is fetched. A held layer counts as at hand.
    """
    have: set[tuple[date, str]] = set()
    for snapshot in snapshots:
        have.update(
            (snapshot.day, layer.status.value)
            for layer in snapshot.layers
            if isw_services.PARTIES.get(layer.status) == layer.party
        )
        have.update((snapshot.day, number) for number in _VERSION.findall(snapshot.address))
    return lambda day, layer: (day, layer) in have


_VERSION = re.compile(r"(?<!\d)(\d{9,11})(?=\.geojson|/geojson|$)")
"""The unix second that names a DeepState version, in an address or a file name."""


def _while_patient(items: Iterator[Captured | Failure]) -> Iterator[Captured | Failure]:
    """The items, until too many different days in a row go unanswered."""
    failed: set[date | str] = set()
    for item in items:
        yield item
        if isinstance(item, Captured):
            failed.clear()
            continue
        if item.is_unanswered:
            failed.add(item.day or item.path)
        if len(failed) >= PATIENCE:
            yield Failure(
                path=item.path,
                reason=f"the rest was not asked for, after {PATIENCE} in a row without an answer; "
                "run the same command again later, and it goes on where it stopped",
            )
            return
