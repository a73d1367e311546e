"""Lots and trace requests for tests, made by the operations that make them in life."""

from accounts.models import Organisation, User
from accounts.queries import Principal
from accounts.roles import OrganisationKind, Role
from makers.models import TraceRequest
from makers.operations import requests as desk
from makers.queries.drafting import Draft, draft_for
from provenance.models import BrandRepresentation, Party
from teardowns.models import Identification, Release
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.factories.provenance import make_maker
from tests.factories.teardowns import make_confirmed, make_photo, make_teardown

LOT = "38714621"
PART = "AD9361BBCZ"
QUESTION = "To whom did you sell this lot, when, and how many?"


def make_lot(maker: Party | None = None, *, lot: str = LOT, number: str = PART, finds: int = 2) -> list[Release]:
    """Confirmed finds of one lot on specimens of their own, each released."""
    maker, analyst, team = maker or make_maker("Analog Devices"), make_principal(Role.ANALYST), make_principal()
    photos = [make_photo(make_teardown(team)) for _find in range(finds)]
    judged = [make_confirmed(number, maker, photo=photo, analyst=analyst) for photo in photos]
    keys = [one.pk for one in judged]
    Identification.objects.filter(pk__in=keys).update(lot_code=lot)
    return list(Release.objects.filter(identification__in=keys).order_by("pk"))


def make_speaker(brand: Party | None = None) -> Organisation:
    """A maker's organisation that speaks for the brand since ever."""
    organisation = make_organisation(OrganisationKind.MAKER)
    BrandRepresentation.objects.create(organisation=organisation, party=brand or make_maker("Analog Devices"))
    return organisation


def make_officer(request: TraceRequest) -> User:
    """Somebody of the maker that was asked, to sign in as."""
    return make_user(Role.MAKER, organisation=request.organisation)


def make_draft(principal: Principal, *, lot: str = LOT, number: str = PART) -> Draft:
    """The lot as a request would name it."""
    return draft_for(principal, maker="analog-devices", part_number=number, shared="lot", code=lot)


def make_request(organisation: Organisation | None = None, *, to: str = "sent", lot: str = LOT) -> TraceRequest:
    """A request about a fresh lot, drafted, approved by another person, sent: as far as `to` says."""
    organisation = organisation or make_speaker()
    author, second = make_principal(Role.ANALYST), make_principal(Role.ANALYST)
    make_lot(lot=lot)
    made = desk.draft(principal=author, lot=make_draft(author, lot=lot), organisation=organisation, question=QUESTION)
    if to in ("approved", "sent"):
        made = desk.approve(principal=second, request=made)
    return desk.send(principal=author, request=made) if to == "sent" else made
