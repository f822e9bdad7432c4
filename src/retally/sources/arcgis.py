"""Questions to ArcGIS feature services, with what these services do to a reader undone.

They cut answers at a number of features (`exceededTransferLimit`, at the top or under
``properties``), report errors in HTTP 200, keep days as epoch milliseconds or as strings, and
call the object id differently from layer to layer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from retally.errors import FetchError, GoneError
from retally.sources.arcgis_fields import (
    DAY_FIELDS,
    DayField,
    attributes,
    day_field,
    day_of,
    id_field,
)
from retally.sources.http import Client, TransientError

PAGE = 1000
"""Features asked for at once. ISW's layers allow 1,000 to 2,000 (`maxRecordCount`)."""

FEATURES_LIMIT = 100_000
"""More features than any of these layers has (the largest, settlements, has 29,655): a service
that never stops must not fill the memory."""

REDRAWN_TRIES = 3
"""How often a layer is read again when its features change while it is read: ISW deletes and
redraws in bulk (115 features in 48 minutes were seen)."""

_GONE_CODES = frozenset({404, 410, 498, 499})
_REFUSED_CODES = frozenset({401, 403})


@dataclass(frozen=True, kw_only=True)
class LayerInfo:
    """One layer of a service, as far as its metadata tell.

    Parameters
    ----------
    address
        ``.../<service>/FeatureServer/<id>``.
    id, name
        As the service has them.
    id_field
        The object id, by which pages are ordered (``OBJECTID`` or ``FID``); "" where unknown.
    day_field
        None where the layer holds one map, not a series.
    page
        The most features the service gives at once.
    """

    address: str
    id: int
    name: str
    id_field: str
    day_field: DayField | None
    page: int


