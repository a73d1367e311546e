"""What is read out of each kind of source, and what is told of what cannot be."""

import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from teardowns.photo_imports.bundles import head, opened
from teardowns.photo_imports.columns import meaning
from teardowns.photo_imports.contents import read
from teardowns.photo_imports.types import Contents, FileUnreadable, SourceStopped
from teardowns.photo_imports.values import assembly, day, moment, place, quotable, slot
from teardowns.photo_imports.zip_names import spellings
from tests.factories.teardowns import jpeg_bytes
from tests.teardowns.photo_imports.sources import (
    EXACT,
    SUBMISSION,
    UUID_1,
    UUID_2,
    VIDEO,
    central,
    instances,
    kobo,
    laid,
    named_in,
    zipped,
)


def contents(source: Path) -> Contents:
    with opened(source) as bundle:
        return read(bundle)


def told(found: Contents) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.code) for fault in found.faults]


def photos(found: Contents) -> list[tuple[str, str, str]]:
    """(teardown, file, slot) of each photo."""
    return [
        (find.order_number or find.instance, shot.media.name, shot.slot) for find in found.finds for shot in find.shots
    ]


def test_a_folder_with_a_table(tmp_path: Path) -> None:
    table = (
        "Файл;Номер розбирання;Зброя;Область;Дата виявлення;Обставини;Ракурс;Знято;Плата\r\n"
        'IMG 1.JPG;KH-1;Shahed-136;Харківська;14.03.2025;"поле;\nкратер";Data plate;14.03.2025 10:05;Автопілот / Плата 2\r\n'  # noqa: E501
        "sub/img_2.jpg;KH-1;;;;;;;\r\n"
        "none.jpg;KH-1;;;;;;;\r\n"
        "IMG 1.JPG;KH-1;;;;;;;;;too;many\r\n"
    )
    source = laid(
        tmp_path, {"list.csv": table.encode("cp1251"), "img 1.jpg": jpeg_bytes(1), "sub/IMG_2.JPG": b"2", "x.jpg": b"3"}
    )
    found = contents(source)
    assert photos(found) == [("KH-1", "img 1.jpg", "data_plate"), ("KH-1", "IMG_2.JPG", "")]
    find = found.finds[0]
    assert (find.weapon_model, find.region, find.recovered_on) == ("Shahed-136", "Харківська", "2025-03-14")
    assert find.note == "поле;\nкратер" and find.line == 2
    assert find.shots[0].assembly == ("Автопілот", "Плата 2") and find.shots[0].taken_at == "2025-03-14T10:05:00"
    assert told(found) == [
        ("list.csv", 5, "missing_media"),
        ("list.csv", 6, "unreadable_row"),
        ("x.jpg", 0, "not_in_table"),
    ]


def test_a_folder_without_a_table(tmp_path: Path) -> None:
    source = laid(tmp_path / "finds", {"T-1/a.jpg": b"1", "T-1/board 2/b.jpg": b"2", "T-2/a.jpg": b"3", "c.jpg": b"4"})
    laid(source, {"__MACOSX/T-1/._a.jpg": b"x", "T-1/.DS_Store": b"x", "Thumbs.db": b"x"})
    assert photos(contents(source)) == [
        ("T-1", "a.jpg", ""),
        ("T-1", "b.jpg", ""),
        ("T-2", "a.jpg", ""),
        ("finds", "c.jpg", ""),
    ]
    packed = zipped(tmp_path / "finds.zip", {"finds/T-1/a.jpg": b"1", "finds/T-2/board/b.jpg": b"2"})
    found = contents(packed)
    assert photos(found) == [("T-1", "a.jpg", ""), ("T-2", "b.jpg", "")]
    assert found.finds[1].shots[0].assembly == ("board",)


def test_odk_central(tmp_path: Path) -> None:
    found = contents(central(tmp_path / "wreck.csv.zip"))
    assert [find.instance for find in found.finds] == [UUID_1, UUID_2]
    assert photos(found) == [
        ("KH-1", "1741946400001.jpg", "board_front"),
        ("KH-1", "1741946400002.jpg", "board_front"),
        ("KH-1", "1741946400000.jpg", "plate"),
    ]
    first = found.finds[0]
    assert (first.weapon_model, first.place.kind, first.place.value) == ("shahed-136", "point", "50.0,36.2")
    assert told(found) == [("wreck.csv", 3, "missing_media")]


