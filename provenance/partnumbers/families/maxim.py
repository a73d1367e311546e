"""Maxim Integrated and Dallas Semiconductor. MAX-M8 modules are u-blox's, EPM parts are Altera's MAX."""

import re

from provenance.partnumbers.families.base import GENERAL, YYWW, DateRule, Family, scheme, series

FAMILY = Family(
    manufacturer="Maxim Integrated",
    numberings=(
        scheme(r"(?P<base>MAX232|MAX4(?:85|88|90)|MAX80[89])(?P<suffix>[A-Z][A-Z0-9]{0,6})?", shared=True),
        series("MAX", digits="3,5", suffix=r"[A-LN-Z][A-Z0-9]{0,7}|M[A-Z]{2,4}"),
        series("DS1[2-9]", "DS2[48]", "DS3[2-9]", digits="2,3"),
    ),
    date_rules=(
        DateRule("dallas_yyww_revision", re.compile(rf"{YYWW}[A-Z]\d"), GENERAL),
        DateRule("maxim_yyww", re.compile(rf"\+?{YYWW}\+?"), GENERAL),
    ),
    dated_like=("Dallas Semiconductor",),
)
