"""Capacitors and resistors of makers of whom only the ordering numbers are known: KEMET, Kyocera AVX, Yageo."""

from provenance.partnumbers.families.base import Family, scheme

_SIZE = r"(?:01005|0201|0402|0603|0805|1206|1210|1808|1812|1825|2010|2220|2225|2512)"
_KEMET = Family(
    manufacturer="KEMET",
    numberings=(
        scheme(rf"(?P<base>C{_SIZE}[CFHJKVXYZ]\d{{3}}[A-Z]\d[A-Z]{{3}}\w{{0,6}})"),
        scheme(
            r"(?P<base>T(?:49[0-9]|50[0-9]|510|520|521|525|528|530|540|541|543|545|59[0-9])[ABCDEPRSTUVXYMWH]\d{3}[KMJ]\d{3}\w{2,10})"
        ),
    ),
    examples=("C0805C104K5RACTU", "T491D107K016AT"),
)
_AVX = Family(
    manufacturer="AVX",
    numberings=(
        scheme(r"(?P<base>T(?:AJ|PS|AC|AZ|CJ|CM|BJ|BC|RJ|MJ|AP|HJ|LJ)[A-Z]\d{3}[KM]\d{3}\w{2,10})"),
        scheme(rf"(?P<base>{_SIZE}[1356YZ7]?[ACGYZ3571D][ACDFGZ]\d{{3}}[A-Z]{{2,3}}\d[A-Z]\w{{0,3}})"),
    ),
    examples=("TAJD107K016RNJ", "08055C104KAT2A"),
)
_YAGEO = Family(
    manufacturer="Yageo",
    numberings=(scheme(rf"(?P<base>[RCS][CTLTV]{_SIZE}[BCDFGJKMZ][RKPC]\w{{5,14}})"),),
    examples=("RC0603FR-0710KL", "CC0805KRX7R9BB104"),
)
_PANASONIC = Family(
    manufacturer="Panasonic",
    numberings=(
        scheme(r"(?P<base>EE[EFUVTCZ][A-Z]{2}[0-9A-Z]\w?\d{3}\w{0,4})"),
        scheme(r"(?P<base>ERJ[0-9A-Z]{1,4}[A-Z]{1,2}[DFGJY][A-Z]?\d{3,4}[A-Z]?)"),
        scheme(r"(?P<base>(?:AQ[VWYZ]|AQH)\d{3,4}[A-Z0-9]{0,5})"),
        scheme(r"(?P<base>(?:TX|TQ|TXS|DS)\d?(?:SA|SS|SM|E)?\d?L?2?\d?(?:3|4\.?5|5|6|9|12|24)V(?:X|Z)?)"),
        scheme(r"(?P<base>(?:NCR|UR)18650[A-Z]{0,3})"),
        scheme(r"(?P<base>EVQ[A-Z0-9]{5,9})"),
    ),
    examples=("EEE-FK1E101P", "ERJ-3EKF1002V", "AQY212EH", "NCR18650B"),
)
_BOURNS = Family(
    manufacturer="Bourns",
    numberings=(
        scheme(r"(?P<base>SR[RNPUEF]\d{4}[A-Z]{0,3}\d?[R\d]{2,3}[YMKPNZ])"),
        scheme(r"(?P<base>(?:3296|3266|3314|3224|3361|3362|3386|3006)[WXYPHJGZ]\d?\d{3}[A-Z]{0,3})", shared=True),
        scheme(
            r"(?P<base>MFR\d{3,4}|(?:MF(?:MSMF|PSMF|NSMF|USMF|SM|LSMF|FSMF)|CDSOT\w{2}|CDSOD\d{3}|TISP\d|PEC1[1-6][A-Z]?)\w{3,12})"
        ),
        scheme(r"(?P<base>CAY?T?\d{2}[A-Z]?\d{3}J\d[A-Z]{1,3})"),
    ),
    examples=("SRR1260-100M", "3296W-1-103LF", "MF-MSMF050-2", "TISP4350H3BJR"),
)
_MAXWELL = Family(
    manufacturer="Maxwell Technologies",
    numberings=(scheme(r"(?P<base>B(?:CAP|MOD)\d{4}[A-Z]?)(?P<suffix>P\d{3}[A-Z0-9]{0,8})?"),),
    examples=("BCAP0010 P270",),
)
FAMILIES = (_MAXWELL, _KEMET, _AVX, _YAGEO, _PANASONIC, _BOURNS)
