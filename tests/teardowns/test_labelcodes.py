"""Codes on reels, bags and plates: what they say, whole or mangled, and that nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teardowns.labelcodes import LabelFacts, parse

FIELDS = [
    "PCUST-1",
    "1PADS1115IDGSR",
    "Q3000",
    "1T4711-AB",
    "9D2214",
    "4LMY",
    "1VTexas Instruments",
    "SSN-1",
    "13Q000001",
    "20P7",
]
WHOLE = "[)>\x1e06\x1d" + "\x1d".join(FIELDS) + "\x1e\x04"
FACTS = LabelFacts(
    maker="Texas Instruments",
    part="ADS1115IDGSR",
    lot="4711-AB",
    date="2214",
    country="MY",
    quantity="3000",
    serial="SN-1",
    others=(("P", "CUST-1"), ("13Q", "000001"), ("20P", "7")),
)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("\x1e\x04", ""),
        WHOLE.replace("\x1e06", "06"),
        WHOLE.replace("\x1e06\x1d", "06"),
        ">" + WHOLE,
        WHOLE + "\r\n",
        WHOLE.replace("\x1d", "<GS>").replace("\x1e", "<RS>").replace("\x04", "<EOT>"),
        WHOLE.replace("\x1d", "{GS}").replace("\x1e", "{RS}").replace("\x04", "{EOT}"),
        WHOLE.replace("\x1d", "␝").replace("\x1e", "␞").replace("\x04", "␄"),
        WHOLE.replace("\x1d", "^]").replace("\x1e", "^^").replace("\x04", "^D"),
        WHOLE.replace("\x1d", "\\x1d").replace("\x1e", "\\x1e").replace("\x04", "\\x04"),
        "\x1d".join(FIELDS),
        "06\x1d" + "\x1d".join(FIELDS) + "\x1e\x04",
    ],
)
def test_a_label_whole_and_as_readers_mangle_it(text: str) -> None:
    assert parse(text.encode()) == FACTS


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        # The customer's number stands for the part only where the maker's is missing.
        ("[)>\x1e06\x1dPLM358\x1dQ10\x1e\x04", LabelFacts(part="LM358", quantity="10")),
        ("[)>\x1e06\x1d10D2215\x1d9D2214\x1e\x04", LabelFacts(date="2215", others=(("9D", "2214"),))),
        (
            "[)>\x1e06\x1d11D202214\x1d4LCHINA\x1dQmany\x1e\x04",
            LabelFacts(date="202214", others=(("4L", "CHINA"), ("Q", "many"))),
        ),
        (
            "[)>\x1e06\x1d12V123456789\x1dVSUP\x1dKPO7\x1e\x04",
            LabelFacts(others=(("12V", "123456789"), ("V", "SUP"), ("K", "PO7"))),
        ),
        (
            "[)>\x1e05\x1d0109506000134352\x1d10AB\x1e06\x1d1PX1\x1e\x04",
            LabelFacts(part="X1", lot="AB", others=(("01", "09506000134352"),)),
        ),
    ],
)
def test_identifiers(text: str, facts: LabelFacts) -> None:
    assert parse(text.encode()) == facts


def test_gs1() -> None:
    body = "0109506000134352" + "11220315" + "17270315" + "10LOT1\x1d240PN-9\x1d21SER\x1d3050"
    facts = LabelFacts(
        part="PN-9",
        lot="LOT1",
        date="220315",
        serial="SER",
        quantity="50",
        others=(("01", "09506000134352"), ("17", "270315")),
    )
    assert parse(f"]d2{body}".encode()) == parse(body.encode()) == facts
    written = "(01)09506000134352(11)220315(17)270315(10)LOT1(240)PN-9(21)SER(30)50"
    assert parse(written.encode()) == facts
    link = parse(b"https://id.gs1.org/01/09506000134352/10/LOT1/21/SER?11=220315")
    assert (link.lot, link.serial, link.date) == ("LOT1", "SER", "220315")
    assert link.others[0] == ("01", "09506000134352") and link.others[-1][0] == "url"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("1PADS1115IDGSR", LabelFacts(part="ADS1115IDGSR")),
        ("Q3000", LabelFacts(quantity="3000")),
        ("4LCN", LabelFacts(country="CN")),
        ("9D2214", LabelFacts(date="2214")),
        ("1PS76SB10", LabelFacts(text="1PS76SB10")),
        ("PCA9685PW", LabelFacts(text="PCA9685PW")),
        ("STM32F103C8T6", LabelFacts(text="STM32F103C8T6")),
        ("10DX", LabelFacts(text="10DX")),
        ("", LabelFacts()),
        ("Плата 2", LabelFacts(text="Плата 2")),
        (
            "{pbn:PICK1,on:SO1,pc:C6186,pm:AMS1117-3.3,qty:20,mc:,cc:1}",
            LabelFacts(
                part="AMS1117-3.3",
                quantity="20",
                others=(("PBN", "PICK1"), ("ON", "SO1"), ("PC", "C6186"), ("CC", "1")),
            ),
        ),
        (
            "PN:NE555P QTY:25 MFR:TEXAS INSTRUMENTS COO:MY",
            LabelFacts(maker="TEXAS INSTRUMENTS", part="NE555P", country="MY", quantity="25"),
        ),
        (
            "https://example.com/x?pn=LM358&lot=7",
            LabelFacts(part="LM358", lot="7", others=(("url", "https://example.com/x?pn=LM358&lot=7"),)),
        ),
        ("https://[bad", LabelFacts(text="https://[bad")),
    ],
)
def test_single_codes_texts_and_addresses(text: str, facts: LabelFacts) -> None:
    assert parse(text.encode()) == facts


@given(st.binary(max_size=300))
def test_never_raises_on_bytes(raw: bytes) -> None:
    assert isinstance(parse(raw), LabelFacts)


@given(st.text(alphabet="[)>\x1d\x1e\x0405 6PQ14LTDV019(){}:,=?/https&]d2", max_size=60))
def test_never_raises_on_what_is_nearly_a_label(text: str) -> None:
    assert isinstance(parse(text.encode()), LabelFacts)


_VALUE = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./+", min_size=1, max_size=20)


@given(part=_VALUE, lot=_VALUE, date=st.from_regex(r"[0-9]{4}", fullmatch=True), extra=_VALUE)
def test_what_was_written_is_read_again(part: str, lot: str, date: str, extra: str) -> None:
    read = parse(f"[)>\x1e06\x1d1P{part}\x1d1T{lot}\x1d9D{date}\x1d33Z{extra}\x1e\x04".encode())
    assert read == LabelFacts(part=part, lot=lot, date=date, others=(("33Z", extra),))
