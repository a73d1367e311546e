"""Cypress Semiconductor, Infineon's since 2020; the date stands with the country of assembly."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Cypress Semiconductor",
    numberings=(
        scheme(r"(?P<base>CY8C\d{4,5}[A-Z]{0,3})(?P<suffix>\d{0,3}[A-Z][A-Z0-9]{0,7})?"),
        scheme(r"(?P<base>CY7C\d{3,5}[A-Z]{0,3}\d{0,2})(?P<suffix>\d{0,3}[A-Z][A-Z0-9]{0,7})?"),
        series("CY62", "CY14[A-Z]", "CY15[A-Z]", "CYUSB", "CYBL", "CYW", "CY2[2-9]", digits="2,5"),
    ),
    also_brands=("Spansion", "Ramtron"),
)
