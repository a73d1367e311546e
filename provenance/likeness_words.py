"""How a catalogued number stands to what somebody typed, as codes and in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import Levenshtein

from provenance.partnumbers.confusions import fold
from provenance.partnumbers.normalise import plain
from provenance.partnumbers.types import Reason

MORE = 3
"""So many differences are spelled out; of more it is only said how many there are."""
SENTENCES: Mapping[str, Promise] = {
    "is_number": _("this number"),
    "begins": _("begins like this"),
    "holds": _("holds this piece"),
    "near": _("nearly the same"),
}


def likeness(typed: str, number: str) -> tuple[Reason, ...]:
    """First how the whole stands to it, then each character that was taken for another one."""
    read, meant = plain(typed), plain(number)
    start = fold(meant).find(fold(read))
    if start < 0:
        return (Reason("note", "near"), *_edits(read, meant))
    code = "is_number" if len(read) == len(meant) else "holds" if start else "begins"
    return (Reason("for", code), *_edits(read, meant[start : start + len(read)]))


def in_words(reasons: tuple[Reason, ...]) -> str:
    """One phrase: "begins like this, with B for 8"."""
    first, *changes = reasons
    told = [_change(change) for change in changes[:MORE]]
    left = len(changes) - MORE
    if left > 0:
        told.append(ngettext("%(n)d further difference", "%(n)d further differences", left) % {"n": left})
    return ", ".join([str(SENTENCES[first.code]), *told])


def _edits(read: str, meant: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            "against",
            edit.tag,
            {"meant": meant[edit.dest_pos : edit.dest_pos + 1], "read": read[edit.src_pos : edit.src_pos + 1]},
        )
        for edit in Levenshtein.editops(read, meant)
    )


def _change(change: Reason) -> str:
    if change.code == "replace":
        return gettext("with %(meant)s for %(read)s") % change.params
    if change.code == "insert":
        return gettext("with %(meant)s added") % change.params
    return gettext("without %(read)s") % change.params
