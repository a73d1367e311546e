"""A maker answers trace requests: one as JSON, many as a table. Each field goes no further than its terms say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.manufacturer.answer_sales import FieldShown, SaleShown
from api.views import Door, NoQuery
from makers.answer_cells import ANSWER_FIELDS, FIELDS, SALE_FIELDS, Given, answer_values, sale_of, terms_by_field
from makers.answer_problems import AnswerRefused, row_error
from makers.models import TraceRequest
from makers.operations.answer_files import receive_table
from makers.operations.answering import answer, withdraw_answer
from makers.queries.answers import answer_for, answers_to, file_for
from makers.queries.requests import request_of
from makers.sharing import LAST_DAY, NotTerms, Over, day_of, new_terms, terms_of
from provenance.importers.encodings import OFFERED
from provenance.importers.table import RowError, RowRefused
from provenance.importers.trade_cells import DATE_ORDERS, Style

WRITES = Capability.ANSWER_WRITE_OWN
SEES = Capability.REQUEST_SEE_OWN
CHUNK = 64 * 1024
MOST_SALES = 1000
TERMS = "open, leads or sealed, each also as `leads until 2030-01-31`: the day after, the field is open."


class TermsText(serializers.CharField):
    """How a field may be used."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, help_text=TERMS, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The text, if it says terms."""
        text = super().run_validation(data)
        try:
            return str(new_terms(text, day_of(datetime.now(UTC)))) if text else text
        except Over:
            over = row_error(RowError(0, "until_over", {"value": text}))
            raise serializers.ValidationError(over, code="until_over") from None
        except NotTerms:
            raise serializers.ValidationError(f"{TERMS} Last day: {LAST_DAY}.", code="unknown_word") from None


class TermsQuery(serializers.Serializer[Any]):
    """How lines of a table may be used that do not say it themselves, and in which order it writes days."""

    use = TermsText(required=False, default="")
    date_order = serializers.ChoiceField(required=False, default="", choices=["", *DATE_ORDERS])
    encoding = serializers.ChoiceField(
        required=False, default="", choices=["", *OFFERED],
        help_text="In which the table is written where it is not in Unicode: then nothing of it is taken without.",
    )  # fmt: skip


class SaleSaid(serializers.Serializer[Any]):
    """One sale of pieces of the lot."""

    sold_to = serializers.CharField(max_length=300)
    country = serializers.CharField(required=False, default="", allow_blank=True, max_length=100)
    date = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40,
        help_text="A day, a month, a year, or two of them with `..` between.",
    )  # fmt: skip
    quantity = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)
    order = serializers.CharField(required=False, default="", allow_blank=True, max_length=120)
    end_use = serializers.CharField(required=False, default="", allow_blank=True, max_length=1000)
    seller = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=300, help_text="Left out where the maker itself sold."
    )
    use = TermsText(required=False, default="", allow_blank=True)
    terms = serializers.DictField(child=TermsText(), required=False, default=dict)


class AnswerSaid(serializers.Serializer[Any]):
    """One answer. `use` holds for every field without terms of its own; a field without either is refused."""

    seen = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=36,
        help_text="The id of the answer that stands, to take its place; empty for the first one.",
    )  # fmt: skip
    verdict = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    no_records_years = serializers.CharField(required=False, default="", allow_blank=True, max_length=4)
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=4000)
    use = TermsText(required=False, default="", allow_blank=True)
    terms = serializers.DictField(child=TermsText(), required=False, default=dict)
    sales = SaleSaid(many=True, required=False, default=list, max_length=MOST_SALES)  # type: ignore[call-arg]


