"""The families that are known. A new maker: one file beside this one, and a line here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from provenance.partnumbers.families import (
    altera,
    amd,
    analog_devices,
    atmel,
    avionics,
    chinese,
    connectors,
    converters,
    cypress,
    diodes,
    fairchild,
    freescale,
    fujitsu,
    hittite,
    idt,
    industry,
    infineon,
    intel,
    international_rectifier,
    intersil,
    linear_technology,
    logic_devices,
    macronix,
    maxim,
    mediatek,
    memory_makers,
    microchip,
    murata,
    nec,
    nexperia,
    nordic,
    nxp,
    onsemi,
    passives,
    radio,
    renesas,
    rohm,
    samsung,
    silicon_labs,
    soviet,
    spansion,
    spi_flash,
    stmicroelectronics,
    tdk,
    texas_instruments,
    timing,
    toshiba,
    vishay,
    winbond,
    xilinx,
)
from provenance.partnumbers.families.base import Family, Grade, TopMark
from provenance.partnumbers.families.beginnings import ALPHABET, beginnings

FAMILIES: tuple[Family, ...] = (
    industry.FAMILY,
    altera.FAMILY,
    amd.FAMILY,
    analog_devices.FAMILY,
    atmel.FAMILY,
    cypress.FAMILY,
    diodes.FAMILY,
    fairchild.FAMILY,
    freescale.FAMILY,
    fujitsu.FAMILY,
    hittite.FAMILY,
    idt.FAMILY,
    infineon.FAMILY,
    intel.FAMILY,
    international_rectifier.FAMILY,
    intersil.FAMILY,
    linear_technology.FAMILY,
    macronix.FAMILY,
    maxim.FAMILY,
    mediatek.FAMILY,
    microchip.FAMILY,
    murata.FAMILY,
    nec.FAMILY,
    nexperia.FAMILY,
    nordic.FAMILY,
    nxp.FAMILY,
    onsemi.FAMILY,
    renesas.FAMILY,
    rohm.FAMILY,
    samsung.FAMILY,
    silicon_labs.FAMILY,
    soviet.FAMILY,
    spansion.FAMILY,
    stmicroelectronics.FAMILY,
    tdk.FAMILY,
    texas_instruments.FAMILY,
    toshiba.FAMILY,
    vishay.FAMILY,
    winbond.FAMILY,
    xilinx.FAMILY,
    *avionics.FAMILIES,
    *chinese.FAMILIES,
    *connectors.FAMILIES,
    *converters.FAMILIES,
    *logic_devices.FAMILIES,
    *memory_makers.FAMILIES,
    *passives.FAMILIES,
    *radio.FAMILIES,
    *spi_flash.FAMILIES,
    *timing.FAMILIES,
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A number that fits a maker's scheme. An empty maker: the scheme is the whole industry's."""

    manufacturer: str
    base: str
    suffix: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a top mark stands for."""

    number: str
    manufacturer: str
    rule: TopMark


def _by_beginning(patterns: Iterable[re.Pattern[str]]) -> Mapping[str, tuple[int, ...]]:
    """Which of the patterns, by their place, a text may fit that begins with a character."""
    starts = [beginnings(pattern.pattern) for pattern in patterns]
    return {first: tuple(place for place, start in enumerate(starts) if first in start) for first in ALPHABET}


_NUMBERINGS = tuple((family, numbering) for family in FAMILIES for numbering in family.numberings)
_TOP_MARKS = tuple((family, rule) for family in FAMILIES for rule in family.top_marks)
_SIGNS = tuple((family, sign) for family in FAMILIES for sign in family.signs)
_NUMBERINGS_BY = _by_beginning(numbering.pattern for _, numbering in _NUMBERINGS)
_TOP_MARKS_BY = _by_beginning(rule.pattern for _, rule in _TOP_MARKS)


@lru_cache(maxsize=4096)
def recognise(plain: str) -> Recognised | None:
    """The first scheme that the number (`normalise.plain`) fits; the industry's schemes come first."""
    for place in _NUMBERINGS_BY.get(plain[:1], ()):
        family, numbering = _NUMBERINGS[place]
        fit = numbering.pattern.fullmatch(plain)
        if fit:
            suffix = fit.groupdict().get("suffix") or ""
            return Recognised(family.manufacturer, fit["base"], suffix, numbering.shared)
    return None


def expansions(plain: str) -> Iterator[Expansion]:
    """The numbers that `plain` may abbreviate."""
    for place in _TOP_MARKS_BY.get(plain[:1], ()):
        family, rule = _TOP_MARKS[place]
        fit = rule.pattern.fullmatch(plain)
        if fit:
            yield Expansion(fit.expand(rule.number), family.manufacturer, rule)


def either(plain: str) -> int | None:
    """The place in a number where a digit and its look-alike are two parts; None: there is no such place."""
    fits = (pattern.match(plain) for family in FAMILIES for pattern in family.either)
    return next((fit.end() - 1 for fit in fits if fit), None)


def signs(line: str) -> list[tuple[str, str]]:
    """(maker, text) of what a line has that only one maker prints beside its numbers."""
    found = ((family.manufacturer, sign.pattern.search(line)) for family, sign in _SIGNS)
    return [(maker, fit[0]) for maker, fit in found if fit]


def grade(plain: str, manufacturer: str) -> Grade | None:
    """What a maker's number (`normalise.plain`) is qualified for, the highest first; None: it does not tell."""
    rules = [
        rule
        for family in FAMILIES
        if manufacturer and manufacturer in (family.manufacturer, *family.also_brands)
        for rule in family.grades
    ]
    fitting = {rule.grade for rule in rules if rule.pattern.search(plain)}
    return next((grade for grade in reversed(Grade) if grade in fitting), None)
