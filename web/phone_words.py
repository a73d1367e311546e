"""Words for the codes that phones send: slots, circumstances, safety, reasons, doubts, what a label says."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from problems import Text
from teardowns.coarse_places import square
from teardowns.handing_over import Doubt

ACTIONS: Mapping[str, Text] = {
    "teardown.corrected": _("Corrected from the phone"),
    "preview.received": _("Preview received; the original is still on the phone"),
    "preview.differs": _("The original shows something else than its preview"),
    "shot.asked_for": _("Another shot asked for"),
    "shot.answered": _("The team answered the request for another shot"),
    "voice.received": _("Spoken note received"),
    "photo.restored": _("Original put back: its bytes had been missing or damaged"),
    "voice.restored": _("Spoken note put back: its bytes had been missing or damaged"),
    "voice.heard": _("Spoken note opened"),
    "label_code.read": _("Code read from a label"),
    "exhibit.bagged": _("Exhibit put on record"),
    "exhibit.corrected": _("Exhibit corrected from the phone"),
    "exhibit.handed_over": _("Exhibit handed over"),
    "exhibit.handed_over_again": _("Hand-over signed again"),
}
OBJECTS: Mapping[str, Text] = {
    "preview": _("preview"),
    "voice": _("spoken note"),
    "exhibit": _("exhibit"),
    "label_code": _("code of a label"),
}
DETAILS: Mapping[str, Text] = {
    "receipt": _("receipt"),
    "damaged": _("damaged bytes, laid aside as"),
    "bag": _("code of the bag"),
    "from_name": _("from"),
    "to_name": _("to"),
    "to_organisation": _("organisation"),
    "phone_time": _("by the phone’s clock"),
    "answer": _("answer"),
    "fields": _("what changed"),
}
"""Of the ledger: what was done, with what, and how."""
SLOTS: Mapping[str, Text] = {
    "whole": _("the whole"),
    "plate": _("data plate"),
    "engine_plate": _("plate of the engine"),
    "unit_plate": _("plate of a unit"),
    "label": _("Label with a code"),
    "other": _("Something else"),
    "antenna": _("antenna"),
    "camera": _("camera"),
    "motor": _("motor"),
    "seeker": _("seeker"),
    "board_front": _("front of a board"),
    "board_back": _("back of a board"),
    "chip": _("chip from close by"),
    "extra": _("one more"),
}
_ON_BOARD = re.compile(r"board(\d{1,3})-(front|back|chip(\d{1,3}))")
_BOARDS: Mapping[str, Text] = {
    "front": _("Board %(board)s, front"),
    "back": _("Board %(board)s, back"),
    "chip": _("Board %(board)s, chip %(chip)s, close"),
}
CIRCUMSTANCES: Mapping[str, Text] = {
    "shot_down": _("shot down"),
    "fell": _("fell by itself"),
    "detonated": _("detonated"),
    "found": _("found later"),
    "handed_over": _("handed over to us"),
    "captured": _("captured"),
    "landed": _("Landed by jamming"),
}
SAFETY: Mapping[str, Text] = {
    "cleared": _("Sappers have cleared it"),
    "power": _("Battery and charge are removed or marked"),
    "privacy": _("No face and no house number in the picture"),
}
"""Word for word what was ticked on the phone."""
SKIPPED: Mapping[str, Text] = {
    "unreachable": _("cannot be reached"),
    "burnt": _("burnt"),
    "missing": _("is not there"),
    "unsafe": _("not safe"),
}
DOUBTS: Mapping[str, Text] = {
    Doubt.NOT_HOLDER: _("Handed over by somebody to whom nobody here had handed it."),
    Doubt.SIGNED_TWICE: _("Signed twice: the same passage was signed before. Both versions are kept."),
    Doubt.UNSIGNED_FROM: _("Whoever handed it over did not sign."),
    Doubt.UNSIGNED_TO: _("Whoever took it did not sign."),
    Doubt.SAME_PERSON: _("Giver and taker have the same name."),
    Doubt.NO_NAME: _("Somebody did not say their name: whether it fits the rest is not known."),
    Doubt.NO_TIME: _("The phone told no time: its place in the order is that of its arrival."),
}
ANSWERS: Mapping[str, Text] = {
    "": _("no answer yet"),
    "will_do": _("will be taken"),
    "done": _("taken again"),
    "cannot_reach": _("cannot be reached any more"),
}
ASKING: Mapping[str, Text] = {
    "blurred": _("it is blurred"),
    "glare": _("there is glare"),
    "dark": _("it is too dark"),
    "low_contrast": _("light it low from the side"),
    "cut_off": _("the chip runs over the edge"),
    "closer": _("closer"),
    "other_side": _("the other side too"),
    "with_scale": _("with a scale beside it"),
    "data_plate": _("the data plate too"),
}
WIPING: Mapping[str, Text] = {
    "lost": _("it is lost"),
    "seized": _("it was seized"),
    "passed_on": _("somebody else gets it"),
}
"""Why a phone is to forget everything."""
FACTS: Mapping[str, Text] = {
    "maker": _("maker"),
    "part": _("part"),
    "lot": _("lot"),
    "date": _("date"),
    "country": _("country"),
    "quantity": _("quantity"),
    "serial": _("serial number"),
    "order": _("order"),
    "distributor": _("distributor"),
}
OTHER_FACTS: Mapping[str, Text] = {"url": _("web address")}


def other_fact(identifier: str) -> str:
    """What a value is that stands under an identifier of the code, which the maker's documents explain."""
    named = OTHER_FACTS.get(identifier)
    return str(named) if named else gettext("under “%(identifier)s”") % {"identifier": identifier}


UNUSED: Mapping[str, Text] = {
    "weapon_model": _("weapon model"),
    "region": _("region"),
    "recovered_on": _("day of recovery"),
    "specimen_label": _("specimen"),
}


def slot_said(code: str) -> str:
    """A slot of the list of shots in words, as the phone says it: `board2-chip1` is a chip of the second board."""
    found = _ON_BOARD.fullmatch(code)
    if found is None:
        return said(SLOTS, code)
    board, side, chip = found.groups()
    words = _BOARDS["chip" if chip else side]
    return str(words) % {"board": board, "chip": chip}


def place_said(kind: str, value: str) -> str:
    """A coarse place in words: of a square on the phone's map both ends, for its corner alone would be a point."""
    found = square(value) if kind == "grid" else None
    if found is None:
        return value
    sides = zip(("south", "west", "north", "east"), found, strict=True)
    return str(_("%(south)s–%(north)s° N, %(west)s–%(east)s° E")) % {name: f"{side:.1f}" for name, side in sides}


def said(words: Mapping[str, Text], code: str) -> str:
    """A code in words; an unknown one stands for itself. `board_front_2` is the second of its kind."""
    if code in words:
        return str(words[code])
    kind, _line, number = code.rpartition("_")
    return f"{words[kind]} {number}" if kind in words and number.isdigit() else code


def clock_said(offset: int | None) -> str:
    """How far a phone's clock was off, in words; empty while it is within two minutes or not known."""
    if offset is None or abs(offset) < 120:
        return ""
    far = _far(abs(offset))
    return str(_("its clock was %(far)s ahead") if offset > 0 else _("its clock was %(far)s behind")) % {"far": far}


def _far(seconds: int) -> str:
    for size, one in ((86400, _days), (3600, _hours)):
        if seconds >= size:
            return one(seconds // size)
    return _minutes(seconds // 60)


def _days(n: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}


def _minutes(n: int) -> str:
    return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
