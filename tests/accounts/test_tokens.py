"""The life of a token: what lets it live and everything that ends it."""

import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import operations, problems
from accounts.models import AccountEvent, ApiToken, Membership, User
from accounts.queries import principal_for
from accounts.roles import CAPABILITIES, COMING_IN, SCOPES, Role, Scope, capabilities_of, longest_life, scopes_for
from tests.factories.accounts import ACTOR, make_token, make_user

pytestmark = pytest.mark.django_db


def row_of(secret: str) -> ApiToken:
    return ApiToken.objects.get(prefix=secret.split("_")[1])


def test_the_secret_is_shown_once_and_not_kept() -> None:
    user = make_user(Role.FIELD)
    secret = make_token(user, [Scope.UPLOAD])
    token = row_of(secret)
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    stored = " ".join(str(value) for value in ApiToken.objects.values_list().get())
    assert secret.split("_", 2)[2] not in stored
    assert all(secret not in str(event.details) for event in AccountEvent.objects.all())


def test_a_token_gives_its_scopes_and_no_more() -> None:
    user = make_user(Role.FIELD)
    owner = operations.authenticate_token(make_token(user, [Scope.UPLOAD]))
    assert owner == user
    principal = principal_for(owner)
    assert principal.scopes == frozenset({Scope.UPLOAD})
    assert principal.capabilities == SCOPES[Scope.UPLOAD]
    assert principal.actor == f"user:{user.public_id}/token:{row_of_owner(owner).public_id}"
    assert principal_for(user).capabilities == CAPABILITIES[Role.FIELD]
    assert principal_for(user).actor == f"user:{user.public_id}"


def row_of_owner(owner: User) -> ApiToken:
    assert owner.presented_token is not None
    return owner.presented_token


@given(
    role=st.sampled_from(Role),
    scopes=st.sets(st.sampled_from(Scope)),
    days=st.integers(-3, 400),
    later_role=st.sampled_from(Role),
    end=st.sampled_from(["nothing", "revoked", "expired", "suspended", "restored", "removed", "moved"]),
)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_life_cycle(db: None, role: Role, scopes: set[Scope], days: int, later_role: Role, end: str) -> None:
    """A token stands exactly while everything that it rests on stands, and never gives more than the role of now."""
    make_user(Role.ADMIN)
    user = make_user(role)
    expires = timezone.now() + timedelta(days=days)
    ok = bool(scopes) and scopes <= set(scopes_for(role)) and 0 < days <= longest_life(scopes).days
    if not ok:
        with pytest.raises((problems.ScopesMissing, problems.ScopeBeyondRole, problems.ExpiryOutOfRange)):
            operations.issue_token(user=user, label="x", scopes=scopes, expires_at=expires, actor=ACTOR)
        return
    token, secret = operations.issue_token(user=user, label="x", scopes=scopes, expires_at=expires, actor=ACTOR)
    bring_about(end, user, token)
    # As if another administrator had changed the role in the database, whatever the organisation.
    Membership.objects.filter(user=user).update(role=later_role)
    owner = operations.authenticate_token(secret)
    assert (owner is not None) == (end == "nothing")
    if owner is not None:
        principal = principal_for(owner)
        given_now = capabilities_of(later_role, scopes)
        # Somebody made a maker behind the pages' back has not come in as one.
        assert (principal.unfinished is not None) == (later_role is Role.MAKER and role is not Role.MAKER)
        assert principal.capabilities == (given_now & COMING_IN if principal.unfinished else given_now)
        assert given_now <= CAPABILITIES[later_role]


def bring_about(end: str, user: User, token: ApiToken) -> None:
    if end == "revoked":
        operations.revoke_token(token=token, actor=ACTOR)
    elif end == "expired":
        ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    elif end in ("suspended", "restored"):
        operations.suspend_user(user=user, reason="r", actor=ACTOR)
        if end == "restored":
            operations.restore_user(user=user, actor=ACTOR)
    elif end in ("removed", "moved"):
        role = Role(Membership.objects.get(user=user).role)
        operations.remove_member(user=user, reason="r", actor=ACTOR)
        if end == "moved":
            elsewhere = Membership.objects.get(user=make_user(role)).organisation
            operations.add_member(user=user, organisation=elsewhere, role=role, actor=ACTOR)


