"""One name for one source."""

import pytest

from retally.ledger.sources import body_of, said_in_words, said_of, source_name
from retally.model.story import FigureKind
from told_stories import Says, told


@pytest.mark.parametrize(
    "who, role, organisation, name",
    [
        ("Washington", None, None, "united states"),
        ("Jane Roe", "Deputy Pentagon Press Secretary", None, "united states"),
        ("Jane Roe", None, "NATO", "nato"),
        ("Jane Roe", "former harbour master", "The Harbour Watch", "harbour watch"),
        ("Jane Roe", "harbour master", None, "jane roe"),
        ("they told us", None, None, "they told us"),
        ("the US", None, None, "united states"),
        ("experts", None, None, "-"),
        ("the Defence Ministry", None, None, "-"),
        ("the Atlantean Defence Ministry", None, None, "atlantean defence ministry"),
        ("Jane Roe", None, "the ministry", "jane roe"),
        ("the police", None, "the police", "-"),
        ("several Western officials", None, None, "-"),
        (None, None, None, "-"),
        ("the South Korean intelligence service", None, None, "south korea"),
    ],
)
def test_source_has_one_name(who, role, organisation, name):
    assert source_name(who, role=role, organisation=organisation) == name


def test_source_passed_on_is_told_apart_from_the_paper():
    said = said_in_words("US officials (via Harbour Post)")
    assert (said.source, said.said_by, said.via) == (
        "united states",
        "US officials",
        "Harbour Post",
    )
    assert said_in_words("").source == "-"


def test_figure_without_a_speaker_is_the_analysts():
    reading = told(
        Says(number="478", kind=FigureKind.AREA_GAINED, sources=("isw",)), agency="Coast Wire"
    )
    said = said_of(reading, reading.figures[0])
    assert (said.source, said.via, said.method) == (
        "coast wire",
        "Coast Wire",
        "from the maps of isw",
    )
    bare = told(Says(number="478", kind=FigureKind.AREA_GAINED, sources=("isw",)))
    assert said_of(bare, bare.figures[0]).source == "isw"


def test_figure_that_nobody_is_named_for_has_no_source():
    reading = told(Says(number="478"))
    assert said_of(reading, reading.figures[0]).source == "-"


def test_figure_of_a_statement_is_its_speakers():
    reading = told(Says(number="478", by="Jane Roe", role="mayor", organisation="Harbour Watch"))
    said = said_of(reading, reading.figures[0])
    assert (said.source, said.said_by, said.role) == ("harbour watch", "Jane Roe", "mayor")


def test_body_is_what_speaks_below_the_state():
    assert body_of("Jane Roe", "The UK MoD") == "uk mod"
    assert body_of("Jane Roe", None) == "jane roe"
    assert body_of(None, None) == ""


def test_only_what_is_measured_on_maps_is_from_the_maps() -> None:
    """A story that rests on an analyst's maps counts its dead and its villages otherwise."""
    reading = told(
        Says(number="20", kind=FigureKind.AREA_GAINED, sources=("isw",)),
        Says(number="3,000", kind=FigureKind.KILLED, sources=("isw",)),
    )
    area, killed = reading.figures
    assert said_of(reading, area).method == "from the maps of isw"
    assert (said_of(reading, killed).source, said_of(reading, killed).method) == ("-", None)
