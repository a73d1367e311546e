"""What is said about how well lettering can be read: a verdict, and reasons as codes with numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Clear: what was read may be relied on. Partial: some of it. Illegible: nothing of it."""

    CLEAR = "clear"
    PARTIAL = "partial"
    ILLEGIBLE = "illegible"


class Flaw(StrEnum):
    """What a photo can lack. The last three are said of photos on which nothing was read."""

    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    GLARE = "glare"
    DARK = "dark"
    LOW_CONTRAST = "low_contrast"
    GROUND_OFF = "ground_off"
    CUT_OFF = "cut_off"
    FAR = "far"
    SMALL_PHOTO = "small_photo"
    NO_CHIP = "no_chip"


@dataclass(frozen=True, slots=True)
class Reason:
    """One flaw with its numbers, whole: pixels of the picture that was read, or per cent."""

    code: Flaw
    params: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Legibility:
    """A verdict with its reasons, the weightiest first. Without any, nothing visible is wrong."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
