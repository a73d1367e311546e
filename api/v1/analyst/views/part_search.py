"""Asking an outside service about a part number."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes.part_search import PartSearchQuestion, PartSearchResult
from api.views import Door
from provenance.operations.part_search import ask_outside


class PartSearch(Door):
    """Ask the outside service that the operator has a key for. It is an outside company, and it learns the number.

    The ledger says who asked. An answer that may still be kept is given again and nothing is sent. What comes back
    is what the service lists: not in our catalogue, not a finding. A failure of the service is a 502.
    """

    capabilities: ClassVar = {"POST": Capability.PART_ASK_OUTSIDE}
    rate = "outside"

    @extend_schema(operation_id="analyst_search_parts", request=PartSearchQuestion, responses=PartSearchResult)
    def post(self, request: Request) -> Response:
        answered = ask_outside(number=self.body(PartSearchQuestion)["number"], actor=self.principal.actor)
        return Response(PartSearchResult(answered).data)
