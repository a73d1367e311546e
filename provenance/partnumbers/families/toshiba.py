"""Toshiba: T and the kind of circuit, four or five digits, letters of the package."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Toshiba",
    numberings=(
        scheme(
            r"(?P<base>T(?:A|B|C|D)(?:[1-9]\d{3}|[67]\d{4}|9\d{4})[A-Z]{0,2})(?P<suffix>(?:F|FN|FG|FNG|P|PG|N|NG|AF|AFG|APG|FTG|HQ|SG|FLG|K)(?:EL)?)"
        ),
        scheme(r"(?P<base>TC(?:55|58|59|51)[A-Z0-9]{4,12})(?P<suffix>)"),
        scheme(
            r"(?P<base>TC(?:7[45](?:[HVL]?HCT?|VCX|LCX|AC|ACT|LVX)\d{2,4}|7[SWP][A-Z]{0,2}[ZEBH]?\d{2,4}|4[05]\d{2}B?))(?P<suffix>[A-Z][A-Z0-9]{0,6})?"
        ),
        series(
            "TLP", "TLX9", "TMPM", "TMP[89]", "TPC[AFPJ]?[0-9A-Z]?", "TPH", "TPN", "TCR[235][A-Z]?[A-Z]?", digits="1,5"
        ),
        series(
            "SSM[356][JKNHL]",
            "RN[12]",
            "CRS",
            "CMS",
            "CUS",
            "DF[2-6]",
            digits="2,4",
            suffix=r"[A-Z]{1,6}\d?",
            shared=True,
        ),
        scheme(r"(?P<base>TK\d{1,3}[A-Z]\d{2}[A-Z]\d?)(?P<suffix>[A-Z0-9]{0,5})"),
        scheme(r"(?P<base>GT\d{2,3}[A-Z]{1,2}\d{3})"),
    ),
    examples=("TA1322FN", "TB6612FNG", "TLP2361", "SSM3K329R", "TPH1R403NL", "TC7SZ08FU"),
)
