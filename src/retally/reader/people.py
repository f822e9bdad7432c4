"""The people and institutions of a story: whom a surname, a role or a pronoun names."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from retally.reader.cues import DATA
from retally.reader.mentions import Mention
from retally.reader.name_forms import folded
from retally.reader.roles import gender_of_name, is_nation
from retally.reader.word_sets import word_set


@dataclass(kw_only=True)
class Person:
    """Somebody of the story, by the fullest name it prints.

    Parameters
    ----------
    is_place
        Whether the story says "in" or "near" it: "he" and "she" never stand for it.
    """

    name: tuple[str, ...]
    gender: str | None = None
    is_person: bool | None = None
    roles: list[str] = field(default_factory=list)
    organisation: str | None = None
    is_place: bool = False

    @property
    def can_be_he(self) -> bool:
        """Whether "he" or "she" can stand for it."""
        return self.is_person is not False and (bool(self.is_person) or not self.is_place)

    @property
    def full_name(self) -> str:
        """The words of the name."""
        return " ".join(self.name)

    @property
    def role(self) -> str | None:
        """The first role the story gives."""
        return self.roles[0] if self.roles else None


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Whom a mention resolves to."""

    name: str | None
    role: str | None = None
    organisation: str | None = None
    person: Person | None = None


class People:
    """The named people and institutions of one story, and who was spoken of last."""

    def __init__(self) -> None:
        self._by_last: dict[str, list[Person]] = {}
        self._recent: list[tuple[int, int, Person]] = []
        self._known: list[Person] = []
        self._unnamed: dict[str, Speaker] = {}
        self._bodies: dict[str, Person] = {}

    def learn(self, mention: Mention) -> Person | None:
        """Remember a named mention; the fullest name wins."""
        if not mention.name:
            return None
        if mention.is_person and mention.organisation and " " in mention.organisation:
            body = tuple(mention.organisation.split())
            self.learn(Mention(words="", name=body, organisation=" ".join(body), is_person=False))
        person = self.named(mention.name)
        if person is None or (person.name != mention.name and _differ(person, mention)):
            person = Person(name=mention.name)
            self._known.append(person)
            self._by_last.setdefault(_key(mention.name), []).append(person)
            if mention.is_person is False and len(mention.name) > 1:
                self._bodies.setdefault(mention.name[0].lower(), person)
                self._bodies.setdefault(mention.name[-1].lower(), person)
        if len(mention.name) > len(person.name):
            person.name = mention.name
        if mention.is_person is not None and person.is_person is None:
            person.is_person = mention.is_person
        if mention.role and mention.role not in person.roles:
            person.roles.append(mention.role)
        person.organisation = person.organisation or mention.organisation
        person.is_place = person.is_place or is_nation(mention.full_name)
        person.gender = person.gender or mention.gender or _guessed(person)
        return person

    def alias(self, short: str, person: Person) -> None:
        """Let an abbreviation stand for somebody."""
        self._by_last.setdefault(_key((short,)), []).insert(0, person)

    def named(self, name: tuple[str, ...]) -> Person | None:
        """The one whose name ends with, or holds, the words of a name."""
        candidates = self._by_last.get(_key(name), [])
        for person in candidates:
            if person.name == name:
                return person
        for person in candidates:
            if _agree(person.name, name):
                return person
        return None

    def seen(self, person: Person, sentence: int, rank: int) -> None:
        """Note that somebody was spoken of in a sentence; rank 0 is its speaker."""
        self._recent.append((sentence, rank, person))

    def recent(self, sentence: int, *, reach: int) -> Iterable[Person]:
        """Those spoken of up to a sentence, the latest first, speakers before others."""
        return [person for _, _, person in self._near(sentence, reach)]

    def _near(self, sentence: int, reach: int) -> list[tuple[int, int, Person]]:
        near = [one for one in self._recent[-KEPT:] if sentence - reach <= one[0] <= sentence]
        near.sort(key=lambda one: (-one[0], one[1]))
        return near

    def by_pronoun(self, gender: str | None, sentence: int) -> Person | None:
        """Whom "he" or "she" stands for: the latest who can be, known to be one before others."""
        near = [
            (at, rank, person)
            for at, rank, person in self._near(sentence, REACH)
            if person.can_be_he and person.gender in {None, gender}
        ]
        # A surname alone is somebody where it has spoken.
        full = [
            (at, person)
            for at, rank, person in near
            if person.is_person or len(person.name) > 1 or rank == 0
        ]
        if not full:
            return near[0][2] if near else None
        latest = full[0][0]
        sure = [person for at, person in full if at >= latest - 1 and person.gender == gender]
        person = sure[0] if sure else full[0][1]
        person.gender, person.is_person = gender, True
        return person

    def by_role(self, mention: Mention, sentence: int) -> Person | None:
        """Whom "the minister" stands for: the latest with that word among its roles."""
        lead = (mention.role or mention.words).lower().replace("the ", "", 1).split(" of ")[0]
        words = {word for word in lead.split() if len(word) > 2 and word not in _PLAIN}
        heads = _SAME.get(lead, _SAME.get(mention.head, frozenset())) | {mention.head}
        for person in self.recent(sentence, reach=10_000):
            if not _suits(person, mention):
                continue
            for role in person.roles:
                held = set(role.lower().replace("-", " ").split())
                known = heads & held
                if known and (len(words) < 2 or words & held - {mention.head} or lead in _SAME):
                    return person
        return self._latest_speaker(mention, sentence, words)

    def _latest_speaker(self, mention: Mention, sentence: int, words: set[str]) -> Person | None:
        """Who spoke last, for "the official" and the like, without more words to tell whom."""
        if len(words) > 1 or mention.organisation or mention.head not in _ANYBODY:
            return None
        for near, rank, person in reversed(self._recent):
            if rank == 0 and sentence - near <= NEAR:
                is_lone = person.is_person is None and len(person.name) == 1 and person.can_be_he
                is_somebody = person.is_person or is_lone
                return person if is_somebody and _suits(person, mention) else None
        return None

    def holder(self, mention: Mention) -> Person | None:
        """The only one of the story, named before or after, with all the words of a role."""
        words = _role_words(mention.role or "")
        held = [
            person
            for person in self._known
            if person.is_person and any(words <= _role_words(role) for role in person.roles)
        ]
        return held[0] if words and len(held) == 1 and _suits(held[0], mention) else None

    def institution(self, head: str, sentence: int, telling: Set[str]) -> Person | None:
        """Whom "the ministry" stands for: the latest institution whose name ends with that.

        Parameters
        ----------
        telling
            Lower-case words before it, which the name has to hold as well.
        """
        recent = self.recent(sentence, reach=10_000)
        for person in recent:
            if person.is_person is not True and len(person.name) > 1:
                words = [word.lower() for word in person.name]
                if telling <= set(words) and head in {words[-1], _body_head(words)}:
                    return person
        return None if telling else self._bodies.get(head)

    def body(self, sentence: int) -> Person | None:
        """Whom "the project" or "the think tank" stands for: the latest body that had the word.

        Else the latest that is named and neither somebody nor a place.
        """
        named = None
        for _, rank, person in self._near(sentence, REACH):
            if person.is_person is True or person.is_place or is_nation(person.full_name):
                continue
            if rank == 0:
                return person
            named = named or (person if person.is_person is False else None)
        return named

    def introduce(self, mention: Mention, speaker: Speaker) -> None:
        """Remember somebody without a name: "a source in the ministry", later "the source"."""
        self._unnamed["data" if mention.head in DATA else mention.head] = speaker

    def unnamed(self, mention: Mention) -> Speaker | None:
        """Whom "the source" stands for, if one was introduced."""
        return self._unnamed.get("data" if mention.head in DATA else mention.head)


