"""In which encoding a table is written: offices save UTF-8, UTF-16 and the old code pages of their countries. Pure."""

import re

from charset_normalizer import from_bytes

from provenance.importers.cyrillic_pages import cyrillic_page

UTF8 = "utf-8"
NAMES = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
    "cp1250": "Windows-1250", "cp1251": "Windows-1251", "cp1252": "Windows-1252", "cp1253": "Windows-1253",
    "cp1254": "Windows-1254", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U", "cp866": "DOS 866", "iso8859_5": "ISO 8859-5",
    "gb18030": "GB 18030", "big5": "Big5", "cp932": "Windows-932 (Shift JIS)", "euc_jp": "EUC-JP",
    "cp949": "Windows-949",
}  # fmt: skip
"""As programs show them."""
OFFERED = tuple(name for name in NAMES if not name.startswith("utf-"))
"""Those that somebody may have to name, because bytes alone do not tell them apart."""
CHINESE = "gb18030"
_PAGES = ("cp1251", "cp1252", "koi8_r", "cp866", CHINESE)
_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEAD = 4096
_FEWEST = 3
"""Zeros that tell: of all bytes one in twenty at least, for even a text in Cyrillic has separators."""
_LETTERS = re.compile(rb"[\x80-\xff]")
_SIGNS_ALONE = re.compile(rb"[\0-\x7f\x91-\x97\xa0\xa9\xab\xae\xb0\xb7\xbb]*")
"""Without a letter beyond ASCII: the same in all pages of Windows, as the space between thousands that Excel writes."""
_IN_A_WORD = re.compile("[a-z][\u4e00-\u9fff]|[\u4e00-\u9fff][a-z]")
LEFT = "\ufffd"
"""Stands where bytes are no text."""


def wide(head: bytes) -> str:
    """The encoding of a text of two or four bytes a letter, by its mark or by where its zeros lie; else nothing."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    first, second = head[:_HEAD:2].count(0), head[1:_HEAD:2].count(0)
    if max(first, second) < max(_FEWEST, len(head[:_HEAD]) // 20) or (first and second):
        return ""
    return "utf-16-le" if second else "utf-16-be"


def beyond_ascii(sample: bytes) -> bool:
    """Whether a sample can tell anything."""
    return _LETTERS.search(sample) is not None


def is_utf8(sample: bytes) -> bool:
    """Whether a sample with letters beyond ASCII is UTF-8. One broken line does not make it something else."""
    text = _whole_lines(sample).decode(errors="replace")
    broken = text.count(LEFT)
    return not broken or broken < sum(letter > "\x7f" for letter in text) - broken


def encoding_of(sample: bytes) -> str:
    """The likeliest encoding of a sample with letters beyond ASCII; sure is only UTF-8."""
    if is_utf8(sample):
        return UTF8
    if _SIGNS_ALONE.fullmatch(_whole_lines(sample)):
        return "cp1252"
    page = cyrillic_page(sample)
    if page:
        return page
    likely = [one for one in _PAGES if one != CHINESE or _may_be_chinese(sample)]
    found = from_bytes(sample, cp_isolation=likely).best()
    return found.encoding if found else UTF8


def _whole_lines(sample: bytes) -> bytes:
    """A sample without a line that it breaks off in, unless all its letters stand in that one."""
    whole = sample[: max(sample.rfind(b"\n"), 0) or None]
    return whole if beyond_ascii(whole) else sample


def _may_be_chinese(sample: bytes) -> bool:
    """Whether its Chinese signs stand by themselves: two letters with accents make one in the midst of a word."""
    return _IN_A_WORD.search(sample.decode(CHINESE, errors="replace")) is None


def spoken(encoding: str) -> str:
    """The encoding as programs show it."""
    return NAMES.get(encoding, encoding)
