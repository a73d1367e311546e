"""Verdicts on single chips."""

from provenance.partnumbers.types import Decision
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
