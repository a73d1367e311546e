"""Judges what was said of each labelled chip. Values in, verdicts out: experiments replay stored reports with it.

Figures that a verdict carries:

* `any_exact`: the printed part number is one of the lines returned for the photo (chips and leftovers), exactly, after
  punctuation, blanks and case are taken away; two consecutive lines of a chip may join. A line counts as it was read
  first, and as it is decoded, where it is (`decoding`: one text a line at most); `any_exact_free` counts only what
  was read first. `in_chips` leaves the leftovers out, `with_alternatives` counts all other readings of a line too.
* `read_exact`: as `any_exact`, and single words and two consecutive words of a chip count as well, and so does the
  whole printed line that holds the part number (of MX29LV640EBTI-70G the label names MX29LV640EBTI as the part).
* `top1`: the first candidate of the right chip (`choosing`) is the printed part (`numbers.names`). For a part that the
  catalogue does not hold: it was read exactly on that chip, and the first candidate names it and says that it is
  uncatalogued. `top5`: the same for one of the first five candidates.
* `top1_decoded`, `top5_decoded`: the same, but a part that the catalogue does not hold may also have been decoded so.
* `identified` and right or not: the same as `top1`, for chips that were decided `identified`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from provenance.partnumbers.types import Candidate, Decision, DecodedLine
from teardowns.evaluation.choosing import right_chips
from teardowns.evaluation.distance import distance, printed_key
from teardowns.evaluation.labels import Label
from teardowns.evaluation.lines import LineMatch, Piece, blocks, decoded, matches, nearest, pieces, texts, words
from teardowns.evaluation.numbers import names
from teardowns.evaluation.values import PhotoReading, Reading
from teardowns.ocr.merge import key
from teardowns.ocr.types import EngineReport, TextLine

FIRST = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of one labelled chip. `known`: the catalogue holds the part. `closest`: the photo's nearest line.

    `chip_lines` are the printed lines against the right chip (none without one), `photo_lines` against all lines, both
    as decoded; `*_free` as they were read first. `decoded`: lines of the right chip, and whether each is printed so.
    Without a chip at the label's place `found` is false, and `decision`, `read` and `candidates` are empty.
    """

    label: Label
    known: bool
    found: bool = False
    any_exact: bool = False
    any_exact_free: bool = False
    in_chips: bool = False
    with_alternatives: bool = False
    read_exact: bool = False
    top1: bool = False
    top5: bool = False
    top1_decoded: bool = False
    top5_decoded: bool = False
    decision: str = ""
    candidates: tuple[Candidate, ...] = ()
    read: tuple[str, ...] = ()
    chip_lines: tuple[LineMatch, ...] = ()
    photo_lines: tuple[LineMatch, ...] = ()
    chip_lines_free: tuple[LineMatch, ...] = ()
    photo_lines_free: tuple[LineMatch, ...] = ()
    decoded: tuple[tuple[DecodedLine, bool], ...] = ()
    closest: LineMatch | None = None

    @property
    def identified(self) -> bool:
        """Whether the right chip was decided `identified`."""
        return self.decision == Decision.IDENTIFIED


def judged(labels: Sequence[Label], photos: Iterable[PhotoReading], known: Collection[str]) -> list[Verdict]:
    """A verdict for each label whose photo is among `photos`, in the order of the labels.

    `known` are the printed part numbers that the catalogue holds (`numbers.catalogued`).
    """
    readings = {photo.file: photo.reading for photo in photos}
    verdicts: dict[int, Verdict] = {}
    for file, reading in readings.items():
        rows = [row for row, label in enumerate(labels) if label.file == file]
        for row, verdict in zip(rows, _of_photo([labels[row] for row in rows], reading, known), strict=True):
            verdicts[row] = verdict
    return [verdicts[row] for row in sorted(verdicts)]


def _of_photo(labels: Sequence[Label], reading: Reading | None, known: Collection[str]) -> list[Verdict]:
    if reading is None:  # a photo that could not be read is a miss
        return [Verdict(label, label.part_number in known) for label in labels]
    chosen = right_chips(labels, reading.report.chips, (reading.width, reading.height))
    return [
        judge(label, reading, at, known=label.part_number in known) for label, at in zip(labels, chosen, strict=True)
    ]


def judge(label: Label, reading: Reading, at: int | None, *, known: bool) -> Verdict:
    """The verdict on one label, whose chip is number `at` of the report (None: it was not found)."""
    free, said, wanted = reading.report, decoded(reading.report, reading.resolutions), key(label.part_number)
    resolution = reading.resolutions[at] if at is not None and reading.resolutions else None
    candidates = resolution.candidates if resolution else ()
    lines = free.chips[at].lines if at is not None else ()
    read = _read_on(label, [lines])
    right = [_is_right(one, label, known=known, read=read) for one in candidates[:FIRST]]
    read = read or (at is not None and _read_on(label, [said.chips[at].lines]))
    taken = [_is_right(one, label, known=known, read=read) for one in candidates[:FIRST]]
    return Verdict(
        label=label,
        known=known,
        found=at is not None,
        any_exact=wanted in texts(free) | texts(said),
        any_exact_free=wanted in texts(free),
        in_chips=wanted in texts(free, leftovers=False) | texts(said, leftovers=False),
        with_alternatives=wanted in texts(free, alternatives=True) | texts(said),
        read_exact=_read_on(label, [*blocks(free), *blocks(said)]),
        top1=right[:1] == [True],
        top5=any(right),
        top1_decoded=taken[:1] == [True],
        top5_decoded=any(taken),
        decision=resolution.decision.value if resolution else "",
        candidates=candidates,
        read=tuple(line.text for line in lines),
        chip_lines=_on_chip(label, said, at),
        photo_lines=tuple(matches(label.marking_lines, _pieces(said))),
        chip_lines_free=_on_chip(label, free, at),
        photo_lines_free=tuple(matches(label.marking_lines, _pieces(free))),
        decoded=tuple((one, _printed(one.text, label)) for one in (resolution.decoded if resolution else ())),
        closest=nearest(label.part_number, [*_pieces(free), *_pieces(said)]),
    )


def _pieces(report: EngineReport) -> list[Piece]:
    return [piece for block in blocks(report) for piece in pieces(block)]


def _on_chip(label: Label, report: EngineReport, at: int | None) -> tuple[LineMatch, ...]:
    return tuple(matches(label.marking_lines, pieces(report.chips[at].lines))) if at is not None else ()


def _printed(text: str, label: Label) -> bool:
    """Whether one of the printed lines, or two joined ones, says exactly this."""
    lines = [printed_key(line) for line in label.marking_lines or (label.part_number,)]
    return any(distance(line, key(text), limit=0) == 0 for line in (*lines, *(a + b for a, b in pairwise(lines))))


def _is_right(candidate: Candidate, label: Label, *, known: bool, read: bool) -> bool:
    named = names(candidate.part_number, label.part_number)
    return named and (known or (read and not candidate.catalogued))


def _read_on(label: Label, lettering: Iterable[Sequence[TextLine]]) -> bool:
    """Whether the printed number, alone or in its whole printed line, was read exactly."""
    forms = _forms(label)
    for block in lettering:
        said = words(block) | {piece.key for piece in pieces(block)}
        if any(distance(form, one, limit=0) == 0 for form in forms for one in said):
            return True
    return False


def _forms(label: Label) -> set[str]:
    """The number, and the printed line or two joined lines that hold it."""
    number, lines = key(label.part_number), [printed_key(line) for line in label.marking_lines]
    whole = {line for line in lines if number in line} or {a + b for a, b in pairwise(lines) if number in a + b}
    return {number, *whole} - {""}
