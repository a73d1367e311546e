"""Spansion, Cypress' since 2015 and Infineon's since 2020: S and two digits; the package mark leaves S29 off."""

from provenance.partnumbers.families.base import ORDERING, Family, scheme, top_mark

FAMILY = Family(
    manufacturer="Spansion",
    numberings=(
        scheme(
            r"(?P<base>S(?:25F[LS]|25H[LS]|29(?:AL|GL|JL|PL|WS|NS|CD|CL|AS|AG|VS)|34M[LS]|70FL|70GL|79FL|26KS|26KL|27KL)\d{2,3}[A-Z]?)(?P<suffix>[A-Z0-9]{0,16})"
        ),
        scheme(r"(?P<base>MB(?:9[015][A-Z]?)[A-Z0-9]{3,10})(?P<suffix>P[A-Z]{1,3}[A-Z0-9]{0,9})"),
    ),
    top_marks=(
        top_mark(r"((?:AL|GL|JL|PL)\d{3}[A-Z]\d{2}\w{0,8})", r"S29\1", source=f"{ORDERING}: S29 is left off"),
        top_mark(r"(F[LS]\d{3}[PSKL][A-Z]{0,2}\w{0,8})", r"S25\1", source=f"{ORDERING}: S25 is left off"),
    ),
    examples=("S25FL128SAGMFI001", "S29AL016J70TFI010", "S29GL256P10TFI020", "MB90F543GPF"),
)
