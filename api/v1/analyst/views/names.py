"""Likely names in records of trade: those that wait, and what people say of them."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes import names as shapes
from api.views import Door, ListDoor
from provenance.models import NameVerdict, TradeName
from provenance.operations.trade_judging import confirm_name, give_name, set_name_apart, take_back_name
from provenance.queries.likely_names import likely_names, name_judgement, name_judgements, trade_name
from provenance.queries.merging import named_party


class LikelyNames(Door):
    """Names in records of trade that were taken for a company and wait for a person; the weightiest first."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE}
    query = shapes.NamesQuery

    @extend_schema(operation_id="analyst_likely_names", parameters=[shapes.NamesQuery], responses=shapes.LikelyNamePage)
    def get(self, request: Request) -> Response:
        found = likely_names(self.principal)
        shown = found[self.asked["offset"] : self.asked["offset"] + self.asked["limit"]]
        return Response(shapes.LikelyNamePage({"total": len(found), "results": shown}).data)


class NameJudgements(ListDoor):
    """What people said of likely names, the newest first, withdrawn ones too; a new one stands at once."""

    capabilities: ClassVar = {"GET": Capability.TRACE_SEE, "POST": Capability.CATALOGUE_CORRECT}
    ordering = ("-made_at", "public_id")

    @extend_schema(
        operation_id="analyst_name_judgements", parameters=[PageQuery], responses=shapes.NameJudgementRow(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(name_judgements(self.principal).order_by(), shapes.NameJudgementRow)

    @extend_schema(
        operation_id="analyst_judge_name", request=shapes.NewNameJudgement, responses={201: shapes.NameJudgementRow}
    )
    def post(self, request: Request) -> Response:
        asked = self.body(shapes.NewNameJudgement)
        key = {part: asked[part] for part in ("text", "country", "registration")}
        name = trade_name(self.principal, **key)
        self._judge(name, asked)
        standing = name_judgements(self.principal).get(**key, withdrawn_at__isnull=True)
        return Response(shapes.NameJudgementRow(standing).data, status=status.HTTP_201_CREATED)

    def _judge(self, name: TradeName, asked: dict[str, Any]) -> None:
        who, note = self.principal, asked["note"]
        if asked["verdict"] == NameVerdict.SAME:
            confirm_name(principal=who, name=name, note=note)
        elif asked["verdict"] == NameVerdict.NEW:
            set_name_apart(principal=who, name=name, note=note)
        else:
            give_name(principal=who, name=name, party=named_party(asked["party"]), note=note)


class NameWithdrawals(Door):
    """Take a judgement back: the name waits again, its rows are with the company of before."""

    capabilities: ClassVar = {"POST": Capability.CATALOGUE_CORRECT}

    @extend_schema(
        operation_id="analyst_withdraw_name_judgement",
        request=shapes.NameWithdrawal,
        responses={201: shapes.NameJudgementRow},
    )
    def post(self, request: Request, judgement_id: UUID) -> Response:
        judgement = name_judgement(self.principal, judgement_id)
        taken = take_back_name(
            principal=self.principal, judgement=judgement, note=self.body(shapes.NameWithdrawal)["note"]
        )
        return Response(shapes.NameJudgementRow(taken).data, status=status.HTTP_201_CREATED)
