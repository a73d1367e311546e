"""What looks like a part number in a description of goods, and what only looks like one."""

import re
from itertools import pairwise

from provenance.partnumbers.normalise import canonical

SHORTEST = 5
LONGEST = 40
"""Characters of the canonical number."""
_TOKEN = re.compile(r"[^\W_](?:[^\W_]|[-/.+#_:](?=[^\W_]))+")
_DIGIT = re.compile(r"\d")
_NO_PART = re.compile(
    r"""
    \d+(?:[.,/X*-]\d+)*[-]?(?:                                          # an amount in a unit, a size, a count
        [KMGTUNP]?(?:V|A|W|F|H|HZ|OHM|OHMS|B|BIT|BITS|BYTE|BPS|M|G|L|S|AH|VA|VAC|VDC|AC|DC|PA|N|J)|MAH|KWH|WH|KVA|R
        |MM|CM|KM|UM|MIL|INCH|IN|FT|MM2|CM2|M2|M3|SQM|KG|KGS|GR|GRAM|GRAMS|MG|LB|LBS|OZ|TON|TONS|T|ML|LTR
        |PCS|PC|PCE|PIECE|PIECES|EA|UNIT|UNITS|SET|SETS|CTN|CTNS|BOX|BOXES|REEL|REELS|ROLL|ROLLS|PACK|PKG|PAIR|PAIRS
        |PIN|PINS|WAY|CH|CHANNEL|POS|LAYER|LAYERS|CORE|PORT|PORTS|DB|DBM|DBI|PPM|RPM|DEG|C|K|MHZ|GHZ|KHZ|MBIT|GBIT|MBPS|GBPS
        |SEC|MIN|HRS|DAYS|YEARS|USD|EUR|RUB|UAH|CNY|HKD|ММ|СМ|КГ|ГР|Г|ШТ|М|В|ВТ|МКФ|ПФ|ОМ|КОМ|ГЦ|МГЦ|ГГЦ|Л)
    |(?:\d+(?:[.,]\d+)?[KMGTUNP]?(?:V|A|W|F|H|HZ|OHM)[-/])+\d+(?:[.,]\d+)?[KMGTUNP]?(?:V|A|W|F|H|HZ|OHM|%)?  # 10UF/50V
    |\d+(?:[X*]\d+)+[A-Z]{0,3}
    |(?:HS|HTS|HSCODE|TNVED|UKTZED|CN|ТНВЭД|УКТЗЕД)[-:]?\d[\d.]+       # a customs code
    |(?:INV|INVOICE|PO|AWB|BL|CMR|GTD|DOC|ORDER|ORD|CONTRACT|CONTR|REF|CTR|ITEM|POS|LOT|LOTS|BATCH|DC|DATECODE|SN|TEL|FAX
        |ART|NO|NR|QTY|TOTAL|USD|EUR|DATE|DTD|MODEL|LINE|YEAR|VAT|INN|TIN)[-./#]?\d[\d/.-]*[A-Z]?
    |\d{6,}[-/.]?[A-Z]?
    |\d{1,4}[-./]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[-./]?\d{2,4}
    |(?:ISO|IEC|EN|DIN|GOST|ASTM|IEEE|IPC|MIL-STD|MIL-PRF|UL|RS|USB|DDR|LPDDR|GDDR|PCIE?|SATA|HDMI|CAT|AWG|IP|ROHS|COVID|WIFI
        |ГОСТ)[-./]?\d[\dA-Z./-]{0,8}
    |(?:SOT|SOD|SOIC|SOP|SSOP|TSSOP|MSOP|QSOP|TSOP|SOJ|DIP|PDIP|CDIP|SIP|ZIP|QFP|LQFP|TQFP|PQFP|QFN|VQFN|WQFN|UQFN|DFN|WDFN
        |BGA|FBGA|FCBGA|TFBGA|LFBGA|CSBGA|CABGA|PBGA|UBGA|WLCSP|CSP|LGA|PLCC|LCC|CLCC|PGA|TO|DPAK|D2PAK|SC|DO|SMA|SMB|SMC)
        [-]?\d[\d-]*[A-Z]{0,2}
    |(?:MP|MPX|LED|LCD|TFT|CPU|GPU|MCU|RAM|SSD|HDD|SMD|PCB|IC|ICS|TYPE|CLASS|GRADE|SIZE|SERIES|VER|REV|V)[-.]?\d[\d.]*
    |\d+(?:ST|ND|RD|TH)|\d+[-./]\d+[-./]\d+T?\d*
    """,
    re.VERBOSE,
)


def part_like(text: str) -> tuple[str, ...]:
    """The pieces of a text that look like part numbers, as written, each once.

    Letters and at least two digits, five characters at least; no amount in a unit, customs code, date, package,
    standard or number of a paper.
    """
    if not _DIGIT.search(text):
        return ()
    return tuple(dict.fromkeys(token for token in map(str, _TOKEN.findall(text)) if is_part_like(token)))


def is_part_like(token: str) -> bool:
    """Whether one word looks like a part number."""
    digits = sum(character.isdigit() for character in token)
    if digits < 2 or not any(character.isalpha() for character in token):
        return False
    upper = token.upper()
    return SHORTEST <= len(canonical(token)) <= LONGEST and not _NO_PART.fullmatch(upper)


def split_numbers(text: str) -> tuple[str, ...]:
    """Apart: in two pieces with a space between, where neither looks like a number by itself: "LM 317T", "BC 547"."""
    if not _DIGIT.search(text):
        return ()
    words = text.split()
    pairs = (f"{one}{other}" for one, other in pairwise(words) if _half(one) and other[:1].isdigit())
    return tuple(dict.fromkeys(pair for pair in map(_bare, pairs) if is_part_like(pair)))


def _half(word: str) -> bool:
    return word.isalpha() and len(word) <= 4 and word.isupper()


def _bare(token: str) -> str:
    found = _TOKEN.match(token)
    return found[0] if found else ""
