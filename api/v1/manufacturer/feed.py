"""A feed for programs that would rather ask than be called: at least once, in order, from where they stopped."""

from typing import Any, ClassVar

from django.core import signing
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.problems import BadCursor
from api.views import Door
from makers.operations.messages import told
from makers.queries.feed import feed_after


class FeedQuery(PageQuery):
    """Where to read on from."""

    cursor = serializers.CharField(
        required=False,
        max_length=1000,
        default="",
        allow_blank=True,
        help_text="The `cursor` of the answer before, also when it had no results. Empty: from the beginning.",
    )


class FeedData(serializers.Serializer[Any]):
    alert_id = serializers.UUIDField(help_text="The same in the feed and in a webhook: who gets it twice can tell.")
    finding_id = serializers.UUIDField()


class FeedItem(serializers.Serializer[Any]):
    """One thing that happened, with the fields of a webhook's body."""

    type = serializers.CharField(source="news", help_text="finding.released or finding.withdrawn")
    timestamp = serializers.DateTimeField(source="happened_at")
    data = serializers.SerializerMethodField()  # type: ignore[assignment]  # fields are no attributes

    def get_data(self, alert: Any) -> FeedData:
        """What an alert names."""
        return told(alert)  # type: ignore[return-value]


class FeedAnswer(serializers.Serializer[Any]):
    """`more`: ask again at once; else in a while, with the same cursor."""

    results = FeedItem(many=True)
    cursor = serializers.CharField()
    more = serializers.BooleanField()


class Feed(Door):
    """Releases and withdrawals of findings of the asker's brands, oldest first.

    Holds what happened while the asker spoke for the brand. Findings of a brand acquired later are in the list.
    """

    capabilities: ClassVar = {"GET": Capability.FINDING_SEE_OWN_BRANDS}
    query = FeedQuery

    @extend_schema(operation_id="manufacturer_feed", parameters=[FeedQuery], responses=FeedAnswer)
    def get(self, request: Request) -> Response:
        signer = signing.Signer(salt=f"api.feed:{self.principal.organisation.public_id}")
        page = feed_after(self.principal, _place(signer, self.asked["cursor"]), self.asked["limit"])
        answer = {"results": page.alerts, "cursor": signer.sign_object(page.place), "more": page.more}
        return Response(FeedAnswer(answer).data)


def _place(signer: signing.Signer, cursor: str) -> int:
    if not cursor:
        return 0
    try:
        place = signer.unsign_object(cursor)
    except (signing.BadSignature, ValueError):
        raise BadCursor from None
    if not isinstance(place, int):
        raise BadCursor
    return place
