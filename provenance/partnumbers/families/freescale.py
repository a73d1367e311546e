"""Freescale, formerly Motorola's semiconductors; NXP's since 2015. XC68 numbers are Motorola's, not Xilinx'."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Freescale Semiconductor",
    numberings=(
        scheme(r"(?P<base>[MPS]C?9?S?0?8[A-Z]{2}\d{1,3}[A-Z]?)(?P<suffix>[CVM][A-Z]{2,3})"),
        scheme(r"(?P<base>MC9S(?:08|12)[A-Z]{1,3}\d{1,3}[A-Z]?)(?P<suffix>[A-Z]{0,5})"),
        scheme(r"(?P<base>M(?!C74|C10|C14)[CK]F?\d{1,2}[A-Z]{1,3}\d{0,3}[A-Z]{1,3}\d{1,3})(?P<suffix>[A-Z0-9]{0,5})"),
        scheme(
            r"(?P<base>IMX(?:[678][A-Z]\w{1,4}|6UL[LZ]?|RT\d{3,4})|LS[12]0\d{2}A|LX2\d{3}A|S32[KVGR]\d{2,3}|SGTL5000|T[124]0[248]\d[A-Z]\w{2,6})(?P<suffix>[A-Z]\w{0,5})?"
        ),
        scheme(r"(?P<base>MCIMX\w{4,9})(?P<suffix>[A-Z]{3}\d\w{0,3})?"),
        scheme(r"(?P<base>(?:MC|XC|PC)68[A-Z]{0,3}\d{2,5}[A-Z]{0,2}\d{0,2})(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>MC145\d{3})(?P<suffix>[A-Z][A-Z0-9]{0,6})?"),
        scheme(r"(?P<base>(?:MRF|MRFE|AFT|AFIC|AFM|A2T|A2I|A3T|MMG|MHT|MW[67])\d?[A-Z]{0,4}\d{2,5}[A-Z0-9]{0,8})"),
        series("MCF5", "MPC[58]", "DSP56[A-Z]?", "MC56F", "MPXV?", "MPX[AHM][A-Z]{0,2}", digits="2,5"),
    ),
    also_brands=("Motorola Semiconductor", "onsemi"),
)
