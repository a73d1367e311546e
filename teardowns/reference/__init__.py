"""Weapon models that ship with the project, as typed rows. Licences stand in NOTICE."""

import csv
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "weapons.csv"


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """One type of weapon: English and Ukrainian name, the Ukrainian one in Latin letters, other spellings."""

    slug: str
    name_en: str
    name_uk: str
    transliteration: str
    aliases: tuple[str, ...]
    kind: str
    source: str


def weapons() -> tuple[WeaponRow, ...]:
    """Every row of weapons.csv."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            WeaponRow(
                slug=row["slug"],
                name_en=row["name_en"],
                name_uk=row["name_uk"],
                transliteration=row["transliteration"],
                aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
                kind=row["kind"],
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )
