"""In which encoding a table is written: offices save UTF-8, UTF-16 and the old code pages of their countries. Pure."""

import re

from charset_normalizer import from_bytes

UTF8 = "utf-8"
NAMES = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32": "UTF-32",
    "cp1251": "Windows-1251", "cp1252": "Windows-1252", "koi8_r": "KOI8-R", "cp866": "DOS 866", "gb18030": "GB 18030",
}  # fmt: skip
"""As programs show them."""
_PAGES = ("cp1251", "cp1252", "koi8_r", "cp866", "gb18030")
_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEAD = 4096
_FEWEST = 3
"""Zeros that tell: of all bytes one in twenty at least, for even a text in Cyrillic has separators."""
_LETTERS = re.compile(rb"[\x80-\xff]")
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


def encoding_of(sample: bytes) -> str:
    """The encoding of a sample with letters beyond ASCII. One broken line does not make UTF-8 something else."""
    whole = sample[: max(sample.rfind(b"\n"), 0) or None]
    if not beyond_ascii(whole):  # all its letters stand in a last line without an end
        whole = sample
    text = whole.decode(errors="replace")
    broken = text.count(LEFT)
    if not broken or broken < sum(letter > "\x7f" for letter in text) - broken:
        return UTF8
    found = from_bytes(sample, cp_isolation=list(_PAGES)).best()
    return found.encoding if found else UTF8


def spoken(encoding: str) -> str:
    """The encoding as programs show it."""
    return NAMES.get(encoding, encoding)
