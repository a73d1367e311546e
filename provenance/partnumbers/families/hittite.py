"""Hittite Microwave, Analog Devices' since 2014: prints H and the digits for HMC numbers.

HMC58xx and HMC10xx magnetometers are Honeywell's.
"""

from provenance.partnumbers.families.base import GENERAL, Family, scheme, top_mark

FAMILY = Family(
    manufacturer="Hittite Microwave",
    numberings=(scheme(r"(?P<base>HMC(?!58|10\d\d)\d{3,4})(?P<suffix>[A-Z][A-Z0-9]{0,8})?"),),
    top_marks=(top_mark(r"H(\d{3}A?)", r"HMC\1", source=f"{GENERAL}: usually only H and the number"),),
)
