"""Words for names in records of trade: how two spellings differ, what was said of a name."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text
from provenance.models import NameVerdict
from provenance.queries.likely_names import NameCandidate

DIFFERS: Mapping[str, Text] = {
    "same": _("written the same, letter for letter or nearly"),
    "form": _("only the legal form differs"),
    "order": _("the same words in another order"),
    "spaces": _("the same letters, spaces elsewhere"),
    "word": _("one word differs"),
    "words": _("several words differ"),
}
VERDICTS: Mapping[str, Text] = {
    NameVerdict.SAME: _("It is this company."),
    NameVerdict.OTHER: _("It is another company."),
    NameVerdict.NEW: _("It is a company of its own."),
}


def differs(candidate: NameCandidate) -> str:
    """How the name differs from the closest spelling of a company, with the words that differ."""
    how = candidate.differs
    said = str(DIFFERS[how.code])
    odd = " / ".join(word or "–" for word in (how.ours, how.theirs)) if how.ours or how.theirs else ""
    return f"{said}: {odd}" if odd else said


def verdict(code: str) -> str:
    """What was said of a name."""
    return str(VERDICTS.get(code, code))
