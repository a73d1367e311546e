"""Which outside service may be asked about parts, and what it answered that may still be kept."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from provenance.models import PartSearchAnswer
from provenance.partsearch.nexar import Access, nexar
from provenance.partsearch.problems import NotAPartNumber, PartSearchOff
from provenance.partsearch.stored import restored
from provenance.partsearch.types import FoundPart, PartSearch

SHORTEST, LONGEST = 3, 60


@dataclass(frozen=True, slots=True)
class Answered:
    """What `service` listed for `asked`, its bytes' hash and time; asked again only after `fresh_until`."""

    service: str
    asked: str
    asked_at: datetime
    fresh_until: datetime
    sha256: str
    parts: tuple[FoundPart, ...]
    hits: int
    partial: bool = False


def chosen_service() -> PartSearch:
    """The service that the operator has a key for. Raises PartSearchOff."""
    if not settings.NEXAR_CLIENT_ID:
        raise PartSearchOff
    return nexar(
        Access(
            client_id=settings.NEXAR_CLIENT_ID,
            client_secret=settings.NEXAR_CLIENT_SECRET,
            token_url=settings.NEXAR_TOKEN_URL,
            api_url=settings.NEXAR_API_URL,
        )
    )


def asked_number(typed: str) -> str:
    """The number as it is sent. Raises NotAPartNumber: what goes out is a number, not a whole marking or note."""
    number = typed.strip()
    letters = sum(sign.isalnum() for sign in number)
    if letters < SHORTEST or len(number) > LONGEST or not number.isprintable():
        raise NotAPartNumber(longest=LONGEST)
    return number


def offered_service(principal: Principal) -> PartSearch | None:
    """The service that this person may ask, or None."""
    if not principal.can(Capability.PART_ASK_OUTSIDE) or not settings.NEXAR_CLIENT_ID:
        return None
    return chosen_service()


def fresh_answer(service: PartSearch, number: str) -> Answered | None:
    """The newest answer to this question that may still be kept, or None."""
    answers = PartSearchAnswer.objects.filter(service=service.name, asked=number, fresh_until__gt=timezone.now())
    row = answers.first()
    if row is None or row.answer is None:
        return None
    parts = restored(row.answer["parts"])
    return Answered(service.title, row.asked, row.asked_at, row.fresh_until, row.sha256, parts, row.answer["hits"])
