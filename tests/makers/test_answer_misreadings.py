"""What officers write and a machine may misread: thousands, days that are over. Nothing is guessed into evidence."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from accounts.roles import Role
from makers.answer_cells import far_day, sale_of, terms_by_field
from makers.answer_problems import row_error
from makers.models import AnswerRow, TraceRequest
from makers.sharing import OPEN, Terms, Use, as_of, day_of
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import MOST_PIECES, Style
from provenance.models import Claim
from tests.api.calling import Caller
from tests.factories.accounts import make_user
from tests.factories.answers import given as answer_given
from tests.factories.answers import make_answer, officer
from tests.factories.requests import LOT
from tests.makers.test_answer_tables import HEADER, codes, sent
from tests.web.test_answers import signed_in
from web.answer_forms import answer_context
from web.forms.answers import AnswerForm

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
SAID = {
    "verdict": "genuine", "sold_to_0": "Alfa GmbH", "country_0": "DE", "date_0": "2021-11-05", "quantity_0": "7",
    "use": "open", "sales": "1", "seen": "",
}  # fmt: skip


@pytest.fixture
def person(asked: TraceRequest) -> User:
    return make_user(Role.MAKER, organisation=asked.organisation)


def pieces(text: str) -> str:
    terms = terms_by_field({"use": "open"}, None, day=DAY)
    sale = sale_of({"sold_to": "Alfa", "quantity": text}, terms, style=Style(), today=DAY)
    return sale.values.get("quantity", "") if sale else ""


def refused(text: str) -> str:
    with pytest.raises(RowRefused) as caught:
        pieces(text)
    return str(caught.value.code)


@given(some.integers(1, MOST_PIECES), some.sampled_from([".", ",", " ", "\u00a0", "\u202f", "'", "’"]))
def test_signs_between_thousands_change_no_number(number: int, sign: str) -> None:
    assert pieces(f"{number:,}".replace(",", sign)) == str(number)


@given(some.integers(1, 10**9), some.sampled_from([".0", ",0", ",00", ".00", ".0000"]))
def test_a_fraction_of_nothing_is_none(number: int, fraction: str) -> None:
    assert pieces(f"{number}{fraction}") == str(number)


@given(some.text("0123456789.,' ", min_size=1, max_size=14))
def test_no_digit_gets_lost(text: str) -> None:
    """Whatever is taken says all digits that were written, save zeros behind a decimal sign."""
    try:
        read = pieces(text)
    except RowRefused:
        return
    digits = "".join(sign for sign in text if sign.isdigit())
    assert not read or (digits.lstrip("0").startswith(read) and not digits.lstrip("0")[len(read) :].strip("0"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2.5", "not_whole"), ("2,50", "not_whole"), ("0.500", "not_whole"), ("1.234,56", "not_whole"),
        ("1234.567", "pieces_unclear"), ("2.000,000", "pieces_unclear"), ("1.234.56", "not_whole"),
        ("12.34.567", "pieces_unclear"), ("2e3", "pieces_unclear"), ("2,000.000", "pieces_unclear"),
        ("-3", "out_of_range"), ("-2.000", "out_of_range"), ("0", "out_of_range"), ("9" * 400, "out_of_range"),
        ("many", "not_a_number"), ("USD 200", "not_a_number"), ("2_000", "not_a_number"), ("10²", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_pieces_is_refused_in_words(text: str, code: str) -> None:
    assert refused(text) == code
    assert row_error(RowError(2, code, {"value": text, "column": "quantity"})) != code


@pytest.mark.parametrize(
    ("sign", "text"), [(",", "2.000"), ("\t", "2.000"), (";", "2,000"), (";", "2.000"), (";", "2 000")]
)
def test_thousands_in_a_table(asked: TraceRequest, sign: str, text: str) -> None:
    line = f"{LOT},genuine,Alfa,DE,2021-11-05,".replace(",", sign)
    assert codes(sent(officer(asked), f"{HEADER.replace(',', sign)}\n{line}{text}\n")) == []
    assert Claim.objects.get().quantity == 2000


def test_thousands_as_excel_writes_them_in_an_old_page(asked: TraceRequest) -> None:
    """The space between thousands is the only sign beyond ASCII: no letter of it can be misread."""
    row = sent(officer(asked), f"{HEADER}\n{LOT},genuine,Alfa,DE,2021-11-05,2\u00a0000\n", encoding="cp1252")
    assert codes(row) == [] and Claim.objects.get().quantity == 2000


def test_thousands_in_the_form_and_the_number_is_shown(client: Client, asked: TraceRequest, person: User) -> None:
    client = signed_in(person, client)
    client.post(reverse("web:answer_request", args=[asked.public_id]), SAID | {"quantity_0": "2.000"})
    assert Claim.objects.get().quantity == 2000
    shown = client.get(reverse("web:maker_request", args=[asked.public_id])).content.decode()
    assert re.search(r">\s*2000\s*<", shown)


def test_thousands_through_the_machines_door(asked: TraceRequest, person: User) -> None:
    url, sale = f"/api/v1/manufacturer/requests/{asked.public_id}/answers/", {"sold_to": "Alfa", "quantity": "2.000"}
    sent_in = Caller(person).post(url, {"verdict": "genuine", "use": "open", "sales": [sale]})
    assert sent_in.json()["sales"][0]["quantity"]["value"] == "2000"


@given(some.sampled_from([Use.LEADS, Use.SEALED]), some.dates(date(2020, 1, 1), date(2050, 1, 1)))
def test_terms_are_refused_exactly_when_they_would_be_open_at_once(use: Use, until: date) -> None:
    terms = Terms(use, until)
    over = as_of(terms, DAY) == OPEN
    assert over is (until < DAY)
    try:
        assert terms_by_field({"use": str(terms)}, None, day=DAY)["note"] == terms
    except RowRefused as error:
        assert over and error.code == "until_over"
    else:
        assert not over


def gone() -> str:
    """A day that is over everywhere."""
    return (day_of(datetime.now(UTC)) - timedelta(days=1)).isoformat()


def test_sealed_until_a_day_that_is_over_is_not_opened(asked: TraceRequest) -> None:
    row = sent(officer(asked), f"{HEADER},use\n{LOT},genuine,Canary,DE,2021-11-05,7,sealed until 2006-12-31\n")
    assert codes(row) == [(2, "until_over")] and not AnswerRow.objects.exists() and not Claim.objects.exists()
    assert "2006-12-31" in row_error(RowError(**row.closed["faults"][0]))


@pytest.mark.parametrize("field", ["until", "until_sold_to"])
def test_in_the_form_it_is_told_beside_its_day(asked: TraceRequest, field: str) -> None:
    form = AnswerForm(SAID | {"use": "sealed", "use_sold_to": "sealed", field: gone()})
    assert list(form.errors) == [field] and "that day is over" in form.errors[field][0]
    assert AnswerForm(SAID | {"use": "sealed", "until": "2070-01-01"}).is_valid()


@pytest.mark.parametrize("where", ["answer", "field", "table"])
def test_through_the_machines_door_too(asked: TraceRequest, person: User, where: str) -> None:
    caller, over = Caller(person), f"sealed until {gone()}"
    url = f"/api/v1/manufacturer/requests/{asked.public_id}/answers"
    if where == "table":
        table = f"lot,verdict\n{LOT},genuine\n".encode()
        refusal = caller.raw(f"{url}.csv?use={over.replace(' ', '%20')}", table, "text/csv")
    else:
        said = {"use": over} if where == "answer" else {"use": "open", "terms": {"verdict": over}}
        refusal = caller.post(f"{url}/", {"verdict": "genuine", **said})
    assert refusal.status_code in (400, 422) and "that day is over" in refusal.content.decode()


def test_stored_terms_stay_and_their_correction_begins_open(asked: TraceRequest, person: User, client: Client) -> None:
    first = make_answer(asked, {"use_order": "sealed until 2001-01-01", "order": "PO-1"}, use="leads until 2002-02-02")
    assert first.terms["verdict"] == "leads until 2002-02-02"
    form = answer_context(officer(asked), asked)["answer_form"]
    assert isinstance(form, AnswerForm)
    start = {name: value for name, value in form.initial.items() if value is not None}
    assert start["use"] == "open" and not start["until"]
    assert not any(value for name, value in start.items() if name.startswith("until"))
    client.force_login(person)
    typed = start | {"quantity_0": "8", "sales": "1"}
    corrected = client.post(reverse("web:answer_request", args=[asked.public_id]), typed)
    assert corrected.status_code == 302 and Claim.objects.get().quantity == 8


def test_a_day_far_off_is_told(asked: TraceRequest, person: User, client: Client) -> None:
    row = sent(officer(asked), f"{HEADER},use\n{LOT},genuine,Canary,DE,2021-11-05,7,sealed until 2197-12-31\n")
    assert codes(row) == [(2, "until_far")] and AnswerRow.objects.exists()
    client = signed_in(person, client)
    url, page = (reverse(f"web:{name}", args=[asked.public_id]) for name in ("answer_request", "maker_request"))
    seen = str(row.answers.get().public_id)
    client.post(url, SAID | {"use": "leads", "until": "2199-12-31", "seen": seen})
    assert "more than 50 years" in client.get(page).content.decode()


@pytest.mark.parametrize(("until", "told"), [("2076-11-01", False), ("2077-11-01", True)])
def test_how_far_is_far(until: str, told: bool) -> None:
    assert (far_day(answer_given(use=f"sealed until {until}"), DAY) is not None) is told
