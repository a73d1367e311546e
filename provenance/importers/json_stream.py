"""A large JSON object, read item by item."""

from collections.abc import Callable, Iterator
from json import JSONDecodeError, JSONDecoder
from json.decoder import WHITESPACE  # type: ignore[attr-defined]
from typing import Any

LONGEST_ITEM = 4_000_000
"""Characters of one value that is not the streamed array."""
_DECODER = JSONDecoder()


class NotJson(Exception):
    """The text is no JSON object, or one value of it is too long."""


def items(read: Callable[[], str], array: str) -> Iterator[tuple[str, Any]]:
    """Yield (key, value) of the object; of the array under the key `array` (key, item) for each of its items.

    `read` gives the next piece of the text, empty at its end. Raises NotJson.
    """
    text = _Text(read)
    text.expect("{")
    while not text.at("}"):
        key = text.value()
        text.expect(":")
        if key == array and text.at("["):
            while not text.at("]"):
                yield key, text.value()
                text.at(",")
        else:
            yield str(key), text.value()
        text.at(",")


class _Text:
    """The part of the text that is not yet understood."""

    def __init__(self, read: Callable[[], str]) -> None:
        self._read, self._text, self._place = read, "", 0

    def at(self, sign: str) -> bool:
        """Whether the next sign is this one; it is taken then."""
        self._skip()
        found = self._text.startswith(sign, self._place)
        self._place += len(sign) if found else 0
        return found

    def expect(self, sign: str) -> None:
        """Take the sign. Raises NotJson."""
        if not self.at(sign):
            raise NotJson(f"“{sign}” is missing")

    def value(self) -> Any:
        """The next value, read on until it is whole."""
        self._skip()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._place)
            except JSONDecodeError as error:
                if len(self._text) - self._place > LONGEST_ITEM or not self._more():
                    raise NotJson(str(error)) from error
                continue
            except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets in brackets
                raise NotJson(str(error)) from error
            if end == len(self._text) and self._more():  # a number may go on
                continue
            self._place = end
            return found

    def _skip(self) -> None:
        self._place = WHITESPACE.match(self._text, self._place).end()
        while self._place == len(self._text) and self._more():
            self._place = WHITESPACE.match(self._text, self._place).end()

    def _more(self) -> bool:
        piece = self._read()
        self._text, self._place = self._text[self._place :] + piece, 0
        return bool(piece)
