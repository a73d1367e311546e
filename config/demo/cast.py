"""Who plays in the demonstration: one organisation and one person for each role. Made once, found again later."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from accounts.operations import add_member, create_organisation, create_user
from accounts.queries import Principal, principal_for
from accounts.roles import OrganisationKind, Role
from config import env
from makers import terms
from makers.models import Maker, ProofMethod
from makers.operations.brands import approve_brand, ask_for_brand
from makers.operations.coming_in import accept_terms
from makers.operations.proving import set_domain
from provenance.models import BrandRepresentation

ACTOR = "system:demo"
BRAND = "Analog Devices"
DOMAIN = "demo.example"


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
    """Make what is missing of organisations, people, and what the maker's coming in needs. Gives everybody by role."""
    for player in PLAYERS:
        organisation = Organisation.objects.filter(name=player.organisation).first() or create_organisation(
            name=player.organisation, kind=player.kind, actor=ACTOR
        )
        if not User.objects.filter(email=player.email).exists():
            user = create_user(email=player.email, name=player.name, password=password(data_dir), actor=ACTOR)
            add_member(user=user, organisation=organisation, role=player.role, actor=ACTOR)
    _bring_in(_people())
    return _people()


def _people() -> dict[Role, Principal]:
    return {player.role: principal_for(User.objects.get(email=player.email)) for player in PLAYERS}


def _bring_in(people: dict[Role, Principal]) -> None:
    """The maker's officer through all steps; the proof of a domain that nobody owns is the demonstration's own word."""
    officer, admin, analyst = people[Role.MAKER], people[Role.ADMIN], people[Role.ANALYST]
    house, reason = officer.organisation, "demonstration"
    set_domain(principal=admin, organisation=house, domain=DOMAIN)
    unproven = Maker.objects.filter(organisation=house, proven_at=None)
    unproven.update(proven_at=timezone.now(), proven_by=ProofMethod.DNS)
    version = terms.CURRENT
    accept_terms(principal=officer, version=version, sha256=terms.digest(version), language="en")
    if not BrandRepresentation.objects.filter(organisation=house, party__name=BRAND).exists():
        grant = ask_for_brand(principal=analyst, organisation=house, brand=BRAND, reason=reason, on_purpose=True)
        approve_brand(principal=admin, grant=grant.public_id, reason=reason, on_purpose=True)
