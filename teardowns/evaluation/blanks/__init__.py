"""Photos without a legible chip, drawn: nothing on them may ever be identified. The same pictures every time."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from teardowns.evaluation.blanks import boards, pages, surfaces
from teardowns.ocr.engine import Pixels

Scene = Callable[[np.random.Generator], Pixels]


def scenes(cyrillic: Path | None) -> Mapping[str, Scene]:
    """The kinds of photos by name. `cyrillic` is a font file; without one there are no Cyrillic pages."""
    kinds: dict[str, Scene] = {
        "plaster": surfaces.plaster,
        "page": lambda rng: pages.page(rng),
        "board": boards.bare_board,
        "brick": surfaces.bricks,
        "blank-chips": boards.blank_chips,
        "hand": surfaces.hand,
        "blurred-chip": boards.blurred_chip,
        "sky": surfaces.sky,
        "gravel": surfaces.gravel,
    }
    if cyrillic is not None:
        kinds["cyrillic-page"] = lambda rng: pages.page(rng, cyrillic=cyrillic)
    return kinds


def blank_photos(count: int, cyrillic: Path | None) -> Iterator[tuple[str, Pixels]]:
    """`count` photos with their names, the kinds in turn; each looks different."""
    kinds = list(scenes(cyrillic).items())
    for i in range(count):
        name, scene = kinds[i % len(kinds)]
        yield f"{name}-{i + 1:02}.png", scene(np.random.default_rng(i))