class FeatureServices:
    """The feature services of one organisation.

    Parameters
    ----------
    client
        Asks.
    base
        ``https://.../rest/services``, without a slash at the end.
    """

    def __init__(self, client: Client, base: str) -> None:
        self._client = client
        self.base = base.rstrip("/")
        self._names: tuple[str, ...] | None = None

    def names(self) -> tuple[str, ...]:
        """Every feature service that the organisation lists, sorted; asked once.

        Raises
        ------
        FetchError
            If the directory does not answer.
        """
        if self._names is None:
            document = self._ask(self.base, {"f": "json"})
            entries = _objects(document.get("services"))
            # Names may be given with a folder, as "folder/name".
            self._names = tuple(
                sorted({str(entry["name"]) for entry in entries if "name" in entry})
            )
        return self._names

    def layers(self, service: str) -> tuple[tuple[int, str], ...]:
        """Id and name of every layer of a service, in the service's order.

        Raises
        ------
        GoneError
            If there is no such service (any more), or it has no metadata.
        """
        address = f"{self.base}/{service}/FeatureServer"
        document = self._ask(address, {"f": "json"})
        listed = document.get("layers")
        if not isinstance(listed, list):
            raise _no_metadata(address, document)
        entries = _objects(listed)
        return tuple(
            (entry["id"], str(entry.get("name", "")))
            for entry in entries
            if isinstance(entry.get("id"), int)
        )

    def layer(self, service: str, layer_id: int) -> LayerInfo:
        """What a layer says of itself.

        Raises
        ------
        GoneError
            If there is no such service or layer (any more), or it has no metadata.
        """
        address = f"{self.base}/{service}/FeatureServer/{layer_id}"
        document = self._ask(address, {"f": "json"})
        if not isinstance(document.get("fields"), list):
            raise _no_metadata(address, document)
        fields = _objects(document["fields"])
        page = document.get("maxRecordCount")
        return LayerInfo(
            address=address,
            id=layer_id,
            name=str(document.get("name", "")),
            id_field=id_field(document, fields),
            day_field=day_field(fields),
            page=min(page, PAGE) if isinstance(page, int) and page > 0 else PAGE,
        )

    def unseen_layer(self, service: str, layer_id: int, field: DayField | None) -> LayerInfo:
        """A layer as it is known from elsewhere, for a mirror that serves queries alone.

        Parameters
        ----------
        service, layer_id
            Which; nothing is asked.
        field
            The field of its day; None where it holds one map.
        """
        return LayerInfo(
            address=f"{self.base}/{service}/FeatureServer/{layer_id}",
            id=layer_id,
            name="",
            id_field="",
            day_field=field,
            page=PAGE,
        )

    def days(self, layer: LayerInfo, first: date, last: date) -> tuple[date, ...] | None:
        """The days between `first` and `last`, both counted, that a layer has features for.

        Returns
        -------
        tuple of date or None
            None where the service has features but does not tell their days.

        Raises
        ------
        FetchError
            If the layer has no field for the day, or does not answer.
        """
        field = _field_of(layer)
        features, _ = self._pages(
            layer,
            {
                "where": field.within(first, last),
                "outFields": field.name,
                "returnDistinctValues": "true",
                "returnGeometry": "false",
                "orderByFields": field.name,
                "f": "json",
            },
        )
        days = {day_of(attributes(feature).get(field.name)) for feature in features}
        if days == {None}:
            return None
        return tuple(sorted(day for day in days if day is not None and first <= day <= last))

    def features_of_day(self, layer: LayerInfo, day: date) -> tuple[str, list[dict[str, Any]]]:
        """The address asked, and every feature of a day as GeoJSON in degrees.

        Raises
        ------
        FetchError
            If the service answers with another day's features, or does not answer.
        """
        field = _field_of(layer)
        address, features = self._features(layer, field.within(day, day))
        others = {day_of(attributes(feature).get(field.name)) for feature in features}
        others -= {day, None}
        if others:
            raise FetchError(
                "the service answered with features of other days",
                where=address,
                expected=str(day),
                got=", ".join(sorted(str(other) for other in others if other)[:3]),
                do="take this day's map by hand and use retally add",
            )
        return address, features

    def features(self, layer: LayerInfo) -> tuple[str, list[dict[str, Any]]]:
        """The address asked, and every feature of a layer as GeoJSON in degrees.

        Raises
        ------
        FetchError
            If the service does not answer as it should.
        """
        return self._features(layer, "1=1")

    def _features(self, layer: LayerInfo, where: str) -> tuple[str, list[dict[str, Any]]]:
        """Every feature that meets a condition; read again if they change meanwhile."""
        parameters = {"where": where, "outFields": "*", "outSR": "4326", "f": "geojson"}
        if layer.id_field:
            parameters["orderByFields"] = layer.id_field
        address = f"{layer.address}/query?{urlencode(parameters)}"
        got = ""
        for _ in range(REDRAWN_TRIES):
            features, pages = self._pages(layer, parameters)
            # One page cannot be torn; but where the page size is not known, it may be cut.
            is_sure = pages == 1 and layer.id_field
            got = "" if is_sure else self._doubt(layer, where, features)
            if not got:
                return address, features
        raise FetchError(
            f"the layer changed while it was read, {REDRAWN_TRIES} times in a row",
            where=address,
            expected="every feature once",
            got=got,
            do="run the same command again later",
        )

    def _doubt(self, layer: LayerInfo, where: str, features: list[dict[str, Any]]) -> str:
        """Why the pages of an answer do not fit together; "" where they do."""
        ids = [feature["id"] for feature in features if feature.get("id") is not None]
        if len(set(ids)) < len(ids):
            return f"{len(ids) - len(set(ids))} features twice"
        count = self._count(layer, where)
        if count is not None and count != len(features):
            return f"{len(features)} features of {count}"
        return ""

    def _count(self, layer: LayerInfo, where: str) -> int | None:
        """How many features meet a condition; None where the service does not say."""
        document = self._ask(
            f"{layer.address}/query", {"where": where, "returnCountOnly": "true", "f": "json"}
        )
        count = document.get("count")
        return count if isinstance(count, int) else None

    def _pages(
        self, layer: LayerInfo, parameters: Mapping[str, str]
    ) -> tuple[list[dict[str, Any]], int]:
        """The features of every page of a query, and the number of pages."""
        features: list[dict[str, Any]] = []
        before: list[dict[str, Any]] = []
        pages = 0
        while len(features) <= FEATURES_LIMIT:
            asked: dict[str, str | int] = {
                **parameters,
                "resultOffset": len(features),
                "resultRecordCount": layer.page,
            }
            document = self._ask(f"{layer.address}/query", asked)
            page = _page(document, layer.address)
            has_more = _is_cut(document)
            if not page and not has_more:
                return features, max(pages, 1)
            if not page or page == before:
                raise FetchError(
                    "the service promises more features and gives none",
                    where=f"{layer.address}/query",
                    expected=f"features from number {len(features)} on",
                    got="the page before once more" if page else "none",
                    do="take these days' maps by hand and use retally add",
                )
            features.extend(page)
            before = page
            pages += 1
            # A full page is asked on even without the flag: not every output carries it.
            if not has_more and len(page) < layer.page:
                return features, pages
        raise FetchError(
            "the service gives features without end",
            where=f"{layer.address}/query",
            expected=f"at most {FEATURES_LIMIT} features",
            got=f"{len(features)} so far",
            do="ask for fewer days at once",
        )

    def _ask(self, address: str, parameters: Mapping[str, str | int]) -> dict[str, Any]:
        """One answer, an object without an error."""
        answer = self._client.get_json(address, parameters, judge=_judge)
        document: dict[str, Any] = answer.document
        return document


