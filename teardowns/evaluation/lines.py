"""What a report says, in comparable form: lines, and two consecutive lines of a chip joined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from provenance.partnumbers.decoding import decoded_text
from provenance.partnumbers.types import Resolution
from teardowns.evaluation.distance import distance, legible, printed_key
from teardowns.ocr.merge import key
from teardowns.ocr.types import ChipReading, EngineReport, TextLine


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or two joined ones; `key` is what counts. The confidence of joined lines is the lower one."""

    text: str
    key: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A printed line and the piece nearest to it, `edits` apart; `length` printed characters are legible."""

    printed: str
    read: str
    edits: int
    length: int
    confidence: float

    @property
    def matched(self) -> bool:
        """Whether this is the same line at all: at most half of its characters are wrong."""
        return self.length > 0 and 2 * self.edits <= self.length


def decoded(report: EngineReport, resolutions: Sequence[Resolution]) -> EngineReport:
    """The report with each line as the chip's part has it (`decoding`), where it is decoded at all."""
    if not resolutions:
        return report
    chips = zip(report.chips, resolutions, strict=True)
    return replace(report, chips=tuple(_decoded(chip, resolution) for chip, resolution in chips))


def _decoded(chip: ChipReading, resolution: Resolution) -> ChipReading:
    texts = ((line, decoded_text(line.text, resolution.decoded)) for line in chip.lines)
    return replace(chip, lines=tuple(replace(line, text=text or line.text) for line, text in texts))


def blocks(report: EngineReport, *, leftovers: bool = True) -> list[Sequence[TextLine]]:
    """The lines chip by chip; each leftover is a block of its own."""
    return [*(chip.lines for chip in report.chips), *([line] for line in report.leftovers if leftovers)]


def pieces(block: Sequence[TextLine]) -> list[Piece]:
    """The lines of a block, and each two consecutive ones joined."""
    single = [Piece(line.text, key(line.text), line.confidence) for line in block]
    joined = [Piece(f"{a.text} {b.text}", a.key + b.key, min(a.confidence, b.confidence)) for a, b in pairwise(single)]
    return [piece for piece in (*single, *joined) if piece.key]


def words(block: Sequence[TextLine]) -> set[str]:
    """The keys of a block's words, and of each two consecutive ones joined, over the end of a line too."""
    keys = [key(word) for line in block for word in line.text.split()]
    return {*keys, *(a + b for a, b in pairwise(keys))} - {""}


def texts(report: EngineReport, *, leftovers: bool = True, alternatives: bool = False) -> set[str]:
    """The keys of everything that the report says, where wanted with the other readings kept beside each line."""
    found: set[str] = set()
    for block in blocks(report, leftovers=leftovers):
        said = [_options(line, alternatives=alternatives) for line in block]
        found.update(text for options in said for text in options)
        found.update(a + b for one, other in pairwise(said) for a in one for b in other)
    return found - {""}


def _options(line: TextLine, *, alternatives: bool) -> list[str]:
    return [key(text) for text in (line.text, *(a.text for a in line.alternatives if alternatives))]


def matches(printed: Sequence[str], found: Iterable[Piece]) -> list[LineMatch]:
    """For each printed line the nearest piece; a surer one where two are equally near."""
    candidates = list(found)
    return [nearest(line, candidates) for line in printed if legible(printed_key(line))]


def nearest(printed: str, found: Sequence[Piece]) -> LineMatch:
    """The piece nearest to a printed text; nothing read is as far away as its length."""
    wanted = printed_key(printed)
    length = legible(wanted)
    best = LineMatch(printed, "", length, length, 0.0)
    for piece in found:
        edits = distance(wanted, piece.key, limit=best.edits)
        if edits < best.edits or (edits == best.edits and best.read and piece.confidence > best.confidence):
            best = LineMatch(printed, piece.text, edits, length, piece.confidence)
    return best
