"""Diodes Incorporated with Zetex and Pericom."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

FAMILY = Family(
    manufacturer="Diodes Incorporated",
    numberings=(
        series("DM[NPGCTH]H?", "DGD", "DDTA", "DDTC", "DDZ", "DCX", "DRTR?", "DSS", "DXT", "DLP?A", digits="2,6"),
        scheme(
            r"(?P<base>AP(?:2[0-9]{3}|3\d{3}|4\d{3}|6\d{4}|7\d{3}|8\d{3}|9\d{3})[A-Z]?)(?P<suffix>[A-Z0-9]{0,10})",
            shared=True,
        ),
        series("AL[58]", "AH[123]", "PAM[238]", "AZ[1-9]", "DIODES", digits="3,5", shared=True),
        scheme(r"(?P<base>(?:PI(?:2|3|4|5|6|7)[A-Z]{1,5}\d{2,6}[A-Z]{0,2}))(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>PT7[A-Z]\d{4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(
            r"(?P<base>(?:FZT|FMMT[A-Z]?|FCX|ZXM[NPCDH]?|ZXT[NPD]|ZXC[TLFW]|ZXGD|ZXLD|ZVN|ZVP|ZTX|ZHCS|ZLLS|ZMV)\d{1,5}[A-Z]?\w{0,8})"
        ),
    ),
    grades=(grade(r"^(?:DM[NPTC]H|ZXM.*Q)|Q\d{0,2}$", Grade.AUTOMOTIVE, source=f"{ORDERING}: Q behind the number"),),
    examples=("DMN2075U", "AP7333-33SAG-7", "FZT749TA", "ZXMP6A17E6TA", "PI6C49X0204AWIE", "ZVN4424A"),
)
