"""Tables of provenance, one aggregate a file."""

from provenance.models.batch import MarkingBatch, MarkingBatchRow
from provenance.models.catalogue_import import CatalogueChange, CatalogueImport, ImportFormat, ImportState
from provenance.models.claim import Claim, ClaimKind, Shipment
from provenance.models.correction import Correction, CorrectionKind
from provenance.models.listing import Listing
from provenance.models.part import Part, PartAlias
from provenance.models.part_search import PartSearchAnswer
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
    "CatalogueChange",
    "CatalogueImport",
    "Claim",
    "ClaimKind",
    "Correction",
    "CorrectionKind",
    "Credibility",
    "ImportFormat",
    "ImportState",
    "Listing",
    "MarkingBatch",
    "MarkingBatchRow",
    "Part",
    "PartAlias",
    "PartSearchAnswer",
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
