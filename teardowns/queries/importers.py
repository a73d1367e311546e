"""In whose name photos are imported from the command line."""

from django.utils.text import slugify

from accounts.models import Membership, Organisation
from accounts.queries import Principal, find_principal
from accounts.roles import Capability, OrganisationKind
from teardowns.photo_import_problems import UnknownTeam, WhichPerson, WhichTeam


def importer(team: str = "", person: str = "") -> Principal:
    """The person of this login in the team of this name, slug or id; who is not named must be the only one.

    Raises UnknownTeam, WhichTeam, WhichPerson.
    """
    organisations = _named(team) if team else _by_person(person)
    members = Membership.objects.filter(organisation__in=organisations).select_related("user", "organisation")
    people = [find_principal(member.user) for member in members]
    able = [one for one in people if one is not None and one.can(Capability.FIELD_SEND)]
    if person:
        wanted = person.strip().casefold()
        able_named = [one for one in able if wanted in (one.user.email.casefold(), str(one.user.public_id))]
    else:
        able_named = able
    if len(able_named) != 1:
        raise WhichPerson(known=", ".join(sorted(one.user.email for one in able)))
    return able_named[0]


def _named(team: str) -> list[Organisation]:
    everyone = list(Organisation.objects.all())
    wanted = team.strip().casefold()
    found = [one for one in everyone if wanted in _names(one)]
    if len(found) != 1:
        raise UnknownTeam(name=team, known=_listed(everyone))
    return found


def _by_person(person: str) -> list[Organisation]:
    if person:
        return list(Organisation.objects.all())
    teams = list(Organisation.objects.filter(kind=OrganisationKind.FIELD_TEAM))
    if len(teams) != 1:
        raise WhichTeam(known=_listed(teams))
    return teams


def _names(one: Organisation) -> set[str]:
    slugs = {slugify(one.name), slugify(one.name, allow_unicode=True)} - {""}
    return {one.name.casefold(), str(one.public_id), *slugs}


def _listed(organisations: list[Organisation]) -> str:
    shown = [one for one in organisations if one.kind in (OrganisationKind.FIELD_TEAM, OrganisationKind.LAB)]
    return ", ".join(slugify(one.name, allow_unicode=True) for one in shown[:20])
