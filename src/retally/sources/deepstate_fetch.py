"""DeepState's versions from its public addresses, each as the publisher's own GeoJSON bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from retally.errors import FetchError
from retally.sources.base import Captured
from retally.sources.captures import Failure, Skip, feature_collection
from retally.sources.http import Client

BASE = "https://deepstatemap.live/api/history"

BY_REQUEST = (
    "DeepState gives access to its history by request: ask at https://api.deepstatemap.live/request"
)
"""A probe in August 2026 got 401 for the history and 200 for the latest map."""

_REFUSALS: Mapping[int, str] = {
    401: f"{BY_REQUEST}; the latest map alone is free: retally fetch deepstate",
    403: f"{BY_REQUEST}; the latest map alone is free: retally fetch deepstate",
}

_KYIV = ZoneInfo("Europe/Kyiv")


def kyiv_day(version: int) -> date:
    """The day of a version: the date in Kyiv at its id.

    Parameters
    ----------
    version
        Unix seconds.

    Raises
    ------
    ValueError
        If the number is no moment.
    """
    try:
        return datetime.fromtimestamp(version, tz=UTC).astimezone(_KYIV).date()
    except (OverflowError, OSError) as error:
        raise ValueError(f"{version} is no unix time") from error


def fetch_deepstate(
    client: Client, *, since: date | None, until: date | None, base: str, skip: Skip
) -> Iterator[Captured | Failure]:
    """DeepState's versions of a window, oldest first; without a window, the latest.

    Parameters
    ----------
    client
        Asks.
    since, until
        First and last day in Kyiv, both counted; either may be None.
    base
        ``https://.../api/history``; the site's own address is completed to that.
    skip
        Whether a (day, version id) is at hand already.

    Yields
    ------
    Captured or Failure
        One a version; several versions may speak of one day, and the last is its map.

    Raises
    ------
    FetchError
        If the list of versions, or the latest map, does not answer as it should.
    """
    root = _root(base)
    if since is None and until is None:
        yield _latest(client, root)
        return
    versions, failures = _versions(client, root)
    yield from failures
    for version in versions:
        day = kyiv_day(version)
        is_asked = (since or day) <= day <= (until or day)
        if is_asked and not skip(day, str(version)):
            yield _captured(client, root, version)


def _root(base: str) -> str:
    """The address of the history, from that or from the site's own."""
    plain = base.rstrip("/")
    return plain if plain.endswith("/history") else f"{plain.removesuffix('/api')}/api/history"


def _versions(client: Client, root: str) -> tuple[list[int], list[Failure]]:
    """The ids of every published version, oldest first, and the entries that have none."""
    address = f"{root}/public"
    document = client.get_json(address, refusals=_REFUSALS).document
    if not isinstance(document, list):
        raise _unlike(address, "a list of versions", document)
    ids: set[int] = set()
    failures: list[Failure] = []
    for entry in document:
        version = _id_of(entry)
        if version is None:
            failures.append(
                Failure(path=address, reason=f"an entry without a unix time as id: {entry!r:.80}")
            )
        else:
            ids.add(version)
    return sorted(ids), failures


def _id_of(entry: Any) -> int | None:
    """The id of an entry, as a number or as a text of digits; None where it is no moment."""
    value = entry.get("id") if isinstance(entry, dict) else None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    try:
        kyiv_day(value)
    except ValueError:
        return None
    return value


def _captured(client: Client, root: str, version: int) -> Captured | Failure:
    """One version, or why not."""
    address = f"{root}/{version}/geojson"
    try:
        answer = client.get_json(address, refusals=_REFUSALS)
        if not _is_collection(answer.document):
            raise _unlike(address, "a FeatureCollection", answer.document)
    except FetchError as error:
        return Failure.of(error, path=address, day=kyiv_day(version))
    return Captured(
        content=answer.content,
        name=f"{version}.geojson",
        captured_at=answer.captured_at,
        address=answer.address,
    )


def _latest(client: Client, root: str) -> Captured:
    """The latest version, taken out of the object it comes in."""
    address = f"{root}/last"
    answer = client.get_json(address, refusals={401: BY_REQUEST, 403: BY_REQUEST})
    document = answer.document
    version = _id_of(document)
    collection = document.get("map") if isinstance(document, dict) else None
    if version is None or collection is None or not _is_collection(collection):
        raise _unlike(address, "id and map", document)
    return Captured(
        content=feature_collection(collection["features"]),
        name=f"{version}.geojson",
        captured_at=answer.captured_at,
        address=f"{address}#{version}",
    )


def _is_collection(document: Any) -> bool:
    """Whether a document is a GeoJSON FeatureCollection."""
    return (
        isinstance(document, dict)
        and document.get("type") == "FeatureCollection"
        and isinstance(document.get("features"), list)
    )


def _unlike(address: str, expected: str, document: Any) -> FetchError:
    """The error for a document of another shape."""
    if isinstance(document, dict):
        got = f"an object with {', '.join(sorted(map(str, document))) or 'nothing'}"
    else:
        got = f"a JSON {type(document).__name__}"
    return FetchError(
        "not what DeepState publishes here",
        where=address,
        expected=expected,
        got=got,
        do="look whether DeepState has changed its addresses, and set base under "
        "[sources.deepstate] in retally.toml",
    )
