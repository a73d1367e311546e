"""How well lettering can be read, in the reader's language: the verdict, and what to ask the photographer for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from teardowns.ocr.legibility_types import Flaw, Verdict

VERDICTS: Mapping[str, Promise] = {
    Verdict.CLEAR: _("easy to read"),
    Verdict.PARTIAL: _("hard to read"),
    Verdict.ILLEGIBLE: _("cannot be read"),
}
NO_CHIP = _("No chip with lettering was found. Take each chip from close by, from straight above.")
REQUESTS: Mapping[str, Promise] = {
    Flaw.TOO_SMALL: _("Closer, please: the letters are %(height)s px high, %(needed)s are needed."),
    Flaw.FAR: _("Closer, please: the chip is only %(side)s px wide on this photo, %(needed)s are needed."),
    Flaw.BLURRED: _("Hold still and focus on the lettering: it is blurred."),
    Flaw.GLARE: _("Glare: turn the board or the light."),
    Flaw.DARK: _("More light, please: it is too dark here."),
    Flaw.LOW_CONTRAST: _("Light it low from the side, please: the lettering hardly stands out."),
    Flaw.GROUND_OFF: _("The face looks ground off. Once more, please, with the light low from the side."),
    Flaw.CUT_OFF: _("The whole chip, please: its lettering runs over the edge of the photo."),
    Flaw.SMALL_PHOTO: _(
        "The photo has only %(width)s × %(height)s px. Send the file as the camera made it, not a messenger’s copy."
    ),
    Flaw.NO_CHIP: NO_CHIP,
    "nothing_found": NO_CHIP,
    "illegible": _("The lettering could not be read. Put the light low, from the side, and come close."),
    "truncated": _("The file breaks off before its end. Send it once more from the phone."),
    "undisplayable": _("The file cannot be displayed. Send the photo as JPEG."),
    "closer": _("Closer, please: the lettering is too small to read."),
    "other_side": _("The other side too, please."),
    "with_scale": _("Once more, please, with a scale or a ruler beside it."),
    "data_plate": _("The data plate too, please, from straight above."),
}
"""Those from `nothing_found` on are of `teardowns.queries.retake`, the last four of a person: no flaw was measured."""
UNSURE = _("The photo shows no fault, but some characters are in doubt: compare them with the chip.")
"""A verdict that is not clear, without a reason."""


@dataclass(frozen=True, slots=True)
class SaidReason:
    """One reason as a door shows it; `request` is a sentence."""

    code: str
    params: Mapping[str, int]
    request: str


@dataclass(frozen=True, slots=True)
class Said:
    """A stored verdict in words. `request`: the first reason's sentence; empty when all is clear."""

    verdict: str
    word: str
    reasons: tuple[SaidReason, ...]
    request: str

    @property
    def clear(self) -> bool:
        """Whether there is nothing to ask for."""
        return self.verdict == Verdict.CLEAR


def said(stored: Mapping[str, Any] | None) -> Said | None:
    """What is stored with a reading or a photo, in the language that is active; None when nothing is."""
    if not stored:
        return None
    verdict = stored["verdict"]
    reasons = tuple(
        SaidReason(reason["code"], reason["params"], asked_for(reason["code"], reason["params"]))
        for reason in stored["reasons"]
    )
    unsure = "" if verdict == Verdict.CLEAR else str(UNSURE)
    request = reasons[0].request if reasons else unsure
    return Said(verdict, str(VERDICTS.get(verdict, verdict)), reasons, request)


def asked_for(code: str, params: Mapping[str, Any]) -> str:
    """One sentence in the language that is active. A code without a sentence is shown as it is."""
    sentence = REQUESTS.get(code)
    if sentence is None:
        return code
    try:
        return str(sentence) % dict(params)
    except (KeyError, TypeError, ValueError):
        return str(sentence)
