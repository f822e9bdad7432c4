"""Laws of the archive and of the hold rules, on made-up series of any shape."""

import tempfile
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_source import NOW, SOURCE, captured, content, layer, nth_day
from retally.archive.archive import Archive
from retally.archive.rules import held_layers
from retally.model.snapshot import LayerDay
from retally.model.words import Party, Status

VINTAGES = st.lists(
    st.tuples(
        st.integers(0, 2),  # day
        st.sampled_from([18, 20, 22]),  # size: never a jump that a rule holds
        st.none() | st.integers(0, 3),  # hour published
        st.integers(0, 3),  # hour captured
    ),
    max_size=8,
)


def item(day, size, published, taken):
    published_at = (
        None
        if published is None
        else datetime(2024, 1, 1, published, tzinfo=NOW.tzinfo) + timedelta(days=day)
    )
    bytes_ = content(layer(size), day=nth_day(day), published_at=published_at)
    return captured(bytes_, captured_at=NOW + timedelta(hours=taken))


def order(vintage):
    """Where a vintage stands among those of its day: version, then capture."""
    day, _, published, taken = vintage
    captured_at = NOW + timedelta(hours=taken)
    if published is None:
        return captured_at, captured_at
    version = datetime(2024, 1, 1, published, tzinfo=NOW.tzinfo) + timedelta(days=day)
    return version, captured_at


def expected(vintages, hour):
    """What a reader at that hour should see: of each day the last version, last captured."""
    seen = {}
    for number, vintage in enumerate(vintages):
        day, size, _, taken = vintage
        if taken <= hour:
            seen.setdefault(day, []).append(((*order(vintage), number), size))
    return {nth_day(day): max(rows)[1] for day, rows in seen.items()}


def answers(archive, hour):
    rows = archive.layer_days("made-up", as_of=NOW + timedelta(hours=hour))
    return {row.day: row.geometry_hash for row in rows}


HASHES = {}


def hashes(sizes):
    from made_up_source import square
    from retally.model.geometry import geometry_hash

    for size in set(sizes.values()) - HASHES.keys():
        HASHES[size] = geometry_hash(square(size))
    return {day: HASHES[size] for day, size in sizes.items()}


@given(VINTAGES, st.booleans())
@settings(max_examples=25, deadline=None)
def test_every_moment_sees_the_last_version_captured_by_then(vintages, in_one_go):
    """Added in the order of versions: a repeat leaves nothing that a version put in between could
    be told by (docs/archive.md)."""
    vintages.sort(key=order)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open(folder)
        items = [item(*vintage) for vintage in vintages]
        for chunk in [items] if in_one_go else [[one] for one in items]:
            report = archive.add(chunk, source=SOURCE, now=NOW + timedelta(days=1))
            assert report.added + report.repeats == len(chunk)
        for hour in range(-1, 4):
            assert answers(archive, hour) == hashes(expected(vintages, hour))
        assert archive.verify().problems == ()


@given(VINTAGES)
@settings(max_examples=10, deadline=None)
def test_adding_everything_again_adds_nothing_where_versions_are_dated(vintages):
    """Added in the order of versions, as above."""
    dated = [(day, size, published or 0, taken) for day, size, published, taken in vintages]
    # Of one version of one day the last capture stands: only that one is there to be repeated.
    last = {(day, published): (day, size, published, 0) for day, size, published, _ in dated}
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open(folder)
        items = [item(*vintage) for vintage in sorted(last.values(), key=order)]
        archive.add(items, source=SOURCE, now=NOW + timedelta(days=1))
        before = archive.snapshots()
        report = archive.add(items, source=SOURCE, now=NOW + timedelta(days=1))
        assert (report.added, report.repeats) == (0, len(items))
        assert archive.snapshots() == before


SERIES = st.lists(
    st.builds(
        LayerDay,
        day=st.integers(0, 30).map(lambda number: date(2024, 1, 1) + timedelta(days=number)),
        party=st.just(Party("russia")),
        status=st.sampled_from([Status.CONTROL, Status.CLAIMED]),
        area_km2=st.sampled_from([0.0, 5.0, 10.0, 11.0, 50.0, 100.0, 200.0]),
        vertices=st.sampled_from([None, 50, 200, 1000]),
        geometry_hash=st.sampled_from([None, "a", "b", "c"]),
        doubled=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda row: (row.day, row.status),
)


@given(SERIES, st.randoms(use_true_random=False))
def test_holds_do_not_depend_on_the_order_of_rows(series, random):
    mixed = list(series)
    random.shuffle(mixed)
    assert held_layers(mixed, covers_from=None) == held_layers(series, covers_from=None)


@given(SERIES)
def test_holds_are_layers_of_the_series_each_at_most_once(series):
    holds = held_layers(series, covers_from=date(2024, 1, 5))
    keys = [(hold.day, hold.party, hold.status) for hold in holds]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {(row.day, row.party, row.status) for row in series}
    assert all(hold.reason for hold in holds)


@given(SERIES)
def test_released_layers_are_never_held(series):
    every = {(row.day, row.party, row.status) for row in series}
    assert held_layers(series, covers_from=date(2025, 1, 1), released=every) == ()


@given(SERIES)
def test_no_decision_is_changed_by_maps_more_than_three_days_later_where_no_layer_is_equal(series):
    """A hold awaits the next map for three days; after that the past stays as it is."""
    apart = [
        LayerDay(
            day=row.day,
            party=row.party,
            status=row.status,
            area_km2=row.area_km2 + (1000 if row.status is Status.CLAIMED else 0),
            vertices=row.vertices,
        )
        for row in series
    ]
    for cut in {row.day for row in apart}:
        then = [row for row in apart if row.day <= cut]
        settled = cut - timedelta(days=4)
        now_held = {
            hold.reason for hold in held_layers(apart, covers_from=None) if hold.day <= settled
        }
        then_held = {
            hold.reason for hold in held_layers(then, covers_from=None) if hold.day <= settled
        }
        assert now_held == then_held
