"""Area figures against figures that were published elsewhere for the same window."""

from datetime import date
from fractions import Fraction

import pytest

from retally.check import ledger_published
from retally.check.ledger import ledger_checks
from retally.check.ledger_published import published_checks
from retally.model.check import CheckKind, Hint
from retally.model.story import FigureKind, Qualifier, StatedWindow
from retally.model.words import Verdict
from retally.reference.published import PublishedFigure
from told_stories import OCTOBER, Says, told

AREA = Says(number="610", kind=FigureKind.AREA_GAINED, unit="km2", window=OCTOBER, sources=("isw",))


def published(**said):
    given = {
        "id": "X1", "publisher": "Coast Wire", "data_source": "ISW", "measure": "gain",
        "side": "Russia", "region": "Ukraine", "window_start": OCTOBER.start,
        "window_end": OCTOBER.end, "printed": "610", "unit": "km2", "qualifier": "exact",
        "comparison": "", "published_on": "2024-11-02", "address": "https://example.org/a",
        "kind": "measurement", "caveat": "",
    }  # fmt: skip
    return PublishedFigure(**{**given, **said})


@pytest.fixture
def ships(monkeypatch):
    """Makes the reference hold these figures alone."""

    def put(*figures):
        ledger_published._by_key.cache_clear()
        monkeypatch.setattr(ledger_published, "figures", lambda: figures)

    yield put
    ledger_published._by_key.cache_clear()


def only(**said):
    from dataclasses import replace

    (check,) = published_checks(told(replace(AREA, **said)))
    assert check.kind is CheckKind.LEDGER
    return check


def test_equal_number_matches(ships):
    ships(published())
    check = only()
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == (
        "printed elsewhere as 610 km2 by Coast Wire (2024-11-02, from the maps of ISW),"
        " https://example.org/a"
    )
    (row,) = check.evidence
    assert (row.definition, row.source, row.value, row.holds) == (
        "Coast Wire, 2024-11-02",
        "isw",
        610,
        True,
    )


def test_swapped_digits_do_not_match(ships):
    ships(published())
    check = only(number="601")
    assert (check.verdict, check.hint) == (Verdict.DOES_NOT_MATCH, Hint.DIGIT_SWAP)


def test_hedged_number_cannot_have_swapped_digits(ships):
    ships(published())
    assert only(number="160", qualifier=Qualifier.MORE_THAN).verdict is Verdict.MATCHES
    assert only(number="160", qualifier=Qualifier.ABOUT).verdict is Verdict.DEPENDS
    ships(published(qualifier="about"))
    assert only(number="160").verdict is Verdict.DEPENDS


def test_another_number_depends_and_names_it(ships):
    ships(published(), published(printed="650", publisher="Hill Wire", qualifier="over"))
    check = only(number="500")
    assert check.verdict is Verdict.DEPENDS
    assert " and over 650 km2 by Hill Wire" in check.explanation
    assert check.hint is None


def test_one_that_agrees_settles_it(ships):
    ships(published(printed="650"), published(data_source="ISW", publisher="Hill Wire"))
    assert only().verdict is Verdict.MATCHES


def test_square_miles_are_held_against_square_kilometres(ships):
    ships(published())
    check = only(number="235.5", unit="mi2")
    assert check.verdict is Verdict.MATCHES
    assert check.computed.unit == "mi2"
    assert check.computed.value == 610 / (Fraction("1.609344") ** 2)


def test_rate_is_held_against_a_rate(ships):
    ships(published(measure="rate_per_day", unit="km2/day", printed="19.7"))
    assert only(number="19.7", unit="km2/day").verdict is Verdict.MATCHES


def test_unit_that_does_not_convert_depends_without_an_answer(ships):
    ships(published(unit="acres"))
    check = only(number="500")
    assert (check.verdict, check.computed) == (Verdict.DEPENDS, None)
    assert (check.evidence[0].unit, check.evidence[0].holds) == ("acres", None)


@pytest.mark.parametrize(
    "said",
    [
        {"window_end": date(2024, 10, 27)},
        {"window_start": date(2024, 9, 1)},
        {"window_end": None},
        {"data_source": "DeepState"},
        {"side": "Ukraine"},
        {"region": "Donetsk oblast"},
        {"measure": "incursion_area"},
        {"kind": "claim"},
    ],
    ids=str,
)
def test_another_quantity_says_nothing(ships, said):
    ships(published(**said))
    assert published_checks(told(AREA)) == []


def test_without_a_named_source_the_publisher_must_be_the_storys_agency(ships):
    from dataclasses import replace

    ships(published())
    bare = replace(AREA, sources=())
    assert published_checks(told(bare)) == []
    assert published_checks(told(bare, agency="Hill Wire")) == []
    (check,) = published_checks(told(bare, agency="Coast Wire"))
    assert check.verdict is Verdict.MATCHES


def test_figure_without_a_window_is_left_aside(ships):
    ships(published())
    assert published_checks(told(Says(number="610", kind=FigureKind.AREA_GAINED))) == []


def test_stock_is_held_against_the_same_day_only(ships):
    day = StatedWindow(start=date(2024, 10, 27), end=date(2024, 10, 27), basis="that day")
    held = published(
        measure="total_controlled", window_start=None, window_end=day.end, printed="107,956",
        data_source="own", publisher="Coast Wire",
    )  # fmt: skip
    ships(held)
    says = Says(number="107,956", kind=FigureKind.AREA_HELD, unit="km2", window=day)
    (check,) = ledger_checks(told(says, agency="Coast Wire"), None)
    assert check.explanation.startswith(
        "printed elsewhere as 107,956 km2 by Coast Wire (2024-11-02)"
    )
    other = StatedWindow(start=OCTOBER.end, end=OCTOBER.end, basis="another day")
    late = Says(number="107,956", kind=FigureKind.AREA_HELD, unit="km2", window=other)
    assert published_checks(told(late, agency="Coast Wire")) == []


def test_figures_that_ship_answer_for_their_own_windows():
    august = StatedWindow(start=date(2024, 8, 1), end=date(2024, 8, 31), basis="August 2024")
    (check,) = published_checks(
        told(
            Says(
                number="477",
                kind=FigureKind.AREA_GAINED,
                unit="km2",
                window=august,
                sources=("isw",),
            )
        )
    )
    assert check.verdict is Verdict.MATCHES
    assert "AFP" in check.explanation
