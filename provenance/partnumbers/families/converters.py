"""Makers of converter modules: letters of the series, watts, then input and output volts as two digits each.

The volts keep these numbers apart from dates and lots: TEN 20-2412 is 20 W, 24 V to 12 V.
"""

from provenance.partnumbers.families.base import Family, scheme

_IN = r"(?:03|05|09|12|15|24|48|72|110)"
_OUT = r"(?:1V5|1V8|2V5|3V3|33|03|05|09|12|15|18|20|24|48|51|6V5|7V2|9V)"
_VOLTS = rf"{_IN}{_OUT}"

_TRACO = Family(
    manufacturer="Traco Power",
    numberings=(
        scheme(
            rf"(?P<base>T(?:EN|MR|EL|HM|HN|HR|ES|OS|SM|MA|MH|ME|RA|RN|RV|BA|DR|EC|EP|EQ|IM|VN|DN|YL|RI|RS|DC|MV|KO)"
            rf"\d{{0,2}}{_IN}[1-3]\d)(?P<suffix>[A-Z]{{1,4}}\d?)?"
        ),
        scheme(rf"(?P<base>T(?:MA|MH|ME|SM|RA|BA|MV|MR|IM|VN)\d?{_VOLTS}[SDE])(?P<suffix>[A-Z]{{0,3}})"),
        scheme(
            r"(?P<base>TSR(?:05|06|1|2|3|4)?N?\d?(?:24|48)(?:12|15|18|25|33|50|65|90|120|150|33S|150S))(?P<suffix>[A-Z]{0,4})"
        ),
        scheme(r"(?P<base>TOS(?:06|10|16|30)(?:05|12)S[MI]L?)"),
        scheme(r"(?P<base>T(?:XL|XH|ML|MS|MP|MT|MPW|MPS|MLM|PP|CL|SP|IB|MF)\d{2,4}[13]\d{2}[A-Z]{0,4})"),
    ),
    examples=("TEN 20-2412", "TMR3-0521", "TSR 1-2433SM", "TSM 0505S", "TMH 0505S", "TOS06-05SM"),
)
_RECOM = Family(
    manufacturer="RECOM",
    numberings=(
        scheme(r"(?P<base>R78[A-Z]{0,4}\d{0,2}\d{1,2}(?:05|10|15|20|30))(?P<suffix>[A-Z]{0,3})", shared=True),
        scheme(
            rf"(?P<base>R(?:P|EC|OE|O|BM|SO|S|I|B|K|M|N|P\d{{2}}|EC\d{{1,2}}|W\d?|V|H|SOE|SOZ)\d{{0,2}}{_VOLTS}[SD]?[DRSEZPH]{{1,3}}A?W?)(?P<suffix>[A-Z0-9]{{0,4}})",
            shared=True,
        ),
        scheme(rf"(?P<base>R(?:05|1|2|3|6|8|12|15|20)[PS]\d?{_VOLTS}[SD]?[A-Z0-9]{{0,4}})", shared=True),
    ),
    examples=("R-78E5.0-0.5", "RP20-2405SF", "RO-0505S", "R1S-0505"),
)
_AIMTEC = Family(
    manufacturer="Aimtec",
    numberings=(
        scheme(rf"(?P<base>AM(?:\d{{1,2}})?[A-Z]{{1,3}}\d?{_IN}{_OUT}[SD][A-Z0-9]{{0,6}})", shared=True),
        scheme(r"(?P<base>AMSR[IBL]?\d?78\d{0,2}[A-Z0-9]{1,6})"),
    ),
    examples=("AM2G-2405SZ", "AM1S-0505SZ", "AMSR-7805Z"),
)
_PEAK = Family(
    manufacturer="Peak Electronics",
    numberings=(
        scheme(rf"(?P<base>P(?:SD|\d{{0,2}}[A-Z]{{1,2}}U?|ZSD|DU){_VOLTS}[DESZ]?)(?P<suffix>[A-Z0-9]{{0,3}})"),
    ),
    examples=("PSD-0509D", "P6CU-0505E"),
)
_MORNSUN = Family(
    manufacturer="MORNSUN",
    numberings=(
        scheme(
            rf"(?P<base>(?:UR[ABEF]|VR[ABEF]|PV|WR[ABE]|CFD|VCB|PVS|UWF|UWTH)_?\d{{0,2}}{_IN}\d{{0,2}}[A-Z]{{1,3}}\d{{0,3}}W?H?R?\d?)(?P<suffix>[A-Z]{{0,2}})",
            shared=True,
        ),
        scheme(
            rf"(?P<base>(?:[ABEFGHI]|IB|IF|QA|VPS|LM|LD|LH)\d?{_VOLTS}(?:LS|XT|LT|[STNDXLP])[A-Z]{{0,2}}\d?WR[1-3]S?)",
            shared=True,
        ),
        scheme(r"(?P<base>K78[A-Z0-9]{2,4}(?:500|1000|1500|2000)R?[1-4]?S?L?)", shared=True),
        scheme(r"(?P<base>(?:SCM|TD|TDH)\d{3,4}[A-Z]{2,5}\d?)"),
        scheme(r"(?P<base>(?:LH|LD|LS|LM|LMF|LHE|LI|LO)\d{2,4}(?:M)?\d{0,2}[ABFJ]\d{2}[A-Z]{0,2}R?\d?)"),
    ),
    examples=("URB2405YMD-10WR3", "URF4812QB-100WR3", "B0505S-1WR3", "K7805-500R3", "SCM3425ASA"),
)
_MEAN_WELL = Family(
    manufacturer="Mean Well",
    numberings=(
        scheme(
            r"(?P<base>(?:LRS|RSP|HRPG?|NES|UHP|HLG|ELG|XLG|LPV|LDD|HDR|MDR|EDR|NDR|SDR|DDR|IRM|RSD|GST|NSD|SKM|SCW|DKM|DCW|RSDW|SPBW)\d{1,4}[A-Z]?\d{0,2}(?:33|05|5|12|15|24|27|36|48))(?P<suffix>[A-Z]{0,3})"
        ),
    ),
    examples=("LRS-350-24", "SPBW06G-12", "RSP-100-24", "DKM10E-05"),
)
_XP = Family(
    manufacturer="XP Power",
    numberings=(
        scheme(
            rf"(?P<base>(?:IA|IE|IF|IH|IK|IL|IM|IP|IQ|IR|IS|IT|IU|IV|IW|IZ|JTC|JTK|JTH|JTM|JTL|JCA|JCD|JCE|JCG|JCH|JCJ|JCK|JCL|JCM|JCP)[A-Z]?\d{{0,2}}{_IN}[SD]\d{{1,2}}[A-Z0-9]{{0,6}})"
        ),
        scheme(rf"(?P<base>I[AEFHKLMPQRSTUVWZ]{_VOLTS}[SD][A-Z]{{0,3}})", shared=True),
        scheme(r"(?P<base>(?:ECE|ECL|ECP|ECM|ECS|ECF|EML|GCS|VCS|CCB|DTE)\d{2,3}US\d{2}[A-Z0-9]{0,4})"),
    ),
    examples=("IL2405S-H", "ECE05US12", "JTK1024S05"),
)
_VICOR = Family(
    manufacturer="Vicor",
    numberings=(
        scheme(r"(?P<base>(?:V|VI|VE)J?[0-9A-Z]{0,4}?\d{2,3}[ABC]\d{1,2}[CTHMEIA]\d{2,3}[A-Z]{0,3}\d?)"),
        scheme(r"(?P<base>V[IE]J?[0-9BJ][0-9A-Z]{1,2}[CEIM][UVWXYZ])(?P<suffix>[A-Z0-9]{0,4})"),
        scheme(r"(?P<base>(?:DCM|BCM|PRM|VTM|NBM|PFM|AFM|MDCM|MBCM)\d{0,4}[A-Z]{0,3}\d{2,3}[A-Z]\w{4,12})"),
        scheme(r"(?P<base>PI(?:33|34|35|37|25|20|21|22|31)\d{2}(?:[0-9]{2}|[ACDX]?\d{0,2})[A-Z]{4}\w?)"),
    ),
    examples=("V24B12C200BL", "VI-J00-CY", "DCM3623T50M31C2T00"),
)
_DELTA = Family(
    manufacturer="Delta Electronics",
    numberings=(scheme(r"(?P<base>[ABEHQSV](?:24|36|48|54|12)S[A-Z]\d{5})(?P<suffix>[A-Z]{0,5})"),),
    examples=("V36SE05010NRFA", "Q48SG12039"),
)
_GAIA = Family(
    manufacturer="Gaia Converter",
    numberings=(scheme(r"(?P<base>M(?:GD[SDTBMQ]|GDS[A-Z]|PGS|HUGD?[MNTH]|PSM)\d{1,4}[A-Z]{1,3}[A-Z0-9]{0,4})"),),
    examples=("MGDT-10-J-CF",),
)
_MINMAX = Family(
    manufacturer="Minmax",
    numberings=(
        scheme(
            rf"(?P<base>M(?:CWI?|JWI?|IWI?|KWI?|GWI|RWI|TWI|AU|BU|CU|DU|EU|HU|SCWI|AW)\d{{1,3}}{_IN}?[SD]\d{{2,3}}[A-Z]{{0,3}})",
            shared=True,
        ),
    ),
    examples=("MCWI03-48S05",),
)
FAMILIES = (_TRACO, _RECOM, _AIMTEC, _PEAK, _MORNSUN, _MEAN_WELL, _XP, _VICOR, _DELTA, _GAIA, _MINMAX)
