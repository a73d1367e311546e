"""Every failure is a problem in the shape of RFC 9457, and none is a 5xx for bad input."""

import errno
import uuid
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from rest_framework.exceptions import ErrorDetail

from accounts.operations import suspend_user
from accounts.roles import Role, Scope
from api.errors import faults
from api.translation import as_problem
from tests.api.calling import REQUEST_ID, Caller, caller, checked, token_of
from tests.factories.accounts import PASSWORD, make_token, make_user

pytestmark = pytest.mark.django_db
FIELD = "/api/v1/field/teardowns/"


def test_nobody_is_asked_to_sign_in() -> None:
    response = Caller(None).get(FIELD)
    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["instance"] == f"urn:chiptrail:request:{REQUEST_ID}"


def test_a_bad_token_and_that_of_a_suspended_user_answer_alike() -> None:
    user = make_user(Role.FIELD)
    secret = make_token(user)
    suspend_user(user=user, reason="lost phone", actor="system:test")
    made_up = "ct_" + "0" * 12 + "_" + "a" * 43
    answers = [
        checked(Client(HTTP_X_REQUEST_ID=REQUEST_ID).get(FIELD, **token_of(token)))
        for token in (secret, made_up, "x y z")
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["code"] == "bad_credentials"


@pytest.mark.parametrize("path", ["/api/", "/api/v1/", "/api/v2/field/", "/api/v1/field/photos/%00/", "/api/..%2f"])
def test_an_unknown_address(path: str) -> None:
    for method in ("get", "post", "put", "delete", "options", "patch"):
        response = checked(getattr(Client(), method)(path))
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_not_yours_and_not_there_answer_alike() -> None:
    from tests.factories.teardowns import make_teardown

    stranger, _ = caller(Role.FIELD)
    theirs, nowhere = make_teardown().public_id, uuid.uuid4()
    for pattern in ("/api/v1/field/teardowns/{}/", "/api/v1/field/teardowns/{}/photos/"):
        answers = [stranger.get(pattern.format(one)) for one in (theirs, nowhere)]
        assert answers[0].status_code == 404
        assert answers[0].content == answers[1].content
        assert dict(answers[0].headers) == dict(answers[1].headers)


@pytest.mark.parametrize("method", ["put", "delete", "options", "trace"])
def test_a_method_that_is_none(method: str) -> None:
    one, _ = caller(Role.FIELD)
    response = checked(getattr(one.client, method)(FIELD))
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in response.headers["Allow"]


def test_another_role_is_refused() -> None:
    for role in (Role.MAKER, Role.FIELD):
        one, _ = caller(role)
        response = one.get("/api/v1/analyst/teardowns/")
        assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_a_user_without_an_organisation_is_refused() -> None:
    client = Client()
    client.force_login(make_user(None))
    response = checked(client.get(FIELD))
    assert (response.status_code, response.json()["code"]) == (403, "not_allowed")


def test_a_session_works_for_reading_and_needs_its_own_page_for_writing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(Role.FIELD, password=PASSWORD))
    assert checked(client.get(FIELD)).status_code == 200
    response = checked(client.post(FIELD, "{}", content_type="application/json"))
    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed_request"),
        (b"\xff\xfe", 400, "malformed_request"),
        (b"[" * 100_000, 400, "malformed_request"),
        (b'{"order_number": NaN}', 400, "malformed_request"),
        (b'{"order_number": ' + b"9" * 5000 + b"}", 400, "malformed_request"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b'"text"', 422, "invalid"),
        (b"", 422, "invalid"),
        (b'{"order_number": "\\u0000", "specimen_label": "x"}', 422, "invalid"),
        (b'{"order_number": "\\ud800", "specimen_label": "x"}', 422, "invalid"),
        (b'{"order_number": {"a": 1}, "specimen_label": []}', 422, "invalid"),
        (b'{"order_number": "1", "specimen_label": "1", "region": "\\ud800"}', 422, "invalid"),
        (b" " * 3_000_000 + b"{}", 413, "request_too_large"),
    ],
)
def test_a_broken_body(body: bytes, status: int, code: str) -> None:
    one, _ = caller(Role.FIELD)
    response = checked(one.client.post(FIELD, body, content_type="application/json"))
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_fields_are_blamed_by_pointer() -> None:
    one, _ = caller(Role.FIELD)
    errors = one.post(FIELD, {"order_number": "x" * 61, "recovered_on": "yesterday"}).json()["errors"]
    assert {(error["pointer"], error["code"]) for error in errors} == {
        ("#/order_number", "max_length"),
        ("#/specimen_label", "required"),
        ("#/recovered_on", "invalid"),
    }


