"""Whether a number between 0 and 1 means what it says: of those at 0.9, nine in ten should be right."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from teardowns.evaluation.judging import Verdict

JSON = dict[str, Any]
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Told = tuple[float, bool]
"""What was claimed, and whether it was right."""


def reliability(told: Iterable[Told]) -> JSON:
    """Bins with count, mean claim and share right in percent, and the expected calibration error (0 to 1)."""
    pairs = list(told)
    bins = [_bin(low, high, [pair for pair in pairs if _within(pair[0], low, high)]) for low, high in _bounds()]
    gaps = sum(one["count"] * abs(one["mean"] - one["right"] / one["count"]) for one in bins if one["count"])
    error = round(gaps / len(pairs), 3) if pairs else None
    return {"count": len(pairs), "expected_calibration_error": error, "bins": bins}


def scores(verdicts: Iterable[Verdict]) -> list[Told]:
    """The first candidate's score on each right chip that has candidates, and whether that candidate is right."""
    return [(verdict.candidates[0].score, verdict.top1) for verdict in verdicts if verdict.candidates]


def confidences(verdicts: Iterable[Verdict]) -> list[Told]:
    """The confidence of each line that was matched, as read first, to a printed one, and whether it says that."""
    lines = (line for verdict in verdicts for line in verdict.chip_lines_free if line.matched)
    return [(line.confidence, line.edits == 0) for line in lines]


def _bounds() -> list[tuple[float, float]]:
    return list(pairwise(EDGES))


def _within(claim: float, low: float, high: float) -> bool:
    """Bins are open above, but for the last."""
    return low <= claim < high or (high == EDGES[-1] and claim >= high)


def _bin(low: float, high: float, told: Sequence[Told]) -> JSON:
    mean = round(sum(claim for claim, _ in told) / len(told), 3) if told else None
    right = sum(is_right for _, is_right in told)
    percent = round(100 * right / len(told), 1) if told else None
    return {"from": low, "to": high, "count": len(told), "mean": mean, "right": right, "right_percent": percent}
