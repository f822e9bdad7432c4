"""What a form of the desk's pages sent: fields and files, read with the standard library."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
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
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    parts = message.get_payload()
    if not message.is_multipart() or not isinstance(parts, list):
        raise DecodeError("is no form", expected="parts between boundaries")
    if len(parts) > _MOST_FIELDS:
        raise DecodeError("has too many fields", expected=f"at most {_MOST_FIELDS:,}")
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    for part in parts:
        content = part.get_payload(decode=True) if isinstance(part, Message) else None
        if not isinstance(part, Message) or not isinstance(content, bytes):
            continue
        # A browser puts one line end before each boundary, which the parser takes away.
        name = part.get_param("name", header="content-disposition")
        file = part.get_filename()
        if file is not None:
            if content:
                uploads.append(Upload(name=_last_part(file), content=content))
        elif isinstance(name, str):
            fields[name] = content.decode("utf-8", "replace")
    return Form(fields=fields, uploads=tuple(uploads))


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2][:200] or "a file"