def _no_metadata(address: str, document: Mapping[str, Any]) -> GoneError:
    """The error for an address that answers, but not as a service or layer does."""
    return GoneError(
        "no metadata of a feature service",
        where=address,
        expected="layers or fields",
        got=", ".join(sorted(document)) or "an empty object",
        do="look whether the publisher has renamed the service",
    )


def _judge(document: Any, where: str) -> None:
    """Raise for an error that came as HTTP 200, and for what is no object."""
    if not isinstance(document, dict):
        raise TransientError(f"a JSON {type(document).__name__} where an object belongs")
    error = document.get("error")
    if error is None:
        return
    code, message = _error_of(error)
    got = f"error {code} in HTTP 200: {message}"
    if code in _GONE_CODES or "invalid url" in message.lower():
        raise GoneError(
            "no such service or layer (any more)",
            where=where,
            expected="a feature layer",
            got=got,
            do="the publisher may have renamed it",
        )
    if code in _REFUSED_CODES:
        raise FetchError(
            "the publisher refuses",
            where=where,
            expected="a public layer",
            got=got,
            do="take the maps by hand and use retally add",
        )
    # ArcGIS answers 400 "Unable to perform query" under load too, so the rest is tried again.
    raise TransientError(got)


def _error_of(error: Any) -> tuple[int, str]:
    """Code and message of an error body, whatever shape it has."""
    if not isinstance(error, dict):
        return 0, str(error)
    code = error.get("code")
    details = error.get("details")
    texts = [error.get("message"), *(details if isinstance(details, list) else [])]
    message = "; ".join(dict.fromkeys(str(text) for text in texts if text)) or "no message"
    return (code if isinstance(code, int) else 0), message


def _page(document: Mapping[str, Any], address: str) -> list[dict[str, Any]]:
    """The features of one page."""
    features = document.get("features")
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise FetchError(
            "no list of features",
            where=f"{address}/query",
            expected="features",
            got=", ".join(sorted(document)) or "an empty object",
            do="look whether the publisher has changed the service",
        )
    return features


def _is_cut(document: Mapping[str, Any]) -> bool:
    """Whether a page says that more features follow."""
    properties = document.get("properties")
    inner = properties.get("exceededTransferLimit") if isinstance(properties, dict) else None
    return bool(document.get("exceededTransferLimit") or inner)


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where there is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _field_of(layer: LayerInfo) -> DayField:
    """The day field of a layer that must have one."""
    if layer.day_field is None:
        raise FetchError(
            "the layer has no field for the day",
            where=layer.address,
            expected=" or ".join(DAY_FIELDS[:2]),
            do="take the maps by hand and use retally add",
        )
    return layer.day_field
