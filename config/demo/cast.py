"""Who plays in the demonstration: one organisation and one person for each role. Made once, found again later."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from accounts.models import Organisation, User
from accounts.operations import add_member, create_organisation, create_user
from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role
from config import env
from provenance.models import BrandRepresentation, Party

ACTOR = "system:demo"
BRAND = "Analog Devices"


@dataclass(frozen=True, slots=True)
class Player:
    """One demonstration account."""

    role: Role
    email: str
    name: str
    organisation: str
    kind: OrganisationKind


PLAYERS = (
    Player(Role.FIELD, "field@demo.example", "Demo field examiner", "Demo field team", OrganisationKind.FIELD_TEAM),
    Player(Role.ANALYST, "analyst@demo.example", "Demo analyst", "Demo laboratory", OrganisationKind.LAB),
    Player(Role.MAKER, "maker@demo.example", "Demo officer", f"{BRAND} (demo account)", OrganisationKind.MAKER),
    Player(
        Role.ENFORCEMENT, "enforcement@demo.example", "Demo enforcement analyst", "Demo agency", OrganisationKind.AGENCY
    ),
    Player(Role.ADMIN, "admin@demo.example", "Demo administrator", "Demo agency", OrganisationKind.AGENCY),
)


def password(data_dir: Path) -> str:
    """The one password of all demonstration accounts, made on the first start: no installation shares another's."""
    return env.secret_file(data_dir / "keys" / "demo_password")[:16]


@transaction.atomic
def enter(data_dir: Path) -> dict[Role, Principal]:
    """Make what is missing of organisations, people and the maker's brand. Gives everybody by role."""
    for player in PLAYERS:
        organisation = Organisation.objects.filter(name=player.organisation).first() or create_organisation(
            name=player.organisation, kind=player.kind, actor=ACTOR
        )
        if not User.objects.filter(email=player.email).exists():
            user = create_user(email=player.email, name=player.name, password=password(data_dir), actor=ACTOR)
            add_member(user=user, organisation=organisation, role=player.role, actor=ACTOR)
    people = {player.role: principal_for(User.objects.get(email=player.email)) for player in PLAYERS}
    BrandRepresentation.objects.get_or_create(
        organisation=people[Role.MAKER].organisation, party=Party.objects.get(name=BRAND)
    )
    return people
