"""Words for trace requests: steps in the history and the ledger, triage, why a deadline moved."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from makers.deadlines import Calendar, why_closed
from makers.triage import Mark, Reason
from problems import Text

ACTIONS: Mapping[str, Text] = {
    "trace_request.drafted": _("Trace request drafted"),
    "trace_request.revised": _("Trace request written anew"),
    "trace_request.approved": _("Trace request approved by a second person"),
    "trace_request.sent": _("Trace request sent to its maker"),
    "trace_request.delivered": _("Trace request opened by its maker"),
    "trace_request.acknowledged": _("Trace request acknowledged by its maker"),
    "trace_request.asked": _("Maker wrote to us about a trace request"),
    "trace_request.explained": _("Maker’s question about a trace request answered"),
    "trace_request.message": _("Message to the maker about a trace request"),
    "trace_request.reminded": _("Maker reminded of a trace request"),
    "trace_request.extended": _("Maker took more time for a trace request"),
    "trace_request.granted": _("Maker given more time for a trace request"),
    "trace_request.answered": _("Trace request answered"),
    "trace_request.answered_partly": _("Trace request answered in part"),
    "trace_request.answer_withdrawn": _("Answer to a trace request taken back"),
    "trace_request.declined": _("Answer to a trace request declined"),
    "trace_request.closed": _("No reply to a trace request by its day"),
    "trace_request.withdrawn": _("Trace request withdrawn"),
    "trace_request.finds_added": _("Later finds added to a trace request"),
    "trace_request.wording_written": _("Wording about a maker’s part written"),
    "trace_request.wording_shown": _("Wording shown to the maker"),
    "trace_request.wording_reminded": _("Maker reminded of a wording"),
    "trace_request.wording_replied": _("Maker replied to a wording"),
    "trace_request.wording_published": _("Wording published, with its maker’s word beside it"),
    "trace_request.wording_withdrawn": _("Wording withdrawn"),
    "maker_calendar.set": _("Calendar of a maker’s deadlines chosen"),
}
OBJECTS: Mapping[str, Text] = {"trace_request": _("trace request")}
JOBS: Mapping[str, Text] = {"makers.send_notice": _("Mail about a trace request")}
KEPT: Mapping[str, Text] = {
    "trace_request": _("The request stands as it is on its page; only the mail did not go out."),
}
WITHDRAWN = frozenset(
    f"trace_request.{step}" for step in ("withdrawn", "closed", "answer_withdrawn", "wording_withdrawn")
)

STEPS: Mapping[str, Text] = {
    "drafted": _("Drafted"),
    "revise": _("Written anew"),
    "approve": _("Approved by a second person"),
    "send": _("Sent"),
    "deliver": _("Opened for the first time"),
    "acknowledge": _("Acknowledged"),
    "ask": _("Message from the maker"),
    "explain": _("Our answer to the question"),
    "message": _("Message from us"),
    "remind": _("Reminder"),
    "extend": _("More time taken"),
    "grant": _("More time given"),
    "answer": _("Answer"),
    "answer_partly": _("Answer in part"),
    "answer_withdrawn": _("Answer taken back"),
    "decline": _("Answer declined"),
    "close": _("No reply by the day"),
    "withdraw": _("Withdrawn"),
    "finds_added": _("Later finds added"),
    "wording_written": _("Wording written"),
    "wording_shown": _("Our wording shown"),
    "wording_reminded": _("Reminder of our wording"),
    "wording_replied": _("Reply to our wording"),
    "wording_published": _("Wording published"),
    "wording_withdrawn": _("Wording withdrawn"),
}
"""What the history beside a request calls its events."""

MARKS: Mapping[str, Text] = {
    Mark.TRACEABILITY: _("Traceability"),
    Mark.RECENCY: _("Recency"),
    Mark.CRITICALITY: _("Criticality"),
    Mark.NOVELTY: _("Novelty"),
}
ADVICE: Mapping[str, Text] = {
    "ask": _("Worth asking now."),
    "wait": _("Can wait until the maker has room."),
    "spare": _("Spare the maker this one unless there is another reason."),
}
_REASONS: Mapping[str, Text] = {
    "lot_and_date": _("A lot code and a date of making: a sale can be looked up."),
    "lot_alone": _("A lot code, no date of making."),
    "date_alone": _("Only a date of making is shared; many lots may bear it."),
    "records_may_be_gone": _("Made more than {years} years ago: records may be gone."),
    "no_date": _("Neither a date of making nor one of recovery is known."),
    "made": _("Made in {year}."),
    "recovered": _("No date of making; recovered in {year}."),
    "tier": _("On the Common High Priority List, tier {tier}."),
    "no_tier": _("Not known to be on the Common High Priority List."),
    "many_specimens": _("Found on {n} specimens."),
    "known_nothing": _("This maker has told nothing about this part yet."),
    "known_other_lot": _("It has answered about another lot of this part."),
    "known_no_reply": _("An earlier request about this part had no answer."),
    "known_this_lot": _("It has answered about this very lot."),
}


def triage_reason(reason: Reason) -> str:
    """Why a mark is what it is."""
    return str(_REASONS[reason.code]).format(**reason.params)


def step_name(kind: str) -> str:
    """What the history calls an event; an unknown code stands for itself."""
    return str(STEPS.get(kind, kind))


def moved_because(calendar: Calendar, day: date) -> str:
    """Why a deadline does not end on the day that was counted."""
    language = get_language() or "en"
    why = why_closed(calendar, day, "uk" if language.startswith("uk") else "en_US")
    named = date_format(day, "j E Y" if language.startswith("uk") else "j M Y")
    if why == "weekend":
        return gettext("%(day)s is a day of rest there") % {"day": named}
    return gettext("%(day)s is a public holiday there (%(name)s)") % {"day": named, "name": why}
