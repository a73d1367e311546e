"""Soviet, Russian and Belarusian designations (OST 11 073.915, GOST 18682): К1986ВЕ92, 1892ВМ14Я, КТ315Б.

They are Cyrillic words, written here with Cyrillic letters whatever script the reader took the look-alikes for.
A series is made by several plants: the maker comes from its sign on the part, or from a series of one house.
"""

import re

from provenance.partnumbers.families.base import GENERAL, Family, Grade, grade

_TO_CYRILLIC = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_ONLY_CYRILLIC = re.compile(r"[БГДЁЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯ]")
_PLAIN = re.compile(r"[^0-9A-ZА-ЯЁ]")
_CIRCUIT = re.compile(
    r"(?:ОСМ?|Н|Б)?(?:К[АБЕИМНРСФ]?|Э[КФ]?Р?)?(?P<series>\d{3,4})"
    r"(?P<function>А[АГПРФ]|Б[МРФ]|В[АБВГЕИЖКМНПРСТУФХ]|Г[ГЛМПСФ]|Д[АИСФ]|Е[ВКМНПСУ]|И[ВДЕЛМПРШ]|К[НПТ]|Л[АБДЕИКЛМНПРСХ]"
    r"|М[АИПСФ]|Н[ДЕКНРСТФ]|П[АВДЕМНПСУ]|Р[АВДЕМПРТУФЦ]|С[АВКСП]|Т[ВДКЛМПРТ]|У[ВДЕИКЛМНПРТУ]|Ф[ВЕНПР]|Х[АИКЛМПСТ]|Ц[БДЕПУ])"
    r"(?P<number>\d{1,4})[А-ЯA-Z]{0,3}\d?"
)
_DISCRETE = re.compile(
    r"[ГКИ](?:Т|П|Д|С|У|Ц|Л)С?\d{3,4}[А-Я]{0,2}\d?|А(?:Л|П|Т|Д|И|ОД|ОТ|ОУ)С?\d{3,4}[А-Я]{0,2}\d?"
    r"|[123](?:Т|П|Д|С|У|Ц|Л|А|В|ОД|ОТ|ОУ)С?\d{3,4}[А-Я]{1,2}\d?"
)

FAMILY = Family(
    manufacturer="",
    grades=(
        grade(
            r"^(?:OC|OCM|H)?\d{3,4}[A-ZА-Я]{2}\d",
            Grade.MILITARY,
            source=f"{GENERAL}: without К it has military acceptance",
        ),
        grade(r"^K[A-ZА-Я]?\d{3,4}[A-ZА-Я]{2}\d", Grade.COMMERCIAL, source=f"{GENERAL}: К is for general use"),
    ),
    also_brands=(
        "Milandr",
        "Mikron",
        "Angstrem",
        "Integral",
        "NIIET",
        "VZPP-S",
        "Voskhod",
        "Kvazar",
        "Kremny El",
        "Proton",
    ),
)


def designation(text: str) -> str:
    """`text` as a designation in Cyrillic letters, or an empty text when it is none.

    A circuit's number is told from Latin numbers by its function letters; a discrete's (КТ315, 2Т630) only when the
    text holds Cyrillic letters already, since KT and 2T start Latin numbers too.
    """
    upper = _PLAIN.sub("", text.upper())
    cyrillic = upper.translate(_TO_CYRILLIC)
    if _CIRCUIT.fullmatch(cyrillic) and (_has_cyrillic(upper) or _latin_circuit(upper)):
        return cyrillic
    return cyrillic if _DISCRETE.fullmatch(cyrillic) and _has_cyrillic(upper) else ""


def _has_cyrillic(text: str) -> bool:
    return any("А" <= c <= "я" for c in text)


def _latin_circuit(text: str) -> bool:
    """Written with Latin look-alikes throughout: K561TM2, not to be taken for anything else only with its K."""
    return bool(re.match(r"K[A-Z]?\d{3,4}[A-Z]{2}\d", text)) and not _ONLY_CYRILLIC.search(text)
