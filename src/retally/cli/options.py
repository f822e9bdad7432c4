"""The options that several commands share, and the values they turn into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says what was expected."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day (expected YYYY-MM-DD, as 2024-10-31)", param, ctx)


class Moment(click.ParamType):
    """A moment as RFC 3339; without an offset it is UTC, a bare day is its end."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment in UTC, or a usage error that says what was expected."""
        if isinstance(value, datetime):
            return value
        try:
            if len(value) == len("2024-10-31"):
                value = f"{value}T23:59:59Z"
            moment = datetime.fromisoformat(value)
            # The first and last hours of the calendar have no other offset.
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is not a moment (expected RFC 3339, as 2024-10-31T18:00:00Z)",
                param,
                ctx,
            )
        return moment


class ReferenceSystem(click.ParamType):
    """A coordinate reference system that PROJ knows, as EPSG:4326."""

    name = "crs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words as given, or a usage error where they name no reference system."""
        from pyproj import CRS
        from pyproj.exceptions import CRSError

        try:
            CRS.from_user_input(value)
        except (CRSError, UnicodeEncodeError):
            self.fail(f"{value!r} is no reference system (expected one as EPSG:4326)", param, ctx)
        return str(value)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def archive_option() -> Decorator:
    """``--archive DIR``: which archive; RETALLY_ARCHIVE, else ``retally-archive`` here."""
    return click.option(
        "--archive",
        "archive_path",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="RETALLY_ARCHIVE",
        default=Path("retally-archive"),
        metavar="DIR",
        help="The archive (RETALLY_ARCHIVE; default: retally-archive here).",
    )


def ledger_option() -> Decorator:
    """``--ledger FILE``, and ``--archive DIR`` in whose folder the ledger is by default."""
    return together(
        click.option(
            "--ledger",
            "ledger_path",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar="RETALLY_LEDGER",
            metavar="FILE",
            help="The ledger (RETALLY_LEDGER; default: ledger.sqlite in the archive's folder).",
        ),
        archive_option(),
    )


def crs_option() -> Decorator:
    """``--crs C``: in which reference system the files are, where they do not say."""
    return click.option(
        "--crs",
        type=ReferenceSystem(),
        metavar="C",
        help="The files' reference system, as EPSG:4326.",
    )


def json_option() -> Decorator:
    """``--json``: exactly one JSON document on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def csv_option() -> Decorator:
    """``--csv``: the table as CSV."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print the table as CSV.")


def units_option() -> Decorator:
    """``--units``: square kilometres, square miles or both in tables and charts."""
    return click.option(
        "--units",
        type=click.Choice(["km2", "sqmi", "both"]),
        default=None,
        help="Units of tables and charts (default: both, or retally.toml's).",
    )


def as_of_option() -> Decorator:
    """``--as-of T``: only what had been captured by then."""
    return click.option(
        "--as-of", type=Moment(), metavar="T", help="Only what had been captured by then."
    )


def together(*decorators: Decorator) -> Decorator:
    """Several option decorators as one, in the order they are listed in the help."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
