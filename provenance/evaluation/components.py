"""Published components: a free description with the marking in it, and the maker as published."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from provenance.partnumbers.makers import brand_key, known_makers
from provenance.partnumbers.normalise import clean_line
from provenance.partnumbers.words import Role, Word, words_of

MARKING, MAKER = "name_and_marking", "manufacturer_as_published"
SEPARATOR = "|"
_SHORTEST = 4
_SHORTEST_DIGITS = 3
_CODE = re.compile(r"[0-2]\d(?:0[1-9]|[1-4]\d|5[0-3])[A-Z]{1,2}|[A-Z]\d{6,}")
"""A year and week with a letter or two behind, or a letter and many digits."""
_NOT_A_CHIP = re.compile(
    r"\b(motors?(?! driver| control)|engines?|servos?|servo\w+|camera\w*|connectors?|connection|plugs?(?!-in)|cables?"
    r"|antennas?|batter(?:y|ies)(?! manage| charg| back)"
    r"|accumulator|power elements|pumps?|brakes?|tires?|fans?|cooler|cooling|bearings?|axle|wheel|gearbox"
    r"|transmission|steering|suspension|filter \(engine|seats|armou?r|hinges|compressor|winch|generator prestolite"
    r"|propeller|blades|двигатель|мотор|камера|разъ[её]м|соединитель|аккумулятор|батарея|антенна)\b",
    re.IGNORECASE,
)


class ComponentsUnusable(Exception):
    """The file cannot be used. `code`: not_found, not_text, no_column, no_rows; `detail` names what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


class Given(StrEnum):
    """What is given as the marking, told from its text alone, never from an answer.

    A part: at least one word, or two together, has letters and digits as a part number does. Else only dates, lots,
    values and words; or the description says that it is no chip: a motor, a connector, a camera.
    """

    PART = "part"
    NO_NUMBER = "no_number"
    NO_CHIP = "no_chip"


@dataclass(frozen=True, slots=True)
class Component:
    """One published component with some text."""

    marking: str
    maker: str

    @property
    def lines(self) -> list[str]:
        """The text as lines of a marking."""
        return self.marking.split(SEPARATOR)

    @property
    def given(self) -> Given:
        """What the text gives."""
        if _NOT_A_CHIP.search(self.marking):
            return Given.NO_CHIP
        return Given.PART if _has_number(self.lines) else Given.NO_NUMBER


def read_components(path: Path) -> list[Component]:
    """Rows with a text of a CSV (UTF-8) with the columns `MARKING` and `MAKER`. Raises ComponentsUnusable."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [name for name in (MARKING, MAKER) if name not in (table.fieldnames or ())]
            if missing:
                raise ComponentsUnusable("no_column", ", ".join(missing))
            rows = [((row[MARKING] or "").strip(), (row[MAKER] or "").strip()) for row in table]
    except OSError as error:
        raise ComponentsUnusable("not_found", str(path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ComponentsUnusable("not_text", str(path)) from error
    found = [Component(marking, maker) for marking, maker in rows if marking]
    if not found:
        raise ComponentsUnusable("no_rows", str(path))
    return found


def _has_number(lines: list[str]) -> bool:
    cleaned = [clean_line(line) for line in lines]
    lettering = frozenset(brand_key(brand.text) for brand in known_makers().brands_on(cleaned))
    for line in words_of(cleaned, lettering):
        for index, word in enumerate(line):
            before = line[index - 1] if index else None
            if before is not None and before.role is Role.LETTERS and _goes_on(word):
                return True
            if word.role is Role.MIXED and len(word.plain) >= _SHORTEST and not _CODE.fullmatch(word.plain):
                return True
    return False


def _goes_on(word: Word) -> bool:
    """Whether letters and a space before the word make a number of it: LM 358N, TEN 20-2412."""
    digits = sum(c.isdigit() for c in word.plain)
    numbered = word.role in (Role.NUMBER, Role.MIXED) or (word.role is Role.VALUE and digits >= _SHORTEST_DIGITS)
    return numbered and word.plain[:1].isdigit() and len(word.plain) >= _SHORTEST_DIGITS
