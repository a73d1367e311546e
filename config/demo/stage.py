"""The stage: people, invented shipments, one teardown, and the token of the device that sends its photos."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import ApiToken
from accounts.operations import issue_token, revoke_token
from accounts.queries import Principal
from accounts.roles import Role, Scope
from config.demo.cast import ACTOR, enter
from provenance.operations.demo_world import load_demo_world
from teardowns.models import Region, Teardown
from teardowns.operations.opening import open_teardown

ORDER_NUMBER = "DEMO-1"
WEAPON_MODEL = "orlan-10"
RECOVERED_ON = date(2024, 2, 15)
DEVICE_NAME = "Demonstration device"
DEVICE_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """What the photos are sent to, and who judges what is read on them."""

    teardown: Teardown
    token: str
    people: dict[Role, Principal]


def set_up(data_dir: Path) -> Stage:
    """Make what is missing: a second start finds the same people, teardown and shipments."""
    people = enter(data_dir)
    load_demo_world(actor=ACTOR)
    field = people[Role.FIELD]
    teardown = Teardown.objects.filter(organisation=field.organisation, order_number=ORDER_NUMBER).first()
    if teardown is None:
        teardown = open_teardown(
            principal=field,
            order_number=ORDER_NUMBER,
            specimen_label="Demonstration specimen",
            weapon_model=WEAPON_MODEL,
            region=Region.KHARKIV,
            recovered_on=RECOVERED_ON,
            circumstances="A demonstration. Nothing was recovered; the bundled photos are rendered.",
        )
    return Stage(teardown, _fresh_token(field), people)


@transaction.atomic
def _fresh_token(field: Principal) -> str:
    """The secret of a token is known only once, so each start has its own and ends the one before."""
    for token in ApiToken.objects.filter(user=field.user, label=DEVICE_NAME, revoked_at__isnull=True):
        revoke_token(token=token, actor=ACTOR)
    expires_at = timezone.now() + DEVICE_LIFE
    _, secret = issue_token(
        user=field.user, label=DEVICE_NAME, scopes=[Scope.UPLOAD], expires_at=expires_at, actor=ACTOR
    )
    return secret
