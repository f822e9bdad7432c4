"""The desk as an ASGI application: what answers what, behind which guard. Start reading here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from retally.desk.api_routes import api_routes
from retally.desk.desk import Desk
from retally.desk.faults import NotThereError, fault_line, status_of
from retally.desk.guard import Guard, Rules
from retally.desk.jobs import Jobs
from retally.desk.openapi import describe
from retally.desk.page_routes import page_routes
from retally.desk.shell import shown
from retally.errors import RetallyError, UsageError
from retally.publish.version import version


def desk_app(desk: Desk, rules: Rules) -> Guard:
    """The desk's pages and API behind its guard.

    Parameters
    ----------
    desk
        Which archive and ledger.
    rules
        What is demanded of a request.
    """
    jobs = Jobs()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.is_closing = True
        await run_in_threadpool(jobs.close)

    app = FastAPI(
        title="Retally desk",
        version=version(),
        lifespan=lifespan,
        # FastAPI's own pages load scripts from another host.
        docs_url=None,
        redoc_url=None,
        # Served with its tag by the desk's own routes.
        openapi_url=None,
        redirect_slashes=False,
    )
    app.include_router(api_routes(desk, jobs))
    app.include_router(page_routes(app, desk, jobs))
    app.add_exception_handler(RetallyError, _told)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return Guard(app, rules=rules)


def _told(request: Request, error: Exception) -> Response:
    """An error as one JSON line, or as a page to who asked for one."""
    assert isinstance(error, RetallyError)
    return _answer(request, error, status_of(error))


def _invalid(request: Request, error: Exception) -> Response:
    """Parameters or a body that are not as the OpenAPI document says."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    got = "" if first["type"] in ("missing", "json_invalid") else repr(first.get("input"))[:200]
    told = UsageError(
        first["msg"].lower(), where=where, got=got, do="/openapi.json says what may be asked"
    )
    return _answer(request, told, 422)


def _refused(request: Request, error: Exception) -> Response:
    """What the framework refuses: an address that is not there, a method it has not."""
    assert isinstance(error, HTTPException)
    path = repr(request.url.path[:200])
    if error.status_code == 404:
        return _answer(request, NotThereError("no such address", got=path), 404)
    told = UsageError(str(error.detail).lower(), where=path, got=request.method)
    answer = _answer(request, told, error.status_code)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


def _answer(request: Request, error: RetallyError, status: int) -> Response:
    is_page = not request.url.path.startswith(("/api/", "/openapi"))
    if is_page and "text/html" in request.headers.get("accept", ""):
        root = "../" * (request.url.path.count("/") - 1)
        found = shown("error.html.j2", "check", root=root, error=error)
        return Response(found.content, status_code=status, media_type=found.media_type)
    return Response(fault_line(error), status_code=status, media_type="application/json")
