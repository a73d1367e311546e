"""Radio-frequency parts: amplifiers, mixers, switches, filters, and the makers that were bought."""

from provenance.partnumbers.families.base import Family, scheme, series

_MINI_CIRCUITS = Family(
    manufacturer="Mini-Circuits",
    numberings=(
        scheme(
            r"(?P<base>(?:ADEX|ADTL|BFCN|BFTC|BTCN|CSWA|CVCO|DBTC|DCAT|EMRS|GALI|GVA|HFCN|HFTC|HSWA2?|JSPQW|JTOS|LAVI|LFCN|LFCW|LFTC|LHA"
            r"|LRPS|MCA1|MERA|MGVA|PHA|PMA\d|PSA\d|RBP|RCDAT|RF2K|ROS|RVA|SCBD|SCLF|SEPS|SYBD|SYBP|SYDC|SYLP|SYPD|SYPS|TAMP|TCBT"
            r"|TUF|ZABT|ZAPD|ZB2|ZEDC|ZFBT|ZFDC|ZFL|ZFM|ZFRSC|ZFSC|ZFSWA|ZHL|ZN2PD|ZRL|ZVA|ZVE|ZX05|ZX10|ZX47|ZX60|ZX73|ZX76|ZX80|ZX95)"
            r"\d{1,5}[A-Z]{0,3}\d{0,4}[A-Z]{0,3}\d?)"
        ),
    ),
    examples=("ROS-1200W+", "LRPS-2-4J", "SCBD-16-63HP+", "RBP-263+", "LFCN-1800+", "ZFL-500LN+", "PMA2-33LN+"),
)
_MACOM = Family(
    manufacturer="MACOM",
    numberings=(
        scheme(
            r"(?P<base>MA(?:AL|AM|AP|AV|AT|AG|BA|CP|DC|DL|DP|DR|FR|GX|KK|LD|MF|ML|MX|NP|OM|PD|PM|PL|RF|SW|TP|TR|VR|AS)[A-Z]{0,2}S?\d{4,6}[A-Z]{0,4}\d?)(?P<suffix>[A-Z0-9]{0,6})"
        ),
        scheme(r"(?P<base>X[BDLPRUXSMF]\d{4})(?P<suffix>(?:QH|BD|QT|QK|QB|QG|QD|QJ)\w{0,6})"),
        scheme(r"(?P<base>MA4[A-Z]{1,4}\d{2,4}[A-Z0-9]{0,8})"),
        scheme(r"(?P<base>NPT[BI1-3]\w{4,8}|NPA\d{4}\w{0,4})"),
    ),
    examples=("MASWSS0180TR-3000", "XX1002-QH", "MAAM-011101", "MADP-007155-0287AT"),
)
_SKYWORKS = Family(
    manufacturer="Skyworks",
    numberings=(
        scheme(r"(?P<base>SM[VP]1\d{3}\d{3}[A-Z]{0,3})"),
        scheme(r"(?P<base>SKY\d{5})(?P<suffix>\d{2,3}[A-Z]{2}|\d{2,3}[A-Z]{0,4}|[A-Z]\w{0,6})?"),
        series("AAT[1-8]", "SMV", "SMP13", "SE2[456]", "SE5[05]", "AS1[79]", "RFX", digits="2,4"),
    ),
    examples=("SKY13330-397LF", "AAT3221IGV", "SMV1232-079LF"),
)
_QORVO = Family(
    manufacturer="Qorvo",
    numberings=(
        series("QP[ABCDFLMQX]", "QPD", "QSPICE", digits="3,5"),
        scheme(r"(?P<base>(?:UJ3|UF3|UJ4)[A-Z]\d{4,6}[A-Z0-9]{1,4})"),
    ),
    examples=("QPA2237", "QPL9057", "QPD1025L"),
)
_TRIQUINT = Family(
    manufacturer="TriQuint",
    numberings=(series("TQP", "TQM", "TQS", "TGA", "TGF", "TGP", "TGS", "TGL", "TGC", "T1G", "T2G", digits="3,7"),),
    examples=("TQP9111", "TGA2578", "TGF2023-2-01"),
)
_RFMD = Family(
    manufacturer="RF Micro Devices",
    numberings=(
        series(
            "RF[2-9]",
            "RFSA",
            "RFMD",
            "RFFM",
            "RFPA",
            "RFVC",
            "RFFC",
            "RFCM",
            "RFSW",
            "RFRX",
            "SGA",
            "SBB",
            "SZA",
            "SPF5",
            "NLB",
            "NBB",
            "SXT",
            "SHF",
            digits="3,4",
            suffix=r"[A-Z]{1,4}\d{0,4}[A-Z]{0,3}",
        ),
    ),
    examples=("RF3194", "RFSA2013", "RFPA5522"),
)
_ANAREN = Family(
    manufacturer="Anaren",
    numberings=(
        scheme(r"(?P<base>X(?:[34]C|4B|[1-4]DC)\d{2,6}[A-Z]{1,3}\d{1,4}[A-Z]{1,3})"),
        scheme(r"(?P<base>RFP\d{2,3}(?:50|100)[A-Z0-9]{0,4})"),
        scheme(r"(?P<base>1[0-2]\d{3}[23]S)"),
    ),
    examples=("X3C19P1-03S", "RFP-250-50", "11306-3S"),
)
_RN2 = Family(
    manufacturer="RN2 Technologies", numberings=(scheme(r"(?P<base>RCP\d{3,4}[A-Z]\d{2})"),), examples=("RCP1500Q03",)
)
_MITSUBISHI = Family(
    manufacturer="Mitsubishi Semiconductor",
    numberings=(
        scheme(r"(?P<base>RA\d{2}H\d{4,6}M[A-Z]?\d?)"),
        scheme(r"(?P<base>RD\d{2,3}[HM][HUV][FVS]\d)"),
        scheme(r"(?P<base>M(?:5[0-9]|6[0-9])\d{3}[A-Z]?)(?P<suffix>FP|SP|P|GP|HP|KP|VP|L|AL)"),
        scheme(r"(?P<base>MGF\d{4}[A-Z]?)"),
    ),
    examples=("RA30H1317M", "RD16HHF1", "M51995AFP", "MGF4953A"),
)
_SEMELAB = Family(
    manufacturer="Semelab",
    numberings=(scheme(r"(?P<base>D[12]\d{3}UK)(?P<suffix>\d{0,2})?"),),
    examples=("D2213UK", "D1008UK"),
)
_AVAGO = Family(
    manufacturer="Avago",
    numberings=(
        series(
            "ACPL[A-Z]?",
            "ACNV",
            "ACNW",
            "ACFL",
            "ACSL",
            "HCNW",
            "HCNR",
            "HFBR",
            "AFBR[A-Z]?",
            "ASSR",
            "AEDR",
            "HEDS",
            "HEDM",
            "HLMP[A-Z]?",
            digits="2,5",
        ),
        series("HCPL[A-Z]?", digits="3,4", suffix=r"[A-Z0-9]{1,6}", shared=True),
        scheme(
            r"(?P<base>(?:MGA|AMMP|AMMC|ATF|VMMK|ALM|HSMS|HSMP|ABA|ADA|INA|IAM|AV01)\d{3,5}[A-Z]?)(?P<suffix>(?:TR|BLK)\w{0,3})?"
        ),
    ),
    examples=("ACPL-P343", "HCPL-2630", "AMMP-6220", "MGA-82563", "HSMS-2822"),
)
_SEMTECH = Family(
    manufacturer="Semtech",
    numberings=(
        series(
            "SX1[235]",
            "SX8[67]",
            "SX9",
            "LR11[12]",
            "XE12",
            "XE88",
            "RCLAMP",
            "UCLAMP",
            "SRV05",
            "SRDA",
            "SM712",
            digits="1,5",
        ),
        scheme(r"(?P<base>G[SNXY](?:15|25|29|30|34|36|47|49|60|9[0-9])\d{2}[A-Z]?)(?P<suffix>[A-Z0-9]{0,8})"),
        scheme(
            r"(?P<base>SC(?:1[0-9]|2[0-9]|4\d|5\d|6\d|7\d|8\d)\d{1,3}[A-Z]?)(?P<suffix>(?:[IM][A-Z]{2,4}|U[LT][A-Z]{2})\w{0,4})"
        ),
    ),
    examples=("SX1276IMLTRT", "XE1205I074TRLF", "RClamp0524P", "GS2971AIBE3"),
)
_CML = Family(
    manufacturer="CML Microcircuits",
    numberings=(scheme(r"(?P<base>CMX\d{3,4}[A-Z]?)(?P<suffix>[A-Z]\d[\w]{0,8}|WQ3\d{0,5})?"),),
    examples=("CMX993Q1", "CMX7341L4"),
)
_UBLOX = Family(
    manufacturer="u-blox",
    numberings=(
        scheme(
            r"(?P<base>(?:NEO|MAX|LEA|ZED|ZOE|CAM|SAM(?=M)|EVA|NINA|ANNA|ODIN|MAYA|JODY|SARA|LARA|TOBY|LISA|ALEX|LENA|MIA)[A-Z]?[0-9M]?\d{0,2}(?:[MFDGRBUQWV]\d{0,3}[A-Z]{0,2})\d{0,3}[A-Z]?\d{0,6})"
        ),
        scheme(r"(?P<base>UBX[MGF]\d{4}[A-Z]{0,3})(?P<suffix>\w{0,4})"),
        scheme(r"(?P<base>ANNM[BS]\d{0,4})"),
    ),
    examples=("NEO-M8N-0-10", "ZED-F9P-02B", "UBX-M8030-KT", "ANN-MB-00"),
)
_WOLFSPEED = Family(
    manufacturer="Wolfspeed",
    numberings=(
        scheme(
            r"(?P<base>(?:C[2-6][DM]\d{5,7}|CSD\d{5}[A-Z]|C(?:GH|GHV|MPA|MF)\d{4,7})[A-Z]{0,2}\d?)(?P<suffix>[A-Z]\w{0,4})?"
        ),
    ),
    examples=("C3M0075120K", "CGH40010F", "C4D10120E"),
)
FAMILIES = (
    _WOLFSPEED,
    _MINI_CIRCUITS,
    _MACOM,
    _SKYWORKS,
    _QORVO,
    _TRIQUINT,
    _RFMD,
    _ANAREN,
    _RN2,
    _MITSUBISHI,
    _SEMELAB,
    _AVAGO,
    _SEMTECH,
    _CML,
    _UBLOX,
)
