"""Rates hold when the calls come at once, and a cache that is away stops no photo."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from api import throttling
from api.throttling import Rate, over_limit
from tests.api.calling import caller, checked, token_of

URL = "/api/v1/field/teardowns/"


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two calls a day."""
    for kind in list(throttling.RATES):
        monkeypatch.setitem(throttling.RATES, kind, Rate(2, 86_400))


@pytest.mark.parametrize("at_once", [40])
def test_forty_calls_at_once_and_ten_pass(redis_cache: str, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setitem(throttling.RATES, "read", Rate(10, 86_400))
    with ThreadPoolExecutor(at_once) as pool:
        waits = list(pool.map(lambda _n: over_limit("read", "somebody"), range(at_once)))
    assert waits.count(None) == 10


@pytest.mark.django_db
def test_one_call_too_many(strict: None) -> None:
    one, _ = caller(Role.FIELD)
    other, _ = caller(Role.FIELD)
    assert [one.get(URL).status_code for _ in range(3)] == [200, 200, 429]
    response = one.get(URL)
    assert response.json()["code"] == "too_many_requests"
    assert 0 < int(response.headers["Retry-After"]) <= 86_400
    assert response.headers["Retry-After"] in response.json()["next_step"]
    assert one.post(URL, {}).status_code == 422, "changes are counted apart"
    assert other.get(URL).status_code == 200, "everybody is counted apart"


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, token_of("guess")])
def test_who_guesses_is_slowed_down(strict: None, headers: dict[str, Any]) -> None:
    statuses = [checked(Client().get(URL, **headers)).status_code for _ in range(4)]
    assert statuses == [401, 401, 429, 429]


@pytest.mark.django_db
def test_a_cache_that_is_away_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: Any) -> None:
        raise ConnectionError("no cache")

    monkeypatch.setattr("api.throttling.cache", type("Away", (), {"add": away, "incr": away})())
    one, _ = caller(Role.FIELD)
    assert one.get(URL).status_code == 200


def test_a_counter_that_was_thrown_out_counts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: Any) -> None:
        raise ValueError("key not found")

    monkeypatch.setattr("api.throttling.cache", type("Full", (), {"add": lambda *_: True, "incr": gone})())
    assert over_limit("read", "somebody") is None
