"""With which characters a pattern can begin: so that a number is compared with the few patterns that may fit it."""

import re
import string

ALPHABET = frozenset(string.ascii_uppercase + string.digits)
_OPTIONAL = re.compile(r"[?*]|\{0?,|\{0")
_LOOKAHEAD = ("(?!", "(?=")
_GROUP = re.compile(r"\((?:\?P<\w+>|\?:)?")


def beginnings(pattern: str) -> frozenset[str]:
    """The characters (upper case, digits) that a text may begin with; all of them where this cannot be told."""
    found: set[str] = set()
    for alternative in _alternatives(pattern):
        first = _first(alternative)
        if not first:
            return ALPHABET
        found |= first
    return frozenset(found)


def _first(text: str) -> frozenset[str]:
    """The first characters of a text without alternatives; empty: it cannot be told."""
    while text.startswith(_LOOKAHEAD):
        text = text[_closing(text) + 1 :]
    if group := _GROUP.match(text):
        end = _closing(text)
        inside, rest = text[group.end() : end], text[end + 1 :]
        first = beginnings(inside)
    elif text.startswith("["):
        end = text.index("]") + 1
        first, rest = frozenset(c for c in ALPHABET if re.match(text[:end], c)), text[end:]
    elif text.startswith(r"\d"):
        first, rest = frozenset(string.digits), text[2:]
    else:
        first, rest = ALPHABET & {text[:1]}, text[1:]
    return frozenset() if _OPTIONAL.match(rest) else first


def _alternatives(text: str) -> list[str]:
    """The pieces between bars outside of groups and classes."""
    pieces, depth, start, at = [], 0, 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[":
            at = text.index("]", at)
        elif text[at] in "()":
            depth += 1 if text[at] == "(" else -1
        elif text[at] == "|" and not depth:
            pieces.append(text[start:at])
            start = at + 1
        at += 1
    return [*pieces, text[start:]]


def _closing(text: str) -> int:
    """The place of the bracket that closes the one with which the text begins."""
    depth = at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[":
            at = text.index("]", at)
        elif text[at] in "()":
            depth += 1 if text[at] == "(" else -1
            if not depth:
                return at
        at += 1
    return len(text)
