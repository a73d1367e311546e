"""Integrated Device Technology with ICS and Quality Semiconductor, Renesas' since 2019; IDT is often left off."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme

FAMILY = Family(
    manufacturer="IDT",
    numberings=(
        scheme(r"(?P<base>(?:IDT)?7[0-3](?:V|T|P)?\d{2,5})(?P<suffix>[SL]A?\d{1,3}[A-Z]{1,4}\w{0,6})"),
        scheme(r"(?P<base>IDT\w{4,20})"),
        scheme(r"(?P<base>79R[CVS]?\d{3,5}[A-Z]?|79RC32\w{3,6}|RC64\d{3}|RC32\d{3})(?P<suffix>[A-Z0-9]{0,10})"),
        scheme(r"(?P<base>QS(?:3|32|34|4|5|74)[A-Z]{0,3}X?\d{2,4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(
            r"(?P<base>ICS?(?:8|9)\d{2,5}[A-Z]{0,4}\d{0,4}|9LP[RS]{0,2}\d{3,4}|9FG[LVU]?\d{3,4}|9DB[LVU]?\d{3,4}|9ZX[L]?\d{4})(?P<suffix>[A-Z][A-Z0-9]{0,8})?"
        ),
        scheme(r"(?P<base>(?:5P49|5V4[19]|5P9|5PB|8[TVA]49|8P34S|8N3)[A-Z]?\w{2,10})"),
        scheme(r"(?P<base>(?:ICS)?(?:5[0-9]{2}|6[0-9]{2}|8[35]\d{3,4})[A-Z]{0,2})(?P<suffix>[MGRK]?I?LFT?)"),
    ),
    grades=(grade(r"^(?:IDT)?7\d.*B$", Grade.MILITARY, source=f"{ORDERING}: B behind the package is MIL-STD-883"),),
    examples=("IDT71016S20PHGI", "79R3081E-40DL", "QS3253Q", "9LPRS501SKLF", "570AILF", "71V416S12PHG", "RC64475"),
)
