"""What a form of the desk's pages sent: fields and files, read with the standard library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from retally.errors import DecodeError

_MOST_FIELDS = 5_000


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One file as a browser sent it; its name is its own, without folders."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Form:
    """The fields by name, the last of equal ones, and the files that are not empty."""

    fields: dict[str, str] = field(default_factory=dict)
    uploads: tuple[Upload, ...] = ()

    def text(self, name: str) -> str:
        """A field without the blanks around it; "" where it is absent."""
        return self.fields.get(name, "").strip()


def form_of(body: bytes, content_type: str) -> Form:
    """The form in a body.

    Raises
    ------
    DecodeError
        If it is no form of either kind, or has more than `_MOST_FIELDS` fields.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return _urlencoded(body)
    if kind == "multipart/form-data":
        return _multipart(body, content_type)
    raise DecodeError("is no form", expected="what the desk's own pages send", got=kind or "none")


def _urlencoded(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise DecodeError("is no form", got=str(error)) from error
    return Form(fields=dict(pairs))


def _multipart(body: bytes, content_type: str) -> Form:
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    for head, content in _parts(body, _head(f"Content-Type: {content_type}".encode("latin-1"))):
        name = head.get_param("name", header="content-disposition")
        file = head.get_filename()
        if file is not None:
            if content:
                uploads.append(Upload(name=_last_part(file), content=content))
        elif isinstance(name, str):
            fields[name] = content.decode("utf-8", "replace")
    return Form(fields=fields, uploads=tuple(uploads))


def _parts(body: bytes, whole: Message) -> Iterator[tuple[Message, bytes]]:
    """Each part's head and content, one at a time: a body may be large, and is copied once."""
    boundary = whole.get_boundary()
    if not boundary:
        raise DecodeError("is no form", expected="parts between boundaries")
    mark = b"\r\n--" + boundary.encode("utf-8", "surrogateescape")
    # The first mark has no line end before it.
    at = body.find(mark[2:])
    for _ in range(_MOST_FIELDS):
        start = body.find(b"\r\n", at) if at >= 0 else -1
        end = body.find(mark, start + 1) if start >= 0 else -1
        if end < 0:
            return
        # Where there is no blank line there are no fields of a head either.
        break_at = body.find(b"\r\n\r\n", start, end)
        if break_at >= 0:
            yield _head(body[start + 2 : break_at]), body[break_at + 4 : end]
        at = end + 2
    raise DecodeError("has too many fields", where="the form", expected=f"at most {_MOST_FIELDS:,}")


def _head(lines: bytes) -> Message:
    return BytesHeaderParser(policy=HTTP).parsebytes(lines + b"\r\n\r\n")


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2][:200] or "a file"
