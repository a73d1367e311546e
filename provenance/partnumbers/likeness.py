"""Is a text that no catalogue and no maker's rule knows built like a part number, or like a date or lot code?

A component carries its number, then codes: site, date and lot, in forms that each maker chooses. The forms here are
general, so the answer only ranks what is merely read; it never decides anything.
"""

import re

_DATE = r"[0-2]\d(?:0[1-9]|[1-4]\d|5[0-3])"
_DATED = re.compile(rf"[A-Z]{{1,5}}{_DATE}[A-Z]?")
_MEMORY = re.compile(r"(?:2[3-9]|34|39|49|54|74|9[35])[A-Z]{1,4}[\dBDGILOQSZ]{2,4}[A-Z0-9]*")
_NUMBER = re.compile(r"[A-Z]{1,5}\d{2,}[A-Z0-9]*")
_MIXED = re.compile(r"(?=.{8})[A-Z]{1,4}\d{1,2}[A-Z]{1,3}\d{2,}[A-Z0-9]*")
_CODES = re.compile(
    "|".join((rf"[A-Z0-9]{{3,6}}{_DATE}", r"[A-Z]\d{5,}[A-Z]{0,2}\d?", r"\d{3}.*", rf"(?!{_MEMORY.pattern}$)\d.*"))
)
"""A site or lot and the date; a letter and many digits; what begins with a digit, but for memories and logic (25Q128,
74HC00): other numbers that begin so are known by their prefix."""
_PARTS = re.compile(r"\d+|\D+")
_SHORT, _RESTLESS = 7, 0.5


def like_number(plain: str) -> bool:
    """Whether a text (`normalise.plain`) is built like a part number: letters, then digits; or a memory's, 25Q128FV."""
    return any(form.fullmatch(plain) for form in (_NUMBER, _MEMORY, _MIXED))


def like_date(plain: str) -> bool:
    """Whether a text is letters and a year and week: TAB2243. Part numbers are built so too, but seldom: EG2304."""
    return bool(_DATED.fullmatch(plain))


def like_code(plain: str) -> bool:
    """Whether a text has a form of lot codes, hardly ever of part numbers; or is short and changes often: P2L808."""
    restless = len(plain) <= _SHORT and len(_PARTS.findall(plain)) - 1 >= _RESTLESS * len(plain)
    return not like_date(plain) and (restless or bool(_CODES.fullmatch(plain)))
