"""Crystals, oscillators and clocks."""

from provenance.partnumbers.families.base import GENERAL, Family, scheme, top_mark

_CTS = Family(
    manufacturer="CTS",
    numberings=(
        scheme(r"(?P<base>(?:CTS)?(?:1[0-9]|2[0-9]|3[0-9])?CB3[A-Z0-9]{0,14})"),
        scheme(r"(?P<base>(?:CTS)(?:[2-7]\d{2}[A-Z0-9]{1,14}))"),
    ),
    examples=("CTS23CB3", "CB3LV-3I-50M0000"),
)
_ABRACON = Family(
    manufacturer="Abracon",
    numberings=(
        scheme(
            r"(?P<base>(?:ABM\d{1,2}[A-Z]{0,3}|ABLS\d?|ABLNO|ABS\d{2}|ABMM|ABL|ASE|ASFL1?|ASDMB|ASTX|ASVT?X|ASEMB|ASV|ASAAIG|AOCJY\d?|AB18X5?)\d{0,3}[A-Z0-9]{4,20})"
        ),
    ),
    examples=("ABM8G-25.000MHZ-18-D2Y-T", "ABLS-8.000MHZ-B4-T", "ASE-25.000MHZ-LC-T"),
)
_EPSON = Family(
    manufacturer="Epson",
    numberings=(
        scheme(
            r"(?P<base>SG(?:210|211|310|3225|5032|7050|8002|8003|8018|8101|9101|2016|2520|636|531|615|710)[A-Z]{2,4}\w{0,12})"
        ),
        scheme(r"(?P<base>(?:TSX3225|FA(?:238|128|118|20H)|TG(?:2016|2520|5006|5021|3541|3530))\w{0,16})"),
        scheme(r"(?P<base>(?:RX|RTC)[48]\d{3})(?P<suffix>[A-Z]{2,3}\w{0,6})"),
        scheme(r"(?P<base>S1[DRLV]\d{5}[A-Z]?\w{0,8})"),
    ),
    top_marks=(
        top_mark(
            r"R(4543|4513|4553|4574|8025|8564|8581|8571|8900|8803|8111|8130)[A-Z]{0,3}",
            r"R\1",
            source=f"{GENERAL}: Epson's clocks carry R and the digits",
        ),
    ),
    examples=("SG-8002CA-PCB", "RX-8025SA", "RTC-4543SA", "S1D13700F02A100"),
)
_NDK = Family(
    manufacturer="NDK",
    numberings=(scheme(r"(?P<base>N[XZT](?:1210|1612|2016|2520|3225|4025|5032|8045)[A-Z]{2}[A-Z0-9]{0,14})"),),
    examples=("NX3225SA-25MHZ", "NZ2520SDA"),
)
_SITIME = Family(
    manufacturer="SiTime",
    numberings=(scheme(r"(?P<base>SIT(?:[89]\d|1[4-6]|3[3-8]|5\d)\d{2})(?P<suffix>[A-Z][A-Z0-9]{1,24})"),),
    examples=("SiT8008BI-12-33E-25.000000",),
)
_RAKON = Family(
    manufacturer="Rakon",
    numberings=(scheme(r"(?P<base>(?:RPT|RFPO|RPFO|RHT)\d{4}[A-Z]?\w{0,8})"),),
    examples=("RPT7050A",),
)
_IQD = Family(
    manufacturer="IQD",
    numberings=(scheme(r"(?P<base>LF(?:XTAL|SPXO|TVXO|TCXO|VCXO|OCXO)0?\d{5,6})(?P<suffix>[A-Z]{0,5})"),),
    examples=("LFTVXO009909", "LFXTAL003000"),
)
FAMILIES = (_CTS, _ABRACON, _EPSON, _NDK, _SITIME, _RAKON, _IQD)
