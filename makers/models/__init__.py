"""Tables of manufacturers, one aggregate a file."""

from makers.models.alerts import Alert, AlertRule, Digest, Feed, News
from makers.models.answer import Answer, AnswerDocument, AnswerFile, AnswerFileState, AnswerRow
from makers.models.brand_grant import BrandGrant, GrantState
from makers.models.calendar import MakerCalendar
from makers.models.finding_export import ExportState, FindingExport
from makers.models.finding_visit import FindingVisit, SavedFilter
from makers.models.maker import CheckOutcome, Maker, ProofMethod, TermsAcceptance, new_challenge
from makers.models.overlap_run import OverlapRelease, OverlapRun
from makers.models.own_act import OwnAct
from makers.models.trace_request import STATUS_LABELS, RequestEvent, TraceRequest
from makers.models.webhook import WebhookDelivery, WebhookEndpoint
from makers.models.wording import ReplyKind, Wording, WordingReply, WordingState

__all__ = [
    "STATUS_LABELS",
    "Alert",
    "AlertRule",
    "Answer",
    "AnswerDocument",
    "AnswerFile",
    "AnswerFileState",
    "AnswerRow",
    "BrandGrant",
    "CheckOutcome",
    "Digest",
    "ExportState",
    "Feed",
    "FindingExport",
    "FindingVisit",
    "GrantState",
    "Maker",
    "MakerCalendar",
    "News",
    "OverlapRelease",
    "OverlapRun",
    "OwnAct",
    "ProofMethod",
    "ReplyKind",
    "RequestEvent",
    "SavedFilter",
    "TermsAcceptance",
    "TraceRequest",
    "WebhookDelivery",
    "WebhookEndpoint",
    "Wording",
    "WordingReply",
    "WordingState",
    "new_challenge",
]