class DocumentShown(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    size = serializers.IntegerField()


class AnswerShown(serializers.Serializer[Any]):
    """An answer as the maker's own people see it."""

    id = serializers.UUIDField(source="public_id")
    given_at = serializers.DateTimeField()
    person = serializers.CharField()
    stands = serializers.BooleanField()
    withdrawn = serializers.BooleanField()
    after_withdrawal = serializers.BooleanField()
    whole = serializers.BooleanField()
    said = serializers.DictField(child=FieldShown(), source="fields")
    sales = SaleShown(many=True, help_text="The first hundred; `answers/{id}/sales/` gives all, page by page.")
    sales_in_all = serializers.IntegerField()
    documents = DocumentShown(many=True)


class FaultShown(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    code = serializers.CharField()
    why = serializers.CharField()


class TableShown(serializers.Serializer[Any]):
    """A table of answers as it stands."""

    id = serializers.UUIDField(source="public_id")
    state = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    received_at = serializers.DateTimeField(source="created_at")
    counts = serializers.DictField()
    failure = serializers.CharField()
    faults = serializers.SerializerMethodField()

    @extend_schema(responses=FaultShown(many=True))
    def get_faults(self, row: Any) -> list[dict[str, Any]]:
        """Lines that were not taken, or otherwise than written."""
        told = [RowError(one["line"], one["code"], one["params"]) for one in row.closed.get("faults", ())]
        return [{"line": one.line, "code": one.code, "why": row_error(one)} for one in told]


class AnswerList(Door):
    """The answers to one request."""

    capabilities: ClassVar = {"GET": SEES, "POST": WRITES}

    @extend_schema(operation_id="manufacturer_answers", responses=AnswerShown(many=True))
    def get(self, request: Request, request_id: UUID) -> Response:
        """All of them, the latest first; the one that stands says so."""
        shown = answers_to(self.principal, request_of(self.principal, request_id))
        return Response(AnswerShown(shown, many=True).data)

    @extend_schema(operation_id="manufacturer_answer", request=AnswerSaid, responses={201: AnswerShown})
    def post(self, request: Request, request_id: UUID) -> Response:
        """Answer the request, or correct the answer that stands. The same answer sent twice is one."""
        asked = request_of(self.principal, request_id)
        said = self.body(AnswerSaid)
        given = answer(principal=self.principal, request=asked, given=_given(said), seen=said["seen"])
        shown = next(one for one in answers_to(self.principal, asked) if one.public_id == given.public_id)
        return Response(AnswerShown(shown).data, status=status.HTTP_201_CREATED)


class AnswerWithdrawal(Door):
    """Taking an answer back."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_withdraw_answer", request=None, responses={204: None})
    def post(self, request: Request, answer_id: UUID) -> Response:
        """It stays in the maker's own history; what had come of it is taken back."""
        withdraw_answer(principal=self.principal, answer=answer_for(self.principal, answer_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TableParser(BaseParser):
    """A body that is a table: not read here."""

    media_type = "*/*"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The stream itself."""
        return stream


_TABLE: Final[dict[str, Any]] = {
    "parameters": [TermsQuery],
    "request": {"text/csv": OpenApiTypes.BINARY},
    "responses": {202: TableShown},
}


class AnswerTables(Door):
    """Tables of answers, read in the background."""

    capabilities: ClassVar = {"POST": WRITES}
    query = TermsQuery
    parser_classes = (TableParser,)
    rate = "upload"

    @extend_schema(operation_id="manufacturer_answer_table", **_TABLE)
    def post(self, request: Request) -> Response:
        """About any of the maker's requests. Any encoding (named where it is no Unicode) and separator."""
        return self.receive(request)

    def receive(self, request: Request, only: TraceRequest | None = None) -> Response:
        """Take the table in; it is read by a job."""
        row = receive_table(
            principal=self.principal,
            chunks=iter(lambda: request._request.read(CHUNK), b""),
            file_name="",
            use=terms_of(self.asked["use"]) if self.asked["use"] else None,
            request=only,
            date_order=self.asked["date_order"],
            encoding=self.asked["encoding"],
        )
        return Response(TableShown(row).data, status=status.HTTP_202_ACCEPTED)


class RequestAnswerTables(AnswerTables):
    """Tables of answers to one request."""

    @extend_schema(operation_id="manufacturer_request_answer_table", **_TABLE)
    def post(self, request: Request, request_id: UUID) -> Response:  # type: ignore[override]
        """About the request in the address alone. Any encoding (named where it is no Unicode) and separator."""
        return self.receive(request, request_of(self.principal, request_id))


class AnswerTable(Door):
    """One table."""

    capabilities: ClassVar = {"GET": WRITES}
    query = NoQuery

    @extend_schema(operation_id="manufacturer_answer_table_state", responses=TableShown)
    def get(self, request: Request, file_id: UUID) -> Response:
        """How far it is; when it is read, which lines were not taken and why."""
        return Response(TableShown(file_for(self.principal, file_id)).data)


def _given(said: Mapping[str, Any]) -> Given:
    """What a body says. Raises AnswerRefused."""
    now, sales = datetime.now(UTC), []
    today, day = now.date(), day_of(now)
    try:
        own = _terms(said, {})
        default = terms_by_field(own, None, day=day)
        for one in said["sales"]:
            terms = terms_by_field(_terms(one, own), None, day=day)
            sale = sale_of({name: one[name] for name in SALE_FIELDS}, terms, style=Style(), today=today)
            sales += [sale] if sale else []
        terms = {name: default[name] for name in ANSWER_FIELDS}
        return Given(answer_values(said), terms, tuple(sales), papers_said="documents" in said["terms"])
    except RowRefused as refused:
        raise AnswerRefused(refused.code, **refused.params) from None


def _terms(said: Mapping[str, Any], above: Mapping[str, str]) -> dict[str, str]:
    """As a table's line has them: what a sale says of its own goes before what the answer says."""
    unknown = sorted(set(said["terms"]) - set(FIELDS))
    if unknown:
        raise RowRefused("unknown_word", column="terms", value=unknown[0][:40], known=", ".join(FIELDS))
    inherited = {} if said["use"] else above
    return {**inherited, "use": said["use"] or above.get("use", "")} | {
        f"use_{name}": text for name, text in said["terms"].items()
    }
