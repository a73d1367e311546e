"""Sources of photos in the true formats, made small."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tests.factories.teardowns import jpeg_bytes

UUID_1 = "11111111-2222-4333-8444-555555555555"
UUID_2 = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
EXACT = "49.98765 36.23456 112.0 4.5"
"""A point as ODK writes it; its digits must be found nowhere."""
VIDEO = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(100)

CENTRAL = f"""SubmissionDate,find-weapon_model,find-order_number,location-Latitude,location-Longitude,\
location-Altitude,location-Accuracy,plate,meta-instanceID,KEY,SubmitterID,SubmitterName,AttachmentsPresent,AttachmentsExpected,Status,\
ReviewState,DeviceID,Edits,FormVersion
2025-03-14T10:00:00.000Z,shahed-136,KH-1,49.98765,36.23456,112.0,4.5,1741946400000.jpg,uuid:{UUID_1},uuid:{UUID_1},5,\
Team,3,3,,,collect:x,0,1
2025-03-14T11:00:00.000Z,,,,,,,gone.jpg,uuid:{UUID_2},uuid:{UUID_2},5,Team,0,1,,,collect:x,0,1
"""
CENTRAL_REPEAT = f"""board_front,PARENT_KEY,KEY
1741946400001.jpg,uuid:{UUID_1},uuid:{UUID_1}/boards[1]
1741946400002.jpg,uuid:{UUID_1},uuid:{UUID_1}/boards[2]
"""
KOBO = f"""\ufeffstart;group/weapon;group/gps;_group/gps_latitude;_group/gps_longitude;group/plate;group/plate_URL;\
_id;_uuid;_submission_time;_validation_status;_index
2025-03-14T10:00:00.000+02:00;shahed-136;{EXACT};49.98765;36.23456;my plate (1).jpg;https://kf/x.jpg;7;{UUID_1};\
2025-03-14T10:05:00;;1
"""
SUBMISSION = f"""<?xml version='1.0' ?>
<data id="wreck" version="3" xmlns:orx="http://openrosa.org/xforms">
  <start>2025-03-14T10:00:00.000+02:00</start>
  <weapon_model>shahed-136</weapon_model>
  <location>{EXACT}</location>
  <plate>1741946400000.jpg</plate>
  <boards>
    <board_front>1741946400001.jpg</board_front>
  </boards>
  <voice>note.m4a</voice>
  <orx:meta><orx:instanceID>uuid:{UUID_1}</orx:instanceID></orx:meta>
</data>
"""


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """A ZIP of these."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def laid(folder: Path, files: Mapping[str, bytes | str]) -> Path:
    """A folder of these."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def central(path: Path) -> Path:
    """What ODK Central exports: two submissions, one with a repeat, one whose photo never came."""
    photos = {f"media/174194640000{number}.jpg": jpeg_bytes(number) for number in range(3)}
    return zipped(path, {"wreck.csv": CENTRAL, "wreck-boards.csv": CENTRAL_REPEAT, **photos})


def instances(folder: Path) -> Path:
    """What ODK Collect keeps on a phone."""
    one = "instances/wreck_2025-03-14_10-00-00"
    photos = {f"{one}/174194640000{number}.jpg": jpeg_bytes(number) for number in range(2)}
    return laid(folder, {f"{one}/wreck_2025-03-14_10-00-00.xml": SUBMISSION, f"{one}/note.m4a": b"x", **photos})


def kobo(folder: Path) -> Path:
    """What KoboToolbox exports: a table, and the attachments as a ZIP of their own."""
    laid(folder, {"wreck_-_all_versions_-_2025.csv": KOBO})
    zipped(
        folder / "attachments.zip",
        {
            f"team/attachments/abc123/{UUID_1}/my_plate_1.jpg": jpeg_bytes(0),
            f"team/attachments/abc123/{UUID_2}/my_plate_1.jpg": jpeg_bytes(1),
        },
    )
    return folder


def named_in(page: str, names: Mapping[str, bytes]) -> bytes:
    """A ZIP whose names are in an old code page and say nothing of it, as Windows packs them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in names.items():
            info = zipfile.ZipInfo("x")
            # The library writes a name that is ASCII as it stands; each letter stands for a byte here.
            info.filename = _Bytes(name.encode(page))
            archive.writestr(info, data)
    return buffer.getvalue()


class _Bytes(str):
    """A name that is written as these bytes, without the sign for UTF-8."""

    _bytes: bytes

    def __new__(cls, raw: bytes) -> "_Bytes":
        made = super().__new__(cls, raw.decode("latin-1"))
        made._bytes = raw
        return made

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return self._bytes
