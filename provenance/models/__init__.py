"""Tables of provenance, one aggregate a file."""

from provenance.models.claim import Claim, ClaimKind, Shipment
from provenance.models.listing import Listing
from provenance.models.part import Part
from provenance.models.party import (
    BrandRepresentation,
    Party,
    PartyKind,
    PartyName,
    PartyRelation,
    RelationKind,
)
from provenance.models.source import Credibility, Reliability, Source
from provenance.models.trace import Trace, TraceState

__all__ = [
    "BrandRepresentation",
    "Claim",
    "ClaimKind",
    "Credibility",
    "Listing",
    "Part",
    "Party",
    "PartyKind",
    "PartyName",
    "PartyRelation",
    "RelationKind",
    "Reliability",
    "Shipment",
    "Source",
    "Trace",
    "TraceState",
]
