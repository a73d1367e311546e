"""Names of files as archives and disks have them: UTF-8, or the code page of whoever packed them.

PKWARE APPNOTE 6.3.10, 4.4.4 (bit 11) and appendix D: names are CP437 unless bit 11 says UTF-8. Programs under Windows
write the code page of their country instead and say nothing: CP866 and CP1251 in Ukraine.
"""

import re
import unicodedata

_RUN = re.compile(rb"[\x80-\xff]{2}")
_NOT_866 = re.compile(rb"[\xb0-\xdf]")
"""Frames and blocks in CP866, capital letters in CP1251."""


def spellings(raw: bytes) -> tuple[str, ...]:
    """The name in every encoding that fits, likeliest first, composed (NFC) and with `/` between folders."""
    try:
        return (_plain(raw.decode()),)
    except UnicodeDecodeError:
        pass
    pages = ["cp866", "cp1251", "cp437"]
    if not _RUN.search(raw):
        pages = ["cp437", "cp866", "cp1251"]
    elif _NOT_866.search(raw):
        pages = ["cp1251", "cp866", "cp437"]
    return tuple(dict.fromkeys(_plain(raw.decode(page, "replace")) for page in (*pages, "cp1125", "cp1252")))


def plain_key(name: str) -> str:
    """The name for comparing: composed, without case, `/` between folders."""
    return unicodedata.normalize("NFC", name.replace("\\", "/").strip()).casefold()


def loose_key(name: str) -> str:
    """The name as Kobo stores it: blanks become `_`, all but letters, digits, `-`, `_` and `.` is left out."""
    return re.sub(r"[^-\w.]", "", plain_key(name).replace(" ", "_"))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
