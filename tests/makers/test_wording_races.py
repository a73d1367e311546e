"""Acts on one wording at the same moment: it is published once, and no word to it is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from custody.verify import ledger_faults
from makers.models import ReplyKind, Wording, WordingState
from makers.operations import wordings
from makers.operations.wordings import publish_wording, reply, show_wording, withdraw_wording, write_wording
from makers.request_problems import TooEarly, WordingNotThere
from tests.factories.accounts import make_principal
from tests.factories.answers import officer
from tests.factories.requests import make_request
from tests.racing import Halt

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Components of this lot were found on two specimens."


@pytest.fixture
def shown(second: Principal) -> Wording:
    """A wording whose 28 days are over."""
    draft = write_wording(principal=make_principal(Role.ANALYST), request=make_request(), text=TEXT)
    show_wording(principal=second, wording=draft, seen=TEXT)
    Wording.objects.update(due_at=timezone.now() - timedelta(hours=1))
    return Wording.objects.select_related("request").get()


def publishing(wording: Wording) -> Callable[[], Wording]:
    analyst = make_principal(Role.ANALYST)
    return lambda: publish_wording(principal=analyst, wording=wording)


def replying(wording: Wording, kind: ReplyKind) -> Callable[[], object]:
    person = officer(wording.request)
    return lambda: reply(principal=person, public_id=wording.public_id, kind=kind, text="It is another lot.")


def published() -> int:
    return LedgerEntry.objects.filter(action="trace_request.wording_published").count()


def test_two_who_publish_a_wording(shown: Wording, halt: Halt) -> None:
    halt.after(wordings, "_locked")
    raised = halt.overtaken(publishing(shown), publishing(shown))
    assert [type(error) for error in raised] == [type(None), WordingNotThere]
    assert Wording.objects.get().state == WordingState.PUBLISHED and published() == 1
    assert list(ledger_faults()) == []


@pytest.mark.parametrize("publishes_first", [True, False])
def test_publishing_and_withdrawing_a_wording(
    shown: Wording, second: Principal, halt: Halt, publishes_first: bool
) -> None:
    acts = [publishing(shown), lambda: withdraw_wording(principal=second, wording=shown, reason="A slip.")]
    halt.after(wordings, "_locked")
    raised = halt.overtaken(*(acts if publishes_first else acts[::-1]))
    assert [type(error) for error in raised] == [type(None), type(None) if publishes_first else WordingNotThere]
    assert Wording.objects.get().state == WordingState.WITHDRAWN and published() == int(publishes_first)


def test_a_reply_that_comes_while_it_is_published_stands_beside_it(shown: Wording, halt: Halt) -> None:
    halt.after(wordings, "_locked")
    assert halt.overtaken(publishing(shown), replying(shown, ReplyKind.CORRECTION)) == [None, None]
    (said,) = shown.replies.all()
    assert said.late and Wording.objects.get().state == WordingState.PUBLISHED


def test_a_correction_that_is_being_written_holds_up_what_was_agreed_to(shown: Wording, halt: Halt) -> None:
    Wording.objects.update(due_at=timezone.now() + timedelta(days=1))
    replying(shown, ReplyKind.AGREED)()
    halt.after(wordings, "lock")
    raised = halt.overtaken(replying(shown, ReplyKind.CORRECTION), publishing(shown))
    assert [type(error) for error in raised] == [type(None), TooEarly]
    assert Wording.objects.get().state == WordingState.SHOWN and shown.replies.count() == 2


def test_two_who_write_the_first_version_write_one(halt: Halt) -> None:
    made = make_request()
    halt.after(wordings, "locked_for_desk")
    analysts = [make_principal(Role.ANALYST) for _person in range(2)]
    assert halt.overtaken(
        *(lambda who=who: write_wording(principal=who, request=made, text=TEXT) for who in analysts)
    ) == [None, None]
    assert Wording.objects.get().written_by == analysts[1].user
