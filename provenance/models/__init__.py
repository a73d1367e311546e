"""Tables of provenance, one aggregate a file."""

from provenance.models.address import PartyAddress
from provenance.models.batch import MarkingBatch, MarkingBatchRow
from provenance.models.catalogue_import import CatalogueChange, CatalogueImport, ImportFormat, ImportState
from provenance.models.claim import Claim, ClaimFile, ClaimKind
from provenance.models.correction import Correction, CorrectionKind
from provenance.models.identifier import PartyIdentifier
from provenance.models.listing import Listing, ListingChange, ListVersion, PartyList, VersionState
from provenance.models.name_judgement import NameJudgement, NameVerdict
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
from provenance.models.screening import ScreenedName, ScreeningJudgement, ScreeningRun
from provenance.models.source import Credibility, Reliability, Source
from provenance.models.trace import PastAnswer, Touch, Trace, TraceParty, TraceRole, TraceScope, TraceState
from provenance.models.trace_run import ItemState, RunKind, TraceRun, TraceRunItem
from provenance.models.trade import (
    GoodsText,
    NameMatch,
    Shipment,
    ShipmentMention,
    TradeFile,
    TradeFileState,
    TradeName,
    TradeSlab,
)

__all__ = [
    "BrandRepresentation",
    "CatalogueChange",
    "CatalogueImport",
    "Claim",
    "ClaimFile",
    "ClaimKind",
    "Correction",
    "CorrectionKind",
    "Credibility",
    "GoodsText",
    "ImportFormat",
    "ImportState",
    "ItemState",
    "ListVersion",
    "Listing",
    "ListingChange",
    "MarkingBatch",
    "MarkingBatchRow",
    "NameJudgement",
    "NameMatch",
    "NameVerdict",
    "Part",
    "PartAlias",
    "PartSearchAnswer",
    "Party",
    "PartyAddress",
    "PartyIdentifier",
    "PartyKind",
    "PartyList",
    "PartyName",
    "PartyRelation",
    "PastAnswer",
    "RelationKind",
    "Reliability",
    "RunKind",
    "ScreenedName",
    "ScreeningJudgement",
    "ScreeningRun",
    "Shipment",
    "ShipmentMention",
    "Source",
    "Touch",
    "Trace",
    "TraceParty",
    "TraceRole",
    "TraceRun",
    "TraceRunItem",
    "TraceScope",
    "TraceState",
    "TradeFile",
    "TradeFileState",
    "TradeName",
    "TradeSlab",
    "VersionState",
]
