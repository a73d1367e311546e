"""Verdicts on single chips."""

from dataclasses import replace

from provenance.partnumbers.types import Decision, DecodedLine
from teardowns.evaluation.judging import judged
from teardowns.evaluation.values import PhotoReading

from .making import candidate, chip, label, line, photo, reading, resolution

KNOWN = {"LM358N"}


def verdict(of, said, known=frozenset()):
    (found,) = judged([of], [PhotoReading(of.file, said)], known)
    return found


def test_a_known_part_named_first():
    said = reading(chip("ED45JF", "LM358N"), resolutions=[resolution(candidate("LM358N/NOPB"))])
    found = verdict(label("LM358N", "ED45JF", "LM", "358N"), said, KNOWN)
    assert found.any_exact and found.in_chips and found.read_exact and found.top1 and found.top5 and found.known


def test_a_known_part_may_be_named_though_it_was_misread():
    said = reading(chip("LM35BN"), resolutions=[resolution(candidate("LM358N"))])
    found = verdict(label("LM358N"), said, KNOWN)
    assert found.top1 and not found.any_exact


def test_second_is_not_first():
    said = reading(chip("LM358N"), resolutions=[resolution(candidate("LM324N"), candidate("LM358N"))])
    found = verdict(label("LM358N"), said, KNOWN)
    assert not found.top1 and found.top5


def test_an_unknown_part_counts_when_read_exactly_and_said_to_be_uncatalogued():
    right = resolution(candidate("RK616", catalogued=False))
    assert verdict(label("RK616"), reading(chip("RK616"), resolutions=[right])).top1
    assert not verdict(label("RK616"), reading(chip("RK6I6"), resolutions=[right])).top1
    claimed = resolution(candidate("RK616", catalogued=True))
    assert not verdict(label("RK616"), reading(chip("RK616"), resolutions=[claimed])).top1


def test_exactly_elsewhere_is_not_on_the_chip():
    right = resolution(candidate("RK616", catalogued=False))
    said = reading(chip("RK6I6"), leftovers=[line("RK616", y=700)], resolutions=[right])
    found = verdict(label("RK616"), said)
    assert found.any_exact and found.read_exact and not found.in_chips and not found.top1


def test_the_whole_printed_line_read_exactly():
    whole = label("MX29LV640EBTI", "MXIC", "MX29LV640EBTI-70G")
    right = resolution(candidate("MX29LV640EBTI-70G", catalogued=False))
    found = verdict(whole, reading(chip("MXIC", "MX29LV640EBTI-70G"), resolutions=[right]))
    assert found.read_exact and found.top1 and not found.any_exact


def test_words_count_as_read():
    found = verdict(label("25Q128JVSQ"), reading(chip("winbond 25Q128JVSQ"), resolutions=[resolution()]))
    assert found.read_exact and not found.any_exact


def decoded(read, text, part):
    return replace(resolution(candidate(part)), decoded=(DecodedLine(read, text, part, "Maker"),))


def test_a_line_counts_as_it_was_read_and_as_it_is_decoded():
    put_right = reading(chip("FT8", "US82514B"), resolutions=[decoded("US82514B", "USB2514B", "USB2514B")])
    found = verdict(label("USB2514B", "FT8", "USB2514B"), put_right, {"USB2514B"})
    assert found.any_exact and found.in_chips and found.read_exact and not found.any_exact_free
    assert [one.edits for one in found.chip_lines] == [0, 0] and [one.edits for one in found.chip_lines_free] == [0, 1]
    assert found.read == ("FT8", "US82514B") and [right for _, right in found.decoded] == [True]
    spoilt = reading(chip("USB2514B"), resolutions=[decoded("USB2514B", "USB2514I", "USB2514I")])
    found = verdict(label("USB2514B"), spoilt, {"USB2514B"})
    assert found.any_exact and found.any_exact_free
    assert [one.edits for one in found.chip_lines] == [1] and [right for _, right in found.decoded] == [False]


def test_an_uncatalogued_part_must_be_read_not_decoded():
    said = replace(decoded("RK6I6", "RK616", "RK616"), candidates=(candidate("RK616", catalogued=False),))
    found = verdict(label("RK616"), reading(chip("RK6I6"), resolutions=[said]))
    assert found.any_exact and not found.top1
    assert found.top1_decoded and found.top5_decoded


def test_identified_and_wrong():
    wrong = resolution(candidate("LM324N"), decision=Decision.IDENTIFIED)
    found = verdict(label("LM358N"), reading(chip("LM324N"), resolutions=[wrong]), KNOWN)
    assert found.identified and not found.top1


def test_no_chip_at_the_place():
    found = verdict(label("LM358N", box=(0.8, 0.8, 0.9, 0.9)), reading(chip("LM358N"), resolutions=[resolution()]))
    assert found.any_exact and not found.found and found.read == () and found.decision == "" and found.chip_lines == ()


def test_a_reader_without_resolutions():
    found = verdict(label("LM358N"), reading(chip("LM358N")))
    assert found.any_exact and found.decision == ""


def test_a_photo_that_failed_is_a_miss_and_a_missing_one_is_left_out():
    labels = [label("A1", file="failed.png"), label("B1", file="gone.png"), label("C1", file="good.png")]
    found = judged(labels, [PhotoReading("failed.png", None, "time_limit"), photo("good.png", chip("C1"))], ())
    assert [(one.label.part_number, one.any_exact) for one in found] == [("A1", False), ("C1", True)]
