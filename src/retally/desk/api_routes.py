"""The JSON API: the documents of the commands, from the same functions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from retally.desk.answering import answered
from retally.desk.answers import Answer
from retally.desk.asked import (
    AsOf,
    DayText,
    GainsAsked,
    HeldAsked,
    Word,
    day_of,
    gains_document,
    held_document,
    moment_of,
)
from retally.desk.bodies import AddJob, CheckAsked, JobAsked, QueriesAsked, StoryAsked
from retally.desk.checking import checked, queries_question, story_question, story_submitted
from retally.desk.desk import Desk
from retally.desk.events import events_of, streamed
from retally.desk.faults import json_bytes
from retally.desk.jobs import Job, Jobs, unpacked
from retally.desk.long_work import adding, checking
from retally.desk.openapi import refusals
from retally.desk.recent import Seen
from retally.desk.recording import recorded_document
from retally.errors import UsageError
from retally.model.story import FigureKind

_KINDS = tuple(kind.value for kind in FigureKind)

JobId = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]


class LedgerAsked(BaseModel):
    """The parameters of `retally ledger show`."""

    model_config = ConfigDict(extra="forbid")

    side: Word | None = Field(None, description="Only of this side, as russia.")
    measure: Word | None = Field(
        None, description="Only this kind of figure.", json_schema_extra={"enum": [*_KINDS, None]}
    )
    source: Word | None = Field(None, description="Only said by this source.")
    place: Word | None = Field(None, description="Only of this place.")
    since: DayText | None = Field(None, description="Only about this day and later ones.")
    until: DayText | None = Field(None, description="Only about this day and earlier ones.")


class HistoryAsked(BaseModel):
    """The parameters of `retally ledger history`."""

    model_config = ConfigDict(extra="forbid")

    key: Word = Field(description="A key that the ledger shows, or a part that no other has.")


def api_routes(desk: Desk, jobs: Jobs) -> APIRouter:
    """Everything under ``/api/``."""
    api = APIRouter(prefix="/api", default_response_class=Response)
    _add_measures(api, desk)
    _add_ledger(api, desk)
    _add_check(api, desk)
    _add_jobs(api, desk, jobs)
    return api


def _add_measures(api: APIRouter, desk: Desk) -> None:
    @api.get("/gains", responses=refusals("gains", 404, 413, 422, 503), name="gains")
    def gains(request: Request, asked: Annotated[GainsAsked, Query()]) -> Response:
        """Ground gained, lost and net over windows: what `retally gains --json` prints."""
        return answered(
            request, _measured(desk, asked, lambda ground: gains_document(ground, asked))
        )

    @api.get("/held", responses=refusals("held", 404, 413, 422, 503), name="held")
    def held(request: Request, asked: Annotated[HeldAsked, Query()]) -> Response:
        """Ground held at the end of a day: what `retally held --json` prints."""
        return answered(
            request, _measured(desk, asked, lambda ground: held_document(ground, asked))
        )

    @api.get("/verify", responses=refusals("verify", 422, 503), name="verify")
    def verify(request: Request, asked: Annotated[AsOf, Query()]) -> Response:
        """Published figures against recomputed ones, misses first: `retally verify --json`."""
        from retally.check.published import verify as verified

        return answered(request, _measured(desk, asked, lambda ground: verified(ground).to_dict()))


def _measured(desk: Desk, asked: AsOf, document: Any) -> Answer:
    key = (type(asked).__name__, asked.model_dump_json())
    if getattr(asked, "region", None) is not None:
        # The file of regions may change under the same name.
        return Answer(json_bytes(document(desk.fresh_ground(moment_of(asked.as_of)))))
    return desk.measured(key, document, as_of=moment_of(asked.as_of))


def _add_ledger(api: APIRouter, desk: Desk) -> None:
    @api.get("/ledger", responses=refusals("ledger-show", 422, 503), name="ledger")
    def ledger(request: Request, asked: Annotated[LedgerAsked, Query()]) -> Response:
        """What is recorded: what `retally ledger show --json` prints."""
        if asked.measure is not None and asked.measure not in _KINDS:
            raise UsageError(
                "no such kind of figure", expected=", ".join(_KINDS), got=repr(asked.measure)
            )
        filters = asked.model_dump() | {"since": day_of(asked.since), "until": day_of(asked.until)}
        answer = desk.recorded(
            ("show", asked.model_dump_json()),
            lambda found: {"entries": [one.to_dict() for one in found.entries(**filters)]},
        )
        return answered(request, answer)

    @api.get("/ledger/history", responses=refusals("ledger-history", 404, 422, 503), name="history")
    def history(request: Request, asked: Annotated[HistoryAsked, Query()]) -> Response:
        """How one quantity was revised: what `retally ledger history --json` prints."""

        def document(found: Any) -> dict[str, Any]:
            chains = found.history(asked.key)
            return {"key": chains[0].key, "chains": [chain.to_dict() for chain in chains]}

        return answered(request, desk.recorded(("history", asked.key), document))

    @api.post("/ledger", responses=refusals("ledger-add", 409, 413, 422, 503), name="record")
    def record(request: Request, asked: Annotated[StoryAsked, Body()]) -> Response:
        """Record the figures of a story: what `retally ledger add --json` prints.

        The same story again adds nothing; of a copy only what is new is added.
        """
        one = asked.submitted()
        published = day_of(asked.published)
        seen = Seen.of(story_submitted(one), name=one.name, published=published)
        document = recorded_document(desk, seen, name=one.name)
        return Response(json_bytes(document), media_type="application/json")


def _add_check(api: APIRouter, desk: Desk) -> None:
    @api.post("/check", responses=refusals("check", 413, 422, 503), name="check")
    def check(request: Request, asked: Annotated[CheckAsked, Body()]) -> Response:
        """Recompute the figures of a story, or ask edited queries again; nothing is stored."""
        published = day_of(asked.published)
        if isinstance(asked, QueriesAsked):
            question = queries_question(asked.queries, published=published)
        else:
            one = asked.submitted()
            story = story_submitted(one)
            question = story_question(desk, story, name=one.name, published=published)
        document = checked(desk, question).to_dict()
        return Response(json_bytes(document), media_type="application/json")


def _add_jobs(api: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @api.post(
        "/jobs", status_code=202, responses=refusals("job", 413, 404, 422, status=202), name="start"
    )
    def start(request: Request, asked: Annotated[JobAsked, Body()]) -> Response:
        """Start long work: check many stories, or add a folder of control maps."""
        if isinstance(asked, AddJob):
            job = jobs.start("add", adding(desk, asked.maps()))
        else:
            stories = [one.submitted() for one in asked.stories]
            work = checking(desk, stories, published=day_of(asked.published))
            job = jobs.start("check", work, total=len(stories))
        return _told(job, status=202)

    @api.get("/jobs", responses=refusals("jobs", 422), name="jobs")
    def listed(request: Request) -> Response:
        """Every job that is remembered, the latest first."""
        content = json_bytes({"jobs": [job.to_dict() for job in jobs.all()]})
        return answered(request, Answer(content))

    @api.get("/jobs/{job}", responses=refusals("job", 404, 422), name="job")
    def told(request: Request, job: JobId) -> Response:
        """One job as it stands."""
        return answered(request, Answer(json_bytes(jobs.get(job).to_dict())))

    @api.get("/jobs/{job}/result", responses=refusals("checked-stories", 404, 422), name="result")
    def result(request: Request, job: JobId) -> Response:
        """The stories a job has checked so far: what `retally check --json` prints for several."""
        return answered(request, Answer(_result(jobs.get(job))))

    @api.delete("/jobs/{job}", responses=refusals("job", 404, 422), name="cancel")
    def cancel(request: Request, job: JobId) -> Response:
        """Stop a job after the step at hand; forget one that is over."""
        return _told(jobs.cancel(job))

    @api.get(
        "/jobs/{job}/events",
        responses=refusals(None, 404, 422),
        response_class=StreamingResponse,
        name="events",
    )
    async def events(request: Request, job: JobId) -> Response:
        """A job as it goes on, as server-sent events; the last one says how it ended."""
        return streamed(events_of(jobs, jobs.get(job)))


def _told(job: Job, *, status: int = 200) -> Response:
    content = json_bytes(job.to_dict())
    return Response(content, status_code=status, media_type="application/json")


def _result(job: Job) -> bytes:
    """The documents as one, without decoding them."""
    documents = [unpacked(one.document).strip() for one in list(job.items) if one.document]
    coverage = json_bytes((job.result or {}).get("coverage", {})).strip()
    return b'{"stories": [' + b",\n".join(documents) + b'],\n"coverage": ' + coverage + b"}\n"
