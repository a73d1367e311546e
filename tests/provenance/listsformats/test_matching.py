"""Who is who: numbers and equal names decide, likeness never; copied numbers do not join companies."""

from pathlib import Path

import pytest

from provenance.models import Listing, Party, PartyIdentifier, PartyKind, PartyName
from tests.factories.provenance import make_party
from tests.provenance.listsformats.importing import HEAD, counts, row, take, write

pytestmark = pytest.mark.django_db
INN, OTHER_INN = "7704730655 (INN)", "7702715348 (INN)"


def parties() -> list[str]:
    return sorted(Party.objects.filter(listings__isnull=False).values_list("name", flat=True).distinct())


def test_the_same_name_written_otherwise_in_one_country_is_one_party(tmp_path: Path) -> None:
    known = make_party("Primer Torg LLC", country="RU")
    take(write(tmp_path, HEAD, row("ООО «Пример Торг»")))
    assert Listing.objects.get().party == known
    assert known.other_names.get().name == "ООО «Пример Торг»"


@pytest.mark.parametrize(
    ("name", "country"), [("Primer Torg LLC", "CN"), ("Primer Torg JSC", "RU"), ("Primer Torga LLC", "RU")]
)
def test_another_country_form_or_letter_is_another_party(tmp_path: Path, name: str, country: str) -> None:
    make_party("Primer Torg LLC", country="RU")
    assert take(write(tmp_path, HEAD, row(name, country=country))).new_parties == 1


def test_a_party_is_found_by_its_alias_and_by_an_alias_of_the_entry(tmp_path: Path) -> None:
    known = make_party("Primer Torg LLC", country="RU")
    PartyName.objects.create(party=known, name="Torgovy Dom Primer LLC")
    take(write(tmp_path, HEAD, row("Torgovy Dom Primer LLC"), row("Other Name Ltd", aliases="Third; Primer Torg LLC")))
    assert Listing.objects.filter(party=known).count() == 1
    assert Party.objects.count() == 2


def test_a_strong_number_finds_a_party_under_another_name(tmp_path: Path) -> None:
    take(write(tmp_path, HEAD, row("First Name LLC", ids=INN)), effective="2023-01-01")
    report = take(write(tmp_path, HEAD, row("Second Name JSC", ids=INN)), effective="2023-02-01")
    assert counts(report) == {"changed": 1}
    assert Party.objects.count() == 1


def test_other_numbers_keep_equal_names_apart(tmp_path: Path) -> None:
    known = make_party("Primer Torg LLC", country="RU")
    PartyIdentifier.objects.create(
        party=known, scheme="inn", value="7702715348", text=OTHER_INN, valid=True, strong=True
    )
    report = take(write(tmp_path, HEAD, row("Primer Torg LLC", ids=INN), row("Primer Torg LLC", ids=OTHER_INN)))
    assert report.new_parties == 1
    assert Listing.objects.filter(party=known).count() == 1


def test_two_entries_of_one_file_with_one_number_are_two_parties(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, row("Baikal Example JSC", ids=INN), row("Kron Specimen JSC", ids=INN))
    assert take(path, effective="2023-01-01").new_parties == 2
    other = write(
        tmp_path, HEAD, row("Kron Specimen JSC", ids=INN, of="UK list"), row("Nobody Knows", ids=INN, of="UK list")
    )
    assert take(other).new_parties == 1
    again = write(
        tmp_path, HEAD, row("Baikal Example JSC", ids=INN), row("Kron Specimen JSC", ids=INN, since="2022-04-01")
    )
    report = take(again, effective="2023-02-01")
    assert (report.new_parties, counts(report)) == (0, {"same": 1, "changed": 1})


def test_one_entry_twice_is_one_listing_and_two_days_are_two(tmp_path: Path) -> None:
    line = row("Primer Torg LLC")
    take(
        write(
            tmp_path, HEAD, line, line, row("Primer Torg LLC", since="2023-01-01"), row("Primer Torg LLC", country="AE")
        )
    )
    assert Party.objects.count() == 2
    assert Listing.objects.count() == 3
    report = take(
        write(
            tmp_path,
            HEAD,
            line,
            row("Primer Torg LLC", since="2023-01-01"),
            row("Primer Torg LLC", country="AE"),
            line,
            "",
        )
    )
    assert counts(report) == {"same": 4}


def test_without_a_country_only_the_very_same_telling_name_is_the_same(tmp_path: Path) -> None:
    known, short = make_party("Primer Torg LLC", country="RU"), make_party("ABC", country="RU")
    take(write(tmp_path, HEAD, row("PRIMER TORG, OOO", country=""), row("ABC", country="")))
    assert Listing.objects.filter(party=known).exists()
    assert not Listing.objects.filter(party=short).exists()


def test_of_several_bearers_none_is_guessed(tmp_path: Path) -> None:
    for slug in ("one", "two"):
        Party.objects.create(slug=slug, name="Primer Torg LLC", country="RU", kind=PartyKind.BROKER)
    assert take(write(tmp_path, HEAD, row("Primer Torg LLC"))).new_parties == 1


def test_a_merged_company_is_the_one_that_stands(tmp_path: Path) -> None:
    stands = Party.objects.create(slug="one", name="Primer Torg LLC", country="RU")
    Party.objects.create(slug="two", name="Primer Torg LLC", country="RU", merged_into=stands)
    take(write(tmp_path, HEAD, row("Primer Torg LLC")))
    assert Listing.objects.get().party == stands


def test_a_party_found_gets_the_country_it_lacks(tmp_path: Path) -> None:
    known = make_party("Primer Torg LLC", country="")
    take(write(tmp_path, HEAD, row("Primer Torg LLC")))
    known.refresh_from_db()
    assert known.country == "RU"
    assert parties() == ["Primer Torg LLC"]


def test_a_name_of_its_own_goes_before_an_alias_that_somebody_else_bears(tmp_path: Path) -> None:
    known, rival = make_party("Primer Torg LLC", country="RU"), make_party("Nord Primer LLC", country="RU")
    take(write(tmp_path, HEAD, row("Primer Torg LLC", aliases="Nord Primer LLC")))
    assert Listing.objects.get().party == known
    assert not rival.listings.exists()
