"""What the bytes of a label's code say (pure). Nothing is guessed: what no rule explains stays beside as a pair.

Sources: ISO/IEC 15434 (envelope `[)>` RS format GS ... RS EOT; format 05 holds GS1 identifiers, 06 data identifiers);
ANSI MH10.8.2 (data identifiers: digits and a letter before each value); EIGP 114, formerly ECIA (which of them stand
on labels of electronic components: 1P the maker's number, P the customer's, 1T lot, 9D/10D date code as YYWW, 4L
country of origin, 1V maker, Q quantity, S serial); GS1 General Specifications, chapter 3 (application identifiers and
their lengths) and GS1 Digital Link (the same in a URL). Shops' own forms: LCSC `{pm:...,qty:...}`, TME `PN:... QTY:`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

Pair = tuple[str, str]
LONGEST: Final = 8000
GS, RS, EOT = "\x1d", "\x1e", "\x04"


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """Facts of one code as they are written in it; a field is empty where the code does not say.

    `country`: two letters. `others`: (identifier, value) of all else, in the order of the code. `text`: a code that
    follows no rule, as it reads.
    """

    maker: str = ""
    part: str = ""
    lot: str = ""
    date: str = ""
    country: str = ""
    quantity: str = ""
    serial: str = ""
    others: tuple[Pair, ...] = ()
    text: str = ""


_ANSI: Final[Mapping[str, tuple[str, ...]]] = {
    "maker": ("1V",),
    "part": ("1P", "31P", "P", "30P"),
    "lot": ("1T", "T", "20T", "30T"),
    "date": ("10D", "9D", "11D", "16D", "6D", "D"),
    "country": ("4L", "10L"),
    "quantity": ("Q", "7Q"),
    "serial": ("S", "1S"),
}
"""Field: data identifiers that say it, the one that is meant for it first; the others of them stay pairs."""
_GS1: Final[Mapping[str, tuple[str, ...]]] = {
    "part": ("240",),
    "lot": ("10",),
    "date": ("11",),
    "quantity": ("30", "37"),
    "serial": ("21",),
}
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "maker": ("MFR", "MFG", "MANUFACTURER", "BRAND", "MAKER"),
    "part": ("MPN", "PM", "MFRPN", "PN", "P/N", "PART", "PARTNUMBER", "PARTNO"),
    "lot": ("LOT", "LOTNO", "LOTNUMBER", "BATCH"),
    "date": ("DC", "D/C", "DATECODE", "DATE"),
    "country": ("COO", "ORIGIN", "COUNTRY"),
    "quantity": ("QTY", "QUANTITY"),
    "serial": ("SN", "S/N", "SERIAL", "SERIALNO"),
}
_NAMES: Final = tuple(LabelFacts.__dataclass_fields__)[:7]
_FITS: Final = {
    "country": re.compile(r"[A-Za-z]{2}"),
    "quantity": re.compile(r"\d{1,9}(?:\.\d+)?(?:\s?[A-Za-z]{2,3})?"),
}
"""What a value of the field looks like; another one stays a pair."""
_SPELLED: Final = (
    (GS, re.compile(r"\u241d|<GS>|\{GS\}|\[GS\]|\^\]|\\x1d|\\u001d|\\035|%1D|<0x1d>|<29>", re.IGNORECASE)),
    (RS, re.compile(r"\u241e|<RS>|\{RS\}|\[RS\]|\^\^|\\x1e|\\u001e|\\036|%1E|<0x1e>|<30>", re.IGNORECASE)),
    (EOT, re.compile(r"\u2404|<EOT>|\{EOT\}|\[EOT\]|\^D(?=$)|\\x04|\\u0004|\\004|%04|<0x04>|<4>", re.IGNORECASE)),
)
"""Separators as readers spell them that cannot send control characters."""
_ENVELOPE: Final = re.compile(r"^[^\w\[]{0,3}\[\)>[\x1e\s]?(?=0[56])")
_FORMAT: Final = re.compile(r"(0[56])\x1d?(.*)", re.DOTALL)
_IDENTIFIER: Final = re.compile(r"(\d{0,3}[A-Z])(.*)", re.DOTALL)
_ALONE: Final = re.compile(
    r"(?P<id>Q)(?P<q>\d{1,7})|(?P<id2>9D|10D)(?P<d>\d{4})|(?P<id3>4L)(?P<l>[A-Z]{2})|(?P<id4>1T|1V|30P|31P)(?P<t>\S.{2,})"
    r"|(?P<id5>1P)(?!S\d)(?P<p>\S{3,})"
)
"""A linear code that holds one identifier. `1PS76SB10` is a diode by itself."""
_SYMBOLOGY: Final = re.compile(r"^\](?:d2|C1|Q3|e0|J1)")
_BRACKETS: Final = re.compile(r"\((\d{2,4})\)([^(]*)")
_PAIR: Final = re.compile(r"([A-Za-z][A-Za-z/_.]{0,15})\s?[:=]\s?")
_FIXED: Final[Mapping[str, int]] = {
    "00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "11": 6, "12": 6, "13": 6, "14": 6, "15": 6, "16": 6, "17": 6,
    "18": 6, "19": 6, "20": 2, "31": 8, "32": 8, "33": 8, "34": 8, "35": 8, "36": 8, "41": 14,
}  # fmt: skip
"""Two digits: characters that follow, as GS1 fixes them; all others end with a separator (figure 7.8.5-2)."""
_OF_LENGTH: Final = (
    ("00 01 02 03 04 10 11 12 13 14 15 16 17 20 21 22 30 37 90 91 92 93 94 95 96 97 98 99", 2),
    ("23 24 25 40 41 42 71", 3),
    ("31 32 33 34 35 36 39 43 70 72 80 81 82", 4),
)
_LENGTHS: Final = {start: length for starts, length in _OF_LENGTH for start in starts.split()}
"""First two digits: how long an application identifier is."""


def parse(raw: bytes) -> LabelFacts:
    """The facts in these bytes. Never raises; nothing is guessed."""
    text = _text(raw[:LONGEST])
    unsigned = _SYMBOLOGY.sub("", text)
    read = _enveloped(unsigned)
    if read is None and unsigned != text:
        read = _facts(_elements(unsigned), _GS1)
    if read is None:
        read = _bracketed(unsigned) or _linked(unsigned) or _separated(unsigned) or _alone(unsigned) or _keyed(unsigned)
    if read is not None and read != LabelFacts():
        return read
    return LabelFacts(text="".join(c if c.isprintable() else " " for c in text).strip()[:300])


def _text(raw: bytes) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    for sign, spelled in _SPELLED:
        text = spelled.sub(sign, text)
    return text.strip(" \r\n\t\0")


def _enveloped(text: str) -> LabelFacts | None:
    """A message of ISO/IEC 15434, also without its separators of records; None for anything else."""
    head = _ENVELOPE.match(text)
    if head is None:
        return None
    ansi: list[Pair] = []
    gs1: list[Pair] = []
    for record in text[head.end() :].rstrip(RS + EOT + "\r\n ").split(RS):
        found = _FORMAT.fullmatch(record)
        if found is not None and found[1] == "05":
            gs1 += _elements(found[2])
        else:
            ansi += _identified(found[2] if found is not None else record)
    read = _facts(ansi, _ANSI)
    return _joined(read, _facts(gs1, _GS1)) if gs1 else read


def _identified(record: str) -> Iterator[Pair]:
    for part in record.split(GS):
        found = _IDENTIFIER.fullmatch(part.strip())
        if found is not None and found[2].strip():
            yield found[1], found[2].strip()
        elif found is None and part.strip():
            yield "", part.strip()


def _separated(text: str) -> LabelFacts | None:
    """Data identifiers between separators whose envelope got lost."""
    if GS not in text:
        return None
    pairs = list(_identified(re.sub(r"^0[56]\x1d", "", text.strip(GS + RS + EOT)).replace(RS, GS).replace(EOT, "")))
    known = {name for names in _ANSI.values() for name in names}
    if any(identifier in known for identifier, _value in pairs):
        return _facts(pairs, _ANSI)
    return _facts(_elements(text), _GS1)


def _alone(text: str) -> LabelFacts | None:
    found = _ALONE.fullmatch(text)
    if found is None:
        return _facts(_elements(text), _GS1) if re.match(r"01\d{14}", text) and _checked(text[2:16]) else None
    identifier, value = (group for group in found.groups() if group is not None)
    return _facts([(identifier, value)], _ANSI)


def _elements(text: str) -> list[Pair]:
    """GS1 element strings: identifiers of fixed length follow each other, the others end with a separator."""
    pairs: list[Pair] = []
    rest = text.strip(GS + RS + EOT)
    while rest:
        length = _LENGTHS.get(rest[:2], 0)
        if not length or not rest[:length].isascii() or not rest[:length].isdigit():
            pairs.append(("", rest))
            break
        identifier = rest[:length]
        if identifier[:2] in _FIXED:
            end = 2 + _FIXED[identifier[:2]]
            value, rest = rest[length:end], rest[end:].removeprefix(GS)
        else:
            value, _sign, rest = rest[length:].partition(GS)
        if value:
            pairs.append((identifier, value))
    return pairs


def _bracketed(text: str) -> LabelFacts | None:
    """The same as people read it: `(01)09506000134352(10)AB-12`."""
    if not re.fullmatch(r"(?:\(\d{2,4}\)[^()]+)+", text):
        return None
    return _facts([(found[1], found[2].strip()) for found in _BRACKETS.finditer(text)], _GS1)


def _linked(text: str) -> LabelFacts | None:
    """A URL: GS1 Digital Link, or keys that say what they hold. The URL itself stays."""
    if not re.match(r"https?://\S+$", text, re.IGNORECASE):
        return None
    try:
        parts = urlsplit(text)
        asked = parse_qsl(parts.query)
    except ValueError:
        return None
    steps = [unquote(step) for step in parts.path.split("/")]
    gs1: list[Pair] = []
    if "01" in steps and _checked(_next(steps, "01")):
        start = steps.index("01")
        gs1 = [*zip(steps[start::2], steps[start + 1 :: 2], strict=False), *asked]
    read = _facts(gs1, _GS1) if gs1 else _facts(_known(asked), _KEYS)
    return _joined(read, LabelFacts(others=(("url", text[:1000]),)))


def _keyed(text: str) -> LabelFacts | None:
    """Words before values, as shops write them: `{pm:LM358,qty:100}`, `PN:LM358 QTY:100 MFR:TI`."""
    if text.startswith("{") and text.endswith("}"):
        cells = [cell.partition(":") for cell in text[1:-1].split(",")]
        pairs = [(key.strip(), value.strip()) for key, sign, value in cells if sign and value.strip()]
    else:
        marks = list(_PAIR.finditer(text))
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        pairs = [(m[1], text[m.end() : end].strip(" ,;|\r\n\t")) for m, end in zip(marks, ends, strict=False)]
    known = _known(pairs)
    return _facts(known, _KEYS) if known else None


def _known(pairs: Iterable[Pair]) -> list[Pair]:
    """All of them with bare keys, when at least one key is known; else nothing, for a text may have colons."""
    bare = [(re.sub(r"[\s_.]", "", key).upper(), value) for key, value in pairs if value]
    names = {name for listed in _KEYS.values() for name in listed}
    return bare if any(key in names for key, _value in bare) else []


def _facts(pairs: Iterable[Pair], rules: Mapping[str, tuple[str, ...]]) -> LabelFacts:
    left = [(identifier, value.strip()) for identifier, value in pairs]
    said: dict[str, str] = {}
    for name, identifiers in rules.items():
        fits = _FITS.get(name)
        for wanted in identifiers:
            found = next((pair for pair in left if pair[0] == wanted and (not fits or fits.fullmatch(pair[1]))), None)
            if found is not None:
                said[name] = found[1].upper() if name == "country" else found[1]
                left.remove(found)
                break
    return LabelFacts(**said, others=tuple(left))


def _joined(one: LabelFacts, other: LabelFacts) -> LabelFacts:
    said = {name: getattr(one, name) or getattr(other, name) for name in _NAMES}
    return LabelFacts(**said, others=one.others + other.others)


def _next(steps: list[str], step: str) -> str:
    following = steps[steps.index(step) + 1 :]
    return following[0].rjust(14, "0") if following else ""


def _checked(gtin: str) -> bool:
    """Whether 14 digits end with their check digit (GS1 General Specifications, 7.9.1)."""
    if not re.fullmatch(r"[0-9]{14}", gtin):
        return False
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(gtin[:13]))
    return (weighted + int(gtin[13])) % 10 == 0
