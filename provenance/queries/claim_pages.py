"""One statement as its source made it, and the traces that rest on it."""

from dataclasses import dataclass
from uuid import UUID

from accounts.queries import Principal
from accounts.roles import Capability
from problems import NotFound
from provenance.models import Claim
from provenance.queries.merging import merged_parties
from provenance.queries.shipment_rows import RestingTrace, resting_on


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A statement; `successor` is the one that superseded it, if any did."""

    claim: Claim
    successor: Claim | None
    traces: tuple[RestingTrace, ...]


def claim_view(principal: Principal, public_id: UUID) -> ClaimView:
    """One statement, also a superseded one. Raises NotFound, also for who may not see traces."""
    related = ("seller", "buyer", "manufacturer", "source__origin", "supersedes")
    claim = Claim.objects.select_related(*related).filter(public_id=public_id).first()
    if claim is None or not principal.can(Capability.TRACE_SEE):
        raise NotFound
    return ClaimView(
        claim=claim,
        successor=Claim.objects.filter(supersedes=claim).first(),
        traces=tuple(resting_on("claim", claim.pk, (claim.seller, claim.buyer), merged_parties())),
    )
