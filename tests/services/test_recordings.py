"""Recordings: encrypted, in their place in time, heard by who may, gone when they are to go."""

from __future__ import annotations

import io
import queue
import threading
import wave
from datetime import datetime
from pathlib import Path

import pytest

from athena.audio.pcm import BYTES_PER_MS
from athena.domain.access import INVITED, LOCAL, PERMISSIONS, Role, Viewer
from athena.domain.audit import Action
from athena.errors import AccessError, ConfigError, InputError, NotFoundError
from athena.services.auditing import Auditing
from athena.services.interviewing import Interviewing, Session
from athena.services.recording import Recorder
from athena.services.recordings import Recordings
from athena.store.database import Database
from tests.services.small import said

KEY = bytes(range(32))
NOW = datetime(2026, 6, 1, 12, 0)
MANAGER = Viewer("m", "M", PERMISSIONS[Role.MANAGER], Role.MANAGER)


def tone(ms: int, value: int = 1) -> bytes:
    return bytes([value, 0]) * (ms * BYTES_PER_MS // 2)


@pytest.fixture
def sound(database: Database, tmp_path: Path) -> Recordings:
    return Recordings(database, Auditing(database, lambda: NOW), tmp_path / "sound", KEY, lambda: NOW)


def record(sound: Recordings, session: Session, pcm: bytes) -> None:
    recorder = sound.begin(session.session_id)
    for at in range(0, len(pcm), 960):
        recorder.push(pcm[at : at + 960])
    recorder.close()


def frames(wav: bytes) -> bytes:
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        return file.readframes(file.getnframes())


def test_what_was_said_is_heard_again_and_cannot_be_read_in_the_file(
    sound: Recordings, session: Session, tmp_path: Path
) -> None:
    said_words = b"CANARYxx" * 40_000
    record(sound, session, said_words)
    [recording] = sound.of_session(LOCAL, session.session_id)
    assert recording.ended
    assert recording.duration_ms == len(said_words) // BYTES_PER_MS
    [file] = (tmp_path / "sound").iterdir()
    assert b"CANARY" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert frames(sound.whole(recording)) == said_words


def test_a_span_is_cut_out_at_its_milliseconds(sound: Recordings, session: Session) -> None:
    record(sound, session, tone(2000, 1) + tone(1000, 2) + tone(2000, 3))
    heard = frames(sound.heard(LOCAL, session.session_id, 1990, 3010))
    assert heard == tone(10, 1) + tone(1000, 2) + tone(10, 3)
    assert frames(sound.heard(LOCAL, session.session_id, 4000, 99_000)) == tone(1000, 3)
    with pytest.raises(NotFoundError, match="Nothing was recorded"):
        sound.heard(LOCAL, session.session_id, 60_000, 61_000)


def test_a_resumed_interview_is_recorded_from_where_its_words_ended(
    sound: Recordings, session: Session, interviewing: Interviewing
) -> None:
    record(sound, session, tone(1000, 1))
    interviewing.record_turn(session.session_id, said("c1", "hello", 4000))
    record(sound, session, tone(1000, 2))
    assert [one.starts_ms for one in sound.of_session(LOCAL, session.session_id)] == [0, 5000]
    assert frames(sound.heard(LOCAL, session.session_id, 5500, 6000)) == tone(500, 2)


def test_a_pause_of_the_line_is_silence_so_that_later_words_stay_in_place(tmp_path: Path) -> None:
    moments = iter([0.0, 1.0, 4.0])
    lengths: list[tuple[int, int]] = []
    recorder = Recorder(
        tmp_path / "a", KEY, lambda ms, lost: lengths.append((ms, lost)), lambda: next(moments)
    )
    recorder.push(tone(1000))
    recorder.push(tone(1000))
    recorder.close()
    assert lengths == [(4000, 0)]


def test_a_disk_that_stands_still_never_holds_the_interview_up(tmp_path: Path) -> None:
    lengths: list[tuple[int, int]] = []
    recorder = Recorder(tmp_path / "a", KEY, lambda ms, lost: lengths.append((ms, lost)), lambda: 0.0)
    blocked, go_on = threading.Event(), threading.Event()

    def stand_still(*_: object) -> None:
        blocked.set()
        assert go_on.wait(30)

    recorder._take = stand_still  # type: ignore[method-assign]
    recorder.push(tone(20))
    assert blocked.wait(10)
    for _ in range(501):
        recorder.push(tone(20))
    go_on.set()
    recorder.close()
    assert lengths == [(0, 20)]


def test_frames_after_the_end_are_dropped(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "a", KEY, lambda *_: None, lambda: 0.0)
    recorder.close()
    recorder.push(tone(20))
    recorder.close()
    with pytest.raises(queue.Empty):
        recorder._frames.get_nowait()


def test_what_a_killed_program_left_can_be_heard_as_far_as_it_was_written(
    sound: Recordings, session: Session, database: Database, tmp_path: Path
) -> None:
    record(sound, session, tone(5000))
    with database.transaction() as tx:
        tx.run("UPDATE recordings SET ended = FALSE, duration_ms = 0")
    [file] = (tmp_path / "sound").iterdir()
    file.write_bytes(file.read_bytes()[:-1000])
    heard = frames(sound.heard(LOCAL, session.session_id, 0, 9000))
    assert len(heard) == 3 * 64 * 1024
    assert tone(5000).startswith(heard)


def test_without_a_key_no_sound_is_stored(database: Database, session: Session, tmp_path: Path) -> None:
    sound = Recordings(database, Auditing(database), tmp_path / "sound", None)
    assert not sound.possible
    with pytest.raises(ConfigError, match="ATHENA_ENCRYPTION_KEY"):
        sound.begin(session.session_id)
    assert not (tmp_path / "sound").exists()


def test_another_key_opens_nothing(
    sound: Recordings, session: Session, database: Database, tmp_path: Path
) -> None:
    record(sound, session, tone(100))
    other = Recordings(database, Auditing(database), tmp_path / "sound", bytes(32))
    with pytest.raises(InputError, match="another key"):
        other.heard(LOCAL, session.session_id, 0, 100)


def test_who_listened_is_noted(sound: Recordings, session: Session, database: Database) -> None:
    record(sound, session, tone(100))
    sound.heard(MANAGER, session.session_id, 0, 50)
    [entry] = Auditing(database).entries(LOCAL)
    assert (entry.actor, entry.action, entry.subject) == ("m", Action.ACCESS, session.session_id)
    assert entry.detail == {"what": "recording", "from_ms": "0", "to_ms": "50"}


@pytest.mark.parametrize(
    "viewer",
    [Viewer("x", "X", PERMISSIONS[Role.ANALYST], Role.ANALYST), Viewer("x", "X", INVITED)],
)
def test_strangers_hear_nothing_and_the_person_does(
    sound: Recordings, session: Session, viewer: Viewer
) -> None:
    record(sound, session, tone(100))
    with pytest.raises(AccessError):
        sound.heard(viewer, session.session_id, 0, 100)
    with pytest.raises(AccessError):
        sound.of_session(viewer, session.session_id)
    themselves = Viewer("E1", "Jo", INVITED)
    assert sound.heard(themselves, session.session_id, 0, 100)


def test_forgetting_removes_file_and_row_also_of_one_that_runs(
    sound: Recordings, session: Session, tmp_path: Path
) -> None:
    sound.begin(session.session_id).push(tone(100))
    sound.forget([session.session_id])
    assert list((tmp_path / "sound").iterdir()) == []
    assert sound.of_session(LOCAL, session.session_id) == []


def test_old_recordings_and_files_nothing_leads_to_expire(
    sound: Recordings, session: Session, tmp_path: Path
) -> None:
    record(sound, session, tone(100))
    stray = tmp_path / "sound" / "7c9e6679-7425-40de-944b-e07fc1f90ae7.sealed"
    stray.write_bytes(b"left behind")
    sound.expire(NOW, None)
    assert len(sound.of_session(LOCAL, session.session_id)) == 1
    assert not stray.exists()
    sound.expire(datetime(2026, 6, 1, 12, 1), None)
    assert list((tmp_path / "sound").iterdir()) == []
