"""Chinese makers: microcontrollers, radio, power and video chips. Clones keep the numbering of what they follow."""

from provenance.partnumbers.families.base import Family, scheme


def _maker(manufacturer: str, *patterns: str, examples: tuple[str, ...]) -> Family:
    """A maker whose numbers begin with letters of its own."""
    return Family(manufacturer, tuple(scheme(rf"(?P<base>{pattern})") for pattern in patterns), examples=examples)


FAMILIES = (
    _maker(
        "GigaDevice",
        r"GD32[A-Z]\w{3}[A-Z0-9]{3,6}",
        r"GD(?:25|5F|55|9F)[A-Z]{1,2}\d{1,4}[A-Z]\w{2,8}",
        examples=("GD32F103C8T6", "GD25Q128ESIG"),
    ),
    _maker(
        "WCH",
        r"CH(?:32[VFXL]|5[4-8]|34|37|39|9[1-4]|64)\d{1,3}[A-Z]?\w{0,8}",
        examples=("CH340G", "CH32V203C8T6", "CH582M"),
    ),
    _maker(
        "HiSilicon",
        r"HI(?:35\d{2}|37\d{2}|38\d{2}|31\d{2}|65\d{2}|64\d{2}|62\d{2}|11\d{2})[A-Z]{0,2}(?:R[A-Z]{2}C?V\d{3}|V\d{3}[A-Z]?|RFCV\d{3}|ERBC\w{0,4})",
        examples=("Hi3519AV100", "Hi3516ARBCV100", "Hi3559AV100"),
    ),
    _maker(
        "Rockchip",
        r"RK(?:3\d{3}|2\d{3}|8\d{2}|6\d{2}|1\d{3})[A-Z]{0,2}\d{0,2}",
        r"RV11\d{2}[A-Z]?",
        examples=("RK3399", "RV1126", "RK809-2"),
    ),
    _maker(
        "Espressif Systems",
        r"ESP(?:32[A-Z0-9]{0,18}|8(?:266|285|684)[A-Z0-9]{0,12})",
        examples=("ESP32-D0WDQ6", "ESP8266EX"),
    ),
    _maker(
        "Quectel",
        r"(?:EC2[015]|EG2[15]|EG9[15]|EP06|BG9[56]|BC[269]\d|UC20|RM5\d{2}Q|RG5\d{2}Q|EM12|L[CG]?[78]\d|M[69]5|MC60|SC20|AG35)[A-Z]{1,4}[A-Z0-9]{0,12}",
        examples=("EC25-EUX", "EG91-E", "BG96MA-128-SGN"),
    ),
    _maker(
        "SIMCom",
        r"SIM(?:[5-9]\d{2,3}|A?76\d{2}|A7\d{3}|82\d{2})[A-Z]{0,4}\d?[A-Z0-9]{0,8}",
        examples=("SIM7600E-H", "SIM800L"),
    ),
    _maker("SGMICRO", r"SGM\d{3,5}[A-Z]{0,2}[A-Z0-9]{0,12}", examples=("SGM2019-3.3YN5G/TR", "SGM8551")),
    _maker(
        "XLSEMI",
        r"XL(?:[1-46-9]\d{3}[A-Z]?\d?|1509|25[79]6[A-Z]{0,3}|4015E1)[A-Z0-9]{0,4}(?:E1)?",
        examples=("XL6009E1", "XL4015E1"),
    ),
    _maker("NOVOSENSE", r"NS(?:I(?!(?:45|50)\d{3})\d{4}[A-Z]?\w{0,10}|IP\d{4}\w{0,8})", examples=("NSi8241W1-DSWR",)),
    _maker(
        "3PEAK",
        r"TP(?:[1-5]\d{3}|[AFLTCPH]\d{3,4}|T75\d{2}|T1\d{3}|T4\d{2})[A-Z]{0,2}(?:SR|VR|TR|S5TR|CR|QR|SO1R|SO2R|VS1R|FR|ER)\w{0,2}",
        examples=("TP2584-SR", "TPT1042V-SO1R"),
    ),
    _maker(
        "Shanghai Belling",
        r"BL(?:[01]\d{3,4}|24C\d{2,3}[A-Z]?|8\d{3}|9\d{3}|6\d{3}|13232|3085|3232)[A-Z]{1,3}[A-Z0-9]{0,6}",
        examples=("BL13232E", "BL24C256A"),
    ),
    _maker("EGmicro", r"EG(?:[12378]\d{3}|30\d{2})[A-Z]{0,2}", examples=("EG2134", "EG3012")),
    _maker(
        "STC Micro",
        r"(?:IAP|STC)(?:8[A-Z]?|1[0-9]|89|90|32)[A-Z]{0,3}\d{1,4}[A-Z0-9]{0,10}",
        examples=("STC15W408AS", "STC89C52RC"),
    ),
    _maker("Artery", r"AT32(?:F|WB|A|M|L)\d{3}[A-Z]?[A-Z0-9]{2,7}", examples=("AT32F403AVGT7", "AT32F435CGU7")),
    _maker("Geehy", r"APM32[A-Z]\w{3}[A-Z0-9]{2,6}", examples=("APM32F103CBT6",)),
    _maker("MindMotion", r"MM32[A-Z]{1,4}\w{2,10}", examples=("MM32F103C8T6",)),
    _maker("HDSC", r"HC32[FLAM]\d{3}[A-Z0-9]{2,8}", examples=("HC32F460JETA",)),
    _maker("Nations Technologies", r"N32[A-Z]{1,2}\d{3}[A-Z0-9]{2,6}", examples=("N32G455REL7",)),
    _maker(
        "Holtek",
        r"HT(?:66|70|73|10|45|46|48|32|68|69|82|16|12|62|75|71|78|95)[A-Z]{0,3}\d{1,5}[A-Z]{0,3}\d?",
        r"BS8[1-6][A-Z]{0,2}\d{2}[A-Z]?\w{0,3}",
        examples=("HT66F018", "HT7333-A", "HT1621B"),
    ),
    _maker("Ingenic", r"(?:X[12]0\d\d|JZ47\d{2})[A-Z]{0,3}", examples=("JZ4760", "X2000E")),
    _maker("Amlogic", r"(?:AML)?(?:S9\d{2}|A31\d|T9\d{2}|8726)[A-Z]{1,2}\d?", examples=("S905X3", "A311D")),
    _maker("Allwinner", r"(?:SUN\d{1,2}I\w{0,4}|V3S|AXP\d{3}[A-Z]?)", examples=("AXP209",)),
    _maker("Zhongkewei", r"AT(?:GM\d{3}[A-Z]?\w{0,8}|6558[A-Z]?)", examples=("ATGM336H-5N31", "AT6558R")),
    _maker(
        "Unicore", r"U[MBC](?:220[A-Z]{0,3}|4\d{2}|9\d{2}|6\d{3})[A-Z]{0,2}\d{0,2}", examples=("UM982", "UM220-III")
    ),
    _maker(
        "Realtek",
        r"RTL(?:8\d{3}|9\d{3}|81\d{2})[A-Z]{0,3}\d?[A-Z0-9]{0,6}",
        r"ALC\d{3,4}[A-Z]?\w{0,4}",
        examples=("RTL8211F-CG", "ALC5651"),
    ),
    _maker("Silergy", r"SY(?:[678]\d{3,5}|98\d{3})[A-Z]{1,4}\d?", examples=("SY8113BADC", "SY7208ABC")),
    _maker("QST", r"QM[CIAX]\d{4}[A-Z]?", examples=("QMC5883L",)),
    _maker("Chipanalog", r"CA(?:IS|IF)\d{4}[A-Z]{0,3}\w{0,4}", examples=("CA-IS3050G",)),
)
