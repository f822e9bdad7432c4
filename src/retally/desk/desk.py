"""The desk: one archive and one ledger, the answers they give, and what is kept of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from retally.desk.answers import Answer, Kept
from retally.desk.faults import json_bytes
from retally.desk.recent import Recent
from retally.desk.state import State, archive_state, ledger_state
from retally.errors import ArchiveError, LedgerError

if TYPE_CHECKING:
    from retally.desk.site_pages import SitePages
    from retally.ledger.ledger import Ledger
    from retally.measure.places import Place
    from retally.publish.site_inputs import Site
    from retally.publish.story_evidence import DrawnFrom
    from retally.series.ground import Ground

Found = TypeVar("Found")

LEDGER = "ledger.sqlite"
"""The file in the archive's folder, where no other is named."""

_MOST_ANSWERS = 256
_MOST_GROUNDS = 2
_ATTEMPTS = 2
"""How often pages are built anew because the archive changed meanwhile. A whole site takes seconds,
and a writer may commit that often: the numbers of one definition are of one state in any case."""


def _silent(line: str) -> None:
    """Says nothing."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the pages and the API answer from.

    Parameters
    ----------
    archive, ledger
        Where they lie; either may be absent, or come and go while the desk runs.
    announce
        Told of work that is done once and takes seconds.
    """

    archive: Path
    ledger: Path
    announce: Callable[[str], None] = _silent
    _answers: Kept[Answer] = field(init=False, repr=False)
    _recorded: Kept[Answer] = field(init=False, repr=False)
    _pages: Kept[SitePages] = field(init=False, repr=False)
    _measuring: Kept[Ground] = field(init=False, repr=False)
    _checking: Kept[DrawnFrom] = field(init=False, repr=False)
    _checks: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    recent: Recent = field(default_factory=Recent, init=False, repr=False)

    def __post_init__(self) -> None:
        state = partial(archive_state, self.archive)
        # Each kind waits in its own line: a page being built holds up no number.
        for name, of, most in (
            ("_answers", state, _MOST_ANSWERS),
            ("_recorded", partial(ledger_state, self.ledger), _MOST_ANSWERS),
            ("_pages", self._state, 1),
            ("_measuring", state, _MOST_GROUNDS),
            ("_checking", state, 1),
        ):
            object.__setattr__(self, name, Kept(of, most=most))

    def measured(
        self, key: Hashable, document: Callable[[Ground], Any], *, as_of: datetime | None = None
    ) -> Answer:
        """A document made from the ground, kept while the archive stays as it is.

        Parameters
        ----------
        key
            What is asked, told apart from everything else that is.
        """

        def make(state: State) -> Answer:
            return Answer(json_bytes(document(self.measuring_ground(as_of))))

        return self._answers.get((key, as_of), make)

    def measuring_ground(self, as_of: datetime | None) -> Ground:
        """The ground that numbers are measured on, kept while the archive stays as it is."""
        return self._measuring.get(as_of, lambda _: self.fresh_ground(as_of))

    def recorded(self, key: Hashable, document: Callable[[Ledger], Any]) -> Answer:
        """A document made from the ledger, kept while it stays as it is."""
        return self._recorded.get(
            key, lambda state: Answer(json_bytes(document(self.opened_ledger())))
        )

    def site_file(self, path: str) -> Answer | None:
        """A file of the site as it is now, by its path; None where the site has none."""
        from retally.desk.site_pages import SitePages

        for attempt in range(1, _ATTEMPTS + 1):
            state = self._state()
            pages = self._pages.get("site", lambda _: SitePages(self._site))
            try:
                found = pages.file(path)
            except (ArchiveError, LedgerError):
                if attempt == _ATTEMPTS or self._state() == state:
                    raise
                continue
            # What was built while the archive changed may be half of the one and of the other.
            if self._state() == state:
                break
        return found

    def _state(self) -> State:
        """The state of archive and ledger together, which the pages show."""
        return State(marks=(*archive_state(self.archive).marks, *ledger_state(self.ledger).marks))

    def _site(self) -> Site:
        from retally.archive.archive import Archive
        from retally.desk.shell import NAV
        from retally.publish.site_inputs import Site

        return Site(
            ground=self.fresh_ground(None),
            archive=Archive.open(self.archive),
            places=self._places,
            ledger=self.opened_ledger(),
            nav=NAV,
        )

    def checking(self, ask: Callable[[DrawnFrom], Found]) -> Found:
        """What is asked of the ground that stories are held against, one story at a time.

        Where that fails because the archive changed meanwhile, it is asked again.
        """
        with self._checks:
            for attempt in range(1, _ATTEMPTS + 1):
                state = archive_state(self.archive)
                try:
                    return ask(self._checking.get("ground", lambda _: self._drawn_from()))
                except ArchiveError:
                    if attempt == _ATTEMPTS or archive_state(self.archive) == state:
                        raise
        raise AssertionError("the last attempt returns or raises")

    def _drawn_from(self) -> DrawnFrom:
        from retally.publish.site_inputs import of_one_war, parties_of
        from retally.publish.story_evidence import DrawnFrom, months_of

        ground = self.fresh_ground(None)
        snapshots = () if ground.archive is None else ground.archive.snapshots()
        paged = of_one_war(list(ground.definitions.values()), parties_of(snapshots))
        return DrawnFrom(
            ground=ground,
            places=self._places,
            months=months_of(ground),
            pages=frozenset(one.name for one in paged if ground.span(one)),
        )

    def opened_ledger(self) -> Ledger:
        """The ledger; an absent one reads as empty."""
        from retally.ledger.ledger import Ledger

        return Ledger.open(self.ledger)

    def fresh_ground(self, as_of: datetime | None) -> Ground:
        """A ground of its own: one is asked by one thread at a time."""
        from retally.archive.archive import Archive
        from retally.series.definitions import definitions_at
        from retally.series.ground import Ground

        return Ground(
            Archive.open(self.archive),
            as_of=as_of,
            definitions=definitions_at(self.archive),
            announce=self.announce,
            is_apart=True,
        )

    def _places(self, extent: tuple[float, float, float, float]) -> Sequence[Place]:
        """The places of an extent that a map of a country names, largest first."""
        from retally.publish.place_names import map_places

        return map_places(extent, announce=self.announce)
