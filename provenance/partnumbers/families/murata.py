"""Murata's passives and filters, with the converters of C&D Technologies (NME, NTE, MEE)."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme

_VOLTS = r"(?:03|05|09|12|15|24|48)(?:03|05|09|12|15|24)"

FAMILY = Family(
    manufacturer="Murata",
    numberings=(
        scheme(r"(?P<base>G(?:RM|CM|JM|QM|RT|CJ|NM|A[23])\d{2}[0-9A-Z]{8,18})"),
        scheme(r"(?P<base>BL[MAE]\d{2}[A-Z]{2}\d{3}[A-Z]{2}\d[A-Z]?)"),
        scheme(r"(?P<base>L(?:Q[GHMPSW]|QW)\w{2,3}[A-Z]{1,2}\w{6,12})"),
        scheme(r"(?P<base>(?:DLW|DLP|NFM|NFE|NFL|BNX|PLT)\d{1,2}[A-Z]{1,3}\w{3,12})"),
        scheme(r"(?P<base>(?:CST[CL][CERSNGJ][A-Z]?|XRC[GTMHJP][A-Z]?)\d{1,2}M\d{2}\w{3,12})"),
        scheme(
            rf"(?P<base>(?:NTE|NME|NMA|NML|NMV|NMJ|NMH|NMF|NKA|NCS\d|NXE\d|NXJ\d|MEE\d|MEV\d|MEJ\d|MER\d|CRE\d|CRV\d|MGJ\d|UWE|CMR){_VOLTS}[SDM][CP]?\w{{0,4}})"
        ),
        scheme(r"(?P<base>OK[IYLRX]2?[TX]?\d?[A-Z]?\d{1,2}W?\d{0,2}[A-Z]{0,2}C)"),
        scheme(r"(?P<base>SF[ESC](?:LA|C[A-Z]|CV|H[A-Z]|EC[VFY]?)\d{1,3}[MK]\w{2,10})"),
    ),
    grades=(grade(r"^G(?:CM|CJ|RT)", Grade.AUTOMOTIVE, source=f"{ORDERING}: GCM and GCJ are AEC-Q200"),),
    examples=(
        "GRM188R71H104KA93D",
        "BLM18PG121SN1D",
        "LQH32CN100K33L",
        "DLW21SN900HQ2L",
        "NTE0303MC",
        "CSTCE8M00G55-R0",
    ),
)
