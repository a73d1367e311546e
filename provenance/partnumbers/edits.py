"""What it takes to turn a text that was read into the one that is meant: wrong letters, wrong digits."""

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from provenance.partnumbers.confusions import fold


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits beyond look-alikes: `digits` put a digit for a digit, lost one or added one; `letters` are the others."""

    letters: int
    digits: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.letters + self.digits


def edits(read: str, meant: str) -> Edits:
    """Compare two texts (`normalise.plain`); characters that look alike are the same."""
    operations = Levenshtein.editops(fold(read), fold(meant))
    digits = 0
    for edit in operations:
        lost = edit.tag != "insert" and read[edit.src_pos].isdigit()
        gained = edit.tag != "delete" and meant[edit.dest_pos].isdigit()
        digits += (lost and gained) if edit.tag == "replace" else (lost or gained)
    return Edits(len(operations) - digits, digits)
