"""Words for why a trace is out of date and for what a run takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from problems import Text as Lazy

STALE_REASONS: Final[Mapping[str, Lazy]] = {
    "shipments": _("Shipments were added or taken out that this trace reads."),
    "claims": _("Statements were added that this trace reads."),
    "listings": _("A listing of a party in this trace was added, changed or ended."),
    "relations": _("A relation of a party in this trace was added or changed."),
    "merged": _("Two parties were judged to be one, or a judgement of that kind was taken back."),
    "party": _("What is known of a party in this trace was changed."),
    "engine": _("The rules of the search have changed since."),
    "source_failed": _("A source could not be read the last time; the answer of before is kept."),
}
OTHER: Final = _("Something that this trace rests on has changed.")


def stale_text(reason: str) -> str:
    """A sentence for a reason code; a general one for a code that is not known."""
    return str(STALE_REASONS.get(reason, OTHER))
