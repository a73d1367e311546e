"""Makers of parts for avionics, power and precision who are in few lists: their letters are their own."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

_HOLT = Family(
    manufacturer="Holt Integrated Circuits",
    numberings=(
        scheme(
            r"(?P<base>HI(?:8[1-9]\d{2}|15\d{2}|1[67]\d{2}|3[012]\d{2}|35[89]\d|25\d{2}|61\d{2}|26\d{2})[A-Z]?)(?P<suffix>[A-Z0-9]{0,14})"
        ),
    ),
    grades=(grade(r"^HI\d{4}.*M(?:F)?$", Grade.MILITARY, source=f"{ORDERING}: M is -55 to 125 degrees with burn-in"),),
    examples=("HI-8591PSIF", "HI-1573PSIF", "HI-3585PQI"),
)
_DEI = Family(
    manufacturer="Device Engineering",
    numberings=(scheme(r"(?P<base>DEI\d{4}[A-Z]?)(?P<suffix>[A-Z0-9]{0,8})"),),
    examples=("DEI1016", "DEI1166TES"),
)
_DDC = Family(
    manufacturer="Data Device Corporation",
    numberings=(
        scheme(r"(?P<base>(?:BU6(?:1|4[58]|5)\d{3}|SDC1\d{4}|RD192\d{2})[A-Z]{0,2}\d?)(?P<suffix>[A-Z0-9]{0,8})"),
    ),
    examples=("BU-61580S6-110", "RD-19230FX-202"),
)
_APEX = Family(
    manufacturer="Apex Microtechnology", numberings=(scheme(r"(?P<base>VRE\d{3,4}[A-Z]{0,3})"),), examples=("VRE3025J",)
)
_IXYS = Family(
    manufacturer="IXYS",
    numberings=(
        scheme(r"(?P<base>IX[FTGYCDBESKLX][A-Z]{1,3}\d{1,4}[A-Z]{0,2}\d{0,4}[A-Z]?\d?)(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>D(?:SE[IPCK]|SA|SSK|PG|PF|HG|LA|MA)\d{1,3}[A-Z]{0,2}\d{0,3}[A-Z]{0,3}\d{0,3}[A-Z]{0,2})"),
        scheme(
            r"(?P<base>(?:VUO|VUB|VBO|VHF|MCC|MDD|MCD|MDC|MMO|MIXA|MII|MUBW)\d{1,3}\d{0,2}[A-Z]{0,3}\d{1,2}[A-Z]{1,3}\d?)"
        ),
        scheme(r"(?P<base>(?:CPC|LCA|LCB|LBA|LAA|PLA|OAA|CPV)\d{3,4}[A-Z]?)(?P<suffix>[A-Z]{0,4})"),
    ),
    examples=("DSEI30-06A", "IXFH36N50P", "IXGH48N60C3", "CPC1008N"),
)
_POWER_INTEGRATIONS = Family(
    manufacturer="Power Integrations",
    numberings=(
        series("TNY", "TOP", "LNK", "PFS", "INN", "SID", "LYT", "DPA", digits="3,4", suffix=r"[A-Z]{1,3}(?:TL)?"),
    ),
    examples=("TNY278PN", "TOP258YN", "LNK306DN"),
)
_ALLEGRO = Family(
    manufacturer="Allegro MicroSystems",
    numberings=(
        scheme(
            r"(?P<base>A(?:C[SH]7\d{2}|1[1-3]\d{2}|3[0-9]\d{2}|4[0-9]\d{2}|5\d{3}|8\d{3}|HV\d{2})[A-Z]?)(?P<suffix>[EKLSTG][A-Z]{2,4}\w{0,14})"
        ),
        scheme(r"(?P<base>UDN\d{4}[A-Z]{0,4}|UCN\d{4}[A-Z]{0,3}|UDQ\d{4}[A-Z]{0,4})"),
    ),
    examples=("ACS712ELCTR-05B-T", "A4988SETTR-T", "A1324LUA-T"),
)
_AMS = Family(
    manufacturer="ams-OSRAM",
    numberings=(
        series(
            "AS(?:1[13]|3[4-9]|5[0-9]|6[0-9]|7[0-9])",
            "TCS3",
            "TSL[12]",
            "TMD[23]",
            "TDCGP[0-9]?",
            "TMF8",
            digits="1,4",
            suffix=r"[A-Z]{1,4}\w{0,6}",
        ),
    ),
    examples=("AS5600-ASOM", "AS5048A-HTSP", "TCS34725FN", "TDC-GP22"),
)
_EXAR = Family(
    manufacturer="Exar",
    numberings=(
        scheme(r"(?P<base>XR(?:1[67]|20|2[1-9]|T|P|A|K|B|D)[A-Z]?\w{2,6}?)(?P<suffix>(?:I|C|E)[A-Z]\w{0,8})?"),
        scheme(r"(?P<base>SP(?:3\d{2,3}|4[89]\d|2[0-3]\d)[A-Z]?)(?P<suffix>[CEM][A-Z](?:[A-Z0-9]{0,6}))"),
    ),
    examples=("XR17D158IV-F", "SP3232EEY-L", "SP491EEN", "XR16V2550IM"),
)
_OXFORD = Family(
    manufacturer="Oxford Semiconductor",
    numberings=(
        scheme(r"(?P<base>OX(?:U|M)?(?:16|12|CF|CB|PCI|PCIE|9)[A-Z]{0,3}\d{2,4}[A-Z]?)(?P<suffix>[A-Z]{2,6}\w{0,3})?"),
    ),
    examples=("OXuPCI954-LQAG", "OXPCIe958-FBAG", "OX16C954"),
)
_ZILOG = Family(
    manufacturer="Zilog",
    numberings=(
        scheme(
            r"(?P<base>Z(?:8(?:4[AC]?\d{2}|0[A-Z]?\d{0,4}|5[CX]?\d{2,4}|6[A-Z]{0,2}\d{2,4}|F\d{4}|S180|L180|[0-9]{3,5})))(?P<suffix>\d{0,4}[A-Z]{2,3}\d{0,4}[A-Z]{0,2})"
        ),
    ),
    examples=("Z8523016VEG", "Z84C0020PEC", "Z8F6421VN020SG"),
)
_FINTEK = Family(
    manufacturer="Fintek",
    numberings=(scheme(r"(?P<base>F(?:71|75|81|85)\d{3}[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,4})"),),
    examples=("F81866AD-I", "F71869ED"),
)
_HONEYWELL = Family(
    manufacturer="Honeywell",
    numberings=(
        scheme(
            r"(?P<base>HMC(?:58\d{2}L?|10\d{2}[A-Z]?|20\d{2}|60\d{2}|63\d{2})|HG(?:1[0-9]|4\d)\d{2}[A-Z]{0,2}\d{0,2}|QA\d{4}|ABP[A-Z0-9]{8,14})"
        ),
    ),
    examples=("HMC5883L", "HMC1053", "HG1930"),
)
_DVSI = Family(
    manufacturer="Digital Voice Systems",
    numberings=(scheme(r"(?P<base>AMBE\d{4}[A-Z]?\d{0,2})"),),
    examples=("AMBE-3000R",),
)
_SENSIRION = Family(
    manufacturer="Sensirion",
    numberings=(
        series("SHT", "SDP", "SGP", "SCD", "SPS", "SFM", digits="2,4", suffix=r"[A-Z]{1,3}\d{0,2}[A-Z]?\d{0,4}"),
    ),
    examples=("SHT31-DIS", "SDP31"),
)
_BOSCH = Family(
    manufacturer="Bosch Sensortec",
    numberings=(scheme(r"(?P<base>BM[AEFGIMPX]\d{3}[A-Z]?|BHI\d{3}[A-Z]{0,2}|BNO\d{3}|SMI\d{3}|SMP\d{3})"),),
    examples=("BMI088", "BMP280", "BME680"),
)
FAMILIES = (
    _HOLT,
    _DEI,
    _DDC,
    _APEX,
    _IXYS,
    _POWER_INTEGRATIONS,
    _ALLEGRO,
    _AMS,
    _EXAR,
    _OXFORD,
    _ZILOG,
    _FINTEK,
    _HONEYWELL,
    _DVSI,
    _SENSIRION,
    _BOSCH,
)
