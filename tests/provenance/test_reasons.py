import re

from provenance import fusing
from provenance.partnumbers.scoring import STEPS, Kind
from provenance.partnumbers.types import Reason
from provenance.reasons import SENTENCES, describe


def test_every_code_has_a_sentence_and_no_sentence_is_idle() -> None:
    assert set(SENTENCES) == {kind.value for kind in Kind} | set(STEPS) | set(fusing.CODES)


def test_sentences_are_filled() -> None:
    assert (
        describe(Reason("for", "exact_number", {"number": "LM358N"})) == "The number read is in the catalogue: LM358N."
    )


def test_unknown_codes_and_missing_parameters_do_not_fail() -> None:
    assert describe(Reason("note", "something_new")) == "something_new"
    assert "%" in describe(Reason("for", "exact_number"))
    assert all(re.fullmatch(r"[a-z_]+", code) for code in SENTENCES)
