"""The objects of an array in a large JSON file, one by one."""

import codecs
from collections.abc import Collection, Iterator
from typing import Any

from provenance.importers.json_stream import NotJson, items
from provenance.importers.lists_published.opening import ListFile
from provenance.importers.stopping import FileStopped


def json_items(file: ListFile, arrays: Collection[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (number, object) of the array under whichever of these keys the file begins with. Raises FileStopped."""
    head = file.head.decode(errors="replace")
    wanted = next((name for name in arrays if f'"{name}"' in head), next(iter(arrays)))
    with file.open() as stream:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()

        def piece() -> str:
            """The next text; a block may end within a letter."""
            while block := stream.read():
                if text := decoder.decode(block):
                    return text
            return ""

        count = 0
        try:
            for key, value in items(piece, wanted):
                if key == wanted and isinstance(value, dict):
                    count += 1
                    yield count, value
        except NotJson as error:
            raise FileStopped("bad_json", line=count + 1, error=str(error)[:100]) from error
