"""Lists are walked by a cursor that is stable under inserts, bound to its list and silent about others."""

import base64
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.queries import Principal
from accounts.roles import Role
from teardowns.models import Teardown
from tests.api.calling import Caller, caller
from tests.factories.teardowns import make_proposal, make_teardown

pytestmark = pytest.mark.django_db
URL = "/api/v1/field/teardowns/"


@pytest.fixture
def team() -> tuple[Caller, Principal]:
    """A field team's program."""
    return caller(Role.FIELD)


def walk(one: Caller, url: str, limit: int) -> list[dict[str, Any]]:
    """All rows, page by page."""
    rows: list[dict[str, Any]] = []
    following: str | None = f"{url}?limit={limit}"
    while following:
        page = one.get(following).json()
        assert set(page) == {"results", "next"} and len(page["results"]) <= limit
        rows += page["results"]
        following = page["next"]
    return rows


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_every_row_once_in_order_whatever_the_page(team: Any, limit: int) -> None:
    one, principal = team
    made = [make_teardown(principal) for _ in range(7)]
    # Equal times are the rule in an import: the second key must order them.
    Teardown.objects.filter(pk__in=[each.pk for each in made[:5]]).update(created_at=timezone.now())
    rows = walk(one, URL, limit)
    assert [row["id"] for row in rows] == [
        str(each.public_id) for each in Teardown.objects.order_by("-created_at", "public_id")
    ]


def test_a_row_that_arrives_while_walking_moves_nothing(team: Any) -> None:
    one, principal = team
    made = [make_teardown(principal) for _ in range(4)]
    first = one.get(URL, limit=2).json()
    make_teardown(principal)
    second = one.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == [str(t.public_id) for t in reversed(made)]


def test_the_queue_is_ordered_by_three_keys() -> None:
    for _ in range(3):
        make_proposal()
    one, _principal = caller(Role.ANALYST)
    rows = walk(one, "/api/v1/analyst/queue/", 1)
    assert len({row["id"] for row in rows}) == 3


def test_a_cursor_works_in_its_own_list_only(team: Any) -> None:
    one, principal = team
    for _ in range(2):
        make_teardown(principal)
    following = one.get(URL, limit=1).json()["next"]
    cursor = following.split("cursor=")[1]
    response = one.get(f"/api/v1/field/weapon-models/?cursor={cursor}")
    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


def test_a_cursor_holds_dates_and_public_ids_and_no_integer_key(team: Any) -> None:
    one, principal = team
    for _ in range(2):
        make_teardown(principal)
    cursor = one.get(URL, limit=1).json()["next"].split("cursor=")[1].split("&")[0]
    payload = cursor.split("%3A")[0]
    keys = signing.JSONSerializer().loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert datetime.fromisoformat(keys[0]) > timezone.now() - timedelta(minutes=1)
    assert uuid.UUID(keys[1])
    assert len(keys) == 2


@given(cursor=st.text(min_size=1, max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_made_up_cursor_is_refused(team: Any, cursor: str) -> None:
    one, _principal = team
    response = one.get(URL, cursor=cursor.encode("utf-8", "replace"))
    assert response.status_code in ((200, 400) if not cursor.strip() else (400,))


@pytest.mark.parametrize("content", [[], [1], {"a": 1}, "text", [1, 2, 3], [None, None], [[], {}]])
def test_a_well_signed_cursor_of_another_shape_is_refused(team: Any, content: Any) -> None:
    one, _principal = team
    cursor = signing.Signer(salt=f"api.cursor:{URL}:-created_at,public_id").sign_object(content)
    assert one.get(URL, cursor=cursor).json()["code"] == "bad_cursor"
