"""International Rectifier: prints numbers without the leading I or IR; the lot line starts with P when lead-free."""

from provenance.partnumbers.families.base import (
    GENERAL,
    RECOVERED,
    Family,
    Grade,
    grade,
    scheme,
    series,
    top_mark,
)

FAMILY = Family(
    manufacturer="International Rectifier",
    numberings=(
        scheme(r"(?P<base>IRF[BDHLPRSUZ]{0,2}\d{2,5})(?P<suffix>[A-Z][A-Z0-9]{0,8})?", shared=True),
        series("IR21", "IR22", "IRS2", "IRLR?", "IRLZ", "IRG4?[A-Z]{0,2}", "IRFML?", digits="1,5"),
        scheme(r"(?P<base>AUIR[A-Z]{1,3}\d{2,5})(?P<suffix>[A-Z][A-Z0-9]{0,8})?"),
        scheme(r"(?P<base>PV[A-Z]\d{3,4})(?P<suffix>N?S?(?:PBF|T)?)"),
        scheme(r"(?P<base>IRH[A-Z]{0,4}\d{2,5}[A-Z0-9]{0,6})"),
    ),
    grades=(
        grade(r"^IRH|^2N7[2-6]\d{2}", Grade.SPACE, source=f"{GENERAL}: IRH are radiation-hard transistors"),
        grade(r"^AUI", Grade.AUTOMOTIVE, source=f"{GENERAL}: AU is automotive"),
    ),
    examples=("PVG612S", "PVR1300N", "IRHM7150"),
    top_marks=(
        top_mark(r"(F[RUBPSLZ]?\d{3,4}[A-Z]{0,3})", r"IR\1", source=f"{RECOVERED}: 'F4905S RP832' is IRF4905S"),
        top_mark(r"(L[RUZ]\d{2,4}[A-Z]{0,3})", r"IR\1", source=GENERAL),
    ),
)
