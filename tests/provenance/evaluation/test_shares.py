"""Shares with their interval."""

from provenance.evaluation.shares import Share


def test_wilson():
    assert Share(47, 67).plain() == {"percent": 70.1, "hits": 47, "of": 67, "low": 58.3, "high": 79.8}
    assert Share(0, 50).plain() == {"percent": 0.0, "hits": 0, "of": 50, "low": 0.0, "high": 7.1}
    assert Share(0, 0).plain() == {"percent": None, "hits": 0, "of": 0, "low": None, "high": None}
