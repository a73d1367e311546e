"""Edit distance between what is printed and what was read."""

from teardowns.ocr.merge import key

ANY = "?"
"""In a printed text: a character that nobody can read; whatever was read there is right, nothing too."""


def printed_key(text: str) -> str:
    """`key` of a printed text that keeps the unreadable characters."""
    return "".join(piece if piece == ANY else key(piece) for piece in text)


def legible(printed: str) -> int:
    """How many characters of a printed key can be read."""
    return len(printed) - printed.count(ANY)


def distance(printed: str, read: str, *, limit: int | None = None) -> int:
    """Characters to change, add or leave out. Above `limit` some larger number comes back."""
    limit = max(len(printed), len(read)) if limit is None else limit
    if printed == read:
        return 0
    if len(read) - len(printed) > limit or legible(printed) - len(read) > limit:
        return limit + 1
    row = list(range(len(read) + 1))
    for wanted in printed:
        missing = 0 if wanted == ANY else 1
        above, row[0] = row[0], row[0] + missing
        for j, said in enumerate(read, start=1):
            changed = 0 if wanted in (said, ANY) else 1
            above, row[j] = row[j], min(row[j] + missing, row[j - 1] + 1, above + changed)
        if min(row) > limit:
            return limit + 1
    return row[-1]