def test_odk_collect(tmp_path: Path) -> None:
    found = contents(instances(tmp_path))
    assert [(one[1], one[2]) for one in photos(found)] == [
        ("1741946400000.jpg", "plate"),
        ("1741946400001.jpg", "board_front"),
        ("note.m4a", "voice"),
    ]
    find = found.finds[0]
    assert (find.instance, find.weapon_model, find.place.value) == (UUID_1, "shahed-136", "50.0,36.2")
    assert find.shots[1].line == 8 and not found.faults


def test_kobo_table_with_attachments_of_the_submission(tmp_path: Path) -> None:
    found = contents(kobo(tmp_path))
    [find] = found.finds
    assert (find.instance, find.weapon_model, find.place.value) == (UUID_1, "shahed-136", "50.0,36.2")
    [shot] = find.shots
    assert shot.media.path == f"attachments/team/attachments/abc123/{UUID_1}/my_plate_1.jpg"
    assert told(found) == [(f"attachments/team/attachments/abc123/{UUID_2}/my_plate_1.jpg", 0, "not_in_table")]


def test_many_submissions_in_one_document_and_a_root_that_outlives_an_edit(tmp_path: Path) -> None:
    one = f"<a><photo>1.jpg</photo><meta><instanceID>uuid:x</instanceID><rootUuid>uuid:{UUID_1}</rootUuid></meta></a>"
    two = f"<a><photo>1.jpg</photo><meta><instanceID>uuid:{UUID_2}</instanceID></meta></a>"
    files: dict[str, bytes | str] = {
        "data.xml": f"<root><results>{one}\n{two}</results></root>",
        f"{UUID_1}/1.jpg": b"1",
        f"{UUID_2}/1.jpg": b"2",
    }
    found = contents(laid(tmp_path, files))
    assert [(find.instance, find.shots[0].media.path) for find in found.finds] == [
        (UUID_1, f"{UUID_1}/1.jpg"),
        (UUID_2, f"{UUID_2}/1.jpg"),
    ]


def test_the_exact_place_is_in_nothing_that_is_read(tmp_path: Path) -> None:
    sources = [central(tmp_path / "c.zip"), instances(tmp_path / "i"), kobo(tmp_path / "k")]
    table = f"file,order_number,region,place\na.jpg,1,{EXACT.replace(' ', ', ')!r},49.98765\n".replace("'", '"')
    sources.append(laid(tmp_path / "t", {"l.csv": table, "a.jpg": b"1"}))
    for source in sources:
        found = contents(source)
        for find in found.finds:
            find.region = quotable(find.region)
            assert "98765" not in repr(replace(find, shots=[]))
        assert "98765" not in str([fault.params for fault in found.faults])


@pytest.mark.parametrize(
    "document",
    [
        SUBMISSION[:200],
        '<!DOCTYPE a [<!ENTITY x "y">]><a><meta><instanceID>1</instanceID></meta></a>',
        "<a>" * 100,
        "\0",
        "",
    ],
)
def test_a_document_that_cannot_be_read_costs_no_other(tmp_path: Path, document: str) -> None:
    source = instances(tmp_path)
    laid(source, {"instances/bad/bad.xml": document})
    found = contents(source)
    assert len(photos(found)) == 3
    assert [(file, code) for file, _line, code in told(found)] == [("instances/bad/bad.xml", "unreadable_submission")]


def test_an_encrypted_submission_and_a_form_are_told_apart(tmp_path: Path) -> None:
    source = instances(tmp_path)
    laid(
        source,
        {
            "forms/wreck.xml": "<h:html xmlns:h='x'><h:head/></h:html>",
            "e.xml": f"<data encrypted='yes' instanceID='uuid:{UUID_2}'/>",
        },
    )
    assert told(contents(source)) == [("e.xml", 1, "encrypted_submission")]


