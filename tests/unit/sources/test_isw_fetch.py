"""ISW's services, made up and misbehaving: every day and layer comes once, or says why not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from misbehaving_server import (
    MadeUpArcGis,
    MadeUpLayer,
    MisbehavingServer,
    Reply,
    cut,
    document,
    error_in_200,
    status,
)
from retally.errors import FetchError, UsageError
from retally.model.snapshot import LayerDay, Snapshot
from retally.model.words import Party, State, Status
from retally.sources import isw
from retally.sources.arcgis import FeatureServices
from retally.sources.arcgis_fields import day_of, latest_edit, moment_of
from retally.sources.base import Captured
from retally.sources.captures import Failure
from retally.sources.fetching import at_hand, fetch
from retally.sources.http import Client, Limits
from retally.sources.isw_live import live_day
from retally.sources.isw_services import (
    LIVE,
    PARTIES,
    TIME_LAPSES,
    day_in_name,
    is_time_lapse_of,
    status_in_name,
)

DAILY = "UkrainianCoTTimelapse_FEB_2022_to_DEC_2024_view"
NOW = datetime(2025, 1, 20, 3, 0, tzinfo=UTC)  # 22:00 in New York on the 19th.
TODAY = date(2025, 1, 19)
A, B, C = date(2024, 8, 30), date(2024, 8, 31), date(2024, 9, 1)

Take = Callable[..., list[Captured | Failure]]


@pytest.fixture
def arcgis() -> MadeUpArcGis:
    return MadeUpArcGis()


@pytest.fixture
def server(arcgis) -> Iterator[MisbehavingServer]:
    with MisbehavingServer(answer=arcgis) as server:
        yield server


@pytest.fixture
def take(server) -> Iterator[Take]:
    """Everything that a fetch yields."""
    with Client(sleep=lambda seconds: None, now=lambda: NOW) as client:

        def taken(since: date | None = None, until: date | None = None, **more):
            return list(
                fetch("isw", client=client, since=since, until=until, base=server.url, **more)
            )

        yield taken


def control(per_day: dict[date, int], **more) -> MadeUpLayer:
    return MadeUpLayer(name="Assessed Russian Control", per_day=per_day, **more)


def names(items: list[Captured | Failure]) -> list[str]:
    assert all(isinstance(item, Captured) for item in items), items
    return [item.name for item in items if isinstance(item, Captured)]


def failures(items: list[Captured | Failure]) -> list[Failure]:
    return [item for item in items if isinstance(item, Failure)]


def features(item: Captured | Failure) -> list[dict]:
    assert isinstance(item, Captured), item
    collection = json.loads(item.content)
    assert collection["type"] == "FeatureCollection"
    return collection["features"]


def test_each_day_becomes_one_file_named_as_the_time_lapse_exports(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, B: 2, C: 3})}
    items = take(B, C)
    assert names(items) == [
        "20240831_RussianAssessedCoTinUkraine.geojson",
        "20240901_RussianAssessedCoTinUkraine.geojson",
    ]
    assert [len(features(item)) for item in items] == [2, 3]
    assert items[0].captured_at == NOW
    assert items[0].address.startswith(f"{server.url}/{DAILY}/FeatureServer/0/query?where=datetime")
    assert items[0].day is None


def test_only_the_days_that_the_service_lists_are_asked_for(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, C: 1})}
    assert len(take(date(2024, 8, 1), date(2024, 9, 30))) == 2
    queries = [one.query for one in server.asked if one.path.endswith("/query")]
    assert [query.get("f") for query in queries] == ["json", "geojson", "geojson"]


@pytest.mark.parametrize("flag_under", ["properties", "top", "nowhere"])
@pytest.mark.parametrize("count", [1, 9, 10, 11, 30, 35])
def test_no_feature_is_lost_over_pages(arcgis, take, flag_under, count):
    arcgis.services[DAILY] = {0: control({B: count}, max_records=10, flag_under=flag_under)}
    ids = [feature["id"] for feature in features(take(B, B)[0])]
    assert ids == list(range(1, count + 1))


def test_pages_smaller_than_the_metadata_say_are_followed_by_the_flag(arcgis, take):
    layer = control({B: 25}, max_records=7, stated_max=2000)
    arcgis.services[DAILY] = {0: layer}
    assert len(features(take(B, B)[0])) == 25


def test_a_list_of_days_longer_than_a_page_is_read_to_its_end(arcgis, take):
    days = {A + timedelta(days=number): 1 for number in range(25)}
    arcgis.services[DAILY] = {0: control(days, max_records=10)}
    assert len(take(A, A + timedelta(days=40))) == 25


def test_pages_are_ordered_by_the_object_id_that_the_layer_has(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 3}, id_field="FID")}
    take(B, B)
    assert server.asked[-1].query["orderByFields"] == "FID"


def test_a_layer_redrawn_between_two_pages_is_read_again(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 15}, max_records=10)}
    torn = document({"type": "FeatureCollection", "features": control({B: 5}).features()})
    server.faults["resultOffset=10"] = [torn]  # Ids 1 to 5 once more.
    ids = [feature["id"] for feature in features(take(B, B)[0])]
    assert ids == list(range(1, 16))


def test_a_layer_that_never_stands_still_is_given_up(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 15}, max_records=10)}
    server.faults["returnCountOnly"] = [document({"count": 99})] * 3
    (failure,) = take(B, B)
    assert "changed while it was read, 3 times in a row" in failure.reason
    assert "15 features of 99" in failure.reason
    assert failure.day == B


def test_a_service_that_ignores_the_offset_is_no_endless_loop(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 15}, max_records=10)}
    page = {"type": "FeatureCollection", "features": control({B: 10}).features()}
    same = document({**page, "exceededTransferLimit": True})
    server.faults["f=geojson"] = [same] * 2
    (failure,) = take(B, B)
    assert "promises more features and gives none" in failure.reason


def test_an_empty_page_that_promises_more_is_no_endless_loop(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 1})}
    server.faults["f=geojson"] = [document({"features": [], "exceededTransferLimit": True})]
    assert "promises more features and gives none" in failures(take(B, B))[0].reason


def test_a_service_without_end_is_given_up(arcgis, take, server, monkeypatch):
    monkeypatch.setattr("retally.sources.arcgis.FEATURES_LIMIT", 20)
    arcgis.services[DAILY] = {0: control({B: 40}, max_records=10)}
    assert "features without end" in failures(take(B, B))[0].reason


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(error_in_200(500, "Error performing query operation"), id="500 in 200"),
        pytest.param(error_in_200(429, "Too many requests"), id="429 in 200"),
        pytest.param(error_in_200(400, "Unable to perform query"), id="400 in 200"),
        pytest.param(document({"error": "busy"}), id="error without a shape"),
        pytest.param(status(500), id="500"),
        pytest.param(status(429, Retry_After="3"), id="429"),
        pytest.param(cut({"features": list(range(500))}), id="cut body"),
        pytest.param(Reply(body=b"<html>"), id="no JSON"),
        pytest.param(document([1]), id="a list"),
    ],
)
@pytest.mark.parametrize("part", ["FeatureServer?", "FeatureServer/0?", "f=json", "f=geojson"])
def test_a_passing_fault_anywhere_costs_nothing(arcgis, take, server, part, fault):
    arcgis.services[DAILY] = {0: control({B: 2})}
    server.faults[part] = [fault]
    assert len(features(take(B, B)[0])) == 2


def test_a_day_that_fails_does_not_stop_the_others(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, B: 1, C: 1})}
    server.faults["TIMESTAMP '2024-08-31 00:00:00' AND datetime < TIMESTAMP '2024-09-01"] = [
        status(500)
    ] * 5
    first, failure, last = take(A, C)
    assert names([first, last]) == [
        "20240830_RussianAssessedCoTinUkraine.geojson",
        "20240901_RussianAssessedCoTinUkraine.geojson",
    ]
    assert failure.day == B
    assert failure.is_unanswered
    assert failure.path.startswith(f"{server.url}/{DAILY}/FeatureServer/0/query?")
    assert failure.reason.startswith("2024-08-31: no usable answer after 5 tries")


def test_what_is_at_hand_is_not_asked_for_again(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, B: 1, C: 1})}
    items = take(A, C, skip=lambda day, layer: (day, layer) in {(A, "control"), (C, "control")})
    assert names(items) == ["20240831_RussianAssessedCoTinUkraine.geojson"]
    assert sum(one.query.get("f") == "geojson" for one in server.asked) == 1


def test_a_publisher_that_is_down_is_not_asked_for_every_day(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A + timedelta(days=n): 1 for n in range(30)})}
    server.faults["f=geojson"] = [status(500)] * 500
    items = take(A, A + timedelta(days=40))
    assert len(items) == 6
    assert items[-1].reason.startswith("the rest was not asked for, after 5 in a row")


def test_every_layer_that_asserts_one_of_the_six_statuses_is_taken(arcgis, later):
    april = "Ukraine_COT_Timelapse_April_2025"
    day = date(2025, 4, 2)
    merged = {
        110: "CoT merged for the story",
        3: "AssessedRussianAdvance_Merge_APR",
        5: "AssessedRussianInfiltr_Merge_APR",
        7: "ClaimedRussianTerritor_Merge_APR",
        8: "ClaimedUkrainianCounte_Merge_APR",
        9: "Reported_Ukrainian_Partisan_Warfare",
        11: "Assessed_Russian_Gains_in_the_Past_24_Hours",
        12: "Kursk Incursion Russian Advances in Russia",
    }
    arcgis.services[april] = {i: MadeUpLayer(name=n, per_day={day: 1}) for i, n in merged.items()}
    items = later(day, day)
    assert names(items) == [
        "20250402_RussianAssessedCoTinUkraine.geojson",
        "20250402_RussianAssessedAdvanceinUkraine.geojson",
        "20250402_RussianClaimedCoTinUkraine.geojson",
        "20250402_RussianAssessedInfiltrationAreasinUkraine.geojson",
        "20250402_UkrainianClaimedCounterOffensives.geojson",
        "20250402_UkrainianReportedPartisanWarfare.geojson",
    ]


@pytest.fixture
def later(server) -> Iterator[Take]:
    """As `take`, in November 2026."""
    moment = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    with Client(sleep=lambda seconds: None, now=lambda: moment) as client:

        def taken(since: date, until: date, **more):
            return list(
                fetch("isw", client=client, since=since, until=until, base=server.url, **more)
            )

        yield taken


def test_day_fields_that_are_dates_only_get_date_literals(arcgis, later, server):
    first, second = date(2026, 5, 3), date(2026, 5, 4)
    layer = control({first: 2, second: 1}, day_field="pub_date", is_date_only=True)
    arcgis.services["May_CoT_view"] = {0: layer}
    assert [len(features(item)) for item in later(first, second)] == [2, 1]
    assert server.asked[-1].query["where"] == (
        "pub_date >= DATE '2026-05-04' AND pub_date < DATE '2026-05-05'"
    )


def test_one_layer_a_day_is_told_by_its_name(arcgis, later):
    arcgis.services["OCTControlnew"] = {
        number: MadeUpLayer(
            name=f"UkraineControlMapAO{number + 1}OCT2025",
            per_day={date(2025, 10, number + 1): number + 1},
            day_field=None,
        )
        for number in range(4)
    }
    items = later(date(2025, 10, 2), date(2025, 10, 3))
    assert names(items) == [
        "20251002_RussianAssessedCoTinUkraine.geojson",
        "20251003_RussianAssessedCoTinUkraine.geojson",
    ]
    assert [len(features(item)) for item in items] == [2, 3]


@pytest.mark.parametrize("name", ["Control merged", "UkraineControlMapAO3OCT2022"])
def test_a_layer_whose_day_cannot_be_is_reported(arcgis, later, name):
    day = date(2025, 10, 3)
    arcgis.services["OCTControlnew"] = {0: MadeUpLayer(name=name, per_day={day: 1}, day_field=None)}
    (failure,) = later(day, day)
    assert "neither a field nor the name of the layer tells its day" in failure.reason
    assert f"got {name}" in failure.reason


def test_two_layers_for_one_status_and_day_are_reported_not_chosen(arcgis, later):
    day = date(2025, 10, 3)
    arcgis.services["OCTControlnew"] = {
        number: MadeUpLayer(name="Control Map AO 3 OCT 2025", per_day={day: 1}, day_field=None)
        for number in range(2)
    }
    (failure,) = later(day, day)
    assert "2 layers speak of the same status on 1 days from 2025-10-03" in failure.reason


def test_the_next_known_name_is_tried_where_a_service_is_gone(arcgis, later):
    day = date(2025, 11, 3)
    arcgis.services["Assessed_Russian_Control_November"] = {
        0: MadeUpLayer(name="Control_20251103", per_day={day: 1}, day_field=None)
    }
    assert names(later(day, day)) == ["20251103_RussianAssessedCoTinUkraine.geojson"]


def test_a_renamed_service_is_found_in_the_directory(arcgis, later):
    day = date(2025, 7, 3)
    arcgis.services["Ukraine_Timelapse_July_2025_V2_WFL1"] = {4: control({day: 2})}
    arcgis.services["Assessed_Israeli_Advances_July_2025_Timelapse"] = {0: control({day: 9})}
    assert [len(features(item)) for item in later(day, day)] == [2]


def test_a_month_that_no_list_knows_is_found_in_the_directory(arcgis, later):
    day = date(2026, 9, 3)
    arcgis.services["Ukraine_Timelapse_Sep_2026"] = {4: control({day: 2})}
    assert len(features(later(day, day)[0])) == 2


def test_a_service_that_is_gone_under_every_name_is_reported(arcgis, later):
    (failure,) = later(date(2025, 7, 3), date(2025, 7, 9))
    assert failure.path == "2025-07-03 to 2025-07-09"
    assert failure.reason == (
        "no service is known to hold these maps (expected a service that ISW renamed or added, "
        "got all of July_2025_Timelapse, and none that fits); download them by hand and use "
        "retally add"
    )


def test_two_services_that_fit_a_month_are_reported_not_chosen(arcgis, later):
    day = date(2025, 7, 3)
    for number in (1, 2):
        arcgis.services[f"Ukraine_Timelapse_July_2025_V{number}"] = {4: control({day: 1})}
    (failure,) = later(day, day)
    assert "several that fit: Ukraine_Timelapse_July_2025_V1, Ukraine_Timelapse_July" in (
        failure.reason
    )


def test_a_directory_that_is_refused_is_said(arcgis, later, server):
    server.faults["/?f=json"] = [status(403)]
    (failure,) = later(date(2025, 7, 3), date(2025, 7, 3))
    assert "all of July_2025_Timelapse; the publisher refuses in the directory" in failure.reason


def test_a_directory_that_does_not_answer_is_a_publisher_that_is_down(arcgis, later, server):
    server.faults["/?f=json"] = [status(500)] * 5
    (failure,) = later(date(2025, 7, 3), date(2025, 7, 3))
    assert failure.is_unanswered


def test_months_at_hand_are_not_looked_for(arcgis, later, server):
    assert later(date(2026, 9, 1), date(2026, 9, 30), skip=lambda day, layer: True) == []
    assert server.asked == []


def test_a_mirror_that_serves_queries_alone_is_enough(arcgis, take):
    arcgis.services[DAILY] = {0: control({A: 12, B: 3}, max_records=1000, id_field="id")}
    arcgis.has_metadata = False
    assert [len(features(item)) for item in take(A, B)] == [12, 3]


def test_a_mirror_that_cuts_without_saying_so_is_caught_by_the_count(arcgis, take):
    arcgis.services[DAILY] = {0: control({B: 12}, max_records=10, flag_under="nowhere")}
    arcgis.has_metadata = False
    (failure,) = take(B, B)
    assert "10 features of 12" in failure.reason


def test_an_answer_with_features_of_other_days_is_refused(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, B: 1})}
    server.faults["f=geojson"] = [document({"features": control({A: 1, B: 1}).features()})]
    (failure,) = take(B, B)
    assert "features of other days (expected 2024-08-31, got 2024-08-30)" in failure.reason


def test_a_listed_day_without_features_is_reported(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 1})}
    server.faults["f=geojson"] = [document({"features": []})]
    (failure,) = take(B, B)
    assert "lists this day and gives no features" in failure.reason


def test_an_answer_without_features_is_refused(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 1})}
    server.faults["f=geojson"] = [document({"objectIds": [1]})]
    assert "no list of features (expected features, got objectIds)" in take(B, B)[0].reason


def test_a_layer_that_wants_a_log_in_is_refused(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({B: 1})}
    server.faults["f=geojson"] = [error_in_200(403, "You do not have permissions")]
    (failure,) = take(B, B)
    assert "the publisher refuses" in failure.reason
    assert "error 403 in HTTP 200: You do not have permissions" in failure.reason


def test_a_layer_whose_metadata_fail_is_reported_and_the_rest_goes_on(arcgis, take, server):
    january = "JAN2025Timelapse_Ukraine_Russia_War"
    day = date(2025, 1, 5)
    arcgis.services[january] = {
        1: control({day: 1}),
        2: MadeUpLayer(name="Assessed Advances", per_day={day: 1}),
    }
    server.faults["FeatureServer/1?"] = [Reply(kind="text/html")]
    failure, item = take(day, day)
    assert "another kind of content" in failure.reason
    assert names([item]) == ["20250105_RussianAssessedAdvanceinUkraine.geojson"]


def live(edited: datetime | None, count: int = 1) -> MadeUpLayer:
    return MadeUpLayer(name="", per_day={TODAY: count}, day_field=None, edited=edited)


def publish_live(arcgis: MadeUpArcGis, edited: datetime | None) -> None:
    for layer in LIVE:
        service, layer_id = layer.places[0]
        arcgis.services[service] = {layer_id: live(edited)}


def test_without_a_window_the_latest_map_is_taken(arcgis, take):
    publish_live(arcgis, datetime(2025, 1, 19, 23, 0, tzinfo=UTC))
    taken = names(take())
    assert len(taken) == 6
    assert {name[:8] for name in taken} == {"20250119"}


def test_the_newest_edit_of_any_layer_tells_the_day_of_all(arcgis, take):
    publish_live(arcgis, datetime(2025, 1, 2, 23, 0, tzinfo=UTC))
    service, layer_id = LIVE[0].places[0]
    arcgis.services[service] = {layer_id: live(datetime(2025, 1, 18, 23, 0, tzinfo=UTC))}
    assert {name[:8] for name in names(take())} == {"20250118"}


def test_live_layers_without_an_edit_are_of_the_latest_day(arcgis, take):
    publish_live(arcgis, None)
    assert {name[:8] for name in names(take())} == {"20250119"}


def test_a_live_layer_published_as_empty_is_an_empty_file(arcgis, take):
    publish_live(arcgis, None)
    service, layer_id = LIVE[-1].places[0]
    arcgis.services[service] = {layer_id: live(None, count=0)}
    assert features(take()[-1]) == []


def test_a_window_up_to_the_latest_map_ends_with_it(arcgis, take):
    publish_live(arcgis, None)
    day = date(2025, 1, 18)
    arcgis.services["JAN2025Timelapse_Ukraine_Russia_War"] = {1: control({day: 1, TODAY: 1})}
    taken = names(take(day))
    assert taken[:2] == [
        "20250118_RussianAssessedCoTinUkraine.geojson",
        "20250119_RussianAssessedCoTinUkraine.geojson",
    ]
    # Control of the 19th came from the time-lapse, so the live layers give the other five.
    assert len(taken) == 7
    assert len(set(taken)) == 7


def test_a_latest_map_outside_the_window_is_left_out(arcgis, take):
    publish_live(arcgis, datetime(2025, 1, 10, 23, 0, tzinfo=UTC))
    day = date(2025, 1, 19)
    arcgis.services["JAN2025Timelapse_Ukraine_Russia_War"] = {1: control({})}
    assert take(day, day) == []


def test_a_live_layer_that_is_renamed_is_found_in_the_directory(arcgis, take):
    publish_live(arcgis, None)
    del arcgis.services["VIEW_RussiaCoTinUkraine_V3"]
    arcgis.services["VIEW_RussiaCoTinUkraine_V4"] = {12: live(None, count=3)}
    assert len(features(take()[0])) == 3


def test_a_live_layer_without_metadata_is_asked_all_the_same(arcgis, take):
    publish_live(arcgis, None)
    arcgis.has_metadata = False
    assert len(names(take())) == 6


@pytest.mark.parametrize(
    ("renamed", "told"),
    [
        pytest.param({}, "gone, and none that fits", id="none"),
        pytest.param(
            {"VIEW_RussiaCoTinUkraine_V4": {1: 1}, "VIEW_RussiaCoTinUkraine_V5": {1: 1}},
            "gone, and several that fit: VIEW_RussiaCoTinUkraine_V4, VIEW_RussiaCoTinUkraine_V5",
            id="two services",
        ),
        pytest.param(
            {"VIEW_RussiaCoTinUkraine_V4": {1: 1, 2: 1}},
            "2 layers in VIEW_RussiaCoTinUkraine_V4",
            id="two layers",
        ),
    ],
)
def test_a_live_layer_that_is_not_to_be_found_is_reported(arcgis, take, renamed, told):
    publish_live(arcgis, None)
    del arcgis.services["VIEW_RussiaCoTinUkraine_V3"]
    for service, layers in renamed.items():
        arcgis.services[service] = {number: live(None) for number in layers}
    items = take()
    assert told in failures(items)[0].reason
    assert len(items) == 6


@pytest.mark.parametrize(
    ("fault", "told"),
    [(status(403), "the publisher refuses in the directory"), (status(500), "no usable answer")],
)
def test_a_live_layer_is_reported_where_the_directory_fails(arcgis, take, server, fault, told):
    publish_live(arcgis, None)
    del arcgis.services["VIEW_RussiaCoTinUkraine_V3"]
    server.faults["/?f=json"] = [fault] * 5
    assert told in failures(take())[0].reason


def test_a_window_after_the_latest_map_is_out_of_reach(take):
    (failure,) = take(date(2025, 2, 1), date(2025, 2, 3))
    assert failure.path == "2025-02-01 to 2025-02-03"
    assert failure.reason == "ISW's maps run from 2022-02-24 to 2025-01-19; ask for days between"


def test_a_window_that_ends_before_it_starts_is_refused(take):
    with pytest.raises(UsageError, match="the window ends before it starts; swap the two days"):
        take(C, A)


def test_a_source_that_is_no_service_is_refused():
    with (
        Client() as client,
        pytest.raises(UsageError, match=r"vector: this source is not served .*deepstate or isw"),
    ):
        fetch("vector", client=client)


def test_an_archive_tells_what_is_at_hand():
    row = LayerDay(day=B, party=Party("russia"), status=Status.ADVANCE, area_km2=1.0)
    snapshot = Snapshot(
        id="1",
        source="isw",
        day=B,
        day_evidence="",
        published_at=None,
        captured_at=NOW,
        address="https://deepstatemap.live/api/history/1725137179/geojson",
        licence="",
        sha256="",
        geometry_hash="",
        state=State.OK,
        reason=None,
        layers=(row,),
    )
    skip = at_hand([snapshot])
    assert skip(B, "advance")
    assert skip(B, "1725137179")
    assert not skip(B, "control")
    assert not skip(A, "advance")


def test_ukrainian_claims_in_russia_do_not_stand_for_russian_claims():
    row = LayerDay(day=B, party=Party("ukraine"), status=Status.CLAIMED, area_km2=1.0)
    snapshot = Snapshot(
        id="1",
        source="isw",
        day=B,
        day_evidence="",
        published_at=None,
        captured_at=NOW,
        address="kursk.zip",
        licence="",
        sha256="",
        geometry_hash="",
        state=State.OK,
        reason=None,
        layers=(row,),
    )
    assert not at_hand([snapshot])(B, "claimed")


def test_a_service_that_does_not_tell_its_days_is_asked_for_each(arcgis, take, server):
    arcgis.services[DAILY] = {0: control({A: 1, C: 2})}
    silent = document({"features": [{"attributes": {"FID": 1}}]})
    server.faults["returnDistinctValues"] = [silent]
    assert names(take(A, C)) == [
        "20240830_RussianAssessedCoTinUkraine.geojson",
        "20240901_RussianAssessedCoTinUkraine.geojson",
    ]


@pytest.mark.parametrize("part", ["FeatureServer?", "FeatureServer/0?"])
def test_metadata_of_another_shape_count_as_none(arcgis, take, server, part):
    arcgis.services[DAILY] = {0: control({B: 2})}
    server.faults[part] = [document({"currentVersion": 11.5})]
    assert len(features(take(B, B)[0])) == 2


def test_a_found_service_that_is_gone_itself_is_reported(arcgis, later, server):
    arcgis.services["Ukraine_Timelapse_Sep_2026"] = {}
    server.faults["Sep_2026/FeatureServer?"] = [status(404)]
    (failure,) = later(date(2026, 9, 3), date(2026, 9, 3))
    assert "nothing is there (any more)" in failure.reason


def test_the_directory_is_asked_once(arcgis, later, server):
    later(date(2026, 6, 1), date(2026, 9, 30))
    assert server.paths().count("/") == 1


def test_a_layer_without_a_day_has_no_days(arcgis, server):
    arcgis.services["S"] = {0: control({B: 1}, day_field=None)}
    with Client() as client:
        services = FeatureServices(client, server.url)
        with pytest.raises(FetchError, match=r"has no field for the day .*datetime or pub_date"):
            services.days(services.layer("S", 0), A, C)


def test_what_is_fetched_is_what_the_decoder_reads(arcgis, take):
    arcgis.services[DAILY] = {0: control({B: 2})}
    publish_live(arcgis, datetime(2025, 1, 19, 23, 0, tzinfo=UTC))
    seen = [
        (found.day, layer.party, layer.status)
        for item in [*take(B, B), *take()]
        if isinstance(item, Captured)
        for found in isw.decode(item).maps
        for layer in found.layers
    ]
    assert seen == [
        (B, "russia", Status.CONTROL),
        *((TODAY, party, status) for status, party in PARTIES.items()),
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("UkraineControlMapAO30J_Merge3", Status.CONTROL),
        ("May Russo-Ukrainian CoT Timelapse", Status.CONTROL),
        ("AssessedRussianControl_AUG", Status.CONTROL),
        ("VIEW_RussiaCoTinUkraine_V3", Status.CONTROL),
        ("Claimed_Russian_Control_over_Ukrainian_Territory31", Status.CLAIMED),
        ("OCTclaim", Status.CLAIMED),
        ("AssessedRussianAdvancesinUkraineAPR272026", Status.ADVANCE),
        ("ClaimedUkrainianCounte_Merge_APR", Status.COUNTEROFFENSIVE),
        ("View_AssessedRussianInfiltrationAreasinUkraine_V4", Status.INFILTRATION),
        ("VIEW_Reported_Ukrainian_Partisan_Warfare_V2", Status.PARTISAN),
        ("VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022", None),
        ("Assessed_Russian_Gains_in_the_Past_24_Hours_view", None),
        ("Kursk Incursion Russian Advances in Russia October 26, 2024", None),
        ("Ukrainian_Settlements_Updated_view", None),
        ("Assessed_Israeli_Advances_VIEW", None),
        ("Roads", None),
    ],
)
def test_a_name_tells_the_status(name, meant):
    assert status_in_name(name) == meant


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("UkraineControlMapAO31JAN2023", date(2023, 1, 31)),
        ("UkraineControlMapAOSEP122024", date(2024, 9, 12)),
        ("AO FEB22024", date(2024, 2, 2)),
        ("AdvancesinUkraineAPR272026", date(2026, 4, 27)),
        ("Russian Advances October 26, 2024", date(2024, 10, 26)),
        ("Control_20251103", date(2025, 11, 3)),
        ("Control_2025_11_03", date(2025, 11, 3)),
        ("AO3OCT", date(2025, 10, 3)),
        ("AO31FEB2024", None),
        ("Territory31", None),
        ("Summary3", None),
        ("AO2OCT2025 20251003", None),
    ],
)
def test_a_name_tells_the_day(name, day):
    assert day_in_name(name, 2025) == day


def test_a_name_without_a_year_tells_no_day_where_the_year_is_open():
    assert day_in_name("AO3OCT") is None


@pytest.mark.parametrize(
    ("service", "fits"),
    [
        ("SEP2025RUCoT", True),
        ("Ukraine_Time_Lapse_September_2025_WFL1", True),
        ("Ukraine_2025_September_Timelapse", True),
        ("Ukraine_Timelapse_September_2024", False),
        ("Ukraine_Timelapse_August_2025", False),
        ("UkrainianCoTTimelapse_FEB_2022_to_SEP_2025_view", False),
        ("Iran_CoT_September_2025", False),
        ("September_2025_Roads", False),
    ],
)
def test_a_service_tells_its_month(service, fits):
    assert is_time_lapse_of(service, 2025, 9) == fits


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 8, 31, 20, 0, tzinfo=UTC), date(2024, 8, 31)),
        (datetime(2024, 8, 31, 19, 59, tzinfo=UTC), date(2024, 8, 30)),
        (datetime(2024, 9, 1, 5, 43, tzinfo=UTC), date(2024, 8, 31)),
        (datetime(2024, 12, 31, 20, 59, tzinfo=UTC), date(2024, 12, 30)),
        (datetime(2024, 12, 31, 21, 0, tzinfo=UTC), date(2024, 12, 31)),
    ],
    ids=["16:00 in summer", "a minute before", "the night after", "winter", "16:00 in winter"],
)
def test_the_latest_map_is_of_the_last_16_00_in_new_york(moment, day):
    assert live_day(moment) == day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1725134400000, date(2024, 8, 31)),
        (1725134400000.0, date(2024, 8, 31)),
        ("2024-08-31", date(2024, 8, 31)),
        ("2024-08-31T20:00:00Z", date(2024, 8, 31)),
        ("Aug 31", None),
        (None, None),
        (True, None),
        (10**20, None),
    ],
)
def test_an_attribute_tells_its_day(value, day):
    assert day_of(value) == day


def test_the_newest_edit_is_found_among_fields_and_features():
    newest = datetime(2024, 8, 31, 20, 0, tzinfo=UTC)
    drawn = [
        {"properties": {"EditDate": 1, "CreationDate": 1725134400000}},
        {"attributes": {"EditDate": 2}},
        {"properties": None},
        {},
    ]
    assert latest_edit(drawn) == newest
    assert latest_edit([]) is None
    assert moment_of("1") is None


def test_time_lapses_do_not_overlap():
    for before, after in pairwise(TIME_LAPSES):
        assert before.last < after.first


def test_a_layer_whose_only_other_dates_are_edits_has_that_day_field(arcgis, server):
    layer = control({B: 1}, day_field="Map_Day", edited=NOW)
    arcgis.services["S"] = {0: layer}
    with Client(limits=Limits(tries=1)) as client:
        field = FeatureServices(client, server.url).layer("S", 0).day_field
    assert field is not None
    assert field.name == "Map_Day"


def test_metadata_without_an_object_id_field_name_it_by_its_type(server):
    server.answer = lambda path, query: document(
        {"fields": [{"name": "FID", "type": "esriFieldTypeOID"}], "maxRecordCount": 0}
    )
    with Client(limits=Limits(tries=1)) as client:
        layer = FeatureServices(client, server.url).layer("S", 0)
    assert (layer.id_field, layer.page, layer.day_field) == ("FID", 1000, None)
