"""Makers of memories: family letters, density and organisation, then revision, package and speed."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, top_mark

_MICRON = Family(
    manufacturer="Micron Technology",
    numberings=(
        scheme(
            r"(?P<base>MT(?:(?:25|28|29|4[0-24-9]|5[1238]|6[0-2])[A-Z]{1,4}|EDF|FC|FDDAK)\d{1,4}[MGTK]?\d{0,2}[A-Z0-9]{2,16})"
        ),
        scheme(r"(?P<base>D9[A-Z]{3})"),
        scheme(r"(?P<base>N25Q\d{3}A\w{4,12})"),
    ),
    top_marks=(top_mark(r"(29F\d{1,3}[GT]\d{2}[A-Z]{4}\w{0,10})", r"MT\1", source=f"{ORDERING}: MT is left off"),),
    grades=(grade(r"(?:AIT|AAT|AUT)[A-Z]?$", Grade.AUTOMOTIVE, source=ORDERING),),
    examples=("MT41K256M16TW-107", "MT29F2G08ABAEAWP", "D9RZT", "MT25QL128ABA1EW9"),
)
_HYNIX = Family(
    manufacturer="SK hynix",
    numberings=(
        scheme(r"(?P<base>H(?:5[45TPGACNW][A-Z0-9]|55S|57V|58|9[A-Z]|2[5-8][A-Z])\w{4,12})(?P<suffix>)"),
        scheme(r"(?P<base>HY(?:57|5D|5P|5R|27|29|62|B\d{2})[A-Z]{1,3}\w{4,12})"),
    ),
    examples=("H5TQ2G63DFR-RDC", "H55S2622JFR-60M", "HY57V561620FTP-H", "H27U1G8F2CTR-BC"),
)
_ISSI = Family(
    manufacturer="ISSI",
    numberings=(
        scheme(r"(?P<base>IS(?:2[1-9]|3[1-4]|4[1-9]|6[1-9])[A-Z]{1,5}\d{2,6}[A-Z0-9]{0,6})(?P<suffix>[A-Z0-9]{0,12})"),
    ),
    grades=(
        grade(r"^IS(?:45|46|64|24C.*A3)", Grade.AUTOMOTIVE, source=f"{ORDERING}: IS45, IS46 and IS64 are automotive"),
    ),
    examples=("IS61WV102416BLL-10TLI", "IS42S16160J-7TLI", "IS43TR16128CL-125KBLI"),
)
_ALLIANCE = Family(
    manufacturer="Alliance Memory",
    numberings=(
        scheme(r"(?P<base>AS(?:4C|6C|7C|29|8C|1C|2[59]F?)[A-Z]?\d{2,6}[A-Z0-9]{0,6})(?P<suffix>[A-Z0-9]{0,10})"),
    ),
    examples=("AS7C34096A-12TIN", "AS4C128M16D3LB-12BCN", "AS6C4008-55SIN"),
)
_NANYA = Family(
    manufacturer="Nanya",
    numberings=(
        scheme(r"(?P<base>NT5[A-Z]{1,2}\d{2,4}M\d{1,2}[A-Z0-9]{2,10}|NT6[A-Z]{2}\d{2,3}[MT]\d{1,2}[A-Z0-9]{1,10})"),
    ),
    examples=("NT5CB128M16FP-DI", "NT6CL128T64CR"),
)
_CATALYST = Family(
    manufacturer="Catalyst Semiconductor",
    numberings=(
        scheme(r"(?P<base>CAT(?:93C|24C|25C|28[CF]|5[12])\d{2,4}[A-Z]?)(?P<suffix>[A-Z]{1,4}\d?)", shared=True),
    ),
)
_ADESTO = Family(
    manufacturer="Adesto Technologies",
    numberings=(
        scheme(r"(?P<base>AT45D(?:B\d{3,4}[EF]|Q\d{3,4}[A-Z]?))(?P<suffix>[A-Z0-9]{0,10})"),
        scheme(r"(?P<base>AT25(?:S[FL]|Q[FL]|X[EV]|EU)\d{3,4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,10})"),
    ),
    top_marks=(
        top_mark(r"(45DQ\d{3}[A-Z]?|25[SQ]F\d{3}[A-Z]?)", r"AT\1", source=f"{ORDERING}: AT is left off", distinct=True),
    ),
    examples=("AT45DB161E-SSHD", "AT45DQ161", "AT25SF041"),
)
FAMILIES = (_MICRON, _HYNIX, _ISSI, _ALLIANCE, _NANYA, _ADESTO, _CATALYST)
