"""Choosing by whose days an organisation's deadlines are counted."""

from django.db import transaction

from accounts.models import Organisation
from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from makers.deadlines import known_country, known_zone, subdivisions
from makers.models import MakerCalendar
from makers.operations.acts import note
from makers.request_problems import UnknownCalendar
from problems import NotAllowed


@transaction.atomic
def set_calendar(
    *, principal: Principal, organisation: Organisation, country: str, time_zone: str, subdivision: str = ""
) -> MakerCalendar:
    """Country, its region and time zone for deadlines from now on; those that run stay. By the maker itself, or by one
    of ours.

    Raises NotAllowed, UnknownCalendar.
    """
    own = principal.can(Capability.ANSWER_WRITE_OWN) and principal.organisation.pk == organisation.pk
    if not own and not principal.can(Capability.REQUEST_KEEP):
        raise NotAllowed
    if not known_country(country) or not known_zone(time_zone):
        raise UnknownCalendar
    if subdivision and subdivision not in subdivisions(country):
        raise UnknownCalendar
    made, _created = MakerCalendar.objects.update_or_create(
        organisation=organisation,
        defaults={"country": country.upper(), "time_zone": time_zone, "subdivision": subdivision},
    )
    told: dict[str, object] = {"country": made.country, "time_zone": made.time_zone}
    if made.subdivision:
        told["subdivision"] = made.subdivision
    append(
        action="maker_calendar.set",
        subject=Subject("organisation", str(organisation.public_id)),
        actor=principal.actor,
        details=dict(told),
    )
    note(
        principal=principal,
        act="calendar.set",
        subject_type="organisation",
        subject_id=str(organisation.public_id),
        details=told,
    )
    return made