NEAR = 4
"""Sentences looked back over for whom "the official" stands for."""

_SAME = {
    "head of state": frozenset({"president", "king", "queen", "emir", "sultan"}),
    "head": frozenset({"president", "king", "queen", "emir", "sultan"}),
    "premier": frozenset({"minister"}),
    "prime minister": frozenset({"premier", "minister"}),
    "chief": frozenset({"head", "leader", "secretary", "director", "commander"}),
    "leader": frozenset({"president", "minister", "chancellor", "premier", "chief", "head"}),
    "lawmaker": frozenset({"senator", "congressman", "congresswoman", "deputy", "sen", "rep"}),
    "senator": frozenset({"sen", "sen."}),
}
"""Roles that name one person in other words."""

_ANYBODY = frozenset(
    {"official", "leader", "politician", "diplomat", "minister", "president", "analyst", "expert"}
)

KEPT = 60
"""Mentions looked back over."""

REACH = 12
"""Sentences looked back over for whom a pronoun stands for."""


def _body_head(words: list[str]) -> str | None:
    """The noun that an institution's name is built on: "staff" of "General Staff of the Navy"."""
    ends = next((at for at, word in enumerate(words) if word in {"of", "for", "on"}), 0)
    return words[ends - 1] if ends else None


def _differ(person: Person, mention: Mention) -> bool:
    """Whether one is somebody and the other an institution."""
    return (person.is_person is False) != (mention.is_person is False)


def _suits(person: Person, mention: Mention) -> bool:
    return mention.gender is None or person.gender in {None, mention.gender}


_PLAIN = word_set("top senior veteran outspoken country's nation's military new long-time longtime")
"""Words before a role that do not tell which one it is."""


def _role_words(role: str) -> frozenset[str]:
    """The words of a role that tell which it is: "its commander in chief"."""
    lead = role.lower().replace("-", " ").split(" of ")[0]
    return frozenset(lead.split()) - _SMALL


_SMALL = frozenset({"the", "a", "its", "their", "his", "her", "our", "in", "and"})


def _key(name: tuple[str, ...]) -> str:
    last = name[-1].lower().strip(".,")
    if last in {"jr", "sr", "ii", "iii"} and len(name) > 1:
        last = name[-2].lower().strip(".,")
    return folded(last)


def _agree(known: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether two names with one last word can be one person's."""
    if len(known) == 1 or len(name) == 1:
        return True
    first, other = (folded(one[0].lower().strip(".")) for one in (known, name))
    return first == other or (first[0] == other[0] and min(len(first), len(other)) == 1)


def _guessed(person: Person) -> str | None:
    if person.is_person is False or len(person.name) < 2:
        return None
    return gender_of_name(person.name[0])
