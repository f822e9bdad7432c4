"""Answers that are kept while the archive stays as it is, and made once for all who ask."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from retally.desk.state import State
from retally.errors import ArchiveError, LedgerError

Made = TypeVar("Made")

_ATTEMPTS = 3
"""How often an answer is made anew because the archive changed meanwhile. A writer commits once in
some seconds, so the second is nearly always whole."""


@dataclass(frozen=True)
class Answer:
    """A body as sent, with its type and tag."""

    content: bytes
    media_type: str = "application/json"

    @property
    def etag(self) -> str:
        """A strong entity tag: the same for the same bytes."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


class Kept(Generic[Made]):
    """What was made for a state, the last used first; everything else is let go.

    Parameters
    ----------
    state
        Tells the state at this moment.
    most
        How many things are kept.
    """

    def __init__(self, state: Callable[[], State], *, most: int) -> None:
        self._state = state
        self._most = most
        self._found: OrderedDict[tuple[State, Hashable], Made] = OrderedDict()
        self._guard = threading.Lock()
        self._making = threading.RLock()

    def get(self, key: Hashable, make: Callable[[State], Made]) -> Made:
        """What is kept under a key for the state as it is, else made now, one thing at a time.

        What was made while the state changed is made again, so that no answer is half of one
        state and half of another; errors that a change explains are no errors.
        """
        found = self._seek(self._state(), key)
        if found is not None:
            return found
        with self._making:
            for attempt in range(1, _ATTEMPTS + 1):
                state = self._state()
                found = self._seek(state, key)
                if found is not None:
                    return found
                try:
                    made = make(state)
                except (ArchiveError, LedgerError):
                    if attempt == _ATTEMPTS or self._state() == state:
                        raise
                    continue
                if self._state() == state:
                    if state.is_settled(time.time_ns()):
                        self._keep(state, key, made)
                    break
            return made

    def _seek(self, state: State, key: Hashable) -> Made | None:
        with self._guard:
            found = self._found.get((state, key))
            if found is not None:
                self._found.move_to_end((state, key))
            return found

    def _keep(self, state: State, key: Hashable, made: Made) -> None:
        with self._guard:
            # What another state gave is never asked for again.
            for old in [one for one in self._found if one[0] != state]:
                del self._found[old]
            self._found[state, key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
