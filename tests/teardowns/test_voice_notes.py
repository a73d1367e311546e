"""Spoken notes: sealed, sniffed, received once."""

import pytest
from django.conf import LazySettings

from accounts.roles import Role
from custody.queries import history
from custody.vault import vault
from custody.verify import original_faults
from problems import NotAllowed, Problem
from teardowns.models import VoiceNote
from teardowns.operations.voice_notes import receive_voice_note
from tests.factories.accounts import make_principal
from tests.factories.teardowns import make_teardown

pytestmark = pytest.mark.django_db
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm" + b"\0" * 2000
OGG = b"OggS\0\x02" + b"\0" * 60
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2" + b"\0" * 60
WAV = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 60


@pytest.mark.parametrize(
    ("data", "kind"), [(WEBM, "audio/webm"), (OGG, "audio/ogg"), (MP4, "audio/mp4"), (WAV, "audio/wav")]
)
def test_a_recording_is_sealed_with_its_kind_told_from_its_bytes(data: bytes, kind: str) -> None:
    team = make_principal()
    teardown = make_teardown(team)
    asked = {"principal": team, "teardown": teardown, "idempotency_key": "k", "taken_at": "2024-01-01T10:00:00Z"}
    first = receive_voice_note(chunks=[data[:3], data[3:]], file_name="../x.exe", **asked)  # type: ignore[arg-type]
    again = receive_voice_note(chunks=[data], **asked)  # type: ignore[arg-type]
    assert (first.created, again.created) == (True, False)
    assert (first.note_id, first.code) == (again.note_id, again.code)
    note = VoiceNote.objects.get()
    assert (note.media_type, note.file_name, note.receipt) == (kind, "x.exe", first.code)
    with vault().open(note.sha256) as stream:
        assert stream.read() == data
    entry = history("voice", str(note.public_id))[0]
    assert entry.details["receipt"] == first.code


def test_a_missing_recording_is_named_by_the_verifier() -> None:
    team = make_principal()
    told = receive_voice_note(principal=team, teardown=make_teardown(team), chunks=[OGG])
    VoiceNote.objects.update(sha256="0" * 64)
    assert [fault.subject for fault in original_faults()] == []
    from custody.vault import original_path

    original_path(told.sha256).unlink()
    assert [fault.code for fault in original_faults()] == ["original_missing"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty_file"), (b"MZ not sound", "unsupported_format"), (WEBM + b"\0" * 4000, "file_too_large")],
)
def test_what_is_no_recording_is_refused_and_not_kept(data: bytes, code: str, settings: LazySettings) -> None:
    settings.VOICE_NOTE_MAX_BYTES = 4000
    team = make_principal()
    with pytest.raises(Problem) as refused:
        receive_voice_note(principal=team, teardown=make_teardown(team), chunks=[data[:2100], data[2100:]])
    assert refused.value.code == code
    assert VoiceNote.objects.count() == 0


def test_a_key_stands_for_one_recording() -> None:
    team = make_principal()
    teardown = make_teardown(team)
    receive_voice_note(principal=team, teardown=teardown, chunks=[OGG], idempotency_key="k")
    with pytest.raises(Problem) as refused:
        receive_voice_note(principal=team, teardown=teardown, chunks=[WAV], idempotency_key="k")
    assert refused.value.code == "idempotency_key_reused"


def test_an_analyst_sends_none() -> None:
    with pytest.raises(NotAllowed):
        receive_voice_note(principal=make_principal(Role.ANALYST), teardown=make_teardown(), chunks=[OGG])
