"""Intersil, Renesas' since 2017, with Harris, Elantec, Xicor and Techwell. IS- and HS- numbers are radiation-hard."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series, top_mark

FAMILY = Family(
    manufacturer="Intersil",
    numberings=(
        series("ISL", digits="4,6"),
        scheme(r"(?P<base>EL[1245789]\d{3}[A-Z]?)(?P<suffix>[CI][A-Z]{1,4}\w{0,4})"),
        series("X9C", "X12[02]", "TW[1-9]", "ZL[2689]", "HIP[1-9]", "HIN2", "HFA[13]", digits="2,4"),
        scheme(r"(?P<base>(?:IS|HS)\d[A-Z0-9]{2,7}?(?:RH|EH))(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(
            r"(?P<base>ICL7\d{3}|ICM7\d{3}|DG4\d{2}|DG5\d{2}|CA3\d{3}|HI(?:[1-9]0)?(?:20[01]|30\d|50\d|51[68]|54\d))(?P<suffix>[A-Z][A-Z0-9]{0,7})?",
            shared=True,
        ),
    ),
    top_marks=(
        top_mark(
            r"((?:[56789]\d{3}|[2-9]\d{4})[A-Z]?(?:I|M|H|E|F)(?:B|BE|U|R|RT|V|FV|A)Z)",
            r"ISL\1",
            distinct=True,
            source=f"{ORDERING}: the part marking has the number without ISL (8843 MBZ)",
        ),
    ),
    grades=(
        grade(r"^(?:IS|HS)\d.*(?:RH|EH)|^ISL7\d{4}.*SEH", Grade.SPACE, source=f"{ORDERING}: radiation-hardened"),
        grade(r"^ISL7[0-9]{4}.*M", Grade.MILITARY, source=ORDERING),
    ),
    examples=("ISL8843MBZ", "EL5172ISZ", "HIP4082IBZ", "X9C103SZ", "TW2835", "HS-26C31RH", "ISL70444SEHVF"),
)
