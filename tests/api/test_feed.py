"""The feed: nothing missed, nothing foreign, and a place to read on from."""

import pytest
from django.test import Client

from accounts.roles import Scope
from tests.factories.accounts import bearer, make_token
from tests.factories.teardowns import make_finding
from tests.makers.alerting import hear, listener

pytestmark = pytest.mark.django_db
FEED = "/api/v1/manufacturer/feed/"


def reader(of):
    token = make_token(of.principal.user, [Scope.FINDINGS])
    return lambda **asked: Client().get(FEED, asked, **bearer(token))


def test_a_program_reads_on_from_where_it_stopped():
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    read = reader(own)
    empty = read().json()
    assert (empty["results"], empty["more"]) == ([], False)
    findings = [str(make_finding("AD9361BBCZ", own.brand).public_id) for _turn in range(3)]
    make_finding("TPS7A4501", other.brand)
    hear()
    first = read(cursor=empty["cursor"], limit=2).json()
    second = read(cursor=first["cursor"], limit=2).json()
    assert (first["more"], second["more"]) == (True, False)
    told = [one["data"]["finding_id"] for one in first["results"] + second["results"]]
    assert told == findings
    assert {one["type"] for one in first["results"]} == {"finding.released"}
    assert read(cursor=first["cursor"], limit=2).json() == second  # at least once: asking again gives it again
    assert read(cursor=second["cursor"]).json()["results"] == []


def test_a_cursor_is_for_its_own_organisation():
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    cursor = reader(own)().json()["cursor"]
    for wrong in (cursor, "x", "MQ:bad"):
        assert reader(other)(cursor=wrong).json()["code"] == "bad_cursor"


def test_what_others_have_does_not_show():
    own, other = listener("Analog Devices"), listener("Texas Instruments")
    make_finding("AD9361BBCZ", own.brand)
    hear()
    alone = reader(own)().content
    for _turn in range(3):
        make_finding("TPS7A4501", other.brand)
    hear()
    assert reader(own)().content == alone


def test_a_token_for_something_else_reads_nothing():
    own = listener()
    token = make_token(own.principal.user, [Scope.WEBHOOKS])
    assert Client().get(FEED, **bearer(token)).status_code == 403
