"""Which countries a territory covers; at its fuzzy edges, and of a text that is not understood, nothing is said."""

from datetime import date

import pytest

from provenance.country_names import country_named
from provenance.reference.tables import day, rows
from provenance.territories import Coverage, coverage, understood

INSIDE, OUTSIDE, UNCLEAR = Coverage.INSIDE, Coverage.OUTSIDE, Coverage.UNCLEAR


@pytest.mark.parametrize(
    ("text", "country", "stands"),
    [
        ("EU", "DE", INSIDE),
        ("EU", "HK", OUTSIDE),
        ("the European Union", "CH", OUTSIDE),
        ("E.U.", "HK", OUTSIDE),
        ("ЄС", "HK", OUTSIDE),
        ("EU, Turkey", "TR", INSIDE),
        ("EU, Turkey", "HK", OUTSIDE),
        ("EU/EFTA", "CH", INSIDE),
        ("EU & Switzerland", "CH", INSIDE),
        ("Germany", "DE", INSIDE),
        ("Germany (DE)", "HK", OUTSIDE),
        ("Німеччина та Австрія", "AT", INSIDE),
        ("Serbia, Bosnia and Herzegovina", "BA", INSIDE),
        ("UK & Ireland", "IE", INSIDE),
        ("Worldwide", "HK", INSIDE),
        ("увесь світ", "KP", INSIDE),
        ("EMEA", "ZA", INSIDE),
        ("EMEA", "TR", INSIDE),
        ("EMEA", "HK", OUTSIDE),
        ("Europe, Middle East and Africa", "EG", INSIDE),
        ("Asia-Pacific", "HK", INSIDE),
        ("APAC", "DE", OUTSIDE),
        ("Greater China", "TW", INSIDE),
        ("Mainland China", "HK", OUTSIDE),
        ("DACH", "CH", INSIDE),
        ("GCC", "IQ", UNCLEAR),
        ("Nordics", "PL", OUTSIDE),
        ("EU, Turkey except Cyprus", "CY", OUTSIDE),
        ("EMEA (excl. Russia)", "RU", OUTSIDE),
        ("Worldwide except Russia and Belarus", "HK", INSIDE),
    ],
)
def test_what_is_covered(text: str, country: str, stands: Coverage) -> None:
    assert understood(text)
    day_of_sale = date(2022, 5, 1)
    assert coverage(text, country, day_of_sale, day_of_sale) is stands


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("EMEA", "RU"),
        ("EMEA", "PK"),
        ("Europe", "RU"),
        ("Europe", "TR"),
        ("Western Europe", "ES"),
        ("Asia", "TR"),
        ("Middle East", "IL"),
        ("North America", "MX"),
        ("China", "HK"),
        ("France", "MC"),
        ("EU", "MC"),
        ("DACH", "LI"),
        ("Middle East except Iran", "IL"),
        ("Asia except China", "HK"),
    ],
)
def test_nobody_is_accused_at_a_fuzzy_edge(text: str, country: str) -> None:
    assert understood(text) and coverage(text, country) is UNCLEAR


@pytest.mark.parametrize(
    "text", ["Narnia", "EU, Narnia", "n/a", "as agreed", "except China", "EU except", "EU but not X"]
)
def test_what_is_not_understood_says_nothing(text: str) -> None:
    assert not understood(text) and coverage(text, "HK") is UNCLEAR


def test_an_empty_text_holds_everywhere_and_says_nothing() -> None:
    assert understood("") and understood("  ")
    assert coverage("", "HK") is coverage("EU", "") is coverage("EU", "XX") is UNCLEAR


@pytest.mark.parametrize(
    ("earliest", "latest", "stands"),
    [
        (date(2019, 5, 1), date(2019, 5, 1), INSIDE),
        (date(2020, 1, 31), date(2020, 1, 31), INSIDE),
        (date(2020, 6, 1), date(2020, 6, 1), UNCLEAR),
        (date(2019, 5, 1), date(2022, 5, 1), UNCLEAR),
        (date(2021, 1, 1), date(2021, 1, 1), OUTSIDE),
        (date(2021, 1, 1), None, OUTSIDE),
        (None, None, UNCLEAR),
    ],
)
def test_the_united_kingdom_left_the_european_union(earliest, latest, stands) -> None:
    assert coverage("EU", "GB", earliest, latest) is stands
    assert coverage("EU, UK", "GB", earliest, latest) is INSIDE


def test_croatia_joined_later() -> None:
    assert coverage("EU", "HR", date(2012, 1, 1), date(2012, 1, 1)) is OUTSIDE
    assert coverage("EU", "HR", date(2014, 1, 1), date(2014, 1, 1)) is INSIDE


def test_every_row_names_countries_or_regions_and_its_source() -> None:
    found = list(rows("regions.csv"))
    regions = {row["region"] for row in found}
    names = [name for row in found for name in row["names"].split(";") if name]
    assert len(names) == len(set(names))
    for row in found:
        parts = [part.removesuffix("!") for part in f"{row['contains']} {row['maybe']}".split()]
        assert parts and row["source"] and row["licence"]
        assert all(part in regions | {"*", "NA"} or country_named(part) == part for part in parts), row
        assert (day(row["first"]) or date.min) <= (day(row["last"]) or date.max)
