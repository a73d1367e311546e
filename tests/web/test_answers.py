"""A maker answers by form and by table; our side reads what it may."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from makers.answer_cells import Sale
from makers.models import Answer, AnswerFile, TraceRequest
from makers.operations.answering import answer
from makers.queries.answers import standing_answer
from tests.factories.accounts import make_user
from tests.factories.answers import BUYER, given, make_answer
from tests.factories.answers import officer as principal
from tests.factories.requests import LOT, PART
from web.answer_forms import answer_context
from web.forms.answers import MOST_SALES, AnswerForm

pytestmark = pytest.mark.django_db

SAID = {
    "verdict": "genuine", "sold_to_0": BUYER, "country_0": "Germany", "date_0": "2021-11", "quantity_0": "2,000",
    "use": "open", "sales": "1", "seen": "",
}  # fmt: skip


@pytest.fixture
def officer(asked: TraceRequest) -> User:
    return make_user(Role.MAKER, organisation=asked.organisation)


def signed_in(user: User, client: Client) -> Client:
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_an_answer_by_form(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    page = reverse("web:maker_request", args=[asked.public_id])
    assert 'name="sold_to_0"' in client.get(page).content.decode()
    sent = client.post(reverse("web:answer_request", args=[asked.public_id]), SAID)
    assert (sent.status_code, sent["Location"]) == (302, page)
    shown = client.get(page).content.decode()
    assert BUYER in shown and "Your answer is in." in shown and "Nov 2021" in shown


def test_what_was_typed_stays(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    wrong = {**SAID, "country_0": "Atlantis", "use": ""}
    answer = client.post(reverse("web:answer_request", args=[asked.public_id]), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422 and "Atlantis" in text and BUYER in text and "Say how it may be used." in text
    answer = client.post(reverse("web:answer_request", args=[asked.public_id]), {**wrong, "use": "open"})
    assert "Atlantis is no country that is known" in answer.content.decode()
    more = client.post(reverse("web:answer_request", args=[asked.public_id]), {**wrong, "more": "1"}).content.decode()
    assert 'name="sold_to_1"' in more and BUYER in more and "no country" not in more
    assert not Answer.objects.exists()


def test_a_colleague_was_faster(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    make_answer(asked)
    url = reverse("web:answer_request", args=[asked.public_id])
    late = client.post(url, {**SAID, "quantity_0": "7"})
    text = late.content.decode()
    standing = standing_answer(asked)
    assert late.status_code == 422 and standing is not None
    assert "Somebody of your organisation answered" in text and f'value="{standing.public_id}"' in text
    again = client.post(url, {**SAID, "quantity_0": "7", "seen": str(standing.public_id)})
    assert again.status_code == 302 and Answer.objects.count() == 2


def test_terms_of_single_fields(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    own = {"use_sold_to": "leads", "until_sold_to": "2199-12-31", "until": "2199-01-01", "use": "sealed"}
    client.post(reverse("web:answer_request", args=[asked.public_id]), SAID | own)
    row = Answer.objects.get().rows.get()
    assert row.terms["sold_to"] == "leads until 2199-12-31" and row.terms["quantity"] == "sealed until 2199-01-01"
    page = client.get(reverse("web:maker_request", args=[asked.public_id])).content.decode()
    assert 'value="2199-12-31"' in page, "a correction begins with the terms that stand"


def test_a_day_too_late_is_told_beside_its_field(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    late = SAID | {"use": "sealed", "until": "2030-01-01", "use_note": "sealed", "until_note": "9999-12-31"}
    sent = client.post(reverse("web:answer_request", args=[asked.public_id]), late)
    text = sent.content.decode()
    assert sent.status_code == 422 and BUYER in text and "the last day that can be said is 2200-12-31" in text
    form = AnswerForm(late)
    assert list(form.errors) == ["until_note"]


def sale(buyer: str, use: str) -> Sale:
    (one,) = given({"sold_to": buyer}, use=use).sales
    return one


def asked_again(asked: TraceRequest, sales: tuple[Sale, ...]) -> dict[str, object]:
    """What the page of an answer of these sales offers to correct it."""
    own = principal(asked)
    answer(principal=own, request=asked, given=replace(given(), sales=sales), seen="")
    return answer_context(own, asked)


def test_no_form_for_sales_of_different_terms(client: Client, asked: TraceRequest, officer: User) -> None:
    found = asked_again(asked, (sale("Open Co", "open"), sale("Secret Co", "sealed")))
    assert found["answer_by_table"]
    form = found["answer_form"]
    assert isinstance(form, AnswerForm)
    assert all((form[f"use_{name}"].value() or form["use"].value()) == "sealed" for name in ("sold_to", "date"))
    signed_in(officer, client)
    page = client.get(reverse("web:maker_request", args=[asked.public_id])).content.decode()
    assert 'name="sold_to_0"' not in page and "Correct it with a table" in page
    late = client.post(reverse("web:answer_request", args=[asked.public_id]), SAID | {"sold_to_0": "Typed Ltd"})
    assert late.status_code == 422 and "Typed Ltd" in late.content.decode(), "what was typed stays"


def test_a_field_that_a_sale_leaves_out_has_no_terms(asked: TraceRequest) -> None:
    (short,) = given({"country": "", "quantity": ""}).sales
    found = asked_again(asked, (short, sale("Open Co", "open")))
    form = found["answer_form"]
    assert isinstance(form, AnswerForm) and not found["answer_by_table"]
    said = {name: form[f"use_{name}"].value() or form["use"].value() for name in ("sold_to", "country", "quantity")}
    assert said == dict.fromkeys(said, "open")


@pytest.mark.parametrize(("sales", "by_table"), [(MOST_SALES, False), (MOST_SALES + 1, True)])
def test_no_form_for_more_sales_than_it_holds(asked: TraceRequest, sales: int, by_table: bool) -> None:
    assert asked_again(asked, (sale("Open Co", "open"),) * sales)["answer_by_table"] is by_table


def test_a_correction_by_form_opens_no_paper_by_the_way(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    first = make_answer(asked, use="sealed", documents={"x.pdf": b"%PDF secret"})
    url = reverse("web:answer_request", args=[asked.public_id])
    client.post(url, SAID | {"seen": str(first.public_id)})
    second = Answer.objects.get(successor=None)
    assert (second.terms["documents"], second.terms["verdict"]) == ("sealed", "open")
    client.post(url, SAID | {"seen": str(second.public_id), "use_documents": "open"})
    assert Answer.objects.get(successor=None).terms["documents"] == "open"


def test_our_history_has_no_fields(client: Client, asked: TraceRequest) -> None:
    make_answer(asked)
    make_answer(asked, use="sealed")
    signed_in(make_user(Role.ANALYST), client)
    text = client.get(reverse("web:request", args=[asked.public_id])).content.decode()
    assert "Earlier answer" in text and BUYER not in text


def test_a_paper_comes_along_and_is_taken_out(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    paper = SimpleUploadedFile("end use.pdf", b"%PDF-1.4 x")
    client.post(reverse("web:answer_request", args=[asked.public_id]), {**SAID, "documents": paper})
    stored = Answer.objects.get().documents.get()
    taken = client.post(reverse("web:answer_document", args=[stored.public_id]))
    assert b"".join(taken.streaming_content) == b"%PDF-1.4 x"  # type: ignore[attr-defined]


def test_withdrawing(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    made = make_answer(asked)
    client.post(reverse("web:withdraw_answer", args=[made.public_id]))
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert "Withdrawn answer" in client.get(reverse("web:maker_request", args=[asked.public_id])).content.decode()


def test_a_table_and_its_template(client: Client, asked: TraceRequest, officer: User) -> None:
    signed_in(officer, client)
    taken = b"".join(client.get(reverse("web:answer_template")).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert f"{asked.label},{LOT},{PART}," in taken
    table = SimpleUploadedFile("a.csv", f"lot,verdict\n{LOT},genuine\n".encode())
    sent = client.post(reverse("web:answer_tables"), {"table": table, "use": "leads"})
    row = AnswerFile.objects.get()
    assert sent["Location"] == reverse("web:answer_table", args=[row.public_id])
    assert "is being read" in client.get(sent["Location"]).content.decode()
    assert "a.csv" in client.get(reverse("web:answer_tables")).content.decode()
    empty = client.post(reverse("web:answer_tables"), {"table": SimpleUploadedFile("e.csv", b""), "use": "leads"})
    assert "The file is empty." in empty.content.decode()


def test_our_side_sees_leads_hatched_and_others_see_none(client: Client, asked: TraceRequest) -> None:
    make_answer(asked, {"use_sold_to": "leads", "use_quantity": "sealed"})
    lot = reverse("web:lot", args=[asked.brand.slug, "lot", LOT, PART])
    signed_in(make_user(Role.ANALYST), client)
    part = reverse("web:part", args=[asked.brand.slug, PART])
    for page in (lot, part, reverse("web:request", args=[asked.public_id])):
        text = client.get(page).content.decode()
        assert BUYER in text and "lead, no evidence" in text and "withheld by the maker" in text
    signed_in(make_user(Role.ENFORCEMENT), client)
    for page in (lot, part):
        text = client.get(page).content.decode()
        assert BUYER not in text
        assert "withheld by the maker" in text and "5 Nov 2021" in text


def test_grading(client: Client, asked: TraceRequest) -> None:
    made = make_answer(asked)
    signed_in(make_user(Role.ANALYST), client)
    url = reverse("web:grade_answer", args=[made.public_id])
    client.post(url, {"credibility": "3", "reason": "no paper"})
    client.post(url, {"credibility": "1", "reason": "sure"})
    made.refresh_from_db()
    assert made.credibility == 3
