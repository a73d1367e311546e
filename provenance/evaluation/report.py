"""All figures of one run as JSON values."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from provenance.evaluation.components import Given
from provenance.evaluation.judging import MakerVerdict, Verdict
from provenance.evaluation.shares import Share

JSON = dict[str, Any]
SHOWN_CANDIDATES = 3


def report(verdicts: Sequence[Verdict]) -> JSON:
    """The figures. `right_maker` counts the first candidate whatever was decided; the others say what they count.

    `with_number`: part-like markings with a published maker; `identified`: those of them that were decided so;
    `no_part`: bare dates, lots and words, and things that are no chips, with or without a published maker.
    """
    parts = [one for one in verdicts if one.given is Given.PART and one.maker is not MakerVerdict.NO_TRUTH]
    identified = [one for one in parts if one.identified]
    rest = [one for one in verdicts if one.given is not Given.PART]
    told = [one for one in verdicts if one.maker is not MakerVerdict.NO_TRUTH]
    shares = {
        "right_maker": _share(parts, MakerVerdict.RIGHT),
        "wrong_maker": _share(parts, MakerVerdict.WRONG),
        "unanswered": _share(parts, MakerVerdict.UNANSWERED),
        "identified": Share(len(identified), len(parts)),
        "identified_wrong_maker": _share(identified, MakerVerdict.WRONG),
        "right_maker_of_all_texts": _share(told, MakerVerdict.RIGHT),
        "taken_for_a_part": Share(sum(one.taken_for_a_part for one in rest), len(rest)),
    }
    return {
        "rows": len(verdicts),
        "given": dict(Counter(one.given.value for one in verdicts)),
        "shares": {name: share.plain() for name, share in shares.items()},
        "decisions": dict(Counter(one.resolution.decision.value for one in parts)),
        "misses": [miss(one) for one in _missed(parts)],
        "taken": [miss(one) for one in rest if one.taken_for_a_part],
    }


def miss(verdict: Verdict) -> JSON:
    """One component with what was said of it, and why."""
    return {
        "marking": verdict.component.marking,
        "published": verdict.component.maker,
        "verdict": verdict.maker.value,
        "decision": verdict.resolution.decision.value,
        "candidates": [
            {
                "part_number": one.part_number,
                "manufacturer": one.manufacturer,
                "score": round(one.score, 3),
                "because": one.reasons[0].code if one.reasons else "",
            }
            for one in verdict.resolution.candidates[:SHOWN_CANDIDATES]
        ],
    }


def _missed(parts: Iterable[Verdict]) -> list[Verdict]:
    """The worst first: identified wrongly, then wrong, then unanswered."""
    missed = (one for one in parts if one.maker is not MakerVerdict.RIGHT)
    return sorted(missed, key=lambda one: (not one.identified, one.maker is not MakerVerdict.WRONG))


def _share(verdicts: Sequence[Verdict], verdict: MakerVerdict) -> Share:
    return Share(sum(one.maker is verdict for one in verdicts), len(verdicts))
