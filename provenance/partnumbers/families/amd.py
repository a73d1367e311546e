"""AMD: Geode and other embedded processors; Am29 flash went to Spansion in 2003."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="AMD",
    numberings=(
        scheme(r"(?P<base>A(?:LX[CD]|GX[A-Z])\d{3}[A-Z]{3,4}\d?[A-Z]{0,3})"),
        scheme(
            r"(?P<base>AM(?:29[A-Z]{1,3}\d{3}[A-Z]{0,3}|27C\d{3}|79C\d{3}|85C\d{2}|186[A-Z]{2})(?P<suffix>\w{0,10}))"
        ),
    ),
    examples=("ALXD800EEXJ2VF", "AM29LV160DB-90EI", "AM79C973BVC"),
)
