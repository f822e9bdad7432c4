"""The OpenAPI document: every status of every address, with the schemas of the documents."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from retally.desk.faults import FAULT_SCHEMA
from retally.desk.jobs import JobState
from retally.errors import DecodeError

DOCUMENTS = ("gains", "held", "verify", "check", "ledger-add", "ledger-show", "ledger-history")
"""Those of the commands, whose schemas `schema/` holds."""

_FAULTS = {
    400: "the Host header names another machine",
    401: "the token is absent or wrong",
    403: "a page of another site may change nothing, or a licence forbids it",
    404: "no such name, or no map at hand answers",
    409: "another process is writing",
    413: "larger than the stated limit",
    422: "what is asked cannot be",
    503: "the archive or the ledger cannot be read",
}
_JOB: dict[str, Any] = {
    "title": "Long work as it stands",
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "kind": {"enum": ["check", "add"]},
        "state": {"enum": [state.value for state in JobState]},
        "done": {"type": "integer", "minimum": 0},
        "total": {"type": ["integer", "null"], "minimum": 0},
        "step": {"type": "string"},
        "result": {"type": ["object", "null"]},
        "fault": {"anyOf": [{"$ref": "#/components/schemas/fault"}, {"type": "null"}]},
    },
    "required": ["id", "kind", "state", "done", "total", "step", "result", "fault"],
    "additionalProperties": False,
}
_JOBS: dict[str, Any] = {
    "title": "Every job that is remembered",
    "type": "object",
    "properties": {"jobs": {"type": "array", "items": {"$ref": "#/components/schemas/job"}}},
    "required": ["jobs"],
    "additionalProperties": False,
}
_STORIES: dict[str, Any] = {
    "title": "Several checked stories and their coverage",
    "type": "object",
    "properties": {
        "stories": {"type": "array", "items": {"type": "object"}},
        "coverage": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
    "required": ["stories", "coverage"],
    "additionalProperties": False,
}


def refusals(document: str | None, *statuses: int, status: int = 200) -> dict[int | str, Any]:
    """What an address answers with: its document, and the faults it may tell.

    Parameters
    ----------
    document
        The name of its schema; None for a stream of events.
    statuses
        Faults beside those that every address may tell.
    """
    kind = "application/json" if document else "text/event-stream"
    schema = {"$ref": f"#/components/schemas/{document}"} if document else {"type": "string"}
    found: dict[int | str, Any] = {
        status: {"description": "the document", "content": {kind: {"schema": schema}}},
    }
    if status == 200 and document:
        found[304] = {"description": "as the asker has it already"}
    for one in sorted({400, 401, 403, 413, *statuses}):
        found[one] = {
            "description": _FAULTS[one],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/fault"}}},
        }
    return found


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the desk, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Retally desk",
            version=app.version,
            summary="Who holds the ground, and whether printed figures hold.",
            routes=app.routes,
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        # FastAPI's own form of a fault, which no answer of the desk has.
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas |= {"fault": FAULT_SCHEMA, "job": _JOB, "jobs": _JOBS, "checked-stories": _STORIES}
        schemas |= {name: document_schema(name) for name in DOCUMENTS}
        app.openapi_schema = made
    return app.openapi_schema


@cache
def document_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a document, without the name by which other files refer to it."""
    file = f"{name}.schema.json"
    # Installed, the schemas lie in the package; in a checkout at its top.
    for folder in (resources.files("retally") / "schema", Path(__file__).parents[3] / "schema"):
        if (folder / file).is_file():
            found = json.loads((folder / file).read_text(encoding="utf-8"))
            return {key: value for key, value in found.items() if key not in ("$id", "$schema")}
    raise DecodeError("the schemas of the documents are not installed", where=file)
