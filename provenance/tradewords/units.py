"""Units of quantity as trade records write them: only pieces can be compared from one record to the next."""

from functools import lru_cache

_PIECES = frozenset(
    {"", "pcs", "pc", "pce", "pieces", "piece", "ea", "each", "unit", "units", "u", "nos", "no", "nmb", "item", "items",
     "шт", "штук", "штука", "штуки", "796", "c62", "h87", "个", "個", "adet"}
)  # fmt: skip
_THOUSANDS = frozenset({"kpcs", "kpc", "k pcs", "tpcs", "th pcs", "mil", "798", "тис шт", "тыс шт", "1000 pcs", "千个"})


@lru_cache(maxsize=1024)
def pieces_in(unit: str) -> int:
    """How many pieces one of a unit is; 0 for a unit of something else."""
    plain = " ".join(unit.casefold().replace(".", " ").split())
    return 1 if plain in _PIECES else 1000 if plain in _THOUSANDS else 0
