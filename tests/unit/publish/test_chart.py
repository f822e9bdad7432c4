"""Charts: what is drawn, in which words, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from retally.errors import UsageError
from retally.model.definition import Definition
from retally.model.words import Party, Status
from retally.publish.chart import gains_chart, write_chart


def row(start: str, end: str, gained: float | None, lost: float | None, **more: Any) -> dict:
    net = None if gained is None or lost is None else gained - lost
    values = {"net_km2": net, "net_low_km2": net, "net_high_km2": net}
    return {
        "start": start,
        "end": end,
        "gained_km2": gained,
        "lost_km2": lost,
        **values,
        "complete": True,
        "partial": False,
        **more,
    }


def gains(*rows: dict, name: str = "isle-control", as_of: str | None = None) -> dict:
    return {
        "definition": name,
        "source": "isle-desk",
        "party": "torvane",
        "as_of": as_of,
        "rows": list(rows),
    }


AUGUST = row("2011-08-01", "2011-08-31", 300.0, 20.0)
SEPTEMBER = row("2011-09-01", "2011-09-30", 518.0, 0.0)
OCTOBER = row("2011-10-01", "2011-10-27", 90.0, 5.0, partial=True)
BRACKETED = row("2011-11-01", "2011-11-30", 100.0, 0.0, net_low_km2=80.0, net_high_km2=130.0)
NET_ONLY = row("2011-12-01", "2011-12-31", None, None, net_km2=-40.0)
NO_MAP = row("2012-01-01", "2012-01-31", None, None, complete=False)
MONTHS = (AUGUST, SEPTEMBER, OCTOBER, BRACKETED, NET_ONLY, NO_MAP)
CONTROL = Definition(
    name="isle-control",
    sentence="Ground that the desk maps as controlled by Torvane.",
    sources=("isle-desk",),
    party=Party("torvane"),
    statuses=frozenset({Status.CONTROL}),
)


def words(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in figure.findobj(mpl.text.Text))


def hatches(figure: Figure) -> list[str]:
    return [bar.get_hatch() or "" for bar in figure.axes[0].patches]


def test_a_title_states_party_step_definition_and_source_in_words() -> None:
    figure = gains_chart([gains(*MONTHS)], definitions={"isle-control": CONTROL})
    text = words(figure)
    assert "Ground gained and lost by Torvane, month by month" in text
    assert "Ground that the desk maps as controlled by Torvane." in text
    assert "Definition isle-control, maps of isle-desk; 1 August 2011 to 31 January 2012." in text


def test_a_definition_without_a_sentence_is_named_once() -> None:
    assert words(gains_chart([gains(AUGUST)])).count("isle-control") == 1


def test_maps_as_known_at_a_moment_are_said_to_be() -> None:
    figure = gains_chart([gains(AUGUST, as_of="2011-09-01T00:00:00Z")])
    assert "as known on 1 September 2011 at 00:00 UTC." in words(figure).replace("\n", " ")


def test_rows_of_several_sources_name_them_all() -> None:
    document = gains({**AUGUST, "source": "isle-desk"}, {**SEPTEMBER, "source": "tern-maps"})
    figure = gains_chart([{**document, "source": None}])
    assert "maps of isle-desk and tern-maps" in words(figure)


def test_panels_of_very_different_sizes_have_scales_of_their_own() -> None:
    small = gains(row("2011-08-01", "2011-08-31", 12.0, 0.0), name="isle-islet")
    figure = gains_chart([gains(SEPTEMBER), small])
    assert figure.axes[1].get_ylim()[1] < 20
    assert "Each has a scale of its own." in words(figure)


def test_a_part_of_a_month_stands_where_another_series_has_the_month() -> None:
    part = row("2011-08-24", "2011-08-31", 40.0, 0.0, partial=True)
    figure = gains_chart([gains(AUGUST, SEPTEMBER), gains(part, name="isle-islet")])
    assert [label.get_text() for label in figure.axes[1].get_xticklabels()] == ["Aug\n2011", "Sep"]
    assert figure.axes[1].patches[0].get_x() == figure.axes[0].patches[0].get_x()


def test_panels_carry_the_sentences_of_their_definitions() -> None:
    both = [gains(AUGUST), gains(SEPTEMBER, name="isle-with-claims")]
    figure = gains_chart(both, definitions={"isle-control": CONTROL})
    assert [ax.get_title(loc="left") for ax in figure.axes] == [
        "isle-control: Ground that the desk maps as controlled by Torvane.",
        "Definition isle-with-claims, maps of isle-desk",
    ]


def test_a_shipped_definition_has_its_sentence_without_being_told() -> None:
    text = words(gains_chart([gains(AUGUST, name="isw-control")]))
    assert "Ground that ISW assesses as controlled by Russia" in text


def test_gained_stands_up_and_lost_hangs_down() -> None:
    bars = gains_chart([gains(AUGUST)]).axes[0].patches
    assert [bar.get_height() for bar in bars] == [300.0, -20.0]


def test_where_only_the_net_is_known_the_net_alone_is_drawn() -> None:
    figure = gains_chart([gains(NET_ONLY)])
    assert [bar.get_height() for bar in figure.axes[0].patches] == [-40.0]
    assert "net alone" in words(figure)


def test_a_window_without_maps_keeps_its_place() -> None:
    figure = gains_chart([gains(NET_ONLY, NO_MAP)])
    assert len(figure.axes[0].patches) == 1
    assert "no map" in words(figure)
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == [
        "Dec\n2011",
        "Jan\n2012",
    ]


def test_windows_that_are_not_finished_are_hatched() -> None:
    assert hatches(gains_chart([gains(AUGUST, OCTOBER)])) == ["", "", "/////", "/////"]
    assert "incomplete window" in words(gains_chart([gains(AUGUST, OCTOBER)]))
    assert "incomplete window" not in words(gains_chart([gains(AUGUST)]))


def test_a_whisker_spans_what_neighbouring_maps_allow() -> None:
    figure = gains_chart([gains(AUGUST, BRACKETED)])
    (whisker,) = figure.axes[0].containers[-1].lines[2]
    assert whisker.get_segments()[0][:, 1].tolist() == [80.0, 130.0]
    assert "range where a map is missing" in words(figure) or "net, range" in words(figure)


def test_the_largest_finished_window_is_labelled_in_both_units() -> None:
    assert "net 518 km² (200 sq mi)" in words(gains_chart([gains(*MONTHS)]))
    assert "net 518 km²" in words(gains_chart([gains(*MONTHS)], units="km2"))
    assert "net 200 sq mi" in words(gains_chart([gains(*MONTHS)], units="sqmi"))


def test_where_ground_was_only_lost_the_largest_loss_is_labelled() -> None:
    worse = row("2011-11-01", "2011-11-30", 0.0, 90.0)
    assert "net \N{MINUS SIGN}90 km²" in words(gains_chart([gains(NET_ONLY, worse)]))


def test_without_maps_no_source_is_named() -> None:
    figure = gains_chart([{**gains(NO_MAP), "source": None}])
    assert "Definition isle-control; 1 January 2012 to 31 January 2012." in words(figure)


def test_no_label_where_no_window_is_finished() -> None:
    assert "net 85" not in words(gains_chart([gains(OCTOBER)]))


@pytest.mark.parametrize(
    ("units", "left", "right"),
    [("both", "km²", "sq mi"), ("km2", "km²", None), ("sqmi", "sq mi", None)],
)
def test_the_axes_carry_the_units_asked_for(units: str, left: str, right: str | None) -> None:
    ax = gains_chart([gains(AUGUST)], units=units).axes[0]
    assert ax.get_ylabel() == left
    assert [axis.get_ylabel() for axis in ax.child_axes] == ([right] if right else [])


def test_square_miles_are_square_kilometres_by_the_international_mile() -> None:
    (bar, _) = gains_chart([gains(SEPTEMBER)], units="sqmi").axes[0].patches
    assert bar.get_height() == pytest.approx(518.0 / 1.609344**2)


def test_several_definitions_stand_below_each_other_on_one_scale() -> None:
    figure = gains_chart([gains(AUGUST), gains(SEPTEMBER, name="isle-with-claims")])
    assert [ax.get_title(loc="left") for ax in figure.axes] == [
        "Definition isle-control, maps of isle-desk",
        "Definition isle-with-claims, maps of isle-desk",
    ]
    assert figure.axes[0].get_ylim() == figure.axes[1].get_ylim()
    assert "Under 2 definitions, maps of isle-desk; 1 August 2011" in words(figure)


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [
        ("2011-08-01", "2011-08-01", "day by day"),
        ("2011-08-01", "2011-08-07", "week by week"),
        ("2011-01-01", "2011-12-31", "year by year"),
        ("2011-08-01", "2011-10-10", "window by window"),
    ],
)
def test_the_title_says_what_one_bar_stands_for(first: str, last: str, step: str) -> None:
    other = row("2013-01-01", f"2013{last[4:]}" if first[5:] == "01-01" else "2013-12-31", 1.0, 0.0)
    again = row(f"2012{first[4:]}", f"2012{last[4:]}", 1.0, 0.0)
    text = words(gains_chart([gains(row(first, last, 1.0, 0.0), again, other)]))
    assert step in text


def test_one_window_is_called_one() -> None:
    assert "Torvane, one window" in words(gains_chart([gains(AUGUST)]))


def test_four_hundred_days_have_few_labels_and_no_marks_of_the_net() -> None:
    days = [
        row(f"2011-{m:02d}-{d:02d}", f"2011-{m:02d}-{d:02d}", 2.0, 1.0)
        for m in range(1, 13)
        for d in range(1, 29)
    ]
    ax = gains_chart([gains(*days)]).axes[0]
    assert len(ax.get_xticks()) <= 12
    assert not [line for line in ax.lines if line.get_marker() == "D"]


def test_thirty_six_months_are_labelled_every_other_month() -> None:
    months = [
        row(f"{y}-{m:02d}-01", f"{y}-{m:02d}-28", 2.0, 1.0)
        for y in (2011, 2012, 2013)
        for m in range(1, 13)
    ]
    assert len(gains_chart([gains(*months)]).axes[0].get_xticks()) == 18


def test_years_are_labelled_by_their_number() -> None:
    years = [row(f"{y}-01-01", f"{y}-12-31", 2.0, 1.0) for y in (2011, 2012)]
    labels = gains_chart([gains(*years)]).axes[0].get_xticklabels()
    assert [label.get_text() for label in labels] == ["2011", "2012"]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "SVG"])
def test_equal_gains_give_equal_bytes(tmp_path: Path, ending: str) -> None:
    files = [
        write_chart(gains_chart([gains(*MONTHS)]), tmp_path / f"{name}.{ending}") for name in "ab"
    ]
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert len(first) > 1000


def test_a_chart_carries_no_date(tmp_path: Path) -> None:
    svg = write_chart(gains_chart([gains(*MONTHS)]), tmp_path / "a.svg").read_text()
    assert "dc:date" not in svg
    assert str(tmp_path) not in svg


def test_the_user_s_matplotlib_settings_change_nothing(tmp_path: Path) -> None:
    plain = write_chart(gains_chart([gains(*MONTHS)]), tmp_path / "a.png").read_bytes()
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        set_up = write_chart(gains_chart([gains(*MONTHS)]), tmp_path / "b.png").read_bytes()
        assert mpl.rcParams["font.size"] == 30
    assert plain == set_up


def test_another_ending_is_refused_and_the_known_ones_are_named(tmp_path: Path) -> None:
    figure = gains_chart([gains(AUGUST)])
    with pytest.raises(UsageError, match=r"chart\.jpg: .*expected \.svg, \.png, \.pdf, got \.jpg"):
        write_chart(figure, tmp_path / "chart.jpg")
    with pytest.raises(UsageError, match="got none"):
        write_chart(figure, tmp_path / "chart")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere.*could not be written: No such file"):
        write_chart(gains_chart([gains(AUGUST)]), tmp_path / "nowhere" / "chart.svg")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UsageError, match="expected km2, sqmi or both, got 'acres'"):
        gains_chart([gains(AUGUST)], units="acres")


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(UsageError, match="needs at least one window"):
        gains_chart([gains()])
