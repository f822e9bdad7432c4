"""What a site is made from, each part worked out once and only when a page asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from retally.model.definition import Definition
from retally.model.rights import is_redistributable
from retally.publish.ground_view import GroundView, ground_view
from retally.publish.words import words

if TYPE_CHECKING:
    from retally.archive.archive import Archive
    from retally.check.published import Verification
    from retally.check.story_check import StoryCheck
    from retally.ledger.ledger import Ledger
    from retally.measure.places import Place
    from retally.measure.regions import Regions
    from retally.model.snapshot import Snapshot
    from retally.publish.drawn_map import DrawnMap
    from retally.publish.overlays import Overlay
    from retally.publish.story_evidence import DrawnFrom
    from retally.series.gains import GainsRow
    from retally.series.ground import Ground

Places = Callable[[tuple[float, float, float, float]], Sequence["Place"]]

PAGES = (
    ("ground", "index.html"),
    ("stories", "stories/index.html"),
    ("ledger", "ledger.html"),
    ("verify", "verify.html"),
    ("methods", "methods.html"),
)
"""The pages that every page leads to, by their key in the catalogue of words."""


@dataclass(frozen=True)
class Site:
    """What a site is made from.

    Parameters
    ----------
    places
        The places within west, south, east, north, largest first.
    stories
        Checked stories, each a page.
    ledger
        None shows nothing recorded.
    regions
        What the record month and the last days are split by.
    overlays
        Lines that the user adds to the maps.
    full_text, claim_review
        Whether a story is shown whole, and whether its checks are stated as ClaimReview.
    place_credit
        Whose the place names are.
    has_pictures
        Whether charts and maps are offered as pictures, which take most of the time.
    i_have_rights
        Whether the user may pass on geometry that its licence keeps.
    nav
        Key and address of each page that all pages lead to; None for those a site has.
    """

    ground: Ground
    archive: Archive
    places: Places
    place_credit: str = words("places")
    has_pictures: bool = True
    i_have_rights: bool = False
    stories: Sequence[StoryCheck] = ()
    ledger: Ledger | None = None
    regions: Regions | None = None
    overlays: Sequence[Overlay] = ()
    full_text: bool = False
    claim_review: bool = False
    nav: Sequence[tuple[str, str]] | None = field(default=None)

    def common(self, here: str, *, root: str = "") -> dict[str, Any]:
        """What every page is given.

        Parameters
        ----------
        here
            The key of the page, or of the one it belongs to.
        root
            What leads from the page to the site's folder: empty, or ``../`` and the like.
        """
        nav = self.nav
        if nav is None:
            nav = [one for one in PAGES if one[0] != "stories" or self.stories]
        return {"root": root, "nav": nav, "here": here}

    @cached_property
    def views(self) -> Mapping[str, GroundView]:
        """The definitions that something answers, with their numbers."""
        every = of_one_war(list(self.ground.definitions.values()), parties_of(self.snapshots))
        found = (ground_view(self.ground, one, regions=self.regions) for one in every)
        return {view.definition.name: view for view in found if view is not None}

    @cached_property
    def drawn_from(self) -> DrawnFrom:
        """What the windows of stories are drawn from."""
        from retally.publish.story_evidence import DrawnFrom, months_of

        measured = months_of(self.ground)

        def months(definition: str) -> Sequence[GainsRow]:
            view = self.views.get(definition)
            return measured(definition) if view is None else view.by_month.rows

        pages = frozenset(self.views)
        return DrawnFrom(ground=self.ground, places=self.places, months=months, pages=pages)

    @cached_property
    def maps(self) -> Mapping[str, DrawnMap]:
        """The sources that the archive has maps of, drawn."""
        from retally.publish.drawn_map import drawn_map

        found = ((source, drawn_map(self.archive, source)) for source in self.archive.sources())
        return {source: drawn for source, drawn in found if drawn is not None}

    @cached_property
    def named_places(self) -> Mapping[str, Sequence[Place]]:
        """For each source the places on its map, largest first."""
        return {source: self.places(drawn.seen) for source, drawn in self.maps.items()}

    @cached_property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """All snapshots of the archive."""
        return self.archive.snapshots()

    @cached_property
    def verification(self) -> Verification:
        """Published figures against recomputed ones."""
        from retally.check.published import verify

        return verify(self.ground)

    def map_of(self, definition: Definition) -> DrawnMap | None:
        """The maps to draw for a definition: of its first source that has any."""
        return next((self.maps[one] for one in definition.sources if one in self.maps), None)

    def licences(self, source: str) -> tuple[str, ...]:
        """The licence lines of a source's snapshots."""
        return tuple(dict.fromkeys(one.licence for one in self.snapshots if one.source == source))

    def may_pass_on(self, source: str) -> bool:
        """Whether geometry of a source may be downloaded from the site."""
        return self.i_have_rights or all(map(is_redistributable, self.licences(source)))


def parties_of(snapshots: Iterable[Snapshot]) -> Set[str]:
    """The parties that the maps of snapshots speak of."""
    return {layer.party for one in snapshots for layer in one.layers}


def of_one_war(definitions: Sequence[Definition], parties: Set[str]) -> list[Definition]:
    """The definitions that speak of the same war as an archive's maps; all where it has none.

    A definition that ships with the package would stand beside those of a war of the user's own:
    it stays where its party is on the maps, or is counted by a source that counts one that is.

    Parameters
    ----------
    parties
        Those that the maps of the archive speak of.
    """
    if not parties:
        return list(definitions)
    known = set(parties)
    while True:
        sources = {one for rule in definitions if rule.party in known for one in rule.sources}
        more = {rule.party for rule in definitions if sources & set(rule.sources)} - known
        if not more:
            return [rule for rule in definitions if rule.party in known]
        known |= more
