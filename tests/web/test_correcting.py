"""The pages of corrections: who is offered what, the preview, what the list shows, and messages after a refusal."""

from datetime import date
from urllib.parse import quote

import pytest

from accounts.roles import Role
from provenance.models import Correction, CorrectionKind, Party
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties
from provenance.partnumbers.rule_book import rules
from teardowns.operations.resolving import propose
from tests.factories.accounts import make_principal
from tests.factories.provenance import make_listing, make_maker, make_part
from tests.factories.teardowns import make_photo, make_reading
from web.rules import rule_said

pytestmark = pytest.mark.django_db
WHY = "the data sheet says so"


@pytest.fixture
def makers():
    return make_maker("Old Chips"), make_maker("New Chips")


@pytest.fixture
def analyst(signed_in):
    return signed_in(Role.ANALYST)


def shown(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200
    return answer.content.decode()


def same_as(party):
    return f"/parties/{party.public_id}/same-as/"


def test_every_rule_has_words():
    assert all("%(" not in rule_said(rule) and rule_said(rule) for rule in rules())
    assert "prefix:GONE" in rule_said("prefix:GONE")


def test_a_company_is_searched_previewed_and_merged(analyst, makers):
    old, new = makers
    make_part("ZQX7712", old)
    make_listing(old, date(2022, 1, 1))
    assert same_as(old) in shown(analyst, f"/parties/{old.public_id}/")
    found = analyst.get(same_as(old), {"name": "chips"}, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in found
    assert "New Chips" in found
    assert "Old Chips" not in found
    preview = shown(analyst, same_as(old), into=new.public_id)
    assert "1 part is shown as made by New Chips" in preview
    assert "Test list (" in preview
    assert 'value="listed"' in preview
    sent = {"into": new.public_id, "note": WHY}
    refused = analyst.post(same_as(old), sent, follow=True).content.decode()
    assert "Something speaks against merging Old Chips with New Chips" in refused
    after = analyst.post(same_as(old), sent | {"despite": ["listed"]}, follow=True)
    assert after.redirect_chain[-1][0] == f"/parties/{new.public_id}/"
    page = after.content.decode()
    assert "Old Chips is the same company as New Chips." in page
    assert "Test list" in page
    assert WHY in page


def test_a_form_about_a_company_that_was_merged_meanwhile_merges_no_other(analyst, makers):
    old, new = makers
    third = make_maker("Third Chips")
    sent = {"into": third.public_id, "note": WHY}
    analyst.post(same_as(old), {"into": new.public_id, "note": WHY})
    told = analyst.post(same_as(old), sent, follow=True).content.decode()
    assert "Old Chips is merged with New Chips already" in told
    told = analyst.post(same_as(third), {"into": old.public_id, "note": WHY}, follow=True).content.decode()
    assert "Old Chips is merged with New Chips already" in told
    assert Correction.objects.count() == 1


def test_a_company_of_the_preview_that_is_none_is_not_found(analyst, makers):
    for into in ("x", "00000000-0000-4000-8000-000000000000"):
        assert analyst.get(same_as(makers[0]), {"into": into}).status_code == 404
        assert analyst.post(same_as(makers[0]), {"into": into, "note": WHY}).status_code == 404


def test_what_cannot_be_merged_is_said_before_the_form(analyst, makers):
    Party.objects.filter(pk=makers[1].pk).update(fictitious=True)
    page = shown(analyst, same_as(makers[0]), into=makers[1].public_id)
    assert "made up for demonstration" in page
    assert "It is the same company" not in page


def test_a_part_gets_another_name_and_shows_who_gave_it(analyst, makers):
    part = make_part("ZQX7712", makers[1])
    address = f"/parts/{makers[1].slug}/{part.number}/"
    assert "Add another name" in shown(analyst, address)
    said = analyst.post(
        f"/corrections/names/{makers[1].slug}/ZQX7712/", {"alias": "aa-77-bb", "note": WHY}, follow=True
    ).content.decode()
    assert "aa-77-bb names this part from now on." in said
    assert WHY in shown(analyst, address)
    refused = analyst.post(
        f"/corrections/names/{makers[1].slug}/ZQX7712/",
        {"alias": "ZQX7712", "note": WHY},
        follow=True,
        headers={"referer": f"http://testserver{address}"},
    ).content.decode()
    assert "is a part number of its own" in refused


def test_a_reason_offers_its_rule_to_analysts_only(analyst, signed_in):
    photo = make_photo()
    proposal = propose(make_reading(["DSPIC99X7", "2217"], photo))
    rule = f"/corrections/rule/?rule={quote('prefix:DSPIC', safe='')}"
    address = f"/photos/{photo.public_id}/?chip={proposal.component.public_id}"
    page = shown(analyst, address)
    assert rule in page
    assert "/corrections/rule/?rule=date%3A" in page
    assert "/corrections/rule/" not in shown(signed_in(Role.ENFORCEMENT), address)
    assert "Numbers that begin with DSPIC are from Microchip Technology." in shown(analyst, rule)
    after = analyst.post("/corrections/rule/", {"rule": "prefix:DSPIC", "note": WHY}, follow=True).content.decode()
    assert "The rule is left aside from now on." in after
    assert "It is left aside already." in shown(analyst, rule)


@pytest.mark.parametrize("rule", ["", "prefix:NO", "x" * 500, "\x00"])
def test_a_rule_that_is_none_is_refused_in_words(analyst, rule):
    assert analyst.get("/corrections/rule/", {"rule": rule}).status_code == 422


def test_the_list_keeps_what_was_taken_back(analyst, makers):
    principal = make_principal(Role.ANALYST)
    make_part("ZQX7712", makers[0])
    made = add_alias(principal=principal, manufacturer=makers[0], part_number="ZQX7712", alias="AA77BB", note=WHY)
    merge_parties(principal=principal, party=makers[0], into=makers[1], note=WHY)
    mark_rule_wrong(principal=principal, rule="date:yyww", note=WHY)
    Correction.objects.create(kind=CorrectionKind.RULE_WRONG, rule="prefix:GONE", note=WHY, author=principal.user)
    page = shown(analyst, "/corrections/")
    assert page.count("Take this correction back") == 4
    assert "AA77BB is another name of ZQX7712 by Old Chips." in page
    answer = analyst.post(f"/corrections/{made.public_id}/take-back/", {"note": "misread"}, follow=True)
    page = answer.content.decode()
    assert "The correction is taken back." in page
    assert "misread" in page
    assert page.count("Take this correction back") == 3


def test_those_who_only_read_see_the_list_without_buttons(signed_in, makers):
    principal = make_principal(Role.ANALYST)
    merge_parties(principal=principal, party=makers[0], into=makers[1], note=WHY)
    make_part("ZQX7712", makers[1])
    reader = signed_in(Role.ENFORCEMENT)
    for address in ("/corrections/", f"/parties/{makers[1].public_id}/", f"/parts/{makers[1].slug}/ZQX7712/"):
        page = shown(reader, address)
        assert "Take this correction back" not in page
        assert "same-as" not in page
        assert "/corrections/names/" not in page
    assert WHY in shown(reader, "/corrections/")


def test_a_merged_company_is_shown_as_the_one_that_stays(analyst, makers):
    merge_parties(principal=make_principal(Role.ANALYST), party=makers[0], into=makers[1], note=WHY)
    page = shown(analyst, f"/parties/{makers[0].public_id}/")
    assert "<h1>New Chips" in page
    assert Party.objects.get(pk=makers[0].pk).merged_into == makers[1]


def test_notes_are_shown_as_text(analyst):
    mark_rule_wrong(principal=make_principal(Role.ANALYST), rule="prefix:LMH", note="<script>alert(1)</script>")
    assert "<script>alert" not in shown(analyst, "/corrections/")
