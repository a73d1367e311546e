"""Programmable logic of Lattice, Actel and Microsemi, and of the Chinese makers that follow them."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme

_LATTICE = Family(
    manufacturer="Lattice Semiconductor",
    numberings=(
        scheme(r"(?P<base>LCMX[O]\d?L?F?\d{3,5}[A-Z]{0,3})(?P<suffix>\w{0,14})?"),
        scheme(r"(?P<base>L(?:FE|FXP|FSC|FD2|IFCL|FCPNX|AE|AMXO|PTM)[A-Z0-9]{3,10})(?P<suffix>\d[A-Z]\w{0,12})?"),
        scheme(r"(?P<base>LC(?:4|5)\d{2,4}[A-Z]{1,3})(?P<suffix>\w{0,14})"),
        scheme(r"(?P<base>(?:ICE40|ICE5)[A-Z]{2}\w{1,4})(?P<suffix>[A-Z]{2}\w{0,10})?"),
        scheme(r"(?P<base>(?:ISP)?(?:LSI|GAL|PLSI)\d{2,4}[A-Z]{0,4})(?P<suffix>\d{0,3}[A-Z]{1,5}\w{0,8})?"),
        scheme(r"(?P<base>M4A[35]?\d{2,3}\d{0,3})(?P<suffix>\d{1,2}[A-Z]{1,3}\w{0,4})"),
    ),
    grades=(grade(r"^LA(?:MXO|E)", Grade.AUTOMOTIVE, source=f"{ORDERING}: LA numbers are AEC-Q100"),),
    examples=("LCMXO2-1200HC-4TG100C", "LFE5U-25F-6BG256C", "LC4128V-75TN100C", "iCE40UP5K-SG48I", "ispLSI1032E"),
)
_ACTEL = Family(
    manufacturer="Actel",
    numberings=(
        scheme(
            r"(?P<base>A(?:3PE?L?|3PN|PA|GL[ENP]?|2F|FS|X(?=125|250|500|1000|2000))\d{3,4}[A-Z]?\d?V?\d?)(?P<suffix>(?:F|\d)?[A-Z]{2}G?\d{2,4}[A-Z]{0,3})?"
        ),
        scheme(
            r"(?P<base>A(?:10[12]0|12(?:25|40|80)|14(?:15|25|40|60|100)|32(?:100|140|200|300)|4[02]MX\d{2}|54SX\d{2})[A-Z]{0,2})(?P<suffix>(?:\d|F)?[A-Z]{2}G?\d{2,4}[A-Z]{0,2})"
        ),
        scheme(r"(?P<base>RT(?:AX|SX|3PE|G4|PF|FS)\w{2,16})(?P<suffix>)"),
        scheme(r"(?P<base>(?:M1A?3PE?L?|M1AGL)\d{3,4})(?P<suffix>\w{0,12})"),
    ),
    grades=(
        grade(r"^RT(?:AX|SX|3P|G4|PF)", Grade.SPACE, source=f"{ORDERING}: RT numbers are radiation-tolerant"),
        grade(r"^A(?:3P|PA|GL|X|54|42|14|10|32).*(?:M|B)$", Grade.MILITARY, source=f"{ORDERING}: M or B at the end"),
    ),
    examples=("A3P250-VQG100I", "APA600-FG256I", "A54SX32A-TQ144I", "RTAX2000S-CQ352B", "AGL125V2-VQG100"),
)
_MICROSEMI = Family(
    manufacturer="Microsemi",
    numberings=(
        scheme(r"(?P<base>M2(?:S|GL)\d{3}[A-Z]{0,2})(?P<suffix>\d?[A-Z]{2,4}\d{2,4}[A-Z]{0,2})?"),
        scheme(r"(?P<base>MPFS?\d{3}[A-Z]{0,4})(?P<suffix>\d?[A-Z]{2,4}\w{2,6})"),
        scheme(r"(?P<base>(?:APT|MSC)\d{2,3}[A-Z]{1,4}\d{2,4}[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>ZL[35]\d{4}[A-Z]{0,3})(?P<suffix>\w{0,8})"),
        scheme(r"(?P<base>JAN(?:S|TX|TXV)?[12]N\d{3,5}[A-Z0-9]{0,6})", shared=True),
    ),
    grades=(
        grade(r"^JANS", Grade.SPACE, source=f"{ORDERING}: MIL-PRF-19500, JANS is for space"),
        grade(r"^JAN(?:TX|[12])", Grade.MILITARY, source=f"{ORDERING}: MIL-PRF-19500"),
    ),
    examples=("M2S010-TQG144", "M2GL025-VFG256I", "APT50GH120B", "JANTXV2N2222A"),
)
_GOWIN = Family(
    manufacturer="Gowin",
    numberings=(scheme(r"(?P<base>GW[125][A-Z]{1,4}[A-Z]{0,2}\d{1,3}[A-Z]{0,2})(?P<suffix>[A-Z]{2}\w{2,12})"),),
    examples=("GW1N-LV9QN48C6/I5", "GW2A-LV18PG256C8/I7"),
)
_ANLOGIC = Family(
    manufacturer="Anlogic",
    numberings=(scheme(r"(?P<base>(?:EG4|EF[123]|AL3|PH1A|SF1)[A-Z]{1,2}\d{1,4})(?P<suffix>[A-Z]{1,3}\w{0,8})?"),),
    examples=("EG4S20BG256", "EF2L45BG256B"),
)
_PANGO = Family(
    manufacturer="Pango Micro",
    numberings=(scheme(r"(?P<base>P(?:GL|GT|GC|G2[LTK])\d{1,3}[A-Z]{1,2})(?P<suffix>\w{0,3}[A-Z]{2,3}G?\w{2,8})?"),),
    examples=("PGL22G-6CMBG324", "PGL50H-6IFBG484"),
)
FAMILIES = (_LATTICE, _ACTEL, _MICROSEMI, _GOWIN, _ANLOGIC, _PANGO)
