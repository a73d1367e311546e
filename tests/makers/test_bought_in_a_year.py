"""A purchase of which the year alone is known opens findings to the buyer when that year is over."""

from datetime import date

import pytest

from makers.queries.speaking import speakers_for
from provenance.models import PartyRelation, RelationKind
from provenance.queries.parties import brands_of
from tests.factories.provenance import make_maker, make_relation
from tests.factories.requests import make_speaker

pytestmark = pytest.mark.django_db
DURING, LAST, AFTER = date(2021, 6, 30), date(2021, 12, 30), date(2021, 12, 31)


def test_the_buyer_speaks_when_it_is_sure_to_have_bought() -> None:
    buyer, bought, below = make_maker("Analog Devices"), make_maker("Maxim Integrated"), make_maker("Dallas")
    make_relation(bought, RelationKind.OWNER, below, start=date(2001, 1, 1))
    relation = make_relation(buyer, RelationKind.OWNER, bought, start=date(2021, 1, 1))
    PartyRelation.objects.update(credibility=2)
    speaker = make_speaker(buyer)
    every = {buyer.pk, bought.pk, below.pk}
    assert brands_of(speaker, DURING) == every, "an exact day"
    PartyRelation.objects.filter(pk=relation.pk).update(start_latest=date(2021, 12, 31))
    assert brands_of(speaker, DURING) == brands_of(speaker, LAST) == {buyer.pk}
    assert brands_of(speaker, AFTER) == every
    assert speakers_for(below.pk, LAST) == [] and speakers_for(below.pk, AFTER) == [speaker]


def test_the_end_counts_as_before() -> None:
    buyer, bought = make_maker("Analog Devices"), make_maker("Maxim Integrated")
    make_relation(buyer, RelationKind.OWNER, bought, start=date(2010, 1, 1))
    PartyRelation.objects.update(credibility=2, start_latest=date(2010, 12, 31), end=LAST)
    speaker = make_speaker(buyer)
    assert bought.pk in brands_of(speaker, LAST) and bought.pk not in brands_of(speaker, AFTER)
