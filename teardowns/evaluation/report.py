"""All figures of one run as JSON values. Nothing here reads a photo or a database: stored readings can be replayed."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from provenance.partnumbers.types import Decision
from teardowns.evaluation.costs import mean, summary
from teardowns.evaluation.figures import by_group, error_rate, groups_of, is_easy_closeup, share, shares
from teardowns.evaluation.judging import Verdict, judged
from teardowns.evaluation.labels import Label
from teardowns.evaluation.reliability import confidences, reliability, scores
from teardowns.evaluation.values import PhotoReading

JSON = dict[str, Any]
SHOWN_LINES = 40


def report(labels: Sequence[Label], photos: Sequence[PhotoReading], known: Collection[str]) -> JSON:
    """The figures of the chosen engine. `known`: printed numbers that the catalogue holds (`numbers.catalogued`)."""
    verdicts = judged(labels, photos, known)
    grouped = [len(photo.reading.report.chips) for photo in photos if photo.reading]
    return {
        "photos": len(photos),
        "chips": len(verdicts),
        "failed": failures(photos),
        "shares": {name: one.plain() for name, one in shares(verdicts).items()},
        "groups": {
            group: {name: one.plain() for name, one in found.items()} for group, found in by_group(verdicts).items()
        },
        "character_error_rate": {
            "right_chip": error_rate(line for verdict in verdicts for line in verdict.chip_lines),
            "right_chip_free": error_rate(line for verdict in verdicts for line in verdict.chip_lines_free),
            "whole_photo": error_rate(line for verdict in verdicts for line in verdict.photo_lines),
            "whole_photo_free": error_rate(line for verdict in verdicts for line in verdict.photo_lines_free),
        },
        "chips_a_photo": mean([float(count) for count in grouped]),
        **summary(photos, _easy(labels)),
        "reliability": {"score": reliability(scores(verdicts)), "confidence": reliability(confidences(verdicts))},
        "misses": [miss(verdict) for verdict in verdicts if not (verdict.any_exact and verdict.top1)],
    }


def baseline(labels: Sequence[Label], photos: Sequence[PhotoReading]) -> JSON:
    """The figures of a reader that returns lines only: no chips, no parts."""
    verdicts = judged(labels, photos, known=())
    return {
        "failed": failures(photos),
        "shares": {"any_exact": share(verdicts, lambda verdict: verdict.any_exact).plain()},
        "groups": {group: {"any_exact": found["any_exact"].plain()} for group, found in by_group(verdicts).items()},
        "character_error_rate": {
            "whole_photo": error_rate(line for verdict in verdicts for line in verdict.photo_lines)
        },
        **summary(photos, _easy(labels)),
    }


def blanks(photos: Sequence[PhotoReading]) -> JSON:
    """What was made of photos without a legible chip: none may be `identified`."""
    found = [
        (photo.file, chip, resolution)
        for photo in photos
        if photo.reading
        for chip, resolution in zip(photo.reading.report.chips, photo.reading.resolutions, strict=True)
    ]
    return {
        "photos": len(photos),
        "failed": failures(photos),
        "chips": len(found),
        "decisions": dict(Counter(resolution.decision.value for _, _, resolution in found)),
        "identified": [
            {
                "file": file,
                "read": [line.text for line in chip.lines][:SHOWN_LINES],
                "part_number": resolution.candidates[0].part_number,
                "manufacturer": resolution.candidates[0].manufacturer,
            }
            for file, chip, resolution in found
            if resolution.decision is Decision.IDENTIFIED
        ],
        **summary(photos, easy=()),
    }


def failures(photos: Sequence[PhotoReading]) -> list[JSON]:
    """The photos that are there and could not be read; their chips count as missed."""
    return [{"file": photo.file, "failure": photo.failure} for photo in photos if photo.reading is None]


def miss(verdict: Verdict) -> JSON:
    """One chip that was missed by `any_exact` or `top1`, with what was read there."""
    label, closest = verdict.label, verdict.closest
    return {
        "file": label.file,
        "part_number": label.part_number,
        "groups": groups_of(label),
        "rotation": label.rotation,
        "known": verdict.known,
        "any_exact": verdict.any_exact,
        "any_exact_free": verdict.any_exact_free,
        "read_exact": verdict.read_exact,
        "top1": verdict.top1,
        "top5": verdict.top5,
        "chip_found": verdict.found,
        "read": list(verdict.read[:SHOWN_LINES]),
        "decoded": [{"read": one.read, "text": one.text, "right": right} for one, right in verdict.decoded],
        "decision": verdict.decision,
        "candidates": [
            {
                "part_number": candidate.part_number,
                "manufacturer": candidate.manufacturer,
                "score": round(candidate.score, 3),
                "catalogued": candidate.catalogued,
            }
            for candidate in verdict.candidates[:5]
        ],
        "closest_line": closest.read if closest else "",
        "closest_edits": closest.edits if closest else None,
    }


def _easy(labels: Sequence[Label]) -> set[str]:
    """The files all of whose labels are easy ones on a close-up."""
    return {label.file for label in labels} - {label.file for label in labels if not is_easy_closeup(label)}
