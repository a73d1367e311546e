"""What is printed on the boards of the scene, and what the stand-in for OCR makes of it."""

from collections.abc import Sequence

from tests.tools.packages import ChipSpec

RADIO: Sequence[ChipSpec] = (
    ChipSpec(("ST  ARM", "STM32F405", "RGT6", "GQ24H VQ", "CHN 213"), "qfp", 0, 24),
    ChipSpec(("AD9361", "BBCZ  #2147", "3871462.1", "KOREA"), "bga", 90, 34),
    ChipSpec(("MAX3490", "ESA+", "2039"), "soic", 0, 20),
    ChipSpec(("ALTERA", "MAX 10", "10M08SAU169", "C8G", "K AAB9X2036A"), "bga", 0, 24),
    ChipSpec(("winbond", "25Q128JVSQ", "2116"), "soic", 0, 22),
    ChipSpec(("5430", "TI 14K", "A1X9"), "soic", 0, 18),
    ChipSpec(("XXXX", "XXXXX"), "qfp", 0, 18),
)
POWER: Sequence[ChipSpec] = (
    ChipSpec(("XC7A100T", "CSG324", "2035", "TAIWAN"), "bga", 0, 28),
    ChipSpec(("TMS320F28335", "PGFA", "CA-2BW8C9T"), "qfp", 180, 26),
    ChipSpec(("LM358N", "ED45JF"), "soic", 0, 22),
)
AUTOPILOT: Sequence[ChipSpec] = (
    ChipSpec(("STM32F405", "RGT6", "GH21L VG"), "qfp", 0, 22),
    ChipSpec(("MAX3490", "ESA+", "2147"), "soic", 0, 18),
    ChipSpec(("winbond", "25Q128JVSQ", "1927"), "soic", 0, 18),
    ChipSpec(("NEO-M8N", "0-10", "22140014"), "bga", 0, 20),
    ChipSpec(("SN74HC595N", "52CXR7K E4"), "soic", 0, 18),
    ChipSpec(("KSZ8081RNB", "1950A9T", "MICREL"), "qfp", 0, 18),
    ChipSpec(("PIC18F45K22", "-I/PT", "2032U0G"), "qfp", 90, 20),
    ChipSpec(("LT1763CS8", "1712"), "soic", 0, 18),
)
MISREAD = {
    "NEO-M8N": ("NEO-M8N", ("NE0-M8N",)),
    "KSZ8081RNB": ("KSZ8O81RNB", ("KSZ8081RNB",)),
    "BBCZ  #2147": ("8BCZ  #2147", ("BBCZ  #2147",)),
    "MAX3490": ("МАХ3490", ()),
    "STM32F405": ("STM32F405", ("STM32F4O5",)),
}
"""What the stand-in for OCR makes of a line, and what other passes read."""
LEGIBILITY = {
    "XXXX": {"verdict": "illegible", "reasons": [{"code": "ground_off", "params": {}}]},
    "5430": {
        "verdict": "partial",
        "reasons": [{"code": "too_small", "params": {"height": 11, "needed": 20}}, {"code": "glare", "params": {}}],
    },
    "ALTERA": {"verdict": "partial", "reasons": []},
    "NEO-M8N": {"verdict": "partial", "reasons": [{"code": "blurred", "params": {}}]},
}
"""How well chips can be read, by their first line; the others are clear."""
CLEAR: dict[str, object] = {"verdict": "clear", "reasons": []}
