"""The desk's pages: those of the site, live, and Check, Jobs and the API's description."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from retally.desk.answering import answered
from retally.desk.answers import Answer
from retally.desk.asked import day_of, moment_of
from retally.desk.check_view import check_view, form_page
from retally.desk.checking import (
    Submitted,
    checked_and_drawn,
    queries_question,
    story_question,
    story_submitted,
)
from retally.desk.events import events_of_all, streamed
from retally.desk.faults import NotThereError, json_bytes
from retally.desk.forms import Form, form_of
from retally.desk.jobs import Job, Jobs, unpacked
from retally.desk.long_work import Maps, adding, checking
from retally.desk.openapi import describe
from retally.desk.recent import Seen
from retally.desk.recording import recorded
from retally.desk.shell import asset, shown
from retally.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from retally.desk.desk import Desk

_MOST_AT_ONCE = 1
"""Stories that are checked while the browser waits; more become a job."""

JobId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


def page_routes(app: FastAPI, desk: Desk, jobs: Jobs) -> APIRouter:
    """Everything that is not under ``/api/``."""
    pages = APIRouter(include_in_schema=False, default_response_class=Response)
    _add_check(pages, desk, jobs)
    _add_jobs(pages, desk, jobs)

    @pages.get("/openapi.json")
    def openapi(request: Request) -> Response:
        return answered(request, Answer(json_bytes(describe(app))))

    @pages.get("/api.html")
    def api(request: Request) -> Response:
        return answered(request, shown("api.html.j2", "check", document=_addresses(describe(app))))

    # Last, since it takes every address that no other did.
    @pages.get("/{path:path}")
    def site(request: Request, path: str) -> Response:
        name = path or "index.html"
        own = asset(name.removeprefix("assets/")) if name.startswith("assets/") else None
        found = own or desk.site_file(name)
        if found is None:
            raise NotThereError("no such page", got=repr(f"/{path}"[:200]), do="/ is the first")
        return answered(request, found)

    return pages


def _add_check(pages: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @pages.get("/check.html")
    def form(request: Request) -> Response:
        return answered(request, form_page())

    @pages.post("/check.html")
    async def check(request: Request) -> Response:
        body = await request.body()
        kind = request.headers.get("content-type", "")
        return await run_in_threadpool(_checked, desk, jobs, body, kind)

    @pages.post("/recorded.html")
    async def record(request: Request) -> Response:
        form = form_of(await request.body(), request.headers.get("content-type", ""))
        added = await run_in_threadpool(recorded, desk, desk.recent.get(form.text("story")))
        return _page(shown("recorded.html.j2", "ledger", added=added))


def _checked(desk: Desk, jobs: Jobs, body: bytes, content_type: str) -> Response:
    """The page of what was pasted, uploaded, named or asked again."""
    form = form_of(body, content_type)
    published = day_of(form.text("published") or None)
    if form.text("queries"):
        question = queries_question(form.fields["queries"], published=published)
        found = checked_and_drawn(desk, question)
        return _page(check_view(found, published=form.text("published")))
    stories = _stories(form)
    if len(stories) > _MOST_AT_ONCE:
        work = checking(desk, stories, published=published)
        return _seen(jobs.start("check", work, total=len(stories)))
    one = stories[0]
    story = story_submitted(one)
    question = story_question(desk, story, name=one.name, published=published)
    found = checked_and_drawn(desk, question)
    remembered = desk.recent.keep(Seen.of(story, name=one.name, published=published))
    told = {"published": form.text("published"), "remembered": remembered}
    return _page(check_view(found, **told))


def _stories(form: Form) -> list[Submitted]:
    """What a form gave to check: files, the pasted text, the address; at least one."""
    from retally.stories.story import refuse_long

    found = [Submitted(name=one.name, content=one.content) for one in form.uploads]
    if form.text("text"):
        # A browser sends line ends as CR LF, which a story's text has not.
        text = form.fields["text"].replace("\r\n", "\n")
        refuse_long(text, "-")
        found.append(Submitted(content=text.encode("utf-8", "replace")))
    if form.text("address"):
        found.append(Submitted(name=form.text("address")))
    if not found:
        raise UsageError("which story?", expected="a text, files, or an address")
    return found


def _add_jobs(pages: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @pages.get("/jobs.html")
    def listed(request: Request) -> Response:
        return answered(request, shown("jobs.html.j2", "check", jobs=jobs.all()))

    @pages.post("/jobs.html")
    async def add(request: Request) -> Response:
        form = form_of(await request.body(), request.headers.get("content-type", ""))
        work = await run_in_threadpool(lambda: adding(desk, _maps(form)))
        return _seen(jobs.start("add", work))

    @pages.get("/jobs/events")
    async def events(request: Request) -> Response:
        return streamed(events_of_all(jobs))

    @pages.get("/jobs/{job}.html")
    def one(request: Request, job: JobId) -> Response:
        # A copy: a job that ends while its page is written would show as over without its end.
        found = copy(jobs.get(job))
        values = {"job": found, "items": list(enumerate(found.items))}
        return answered(request, shown("job.html.j2", "check", root="../", **values))

    @pages.post("/jobs/{job}/cancel")
    async def cancel(request: Request, job: JobId) -> Response:
        form = form_of(await request.body(), request.headers.get("content-type", ""))
        was_over = jobs.get(job).state.is_over
        found = jobs.cancel(job)
        return _to("/jobs.html") if was_over or form.text("back") else _seen(found)

    @pages.get("/jobs/{job}/{number}.html")
    def item(request: Request, job: JobId, number: Annotated[int, Path(ge=0)]) -> Response:
        items = jobs.get(job).items
        page = items[number].page if number < len(items) else None
        if page is None:
            raise NotThereError("no such page", got=f"story {number}")
        return answered(request, Answer(unpacked(page), "text/html; charset=utf-8"))


def _maps(form: Form) -> Maps:
    from pathlib import Path as FilePath

    def optional(name: str) -> str | None:
        return form.text(name) or None

    mapping = optional("mapping")
    return Maps(
        folder=FilePath(form.text("folder")),
        source=form.text("source"),
        day=day_of(optional("day")),
        captured_at=moment_of(optional("captured_at")),
        licence=optional("licence"),
        mapping=FilePath(mapping) if mapping else None,
        crs=optional("crs"),
    )


def _page(answer: Answer) -> Response:
    """The answer to a form: what was pasted is kept by no cache."""
    headers = {"Cache-Control": "no-store"}
    return Response(answer.content, media_type=answer.media_type, headers=headers)


def _seen(job: Job) -> Response:
    return _to(f"/jobs/{job.id}.html")


def _to(path: str) -> Response:
    # 303: the browser asks for the page, and a reload sends nothing twice.
    return RedirectResponse(path, status_code=303)


def _addresses(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The OpenAPI document as the rows of a plain page."""
    return [
        {
            "method": method.upper(),
            "path": path,
            "about": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "bodies": _bodies(document, operation),
            "answers": {
                status: one["description"] for status, one in operation["responses"].items()
            },
        }
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def _bodies(document: dict[str, Any], operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The bodies that an address takes, one of them: what each is for, and its fields."""
    if "requestBody" not in operation:
        return []
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    models = document["components"]["schemas"]
    found = []
    for one in schema.get("anyOf") or schema.get("oneOf") or [schema]:
        model = models[one["$ref"].rpartition("/")[2]]
        required = model.get("required", [])
        fields = [
            {"name": name, "required": name in required, "description": about.get("description")}
            for name, about in model["properties"].items()
        ]
        found.append({"about": model.get("description", ""), "fields": fields})
    return found
