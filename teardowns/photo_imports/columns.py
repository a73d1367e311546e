"""Which column means what: our names and what teams write instead, in both languages."""

import re
import unicodedata
from collections.abc import Mapping

OURS: Mapping[str, tuple[str, ...]] = {
    "file": (
        "file", "filename", "file_name", "photo", "photos", "image", "picture", "path", "photo_file", "media",
        "файл", "фото", "фотографія", "світлина", "знімок", "назва_файлу", "імя_файлу", "фотография", "имя_файла",
    ),
    "order_number": (
        "order_number", "order_no", "order", "teardown", "teardown_number", "teardown_id", "examination",
        "розбирання", "номер", "номер_розбирання", "номер_наряду", "наряд", "номер_огляду", "акт", "номер_акта",
    ),
    "specimen": (
        "specimen", "specimen_label", "sample", "item", "зразок", "номер_зразка", "позначка_зразка", "образец",
    ),
    "weapon_model": (
        "weapon_model", "weapon", "model", "weapon_type", "munition", "type_of_weapon",
        "зброя", "модель", "модель_зброї", "тип_зброї", "виріб", "боєприпас", "оружие",
    ),
    "region": ("region", "oblast", "область", "регіон", "регион"),
    "place": (
        "place", "location", "gps", "coordinates", "geopoint", "geolocation", "grid", "mgrs",
        "місце", "координати", "геоточка", "место", "координаты",
    ),
    "latitude": ("latitude", "lat", "широта"),
    "longitude": ("longitude", "lon", "lng", "long", "довгота", "долгота"),
    "recovered_on": (
        "recovered_on", "recovered", "recovery_date", "date_recovered", "found_on", "date_found", "date",
        "дата", "дата_виявлення", "знайдено", "дата_знахідки", "дата_вилучення", "вилучено",
    ),
    "circumstances": (
        "circumstances", "note", "notes", "comment", "comments", "description", "remarks",
        "обставини", "примітка", "примітки", "опис", "коментар", "обстоятельства", "примечание",
    ),
    "slot": ("slot", "shot", "view", "ракурс", "кадр", "вид"),
    "taken_at": ("taken_at", "taken", "taken_on", "shot_at", "photo_time", "time", "знято", "час", "час_зйомки"),
    "assembly": ("assembly", "board", "module", "unit", "вузол", "плата", "модуль", "блок", "узел"),
    "started_at": ("started_at", "start"),
}  # fmt: skip
"""Our field: names that stand for it, as `bare` writes them."""

_MEANING = {name: field for field, names in OURS.items() for name in names}
_NUMBERED = re.compile(r"_?\d+$")


def bare(name: str) -> str:
    """A column's name without case, apostrophes and signs: `Weapon model` is `weapon_model`."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("'", "").replace("’", "").replace("ʼ", "")
    return re.sub(r"[\W_]+", "_", folded).strip("_")


def meaning(name: str) -> str:
    """Our field for a column; empty when it is none. Groups before it count for nothing (`find/weapon`, `find-weapon`).

    A number behind it neither: `photo_2` is a file.
    """
    parts = re.split(r"[/:.]|(?<=\w)-(?=\w)", name.strip())
    for start in range(len(parts)):
        tail = bare("_".join(parts[start:]))
        found = _MEANING.get(tail) or (_MEANING.get(_NUMBERED.sub("", tail)) if tail[-1:].isdigit() else None)
        if found is not None and (found == "file" or tail in _MEANING):
            return found
    last = bare(name).rpartition("_")[2]
    return last if last in ("latitude", "longitude") else ""
