"""What the desk's own pages share with those of the site: head, menu, style, words."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from retally.desk.answers import Answer
from retally.desk.site_pages import media_type
from retally.desk.words import desk_words
from retally.publish.pages import environment as site_environment

NAV = (
    ("ground", "index.html"),
    ("check", "check.html"),
    ("ledger", "ledger.html"),
    ("verify", "verify.html"),
    ("methods", "methods.html"),
)
"""The pages that every page of the desk leads to, by their key in the catalogue of words."""

ASSETS = ("desk.css", "check.js", "job.js", "jobs.js")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The site's templates and words, and the desk's own beside them."""
    loaders = [PackageLoader("retally.desk"), PackageLoader("retally.publish")]
    made = site_environment().overlay(loader=ChoiceLoader(loaders))
    # An overlay shares its globals; the site's own must stay as they are.
    made.globals = {**made.globals, "say": desk_words}
    return made


def shown(template: str, here: str, *, root: str = "", **values: Any) -> Answer:
    """A page of the desk.

    Parameters
    ----------
    here
        The key of the page in the menu.
    root
        What leads from the page to the desk's root: empty, or ``../``.
    """
    made = environment().get_template(template)
    text = made.render(nav=NAV, here=here, root=root, **values)
    # A lone surrogate in pasted text has no UTF-8.
    return Answer(text.encode("utf-8", "replace"), media_type("page.html"))


@lru_cache(maxsize=len(ASSETS))
def asset(name: str) -> Answer | None:
    """Style or script of the desk; None for a name that is none of them."""
    if name not in ASSETS:
        return None
    content = (resources.files("retally.desk") / "assets" / name).read_bytes()
    return Answer(content, media_type(name))
