"""ISW's maps from its ArcGIS services: days from the time-lapses, the latest map from live layers.

Every day and layer becomes one GeoJSON file named as ISW's time-lapse exports are,
``20240831_RussianAssessedAdvanceinUkraine.geojson``, so that `isw` decodes both alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retally.errors import FetchError, GoneError, UnansweredError
from retally.model.words import Status
from retally.sources.arcgis import FeatureServices, LayerInfo
from retally.sources.base import Captured
from retally.sources.captures import Failure, Skip
from retally.sources.http import Client
from retally.sources.isw_live import latest_map, live_day
from retally.sources.isw_services import (
    FIRST_DAY,
    STEMS,
    TIME_LAPSES,
    TimeLapse,
    captured_layer,
    day_in_name,
    is_time_lapse_of,
    not_served,
    status_in_name,
)

_ORDER = {status: number for number, status in enumerate(STEMS)}


@dataclass(frozen=True, kw_only=True)
class _DayLayer:
    """One layer of one day, and where it is asked for."""

    day: date
    status: Status
    layer: LayerInfo
    is_whole: bool  # The layer holds this day alone, so it is read without a condition.
    is_listed: bool  # The service says that it has this day; else it is only asked.


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A layer of a service that is there, and what it asserts."""

    service: str
    layer_id: int
    status: Status
    lapse: TimeLapse


def fetch_isw(
    client: Client, *, since: date | None, until: date | None, base: str, skip: Skip
) -> Iterator[Captured | Failure]:
    """ISW's maps of a window, one item a day and layer; without a window, the latest map.

    Parameters
    ----------
    client
        Asks.
    since, until
        First and last day, both counted; either may be None.
    base
        ``https://.../rest/services``.
    skip
        Whether a (day, status) is at hand already. Never asked for the latest map, whose day is
        known only once it is there.

    Yields
    ------
    Captured or Failure
        In order of days, then of statuses; the latest map last.
    """
    services = FeatureServices(client, base)
    latest = live_day(client.now())
    delivered: set[tuple[date, Status]] = set()
    if since is None and until is None:
        yield from latest_map(client, services, FIRST_DAY, latest, delivered)
        return
    first, last = max(since or FIRST_DAY, FIRST_DAY), min(until or latest, latest)
    if first > last:
        yield _out_of_reach(since or FIRST_DAY, until or latest, latest)
        return
    for lapse in _time_lapses(first, last):
        start, end = max(first, lapse.first), min(last, lapse.last)
        if not lapse.services and _is_met(start, end, latest, skip):
            continue
        yield from _days(client, services, lapse, start, end, skip, delivered)
    if last >= latest - timedelta(days=1):
        # The latest map may still be yesterday's, so the window need only touch that.
        yield from latest_map(client, services, first, last, delivered)


def _days(
    client: Client,
    services: FeatureServices,
    lapse: TimeLapse,
    first: date,
    last: date,
    skip: Skip,
    delivered: set[tuple[date, Status]],
) -> Iterator[Captured | Failure]:
    """What one time-lapse holds within a window; `delivered` is added to."""
    try:
        places = _first_there(services, lapse, first, last)
    except FetchError as error:
        yield Failure.of(error, path=f"{first} to {last}")
        return
    wanted, failures = _day_layers(services, places, first, last)
    yield from failures
    for want in sorted(wanted, key=lambda one: (one.day, _ORDER[one.status])):
        if skip(want.day, want.status.value):
            delivered.add((want.day, want.status))
            continue
        item = _captured_day(client, services, want)
        if isinstance(item, Captured):
            delivered.add((want.day, want.status))
        if item is not None:
            yield item


def _is_met(first: date, last: date, latest: date, skip: Skip) -> bool:
    """Whether every day is at hand, or is the day of the live layers."""
    return all(day == latest or skip(day, Status.CONTROL.value) for day in _every_day(first, last))


