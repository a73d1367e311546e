"""What was found in weapons is searched by what is printed on it, as far as one may see it."""

import pytest

from accounts.queries import Principal
from accounts.roles import Role
from teardowns.models import Reading
from teardowns.operations.reading import write_reading
from teardowns.queries import searching
from teardowns.queries.searching import readings_with, search_evidence
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_confirmed, make_photo, make_reading, make_teardown

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Principal:
    return make_principal(Role.ANALYST)


@pytest.mark.parametrize("typed", ["МАХ3490", "max349o", "X3490", "ах-3490", "20 39", "інтегра", "ІНТЕГРАЛ"])
def test_a_reading_is_found_by_a_piece_of_a_line_in_any_spelling(typed: str, analyst: Principal) -> None:
    reading = make_reading(["MAX3490", "2039", "Інтеграл"])
    make_reading(["AD9361", "0000"])
    assert readings_with(analyst, [typed]) == [reading]


def test_every_line_must_be_there_and_none_is_found_across_two(analyst: Principal) -> None:
    reading = make_reading(["AD9361", "BBCZ", "2147"])
    assert readings_with(analyst, ["AD9361", "2147"]) == [reading]
    assert readings_with(analyst, ["AD9361", "2148"]) == []
    assert readings_with(analyst, ["AD9361BBCZ"]) == []


@pytest.mark.parametrize("typed", ["", "A", "A1", "%", "%%%", "___", "\\", "🛰", "\0"])
def test_what_is_too_short_or_a_pattern_finds_no_reading(typed: str, analyst: Principal) -> None:
    make_reading(["AD9361", "BBCZ"])
    assert list(readings_with(analyst, [typed])) == []


def test_only_the_reading_that_stands_is_found(analyst: Principal) -> None:
    machine = make_reading(["AD936I"])
    assert readings_with(analyst, ["AD936I"]) == [machine]
    written = write_reading(principal=analyst, marking=machine.marking, lines=["ADF4351"])
    assert readings_with(analyst, ["AD936I"]) == []
    assert readings_with(analyst, ["ADF4351"]) == [written]


def test_of_many_readings_the_latest_are_found(analyst: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 2)
    readings = [make_reading([text]) for text in ("AD9361Z", "AD9361B", "AD9361A")]
    assert readings_with(analyst, ["AD9361"]) == [readings[2], readings[1]]


def test_the_key_is_kept_whichever_way_a_reading_is_stored(analyst: Principal) -> None:
    marking = make_reading(["AD9361"]).marking
    (bulk,) = Reading.objects.bulk_create([Reading(marking=marking, lines=[{"text": "ADUM1201"}])])
    assert bulk in readings_with(analyst, ["aduml20l"])


def test_a_field_team_finds_its_own_teardowns_only() -> None:
    ours, theirs = make_principal(Role.FIELD), make_principal(Role.FIELD)
    reading = make_reading(["AD9361"], make_photo(make_teardown(ours)))
    make_reading(["AD9361"], make_photo(make_teardown(theirs)))
    found = search_evidence(ours, ["AD9361"], [])
    assert found.readings == (reading,) and found.teardowns == ()
    number = reading.marking.component.teardown.order_number
    assert [one.order_number for one in search_evidence(ours, [number.lower()], []).teardowns] == [number]
    assert search_evidence(theirs, [number], []).teardowns == ()
    assert search_evidence(make_principal(Role.MAKER), ["AD9361"], []).readings == ()


def test_confirmed_components_are_found_by_the_number_typed_or_catalogued(analyst: Principal) -> None:
    judged = make_confirmed("AD9361BBCZ", make_maker("Analog Devices"))
    assert search_evidence(analyst, ["9361b"], []).confirmed == (judged,)
    assert search_evidence(analyst, ["xx"], ["AD9361BBCZ"]).confirmed == (judged,)
    assert search_evidence(analyst, ["AD9364"], []).confirmed == ()
    assert search_evidence(analyst, [], ["AD9361BBCZ"]).confirmed == ()
