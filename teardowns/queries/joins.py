"""Two components that may be one physical part: what was judged of them, and how that goes together."""

from provenance.partnumbers.normalise import plain
from teardowns.models import Decision, Identification, Standing

NO_PART = ""
Said = tuple[str, int | None]
"""A part number, NO_PART where a person says that none fits, and the key of its maker."""


def differ(one: Identification | None, other: Identification | None) -> bool:
    """Whether a person said of the one what is not said of the other.

    Illegible is a word about a photo and not about the part; so is a proposal that leaves the part open. Beside a
    person's word a machine's may name the beginning of the number only, or more of it.
    """
    this, that = _said(one), _said(other)
    persons = sum(judged is not None and judged.author_id is not None for judged in (one, other))
    if this is None or that is None or not persons:
        return False
    if persons == 2 or NO_PART in (this[0], that[0]):
        return this != that
    short, long = sorted((plain(this[0]), plain(that[0])), key=len)
    return not long.startswith(short)


def weight(judged: Identification | None) -> int:
    """Of two joined components the heavier one stands for both, lest a person's word on the part be hidden."""
    if judged is None or judged.author_id is None:
        return 1
    return 0 if judged.standing == Standing.ILLEGIBLE else 2


def _said(judged: Identification | None) -> Said | None:
    if judged is None or judged.standing == Standing.ILLEGIBLE:
        return None
    if judged.standing == Standing.REJECTED:
        return NO_PART, None
    if judged.standing == Standing.PROPOSED and judged.decision != Decision.IDENTIFIED:
        return None
    return judged.part_number, judged.manufacturer_id
