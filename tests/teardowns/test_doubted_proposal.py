"""The machine's other readings of a line reach the proposal; what a person wrote is taken as it stands."""

import pytest
from django.template.loader import render_to_string

from accounts.roles import Role
from api.v1.analyst.shapes.evidence import IdentificationRow as AnalystIdentification
from teardowns.models import Decision, Reading
from teardowns.operations.reading import write_reading
from teardowns.operations.resolving import propose
from teardowns.queries.judgements import current_identification
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker, make_part
from tests.factories.teardowns import make_photo, make_reading, make_teardown
from web.shown import shown_lines

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


def test_a_line_as_its_part_has_it_is_kept_beside_what_was_read(reading: Reading) -> None:
    make_part("USB2514B", make_maker("Microchip Technology"))
    others = [{"text": "USB2514B", "confidence": 920, "pass": "clahe"}]
    Reading.objects.filter(pk=reading.pk).update(
        lines=[{"text": "US82514B", "confidence": 940, "pass": "clahe", "alternatives": others}]
    )
    reading.refresh_from_db()
    proposal = propose(reading)
    proposal.refresh_from_db()
    assert [(one["read"], one["text"]) for one in proposal.decoded] == [("US82514B", "USB2514B")]
    assert reading.texts == ["US82514B"]
    (line,) = shown_lines(reading, proposal)
    assert (line.text, line.decoded, line.decoded_for) == ("US82514B", "USB2514B", "USB2514B")
    cells = render_to_string("web/components/lines.html", {"lines": [line]})
    assert "perhaps USB2514B" in cells and "or USB2514B?" not in cells
    assert AnalystIdentification(proposal).data["decoded"][0]["text"] == "USB2514B"


def test_a_persons_reading_has_no_other_readings(reading: Reading) -> None:
    propose(reading)
    write_reading(principal=make_principal(Role.ANALYST), marking=reading.marking, lines=["LT1013"])
    best = current_identification(reading.marking.component).candidates[0]
    assert (best["part_number"], best["catalogued"]) == ("LT1013", False)
