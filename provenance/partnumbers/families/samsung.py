"""Samsung memories: SEC and the date as YWW on the first line."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="Samsung Electronics",
    numberings=(
        scheme(r"(?P<base>K4[A-Z]\w{6,8})(?P<suffix>[A-Z]\w{1,6})?"),
        scheme(r"(?P<base>K[46-9][A-Z]\d\w{5,8})(?P<suffix>[A-Z]\w{1,6})?"),
        scheme(
            r"(?P<base>(?:S3C|S5C|S5K|S5P|S3F|S5PV)\d[A-Z0-9]{2,5}|EXYNOS\d{3,5}|S2M[PUF][A-Z]?\d{1,2}|KM[4-7]\d{2}[A-Z]{1,2}\d{2,6})(?P<suffix>[A-Z]\w{0,6})?"
        ),
        scheme(r"(?P<base>K[LM][MQ][A-Z0-9]{5,9})(?P<suffix>[A-Z]\w{1,6})?"),
    ),
    examples=("K9F1G08U0D-SCB0", "K4S561632N-LC60"),
)
