"""Fujitsu: MB numbers; its microcontrollers and analogue went to Spansion in 2013, its FRAM is RAMXEED's."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="Fujitsu",
    numberings=(
        scheme(
            r"(?P<base>MB(?:15|3[0-9]|4[0-9]|6[0-9]|8[1-9]|86)[A-Z]{0,2}\w{2,6}?)(?P<suffix>P[A-Z]{1,3}[A-Z0-9]{0,9})"
        ),
        scheme(r"(?P<base>(?:FTR|FBR)[A-Z]\d[A-Z]{1,2}\w{3,10})"),
    ),
    examples=("MB3793-42PNF", "MB15E07SLPFV1", "MB86R01PB", "FTR-B3CA4.5Z"),
)
