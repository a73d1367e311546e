"""Words for what is done around the coming in of makers: ledger actions, their objects, jobs."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text

ACTIONS: Mapping[str, Text] = {
    "maker.domain_set": _("Domain of a maker written down"),
    "maker.domain_proven": _("Domain shown to be the maker’s own"),
    "maker.terms_accepted": _("Terms agreed to"),
    "maker.brand_asked": _("Brand asked for, waits for a second person"),
    "maker.brand_granted": _("Brand granted"),
    "maker.brand_not_granted": _("Brand not granted"),
    "maker.brand_request_withdrawn": _("Brand no longer asked for"),
    "maker.brand_ended": _("Brand ended"),
    "maker.left": _("Maker left"),
    "user.not_invited": _("Asked for somebody who is elsewhere already; nobody was mailed"),
    "overlap.begun": _("Private overlap begun"),
    "overlap.finished": _("Private overlap finished"),
    "overlap.released": _("Lots released after a private overlap"),
}
OBJECTS: Mapping[str, Text] = {
    "maker": _("manufacturer"),
    "overlap_run": _("private overlap"),
    "user": _("person"),
}
WITHDRAWN = frozenset({"maker.brand_ended", "maker.left"})
JOBS: Mapping[str, Text] = {
    "makers.check_domain": _("Look at the records of a domain"),
    "makers.mail_domain_code": _("Mail a code for a domain"),
    "makers.mail_invitation": _("Mail an invitation"),
}
DETAILS: Mapping[str, Text] = {
    "domain": _("domain"),
    "method": _("shown by"),
    "sent_to": _("mailed to"),
    "start": _("first day"),
    "end": _("last day"),
    "asked": _("blinded lots, padding included"),
    "shown": _("outputs handed out, padding included"),
    "lots": _("lots released"),
}
