"""Trace requests to the asker's organisation about brands of its own today: what is asked, until when, its steps."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.pagination import PageQuery
from api.views import Door, ListDoor
from makers.operations import answering_requests as maker
from makers.operations import wordings
from makers.queries.request_pages import events_of
from makers.queries.requests import findings_in, request_of, requests_of
from makers.queries.wordings import beside, wording_of, wordings_of
from makers.requesting import SEEN_BY_MAKER

SEES, WRITES = Capability.REQUEST_SEE_OWN, Capability.ANSWER_WRITE_OWN
LONGEST = 6000
STATES = sorted(status.value for status in SEEN_BY_MAKER)


class RequestQuery(PageQuery):
    """How a maker may narrow the list."""

    status = serializers.ChoiceField(required=False, default="", choices=["", *STATES])


class RequestBrand(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class TraceRequestRow(serializers.Serializer[Any]):
    """One request, and the clock of its reply."""

    id = serializers.UUIDField(source="public_id")
    reference = serializers.CharField(source="label", help_text="How people call it.")
    brand = RequestBrand()
    part_number = serializers.CharField()
    shared = serializers.ChoiceField(choices=["lot", "date"], help_text="What the finds of the request have in common.")
    code = serializers.CharField(help_text="Lot code, or first and last day of making.")
    printed = serializers.CharField(help_text="The lot code as the parts show it.")
    status = serializers.ChoiceField(choices=STATES)
    sent_at = serializers.DateTimeField()
    first_due_on = serializers.DateField(help_text="Before any extension.")
    due_on = serializers.DateField(help_text="The last day, where you are.")
    due_at = serializers.DateTimeField(help_text="The first moment after it, in UTC.")
    time_zone = serializers.CharField()


class RequestMessage(serializers.Serializer[Any]):
    """One thing that happened, as the maker is shown it."""

    kind = serializers.CharField()
    side = serializers.ChoiceField(choices=["desk", "maker", "machine"])
    text = serializers.CharField(source="said")
    at = serializers.DateTimeField(source="created_at")


class WordingWord(serializers.Serializer[Any]):
    """What the maker said to a version."""

    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField(source="wording.number", help_text="The version to which it was said.")
    kind = serializers.ChoiceField(choices=["agreed", "correction", "statement"])
    text = serializers.CharField()
    late = serializers.BooleanField()
    at = serializers.DateTimeField(source="written_at")


class WordingShown(serializers.Serializer[Any]):
    """One version of our wording with its own clock, and what stands beside it: said to it, or to one before it."""

    id = serializers.UUIDField(source="wording.public_id")
    version = serializers.IntegerField(source="wording.number")
    state = serializers.ChoiceField(source="wording.state", choices=["shown", "published", "replaced", "withdrawn"])
    text = serializers.CharField(source="wording.text")
    due_on = serializers.DateField(source="wording.due_on")
    due_at = serializers.DateTimeField(source="wording.due_at")
    no_reply = serializers.BooleanField(source="silent", help_text="The day is over and there was no word.")
    replies = WordingWord(many=True)


class TraceRequestWhole(TraceRequestRow):
    """One request with its question, findings, messages and wordings."""

    question = serializers.CharField()
    findings = serializers.ListField(child=serializers.UUIDField(), help_text="Ids of findings of yours.")
    events = RequestMessage(many=True)
    wordings = WordingShown(many=True)


class Said(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)


class MoreTime(serializers.Serializer[Any]):
    until = serializers.DateField()
    reason = serializers.CharField(max_length=LONGEST)


class WordingReplyBody(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["agreed", "correction", "statement"])
    text = serializers.CharField(max_length=LONGEST, required=False, default="", allow_blank=True)


class RequestList(ListDoor):
    """Requests that were sent to the asker's organisation, the latest first."""

    capabilities: ClassVar = {"GET": SEES}
    query = RequestQuery
    ordering = ("-sent_at", "public_id")

    @extend_schema(
        operation_id="manufacturer_requests", parameters=[RequestQuery], responses=TraceRequestRow(many=True)
    )
    def get(self, request: Request) -> Response:
        rows = requests_of(self.principal)
        wanted = self.asked["status"]
        return self.page(rows.filter(status=wanted) if wanted else rows, TraceRequestRow)


class RequestDoor(Door):
    """What the doors of one request share."""

    def said(self, request_id: UUID, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The body of a call about a request that is there: whose it is comes before what is said. Raises NotFound."""
        request_of(self.principal, request_id)
        return self.body(shape)

    def whole(self, request_id: UUID) -> Response:
        """The request as it stands."""
        shown = request_of(self.principal, request_id)
        row = TraceRequestRow(shown).data
        versions = beside(shown, wordings_of(self.principal))
        return Response(
            {
                **row,
                "question": shown.question,
                "findings": [str(one) for one in findings_in(shown).values_list("public_id", flat=True)],
                "events": RequestMessage(events_of(shown), many=True).data,
                "wordings": WordingShown(versions, many=True).data,
            }
        )


class RequestDetail(RequestDoor):
    """One request; taking it counts as delivered."""

    capabilities: ClassVar = {"GET": SEES}

    @extend_schema(operation_id="manufacturer_request", responses=TraceRequestWhole)
    def get(self, request: Request, request_id: UUID) -> Response:
        maker.open_request(principal=self.principal, request=request_of(self.principal, request_id))
        return self.whole(request_id)


class RequestAcknowledgement(RequestDoor):
    """It has arrived and somebody works on it."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_request_acknowledge", request=None, responses=TraceRequestWhole)
    def post(self, request: Request, request_id: UUID) -> Response:
        maker.acknowledge(principal=self.principal, public_id=request_id)
        return self.whole(request_id)


class RequestQuestion(RequestDoor):
    """A question or message to us; before an answer the clock stands until we explain."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_request_ask", request=Said, responses=TraceRequestWhole)
    def post(self, request: Request, request_id: UUID) -> Response:
        maker.ask(principal=self.principal, public_id=request_id, text=self.said(request_id, Said)["text"])
        return self.whole(request_id)


class RequestExtension(RequestDoor):
    """More time, once, at most 28 days after the first deadline."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_request_extend", request=MoreTime, responses=TraceRequestWhole)
    def post(self, request: Request, request_id: UUID) -> Response:
        maker.extend(principal=self.principal, public_id=request_id, **self.said(request_id, MoreTime))
        return self.whole(request_id)


class RequestDecline(RequestDoor):
    """There will be no answer, and why."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_request_decline", request=Said, responses=TraceRequestWhole)
    def post(self, request: Request, request_id: UUID) -> Response:
        maker.decline(principal=self.principal, public_id=request_id, reason=self.said(request_id, Said)["text"])
        return self.whole(request_id)


class WordingAnswer(Door):
    """The maker's word on a version of our wording."""

    capabilities: ClassVar = {"POST": WRITES}

    @extend_schema(operation_id="manufacturer_wording_reply", request=WordingReplyBody, responses=WordingWord)
    def post(self, request: Request, wording_id: UUID) -> Response:
        wording_of(self.principal, wording_id)  # whose it is comes before what is said
        said = wordings.reply(principal=self.principal, public_id=wording_id, **self.body(WordingReplyBody))
        return Response(WordingWord(said).data)
