"""Microchip Technology's own line, with SMSC, Micrel and SST numbers left to the prefix table."""

from provenance.partnumbers.families.base import (
    DATA_SHEET,
    Family,
    Grade,
    grade,
    scheme,
    series,
    top_mark,
)

FAMILY = Family(
    manufacturer="Microchip Technology",
    numberings=(
        scheme(r"(?P<base>PIC(?:1[0-8]|24|32)[A-Z]{1,3}\d{2,4}[A-Z0-9]{0,7})(?P<suffix>T?[IEH][A-Z]{1,3}\d{0,3})?"),
        scheme(r"(?P<base>DSPIC3[03][A-Z]{1,2}\d{2,4}[A-Z]{0,3}\d{2,4}[A-Z]?)(?P<suffix>T?[IEH][A-Z]{1,3}\d{0,3})?"),
        series("MCP", "ENC28", "RN4", "USB2", "USB3", "LAN[789]", digits="2,5"),
        scheme(r"(?P<base>(?:2[345]|93)(?:LC|AA|C)\d{2,4}[A-Z]?)(?P<suffix>T?[IE][A-Z]{1,3})?", shared=True),
        scheme(
            r"(?P<base>HV(?:2\d{2}|2\d{3}|5\d{2,3}|7\d{3}|9\d{3}))(?P<suffix>[A-Z]{2}G?(?:M\d{3})?|[A-Z0-9]{1,3}G[A-Z0-9]{0,4})"
        ),
        series(
            "KSZ8",
            "KSZ9",
            "KSC8",
            "SY8[89]",
            "SY5[468]",
            r"SY10\d?[A-Z]{1,3}",
            "MIC[2-59]",
            "MIC9",
            "VSC[78]",
            "LX7",
            "LE58",
            "LE57",
            "PD69",
            "EMC[1-6]",
            "EQCO",
            "MTCH",
            "ATA6",
            "ATWINC",
            "ATSAMA5",
            "SST2[56]",
            "SST3[89]",
            r"USB[2-8]\d",
            "LAN[89]",
            digits="1,5",
            suffix=r"[A-Z][A-Z0-9]{0,12}",
        ),
    ),
    grades=(
        grade(
            r"^(?:PIC|DSPIC).*E[A-Z]{2}$|^(?:PIC|MCP).*VAO$",
            Grade.AUTOMOTIVE,
            source=f"{DATA_SHEET}: E is -40 to 125 degrees, VAO is AEC-Q100",
        ),
        grade(r"^(?:PIC|DSPIC).*I[A-Z]{1,3}$", Grade.INDUSTRIAL, source=f"{DATA_SHEET}: I is -40 to 85 degrees"),
    ),
    top_marks=(
        top_mark(r"(1[0268]L?F\d{2,5}[A-Z]{0,2}(?:T?[IE]?[A-Z]{0,3})?)", r"PIC\1", source=DATA_SHEET, distinct=True),
    ),
    also_brands=("SMSC", "Micrel", "SST"),
)
