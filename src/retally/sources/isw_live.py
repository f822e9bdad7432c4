"""The latest map from ISW's live layers, which carry no day of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from retally.errors import FetchError, GoneError, UnansweredError
from retally.model.words import Status
from retally.sources.arcgis import FeatureServices, LayerInfo
from retally.sources.arcgis_fields import latest_edit
from retally.sources.base import Captured
from retally.sources.captures import Failure
from retally.sources.http import Client
from retally.sources.isw_services import LIVE, LiveLayer, captured_layer, not_served, status_in_name

_NEW_YORK = ZoneInfo("America/New_York")
_CUT_OFF = time(16, 0)
"""ISW's maps stand as of 16:00 in New York (time-lapse stamps: 20:00 UTC in summer)."""


def live_day(moment: datetime) -> date:
    """The day that a map last drawn at a moment speaks of.

    ISW draws the map of a day in the evening and the night after, so that is the day of the last
    16:00 in New York at or before the moment.

    Parameters
    ----------
    moment
        With a time zone.
    """
    local = moment.astimezone(_NEW_YORK)
    day = local.date()
    return day if local.time() >= _CUT_OFF else day - timedelta(days=1)


def latest_map(
    client: Client,
    services: FeatureServices,
    first: date,
    last: date,
    delivered: set[tuple[date, Status]],
) -> Iterator[Captured | Failure]:
    """The live layers as the map of one day, where that day is within the window.

    Parameters
    ----------
    client, services
        Ask.
    first, last
        The window's first and last day.
    delivered
        What the time-lapses gave already and is not given twice.

    Yields
    ------
    Captured or Failure
        One a layer; a layer that is published as empty is an empty file.
    """
    answers: dict[Status, tuple[str, list[dict[str, Any]]]] = {}
    for live in LIVE:
        try:
            answers[live.status] = _live_features(services, live)
        except FetchError as error:
            yield Failure.of(error, path=f"the latest map, {live.status.value}")
    # A layer may stand unchanged for days and is part of the latest map all the same, so the
    # newest edit of any layer tells the day of all.
    edits = [latest_edit(features) for _, features in answers.values()]
    newest = max((edit for edit in edits if edit is not None), default=client.now())
    day = live_day(min(newest, client.now()))
    for status, (address, features) in answers.items():
        if first <= day <= last and (day, status) not in delivered:
            yield captured_layer(day, status, client.now(), address, features)


def _live_features(services: FeatureServices, live: LiveLayer) -> tuple[str, list[dict[str, Any]]]:
    """The features of a live layer, by its known places, else by the directory."""
    for service, layer_id in live.places:
        try:
            return services.features(_live_layer(services, service, layer_id))
        except GoneError:
            continue
    service = _found_live(services, live)
    layers = [
        layer_id
        for layer_id, name in services.layers(service)
        if status_in_name(name) in {live.status, None}
    ]
    if len(layers) != 1:
        raise not_served(
            f"the latest map, {live.status.value}", f"{len(layers)} layers in {service}"
        )
    return services.features(services.layer(service, layers[0]))


def _live_layer(services: FeatureServices, service: str, layer_id: int) -> LayerInfo:
    """Metadata of a live layer, or what is known without."""
    try:
        return services.layer(service, layer_id)
    except GoneError:
        return services.unseen_layer(service, layer_id, None)


def _found_live(services: FeatureServices, live: LiveLayer) -> str:
    """The one service in the directory that, by its name, is the live layer of a status."""
    places = ", ".join(f"{service}/{layer_id}" for service, layer_id in live.places)
    what = f"the latest map, {live.status.value}"
    known = {service for service, _ in live.places}
    try:
        names = services.names()
    except UnansweredError:
        raise
    except FetchError as error:
        raise not_served(what, f"all of {places} gone; {error.what} in the directory") from error
    fits = [name for name in names if name not in known and _is_live(name, live.status)]
    if len(fits) != 1:
        got = f"several that fit: {', '.join(fits)}" if fits else "none that fits"
        raise not_served(what, f"all of {places} gone, and {got}")
    return fits[0]


def _is_live(service: str, status: Status) -> bool:
    """Whether a service, by its name, is a live view of a status: "view", and no day in it."""
    low = service.lower()
    return (
        "view" in low
        and "ukrain" in low
        and not any(character in low for character in ("lapse", "merge", "202"))
        and status_in_name(service) == status
    )
