"""The families that are known. A new maker: one file beside this one, and a line here."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
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
    ordering,
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
from provenance.partnumbers.families.base import Family, Grade, GradeRule, TopMark
from provenance.partnumbers.families.beginnings import ALPHABET, beginnings
from provenance.partnumbers.rule_ids import pattern_rule

FAMILIES: tuple[Family, ...] = (
    *ordering.FAMILIES,
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
    """A number that fits a maker's scheme. An empty maker: the scheme is the whole industry's. `rule`: its id."""

    manufacturer: str
    base: str
    suffix: str
    shared: bool
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a top mark stands for. `rule_id`: that of its rule."""

    number: str
    manufacturer: str
    rule: TopMark
    rule_id: str = ""


def _by_beginning(patterns: Iterable[re.Pattern[str]]) -> Mapping[str, tuple[int, ...]]:
    """Which of the patterns, by their place, a text may fit that begins with a character."""
    starts = [beginnings(pattern.pattern) for pattern in patterns]
    return {first: tuple(place for place, start in enumerate(starts) if first in start) for first in ALPHABET}


_NUMBERINGS = tuple((family, numbering) for family in FAMILIES for numbering in family.numberings)
_WITH_SCHEME = frozenset(maker for family, _ in _NUMBERINGS for maker in (family.manufacturer, *family.also_brands))
_TOP_MARKS = tuple((family, rule) for family in FAMILIES for rule in family.top_marks)
_SIGNS = tuple((family, sign) for family in FAMILIES for sign in family.signs)
_NUMBERINGS_BY = _by_beginning(numbering.pattern for _, numbering in _NUMBERINGS)
_TOP_MARKS_BY = _by_beginning(rule.pattern for _, rule in _TOP_MARKS)


_SCHEME_IDS = tuple(pattern_rule("scheme", family.manufacturer, one.pattern.pattern) for family, one in _NUMBERINGS)
_SIGN_IDS = tuple(pattern_rule("sign", family.manufacturer, one.pattern.pattern) for family, one in _SIGNS)
_TOP_MARK_IDS = tuple(
    pattern_rule("topmark", family.manufacturer, f"{one.pattern.pattern} {one.number}") for family, one in _TOP_MARKS
)
PATTERNS: Mapping[str, str] = {
    **{rule: one.pattern.pattern for rule, (_, one) in zip(_SCHEME_IDS, _NUMBERINGS, strict=True)},
    **{rule: one.pattern.pattern for rule, (_, one) in zip(_SIGN_IDS, _SIGNS, strict=True)},
    **{rule: one.pattern.pattern for rule, (_, one) in zip(_TOP_MARK_IDS, _TOP_MARKS, strict=True)},
}
"""The pattern of every rule of the families, by its id (`rule_ids`)."""

_LEFT_ASIDE: ContextVar[frozenset[str]] = ContextVar("rules left aside", default=frozenset())


@contextmanager
def leaving_aside(rules: frozenset[str]) -> Iterator[None]:
    """Within it the rules of the families with these ids are not asked. Each thread has its own.

    Schemes are asked deep inside the engine, in places that know nothing of what people said: hence no parameter.
    """
    before = _LEFT_ASIDE.set(rules)
    try:
        yield
    finally:
        _LEFT_ASIDE.reset(before)


def recognise(plain: str) -> Recognised | None:
    """The first scheme that the number (`normalise.plain`) fits; the industry's schemes come first."""
    return _recognised(plain, _LEFT_ASIDE.get())


@lru_cache(maxsize=4096)
def _recognised(plain: str, left_aside: frozenset[str]) -> Recognised | None:
    for place in _NUMBERINGS_BY.get(plain[:1], ()):
        family, numbering = _NUMBERINGS[place]
        fit = numbering.pattern.fullmatch(plain)
        if fit and _SCHEME_IDS[place] not in left_aside:
            suffix = fit.groupdict().get("suffix") or ""
            return Recognised(family.manufacturer, fit["base"], suffix, numbering.shared, _SCHEME_IDS[place])
    return None


def has_scheme(manufacturer: str) -> bool:
    """Whether anything is known of how a maker builds its numbers."""
    return manufacturer in _WITH_SCHEME


def expansions(plain: str) -> Iterator[Expansion]:
    """The numbers that `plain` may abbreviate."""
    left_aside = _LEFT_ASIDE.get()
    for place in _TOP_MARKS_BY.get(plain[:1], ()):
        family, rule = _TOP_MARKS[place]
        fit = rule.pattern.fullmatch(plain)
        if fit and _TOP_MARK_IDS[place] not in left_aside:
            yield Expansion(fit.expand(rule.number), family.manufacturer, rule, _TOP_MARK_IDS[place])


def either(plain: str) -> int | None:
    """The place in a number where a digit and its look-alike are two parts; None: there is no such place."""
    fits = (pattern.match(plain) for family in FAMILIES for pattern in family.either)
    return next((fit.end() - 1 for fit in fits if fit), None)


def signs(line: str) -> list[tuple[str, str]]:
    """(maker, text) of what a line has that only one maker prints beside its numbers."""
    return [(maker, text) for maker, text, _rule in signs_with_rules(line)]


def signs_with_rules(line: str) -> list[tuple[str, str, str]]:
    """As `signs`, with the id of the rule."""
    left_aside = _LEFT_ASIDE.get()
    found = (
        (family.manufacturer, sign.pattern.search(line), rule)
        for (family, sign), rule in zip(_SIGNS, _SIGN_IDS, strict=True)
        if rule not in left_aside
    )
    return [(maker, fit[0], rule) for maker, fit, rule in found if fit]


def grade(plain: str, manufacturer: str) -> GradeRule | None:
    """The rule that tells what a maker's number (`normalise.plain`) is qualified for, of the highest grade that fits.

    None: the number does not tell.
    """
    fitting = {
        rule.grade: rule
        for family in FAMILIES
        if manufacturer and manufacturer in (family.manufacturer, *family.also_brands)
        for rule in family.grades
        if rule.pattern.search(plain)
    }
    return next((fitting[grade] for grade in reversed(Grade) if grade in fitting), None)
