"""Metadata carriers: `carrying(format, carrier)` is a genuine photo that holds the canary in that place only."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import ExifTags, Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.samples import CANARY, genuine

TEXT = CANARY.decode()
_GPS = {1: "N", 2: (49.0, 59.0, 33.5), 3: "E", 4: (36.0, 13.0, 52.9), 27: CANARY, 28: CANARY}


def exif(carrier: str) -> bytes:
    """An EXIF block with the canary in its texts, its GPS directory, its maker note or its preview."""
    block = Image.Exif()
    block[ExifTags.Base.Make] = "Canon"
    block[ExifTags.Base.Model] = "EOS 5D"
    details = block.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = "2024:03:05 14:07:09"
    details[ExifTags.Base.OffsetTimeOriginal] = "+02:00"
    if carrier == "exif":
        block[ExifTags.Base.Artist] = TEXT
        block[ExifTags.Base.ImageDescription] = TEXT
        details[ExifTags.Base.UserComment] = CANARY
    elif carrier == "gps":
        block.get_ifd(ExifTags.IFD.GPSInfo).update(_GPS)
    elif carrier == "maker_note":
        details[ExifTags.Base.MakerNote] = CANARY * 20
    elif carrier == "thumbnail":
        preview = genuine.jpeg(genuine.card(64, 48), comment=CANARY)
        block[ExifTags.Base.JpegIFOffset] = 8
        block[0xC4A5] = preview
    return block.tobytes()


def icc() -> bytes:
    """An sRGB profile with the canary behind its tags (its declared size counts it in)."""
    body = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY + b"\0" * 3
    return struct.pack(">I", len(body)) + body[4:]


def linear_grey_icc() -> bytes:
    """A grey profile, version 2, whose tone curve is a straight line (ICC.1:2001-04)."""
    curve = b"curv" + bytes(8)
    white = b"XYZ " + bytes(4) + struct.pack(">iii", 63190, 65536, 54061)
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(79)
    tags, place = b"", 132 + 3 * 12
    for name, body in ((b"kTRC", curve), (b"wtpt", white), (b"desc", text)):
        tags += name + struct.pack(">II", place, len(body))
        place += len(body)
    head = struct.pack(">I4sI4s4s4s", place, b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ") + bytes(12) + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">iii", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", 3) + tags + curve + white + text


def xmp() -> bytes:
    """An XMP packet."""
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="d" dc:creator="'
        + CANARY
        + b'"/></rdf:RDF></x:xmpmeta>'
    )


def segment(marker: int, body: bytes) -> bytes:
    """One JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segment(jpeg: bytes, marker: int, body: bytes) -> bytes:
    """`jpeg` with one more segment right behind its start."""
    return jpeg[:2] + segment(marker, body) + jpeg[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    """One PNG chunk."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(png: bytes, kind: bytes, body: bytes) -> bytes:
    """`png` with one more chunk behind its header chunk."""
    return png[:33] + chunk(kind, body) + png[33:]


def iptc() -> bytes:
    """The body of a Photoshop segment with an IPTC caption (record 2, data set 120)."""
    record = b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY
    return (
        b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    )


def _png_text() -> bytes:
    info = PngInfo()
    info.add_text("Comment", TEXT)
    info.add_itxt("Place", TEXT)
    return genuine.png(pnginfo=info)


def _with_exif(write: Callable[..., bytes], carrier: str) -> Callable[[], bytes]:
    return lambda: write(exif=exif(carrier))


def _trailer(write: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: write() + b"\0" * 16 + CANARY * 4


def _card() -> Image.Image:
    """Small, but a thumbnail of it is a smaller picture still."""
    return genuine.card(420, 315)


_WRITERS: dict[str, Callable[..., bytes]] = {
    "jpeg": lambda **more: genuine.jpeg(_card(), **more),
    "progressive": lambda **more: genuine.jpeg(_card(), progressive=True, **more),
    "cmyk": lambda **more: genuine.jpeg(_card().convert("CMYK"), **more),
    "mpo": genuine.mpo,
    "png": lambda **more: genuine.png(_card(), **more),
    "webp": lambda **more: genuine.webp(_card(), **more),
    "heic": lambda **more: genuine.heic(genuine.card(160, 120), **more),
}
_JPEGS = ("jpeg", "progressive", "cmyk", "mpo")


def _all() -> dict[tuple[str, str], Callable[[], bytes]]:
    made: dict[tuple[str, str], Callable[[], bytes]] = {}
    for name, write in _WRITERS.items():
        for carrier in ("exif", "gps", "maker_note", "thumbnail"):
            made[name, carrier] = _with_exif(write, carrier)
        made[name, "trailer"] = _trailer(write)
        if name not in ("heic", "cmyk"):
            made[name, "icc"] = lambda write=write: write(icc_profile=icc())  # type: ignore[misc]
    for name in _JPEGS:
        write = _WRITERS[name]
        made[name, "comment"] = lambda write=write: write(comment=CANARY)  # type: ignore[misc]
        made[name, "xmp"] = lambda write=write: with_segment(  # type: ignore[misc]
            write(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()
        )
        made[name, "iptc"] = lambda write=write: with_segment(write(), 0xED, iptc())  # type: ignore[misc]
    made["png", "text"] = _png_text
    made["png", "compressed text"] = lambda: with_chunk(genuine.png(), b"zTXt", b"a\0\0" + zlib.compress(CANARY, 0))
    made["png", "xmp"] = lambda: with_chunk(genuine.png(), b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp())
    made["webp", "xmp"] = lambda: genuine.webp(xmp=xmp())
    made["heic", "xmp"] = lambda: genuine.heic(genuine.card(160, 120), xmp=xmp())
    made["mpo", "second frame"] = _mpo_second
    return made


def _mpo_second() -> bytes:
    plain = genuine.mpo()
    second = plain.rindex(b"\xff\xd8\xff")
    return plain[:second] + with_segment(plain[second:], 0xFE, CANARY)


CARRIERS = _all()
"""(format, carrier) -> maker of the file."""


def decodable(data: bytes) -> bool:
    """Whether Pillow opens the file: a sample that no decoder takes would prove nothing."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
    return True
