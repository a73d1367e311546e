"""What kind of file some bytes are, told from their first bytes alone (pure).

The name and the declared type of an upload are never believed. Signatures: the formats' own
specifications, as collected in the WHATWG MIME Sniffing standard and in file(1).
"""

HEAD_BYTES = 1024
"""How many leading bytes are enough for `sniff`."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"\xff\x0a", "image/jxl"),
    (b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (b"%!PS", "application/postscript"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-elf"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
)

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1b")


def sniff(head: bytes) -> str | None:
    """The media type of a file that starts with `head` (`HEAD_BYTES` suffice); None when nothing fits."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return _base_media(head)
    return _text(head)


def sniff_sound(head: bytes) -> str | None:
    """The media type of a recording as a phone's browser makes it, with or without a picture; None when it is none."""
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return "audio/webm"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp" and _base_media(head) == "video/mp4":
        return "audio/mp4"
    return None


def _base_media(head: bytes) -> str:
    """ISO base media files share one box layout; the brands tell a photo from a film (ISO/IEC 23008-12)."""
    box_size = int.from_bytes(head[:4], "big")
    listed = head[16 : min(box_size, 256)]
    brands = {head[8:12], *(listed[start : start + 4] for start in range(0, len(listed), 4))}
    if head[8:12] in _AVIF_BRANDS or (head[8:12] in (b"mif1", b"msf1") and brands & _AVIF_BRANDS):
        return "image/avif"
    return "image/heif" if head[8:12] in _HEIF_BRANDS else "video/mp4"


def _text(head: bytes) -> str | None:
    body = head.removeprefix(b"\xef\xbb\xbf")
    if not body or any(byte < 32 and byte not in _TEXT_CONTROLS for byte in body):
        return None
    lowered = body.lstrip().lower()
    if b"<svg" in lowered[:HEAD_BYTES] and lowered.startswith(b"<"):
        return "image/svg+xml"
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    try:
        body[:-4].decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        if error.start < len(body) - 8:
            return None
    return "text/plain"
