"""Fairchild Semiconductor, onsemi's since 2016."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Fairchild Semiconductor",
    numberings=(
        scheme(
            r"(?P<base>FD(?!C[12]\d{3})(?:MS|MC|MA|ME|MF|WS|BL|PF|[ABCDGHMNPSUVYZ])\d{2,5}[A-Z]{0,3}\d{0,3})(?P<suffix>[A-Z0-9]{0,8})"
        ),
        scheme(r"(?P<base>FQ(?:[ABDIPSTU]|PF|AF|NL)\d{1,3}[NP]\d{2,3}[A-Z]?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>FC[ABDHPU]F?\d{1,3}N\d{2,3}[A-Z]?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>F(?:GA|GH|GP|GY|GB)\d{2,3}[NTS]\d{2,3}[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>HUF7\d{4}[A-Z]\d)(?P<suffix>[A-Z0-9]{0,6})"),
        series("FAN", "FSB[BFS]?", "FOD[M]?", "FIN", "FXL[AHP]?", "FPF", "FUSB", "FSUSB", "FSAV?", digits="1,6"),
        series("NDS", "NDT", "NDP", "NDB", "NDC", digits="3,4", suffix=r"[A-Z]{1,4}"),
        scheme(r"(?P<base>NC7(?:SZ?|SV|SP|SB|WZ|WV|WB|SU|NZ|NP)[TU]?U?\d{1,4})(?P<suffix>[A-Z][A-Z0-9]{0,6})?"),
        scheme(r"(?P<base>MM74H?C?T?\d{2,4})(?P<suffix>[A-Z][A-Z0-9]{0,6})?"),
        series("KSP", "KSC", "KSD", "KSA", "KSH", "QS[ED]", "RURP", "RHRP", "RURG", "RHRG", "ISL9[RKV]", digits="2,5"),
        series("H11[ABCDFGLN]", "MOC3", "MOCD2", digits="1,4", shared=True),
    ),
    examples=("FDD6637", "FQP27P06", "FDMS86368_F085", "NC7SZ125P5X", "FAN7382M", "HUF75344G3", "NDS331N"),
)
