"""Whatever a reader may find, checking it gives a document, and a check of every figure."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from made_reading import checked, reading, related, said, window
from retally.check.lines import lines
from retally.check.queries import check_queries
from retally.check.query_toml import queries_from_toml, queries_toml
from retally.model.story import FigureKind, Qualifier, Relation, RelationType, Scope
from retally.series.ground import Ground

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[3] / "schema" / "check.schema.json").read_text("utf-8")
)
GROUND = Ground(None)
DAYS = st.one_of(
    st.dates(date(2023, 11, 1), date(2025, 7, 31)),
    st.sampled_from((date(2022, 2, 24), date.min, date.max, date(2024, 2, 29))),
)
WINDOWS = st.none() | st.builds(window, DAYS, DAYS)
UNITS = (
    "km2",
    "mi2",
    "ha",
    "km",
    "percent",
    "share",
    "people",
    "times",
    "km2/day",
    "mi2/fortnight",
)
PLACES = (None, "Ukraine", "Russia", "Kursk region", "Pokrovsk", "")
NUMBERS = ("0", "478", "1000000", "0.5", "99999999999999999999")
RANGES = (Qualifier.RANGE, Qualifier.SEVERAL)


@st.composite
def sentences(draw: st.DrawFn) -> Any:
    qualifier = draw(st.sampled_from(Qualifier))
    number = draw(st.sampled_from(NUMBERS))
    more: dict[str, Any] = {}
    if qualifier in RANGES:
        more = {"value": None, "low": Decimal(number), "high": Decimal(number) * 2, "printed": ()}
    return said(
        number,
        draw(st.sampled_from(UNITS)),
        draw(st.sampled_from(FigureKind)).value,
        before=draw(st.sampled_from(("Russia took ", "In the past it held ", "It now holds "))),
        after=draw(st.sampled_from((" around Pokrovsk.", " in Kursk, a record since 2022.", "."))),
        actor=draw(st.sampled_from((None, "russia", "ukraine", "norland"))),
        counterparty=draw(st.sampled_from((None, "russia", "norland"))),
        place=draw(st.sampled_from(PLACES)),
        window=draw(WINDOWS),
        sources=draw(st.sampled_from(((), ("isw",), ("deepstate",), ("nobody",)))),
        scope=draw(st.sampled_from((Scope.BODY, Scope.BODY, Scope.HEADLINE))),
        qualifier=qualifier,
        **more,
    )


@st.composite
def relations(draw: st.DrawFn, count: int) -> Relation:
    names = st.sampled_from([f"f{number}" for number in range(1, count + 1)])
    figures = draw(st.lists(names, min_size=2, max_size=3))
    return related(
        draw(st.sampled_from(RelationType)).value,
        *figures,
        claimed=draw(st.none() | st.sampled_from((Decimal(2), Decimal("0.5")))),
        than=tuple(one for one in draw(st.lists(WINDOWS, max_size=2)) if one is not None),
        since=draw(WINDOWS),
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_reading_gives_a_document_with_a_check_of_every_figure(data: st.DataObject) -> None:
    said_all = data.draw(st.lists(sentences(), min_size=1, max_size=3))
    claims = data.draw(st.lists(relations(len(said_all)), max_size=3))
    made = reading(
        *said_all,
        relations=tuple(claims),
        published=data.draw(st.none() | st.just(date(2025, 1, 1))),
    )
    found = checked(made, GROUND)
    jsonschema.validate(json.loads(json.dumps(found.to_dict(), allow_nan=False)), SCHEMA)
    assert lines(found)
    for figure in made.figures:
        assert bool(found.checks_of(figure.id)) or figure.scope is not Scope.BODY
    counts = found.coverage
    assert counts.checked <= counts.checkable <= counts.figures
    again = check_queries(queries_from_toml(queries_toml(found.queries)), ground=GROUND)
    assert len(again.checks) == len(found.queries)
