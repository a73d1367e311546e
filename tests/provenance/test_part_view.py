"""A part with its variants, aliases and owners, from the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from provenance.models import PartAlias, Party
from provenance.operations.reference import load_reference
from provenance.partnumbers.families.registry import PATTERNS
from provenance.partnumbers.normalise import canonical
from provenance.queries import parts
from provenance.queries.owning import brand_history
from provenance.queries.parts import MAX_VARIANTS, part_view
from tests.factories.provenance import make_maker, make_part, make_relation, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def adi() -> Party:
    return make_maker("Analog Devices")


def alias(maker: Party, number: str, other: str) -> PartAlias:
    return PartAlias.objects.create(
        manufacturer=maker, number=number, alias=other, canonical=canonical(other), source=make_source()
    )


def test_variants_have_the_same_base_and_maker(adi: Party) -> None:
    part = make_part("AD9361BBCZ", adi)
    for number in ("AD9361BBCZ-REEL", "AD9361ABCZ", "AD93610BBCZ", "AD9364BBCZ"):
        make_part(number, adi)
    make_part("AD9361XYZ", make_maker("Copyist"))
    view = part_view(adi, "AD9361BBCZ", part)
    assert view.base == "AD9361"
    assert set(view.variants.numbers) == {"AD9361BBCZ-REEL", "AD9361ABCZ"} and not view.variants.more


def test_a_base_that_the_source_states_counts_before_our_rule(adi: Party) -> None:
    part, other = make_part("QQ1234-77", adi), make_part("QQ1234-99", adi)
    for one in (part, other):
        one.base, one.package = "QQ1234", "LFCSP-10"
        one.save()
    view = part_view(adi, part.number, part)
    assert view.base == "QQ1234" and view.variants.numbers == ("QQ1234-99",)
    assert [(said.value, said.derived) for said in view.packages] == [("LFCSP-10", False)]


def test_of_a_huge_family_no_more_than_some_are_shown_and_that_is_said(adi: Party) -> None:
    for number in range(MAX_VARIANTS + 5):
        part = make_part(f"AD9361-{number:03d}Q", adi)
        part.base = "AD9361"
        part.save()
    view = part_view(adi, "AD9361BBCZ", None)
    assert len(view.variants.numbers) == MAX_VARIANTS and view.variants.more


def test_aliases_both_ways(adi: Party) -> None:
    make_part("AD9361BBCZ", adi)
    alias(adi, "AD9361BBCZ", "CUST-77-1")
    assert [one.alias for one in part_view(adi, "AD9361BBCZ", None).aliases] == ["CUST-77-1"]
    other = part_view(adi, "CUST-77-1", None)
    assert [one.number for one in other.alias_of] == ["AD9361BBCZ"] and other.is_known


@pytest.mark.parametrize(("number", "known"), [("AD9361BBCZ", True), ("NOTHING", False), ("12", False)])
def test_a_number_without_a_catalogue_is_known_by_its_makers_scheme(adi: Party, number: str, known: bool) -> None:
    assert part_view(adi, number, None).is_known is known


def test_a_maker_by_another_name_is_known_to_the_rules() -> None:
    assert part_view(make_maker("Analog Devices Inc"), "AD9361BBCZ", None).base == "AD9361"


def test_a_part_takes_few_queries_whatever_the_rows(adi: Party) -> None:
    for number in range(60):
        make_part(f"AD9361-{number:03d}Q", adi)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        part_view(adi, "AD9361BBCZ", None)
        brand_history(adi)
    assert len(asked) <= 7


def test_the_range_of_the_base_is_found_by_its_index(adi: Party) -> None:
    make_part("AD9361BBCZ", adi)
    with CaptureQueriesContext(connection) as asked:
        part_view(adi, "AD9361BBCZ", None)
    (query,) = [one["sql"] for one in asked if '"canonical" >=' in one["sql"] and 'provenance_part"' in one["sql"]]
    assert "LIKE" not in query
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query)
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "canonical" in plan and "SCAN" not in plan


def test_the_owners_of_a_shipped_brand_by_year() -> None:
    load_reference()
    history = brand_history(Party.objects.get(slug="actel"))
    assert [[owner.name for owner in span.owners] for span in history.spans] == [
        [], ["Microsemi"], ["Microsemi", "Microchip Technology"],
    ]  # fmt: skip
    assert len(history.on(date(2010, 6, 1))) == 2 and len(history.on(date(2012, 6, 1))) == 1
    assert history.spans[1].relation is not None and "Actel" in history.spans[1].relation.reference


def test_loading_again_mends_what_an_older_version_took_for_a_day() -> None:
    load_reference()
    relation = Party.objects.get(slug="actel").relations_of.get()
    assert relation.start_latest == date(2010, 12, 31)
    relation.start_latest = None
    relation.save()
    load_reference()
    relation.refresh_from_db()
    assert relation.start_latest == date(2010, 12, 31)


def test_a_ring_of_owners_in_the_database_ends() -> None:
    one, other = make_maker("One"), make_maker("Other")
    make_relation(one, "owner", other)
    make_relation(other, "owner", one)
    assert [span.last for span in brand_history(one).spans] == [other]


def test_owners_recorded_for_a_merged_row_are_the_companys() -> None:
    stands, other, owner, renamed = (make_maker(name) for name in ("Stands", "Other", "Owner", "Renamed owner"))
    make_relation(owner, "owner", other, start=date(2010, 1, 1))
    make_relation(stands, "owner", other)
    for row, into in ((other, stands), (owner, renamed)):
        row.merged_into = into
        row.save()
    history = brand_history(stands)
    assert [list(span.owners) for span in history.spans] == [[], [renamed]]
    assert history.spans[1].relation is not None and history.spans[1].relation.start == date(2010, 1, 1)


def test_a_merged_makers_part_is_read_by_the_rules_of_its_own_maker() -> None:
    own, stands = make_maker("Linear Technology"), make_maker("Some Other Name")
    part = make_part("LT1086MK", own)
    before = part_view(own, part.number, part)
    own.merged_into = stands
    own.save()
    assert before.facts.grade and part_view(stands, part.number, part).facts == before.facts


def test_a_scheme_that_misleads_finds_no_variants(adi: Party, monkeypatch: pytest.MonkeyPatch) -> None:
    part = make_part("AD9361BBCZ", adi)
    part.base = "AD9361"
    make_part("AD9361XYZ", adi)
    assert part_view(adi, part.number, part).variants.numbers
    monkeypatch.setattr(parts, "wrong_rules", lambda: frozenset(PATTERNS))
    assert not part_view(adi, part.number, part).variants.numbers