def test_a_body_of_another_kind() -> None:
    one, _ = caller(Role.FIELD)
    response = checked(one.client.post(FIELD, b"a=1", content_type="application/x-www-form-urlencoded"))
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("charset", ["hex", "nonsense", "utf-16", "zlib"])
def test_a_made_up_charset_does_no_harm(charset: str) -> None:
    one, _ = caller(Role.FIELD)
    kind = f"application/json; charset={charset}"
    assert checked(one.client.generic("POST", FIELD, b"{}", content_type=kind)).status_code == 422
    assert checked(one.client.generic("GET", FIELD, content_type=kind)).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "image/*;q=x", ";;;", "application/xml", "\x00"])
def test_there_is_one_format(accept: str) -> None:
    one, _ = caller(Role.FIELD)
    response = checked(one.client.get(FIELD, HTTP_ACCEPT=accept))
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("query", ["organisation__name=x", "pk=1", "limit__gt=1", "format=json", "a=1&b=2"])
def test_an_unknown_parameter_is_named_with_those_allowed(query: str) -> None:
    one, _ = caller(Role.FIELD)
    response = one.get(f"{FIELD}?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "unknown_parameter")
    assert "limit, cursor" in response.json()["detail"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "limit=1e3", "cursor=%00", "cursor=" + "x" * 1001]
)
def test_a_parameter_with_a_useless_value(query: str) -> None:
    one, _ = caller(Role.FIELD)
    response = one.get(f"{FIELD}?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "invalid_parameter")
    assert response.json()["errors"][0]["parameter"] == query.split("=")[0]


def test_the_answer_is_in_the_language_asked_for() -> None:
    user = make_user(Role.FIELD, preferred_language="uk")
    ukrainian = Caller(user, language="uk").post(FIELD, {})
    assert ukrainian.headers["Content-Language"] == "uk"
    assert ukrainian.json()["errors"][0]["detail"] == "Це поле обов'язкове."
    assert Caller(user, language="en").post(FIELD, {}).json()["errors"][0]["detail"] == "This field is required."


def test_the_language_of_the_account_counts_when_none_is_asked_for() -> None:
    for language, said in (("uk", "Це поле обов'язкове."), ("en", "This field is required.")):
        secret = make_token(make_user(Role.FIELD, preferred_language=language))
        response = checked(Client().post(FIELD, "{}", content_type="application/json", **token_of(secret)))
        assert response.json()["errors"][0]["detail"] == said


@pytest.mark.parametrize("given", ["x", "a b c d e f g h", "x" * 81, "перша-заявка", "a\r\nb: c...."])
def test_a_request_id_of_the_wrong_form_is_replaced(given: str) -> None:
    response = checked(Client().get("/api/nowhere/", headers={"X-Request-ID": given}))
    assert given not in response.json()["instance"]


def test_an_upload_only_token_lists_nothing() -> None:
    user = make_user(Role.FIELD)
    assert Caller(user, [Scope.UPLOAD]).get(FIELD).status_code == 403


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OSError(errno.ENOSPC, "no space"), 507, "storage_full"),
        (OSError(errno.EDQUOT, "quota"), 507, "storage_full"),
        (OperationalError("database or disk is full"), 507, "storage_full"),
        (OperationalError("database is locked"), 503, "busy"),
        (SuspiciousOperation("x"), 400, "malformed_request"),
        (RuntimeError("bug"), 500, "server_error"),
        (OSError(errno.EIO, "broken"), 500, "server_error"),
    ],
)
def test_what_the_house_itself_meets(error: Exception, status: int, code: str) -> None:
    problem = as_problem(error)
    assert (problem.status, problem.code) == (status, code)


def test_a_bug_is_a_problem_too_and_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("api.v1.field.views.teardowns_for", broken)
    one, _ = caller(Role.FIELD)
    response = one.client.get(FIELD)
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert b"secret detail" not in response.content
    assert response.json()["instance"] in caplog.text


def test_nested_faults_become_pointers() -> None:
    detail = {"a": [{"b/c": [ErrorDetail("no", "bad")]}], "non_field_errors": [ErrorDetail("whole", "odd")]}
    assert list(faults(detail)) == [
        ("/a/0/b~1c", {"code": "bad", "detail": "no"}),
        ("", {"code": "odd", "detail": "whole"}),
    ]
