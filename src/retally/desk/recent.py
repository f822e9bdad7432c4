"""The stories that were checked last, in memory, so that one can be recorded when it is asked."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from retally.desk.faults import NotThereError
from retally.model.story import Story

_MOST = 20
"""Stories; of more the oldest is forgotten. One has under 200,000 characters as a rule."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A story, the day that was stated for it, and its address where it has one."""

    story: Story
    published: date | None
    address: str | None

    @classmethod
    def of(cls, story: Story, *, name: str, published: date | None) -> Seen:
        """A story by the name it was given, which is "-" where it has none."""
        return cls(story=story, published=published, address=None if name == "-" else name)


class Recent:
    """Stories by a name that nobody can guess."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, Seen] = OrderedDict()
        self._guard = threading.Lock()

    def keep(self, one: Seen) -> str:
        """Remember a story; gives its name."""
        name = secrets.token_hex(8)
        with self._guard:
            self._seen[name] = one
            while len(self._seen) > _MOST:
                self._seen.popitem(last=False)
        return name

    def get(self, name: str) -> Seen:
        """The story of that name.

        Raises
        ------
        NotThereError
            If it was forgotten: others were checked since, or the desk was started anew.
        """
        with self._guard:
            found = self._seen.get(name)
        if found is None:
            raise NotThereError("this story is not remembered any more", do="check it again")
        return found
