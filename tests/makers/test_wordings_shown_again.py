"""A wording that is taken back and shown anew takes nobody's word away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from makers.models import TraceRequest, Wording, WordingReply, WordingState
from makers.operations.wordings import publish_wording, reply, show_wording, withdraw_wording, write_wording
from makers.queries.wordings import Beside, beside, wordings_of
from makers.request_problems import TooEarly, WordingNotThere
from tests.factories.accounts import make_principal
from tests.factories.answers import officer
from tests.factories.requests import make_request
from web.request_texts import clocks

pytestmark = pytest.mark.django_db
TEXT = "Components of this lot were found on two specimens."


@pytest.fixture
def asked() -> TraceRequest:
    return make_request()


def shown(asked: TraceRequest, text: str = TEXT) -> Wording:
    draft = write_wording(principal=make_principal(Role.ANALYST), request=asked, text=text)
    return show_wording(principal=make_principal(Role.ANALYST), wording=draft, seen=text)


def said(wording: Wording, kind: str = "correction", text: str = "It was a sample.") -> WordingReply:
    return reply(principal=officer(wording.request), public_id=wording.public_id, kind=kind, text=text)


def taken_back(wording: Wording) -> None:
    withdraw_wording(principal=make_principal(Role.ANALYST), wording=wording, reason="Again.")


def published(wording: Wording) -> Wording:
    Wording.objects.filter(pk=wording.pk).update(due_at=timezone.now() - timedelta(hours=1))
    return publish_wording(principal=make_principal(Role.ANALYST), wording=wording)


def newest(asked: TraceRequest) -> Beside:
    """The newest version, which both sides see alike."""
    ours, theirs = beside(asked, asked.wordings.all())[0], beside(asked, wordings_of(officer(asked)))[0]
    assert (ours.replies, ours.silent) == (theirs.replies, theirs.silent)
    return ours


def test_what_was_said_to_a_version_taken_back_is_published_beside_the_next(asked: TraceRequest) -> None:
    first = shown(asked)
    word = said(first)
    taken_back(first)
    second = shown(asked)
    assert newest(asked).replies == (word,) and newest(asked).own == ()
    assert "to correct by" in clocks(asked, [newest(asked)])[1].said, "its days run all the same"
    published(second)
    assert newest(asked).replies == (word,) and not newest(asked).silent
    assert asked.events.get(kind="wording_published").details["replies"] == [str(word.public_id)]
    assert clocks(asked, [newest(asked)])[1].said.startswith("replied ")


def test_what_is_published_anew_goes_on_with_every_word(asked: TraceRequest) -> None:
    first = shown(asked)
    early = said(first, "statement", "Ours.")
    published(first)
    second = shown(asked, "Other words.")
    late = said(second)
    published(second)
    assert newest(asked).replies == (early, late) and newest(asked).own == (late,)


@pytest.mark.parametrize(("text", "stays"), [(TEXT, True), ("It is the maker’s fault.", False)])
def test_who_had_nothing_to_correct_agreed_to_those_words_alone(asked: TraceRequest, text: str, stays: bool) -> None:
    first = shown(asked)
    said(first, "agreed", "")
    taken_back(first)
    second = shown(asked, text)
    with pytest.raises(TooEarly):
        publish_wording(principal=make_principal(Role.ANALYST), wording=second)
    published(second)
    assert bool(newest(asked).replies) is stays and newest(asked).silent is not stays


def test_silence_to_all_versions_is_said(asked: TraceRequest) -> None:
    taken_back(shown(asked))
    published(shown(asked))
    assert newest(asked).silent and newest(asked).replies == ()


def test_the_maker_goes_on_seeing_what_it_was_shown_and_no_draft(asked: TraceRequest) -> None:
    first, own = shown(asked), officer(asked)
    word = said(first)
    taken_back(first)
    never = write_wording(principal=make_principal(Role.ANALYST), request=asked, text="Never shown.")
    taken_back(never)
    Wording.objects.filter(pk=first.pk).update(due_at=timezone.now() - timedelta(hours=1))
    (one,) = beside(asked, wordings_of(own))
    assert one.wording == first and one.replies == (word,) and one.wording.state == WordingState.WITHDRAWN
    with pytest.raises(WordingNotThere):
        said(first)


def test_a_version_taken_back_says_nothing_of_silence(asked: TraceRequest) -> None:
    first = shown(asked)
    Wording.objects.filter(pk=first.pk).update(due_at=timezone.now() - timedelta(hours=1))
    taken_back(first)
    assert not newest(asked).silent
