"""Makers of serial flash of whom only this is known: their logo stands for the letters, and 25Q64... follows."""

from provenance.partnumbers.families.base import GENERAL, Family, top_mark

_NUMBER = r"(25[A-Z]{1,3}\d{2,4}[A-Z]\w{0,8})"
_LETTERS = {
    "GigaDevice": ("GD", "MD"),
    "Zbit": ("ZB",),
    "ISSI": ("IS",),
    "": ("BY", "XM", "XT", "P", "PY", "FM"),
}
"""Without a maker: Boya, XMC, XTX, Puya and Fudan, who are no brands of the reference data."""

FAMILIES: tuple[Family, ...] = tuple(
    Family(
        manufacturer=maker,
        top_marks=tuple(
            top_mark(_NUMBER, rf"{each}\1", source=f"{GENERAL}: the logo stands for the letters", alone=False)
            for each in letters
        ),
    )
    for maker, letters in _LETTERS.items()
)
