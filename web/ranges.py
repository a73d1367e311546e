"""One range of a file, as players ask for it to jump and to go on (RFC 9110, 14)."""

import re
from typing import BinaryIO, Final

_ASKED: Final = re.compile(r"bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_SKIP_BYTES: Final = 64 * 1024


class NotThere(Exception):
    """The range begins behind the end of the file."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that are asked for; None where the whole file is to be sent. Raises NotThere.

    Several ranges, other units and nonsense are passed over, as a server may.
    """
    found = _ASKED.fullmatch(header.strip())
    first, last = found.groups() if found else ("", "")
    if not first and not last:
        return None
    if not first:
        begin, end = max(0, size - int(last)), size - 1
    else:
        begin, end = int(first), min(int(last) if last else size - 1, size - 1)
        if last and int(last) < begin:
            return None
    if begin >= size or (not first and int(last) == 0):
        raise NotThere
    return begin, end


class Slice:
    """A stream from its byte `begin` for `size` bytes, read in blocks and closed like the stream itself."""

    def __init__(self, stream: BinaryIO, begin: int, size: int) -> None:
        self._stream, self._left = stream, size
        while begin > 0 and (skipped := len(stream.read(min(begin, _SKIP_BYTES)))):  # a bucket's body cannot seek
            begin -= skipped

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()
