"""The index of names: arrays of numbers and two texts, built from names, saved to and opened from a folder.

A row is one spelling of one name of one party. Words are numbered; `word_rows`, `meaning_rows`, `letter_rows` lead
from a word, a meaning, an abbreviation to the rows that hold it, `gram_words` from three letters to their words.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from provenance.screening.learning import Learned

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """Lists of numbers by number: list `n` is `values[starts[n]:starts[n + 1]]`."""

    starts: Ints
    values: Ints

    def __getitem__(self, number: int) -> Ints:
        return self.values[self.starts[number] : self.starts[number + 1]]

    @classmethod
    def of(cls, keys: Sequence[int] | array[int], values: Sequence[int] | array[int], count: int) -> Postings:
        """Lists of `values` by their `keys` (0 to `count` - 1), in order."""
        by, listed = np.asarray(keys, dtype=np.int32), np.asarray(values, dtype=np.int32)
        order = np.argsort(by, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int32)
        np.cumsum(np.bincount(by, minlength=count), out=starts[1:])
        return cls(starts, listed[order])


@dataclass(frozen=True, slots=True)
class Index:
    """See the module. `parties`: the caller's keys; `names`: as written; `row_*`: one entry for each row."""

    parties: Ints
    names: tuple[str, ...]
    words: tuple[str, ...]
    meanings: tuple[str, ...]
    abbreviations: tuple[str, ...]
    joins: tuple[str, ...]
    grams: tuple[str, ...]
    stems: tuple[str, ...]
    row_party: Ints
    row_name: Ints
    row_families: Postings
    families: tuple[str, ...]
    row_weight: Floats
    row_words: Postings
    word_weight: Floats
    word_meanings: Postings
    meaning_weight: Floats
    word_rows: Postings
    meaning_rows: Postings
    letter_rows: Postings
    letter_spans: Postings
    join_rows: Postings
    stem_words: Postings
    gram_words: Postings
    learned: Learned

    def save(self, path: Path) -> None:
        """Write it to one file, which appears whole or not at all."""
        arrays: dict[str, NDArray[np.generic]] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Postings):
                arrays[each.name + ".starts"], arrays[each.name + ".values"] = value.starts, value.values
            elif isinstance(value, np.ndarray):
                arrays[each.name] = value
            else:
                listed = [[*pair, share] for pair, share in value.items()] if isinstance(value, dict) else value
                arrays[each.name] = np.frombuffer(json.dumps(listed).encode(), dtype=np.uint8)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            np.savez(file, allow_pickle=False, **arrays)
        Path(file.name).replace(path)

    @classmethod
    def open(cls, path: Path) -> Index:
        """Read what `save` wrote. Raises OSError, ValueError or KeyError where the file is not one of these."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{each.name: _loaded(stored, each.name) for each in fields(cls)})


def _loaded(stored: Mapping[str, NDArray[Any]], name: str) -> Any:
    if name + ".starts" in stored:
        return Postings(stored[name + ".starts"], stored[name + ".values"])
    value = stored[name]
    if value.dtype != np.uint8:
        return value
    listed = json.loads(value.tobytes())
    return {(one, other): share for one, other, share in listed} if name == "learned" else tuple(listed)
