"""Texts as chips carry them: part numbers, date and lot codes, makers' names, places. Deterministic for a seed."""

import random
from functools import cache

from provenance import reference

_PLACES = (
    "MALAYSIA TAIWAN KOREA CHINA PHILIPPINES JAPAN USA SINGAPORE THAILAND MEXICO PORTUGAL CHN PHI TWN KOR MYS MAL "
    "THA CN TW KR JP PH SGP IRL HONG KONG INDONESIA MOROCCO MLT ATC-CN"
)
PLACES = _PLACES.split()
_WORDS = (
    "ARM ARM7 ATMEL AVR MICROCHIP XILINX SPARTAN ARTIX KINTEX CYCLONE ALTERA INTEL SAMSUNG SEC HYNIX SKhynix "
    "MICRON NANYA TOSHIBA NEC RENESAS NXP PHILIPS FREESCALE MOTOROLA ST TI TEXAS BURR-BROWN ANALOG DEVICES MAXIM "
    "DALLAS LINEAR LTC INFINEON IR VISHAY FAIRCHILD ONSEMI NATIONAL QUALCOMM BROADCOM MARVELL REALTEK MEDIATEK "
    "Rockchip HISILICON winbond MXIC MX SPANSION CYPRESS ISSI ESMT ETRON EON GigaDevice PUYA BOYA ZETTA u-blox "
    "SiRF Quectel SIMCom intersil SMSC VIA ESS Techpoint AKM ROHM SANYO JRC NJR SONY FUJITSU OKI EPSON CITIZEN "
    "NDK TXC Semtech SILABS LATTICE ACTEL MicroSemi HITTITE SKYWORKS Qorvo RFMD TRIQUINT MURATA TDK MEMS BOSCH "
    "FTDI WIZnet Espressif ESP32 WIFI LEGO PROG TEST REV VER HDMI FLASH CPU DSP SOC FPGA"
)
WORDS = _WORDS.split()
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SAFE = "ABCDEFGHJKLMNPRSTUVWXYZ"
_DIGITS = "0123456789"


@cache
def part_numbers() -> tuple[str, ...]:
    """The shipped catalogue's numbers, printable ones."""
    return tuple(row.number.upper() for row in reference.parts() if 3 <= len(row.number) <= 22)


def line(dice: random.Random) -> str:
    """Return one line of lettering, 1 to about 24 characters."""
    kind = dice.random()
    if kind < 0.34:
        text = _number(dice)
    elif kind < 0.56:
        text = _coded(dice)
    elif kind < 0.74:
        text = _date_and_lot(dice)
    elif kind < 0.82:
        text = " ".join(dice.choice((_coded, _date_and_lot, _place, _number))(dice) for _ in range(2))
    elif kind < 0.90:
        text = dice.choice(WORDS)
        text = dice.choice((text, text, text.upper(), text.lower().capitalize()))
    elif kind < 0.95:
        text = _place(dice)
    else:
        text = _short(dice)
    return text[:26].strip() or "A1"


def _number(dice: random.Random) -> str:
    number = dice.choice(part_numbers())
    cut = dice.random()
    if cut < 0.25 and len(number) > 6:  # markings leave out the package suffix, or the first letters
        number = number[: dice.randint(5, len(number))]
    elif cut < 0.35 and len(number) > 7:
        number = number[dice.randint(1, 3) :]
    if dice.random() < 0.35:  # so that shapes are learned, not a list
        at = dice.randrange(len(number))
        letter = _DIGITS if number[at].isdigit() else _LETTERS
        number = number[:at] + dice.choice(letter) + number[at + 1 :]
    return number.strip("-/. ") or "LM358"


def _coded(dice: random.Random) -> str:
    """Letters and digits in runs, as in any maker's scheme."""
    text = ""
    while len(text) < dice.choice((4, 6, 6, 7, 8, 8, 9, 10, 12)):
        text += "".join(dice.choice(_LETTERS) for _ in range(dice.choice((1, 1, 2, 2, 3))))
        text += "".join(dice.choice(_DIGITS) for _ in range(dice.choice((1, 2, 2, 3, 3, 4))))
    if dice.random() < 0.2:
        at = dice.randrange(2, len(text))
        text = text[:at] + dice.choice("--/.") + text[at:]
    return text


def _date_and_lot(dice: random.Random) -> str:
    date = f"{dice.randrange(0, 27):02d}{dice.randrange(1, 54):02d}"
    letters = "".join(dice.choice(_SAFE) for _ in range(dice.randint(1, 4)))
    digits = "".join(dice.choice(_DIGITS) for _ in range(dice.randint(2, 7)))
    return dice.choice(
        (date, date + letters, letters + date, f"{date} {letters}", digits, letters + digits, digits + letters,
         f"{date}-{letters}", f"{letters}{digits}.{dice.randrange(10)}", f"{date[:3]}",
         f"{letters} {date}{letters[:1]}",
         f"{digits[:3]}{letters}{date}", f"{letters}{digits}{letters}", f"{date} {digits}")
    )  # fmt: skip


def _place(dice: random.Random) -> str:
    place = dice.choice(PLACES)
    return dice.choice(
        (place, place, place.capitalize(), f"{place} {_DIGITS[dice.randrange(10)]}", f"{dice.choice(_LETTERS)} {place}")
    )


def _short(dice: random.Random) -> str:
    pool = _LETTERS + _DIGITS
    return "".join(dice.choice(pool) for _ in range(dice.randint(1, 4)))
