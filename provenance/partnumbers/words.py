"""The words of a marking, and what each is taken for before a part number is looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from provenance.partnumbers.makers import brand_key
from provenance.partnumbers.normalise import plain

_MAX_WORDS = 40
_LONGEST_PIECE = 5
EDGES = "()[]{}«»\"'`,;:!|*<>=~•·."
"""Signs that stand beside a word and are none of it."""
_COUNTRY = re.compile(
    r"CHINA|TAIWAN|KOREA|JAPAN|MALAYSIA|PHILIPPINES|SINGAPORE|THAILAND|INDONESIA|MEXICO|USA|MOROCCO|MALTA|ITALY"
    r"|GERMANY|PORTUGAL|FRANCE|INDIA|VIETNAM|SALVADOR|HUNGARY|CZECH|RUSSIA|BELARUS|РОССИЯ|БЕЛАРУСЬ|СССР|USSR"
    r"|CHN|TWN|KOR|JPN|MYS|PHL|PHI|SGP|THA|THI|IDN|MEX|MAR|MLT|ITA|DEU|PRT|FRA|MAL|HKG|ROC|PRC"
)
_GRADE = re.compile(r"[EG][1-4]|PB|PBF|PB-?FREE|ROHS|CE|FCC|UL|ARM|ОСМ?|ВП|REV|VER|MADE|IN|ES|EVT")
_UNITS = (
    r"[PNUMΜ]?F|[KMG]?HZ|[MK]?V(?:DC|AC|RMS|PP)?|[MUN]?A|[MU]?W|[KM]?OHMS?|[KM]?Ω|DB|BITS?|[KMG]B(?:IT|PS|YTE)?|MM|CM"
    r"|[NUM]?S|MIN|°?C|PPM|PINS?|[KMG]SPS|BPS|CHANNELS?|CH|MAH|WH|В|А|М?КФ|МКФ|ПФ|НФ|К?ОМ|ВТ|ММ|М?ГЦ"
)
_VALUES = (
    rf"[±+~-]?\d+(?:[.,/]\d+)*-?(?:{_UNITS})",
    r"\d+[RKMUNP]\d{1,3}",
    r"\d{1,3}[KMRUNP]\d*",
    r"\d+(?:[.,]\d+)?%",
    r"\d+[XХ]\d+(?:[XХ]\d+)?",
    r"\d+[A-Z]{1,2}/\d+[A-Z]{1,2}",
    r"[A-Z]-?(?:CHANNEL|MOSFET|TYPE).*",
    r"\d+-(?:BIT|PIN|CHANNEL|CH|WAY|PHASE|PORT|WIRE|LEAD|V|MHZ|KB).*",
)
_VALUE = re.compile("|".join(_VALUES), re.IGNORECASE)
_DESIGNATOR = re.compile(
    r"(?:[RCLDQUJKXYTFPSZ]|IC|TP|FB|SW|RN|RP|CN|CON|LED|JP|RV|VD|VT|DA|DD|CR|VR|BT|FL|SB|XP|XS|HL|TR|ZD|RL|PCB)\d{1,4}"
)
_PACKAGE = re.compile(
    r"(?:[CHLMPSTUVW]{0,3}(?:SOIC|SOP|QFN|QFP|DFN|SON|BGA|CSP|LCC|DIP|SIP)|SOT|TO|D2?PAK|SOD?|DO|SM[ABC])"
    r"-?\d{1,4}(?:-\d+)?"
)
_STANDARD = re.compile(
    r"RS-?(?:232|422|423|485)(?:/\d{3})?|ARINC-?\d{3}|IEEE-?\d{3,4}(?:\.\w+)?|MIL-STD-?\d{3,4}\w?|USB-?[1-4](?:\.\d)?"
    r"|DDR-?[1-5]|[QO]?SPI|I[23]C|CAN-?FD|LTE|ISO-?11898|10/100(?:/1000)?BASE-?TX?|802\.\d+\w*|[2-5]G",
    re.IGNORECASE,
)
"""Names of interfaces and standards: they stand in descriptions and on boards, and are no part's number."""
_SERIES = re.compile(r"ATMEGA|ATTINY|ATXMEGA", re.IGNORECASE)
"""Beginnings of numbers that are longer than `_LONGEST_PIECE`: ATMEGA 328."""


class Role(StrEnum):
    """What one word of a marking is taken for, before a part number is looked for."""

    BRAND = "brand"
    COUNTRY = "country"
    GRADE = "grade"
    VALUE = "value"
    DESIGNATOR = "designator"
    NUMBER = "number"
    LETTERS = "letters"
    PROSE = "prose"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a place (line, position)."""

    text: str
    plain: str
    place: tuple[int, int]
    role: Role


def words_of(lines: Sequence[str], brands: frozenset[str]) -> list[list[Word]]:
    """The words of each line with their roles; `brands` are keys (`makers.brand_key`) of lettering known as a brand."""
    return [words_of_line(line, index, brands) for index, line in enumerate(lines)]


def words_of_line(line: str, index: int, brands: frozenset[str]) -> list[Word]:
    """The words of line number `index` with their roles."""
    return [
        _word(text.strip(EDGES), (index, position), brands) for position, text in enumerate(line.split()[:_MAX_WORDS])
    ]


def _word(text: str, place: tuple[int, int], brands: frozenset[str]) -> Word:
    key = plain(text)
    return Word(text, key, place, _role(text, key, brands))


def _role(text: str, key: str, brands: frozenset[str]) -> Role:
    upper = text.upper()
    digits = any(c.isdigit() for c in key)
    if brand_key(text) in brands:
        return Role.BRAND
    if _COUNTRY.fullmatch(upper):
        return Role.COUNTRY
    if _GRADE.fullmatch(upper):
        return Role.GRADE
    if _DESIGNATOR.fullmatch(upper):
        return Role.DESIGNATOR
    if _VALUE.fullmatch(text):
        return Role.VALUE
    if _PACKAGE.fullmatch(upper) or _STANDARD.fullmatch(upper):
        return Role.PROSE
    if key.isdigit():
        return Role.NUMBER
    if digits:
        return Role.MIXED
    if _SERIES.fullmatch(text):
        return Role.LETTERS
    return Role.LETTERS if text.isupper() and text.strip("-/+").isalpha() and len(key) <= _LONGEST_PIECE else Role.PROSE
