"""Markings to parts: a few at once, many as a list that is resolved in the background."""

from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.v1.analyst.shapes.resolving import Answers, ListShape, MarkingAnswer, NewList
from api.views import Door, ListDoor
from provenance.importers.markings import Entry
from provenance.operations.batches import create_batch
from provenance.queries.batches import answered, batch_for, rows_of
from provenance.queries.catalogue import DatabaseCatalogue

SEES: dict[str, Capability] = {"GET": Capability.PART_SEE}


class Resolve(Door):
    """What markings may name: parts with reasons, makers and owners, date codes, and whether one answer stands out.

    Up to 200 markings (a setting) are answered at once, and nothing is stored. More become a list: the answer is 202
    with its address, and the list is seen by your organisation until somebody deletes it on its page.
    """

    capabilities: ClassVar = {"POST": Capability.PART_SEE}

    @extend_schema(operation_id="analyst_resolve", request=NewList, responses={200: Answers, 202: ListShape})
    def post(self, request: Request) -> Response:
        asked = self.body(NewList)
        entries: list[Entry] = asked["markings"]
        if len(entries) <= settings.RESOLVE_AT_ONCE:
            return Response(Answers({"results": _answers(entries)}).data)
        batch = create_batch(principal=self.principal, entries=entries, note=asked["note"])
        answer = Response(ListShape(batch).data, status=status.HTTP_202_ACCEPTED)
        answer["Location"] = reverse("api:analyst:resolve-list", args=[batch.public_id])
        return answer


class ListDetail(Door):
    """How far a list is."""

    capabilities: ClassVar = SEES

    @extend_schema(operation_id="analyst_resolve_list", responses=ListShape)
    def get(self, request: Request, list_id: UUID) -> Response:
        return Response(ListShape(batch_for(self.principal, list_id)).data)


class ListRows(ListDoor):
    """The markings of a list with their answers so far, in the order of the list."""

    capabilities: ClassVar = SEES
    ordering = ("ordinal",)

    @extend_schema(operation_id="analyst_resolve_rows", parameters=[PageQuery], responses=MarkingAnswer(many=True))
    def get(self, request: Request, list_id: UUID) -> Response:
        return self.page(rows_of(batch_for(self.principal, list_id)), MarkingAnswer)


def _answers(entries: list[Entry]) -> list[dict[str, Any]]:
    catalogue = DatabaseCatalogue()
    return [
        {
            "reference": entry.reference,
            "lines": entry.lines,
            "answer": answered(entry.lines, entry.recovered_on, catalogue),
        }
        for entry in entries
    ]
