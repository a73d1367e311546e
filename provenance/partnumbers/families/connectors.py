"""Relays, connectors, transformers and switches: named so that they are not taken for chips."""

from provenance.partnumbers.families.base import Family, scheme

_TE = Family(
    manufacturer="TE Connectivity",
    numberings=(scheme(r"(?P<base>V23\d{3}[A-Z]\d{4}[A-Z]\d{3})"),),
    examples=("V23079-A1005-B301",),
)
_AMPHENOL = Family(
    manufacturer="Amphenol",
    numberings=(
        scheme(
            r"(?P<base>(?:MS|D38999|M83723|MIL)(?:27\d{3}|3\d{3}|\d{1,5})[A-Z]?\d{1,2}[A-Z]{0,2}\d{1,3}[PS][NWXYZABC]?[A-Z]?)",
            shared=True,
        ),
    ),
)
_PULSE = Family(
    manufacturer="Pulse Electronics",
    numberings=(
        scheme(
            r"(?P<base>(?:HX?|HM|JX?D?|JK|TX?|PE|PA|PB|PF|PG|PH|PM|PL|P|B|E|G|AX|HN|HU|HP)[A-Z]?\d{3,5}(?:\d{3})?[A-Z]{0,3}\d{0,3})(?P<suffix>NLT?)"
        ),
        scheme(r"(?P<base>PE[56]\d{4}|HX[01256]\d{3}|H1102|H5[0-9]{3})"),
    ),
    examples=("HX1188NL", "H5062NL", "PE-54586NL", "PB2020.472NL", "HX0068ANL"),
)
_HALO = Family(
    manufacturer="Halo Electronics",
    numberings=(
        scheme(
            r"(?P<base>T(?:G(?:1G|110|01|04|74|18|22|43|54|59|83|92|2G|5G|10G)?|GM?|GR|DM?|GSP|NT)[0-9A-Z]*\d{2,4}N[0-9DRSTVWXYZ]{1,2}[A-Z]{0,3})"
        ),
        scheme(r"(?P<base>HFJ[ST]?\w{2}\w{3,12})"),
    ),
    examples=("TG1G-E001NZRL", "TG110-S050N2RL", "HFJ11-2450E-L12RL"),
)
_OMRON = Family(
    manufacturer="Omron",
    numberings=(
        scheme(r"(?P<base>G(?:[2-9][A-Z]{1,3}|3V[MA])\d{0,4}[A-Z0-9]{0,10})(?P<suffix>DC\d{1,3}|AC\d{1,3})"),
        scheme(r"(?P<base>G3VM\d{2,3}[A-Z]{1,3}\d?)"),
        scheme(r"(?P<base>EES[XYPBA]\d{3,4}[A-Z0-9]{0,4})"),
        scheme(r"(?P<base>(?:B3F|B3S|B3FS|B3U|B3W|A6[A-Z]|D2F|D2S|SS|D3V)\d{3,4}[A-Z0-9]{0,4})"),
    ),
    examples=("G6K-2F-Y DC5", "G3VM-61A1", "EE-SX1041", "B3F-1000"),
)
_HONGFA = Family(
    manufacturer="Hongfa",
    numberings=(
        scheme(
            r"(?P<base>HF(?:D\d{1,2}|E\d{1,2}|\d{2,3}F?|V\d{1,2}|S\d{2}|32F|3FA?|46F|115F|41F|49F|18FF|14FF|105F|152F|165|2160)[A-Z]{0,3}\d{0,3})(?P<suffix>(?:12|24|5|05|3|4\.?5|48|9|6|012|024|005)[A-Z]{0,2}\d?[A-Z]{0,4}\d{0,3})"
        ),
    ),
    examples=("HFD4/12-LS", "HF115F/012-1ZS3"),
)
_SONGLE = Family(
    manufacturer="Songle",
    numberings=(
        scheme(
            r"(?P<base>S(?:RD|RA|RU|RS|LA|LC|MI|RSZ)(?:0?[35]|06|09|12|24|48)VDC)(?P<suffix>[A-Z]{1,3}\d?[A-Z]{0,2})?"
        ),
    ),
    examples=("SRD-05VDC-SL-C",),
)
_OUPIIN = Family(
    manufacturer="Oupiin",
    numberings=(scheme(r"(?P<base>9\d{3}\d{5}[A-Z]\d{2}[A-Z])"),),
    examples=("9001-15321C00A",),
)
FAMILIES = (_TE, _AMPHENOL, _PULSE, _HALO, _OMRON, _HONGFA, _SONGLE, _OUPIIN)
