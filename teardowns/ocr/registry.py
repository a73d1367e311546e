"""The engines by name. A new engine is a file here and a line below."""

from collections.abc import Callable, Mapping
from functools import cache

from .engine import Engine
from .neural import NeuralEngine
from .tesseract import TesseractEngine

DEFAULT = "neural"

ENGINES: Mapping[str, Callable[[], Engine]] = {
    "neural": NeuralEngine,
    "tesseract": TesseractEngine,
}


def engine(name: str = DEFAULT) -> Engine:
    """Return the process's one engine of that name; models load at its first reading. Raises KeyError."""
    return _only(name)


@cache
def _only(name: str) -> Engine:
    return ENGINES[name]()
