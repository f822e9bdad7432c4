"""Figures against the ledger: a revision is shown as one, a total that falls does not match."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from retally.check.ledger import ledger_checks
from retally.ledger.ledger import Ledger
from retally.model.check import CheckKind, Hint
from retally.model.story import FigureKind, Qualifier, StatedWindow
from retally.model.words import Verdict
from told_stories import NOW, OCTOBER, WAR, Says, since, told

AUTUMN, WINTER = date(2024, 10, 1), date(2024, 12, 1)
TOTAL = Says(number="600,000", window=since(WAR, AUTUMN), by="Jane Roe", organisation="Coast Watch")
MONTH = Says(number="6,640", window=OCTOBER, by="Harbour Watch")
TROOPS = Says(
    number="3,000",
    qualifier=Qualifier.MORE_THAN,
    kind=FigureKind.TROOPS,
    actor="atlantis",
    by="Jane Roe",
    organisation="Coast Watch",
)
OTHER_WORDS = "fell in the field, she told the harbour radio in the late evening of that day"


@pytest.fixture
def ledger(tmp_path):
    return Ledger.open(tmp_path / "ledger.sqlite")


def later(says, number, day=WINTER, **said):
    """The same quantity by the same source, told in other words on a later day."""
    window = since(WAR, day) if says is TOTAL else says.window
    said = {"words": OTHER_WORDS, "window": window, **said}
    return told(replace(says, number=number, **said), published=day, title="Later")


def only(checks):
    (check,) = checks
    assert check.kind is CheckKind.LEDGER
    return check


def test_without_a_ledger_nothing_is_checked(ledger):
    assert ledger_checks(told(TOTAL), None) == []
    assert ledger_checks(told(TOTAL), ledger) == []
    assert not ledger.path.exists()


def test_story_itself_is_no_witness(ledger):
    ledger.add(told(TOTAL), now=NOW)
    assert ledger_checks(told(TOTAL), ledger) == []
    assert ledger_checks(told(), ledger) == []


def test_quantity_that_nobody_stated_has_no_check(ledger):
    ledger.add(told(TOTAL), now=NOW)
    assert ledger_checks(later(MONTH, "5"), ledger) == []


def test_same_number_matches(ledger):
    ledger.add(told(TOTAL), now=NOW)
    check = only(ledger_checks(later(TOTAL, "600,000"), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == "Jane Roe (Coast Watch) gave the same number (2024-10-01)"


def test_total_that_grew_matches_as_a_revision_with_its_factor(ledger):
    ledger.add(told(TOTAL), now=NOW)
    check = only(ledger_checks(later(TOTAL, "750,000"), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation == "revises 600,000 (2024-10-01) by Jane Roe (Coast Watch) (x1.25)"
    assert (check.claimed.value, check.computed.value) == (750_000, 600_000)
    (row,) = check.evidence
    assert (row.definition, row.source, row.end) == ("Harbour Post", "coast watch", AUTUMN)
    assert (row.value, row.unit, row.holds) == (600_000, "people", False)


def test_stock_that_more_than_tripled_matches_as_a_revision(ledger):
    ledger.add(told(TROOPS), now=NOW)
    check = only(ledger_checks(later(TROOPS, "10,000", qualifier=Qualifier.ABOUT), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation.startswith("revises more than 3,000 (2024-10-28)")
    assert check.explanation.endswith("(x3.3 at most)")


@pytest.mark.parametrize(
    "first, second", [("600,000 to 700,000", "650,000"), ("650,000", "600,000 to 700,000")]
)
def test_number_within_a_range_goes_with_it(ledger, first, second):
    ledger.add(told(replace(TOTAL, number=first)), now=NOW)
    check = only(ledger_checks(later(TOTAL, second), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation.startswith(f"goes with {first} (2024-10-01)")


def test_older_story_is_told_what_its_number_became(ledger):
    ledger.add(later(TOTAL, "750,000"), now=NOW)
    check = only(ledger_checks(told(TOTAL), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation.startswith("was revised to 750,000 (2024-12-01)")


def test_running_total_that_falls_does_not_match(ledger):
    ledger.add(told(TOTAL), now=NOW)
    check = only(ledger_checks(later(TOTAL, "580,000"), ledger))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert "a total that can only grow falls: 600,000 (2024-10-01), 580,000 (2024-12-01)" in (
        check.explanation
    )
    assert check.hint is None


def test_running_total_that_falls_by_swapped_digits_is_hinted(ledger):
    ledger.add(told(replace(TOTAL, number="615,400")), now=NOW)
    check = only(ledger_checks(later(TOTAL, "165,400"), ledger))
    assert (check.verdict, check.hint) == (Verdict.DOES_NOT_MATCH, Hint.DIGIT_SWAP)


def test_number_of_an_earlier_day_that_is_larger_does_not_match(ledger):
    ledger.add(later(TOTAL, "580,000"), now=NOW)
    assert only(ledger_checks(told(TOTAL), ledger)).verdict is Verdict.DOES_NOT_MATCH


def test_totals_of_two_bodies_of_one_state_do_not_fall(ledger):
    ledger.add(told(replace(TOTAL, organisation="US Defence Department")), now=NOW)
    check = only(ledger_checks(later(TOTAL, "580,000", organisation="CIA"), ledger))
    assert check.verdict is Verdict.MATCHES
    assert check.explanation.startswith("revises")


@pytest.mark.parametrize("when", [AUTUMN, None])
def test_totals_whose_order_is_not_known_do_not_fall(ledger, when):
    window = since(WAR, AUTUMN)
    ledger.add(told(TOTAL), now=NOW)
    reading = told(
        replace(TOTAL, number="580,000", window=window, words=OTHER_WORDS), published=when
    )
    assert only(ledger_checks(reading, ledger)).verdict is Verdict.MATCHES


def test_month_that_is_over_and_was_revised_depends(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "7,100"), ledger))
    assert check.verdict is Verdict.DEPENDS
    assert check.explanation.startswith("revises 6,640 (2024-10-31) by Harbour Watch")


def test_month_that_is_over_matches_within_the_rounding(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "6,600", qualifier=Qualifier.ABOUT), ledger))
    assert check.verdict is Verdict.MATCHES


def test_month_that_is_over_with_swapped_digits_does_not_match(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "6,460"), ledger))
    assert (check.verdict, check.hint) == (Verdict.DOES_NOT_MATCH, Hint.DIGIT_SWAP)
    assert "two digits changed places" in check.explanation


def test_two_sources_that_disagree_are_two_estimates(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "9,000", by="Hill Watch"), ledger))
    assert check.verdict is Verdict.DEPENDS
    assert check.explanation == "two estimates: Harbour Watch gave 6,640 (2024-10-31)"
    assert check.hint is None


def test_two_sources_that_agree_match(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "6,640", by="Hill Watch"), ledger))
    assert check.verdict is Verdict.MATCHES


def test_totals_of_two_sources_are_held_against_each_other_within_a_month(ledger):
    ledger.add(told(TOTAL), now=NOW)
    other = {"by": "Hill Watch", "organisation": None}
    near = later(TOTAL, "700,000", day=AUTUMN + timedelta(days=20), **other)
    assert only(ledger_checks(near, ledger)).verdict is Verdict.DEPENDS
    assert ledger_checks(later(TOTAL, "700,000", **other), ledger) == []


def test_other_sources_number_in_a_unit_that_does_not_convert_is_left_aside(ledger):
    share = {"kind": FigureKind.SHARE, "number": "12", "noun": "the fleet"}
    ledger.add(told(replace(MONTH, unit="percent", **share)), now=NOW)
    other = later(replace(MONTH, unit="share", **share), "12", by="Hill Watch")
    assert ledger_checks(other, ledger) == []


def test_figure_that_nobody_is_named_for_is_held_against_the_sources(ledger):
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "9,000", by=None), ledger))
    assert check.verdict is Verdict.DEPENDS
    ledger.add(later(MONTH, "9,000", by=None), now=NOW)
    assert len(only(ledger_checks(later(MONTH, "9,100", by=None), ledger)).evidence) == 1


def test_gravest_finding_gives_the_verdict_and_three_are_told(ledger):
    for number, who in enumerate(("Hill Watch", "Lake Watch", "Wood Watch", "Fen Watch")):
        words = f"{who} {number} {OTHER_WORDS[::-1]}"
        ledger.add(told(replace(MONTH, number="8,00" + str(number), by=who, words=words)), now=NOW)
    ledger.add(told(MONTH), now=NOW)
    check = only(ledger_checks(later(MONTH, "6,460"), ledger))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.explanation.startswith("Harbour Watch gave 6,640")
    assert check.explanation.endswith("and 2 more are recorded")
    assert len(check.evidence) == 5


EVENT = replace(MONTH, number="30", window=None)


@pytest.mark.parametrize(
    "said, held",
    [
        ({"number": "45"}, True),
        ({"number": "45", "actor": None, "place": "the quay"}, True),
        ({"number": "45", "actor": None}, False),
        ({"number": "600,000"}, False),
        ({"number": "0"}, False),
    ],
    ids=["near", "at a place", "of nobody, nowhere", "of another size", "none"],
)
def test_events_without_a_window_are_held_against_each_other_where_they_may_be_one(
    ledger, said, held
):
    about = {name: said[name] for name in ("actor", "place") if name in said}
    ledger.add(told(replace(EVENT, **about)), now=NOW)
    checks = ledger_checks(later(replace(EVENT, **about), said["number"]), ledger)
    assert [check.verdict for check in checks] == ([Verdict.MATCHES] if held else [])


def test_events_counted_in_units_that_do_not_divide_are_left_aside(ledger):
    ledger.add(told(replace(EVENT, unit="percent")), now=NOW)
    ledger.add(told(replace(EVENT, unit="percent", words=OTHER_WORDS, by="Hill Watch")), now=NOW)
    assert ledger_checks(later(replace(EVENT, unit="share"), "12"), ledger) == []


COPIED = (MONTH, replace(TROOPS, words="have come by ship to the camp on the far shore"))


def test_swapped_digits_between_copies_do_not_match(ledger):
    ledger.add(told(*COPIED), now=NOW)
    copy = told(replace(MONTH, number="6,460"), COPIED[1], site="Coast Post")
    swapped, same = ledger_checks(copy, ledger)
    assert (swapped.verdict, swapped.hint) == (Verdict.DOES_NOT_MATCH, Hint.DIGIT_SWAP)
    assert swapped.explanation == (
        "the recorded copy (Harbour Post) prints 6,640: two digits changed places"
    )
    assert same.verdict is Verdict.MATCHES
    assert same.explanation == "the recorded copy (Harbour Post) prints the same"


def test_other_value_or_window_of_a_copy_depends(ledger):
    ledger.add(told(*COPIED, site=None), now=NOW, address="a.txt")
    year = StatedWindow(start=date(2024, 1, 1), end=date(2024, 12, 31), basis="2024")
    copy = told(replace(MONTH, window=year), replace(COPIED[1], number="3,500"))
    windows, value = ledger_checks(copy, ledger)
    assert windows.verdict is value.verdict is Verdict.DEPENDS
    assert windows.explanation == (
        "the recorded copy (a.txt) prints 6,640 of another window, 2024-10-01 to 2024-10-31"
    )
    assert value.explanation.startswith("the recorded copy (a.txt) prints more than 3,000")


def test_copy_without_a_window_is_said_so(ledger):
    ledger.add(told(replace(MONTH, window=None), COPIED[1]), now=NOW)
    windows, _ = ledger_checks(told(*COPIED, more="That is all."), ledger)
    assert windows.explanation.endswith("of another window, none")


def test_figure_that_only_the_copy_has_is_no_finding(ledger):
    ledger.add(told(*COPIED), now=NOW)
    more = Says(number="77", kind=FigureKind.ATTACKS, words="struck the pier")
    assert len(ledger_checks(told(*COPIED, more), ledger)) == 2


def test_one_number_under_another_key_in_a_copy_is_no_finding(ledger):
    ledger.add(told(*COPIED), now=NOW)
    copy = told(replace(MONTH, place="the coast"), COPIED[1], more="That is all.")
    assert len(ledger_checks(copy, ledger)) == 1


def test_evidence_of_an_entry_without_a_day_is_of_when_it_was_recorded(ledger):
    bare = replace(MONTH, window=None)
    ledger.add(told(bare, published=None, site=None, title=None), now=NOW)
    other = replace(bare, number="9,000", by="Harbour Watch", words=OTHER_WORDS)
    check = only(ledger_checks(told(other, published=None), ledger))
    (row,) = check.evidence
    assert (row.definition, row.start, row.end) == ("the ledger", NOW.date(), NOW.date())


def test_ledger_is_never_written(ledger):
    ledger.add(told(*COPIED), now=NOW)
    before = ledger.path.read_bytes()
    ledger_checks(told(replace(MONTH, number="6,460"), COPIED[1]), ledger)
    assert ledger.path.read_bytes() == before
    assert sorted(path.name for path in ledger.path.parent.iterdir()) == [
        "ledger.sqlite",
        "ledger.sqlite.lock",
    ]
