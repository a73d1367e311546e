"""Words for what a maker's own people did, and to what."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from web import alert_words
from web.words import ACTIONS, OBJECTS

ACTS: Mapping[str, Text] = {
    "acts.export_begun": _("Began to take this log along"),
    "acts.export_broken_off": _("Taking this log along broke off"),
    "acts.exported": _("Took this log along"),
    "answer.given": _("Answer given"),
    "answer.withdrawn": _("Answer taken back"),
    "answer_document.opened": _("Paper of an answer opened"),
    "answer_file.sent": _("Table of answers sent"),
    "answer_template.taken": _("Table to fill in taken along"),
    "calendar.set": _("Days for deadlines set"),
    "domain.code_asked": _("Code for the domain asked for"),
    "finding.seen": _("Finding seen"),
    "findings.export_asked": _("Export of findings asked for"),
    "findings.export_begun": _("Export of findings begun"),
    "findings.export_broken_off": _("Export of findings broken off"),
    "findings.exported": _("Findings exported"),
    "overlap.begun": _("Private overlap begun"),
    "overlap.finished": _("Private overlap finished"),
    "overlap.released": _("Lots released after a private overlap"),
    "person.ended": _("Access of a colleague ended"),
    "person.invited": _("Colleague invited"),
    "request.acknowledged": _("Trace request acknowledged"),
    "request.answered": _("Trace request answered"),
    "request.asked": _("Question asked about a trace request"),
    "request.declined": _("Trace request declined"),
    "request.extended": _("More time taken for a trace request"),
    "request.seen": _("Trace request seen"),
    "terms.accepted": _("Terms agreed to"),
    "token.issued": _("Token issued"),
    "token.revoked": _("Token revoked"),
    "webhook.made": _("Webhook added"),
    "webhook.paused": _("Webhook paused"),
    "webhook.removed": _("Webhook removed"),
    "webhook.resumed": _("Webhook goes on"),
    "webhook.rule_set": _("Rule of a webhook chosen"),
    "webhook.secret_renewed": _("Secret of a webhook renewed"),
    "webhook.sent_again": _("Message of a webhook sent again"),
    "webhook.tested": _("Webhook tried out"),
    "wording.replied": _("Wording replied to"),
    **alert_words.ACTS,
}
KINDS: Mapping[str, Text] = {
    "export": _("file"),
    "finding": _("finding"),
    "maker": _("organisation"),
    "overlap_run": _("private overlap"),
    "terms": _("terms"),
    "token": _("token"),
    "user": _("person"),
}


def act_words(code: str) -> str:
    """What was done; a code without words stands as it is."""
    return str(ACTS.get(code) or ACTIONS.get(code, code))


def object_words(code: str) -> str:
    """To what it was done."""
    return str(KINDS.get(code) or OBJECTS.get(code, code))
