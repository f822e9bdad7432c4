"""How an answer leaves the desk: with its tag, as "not modified" where the asker has it."""

from __future__ import annotations

from fastapi import Request, Response

from retally.desk.answers import Answer


def answered(request: Request, answer: Answer, *, status: int = 200) -> Response:
    """The answer, or 304 where the request names its tag."""
    headers = {"ETag": answer.etag, "Cache-Control": "no-cache"}
    if status == 200 and _has(request.headers.get("if-none-match", ""), answer.etag):
        return Response(status_code=304, headers=headers)
    return Response(
        answer.content, status_code=status, media_type=answer.media_type, headers=headers
    )


def _has(header: str, etag: str) -> bool:
    """Whether a list of tags names one; weak ones count as the same, as RFC 9110 has it."""
    given = [one.strip().removeprefix("W/") for one in header.split(",")]
    return "*" in given or etag in given
