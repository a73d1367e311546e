"""The six pictures of the demonstration: real makers' part numbers on rendered boards, each labelled as rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from .optics import CLEAN, FIELD, HARD, Conditions
from .packages import ChipSpec
from .render import RenderedPhoto, render_board

LABEL = "RENDERED BY CHIPTRAIL - NOT A PHOTOGRAPH"
LABEL_HEIGHT = 56
MODERATE = Conditions(tilt=0.4, glare=0.4, blur=0.3, noise=0.35, vignette=0.5, wear=0.4, contrast=0.6)


@dataclass(frozen=True, slots=True)
class DemoPhoto:
    """One picture of the demonstration; lettering follows the makers' own top-mark layouts, lots are invented."""

    name: str
    seed: int
    chips: Sequence[ChipSpec]
    conditions: Conditions
    size: tuple[int, int] = (1600, 1200)
    passives: int = 22


STM32 = ("STM32F405", "RGT6", "GH21L VG", "PHL 7B 218", "ARM")
AD9361 = ("ANALOG DEVICES", "AD9361BBCZ", "#1843", "2873241.1", "KOREA")
MAX3490 = ("MAXIM", "MAX3490", "ESA+", "2147")
FPGA = ("ALTERA", "MAX 10", "10M08SAU169C8G", "K CAAAU1932A", "KOREA")
FLASH = ("winbond", "25Q128JVSQ", "1927")
DSP = ("TMS320F28335", "PGFA", "CA-2BW8C9T", "G4")
PIC = ("PIC18F45K22", "-I/PT", "2032U0G", "MICROCHIP")
OPAMP = ("LM358N", "ED45JF")
UBLOX = ("NEO-M8N", "0-10", "22140014")
SRAM = ("CY7C1041G30", "-10ZSXI", "CYP 634312", "1925")
GATE = ("SN74HC595N", "52CXR7K E4")
PHY = ("KSZ8081RNB", "1950A9T", "MICREL")

DEMO_PHOTOS: Sequence[DemoPhoto] = (
    DemoPhoto("navigation-board", 11, (ChipSpec(STM32, "qfp", 0, 24), ChipSpec(MAX3490, "soic", 90, 18)), FIELD),
    DemoPhoto("radio-chip", 12, (ChipSpec(AD9361, "bga", 0, 46),), MODERATE, (1280, 960), 6),
    DemoPhoto(
        "video-board",
        13,
        (
            ChipSpec(FPGA, "bga", 180, 22),
            ChipSpec(FLASH, "soic", 0, 20, "engraved"),
            ChipSpec(SRAM, "soic", 270, 20),
        ),
        FIELD,
    ),
    DemoPhoto("motor-controller", 14, (ChipSpec(DSP, "qfp", 90, 26), ChipSpec(OPAMP, "soic", 0, 20)), MODERATE),
    DemoPhoto("power-board", 15, (ChipSpec(PIC, "qfp", 0, 34, "engraved"),), CLEAN, (1200, 900), 8),
    DemoPhoto(
        "flight-computer",
        16,
        (
            ChipSpec(STM32, "qfp", 180, 20),
            ChipSpec(UBLOX, "bga", 0, 22),
            ChipSpec(GATE, "soic", 0, 18),
            ChipSpec(PHY, "qfp", 90, 20),
            ChipSpec(MAX3490, "soic", 0, 16),
        ),
        HARD,
        (2000, 1500),
        34,
    ),
)


def render_demo_photo(photo: DemoPhoto) -> RenderedPhoto:
    """Return the picture without its label."""
    return render_board(
        photo.chips, seed=photo.seed, size=photo.size, conditions=photo.conditions, passives=photo.passives
    )


def labelled(image: Image.Image) -> Image.Image:
    """Return the picture with the margin that says what it is."""
    framed = Image.new("RGB", (image.width, image.height + LABEL_HEIGHT), (236, 234, 228))
    framed.paste(image, (0, 0))
    font = ImageFont.load_default(size=LABEL_HEIGHT * 0.45)
    left, top, right, bottom = font.getbbox(LABEL)
    place = ((image.width - (right - left)) / 2, image.height + (LABEL_HEIGHT - (bottom - top)) / 2 - top)
    ImageDraw.Draw(framed).text(place, LABEL, font=font, fill=(70, 66, 60))
    return framed


def write_demo_photos(folder: Path) -> list[Path]:
    """Write the pictures as JPEG files into an existing folder and return their paths; the bytes do not vary."""
    paths = []
    for photo in DEMO_PHOTOS:
        path = folder / f"rendered-{photo.name}.jpg"
        labelled(render_demo_photo(photo).image).save(path, "JPEG", quality=92)
        paths.append(path)
    return paths
