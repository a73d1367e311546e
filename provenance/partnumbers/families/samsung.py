"""Samsung memories: SEC and the date as YWW on the first line."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="Samsung Electronics",
    numberings=(
        scheme(r"(?P<base>K4[A-Z]\w{6,8})(?P<suffix>[A-Z]\w{1,6})?"),
        scheme(r"(?P<base>K[46-9][A-Z]\d\w{5,8})(?P<suffix>[A-Z]\w{1,6})?"),
        scheme(r"(?P<base>K[LM][MQ][A-Z0-9]{5,9})(?P<suffix>[A-Z]\w{1,6})?"),
    ),
    examples=("K9F1G08U0D-SCB0", "K4S561632N-LC60"),
)