def test_suspension_alone_is_enough() -> None:
    """The token path asks for suspension itself, even where nobody revoked the token."""
    user = make_user(Role.FIELD)
    secret = make_token(user)
    User.objects.filter(pk=user.pk).update(is_active=False, suspended_at=timezone.now())
    assert operations.authenticate_token(secret) is None


@given(secret=st.text(max_size=200) | st.from_regex(r"ct_[0-9a-f]{12}_[0-9A-Za-z_-]{43}", fullmatch=True))
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_a_token(db: None, secret: str) -> None:
    assert operations.authenticate_token(secret) is None


@pytest.mark.parametrize("known", [True, False])
def test_one_constant_time_comparison_whatever_is_sent(known: bool) -> None:
    secret = make_token(make_user(Role.FIELD)) if known else "nonsense"
    with patch("accounts.operations.tokens.hmac.compare_digest", wraps=hmac.compare_digest) as compare:
        operations.authenticate_token(secret[:-1] + ("A" if secret[-1] != "A" else "B"))
    assert compare.call_count == 1
    assert len({len(argument) for argument in compare.call_args.args}) == 1


def test_use_is_noted_once_a_minute(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    secret = make_token(make_user(Role.FIELD))
    with django_assert_num_queries(3):
        operations.authenticate_token(secret)
    first = row_of(secret).last_used_at
    assert first is not None
    with django_assert_num_queries(2):
        operations.authenticate_token(secret)
    assert row_of(secret).last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    operations.authenticate_token(secret)
    assert row_of(secret).last_used_at > first - timedelta(seconds=1)  # type: ignore[operator]


def test_a_token_follows_the_second_factor_policy(settings: Settings) -> None:
    analyst, field = make_user(Role.ANALYST), make_user(Role.FIELD)
    secrets = make_token(analyst), make_token(field)
    settings.REQUIRE_SECOND_FACTOR = True
    assert operations.authenticate_token(secrets[0]) is None
    assert operations.authenticate_token(secrets[1]) == field
    Authenticator.objects.create(user=analyst, type=Authenticator.Type.TOTP, data={})
    assert operations.authenticate_token(secrets[0]) == analyst


def test_refusals_name_themselves() -> None:
    user, soon = make_user(Role.FIELD), timezone.now() + timedelta(days=1)
    with pytest.raises(problems.LabelMissing):
        operations.issue_token(user=user, label=" ", scopes=["upload"], expires_at=soon, actor=ACTOR)
    with pytest.raises(problems.UnknownChoice):
        operations.issue_token(user=user, label="x", scopes=["everything"], expires_at=soon, actor=ACTOR)
    with pytest.raises(problems.NotMember):
        operations.issue_token(user=make_user(None), label="x", scopes=["upload"], expires_at=soon, actor=ACTOR)
    token, _secret = operations.issue_token(user=user, label="x", scopes=["upload"], expires_at=soon, actor=ACTOR)
    operations.revoke_token(token=token, actor=ACTOR)
    with pytest.raises(problems.AlreadyRevoked):
        operations.revoke_token(token=token, actor=ACTOR)
    operations.suspend_user(user=user, reason="r", actor=ACTOR)
    with pytest.raises(problems.Suspended):
        operations.issue_token(user=user, label="x", scopes=["upload"], expires_at=soon, actor=ACTOR)


@pytest.mark.django_db(transaction=True)
def test_parallel_issue_gives_every_caller_a_token_of_their_own() -> None:
    user = make_user(Role.FIELD)

    def issue(_number: int) -> str:
        try:
            return make_token(user, [Scope.UPLOAD])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(issue, range(24)))
    assert len(set(secrets)) == 24
    assert all(operations.authenticate_token(secret) == user for secret in secrets)
    assert AccountEvent.objects.filter(action="token.issued").count() == 24
