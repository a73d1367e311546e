"""Text from outside that no database takes, or that is far too long: a problem in words, never a fault."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from accounts.operations import suspend_user
from accounts.queries import directory
from accounts.roles import Role
from custody.queries import history
from problems import NotFound
from provenance.queries.parties import maker_named
from teardowns.models import Identification, Reading
from teardowns.operations import opening
from teardowns.operations.identifying import confirm, reject
from teardowns.operations.reading import write_reading
from teardowns.problems import FIELD_LABELS, BadText, UnknownMaker
from teardowns.queries.page_parties import part_named, parties_like
from tests.factories.accounts import make_principal, make_user
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_proposal

pytestmark = pytest.mark.django_db
WILD = ["a\x00b", "\u202eabc", "x" * 100_000, "\ud800", "%" * 60_000]


@pytest.fixture
def analyst():
    return make_principal(Role.ANALYST)


@pytest.mark.parametrize("text", WILD)
def test_a_maker_of_any_name_is_known_or_not(analyst, text):
    assert maker_named(text) is None
    with pytest.raises(UnknownMaker):
        confirm(principal=analyst, component=make_proposal().component, part_number="X1", manufacturer=text)


@pytest.mark.parametrize("text", WILD)
def test_a_search_for_anything_finds_nothing(text):
    make_maker("Analog Devices")
    assert not list(parties_like(text))
    assert not directory.people(search=text)
    with pytest.raises(NotFound):
        part_named("analog-devices", text)


@pytest.mark.parametrize("text", WILD)
def test_the_history_of_anything_is_empty(text):
    assert not list(history("photo", text))


def test_a_note_that_is_too_long_is_refused_and_not_dropped(analyst):
    proposal = make_proposal()
    with pytest.raises(BadText):
        reject(principal=analyst, component=proposal.component, note="x" * 301)
    with pytest.raises(BadText):
        write_reading(principal=analyst, marking=proposal.reading.marking, lines=["X1"], note="x" * 301)
    assert (Identification.objects.count(), Reading.objects.count()) == (1, 1)


def test_a_refused_text_is_named_as_its_field_is():
    assert str(BadText(field="order_number")).startswith("The text of “Order number” is empty")
    with override("uk"):
        assert "«Номер виробу»" in str(BadText(field="part_number"))
    assert set(re.findall(r'(?:BadText\(field=|(?:required|optional)_text\()"(\w+)"', _operations())) == set(
        FIELD_LABELS
    )


def _operations():
    folder = Path(opening.__file__).parent
    return "".join(file.read_text() for file in sorted(folder.glob("*.py")))


def test_a_reason_holds_what_a_database_takes():
    suspended = suspend_user(user=make_user(), reason="lost\x00 phone \ud800", actor="system:test")
    suspended.refresh_from_db()
    assert suspended.suspension_reason.startswith("lost")
