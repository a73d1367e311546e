"""The decoding child: one picture on standard input, derivatives and `report.json` into the working folder.

Started by `safe_decode` as `python -I decoder_child.py LIMITS` (JSON of `Limits`); holds no settings,
no database and no network. Whatever happens here happens to this process only.
"""

import json
import mmap
import os
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

sys.path.append(str(Path(__file__).resolve().parents[2]))  # -I leaves our own tree off the path

from PIL import Image, ImageFile, UnidentifiedImageError

from teardowns.images import checks, exif, rendering, sandbox
from teardowns.images.types import DecodeRefused, Limits

REPORT = "report.json"
_NO_REPORT = 70
"""An exit status that Python does not use itself: the parent takes 1 and 2 for a decoder that never started."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heif": "HEIF"}
_WHOLE_DECODE_PIXELS = 64_000_000
"""A JPEG above this is decoded at half, a quarter or an eighth: libjpeg scales for next to nothing."""

_EXHAUSTED = ("memory", "security limit", "too large")
"""How Pillow (text chunks of a PNG) and libheif say that a file wants more than they will give."""

_LOSSLESS_BELOW = 500_000


def main(arguments: list[str]) -> None:
    """Decode standard input under the limits given as JSON; always leaves a report unless killed."""
    limits = Limits(**json.loads(arguments[0]))
    stream = os.fdopen(0, "rb")
    stream.seek(0)
    head = stream.read(checks.HEAD_BYTES)
    if checks.sniff(head) == "image/heif":
        _register_heif()
    Image.preinit()
    in_force = sandbox.enter(memory=limits.memory, cpu_seconds=limits.cpu_seconds, output_bytes=limits.output_bytes)
    try:
        report = _prepare(stream, checks.accepted_type(head), limits)
    except DecodeRefused as refusal:
        report = {"code": refusal.code, "detail": refusal.detail}
    except MemoryError:
        report = {"code": "memory_limit", "detail": ""}
    except Exception as fault:  # a stranger's bytes; only the kind of fault may leave, never its text
        report = _failure(fault)
    report["sandbox"] = in_force
    try:
        Path(REPORT).write_text(json.dumps(report), encoding="utf-8")
    except (OSError, MemoryError, ValueError):
        sys.exit(_NO_REPORT)


def _register_heif() -> None:
    import pillow_heif  # noqa: PLC0415 - a heavy library that most photos do not need

    pillow_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def _failure(fault: Exception) -> dict[str, Any]:
    told = str(fault).lower()
    if isinstance(fault, (OSError, RuntimeError, ValueError)) and any(sign in told for sign in _EXHAUSTED):
        return {"code": "memory_limit", "detail": type(fault).__name__}
    return {"code": "decoder_failed", "detail": type(fault).__name__}


def _prepare(stream: IO[bytes], media_type: str, limits: Limits) -> dict[str, Any]:
    if media_type == "image/jpeg":
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            checks.check_jpeg(data)
    # Pillow raises above twice its own limit, and warns above it.
    Image.MAX_IMAGE_PIXELS = min(checks.PIXEL_CEILINGS[media_type], limits.most_pixels) // 2
    warnings.simplefilter("ignore")
    image, full, truncated = _decode(stream, media_type, limits)
    metadata = exif.read(image)
    orientation = 1 if media_type == "image/heif" else metadata.orientation  # libheif has turned it already
    reading = rendering.render(image, rendering.fit_pixels(*image.size, limits.reading_pixels))
    image.close()
    reading = rendering.upright(reading, orientation)
    if orientation >= 5:
        full = full[1], full[0]
    display = rendering.render(reading, rendering.fit_side(*reading.size, limits.display_side))
    thumbnail = rendering.render(display, rendering.fit_side(*display.size, limits.thumbnail_side))
    lossless = reading.width * reading.height <= _LOSSLESS_BELOW
    return {
        "width": full[0],
        "height": full[1],
        "media_type": media_type,
        "truncated": truncated,
        "metadata": asdict(metadata),
        "reading": _save(reading, "reading", "PNG" if lossless else "JPEG", 98),
        "display": _save(display, "display", "JPEG", 88),
        "thumbnail": _save(thumbnail, "thumbnail", "JPEG", 82),
    }


def _decode(stream: IO[bytes], media_type: str, limits: Limits) -> tuple[Image.Image, tuple[int, int], bool]:
    """(decoded picture, size claimed, truncated?): strictly first; if that fails, as far as it goes."""
    for truncated in (False, True):
        ImageFile.LOAD_TRUNCATED_IMAGES = truncated
        stream.seek(0)
        try:
            image = Image.open(stream, formats=[_FORMATS[media_type]])
            full = image.size
            _draft(image, limits)
            image.load()
        except Image.DecompressionBombError:
            raise DecodeRefused("too_many_pixels", "") from None
        except UnidentifiedImageError:
            raise DecodeRefused("decoder_failed", "unreadable header") from None
        except (OSError, SyntaxError, EOFError):
            if truncated or media_type in ("image/webp", "image/heif"):
                raise
        else:
            if truncated and all(low == high for low, high in _extrema(image)):
                raise DecodeRefused("decoder_failed", "nothing to see")
            return image, full if media_type != "image/heif" else image.size, truncated
    raise AssertionError("unreachable")


def _extrema(image: Image.Image) -> list[tuple[float, float]]:
    return [channel.getextrema() for channel in image.split()]  # type: ignore[misc]


def _draft(image: Image.Image, limits: Limits) -> None:
    width, height = image.size
    for factor in (1, 2, 4, 8):
        pixels = width * height // factor**2
        if pixels <= max(_WHOLE_DECODE_PIXELS, limits.reading_pixels):
            if factor > 1:
                image.draft(None, (width // factor, height // factor))
            return


def _save(picture: Image.Image, name: str, kind: str, quality: int) -> dict[str, Any]:
    """Write `picture`, which was made by `Image.new` and `paste` and so carries no metadata to be saved."""
    file_name = f"{name}.{'png' if kind == 'PNG' else 'jpg'}"
    if kind == "PNG":
        picture.save(file_name, kind)
    else:
        picture.save(file_name, kind, quality=quality, subsampling="4:4:4" if quality >= 95 else "4:2:0")
    return {"file": file_name, "width": picture.width, "height": picture.height}


if __name__ == "__main__":
    main(sys.argv[1:])
