"""What a phone says in its own words, made fit to store: nothing here can refuse evidence (pure)."""

import re
from datetime import UTC, datetime
from typing import Final

MAX_CLOCK: Final = 40
_CODE = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,59}")


def phone_clock(text: object) -> str:
    """A time of ISO 8601 as the phone wrote it; empty when it is none. However wrong the clock is, it is kept."""
    return text.strip() if isinstance(text, str) and as_moment(text) is not None else ""


def as_moment(text: str) -> datetime | None:
    """The moment that a phone's words mean, taken for UTC where they name no offset; None when they mean none."""
    try:
        found = datetime.fromisoformat(text.strip()) if len(text.strip()) <= MAX_CLOCK else None
        return None if found is None else found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def slot_name(text: str) -> str:
    """A code such as `board_1_front`; empty for anything else."""
    return text if _CODE.fullmatch(text) else ""


def codes(values: object, most: int = 40) -> list[str]:
    """The codes among `values`, each once, in their order."""
    listed = values if isinstance(values, list) else []
    return list(dict.fromkeys(one for one in listed if isinstance(one, str) and _CODE.fullmatch(one)))[:most]


def skipped_slots(values: object, most: int = 60) -> dict[str, str]:
    """Slots that were left out, each with the code of why; anything else is dropped."""
    listed = list(values.items())[:most] if isinstance(values, dict) else []
    return {slot: why for slot, why in listed if codes([slot]) and codes([why])}
