"""ROHM with Lapis and Kionix."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

FAMILY = Family(
    manufacturer="ROHM",
    numberings=(
        scheme(r"(?P<base>B[DUAHM]\d{4,5}[A-Z]{0,2})(?P<suffix>[A-Z]{1,6}\d?[A-Z]{0,3})"),
        scheme(r"(?P<base>B[DM]\d[A-Z]{1,2}\d{2,3}[A-Z]{2,5}\d?)(?P<suffix>[A-Z]{1,4})?"),
        scheme(r"(?P<base>BR(?:24|25|93)[A-Z]\d{2,4})(?P<suffix>[A-Z][A-Z0-9]{0,8})?"),
        scheme(r"(?P<base>(?:SCT|SCS)\d{3,4}[A-Z]{2,4})(?P<suffix>[A-Z0-9]{0,4})"),
        scheme(
            r"(?P<base>R(?:S[QSDHR]|T[QRFLU]|U[FCMSRQ]|V[QC]|D3[LPSTE])\d{3}[NPLC]\d{2}|R(?:Q[1356]|S[136])[A-Z]\d{3}[A-Z]{2})(?P<suffix>[A-Z0-9]{0,5})"
        ),
        scheme(r"(?P<base>RB\d{3}[A-Z]{1,3})(?P<suffix>\d{2,3}[A-Z0-9]{0,4})?", shared=True),
        series("RSX", "UM[ABDFHTXZ]", "EM[ABDHTX]", "IM[ABDHTX]", "DTA", "DTC", digits="2,4", shared=True),
        series("ML(?:22|62|86|87|67)", "MSM(?:5|6|7)", "KX(?:TJ|TI|022|023|132|134)", digits="2,4"),
    ),
    grades=(grade(r"^B[DUM]\d.*C$", Grade.AUTOMOTIVE, source=f"{ORDERING}: -C and -M numbers are AEC-Q100"),),
    examples=("BD9E300EFJ-LB", "BU21077MUV", "BR24G64FVM", "SCT3022ALGC11"),
)
