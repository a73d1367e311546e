"""Pages of coming in: the maker's side, and ours."""

import csv
import hashlib
import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, Organisation, User
from accounts.queries import principal_for
from accounts.roles import OrganisationKind, Role
from jobs.models import Job
from makers import terms
from makers.models import BrandGrant, Maker, OwnAct
from makers.operations.acts import note
from makers.operations.proving import set_domain
from provenance.queries.parties import brands_of
from tests.factories import provenance as known
from tests.factories.accounts import bearer, make_organisation, make_principal, make_user
from tests.web.markup import tree

Enter = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Organisation:
    return make_organisation(OrganisationKind.MAKER, "House")


def test_a_person_comes_in_on_one_page(signed_in: Enter, house: Organisation) -> None:
    person = make_user(Role.MAKER, organisation=house, come_in=False)
    client = signed_in(person)
    assert "No domain was written down" in client.get("/maker/welcome/").content.decode()
    maker = set_domain(principal=make_principal(Role.ADMIN), organisation=house, domain="maker.example")
    page = client.get("/maker/welcome/").content.decode()
    assert f"chiptrail-verification={maker.challenge}" in page and "to do" in page
    client.post("/maker/welcome/domain/check/")
    piece = client.get("/maker/welcome/", headers={"hx-request": "true"}).content.decode()
    assert "being asked" in piece and "<html" not in piece
    Maker.objects.update(checking_since=None, checked_at=timezone.now(), outcome="timeout")
    assert "did not answer in time" in client.get("/maker/welcome/").content.decode()
    client.post("/maker/welcome/domain/mail/", {"address": "legal@maker.example"})
    assert "mailed to legal@maker.example" in client.get("/maker/welcome/").content.decode()
    client.post("/maker/welcome/domain/code/", {"code": "1"})
    assert Maker.objects.get().code_tries == 1
    Maker.objects.update(proven_at=timezone.now(), proven_by="dns")
    client.post("/maker/welcome/terms/", {"version": "x", "sha256": "y"})
    assert client.get("/findings/").status_code == 302
    client.post("/maker/welcome/terms/", {"version": terms.CURRENT, "sha256": terms.digest(terms.CURRENT)})
    assert client.get("/findings/").status_code == 200
    assert "You have come in" in client.get("/maker/welcome/").content.decode()


def test_a_piece_of_a_page_leads_there_too(signed_in: Enter, house: Organisation) -> None:
    client = signed_in(make_user(Role.MAKER, organisation=house, come_in=False))
    assert client.get("/findings/", headers={"hx-request": "true"}).headers["HX-Redirect"] == "/maker/welcome/"


