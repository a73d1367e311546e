"""The maker's question: own brands only, and not a byte that depends on anybody else's."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from accounts.queries import Principal
from accounts.roles import Role
from makers.models import OwnAct
from provenance.models import Party
from teardowns.models import Release
from tests.api.calling import Caller, caller
from tests.factories.provenance import make_maker, represent
from tests.factories.teardowns import make_finding
from tests.makers.two_worlds import for_a_moment

pytestmark = pytest.mark.django_db
URL = "/api/v1/manufacturer/findings/"
ELSEWHERE = "00000000-0000-4000-8000-000000000000"
QUERIES = (
    "",
    "?limit=1",
    "?part_number=ad",
    "?part_number=XC7",
    "?part_number=%D0%90%D0%94",
    "?brand=xilinx",
    "?brand=analog-devices",
    "?brand=nobody",
    "?weapon_model=shahed-136",
    "?weapon_model=nothing",
    "?made_from=2020-01-01&made_to=2022-12-31",
    "?found_from=2025-03-31&found_to=2025-03-31",
    "?found_from=2026-01-01",
    "?limit=0",
    "?count=true",
    "?made_from=never",
    "?cursor=x",
)


@pytest.fixture
def maker() -> tuple[Caller, Principal, Party]:
    """The officer of one maker, with two findings."""
    one, principal = caller(Role.MAKER)
    brand = make_maker("Analog Devices")
    represent(principal.organisation, brand)
    for number in ("AD9361BBCZ", "ADXL345BCCZ"):
        make_finding(number, brand)
    return one, principal, brand


def everything(one: Caller, ids: list[str]) -> list[tuple[int, bytes, tuple[tuple[str, str], ...]]]:
    """Status, body and headers of every question that can be asked."""
    paths = [f"{URL}{query}" for query in QUERIES]
    paths += [f"{URL}{each}/{tail}" for each in (*ids, ELSEWHERE) for tail in ("", "picture/", "nothing/")]
    answers = []
    for path in paths:
        response = one.get(path)
        answers.append((response.status_code, response.content, tuple(sorted(response.headers.items()))))
        following = response.json().get("next") if response.headers["Content-Type"] == "application/json" else None
        if following:
            answers.append((200, one.get(following).content, ()))
    return answers


def test_answers_are_byte_equal_with_and_without_other_brands(maker: Any) -> None:
    one, _principal, _brand = maker
    own = [str(finding.public_id) for finding in Release.objects.all()]
    other = make_maker("Xilinx")
    with for_a_moment():
        theirs = [make_finding(f"XC7Z0{n}0", other) for n in range(1, 6)]
        Release.objects.filter(brand=other).update(released_on=date(2025, 1, 1))
        hidden = [str(finding.public_id) for finding in theirs]
        crowded = everything(one, own + hidden)
    alone = everything(one, own + hidden)
    assert crowded == alone
    assert {status for status, _body, _headers in alone} == {200, 400, 404}


def test_a_finding_shows_what_disclosure_lets_through_and_nothing_else(maker: Any) -> None:
    one, _principal, _brand = maker
    finding = one.get(URL, part_number="ad93-61").json()["results"][0]
    assert set(finding) == {
        "id", "part_number", "brand", "marking", "date_code", "date_rule", "made_earliest", "made_latest",
        "weapon_model", "region", "found_month", "released_on", "level", "picture", "withheld", "lot_code", "grade",
        "custody",
    }  # fmt: skip
    assert finding["part_number"] == "AD9361BBCZ"
    assert finding["found_month"] == "2025-03"
    release = Release.objects.select_related("identification__component__teardown").get(public_id=finding["id"])
    teardown = release.identification.component.teardown
    text = one.get(f"{URL}{finding['id']}/").content.decode()
    for secret in (
        teardown.order_number,
        teardown.specimen.label,
        teardown.organisation.name,
        teardown.examiner.email,
        str(teardown.public_id),
        release.identification.reading.marking.photo.sha256,
        "2025-03-14",
        "found in a field",
    ):
        assert secret not in text


def test_the_picture_comes_with_headers_that_keep_it_a_picture(maker: Any) -> None:
    one, _principal, _brand = maker
    finding = one.get(URL).json()["results"][0]
    response = one.get(finding["picture"])
    assert response.content.startswith(b"\xff\xd8\xff")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Disposition"] == f'inline; filename="finding-{finding["id"]}.jpg"'
    assert response.headers["Cache-Control"] == "no-store"
    assert not {"ETag", "Last-Modified"} & set(response.headers)


def test_acquired_brands_belong_to_their_owner(maker: Any) -> None:
    one, _principal, brand = maker
    make_finding("LTC6655BHMS8", make_maker("Linear Technology", owner=brand))
    numbers = [row["part_number"] for row in one.get(URL).json()["results"]]
    assert sorted(numbers) == ["AD9361BBCZ", "ADXL345BCCZ", "LTC6655BHMS8"]


def test_a_withdrawn_finding_is_gone(maker: Any) -> None:
    from django.utils import timezone

    one, _principal, _brand = maker
    finding = one.get(URL).json()["results"][0]
    Release.objects.filter(public_id=finding["id"]).update(withdrawn_at=timezone.now())
    assert one.get(f"{URL}{finding['id']}/").status_code == 404
    assert one.get(finding["picture"]).status_code == 404
    assert len(one.get(URL).json()["results"]) == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"part_number": "ADX"}, 1),
        ({"part_number": "361"}, 0),
        ({"weapon_model": "shahed-136"}, 2),
        ({"weapon_model": "lancet"}, 0),
        ({"brand": "analog-devices"}, 2),
        ({"found_from": "2025-03-20"}, 2),
        ({"found_to": "2025-02-28"}, 0),
        ({"made_from": "2030-01-01"}, 0),
    ],
)
def test_filters(maker: Any, query: dict[str, str], expected: int) -> None:
    one, _principal, _brand = maker
    assert len(one.get(URL, **query).json()["results"]) == expected


@pytest.mark.parametrize("make", [lambda: caller(Role.MAKER)[0], lambda: caller(Role.MAKER)[0]])
def test_a_maker_who_speaks_for_no_brand_sees_nothing(maker: Any, make: Callable[[], Caller]) -> None:
    assert make().get(URL).json() == {"results": [], "next": None}


def test_counts_say_all_and_what_fits(maker: Any) -> None:
    one, _principal, _brand = maker
    assert one.get(f"{URL}count/", part_number="adx").json() == {"total": 2, "fitting": 1}
    assert one.get(f"{URL}count/", limit="1").status_code == 400


def test_an_answer_that_did_not_change_is_not_sent_twice(maker: Any) -> None:
    one, _principal, brand = maker
    first = one.get(URL)
    again = one.client.get(URL, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "no-store"
    make_finding("LTC6655BHMS8", brand)
    changed = one.client.get(URL, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert changed.status_code == 200 and changed.headers["ETag"] != first.headers["ETag"]
    assert "ETag" not in one.get(f"{URL}{ELSEWHERE}/").headers


def test_what_is_new_since_the_last_call(maker: Any) -> None:
    one, _principal, _brand = maker
    Release.objects.filter(part_number="ADXL345BCCZ").update(opened_at="2030-01-01T00:00:00Z")
    rows = one.get(URL, opened_since="2029-12-31T23:59:59Z").json()["results"]
    assert [row["part_number"] for row in rows] == ["ADXL345BCCZ"]


def test_files_hold_what_the_filter_leaves(maker: Any) -> None:
    one, _principal, _brand = maker
    answer = one.client.get("/api/v1/manufacturer/findings.json", {"part_number": "adx"})
    found = json.loads(answer.getvalue())
    assert found["count"] == 1 and found["findings"][0]["part_number"] == "ADXL345BCCZ"
    assert OwnAct.objects.get(act="findings.exported").details["filter"] == {"part_number": "adx"}
    assert one.get("/api/v1/manufacturer/findings.csv", limit="1").status_code == 400
