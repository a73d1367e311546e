"""Files made to do harm, and files that are merely not photos. No file here is larger than a few megabytes."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from tests.samples import genuine
from tests.samples.carriers import chunk, segment, with_chunk, with_segment


@dataclass(frozen=True, slots=True)
class Hostile:
    """A bad file and the refusal it deserves; "" when it shall be shown all the same."""

    name: str
    make: Callable[[], bytes]
    code: str


def small_header_jpeg(width: int, height: int, *, length: int = 631, progressive: bool = False) -> bytes:
    """A JPEG of `length` bytes that claims to be large: tables and a scan, and hardly any data."""
    whole = genuine.jpeg(Image.new("RGB", (16, 16), (90, 90, 90)), progressive=progressive)
    frame = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    claimed = whole[: frame + 5] + struct.pack(">HH", height, width) + whole[frame + 9 :]
    return claimed[:length].ljust(length, b"\0")


def scan_bomb(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: libjpeg walks the whole picture for each."""
    whole = genuine.jpeg(Image.new("RGB", (width, height), (90, 120, 90)), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * scans + b"\xff\xd9"


def webp_canvas_bomb(side: int = 16384, size: int = 300_000) -> bytes:
    """An animated WebP of 300 kB whose canvas takes a gigabyte; its frames are tiny."""
    frames = [Image.new("RGB", (32, 32), (shade, 0, 0)) for shade in (10, 200)]
    made = bytearray(genuine.webp(frames[0], save_all=True, append_images=frames[1:]))
    place = made.index(b"VP8X") + 12
    made[place : place + 6] = (side - 1).to_bytes(3, "little") * 2
    made += b"JUNK" + struct.pack("<I", size) + bytes(size)
    made[4:8] = struct.pack("<I", len(made) - 8)
    return bytes(made)


def webp_lossless_bomb() -> bytes:
    """A lossless WebP whose header claims 16384 x 16384."""
    made = bytearray(genuine.webp(Image.new("RGB", (64, 64), (1, 2, 3)), lossless=True))
    place = made.index(b"VP8L") + 9
    made[place : place + 4] = struct.pack("<I", 16383 | 16383 << 14)
    return bytes(made)


def png_claiming(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """A PNG whose header claims a size its few bytes of data cannot fill."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def exif_jpeg(directory: bytes) -> bytes:
    """A JPEG whose EXIF block is `directory`, a little-endian TIFF body that starts at offset 8."""
    return with_segment(genuine.jpeg(), 0xE1, b"Exif\0\0II*\0\x08\0\0\0" + directory)


def looping_exif() -> bytes:
    """Directories that point at themselves and at each other: EXIF, GPS, interoperability, next."""
    tags = [(0x8769, 8), (0x8825, 8), (0xA005, 8), (0x014A, 8)]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, where) for tag, where in tags)
    return exif_jpeg(struct.pack("<H", len(tags)) + entries + struct.pack("<I", 8))


def overlapping_exif(entries: int = 5000) -> bytes:
    """Each of 5,000 tags claims the same 60 kB: 300 MB of values from a 60 kB block."""
    body = b"".join(struct.pack("<HHII", 0x9000 + index, 7, 59_000, 64) for index in range(entries))
    return exif_jpeg(struct.pack("<H", entries) + body + b"\0\0\0\0")


def many_exif_segments(count: int = 120) -> bytes:
    """EXIF in 120 segments, which a reader joins."""
    whole = genuine.jpeg()
    first = segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + bytes(65_000))
    return whole[:2] + first + segment(0xE1, b"Exif\0\0" + bytes(65_000)) * count + whole[2:]


def text_bomb_png(kind: bytes, megabytes: int = 100) -> bytes:
    """A PNG with a compressed text chunk that unpacks to 100 MB."""
    packed = zlib.compress(bytes(megabytes * 2**20), 9)
    body = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"icc\0\0"}[kind]
    return with_chunk(genuine.png(genuine.card(64, 48)), kind, body + packed)


def zip_file() -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.jpg", b"x")
    return out.getvalue()


def other(kind: str) -> bytes:
    """A genuine picture of a format that is not accepted."""
    out = io.BytesIO()
    genuine.card(64, 48).save(out, kind)
    return out.getvalue()


def heic_claiming(width: int, height: int) -> bytes:
    """A HEIC whose image spatial extents property lies."""
    made = bytearray(genuine.heic(genuine.card(128, 96)))
    place = made.index(b"ispe") + 8
    made[place : place + 8] = struct.pack(">II", width, height)
    return bytes(made)


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(%pipe%id > /tmp/owned) (w) file closefile\nshowpage\n"
SVG = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "&#x41;">]><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'

FILES: tuple[Hostile, ...] = (
    Hostile("empty", lambda: b"", "empty_file"),
    Hostile("one byte", lambda: b"\xff", "not_a_picture"),
    Hostile("text", lambda: b"Board 4, photo to follow.\n" * 40, "not_a_picture"),
    Hostile("Ukrainian text", lambda: "Плата 4, фото буде пізніше.\n".encode() * 40, "not_a_picture"),
    Hostile("file list", lambda: b"/etc/passwd\nhttp://127.0.0.1/\n", "not_a_picture"),
    Hostile("random bytes", lambda: random.Random(4).randbytes(5000), "not_a_picture"),
    Hostile("zeros", lambda: bytes(5000), "not_a_picture"),
    Hostile("zip", zip_file, "not_a_picture"),
    Hostile("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3", "not_a_picture"),
    Hostile("html", lambda: b"<!DOCTYPE html><img src=x>", "not_a_picture"),
    Hostile("program", lambda: b"\x7fELF" + bytes(60), "not_a_picture"),
    Hostile("eps", lambda: EPS, "unsupported_format"),
    Hostile("eps with preview", lambda: b"\xc5\xd0\xd3\xc6" + bytes(28) + EPS, "unsupported_format"),
    Hostile("svg", lambda: SVG, "unsupported_format"),
    Hostile("svg without prologue", lambda: b'\xef\xbb\xbf <svg width="9"/>', "unsupported_format"),
    Hostile("gif", lambda: other("GIF"), "unsupported_format"),
    Hostile("tiff", lambda: other("TIFF"), "unsupported_format"),
    Hostile("bmp", lambda: other("BMP"), "unsupported_format"),
    Hostile("avif", lambda: other("AVIF"), "unsupported_format"),
    Hostile("jpeg 2000", lambda: other("JPEG2000"), "unsupported_format"),
    Hostile("film", lambda: b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(99), "unsupported_format"),
    Hostile("631 bytes, 9400 x 9400", lambda: small_header_jpeg(9400, 9400), "too_many_pixels"),
    Hostile(
        "631 bytes, 9400 x 9400, progressive",
        lambda: small_header_jpeg(9400, 9400, progressive=True),
        "too_many_pixels",
    ),
    Hostile("631 bytes, 65500 x 65500", lambda: small_header_jpeg(65500, 65500), "too_many_pixels"),
    Hostile("padded, 65500 x 65500", lambda: small_header_jpeg(65500, 65500, length=3_000_000), "too_many_pixels"),
    Hostile("padded with zeros, 9400 x 9400", lambda: small_header_jpeg(9400, 9400, length=100_000), ""),
    Hostile("start of jpeg only", lambda: b"\xff\xd8\xff", "decoder_failed"),
    Hostile("header of jpeg only", lambda: genuine.jpeg()[:400], "decoder_failed"),
    Hostile("jpeg of 0 lines", lambda: small_header_jpeg(300, 0), "decoder_failed"),
    Hostile("jpeg segments", lambda: b"\xff\xd8" + segment(0xE5, b"") * 40_000 + genuine.jpeg()[2:], "time_limit"),
    Hostile("scan bomb", lambda: scan_bomb(1500, 1000, 3000), "time_limit"),
    Hostile("scans, many pixels", lambda: scan_bomb(6000, 4500, 60), "time_limit"),
    Hostile("scans, just allowed", lambda: scan_bomb(4000, 2500, 88), ""),
    Hostile("webp canvas bomb", webp_canvas_bomb, "too_many_pixels"),
    Hostile("webp canvas, just allowed", lambda: webp_canvas_bomb(4990), ""),
    Hostile("webp lossless bomb", webp_lossless_bomb, "too_many_pixels"),
    Hostile("webp cut", lambda: genuine.webp()[:4000], "decoder_failed"),
    Hostile("png 50000 x 50000", lambda: png_claiming(50_000, 50_000), "too_many_pixels"),
    Hostile("png 1 bit 60000 x 60000", lambda: png_claiming(60_000, 60_000, 1, 0), "too_many_pixels"),
    Hostile("png without lines", lambda: png_claiming(100, 0), "decoder_failed"),
    Hostile("png of half the memory", lambda: png_claiming(7900, 7900), "decoder_failed"),
    Hostile("zTXt bomb", lambda: text_bomb_png(b"zTXt"), "memory_limit"),
    Hostile("iTXt bomb", lambda: text_bomb_png(b"iTXt"), "memory_limit"),
    Hostile("iCCP bomb", lambda: text_bomb_png(b"iCCP"), "memory_limit"),
    Hostile("many text chunks", lambda: with_chunk(genuine.png(), b"tEXt", b"a\0" + bytes(999)), ""),
    Hostile("exif loops", looping_exif, ""),
    Hostile("exif overlaps", overlapping_exif, ""),
    Hostile("exif of 8 MB", many_exif_segments, ""),
    Hostile("exif of nonsense", lambda: exif_jpeg(random.Random(5).randbytes(3000)), ""),
    Hostile("heic cut", lambda: genuine.heic()[:9000], "decoder_failed"),
    Hostile("heic brand only", lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "decoder_failed"),
    Hostile("heic 60000 x 60000", lambda: heic_claiming(60_000, 60_000), "too_many_pixels"),
)


def mutations(count: int, seed: int = 2) -> Iterator[tuple[str, bytes]]:
    """`count` damaged copies of small genuine files, the same for the same seed: (name, bytes)."""
    source = random.Random(seed)
    small = genuine.card(160, 120)
    bases = {
        "jpeg": genuine.jpeg(small),
        "progressive": genuine.jpeg(small, progressive=True),
        "mpo": genuine.mpo(),
        "png": genuine.png(small),
        "webp": genuine.webp(small),
        "webp_lossless": genuine.webp(small, lossless=True),
        "heic": genuine.heic(small),
    }
    for number in range(count):
        name = list(bases)[number % len(bases)]
        yield f"{name} {number}", _damaged(bases[name], source)


def _damaged(data: bytes, source: random.Random) -> bytes:
    made = bytearray(data)
    kind = source.choice(("bits", "header", "cut", "double", "ones", "swap"))
    if kind in ("bits", "header"):
        reach = len(made) if kind == "bits" else min(len(made), 700)
        for _ in range(source.randint(1, 24)):
            made[source.randrange(12, reach)] ^= 1 << source.randrange(8)
    elif kind == "cut":
        del made[source.randrange(12, len(made)) :]
    else:
        start = source.randrange(12, len(made) - 64)
        length = source.randint(1, 64)
        piece = made[start : start + length]
        made[start : start + length] = {"double": piece * 40, "ones": b"\xff" * length, "swap": piece[::-1]}[kind]
    return bytes(made)
