"""Named cells of a row or a submission made into a find."""

from collections.abc import Iterable

from teardowns.coarse_places import NOWHERE, Place
from teardowns.photo_imports import values
from teardowns.photo_imports.columns import meaning
from teardowns.photo_imports.types import Find

_PLAIN = ("order_number", "specimen", "weapon_model", "region", "circumstances", "started_at")


def find_of(cells: Iterable[tuple[str, str]], *, instance: str = "", file: str = "", line: int = 0) -> Find:
    """What these (name, cell) say of a teardown. The first cell that says a thing counts."""
    said: dict[str, str] = {}
    places: list[Place] = []
    for name, cell in cells:
        field = meaning(name)
        if values.is_point(cell) or (field == "place" and cell):
            places.append(values.place(cell))
        elif field and cell:
            said.setdefault(field, cell)
    if place := values.point(said.get("latitude", ""), said.get("longitude", "")):
        places.append(place)
    on = said.get("recovered_on", "")
    plain = {name: said.get(name, "") for name in _PLAIN}
    return Find(
        instance=instance,
        order_number=plain["order_number"],
        specimen=plain["specimen"],
        weapon_model=plain["weapon_model"],
        region=plain["region"],
        place=next((place for place in places if place != NOWHERE), NOWHERE),
        recovered_on=values.day(on),
        said_on="" if values.day(on) else on,
        note=plain["circumstances"],
        started_at=values.moment(plain["started_at"]),
        file=file,
        line=line,
    )


def completed(find: Find, other: Find) -> None:
    """Fill what `find` does not say from another row about the same teardown."""
    for name in ("order_number", "specimen", "weapon_model", "region", "note", "started_at"):
        if not getattr(find, name):
            setattr(find, name, getattr(other, name))
    if find.place == NOWHERE:
        find.place = other.place
    if not find.recovered_on:
        find.recovered_on, find.said_on = other.recovered_on, find.said_on or other.said_on
