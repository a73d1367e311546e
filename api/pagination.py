"""Cursor pagination: stable under inserts, without counts, and without a trace of rows that one may not see.

The cursor holds the sort keys of the last row that the caller was shown, signed: dates and public ids, never
an integer primary key, which would tell how many rows others have.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core import signing
from django.db.models import Model, Q
from django.http import QueryDict
from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import BadCursor

DEFAULT_LIMIT, LARGEST_LIMIT = 25, 100


class PageQuery(serializers.Serializer[Any]):
    """The parameters of every list; lists with filters add theirs."""

    limit = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_LIMIT, default=DEFAULT_LIMIT, help_text="Rows a page."
    )
    cursor = serializers.CharField(
        required=False,
        max_length=1000,
        default="",
        allow_blank=True,
        help_text="Opaque; follow `next` instead of making one.",
    )


class CursorPagination(BasePagination):
    """Walks a list forwards. The view names `ordering`: fields that together order the rows without ties."""

    ordering: ClassVar[tuple[str, ...]] = ()
    following: str | None = None

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """One page of the rows. Raises BadCursor."""
        asked = view.asked
        ordering: tuple[str, ...] = view.ordering
        signer = signing.Signer(salt=f"api.cursor:{request.path}:{','.join(ordering)}")
        keys = _opened(signer, asked["cursor"], len(ordering)) if asked["cursor"] else None
        found = self.read(queryset, ordering, keys, asked["limit"] + 1)
        shown = found[: asked["limit"]]
        more = len(found) > len(shown)
        cursor = signer.sign_object(_keys(shown[-1], ordering)) if more else ""
        self.following = _with_cursor(request, cursor) if more else None
        return shown

    def read(self, rows: Any, ordering: Sequence[str], keys: Sequence[str | int] | None, count: int) -> list[Any]:
        """The first `count` rows, or those behind the row with these keys."""
        ordered = rows.order_by(*ordering)
        return list((ordered.filter(_after(ordering, keys)) if keys else ordered)[:count])

    def get_paginated_response(self, data: Any) -> Response:
        """The rows and where the next ones are."""
        return Response({"results": data, "next": self.following})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """How the OpenAPI schema describes a page."""
        following = {"type": ["string", "null"], "format": "uri-reference", "description": "Next page, if any."}
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {"results": schema, "next": following},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """None: `PageQuery` describes them."""
        return []


def _opened(signer: signing.Signer, cursor: str, length: int) -> list[str | int]:
    try:
        keys = signer.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise BadCursor from None
    if not isinstance(keys, list) or len(keys) != length or not all(isinstance(key, (str, int)) for key in keys):
        raise BadCursor
    return keys


def _keys(row: Model, ordering: Sequence[str]) -> list[str | int]:
    return [_plain(getattr(row, field.lstrip("-"))) for field in ordering]


def _plain(value: Any) -> str | int:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _after(ordering: Sequence[str], keys: Sequence[str | int]) -> Q:
    """Rows that come later: a later first key, or an equal first and a later second key, and so on."""
    later, equal = Q(), Q()
    for field, key in zip(ordering, keys, strict=True):
        name, comparison = field.lstrip("-"), "lt" if field.startswith("-") else "gt"
        later |= equal & Q(**{f"{name}__{comparison}": key})
        equal &= Q(**{name: key})
    return later


def _with_cursor(request: Request, cursor: str) -> str:
    query: QueryDict = request.query_params.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"
