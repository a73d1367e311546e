"""The machine's other readings of a line reach the proposal; what a person wrote is taken as it stands."""

import pytest

from accounts.roles import Role
from teardowns.models import Decision, Reading
from teardowns.operations.reading import write_reading
from teardowns.operations.resolving import propose
from teardowns.queries.judgements import current_identification
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_reading, make_teardown

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading() -> Reading:
    make_part("LT1019", make_maker("Linear Technology"))
    reading = make_reading(["LT1013"], make_photo(make_teardown()))
    others = [{"text": "LT1019", "confidence": 880, "pass": "clahe"}]
    Reading.objects.filter(pk=reading.pk).update(
        lines=[{"text": "LT1013", "confidence": 940, "pass": "clahe", "alternatives": others}]
    )
    reading.refresh_from_db()
    return reading


def test_a_catalogued_number_that_is_nearly_as_likely_is_proposed_but_not_decided(reading: Reading) -> None:
    proposal = propose(reading)
    best = proposal.candidates[0]
    assert (best["part_number"], best["catalogued"]) == ("LT1019", True)
    assert "alternative_reading" in [reason["code"] for reason in best["reasons"]]
    assert proposal.decision == Decision.AMBIGUOUS


def test_a_persons_reading_has_no_other_readings(reading: Reading) -> None:
    propose(reading)
    write_reading(principal=make_principal(Role.ANALYST), marking=reading.marking, lines=["LT1013"])
    best = current_identification(reading.marking.component).candidates[0]
    assert (best["part_number"], best["catalogued"]) == ("LT1013", False)
