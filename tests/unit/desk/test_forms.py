from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.desk.forms import Upload, form_of
from retally.errors import DecodeError


def sent(**parts):
    request = httpx.Request("POST", "http://desk", **parts)
    return form_of(request.read(), request.headers["content-type"])


def test_fields_of_a_plain_form_are_read():
    form = sent(data={"text": "zwölf km²\nund mehr", "empty": ""})
    assert form.fields == {"text": "zwölf km²\nund mehr", "empty": ""}


@given(st.binary(min_size=1, max_size=300))
def test_uploads_keep_every_byte(content):
    form = sent(files=[("files", ("a.txt", content))])
    assert form.uploads == (Upload(name="a.txt", content=content),)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_fields_beside_files_keep_every_sign(text):
    form = sent(data={"text": text}, files=[("files", ("a", b"x"))])
    assert form.fields["text"] == text


def test_file_that_was_not_chosen_is_none():
    assert sent(data={"text": "a"}, files=[("files", ("", b""))]).uploads == ()


def test_folders_of_a_name_are_left_away():
    form = sent(files=[("files", ("C:\\up\\..\\story.txt", b"x")), ("files", ("a/b/", b"y"))])
    assert [one.name for one in form.uploads] == ["story.txt", "a file"]


@pytest.mark.parametrize("kind", ["", "application/json", "text/plain"])
def test_other_bodies_are_no_form(kind):
    with pytest.raises(DecodeError, match="is no form"):
        form_of(b"{}", kind)


def test_form_without_boundaries_is_none():
    with pytest.raises(DecodeError, match="is no form"):
        form_of(b"x", "multipart/form-data")


def test_fields_have_a_limit():
    with pytest.raises(DecodeError, match="is no form"):
        form_of(b"a&" * 6000, "application/x-www-form-urlencoded")


@given(st.binary(max_size=300), st.sampled_from(["", "; boundary=a", '; boundary="', ";;"]))
def test_any_bytes_are_a_form_or_told_to_be_none(body, rest):
    with suppress(DecodeError):
        assert form_of(body, f"multipart/form-data{rest}").uploads is not None
