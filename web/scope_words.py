"""Words for what a token may do."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from accounts.roles import Scope
from problems import Text

SCOPES: Mapping[str, Text] = {
    Scope.UPLOAD: _("send photos only"),
    Scope.FIELD: _("all that the field team does"),
    Scope.DEVICE: _("a phone: sends and hears of what it sent"),
    Scope.ANALYST: _("all that an analyst does"),
    Scope.FINDINGS: _("read findings of own brands"),
    Scope.REQUESTS: _("read trace requests to own organisation"),
    Scope.ANSWERS: _("read and answer trace requests to own organisation"),
    Scope.WEBHOOKS: _("manage own webhooks and the feed"),
    Scope.ACTS: _("read what own people did"),
    Scope.EVIDENCE: _("read evidence and chains"),
}


def scopes(codes: Iterable[str]) -> str:
    """What a token allows, in words."""
    return "; ".join(str(SCOPES.get(code, code)) for code in codes)
