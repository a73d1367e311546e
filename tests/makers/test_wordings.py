"""The right of reply."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Role
from makers.models import ReplyKind, TraceRequest, Wording, WordingState
from makers.operations.brands import end_brand
from makers.operations.wordings import publish_wording, reply, show_wording, withdraw_wording, write_wording
from makers.queries.requests import Closed
from makers.queries.wordings import beside, wordings_of
from makers.request_problems import (
    BadRequestText,
    ChangedMeanwhile,
    NobodySpeaks,
    SamePerson,
    StepNotPossible,
    TooEarly,
    WordingNotThere,
    WordingUnderWay,
)
from problems import NotFound
from tests.factories.accounts import make_principal
from tests.factories.answers import officer
from tests.factories.requests import make_request
from web import dates
from web.request_texts import clocks

pytestmark = pytest.mark.django_db
TEXT = "Components of this lot were found on two specimens."


@pytest.fixture
def author() -> Principal:
    return make_principal(Role.ANALYST)


def shown(author: Principal, second: Principal, request: TraceRequest) -> Wording:
    draft = write_wording(principal=author, request=request, text=TEXT)
    return show_wording(principal=second, wording=draft, seen=TEXT)


def over(wording: Wording) -> None:
    """Its 28 days have passed."""
    Wording.objects.filter(pk=wording.pk).update(due_at=timezone.now() - timedelta(hours=1))


def test_nobody_outside_sees_a_draft_and_its_author_cannot_show_it(author: Principal, second: Principal) -> None:
    made = make_request()
    draft = write_wording(principal=author, request=made, text=TEXT)
    assert not wordings_of(officer(made)).exists()
    with pytest.raises(SamePerson):
        show_wording(principal=author, wording=draft, seen=TEXT)
    again = write_wording(principal=second, request=made, text="Other words.")
    assert again == draft and again.written_by == second.user and again.number == 1
    with pytest.raises(ChangedMeanwhile):
        show_wording(principal=author, wording=draft, seen=TEXT)


def test_what_the_maker_reads_is_not_changed_under_its_eyes(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    assert wordings_of(officer(made)).get() == version
    with pytest.raises(WordingUnderWay):
        write_wording(principal=author, request=made, text="Other words.")
    withdraw_wording(principal=author, wording=version, reason="A slip.")
    assert write_wording(principal=author, request=made, text="Other words.").number == 2


def test_it_is_published_after_its_day_and_silence_is_said(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    with pytest.raises(TooEarly):
        publish_wording(principal=author, wording=version)
    over(version)
    assert publish_wording(principal=author, wording=version).state == WordingState.PUBLISHED
    assert [one.silent for one in beside(made, made.wordings.all())] == [True]


def test_a_word_that_agrees_ends_the_wait_and_one_that_corrects_does_not(author: Principal, second: Principal) -> None:
    made = make_request()
    version, maker = shown(author, second, made), officer(made)
    reply(principal=maker, public_id=version.public_id, kind=ReplyKind.AGREED, text="")
    reply(principal=maker, public_id=version.public_id, kind=ReplyKind.CORRECTION, text="It is another lot.")
    with pytest.raises(TooEarly):
        publish_wording(principal=author, wording=version)
    reply(principal=maker, public_id=version.public_id, kind=ReplyKind.AGREED, text="")
    assert publish_wording(principal=author, wording=version).published_at


def test_a_late_word_stands_beside_what_is_published(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    over(version)
    publish_wording(principal=author, wording=version)
    said = reply(principal=officer(made), public_id=version.public_id, kind="statement", text="We wrote to them.")
    assert said.late
    (one,) = beside(made, made.wordings.all())
    assert one.replies == (said,) and not one.silent


def test_a_later_version_replaces_the_published_one_and_its_replies_stay(author: Principal, second: Principal) -> None:
    made = make_request()
    first = shown(author, second, made)
    over(first)
    reply(principal=officer(made), public_id=first.public_id, kind="statement", text="Ours.")
    publish_wording(principal=author, wording=first)
    next_one = shown(author, second, made)
    over(next_one)
    publish_wording(principal=author, wording=next_one)
    first.refresh_from_db()
    assert first.state == WordingState.REPLACED and first.replies.count() == 1
    assert made.wordings.get(state=WordingState.PUBLISHED).number == 2


def test_what_cannot_be_done_is_said(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    with pytest.raises(WordingNotThere):
        show_wording(principal=author, wording=version, seen=TEXT)
    with pytest.raises(BadRequestText):
        reply(principal=officer(made), public_id=version.public_id, kind="correction", text=" ")
    with pytest.raises(NotFound):
        reply(principal=make_principal(Role.MAKER), public_id=version.public_id, kind="agreed", text="")
    withdraw_wording(principal=author, wording=version, reason="A slip.")
    with pytest.raises(WordingNotThere):
        withdraw_wording(principal=author, wording=version, reason="Again.")
    with pytest.raises(StepNotPossible):
        write_wording(principal=author, request=make_request(to="draft", lot="D424242"), text=TEXT)


def test_who_is_shown_it_no_more_was_not_silent(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    over(version)
    TraceRequest.objects.update(due_at=timezone.now() - timedelta(hours=1))
    end_brand(principal=author, organisation=made.organisation, party_id=made.brand.public_id, reason="sold")
    with pytest.raises(NobodySpeaks):
        publish_wording(principal=author, wording=version)
    made.refresh_from_db()
    (one,) = beside(made, made.wordings.all())
    assert (one.silent, one.ready, one.closed) == (False, False, Closed(timezone.now().date()))
    said = {clock.said for clock in clocks(made, [one])}
    assert said == {f"closed to this organisation since {dates.day(timezone.now().date())}"}


def test_what_was_said_before_is_published_although_nobody_speaks(author: Principal, second: Principal) -> None:
    made = make_request()
    version = shown(author, second, made)
    over(version)
    reply(principal=officer(made), public_id=version.public_id, kind="statement", text="Ours\u00ad\u202e.")
    end_brand(principal=author, organisation=made.organisation, party_id=made.brand.public_id, reason="sold")
    publish_wording(principal=author, wording=version)
    assert version.replies.get().text == "Ours."