def test_what_lies_outside_the_archive_is_never_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "x.zip",
        {"../../etc/a.jpg": b"1", "/abs/b.jpg": b"1", "C:\\c.jpg": b"1", "t\\..\\..\\d.jpg": b"1", "T-1/ok.jpg": b"1"},
    )
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("T-1/link.jpg")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    found = contents(path)
    assert [one[1] for one in photos(found)] == ["ok.jpg"]
    assert sorted(code for _file, _line, code in told(found)) == ["link", "outside", "outside", "outside", "outside"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = laid(tmp_path / "secret", {"s.jpg": b"1"})
    source = laid(tmp_path / "finds", {"T-1/ok.jpg": b"1"})
    (source / "T-1" / "file.jpg").symlink_to(secret / "s.jpg")
    (source / "T-2").symlink_to(secret)
    found = contents(source)
    assert [one[1] for one in photos(found)] == ["ok.jpg"] and [fault.code for fault in found.faults] == [
        "link",
        "link",
    ]


def test_bombs_and_locked_files_are_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"T/bomb.jpg": bytes(20 * 2**20), "T/locked.jpg": b"1", "T/ok.jpg": b"1"})
    data = bytearray(path.read_bytes())
    for sign, place_of_flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.index(b"T/locked.jpg", data.index(sign)) if sign == b"PK\x03\x04" else data.rindex(b"T/locked.jpg")
        start = data.rindex(sign, 0, at)
        data[start + place_of_flags] |= 1
    path.write_bytes(data)
    codes = {}
    with opened(path) as bundle:
        for file in bundle.files:
            try:
                codes[file.name] = str(len(head(file, 10)))
            except FileUnreadable as unreadable:
                codes[file.name] = unreadable.code
    assert codes == {"bomb.jpg": "bomb", "locked.jpg": "locked", "ok.jpg": "1"}


@pytest.mark.parametrize(("data", "code"), [(b"", "no_zip"), (b"PK\x03\x04 broken", "no_zip"), (VIDEO, "no_zip")])
def test_a_source_that_is_none(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(SourceStopped) as stopped, opened(path):
        pass
    assert stopped.value.code == code
    with pytest.raises(SourceStopped) as stopped, opened(tmp_path / "nowhere"):
        pass
    assert stopped.value.code == "not_there"


def test_two_files_of_one_name(tmp_path: Path) -> None:
    table = "file,order_number\na.jpg,T-9\na.jpg,T-2\nT-1/a.jpg,T-9\nb.jpg,T-9\n"
    files: dict[str, bytes | str] = {
        "list.csv": table,
        "T-1/a.jpg": b"1",
        "T-2/a.jpg": b"2",
        "T-1/b.jpg": b"3",
        "T-2/b.jpg": b"3",
    }
    found = contents(zipped(tmp_path / "x.zip", files))
    assert [(find.order_number, shot.media.path) for find in found.finds for shot in find.shots] == [
        ("T-2", "T-2/a.jpg"),
        ("T-9", "T-1/a.jpg"),
        ("T-9", "T-1/b.jpg"),
    ]
    assert told(found)[0] == ("list.csv", 2, "several_files")


@pytest.mark.parametrize("page", ["utf-8", "cp866", "cp1251", "cp437"])
def test_names_in_the_code_page_of_whoever_packed_them(tmp_path: Path, page: str) -> None:
    name = (
        "été.jpg"
        if page == "cp437"
        else "Плата лицьова.jpg".replace("ьова", "евая")
        if page == "cp866"
        else "Плата передня.jpg"
    )
    path = tmp_path / "x.zip"
    path.write_bytes(named_in(page, {name: b"1"}))
    laid(tmp_path / "with", {"list.csv": f"file,order_number\n{name},T-1\n"})
    (tmp_path / "with" / "x.zip").write_bytes(path.read_bytes())
    found = contents(tmp_path / "with")
    assert photos(found) == [("T-1", name, "")] and not found.faults


def test_spellings_never_fail() -> None:
    for byte in range(256):
        assert spellings(bytes([byte, 0x41, byte]))


def test_cells() -> None:
    assert [day(text) for text in ("2025-03-14", "14.03.2025", "2025/03/14")] == ["2025-03-14"] * 3
    assert [day(text) for text in ("25/03/2025", "03/04/2025", "2025-03", "x", "")] == ["2025-03-25", "", "", "", ""]
    assert day("2025-03-14T10:00:00.000+02:00") == "2025-03-14"
    assert moment("2025:03:14 10:05:00") == "2025-03-14T10:05:00" and moment("soon") == ""
    assert place("37UDQ12345678").value == "37UDQ15" and place("somewhere").kind == "none"
    assert slot("Board 1 / front") == "board_1_front" and slot("ракурс") == ""
    assert assembly("Autopilot > Board 2") == ("Autopilot", "Board 2")
    assert quotable("49.98765, 36.2") == "…" and quotable("Mars") == "Mars"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("File", "file"), ("photo_2", "file"), ("Назва файлу", "file"), ("find-order_number", "order_number"),
        ("group/recovered_on", "recovered_on"), ("Номер розбирання", "order_number"),
        ("_location_latitude", "latitude"),
        ("location-Longitude", "longitude"), ("meta-instanceID", ""), ("KEY", ""), ("SubmissionDate", ""), ("", ""),
    ],
)  # fmt: skip
def test_columns(name: str, field: str) -> None:
    assert meaning(name) == field