def _every_day(first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both counted."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def _time_lapses(first: date, last: date) -> list[TimeLapse]:
    """The known time-lapses that touch a window, and one without a name for each month between."""
    known = [lapse for lapse in TIME_LAPSES if lapse.first <= last and lapse.last >= first]
    lapses = list(known)
    day = first
    while day <= last:
        covering = [lapse for lapse in known if lapse.first <= day <= lapse.last]
        if covering:
            day = covering[0].last + timedelta(days=1)
            continue
        end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        lapses.append(TimeLapse(services=(), first=day, last=end))
        day = end + timedelta(days=1)
    return sorted(lapses, key=lambda lapse: lapse.first)


def _first_there(
    services: FeatureServices, lapse: TimeLapse, first: date, last: date
) -> list[_Place]:
    """The layers of the first service of a time-lapse that is there, by known name, else found."""
    for service in lapse.services:
        try:
            return _places(services, service, lapse)
        except GoneError:
            continue
    return _places(services, _found(services, lapse, first, last), lapse)


def _found(services: FeatureServices, lapse: TimeLapse, first: date, last: date) -> str:
    """The one service in the directory that, by its name, holds a month."""
    days = f"{first} to {last}"
    gone = "all of " + ", ".join(lapse.services) if lapse.services else "no known service"
    try:
        names = services.names()
    except UnansweredError:
        raise
    except FetchError as error:
        raise not_served(days, f"{gone}; {error.what} in the directory") from error
    fits = [
        name
        for name in names
        if name not in lapse.services and is_time_lapse_of(name, first.year, first.month)
    ]
    if len(fits) != 1:
        got = f"several that fit: {', '.join(fits)}" if fits else f"{gone}, and none that fits"
        raise not_served(days, got)
    return fits[0]


def _places(services: FeatureServices, service: str, lapse: TimeLapse) -> list[_Place]:
    """The layers of a service that assert one of the six statuses, where the service is there."""
    try:
        listed = services.layers(service)
    except GoneError:
        # A mirror may serve queries alone; where nothing is there, this raises GoneError again.
        for layer_id in lapse.known:
            unseen = services.unseen_layer(service, layer_id, lapse.day_field)
            services.days(unseen, lapse.first, lapse.first)
        if not lapse.known:
            raise
        listed = tuple((layer_id, "") for layer_id in lapse.known)
    statuses = {number: lapse.known.get(number) or status_in_name(name) for number, name in listed}
    return [
        _Place(service=service, layer_id=number, status=status, lapse=lapse)
        for number, status in statuses.items()
        if status is not None
    ]


def _layer(services: FeatureServices, place: _Place) -> LayerInfo:
    """Metadata of a layer, or what is known without."""
    try:
        return services.layer(place.service, place.layer_id)
    except GoneError:
        return services.unseen_layer(place.service, place.layer_id, place.lapse.day_field)


def _day_layers(
    services: FeatureServices, places: Sequence[_Place], first: date, last: date
) -> tuple[list[_DayLayer], list[Failure]]:
    """Which days each layer holds, by its field or, where it has none, by its own name."""
    found: list[_DayLayer] = []
    failures: list[Failure] = []
    for place in places:
        try:
            found += _days_of(services, place, first, last)
        except FetchError as error:
            failures.append(Failure.of(error, path=f"{place.service}/{place.layer_id}"))
    return _without_rivals(found, failures)


def _days_of(services: FeatureServices, place: _Place, first: date, last: date) -> list[_DayLayer]:
    """The days that one layer holds within a window."""
    layer = _layer(services, place)
    is_whole = layer.day_field is None
    if is_whole:
        listed: tuple[date, ...] | None = _named_day(layer, place.lapse)
    else:
        listed = services.days(layer, first, last)
    return [
        _DayLayer(
            day=day,
            status=place.status,
            layer=layer,
            is_whole=is_whole,
            is_listed=listed is not None,
        )
        for day in (_every_day(first, last) if listed is None else listed)
        if first <= day <= last
    ]


def _named_day(layer: LayerInfo, lapse: TimeLapse) -> tuple[date, ...]:
    """The day in a layer's name, or a FetchError where it has none, or one that cannot be."""
    day = day_in_name(layer.name, lapse.first.year)
    if day is None or not lapse.first <= day <= lapse.last:
        raise FetchError(
            "neither a field nor the name of the layer tells its day",
            where=layer.address,
            expected=f"a day from {lapse.first} to {lapse.last} in its name",
            got=layer.name or "no name",
            do="take this layer by hand and use retally add --day",
        )
    return (day,)


def _without_rivals(
    found: Sequence[_DayLayer], failures: list[Failure]
) -> tuple[list[_DayLayer], list[Failure]]:
    """Drop what two layers of a service claim at once: neither is picked, both are reported."""
    by_key: dict[tuple[date, Status], list[_DayLayer]] = {}
    for one in found:
        by_key.setdefault((one.day, one.status), []).append(one)
    rivals: dict[tuple[str, ...], list[date]] = {}
    for (day, _), ones in by_key.items():
        if len(ones) > 1:
            rivals.setdefault(tuple(one.layer.address for one in ones), []).append(day)
    for addresses, days in rivals.items():
        failures.append(
            Failure(
                path=addresses[0],
                reason=f"{len(addresses)} layers speak of the same status on {len(days)} days from "
                f"{min(days)} to {max(days)}: {', '.join(addresses)}; take the right one by hand "
                "and use retally add",
            )
        )
    return [ones[0] for ones in by_key.values() if len(ones) == 1], failures


def _captured_day(
    client: Client, services: FeatureServices, want: _DayLayer
) -> Captured | Failure | None:
    """One layer of one day, or why not; None where the service never promised the day."""
    try:
        if want.is_whole:
            address, features = services.features(want.layer)
        else:
            address, features = services.features_of_day(want.layer, want.day)
            if not features and not want.is_listed:
                return None
            if not features:
                raise FetchError(
                    "the service lists this day and gives no features of it",
                    where=address,
                    do="run the same command again later",
                )
    except FetchError as error:
        return Failure.of(error, path=want.layer.address, day=want.day)
    return captured_layer(want.day, want.status, client.now(), address, features)


def _out_of_reach(first: date, last: date, latest: date) -> Failure:
    """The failure for a window in which ISW has no map."""
    return Failure(
        path=f"{first} to {last}",
        reason=f"ISW's maps run from {FIRST_DAY} to {latest}; ask for days between",
    )
