"""Words for what becomes of a webhook, in the language of the moment."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text

URLS: Mapping[str, Text] = {
    "bad_url": _("It is not the address of a receiver: no spaces, no user name, no “#”."),
    "scheme": _("It does not begin with https://."),
    "port": _("Its port is not one of those that webhooks may use."),
    "host": _("Its host is not written as a name."),
}
CAUSES: Mapping[str, Text] = {
    **URLS,
    "address": _("The name leads to an address that is not public; nothing was sent."),
    "name_unknown": _("The name is not known."),
    "refused": _("The receiver refused the connection."),
    "unreachable": _("The receiver could not be reached."),
    "timeout": _("The receiver did not answer within ten seconds."),
    "tls": _("The receiver’s certificate does not hold, or its TLS is out of order."),
    "redirect": _("The receiver sent us elsewhere; redirects are not followed."),
    "status": _("The receiver answered with an error."),
    "gone": _("The receiver answered that it wants no more (410)."),
    "broken": _("The connection broke, or the answer was not HTTP."),
    "no_secret": _("The secret can no longer be read here. Renew it."),
    "brand_ended": _("Not sent: you no longer speak for this brand."),
    "withdrawn": _("Not sent: the finding was withdrawn before."),
    "removed": _("Not sent: the endpoint was removed."),
}
"""How an attempt went wrong, or why a message was ended."""
PAUSES: Mapping[str, Text] = {
    "person": _("Paused by one of you."),
    "failing": _("Paused: it has taken nothing for too long."),
    "gone": _("Paused: it answered that it wants no more (410)."),
    "owner_gone": _("Paused: who answered for it may no longer act for you."),
}


def refused_url(code: str) -> str:
    """Why nothing can be sent to an address."""
    return str(URLS.get(code, URLS["bad_url"]))
