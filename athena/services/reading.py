"""Read models for pages: lists of sessions, transcripts, and one session with all there is about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from athena.domain.access import Permission, Viewer
from athena.domain.report import Band
from athena.services.engines import EngineHistory
from athena.services.operations import Operations, read_operations
from athena.services.records import require_session
from athena.services.session_view import SessionView, TranscriptLine, session_view
from athena.services.spending import Spendings
from athena.store import questions, session_lists, sessions, turns
from athena.store.database import Database
from athena.store.session_lists import Choices, Wanted
from athena.store.sessions import Session

__all__ = ["Choices", "Reading", "SessionLine", "SessionList", "SessionView", "TranscriptLine", "Wanted"]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as a list shows it; score and band are None until there is a report with a score.

    The band is None as well when too few of the planned questions were answered for one. ``flagged`` answers
    ask for a person's look.
    """

    session: Session
    asked: int
    answered: int
    overall_score: float | None
    band: Band | None
    flagged: int = 0


@dataclass(frozen=True, slots=True)
class SessionList:
    """One page of a list of sessions, the newest first; ``total`` counts all that were wanted."""

    lines: tuple[SessionLine, ...]
    total: int


class Reading:
    """What pages read; ``spendings`` tells what it cost, ``engines`` who interviewed. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.spendings = Spendings(database)
        self.engines = EngineHistory(database)

    @property
    def data_version(self) -> int:
        """A number that grows with every change of the data while the program runs: a key for caches."""
        return self._database.data_version

    def recent(self, viewer: Viewer, limit: int = 50) -> list[SessionLine]:
        """Return the newest sessions first, with what they came to; AccessError."""
        return list(self.find(viewer, Wanted(), limit).lines)

    def find(self, viewer: Viewer, wanted: Wanted, limit: int = 50, offset: int = 0) -> SessionList:
        """Return the wanted sessions from the ``offset``-th on, with what they came to.

        Raises AccessError, unless only the viewer's own are wanted.
        """
        viewer.require_results(wanted.employee_id, Permission.SEE_SESSIONS)
        found = session_lists.find(self._database, wanted, limit, offset)
        figures = sessions.figures(self._database, [session.session_id for session in found])
        lines = tuple(_session_line(session, figures[session.session_id]) for session in found)
        return SessionList(lines, session_lists.count(self._database, wanted))

    def choices(self, viewer: Viewer) -> Choices:
        """Return the engines and people that sessions can be filtered by; AccessError."""
        viewer.require(Permission.SEE_SESSIONS)
        return session_lists.choices(self._database)

    def view(self, viewer: Viewer, session_id: str) -> SessionView:
        """Return one session with everything that is known about it; NotFoundError, AccessError."""
        session = self._seen(viewer, session_id)
        return session_view(self._database, session, self._transcript(session.session_id))

    def operations(self, viewer: Viewer, running: Sequence[str]) -> Operations:
        """Return what interviews cost and which run; ``running`` names the sessions of this process.

        Raises AccessError.
        """
        viewer.require(Permission.OPERATE)
        return read_operations(self._database, running)

    def transcript(self, viewer: Viewer, session_id: str) -> list[TranscriptLine]:
        """Return everything that was said in a session, in order; NotFoundError, AccessError."""
        return self._transcript(self._seen(viewer, session_id).session_id)

    def _seen(self, viewer: Viewer, session_id: str) -> Session:
        session = require_session(self._database, session_id)
        viewer.require_results(session.employee.employee_id, Permission.SEE_SESSIONS)
        return session

    def _transcript(self, session_id: str) -> list[TranscriptLine]:
        asked = questions.asked(self._database, session_id)
        numbers = {question.question_id: question.ordinal for question in asked}
        said = turns.of_session(self._database, session_id)
        return [_transcript_line(stored, numbers) for stored in said if stored.turn.text]


def _session_line(session: Session, figures: sessions.Figures) -> SessionLine:
    return SessionLine(
        session, figures.asked, figures.answered, figures.overall_score, figures.band, figures.flagged
    )


def _transcript_line(stored: turns.StoredTurn, numbers: dict[str, int]) -> TranscriptLine:
    turn = stored.turn
    return TranscriptLine(
        item_id=turn.item_id,
        speaker=turn.speaker,
        text=turn.text,
        channel=turn.channel,
        started_ms=turn.started_ms,
        ended_ms=turn.ended_ms,
        interrupted=turn.interrupted,
        question_number=numbers.get(stored.question_id or ""),
        in_answer=stored.in_answer,
    )
