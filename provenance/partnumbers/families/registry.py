"""The families that are known. A new maker: one file beside this one, and a line here."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.partnumbers.families import (
    altera,
    analog_devices,
    atmel,
    cypress,
    freescale,
    hittite,
    industry,
    infineon,
    intel,
    international_rectifier,
    linear_technology,
    macronix,
    maxim,
    mediatek,
    microchip,
    nordic,
    nxp,
    samsung,
    soviet,
    spi_flash,
    stmicroelectronics,
    texas_instruments,
    winbond,
    xilinx,
)
from provenance.partnumbers.families.base import DateRule, Family, TopMark

FAMILIES: tuple[Family, ...] = (
    industry.FAMILY,
    altera.FAMILY,
    analog_devices.FAMILY,
    atmel.FAMILY,
    cypress.FAMILY,
    freescale.FAMILY,
    hittite.FAMILY,
    infineon.FAMILY,
    intel.FAMILY,
    international_rectifier.FAMILY,
    linear_technology.FAMILY,
    macronix.FAMILY,
    maxim.FAMILY,
    mediatek.FAMILY,
    microchip.FAMILY,
    nordic.FAMILY,
    nxp.FAMILY,
    samsung.FAMILY,
    soviet.FAMILY,
    stmicroelectronics.FAMILY,
    texas_instruments.FAMILY,
    winbond.FAMILY,
    xilinx.FAMILY,
    *spi_flash.FAMILIES,
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


def recognise(plain: str) -> Recognised | None:
    """The first scheme that the number (`normalise.plain`) fits; the industry's schemes come first."""
    for family in FAMILIES:
        for numbering in family.numberings:
            fit = numbering.pattern.fullmatch(plain)
            if fit:
                suffix = fit.groupdict().get("suffix") or ""
                return Recognised(family.manufacturer, fit["base"], suffix, numbering.shared)
    return None


def expansions(plain: str) -> Iterator[Expansion]:
    """The numbers that `plain` may abbreviate."""
    for family in FAMILIES:
        for rule in family.top_marks:
            fit = rule.pattern.fullmatch(plain)
            if fit:
                yield Expansion(fit.expand(rule.number), family.manufacturer, rule)


def date_rules(manufacturer: str) -> tuple[DateRule, ...]:
    """The date rules that hold for a brand."""
    return tuple(
        rule
        for family in FAMILIES
        if manufacturer and manufacturer in (family.manufacturer, *family.dated_like)
        for rule in family.date_rules
    )
