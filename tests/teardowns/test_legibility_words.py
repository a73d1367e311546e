import re

import pytest
from django.utils.translation import override

from teardowns.legibility_words import REQUESTS, UNSURE, VERDICTS, asked_for, said
from teardowns.ocr.legibility_types import Flaw, Verdict
from teardowns.operations.shot_requests import ASKABLE
from teardowns.queries.retake import NOTHING_FOUND

SMALL = {"verdict": "partial", "reasons": [{"code": "too_small", "params": {"height": 9, "needed": 20}}]}


def test_every_verdict_and_every_flaw_has_words_and_none_is_idle() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert set(REQUESTS) == {*Flaw, NOTHING_FOUND, "illegible", "truncated", "undisplayable", *ASKABLE}
    assert all(re.fullmatch(r"[a-z_]+", code) for code in REQUESTS)


def test_a_request_is_one_plain_sentence_with_its_numbers() -> None:
    found = said(SMALL)
    assert found is not None and (found.verdict, found.word, found.clear) == ("partial", "hard to read", False)
    assert found.request == "Closer, please: the letters are 9 px high, 20 are needed."
    assert [reason.code for reason in found.reasons] == ["too_small"]


def test_nothing_stored_says_nothing_and_clear_asks_for_nothing() -> None:
    assert said(None) is None
    clear = said({"verdict": "clear", "reasons": []})
    assert clear is not None and clear.clear and clear.request == ""


def test_a_doubt_without_a_flaw_sends_nobody_out_again() -> None:
    doubt = said({"verdict": "partial", "reasons": []})
    assert doubt is not None and doubt.request == str(UNSURE) and doubt.reasons == ()


@pytest.mark.parametrize("language", ["en", "uk"])
def test_unknown_codes_and_missing_numbers_do_not_fail(language: str) -> None:
    with override(language):
        assert asked_for("something_new", {}) == "something_new"
        assert "%(height)s" in asked_for(Flaw.TOO_SMALL, {})
        assert said({"verdict": "new", "reasons": [{"code": "newer", "params": {}}]}) is not None
