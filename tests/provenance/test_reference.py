import re

from provenance import reference
from provenance.partnumbers.makers import known_makers
from provenance.partnumbers.normalise import canonical

NAMES = {row.name for row in reference.makers()}


def test_every_maker_named_anywhere_has_a_row() -> None:
    assert {row.manufacturer for row in reference.prefixes()} - NAMES == {""}
    assert {row.manufacturer for row in reference.brand_marks()} <= NAMES
    assert {row.manufacturer for row in reference.package_suffixes()} <= NAMES
    assert {row.manufacturer for row in reference.parts()} <= NAMES


def test_no_alias_means_two_brands() -> None:
    taken: dict[str, str] = {}
    for row in reference.makers():
        for name in (row.name, *row.aliases):
            assert taken.setdefault(name.casefold(), row.name) == row.name, name


def test_no_ring_of_owners() -> None:
    makers = known_makers()
    for row in reference.makers():
        assert row.name not in makers.owners(row.name)


def test_names_and_prefixes_stand_once_and_rows_have_sources() -> None:
    assert len(NAMES) == len(reference.makers())
    assert len({row.prefix for row in reference.prefixes()}) == len(reference.prefixes())
    for rows in (reference.makers(), reference.prefixes(), reference.brand_marks(), reference.package_suffixes()):
        assert all(row.source for row in rows)


def test_patterns_compile() -> None:
    assert all(re.compile(row.pattern) for row in reference.package_suffixes())


def test_the_catalogue_is_large_and_clean() -> None:
    parts = list(reference.parts())
    assert len({part.number for part in parts}) == len(parts) >= 12_000
    for part in parts:
        assert 3 <= len(canonical(part.number)) <= 40
        assert re.search(r"\d", part.number)
        assert not re.search(r"\s|_|\{", part.number)
        assert part.source
