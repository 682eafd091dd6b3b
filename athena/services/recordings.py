"""Recordings of candidates' voices: encrypted, heard by whoever may, removed when their time is up."""

from __future__ import annotations

import io
import logging
import threading
import wave
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from athena.audio.pcm import BYTES_PER_MS, RATE, SAMPLE_BYTES
from athena.domain.access import Permission, Viewer
from athena.domain.audit import Action
from athena.errors import ConfigError, NotFoundError, StoreError
from athena.services.auditing import Auditing
from athena.services.recording import Recorder
from athena.services.records import random_id, require_session, utc_now
from athena.services.sealing import unsealed
from athena.store import recordings
from athena.store.database import Database
from athena.store.recordings import Recording

FOLDER: Final = "recordings"
NO_KEY: Final = (
    "Sound is stored encrypted alone, and there is no key. Set ATHENA_ENCRYPTION_KEY, or leave the sound out."
)
logger = logging.getLogger(__name__)


class Recordings:
    """Makes, plays and removes recordings in ``folder``. Thread-safe; ``now`` gives naive UTC."""

    def __init__(
        self,
        database: Database,
        audit: Auditing,
        folder: Path,
        key: bytes | None,
        now: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._database, self._audit, self._folder, self._key = database, audit, folder, key
        self._now, self._new_id = now, new_id
        self._lock = threading.Lock()
        self._running: dict[str, Recorder] = {}

    @property
    def possible(self) -> bool:
        """Whether sound can be stored: there is a key."""
        return self._key is not None

    def require_key(self) -> None:
        """Raise ConfigError when there is no key that sound could be stored with."""
        if self._key is None:
            raise ConfigError(NO_KEY)

    def begin(self, session_id: str) -> Recorder:
        """Begin to record a session; one that is being recorded is ended first.

        Raises ConfigError without a key, NotFoundError, StoreError.
        """
        self.require_key()
        self.end(session_id)
        session_id = require_session(self._database, session_id).session_id
        with self._database.transaction(shown=False) as tx:
            made = recordings.begin(tx, self._new_id(), session_id, self._now())
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            recorder = Recorder(
                self._path(made), self._key or b"", lambda ms, lost: self._ended(made.recording_id, ms, lost)
            )
        except OSError as error:
            raise StoreError(f"No sound can be stored in {self._folder}: {error.strerror}.") from error
        with self._lock:
            self._running[session_id] = recorder
        return recorder

    def end(self, session_id: str) -> None:
        """End the recording of a session, if one runs."""
        with self._lock:
            recorder = self._running.pop(session_id, None)
        if recorder is not None:
            recorder.close()

    def close(self) -> None:
        """End all recordings."""
        with self._lock:
            running, self._running = list(self._running.values()), {}
        for recorder in running:
            recorder.close()

    def of_session(self, viewer: Viewer, session_id: str) -> list[Recording]:
        """Return what was recorded of a session. Raises AccessError, NotFoundError."""
        self._require(viewer, session_id)
        return recordings.of_session(self._database, session_id)

    def heard(self, viewer: Viewer, session_id: str, from_ms: int, to_ms: int) -> bytes:
        """Return a span of a session as a WAV file; milliseconds count from the session's start.

        It is noted who listened. Raises AccessError, ConfigError without a key, NotFoundError when nothing
        was recorded then, InputError for another key or a changed file.
        """
        self._require(viewer, session_id)
        self.require_key()
        sound = b"".join(
            self._span(one, from_ms, to_ms) for one in recordings.of_session(self._database, session_id)
        )
        if not sound:
            raise NotFoundError("Nothing was recorded of this.")
        detail = {"what": "recording", "from_ms": str(from_ms), "to_ms": str(to_ms)}
        self._audit.note(viewer, Action.ACCESS, session_id, detail=detail)
        return _wav([sound])

    def whole(self, recording: Recording) -> bytes:
        """Return a whole recording as a WAV file, for the person it is about. Raises as ``heard`` does."""
        self.require_key()
        return _wav(self._pieces(recording))

    def due(self, made: datetime | None, session_ended: datetime | None) -> list[Recording]:
        """Return those made before a moment, or of sessions that ended before another (None: none)."""
        return recordings.before(self._database, made, session_ended)

    def expire(self, made: datetime | None, session_ended: datetime | None) -> None:
        """Remove what is due, and files that nothing leads to."""
        self._remove(self.due(made, session_ended))
        known = recordings.known(self._database)
        for file in self._folder.glob("*.sealed"):
            if file.stem not in known:
                file.unlink(missing_ok=True)

    def forget(self, session_ids: Sequence[str]) -> None:
        """Remove all recordings of these sessions."""
        for session_id in session_ids:
            self.end(session_id)
        self._remove(recordings.of_sessions(self._database, session_ids))

    def _remove(self, gone: Sequence[Recording]) -> None:
        for one in gone:
            self._path(one).unlink(missing_ok=True)
        if gone:
            with self._database.transaction(shown=False) as tx:
                recordings.remove(tx, [one.recording_id for one in gone])

    def _require(self, viewer: Viewer, session_id: str) -> None:
        person = require_session(self._database, session_id).employee.employee_id
        viewer.require_person(person, Permission.SEE_SESSIONS)

    def _span(self, one: Recording, from_ms: int, to_ms: int) -> bytes:
        start, stop = ((ms - one.starts_ms) * BYTES_PER_MS for ms in (from_ms, to_ms))
        taken, at = bytearray(), 0
        for piece in self._pieces(one):
            if at >= stop:
                break
            taken += piece[max(0, start - at) : max(0, stop - at)]
            at += len(piece)
        return bytes(taken)

    def _pieces(self, one: Recording) -> Iterable[bytes]:
        try:
            with self._path(one).open("rb") as file:
                yield from unsealed(file, self._key or b"", cut_off=not one.ended)
        except OSError as error:
            raise NotFoundError(f"The recording is not there any more ({error.strerror}).") from error

    def _ended(self, recording_id: str, duration_ms: int, lost_ms: int) -> None:
        if lost_ms:
            logger.warning("%d ms of a recording could not be written in time", lost_ms)
        try:
            with self._database.transaction(shown=False) as tx:
                recordings.end(tx, recording_id, duration_ms, lost_ms)
        except StoreError as error:
            logger.warning("The end of a recording was not noted: %s", error.message)

    def _path(self, recording: Recording) -> Path:
        return self._folder / f"{recording.recording_id}.sealed"


def _wav(pieces: Iterable[bytes]) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(RATE)
        for piece in pieces:
            file.writeframes(piece)
    return target.getvalue()


__all__ = ["FOLDER", "Recorder", "Recording", "Recordings"]
