"""NXP Semiconductors and, before it, Philips Semiconductors."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="NXP Semiconductors",
    numberings=(
        scheme(r"(?P<base>LPC[1-5][0-9A-Z]{2,4}\d)(?P<suffix>[A-Z][A-Z0-9]{0,9})?"),
        series("SJA1", "TJA1", "TJF1", "UJA1", "PCA9", "PCF8", "PN5", "MFRC", digits="2,4"),
        series("SC16[A-Z]{0,3}", "SC18[A-Z]{0,3}", "SC28[A-Z]{0,3}", digits="1,4"),
        scheme(r"(?P<base>MIMX\w{6,9})(?P<suffix>[A-Z]{3}\d\w{0,3})?"),
        series(
            "PCA8",
            "PCA2",
            "PCF2",
            "TEA[15]",
            "TDA[38]",
            "SAA7",
            "UDA1",
            "BGA2",
            "BGU",
            "BFU",
            "BLF",
            "BLC",
            "BLP",
            "TEF",
            "ISP1",
            "NTB0",
            "P[89][0-9]C",
            digits="2,5",
            suffix=r"[A-Z][A-Z0-9]{0,9}",
        ),
        scheme(r"(?P<base>S32K\d{3})(?P<suffix>[A-Z0-9]{0,9})"),
    ),
    also_brands=("Philips Semiconductors", "Nexperia"),
)
