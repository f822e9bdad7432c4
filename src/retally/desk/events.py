"""Jobs as they go on, as server-sent events: one of them, or all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from fastapi.responses import StreamingResponse

from retally.desk.jobs import Job, Jobs, JobState

_TOLD_EACH_S = 0.2
"""Seconds between two looks at a job; a person sees no difference below."""
_KEPT_ALIVE_S = 15.0
"""Seconds after which a line is sent that says nothing, so that a closed tab is noticed."""

Told = tuple[str, Any, bool]
"""The name of an event, its document, and whether it is the last."""


def streamed(events: AsyncIterator[str]) -> StreamingResponse:
    """Events as an answer that no cache keeps."""
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def events_of(jobs: Jobs, job: Job) -> AsyncIterator[str]:
    """A job whenever something of it changed, until it is over or the desk closes."""

    def look() -> Told:
        # One look at the job: what is told and how it is told must be of the same moment.
        document = job.to_dict()
        is_over = JobState(document["state"]).is_over
        return "end" if is_over else "step", document, is_over

    return _events(jobs, look)


def events_of_all(jobs: Jobs) -> AsyncIterator[str]:
    """All jobs whenever something of one changed, until the desk closes."""
    return _events(jobs, lambda: ("jobs", {"jobs": [job.to_dict() for job in jobs.all()]}, False))


async def _events(jobs: Jobs, look: Callable[[], Told]) -> AsyncIterator[str]:
    told, quiet = "", 0.0
    while True:
        name, document, is_over = look()
        now = json.dumps(document)
        if now != told:
            told, quiet = now, 0.0
            yield f"event: {name}\ndata: {now}\n\n"
        if is_over or jobs.is_closing:
            return
        await asyncio.sleep(_TOLD_EACH_S)
        quiet += _TOLD_EACH_S
        if quiet >= _KEPT_ALIVE_S:
            quiet = 0.0
            yield ": still here\n\n"
