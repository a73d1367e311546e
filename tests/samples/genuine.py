"""Photos such as real devices write them. Every function returns the bytes of one file; sizes in pixels."""

import functools
import io
import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter

pillow_heif.register_heif_opener()

CORNERS = ((200, 40, 40), (40, 170, 60), (40, 60, 190), (220, 200, 60))
"""Colours of the card's corners: top left, top right, bottom right, bottom left."""


def card(width: int = 640, height: int = 480) -> Image.Image:
    """A test card: four known corners, some lettering, some texture."""
    noise = random.Random(f"{width}x{height}").randbytes(width * height)
    picture = Image.frombytes("L", (width, height), noise).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    w, h = width // 4, height // 4
    for colour, (x, y) in zip(CORNERS, ((0, 0), (width - w, 0), (width - w, height - h), (0, height - h)), strict=True):
        draw.rectangle((x, y, x + w, y + h), fill=colour)
    draw.text((width // 3, height // 2), "XC7Z020 2134", fill=(240, 240, 240))
    return picture


def jpeg(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A JPEG of `picture` (the card by default); `options` go to Pillow."""
    return _saved(picture or card(), "JPEG", **options)


def png(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A PNG."""
    return _saved(picture or card(), "PNG", **options)


def webp(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A WebP."""
    return _saved(picture or card(), "WEBP", **options)


def heic(picture: Image.Image | None = None, **options: Any) -> bytes:
    """A HEIC as phones write it (HEVC, through pillow-heif's encoder, which takes about a second)."""
    return _saved(picture or card(), "HEIF", **options)


def mpo(second: Image.Image | None = None, **options: Any) -> bytes:
    """A JPEG with a second picture behind it, as stereo cameras and phones with a depth map write it."""
    return _saved(card(), "MPO", save_all=True, append_images=[second or card(160, 120)], **options)


def cmyk() -> bytes:
    """A four-colour JPEG (Adobe's inverted kind)."""
    return jpeg(card().convert("CMYK"))


def grey() -> bytes:
    """A grey JPEG."""
    return jpeg(card().convert("L"))


def png_16_bit() -> bytes:
    """A grey PNG of 16 bits: left half 0x4000, right half 0xC000."""
    line = b"\x00\x40" * 160 + b"\x00\xc0" * 160
    return png(Image.frombytes("I;16", (320, 200), line * 200))


def png_palette() -> bytes:
    """A PNG with a palette and a transparent entry."""
    return png(card().quantize(32), transparency=0)


def png_with_alpha() -> bytes:
    """A PNG whose right half is fully transparent."""
    picture = card().convert("RGBA")
    picture.paste((0, 0, 0, 0), (320, 0, 640, 480))
    return png(picture)


def truncated_jpeg(part: float = 0.6) -> bytes:
    """The first `part` of a JPEG: a phone that lost power while writing."""
    whole = jpeg(quality=90)
    return whole[: int(len(whole) * part)]


def oriented_jpeg(orientation: int) -> bytes:
    """A JPEG whose pixels are stored so that EXIF `orientation` (1 to 8) makes the card upright again."""
    undo = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    picture = card()
    if undo is not None:
        picture = picture.transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = orientation
    return jpeg(picture, exif=exif, quality=95)


@functools.cache
def jpeg_200_megapixels() -> Path:
    """A file of 16320 x 12240 pixels, kept for all tests of this user (a few seconds to make)."""
    path = Path(tempfile.gettempdir()) / f"chiptrail-sample-200mp-{os.getuid()}.jpg"
    if not path.exists():
        picture = card(1632, 1224).resize((16320, 12240), Image.Resampling.NEAREST)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".jpg", delete=False) as made:
            picture.save(made, "JPEG", quality=50)
        Path(made.name).replace(path)
    return path


SMALL: dict[str, Callable[[], bytes]] = {
    "jpeg": jpeg,
    "progressive": lambda: jpeg(progressive=True),
    "grey": grey,
    "cmyk": cmyk,
    "mpo": mpo,
    "png": png,
    "png_16_bit": png_16_bit,
    "png_palette": png_palette,
    "png_with_alpha": png_with_alpha,
    "webp": webp,
    "webp_lossless": lambda: webp(lossless=True),
    "heic": heic,
}
"""Name -> maker of each small genuine file."""


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
