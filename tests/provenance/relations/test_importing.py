"""Tables of relations: who is whose, since when, where; strangers are made, nobody is guessed."""

from datetime import date
from pathlib import Path

import pytest

from custody.models import LedgerEntry
from provenance.importers.stopping import FileStopped
from provenance.models import Party, PartyKind, PartyName, PartyRelation, RelationKind, Source
from provenance.operations.reference import load_reference
from provenance.operations.relation_imports import RelationReport, import_relations
from provenance.queries.parties import maker_named
from tests.factories.provenance import make_maker, make_party

pytestmark = pytest.mark.django_db
HEAD = "party,relation,other_party,from,to,territory,source"


def take(tmp_path: Path, *lines: str, head: str = HEAD) -> RelationReport:
    path = tmp_path / "relations.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return import_relations(path, actor="test")


def test_four_relations_with_strangers(tmp_path: Path) -> None:
    report = take(
        tmp_path,
        "Example Components GmbH,authorised_distributor_of,Samplechip,2015-03-01,2021-12-31,Germany,annual report",
        "Big Holding,owns,Samplechip,2018,,,press",
        "Chiplet,brand_of,Samplechip,2019-05,,,press",
        "Samplechip Two,successor_of,Samplechip,2020-01-01,,,press",
    )
    assert (report.created, report.new_parties, report.errors) == (4, 5, ())
    kinds = dict(Party.objects.values_list("name", "kind"))
    assert kinds == {
        "Example Components GmbH": PartyKind.AUTHORISED_DISTRIBUTOR,
        "Samplechip": PartyKind.MAKER,
        "Big Holding": PartyKind.BRAND_OWNER,
        "Chiplet": PartyKind.MAKER,
        "Samplechip Two": PartyKind.MAKER,
    }
    authorised = PartyRelation.objects.get(kind=RelationKind.AUTHORISED_DISTRIBUTOR)
    assert (authorised.start, authorised.end, authorised.territory) == (date(2015, 3, 1), date(2021, 12, 31), "Germany")
    assert authorised.start_latest is None
    owner = PartyRelation.objects.get(party__name="Big Holding")
    assert (owner.start, owner.start_latest) == (date(2018, 1, 1), date(2018, 12, 31))
    brand = PartyRelation.objects.get(target__name="Chiplet")
    assert (brand.party.name, brand.kind) == ("Samplechip", RelationKind.OWNER)
    assert (brand.start, brand.start_latest) == (date(2019, 5, 1), date(2019, 5, 31))
    assert Source.objects.get(name="press").reliability == "F"
    assert maker_named("Samplechip")


def test_twice_changes_nothing_and_more_that_is_known_is_added(tmp_path: Path) -> None:
    line = "Example Components GmbH,authorised_distributor_of,Samplechip,2015-03-01,{},,report"
    take(tmp_path, line.format(""))
    again = take(tmp_path, line.format(""))
    assert (again.created, again.changed, again.unchanged, again.new_parties) == (0, 0, 1, 0)
    ended = take(tmp_path, line.format("2021"))
    assert (ended.created, ended.changed) == (0, 1)
    assert PartyRelation.objects.get().end == date(2021, 12, 31)
    assert LedgerEntry.objects.filter(action="relations.stored").count() == 2


def test_makers_are_found_by_the_names_that_makers_have(tmp_path: Path) -> None:
    maker = make_maker("Texas Instruments")
    PartyName.objects.create(party=maker, name="TI")
    known = make_party("ООО Пример Трейд", country="RU")
    report = take(
        tmp_path,
        "Primer Trade LLC (RU),authorised_distributor_of,TI,2015,,,x",
        "EXAMPLE parts inc,authorised_distributor_of,texas instruments,2015,,,x",
        "Example Parts Inc.,authorised_distributor_of,Texas Instruments,2016,,,x",
    )
    assert report.errors == ()
    assert set(PartyRelation.objects.values_list("target__name", flat=True)) == {"Texas Instruments"}
    known.refresh_from_db()
    assert known.kind in (PartyKind.AUTHORISED_DISTRIBUTOR, PartyKind.OTHER)
    assert Party.objects.filter(name__iexact="example parts inc").count() == 1


def test_a_distributor_known_from_trade_gets_its_kind(tmp_path: Path) -> None:
    known = make_party("Example Components GmbH", country="DE")
    take(tmp_path, "EXAMPLE COMPONENTS GMBH,authorised_distributor_of,Samplechip,2015,,,x")
    known.refresh_from_db()
    assert known.kind == PartyKind.AUTHORISED_DISTRIBUTOR
    assert PartyRelation.objects.get().party == known


def test_real_makers_are_not_made_twice(tmp_path: Path) -> None:
    load_reference()
    before = Party.objects.count()
    report = take(tmp_path, "Example Components GmbH,authorised_distributor_of,Texas Instruments,2015,,,x")
    assert (report.created, Party.objects.count()) == (1, before + 1)


def test_older_words_and_shared_addresses(tmp_path: Path) -> None:
    report = take(
        tmp_path,
        "A Ltd,shares_address,B Ltd,,,,x",
        "C Ltd,not_authorised,Samplechip,2022-12,,,x",
        "D Ltd,shared_director,A Ltd,,,,x",
        "E Ltd,owner,Samplechip,,,,x",
        "F Ltd,Authorised Distributor Of,Samplechip,,,,x",
    )
    assert report.created == 5
    assert report.errors == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A,loves,B,,,,x", "unknown_relation"),
        ("A,owns,A,,,,x", "party_with_itself"),
        ("A Ltd,owns,A Limited,,,,x", "party_with_itself"),
        (",owns,B,,,,x", "empty"),
        ("A,owns,B,0000,,,x", "date_too_early"),
        ("A,owns,B,2999,,,x", "date_in_future"),
        ("A,owns,B,2020-13,,,x", "not_a_date"),
        ("A,owns,B,soon,,,x", "not_a_date"),
        ("A,owns,B,2020,2019,,x", "ends_before_it_starts"),
        ("A,owns,B", "wrong_number_of_columns"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_stored(tmp_path: Path, line: str, code: str) -> None:
    report = take(tmp_path, line, "Example Components,authorised_distributor_of,Samplechip,2015,,,x")
    assert [(error.line, error.code) for error in report.errors] == [(2, code)]
    assert report.created == 1


def test_several_of_one_name_are_not_guessed(tmp_path: Path) -> None:
    Party.objects.create(slug="one", name="Twin Trading", country="DE")
    Party.objects.create(slug="two", name="Twin Trading", country="FR")
    report = take(tmp_path, "Twin Trading,authorised_distributor_of,Samplechip,,,,x")
    assert [error.code for error in report.errors] == ["party_ambiguous"]
    assert take(tmp_path, "Twin Trading (FR),authorised_distributor_of,Samplechip,,,,x").created == 1
    assert take(tmp_path, "one,authorised_distributor_of,Samplechip,,,,x").created == 1


def test_territories_are_relations_of_their_own_and_columns_may_be_missing(tmp_path: Path) -> None:
    report = take(tmp_path, *(f"A Ltd,authorised_distributor_of,Samplechip,2015,,{t},x" for t in ("France", "Spain")))
    assert report.created == 2
    assert take(tmp_path, "B Ltd,owns,C Ltd", head="party,relation,other_party").created == 1
    with pytest.raises(FileStopped):
        take(tmp_path, "B Ltd,C Ltd", head="party,other_party")
