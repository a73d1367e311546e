"""What all views of the API share: who asks, what they may ask, how lists are cut into pages."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from typing import Any, ClassVar, NoReturn, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.queries import Principal, principal_of
from api.openapi import DoorSchema
from api.pagination import CursorPagination, PageQuery
from api.parsers import OneFormat, StrictJSONParser
from api.permissions import HasCapability, Needed, unguarded_methods
from api.problems import InvalidParameter, UnknownParameter
from api.throttling import RateLimit, refused_too_often
from makers.row_scope import own_rows, while_sent
from problems import NotAllowed, NotFound

Row = TypeVar("Row", bound=Model)


class NoQuery(serializers.Serializer[Any]):
    """An address without parameters."""


class Door(APIView):
    """A view that names a capability for each of its methods and the query parameters that it knows."""

    capabilities: ClassVar[Mapping[str, Needed]] = {}
    query: ClassVar[type[serializers.Serializer[Any]]] = NoQuery
    http_method_names = ["get", "head", "post", "patch"]
    permission_classes = (HasCapability,)
    throttle_classes = (RateLimit,)
    parser_classes: tuple[type[BaseParser], ...] = (StrictJSONParser,)
    content_negotiation_class = OneFormat
    metadata_class = None
    schema = DoorSchema()
    asked: Mapping[str, Any] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if missing := unguarded_methods(cls):
            raise TypeError(f"{cls.__name__} names no capability for {', '.join(missing)}.")

    @cached_property
    def found_principal(self) -> Principal | None:
        """Who is asking; None for nobody, the suspended and those who belong nowhere."""
        return principal_of(self.request._request)

    @property
    def principal(self) -> Principal:
        """Who is asking. Raises NotAllowed for somebody who belongs nowhere."""
        if self.found_principal is None:
            raise NotAllowed
        return self.found_principal

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Request:
        """Bodies and parameters are UTF-8 whatever the `charset` says: a made-up one must not break decoding."""
        request.encoding = "utf-8"
        return super().initialize_request(request, *args, **kwargs)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """What `initial` begins ends with the request, however that ends."""
        with ExitStack() as self.begun:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Checks before any handler runs; afterwards `asked` holds the clean query parameters."""
        super().initial(request, *args, **kwargs)
        self.begun.enter_context(own_rows(self.found_principal))
        self.asked = self._parameters(request)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks; those who guess are slowed down."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self._slow_down(request)
            raise

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        """Refuse; strangers are counted."""
        if not request.user.is_authenticated:
            self._slow_down(request)
        super().permission_denied(request, message, code)
        raise NotAllowed

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Evidence stays out of caches."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer.headers.setdefault("Cache-Control", "no-store")
        return while_sent(self.found_principal, answer) if answer.streaming else answer

    def body(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's body, checked field by field. Raises ValidationError."""
        reader = serializer(data=self.request.data)
        reader.is_valid(raise_exception=True)
        checked: dict[str, Any] = reader.validated_data
        return checked

    def _slow_down(self, request: Request) -> None:
        if (seconds := refused_too_often(request)) is not None:
            raise Throttled(wait=seconds)

    def given(self, request: Request) -> Mapping[str, Any]:
        """The query parameters as they were sent."""
        return request.query_params.dict()

    def _parameters(self, request: Request) -> Mapping[str, Any]:
        given = self.given(request)
        reader = self.query(data=given)
        if unknown := sorted(set(given) - set(reader.fields)):
            names = ", ".join(name[:40] for name in unknown[:5])
            raise UnknownParameter(names=names, allowed=", ".join(reader.fields) or "–")
        if not reader.is_valid():
            raise InvalidParameter(faults=reader.errors)
        asked: Mapping[str, Any] = reader.validated_data
        return asked


class ListDoor(Door):
    """A view that answers with pages of rows; `ordering` must order them without ties."""

    query: ClassVar[type[serializers.Serializer[Any]]] = PageQuery
    pagination_class = CursorPagination
    ordering: ClassVar[tuple[str, ...]] = ()

    def page(self, rows: QuerySet[Any], serializer: type[serializers.Serializer[Any]]) -> Response:
        """One page, each row through the serializer."""
        paginator = self.pagination_class()
        shown = paginator.paginate_queryset(rows, self.request, view=self)
        return paginator.get_paginated_response(serializer(shown, many=True).data)


class NothingHere(APIView):
    """Every address below /api/ that is none: an answer in the API's shape, the same for everybody."""

    http_method_names = []
    schema = None
    permission_classes = ()
    authentication_classes = ()
    content_negotiation_class = OneFormat

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> NoReturn:
        """Whatever is tried."""
        raise NotFound


def one_of(rows: QuerySet[Row], public_id: UUID) -> Row:
    """The row with this public id. Raises NotFound."""
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
