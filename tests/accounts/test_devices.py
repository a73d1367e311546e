"""Phones: enrolled, renewed, revoked, wiped."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from accounts.models import AccountEvent, ApiToken, Device
from accounts.operations import (
    authenticate_token,
    confirm_wiped,
    enrol_device,
    note_contact,
    order_wipe,
    revoke_device,
    suspend_user,
)
from accounts.problems import AlreadyRevoked, AlreadyWiped, DeviceRevoked, LabelMissing
from accounts.queries import find_principal, principal_for
from accounts.roles import TO_BE_WIPED, Capability, Role, Scope
from accounts.sealing import seal, unseal
from problems import NotAllowed, NotFound
from tests.factories.accounts import ACTOR, make_principal, make_user
from tests.factories.devices import enrolled

pytestmark = pytest.mark.django_db


def test_a_phone_gets_a_token_of_14_days_bound_to_it() -> None:
    enrolment = enrolled(make_user())
    token = ApiToken.objects.get(device=enrolment.device)
    assert token.scopes == [Scope.DEVICE.value]
    assert timedelta(days=13, hours=23) < token.expires_at - timezone.now() <= timedelta(days=14)
    user = authenticate_token(enrolment.token)
    assert user is not None
    assert principal_for(user).device == enrolment.device
    assert Capability.TEARDOWN_SEE_OWN not in principal_for(user).capabilities


def test_nobody_but_a_field_team_enrols_and_a_phone_needs_a_name() -> None:
    with pytest.raises(NotAllowed):
        enrol_device(principal=make_principal(Role.ANALYST), label="x")
    with pytest.raises(LabelMissing):
        enrol_device(principal=make_principal(), label=" \u202e\t ")


def test_the_key_of_receipts_is_not_readable_in_the_database() -> None:
    enrolment = enrolled(make_user())
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_secret FROM accounts_device")
        assert enrolment.secret not in bytes(cursor.fetchone()[0])
    assert unseal(Device.objects.get().sealed_secret) == enrolment.secret


def test_a_new_secret_key_opens_what_the_old_one_sealed_while_it_is_a_fallback() -> None:
    sealed = seal(b"key")
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[]):
        assert unseal(sealed) is None
    from django.conf import settings

    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert unseal(sealed) == b"key"


def test_renewing_ends_the_old_token_and_keeps_the_key_of_receipts() -> None:
    user = make_user()
    first = enrolled(user)
    second = enrol_device(principal=principal_for(user), label="Phone 1", renew=first.device.public_id)
    assert authenticate_token(first.token) is None
    assert authenticate_token(second.token) is not None
    assert (second.secret, second.device) == (first.secret, first.device)


def test_a_team_mate_takes_a_phone_over_and_a_stranger_does_not_find_it() -> None:
    user = make_user()
    phone = enrolled(user).device
    mate = make_principal(organisation=principal_for(user).organisation)
    assert enrol_device(principal=mate, label="x", renew=phone.public_id).device.user == mate.user
    for device in (phone.public_id, uuid4()):
        with pytest.raises(NotFound):
            enrol_device(principal=make_principal(), label="x", renew=device)


def test_a_revoked_phone_is_out_at_once_and_does_not_come_back() -> None:
    enrolment = enrolled(make_user())
    revoke_device(device=enrolment.device, actor=ACTOR)
    assert authenticate_token(enrolment.token) is None
    with pytest.raises(AlreadyRevoked):
        revoke_device(device=enrolment.device, actor=ACTOR)
    with pytest.raises(DeviceRevoked):
        enrol_device(principal=principal_for(enrolment.device.user), label="x", renew=enrolment.device.public_id)


def test_a_token_whose_row_was_missed_dies_with_its_phone() -> None:
    enrolment = enrolled(make_user())
    Device.objects.update(revoked_at=timezone.now())
    assert authenticate_token(enrolment.token) is None


def test_a_suspended_persons_phone_is_out() -> None:
    user = make_user()
    enrolment = enrolled(user)
    suspend_user(user=user, reason="lost", actor=ACTOR)
    assert authenticate_token(enrolment.token) is None


@pytest.mark.parametrize("before", ["", "revoked", "expired", "suspended"])
def test_a_phone_to_be_wiped_can_hear_that_and_nothing_else(before: str) -> None:
    enrolment = enrolled(make_user())
    device = enrolment.device
    if before == "revoked":
        revoke_device(device=device, actor=ACTOR)
    if before == "expired":
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(days=30))
    if before == "suspended":
        suspend_user(user=device.user, reason="lost", actor=ACTOR)
    order_wipe(device=device, actor=ACTOR)
    user = authenticate_token(enrolment.token)
    assert user is not None
    principal = find_principal(user)
    assert principal is not None
    assert principal.capabilities == TO_BE_WIPED
    confirm_wiped(device=device, actor=principal.actor)
    confirm_wiped(device=device, actor=principal.actor)
    assert authenticate_token(enrolment.token) is None
    with pytest.raises(AlreadyWiped):
        order_wipe(device=device, actor=ACTOR)


@pytest.mark.parametrize("ordered", [False, True])
def test_only_an_order_makes_a_phone_wipe_itself_when_it_is_enrolled_again(ordered: bool) -> None:
    """Whoever has any key of a phone can say "wiped": the true one may hold photos that nobody else has."""
    enrolment = enrolled(make_user())
    if ordered:
        order_wipe(device=enrolment.device, actor=ACTOR)
    confirm_wiped(device=enrolment.device, actor=ACTOR)
    with pytest.raises(AlreadyWiped if ordered else DeviceRevoked):
        enrol_device(principal=principal_for(enrolment.device.user), label="x", renew=enrolment.device.public_id)


def test_every_step_is_in_the_log() -> None:
    enrolment = enrolled(make_user())
    enrol_device(principal=principal_for(enrolment.device.user), label="x", renew=enrolment.device.public_id)
    order_wipe(device=enrolment.device, actor=ACTOR)
    confirm_wiped(device=enrolment.device, actor=ACTOR)
    told = AccountEvent.objects.filter(subject_type="device").values_list("action", flat=True)
    assert list(told) == ["device.enrolled", "device.renewed", "device.wipe_ordered", "device.wiped"]


def test_the_clock_of_a_phone_is_noted_and_contact_is_written_once_a_minute() -> None:
    device = enrolled(make_user()).device
    note_contact(device=device, phone_time=timezone.now() - timedelta(days=365))
    device.refresh_from_db()
    assert device.clock_offset == -365 * 86400
    assert device.last_seen_at is not None
    seen = device.last_seen_at
    note_contact(device=device)
    device.refresh_from_db()
    assert device.last_seen_at == seen
