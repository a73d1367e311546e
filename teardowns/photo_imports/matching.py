"""Which file a name in a table or a submission means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from teardowns.photo_imports.types import Bundle, File
from teardowns.photo_imports.zip_names import loose_key, plain_key


class Files:
    """The files of a bundle by every spelling of their names. Remembers which were asked for."""

    def __init__(self, bundle: Bundle) -> None:
        self._named: dict[str, list[File]] = defaultdict(list)
        self._loose: dict[str, list[File]] = defaultdict(list)
        self.asked: set[str] = set()
        for file in bundle.files:
            for name in {plain_key(path).rpartition("/")[2] for path in file.spellings}:
                self._named[name].append(file)
                self._loose[loose_key(name)].append(file)

    def meant(self, name: str, near: Sequence[str] = ()) -> list[File]:
        """The file of this name: none, one, or all that it may be.

        A name with folders means a path that ends so. Of several the one below a folder in `near` is meant.
        """
        wanted = plain_key(name).removeprefix("./").lstrip("/")
        last = wanted.rpartition("/")[2]
        found = self._named.get(last) or self._loose.get(loose_key(last)) or []
        if "/" in wanted:
            found = [file for file in found if _ends_so(file, wanted)] or found
        for hint in near:
            closer = [file for file in found if _below(file, plain_key(hint))]
            found = closer or found
        one = _one(found)
        self.asked.update(file.path for file in one)
        return one


def _one(found: Iterable[File]) -> list[File]:
    """Without those that are the same bytes as one before."""
    kept: list[File] = []
    for file in found:
        if file.print is None or all(file.print != other.print for other in kept):
            kept.append(file)
    return kept


def _ends_so(file: File, wanted: str) -> bool:
    return any(f"/{plain_key(path)}".endswith(f"/{wanted}") for path in file.spellings)


def _below(file: File, hint: str) -> bool:
    return bool(hint) and any(f"/{plain_key(path)}".find(f"/{hint}/") >= 0 for path in file.spellings)
