"""Photos that teams have already: into the same intake, twice is once, each one stands alone."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.queries import Principal
from accounts.roles import Role
from custody.models import LedgerEntry
from custody.vault import vault
from problems import NotAllowed
from teardowns.models import FieldFacts, Photo, Specimen, Teardown
from teardowns.operations import intake, photo_imports
from teardowns.operations.import_targets import region_of
from teardowns.operations.photo_imports import ImportReport, import_photos, preview_photos
from teardowns.photo_import_problems import PhotoImportStopped
from teardowns.photo_import_words import REASONS, located
from teardowns.problems import StorageFull
from tests.factories.accounts import make_principal
from tests.factories.teardowns import jpeg_bytes, make_teardown, make_weapon_model
from tests.teardowns.photo_imports.sources import VIDEO, central, instances, kobo, laid, zipped

pytestmark = pytest.mark.django_db
LIST = (
    "photo,teardown,specimen,weapon model,region,recovered_on,circumstances,slot,assembly\n"
    "1.jpg,KH-1,S-1,Geran-2,Харківська обл.,14.03.2025,in a field,plate,Autopilot / Board\n"
    "2.jpg,KH-1,,,,,,,Autopilot\n"
    "gone.jpg,KH-1,,,,,,,\n"
    "film.mp4,KH-1,,,,,,,\n"
    "text.jpg,KH-1,,,,,,,\n"
    "empty.jpg,KH-1,,,,,,,\n"
    "3.jpg,KH-2,,Death Star,Mars,2099-01-01,,,\n"
)


@pytest.fixture
def team() -> Principal:
    make_weapon_model()
    return make_principal(Role.FIELD)


def listed(folder: Path) -> Path:
    files: dict[str, bytes | str] = {"list.csv": LIST, "film.mp4": VIDEO, "text.jpg": b"no photo", "empty.jpg": b""}
    return laid(folder, files | {f"{number}.jpg": jpeg_bytes(number) for number in (1, 2, 3)})


def told(report: ImportReport) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in report.faults]


def state() -> tuple[int, ...]:
    return Teardown.objects.count(), Photo.objects.count(), Specimen.objects.count(), LedgerEntry.objects.count()


def test_a_list_of_photos_and_what_is_wrong_with_it(team: Principal, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    report = import_photos(principal=team, source=listed(tmp_path), progress=lambda *far: heard.append(far))
    assert told(report) == [
        (4, "missing_media"),
        (5, "unsupported_format"),
        (6, "unsupported_format"),
        (7, "empty_file"),
        (8, "unknown_region"),
        (8, "unknown_weapon_model"),
        (8, "no_day"),
    ]
    assert (report.teardowns_new, report.photos_new, len(report.refused)) == (2, 3, 4)
    assert heard[-1] == (6, 6) and heard == sorted(heard)
    first = Teardown.objects.select_related("specimen__weapon_model").get(order_number="KH-1")
    assert (first.specimen.label, first.specimen.region, first.specimen.weapon_model.slug) == (
        "S-1",
        "UA-63",
        "shahed-136",
    )
    assert str(first.specimen.recovered_on) == "2025-03-14" and first.circumstances == "in a field"
    photo = first.photos.get(slot="plate")
    assert (
        photo.assembly.name == "Board" and photo.assembly.parent.name == "Autopilot" and photo.uploaded_by == team.user
    )
    assert vault().open(photo.sha256).read() == jpeg_bytes(1)
    assert {str(located(fault)) for fault in report.faults} >= {"list.csv, line 4: there is no file “gone.jpg”"}
    assert all(fault.code in REASONS for fault in report.faults)


def test_twice_is_once_and_a_look_stores_nothing(team: Principal, tmp_path: Path) -> None:
    source = listed(tmp_path)
    before = state()
    look = preview_photos(principal=team, source=source)
    assert state() == before and (look.teardowns_new, look.photos_new, len(look.refused)) == (2, 3, 4)
    import_photos(principal=team, source=source)
    done = state()
    again = import_photos(principal=team, source=source)
    assert state() == done
    assert again.counts() | {"notes": 0} == {
        "teardowns_new": 0, "teardowns_known": 2, "photos_new": 0, "photos_known": 3, "refused": 4, "notes": 0
    }  # fmt: skip
    assert preview_photos(principal=team, source=source).photos_known == 3


def test_photos_go_into_the_teardown_that_has_the_number(team: Principal, tmp_path: Path) -> None:
    teardown = make_teardown(team)
    other = make_teardown()
    source = zipped(
        tmp_path / "x.zip",
        {
            f"{teardown.order_number}/a.jpg": jpeg_bytes(1),
            f"{other.order_number}/b.jpg": jpeg_bytes(2),
            "docs/r.pdf": b"%PDF-1",
        },
    )
    report = import_photos(principal=team, source=source)
    assert (report.teardowns_known, report.teardowns_new, report.photos_new) == (1, 1, 2)
    assert teardown.photos.count() == 1 and other.photos.count() == 0
    assert [fault.code for fault in report.faults] == ["unsupported_format"]


@pytest.mark.parametrize("made", [central, instances, kobo])
def test_a_submission_is_one_teardown_and_its_place_is_coarse(team: Principal, tmp_path: Path, made, caplog) -> None:
    source = made(tmp_path / "source")
    import_photos(principal=team, source=source)
    done = state()
    import_photos(principal=team, source=source)
    assert state() == done
    facts = FieldFacts.objects.get(place_kind="point")
    assert facts.place == "50.0,36.2" and facts.teardown.specimen.weapon_model.slug == "shahed-136"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "98765" not in str(cursor.fetchall())
    assert "98765" not in caplog.text


def test_the_same_submission_in_two_forms_is_one_teardown(team: Principal, tmp_path: Path) -> None:
    import_photos(principal=team, source=instances(tmp_path / "phone"))
    report = import_photos(principal=team, source=central(tmp_path / "wreck.csv.zip"))
    assert (report.teardowns_known, report.teardowns_new) == (1, 1)
    assert (report.photos_known, report.photos_new) == (2, 1)


def test_another_team_has_its_own_of_the_same_submission(team: Principal, tmp_path: Path) -> None:
    source = instances(tmp_path)
    import_photos(principal=team, source=source)
    report = import_photos(principal=make_principal(Role.FIELD), source=source)
    assert (report.teardowns_new, report.photos_new) == (1, 2)


def test_a_full_disk_stops_and_the_next_run_goes_on(team: Principal, tmp_path: Path, monkeypatch) -> None:
    source, calls = listed(tmp_path), []
    real = intake.receive_photo

    def full(**given):
        calls.append(given)
        if len(calls) == 2:
            raise StorageFull
        return real(**given)

    monkeypatch.setattr(photo_imports, "receive_photo", full)
    with pytest.raises(StorageFull):
        import_photos(principal=team, source=source)
    assert Photo.objects.count() == 1
    assert import_photos(principal=team, source=source).photos_new == 2
    assert Photo.objects.count() == 3


def test_a_file_that_breaks_off_leaves_nothing_and_the_others_go_on(team: Principal, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"T/a.jpg": jpeg_bytes(1), "T/b.jpg": jpeg_bytes(2)})
    data = bytearray(path.read_bytes())
    data[80] ^= 0xFF
    path.write_bytes(data)
    report = import_photos(principal=team, source=path)
    assert report.photos_new == 1 and [fault.code for fault in report.refused] == ["damaged"]


def test_who_may_not_send_may_not_import(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        import_photos(principal=make_principal(Role.ANALYST), source=tmp_path)
    with pytest.raises(PhotoImportStopped) as stopped:
        import_photos(principal=make_principal(Role.FIELD), source=tmp_path / "nowhere")
    assert "nowhere" in str(stopped.value)


def test_regions_by_code_or_name() -> None:
    names = ("UA-63", "ua-63", "Kharkiv region", "Kharkiv oblast", "Харківська область", "харківська обл.")
    assert {region_of(name) for name in names} == {"UA-63"}
    assert (region_of("Київська область"), region_of("м. Київ"), region_of("Kyiv city")) == ("UA-32", "UA-30", "UA-30")
    assert region_of("Kyiv") == region_of("Mars") == region_of("") == ""


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_photos", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command(team: Principal, tmp_path: Path) -> None:
    source = str(listed(tmp_path))
    out, err = run(source, "--preview")
    assert "Photos: 3 new, 0 already there, 4 refused" in out and "nothing was stored" in out
    assert "list.csv, line 4: there is no file “gone.jpg” [missing_media]" in err and "6 / 6" in err
    out, _err = run(source, "--team", str(team.organisation.public_id), "--person", team.user.email, "--json")
    answer = json.loads(out)
    assert answer["photos"] == {"new": 3, "known": 0, "refused": 4} and answer["teardowns"] == {"new": 2, "known": 0}
    assert answer["errors"][0]["line"] == 4 and answer["errors"][0]["code"] == "missing_media"
    assert json.loads(run(source, "--json")[0])["photos"] == {"new": 0, "known": 3, "refused": 4}
    with pytest.raises(CommandError, match="no team"):
        run(source, "--team", "nobody")
    with pytest.raises(CommandError, match="in whose name"):
        run(source, "--person", "nobody@example.org")
    make_principal(Role.FIELD)
    with pytest.raises(CommandError, match="whose photos"):
        run(source)