def test_a_second_factor_that_is_needed_comes_before_all_but_the_page_of_steps(
    signed_in: Enter, house: Organisation, settings: object
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True  # type: ignore[attr-defined]
    client = signed_in(make_user(Role.MAKER, organisation=house))
    assert client.get("/maker/welcome/").status_code == 200
    assert client.get("/findings/").headers["Location"] == reverse("mfa_index")
    assert client.post("/maker/welcome/terms/").status_code == 302


def test_colleagues_are_invited_and_shut_out(signed_in: Enter, house: Organisation) -> None:
    client = signed_in(make_user(Role.MAKER, organisation=house))
    typed = {"name": "C. Olleague", "email": "c@elsewhere.example", "language": "en"}
    refused = client.post("/maker/people/", typed)
    assert refused.status_code == 422 and "not at maker.example" in refused.content.decode()
    assert client.post("/maker/people/", typed | {"email": "c@maker.example"}).status_code == 302
    colleague = User.objects.get(email="c@maker.example")
    page = client.get("/maker/people/").content.decode()
    assert "C. Olleague" in page and "invited" in page
    client.post(f"/maker/people/{colleague.public_id}/invite/")
    assert Job.objects.filter(name="makers.mail_invitation").count() == 2
    client.post(f"/maker/people/{colleague.public_id}/end/", {"reason": "left"})
    colleague.refresh_from_db()
    assert colleague.suspended


def test_a_token_of_ones_own_from_ones_own_network(signed_in: Enter, house: Organisation) -> None:
    client = signed_in(make_user(Role.MAKER, organisation=house))
    typed = {"label": "ERP", "days": "30", "ranges": "192.0.2.0/24, 2001:db8::/32\n", "scopes": ["findings:read"]}
    assert "not a network" in client.post("/maker/tokens/", typed | {"ranges": "x"}).content.decode()
    page = client.post("/maker/tokens/", typed).content.decode()
    token = ApiToken.objects.get()
    secret = page.split('class="secret wrap">')[1].split("<")[0]
    assert token.address_ranges == ["192.0.2.0/24", "2001:db8::/32"]
    program, address = Client(), "/api/v1/manufacturer/findings/"
    assert program.get(address, **bearer(secret)).status_code == 401
    assert program.get(address, **bearer(secret), REMOTE_ADDR="192.0.2.9").status_code == 200
    assert program.get(address, **bearer(secret), HTTP_X_FORWARDED_FOR="192.0.2.9").status_code == 401
    shown = client.get("/maker/tokens/").content.decode()
    assert secret not in shown and "192.0.2.0/24" in shown
    client.post(f"/maker/tokens/{token.public_id}/revoke/")
    assert program.get(address, **bearer(secret), REMOTE_ADDR="192.0.2.9").status_code == 401
    assert list(OwnAct.objects.order_by("pk").values_list("act", flat=True)) == ["token.issued", "token.revoked"]


def test_behind_a_proxy_only_the_trusted_hop_counts(signed_in: Enter, house: Organisation, settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    client = signed_in(make_user(Role.MAKER, organisation=house))
    page = client.post(
        "/maker/tokens/", {"label": "x", "days": "3", "ranges": "192.0.2.9", "scopes": ["findings:read"]}
    )
    secret = page.content.decode().split('class="secret wrap">')[1].split("<")[0]
    for forwarded, status in (("192.0.2.9", 200), ("192.0.2.9, 198.51.100.1", 401), ("198.51.100.1, 192.0.2.9", 200)):
        answer = Client().get(
            "/api/v1/manufacturer/findings/", **bearer(secret), HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="10.0.0.1"
        )
        assert answer.status_code == status, forwarded


def test_the_log_of_own_acts_is_the_makers_alone_and_proves_its_exports(signed_in: Enter, house: Organisation) -> None:
    person, other = make_user(Role.MAKER, organisation=house, name="=cmd|x"), make_user(Role.MAKER)
    for user, subject in ((person, "own"), (other, "foreign")):
        note(principal=principal_for(user), act="finding.seen", subject_type="finding", subject_id=subject)
    client = signed_in(person)
    page = client.get("/maker/acts/").content.decode()
    assert "own" in page and "foreign" not in page and "Finding seen" in page
    assert "Nothing fits" in client.get(f"/maker/acts/?person={other.public_id}").content.decode()
    assert client.get("/maker/acts/?person=x&act=%00&from=x&to=2026-99-99&page=9").status_code == 200
    file = b"".join(client.get("/maker/acts.csv?act=finding.seen"))
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [(row["person"], row["object_id"]) for row in rows] == [("'=cmd|x", "own")]
    exported = OwnAct.objects.get(act="acts.exported")
    assert exported.details["sha256"] == hashlib.sha256(file).hexdigest() and exported.details["size"] == len(file)
    for role in (Role.ADMIN, Role.ANALYST):
        assert signed_in(role).get("/maker/acts/").status_code == 403


def test_our_side_from_the_first_line_to_the_last(signed_in: Enter) -> None:
    brand = known.make_maker("Analog Devices")
    admin, analyst = signed_in(Role.ADMIN), signed_in(Role.ANALYST)
    assert "not a domain" in admin.post("/makers/", {"name": "House", "domain": "gmail.com"}).content.decode()
    admin.post("/makers/", {"name": "House", "domain": "www.maker.example"})
    house = Organisation.objects.get(name="House")
    address = f"/makers/{house.public_id}/"
    admin.post(f"{address}people/", {"name": "M. F.", "email": "m@maker.example", "language": "en"})
    assert "m@maker.example" in admin.get(address).content.decode()
    wrong = analyst.post(f"{address}brands/", {"brand": "nobody", "reason": "r"})
    assert wrong.status_code == 422 and "nobody" in wrong.content.decode()
    analyst.post(f"{address}brands/", {"brand": "Analog Devices", "reason": "register", "start": "2020"})
    grant = BrandGrant.objects.get()
    assert "Take back" in analyst.get("/makers/").content.decode()
    assert "Approve" in admin.get("/makers/").content.decode()
    admin.post(f"/makers/brands/{grant.public_id}/decide/", {"decision": "approve", "reason": "seen"})
    today = timezone.now().date()
    assert brands_of(house, today) == {brand.pk}
    assert "2020-01-01" in analyst.get(address).content.decode()
    analyst.post(f"{address}brands/{brand.public_id}/end/", {"reason": "sold", "last_day": "soon"})
    assert brands_of(house, today) == {brand.pk}
    analyst.post(f"{address}brands/{brand.public_id}/end/", {"reason": "sold"})
    assert brands_of(house, today) == set()
    assert analyst.post(f"{address}leave/", {"reason": "r"}).status_code == 403
    admin.post(f"{address}leave/", {"reason": "wound up"})
    page = analyst.get(address).content.decode()
    assert "wound up" in page and "Maker left" in page
    assert "left" in analyst.get("/makers/").content.decode()


def test_administrators_see_whom_a_maker_asked_for_in_vain(signed_in: Enter, house: Organisation) -> None:
    elsewhere = make_user(Role.ANALYST, email="analyst@maker.example", name="A. Nalyst")
    officer = make_user(Role.MAKER, organisation=house, name="O. Fficer")
    typed = {"name": "N", "email": "analyst@maker.example", "language": "en"}
    signed_in(officer).post("/maker/people/", typed)
    page = tree(signed_in(Role.ADMIN).get(f"/makers/{house.public_id}/").content)
    assert "somebody who is elsewhere already" in page.said and "O. Fficer" in page.said
    assert page.one("#main table a")["href"] == f"/people/{elsewhere.public_id}/"
    assert "A. Nalyst" not in signed_in(Role.ANALYST).get(f"/makers/{house.public_id}/").content.decode()


def test_both_deciders_see_who_else_claims_a_brand(signed_in: Enter, house: Organisation) -> None:
    brand, other = known.make_maker("Analog Devices"), make_organisation(OrganisationKind.MAKER, "Rival house")
    known.represent(other, brand)
    analyst, admin = signed_in(Role.ANALYST), signed_in(Role.ADMIN)
    typed = {"brand": "Analog Devices", "reason": "r"}
    address = f"/makers/{house.public_id}/brands/"
    assert "Rival house" in analyst.post(address, typed).content.decode()
    analyst.post(address, typed | {"on_purpose": "on"})
    for client in (analyst, admin):
        assert "Rival house" in client.get(f"/makers/{house.public_id}/").content.decode()
    decide = f"/makers/brands/{BrandGrant.objects.get().public_id}/decide/"
    admin.post(decide, {"decision": "approve", "reason": "r"})
    assert BrandGrant.objects.get().state == "asked"
    admin.post(decide, {"decision": "approve", "reason": "r", "on_purpose": "1"})
    assert BrandGrant.objects.get().state == "approved"
