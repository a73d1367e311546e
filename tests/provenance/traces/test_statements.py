"""The statements that every trace of a run costs."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from provenance.models import Listing, ListVersion, Party, Shipment, TradeFile
from provenance.operations.cheap_statements import cheap_statements
from provenance.queries.listing_rows import listing_rows
from provenance.queries.listings import told_version
from provenance.queries.statements import as_amount, as_day, as_key, as_time, party_numbers, read, select
from tests.factories.provenance import make_listing, make_party, make_shipment

pytestmark = pytest.mark.django_db


def test_numbers_of_parties_that_there_are() -> None:
    party, unknown = make_party("Baker Trading"), str(uuid.uuid4())
    assert party_numbers([str(party.public_id), unknown]) == {str(party.public_id): party.pk}
    later = make_party("Delta Trading")
    both = {str(one.public_id): one.pk for one in (party, later)}
    assert party_numbers(list(both)) == both
    assert party_numbers([]) == {}


def test_what_is_saved_is_saved_for_the_block_alone() -> None:
    if connection.vendor != "postgresql":
        with cheap_statements():
            return
    usual = _shown()  # the tests' own server never waits for the disk
    assert usual[1] == "8"
    with cheap_statements():
        assert _shown() == ("off", "1")
    assert _shown() == usual
    with pytest.raises(ZeroDivisionError), cheap_statements():
        raise ZeroDivisionError
    assert _shown() == usual


def _shown() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('join_collapse_limit')")
        return tuple(cursor.fetchone())


def test_what_is_read_is_the_same_from_both_databases() -> None:
    party = make_party("Baker Trading", country="AE")
    wanted = f"{select(Party, 'pk', 'public_id', 'country')} WHERE public_id = ANY(%s)"
    for _ in range(4):  # on PostgreSQL the last ones are prepared
        ((key, public_id, country),) = read(wanted, [[party.public_id, uuid.uuid4()]])
        assert (key, as_key(public_id), country) == (party.pk, str(party.public_id), "AE")
    assert read(wanted, [[]]) == []


def test_a_broken_statement_is_an_error_of_the_database() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        read("SELECT nothing FROM nowhere")


def test_days_moments_and_quantities_are_those_of_the_model() -> None:
    shipment = make_shipment(make_party("Seller"), make_party("Buyer"), date(2022, 3, 8), quantity=730)
    table = Shipment._meta.db_table
    ((earliest, quantity),) = read(f"{select(Shipment, 'earliest', 'quantity')} WHERE {table}.id = %s", [shipment.pk])
    assert as_day(earliest) == date(2022, 3, 8)
    assert repr(as_amount(quantity)) == "730"
    assert as_amount(0.5) == 0.5
    file = shipment.file
    ((at,),) = read(f"{select(TradeFile, 'created_at')} WHERE id = %s", [file.pk])
    assert as_time(at) == TradeFile.objects.get(pk=file.pk).created_at


def test_listings_are_read_as_their_models_tell_them() -> None:
    party = make_party("Baker Trading")
    known = make_listing(party, date(2023, 1, 1))
    version = ListVersion.objects.create(
        list=known.list, sha256="ab" * 32, size=1, fetched_at=timezone.now(), effective_on=date(2022, 2, 2)
    )
    said = {"party": party, "list": known.list, "reference": "No. 7"}
    Listing.objects.create(first_version=version, last_version=version, **said)
    Listing.objects.create(start=date(2022, 3, 1), end=date(2023, 3, 1), programme="P", last_version=version, **said)
    rows = {row.id: row for row in listing_rows([party.pk])}
    stored = Listing.objects.select_related("list", "first_version", "last_version")
    assert rows.keys() == {one.pk for one in stored}
    for one in stored:
        row = rows[one.pk]
        assert (row.list, row.start, row.end, row.programme) == (one.list_name, one.start, one.end, one.programme)
        assert (row.version, row.known_since) == (told_version(one), one.known_since)
    assert listing_rows([]) == []
