"""What was typed into a refused form of coming in stays: the maker's own page of steps, and our pages of makers."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Organisation, User
from accounts.roles import OrganisationKind, Role
from makers.models import BrandGrant, Maker
from makers.operations.brands import ask_for_brand
from makers.operations.coming_in import let_leave
from makers.operations.proving import set_domain
from provenance.models import Party
from tests.factories import provenance as known
from tests.factories.accounts import make_organisation, make_principal, make_user
from tests.web.markup import Element, tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db
TYPED = 'Line one <of> "two"'


@pytest.fixture
def house() -> Organisation:
    return make_organisation(OrganisationKind.MAKER, "House")


@pytest.fixture
def brand(house: Organisation) -> Party:
    made = known.make_maker("Analog Devices")
    known.represent(house, made)
    return made


@pytest.fixture
def grant(house: Organisation) -> BrandGrant:
    """Asked for by somebody else; another house speaks for the brand, too."""
    brand = known.make_maker("Texas Instruments")
    known.represent(make_organisation(OrganisationKind.MAKER, "Rival"), brand)
    analyst = make_principal(Role.ANALYST)
    return ask_for_brand(principal=analyst, organisation=house, brand="Texas Instruments", reason="r", on_purpose=True)


def beside(client: Client, address: str, sent: dict[str, str], status: int) -> Element:
    """The form in which the words stand: there are none in any other."""
    answer = client.post(address, sent)
    assert answer.status_code == status
    (form,) = (one for one in tree(answer.content).all("#main form") if one.all("p.err"))
    (words,) = form.all("p.err")
    assert words["role"] == "alert" and "autofocus" in words.attributes
    return form


def test_a_domain(signed_in: Enter, house: Organisation) -> None:
    form = beside(signed_in(Role.ANALYST), f"/makers/{house.public_id}/domain/", {"domain": TYPED}, 422)
    assert form.one("#own-domain")["value"] == TYPED


@pytest.mark.parametrize("day", ["soon", "2099-13-01", "2099-01-01"])
def test_a_brand_that_is_taken_away(signed_in: Enter, house: Organisation, brand: Party, day: str) -> None:
    known.represent(house, known.make_maker("Texas Instruments"))
    address = f"/makers/{house.public_id}/brands/{brand.public_id}/end/"
    client = signed_in(Role.ANALYST)
    if day == "2099-01-01":
        client.post(address, {"last_day": "2098-12-31", "reason": "sold"})
    answer = client.post(address, {"last_day": day, "reason": TYPED})
    (folded,) = (one for one in tree(answer.content).all("details") if one.all("p.err"))
    assert answer.status_code == 422 and "open" in folded.attributes
    assert [one["value"] for one in folded.all("input") if one["name"] in ("last_day", "reason")] == [day, TYPED]


def test_a_decision(signed_in: Enter, house: Organisation, grant: BrandGrant) -> None:
    address, client = f"/makers/brands/{grant.public_id}/decide/", signed_in(Role.ADMIN)
    form = beside(client, address, {"decision": "approve", "reason": TYPED}, 409)
    assert form.one(f"#reason-{grant.public_id}")["value"] == TYPED
    client.post(address, {"decision": "refuse", "reason": "No deed."})
    late = client.post(address, {"decision": "refuse", "reason": TYPED})
    page = tree(late.content)
    assert late.status_code == 409 and TYPED in page.one("#main").said
    assert page.one("#main a.btn")["href"] == f"/makers/{house.public_id}/"


@pytest.mark.parametrize(
    "form, sent",
    [
        ("domain/", {"domain": TYPED}),
        ("brands/", {"brand": "Analog Devices", "reason": TYPED}),
        ("people/", {"name": TYPED, "email": "a@maker.example", "language": "en"}),
        ("leave/", {"reason": TYPED}),
    ],
)
def test_a_maker_that_left_meanwhile(
    signed_in: Enter, house: Organisation, brand: Party, form: str, sent: dict[str, str]
) -> None:
    client = signed_in(Role.ADMIN)
    let_leave(principal=make_principal(Role.ADMIN), organisation=house, reason="wound up")
    answer = client.post(f"/makers/{house.public_id}/{form}", sent)
    assert answer.status_code in (403, 409)
    assert TYPED in tree(answer.content).one("#main").said


def test_a_colleague_who_is_out_already(signed_in: Enter, house: Organisation) -> None:
    client, colleague = signed_in(make_user(Role.MAKER, organisation=house)), make_user(Role.MAKER, organisation=house)
    address = f"/maker/people/{colleague.public_id}/end/"
    assert client.post(address, {"reason": "left"}).status_code == 302
    late = client.post(address, {"reason": TYPED})
    assert late.status_code == 409 and TYPED in tree(late.content).one("#main").said


@pytest.fixture
def comer(house: Organisation) -> User:
    set_domain(principal=make_principal(Role.ADMIN), organisation=house, domain="maker.example")
    return make_user(Role.MAKER, organisation=house, come_in=False)


def test_an_address_for_the_code(signed_in: Enter, comer: User) -> None:
    sent = {"address": "a@elsewhere.example"}
    form = beside(signed_in(comer), "/maker/welcome/domain/mail/", sent, 422)
    assert form.one("#address")["value"] == "a@elsewhere.example"


def test_a_code_is_never_shown_again(signed_in: Enter, comer: User) -> None:
    client = signed_in(comer)
    client.post("/maker/welcome/domain/mail/", {"address": "a@maker.example"})
    form = beside(client, "/maker/welcome/domain/code/", {"code": "47110815"}, 422)
    assert "value" not in form.one("#code").attributes
    again = client.post("/maker/welcome/domain/code/", {"code": "47110815"})
    assert b"47110815" not in again.content
    assert Maker.objects.get().code_tries == 2


def test_the_words_are_in_the_readers_language(signed_in: Enter, house: Organisation) -> None:
    client = signed_in(Role.ANALYST)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    form = beside(client, f"/makers/{house.public_id}/domain/", {"domain": "gmail.com"}, 422)
    assert "домен" in form.one("p.err").said
