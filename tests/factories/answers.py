"""Answers of makers for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from accounts.queries import Principal
from accounts.roles import Role
from makers.answer_cells import ANSWER_FIELDS, Given, Sale, answer_values, sale_of, terms_by_field
from makers.models import Answer, TraceRequest
from makers.operations.answering import Document, answer
from makers.queries.answers import standing_answer
from makers.sharing import Terms, terms_of
from provenance.importers.trade_cells import Style
from tests.factories.accounts import make_principal
from tests.factories.requests import make_request

BUYER = "Example Components GmbH"
SALE = {"sold_to": BUYER, "country": "DE", "date": "2021-11-05", "quantity": "2000"}


def given(texts: Mapping[str, str] | None = None, *, use: str = "open", sales: int = 1) -> Given:
    """What a form or a line says, as `use` lets it be used; `use_<field>` in the texts is stricter."""
    said = {"verdict": "genuine", **SALE, **(texts or {})}
    terms: dict[str, Terms] = terms_by_field(said, terms_of(use), day=date.min)
    sale = sale_of(said, terms, style=Style(), today=datetime.now(UTC).date())
    every: tuple[Sale, ...] = (sale,) * sales if sale else ()
    return Given(answer_values(said), {name: terms[name] for name in ANSWER_FIELDS}, every)


def make_answer(
    request: TraceRequest | None = None,
    texts: Mapping[str, str] | None = None,
    *,
    use: str = "open",
    principal: Principal | None = None,
    documents: Mapping[str, bytes] | None = None,
) -> Answer:
    """An answer of one sale; a second one to the same request corrects the first."""
    request = request or make_request()
    before = standing_answer(request)
    papers = [Document(name, [content]) for name, content in (documents or {}).items()]
    return answer(
        principal=principal or officer(request),
        request=request,
        given=given(texts, use=use),
        seen=str(before.public_id) if before else "",
        documents=papers,
    )


def officer(request: TraceRequest) -> Principal:
    """Somebody of the maker that was asked."""
    return make_principal(Role.MAKER, organisation=request.organisation)


def day(text: str) -> datetime:
    """Noon of a day: by then the day before has ended everywhere."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).replace(hour=12)
