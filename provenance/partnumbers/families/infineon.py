"""Infineon Technologies' own line."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Infineon Technologies",
    numberings=(
        scheme(r"(?P<base>XMC[147]\d{3})(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series("TLE[4-9]", "BT[SNT]", "BFP", "ICE[1235][A-Z]{1,3}", "IFX", digits="2,5"),
        scheme(r"(?P<base>I[PGK][ABDLPTW]\d{2,3}[NRP]\d{2,3}[A-Z]{1,3}\d?)(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(
            r"(?P<base>(?:BSC|BSZ|BSO|BSS|BSP|BSD|BSL|BSF|BSB)\d{3}[NP]\d{2}[A-Z]{1,3}\d?G?)(?P<suffix>[A-Z0-9]{0,4})"
        ),
        scheme(
            r"(?P<base>(?:(?:IKW|IGW|IKD|IKP|IGB|IKB|IKQ)\d{2,4}[NRH]|(?:FF|FS|FZ|FP|DF)\d{2,4}R)\d{2,3}[A-Z]{1,3}\d?)(?P<suffix>[A-Z0-9_]{0,6})"
        ),
        series(
            "BGA[0-9]?",
            "BGT",
            "BGS",
            "BFR",
            "BBY",
            "TLF",
            "TLI",
            "TLS",
            "TLT",
            "SLE",
            "1ED",
            "2ED",
            "6ED",
            digits="2,5",
            suffix=r"[A-Z][A-Z0-9]{1,9}",
        ),
        scheme(r"(?P<base>SA[BFKL](?:C1|TC1|XC)\w{3,12})"),
    ),
    examples=("BSC080P03LSG", "IKW40N120H3", "TLE6250GV33"),
    also_brands=("Siemens Semiconductors",),
)
