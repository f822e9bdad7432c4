"""A real HTTP server on 127.0.0.1 that misbehaves on purpose, and a made-up ArcGIS behind it.

Every test says what the server does wrong before it answers as it should: `faults` are used up
first, in order, for the addresses that contain their key.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer, right or wrong."""

    status: int = 200
    body: bytes = b"{}"
    kind: str = JSON
    headers: tuple[tuple[str, str], ...] = ()
    announced: int | None = None
    """Content-Length, where it is a lie; None for the truth, -1 for none at all."""
    pause_s: float = 0.0
    """The wait before each byte of the body."""
    before_s: float = 0.0
    """The wait before the first byte of the answer."""


def document(value: Any, **more: Any) -> Reply:
    """A JSON document."""
    return Reply(body=json.dumps(value, ensure_ascii=False).encode(), **more)


def status(number: int, **headers: str) -> Reply:
    """A status with an empty body; header names with _ for -."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status=number, body=b"", kind="text/html", headers=named)


def error_in_200(code: int, message: str) -> Reply:
    """ArcGIS's way to fail."""
    return document({"error": {"code": code, "message": message, "details": []}})


def cut(value: Any) -> Reply:
    """A body that ends half way, against its Content-Length."""
    body = json.dumps(value).encode()
    return Reply(body=body[: len(body) // 2], announced=len(body))


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    path: str
    query: dict[str, str]
    agent: str


@dataclass
class MisbehavingServer:
    """Use as a context manager; `url` is where it listens."""

    answer: Callable[[str, dict[str, str]], Reply] = lambda path, query: status(404)
    faults: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    url: str = ""

    def __enter__(self) -> Self:
        server = self
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are two writes; without this each answer waits 40 ms for an ACK.
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                with lock:
                    server.at_once += 1
                    server.most_at_once = max(server.most_at_once, server.at_once)
                try:
                    server._serve(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # The client gave up, as it should.
                finally:
                    with lock:
                        server.at_once -= 1

            def log_message(self, *args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._thread.join(timeout=5)
        self._http.server_close()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(Asked(parts.path, query, handler.headers.get("User-Agent", "")))
        _send(handler, self._reply(parts.path, query))

    def _reply(self, path: str, query: dict[str, str]) -> Reply:
        whole = path + "?" + "&".join(f"{name}={value}" for name, value in query.items())
        for key, replies in self.faults.items():
            if key in whole and replies:
                return replies.pop(0)
        return self.answer(path, query)

    def paths(self) -> list[str]:
        """The addresses asked, in order."""
        return [one.path for one in self.asked]


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    time.sleep(reply.before_s)
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.kind)
    for name, value in reply.headers:
        handler.send_header(name, value)
    length = len(reply.body) if reply.announced is None else reply.announced
    if length >= 0:
        handler.send_header("Content-Length", str(length))
    if length != len(reply.body):
        handler.send_header("Connection", "close")
        handler.close_connection = True
    handler.end_headers()
    if not reply.pause_s:
        handler.wfile.write(reply.body)
        return
    for number in range(len(reply.body)):
        handler.wfile.write(reply.body[number : number + 1])
        handler.wfile.flush()
        time.sleep(reply.pause_s)


def stamp(day: date, hour: int = 20) -> int:
    """Epoch milliseconds of a time-lapse stamp: 20:00 UTC of the day."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() * 1000)


@dataclass
class MadeUpLayer:
    """A layer of a made-up service: so many square features a day."""

    name: str
    per_day: dict[date, int]
    day_field: str | None = "datetime"
    is_date_only: bool = False
    id_field: str = "OBJECTID"
    edited: datetime | None = None
    flag_under: str = "properties"
    """Where a cut page says so: "properties", "top", or "nowhere"."""
    max_records: int = 1000
    stated_max: int | None = None
    """maxRecordCount as the metadata state it; None for the truth."""

    def features(self) -> list[dict[str, Any]]:
        """Every feature, in order of ids."""
        made: list[dict[str, Any]] = []
        for day, count in sorted(self.per_day.items()):
            for number in range(count):
                made.append(self._feature(day, number, len(made) + 1))
        return made

    def _feature(self, day: date, number: int, fid: int) -> dict[str, Any]:
        west, south = 30 + number * 0.01, 48 + (day.toordinal() % 100) * 0.01
        ring = [[west, south], [west + 0.005, south], [west + 0.005, south + 0.005], [west, south]]
        properties: dict[str, Any] = {self.id_field: fid}
        if self.day_field:
            properties[self.day_field] = day.isoformat() if self.is_date_only else stamp(day)
        if self.edited is not None:
            properties["EditDate"] = int(self.edited.timestamp() * 1000)
        return {
            "type": "Feature",
            "id": fid,
            "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": properties,
        }

    def metadata(self, layer_id: int) -> dict[str, Any]:
        """As the service states it."""
        fields = [{"name": self.id_field, "type": "esriFieldTypeOID"}]
        if self.day_field:
            kind = "esriFieldTypeDateOnly" if self.is_date_only else "esriFieldTypeDate"
            fields.append({"name": self.day_field, "type": kind})
        if self.edited is not None:
            fields.append({"name": "EditDate", "type": "esriFieldTypeDate"})
        return {
            "id": layer_id,
            "name": self.name,
            "objectIdField": self.id_field,
            "fields": fields,
            "maxRecordCount": self.stated_max or self.max_records,
        }


@dataclass
class MadeUpArcGis:
    """Answers as ArcGIS Online does, for made-up services."""

    services: dict[str, dict[int, MadeUpLayer]] = field(default_factory=dict)
    has_metadata: bool = True

    def __call__(self, path: str, query: dict[str, str]) -> Reply:
        found = re.fullmatch(r"(?:/([^/]+)/FeatureServer(?:/(\d+))?(/query)?)?/?", path)
        if found is None:
            return status(404)
        service, number, is_query = found.groups()
        if service is None:
            names = [{"name": name, "type": "FeatureServer"} for name in self.services]
            return document({"services": names})
        layers = self.services.get(service)
        if layers is None:
            return error_in_200(400, "Invalid URL")
        if not is_query and not self.has_metadata:
            return status(404)
        if number is None:
            listed = [{"id": i, "name": layer.name} for i, layer in layers.items()]
            return document({"layers": listed})
        if int(number) not in layers:
            return error_in_200(400, "Invalid URL")
        layer = layers[int(number)]
        return _queried(layer, query) if is_query else document(layer.metadata(int(number)))


def _queried(layer: MadeUpLayer, query: dict[str, str]) -> Reply:
    matching = _matching(layer, query["where"])
    if matching is None:
        return error_in_200(400, "Cannot perform query. Invalid query parameters.")
    if query.get("orderByFields") not in {None, layer.id_field, layer.day_field}:
        return error_in_200(400, "'orderByFields' parameter is invalid")
    if query.get("returnCountOnly") == "true":
        return document({"count": len(matching)})
    if query.get("returnDistinctValues") == "true":
        values = sorted({one["properties"][layer.day_field] for one in matching})
        matching = [{"attributes": {layer.day_field: value}} for value in values]
    start = int(query.get("resultOffset", 0))
    size = min(int(query.get("resultRecordCount", layer.max_records)), layer.max_records)
    page: dict[str, Any] = {"features": matching[start : start + size]}
    is_cut = start + size < len(matching)
    if query["f"] == "json":
        return document({**page, "exceededTransferLimit": is_cut})
    page = {"type": "FeatureCollection", **page}
    if is_cut and layer.flag_under == "properties":
        page["properties"] = {"exceededTransferLimit": True}
    if is_cut and layer.flag_under == "top":
        page["exceededTransferLimit"] = True
    return document(page, kind="application/geo+json")


def _matching(layer: MadeUpLayer, where: str) -> list[dict[str, Any]] | None:
    """The features that meet a condition; None where the condition is wrong for the layer."""
    if where == "1=1":
        return layer.features()
    literal = "DATE" if layer.is_date_only else "TIMESTAMP"
    found = re.fullmatch(
        rf"{layer.day_field} >= {literal} '(\S+?)(?: 00:00:00)?' "
        rf"AND {layer.day_field} < {literal} '(\S+?)(?: 00:00:00)?'",
        where,
    )
    if found is None or (layer.is_date_only and "00:00" in where):
        return None
    first, after = (date.fromisoformat(text) for text in found.groups())
    kept = {first + timedelta(days=number) for number in range((after - first).days)}
    if layer.is_date_only:
        wanted: set[Any] = {day.isoformat() for day in kept}
    else:
        wanted = {stamp(day) for day in kept}
    return [one for one in layer.features() if one["properties"][layer.day_field] in wanted]
