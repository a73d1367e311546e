"""What analysts put right in the catalogue."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes import corrections as shapes
from api.views import Door, ListDoor
from provenance.models import Correction
from provenance.operations.correcting import add_alias, mark_rule_wrong, merge_parties, withdraw_correction
from provenance.queries.corrections import correction_for, corrections_for
from provenance.queries.merging import named_party, standing_party


class Corrections(ListDoor):
    """Every correction, newest first, withdrawn ones too; a new one stands at once and later answers respect it."""

    capabilities: ClassVar = {"GET": Capability.PART_SEE, "POST": Capability.CATALOGUE_CORRECT}
    ordering = ("-made_at", "public_id")

    @extend_schema(
        operation_id="analyst_corrections", parameters=[PageQuery], responses=shapes.CorrectionRow(many=True)
    )
    def get(self, request: Request) -> Response:
        return self.page(corrections_for(self.principal), shapes.CorrectionRow)

    @extend_schema(operation_id="analyst_correct", request=shapes.NewCorrection, responses={201: shapes.CorrectionRow})
    def post(self, request: Request) -> Response:
        made = self._made(self.body(shapes.NewCorrection))
        return Response(shapes.CorrectionRow(made).data, status=status.HTTP_201_CREATED)

    def _made(self, asked: dict[str, Any]) -> Correction:
        who, note = self.principal, asked["note"]
        if asked["kind"] == shapes.RULE:
            return mark_rule_wrong(principal=who, rule=asked["rule"], note=note)
        if asked["kind"] == shapes.ALIAS:
            maker = standing_party(asked["party"])
            return add_alias(
                principal=who, manufacturer=maker, part_number=asked["part_number"], alias=asked["alias"], note=note
            )
        party, into = named_party(asked["party"]), named_party(asked["into"])
        return merge_parties(principal=who, party=party, into=into, note=note, despite=asked["despite"])


class Withdrawals(Door):
    """Take a correction back: it stays in the list, later answers are as they were before it."""

    capabilities: ClassVar = {"POST": Capability.CATALOGUE_CORRECT}

    @extend_schema(
        operation_id="analyst_withdraw_correction", request=shapes.Withdrawal, responses={201: shapes.CorrectionRow}
    )
    def post(self, request: Request, correction_id: UUID) -> Response:
        correction = correction_for(self.principal, correction_id)
        taken = withdraw_correction(
            principal=self.principal, correction=correction, note=self.body(shapes.Withdrawal)["note"]
        )
        return Response(shapes.CorrectionRow(taken).data, status=status.HTTP_201_CREATED)
