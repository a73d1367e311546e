"""The statements that every trace of a run costs."""

import uuid

import pytest
from django.db import connection

from provenance.operations.cheap_statements import cheap_statements
from provenance.queries.statements import party_numbers
from tests.factories.provenance import make_party

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
