"""Shares, intervals, error rates, reliability, costs."""

import pytest

from provenance.partnumbers.types import Decision
from teardowns.evaluation.costs import Stopwatch, mean, peak_mb, percentile, summary
from teardowns.evaluation.figures import by_group, error_rate, shares
from teardowns.evaluation.judging import Verdict
from teardowns.evaluation.lines import LineMatch
from teardowns.evaluation.reliability import confidences, reliability, scores
from teardowns.evaluation.values import Cost, PhotoReading

from .making import candidate, label, reading


def test_shares_of_known_and_of_identified():
    verdicts = [
        Verdict(label("A"), known=True, top1=True, decision=Decision.IDENTIFIED),
        Verdict(label("B"), known=True, decision=Decision.IDENTIFIED),
        Verdict(label("C"), known=False, any_exact=True, decision=Decision.AMBIGUOUS),
    ]
    found = {name: (one.hits, one.of) for name, one in shares(verdicts).items()}
    assert found["top1"] == (1, 3)
    assert found["top1_known"] == (1, 2)
    assert found["any_exact"] == (1, 3)
    assert found["identified"] == (2, 3)
    assert found["wrong_identified"] == (1, 2)


def test_groups():
    verdicts = [
        Verdict(label("A", rotation=85.0, difficulty="easy", kind="closeup"), known=True, any_exact=True),
        Verdict(label("B", rotation=270.0), known=True),
        Verdict(label("C"), known=True),
    ]
    found = {group: (one["any_exact"].hits, one["any_exact"].of) for group, one in by_group(verdicts).items()}
    assert found == {
        "difficulty easy": (1, 1),
        "difficulty unknown": (0, 2),
        "easy closeup": (1, 1),
        "kind closeup": (1, 1),
        "kind unknown": (0, 2),
        "rotation 270": (0, 1),
        "rotation 90": (1, 1),
        "rotation 90/270": (1, 2),
        "rotation unknown": (0, 1),
    }


def test_error_rate_counts_matched_lines_only():
    lines = [
        LineMatch("LM358N", "LM35BN", 1, 6, 0.9),
        LineMatch("QVS", "", 3, 3, 0),
        LineMatch("1234", "1234", 0, 4, 1),
    ]
    assert error_rate(lines) == {"percent": 10.0, "edits": 1, "characters": 10, "matched": 2, "lines": 3}
    assert error_rate([])["percent"] is None


def test_reliability():
    told = reliability([(0.95, True), (0.95, False), (1.0, True), (0.45, False), (0.6, True)])
    counts = {(one["from"], one["to"]): (one["count"], one["right"]) for one in told["bins"]}
    assert counts == {
        (0.0, 0.5): (1, 0),
        (0.5, 0.6): (0, 0),
        (0.6, 0.7): (1, 1),
        (0.7, 0.8): (0, 0),
        (0.8, 0.9): (0, 0),
        (0.9, 1.0): (3, 2),
    }
    assert told["expected_calibration_error"] == pytest.approx((0.9 + 0.4 + 0.45) / 5, abs=0.002)
    assert reliability([])["expected_calibration_error"] is None


def test_what_is_weighed():
    lines = (LineMatch("LM358", "LM358", 0, 5, 0.8), LineMatch("ABCD", "", 4, 4, 0.0))
    verdicts = [
        Verdict(label("A"), known=True, top1=True, candidates=(candidate("A", score=0.7),), chip_lines_free=lines)
    ]
    verdicts.append(Verdict(label("B"), known=True))
    assert scores(verdicts) == [(0.7, True)]
    assert confidences(verdicts) == [(0.8, True)]


def test_costs():
    photos = [
        PhotoReading("a", reading(cost=Cost(0.0, 1.0, 0.0, 2.0, 300.0))),
        PhotoReading("b", reading(cost=Cost(0.5, 2.0, 0.5, 4.0, 900.4))),
        PhotoReading("c", None, "failed"),
    ]
    found = summary(photos, {"a", "c"})
    assert found["cpu_seconds"]["mean"] == 2.0
    assert found["cpu_seconds"]["easy_closeups"] == 1.0
    assert found["cpu_seconds"]["easy_closeups_photos"] == 1
    assert found["cpu_seconds"]["decoding_mean"] == 0.25
    assert found["wall_seconds"] == {"mean": 3.0}
    assert found["peak_mb"] == 900
    assert summary([], ())["cpu_seconds"]["mean"] is None


def test_percentile():
    assert percentile([float(i) for i in range(1, 101)], 95) == 95.0
    assert percentile([3.0], 95) == 3.0
    assert percentile([], 95) is None
    assert mean([]) is None


def test_the_process_measures_itself():
    watch = Stopwatch()
    assert sum(i * i for i in range(200_000)) > 0
    assert watch.lap() > 0
    assert watch.wall > 0
    assert 5 < peak_mb() < 100_000
