"""Lots that were found on several specimens, and parties."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.v1.analyst.shapes import lots as shapes
from api.views import Door
from provenance.queries.party_pages import party_view
from teardowns.queries.lot_clusters import LotFilter, clusters_for, leads_of


class LotList(Door):
    """Finds of one maker's part that share a lot or date code on at least two specimens; the most specimens first."""

    capabilities: ClassVar = {"GET": Capability.PART_SEE}
    query = shapes.LotQuery

    @extend_schema(operation_id="analyst_lots", parameters=[shapes.LotQuery], responses=shapes.LotPage)
    def get(self, request: Request) -> Response:
        asked = self.asked
        found = clusters_for(
            self.principal, LotFilter(maker=asked["maker"], part_number=asked["part"], shared=asked["shared"])
        )
        shown = found[asked["offset"] : asked["offset"] + asked["limit"]]
        leads = leads_of(self.principal, shown)
        return Response(shapes.LotPage({"total": len(found), "results": leads}).data)


class PartyDetail(Door):
    """One organisation: names in every script, numbers, addresses and who shares them, relations, listings.

    Of one that was found to be the same as another, the one that stands for both.
    """

    capabilities: ClassVar = {"GET": Capability.PART_SEE}

    @extend_schema(operation_id="analyst_party", responses=shapes.PartyDetail)
    def get(self, request: Request, party_id: UUID) -> Response:
        return Response(shapes.PartyDetail(party_view(self.principal, party_id)).data)
