"""Two makers speak for one brand and contradict each other: our side is told, and neither of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.roles import Role
from makers.models import TraceRequest
from makers.operations import requests as desk
from tests.factories.accounts import make_principal
from tests.factories.answers import make_answer
from tests.factories.requests import QUESTION, make_draft, make_officer, make_request, make_speaker
from tests.web.markup import tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
OTHERWISE, CONTRADICT = "Another maker says otherwise about this lot.", "Two makers contradict each other"


@pytest.fixture
def asked() -> tuple[TraceRequest, TraceRequest]:
    """One lot, and two houses that speak for its brand."""
    first = make_request()
    author = make_principal(Role.ANALYST)
    other = make_speaker(first.brand)
    second = desk.draft(principal=author, lot=make_draft(author), organisation=other, question=QUESTION)
    second = desk.approve(principal=make_principal(Role.ANALYST), request=second)
    return first, desk.send(principal=author, request=second)


def said(client: Client, asked: TraceRequest) -> str:
    return tree(client.get(f"/requests/{asked.public_id}/").content).said


def of_find(client: Client, asked: TraceRequest) -> str:
    find = asked.releases.all()[0]
    return tree(client.get(f"/components/{find.identification.component.public_id}/").content).said


def test_both_requests_and_the_find_say_so(signed_in: Enter, asked: tuple[TraceRequest, TraceRequest]) -> None:
    first, second = asked
    desk_page, enforcement = signed_in(Role.ANALYST), signed_in(Role.ENFORCEMENT)
    make_answer(first, {"verdict": "genuine"})
    assert OTHERWISE not in said(desk_page, first) + said(desk_page, second)
    make_answer(second, {"verdict": "counterfeit"})
    assert f"{OTHERWISE} {second.organisation.name}: Counterfeit" in said(desk_page, first)
    assert f"{OTHERWISE} {first.organisation.name}: Ours, genuine" in said(desk_page, second)
    assert CONTRADICT in of_find(desk_page, first) and CONTRADICT in of_find(enforcement, first)
    for one, other in ((first, second), (second, first)):
        client = signed_in(make_officer(one))
        find = one.releases.all()[0]
        pages = [client.get(page) for page in (f"/maker/requests/{one.public_id}/", f"/findings/{find.public_id}/")]
        told = "".join(tree(page.content).said for page in pages)
        assert {page.status_code for page in pages} == {200}
        assert OTHERWISE not in told and CONTRADICT not in told and other.organisation.name not in told


def test_who_cannot_tell_contradicts_nobody(signed_in: Enter, asked: tuple[TraceRequest, TraceRequest]) -> None:
    first, second = asked
    make_answer(first, {"verdict": "counterfeit"})
    make_answer(second, {"verdict": "cannot_tell"})
    assert OTHERWISE not in said(signed_in(Role.ANALYST), first) and CONTRADICT not in of_find(
        signed_in(Role.ANALYST), first
    )


def test_a_verdict_contradicts_for_those_alone_who_may_read_it(
    signed_in: Enter, asked: tuple[TraceRequest, TraceRequest]
) -> None:
    first, second = asked
    make_answer(first, {"verdict": "genuine"})
    make_answer(second, {"verdict": "counterfeit", "use_verdict": "leads"})
    assert OTHERWISE in said(signed_in(Role.ANALYST), first) and CONTRADICT in of_find(signed_in(Role.ANALYST), first)
    assert CONTRADICT not in of_find(signed_in(Role.ENFORCEMENT), first)
    make_answer(second, {"verdict": "counterfeit"}, use="sealed")
    assert OTHERWISE not in said(signed_in(Role.ANALYST), first)
