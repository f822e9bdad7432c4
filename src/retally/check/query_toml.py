"""Queries as TOML: what `check --queries` writes and `check --query` runs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from retally.check.query import Claim, Measure, Operator, Query, is_of_maps
from retally.check.records import is_rankable
from retally.errors import UsageError
from retally.model.quantity import printed_interval
from retally.model.story import Qualifier
from retally.series.windows import Window

HEAD = """\
# Queries of `retally check`: edit them and run them again with `retally check --query FILE`.
# One [[query]] a question. `start` and `end` are both counted; `definitions` are those among which
# the story does not choose, and decide; those in `beside` are shown and decide nothing.
"""
_MOST = 10_000
"""Most queries in one file; a long round-up has under a hundred."""

_FRACTION = re.compile(r"\d{1,4}/0*[1-9]\d{0,3}")
_MOST_DIGITS = 18
_MOST_PRINTED = 10**_MOST_DIGITS
"""Larger than any printed number; keeps "1e999999999" from becoming a text."""

_KEYS = (
    "figure",
    "operator",
    "printed",
    "unit",
    "qualifier",
    "scale",
    "measure",
    "party",
    "start",
    "end",
    "than",
    "since",
    "rank",
    "near",
    "km",
    "sources",
    "definitions",
    "beside",
)
_REQUIRED = ("printed", "party", "end", "definitions")
_TOML_ERROR_AT = re.compile(r"\(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*query[ \t]*\]\]", re.MULTILINE)
Word = TypeVar("Word", bound=StrEnum)


def queries_toml(queries: Iterable[Query]) -> str:
    """The text of a queries file; `queries_from_toml` gives the same queries back."""
    return HEAD + "".join(f"\n[[query]]\n{_table(one)}" for one in queries)


def queries_from_toml(text: str, *, where: str = "-") -> tuple[Query, ...]:
    """The queries of a file.

    Parameters
    ----------
    where
        The file's name, for messages.

    Raises
    ------
    UsageError
        If it is not TOML, or a key is missing, unknown or of another kind; the message gives the
        line, the key, what was expected and what is there.
    """
    # "478.50" has a digit more than 478.5; only the text of a number tells how it was printed.
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, where) from error
    except RecursionError as error:
        raise UsageError("is nested too deep", where=where, expected="[[query]] tables") from error
    found = document.pop("query", [])
    if document:
        raise UsageError(
            "unknown table", where=where, expected="[[query]]", got=", ".join(sorted(document))
        )
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UsageError("query is no list of tables", where=where, expected="[[query]]")
    if len(found) > _MOST:
        raise UsageError(
            "too many queries", where=where, expected=f"at most {_MOST:,}", got=f"{len(found):,}"
        )
    starts = [match.start() for match in _HEADER.finditer(text)]
    return tuple(
        _Table(one, number, text=text, start=starts[number - 1 : number], where=where).query()
        for number, one in enumerate(found, start=1)
    )


def _table(query: Query) -> str:
    """One query's lines; what has its usual value is left out."""
    claim = query.claim
    printed = claim.printed[0] if len(claim.printed) == 1 else list(claim.printed)
    lines: dict[str, Any] = {
        "figure": query.figure,
        "operator": query.operator.value,
        "printed": printed,
        "unit": claim.unit,
        "qualifier": claim.qualifier.value,
        "scale": claim.scale if claim.scale != 1 else None,
        "measure": query.measure.value,
        "party": query.party,
        "start": query.start if query.start != query.end else None,
        "end": query.end,
        "than": [query.than.start, query.than.end] if query.than else None,
        "since": query.since,
        "rank": query.rank if query.rank != 1 else None,
        "near": query.near,
        "km": query.km,
        "sources": list(query.sources) or None,
        "definitions": list(query.left_open),
        "beside": list(query.others) or None,
    }
    return "".join(f"{key} = {_value(one)}\n" for key, one in lines.items() if one is not None)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    return str(value)


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if "\ud800" <= sign <= "\udfff":
        return "\ufffd"
    is_control = ord(sign) < 0x20 or ord(sign) == 0x7F
    return f"\\u{ord(sign):04x}" if is_control else sign


