"""A private overlap for programs: RFC 9497, verifiable mode, ristretto255-SHA512. See docs/private-overlap.md."""

import base64
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.roles import Capability
from api.views import Door
from makers.operations import overlap
from makers.overlap_problems import NotABatch
from makers.overlapping import BATCH, ELEMENT, FEWEST_LOTS, LEAST, MOST, TAG
from makers.queries.overlap import run_for

ASKS = Capability.FINDING_SEE_OWN_BRANDS
RELEASES = Capability.ANSWER_WRITE_OWN


class OverlapBegun(serializers.Serializer[Any]):
    """A run. Its key is its own: outputs of two runs cannot be compared."""

    id = serializers.UUIDField()
    public_key = serializers.CharField(help_text="32 bytes in base64. Every proof of the run must fit it.")
    expires_at = serializers.DateTimeField()
    batch = serializers.IntegerField(help_text="Most blinded lots at once.")
    least = serializers.IntegerField(help_text="Fewest blinded lots of a run, padding included.")
    most = serializers.IntegerField(help_text="Most blinded lots of a run, padding included.")
    fewest_lots = serializers.IntegerField(help_text="Lists with fewer lots of yours should not be asked about.")


class OverlapBatch(serializers.Serializer[Any]):
    """Blinded lots."""

    blinded = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=4 * BATCH * ELEMENT,
        help_text="Blinded elements of 32 bytes, one after the other, in base64. Pad a run to a power of two.",
    )  # fmt: skip


class OverlapEvaluated(serializers.Serializer[Any]):
    """What our key makes of them."""

    evaluated = serializers.CharField(help_text="Evaluated elements of 32 bytes in the same order, in base64.")
    proof = serializers.CharField(help_text="64 bytes in base64: one key, that of the run, evaluated all of them.")


class OverlapOurs(serializers.Serializer[Any]):
    """The first 16 bytes of the output for each lot of ours, padded with random ones to a power of two, sorted."""

    tag_bytes = serializers.IntegerField()
    findings = serializers.CharField(help_text="Lots that are among your findings, in base64.")
    waiting = serializers.CharField(help_text="Lots of your parts that are not shown to you, or not yet, in base64.")


class OverlapChosen(serializers.Serializer[Any]):
    """Lots that you tell us are yours, as text."""

    lots = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, default=list, max_length=overlap.MOST_NAMED
    )


class OverlapReleased(serializers.Serializer[Any]):
    released = serializers.IntegerField(help_text="How many of them are lots that we have; the others are not kept.")


class OverlapRuns(Door):
    """Private overlaps."""

    capabilities: ClassVar = {"POST": ASKS}

    @extend_schema(operation_id="manufacturer_begin_overlap", request=None, responses={201: OverlapBegun})
    def post(self, request: Request) -> Response:
        """Begin a run. A few a day: lots can be guessed."""
        begun = overlap.begin_overlap(principal=self.principal)
        shown = {
            "id": begun.run.public_id, "public_key": _text(begun.public_key), "expires_at": begun.run.expires_at,
            "batch": BATCH, "least": LEAST, "most": MOST, "fewest_lots": FEWEST_LOTS,
        }  # fmt: skip
        return Response(OverlapBegun(shown).data, status=status.HTTP_201_CREATED)


class OverlapEvaluation(Door):
    """One batch of a run."""

    capabilities: ClassVar = {"POST": ASKS}

    @extend_schema(operation_id="manufacturer_evaluate_overlap", request=OverlapBatch, responses=OverlapEvaluated)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Evaluate blinded lots. We cannot read them."""
        run_for(self.principal, run_id)
        said = self.body(OverlapBatch)
        try:
            blinded = base64.b64decode(said["blinded"], validate=True)
        except ValueError:
            raise NotABatch(most=BATCH) from None
        found = overlap.evaluate_batch(principal=self.principal, public_id=run_id, blinded=blinded)
        return Response({"evaluated": _text(found.elements), "proof": _text(found.proof)})


class OverlapEnd(Door):
    """The end of a run."""

    capabilities: ClassVar = {"POST": ASKS}

    @extend_schema(operation_id="manufacturer_finish_overlap", request=None, responses=OverlapOurs)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Take our outputs to compare with yours. The key of the run is thrown away with this answer."""
        ours = overlap.finish_overlap(principal=self.principal, public_id=run_id)
        return Response({"tag_bytes": TAG, "findings": _text(ours.findings), "waiting": _text(ours.waiting)})


class OverlapRelease(Door):
    """What you choose to tell us."""

    capabilities: ClassVar = {"POST": RELEASES}

    @extend_schema(operation_id="manufacturer_release_overlap", request=OverlapChosen, responses=OverlapReleased)
    def post(self, request: Request, run_id: UUID) -> Response:
        """Tell us that lots of the result are yours. Nothing obliges you to."""
        run_for(self.principal, run_id)
        lots = self.body(OverlapChosen)["lots"]
        return Response({"released": overlap.release_lots(principal=self.principal, public_id=run_id, lots=lots)})


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
