"""How alike two pictures are: a preview that a phone made, and the original that came after it.

For pictures that `safe_decode` made. Both are made grey and small; the light is fitted, since a phone's browser and
our decoder turn colours into grey in ways of their own; then they are compared piece by piece, because a changed
marking is a small thing on a large picture.
"""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE = 96
PIECES = 12
"""Rows and columns of pieces that are compared by themselves."""
WORST = 64.0
"""Grey levels by which a piece differs that has nothing in common with its counterpart."""
LEAST_ALIKE = 750
"""Thousandths. A photo squeezed to 640 pixels and quality 15, lightened or turned was at 890 and more (rendered boards
and real photos); another photo, another crop and a chip painted over at 702 and less."""

Grey = NDArray[np.float32]


def likeness(one: Path | bytes, other: Path | bytes) -> int:
    """0 (nothing in common) to 1000 (the same picture), in thousandths; the better of four turns of the first."""
    left, right = _small(one), _small(other)
    return max(_alike(np.rot90(left, turns), right) for turns in range(4))


def _small(picture: Path | bytes) -> Grey:
    with Image.open(io.BytesIO(picture) if isinstance(picture, bytes) else picture, formats=["JPEG", "PNG"]) as image:
        image.draft("L", (SIDE * 4, SIDE * 4))
        grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(grey, dtype=np.float32)


def _alike(left: Grey, right: Grey) -> int:
    spread = float(left.std())
    gain = float(((left - left.mean()) * (right - right.mean())).mean()) / spread**2 if spread > 1 else 1.0
    fitted = (left - left.mean()) * np.clip(gain, 0.5, 2.0) + right.mean()
    apart = np.abs(fitted - right)
    size = SIDE // PIECES
    pieces = apart.reshape(PIECES, size, PIECES, size).mean(axis=(1, 3))
    return max(0, round(1000 * (1 - float(pieces.max()) / WORST)))
