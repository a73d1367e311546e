"""What one person of a maker keeps for the findings."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from accounts.queries import Principal
from makers.models import SavedFilter


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A saved filter; `address`: its question as the end of an address."""

    public_id: str
    name: str
    address: str


def saved_filters(principal: Principal) -> tuple[KeptFilter, ...]:
    """The asker's own, by name."""
    own = SavedFilter.objects.filter(user=principal.user, organisation=principal.organisation).order_by("name")
    return tuple(KeptFilter(str(one.public_id), one.name, as_address(one.question)) for one in own)


def as_address(question: Mapping[str, str]) -> str:
    """A question as the end of an address; the same question is the same text."""
    return urlencode(sorted(question.items()))
