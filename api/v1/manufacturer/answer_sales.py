"""The sales of an answer, page by page: an answer itself shows the first hundred and says how many there are."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import CursorPagination, PageQuery
from api.views import ListDoor
from makers.queries.answers import answer_for, own_sale, own_sales_of


class FieldShown(serializers.Serializer[Any]):
    value = serializers.CharField()
    terms = serializers.CharField()


class SaleShown(serializers.Serializer[Any]):
    """One sale; fields of which nothing is said are left out."""

    number = serializers.IntegerField()
    sold_to = FieldShown(required=False)
    country = FieldShown(required=False)
    date = FieldShown(required=False)
    quantity = FieldShown(required=False)
    order = FieldShown(required=False)
    end_use = FieldShown(required=False)
    seller = FieldShown(required=False)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """A ShownSale as what is said of it."""
        said = {name: FieldShown(one).data for name, one in instance.fields.items() if one.value}
        return {"number": instance.number, **said}


class SalesPages(CursorPagination):
    """Pages that say how many sales there are in all."""

    count = 0

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """One page of the sales as their maker reads them. Raises BadCursor."""
        self.count = queryset.count()
        return [own_sale(row) for row in super().paginate_queryset(queryset, request, view)]

    def get_paginated_response(self, data: Any) -> Response:
        """The sales, where the next ones are, and how many there are in all."""
        return Response({"results": data, "next": self.following, "count": self.count})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """How the OpenAPI schema describes a page."""
        page = super().get_paginated_response_schema(schema)
        page["properties"]["count"] = {"type": "integer", "description": "Sales of the answer in all."}
        return {**page, "required": [*page["required"], "count"]}


class AnswerSales(ListDoor):
    """All sales of one answer of the asker's organisation."""

    capabilities: ClassVar = {"GET": Capability.REQUEST_SEE_OWN}
    pagination_class = SalesPages
    ordering = ("number",)

    @extend_schema(operation_id="manufacturer_answer_sales", parameters=[PageQuery], responses=SaleShown(many=True))
    def get(self, request: Request, answer_id: UUID) -> Response:
        """In the order in which they were given."""
        return self.page(own_sales_of(self.principal, answer_for(self.principal, answer_id)), SaleShown)