def _not_toml(message: str, text: str, where: str) -> UsageError:
    at = _TOML_ERROR_AT.search(message)
    line = at["line"] if at and at["line"] else text.count("\n") + 1
    return UsageError("is not TOML", where=f"{where}, line {line}", got=message)


class _Table:
    """One [[query]] of a file, and where its keys stand."""

    def __init__(
        self, table: Mapping[str, Any], number: int, *, text: str, start: list[int], where: str
    ) -> None:
        self._table = table
        self._number = number
        self._text = text
        # An inline array of tables has no header; its keys are then named without a line.
        self._start = start[0] if start else None
        self._where = where

    def query(self) -> Query:
        """The query, each key checked."""
        for key in self._table:
            if key not in _KEYS:
                raise self._error(key, "unknown key", expected=", ".join(_KEYS))
        missing = [key for key in _REQUIRED if key not in self._table]
        if missing:
            raise self._error(None, "keys are missing", expected=", ".join(missing))
        end = self._day("end")
        start = self._day("start") if "start" in self._table else end
        operator = self._word("operator", Operator, Operator.IS)
        than = self._than(operator)
        near, km = self._near()
        definitions = self._texts("definitions")
        if not definitions:
            raise self._error("definitions", "no definition is named", expected='["..."]')
        found = Query(
            figure=self._text_of("figure", f"q{self._number}"),
            claim=self._claim(),
            operator=operator,
            measure=self._word("measure", Measure, Measure.NET),
            party=self._text_of("party"),
            window=self._window("end", start, end),
            than=than,
            since=self._day("since") if "since" in self._table else None,
            rank=self._number_of("rank", int, 1),
            near=near,
            km=km,
            sources=self._texts("sources"),
            left_open=definitions,
            others=self._texts("beside"),
        )
        self._require_askable(found)
        return found

    def _require_askable(self, query: Query) -> None:
        """A query whose parts go together; others would be answered with another question's."""
        if query.near is not None and query.measure is not Measure.NET:
            raise self._error(
                "near", "only net changes are measured around a place", expected="net"
            )
        is_plain = query.operator is Operator.IS or is_rankable(replace(query, than=None))
        if not is_plain:
            raise self._error(
                "operator",
                "only net changes of areas are ordered and ranked",
                expected='measure = "net" in a unit of area, without near',
                got=f"{query.measure.value} in {query.claim.unit}",
            )

    def _claim(self) -> Claim:
        printed = self._table["printed"]
        several = printed if isinstance(printed, list) else [printed]
        qualifier = self._word("qualifier", Qualifier, None)
        is_range = len(several) == 2
        if qualifier is None:
            qualifier = Qualifier.RANGE if is_range else Qualifier.EXACT
        needs_two = qualifier in (Qualifier.RANGE, Qualifier.SEVERAL)
        if len(several) not in (1, 2) or is_range != needs_two:
            raise self._error(
                "printed",
                "not as many numbers as the qualifier needs",
                expected="[LOW, HIGH]" if needs_two else "one number",
                got=repr(printed),
            )
        return Claim(
            printed=tuple(self._digits(one) for one in several),
            unit=self._text_of("unit", "km2"),
            qualifier=qualifier,
            scale=self._number_of("scale", int, 1),
        )

    def _digits(self, value: Any) -> str:
        """A number as printed: digits or a fraction, from a text or from a number of the file."""
        if isinstance(value, str) and _FRACTION.fullmatch(value):
            return value
        is_number = _is_number(value) and abs(value) < _MOST_PRINTED
        text = f"{value:f}" if is_number and isinstance(value, Decimal) else str(value)
        if isinstance(value, str) or is_number:
            try:
                printed_interval(text, unit="km2")
            except UsageError:
                pass
            else:
                return text.replace(",", "").replace("−", "-")
        raise self._error("printed", "not a printed number", expected='478 or "16.10"', got=value)

    def _than(self, operator: Operator) -> Window | None:
        if "than" not in self._table:
            if operator in (Operator.GREATER, Operator.LESS):
                raise self._error("operator", "than is missing", expected="than = [DAY, DAY]")
            return None
        days = self._table["than"]
        if not isinstance(days, list) or len(days) != 2 or not all(map(_is_mapped_day, days)):
            raise self._error("than", "not a window", expected="[YYYY-MM-DD, YYYY-MM-DD]", got=days)
        return self._window("than", *days)

    def _window(self, key: str, start: date, end: date) -> Window:
        if start > end:
            raise self._error(key, "the window ends before it begins", got=f"{start} to {end}")
        return Window(start=start, end=end)

    def _near(self) -> tuple[str | None, float | None]:
        """A place and how far around it; without a distance, that is left open."""
        if "km" in self._table and "near" not in self._table:
            raise self._error("km", "a distance without a place", expected="near and km")
        near = self._text_of("near") if "near" in self._table else None
        return near, self._number_of("km", float, 0.0) if "km" in self._table else None

    def _day(self, key: str) -> date:
        value = self._table[key]
        if not _is_day(value):
            raise self._error(key, "not a day", expected="YYYY-MM-DD without quotes", got=value)
        day: date = value
        if not is_of_maps(day):
            raise self._error(key, "no map is of that time", expected="a year of ours", got=value)
        return day

    def _text_of(self, key: str, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if not isinstance(value, str) or not value:
            raise self._error(key, "not a text", expected='"..."', got=value)
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._error(key, "not a list of texts", expected='["..."]', got=value)
        return tuple(dict.fromkeys(value))

    def _number_of(self, key: str, kind: Callable[[Any], Any], default: float) -> Any:
        """A whole number or a number above zero."""
        value = self._table.get(key, default)
        is_whole = kind is int
        if (
            not _is_number(value)
            or (is_whole and isinstance(value, Decimal))
            or not 0 < value < _MOST_PRINTED
        ):
            expected = "a whole number above zero" if is_whole else "a number above zero"
            raise self._error(key, "not a number", expected=expected, got=value)
        return kind(value)

    def _word(self, key: str, words: type[Word], default: Word | None) -> Any:
        if key not in self._table:
            return default
        value = self._table[key]
        if value not in list(words):
            raise self._error(key, "unknown word", expected=", ".join(words), got=value)
        return words(value)

    def _error(
        self, key: str | None, what: str, *, expected: str = "", got: Any = None
    ) -> UsageError:
        line = self._line(key)
        at = f", line {line}" if line else ""
        named = f", {key}" if key else ""
        return UsageError(
            what,
            where=f"{self._where}{at}, query {self._number}{named}",
            expected=expected,
            got="" if got is None else str(got),
        )

    def _line(self, key: str | None) -> int | None:
        """The line of a key within its own table, else of the table's header."""
        if self._start is None:
            return None
        following = _HEADER.search(self._text, self._start + 1)
        end = following.start() if following else len(self._text)
        at = self._start
        if key is not None:
            found = re.compile(rf'^[ \t]*"?{re.escape(key)}"?[ \t]*=', re.MULTILINE).search(
                self._text, at, end
            )
            at = found.start() if found else at
        return self._text.count("\n", 0, at) + 1


def _is_number(value: Any) -> bool:
    """Whether a value is a number of decent size; TOML's ``inf`` and ``nan`` are none."""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS
    return isinstance(value, int) and not isinstance(value, bool)


def _is_mapped_day(value: Any) -> bool:
    return _is_day(value) and is_of_maps(value)


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
