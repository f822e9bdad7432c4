from __future__ import annotations

from datetime import date

from made_reading import reading, said
from retally.check.asking import AskedOnce
from retally.check.ground_checks import asked_figures
from retally.check.known_use import known_use
from retally.check.query_kinds import Told
from retally.check.together import Asked
from retally.series.ground import Ground

AUGUST = (date(2024, 8, 1), date(2024, 8, 31))


def use_of(agency: str | None, sources: tuple[str, ...] = ("isw",)) -> dict[str, str]:
    ground = Ground(None)
    one = said("477", before="Russia took ", actor="russia", days=AUGUST, sources=sources)
    made = reading(one, agency=agency)
    told = Told(reading=made, definitions=ground.definitions)
    answers = asked_figures(told, AskedOnce(ground), skip=frozenset())
    asked = [answer for answer in answers.values() if isinstance(answer, Asked)]
    return known_use(made.story, ground, asked, None)


def test_an_agency_s_printed_figures_tell_which_definition_it_uses() -> None:
    assert use_of("AFP") == {"isw-with-claims": "AFP"}


def test_without_an_agency_it_is_what_the_source_itself_uses() -> None:
    assert use_of(None) == {"isw-assessed": "ISW"}
    assert use_of(None, sources=()) == {}


def test_of_an_agency_without_printed_figures_nothing_is_known() -> None:
    assert use_of("Nobody's Wire") == {}
